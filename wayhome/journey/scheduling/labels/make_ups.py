"""Words for why a session can't make up for a missed one; clients read them as well."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wayhome.journey.scheduling.codes import AppointmentObstacle, BookingObstacle, MakeUpObstacle
from wayhome.shared.core.refusal import SentencesByKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

MAKE_UP_OBSTACLES: Mapping[MakeUpObstacle, StrOrPromise] = MappingProxyType(
    {
        MakeUpObstacle.NOT_MISSED: _(
            "This session isn't recorded as missed, so there is nothing to make up for."
        ),
        MakeUpObstacle.ALREADY_MADE_UP: _(
            "Another session makes up for this one already. Give that seat back first."
        ),
        MakeUpObstacle.OTHER_PROGRAM: _(
            "That session belongs to another program. Choose one of the same program."
        ),
        MakeUpObstacle.OTHER_WEEK: _(
            "A session is made up for in its own week, since hours are counted by the week. Choose"
            " one in that week."
        ),
        MakeUpObstacle.BEGUN_ALREADY: _("That session has begun. Choose one that is to come."),
        MakeUpObstacle.OTHER_KIND: _(
            "That session is of another kind. Choose one of the same kind as the one missed."
        ),
        MakeUpObstacle.OTHER_LANGUAGE: _("That group is in another language. Choose another one."),
        MakeUpObstacle.OTHER_GENDER: _("That group is for other people. Choose another one."),
        MakeUpObstacle.CLOSED_GROUP: _(
            "Nobody joins that group once it has started. Choose another one."
        ),
        MakeUpObstacle.OTHER_WAY: _(
            "That session doesn't fit how sessions can be attended, in person or by video. Choose"
            " another one, or change it under the times."
        ),
        MakeUpObstacle.NOT_FREE: _(
            "Something else is at that time, or on the way. Choose another session, or change the"
            " times."
        ),
        MakeUpObstacle.GIVEN_UP_BEFORE: _(
            "The place in that session was given up. Choose another session."
        ),
        MakeUpObstacle.NOT_OFFERED: _(
            "That session can't be taken for this one. Choose another session."
        ),
        MakeUpObstacle.NOT_A_MAKE_UP: _(
            "This session doesn't make up for another one. Call your program to cancel it."
        ),
    }
)
# What is said to staff of the client, as the client is told.
_BOOKING: Mapping[BookingObstacle, StrOrPromise] = MappingProxyType(
    {
        BookingObstacle.GROUP_FULL: _("Someone else took the last seat. Choose another session."),
        BookingObstacle.OVER_CAP: _("Someone else took the last seat. Choose another session."),
        BookingObstacle.PERSON_BUSY: _("You have another session at that time."),
        BookingObstacle.ALREADY_BOOKED: _("You have a seat in this session already."),
        BookingObstacle.NOT_ADMITTED: _("You aren't in the program then. Call your program."),
        BookingObstacle.SESSION_CANCELLED: _("This session is cancelled. Choose another one."),
        BookingObstacle.SESSION_OVER: _("This session is over. Choose another one."),
    }
)
_GIVING_BACK: Mapping[AppointmentObstacle, StrOrPromise] = MappingProxyType(
    {
        AppointmentObstacle.ATTENDANCE_RECORDED: _(
            "It is recorded already whether you came. Call your program if that is wrong."
        ),
        AppointmentObstacle.ALREADY_CANCELLED: _("You gave this seat back already."),
    }
)
OWN_OBSTACLES = SentencesByKind(MAKE_UP_OBSTACLES, _BOOKING, _GIVING_BACK)
