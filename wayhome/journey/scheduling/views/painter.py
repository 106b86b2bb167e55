"""What components/week_painter.html shows, for the week of a client and that of staff."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from wayhome.journey.scheduling import labels
from wayhome.journey.scheduling.codes import CLIENT_USES, LETTERS, STAFF_USES, TimeUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise

# Days, quarters of the day, letter; and what the button says.
CLIENT_FILLS: tuple[tuple[str, StrOrPromise], ...] = (
    ("0-4 36-68 w", _("Work, weekdays 9 to 5")),
    ("0-4 32-60 s", _("School, weekdays 8 to 3")),
    ("0-4 68-84 f", _("Can come on weekday evenings, 5 to 9")),
    ("0-6 32-84 f", _("Can come all the rest, 8 am to 9 pm")),
)
STAFF_FILLS: tuple[tuple[str, StrOrPromise], ...] = (
    ("0-4 36-68 w", _("Weekdays 9 to 5")),
    ("0-4 52-84 w", _("Weekdays 1 to 9 pm")),
    ("0-4 48-56 b", _("A break between noon and 2, weekdays")),
)


def client_painter() -> dict[str, Any]:
    return _painter(CLIENT_USES, CLIENT_FILLS, _("Can come: {hours} hours a week"), (TimeUse.FREE,))


def staff_painter() -> dict[str, Any]:
    return _painter(STAFF_USES, STAFF_FILLS, _("Works {hours} hours a week"), STAFF_USES)


def _painter(
    uses: Iterable[TimeUse],
    fills: tuple[tuple[str, StrOrPromise], ...],
    total: StrOrPromise,
    counted: Iterable[TimeUse],
) -> dict[str, Any]:
    return {
        "brushes": [
            {"use": use.value, "letter": LETTERS[use], "label": labels.TIME_USES[use]}
            for use in uses
        ],
        "fills": [{"span": span, "label": label} for span, label in fills],
        "total": total,
        "counted": "".join(LETTERS[use] for use in counted),
        "days": [{"number": number, "name": name} for number, name in WEEKDAYS.items()],
        "hours": json.dumps(labels.hours_of_day()),
    }
