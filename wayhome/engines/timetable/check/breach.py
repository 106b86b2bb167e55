"""Every way in which a plan can break one of the eleven rules, and how that is said."""

from dataclasses import dataclass
from enum import Enum

from wayhome.engines.timetable.check.moments import Moment, said


class Breach(Enum):
    """The number of the rule that is broken, and a sentence for the person who reads it."""

    def __init__(self, rule: int, sentence: str) -> None:
        self.rule = rule
        self.sentence = sentence

    UNKNOWN_CLIENT = 1, "{subject} isn't a client of this week"
    LISTED_TWICE = 1, "{subject} is listed twice"
    CLIENT_LEFT_OUT = 1, "{subject} was left out, and has bookings all the same"
    UNKNOWN_SERIES = 1, "{subject} has a seat in {other}, which isn't a group of this week"
    SERIES_LEFT_OUT = 1, "{subject} has a seat in {other}, which was left out"
    UNKNOWN_STAFF = 1, "{subject} has a visit with {other}, who isn't on the staff this week"
    BOOKED_TWICE = 1, "{subject} has the same booking with {other} twice"
    NOT_PRESCRIBED = 2, "{subject} isn't prescribed the kind of group that {other} is"
    OTHER_LANGUAGE = 2, "{subject} speaks another language than {other} is held in"
    OTHER_GENDER = 2, "{other} isn't open to {subject}'s gender"
    ONLY_IN_PERSON = 2, "{subject} comes in person only, and {other} meets by video"
    ONLY_BY_VIDEO = 2, "{subject} attends by video only, and {other} meets in person"
    OTHER_SITE = 2, "{other} meets at another site than {subject}'s"
    OTHER_REGION = 2, "{other} is for another region than {subject}'s"
    OTHER_CONTRACT = 2, "{other} is for people of a contract that {subject} isn't in"
    CLOSED = 2, "{other} is closed, and {subject} wasn't in it"
    NOT_DUE = 3, "{subject} isn't due the visit with {other}"
    OTHER_LENGTH = 3, "{subject}'s visit with {other} lasts {count} quarters instead of {limit}"
    OFF_STEP = 3, "{subject}'s visit with {other} can't begin on {moment}"
    STAFF_OF_OTHER_SITE = 3, "{other} works at another site than {subject}'s"
    LACKS_CREDENTIAL = 3, "{other} lacks the credential for {subject}'s visit"
    OTHER_COUNSELOR = 3, "{other} isn't {subject}'s counselor"
    STAFF_LACKS_LANGUAGE = 3, "{other} doesn't speak {subject}'s language"
    STILL_WAITING = 3, "{subject} is on the waiting list, and has a visit with {other}"
    NOT_FREE = 4, "{subject} isn't free for {other} on {moment}"
    NO_TIME_FOR_THE_WAY = 4, "{subject} has no time for the way to or from {other} on {moment}"
    ON_THE_WAY = 4, "{subject} would be on the way during the session by video, {other}, {moment}"
    TWO_PLACES = 5, "{subject} would be in two places on {moment}, one of them {other}"
    DAY_TOO_LONG = 6, "{subject} has {count} quarters on {other}; {limit} are allowed"
    WEEK_TOO_LONG = 6, "{subject} has {count} quarters in the week; {limit} are allowed"
    TOO_MUCH_OF_A_KIND = 6, "{subject} has {count} quarters of {other}; {limit} are prescribed"
    GIVEN_TWICE = 6, "{subject} is given {other} more than once"
    NOT_APART = 7, "{subject} and {other} must not share a group, and do"
    TOO_MANY = 8, "{subject} has {count} people; {limit} can sit in it"
    SEATS_HELD = 8, "{subject} has {count} people who aren't of its contract; {limit} can be"
    OFF_DUTY = 9, "{subject} doesn't work when {other} would see them, {moment}"
    SITE_CLOSED = 9, "{subject}'s site is closed when {other} would see them, {moment}"
    LEADS_A_GROUP = 9, "{subject} leads a group when {other} would see them, {moment}"
    TWO_VISITS = 9, "{subject} would see {other} and somebody else on {moment}"
    NO_BREAK = 9, "{subject} has no break left on {moment} or after"
    CASELOAD = 10, "{subject} would be the counselor of {count} clients; {limit} are allowed"
    PIN_LOST = 11, "{subject} keeps the pinned booking with {other} no more"


@dataclass(frozen=True, slots=True)
class Violation:
    """What is broken, by whom or by which group, and where to look."""

    breach: Breach
    subject: str
    other: str = ""
    moment: Moment | None = None
    count: int = 0
    limit: int = 0

    @property
    def rule(self) -> int:
        return self.breach.rule

    @property
    def sentence(self) -> str:
        return self.breach.sentence.format(
            subject=self.subject,
            other=self.other,
            moment=said(self.moment) if self.moment else "",
            count=self.count,
            limit=self.limit,
        )
