"""The pages of stays, through the whole stack."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_counselor, make_membership, make_practitioner
from tests.factories.admissions import add_stretch, make_episode, make_waiting
from tests.factories.inquiries import make_inquiry
from tests.factories.patients import make_patient
from tests.factories.tenancy import make_organization, make_service
from tests.guards import no_inline_script
from tests.journey.admissions.conftest import NOW, TODAY, episodes_of, history_of
from wayhome.journey.admissions.codes import ENDINGS, EpisodeStatus, Move
from wayhome.journey.inquiries.codes import ForWhom, InquiryStage
from wayhome.shared.accounts.codes import Role

pytestmark = pytest.mark.django_db

DAY = TODAY.isoformat()


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def patient(desk):
    return make_patient(desk.organization, preferred_name="Annie")


@pytest.fixture
def member(desk, client):
    membership = make_counselor(desk.organization, Role.FRONT_DESK)
    client.force_login(membership.user)
    return membership


@pytest.fixture
def open_page(client, member):
    """Return a function that gets a page as the front desk and checks it for inline script."""
    del member

    def get(name, *args, **query):
        response = client.get(reverse(url_of(name), args=args), query)
        no_inline_script(response.text)
        return response

    return get


@pytest.fixture
def send(client, member):
    """Return a function that sends a form as the front desk."""
    del member

    def post(name, pk, **given):
        return client.post(reverse(url_of(name), args=[pk]), given)

    return post


def url_of(name):
    """Return the name of a page's address; a later room has those that end a stay."""
    return f"{'scheduling' if name in ENDINGS else 'admissions'}:{name}"


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def count_statements(call):
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


@pytest.mark.parametrize("name", ["census", "waitlist", "own-caseload"])
def test_an_empty_list_says_what_will_be_there(open_page, name):
    text = open_page(name).text
    assert {
        "census": "Nobody is in care here yet",
        "waitlist": "Nobody waits",
        "own-caseload": "Nobody yet",
    }[name] in text


def test_the_census_lists_who_is_in_care(open_page, desk, patient):
    counselor = make_practitioner(desk.organization)
    make_episode(desk.organization, patient=patient, care_manager_id=counselor.pk)
    make_episode(desk.organization, status=EpisodeStatus.ONHOLD)
    text = open_page("census").text
    for words in ("Annie Rios", "Nadia Ortiz", "In care", "On hold", "2 people", "nobody yet"):
        assert words in text


def test_a_list_is_of_the_program_that_is_asked_for(open_page, desk, patient):
    make_episode(desk.organization, patient=patient, service=desk.service)
    other = make_service(desk.organization)
    assert "Annie Rios" in open_page("census", service=desk.service.pk).text
    assert "Annie Rios" not in open_page("census", service=other.pk).text
    assert "Annie Rios" in open_page("census", service="nonsense").text


def test_the_waiting_list_offers_to_admit(open_page, desk, patient):
    waiting = make_waiting(desk.organization, patient=patient)
    text = open_page("waitlist").text
    assert "Mon, Mar 2" in text
    assert reverse("admissions:admit-waiting", args=[waiting.pk]) in text


def test_the_waiting_list_offers_a_counselor_nothing_to_do(client, desk, patient):
    client.force_login(make_counselor(desk.organization).user)
    waiting = make_waiting(desk.organization, patient=patient)
    text = client.get(reverse("admissions:waitlist")).text
    assert "Annie Rios" in text
    assert reverse("admissions:admit-waiting", args=[waiting.pk]) not in text


def test_one_s_own_caseload_comes_first_and_others_can_be_looked_at(open_page, desk, member):
    other = make_practitioner(desk.organization, given_name="Omar", family_name="Haddad")
    mine = make_patient(desk.organization, given_name="Mine")
    theirs = make_patient(desk.organization, given_name="Theirs")
    make_episode(desk.organization, patient=mine, care_manager_id=member.practitioner_id)
    make_episode(desk.organization, patient=theirs, care_manager_id=other.pk)
    own, others = open_page("own-caseload").text, open_page("caseload", other.pk).text
    assert "Mine Rios" in own
    assert "Theirs Rios" not in own
    assert "Theirs Rios" in others
    assert "Caseload of Omar Haddad" in others


