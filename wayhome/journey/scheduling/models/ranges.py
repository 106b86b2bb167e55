"""Stretches of time and of days, as exclusion constraints compare them."""

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db.models import Func


class TimeRange(Func):
    """The stretch from start to end, without the end."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()
