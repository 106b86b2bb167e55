"""The components page and toy pages, served to a browser without a network or a database."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.conf import settings
from django.template import engines
from django.test import RequestFactory
from django.urls import include, path, resolve
from django.utils.csp import build_policy

import wayhome

urlpatterns = [
    path("components/", include("wayhome.shared.core.urls")),
    path("account/", include("allauth.urls")),
]

PING = "/still-here/"
HOME = "http://wayhome.test"
STATIC = Path(wayhome.__file__).parent / "static"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HTML = "text/html; charset=utf-8"
ANA, BEN = UUID(int=1), UUID(int=2)
PAGE = """{% extends "console.html" %}{% load i18n %}
{% block title %}Toy{% endblock %}{% block heading %}Toy{% endblock %}
{% block content %}BODY{% endblock %}"""


def shell(request):
    token = "t" * 64
    return {"user": request.user, "idle_seconds": 900, "idle_ping_url": PING, "csrf_token": token}


def template_settings():
    """Return settings.TEMPLATES with one context processor that asks no database."""
    [only] = settings.TEMPLATES
    processors = ["django.template.context_processors.request", f"{__name__}.shell"]
    return [{**only, "OPTIONS": {**only["OPTIONS"], "context_processors": processors}}]


@dataclass
class Answer:
    body: str = ""
    status: int = 200
    kind: str = HTML
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: dict, status: int = 200) -> "Answer":
        return cls(json.dumps(values), status, "application/json")

    @classmethod
    def redirect(cls, to: str) -> "Answer":
        return cls(status=HTTPStatus.FOUND, headers={"Location": to})


@dataclass
class Posted:
    path: str
    fields: dict[str, list[str]]
    headers: dict[str, str]


def until(page, expression: str, milliseconds: int = 15_000) -> None:
    """Wait for a JavaScript expression; the browser's own wait needs what the policy forbids."""
    for _ in range(milliseconds // 50):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    assert not expression, "never came true"


class Site:
    """Answers a browser's requests; `answers` maps a path to what it gives."""

    def __init__(self) -> None:
        self.answers: dict[str, object] = {}
        self.posts: list[Posted] = []
        self.asked: list[str] = []
        self.user_id: UUID | None = ANA
        self.offline = False
        self.query = ""

    def page(self, body: str) -> Answer:
        template = engines["django"].from_string(PAGE.replace("BODY", body))
        return Answer(template.render({"shell_name": "N. Ortiz"}, self._request("/")))

    def serve(self, route) -> None:
        request = route.request
        address = urlsplit(request.url)
        where, self.query = address.path, address.query
        self.asked.append(where)
        if self.offline and not where.startswith("/static/"):
            route.abort("internetdisconnected")
            return
        if request.method == "POST":
            fields = parse_qs(request.post_data or "", keep_blank_values=True)
            self.posts.append(Posted(where, fields, request.headers))
        answer = self._answer(where, request.method)
        headers = {
            "Content-Type": answer.kind,
            "Content-Security-Policy": build_policy(settings.SECURE_CSP),
            **answer.headers,
        }
        route.fulfill(status=answer.status, headers=headers, body=answer.body)

    def _answer(self, where: str, method: str) -> Answer:
        if where.startswith("/static/"):
            file = STATIC / where.removeprefix("/static/")
            return Answer(file.read_text(), kind=KINDS[file.suffix])
        if where in self.answers:
            known = self.answers[where]
            return known(self, method) if callable(known) else known
        if where.startswith("/components/"):
            view, args, kwargs = resolve(where)
            response = view(self._request(where, method), *args, **kwargs)
            return Answer(response.content.decode(), response.status_code)
        return Answer("<!doctype html><title>Elsewhere</title><p>elsewhere")

    def _request(self, where: str, method: str = "GET"):
        request = RequestFactory().generic(method, f"{where}?{self.query}")
        known = self.user_id is not None
        request.user = SimpleNamespace(is_authenticated=known, pk=self.user_id)
        return request
