"""Which sessions a client isn't offered, since somebody sits there whom they must not meet."""

from datetime import timedelta

import pytest

from tests.factories.accounts import make_actor, make_membership
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.scheduling import NOW, START, make_appointment, make_client, make_session
from tests.factories.weekplans import make_separation
from wayhome.journey.patients.models import Patient
from wayhome.journey.weekplans import queries
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.queries import as_actor
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.permissions import Permission

DAY = timedelta(days=1)


@pytest.fixture
def ana(program):
    return make_client(program.service)


@pytest.fixture
def ben(program):
    return make_client(program.service)


@pytest.fixture
def kept_out(program, ana, acting):
    """Return a function that asks as Ana."""
    member = make_membership(program.organization, Role.CLIENT, patient_id=ana.patient_id)

    def ask():
        with acting(as_actor(member)):
            return queries.own_sessions_kept_out(as_actor(member), now=NOW)

    return ask


@pytest.fixture
def thursday(program):
    return make_session(program.service, start=START + 2 * DAY)


def keep_apart(program, one, other):
    with writing_for(program.organization.pk):
        people = [Patient.objects.get(pk=each.patient_id) for each in (one, other)]
    make_separation(*people)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_session_in_which_somebody_kept_apart_sits(program, ana, ben, kept_out, swapped):
    thursday = make_session(program.service, start=START + 2 * DAY)
    make_appointment(thursday, ben)
    make_appointment(make_session(program.service), make_client(program.service))
    assert kept_out() == frozenset()
    keep_apart(program, *((ben, ana) if swapped else (ana, ben)))
    assert kept_out() == {thursday.pk}


def test_a_place_that_was_given_up_keeps_nobody_out(program, ana, ben, kept_out, thursday):
    make_appointment(thursday, ben, status="cancelled")
    make_appointment(make_session(program.service, start=START - 2 * DAY), ben)
    keep_apart(program, ana, ben)
    assert kept_out() == frozenset()


def test_merged_records_are_one_person_s(program, ana, ben, kept_out, thursday):
    make_appointment(thursday, ben)
    stands = make_patient(program.organization)
    keep_apart(program, ana, ben)
    with writing_for(program.organization.pk):
        Patient.objects.filter(pk=ben.patient_id).update(replaced_by=stands.pk)
    assert kept_out() == {thursday.pk}


def test_two_records_that_turned_out_to_be_the_client_s_own_keep_nobody_out(
    program, ana, ben, kept_out, thursday
):
    make_appointment(thursday, ben)
    keep_apart(program, ana, ben)
    with writing_for(program.organization.pk):
        Patient.objects.filter(pk=ben.patient_id).update(replaced_by=ana.patient_id)
    assert kept_out() == frozenset()


def test_whoever_has_no_record_is_kept_out_of_nothing(program, acting):
    odd = make_actor(program.organization, permissions={Permission.OWN_RECORD_VIEW})
    with acting(odd):
        assert queries.own_sessions_kept_out(odd, now=NOW) == frozenset()


def test_staff_are_denied_it(program, acting):
    other = make_actor(program.organization, Role.CLINICAL_SUPERVISOR)
    with acting(other), pytest.raises(NotPermittedError):
        queries.own_sessions_kept_out(other, now=NOW)
