"""The pages and buttons of the week builder, through the whole stack."""

from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.scheduling import (
    NOW,
    make_client,
    make_facilitator,
    make_member,
    make_session,
)
from tests.factories.tenancy import make_organization, make_room, make_service
from tests.factories.weekplans import make_order
from tests.guards import no_inline_script
from tests.journey.weekplans.conftest import MONDAY
from tests.journey.weekplans.proposing import in_groups, plan_sessions, propose, publish, visit
from tests.journey.weekplans.test_standing_in import found, not_held
from wayhome.engines.timetable.calendar import quarter
from wayhome.journey.admissions.codes import EpisodeStatus
from wayhome.journey.scheduling import actions as schedule
from wayhome.journey.scheduling.models import GroupSession
from wayhome.journey.weekplans import actions
from wayhome.journey.weekplans.codes import ProposalStatus
from wayhome.journey.weekplans.models import WeekProposal
from wayhome.journey.weekplans.rules import Findings, Ordered, Refusal
from wayhome.shared.accounts.codes import Role

NO = HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def supervisor(program, client):
    membership = make_membership(
        program.organization,
        Role.CLINICAL_SUPERVISOR,
        practitioner_id=program.by.practitioner_id,
    )
    client.force_login(membership.user)
    return membership


@pytest.fixture
def get(client, supervisor):  # noqa: ARG001
    def get_page(name, *args, **given):
        response = client.get(reverse(f"weekplans:{name}", args=args), **given)
        no_inline_script(response.text)
        return response

    return get_page


@pytest.fixture
def post(client, supervisor):  # noqa: ARG001
    def post_form(name, *args, headers=None, **given):
        response = client.post(reverse(f"weekplans:{name}", args=args), given, headers=headers)
        no_inline_script(response.text)
        return response

    return post_form


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def statements_of(show, *args):
    """Count after a first look, which opens the browser's session."""
    show(*args)
    with CaptureQueriesContext(connection) as asked:
        assert show(*args).status_code == HTTPStatus.OK
    return len(asked)


# The desk


def test_the_desk_shows_what_can_be_built_and_what_was(program, get):
    asked = propose(program, {program.client(): in_groups(program.groups[0])})
    for page in (get("desk"), get("desk-of-program", program.service.pk)):
        assert page.status_code == HTTPStatus.OK
        assert reverse("weekplans:proposal", args=[asked.pk]) in page.text
        assert page.context["desk"].people == 1
        assert len(page.context["desk"].weeks) == 8


def test_without_a_program_there_is_nothing_to_build(client, db):  # noqa: ARG001
    organization = make_organization()
    client.force_login(make_counselor(organization, Role.CLINICAL_SUPERVISOR).user)
    assert client.get(reverse("weekplans:desk")).status_code == HTTPStatus.OK


def test_a_week_is_asked_for(program, post):
    program.client()
    response = post("build", program.service.pk, week_start=MONDAY.isoformat(), effort="quick")
    asked = WeekProposal.objects.get()
    assert response.url == reverse("weekplans:proposal", args=[asked.pk])
    assert (asked.week_start, asked.effort) == (MONDAY, "quick")


@pytest.mark.parametrize("given", [{}, {"week_start": "2026-12-01"}, {"week_start": "soon"}])
def test_a_week_that_is_not_in_the_list_is_not_asked_for(program, post, given):
    assert post("build", program.service.pk, effort="normal", **given).status_code == NO


def test_the_second_who_asks_is_told_on_the_page(program, post):
    propose(program, {})
    for status in (HTTPStatus.FOUND, NO):
        response = post("build", program.service.pk, week_start=MONDAY, effort="normal")
        assert response.status_code == status
    assert response.context["build_form"].non_field_errors()


def test_stand_ins_are_asked_for(program, post):
    given = {"absentee_id": program.counselor.pk, "absence_date": MONDAY}
    response = post("absence", program.service.pk, **given)
    asked = WeekProposal.objects.get()
    assert response.url == reverse("weekplans:proposal", args=[asked.pk])
    again = post("absence", program.service.pk, **given)
    assert again.status_code == NO
    assert again.context["absence_form"].non_field_errors()
    nobody = post("absence", program.service.pk, **given | {"absentee_id": uuid4()})
    assert nobody.status_code == NO


# One proposal


def test_a_proposal_being_built_shows_how_far_it_is(program, get, post):
    program.client()
    asked = actions.request_week(
        program.by, service_id=program.service.pk, week_start=MONDAY, now=NOW
    )
    assert get("proposal", asked.pk).status_code == HTTPStatus.OK
    assert get("progress", asked.pk).status_code == HTTPStatus.OK
    stopped = post("stop", asked.pk)
    assert said(stopped) == ["Stopped. What is published is as it was."]
    assert get("progress", asked.pk).headers["HX-Refresh"] == "true"
    assert "stopped before" in get("proposal", asked.pk).text
    assert said(post("stop", asked.pk))[-1:] == ["It was finished in this very moment."]


