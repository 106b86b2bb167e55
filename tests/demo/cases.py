"""The awkward cases that the demo has to hold, each asked of what was played."""

from datetime import timedelta

from wayhome.engines.timetable import calendar
from wayhome.faces.portal.my_week import my_week
from wayhome.journey.admissions import queries as admissions
from wayhome.journey.admissions.codes import EpisodeStatus, MissingItem
from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory
from wayhome.journey.encounters.codes import AttendanceKind, NoteStatus
from wayhome.journey.encounters.models import Encounter, NoteAddendum, NoteDraftLine, ProgressNote
from wayhome.journey.encounters.queries import note_lists, week_ledger
from wayhome.journey.encounters.queries.make_ups import OpenWeek
from wayhome.journey.encounters.queries.notes import get_group_note
from wayhome.journey.inquiries.models import Inquiry
from wayhome.journey.patients.models import Flag, Patient
from wayhome.journey.patients.queries import likely_duplicates
from wayhome.journey.scheduling import queries as schedule
from wayhome.journey.scheduling.codes import BookingObstacle, PlanningObstacle
from wayhome.journey.scheduling.models import (
    Appointment,
    Availability,
    GroupMember,
    GroupSeries,
    GroupSession,
    TimeOff,
)
from wayhome.journey.weekplans import queries as weekplans
from wayhome.journey.weekplans.models import WeeklyOrder
from wayhome.shared.accounts.models import Credential
from wayhome.shared.core.context import acting_as

DAY = timedelta(days=1)


def _by(stage):
    return stage.actors["builder"]


def _attended(kind, **given):
    return lambda _stage: Encounter.objects.filter(attendance=kind, **given).exists()


