"""Notes of the demo: signed soon or late, co-signed or waiting, half typed, corrected."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from demo import words
from demo.cast import dice
from wayhome.journey.encounters.actions import drafts, signing
from wayhome.journey.encounters.actions import notes as sealed
from wayhome.journey.encounters.rules import Typed
from wayhome.shared.core.period import ONE_DAY, ONE_MINUTE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random
    from uuid import UUID

    from demo.cast import Moment
    from demo.stage import Stage
    from demo.weeks import Meeting
    from wayhome.journey.encounters.models import ProgressNote
    from wayhome.shared.audit.actor import Actor

HOUR = 60 * ONE_MINUTE
# Days back from today: earlier notes were written on paper, as where a clinic changes over.
ON_PAPER_UNTIL = 42
NEXT_MORNING = 0.3  # of the notes


def expect(stage: Stage, meeting: Meeting) -> None:
    """Put the writing of a meeting's notes on the timeline."""
    if meeting.session.service_date < stage.day(-ON_PAPER_UNTIL):
        return
    unsigned = meeting.what("unsigned")
    throws = dice(stage.today, meeting.start, "note")
    if unsigned is not None:
        soon = min(meeting.end + 25 * ONE_MINUTE, stage.now)
        stage.when(soon, partial(_begin, stage, meeting, unsigned))
        return
    late = meeting.what("late-note")
    moment = meeting.end + timedelta(minutes=throws.randint(15, 80))
    if late or throws.random() < NEXT_MORNING:
        day = meeting.session.service_date + (late.days if late else 1) * ONE_DAY
        moment = stage.at(day, throws.randint(8, 11), throws.randrange(60))
    if moment.astimezone(stage.zone).date() > _last_day_to_sign(stage, meeting):
        moment = meeting.end + 10 * ONE_MINUTE
    stage.when(moment, partial(_sign, stage, meeting))


def _sign(stage: Stage, meeting: Meeting, now: datetime) -> None:
    """Write a line for each who came, and seal all with one signature."""
    if not meeting.came:
        return
    by, session = _author(stage, meeting), meeting.session
    throws = dice(stage.today, meeting.start, "text")
    drafts.save_draft(
        by,
        group_session_id=session.pk,
        edition=0,
        shared_text=words.shared_text(session.service_type, throws),
        template=words.template_of(session.service_type),
        now=now,
    )
    lines = {place: Typed(0, _line(meeting, throws)) for place in meeting.came}
    signed = signing.sign_notes(by, group_session_id=session.pk, shared=None, lines=lines, now=now)
    stage.noted |= {(name, session.service_type) for name in meeting.came.values()}
    _expect_cosignature(stage, meeting, by, signed)
    for moment in meeting.moments:
        if moment.what == "addendum":
            note_id = _note_of(stage, signed, moment.who)
            stage.when(now + 20 * HOUR, partial(_correct, by, note_id, moment.text))


def _expect_cosignature(
    stage: Stage, meeting: Meeting, by: Actor, signed: Sequence[ProgressNote]
) -> None:
    waits = meeting.what("waits-for-cosignature")
    if signed[0].status != "awaiting-cosignature" or (waits and not waits.who):
        return
    throws = dice(stage.today, meeting.start, "cosign")
    moment = stage.at(meeting.session.service_date + throws.randint(1, 3) * ONE_DAY, 13, 5)
    supervisor = next(
        stage.actors[each.supervisor]
        for key, each in stage.cast.staff.items()
        if stage.actors[key] is by
    )
    left = _note_of(stage, signed, waits.who) if waits else None
    for note in signed:
        if note.pk != left:
            stage.when(moment, partial(_cosign, supervisor, note.pk))


def _begin(stage: Stage, meeting: Meeting, unsigned: Moment, now: datetime) -> None:
    """Type a part of a meeting's notes, and leave them unsigned."""
    if not unsigned.draft or not meeting.came:
        return
    by, session = _author(stage, meeting), meeting.session
    throws = dice(stage.today, meeting.start, "text")
    drafts.save_draft(
        by,
        group_session_id=session.pk,
        edition=0,
        shared_text=words.shared_text(session.service_type, throws),
        template=words.template_of(session.service_type),
        now=now,
    )
    places = [*meeting.came.items()]
    typed = places if unsigned.draft == "names-someone" else places[: len(places) // 2]
    for place, name in typed:
        text = _line(meeting, throws)
        if name == unsigned.who and unsigned.names:
            text += f" Wants to ride home with {unsigned.names.split(' ')[0]}."
        drafts.save_draft_line(by, appointment_id=place, edition=0, text=text, now=now)
    kind = session.service_type
    known = [place for place, name in places[len(typed) :] if (name, kind) in stage.noted]
    if unsigned.draft == "copied" and known:
        drafts.copy_last_note(by, appointment_id=known[0], now=now)


def _line(meeting: Meeting, throws: Random) -> str:
    return words.individual_text(meeting.session.service_type, throws)


def _last_day_to_sign(stage: Stage, meeting: Meeting) -> date:
    """Return until when the leader's card holds; nobody signs with one that has lapsed."""
    leader = meeting.session.facilitator_id
    return next(
        stage.day(each.expires)
        for key, each in stage.cast.staff.items()
        if stage.ids[key] == leader
    )


def _author(stage: Stage, meeting: Meeting) -> Actor:
    leader = meeting.session.facilitator_id
    return next(stage.actors[key] for key in stage.cast.staff if stage.ids[key] == leader)


def _cosign(by: Actor, note_id: UUID, now: datetime) -> None:
    sealed.cosign_note(by, note_id=note_id, now=now)


def _correct(by: Actor, note_id: UUID | None, text: str, now: datetime) -> None:
    if note_id is not None:
        sealed.add_addendum(by, note_id=note_id, text=text, now=now)


def _note_of(stage: Stage, signed: Sequence[ProgressNote], name: str) -> UUID | None:
    patient_id = stage.standing[name].patient_id
    return next((note.pk for note in signed if note.patient_id == patient_id), None)
