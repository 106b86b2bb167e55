"""Rules 2 and 3: whether a group fits a client, whether a visit may be given to them."""

from collections.abc import Iterator

from wayhome.engines.timetable.check.breach import Breach, Violation
from wayhome.engines.timetable.check.ground import Ground
from wayhome.engines.timetable.check.moments import is_on_one_day
from wayhome.engines.timetable.domain import (
    ANYONE,
    Client,
    GroupSeries,
    Service,
    Staff,
    Visit,
)


def violations_of_seat(ground: Ground, client: Client, series: GroupSeries) -> Iterator[Violation]:
    for breach, is_broken in _tests_of_seat(ground, client, series):
        if is_broken:
            yield Violation(breach, client.id, series.id)


def _tests_of_seat(
    ground: Ground, client: Client, series: GroupSeries
) -> Iterator[tuple[Breach, bool]]:
    prescribed = dict(client.prescription.kinds)
    yield Breach.NOT_PRESCRIBED, prescribed.get(series.kind, 0) <= 0
    yield Breach.OTHER_LANGUAGE, series.language != client.language
    yield Breach.OTHER_GENDER, series.gender not in (ANYONE, client.gender)
    whole_group = series.contract if series.held <= 0 else ""
    yield Breach.OTHER_CONTRACT, whole_group not in ("", client.contract)
    yield Breach.CLOSED, not series.admits and not ground.was_in(client.id, series.id)
    if series.video:
        yield Breach.ONLY_IN_PERSON, client.attends == "in_person"
        elsewhere = ground.regions.get(series.site) != ground.regions.get(client.site)
        yield Breach.OTHER_REGION, elsewhere
    else:
        yield Breach.ONLY_BY_VIDEO, client.attends == "video"
        yield Breach.OTHER_SITE, series.site != client.site


def violations_of_visit(ground: Ground, client: Client, visit: Visit) -> Iterator[Violation]:
    """Find what forbids the visit to this client; its hour is another rule's matter."""
    staff = ground.staff.get(visit.staff)
    service = ground.services.get(visit.service)
    if client.waiting:
        yield Violation(Breach.STILL_WAITING, client.id, visit.staff)
    elif service is None or visit.service not in client.prescription.services:
        yield Violation(Breach.NOT_DUE, client.id, visit.staff)
    else:
        yield from _violations_of_form(ground, client, visit, service)
        if staff is not None:
            yield from violations_of_giver(ground, client, service, staff)


def _violations_of_form(
    ground: Ground, client: Client, visit: Visit, service: Service
) -> Iterator[Violation]:
    meeting = visit.meeting
    if meeting.quarters != service.quarters:
        yield Violation(
            Breach.OTHER_LENGTH,
            client.id,
            visit.staff,
            count=meeting.quarters,
            limit=service.quarters,
        )
    if meeting.start % ground.rules.step or not is_on_one_day(meeting):
        moment = (meeting.day, meeting.start)
        yield Violation(Breach.OFF_STEP, client.id, visit.staff, moment)


def violations_of_giver(
    ground: Ground, client: Client, service: Service, staff: Staff
) -> Iterator[Violation]:
    """Find why this member of staff can't give this client the service."""
    for breach, is_broken in _tests_of_giver(ground, client, service, staff):
        if is_broken:
            yield Violation(breach, client.id, staff.id)


def _tests_of_giver(
    ground: Ground, client: Client, service: Service, staff: Staff
) -> Iterator[tuple[Breach, bool]]:
    yield Breach.STAFF_OF_OTHER_SITE, staff.site != client.site
    asked = service.credentials
    yield Breach.LACKS_CREDENTIAL, bool(asked) and asked.isdisjoint(staff.credentials)
    if service.own_counselor:
        own = ground.counselor_of(client)
        yield Breach.OTHER_COUNSELOR, own not in (None, staff.id)
        yield Breach.STAFF_LACKS_LANGUAGE, own is None and client.language not in staff.languages
