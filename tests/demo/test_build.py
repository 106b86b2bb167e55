"""The clinic is played, three weeks of it, and every awkward case is there.

One test plays it and asks for all cases, since playing takes many times longer than asking.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction

from demo.build import count_rows, play
from demo.clinic import DOMAIN
from tests.demo.cases import CASES
from wayhome.journey.encounters.models import Encounter, ProgressNote
from wayhome.journey.scheduling.models import Appointment
from wayhome.shared.accounts.models import Membership, User
from wayhome.shared.audit.models import AuditEvent

NOW = datetime(2026, 11, 24, 23, 40, tzinfo=UTC)  # a Tuesday, twenty to seven in New York


@pytest.fixture
def stage(transactional_db):  # noqa: ARG001  # each day is a transaction, as when it is built
    return play(NOW, weeks=3, at_night=count_rows)


def test_the_demo_holds_every_awkward_case_and_a_log_in_for_each_role(stage, acting):
    with transaction.atomic(), acting(stage.actors["builder"]):
        assert [name for name, holds in CASES.items() if not holds(stage)] == []
        everyone_has_a_name_for_their_part(stage)
        nothing_lies_in_the_future(stage)
        nobody_was_refused(stage)


def everyone_has_a_name_for_their_part(stage):
    password = stage.cast.clinic["password"]
    for log_in in ("frontdesk", "counselor", "supervisor", "director", "client", "kiosk"):
        user = User.objects.get(email=f"{log_in}@{DOMAIN}")
        assert check_password(password, user.password)
        membership = Membership.objects.get(user=user)
        assert not membership.must_use_second_factor
    assert not User.objects.exclude(email__endswith=f"@{DOMAIN}").exists()


def nothing_lies_in_the_future(stage):
    assert Encounter.objects.filter(recorded_at__gt=stage.now).count() == 0
    assert ProgressNote.objects.filter(signed_at__gt=stage.now).count() == 0
    assert not Appointment.objects.filter(
        service_date__gt=stage.today + timedelta(days=57)
    ).exists()


def nobody_was_refused(stage):
    events = AuditEvent.objects.filter(organization_id=stage.actors["builder"].organization_id)
    assert {*events.order_by().values_list("outcome", flat=True)} == {"success"}