def test_a_proposal_that_failed_says_so_even_where_one_stood(program, get):
    asked = propose(program, {program.client(): in_groups(program.groups[0])})
    with writing_for(program.organization.pk):
        WeekProposal.objects.filter(pk=asked.pk).update(status="failed", failure="fault")
    assert "Something went wrong" in get("proposal", asked.pk).text


def test_a_proposal_is_shown_beside_what_is_published(program, get):
    one, other = program.groups[:2]
    mover, new = program.client(one), program.client()
    waits = program.client(status=EpisodeStatus.WAITLIST)
    program.client(one, days=())
    asked = propose(program, {mover: in_groups(other), new: in_groups(one)})
    page = get("proposal", asked.pk)
    shown = page.context["page"]
    assert [each.client for each in shown.moves] == [str(mover.pk), str(new.pk)]
    assert [each.client for each in shown.waiting] == [str(waits.pk)]
    assert shown.silent == ("Ana R.",)
    assert page.status_code == HTTPStatus.OK


def test_a_proposal_is_published_and_taken_back(program, post, get):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    nothing = post("publish", asked.pk, edition=asked.edition)
    assert said(nothing) == ["Nobody is chosen. Choose whose changes to publish."]
    done = post("publish", asked.pk, edition=asked.edition, accepted=[str(episode.pk)])
    assert done.url == reverse("weekplans:proposal", args=[asked.pk])
    assert asked.refreshed().status == ProposalStatus.COMPLETED
    page = get("proposal", asked.pk)
    assert page.context["undo_until"] is not None
    post("undo", asked.pk)
    assert asked.refreshed().undone_at == NOW
    assert get("proposal", asked.pk).context["undo_until"] is None
    assert len(said(post("undo", asked.pk))) > 0


def test_what_would_be_broken_is_said_by_name(program, post):
    group = program.groups[0]
    leaves, _ = program.client(group), program.client(group)
    new = program.client()
    asked = propose(program, {leaves: (), new: in_groups(group)})
    response = post("publish", asked.pk, edition=asked.edition, accepted=[str(new.pk)])
    rule, sentence = said(response)
    assert rule == "That would break a rule:"
    assert "3 people" in sentence
    assert group.title in sentence


def test_what_the_schedule_refuses_is_said(program, post):
    episode = program.client()
    twin = make_client(
        program.service,
        patient=make_patient(program.organization, replaced_by_id=episode.patient_id),
        status="finished",
    )
    make_member(program.groups[0], twin, period_start=MONDAY + timedelta(weeks=2))
    asked = propose(program, {episode: in_groups(program.groups[0])})
    response = post("publish", asked.pk, edition=asked.edition, accepted=[str(episode.pk)])
    assert said(response)[0] == "The schedule doesn't take it, so nothing was written:"
    assert len(said(response)) == 2


def test_a_page_that_shows_an_older_proposal_changes_nothing(program, post):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    old = asked.edition - 1
    calls = {
        "publish": [asked.pk],
        "forget": [asked.pk],
        "keep": [asked.pk, episode.pk],
        "pin": [asked.pk, episode.pk],
    }
    for edition in (old, "", "x", "9" * 12, "²"):
        for name, args in calls.items():
            response = post(name, *args, edition=edition, accepted=[str(episode.pk)])
            assert response.status_code == HTTPStatus.FOUND
    assert asked.refreshed().edition == asked.edition
    assert asked.refreshed().status == ProposalStatus.READY


def test_changes_are_forgotten_by_a_button(program, post):
    asked = propose(program, {program.client(): in_groups(program.groups[0])})
    response = post("forget", asked.pk, edition=asked.edition)
    assert said(response) == ["The proposal is as it was first made."]


# One person


def test_somebody_is_pinned_and_let_go(program, post, get):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    post("pin", asked.pk, episode.pk, edition=asked.edition, pinned="yes")
    assert get("person", asked.pk, episode.pk).context["page"].is_pinned
    response = post("pin", asked.pk, episode.pk, edition=asked.refreshed().edition)
    assert said(response)[-1] == "Let go."


def test_somebody_keeps_what_they_have(program, post):
    one, other = program.groups[:2]
    new, mover = program.client(), program.client(one)
    asked = propose(program, {new: in_groups(one), mover: in_groups(other)})
    response = post("keep", asked.pk, new.pk, edition=asked.edition)
    assert said(response) == ["They keep what they have; nothing is added."]
    post("keep", asked.pk, mover.pk, edition=asked.refreshed().edition)
    assert asked.refreshed().status == ProposalStatus.REQUESTED


