"""What is measured: pages as a browser asks for them, a write, and the ledger of a program."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.urls import reverse

from wayhome.journey.encounters.queries import week_ledger
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.models import Membership, User
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.actor import Actor
from wayhome.shared.core import context, gate


@dataclass(frozen=True)
class Counselor:
    """Someone signed in to an organization of the bench."""

    actor: Actor
    session_key: str


@dataclass(frozen=True)
class Request:
    """One request: where to, and the form when it writes."""

    path: str
    form: dict[str, str] | None = None


def sign_in(organization: UUID, practitioner: UUID, email: str) -> Counselor:
    with gate.opened("bench.sign_in"):
        user = User(email=email)
        user.set_unusable_password()
        user.save(force_insert=True)
        membership = Membership.objects.create(
            user=user,
            organization_id=organization,
            roles=[Role.COUNSELOR],
            practitioner_id=practitioner,
        )
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return Counselor(as_actor(membership), session.session_key or "")


def places(counselor: Counselor) -> dict[str, list[UUID]]:
    """Return ids that the requests need: the counselor's running session and clients, and seats."""
    from wayhome.journey.scheduling.models import Appointment, GroupSession  # noqa: PLC0415

    now = datetime.now(UTC)  # noqa: TID251  # the data were made around the present
    with context.acting_as(counselor.actor.acting), transaction.atomic():
        own = counselor.actor.practitioner_id
        running = GroupSession.objects.filter(period_start__lte=now, period_end__gt=now)
        mine = running.filter(facilitator=own).values_list("pk", flat=True)
        seats = Appointment.objects.filter(group_session__in=running.values("pk"))
        return {
            "sessions": [*mine],
            "patients": [*seats.filter(group_session__in=mine).values_list("patient", flat=True)],
            "seats": [*seats.order_by("pk").values_list("pk", flat=True)[:400]],
        }


def requests(counselor: Counselor, count: int) -> dict[str, Iterator[Request]]:
    """Return, per operation, as many requests as asked for."""
    known = places(counselor)
    session, patients = known["sessions"][0], known["patients"]
    seats = known["seats"][:count]
    return {
        "open Today": (Request(reverse("console:today")) for _ in range(count)),
        "open a roster": (
            Request(reverse("encounters:roster", args=[session])) for _ in range(count)
        ),
        "open a chart": (
            Request(reverse("console:chart", args=[patients[n % len(patients)]]))
            for n in range(count)
        ),
        "open a group note": (
            Request(reverse("encounters:group-note", args=[session])) for _ in range(count)
        ),
        "record one attendance": (
            Request(reverse("encounters:attendance", args=[seat]), {"kind": "attended"})
            for seat in seats
        ),
    }


def read_ledger(counselor: Counselor) -> int:
    """Read the hours ledger of the whole program and return how many lines it has."""
    now = datetime.now(UTC)  # noqa: TID251
    with context.acting_as(counselor.actor.acting), transaction.atomic():
        return len(week_ledger(counselor.actor, now=now))