def _ages_of_unsigned(stage):
    return {line.age // DAY for line in note_lists.undocumented(_by(stage), now=stage.now)}


def _monday(stage):
    return stage.week_start


def _in_care(stage):
    return {each.patient_id for each in admissions.census(_by(stage))}


def _free(stage):
    return schedule.free_times_of(_by(stage), _in_care(stage), _monday(stage) + 7 * DAY)


def _times(series):
    start = calendar.quarter(series.start_time.hour, series.start_time.minute)
    return calendar.between(series.weekday, start, start + series.duration_minutes // 15)


def _free_in_their_groups(stage):
    free = _free(stage)
    stays = GroupMember.objects.filter(period_end=None).select_related("series")
    held = [(stay.patient_id, _times(stay.series)) for stay in stays]
    return not [who for who, times in held if who in free and times & ~free[who]]


def _staff_in_their_groups(stage):
    works = schedule.staff_of_week(_by(stage), _monday(stage))
    groups = GroupSeries.objects.all()
    return not [one for one in groups if _times(one) & ~works[one.facilitator_id].hours]


def _left_early(_stage):
    return any(
        each.left_at < each.group_session.period_end - timedelta(minutes=30)
        for each in Encounter.objects.select_related("group_session").filter(minutes__gt=0)
    )


def _names_someone(stage):
    drafted = GroupSession.objects.filter(
        pk__in=NoteDraftLine.objects.values("draft__group_session")
    )
    return any(
        line.found
        for pk in drafted.values_list("pk", flat=True)
        for line in get_group_note(_by(stage), pk).lines
    )


def _waiting_days(stage):
    waiting = ProgressNote.objects.filter(status=NoteStatus.AWAITING_COSIGNATURE)
    return [(stage.now - signed) // DAY for signed in waiting.values_list("signed_at", flat=True)]


def _yoga_cannot_be_planned(stage):
    unplanned = schedule.unplanned_sessions(
        _by(stage), stage.ids["saturday-yoga"], until=stage.today + 15 * DAY, now=stage.now
    )
    return {reason for each in unplanned for reason in each.reasons} == {
        PlanningObstacle.CREDENTIAL_LAPSED
    }


def _full_group(stage):
    gaps = schedule.roster_gaps(_by(stage), stage.ids["monday-evening"], now=stage.now)
    return {gap.reason for gap in gaps} == {BookingObstacle.GROUP_FULL}


def _short(stage):
    """Return each client who is short with whether the target can be reached by make-ups."""
    by, found = _by(stage), {}
    for program in ("iop", "day"):
        lines = week_ledger(by, now=stage.now, service_id=stage.ids[program])
        week = OpenWeek(by, lines[0].week, lines, now=stage.now)
        found |= {line.patient_id: week.can_reach(line) for line in lines if line.is_short}
    return found


def _short_of(stage, name):
    return _short(stage).get(stage.standing[name].patient_id)


def _missing(stage):
    return {
        item
        for episode in admissions.census(_by(stage))
        for item in admissions.whats_missing(_by(stage), episode)
    }


def _overdue_by_name(stage):
    overdue = Inquiry.objects.filter(next_step_due_at__lt=stage.now)
    return overdue.filter(for_whom="loved-one", may_ask_by_name=False, may_call=True).exists()


def _duplicate(stage):
    second = Patient.objects.get(family_name="Tsosi")
    found = likely_duplicates(
        _by(stage),
        given_name=second.given_name,
        family_name=second.family_name,
        birth_date=second.birth_date,
        phone="",
    )
    return any(each.patient.family_name == "Tsosie" for each in found)


def _running(stage):
    now = stage.now
    running = GroupSession.objects.filter(period_start__lte=now, period_end__gt=now)
    here = Encounter.objects.filter(group_session__in=running, status="in-progress")
    return here.exists() and NoteDraftLine.objects.exists()


def _client_sees_the_week(stage):
    client = stage.actors["Mateo Silverthorne"]
    with acting_as(client.acting):
        week = my_week(client, now=stage.now)
    return week.next is not None and week.hours.target == 9


def _readmitted(stage):
    person = stage.standing["Quentin Okonjo"].patient_id
    return EpisodeOfCare.objects.filter(patient=person).count() == 2


def _statuses(_stage):
    found = EpisodeOfCare.objects.values_list("status", flat=True)
    return {*found} >= {
        EpisodeStatus.ACTIVE,
        EpisodeStatus.ONHOLD,
        EpisodeStatus.FINISHED,
        EpisodeStatus.WAITLIST,
    }


def _ordered(stage):
    """Return how many in care have an order, and how many of these one of their own."""
    by, monday = _by(stage), _monday(stage)
    found = {}
    for stay in admissions.census(by):
        asked = {"service_id": stay.healthcare_service_id, "episode_ids": [stay.pk]}
        found |= weekplans.orders_of_week(by, **asked, monday=monday)
    own = WeeklyOrder.objects.filter(episode__in=found, period_start__lte=stage.today)
    return len(found), own.count()


def _kept_apart(stage):
    pairs = weekplans.apart_from(_by(stage), _in_care(stage))
    names = {stage.people[person] for person in pairs}
    return names == {"Amara Oyelaran", "Horatio Kang"}


CASES = {
    "an order for everyone in care, one person's own": lambda s: (
        _ordered(s) == (len(_in_care(s)), 1)
    ),
    "an order that doesn't count yet": lambda s: WeeklyOrder.objects.filter(
        period_start__gt=s.today
    ).exists(),
    "two people who are kept apart": _kept_apart,
    "clients who told when they can come, and one who hasn't": lambda s: (
        len(_in_care(s)) - 1 == len(_free(s)) > 30
    ),
    "each of them free when their groups meet": _free_in_their_groups,
    "someone whose week changes soon": lambda s: Availability.objects.filter(
        period_start__gt=s.today
    ).exists(),
    "a client who painted it themself": lambda _: Availability.objects.filter(
        reported_by="client"
    ).exists(),
    "staff who work when their groups meet": _staff_in_their_groups,
    "a counselor who will be off": lambda s: TimeOff.objects.filter(
        period_start__gt=s.now
    ).exists(),
    "a note signed late": lambda s: bool(note_lists.signed_late(_by(s), now=s.now)),
    "unsigned notes less than a week and more than a week old": lambda s: (
        min(_ages_of_unsigned(s)) < 7 <= max(_ages_of_unsigned(s))
    ),
    "a draft that was copied forward": lambda _: NoteDraftLine.objects.exclude(
        copied_text=""
    ).exists(),
    "a draft that names another member": _names_someone,
    "a trainee's notes that wait": lambda s: len(_waiting_days(s)) > 5,
    "one of them forgotten": lambda s: max(_waiting_days(s)) > 7,
    "notes that were co-signed": lambda _: ProgressNote.objects.filter(
        status=NoteStatus.COSIGNED
    ).exists(),
    "an addendum": lambda _: NoteAddendum.objects.exists(),
    "a walk-in": lambda _: Encounter.objects.filter(appointment__origin="walk-in").exists(),
    "an unknown absence": _attended(AttendanceKind.ABSENT_UNKNOWN),
    "an absence without excuse": _attended(AttendanceKind.ABSENT_NOT_EXCUSED),
    "an excused absence": _attended(AttendanceKind.ABSENT_EXCUSED),
    "a late cancellation": _attended(AttendanceKind.LATE_CANCEL),
    "a visit that can't be billed": _attended(AttendanceKind.ATTENDED_NOT_BILLABLE),
    "someone who left early": _left_early,
    "a credential that lapsed": lambda s: Credential.objects.filter(
        expiry_date__lt=s.today
    ).exists(),
    "a credential that soon will": lambda s: Credential.objects.filter(
        expiry_date__range=(s.today, s.today + 30 * DAY)
    ).exists(),
    "a group that can't meet since its leader's credential lapsed": _yoga_cannot_be_planned,
    "a full group with someone left out": _full_group,
    "someone who can't reach the hours": lambda s: _short_of(s, "Yara Pemberton") is False,
    "someone who can by a make-up": lambda s: _short_of(s, "Ingrid Balogun") is True,
    "someone who has booked a make-up": lambda s: Appointment.objects.filter(
        origin="make-up", patient=s.standing["Lamar Whitlock"].patient_id
    ).exists(),
    "someone who isn't short": lambda s: s.standing["Amara Oyelaran"].patient_id not in _short(s),
    "a readmission": _readmitted,
    "stays that are active, on hold, finished and waited for": _statuses,
    "a discharge with each of some reasons": lambda _: (
        len({*EpisodeOfCare.objects.values_list("discharge_reason", flat=True)} - {""}) >= 3
    ),
    "a transfer": lambda _: EpisodeOfCare.objects.filter(transferred_from__isnull=False).exists(),
    "a reason for a pause": lambda _: (
        EpisodeStatusHistory.objects.filter(status="onhold").exclude(reason="").exists()
    ),
    "overdue first contacts": lambda s: (
        Inquiry.objects.filter(next_step_due_at__lt=s.now).count() >= 3
    ),
    "a loved one who may not be asked for by name": _overdue_by_name,
    "likely duplicates": _duplicate,
    "a merged record": lambda _: Patient.objects.filter(replaced_by__isnull=False).exists(),
    "a safety flag": lambda _: Flag.objects.filter(category="safety").exists(),
    "records with things missing": lambda s: (
        _missing(s)
        >= {
            MissingItem.EMERGENCY_CONTACT,
            MissingItem.SAFE_PHONE,
            MissingItem.BIRTH_DATE,
            MissingItem.PRIMARY_COUNSELOR,
            MissingItem.PLACEMENT_ASSESSMENT,
        }
    ),
    "a session moved by hand, to come": lambda s: GroupSession.objects.filter(
        is_exception=True, status="planned", period_start__gt=s.now
    ).exists(),
    "a session cancelled, past and to come": lambda s: all(
        GroupSession.objects.filter(status="cancelled", **when).exists()
        for when in ({"period_start__gt": s.now}, {"period_start__lt": s.now})
    ),
    "groups online": lambda _: GroupSession.objects.filter(modality="telehealth").exists(),
    "a group that runs, with people in it": _running,
    "a client's own week": _client_sees_the_week,
    "two weeks planned ahead": lambda s: GroupSession.objects.filter(
        service_date__gte=s.today + 50 * DAY
    ).exists(),
}