def test_who_treats_nobody_chooses_a_counselor(client, desk):
    client.force_login(make_membership(desk.organization, Role.FRONT_DESK).user)
    assert "Choose a counselor" in client.get(reverse("admissions:own-caseload")).text


def test_only_those_who_may_treat_are_offered_as_counselors(open_page, desk):
    front = make_practitioner(desk.organization, given_name="Pat", family_name="Quinn")
    make_membership(desk.organization, Role.FRONT_DESK, practitioner_id=front.pk)
    make_practitioner(desk.organization, given_name="Omar", family_name="Haddad")
    for page in (
        open_page("own-caseload"),
        open_page("admit-patient", make_patient(desk.organization).pk),
    ):
        assert "Omar Haddad" in page.text
        assert "Pat Quinn" not in page.text


def test_both_stays_of_a_return_are_shown_in_order(open_page, desk, patient):
    make_episode(
        desk.organization,
        patient=patient,
        service=(old := make_service(desk.organization, name="Day IOP")),
        status=EpisodeStatus.FINISHED,
    )
    make_episode(desk.organization, patient=patient, service=desk.service, since=TODAY)
    text = open_page("stays", patient.pk).text
    assert text.index(old.name) < text.index(desk.service.name)
    assert "Completed treatment" in text


def test_someone_without_a_stay_can_be_admitted(open_page, patient):
    text = open_page("stays", patient.pk).text
    assert "No stay yet" in text
    assert reverse("admissions:admit-patient", args=[patient.pk]) in text


def test_a_stay_tells_its_history_and_what_is_missing(open_page, desk, patient):
    episode = make_episode(
        desk.organization, patient=patient, service=desk.service, weekly_target_minutes=390
    )
    make_episode(desk.organization, patient=patient, status=EpisodeStatus.FINISHED)
    add_stretch(episode, status="onhold", start_date=TODAY, reason="In hospital")
    text = open_page("episode", episode.pk).text
    for words in ("Still missing", "An emergency contact", "In hospital", "6.5, agreed", "Week 2"):
        assert words in text
    assert reverse("admissions:change-episode", args=[episode.pk]) in text


@pytest.mark.parametrize("status", [EpisodeStatus.ACTIVE, EpisodeStatus.WAITLIST])
def test_a_stay_without_a_stretch_can_be_read_and_moved(open_page, send, desk, patient, status):
    one = make_episode(desk.organization, patient=patient, status=status, history=False)
    make_episode(desk.organization, patient=patient)
    pages = [("stays", patient.pk), ("episode", one.pk), ("change-episode", one.pk), ("waitlist",)]
    for page in pages:
        assert open_page(*page).status_code == 200
    assert send(Move.CHANGE, one.pk, edition=1, weekly_hours="6.5").status_code == 302


def test_what_is_over_lacks_nothing(open_page, desk, patient):
    episode = make_episode(desk.organization, patient=patient, status=EpisodeStatus.FINISHED)
    text = open_page("episode", episode.pk).text
    assert "Still missing" not in text
    assert "Completed treatment" in text


def test_a_counselor_reads_a_stay_and_supplies_what_they_may(client, desk, patient):
    client.force_login(make_counselor(desk.organization).user)
    episode = make_episode(desk.organization, patient=patient)
    text = client.get(reverse("admissions:episode", args=[episode.pk])).text
    assert reverse("placement:record-placement", args=[patient.pk]) in text
    assert reverse("scheduling:discharge-patient", args=[episode.pk]) not in text
    assert reverse("admissions:change-episode", args=[episode.pk]) not in text


MOVES = [
    (EpisodeStatus.WAITLIST, Move.ADMIT, {"day": DAY}, "active"),
    (EpisodeStatus.WAITLIST, Move.CANCEL_WAIT, {"day": DAY, "reason": "Elsewhere"}, "cancelled"),
    (EpisodeStatus.ACTIVE, Move.PUT_ON_HOLD, {"day": DAY, "reason": "Ill"}, "onhold"),
    (EpisodeStatus.ONHOLD, Move.RESUME, {"day": DAY}, "active"),
    (EpisodeStatus.ACTIVE, Move.DISCHARGE, {"day": DAY, "discharge_reason": "1"}, "finished"),
    (EpisodeStatus.ACTIVE, Move.CHANGE, {"weekly_hours": "6.5"}, "active"),
    (EpisodeStatus.ACTIVE, Move.ENTER_IN_ERROR, {"reason": "Wrong record"}, "entered-in-error"),
]


