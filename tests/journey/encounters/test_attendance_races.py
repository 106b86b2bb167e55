"""Two people at once, on two connections: one wins, the other sees what the first recorded."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from tests.factories.accounts import make_actor
from tests.factories.encounters import START, make_client, make_meeting, make_place
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.encounters import actions
from wayhome.journey.encounters.codes import AttendanceKind, RecordingObstacle
from wayhome.journey.encounters.models import LIVE, Encounter
from wayhome.shared.core.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*attempts):
    """Run each attempt in a thread with a connection of its own; return results and refusals."""
    barrier = Barrier(len(attempts))

    def attempt(act):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return [*pool.map(attempt, attempts)]


def refusals(results):
    return [result for result in results if isinstance(result, Refusal)]


def test_of_two_who_record_one_client_one_wins_and_the_other_is_told(acting):
    organization = make_organization()
    service = make_service(organization)
    place = make_place(make_meeting(service), make_client(service))
    kinds = [AttendanceKind.ATTENDED, AttendanceKind.ABSENT_UNKNOWN]
    people = [make_actor(organization) for _ in kinds]

    def attempt(by, kind):
        return lambda: actions.record_attendance(by, appointment_id=place.pk, kind=kind, now=START)

    results = at_once(*map(attempt, people, kinds))
    (refused,) = refusals(results)
    (won,) = [result for result in results if not isinstance(result, Refusal)]
    told = {RecordingObstacle.ALREADY_RECORDED, RecordingObstacle.CHANGED_MEANWHILE}
    assert refused.obstacles[0] in told  # whether the other was done before it was looked at
    with acting(people[0]), transaction.atomic():
        kept = Encounter.objects.get(LIVE)
        assert (kept.pk, kept.attendance) == (won.pk, won.attendance)


def test_of_two_who_correct_one_attendance_one_wins_and_the_other_is_told():
    organization = make_organization()
    service = make_service(organization)
    place = make_place(make_meeting(service), make_client(service))
    people = [make_actor(organization) for _ in range(2)]
    first = actions.record_attendance(
        people[0], appointment_id=place.pk, kind=AttendanceKind.ATTENDED, now=START
    )
    later = place.period_end

    def attempt(by):
        return lambda: actions.correct_attendance(
            by,
            encounter_id=first.pk,
            kind=AttendanceKind.ATTENDED_NOT_BILLABLE,
            seen_at=START,
            now=later,
        )

    (refused,) = refusals(at_once(*map(attempt, people)))
    assert refused.obstacles == (RecordingObstacle.CHANGED_MEANWHILE,)


def test_of_two_who_walk_in_for_the_last_seat_one_gets_it(acting):
    organization = make_organization()
    service = make_service(organization)
    meeting = make_meeting(service, capacity=1)
    people = [make_actor(organization) for _ in range(2)]
    episodes = [make_client(service) for _ in range(2)]

    def attempt(by, episode):
        return lambda: actions.add_walk_in(
            by, group_session_id=meeting.pk, episode_id=episode.pk, now=START
        )

    (refused,) = refusals(at_once(*map(attempt, people, episodes)))
    assert refused.codes == ("group-full",)
    with acting(people[0]), transaction.atomic():
        assert Encounter.objects.filter(LIVE).count() == 1


def test_two_kiosks_check_one_client_in_once(acting):
    organization = make_organization()
    service = make_service(organization)
    place = make_place(make_meeting(service), make_client(service))
    desk = make_actor(organization)
    (code,) = actions.give_day_codes(desk, group_session_id=place.group_session_id)
    kiosks = [make_actor(organization, "kiosk") for _ in range(2)]
    at_once(
        *(lambda by=by: actions.check_in_by_code(by, code=code.code, now=START) for by in kiosks)
    )
    with acting(desk), transaction.atomic():
        assert Encounter.objects.filter(LIVE).count() == 1


def test_two_who_give_day_codes_at_once_give_the_same():
    organization = make_organization()
    service = make_service(organization)
    meeting = make_meeting(service)
    for _ in range(5):
        make_place(meeting, make_client(service))
    people = [make_actor(organization) for _ in range(2)]
    one, other = at_once(
        *(
            lambda by=by: sorted(
                (given.patient_id, given.code)
                for given in actions.give_day_codes(by, group_session_id=meeting.pk)
            )
            for by in people
        )
    )
    assert one == other
    assert len({code for _, code in one}) == 5
