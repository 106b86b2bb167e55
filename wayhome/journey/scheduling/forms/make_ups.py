"""The form of a make-up: which of the offered sessions it is to be."""

from django import forms


class MakeUpForm(forms.Form):
    """A session that is taken for one that was missed."""

    session = forms.UUIDField(widget=forms.HiddenInput)