@pytest.mark.parametrize("case", MOVES, ids=[case[1] for case in MOVES])
def test_each_move_has_a_form_that_does_it(open_page, send, desk, case):
    status, move, given, after = case
    episode = make_episode(desk.organization, service=desk.service, status=status)
    assert open_page(move, episode.pk).status_code == 200
    response = send(move, episode.pk, edition=1, **given)
    assert response.status_code == 302, response.context["form"].errors
    assert response.url == reverse("admissions:episode", args=[episode.pk])
    assert said(response)
    assert [each.status for each in episodes_of(desk.by)] == [after]


def test_hours_of_one_s_own_are_kept_in_minutes_and_shown_in_hours(open_page, send, desk):
    episode = make_episode(desk.organization)
    send(Move.CHANGE, episode.pk, edition=1, weekly_hours="6.5")
    assert episodes_of(desk.by)[0].weekly_target_minutes == 390
    assert 'value="6.5"' in open_page(Move.CHANGE, episode.pk).text


def test_a_transfer_leads_to_the_stay_that_goes_on(open_page, send, desk):
    episode = make_episode(desk.organization, service=desk.service)
    target = make_service(desk.organization, level_of_care="2.5")
    page = open_page(Move.TRANSFER_LEVEL, episode.pk)
    assert target.name in page.text
    assert page.context["form"]["level_of_care"].value() is None
    response = send(
        Move.TRANSFER_LEVEL, episode.pk, edition=1, day=DAY, healthcare_service=target.pk
    )
    following = next(each for each in episodes_of(desk.by) if each.pk != episode.pk)
    assert response.url == reverse("admissions:episode", args=[following.pk])
    assert following.level_of_care == "2.5"


def test_a_refused_move_keeps_what_was_typed_and_says_why_beside_the_field(send, desk):
    episode = make_episode(desk.organization, since=TODAY)
    response = send(
        Move.PUT_ON_HOLD, episode.pk, edition=1, day="2026-03-01", reason="Surgery on Monday"
    )
    assert response.status_code == 422
    assert "Surgery on Monday" in response.text
    assert "before the stay&#x27;s last change" in response.text
    assert response.context["form"].errors.keys() == {"day"}


def test_an_incomplete_form_says_what_is_missing(send, desk):
    episode = make_episode(desk.organization)
    response = send(Move.DISCHARGE, episode.pk, edition=1, day="", note="Moved away")
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"day", "discharge_reason"}
    assert "Moved away" in response.text


def test_whoever_is_second_is_told_what_was_saved_and_can_save_again(send, desk):
    counselor = make_practitioner(desk.organization)
    episode = make_episode(desk.organization, edition=2, care_manager_id=counselor.pk)
    sent = {"weekly_hours": "6.5", "care_manager": ""}
    response = send(Move.CHANGE, episode.pk, edition=1, **sent)
    assert response.status_code == 422
    assert "Someone else changed this stay" in response.text
    assert "Nadia Ortiz" in response.text
    assert 'name="edition" value="2"' in response.text
    assert send(Move.CHANGE, episode.pk, edition=2, **sent).status_code == 302


def test_a_form_for_what_can_not_be_done_any_more_says_so(open_page, send, desk):
    episode = make_episode(desk.organization, status=EpisodeStatus.FINISHED)
    assert "this can't be done to it" in open_page(Move.PUT_ON_HOLD, episode.pk).text
    response = send(Move.PUT_ON_HOLD, episode.pk, edition=1, day=DAY, reason="Ill")
    assert response.status_code == 422
    assert "isn&#x27;t in a state that allows this" in response.text


def opening(desk, **given):
    return {"start": "admit", "day": DAY, "healthcare_service": desk.service.pk} | given


def test_someone_known_is_admitted(open_page, send, desk, patient):
    assert "Admit Annie Rios" in open_page("admit-patient", patient.pk).text
    response = send("admit-patient", patient.pk, **opening(desk))
    (episode,) = episodes_of(desk.by)
    assert response.url == reverse("admissions:episode", args=[episode.pk])
    assert (episode.status, episode.admission_date) == ("active", TODAY)


