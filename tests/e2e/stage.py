"""What stands before a story begins: a program, its house, its people, a group of this hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F

from tests.factories.accounts import make_counselor, make_membership
from tests.factories.admissions import add_stretch
from tests.factories.base import writing_for
from tests.factories.encounters import make_attendance, make_client, make_meeting, make_place
from tests.factories.tenancy import make_organization, make_room, make_service, make_site
from wayhome.journey.encounters.models import Encounter
from wayhome.journey.scheduling.models import Appointment, GroupSession
from wayhome.shared.accounts.codes import Role
from wayhome.shared.core import clock


def midday_zone() -> str:
    """Return a zone where it is about noon, so that no story meets midnight."""
    ahead = 12 - clock.now().astimezone(UTC).hour
    return f"Etc/GMT{-ahead:+d}"


class Stage:
    """A program with a counselor; `group()` meets around now."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.zone = midday_zone()
        self.organization = make_organization(name="Harbor Recovery")
        self.site = make_site(
            self.organization,
            name="Main Street House",
            address_line="12 Main Street",
            address_city="Albany",
            directions="Side door, second floor.",
            phone="518-555-0100",
        )
        self.room = make_room(self.organization, part_of=self.site, name="Room 2")
        self.service = make_service(
            self.organization,
            name="Evening IOP",
            location=self.site,
            time_zone=self.zone,
            weekly_target_minutes=540,
        )
        self.counselor = make_counselor(self.organization)

    def staff(self, *roles, **given):
        return make_counselor(self.organization, *roles, **given)

    def front_desk(self):
        return make_counselor(self.organization, Role.FRONT_DESK, given_name="Dora")

    def kiosk(self):
        return make_membership(self.organization, Role.KIOSK)

    def client_of(self, episode):
        return make_membership(self.organization, Role.CLIENT, patient_id=episode.patient_id)

    def person(self, given_name, family_name="Rivera", **given):
        day = self.now.astimezone(ZoneInfo(self.zone)).date() - timedelta(days=14)
        given.setdefault("admission_date", day)
        episode = make_client(self.service, given_name=given_name, family_name=family_name, **given)
        add_stretch(episode, start_date=day)
        return episode

    def group(self, *, starts_in=timedelta(minutes=5), **given):
        given.setdefault("room_id", self.room.pk)
        given.setdefault("facilitator_id", self.counselor.practitioner_id)
        return make_meeting(self.service, start=self.now + starts_in, **given)

    def past_group(self, *names, **given):
        """Return a group that was over half an hour ago, with who came."""
        meeting = self.group(starts_in=timedelta(hours=-2), **given)
        places = {
            given_name: make_place(meeting, self.person(given_name, family))
            for given_name, family in (name.split() for name in names)
        }
        for place in places.values():
            make_attendance(place)
        return meeting, places

    def let_two_hours_pass(self) -> None:
        """Move everything that was recorded into the past: a browser's clock can't be turned."""
        hours = timedelta(hours=2)
        with writing_for(self.organization.pk):
            for table in (GroupSession, Appointment):
                table.objects.update(
                    period_start=F("period_start") - hours, period_end=F("period_end") - hours
                )
            Encounter.objects.update(
                arrived_at=F("arrived_at") - hours, left_at=F("left_at") - hours
            )


def today_in(zone: str) -> datetime:
    return clock.now().astimezone(ZoneInfo(zone))
