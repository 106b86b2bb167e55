"""The way in, the stay and the way out of each client."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from demo import assessments, first_contacts, times
from demo.cast import birth_date, dice, email, phone
from demo.clinic import give_log_in
from demo.stage import Standing
from wayhome.journey.admissions import actions as admissions
from wayhome.journey.admissions.codes import DischargeReason
from wayhome.journey.patients import actions as patients
from wayhome.journey.patients.actions import NewContactPoint
from wayhome.journey.patients.codes import (
    ContactPointSystem,
    ContactRole,
    FlagCategory,
    Relationship,
)
from wayhome.journey.scheduling import actions as scheduling
from wayhome.shared.accounts.codes import Role

if TYPE_CHECKING:
    from uuid import UUID

    from demo.cast import Client
    from demo.stage import Stage

REASONS = {
    "completed": DischargeReason.COMPLETED,
    "dropped-out": DischargeReason.DROPPED_OUT,
    "transferred": DischargeReason.TRANSFERRED,
    "other": DischargeReason.OTHER,
}
NOTES = {
    "completed": "Goals reached; continuing care is arranged.",
    "dropped-out": "No contact for two weeks in spite of calls and a letter.",
    "transferred": "Moved closer to family; records sent with written consent.",
    "other": "Work moved to nights; outpatient counseling elsewhere.",
}
HELPERS = [
    ("Rowan", Relationship.SIBLING),
    ("Marisela", Relationship.PARENT),
    ("Tobias", Relationship.SPOUSE),
    ("Aurelia", Relationship.FRIEND),
    ("Bertrand", Relationship.PARENT),
    ("Solveig", Relationship.DOMESTIC_PARTNER),
]


def expect(stage: Stage, client: Client) -> None:
    """Put the scenes of a client's stay on the timeline; who left before we opened has none."""
    if client.ended is not None and client.ended <= stage.opens:
        return
    arrives = max(client.admitted, stage.opens)
    if client.admitted > stage.opens:
        first_contacts.expect(stage, client, partial(_admit_inquiry, stage, client))
    else:
        stage.when(stage.at(arrives, 8), partial(_take_over, stage, client))
    if client.ended is not None:
        stage.when(stage.at(client.ended, 8, 30), partial(_discharge, stage, client))
    if client.returned is not None:
        first_contacts.expect_return(stage, client, partial(_readmit, stage, client))
    if client.moved and client.moved["day"] > stage.opens:
        stage.when(stage.at(client.moved["day"], 8, 20), partial(_move, stage, client))
    if client.hold is not None and client.hold > stage.opens:
        stage.when(stage.at(client.hold, 8, 40), partial(_hold, stage, client))
    if client.resumed is not None and (client.hold or 0) > stage.opens:
        stage.when(stage.at(client.resumed, 8, 40), partial(_resume, stage, client))


def _take_over(stage: Stage, client: Client, now: datetime) -> None:
    """Put down someone who was in the program before it used Wayhome."""
    given, family = client.given_and_family
    patient = patients.register_patient(
        stage.actors["teodora"],
        now=now,
        confirmed_new=True,
        contacts=_contacts(client),
        given_name=given,
        family_name=family,
        preferred_name=client.goes_by,
        pronouns=client.pronouns,
        birth_date=birth_date(client.name, client.age, stage.today),
        language=client.language,
        needs_interpreter=client.interpreter,
    )
    assessments.assess(stage, client, patient.pk, now)
    if not client.log_in:
        times.tell(stage, client, patient.pk, now)
    episode = admissions.admit_patient(
        stage.actors["teodora"],
        patient_id=patient.pk,
        healthcare_service_id=_program(stage, client.track),
        admission_date=stage.day(client.admitted),
        care_manager_id=_counselor(stage, client),
        now=now,
    )
    _settle_in(stage, client, patient.pk, episode.pk, now)


def _admit_inquiry(stage: Stage, client: Client, inquiry_id: UUID, now: datetime) -> None:
    episode = admissions.admit_inquiry(
        stage.actors["bashir"],
        inquiry_id=inquiry_id,
        confirmed_new=True,
        healthcare_service_id=_program(stage, client.track),
        admission_date=stage.day(client.admitted),
        care_manager_id=_counselor(stage, client),
        now=now,
    )
    patients.change_patient(
        stage.actors["bashir"],
        patient_id=episode.patient_id,
        edition=1,
        now=now,
        needs_interpreter=client.interpreter,
    )
    assessments.assess(stage, client, episode.patient_id, now)
    _settle_in(stage, client, episode.patient_id, episode.pk, now)


