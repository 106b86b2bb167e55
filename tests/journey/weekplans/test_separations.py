"""Who must not share a group: who may say so and see it, and where it is never shown."""

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_actor
from tests.factories.base import writing_for
from tests.factories.patients import make_patient
from tests.factories.scheduling import NOW
from tests.factories.tenancy import make_organization
from tests.factories.weekplans import make_separation
from wayhome.journey.weekplans import actions, labels, queries
from wayhome.journey.weekplans.codes import SeparationObstacle
from wayhome.journey.weekplans.models import Separation
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.models import AuditEvent


@pytest.fixture
def ana(program):
    return program.person(given_name="Ana", family_name="Rios")


@pytest.fixture
def ben(program):
    return program.person(given_name="Ben", family_name="Turner")


def keep(program, one, other, *, by=None):
    return actions.keep_apart(by or program.by, patient_id=one.pk, other_id=other.pk, now=NOW)


def end(program, pair, *, by=None):
    return actions.end_separation(by or program.by, separation_id=pair.pk, now=NOW)


def pairs(program):
    found = queries.open_pairs(program.by, program.organization.pk, now=NOW)
    return [{person.patient_id for person in pair.people} for pair in found.pairs]


def replace(old, new):
    with writing_for(old.organization_id):
        old.replaced_by = new
        old.save(update_fields=["replaced_by"])


# Actions


def test_two_people_are_kept_apart_whoever_is_named_first(program, ana, ben):
    keep(program, ben, ana)
    pair = Separation.objects.get()
    assert pair.first_id < pair.second_id
    assert (pair.recorded_at, pair.recorded_by_id) == (NOW, program.by.practitioner_id)
    assert pairs(program) == [{ana.pk, ben.pk}]


@pytest.mark.parametrize("swapped", [False, True])
def test_two_people_are_kept_apart_once(program, ana, ben, swapped):
    keep(program, ana, ben)
    with pytest.raises(actions.CannotKeepApartError) as refused:
        keep(program, *((ben, ana) if swapped else (ana, ben)))
    assert refused.value.obstacles == (SeparationObstacle.APART_ALREADY,)


def test_nobody_is_kept_from_themselves_whichever_of_their_records_is_named(program, ana, ben):
    replace(ben, ana)
    for other in (ana, ben):
        with pytest.raises(actions.CannotKeepApartError) as refused:
            keep(program, ana, other)
        assert refused.value.obstacles == (SeparationObstacle.SAME_PERSON,)


def test_what_was_told_of_a_replaced_record_is_told_of_the_person(program, ana, ben):
    cora = program.person()
    keep(program, ana, ben)
    replace(ben, cora)
    assert pairs(program) == [{ana.pk, cora.pk}]
    with pytest.raises(actions.CannotKeepApartError):
        keep(program, cora, ana)


def test_a_pair_told_of_two_records_is_shown_and_ended_as_one(program, ana, ben):
    cora = program.person()
    keep(program, ana, ben)
    pair = keep(program, ana, cora)
    replace(ben, cora)
    assert pairs(program) == [{ana.pk, cora.pk}]
    assert len(end(program, pair)) == 2
    assert pairs(program) == []


def test_two_records_that_turn_out_to_be_one_persons_are_no_pair(program, ana, ben):
    pair = keep(program, ana, ben)
    replace(ben, ana)
    assert pairs(program) == []
    with pytest.raises(actions.CannotEndSeparationError):
        end(program, pair)


def test_a_pair_is_ended_once_and_may_be_kept_apart_again(program, ana, ben):
    pair = keep(program, ana, ben)
    end(program, pair)
    assert pair.refreshed().ended_at == NOW
    with pytest.raises(actions.CannotEndSeparationError) as refused:
        end(program, pair)
    assert refused.value.obstacles == (SeparationObstacle.ALREADY_ENDED,)
    keep(program, ana, ben)
    assert pairs(program) == [{ana.pk, ben.pk}]


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.FRONT_DESK, Role.CLIENT])
def test_only_supervisors_and_directors_keep_apart_end_and_see(program, ana, ben, role):
    other = make_actor(program.organization, role)
    pair = keep(program, ana, ben)
    with pytest.raises(NotPermittedError):
        actions.keep_apart(other, patient_id=ana.pk, other_id=ben.pk, now=NOW)
    with pytest.raises(NotPermittedError):
        actions.end_separation(other, separation_id=pair.pk, now=NOW)
    with pytest.raises(NotPermittedError):
        queries.open_pairs(other, program.organization.pk, now=NOW)
    with pytest.raises(NotPermittedError):
        queries.people_who_may_be_meant(other, "Rios")


def test_another_organizations_people_and_pairs_arent_found(program, ana):
    elsewhere = make_organization()
    one, other = make_patient(elsewhere), make_patient(elsewhere)
    pair = make_separation(one, other)
    with pytest.raises(ObjectDoesNotExist):
        keep(program, ana, one)
    with pytest.raises(ObjectDoesNotExist):
        end(program, pair)
    assert pairs(program) == []


# Tables


