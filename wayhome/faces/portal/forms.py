"""Forms of the portal."""

from django import forms


class TakeSeatForm(forms.Form):
    """A session that the client takes for one that they missed."""

    session = forms.UUIDField(widget=forms.HiddenInput)
