"""What roles may do, who fits them, and how credentials stand."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.shared.accounts import rules
from wayhome.shared.accounts.codes import (
    CredentialCode,
    CredentialObstacle,
    CredentialState,
    MembershipObstacle,
    PractitionerObstacle,
    Role,
    SystemAgent,
    UserObstacle,
)
from wayhome.shared.accounts.labels import (
    CREDENTIAL_OBSTACLES,
    CREDENTIALS,
    MEMBERSHIP_OBSTACLES,
    PERMISSIONS,
    PRACTITIONER_OBSTACLES,
    ROLES,
    SYSTEM_AGENTS,
    USER_OBSTACLES,
)
from wayhome.shared.accounts.rules import CredentialFacts
from wayhome.shared.accounts.system import AGENT_IDS, demo_builder, importer, installer, worker
from wayhome.shared.audit.permissions import Permission

TODAY = date(2026, 11, 24)
ONE, TWO = UUID(int=1), UUID(int=2)


def day(offset):
    return TODAY + timedelta(days=offset)


def card(start, end, **given):
    facts = {"code": "LCSW", "number": "LC-1", "state": "NY"} | given
    return CredentialFacts(issue_date=day(start), expiry_date=day(end), **facts)


def test_roles_add_up_and_one_that_no_longer_exists_adds_nothing():
    both = rules.permissions_of([Role.FRONT_DESK, Role.COUNSELOR, "pilot"])
    assert both == rules.PERMISSIONS[Role.FRONT_DESK] | rules.PERMISSIONS[Role.COUNSELOR]
    assert rules.permissions_of([]) == frozenset()


NOTES = {Permission.NOTE_READ, Permission.NOTE_WRITE, Permission.NOTE_COSIGN}


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.PROGRAM_DIRECTOR, Role.CLIENT, Role.KIOSK])
def test_notes_are_read_by_those_who_treat(role):
    assert not rules.PERMISSIONS[role] & NOTES


@pytest.mark.parametrize("role", [Role.CLIENT, Role.KIOSK])
def test_a_client_and_a_kiosk_see_nobody_else_s_record(role):
    assert rules.PERMISSIONS[role] <= {
        Permission.OWN_AVAILABILITY_RECORD,
        Permission.OWN_MAKE_UP_BOOK,
        Permission.CHECK_IN_SELF,
        Permission.DIRECTORY_SEARCH,
        Permission.OWN_CALENDAR_FEED_OPEN,
        Permission.OWN_RECORD_VIEW,
        Permission.RULE_VIEW,
        Permission.SITE_VIEW,
    }


def test_nobody_but_a_director_lets_people_in():
    assert [r for r in Role if Permission.USER_MANAGE in rules.PERMISSIONS[r]] == [
        Role.PROGRAM_DIRECTOR
    ]


def test_everything_that_a_person_reads_has_words():
    assert {*UserObstacle} == {*USER_OBSTACLES}
    assert {*MembershipObstacle} == {*MEMBERSHIP_OBSTACLES}
    assert {*PractitionerObstacle} == {*PRACTITIONER_OBSTACLES}
    assert {*CredentialObstacle} == {*CREDENTIAL_OBSTACLES}
    assert {*ROLES} == {*Role} == {*rules.PERMISSIONS}
    assert {*PERMISSIONS} == {*Permission}
    assert {*CREDENTIALS} == {*CredentialCode}
    assert {*SYSTEM_AGENTS} == {*SystemAgent} == {*AGENT_IDS} == {*rules.SYSTEM_PERMISSIONS}


@pytest.mark.parametrize(
    ("make", "agent"),
    [
        (installer, SystemAgent.INSTALLER),
        (demo_builder, SystemAgent.DEMO_BUILDER),
        (importer, SystemAgent.IMPORTER),
        (worker, SystemAgent.WORKER),
    ],
)
def test_a_system_agent_has_a_fixed_id_and_its_own_permissions(make, agent):
    actor = make(ONE)
    assert (actor.agent_id, actor.organization_id) == (AGENT_IDS[agent], ONE)
    assert actor.permissions == rules.SYSTEM_PERMISSIONS[agent]


STANDINGS = [
    ("valid", [card(-100, 100)], CredentialState.VALID, 100),
    ("last day", [card(-100, 0)], CredentialState.LAPSES_SOON, 0),
    ("soon", [card(-100, rules.WARN_DAYS)], CredentialState.LAPSES_SOON, rules.WARN_DAYS),
    ("not soon yet", [card(-9, rules.WARN_DAYS + 1)], CredentialState.VALID, rules.WARN_DAYS + 1),
    ("lapsed", [card(-100, -1)], CredentialState.LAPSED, -1),
    ("not yet", [card(1, 100)], CredentialState.NOT_YET_VALID, 100),
    ("first day", [card(0, 100)], CredentialState.VALID, 100),
    ("renewed in time", [card(-100, 10), card(11, 400)], CredentialState.VALID, 400),
    ("renewed early", [card(5, 400), card(-100, 10)], CredentialState.VALID, 400),
    ("gap to come", [card(-100, 10), card(12, 400)], CredentialState.LAPSES_SOON, 10),
    ("in the gap", [card(-100, -2), card(2, 400)], CredentialState.NOT_YET_VALID, 400),
    ("gap behind", [card(-100, -50), card(-20, 90)], CredentialState.VALID, 90),
]


@pytest.mark.parametrize(
    ("cards", "state", "left"), [s[1:] for s in STANDINGS], ids=[s[0] for s in STANDINGS]
)
def test_the_cards_of_a_number_stand_together(cards, state, left):
    assert rules.standing_on(TODAY, cards) == rules.Standing(state, left)


CARDS = st.lists(
    st.tuples(st.integers(-50, 50), st.integers(0, 60)).map(lambda c: card(c[0], c[0] + c[1])),
    min_size=1,
    max_size=5,
)


@given(CARDS)
def test_a_credential_covers_exactly_the_days_that_it_says_are_left(cards):
    covered = {
        c.issue_date + timedelta(days=n)
        for c in cards
        for n in range((c.expiry_date - c.issue_date).days + 1)
    }
    standing = rules.standing_on(TODAY, cards)
    valid = standing.state in {CredentialState.VALID, CredentialState.LAPSES_SOON}
    assert valid == (TODAY in covered)
    if valid:
        assert all(day(n) in covered for n in range(standing.days_left + 1))
        assert day(standing.days_left + 1) not in covered


@pytest.mark.parametrize(
    ("facts", "obstacles"),
    [
        (card(-9, 9), ()),
        (card(-9, -9), ()),
        (card(-9, 9, verified_date=TODAY, verification_source="Board"), ()),
        (card(9, -9), (CredentialObstacle.EXPIRES_BEFORE_ITS_ISSUE,)),
        (card(-9, 9, code="MBA"), (CredentialObstacle.CODE_UNKNOWN,)),
        (card(-9, 9, number=" "), (CredentialObstacle.NUMBER_MISSING,)),
        (card(-9, 9, state="ny"), (CredentialObstacle.STATE_UNKNOWN,)),
        (card(-9, 9, verified_date=TODAY), (CredentialObstacle.SOURCE_MISSING,)),
        (
            card(-9, 9, verified_date=day(1), verification_source="Board"),
            (CredentialObstacle.VERIFIED_IN_FUTURE,),
        ),
    ],
)
def test_a_credential_is_refused_for_what_is_wrong_with_it(facts, obstacles):
    assert rules.obstacles_to_credential(facts, today=TODAY) == obstacles


@pytest.mark.parametrize(
    ("roles", "given", "obstacles"),
    [
        ([Role.FRONT_DESK], {"display_name": "P. Quinn"}, ()),
        ([Role.COUNSELOR], {"display_name": "N. Ortiz", "practitioner_id": ONE}, ()),
        ([Role.CLIENT], {"patient_id": ONE}, ()),
        ([Role.KIOSK], {}, ()),
        ([], {}, (MembershipObstacle.ROLE_MISSING,)),
        (["pilot"], {}, (MembershipObstacle.ROLE_MISSING,)),
        ([Role.FRONT_DESK], {}, (MembershipObstacle.NAME_MISSING,)),
        ([Role.CLIENT], {}, (MembershipObstacle.PATIENT_MISSING,)),
        (
            [Role.CLINICAL_SUPERVISOR],
            {"display_name": "A. Lee"},
            (MembershipObstacle.PRACTITIONER_MISSING,),
        ),
        (
            [Role.CLIENT, Role.KIOSK, Role.COUNSELOR],
            {},
            (
                MembershipObstacle.CLIENT_AND_STAFF,
                MembershipObstacle.KIOSK_AND_OTHERS,
                MembershipObstacle.PATIENT_MISSING,
                MembershipObstacle.PRACTITIONER_MISSING,
                MembershipObstacle.NAME_MISSING,
            ),
        ),
    ],
)
def test_roles_are_held_by_whoever_fits_them(roles, given, obstacles):
    facts = {"display_name": "", "practitioner_id": None, "patient_id": None} | given
    assert rules.obstacles_to_membership(roles, **facts) == obstacles


@pytest.mark.parametrize(
    ("is_own", "is_director", "stays", "others", "obstacles"),
    [
        (False, True, False, 1, ()),
        (True, True, True, 0, ()),
        (True, False, False, 0, ()),
        (False, True, False, 0, (MembershipObstacle.LAST_DIRECTOR,)),
        (True, True, False, 1, (MembershipObstacle.OWN_MEMBERSHIP,)),
        (
            True,
            True,
            False,
            0,
            (MembershipObstacle.OWN_MEMBERSHIP, MembershipObstacle.LAST_DIRECTOR),
        ),
    ],
)
def test_somebody_can_always_let_people_in(is_own, is_director, stays, others, obstacles):
    found = rules.obstacles_to_losing(
        is_own=is_own, is_director=is_director, stays_director=stays, other_directors=others
    )
    assert found == obstacles


@pytest.mark.parametrize(
    ("given", "obstacles"),
    [
        ({}, ()),
        ({"npi": "1234567893"}, ()),
        ({"supervisor_id": TWO, "needs_cosignature": True}, ()),
        ({"given_name": " "}, (PractitionerObstacle.NAME_MISSING,)),
        ({"family_name": ""}, (PractitionerObstacle.NAME_MISSING,)),
        ({"npi": "1234567890"}, (PractitionerObstacle.NPI_INVALID,)),
        ({"needs_cosignature": True}, (PractitionerObstacle.SUPERVISOR_MISSING,)),
        ({"supervisor_id": ONE}, (PractitionerObstacle.SUPERVISOR_IS_SELF,)),
    ],
)
def test_a_practitioner_is_refused_for_what_is_wrong(given, obstacles):
    facts = {
        "given_name": "Nadia",
        "family_name": "Ortiz",
        "npi": "",
        "practitioner_id": ONE,
        "supervisor_id": None,
        "needs_cosignature": False,
    } | given
    assert rules.obstacles_to_practitioner(**facts) == obstacles


# 1234567893 is the example in CMS's own description of the check digit
@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1234567893", True),
        ("1245319599", True),
        ("1234567894", False),
        ("123456789", False),
        ("12345678931", False),
        ("123456789X", False),
        ("١٢٣٤٥٦٧٨٩٣", False),
        ("", False),
    ],
)
def test_an_npi_has_ten_digits_and_the_right_last_one(text, is_one):
    assert rules.is_npi(text) is is_one


@given(st.integers(100_000_000, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_mistyped_digit_is_noticed(start, place, shift):
    npi = next(text for digit in range(10) if rules.is_npi(text := f"{start}{digit}"))
    wrong = npi[:place] + str((int(npi[place]) + shift) % 10) + npi[place + 1 :]
    assert not rules.is_npi(wrong)
