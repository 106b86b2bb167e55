"""First contacts: those that led to an admission, open ones, the waiting list, duplicates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from demo import times
from demo.cast import birth_date, dice, email, phone
from wayhome.journey.admissions import actions as admissions
from wayhome.journey.inquiries import actions as inquiries
from wayhome.journey.inquiries.actions import InquiryFacts
from wayhome.journey.inquiries.codes import (
    Channel,
    ClosingReason,
    ForWhom,
    InquiryStage,
    NextStep,
    ReferralSource,
)
from wayhome.journey.patients import actions as patients
from wayhome.journey.patients.actions import NewContactPoint
from wayhome.journey.patients.codes import ContactPointSystem

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from demo.cast import Call, Client
    from demo.stage import Stage
    from wayhome.journey.inquiries.models import Inquiry

type Admit = Callable[[UUID, datetime], object]

HOURS = timedelta(hours=1)
OPENS, CLOSES = 9, 18
WHY = (
    "Wants to stop drinking; a friend finished the program here.",
    "Pain pills since an operation; wants help before it gets worse.",
    "Uses on weekends and it has become every day.",
    "Court date in two months; wants to start before that.",
    "Finished residential treatment and asks for the next step.",
    "Doctor suggested a program; prefers groups near work.",
)


def expect(stage: Stage, client: Client, admit: Admit) -> None:
    """Let someone call some days before they are admitted."""
    days = dice("calls", client.name).randint(3, 8)
    scene = partial(_call, stage, client, admit, client.admitted)
    stage.when(stage.at(client.admitted - days, 10, 15), scene)


def expect_return(stage: Stage, client: Client, readmit: Admit) -> None:
    day = client.returned or 0
    stage.when(stage.at(day - 2, 11, 5), partial(_call, stage, client, readmit, day))


def _call(stage: Stage, client: Client, admit: Admit, day: int, now: datetime) -> None:
    given, family = client.given_and_family
    throws, can_call = dice("call", client.name), "phone" not in client.missing
    inquiry = inquiries.record_inquiry(
        stage.actors["teodora"],
        now=now,
        next_step=NextStep.CALL_BACK if can_call else NextStep.SEND_INFORMATION,
        next_step_due_at=now + 24 * HOURS,
        channel=throws.choice((Channel.PHONE, Channel.PHONE, Channel.WEB)),
        source=throws.choice([*ReferralSource]),
        for_whom=ForWhom.SELF,
        caller_name=client.name,
        phone=phone(client.name) if can_call else "",
        email=email(client.name),
        may_call=can_call,
        may_ask_by_name=True,
        may_leave_message=throws.random() > 0.2,  # noqa: PLR2004  # most
        may_say_who_we_are=throws.random() > 0.4,  # noqa: PLR2004  # many
        given_name=given,
        family_name=family,
        preferred_name=client.goes_by,
        pronouns=client.pronouns,
        birth_date=_told_birth_date(stage, client),
        language=client.language,
        reason=throws.choice(WHY),
        healthcare_service_id=stage.ids["day" if client.track == "day" else "iop"],
    )
    stage.when(now + 4 * HOURS, partial(_reply, stage, inquiry.pk, client))
    stage.when(stage.at(day, 8, 10), partial(admit, inquiry.pk))


def _told_birth_date(stage: Stage, client: Client) -> date | None:
    if "birth-date" in client.missing:
        return None
    return birth_date(client.name, client.age, stage.today)


def _reply(stage: Stage, inquiry_id: UUID, client: Client, now: datetime) -> None:
    by = stage.actors["teodora"]
    inquiries.record_contact_attempt(
        by,
        inquiry_id=inquiry_id,
        edition=1,
        channel=Channel.EMAIL if "phone" in client.missing else Channel.PHONE,
        was_reached=True,
        text="Told about groups, hours and cost; a time for the screening is agreed.",
        made_at=now,
        next_step=NextStep.HOLD_SCREENING,
        next_step_due_at=now + 40 * HOURS,
        now=now,
    )
    inquiries.move_inquiry(by, inquiry_id=inquiry_id, edition=2, to=InquiryStage.SCREENING_BOOKED)
    times.tell_on_the_phone(stage, client, inquiry_id, now)


def expect_call(stage: Stage, call: Call) -> None:
    """Put a first contact on the timeline that is still open, or was closed."""
    stage.when(_quarter(stage.now + call.hours * HOURS), partial(_take_call, stage, call))


def _quarter(moment: datetime) -> datetime:
    """Return the quarter of an hour before: nobody promises to call at 3:47."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def _due(stage: Stage, call: Call) -> datetime:
    """Return when the next step is due: in office hours, unless that would undo the story."""
    moment = _quarter(stage.now + call.due * HOURS)
    local = moment.astimezone(stage.zone)
    if OPENS <= local.hour < CLOSES:
        return moment
    day = local.date() - timedelta(days=local.hour < OPENS)  # that evening's, or the night's
    if call.due < 0:
        return stage.at(day, CLOSES)
    return stage.at(day + timedelta(days=1), OPENS)


