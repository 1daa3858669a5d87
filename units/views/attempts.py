"""What every page of this app does with a verb: try it, and draw the page again on a refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from camket.audit import Conflict, Refused
from camket.text import format_date
from units.forms.fields import Typed

Again = dict[str, Any]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was typed, or None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def tried(form: Typed, deed: Callable[[], object]) -> Again | None:
    """Do the deed when the form is complete. None when done, else what the page shows again."""
    if not form.is_bound or not form.is_valid():
        return {"form": form}
    try:
        form.done = deed()
    except Conflict as conflict:
        return {"form": form, "conflict": conflict, "rows": _both_texts(form, conflict)}
    except Refused as refused:
        return {"form": form, "refused": refused}
    return None


def told(
    request: HttpRequest, deed: Callable[[], object], sentence: str, href: str
) -> HttpResponse:
    """Do the deed of a button and go back, with the sentence or with the reason why not."""
    try:
        deed()
    except Refused as refused:
        messages.error(request, " ".join([refused.sentence, *refused.lines]))
    else:
        messages.success(request, sentence)
    return HttpResponseRedirect(href)


def _both_texts(form: Typed, conflict: Conflict) -> list[tuple[str, str, str]]:
    """(label, typed, saved by the other) where they differ; the form may then be saved over it."""
    assert isinstance(form.data, QueryDict)
    form.data = form.data.copy()
    form.data["version"] = str(conflict.version)
    known = [name for name in form.fields if name in conflict.theirs]
    rows = [(form[name], form.cleaned_data.get(name), conflict.theirs[name]) for name in known]
    return [
        (str(box.label), _words(mine, box.field), _words(theirs, box.field))
        for box, mine, theirs in rows
        if mine != theirs
    ]


def _words(value: Any, field: forms.Field) -> str:
    if isinstance(value, date):
        return format_date(value)
    choices = getattr(field.widget, "choices", ())
    named = {str(key): str(word) for key, word in choices if not isinstance(value, Model)}
    return "" if value is None else named.get(str(value), str(value))
