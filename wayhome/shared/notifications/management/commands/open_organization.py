"""bin/wayhome open_organization: the first thing on a new server, with its first director."""

from collections.abc import Mapping
from typing import Any, override

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.functional import Promise

from wayhome.shared.accounts import system
from wayhome.shared.accounts.codes import MembershipObstacle, UserObstacle
from wayhome.shared.accounts.labels import MEMBERSHIP_OBSTACLES, USER_OBSTACLES
from wayhome.shared.core import clock
from wayhome.shared.core.refusal import Refusal
from wayhome.shared.core.uuid7 import uuid7
from wayhome.shared.notifications import actions
from wayhome.shared.tenancy.codes import OrganizationObstacle
from wayhome.shared.tenancy.labels import ORGANIZATION_OBSTACLES

WORDS: dict[type, Mapping[Any, Promise]] = {
    OrganizationObstacle: ORGANIZATION_OBSTACLES,
    UserObstacle: USER_OBSTACLES,
    MembershipObstacle: MEMBERSHIP_OBSTACLES,
}


class Command(BaseCommand):
    help = "Open an organization and send its first director a link to choose a password."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="short name, such as harbor")
        parser.add_argument("name", help="name, such as 'Harbor Recovery'")
        parser.add_argument("director", help="the director's name, such as 'Dana Ford'")
        parser.add_argument("email", help="the director's email address")
        parser.add_argument("--language", default="en", choices=dict(settings.LANGUAGES))

    @override
    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or say why not.

        :raises CommandError: with every reason
        """
        by = system.installer(uuid7())
        try:
            actions.open_organization(
                by,
                slug=options["slug"],
                name=options["name"],
                director_name=options["director"],
                director_email=options["email"],
                language=options["language"],
                now=clock.now(),
            )
        except Refusal as refusal:
            reasons = (str(WORDS[type(one)][one]) for one in refusal.obstacles)
            raise CommandError(" ".join(reasons)) from None
        self.stdout.write(f"{options['name']} is open; a link is on its way to {options['email']}.")
