"""What the confirmations of a unit's deeds carry: a key, or which task was meant."""

from django import forms


class KeyForm(forms.Form):
    """Carries the form's key: the same key posted twice is one deed."""

    key = forms.UUIDField(widget=forms.HiddenInput)


class WhichTaskForm(forms.Form):
    """Carries the task's id: its number may have shifted since the page was drawn."""

    task = forms.IntegerField(widget=forms.HiddenInput)
