"""The pages on which a calendar's address is made and stopped, and what strangers get of it."""

import logging
import re
from io import StringIO
from logging.config import dictConfig

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.patients import make_patient
from tests.factories.scheduling import NOW, make_appointment, make_session
from tests.factories.tenancy import make_organization
from tests.guards import no_inline_script
from wayhome.journey.scheduling import rules, views
from wayhome.journey.scheduling.models import CalendarFeed
from wayhome.settings.base import LOGGING
from wayhome.shared.accounts.codes import Role
from wayhome.shared.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

OWN, STAFF = "/my-week/calendar/", "/schedule/calendar/"
ADDRESS = re.compile(r'value="http://testserver(/calendar/[\w-]{64}\.ics)"')


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def ana(program):
    return program.client()


@pytest.fixture
def herself(program, client, ana):
    client.force_login(
        make_membership(program.organization, Role.CLIENT, patient_id=ana.patient_id).user
    )
    return client


@pytest.fixture
def phone():
    """Return a calendar: nobody is signed in there."""
    return Client()


@pytest.fixture
def said():
    """Return what the site's own log says."""
    _configure()
    handler = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    text = StringIO()
    handler.setStream(text)
    yield text
    _configure()


def _configure():
    dictConfig({**LOGGING, "disable_existing_loggers": False})


def made_at(client, page=OWN):
    text = client.post(page).text
    no_inline_script(text)
    return ADDRESS.search(text)[1]


def test_a_client_makes_an_address_which_is_shown_once(herself, phone):
    text = herself.get(OWN).text
    no_inline_script(text)
    assert "You have no address yet" in text
    assert "Whoever has the address can see when you have appointments" in text
    address = made_at(herself)
    text = herself.get(OWN).text
    assert "No calendar has asked for it yet." in text
    assert address not in text
    assert phone.get(address).status_code == 200
    assert "A calendar last asked for it: Today." in herself.get(OWN).text


def test_the_link_opens_the_calendar_of_the_device(herself):
    text = herself.post(OWN).text
    address = ADDRESS.search(text)[1]
    assert f'href="webcal://testserver{address}"' in text


def test_an_address_is_stopped_after_a_question(herself, phone):
    address = made_at(herself)
    assert "Stop this address?" in herself.get(f"{OWN}stop/").text
    assert phone.get(address).status_code == 200
    answer = herself.post(f"{OWN}stop/", follow=True)
    assert "Stopped. No calendar gets anything from that address any more." in answer.text
    assert "You have no address yet" in answer.text
    assert phone.get(address).status_code == 404


@pytest.mark.parametrize("page", [OWN, STAFF])
def test_where_nothing_can_be_stopped_nothing_is_asked(program, client, ana, page):
    roles = {
        OWN: {"patient_id": ana.patient_id},
        STAFF: {"practitioner_id": program.facilitator.pk},
    }
    role = {OWN: Role.CLIENT, STAFF: Role.COUNSELOR}[page]
    client.force_login(make_membership(program.organization, role, **roles[page]).user)
    assert client.get(f"{page}stop/").url == page


def test_staff_make_and_stop_an_address_from_their_own_week(supervisor, client, program, phone):
    make_session(program.service, facilitator_id=supervisor.practitioner_id)
    week = client.get("/schedule/week/", follow=True)
    assert f'href="{STAFF}"' in week.text
    assert "You have no address yet" in client.get(STAFF).text
    address = made_at(client, STAFF)
    assert "BEGIN:VEVENT" in phone.get(address).text
    assert "An address is in use" in client.get(STAFF).text
    assert "Stop this address?" in client.get(f"{STAFF}stop/").text
    assert client.post(f"{STAFF}stop/").url == STAFF
    assert phone.get(address).status_code == 404


def test_a_colleague_s_week_leads_to_no_calendar_feed(supervisor, client, program):
    del supervisor
    other = make_counselor(program.organization).practitioner_id
    text = client.get(f"/schedule/week/facilitators/{other}/").text
    assert STAFF not in text


def test_my_week_leads_to_the_calendar(herself):
    assert f'href="{OWN}"' in herself.get("/my-week/").text


@pytest.mark.parametrize("page", [OWN, f"{OWN}stop/"])
def test_staff_have_no_page_of_a_client(supervisor, client, page):
    del supervisor
    assert client.get(page).status_code == 403


def test_whoever_leads_nothing_has_no_calendar_feed(program, client):
    client.force_login(make_membership(program.organization, Role.FRONT_DESK).user)
    assert client.get(STAFF).status_code == 404


TELLING = {
    "title": "Ortega Relapse Prevention",
    "join_url": "https://video.example.org/alcohol",
}


