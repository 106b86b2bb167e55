"""A group session that is over, and the page of its note as a counselor uses it."""

from datetime import timedelta

from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories.accounts import make_counselor
from tests.factories.encounters import (
    START,
    make_attendance,
    make_client,
    make_meeting,
    make_place,
)
from tests.factories.tenancy import make_organization, make_service
from tests.guards import no_inline_script
from wayhome.journey.encounters.queries.notes import get_group_note
from wayhome.shared.accounts.queries import as_actor

OVER = START + timedelta(hours=2)


class Evening:
    """A group of Ana and Ben, who came, and Cora, of whom nothing is recorded; all over by now."""

    def __init__(self, client):
        self.client = client
        self.organization = make_organization()
        self.service = make_service(self.organization)
        self.member = make_counselor(self.organization)
        self.by = as_actor(self.member)
        self.meeting = make_meeting(
            self.service, facilitator_id=self.member.practitioner_id, capacity=40
        )
        self.episode_of_ana = make_client(self.service, given_name="Ana", family_name="Reyes")
        self.ana = make_place(self.meeting, self.episode_of_ana)
        self.ben = self.place("Ben", "Tran")
        make_attendance(self.ana)
        make_attendance(self.ben, left_at=START + timedelta(minutes=50))
        client.force_login(self.member.user)

    def place(self, given, family="Moss"):
        episode = make_client(self.service, given_name=given, family_name=family)
        return make_place(self.meeting, episode)

    def url(self, name, *args):
        return reverse(f"encounters:{name}", args=[self.meeting.pk, *args])

    def get(self, name="group-note", *args):
        response = self.client.get(self.url(name, *args))
        no_inline_script(response.text)
        return response

    def post(self, name, *args, **data):
        return self.client.post(self.url(name, *args), data)

    def sign(self, shared="We practised saying no.", editions=(0, 0, 0), **texts):
        places = [self.ana, self.ben]
        return self.post(
            "sign-notes",
            shared_text=shared,
            edition=editions,
            line=[place.pk for place in places],
            text=[texts.get("ana", "Spoke of home."), texts.get("ben", "Listened well.")],
        )

    def note(self, acting):
        with acting(self.by):
            return get_group_note(self.by, self.meeting.pk)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]
