"""Whoever doesn't build weeks can ask for none, change none, publish none; nor read any."""

from contextlib import suppress
from uuid import uuid4

import pytest

from tests.factories.accounts import make_actor
from tests.factories.scheduling import NOW
from tests.factories.tenancy import make_organization
from tests.journey.weekplans.conftest import MONDAY
from tests.journey.weekplans.proposing import in_groups, propose
from wayhome.journey.scheduling import actions as schedule
from wayhome.journey.weekplans import actions, queries
from wayhome.journey.weekplans.codes import FailureReason
from wayhome.journey.weekplans.models import ProposalContent, WeekProposal
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.notifications import actions as notifications

WRITES = [
    (actions.request_week, {"service_id": uuid4(), "week_start": MONDAY, "now": NOW}),
    (
        actions.request_stand_ins,
        {"service_id": uuid4(), "absentee_id": uuid4(), "absence_date": MONDAY, "now": NOW},
    ),
    (actions.restart_gone, {"now": NOW}),
]
OF_PROPOSAL = [
    (actions.begin_building, {"now": NOW}),
    (actions.report_progress, {"steps_done": 1, "steps": 2, "now": NOW}),
    (actions.finish_building, {"made": [], "now": NOW}),
    (actions.fail_building, {"reason": FailureReason.FAULT, "now": NOW}),
    (actions.stop_building, {"now": NOW}),
    (actions.set_bookings, {"client": "", "bookings": (), "edition": 2}),
    (actions.keep_bookings, {"client": "", "edition": 2, "now": NOW}),
    (actions.pin_bookings, {"client": "", "is_pinned": True, "edition": 2}),
    (actions.forget_changes, {"edition": 2}),
    (actions.publish_week, {"accepted": (), "edition": 2, "now": NOW}),
    (actions.undo_week, {"now": NOW}),
    (actions.publish_stand_ins, {"number": 0, "edition": 2, "now": NOW}),
]
ELSEWHERE = [
    (schedule.change_rosters, {"leaving": (), "joining": (), "day": MONDAY, "now": NOW}),
    (notifications.tell_of_news, {"patients": {}, "now": NOW}),
]
READS = {
    "get_proposal": lambda by, asked: queries.get_proposal(by, asked.pk),
    "status_of": lambda by, asked: queries.status_of(by, asked.pk),
    "draft": lambda by, asked: queries.draft(by, asked.pk),
    "drafts": lambda by, asked: queries.drafts(by, asked.pk),
    "names_in": lambda by, asked: queries.names_in(by, asked.pk),
    "week_to_plan": lambda by, asked: queries.week_to_plan(by, asked.healthcare_service_id, MONDAY),
    "get_desk": lambda by, asked: queries.get_desk(by, asked.healthcare_service_id, now=NOW),
}
LISTS = {
    "progress_of": lambda by, asked: queries.progress_of(by, asked.pk, now=NOW).steps,
    "newest_of": lambda by, asked: queries.newest_of(by, asked.healthcare_service_id),
}


@pytest.mark.parametrize(("write", "given"), WRITES + OF_PROPOSAL + ELSEWHERE)
def test_a_client_writes_none_of_it(program, acting, write, given):
    by = make_actor(program.organization, Role.CLIENT)
    given = ({"proposal_id": uuid4()} if (write, given) in OF_PROPOSAL else {}) | given
    with pytest.raises(NotPermittedError), acting(by):
        write(by, **given)


@pytest.mark.parametrize(("write", "given"), WRITES + OF_PROPOSAL)
def test_a_counselor_is_denied_too(program, acting, write, given):
    by = make_actor(program.organization, Role.COUNSELOR)
    given = ({"proposal_id": uuid4()} if (write, given) in OF_PROPOSAL else {}) | given
    with pytest.raises(NotPermittedError), acting(by):
        write(by, **given)


@pytest.mark.parametrize("read", [*READS, *LISTS])
def test_a_counselor_reads_none_of_it(program, acting, read):
    asked = propose(program, {})
    by = make_actor(program.organization, Role.COUNSELOR)
    with pytest.raises(NotPermittedError), acting(by):
        (READS | LISTS)[read](by, asked)


@pytest.mark.parametrize(("write", "given"), OF_PROPOSAL)
def test_a_proposal_of_another_organization_is_not_there_to_be_written(
    program, acting, write, given
):
    asked = propose(program, {program.client(): in_groups(program.groups[0])})
    before = ProposalContent.objects.get(proposal=asked.pk).plan
    stranger = make_actor(make_organization(), Role.CLINICAL_SUPERVISOR)
    with acting(stranger), suppress(WeekProposal.DoesNotExist):
        assert not write(stranger, proposal_id=asked.pk, **given)
    assert asked.refreshed().edition == asked.edition
    assert ProposalContent.objects.get(proposal=asked.pk).plan == before


@pytest.mark.parametrize("read", READS)
def test_a_proposal_of_another_organization_is_not_there_to_be_read(program, acting, read):
    asked = propose(program, {})
    stranger = make_actor(make_organization(), Role.CLINICAL_SUPERVISOR)
    with acting(stranger), pytest.raises(Exception, match="does not exist"):
        READS[read](stranger, asked)


@pytest.mark.parametrize("read", LISTS)
def test_lists_of_another_organization_s_proposals_are_empty(program, acting, read):
    asked = propose(program, {})
    stranger = make_actor(make_organization(), Role.CLINICAL_SUPERVISOR)
    with acting(stranger):
        assert not LISTS[read](stranger, asked)


def test_a_stranger_restarts_nothing_here(program, acting):
    asked = actions.request_week(
        program.by, service_id=program.service.pk, week_start=MONDAY, now=NOW
    )
    actions.begin_building(program.by, proposal_id=asked.pk, now=NOW)
    stranger = make_actor(make_organization(), Role.CLINICAL_SUPERVISOR)
    with acting(stranger):
        assert actions.restart_gone(stranger, now=NOW.replace(month=12)) == []
