"""Filters that say hours, days and times as people say them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()

MOST_PLACES = 2  # a quarter of an hour, and five minutes nearly enough


@register.filter
def hours(value: Decimal | float, least: int = 1) -> str:
    """Return hours with the decimals that they need: 6.0, 1.5, 4.25; with `hours:0` 6."""
    exact = round(Decimal(value), MOST_PLACES).normalize()
    exponent = exact.as_tuple().exponent
    places = max(least, -exponent if isinstance(exponent, int) else 0)
    return number_format(exact, places)


@register.filter(expects_localtime=True)
def time_of_day(value: datetime) -> str:
    """Return "6:00 pm"."""
    return _("%(time)s %(half)s") % {"time": date_format(value, "g:i"), "half": _half(value)}


@register.filter(expects_localtime=True)
def until(starts: datetime, ends: datetime) -> str:
    """Return both times with an en dash, and am or pm once unless noon lies between."""
    if starts.tzinfo and ends.tzinfo:
        ends = ends.astimezone(starts.tzinfo)
    same = _half(starts) == _half(ends)
    first = date_format(starts, "g:i") if same else time_of_day(starts)
    return f"{first}\u2013{time_of_day(ends)}"


def _half(value: datetime) -> str:
    return pgettext("time of day", "am") if value.hour < 12 else pgettext("time of day", "pm")  # noqa: PLR2004


@register.simple_tag
def moment(value: datetime, today: date | None = None) -> SafeString:
    """Return when something was, for people and machines: a list of many lines converts once."""
    local = localtime(value)
    words = f"{day(local, today)}, {time_of_day(local)}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


@register.filter(expects_localtime=True)
def day(value: date | datetime, today: date | None = None) -> str:
    """Return "Tue, Nov 24, 2026"; given today, "Today" and its neighbors, "Tue, Nov 24" this year.

    Today may be given as the present moment: it is then the day where the value is.
    """
    on = value.date() if isinstance(value, datetime) else value
    if isinstance(today, datetime):
        zone = value.tzinfo if isinstance(value, datetime) else None
        today = today.astimezone(zone).date()
    if today is not None:
        near = {
            today - timedelta(days=1): _("Yesterday"),
            today: _("Today"),
            today + timedelta(days=1): _("Tomorrow"),
        }
        if on in near:
            return near[on]
        if on.year == today.year:
            return date_format(on, pgettext("a date, as Django writes formats", "D, M j"))
    return date_format(on, pgettext("a date, as Django writes formats", "D, M j, Y"))
