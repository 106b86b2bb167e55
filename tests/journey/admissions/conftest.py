"""What the tests of stays share: a program in New York, and who works there."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tests.factories.accounts import make_actor
from tests.factories.tenancy import make_organization, make_service
from wayhome.journey.admissions.models import EpisodeOfCare, EpisodeStatusHistory
from wayhome.shared.accounts.codes import Role
from wayhome.shared.core.context import acting_as
from wayhome.shared.core.refusal import Refusal

NOW = datetime(2026, 3, 10, 17, tzinfo=UTC)
TODAY = NOW.date()


def build_desk():
    """Return an organization with one program and someone at its front desk."""
    organization = make_organization()
    return SimpleNamespace(
        organization=organization,
        service=make_service(organization),
        by=make_actor(organization, Role.FRONT_DESK),
    )


@pytest.fixture
def desk():
    return build_desk()


@pytest.fixture
def reading(desk):
    """Read as the front desk within the test."""
    with acting_as(desk.by.acting):
        yield desk.by


def history_of(by, episode):
    """Return (status, level, first day, reason) of each stretch, oldest first."""
    with acting_as(by.acting):
        rows = EpisodeStatusHistory.objects.filter(episode=episode.pk)
        rows = rows.order_by("recorded_at", "start_date")
        return [(row.status, row.level_of_care, row.start_date, row.reason) for row in rows]


def episodes_of(by, **given):
    with acting_as(by.acting):
        return [*EpisodeOfCare.objects.filter(**given).order_by("admission_date", "pk")]


def refusal_of(call) -> tuple:
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value.obstacles
