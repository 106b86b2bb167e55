"""Which members of staff can give visits."""

from wayhome.engines.timetable.domain import Problem, Reason, Staff, Week


def usable_staff(week: Week) -> tuple[tuple[Staff, ...], list[Problem]]:
    """Leave out staff of no known site: they may lead groups, but nobody knows where they visit."""
    sites = frozenset(site.id for site in week.sites)
    problems = [
        Problem(each.id, Reason.UNKNOWN_SITE, left_out=False, other=each.site)
        for each in sorted(week.staff, key=lambda each: each.id)
        if each.site not in sites
    ]
    return tuple(each for each in week.staff if each.site in sites), problems
