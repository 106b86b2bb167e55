"""Whom a weekly group is for, what it needs, and what its room has."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse

from tests.factories.accounts import make_actor, make_counselor
from tests.factories.scheduling import NOW, make_series
from tests.factories.tenancy import make_room
from wayhome.journey.scheduling import actions, rules
from wayhome.journey.scheduling.codes import (
    EditScope,
    Enrollment,
    GroupGender,
    PlanningObstacle,
)
from wayhome.journey.scheduling.models import GroupSeries, GroupSession
from wayhome.journey.scheduling.rules import GroupProfile
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError

WOMEN = GroupProfile(
    target_size=8,
    language="es",
    gender=GroupGender.FEMALE,
    phases=(1, 2),
    enrollment=Enrollment.CLOSED,
    room_features=("step-free",),
)


@pytest.fixture
def room(program):
    return make_room(program.organization, features=["kitchen", "step-free"])


@pytest.mark.parametrize(
    ("profile", "features", "expected"),
    [
        (GroupProfile(), [], ()),
        (GroupProfile(target_size=10), [], ()),
        (GroupProfile(target_size=11), [], (PlanningObstacle.TARGET_OUT_OF_RANGE,)),
        (GroupProfile(target_size=0), [], (PlanningObstacle.TARGET_OUT_OF_RANGE,)),
        (WOMEN, ["step-free"], ()),
        (WOMEN, ["kitchen"], (PlanningObstacle.ROOM_LACKS_FEATURE,)),
        (WOMEN, None, ()),
    ],
)
def test_what_stands_in_the_way_of_a_profile(profile, features, expected):
    found = rules.obstacles_to_profile(profile, capacity=10, features_of_room=features)
    assert found == expected


def test_a_group_is_for_everyone_unless_it_says_otherwise(program):
    series = program.plan()
    assert (series.target_size, series.language, series.gender) == (None, "en", "")
    assert (series.phases, series.enrollment, series.room_features) == ([], "rolling", [])


def test_a_group_is_planned_for_whom_it_is(program, room):
    series = program.plan(profile=WOMEN, room_id=room.pk)
    assert (series.target_size, series.language, series.gender) == (8, "es", "female")
    assert (series.phases, series.enrollment) == ([1, 2], "closed")
    assert series.room_features == ["step-free"]


def test_a_group_is_not_planned_in_a_room_that_lacks_what_it_needs(program):
    with pytest.raises(actions.CannotPlanSeriesError) as refused:
        program.plan(profile=WOMEN)
    assert refused.value.obstacles == (PlanningObstacle.ROOM_LACKS_FEATURE,)
    assert not GroupSession.objects.exists()


def test_a_group_s_profile_changes_and_another_s_change_isn_t_lost(program, room):
    series = program.plan(room_id=room.pk)
    changed = actions.change_group_profile(
        program.by, series_id=series.pk, profile=WOMEN, edition=1
    )
    assert (changed.gender, changed.edition) == ("female", 2)
    with pytest.raises(actions.CannotChangeGroupProfileError) as refused:
        actions.change_group_profile(
            program.by, series_id=series.pk, profile=GroupProfile(), edition=1
        )
    assert refused.value.obstacles == (PlanningObstacle.CHANGED_MEANWHILE,)


def test_a_profile_that_can_not_be_is_refused(program):
    series = program.plan()
    with pytest.raises(actions.CannotChangeGroupProfileError):
        actions.change_group_profile(program.by, series_id=series.pk, profile=WOMEN, edition=1)


def test_change_group_profile_is_denied_to_who_may_only_look(program, acting):
    series = program.plan()
    counselor = make_actor(program.organization)
    with acting(counselor), pytest.raises(NotPermittedError):
        actions.change_group_profile(
            counselor, series_id=series.pk, profile=GroupProfile(), edition=1
        )


def test_a_group_that_loses_seats_has_no_larger_size_than_seats(program):
    series = program.plan(profile=GroupProfile(target_size=9))
    session = GroupSession.objects.filter(series=series.pk).order_by("period_start").first()
    actions.change_session(
        program.by,
        session_id=session.pk,
        edition=1,
        series_edition=1,
        scope=EditScope.FROM_NOW_ON,
        capacity=6,
        now=NOW,
    )
    assert GroupSeries.objects.get().target_size == 6


@pytest.mark.parametrize(
    "wrong",
    [
        {"target_size": 11},
        {"target_size": 0},
        {"gender": "women"},
        {"enrollment": "maybe"},
        {"phases": [9]},
        {"room_features": ["pool"]},
    ],
)
def test_the_table_itself_holds_what_a_group_may_be(program, wrong):
    with pytest.raises(IntegrityError):
        make_series(program.service, **wrong)


@pytest.fixture
def supervisor(program, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(make_counselor(program.organization, Role.CLINICAL_SUPERVISOR).user)
    return client


SENT = {
    "edition": "1",
    "target_size": "8",
    "language": "es",
    "gender": "female",
    "enrollment": "closed",
    "phases": ["1", "2"],
    "room_features": ["step-free"],
}


def test_the_page_changes_whom_a_group_is_for_and_the_group_s_page_says_it(supervisor, program):
    series = make_series(
        program.service, room_id=make_room(program.organization, features=["step-free"]).pk
    )
    page = reverse("scheduling:change-profile", args=[series.pk])
    assert "Whom the group is for" in supervisor.get(page).text
    answer = supervisor.post(page, SENT, follow=True)
    for words in ("Saved. Whoever is on the roster stays there.", "Women · Spanish · phase 1, 2"):
        assert words in answer.text
    assert "Nobody joins once it has started" in answer.text
    assert "Step-free way in" in answer.text


def test_a_page_that_is_refused_says_why_and_keeps_what_was_ticked(supervisor, program):
    series = make_series(program.service)
    page = reverse("scheduling:change-profile", args=[series.pk])
    answer = supervisor.post(page, SENT)
    assert answer.status_code == 422
    assert "The room lacks something that the group needs." in answer.text
    checked = re.findall(
        r'<input type="checkbox" name="phases" value="(.)"[^>]* checked', answer.text
    )
    assert checked == ["1", "2"]
    stale = supervisor.post(page, SENT | {"edition": "0", "room_features": []})
    assert "Saved now: usual size 10; Everyone; English" in stale.text
    assert '<input type="hidden" name="edition" value="1"' in stale.text


def test_a_group_is_planned_on_the_page_for_whom_it_is(supervisor, program):
    room = make_room(program.organization, features=["step-free"])
    sent = SENT | {
        "healthcare_service": str(program.service.pk),
        "service_type": "cbt",
        "title": "Mujeres",
        "weekday": "1",
        "start_time": "17:30",
        "duration_minutes": "90",
        "facilitator": str(program.facilitator.pk),
        "modality": "on-site",
        "room": str(room.pk),
        "capacity": "10",
        "first_day": str(NOW.date()),
    }
    assert supervisor.post(reverse("scheduling:plan-group"), sent).status_code == 302
    assert GroupSeries.objects.get().gender == "female"
