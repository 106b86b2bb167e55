"""What the pages of the week builder share: why not, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages

from wayhome.journey.scheduling import labels as scheduling
from wayhome.journey.weekplans import labels
from wayhome.journey.weekplans.actions import RuleRefusal
from wayhome.journey.weekplans.codes import ProposalObstacle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wayhome.shared.audit.actor import ActorRequest
    from wayhome.shared.core.refusal import Refusal


def warn(request: ActorRequest, refusal: Refusal, names: Mapping[str, str] | None = None) -> None:
    """Say why not, on the page that comes next."""
    for each in refusal.obstacles:
        if isinstance(each, ProposalObstacle):
            messages.warning(request, str(labels.OBSTACLES[each]))
        else:
            messages.warning(request, scheduling.sentence(each))
    if isinstance(refusal, RuleRefusal):
        for sentence in dict.fromkeys(labels.broken(v, names or {}) for v in refusal.violations):
            messages.warning(request, sentence)
