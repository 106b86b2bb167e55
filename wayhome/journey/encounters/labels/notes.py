"""What a person reads for the codes of notes, and what to do about each obstacle."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayhome.journey.encounters.codes import (
    AddendumObstacle,
    CosigningObstacle,
    DraftObstacle,
    NoteSection,
    NoteStatus,
    NoteTemplate,
    SigningObstacle,
)

type Words = str | Promise

NOTE_TEMPLATE: Mapping[NoteTemplate, Words] = MappingProxyType(
    {
        NoteTemplate.FREE: _("Free text"),
        NoteTemplate.BIRP: _("BIRP: behavior, intervention, response, plan"),
        NoteTemplate.DAP: _("DAP: data, assessment, plan"),
        NoteTemplate.SOAP: _("SOAP: subjective, objective, assessment, plan"),
    }
)
NOTE_SECTION: Mapping[NoteSection, Words] = MappingProxyType(
    {
        NoteSection.BEHAVIOR: _("Behavior"),
        NoteSection.INTERVENTION: _("Intervention"),
        NoteSection.RESPONSE: _("Response"),
        NoteSection.PLAN: _("Plan"),
        NoteSection.DATA: _("Data"),
        NoteSection.ASSESSMENT: _("Assessment"),
        NoteSection.SUBJECTIVE: _("Subjective"),
        NoteSection.OBJECTIVE: _("Objective"),
        NoteSection.TEXT: _("Note"),
    }
)
NOTE_STATUS: Mapping[NoteStatus, Words] = MappingProxyType(
    {
        NoteStatus.SIGNED: _("Signed"),
        NoteStatus.AWAITING_COSIGNATURE: _("Waits for a co-signature"),
        NoteStatus.COSIGNED: _("Co-signed"),
        NoteStatus.ENTERED_IN_ERROR: _("Entered in error"),
    }
)
NOTE_TONE: Mapping[NoteStatus, str] = MappingProxyType(
    {
        NoteStatus.SIGNED: "done",
        NoteStatus.AWAITING_COSIGNATURE: "due",
        NoteStatus.COSIGNED: "done",
        NoteStatus.ENTERED_IN_ERROR: "danger",
    }
)
SIGNING: Mapping[SigningObstacle, Words] = MappingProxyType(
    {
        SigningObstacle.SESSION_NOT_OVER: _(
            "The session isn't over yet. Sign when it has ended, or when everyone has left."
        ),
        SigningObstacle.SESSION_CANCELLED: _(
            "This session was cancelled: there is no note to sign."
        ),
        SigningObstacle.ALREADY_SIGNED: _(
            "These notes are signed already. A correction goes into an addendum."
        ),
        SigningObstacle.EDITION_CHANGED: _(
            "Someone changed the text since you saw it. Read it again, then sign."
        ),
        SigningObstacle.NOBODY_TO_NOTE: _("Nobody came, so there is no note to sign."),
        SigningObstacle.CREDENTIAL_NOT_VALID: _(
            "You have no credential that is valid today, so you can't sign. Ask a supervisor."
        ),
        SigningObstacle.ATTENDANCE_MISSING: _("Say first whether they came."),
        SigningObstacle.NOTHING_WRITTEN: _("Write something about this person."),
        SigningObstacle.COPIED_UNCHANGED: _(
            "This is word for word the last note. Say what was different today."
        ),
        SigningObstacle.NAMES_SOMEONE_ELSE: _(
            "The text names someone else of the group. Take it out, or say that it isn't them."
        ),
    }
)
COSIGNING: Mapping[CosigningObstacle, Words] = MappingProxyType(
    {
        CosigningObstacle.NOT_AWAITING: _("This note doesn't wait for a co-signature any more."),
        CosigningObstacle.OWN_NOTE: _("You wrote this note; someone else has to co-sign it."),
        CosigningObstacle.CREDENTIAL_NOT_VALID: _("You have no credential that is valid today."),
    }
)
ADDENDUM: Mapping[AddendumObstacle, Words] = MappingProxyType(
    {
        AddendumObstacle.NOTHING_WRITTEN: _("Write what is to be added."),
        AddendumObstacle.NOTE_ENTERED_IN_ERROR: _("This note was entered in error."),
        AddendumObstacle.NAMES_SOMEONE_ELSE: _(
            "The text names someone else of the group. Take the name out."
        ),
        AddendumObstacle.CREDENTIAL_NOT_VALID: _("You have no credential that is valid today."),
    }
)
DRAFT: Mapping[DraftObstacle, Words] = MappingProxyType(
    {
        DraftObstacle.EDITION_CHANGED: _("Someone else changed this text meanwhile."),
        DraftObstacle.ALREADY_SIGNED: _("This note is signed. A correction goes into an addendum."),
        DraftObstacle.NOT_THERE: _(
            "Someone recorded meanwhile that a person you wrote about wasn't there."
        ),
        DraftObstacle.NO_PRACTITIONER: _(
            "Only someone on the list of practitioners writes notes. Ask the program director."
        ),
        DraftObstacle.NOTHING_BEFORE: _("There is no earlier note to carry forward."),
    }
)
