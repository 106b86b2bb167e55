"""The questions of the self-check, about oneself and about a loved one.

They are our own. They ask the facts that clinics' short screens ask, in other words.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wayhome.journey.screening.codes import Audience, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Wording:
    text: StrOrPromise
    hint: StrOrPromise = ""


_Q = Question
_BODY = _(
    "Passed out and can't be woken. Slow breathing, or blue or gray lips. A seizure. Chest pain."
    " Very confused, or seeing things that are not there."
)
_ALCOHOL = _("Think of the past year. Beer, wine, and hard seltzer count too.")
_DRINK = _("One drink is a can of beer, a small glass of wine, or a shot.")
_SEX = _("The same drinks do more in a female body, so we count them in another way.")
_DRUGS = _(
    "Think of the past year. Count street drugs, marijuana, and pills taken in another way than"
    " the doctor said. Do not count methadone or buprenorphine, taken as told."
)
_MOST_DAYS = _(
    "Opioids, not as a doctor said: heroin, fentanyl, pain pills. Calming or sleeping pills, even"
    " from a doctor: Xanax, Ativan, Valium, Ambien."
)
_STOPPING = _("Think of alcohol, pills, and other drugs.")
_EARLIER = _("If more than one is true, choose the last one that fits.")
_WEEK = _("That is what most programs of this kind ask, for some weeks. Many meet in the evening.")

SELF: Mapping[Question, Wording] = MappingProxyType(
    {
        _Q.BODY: Wording(_("Is any of this happening to you right now?"), _BODY),
        _Q.SELF_HARM: Wording(
            _("In the past month, did you think about ending your life, or hurting someone?"),
            _("Many people have such thoughts. You can say so here."),
        ),
        _Q.FEAR: Wording(
            _("Are you afraid of someone close to you?"),
            _("Someone who hits you, scares you, or won't let you leave."),
        ),
        _Q.AGE: Wording(_("How old are you?")),
        _Q.ALCOHOL_OFTEN: Wording(_("How often do you drink alcohol?"), _ALCOHOL),
        _Q.ALCOHOL_AMOUNT: Wording(_("On a day when you drink, how many is it mostly?"), _DRINK),
        _Q.ALCOHOL_SIX: Wording(_("How often do you have six drinks or more in a day?"), _DRINK),
        _Q.SEX: Wording(_("For counting drinks: which fits your body?"), _SEX),
        _Q.DRUGS: Wording(_("How often do you use drugs?"), _DRUGS),
        _Q.MOST_DAYS: Wording(_("Do you take any of these most days?"), _MOST_DAYS),
        _Q.WITHDRAWAL_BEFORE: Wording(
            _("When you stopped before: was there a seizure, a fever, or things only you saw?"),
            _STOPPING,
        ),
        _Q.WITHDRAWAL_NOW: Wording(
            _("When you go a day without: do you shake, sweat, or feel sick?"), _STOPPING
        ),
        _Q.HEALTH: Wording(_("How is your health?")),
        _Q.MIND: Wording(_("Do sadness, worry, anger, or bad memories get in your way?")),
        _Q.HOME: Wording(_("How is it where you live?")),
        _Q.SUPPORT: Wording(_("Is there someone you can count on?")),
        _Q.DUTIES: Wording(_("Does your use get in the way of work, school, or family?")),
        _Q.TIME: Wording(_("Could you come three times a week, for three hours?"), _WEEK),
        _Q.CHANGE: Wording(_("How do you feel about making a change?")),
        _Q.EARLIER: Wording(_("Did you have treatment before?"), _EARLIER),
    }
)
LOVED_ONE: Mapping[Question, Wording] = MappingProxyType(
    {
        _Q.BODY: Wording(_("Is any of this happening to them right now?"), _BODY),
        _Q.SELF_HARM: Wording(
            _("In the past month, did they talk about ending their life, or hurting someone?"),
            _("If you are not sure, you can ask them. Asking does not plant the thought."),
        ),
        _Q.FEAR: Wording(
            _("Are they afraid of someone close to them, or are you afraid of them?"),
            _("Someone who hits, scares, or won't let a person leave."),
        ),
        _Q.AGE: Wording(_("How old are they?")),
        _Q.ALCOHOL_OFTEN: Wording(_("How often do they drink alcohol?"), _ALCOHOL),
        _Q.ALCOHOL_AMOUNT: Wording(_("On a day when they drink, how many is it mostly?"), _DRINK),
        _Q.ALCOHOL_SIX: Wording(_("How often do they have six drinks or more in a day?"), _DRINK),
        _Q.SEX: Wording(_("For counting drinks: which fits their body?"), _SEX),
        _Q.DRUGS: Wording(_("How often do they use drugs?"), _DRUGS),
        _Q.MOST_DAYS: Wording(_("Do they take any of these most days?"), _MOST_DAYS),
        _Q.WITHDRAWAL_BEFORE: Wording(
            _("When they stopped before: was there a seizure, a fever, or things only they saw?"),
            _STOPPING,
        ),
        _Q.WITHDRAWAL_NOW: Wording(
            _("When they go a day without: do they shake, sweat, or feel sick?"), _STOPPING
        ),
        _Q.HEALTH: Wording(_("How is their health?")),
        _Q.MIND: Wording(_("Do sadness, worry, anger, or bad memories get in their way?")),
        _Q.HOME: Wording(_("How is it where they live?")),
        _Q.SUPPORT: Wording(_("Is there someone they can count on?")),
        _Q.DUTIES: Wording(_("Does their use get in the way of work, school, or family?")),
        _Q.TIME: Wording(_("Could they come three times a week, for three hours?"), _WEEK),
        _Q.CHANGE: Wording(_("How do they feel about making a change?")),
        _Q.EARLIER: Wording(_("Did they have treatment before?"), _EARLIER),
    }
)
QUESTIONS: Mapping[Audience, Mapping[Question, Wording]] = MappingProxyType(
    {Audience.SELF: SELF, Audience.LOVED_ONE: LOVED_ONE}
)
