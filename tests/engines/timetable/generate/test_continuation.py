"""The week after: some clients are others, some have a new calendar, the rest is as it was."""

from wayhome.engines.timetable.domain import Seat
from wayhome.engines.timetable.generate import generate, next_week


def test_some_people_have_left_some_have_a_new_calendar_and_the_rest_are_the_same():
    week = generate(1000, 2)
    after = next_week(week, (), 1)
    pairs = list(zip(week.clients, after.clients, strict=True))
    replaced = [new for old, new in pairs if old.id != new.id]
    changed = [new for old, new in pairs if old.id == new.id and old.free != new.free]
    assert 40 <= len(replaced) <= 80
    assert 60 <= len(changed) <= 100
    assert all(new.id.endswith("+") and new.counselor is None for new in replaced)


def test_who_has_left_is_neither_published_nor_avoided():
    week = generate(300, 2)
    booked = tuple((client.id, (Seat("g0"),)) for client in week.clients)
    after = next_week(week, booked, 1)
    known = {client.id for client in after.clients}
    stayed = [client.id for client in week.clients if client.id in known]
    assert [client for client, _ in after.published] == stayed
    assert all(client.avoid <= known for client in after.clients)


def test_weeks_go_on_and_on_the_same_each_time():
    week = generate(60, 2)
    third = next_week(next_week(week, (), 1), (), 2)
    assert third == next_week(next_week(week, (), 1), (), 2)
    assert len({client.id for client in third.clients}) == 60
