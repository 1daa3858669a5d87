"""What somebody typed into what is no longer open to them: given back, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from commitments.forms.answers import AnswerPart, GeneralPart
from commitments.forms.quarter import QuarterForm

NAMES = ("actual", "changed", "highlights", "difficulties", "proposals")
REPORT = "Anh/chị không còn soạn được báo cáo này."
View = Callable[..., HttpResponse]


def handed_back(
    *kinds: type[forms.Form], names: Iterable[str], said: str
) -> Callable[[View], View]:
    """A post that is refused by who sent it comes back as a page to copy from, with the same status.

    It shows what was sent in ``names`` of these forms and nothing of the thing itself: an
    appointment may have ended meanwhile. ``said``: what is not open any more, as a sentence.
    """
    wanted = tuple(names)
    labels = {
        name: str(field.label)
        for kind in kinds
        for name, field in kind.base_fields.items()
        if name in wanted
    }

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except (Http404, PermissionDenied) as refusal:
                typed = _typed(request.POST, labels)
                if not typed:
                    raise
                status = 404 if isinstance(refusal, Http404) else 403
                context = {"typed": typed, "said": said}
                return render(request, "commitments/not_yours.html", context, status=status)

        return guarded

    return guard


# A post of the quarter's form.
given_back = handed_back(AnswerPart, GeneralPart, names=NAMES, said=REPORT)


def of_form(form: forms.BaseForm | None) -> list[tuple[str, str]]:
    """(label, text) of each box of a form that was sent and that its page draws no more."""
    if form is None or not form.is_bound:
        return []
    boxes = {
        form.add_prefix(name): str(field.label)
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField) and not field.widget.is_hidden
    }
    return _typed(form.data, boxes)


def of_tasks_gone(form: QuarterForm) -> list[tuple[str, str]]:
    """('Nhiệm vụ 2, Khó khăn, vướng mắc', text) of each box written in that only an older page had."""
    asked = [part.task.pk for part in form.parts]
    gone = form.report.commitment.tasks.exclude(pk__in=asked).prefetch_related("milestones")
    sent, before = form.general.data, form.before
    parts = [AnswerPart(one, sent, {}, [], reported=one.pk in before) for one in gone]
    return [
        (f"Nhiệm vụ {part.task.number}, {box.label}", box.data)
        for part in parts
        for box in part
        if box.name in NAMES and (box.data or "").strip()
    ]


def _typed(sent: Mapping[str, Any], labels: dict[str, str]) -> list[tuple[str, str]]:
    """(label, text) of each box that was written in, in the order sent."""
    found = ((name.rpartition("-")[2], sent[name]) for name in sent)
    return [(labels[name], text) for name, text in found if name in labels and text.strip()]
