"""Filters of the staff list and of signing in."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from wayhome.shared.audit.actor import Actor
from wayhome.shared.audit.permissions import Permission

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """Return JSON text for an attribute, where a script finds it: no page has one of its own."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def may(actor: Actor, permission: str) -> bool:
    """Say whether to show a button; the action behind it checks for itself."""
    return actor.may(Permission(permission))
