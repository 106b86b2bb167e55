"""Opens the clinic: its organization, site, rooms, programs, staff with credentials, groups."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from demo import orders, times
from demo.cast import Staff, dice
from wayhome.journey.scheduling import actions as scheduling
from wayhome.journey.scheduling.codes import Modality, ServiceType
from wayhome.journey.scheduling.rules import GroupProfile
from wayhome.shared.accounts import actions as accounts
from wayhome.shared.accounts import queries, system
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.rules import CredentialFacts
from wayhome.shared.core.uuid7 import uuid7
from wayhome.shared.tenancy import actions as tenancy
from wayhome.shared.tenancy.rules import ServicePlan

if TYPE_CHECKING:
    from uuid import UUID

    from demo.cast import Group
    from demo.stage import Stage

# So early that a group's first eight weeks are over before the yoga teacher's card lapses.
OPENED = -71
DOMAIN = "harborlights.example"


def open_clinic(stage: Stage, now: datetime) -> None:
    builder = stage.actors["builder"] = system.demo_builder(uuid7())
    stage.actors["worker"] = system.worker(builder.organization_id)
    clinic = stage.cast.clinic
    tenancy.open_organization(builder, name=clinic["name"], slug=clinic["slug"])
    _open_site(stage)
    for key, each in stage.cast.staff.items():
        _hire(stage, key, each, now)
    _install_kiosk(stage)
    for group in stage.cast.groups.values():
        _plan(stage, group, now)
    times.plan_staff(stage, now)
    orders.say_usual(stage, now)


def keep_planned(stage: Stage, now: datetime) -> None:
    """Plan the weeks ahead, as the background worker does every hour."""
    until = now.date() + scheduling.PLANNED_AHEAD
    scheduling.generate_sessions(stage.actors["worker"], until=until, now=now)


def _open_site(stage: Stage) -> None:
    builder, clinic = stage.actors["builder"], stage.cast.clinic
    site = tenancy.add_site(builder, **clinic["site"])
    for key, room in clinic["rooms"].items():
        stage.ids[key] = tenancy.add_room(builder, site_id=site.pk, **room).pk
    for key, program in clinic["programs"].items():
        plan = ServicePlan(
            name=program["name"],
            level_of_care=program["level_of_care"],
            time_zone=clinic["time_zone"],
            jurisdiction=clinic["site"]["address_state"],
        )
        stage.ids[key] = tenancy.add_service(builder, site_id=site.pk, plan=plan).pk


def _hire(stage: Stage, key: str, each: Staff, now: datetime) -> None:
    builder = stage.actors["builder"]
    given, _, family = each.name.partition(" ")
    added = accounts.add_practitioner(
        builder,
        given_name=given,
        family_name=family,
        supervisor_id=stage.ids[each.supervisor] if each.supervisor else None,
        needs_cosignature=bool(each.supervisor),
    )
    stage.ids[key] = added.pk
    if each.code:
        facts = _credential(key, each, stage.today)
        accounts.add_credential(builder, practitioner_id=added.pk, facts=facts, today=now.date())
    address = each.log_in or f"{key}.{family.split('-')[0].lower()}"
    give_log_in(
        stage,
        key,
        address,
        Role(each.role),
        display_name=each.name,
        practitioner_id=added.pk,
        has_password=bool(each.log_in),
    )


def give_log_in(
    stage: Stage,
    key: str,
    address: str,
    role: Role,
    *,
    display_name: str = "",
    practitioner_id: UUID | None = None,
    patient_id: UUID | None = None,
    has_password: bool = True,
) -> None:
    """Let someone in; only the log-ins that the welcome names have a password."""
    builder = stage.actors["builder"]
    user = accounts.create_user(
        builder,
        email=f"{address}@{DOMAIN}",
        password=stage.cast.clinic["password"] if has_password else None,
    )
    membership = accounts.grant_membership(
        builder,
        user_id=user.pk,
        roles=[role],
        display_name=display_name,
        practitioner_id=practitioner_id,
        patient_id=patient_id,
    )
    stage.actors[key] = queries.as_actor(membership)


def _install_kiosk(stage: Stage) -> None:
    give_log_in(stage, "kiosk", "kiosk", Role.KIOSK, display_name="Tablet in the lobby")


def _credential(key: str, each: Staff, today: date) -> CredentialFacts:
    expiry = today + timedelta(days=each.expires)
    issued = expiry - timedelta(days=3 * 365)
    return CredentialFacts(
        code=each.code,
        number=f"{each.code.replace('-', '')}{dice('number', key).randrange(10_000, 99_999)}",
        state="NJ",
        issue_date=issued,
        expiry_date=expiry,
        verified_date=min(issued + timedelta(days=12), today + timedelta(days=OPENED - 1)),
        verification_source="State board's public register",
    )


def _plan(stage: Stage, group: Group, now: datetime) -> None:
    online = not group.room
    series = scheduling.plan_series(
        stage.actors["imani"],
        healthcare_service_id=stage.ids[group.program],
        title=group.title,
        service_type=ServiceType(group.type),
        weekday=group.weekday,
        start_time=group.start,
        duration_minutes=group.minutes,
        facilitator_id=stage.ids[group.by],
        capacity=group.seats,
        period_start=now.date(),
        modality=Modality.TELEHEALTH if online else Modality.ON_SITE,
        room_id=None if online else stage.ids[group.room],
        join_url=f"https://video.{DOMAIN}/{group.key}" if online else "",
        profile=GroupProfile(target_size=group.size, room_features=tuple(group.needs)),
        now=now,
    )
    stage.ids[group.key] = series.pk
