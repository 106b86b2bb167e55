"""Words for the codes of groups, sessions and places, and what stands in their way."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wayhome.journey.scheduling.codes import (
    AppointmentObstacle,
    AppointmentOrigin,
    AppointmentStatus,
    BookingObstacle,
    CancellationReason,
    EditScope,
    Enrollment,
    GroupGender,
    Modality,
    PlanningObstacle,
    RosterObstacle,
    ServiceType,
    SessionState,
)
from wayhome.shared.core.period import Weekday

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

SERVICE_TYPES: Mapping[ServiceType, StrOrPromise] = MappingProxyType(
    {
        ServiceType.CBT: _("Cognitive behavioral therapy (CBT)"),
        ServiceType.RELAPSE_PREVENTION: _("Relapse prevention"),
        ServiceType.EDUCATION: _("Education"),
        ServiceType.LIFE_SKILLS: _("Life skills"),
        ServiceType.FAMILY: _("Family"),
        ServiceType.YOGA_MEDITATION: _("Yoga and meditation"),
        ServiceType.INDIVIDUAL: _("Individual"),
    }
)
MODALITIES: Mapping[Modality, StrOrPromise] = MappingProxyType(
    {Modality.ON_SITE: _("On site"), Modality.TELEHEALTH: _("By video")}
)
WEEKDAYS: Mapping[Weekday, StrOrPromise] = MappingProxyType(
    {
        Weekday.MONDAY: _("Monday"),
        Weekday.TUESDAY: _("Tuesday"),
        Weekday.WEDNESDAY: _("Wednesday"),
        Weekday.THURSDAY: _("Thursday"),
        Weekday.FRIDAY: _("Friday"),
        Weekday.SATURDAY: _("Saturday"),
        Weekday.SUNDAY: _("Sunday"),
    }
)
ENROLLMENTS: Mapping[Enrollment, StrOrPromise] = MappingProxyType(
    {
        Enrollment.ROLLING: _("Anyone who fits may join at any time"),
        Enrollment.CLOSED: _("Nobody joins once it has started"),
    }
)
GROUP_GENDERS: Mapping[GroupGender, StrOrPromise] = MappingProxyType(
    {
        GroupGender.EVERYONE: _("Everyone"),
        GroupGender.FEMALE: _("Women"),
        GroupGender.MALE: _("Men"),
        GroupGender.OTHER: _("Non-binary people"),
    }
)
STATES: Mapping[SessionState, StrOrPromise] = MappingProxyType(
    {
        SessionState.TO_COME: _("To come"),
        SessionState.UNDER_WAY: _("Under way"),
        SessionState.OVER: _("Over"),
        SessionState.CANCELLED: _("Cancelled"),
    }
)
STATE_TONES: Mapping[SessionState, str] = MappingProxyType(
    {
        SessionState.TO_COME: "neutral",
        SessionState.UNDER_WAY: "info",
        SessionState.OVER: "done",
        SessionState.CANCELLED: "danger",
    }
)
STATUSES: Mapping[AppointmentStatus, StrOrPromise] = MappingProxyType(
    {
        AppointmentStatus.PROPOSED: _("Proposed"),
        AppointmentStatus.PENDING: _("Not confirmed yet"),
        AppointmentStatus.BOOKED: _("Booked"),
        AppointmentStatus.ARRIVED: _("Arrived"),
        AppointmentStatus.CHECKED_IN: _("Checked in"),
        AppointmentStatus.FULFILLED: _("Attended"),
        AppointmentStatus.NOSHOW: _("Missed"),
        AppointmentStatus.CANCELLED: _("Cancelled"),
        AppointmentStatus.WAITLIST: _("Waiting for a seat"),
        AppointmentStatus.ENTERED_IN_ERROR: _("Entered in error"),
    }
)
TONES: Mapping[AppointmentStatus, str] = MappingProxyType(
    {
        AppointmentStatus.PROPOSED: "neutral",
        AppointmentStatus.PENDING: "neutral",
        AppointmentStatus.BOOKED: "info",
        AppointmentStatus.ARRIVED: "done",
        AppointmentStatus.CHECKED_IN: "done",
        AppointmentStatus.FULFILLED: "done",
        AppointmentStatus.NOSHOW: "due",
        AppointmentStatus.CANCELLED: "neutral",
        AppointmentStatus.WAITLIST: "due",
        AppointmentStatus.ENTERED_IN_ERROR: "neutral",
    }
)
ORIGINS: Mapping[AppointmentOrigin, StrOrPromise] = MappingProxyType(
    {
        AppointmentOrigin.ROSTER: _("On the roster"),
        AppointmentOrigin.WALK_IN: _("Walked in"),
        AppointmentOrigin.MAKE_UP: _("This session only"),
        AppointmentOrigin.ONE_OFF: _("This session only"),
    }
)
SCOPES: Mapping[EditScope, StrOrPromise] = MappingProxyType(
    {
        EditScope.THIS_ONE: _("This session only"),
        EditScope.FROM_NOW_ON: _("This session and all later ones"),
    }
)
CANCELLATION_REASONS: Mapping[CancellationReason, StrOrPromise] = MappingProxyType(
    {
        CancellationReason.LEFT_ROSTER: _("Left the group"),
        CancellationReason.SESSION_CANCELLED: _("The session was cancelled"),
        CancellationReason.EPISODE_ENDED: _("No longer in the program"),
        CancellationReason.CLIENT_ASKED: _("The client asked"),
        CancellationReason.LATE_CANCEL: _("Late cancel"),
        CancellationReason.OTHER: _("Another reason"),
    }
)
BOOKING_OBSTACLES: Mapping[BookingObstacle, StrOrPromise] = MappingProxyType(
    {
        BookingObstacle.GROUP_FULL: _(
            "The group is full. Choose another session, or raise the number of seats."
        ),
        BookingObstacle.OVER_CAP: _(
            "As many people are booked as may sit in this group on that day. Choose another"
            " session, or look at the rules and numbers."
        ),
        BookingObstacle.PERSON_BUSY: _(
            "The client has another session at this time. Give up that place first, or choose"
            " another session."
        ),
        BookingObstacle.ALREADY_BOOKED: _(
            "The client has a place in this session already. There is nothing left to do."
        ),
        BookingObstacle.NOT_ADMITTED: _(
            "The client isn't in care on this day. Admit the client first, or choose a later day."
        ),
        BookingObstacle.SESSION_CANCELLED: _(
            "This session is cancelled. Choose another one, or plan this one again first."
        ),
        BookingObstacle.SESSION_OVER: _(
            "This session is over. Add someone who came as a walk-in, on the group's note."
        ),
    }
)
PLANNING_OBSTACLES: Mapping[PlanningObstacle, StrOrPromise] = MappingProxyType(
    {
        PlanningObstacle.FACILITATOR_BUSY: _(
            "The facilitator leads another session at this time. Choose someone else or another"
            " time."
        ),
        PlanningObstacle.ROOM_BUSY: _(
            "The room is taken at this time. Choose another room or another time."
        ),
        PlanningObstacle.PERSON_BUSY: _(
            "Someone with a place here has another session at this time. Choose another time, or"
            " give up one of the two places first."
        ),
        PlanningObstacle.CREDENTIAL_LAPSED: _(
            "The facilitator has no valid credential on the day of a session. Choose someone else,"
            " end the group before, or record the renewed credential."
        ),
        PlanningObstacle.ROOM_MISSING: _("On site, a session needs a room. Choose one, or video."),
        PlanningObstacle.ROOM_TOO_SMALL: _(
            "The room has fewer seats than that. Choose a larger room or fewer seats."
        ),
        PlanningObstacle.ROOM_LACKS_FEATURE: _(
            "The room lacks something that the group needs. Choose another room, or ask for less."
        ),
        PlanningObstacle.TARGET_OUT_OF_RANGE: _(
            "The usual size is from one person to the number of seats."
        ),
        PlanningObstacle.ENDS_BEFORE_IT_STARTS: _(
            "It must end after it starts. Enter a length from 1 minute to less than a day, and a"
            " last day that isn't before the first."
        ),
        PlanningObstacle.CAPACITY_BELOW_ONE: _("A session needs one seat at least."),
        PlanningObstacle.CAPACITY_OVER_CAP: _(
            "That is more than the program's rules allow for this kind of group. Choose fewer"
            " seats, or have the rule changed."
        ),
        PlanningObstacle.CAPACITY_BELOW_BOOKED: _(
            "More people have a place than that. Give up places first, or choose more seats."
        ),
        PlanningObstacle.ALREADY_BEGUN: _(
            "The session has begun, so its time stays. Change a later one."
        ),
        PlanningObstacle.ATTENDANCE_RECORDED: _(
            "Attendance is recorded for this session. Undo it first if it is wrong."
        ),
        PlanningObstacle.SESSION_CANCELLED: _(
            "This session is cancelled. Plan it again first, or change a later one."
        ),
        PlanningObstacle.CHANGED_MEANWHILE: _(
            "Someone else changed this while you were typing. Look at what it says now, then save"
            " again: what you typed is still here."
        ),
        PlanningObstacle.OTHER_WEEK: _(
            "A whole group moves within its week. Choose a day of the same week, or move this"
            " session alone."
        ),
        PlanningObstacle.STARTS_IN_THE_PAST: _(
            "That is in the past. Choose a time that is still to come."
        ),
        PlanningObstacle.ENDS_BEFORE_TODAY: _("Choose today or a later day."),
    }
)
# Few words each, for lists of days.
GAPS: Mapping[BookingObstacle, StrOrPromise] = MappingProxyType(
    {
        BookingObstacle.GROUP_FULL: _("no free seat"),
        BookingObstacle.OVER_CAP: _("as many people as the rules allow"),
        BookingObstacle.PERSON_BUSY: _("in another session then"),
    }
)
UNPLANNED: Mapping[PlanningObstacle, StrOrPromise] = MappingProxyType(
    {
        PlanningObstacle.FACILITATOR_BUSY: _("the facilitator leads another session"),
        PlanningObstacle.ROOM_BUSY: _("the room is taken"),
        PlanningObstacle.CREDENTIAL_LAPSED: _("the facilitator has no valid credential then"),
        PlanningObstacle.ROOM_TOO_SMALL: _("the room has too few seats by now"),
    }
)
ROSTER_OBSTACLES: Mapping[RosterObstacle, StrOrPromise] = MappingProxyType(
    {
        RosterObstacle.ALREADY_ON_ROSTER: _(
            "The client is on this group's roster already, then or later. End that stay first."
        ),
        RosterObstacle.NOT_ON_ROSTER: _(
            "The client isn't on the roster on that day any more. Choose an earlier day."
        ),
        RosterObstacle.NOT_ADMITTED: _(
            "The client isn't in care on this day. Admit the client first, or choose a later day."
        ),
        RosterObstacle.GROUP_ENDED: _(
            "The group has ended by then. Choose an earlier day or another group."
        ),
        RosterObstacle.LEAVES_BEFORE_JOINING: _(
            "The client joins later than that. Choose the day of joining or a later one."
        ),
    }
)
APPOINTMENT_OBSTACLES: Mapping[AppointmentObstacle, StrOrPromise] = MappingProxyType(
    {
        AppointmentObstacle.ATTENDANCE_RECORDED: _(
            "Attendance is recorded for this place. Undo it first if it is wrong."
        ),
        AppointmentObstacle.ALREADY_CANCELLED: _(
            "This place was given up already. There is nothing left to do."
        ),
        AppointmentObstacle.NOT_ON_ROSTER: _(
            "The client isn't on the group's roster. Give up this place only."
        ),
        AppointmentObstacle.TRANSITION_NOT_ALLOWED: _(
            "As the place stands now, this can't be done to it. Reload the page to see it."
        ),
    }
)
