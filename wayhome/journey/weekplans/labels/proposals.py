"""Words for how a proposal stands, and why it can't be asked for, changed or published so."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from wayhome.journey.weekplans.codes import FailureReason, ProposalObstacle, ProposalStatus
from wayhome.shared.core.templatetags.wayhome import hours

STATUSES: Mapping[ProposalStatus, Promise] = MappingProxyType(
    {
        ProposalStatus.REQUESTED: _("Waiting for the worker"),
        ProposalStatus.IN_PROGRESS: _("Being built"),
        ProposalStatus.READY: _("Ready to look at"),
        ProposalStatus.COMPLETED: _("Published"),
        ProposalStatus.CANCELLED: _("Set aside"),
        ProposalStatus.FAILED: _("Not built"),
    }
)
TONES: Mapping[ProposalStatus, str] = MappingProxyType(
    {
        ProposalStatus.REQUESTED: "info",
        ProposalStatus.IN_PROGRESS: "info",
        ProposalStatus.READY: "due",
        ProposalStatus.COMPLETED: "done",
        ProposalStatus.CANCELLED: "neutral",
        ProposalStatus.FAILED: "danger",
    }
)
FAILURES: Mapping[FailureReason, Promise] = MappingProxyType(
    {
        FailureReason.NOBODY_TO_PLAN: _(
            "Nobody is in care in that week or waits for it, so there is nothing to build."
        ),
        FailureReason.STOPPED_TOO_OFTEN: _(
            "The worker was stopped several times while it built this week. What is published"
            " stays as it is. Ask again when the server is well."
        ),
        FailureReason.FAULT: _(
            "Something went wrong while this week was built. What is published stays as it is."
            " Ask again; if it happens once more, tell whoever runs the server."
        ),
    }
)
OBSTACLES: Mapping[ProposalObstacle, Promise] = MappingProxyType(
    {
        ProposalObstacle.UNDER_WORK: _(
            "Somebody asked for this already, and it is being built. It is below."
        ),
        ProposalObstacle.WEEK_BEGUN: _("That day or week has begun. Choose a later one."),
        ProposalObstacle.TOO_FAR_AHEAD: _(
            "Sessions are planned for eight weeks ahead. Choose a week within them."
        ),
        ProposalObstacle.NOT_A_MONDAY: _("A week begins on a Monday. Choose one from the list."),
        ProposalObstacle.NOT_READY: _(
            "This proposal isn't open for changes: it is being built, was published, or is set"
            " aside for another one."
        ),
        ProposalObstacle.CHANGED_MEANWHILE: _(
            "Somebody changed this proposal meanwhile. Look at it as it is now, then try again."
        ),
        ProposalObstacle.ROSTER_CHANGED: _(
            "Groups or places were changed since this was built. Build the week again, so that"
            " nothing of it is lost."
        ),
        ProposalObstacle.NOTHING_CHOSEN: _("Nobody is chosen. Choose whose changes to publish."),
        ProposalObstacle.BREAKS_A_RULE: _("That would break a rule:"),
        ProposalObstacle.CLIENT_UNKNOWN: _("This person isn't in the proposal."),
        ProposalObstacle.BOOKING_UNKNOWN: _("One of these groups isn't in the week."),
        ProposalObstacle.NOTHING_TO_KEEP: _("Nothing changes for this person."),
        ProposalObstacle.NO_ROOM_FREE: _(
            "No room is free for one of the individual sessions. Free a room, or leave that"
            " person's changes out."
        ),
        ProposalObstacle.REFUSED_BY_SCHEDULE: _(
            "The schedule doesn't take it, so nothing was written:"
        ),
        ProposalObstacle.NOT_PUBLISHED: _("This was never published."),
        ProposalObstacle.ALREADY_UNDONE: _("This was taken back already, or can't be as a whole."),
        ProposalObstacle.UNDO_OVER: _(
            "It was published more than 30 days ago. Change the groups by hand, or build a week."
        ),
        ProposalObstacle.NOBODY_ABSENT: _("Choose who is away."),
    }
)


def hours_lost(together: Decimal, own: Decimal) -> str:
    """Say what something costs in hours: everybody's together, and somebody's own."""
    words = {"together": hours(together, 0), "own": hours(own, 0)}
    if together <= 0 and own <= 0:
        return now("It costs nobody an hour.")
    if together == own:
        return now("It costs them %(own)s h.") % words
    if together <= 0:
        return now("It costs them %(own)s h, and others gain as much.") % words
    if own <= 0:
        return now("It costs others %(together)s h.") % words
    return now("It costs %(together)s h of everybody's, %(own)s h of their own.") % words