@pytest.mark.parametrize(
    "given", [{"status": "draft"}, {"swapped": True}, {"same": True}, {"twice": True}]
)
def test_the_table_holds_no_pair_that_means_nothing(program, ana, ben, given):
    given = dict(given)
    first, second = sorted([ana.pk, ben.pk])
    if given.pop("swapped", False):
        first, second = second, first
    if given.pop("same", False):
        second = first
    if given.pop("twice", False):
        make_separation(ana, ben)
    with pytest.raises(IntegrityError), writing_for(program.organization.pk):
        Separation(
            organization_id=program.organization.pk,
            first_id=first,
            second_id=second,
            recorded_at=NOW,
            **given,
        ).save(force_insert=True)


def test_every_obstacle_has_a_sentence():
    assert labels.SEPARATION_OBSTACLES.keys() == {*SeparationObstacle}


# Pages


def test_whoever_opens_the_pairs_is_on_record_and_in_nobodys_own_record(program, ana, ben):
    keep(program, ana, ben)
    pairs(program)
    events = AuditEvent.objects.filter(
        organization_id=program.organization.pk, action__startswith="weekplans."
    )
    event = events.get(action="weekplans.open_pairs")
    assert (event.entity_type, event.entity_id) == ("Organization", program.organization.pk)
    assert {each.patient_id for each in events} == {None}


def test_an_empty_page_says_what_will_be_there(visit):
    assert "Nobody is kept apart" in visit("apart").text


def test_two_people_are_looked_for_and_kept_apart(program, visit, ana, ben):
    typed = {"first_text": "Rios", "second_text": "Turner"}
    found = visit("apart", data=typed).text
    assert "Ana Rios · Mar 14, 1985" in found
    assert "Ben Turner" in found
    assert found.count("checked") == 2  # one was found for each
    chosen = typed | {"first": str(ana.pk), "second": str(ben.pk)}
    response = visit("keep-apart", data=chosen, status=302)
    assert response.url == reverse("weekplans:apart")
    text = visit("apart").text
    assert "Ana Rios" in text
    assert "said by Nadia Ortiz" in text
    assert pairs(program) == [{ana.pk, ben.pk}]


def test_who_was_chosen_stays_chosen_when_they_are_looked_for_again(program, visit, ana, ben):
    program.person(given_name="Anna", family_name="Rios")
    typed = {"first_text": "Rios", "second_text": "Turner", "first": str(ana.pk)}
    form = visit("apart", data=typed).context["form"]
    assert (form["first"].value(), form["second"].value()) == (str(ana.pk), str(ben.pk))
    gone = visit("apart", data=typed | {"first_text": "Anna", "first": str(ben.pk)})
    assert gone.context["form"]["first"].value() != str(ben.pk)


def test_who_isnt_found_is_told_beside_what_was_typed(visit, ana):
    del ana
    response = visit("apart", data={"first_text": "Rios", "second_text": "Zzyzx"}, status=422)
    assert "Nobody was found under that" in str(response.context["form"].errors["second_text"])
    assert 'value="Rios"' in response.text
    assert "Keep these two apart" not in response.text


def test_both_have_to_be_looked_for(visit):
    assert "required" in visit("apart", data={"first_text": "", "second_text": ""}, status=422).text


def test_both_have_to_be_chosen_of_those_found(program, visit, ana, ben):
    program.person(given_name="Anna", family_name="Rios")
    typed = {"first_text": "Rios", "second_text": "Turner", "second": str(ben.pk)}
    response = visit("keep-apart", data=typed, status=422)
    assert response.context["form"].errors.keys() == {"first"}
    response = visit("keep-apart", data=typed | {"first": str(uuid4())}, status=422)
    assert response.context["form"].errors.keys() == {"first"}
    assert pairs(program) == []
    del ana


def test_why_two_cant_be_kept_apart_is_told(program, visit, ana, ben):
    keep(program, ana, ben)
    chosen = {
        "first_text": "Rios",
        "second_text": "Turner",
        "first": str(ana.pk),
        "second": str(ben.pk),
    }
    assert "are kept apart already" in visit("keep-apart", data=chosen, status=422).text


def test_somebody_without_a_birth_date_is_named_alone(program, visit, ana):
    program.person(given_name="Zoe", family_name="Quill", birth_date=None)
    del ana
    text = visit("apart", data={"first_text": "Quill", "second_text": "Rios"}).text
    assert "Zoe Quill\n" in text or "Zoe Quill<" in text


def test_a_pair_is_ended_by_its_button(program, visit, ana, ben):
    pair = keep(program, ana, ben)
    visit("end-separation", pair.pk, data={"x": "1"}, status=302)
    assert pairs(program) == []
    response = visit("end-separation", pair.pk, data={"x": "1"}, follow=True)
    assert "kept apart any more" in response.text


def test_reloading_the_address_of_a_refused_form_leads_back(visit):
    assert visit("keep-apart", status=302).url == reverse("weekplans:apart")


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.FRONT_DESK])
def test_others_of_the_staff_dont_open_the_page_and_arent_led_there(signed_in, role):
    client = signed_in(role)
    assert client.get(reverse("weekplans:apart")).status_code == 403
    assert reverse("weekplans:apart") not in client.get(reverse("console:today")).text


def test_the_page_takes_as_many_statements_for_many_pairs(program, visit):
    people = [program.person() for _ in range(8)]
    make_separation(*people[:2])

    def statements():
        with CaptureQueriesContext(connection) as asked:
            visit("apart")
        return len(asked)

    statements()
    few = statements()
    for one, other in zip(people[2::2], people[3::2], strict=True):
        make_separation(one, other)
    assert statements() == few
