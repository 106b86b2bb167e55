"""Every room hangs its own urls under its own name."""

from django.conf import settings
from django.urls import include, path

from wayhome.journey.scheduling.urls import subscribed_paths
from wayhome.shared.core.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("account/", include("wayhome.shared.accounts.sign_in_urls")),
    path("", include("wayhome.shared.accounts.urls")),
    path("", include("wayhome.shared.notifications.urls")),
    path("", include("wayhome.shared.tenancy.urls")),
    path("", include("wayhome.journey.rulepacks.urls")),
    path("", include("wayhome.faces.console.urls")),
    path("help/", include("wayhome.faces.site.urls")),
    path("my-week/", include("wayhome.faces.portal.urls")),
    path("admissions/", include("wayhome.journey.admissions.urls")),
    path("encounters/", include("wayhome.journey.encounters.urls")),
    path("placement/", include("wayhome.journey.placement.urls")),
    path("inquiries/", include("wayhome.journey.inquiries.urls")),
    path("week/", include("wayhome.journey.weekplans.urls")),
    path("calendar/", include(subscribed_paths())),
    path("schedule/", include("wayhome.journey.scheduling.urls")),
    path("clients/", include("wayhome.journey.patients.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("components/", include("wayhome.shared.core.urls"))]
