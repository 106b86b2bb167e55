"""Writes of sign-ins. They are global: what one may do is each organization's to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from wayhome.shared.accounts.codes import UserObstacle
from wayhome.shared.accounts.models import User
from wayhome.shared.audit.permissions import Permission
from wayhome.shared.audit.writes import action
from wayhome.shared.core.refusal import Refusal

if TYPE_CHECKING:
    from wayhome.shared.audit.actor import Actor


class CannotCreateUserError(Refusal):
    """A sign-in can't be made."""


@action(Permission.USER_MANAGE)
def create_user(_by: Actor, *, email: str, password: str | None = None) -> User:
    """Return the sign-in for an e-mail address; make it when there is none.

    One that exists stays as it is, password and all: another organization's staff may use it, and
    whoever asks can't tell. Without a password it is set by the link in a message.

    :raises CannotCreateUserError: when the address isn't one
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise CannotCreateUserError((UserObstacle.EMAIL_INVALID,)) from error
    return _known(address) or _made(address, password)


def _known(address: str) -> User | None:
    return User.objects.filter(email=address).first()


def _made(address: str, password: str | None) -> User:
    user = User(email=address)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:  # somebody else made it at the same moment
        return User.objects.get(email=address)
    return user
