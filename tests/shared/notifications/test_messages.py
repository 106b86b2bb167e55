"""Messages: queued with the rest, sent once, retried, and never saying who is treated for what."""

from datetime import UTC, datetime
from io import StringIO
from smtplib import SMTPRecipientsRefused
from types import SimpleNamespace
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import translation
from django.utils.functional import lazy

from tests.factories.accounts import make_actor, make_membership, make_user
from tests.factories.tenancy import make_organization
from wayhome.shared.accounts import queries as accounts_queries
from wayhome.shared.accounts import system
from wayhome.shared.accounts.codes import Role
from wayhome.shared.accounts.models import Membership
from wayhome.shared.audit.actor import NotPermittedError
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.core.context import acting_as
from wayhome.shared.notifications import actions, queries, tasks
from wayhome.shared.notifications.codes import MessageObstacle, MessageStatus, MessageTemplate
from wayhome.shared.notifications.labels import WORDS, Words
from wayhome.shared.notifications.models import Message
from wayhome.shared.tenancy.models import Organization

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
SEND_MAIL = "wayhome.shared.notifications.actions.EmailMessage.send"


@pytest.fixture
def worker():
    return system.worker(make_organization().pk)


def queue(by, **given):
    given = {
        "recipient": "ana@example.org",
        "template": MessageTemplate.SOMETHING_NEW,
        "language": "en",
        "now": NOW,
    } | given
    return actions.queue_message(by, **given)


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def run(message, *, attempts=0):
    context = SimpleNamespace(job=SimpleNamespace(attempts=attempts))
    tasks.send_message(context, str(message.organization_id), str(message.pk))


def test_a_queued_message_waits_with_a_job_that_holds_ids_alone(worker):
    message = queue(worker)
    arguments = f'{{"message_id": "{message.pk}", "organization_id": "{worker.organization_id}"}}'
    assert [(name, str(args).replace("'", '"')) for name, args in jobs()] == [
        ("notifications.send_message", arguments)
    ]


def test_a_message_and_its_job_go_with_the_transaction_that_asked_for_them(worker):
    with transaction.atomic():
        queue(worker)
        transaction.set_rollback(True)
    assert jobs() == []


@pytest.mark.parametrize(
    ("given", "obstacle"),
    [
        ({"recipient": "nobody"}, MessageObstacle.RECIPIENT_INVALID),
        ({"language": "tlh"}, MessageObstacle.LANGUAGE_UNKNOWN),
    ],
)
def test_a_message_that_could_not_arrive_is_refused(worker, given, obstacle):
    with pytest.raises(actions.CannotQueueMessageError) as refusal:
        queue(worker, **given)
    assert refusal.value.obstacles == (obstacle,)


def test_a_message_is_sent_once_however_often_it_is_tried(worker):
    message = queue(worker)
    run(message)
    run(message)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["ana@example.org"], "Please sign in")
    ]


def test_a_sent_message_says_so(worker, acting):
    message = queue(worker)
    run(message)
    with acting(worker):
        sent = queries.get_message(worker, message.pk)
    assert (sent.status, sent.attempts) == (MessageStatus.COMPLETED, 1)


def test_a_message_is_written_in_its_reader_s_language(worker, monkeypatch):
    spoken = lazy(translation.get_language, str)()
    words = {MessageTemplate.SOMETHING_NEW: Words(spoken, spoken)}
    monkeypatch.setattr(actions, "WORDS", words)
    run(queue(worker, language="es"))
    assert (mail.outbox[0].subject, mail.outbox[0].body) == ("es", "es")


def test_a_failed_attempt_is_counted_and_tried_again_without_naming_anyone(worker, acting):
    message = queue(worker)
    refused = SMTPRecipientsRefused({"ana@example.org": (550, b"no such user")})
    with (
        patch(SEND_MAIL, side_effect=refused),
        pytest.raises(tasks.MessageNotSentError, match=r"^SMTPRecipientsRefused$") as error,
    ):
        run(message)
    assert error.value.__suppress_context__
    with acting(worker):
        assert (message.refreshed().status, message.attempts) == (MessageStatus.PREPARATION, 1)