def test_somebody_s_groups_are_tried_and_saved(program, post, get):
    make_order(service=program.service, items=(Ordered("cbt", 540), Ordered("individual", 60)))
    one, other, third = (str(each.pk) for each in program.groups[:3])
    episode = program.client(program.groups[0])
    mine = visit(program.counselor, 4, quarter(17))
    asked = propose(program, {episode: [*in_groups(program.groups[1]), mine]})
    page = get("person", asked.pk, episode.pk).context["page"]
    assert page.trial is None
    assert len(page.visits) == 1
    tried = post("person", asked.pk, episode.pk, series=[other, third])
    trial = tried.context["page"].trial
    assert (trial.before, trial.after, trial.broken, trial.is_changed) == (4, 7, (), True)
    part = post("person", asked.pk, episode.pk, series=[one], headers={"HX-Request": "true"})
    assert "<html" not in part.text
    saved = post(
        "person", asked.pk, episode.pk, series=[one, other], save="yes", edition=asked.edition
    )
    assert said(saved)[-1] == "Saved and pinned. Nobody else's week has changed."


def test_what_somebody_cannot_have_is_said_on_their_page(program, post):
    group = program.groups[0]
    for _ in range(2):
        program.client(group)
    episode = program.client(days=(0,))
    asked = propose(program, {})
    given = {"series": [str(group.pk)], "save": "yes", "edition": asked.edition}
    refused = post("person", asked.pk, episode.pk, **given)
    assert refused.status_code == NO
    assert said(refused)[0] == "That would break a rule:"
    boxes = [box for day in refused.context["page"].days for box in day.groups]
    assert [bool(box.broken) for box in boxes] == [True, True, True, True]
    assert [box.broken[0] for box in boxes[:2]] == ["full", "not free then"]
    unknown = post("person", asked.pk, episode.pk, **given | {"series": ["nonsense"]})
    assert unknown.status_code == NO


def test_whoever_is_short_after_a_change_by_hand_is_named(program, get, post):
    one, other = program.groups[:2]
    make_order(service=program.service, items=(Ordered("cbt", 540),))
    episode = program.client(one)
    asked = propose(program, {episode: in_groups(one, other)})
    post("keep", asked.pk, episode.pk, edition=asked.edition)
    page = get("proposal", asked.pk)
    assert [each.client for each in page.context["page"].short] == [str(episode.pk)]
    assert "Nobody: everyone" not in page.text
    assert "as good as anything" not in page.text


def test_hours_are_compared_without_what_cannot_be_held(program, get):
    make_order(service=program.service, items=(Ordered("cbt", 540),))
    leader = make_facilitator(program.organization, credential=False)
    room = make_room(program.organization)
    lapsed = program.group(4, facilitator_id=leader.pk, room_id=room.pk)
    episode = program.client(lapsed)
    asked = propose(program, {episode: in_groups(program.groups[0])})
    shown = get("proposal", asked.pk).context["page"]
    (line,) = shown.moves
    assert (line.now, line.then, shown.totals.now) == (0, 3, 0)
    assert line.costs == "It costs them 3 h."


def test_a_group_whose_one_session_is_cancelled_is_named(program, get):
    plan_sessions(program)
    session = GroupSession.objects.get(series=program.groups[0].pk, service_date=MONDAY)
    schedule.cancel_session(program.by, session_id=session.pk, edition=session.edition, now=NOW)
    asked = propose(program, {})
    page = get("proposal", asked.pk)
    assert [each.pk for each in page.context["called_off"]] == [session.pk]
    assert "held on Mon, Nov 30: it is cancelled" in page.text


def test_a_refusal_that_moves_others_ends_in_one_period(program, get):
    one, other = program.groups[:2]
    mover, moved = program.client(one), program.client(one)
    refusal = Refusal(str(mover.pk), own=0, all=0, others=(str(moved.pk),))
    asked = propose(program, {mover: in_groups(other)}, findings=Findings(refusals=(refusal,)))
    (line,) = get("proposal", asked.pk).context["page"].moves
    assert line.costs == "It costs nobody an hour. It also moves Ana R."


def test_somebody_who_is_not_in_the_proposal_has_no_page(program, get):
    asked = propose(program, {})
    assert get("person", asked.pk, program.client().pk).status_code == HTTPStatus.NOT_FOUND
    waiting = actions.request_week(
        program.by, service_id=program.service.pk, week_start=MONDAY, now=NOW
    )
    episode = program.client()
    assert get("person", waiting.pk, episode.pk).status_code == HTTPStatus.NOT_FOUND
    actions.begin_building(program.by, proposal_id=waiting.pk, now=NOW)
    assert get("person", waiting.pk, episode.pk).status_code == HTTPStatus.NOT_FOUND


