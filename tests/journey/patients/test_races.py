"""Two people at once: numbers stay unique, merging goes one way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from tests.factories.accounts import make_actor
from tests.factories.patients import make_patient
from tests.factories.tenancy import make_organization
from wayhome.journey.patients import actions
from wayhome.journey.patients.codes import MergeObstacle, PatientObstacle
from wayhome.shared.accounts.codes import Role
from wayhome.shared.core.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


def at_once(*attempts):
    """Run each attempt in a thread with a connection of its own; return results and refusals."""
    barrier = Barrier(len(attempts))

    def attempt(act):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            return act()
        except Refusal as refusal:
            return refusal.obstacles
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return [*pool.map(attempt, attempts)]


def test_people_registered_at_once_get_numbers_of_their_own():
    actor = make_actor(make_organization(), Role.FRONT_DESK)

    def register():
        return actions.register_patient(
            actor, now=NOW, given_name="Ana", family_name="Rios", confirmed_new=True
        ).medical_record_number

    assert sorted(at_once(*[register] * 4)) == ["000001", "000002", "000003", "000004"]


def test_of_two_who_change_one_person_the_second_is_told():
    organization = make_organization()
    actor, patient = make_actor(organization, Role.FRONT_DESK), make_patient(organization)

    def change():
        return actions.change_patient(
            actor, patient_id=patient.pk, edition=1, now=NOW, pronouns="they/them"
        ).edition

    assert {*at_once(change, change)} == {2, (PatientObstacle.EDITED_MEANWHILE,)}


def test_two_records_merged_into_each_other_at_once_end_as_one():
    organization = make_organization()
    actor = make_actor(organization, Role.CLINICAL_SUPERVISOR)
    one, other = make_patient(organization), make_patient(organization)

    def merge(patient, into):
        return actions.merge_patients(actor, patient_id=patient.pk, into_id=into.pk, now=NOW).pk

    outcome = at_once(lambda: merge(one, other), lambda: merge(other, one))
    assert len({one.pk, other.pk} & {*outcome}) == 1
    assert (MergeObstacle.TARGET_REPLACED,) in outcome
