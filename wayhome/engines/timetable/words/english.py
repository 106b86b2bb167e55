"""The sentences in English."""

from wayhome.engines.timetable.domain import Reason
from wayhome.engines.timetable.words.templates import Templates

ENGLISH = Templates(
    left_out={
        Reason.NO_MEETINGS: "{subject} has no meeting times.",
        Reason.OVERLAPPING_MEETINGS: "Two meetings of {subject} are at the same time.",
        Reason.OUTSIDE_THE_WEEK: "A meeting of {subject} doesn't lie within one day of the week.",
        Reason.UNKNOWN_KIND: "{subject} is of a kind that this program doesn't have: {other}.",
        Reason.UNKNOWN_SITE: "{subject} belongs to a site that this program doesn't have: {other}.",
        Reason.NO_SEATS: "{subject} has no seats.",
        Reason.SITE_CLOSED: "{other} is closed when {subject} meets.",
        Reason.NO_FACILITATOR: "{subject} has no one to lead it.",
        Reason.FACILITATOR_LACKS_CREDENTIAL: (
            "{other} doesn't hold the credential that leading {subject} takes."
        ),
        Reason.FACILITATOR_LACKS_LANGUAGE: "{other} doesn't speak the language of {subject}.",
        Reason.FACILITATOR_OFF: "{other} isn't at work when {subject} meets.",
        Reason.FACILITATOR_ELSEWHERE: ("Whoever leads {subject} leads {other} at the same time."),
        Reason.FACILITATOR_WITHOUT_BREAK: "{subject} would leave {other} without a break that day.",
        Reason.NO_ROOM: "{subject} has no room to meet in.",
        Reason.ROOM_CLOSED: "{other} can't be used when {subject} meets.",
        Reason.ROOM_TAKEN: "{subject} is in the same room as {other} at the same time.",
        Reason.ROOM_LACKS_FEATURE: "{other} doesn't have everything that {subject} needs.",
        Reason.NO_AVAILABILITY: "{subject} has no free time this week.",
        Reason.NO_PRESCRIPTION: "Neither groups nor appointments are prescribed for {subject}.",
        Reason.CONTRADICTORY_PRESCRIPTION: (
            "What is prescribed for {subject} can't be meant: a number is below zero, there are"
            " more weekly hours than the most allowed, or more days than a week has."
        ),
    },
    in_part={
        Reason.UNKNOWN_SITE: (
            "{subject} works at a site that this program doesn't have: {other}."
            " Appointments with them weren't planned."
        ),
        Reason.ROOM_TOO_SMALL: (
            "{other} holds fewer people than {subject} has seats; as many were planned as it holds."
        ),
        Reason.UNKNOWN_KIND: (
            "{subject} is prescribed a kind of group that this program doesn't have: {other}."
            " The rest was planned."
        ),
        Reason.UNKNOWN_SERVICE: (
            "{subject} is due an appointment that this program doesn't offer: {other}."
            " The rest was planned."
        ),
        Reason.CONTRADICTORY_PRESCRIPTION: (
            "The groups and appointments prescribed for {subject} can't make up the weekly hours"
            " and days. What there is was planned."
        ),
        Reason.UNKNOWN_COUNSELOR: (
            "{subject}'s counselor, {other}, isn't on the staff."
            " The plan treats them as if they had none yet."
        ),
        Reason.PIN_IMPOSSIBLE: (
            "The pinned booking of {subject} with {other} isn't possible, and was let go."
        ),
    },
)
