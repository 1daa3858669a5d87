"""What the confirmations of deeds carry: a key, what was seen, or which task was meant."""

from django import forms

NO_PAGE = "none"  # what no page has shown: a verb that is asked with it refuses


class SeenForm(forms.Form):
    """Carries the digest of what was there when the page was drawn; NO_PAGE when it carried none."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def clean_seen(self) -> str:
        return self.cleaned_data["seen"] or NO_PAGE


class SubmitForm(SeenForm):
    """Carries the form's key as well: the same key posted twice is one deed."""

    key = forms.UUIDField(widget=forms.HiddenInput)


class WhichTaskForm(forms.Form):
    """Carries the task's id: its number may have shifted since the page was drawn."""

    task = forms.IntegerField(widget=forms.HiddenInput)
