"""What the self-check says: outcomes, which rule spoke, notes. "You said" fits both versions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wayhome.journey.screening.codes import Note, Outcome, Progress, RuleName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

_O, _R, _N = Outcome, RuleName, Note
OUTCOMES: Mapping[Outcome, StrOrPromise] = MappingProxyType(
    {
        _O.EMERGENCY: _("Get help right now"),
        _O.MEDICAL: _("Talk to a medical service first"),
        _O.INTENSIVE: _("More care than an IOP sounds likelier"),
        _O.IOP: _("An IOP sounds like a fit"),
        _O.WEEKLY: _("Weekly visits may be enough"),
        _O.CANT_TELL: _("We can't tell: talk to someone"),
    }
)
MEANINGS: Mapping[Outcome, StrOrPromise] = MappingProxyType(
    {
        _O.EMERGENCY: _(
            "Please call or text now. You do not have to be sure. All else can wait until"
            " everyone is safe."
        ),
        _O.MEDICAL: _(
            "Please call a doctor, a clinic, or the SAMHSA line today. Some things must be safe"
            " first, and there is good care for them. An IOP can still be the next step."
        ),
        _O.INTENSIVE: _(
            "There are programs with care all day, or with a place to stay. Ask for a full"
            " check. Whoever does it may still say that an IOP is right."
        ),
        _O.IOP: _(
            "An IOP is a program of some hours a week. People live at home and many go on working."
            " Call one and ask for a first talk."
        ),
        _O.WEEKLY: _(
            "One visit a week with a counselor may do. If you want more help than that, ask for"
            " it. No problem is too small to call about."
        ),
        _O.CANT_TELL: _(
            "That is fine. A few questions can't see everything. A counselor, a doctor, or the"
            " SAMHSA line will listen and help you find out."
        ),
    }
)
RULES: Mapping[RuleName, StrOrPromise] = MappingProxyType(
    {
        _R.BODY_IN_DANGER: _(
            "You said that there are signs of danger in the body right now. If it may be an"
            " overdose, give naloxone if there is some, and stay."
        ),
        _R.SELF_HARM_NOW: _(
            "You said that there are thoughts of ending a life, or of hurting someone, right now."
        ),
        _R.SELF_HARM_LATELY: _(
            "You said that there were thoughts of ending a life, or of hurting someone."
            " Talking about them helps."
        ),
        _R.DANGER_FROM_SOMEONE: _("You said that there is danger from someone right now."),
        _R.WITHDRAWAL_BEFORE: _(
            "You said that stopping went badly before. It can again, and doctors can make it safe."
        ),
        _R.WITHDRAWAL_STRONG: _("You said that a day without makes the body very sick."),
        _R.SEDATIVES_MOST_DAYS: _(
            "You said that calming or sleeping pills are taken most days. To stop them takes a"
            " plan from a doctor."
        ),
        _R.DRINKING_AND_SHAKING: _(
            "You said that there is drinking most days, and that a day without brings shaking,"
            " sweat, or feeling sick."
        ),
        _R.HEALTH_NEEDS_CARE: _("You said that something in the body needs care soon."),
        _R.PREGNANT_AND_USING: _(
            "You said that there may be a baby on the way. Doctors can keep both safe."
        ),
        _R.MIND_STOPS_THE_DAY: _(
            "You said that sadness, worry, anger, or bad memories stop everyday things."
        ),
        _R.NO_SAFE_PLACE: _("You said that there is no safe place to live, or that there is fear."),
        _R.INTENSIVE_NOT_ENOUGH: _("You said that an IOP or more was not enough before."),
        _R.MUCH_AT_ONCE: _(
            "You said that there is much use, and that at least three other things are hard."
        ),
        _R.WEEKLY_NOT_ENOUGH: _("You said that weekly visits were not enough before."),
        _R.STEPPING_DOWN: _(
            "You said that a time with more care is just over. An IOP is often the next step."
        ),
        _R.HIGH_USE: _("You said that there is much drinking, or drug use each week or more."),
        _R.USE_AND_STRAIN: _(
            "You said that there is use that is risky, and other things are hard."
        ),
        _R.RISKY_USE: _("You said that there is use that is risky, while the rest is going well."),
        _R.LOW_USE: _("You said that there is a little use, and that is all."),
        _R.NO_USE: _(
            "You said that there was no use in the past year. Wanting to talk is reason enough."
        ),
        _R.SKIPPED: _("You skipped questions that could change what we say."),
    }
)
NOTES: Mapping[Note, StrOrPromise] = MappingProxyType(
    {
        _N.DO_NOT_STOP_SUDDENLY: _(
            "Please do not stop drinking or taking pills all at once. That can be dangerous. Ask"
            " a doctor how to do it."
        ),
        _N.OPIOIDS: _(
            "For opioids there is medicine that works: buprenorphine and methadone. Ask for it,"
            " and stay on it. Keep naloxone at home. Try never to use alone."
        ),
        _N.AFRAID: _(
            "For fear of someone close, call the Domestic Violence Hotline, day or night:"
            " 1-800-799-7233."
        ),
        _N.PREGNANT: _(
            "With a baby on the way, talk to a doctor before stopping anything. Asking for help"
            " is good care."
        ),
        _N.MINOR: _(
            "Under 18, programs ask fewer hours, and rules differ by state. Talk to an adult you"
            " trust: a parent, a nurse, or a school counselor."
        ),
        _N.NEEDS_HELP_TO_COME: _(
            "Ask each program about rides, child care, online groups, and a letter for work."
        ),
        _N.CANNOT_COME: _(
            "Ask about evening groups, online groups, and days that can change. You may also start"
            " with fewer hours."
        ),
        _N.UNSURE: _("Not being sure is normal. Many people start that way. A call binds no one."),
        _N.LOVED_ONE: _(
            "You can't do it for them, but you can be there. Say what you saw and that you care."
            " Look after yourself too: there are groups for families."
        ),
    }
)
PROGRESS: Mapping[Progress, StrOrPromise] = MappingProxyType(
    {
        Progress.TWO_MINUTES: _("About two minutes left"),
        Progress.A_MINUTE: _("About a minute left"),
        Progress.FEW: _("A few questions left"),
        Progress.LAST: _("The last question"),
    }
)