def test_the_text_says_nothing_of_treatment_of_people_or_of_places(program, client, ana):
    member = make_counselor(program.organization, given_name="Nadia", family_name="Quill")
    session = make_session(
        program.service, facilitator_id=member.practitioner_id, room_id=program.room.pk, **TELLING
    )
    make_appointment(session, ana)
    staff, clients = Client(), Client()
    staff.force_login(member.user)
    clients.force_login(
        make_membership(program.organization, Role.CLIENT, patient_id=ana.patient_id).user
    )
    secret = [
        *TELLING.values(),
        program.service.name,
        program.room.name,
        program.organization.name,
        *("Nadia", "Quill", "Ana", "Rios", "cbt", str(session.pk), str(ana.patient_id)),
    ]
    for someone, page in ((staff, STAFF), (clients, OWN)):
        text = client.get(made_at(someone, page)).text
        assert "SUMMARY:Appointment\r\n" in text
        assert "DESCRIPTION:Sign in to see more: http://testserver/\r\n" in text
        assert [each for each in secret if each.lower() in text.lower()] == []
        names = {line.partition(":")[0] for line in text.split("\r\n")}
        assert not names & {"LOCATION", "ORGANIZER", "ATTENDEE", "URL", "CATEGORIES"}


def test_a_spanish_speaking_client_has_appointments_in_spanish(program, client, phone):
    patient = make_patient(program.organization, language="es")
    episode = program.client(patient=patient)
    make_appointment(make_session(program.service), episode)
    client.force_login(
        make_membership(program.organization, Role.CLIENT, patient_id=patient.pk).user
    )
    text = phone.get(made_at(client), headers={"accept-language": "en"}).text
    assert "SUMMARY:Cita\r\n" in text
    assert "X-WR-CALNAME:Citas\r\n" in text
    assert "DESCRIPTION:Entre para ver más: http://testserver/\r\n" in text


def test_a_language_that_has_no_pages_is_answered_in_english(program, client, phone):
    patient = make_patient(program.organization, language="vi")
    client.force_login(
        make_membership(program.organization, Role.CLIENT, patient_id=patient.pk).user
    )
    text = phone.get(made_at(client), headers={"accept-language": "es"}).text
    assert "X-WR-CALNAME:Appointments\r\n" in text


def test_no_answer_is_kept_listed_or_passed_on(herself, phone):
    for path in (made_at(herself), f"/calendar/{'A' * 64}.ics", "/calendar/x.ics"):
        answer = phone.get(path)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
    assert phone.get(made_at(herself)).headers["Content-Type"] == "text/calendar; charset=utf-8"


def test_what_never_was_and_what_was_stopped_look_the_same(program, herself, phone):
    stopped, here = made_at(herself), program.organization.pk
    herself.post(f"{OWN}stop/")
    paths = [
        stopped,
        f"/calendar/{rules.token_of(here, bytes(32))}.ics",
        f"/calendar/{rules.token_of(make_organization().pk, bytes(32))}.ics",
        f"/calendar/{'A' * 64}.ics",
        "/calendar/x.ics",
        "/calendar/%C3%A9%F0%9F%99%82%00.ics",
    ]
    answers = [phone.get(path) for path in paths]
    seen = {(each.status_code, each.text, str(sorted(each.headers.items()))) for each in answers}
    assert len(seen) == 1
    assert answers[0].status_code == 404


def test_an_address_can_only_be_read(herself, phone):
    address = made_at(herself)
    assert phone.head(address).status_code == 200
    assert phone.post(address).status_code == 405
    assert phone.get(address).status_code == 200


def test_who_is_signed_in_there_has_no_part_in_it(herself):
    address, elsewhere = made_at(herself), Client()
    elsewhere.force_login(make_counselor(make_organization()).user)
    assert elsewhere.get(address).text == Client().get(address).text


def test_a_phone_that_asks_all_day_writes_once(program, herself, phone, time_machine):
    address = made_at(herself)
    for minute in range(5):
        time_machine.move_to(NOW.replace(minute=minute), tick=False)
        phone.get(address)
    with CaptureQueriesContext(connection) as asked:
        phone.get(address)
    assert [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE"))] == []
    events = AuditEvent.objects.filter(
        organization_id=program.organization.pk, action="scheduling.read_feed"
    )
    assert len(events) == 1


def test_the_secret_is_in_no_log_no_trail_and_no_error_page(
    program, herself, phone, said, monkeypatch
):
    address = made_at(herself)
    token = address.removeprefix("/calendar/").removesuffix(".ics")

    def broken(*_args, **_given):
        raise ValueError(address)

    phone.raise_request_exception = False
    answers = [phone.get(address), phone.post(address), phone.get(f"{address}x")]
    herself.post(f"{OWN}stop/")
    answers.append(phone.get(address))
    answers.append(phone.get(address, headers={"host": "elsewhere"}))
    monkeypatch.setattr(views.feeds.queries, "read_feed", broken)
    answers.append(phone.get(address))
    assert [each.status_code for each in answers] == [200, 405, 404, 404, 400, 500]
    assert [each for each in answers if token in each.text] == []
    assert "Internal Server Error: /calendar/…" in said.getvalue()
    assert "Not Found: /calendar/…" in said.getvalue()
    assert token not in said.getvalue()
    events = AuditEvent.objects.filter(organization_id=program.organization.pk)
    assert [each for each in events.values() if token in str(each)] == []
    (row,) = CalendarFeed.objects.all()
    assert token not in str(vars(row))
