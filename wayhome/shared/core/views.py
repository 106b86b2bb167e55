"""The components page of development: every component in every state, and the three shells."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from wayhome.shared.core import clock, gallery


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    context = {
        "gallery": gallery.Gallery(),
        "rows": Paginator(gallery.ROWS, 50).get_page(request.GET.get("page")),
        "shell_nav": gallery.CONSOLE_NAV,
        "shell_menu": gallery.MENU,
        "shell_name": "N. Ortiz",
        "shell_search_url": request.path,
    }
    return render(request, "components/gallery/console.html", context)


@login_not_required
def portal(request: HttpRequest) -> HttpResponse:
    context = {
        "gallery": gallery.Gallery(),
        "shell_nav": gallery.PORTAL_NAV,
        "shell_menu": gallery.MENU,
        "shell_name": "Ana",
        "shell_program": "Harbor Evening Program",
        "shell_program_phone": "555-0142",
    }
    return render(request, "components/gallery/portal.html", context)


@login_not_required
def public(request: HttpRequest) -> HttpResponse:
    return render(request, "components/gallery/public.html", {"form": gallery.SignInForm()})


@login_not_required
def save_sample(request: HttpRequest) -> JsonResponse:
    """Answer as a draft's view does, and keep nothing."""
    edition = int(request.POST.get("edition") or 0) + 1
    return JsonResponse({"edition": edition, "saved_at": clock.now().isoformat()})


@login_not_required
def sample_sessions(request: HttpRequest) -> JsonResponse:
    days = (request.GET.get("start", ""), request.GET.get("end", ""))
    return JsonResponse(
        [s for s in gallery.SESSIONS if days[0] <= s["start"] < days[1]], safe=False
    )
