"""Every room hangs its own urls under its own name."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("account/", include("wayhome.shared.accounts.sign_in_urls")),
    path("", include("wayhome.shared.accounts.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("components/", include("wayhome.shared.core.urls"))]