# An absence


def test_what_to_do_about_an_absence_is_shown_and_done(program, get, post):
    program.client(program.groups[0])
    plan_sessions(program)
    asked = found(program, not_held=(not_held(program.groups[0]),))
    assert get("proposal", asked.pk).status_code == HTTPStatus.OK
    stale = post("publish-stand-ins", asked.pk, 0, edition=0)
    assert len(said(stale)) == 1
    assert post("publish-stand-ins", asked.pk, 7, edition=asked.edition).status_code == 404
    post("publish-stand-ins", asked.pk, 0, edition=asked.edition)
    assert asked.refreshed().status == ProposalStatus.COMPLETED
    assert get("proposal", asked.pk).status_code == HTTPStatus.OK


# Who may, and what stays private

PAGES = ["proposal", "progress"]
BUTTONS = ["stop", "forget", "publish", "undo"]
OF_PERSON = ["keep", "pin"]


def addresses(asked, episode):
    """Give every address of the room: how it is asked, and where."""
    yield "get", reverse("weekplans:desk-of-program", args=[asked.healthcare_service_id])
    for name in ("build", "absence"):
        yield "post", reverse(f"weekplans:{name}", args=[asked.healthcare_service_id])
    for name in PAGES:
        yield "get", reverse(f"weekplans:{name}", args=[asked.pk])
    for name in BUTTONS:
        yield "post", reverse(f"weekplans:{name}", args=[asked.pk])
    yield "post", reverse("weekplans:publish-stand-ins", args=[asked.pk, 0])
    for name in OF_PERSON:
        yield "post", reverse(f"weekplans:{name}", args=[asked.pk, episode.pk])
    for method in ("get", "post"):
        yield method, reverse("weekplans:person", args=[asked.pk, episode.pk])


def answers(client, asked, episode):
    return {
        (method, address): getattr(client, method)(address, {"edition": asked.edition}).status_code
        for method, address in addresses(asked, episode)
    }


def test_a_counselor_may_do_none_of_it(program, client):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    client.force_login(make_counselor(program.organization).user)
    assert {*answers(client, asked, episode).values()} == {HTTPStatus.FORBIDDEN}
    assert asked.refreshed().edition == asked.edition


def test_another_organization_s_proposal_does_not_exist(program, client):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    elsewhere = make_organization()
    make_service(elsewhere)
    client.force_login(make_counselor(elsewhere, Role.CLINICAL_SUPERVISOR).user)
    assert {*answers(client, asked, episode).values()} == {HTTPStatus.NOT_FOUND}
    assert asked.refreshed().edition == asked.edition


def test_a_button_s_address_is_not_read_and_a_page_s_not_written(program, client, supervisor):  # noqa: ARG001
    episode = program.client()
    asked = propose(program, {})
    other = {"get": "post", "post": "get"}
    for method, address in addresses(asked, episode):
        if not address.endswith(f"clients/{episode.pk}/"):
            status = getattr(client, other[method])(address).status_code
            assert status == HTTPStatus.METHOD_NOT_ALLOWED


def test_nobody_s_name_is_in_an_address_or_a_cookie(program, post, client):
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    family_name = episode.patient.family_name
    responses = [
        post("pin", asked.pk, episode.pk, edition=asked.edition, pinned="yes"),
        post("keep", asked.pk, episode.pk, edition=asked.edition + 1),
        post("publish", asked.pk, edition=0),
    ]
    for response in responses:
        assert family_name not in response.url
        assert family_name not in str(response.cookies)
    assert family_name not in str(client.cookies)


# Statements


def test_every_page_asks_as_often_for_twenty_as_for_two(program, get):
    one, other = (
        program.group(day, capacity=12, start_time=program.groups[0].start_time) for day in (4, 5)
    )
    make_room(program.organization)

    def counted(number):
        people = [program.client(one) for _ in range(number)]
        proposal = propose(program, dict.fromkeys(people, in_groups(program.groups[0])))
        absence = found(program, not_held=(not_held(one),))
        counts = [
            statements_of(get, "desk"),
            statements_of(get, "proposal", proposal.pk),
            statements_of(get, "person", proposal.pk, people[0].pk),
            statements_of(get, "proposal", absence.pk),
        ]
        for each in (proposal, absence):
            with writing_for(program.organization.pk):
                WeekProposal.objects.filter(pk=each.pk).update(status="cancelled")
        return counts

    assert other
    assert counted(2) == counted(18)


def test_a_published_week_is_shown(program, get):
    make_session(program.service, start=NOW)
    episode = program.client()
    asked = propose(program, {episode: in_groups(program.groups[0])})
    publish(program, asked, episode)
    assert get("proposal", asked.pk).context["is_published"]