def test_someone_known_is_put_on_the_list(send, desk, patient):
    response = send("admit-patient", patient.pk, **opening(desk, start="wait", day="2026-03-05"))
    assert said(response) == ["On the waiting list."]
    (episode,) = episodes_of(desk.by)
    assert history_of(desk.by, episode)[0][0] == "waitlist"


def test_a_refused_admission_keeps_what_was_chosen(send, desk, patient):
    make_episode(desk.organization, patient=patient, service=desk.service)
    response = send("admit-patient", patient.pk, **opening(desk, level_of_care="2.5"))
    assert response.status_code == 422
    assert "already has an open stay in this program" in response.text
    assert '<option value="2.5" selected>' in response.text


def test_a_page_for_a_merged_record_admits_the_person_that_stands(open_page, send, desk, patient):
    replaced = make_patient(desk.organization, replaced_by_id=patient.pk)
    assert "Admit Annie Rios" in open_page("admit-patient", replaced.pk).text
    send("admit-patient", replaced.pk, **opening(desk))
    assert episodes_of(desk.by)[0].patient_id == patient.pk


def converting(desk, **given):
    person = {
        "given_name": "Ben",
        "family_name": "Taylor",
        "phone": "(518) 555-0147",
        "language": "en",
        "who": "new",
        "seen": "",
    }
    return opening(desk) | person | given


def test_what_the_inquiry_tells_is_filled_in(open_page, desk):
    inquiry = make_inquiry(
        desk.organization,
        healthcare_service_id=desk.service.pk,
        may_leave_message=True,
        reason="Drinks every day",
    )
    response = open_page("admit-inquiry", inquiry.pk)
    for words in ('value="Ben"', 'value="Taylor"', "Drinks every day", "(518) 555-0147"):
        assert words in response.text
    form = response.context["form"]
    assert form["healthcare_service"].value() == desk.service.pk
    assert form["may_leave_message"].value() is True


def test_nothing_is_typed_again_from_inquiry_to_stay(send, desk):
    inquiry = make_inquiry(desk.organization)
    response = send("admit-inquiry", inquiry.pk, **converting(desk))
    assert response.status_code == 302, response.context["form"].errors
    (episode,) = episodes_of(desk.by)
    assert (episode.inquiry_id, episode.status) == (inquiry.pk, "active")


def test_an_inquiry_may_end_on_the_waiting_list(send, desk):
    inquiry = make_inquiry(desk.organization)
    send("admit-inquiry", inquiry.pk, **converting(desk, start="wait"))
    assert [each.status for each in episodes_of(desk.by)] == ["waitlist"]


def test_whoever_may_be_known_is_shown_and_can_be_chosen(open_page, send, desk):
    known = make_patient(desk.organization, given_name="Ben", family_name="Taylor")
    inquiry = make_inquiry(desk.organization)
    text = open_page("admit-inquiry", inquiry.pk).text
    assert "Someone we know already?" in text
    assert f"Ben Taylor, born Mar 14, 1985, record {known.medical_record_number}" in text
    unanswered = send("admit-inquiry", inquiry.pk, **converting(desk, who=""))
    assert unanswered.context["form"].errors.keys() == {"who"}
    send("admit-inquiry", inquiry.pk, **converting(desk, who=known.pk, seen=known.pk))
    assert [each.patient_id for each in episodes_of(desk.by)] == [known.pk]


