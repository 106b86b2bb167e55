"""Making sign-ins, giving and ending access, recording practitioners and credentials."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests.factories.accounts import (
    PASSWORD,
    make_actor,
    make_credential,
    make_membership,
    make_practitioner,
    make_user,
)
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts import actions
from wayhome.shared.accounts.codes import (
    CredentialObstacle,
    MembershipObstacle,
    PractitionerObstacle,
    Role,
    UserObstacle,
)
from wayhome.shared.accounts.models import Credential, Membership, Practitioner, User
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.accounts.rules import CredentialFacts
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.gate import WriteOutsideActionError

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
FACTS = CredentialFacts("LCSW", "LC-1", "NY", date(2025, 1, 1), date(2026, 12, 31))


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def director(organization):
    return as_actor(make_membership(organization, Role.PROGRAM_DIRECTOR, display_name="D. Ford"))


def refused(error, act):
    with pytest.raises(error) as refusal:
        act()
    return refusal.value.obstacles


# sign-ins


def test_a_sign_in_is_made_with_the_address_in_small_letters(director):
    user = actions.create_user(director, email=" Ana@Example.ORG ", password=PASSWORD)
    assert (user.email, user.check_password(PASSWORD)) == ("ana@example.org", True)


def test_a_sign_in_without_a_password_opens_nothing_yet(director):
    assert not actions.create_user(director, email="ana@example.org").has_usable_password()


def test_a_sign_in_that_exists_elsewhere_stays_as_it_is(director):
    known = make_user(email="ana@example.org")
    found = actions.create_user(director, email="ANA@example.org", password=f"{PASSWORD} again")
    assert found.pk == known.pk
    assert found.refreshed().check_password(PASSWORD)


def test_two_who_make_the_same_sign_in_at_once_get_the_same_one(director, monkeypatch):
    known = make_user(email="ana@example.org")
    monkeypatch.setattr(actions.users, "_known", lambda _address: None)
    assert actions.create_user(director, email="ana@example.org").pk == known.pk


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a b@example.org"])
def test_an_address_that_is_none_is_refused(director, email):
    assert refused(
        actions.CannotCreateUserError, lambda: actions.create_user(director, email=email)
    ) == (UserObstacle.EMAIL_INVALID,)


def test_a_sign_in_is_not_saved_around_an_action():
    user = make_user()
    user.is_active = False
    with pytest.raises(WriteOutsideActionError):
        user.save()
    with pytest.raises(WriteOutsideActionError):
        User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(WriteOutsideActionError):
        Membership.objects.filter(user=user).update(is_active=False)


# access


def test_access_is_given_with_roles_and_a_name(director, organization):
    practitioner = make_practitioner(organization)
    given = actions.grant_membership(
        director,
        user_id=make_user().pk,
        roles=[Role.FRONT_DESK, Role.COUNSELOR],
        display_name=" N. Ortiz ",
        practitioner_id=practitioner.pk,
        must_use_second_factor=True,
    )
    assert (given.organization_id, given.display_name) == (organization.pk, "N. Ortiz")
    assert given.roles == [Role.COUNSELOR, Role.FRONT_DESK]
    assert given.must_use_second_factor


def grant(by, **given):
    given = {"user_id": make_user().pk, "roles": [Role.FRONT_DESK], "display_name": "P."} | given
    return lambda: actions.grant_membership(by, **given)


def test_access_is_refused_for_what_is_missing(director):
    assert refused(
        actions.CannotGrantMembershipError, grant(director, roles=[], display_name="")
    ) == (MembershipObstacle.ROLE_MISSING,)


def test_access_is_given_once_also_when_it_had_ended(director, organization):
    member = make_membership(organization, is_active=False)
    assert refused(actions.CannotGrantMembershipError, grant(director, user_id=member.user_id)) == (
        MembershipObstacle.ALREADY_MEMBER,
    )


def test_access_given_twice_at_once_is_told_apart_by_the_database(
    director, organization, monkeypatch
):
    member = make_membership(organization)
    monkeypatch.setattr(actions.members, "_known", lambda *_args: None)
    assert refused(actions.CannotGrantMembershipError, grant(director, user_id=member.user_id)) == (
        MembershipObstacle.ALREADY_MEMBER,
    )


def test_another_organization_s_practitioner_is_nobody_here(director):
    theirs = make_practitioner(make_organization())
    with pytest.raises(Practitioner.DoesNotExist):
        grant(director, roles=[Role.COUNSELOR], practitioner_id=theirs.pk)()


def test_access_can_be_changed(director, organization):
    member = make_membership(organization, Role.FRONT_DESK, display_name="P. Quinn")
    changed = actions.change_membership(
        director, membership_id=member.pk, roles=[Role.PROGRAM_DIRECTOR], display_name="P. Quill"
    )
    assert (changed.roles, changed.display_name) == ([Role.PROGRAM_DIRECTOR], "P. Quill")


def test_a_change_that_does_not_fit_is_refused(director, organization):
    member = make_membership(organization, Role.FRONT_DESK, display_name="P. Quinn")
    assert refused(
        actions.CannotChangeMembershipError,
        lambda: actions.change_membership(
            director, membership_id=member.pk, roles=[Role.COUNSELOR], display_name="P. Quinn"
        ),
    ) == (MembershipObstacle.PRACTITIONER_MISSING,)


def test_access_ends_and_comes_back(director, organization):
    member = make_membership(organization)
    assert not actions.revoke_membership(director, membership_id=member.pk).is_active
    assert actions.restore_membership(director, membership_id=member.pk).is_active


def test_the_last_director_stays_one(director, organization):
    own = Membership.objects.get(user=director.agent_id)
    other = make_membership(organization, Role.PROGRAM_DIRECTOR, is_active=False)
    both = (MembershipObstacle.OWN_MEMBERSHIP, MembershipObstacle.LAST_DIRECTOR)
    revoke = lambda: actions.revoke_membership(director, membership_id=own.pk)  # noqa: E731
    assert refused(actions.CannotChangeMembershipError, revoke) == both
    actions.restore_membership(director, membership_id=other.pk)
    assert refused(actions.CannotChangeMembershipError, revoke) == both[:1]
    assert not actions.revoke_membership(as_actor(other), membership_id=own.pk).is_active


def test_another_organization_s_member_does_not_exist(director):
    theirs = make_membership(make_organization())
    for act in (actions.revoke_membership, actions.restore_membership, actions.end_sessions):
        with pytest.raises(Membership.DoesNotExist):
            act(director, membership_id=theirs.pk)


# practitioners


def test_a_practitioner_is_added_and_changed(director, organization, acting):
    supervisor = make_practitioner(organization)
    added = actions.add_practitioner(director, given_name=" Nadia ", family_name="Ortiz")
    actions.change_practitioner(
        director,
        practitioner_id=added.pk,
        given_name="Nadia",
        family_name="Ortiz-Lee",
        npi="1234567893",
        supervisor_id=supervisor.pk,
        needs_cosignature=True,
    )
    with acting(director):
        added = added.refreshed()
    assert (added.given_name, added.family_name, added.npi) == ("Nadia", "Ortiz-Lee", "1234567893")
    assert (added.supervisor_id, added.needs_cosignature) == (supervisor.pk, True)


def test_a_practitioner_is_refused_for_every_reason(director, organization):
    gone = make_practitioner(organization, is_active=False)
    assert refused(
        actions.CannotSavePractitionerError,
        lambda: actions.add_practitioner(
            director, given_name="", family_name="Ortiz", supervisor_id=gone.pk
        ),
    ) == (PractitionerObstacle.NAME_MISSING, PractitionerObstacle.SUPERVISOR_INACTIVE)


def test_a_practitioner_leaves_once_nobody_depends_on_them_and_may_return(director, organization):
    supervisor = make_practitioner(organization)
    trainee = make_practitioner(organization, supervisor_id=supervisor.pk)
    leave = lambda: actions.deactivate_practitioner(director, practitioner_id=supervisor.pk)  # noqa: E731
    assert refused(actions.CannotSavePractitionerError, leave) == (
        PractitionerObstacle.SUPERVISES_OTHERS,
    )
    actions.deactivate_practitioner(director, practitioner_id=trainee.pk)
    assert not leave().is_active
    assert actions.reactivate_practitioner(director, practitioner_id=supervisor.pk).is_active


# credentials


def record(by, practitioner, facts=FACTS):
    return actions.add_credential(by, practitioner_id=practitioner.pk, facts=facts, today=TODAY)


def test_a_credential_is_recorded(director, organization, acting):
    practitioner = make_practitioner(organization)
    checked = replace(FACTS, verified_date=TODAY, verification_source=" Board ")
    credential = record(director, practitioner, checked)
    with acting(director):
        credential = credential.refreshed()
    assert (credential.code, credential.number, credential.state) == ("LCSW", "LC-1", "NY")
    assert (credential.verified_date, credential.verification_source) == (TODAY, "Board")


def test_a_credential_that_cannot_be_is_refused(director, organization):
    practitioner = make_practitioner(organization)
    assert refused(
        actions.CannotRecordCredentialError,
        lambda: record(director, practitioner, replace(FACTS, number="", state="XX")),
    ) == (CredentialObstacle.NUMBER_MISSING, CredentialObstacle.STATE_UNKNOWN)


def test_a_number_belongs_to_one_person(director, organization):
    record(director, make_practitioner(organization))
    later = replace(FACTS, issue_date=date(2026, 1, 1))
    assert refused(
        actions.CannotRecordCredentialError,
        lambda: record(director, make_practitioner(organization), later),
    ) == (CredentialObstacle.NUMBER_OF_SOMEONE_ELSE,)


def test_a_card_is_recorded_once(director, organization):
    practitioner = make_practitioner(organization)
    record(director, practitioner)
    assert refused(actions.CannotRecordCredentialError, lambda: record(director, practitioner)) == (
        CredentialObstacle.ALREADY_RECORDED,
    )


def test_a_renewal_is_a_card_of_its_own(director, organization, acting):
    first = record(director, make_practitioner(organization))
    actions.renew_credential(
        director,
        credential_id=first.pk,
        issue_date=date(2027, 1, 1),
        expiry_date=date(2028, 12, 31),
        today=TODAY,
    )
    with acting(director):
        cards = Credential.objects.filter(number="LC-1").order_by("issue_date")
        assert [card.expiry_date.year for card in cards] == [2026, 2028]


def test_a_renewal_lasts_longer_than_what_it_renews(director, organization):
    first = record(director, make_practitioner(organization))
    assert refused(
        actions.CannotRecordCredentialError,
        lambda: actions.renew_credential(
            director,
            credential_id=first.pk,
            issue_date=FACTS.issue_date,
            expiry_date=FACTS.expiry_date,
            today=TODAY,
        ),
    ) == (CredentialObstacle.RENEWAL_ENDS_EARLIER,)


def test_another_organization_s_credential_does_not_exist(director):
    theirs = make_credential(make_practitioner(make_organization()))
    with pytest.raises(Credential.DoesNotExist):
        actions.renew_credential(
            director, credential_id=theirs.pk, issue_date=TODAY, expiry_date=TODAY, today=TODAY
        )


ID = uuid4()
NAMES = {"given_name": "A", "family_name": "B"}
DENIED = [
    (actions.create_user, {"email": "a@b.org"}),
    (actions.grant_membership, {"user_id": ID, "roles": []}),
    (actions.change_membership, {"membership_id": ID, "roles": []}),
    (actions.revoke_membership, {"membership_id": ID}),
    (actions.restore_membership, {"membership_id": ID}),
    (actions.end_sessions, {"membership_id": ID}),
    (actions.add_practitioner, NAMES),
    (actions.change_practitioner, {"practitioner_id": ID, **NAMES}),
    (actions.deactivate_practitioner, {"practitioner_id": ID}),
    (actions.reactivate_practitioner, {"practitioner_id": ID}),
    (actions.add_credential, {"practitioner_id": ID, "facts": FACTS, "today": TODAY}),
    (
        actions.renew_credential,
        {"credential_id": ID, "issue_date": TODAY, "expiry_date": TODAY, "today": TODAY},
    ),
]


@pytest.mark.parametrize(("action", "given"), DENIED, ids=[a.__name__ for a, _ in DENIED])
def test_an_action_is_denied_without_its_permission(action, given):
    with pytest.raises(NotPermittedError):
        action(make_actor(permissions=set(Permission) - {action.permission}), **given)