def _take_call(stage: Stage, call: Call, now: datetime) -> None:
    by = stage.actors["teodora"]
    inquiry = inquiries.record_inquiry(
        by,
        now=now,
        next_step=NextStep(call.next_step),
        next_step_due_at=_due(stage, call),
        **_facts(stage, call),
    )
    if call.stage != InquiryStage.NEW:
        inquiry = _reach(stage, call, inquiry, now + HOURS)
    if call.closed:
        inquiries.close_inquiry(
            by,
            inquiry_id=inquiry.pk,
            edition=inquiry.edition,
            reason=ClosingReason(call.closed),
            note="Given the state helpline's number as well.",
            now=now + 3 * HOURS,
        )


def _reach(stage: Stage, call: Call, inquiry: Inquiry, now: datetime) -> Inquiry:
    by = stage.actors["bashir"]
    inquiries.record_contact_attempt(
        by,
        inquiry_id=inquiry.pk,
        edition=inquiry.edition,
        channel=Channel(call.channel),
        was_reached=True,
        text="Reached; talked about what an evening here looks like.",
        made_at=now,
        now=now,
    )
    inquiry.edition += 1  # the attempt made it so
    if call.stage == InquiryStage.CONTACTED:
        return inquiry
    return inquiries.move_inquiry(
        by, inquiry_id=inquiry.pk, edition=inquiry.edition, to=InquiryStage(call.stage)
    )


def _facts(stage: Stage, call: Call) -> InquiryFacts:
    given, _, family = call.name.partition(" ")
    facts = InquiryFacts(
        channel=Channel(call.channel),
        source=ReferralSource(call.source),
        for_whom=ForWhom(call.for_whom),
        caller_name=call.caller,
        caller_relationship=call.relationship,
        email=email(call.caller) if call.channel in {"email", "web"} else "",
        phone=phone(call.caller) if call.calls else "",
        best_time="After 5 pm" if call.hours % 2 else "",
        may_call=call.calls,
        may_ask_by_name=call.by_name,
        may_leave_message=call.message,
        may_say_who_we_are=call.open,
        given_name=given,
        family_name=family,
        reason=call.reason,
        healthcare_service_id=stage.ids["iop"],
    )
    if call.for_whom == ForWhom.SELF:
        facts["birth_date"] = birth_date(call.name, call.age, stage.today)
    return facts


def expect_wait(stage: Stage, client: Client) -> None:
    admit = partial(_wait, stage)
    day = client.since
    stage.when(stage.at(day - 1, 9, 40), partial(_call, stage, client, admit, day))


def _wait(stage: Stage, inquiry_id: UUID, now: datetime) -> None:
    admissions.place_inquiry_on_waitlist(
        stage.actors["bashir"],
        inquiry_id=inquiry_id,
        confirmed_new=True,
        healthcare_service_id=stage.ids["iop"],
        waiting_since=now.astimezone(stage.zone).date(),
        now=now,
    )


def expect_duplicate(stage: Stage, pair: dict[str, object]) -> None:
    stage.when(stage.at(int(str(pair["day"])), 9, 50), partial(_register_again, stage, pair))


def _register_again(stage: Stage, pair: dict[str, object], now: datetime) -> None:
    """Make a second record of someone known, as happens on a busy morning."""
    known = stage.standing[str(pair["of"])].client
    given, _, family = str(pair["name"]).partition(" ")
    second = patients.register_patient(
        stage.actors["bashir"],
        now=now,
        confirmed_new=True,
        contacts=[NewContactPoint(ContactPointSystem.PHONE, phone(known.name))],
        given_name=given,
        family_name=family,
        birth_date=birth_date(known.name, known.age, stage.today),
    )
    if "merged" in pair:
        moment = stage.at(int(str(pair["merged"])), 12)
        stage.when(moment, partial(_merge, stage, second.pk, known))


def _merge(stage: Stage, patient_id: UUID, into: Client, now: datetime) -> None:
    patients.merge_patients(
        stage.actors["piotr"],
        patient_id=patient_id,
        into_id=stage.standing[into.name].patient_id,
        now=now,
    )
