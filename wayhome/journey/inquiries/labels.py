"""What a person reads for the codes of first contacts, and for every reason why not."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wayhome.journey.inquiries.codes import (
    CallInstruction,
    Channel,
    ClosingReason,
    ForWhom,
    InquiryObstacle,
    InquiryStage,
    NextStep,
    ReferralSource,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

A_LOVED_ONE = _("A loved one")
UNNAMED = _("Name not given")
REACHED = _("Reached")
NOT_REACHED = _("Not reached")

STAGES: Mapping[InquiryStage, StrOrPromise] = MappingProxyType(
    {
        InquiryStage.NEW: pgettext_lazy("stage of an inquiry", "New"),
        InquiryStage.CONTACTED: _("Contacted"),
        InquiryStage.SCREENING_BOOKED: _("Screening booked"),
        InquiryStage.WAITING: _("Waiting for a place"),
        InquiryStage.ADMITTED: _("Admitted"),
        InquiryStage.CLOSED: pgettext_lazy("stage of an inquiry", "Closed"),
    }
)
CHANNELS: Mapping[Channel, StrOrPromise] = MappingProxyType(
    {
        Channel.PHONE: _("Phone call"),
        Channel.TEXT_MESSAGE: _("Text message"),
        Channel.EMAIL: _("E-mail"),
        Channel.WEB: _("Website"),
        Channel.WALK_IN: _("In person"),
    }
)
FOR_WHOM: Mapping[ForWhom, StrOrPromise] = MappingProxyType(
    {
        ForWhom.SELF: _("For themself"),
        ForWhom.LOVED_ONE: _("For a loved one"),
    }
)
SOURCES: Mapping[ReferralSource, StrOrPromise] = MappingProxyType(
    {
        ReferralSource.SELF_OR_INDIVIDUAL: _("Themself, family or a friend"),
        ReferralSource.SUBSTANCE_USE_PROVIDER: _("Another substance use program"),
        ReferralSource.OTHER_HEALTH_PROVIDER: _("Another health care provider"),
        ReferralSource.SCHOOL: _("School"),
        ReferralSource.EMPLOYER: _("Employer or employee assistance"),
        ReferralSource.COMMUNITY: _("Community, faith group or mutual help"),
        ReferralSource.COURT_OR_CRIMINAL_JUSTICE: _("Court, probation or parole"),
    }
)
CLOSING_REASONS: Mapping[str, StrOrPromise] = MappingProxyType(
    {
        ClosingReason.REFERRED_ELSEWHERE: _("Referred elsewhere"),
        ClosingReason.ADMITTED_ELSEWHERE: _("Admitted elsewhere"),
        ClosingReason.DECIDED_AGAINST: _("Decided against treatment for now"),
        ClosingReason.NOT_REACHED: _("Couldn't be reached"),
        ClosingReason.COST_OR_COVERAGE: _("Cost or coverage"),
        ClosingReason.OTHER_LEVEL_NEEDED: _("Needs another level of care"),
        ClosingReason.NO_OPENING: _("No opening here"),
        ClosingReason.ASKED_NOT_TO_CALL: _("Asked us not to call"),
        ClosingReason.DUPLICATE: _("Written down twice"),
        ClosingReason.NOT_AN_INQUIRY: _("Not a request for treatment"),
        ClosingReason.OTHER: _("Another reason"),
    }
)
NEXT_STEPS: Mapping[NextStep, StrOrPromise] = MappingProxyType(
    {
        NextStep.CALL_BACK: _("Call back"),
        NextStep.SEND_INFORMATION: _("Send information"),
        NextStep.CHECK_COVERAGE: _("Check coverage"),
        NextStep.BOOK_SCREENING: _("Book a screening"),
        NextStep.HOLD_SCREENING: _("Hold the screening"),
        NextStep.OFFER_PLACE: _("Offer a place"),
        NextStep.ADMIT: pgettext_lazy("next step", "Admit"),
        NextStep.REFER_ELSEWHERE: _("Refer elsewhere"),
    }
)
CALL_INSTRUCTIONS: Mapping[CallInstruction, StrOrPromise] = MappingProxyType(
    {
        CallInstruction.DO_NOT_CALL: _("Don't call. They asked us not to."),
        CallInstruction.ASK_FOR_BY_NAME: _("Ask for them by name."),
        CallInstruction.ASK_FOR_NOBODY_BY_NAME: _(
            "Don't ask for anyone by name. Say you are returning a call."
        ),
        CallInstruction.SAY_WHO_WE_ARE: _("You may say who we are."),
        CallInstruction.GIVE_FIRST_NAME_ONLY: _(
            "Give your first name only. Don't name the program until you know who it is."
        ),
        CallInstruction.NEVER_MENTION_THE_LOVED_ONE: _(
            "Never mention the loved one first; let the caller bring it up."
        ),
        CallInstruction.MESSAGE_MAY_SAY_WHO_WE_ARE: _(
            "You may leave a message that says who we are."
        ),
        CallInstruction.MESSAGE_ONLY_NEUTRAL: _(
            "You may leave a message with your first name and number only; don't say why."
        ),
        CallInstruction.LEAVE_NO_MESSAGE: _("Leave no message, not even a neutral one."),
    }
)
# What is allowed is marked with a tick, what isn't with a cross.
FORBIDDING = frozenset(
    {
        CallInstruction.DO_NOT_CALL,
        CallInstruction.ASK_FOR_NOBODY_BY_NAME,
        CallInstruction.GIVE_FIRST_NAME_ONLY,
        CallInstruction.NEVER_MENTION_THE_LOVED_ONE,
        CallInstruction.LEAVE_NO_MESSAGE,
    }
)
OBSTACLES: Mapping[InquiryObstacle, StrOrPromise] = MappingProxyType(
    {
        InquiryObstacle.TRANSITION_NOT_ALLOWED: _(
            "This inquiry isn't where you saw it any more. Look at it again before you move it."
        ),
        InquiryObstacle.CLOSING_REASON_MISSING: _("Choose why it ends."),
        InquiryObstacle.NEXT_STEP_MISSING: _("Plan a next step first."),
        InquiryObstacle.DUE_TIME_MISSING: _("Say until when the next step is due first."),
        InquiryObstacle.OWNER_MISSING: _("Nobody owns the next step. Choose who does it first."),
        InquiryObstacle.PERSON_UNNAMED: _("Write down a name before the person is admitted."),
        InquiryObstacle.CALL_NOT_ALLOWED: _(
            "They asked us not to call. Choose another next step, or change what is allowed."
        ),
        InquiryObstacle.PHONE_MISSING: _(
            "There is no number to call. Add one, or choose another next step."
        ),
        InquiryObstacle.NOT_A_PHONE_NUMBER: _(
            "That isn't a complete phone number. Enter all ten digits, or + and the country code."
        ),
        InquiryObstacle.NOT_AN_EMAIL_ADDRESS: _(
            "That isn't an e-mail address. It looks like name@example.org."
        ),
        InquiryObstacle.BIRTH_DATE_IN_THE_FUTURE: _("This date of birth hasn't come yet."),
        InquiryObstacle.MADE_IN_THE_FUTURE: _("This time hasn't come yet."),
        InquiryObstacle.EDITED_MEANWHILE: _(
            "Somebody else changed this inquiry while you were writing."
        ),
    }
)
