"""How credentials stand on a day, and what can be one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wayhome.shared.accounts.codes import CredentialCode, CredentialObstacle, CredentialState
from wayhome.shared.core.period import ONE_DAY
from wayhome.shared.tenancy.codes import STATES

# Associate-level and trainee credentials practise under supervision (domain sheet, 1.6).
UNDER_SUPERVISION = frozenset(
    {CredentialCode.ADC_T, CredentialCode.LMSW, CredentialCode.LPC_A, CredentialCode.AMFT}
)


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """A credential as it stands on its card; the last day is included."""

    code: str
    number: str
    state: str
    issue_date: date
    expiry_date: date
    verified_date: date | None = None
    verification_source: str = ""


# Renewals take weeks at most boards, so the warning comes two months before.
WARN_DAYS = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """How a credential stands on a day, and how many days it still covers (negative: lapsed)."""

    state: CredentialState
    days_left: int


def standing_on(day: date, cards: Iterable[CredentialFacts]) -> Standing:
    """Return how the cards of one number stand together: a renewal takes over without a gap."""
    ordered = sorted(cards, key=lambda card: card.issue_date)
    last_day = max(card.expiry_date for card in ordered)
    until = day - ONE_DAY
    for card in ordered:
        if card.issue_date <= until + ONE_DAY:
            until = max(until, card.expiry_date)
    if (left := (until - day).days) >= 0:
        is_soon = left <= WARN_DAYS
        return Standing(CredentialState.LAPSES_SOON if is_soon else CredentialState.VALID, left)
    state = CredentialState.LAPSED if last_day < day else CredentialState.NOT_YET_VALID
    return Standing(state, (last_day - day).days)


def obstacles_to_credential(
    facts: CredentialFacts, *, today: date
) -> tuple[CredentialObstacle, ...]:
    """Return every reason why a credential can't be recorded so."""
    verified = facts.verified_date
    checks = {
        CredentialObstacle.CODE_UNKNOWN: facts.code not in {*CredentialCode},
        CredentialObstacle.NUMBER_MISSING: not facts.number.strip(),
        CredentialObstacle.STATE_UNKNOWN: facts.state not in STATES,
        CredentialObstacle.EXPIRES_BEFORE_ITS_ISSUE: facts.expiry_date < facts.issue_date,
        CredentialObstacle.VERIFIED_IN_FUTURE: verified is not None and verified > today,
        CredentialObstacle.SOURCE_MISSING: verified is not None
        and not facts.verification_source.strip(),
    }
    return tuple(obstacle for obstacle, applies in checks.items() if applies)
