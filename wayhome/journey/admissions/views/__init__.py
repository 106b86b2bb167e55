"""Pages of episodes of care. A view reads by queries or writes by one action."""

from wayhome.journey.admissions.views.lists import caseload, census, own_caseload, waitlist
from wayhome.journey.admissions.views.moves import move
from wayhome.journey.admissions.views.openings import admit_inquiry, admit_patient
from wayhome.journey.admissions.views.stays import episode, stays

__all__ = [
    "admit_inquiry",
    "admit_patient",
    "caseload",
    "census",
    "episode",
    "move",
    "own_caseload",
    "stays",
    "waitlist",
]