def test_a_message_is_given_up_after_the_last_attempt(worker, acting):
    message = queue(worker)
    with patch(SEND_MAIL, side_effect=OSError), pytest.raises(tasks.MessageNotSentError):
        run(message, attempts=tasks.MOST_ATTEMPTS - 1)
    run(message)
    with acting(worker):
        assert message.refreshed().status == MessageStatus.NOT_DONE
    assert mail.outbox == []


def test_a_failure_that_is_noted_late_leaves_a_sent_message_as_it_is(worker, acting):
    message = queue(worker)
    run(message)
    actions.record_failed_attempt(worker, message_id=message.pk, is_last=True)
    with acting(worker):
        assert message.refreshed().status == MessageStatus.COMPLETED


CLINICAL = (
    "treatment",
    "patient",
    "client",
    "group",
    "program name",
    "recovery ",
    "IOP",
    "session",
)


@pytest.mark.parametrize("template", MessageTemplate)
def test_a_message_has_words_and_says_nothing_of_care(template):
    text = f"{WORDS[template].subject} {WORDS[template].body}".replace("recovery codes", "")
    assert [word for word in CLINICAL if word.lower() in text.lower()] == []


def director():
    return make_actor(make_organization(), Role.PROGRAM_DIRECTOR)


def invite(by, **given):
    given = {
        "email": "new@example.org",
        "roles": [Role.FRONT_DESK],
        "display_name": "P. Quinn",
        "language": "en",
        "now": NOW,
    } | given
    return actions.invite_member(by, **given)


def test_someone_invited_is_told_where_to_choose_a_password(acting, client):
    by = director()
    membership = invite(by)
    with acting(by):
        message = Message.objects.get()
    run(message)
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    assert membership.user.email == "new@example.org"
    assert client.get(link.removeprefix("http://localhost:8000")).status_code == 302


def test_someone_who_has_a_password_already_is_asked_to_sign_in(acting):
    by = director()
    invite(by, email=make_user(email="known@example.org").email)
    with acting(by):
        assert Message.objects.get().template == MessageTemplate.SOMETHING_NEW


def test_an_invitation_that_is_refused_leaves_no_sign_in_behind():
    by = director()
    with pytest.raises(actions.accounts.CannotGrantMembershipError):
        invite(by, roles=[Role.COUNSELOR])
    assert not Membership.objects.filter(user__email="new@example.org").exists()
    assert jobs() == []


def open_organization(*words):
    said = StringIO()
    call_command("open_organization", *words, stdout=said)
    return said.getvalue()


def test_a_new_server_opens_an_organization_and_sends_its_director_a_link():
    said = open_organization("harbor", "Harbor Recovery", "Dana Ford", "dana@example.org")
    membership = Membership.objects.select_related("organization").get()
    assert (membership.organization.slug, membership.roles) == ("harbor", [Role.PROGRAM_DIRECTOR])
    assert membership.must_use_second_factor
    assert len(jobs()) == 1
    assert "Harbor Recovery is open" in said


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("harbor", "", "Dana Ford", "dana@example.org"), "Give the organization a name."),
        (("harbor", "Harbor", "Dana Ford", "dana"), "This isn't an email address."),
        (("harbor", "Harbor", " ", "dana@example.org"), "Give the name"),
    ],
)
def test_an_organization_that_cannot_be_opened_leaves_nothing_behind(words, reason):
    with pytest.raises(CommandError, match=reason):
        open_organization(*words)
    assert not Organization.objects.exists()
    assert jobs() == []


