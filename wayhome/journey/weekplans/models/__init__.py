"""What people should get in a week, who is kept apart, and proposals of weeks."""

from wayhome.journey.weekplans.models.orders import Separation, WeeklyOrder, WeeklyOrderItem
from wayhome.journey.weekplans.models.proposals import ProposalContent, WeekProposal

__all__ = [
    "ProposalContent",
    "Separation",
    "WeekProposal",
    "WeeklyOrder",
    "WeeklyOrderItem",
]
