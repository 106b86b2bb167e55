"""Codes of messages."""

from enum import StrEnum


class MessageStatus(StrEnum):
    """FHIR event-status, as far as a message has them."""

    PREPARATION = "preparation"
    COMPLETED = "completed"
    NOT_DONE = "not-done"


class MessageTemplate(StrEnum):
    """What a message is about. None says who is treated, where, or for what."""

    WELCOME = "welcome"
    PASSWORD_RESET = "password-reset"  # noqa: S105  # a name
    PASSWORD_CHANGED = "password-changed"  # noqa: S105
    SECOND_FACTOR_CHANGED = "second-factor-changed"
    SOMETHING_NEW = "something-new"


# These carry a link that sets a password, made when they are sent.
WITH_PASSWORD_LINK = frozenset({MessageTemplate.WELCOME, MessageTemplate.PASSWORD_RESET})


class MessageObstacle(StrEnum):
    """Why a message can't be queued or sent."""

    RECIPIENT_INVALID = "recipient-invalid"
    LANGUAGE_UNKNOWN = "language-unknown"