def _settle_in(
    stage: Stage, client: Client, patient_id: UUID, episode_id: UUID, now: datetime
) -> None:
    by = stage.actors["teodora"]
    standing = Standing(client, patient_id, episode_id, client.track)
    stage.standing[client.name], stage.people[patient_id] = standing, client.name
    if "emergency-contact" not in client.missing:
        name, relationship = dice("helper", client.name).choice(HELPERS)
        patients.add_related_person(
            by,
            patient_id=patient_id,
            name=f"{name} {client.given_and_family[1]}",
            relationship=relationship,
            role=ContactRole.EMERGENCY_CONTACT,
            phone=phone(f"helper of {client.name}"),
        )
    if client.flag:
        category, text = client.flag
        patients.raise_flag(
            by, patient_id=patient_id, category=FlagCategory(category), text=text, now=now
        )
    if client.log_in:
        give_log_in(stage, client.name, client.log_in, Role.CLIENT, patient_id=patient_id)
        times.tell(stage, client, patient_id, now)
    join_groups(stage, standing, now)


def join_groups(stage: Stage, standing: Standing, now: datetime) -> None:
    """Put someone on the rosters of their track, and of what they come to beside it."""
    first = now.astimezone(stage.zone).date()
    tracks = {standing.track, *standing.client.extras}
    for group in stage.cast.groups.values():
        if tracks.isdisjoint(group.tracks):
            continue
        member = scheduling.join_series(
            stage.actors["teodora"],
            series_id=stage.ids[group.key],
            episode_id=standing.episode_id,
            period_start=first,
            now=now,
        )
        standing.members[group.key] = member.pk


def _leave_groups(stage: Stage, standing: Standing, now: datetime) -> None:
    day = now.astimezone(stage.zone).date()
    for member_id in standing.members.values():
        scheduling.leave_series(
            stage.actors["teodora"], member_id=member_id, period_end=day, now=now
        )
    standing.members.clear()


def _discharge(stage: Stage, client: Client, now: datetime) -> None:
    scheduling.discharge_patient(
        stage.actors["teodora"],
        episode_id=stage.standing.pop(client.name).episode_id,
        discharge_date=now.astimezone(stage.zone).date(),
        reason=REASONS[client.reason],
        note=NOTES[client.reason],
        now=now,
    )


def _readmit(stage: Stage, client: Client, inquiry_id: UUID, now: datetime) -> None:
    patient_id = next(pk for pk, name in stage.people.items() if name == client.name)
    episode = admissions.admit_inquiry(
        stage.actors["bashir"],
        inquiry_id=inquiry_id,
        patient_id=patient_id,
        healthcare_service_id=_program(stage, client.track),
        admission_date=now.astimezone(stage.zone).date(),
        care_manager_id=_counselor(stage, client),
        now=now,
    )
    assessments.assess(stage, client, patient_id, now)
    standing = Standing(client, patient_id, episode.pk, client.track)
    stage.standing[client.name] = standing
    join_groups(stage, standing, now)


def _move(stage: Stage, client: Client, now: datetime) -> None:
    """Let someone go on in the other program, in the groups of another track."""
    standing, track = stage.standing[client.name], client.moved["track"] if client.moved else ""
    _leave_groups(stage, standing, now)
    episode = admissions.transfer_level(
        stage.actors["teodora"],
        episode_id=standing.episode_id,
        healthcare_service_id=_program(stage, track),
        care_manager_id=stage.ids[stage.cast.clinic["counselors"][track]],
        day=now.astimezone(stage.zone).date(),
        reason=client.moved["reason"] if client.moved else "",
        now=now,
    )
    standing.episode_id, standing.track = episode.pk, track
    times.tell_anew(stage, standing.client, standing.patient_id, track, now)
    join_groups(stage, standing, now)


def _hold(stage: Stage, client: Client, now: datetime) -> None:
    standing = stage.standing[client.name]
    _leave_groups(stage, standing, now)
    admissions.put_on_hold(
        stage.actors["teodora"],
        episode_id=standing.episode_id,
        day=now.astimezone(stage.zone).date(),
        reason=client.hold_reason,
        now=now,
    )


def _resume(stage: Stage, client: Client, now: datetime) -> None:
    standing = stage.standing[client.name]
    day = now.astimezone(stage.zone).date()
    admissions.resume(stage.actors["teodora"], episode_id=standing.episode_id, day=day, now=now)
    join_groups(stage, standing, now)


def _program(stage: Stage, track: str) -> UUID:
    return stage.ids["day" if track == "day" else "iop"]


def _counselor(stage: Stage, client: Client) -> UUID | None:
    if "counselor" in client.missing:
        return None
    return stage.ids[stage.cast.clinic["counselors"][client.track]]


def _contacts(client: Client) -> list[NewContactPoint]:
    may = dice("contact", client.name).random()
    say = may > 0.4  # noqa: PLR2004  # some may be told who calls
    points = [
        NewContactPoint(
            ContactPointSystem.PHONE,
            phone(client.name),
            may_leave_message=may > 0.2,  # noqa: PLR2004  # most have voice mail of their own
            may_say_who_we_are=say,
        ),
        NewContactPoint(ContactPointSystem.EMAIL, email(client.name)),
    ]
    return points[1:] if "phone" in client.missing else points
