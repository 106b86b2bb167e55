"""Which groups fall through which sieve, from all of the prescribed kinds to those that fit."""

from collections.abc import Callable

from wayhome.engines.timetable.calendar import NEVER
from wayhome.engines.timetable.domain import ANYONE, Client, GroupSeries, Passed, Sieve
from wayhome.engines.timetable.eligibility import Eligibility, length_of
from wayhome.engines.timetable.solver.explain.possible import is_admitted


def funnel(eligibility: Eligibility, client: Client) -> tuple[Passed, ...]:
    """Count the groups, and their quarters, that are left after each sieve."""
    left = eligibility.candidates(client)
    passed = []
    for sieve, lets_pass in SIEVES:
        left = [series for series in left if lets_pass(eligibility, client, series)]
        passed.append(Passed(sieve, len(left), sum(map(length_of, left))))
    return tuple(passed)


def _is_in_a_way(_: Eligibility, client: Client, series: GroupSeries) -> bool:
    return client.attends != ("in_person" if series.video else "video")


def _meets_in_free_time(eligibility: Eligibility, client: Client, series: GroupSeries) -> bool:
    return eligibility.times[series.id] & ~client.free == NEVER


def _leaves_time_for_the_way(eligibility: Eligibility, client: Client, series: GroupSeries) -> bool:
    way = eligibility.way(eligibility.times[series.id], client.travel)
    return series.video or way & ~client.free == NEVER


SIEVES: tuple[tuple[Sieve, Callable[[Eligibility, Client, GroupSeries], bool]], ...] = (
    (Sieve.KIND, lambda _eligibility, _client, _series: True),
    (Sieve.LANGUAGE, lambda _, client, series: series.language == client.language),
    (Sieve.GENDER, lambda _, client, series: series.gender in (ANYONE, client.gender)),
    (Sieve.ADMISSION, is_admitted),
    (Sieve.WAY, _is_in_a_way),
    (Sieve.HOURS, _meets_in_free_time),
    (Sieve.TRAVEL, _leaves_time_for_the_way),
)
