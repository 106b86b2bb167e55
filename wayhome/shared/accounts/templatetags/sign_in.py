"""A filter that puts options for a script into an attribute: no page has a script of its own."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """Return JSON text; the template escapes it for the attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)