DENIED = [
    (
        actions.open_organization,
        {
            "slug": "a",
            "name": "A",
            "director_name": "B",
            "director_email": "a@b.org",
            "language": "en",
            "now": NOW,
        },
    ),
    (
        actions.queue_message,
        {"recipient": "a@b.org", "template": "welcome", "language": "en", "now": NOW},
    ),
    (actions.send_message, {"message_id": uuid4(), "now": NOW}),
    (actions.record_failed_attempt, {"message_id": uuid4(), "is_last": False}),
    (
        actions.invite_member,
        {"email": "a@b.org", "roles": [], "display_name": "A", "language": "en", "now": NOW},
    ),
]


@pytest.mark.parametrize(("action", "given"), DENIED)
def test_an_action_is_denied_without_its_permission(action, given):
    with pytest.raises(NotPermittedError):
        action(make_actor(permissions=set(Permission) - {action.permission}), **given)


def test_reading_a_message_is_denied_without_the_permission(acting):
    actor = make_actor(permissions=set())
    with acting(actor), pytest.raises(NotPermittedError):
        queries.get_message(actor, uuid4())


def test_another_organization_s_message_does_not_exist(worker, acting):
    message = queue(worker)
    other = make_actor(permissions={Permission.MESSAGE_SEND})
    with acting(other), pytest.raises(Message.DoesNotExist):
        queries.get_message(other, message.pk)


def test_the_outbox_shows_what_would_have_been_sent(client, settings, tmp_path):
    settings.SHOW_OUTBOX, settings.OUTBOX = True, tmp_path
    (tmp_path / "1.log").write_bytes(
        b"Subject: Please sign in\nTo: ana@example.org\nDate: Tue\n\nHello <b>\n"
        + b"-" * 79
        + b"\n"
    )
    page = client.get("/outbox/").text
    assert "Please sign in" in page
    assert "Hello &lt;b&gt;" in page
    assert "-----" not in page


def test_an_empty_outbox_says_what_will_be_there(client, settings, tmp_path):
    settings.SHOW_OUTBOX, settings.OUTBOX = True, tmp_path / "none"
    assert "No message yet" in client.get("/outbox/").text


def test_where_mail_is_sent_there_is_no_outbox(client):
    assert client.get("/outbox/").status_code == 404


def test_news_goes_once_to_each_of_these_who_can_sign_in():
    organization = make_organization()
    by = make_actor(organization, Role.CLINICAL_SUPERVISOR)
    ana, ben, cy, lead = (uuid4() for _ in range(4))
    spanish, odd, both = (
        make_membership(organization, Role.CLIENT, patient_id=ana),
        make_membership(organization, Role.CLIENT, patient_id=ben),
        make_membership(organization, Role.COUNSELOR, practitioner_id=lead, patient_id=cy),
    )
    make_membership(organization, Role.CLIENT, patient_id=ana, is_active=False)
    make_membership(organization, Role.CLIENT, patient_id=ana, user=make_user(is_active=False))
    make_membership(organization, Role.CLIENT, patient_id=uuid4())
    make_membership(make_organization(), Role.CLIENT, patient_id=ana)
    with acting_as(by.acting):
        sent = actions.tell_of_news(
            by,
            patients={ana: "es", ben: "tlh", cy: "en"},
            practitioner_ids=[lead],
            now=NOW,
        )
    assert {(each.recipient, each.language) for each in sent} == {
        (spanish.user.email, "es"),
        (odd.user.email, "en"),
        (both.user.email, "en"),
    }
    assert {each.template for each in sent} == {MessageTemplate.SOMETHING_NEW}


def test_without_anybody_concerned_nobody_is_written_to():
    by = make_actor(make_organization(), Role.CLINICAL_SUPERVISOR)
    with acting_as(by.acting):
        assert actions.tell_of_news(by, patients={}, now=NOW) == []


def test_whoever_may_not_send_messages_reads_no_addresses():
    by = make_actor(make_organization(), Role.CLIENT)
    with pytest.raises(NotPermittedError):
        accounts_queries.addresses_of(by, patient_ids=[uuid4()])
