"""The sentences of one language."""

from collections.abc import Mapping
from typing import NamedTuple

from wayhome.engines.timetable.domain import Reason


class Templates(NamedTuple):
    """``left_out``: of a group or client that isn't planned; ``in_part``: of one that is."""

    left_out: Mapping[Reason, str]
    in_part: Mapping[Reason, str]