def test_whoever_turns_up_while_typing_is_shown_before_someone_is_registered(send, desk):
    inquiry = make_inquiry(desk.organization, given_name="", family_name="", phone="")
    known = make_patient(desk.organization, given_name="Ben", family_name="Taylor")
    first = send("admit-inquiry", inquiry.pk, **converting(desk))
    assert first.status_code == 422
    assert first.context["form"].errors.keys() == {"who"}
    assert f'name="seen" value="{known.pk}"' in first.text
    second = send("admit-inquiry", inquiry.pk, **converting(desk, seen=known.pk))
    assert second.status_code == 302
    assert episodes_of(desk.by)[0].patient_id != known.pk


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"phone": "call me"}, "phone"),
        ({"birth_date": "2126-01-01"}, "birth_date"),
        ({"birth_date": "14th of March"}, "birth_date"),
        ({"given_name": "", "family_name": ""}, "given_name"),
        ({"day": "2026-03-11"}, "day"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(send, desk, given, field):
    inquiry = make_inquiry(desk.organization)
    response = send("admit-inquiry", inquiry.pk, **converting(desk, **given))
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert episodes_of(desk.by) == []


def test_a_loved_one_s_inquiry_says_whose_number_it_is(open_page, desk):
    inquiry = make_inquiry(desk.organization, for_whom=ForWhom.LOVED_ONE, caller_name="Rosa Taylor")
    response = open_page("admit-inquiry", inquiry.pk)
    assert "is the caller's, not the client's" in response.text
    assert response.context["form"]["phone"].value() == ""


def test_an_inquiry_that_has_led_to_a_stay_leads_there(open_page, desk, patient):
    inquiry = make_inquiry(desk.organization, stage=InquiryStage.ADMITTED, patient_id=patient.pk)
    text = open_page("admit-inquiry", inquiry.pk).text
    assert reverse("admissions:stays", args=[patient.pk]) in text
    assert '<form method="post" data-keep' not in text


def test_a_closed_inquiry_is_opened_again_first(open_page, desk):
    inquiry = make_inquiry(desk.organization, stage=InquiryStage.CLOSED)
    assert "This inquiry is closed." in open_page("admit-inquiry", inquiry.pk).text


def test_an_inquiry_that_was_closed_meanwhile_is_told_with_what_was_typed(send, desk):
    inquiry = make_inquiry(desk.organization, stage=InquiryStage.CLOSED)
    response = send("admit-inquiry", inquiry.pk, **converting(desk, pronouns="they/them"))
    assert response.status_code == 422
    assert "they/them" in response.text


def every_page(organization):
    """Return (name, pk) of every page that is about someone."""
    episode = make_episode(organization)
    inquiry = make_inquiry(organization)
    pages = [
        ("stays", episode.patient_id),
        ("admit-patient", episode.patient_id),
        ("admit-inquiry", inquiry.pk),
        ("episode", episode.pk),
        ("caseload", make_practitioner(organization).pk),
    ]
    return pages + [(move.value, episode.pk) for move in Move]


def test_another_organization_s_pages_are_not_found(open_page):
    for name, pk in every_page(make_organization()):
        assert open_page(name, pk).status_code == 404, name


def test_the_title_of_the_tab_names_nobody(open_page, desk):
    for name, pk in every_page(desk.organization):
        text = open_page(name, pk).text
        title = text[text.index("<title>") : text.index("</title>")]
        assert "Rios" not in title, name


def test_a_counselor_opens_no_form_that_admits(client, desk, patient):
    client.force_login(make_counselor(desk.organization).user)
    inquiry = make_inquiry(desk.organization)
    for name, pk in [("admit-patient", patient.pk), ("admit-inquiry", inquiry.pk)]:
        assert client.get(reverse(f"admissions:{name}", args=[pk])).status_code == 403


@pytest.mark.parametrize("name", ["census", "waitlist", "own-caseload"])
def test_a_list_takes_as_many_statements_for_twenty_as_for_one(open_page, desk, member, name):
    def add():
        given = {"service": desk.service, "care_manager_id": member.practitioner_id}
        make = make_waiting if name == "waitlist" else make_episode
        make(desk.organization, **given)

    add()
    open_page(name)
    one = count_statements(lambda: open_page(name))
    for _ in range(19):
        add()
    assert count_statements(lambda: open_page(name)) == one


@pytest.mark.parametrize("name", ["stays", "episode"])
def test_a_person_s_page_takes_as_many_statements_for_twenty_stays_as_for_one(
    open_page, desk, patient, name
):
    episode = make_episode(desk.organization, patient=patient)
    pk = patient.pk if name == "stays" else episode.pk
    open_page(name, pk)
    one = count_statements(lambda: open_page(name, pk))
    for _ in range(19):
        make_episode(desk.organization, patient=patient, status=EpisodeStatus.FINISHED)
    assert count_statements(lambda: open_page(name, pk)) == one


def test_a_long_list_has_pages(open_page, desk):
    for _ in range(51):
        make_episode(desk.organization, service=desk.service)
    assert len(open_page("census").context["lines"]) == 50
    assert len(open_page("census", page=2).context["lines"]) == 1
