"""The buttons of evidence on the quarter's form: bring a file, use one again, take one off."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest

from camket.audit import Refused
from commitments.forms.evidence import EvidenceForm
from commitments.forms.quarter import QuarterForm
from commitments.models import EvidenceUse, ProgressReport
from commitments.views import beside
from commitments.workflow import evidencing
from units.access import person

BRING, AGAIN, OFF = "tai-len", "dung-lai", "go"
BUTTONS = (BRING, AGAIN, OFF)
FULL, UNFIT, DONE = 507, 422, 200
LONGEST_KEY = 18  # digits


@dataclass(frozen=True)
class Outcome:
    """How a button went: at which task (its id, 0 for none), what was done, with which status.

    ``refused`` are the sentences about what was not, one a file.
    """

    task: int
    said: str = ""
    refused: tuple[str, ...] = ()
    status: int = DONE


def pressed(request: HttpRequest) -> bool:
    """Whether the post is about evidence; the draft in it is saved all the same."""
    return any(name in request.POST for name in BUTTONS) or bool(_brought(request))


def is_about(request: HttpRequest, task: int) -> bool:
    """Whether the pressed button is one of this task's (a file's use says itself whose it is)."""
    named = [request.POST[name] for name in (BRING, AGAIN) if name in request.POST]
    return OFF in request.POST or named == [str(task)]


def act(request: HttpRequest, report: ProgressReport, at: datetime) -> Outcome:
    """Do what the button says. Its value is the task's id; to take off, that of the file's use.

    A file that was chosen and not sent by its own button is brought too: it would be lost.
    """
    if OFF in request.POST:
        use = _number(request.POST[OFF])
        task = _task_of_use(report, use)
        return _done(lambda: _take_off(request, report, use, at), task)
    if AGAIN in request.POST:
        task = _number(request.POST[AGAIN])
        return _done(lambda: _use_again(request, report, task, at), task)
    asked = _number(request.POST.get(BRING, ""))
    outcome, said = Outcome(asked), ""
    for task in dict.fromkeys([asked, *_brought(request)] if asked else _brought(request)):
        outcome = _done(partial(_bring, request, report, task, at), task)
        said = f"{said} {outcome.said}".strip()
        if outcome.refused:
            break
    return replace(outcome, said=said)


def blocks(form: QuarterForm, outcome: Outcome | None) -> dict[int, beside.Block]:
    """The block of each task on the form, by the task's id; ``outcome`` is said in its own."""
    outcome = outcome or Outcome(0)
    tasks = [part.task for part in form.parts]
    return beside.of_draft(form.report, tasks, (outcome.task, outcome.refused), outcome.said)


def shown(request: HttpRequest) -> set[int] | None:
    """The ids of the uses that the page showed beside its tasks; None when it did not say."""
    named = [name for name in request.POST if re.fullmatch(r"mc-\d{1,18}-shown", name)]
    if not named:
        return None
    return {_number(one) for name in named for one in request.POST[name].split()}


def _done(deed: Callable[[], Outcome], task: int) -> Outcome:
    try:
        return replace(deed(), task=task)
    except evidencing.NoSpace as full:
        return Outcome(task, refused=(full.sentence,), status=FULL)
    except Refused as refused:
        return Outcome(task, refused=(refused.sentence,), status=UNFIT)


def _brought(request: HttpRequest) -> list[int]:
    """The ids of the tasks beside which files were chosen."""
    found = (re.fullmatch(r"mc-(\d{1,18})-brought", name) for name in request.FILES)
    return [int(one[1]) for one in found if one]


def _bring(request: HttpRequest, report: ProgressReport, task: int, at: datetime) -> Outcome:
    form = EvidenceForm(task, request.POST, request.FILES)
    if not form.is_valid():
        return Outcome(task, refused=tuple(form.sentences), status=UNFIT)
    kept: list[evidencing.Attached] = []
    refused, status = list(form.refused), UNFIT
    for upload in form.cleaned_data["brought"]:
        try:
            kept.append(
                evidencing.attach(
                    report=report, task=task, upload=upload,
                    declared=form.cleaned_data["declared"], by=person(request), at=at,
                )
            )  # fmt: skip
        except Refused as one:
            refused.append(f"{upload.name}: {one.sentence}")
            status = FULL if isinstance(one, evidencing.NoSpace) else status
    return Outcome(task, _kept(kept), tuple(refused), status if refused else DONE)


def _kept(kept: list[evidencing.Attached]) -> str:
    """'Đã thêm: a.pdf.' and, of files the unit had already, that they were not kept twice."""
    new = ", ".join(str(one.use) for one in kept if not one.reused)
    old = ", ".join(str(one.use) for one in kept if one.reused)
    said = f"Đã thêm: {new}." if new else ""
    if old:
        said += f" {old}: đơn vị đã tải lên tệp này trước đó, hệ thống dùng lại, không lưu lần hai."
    return said.strip()


def _use_again(request: HttpRequest, report: ProgressReport, task: int, at: datetime) -> Outcome:
    chosen = _number(request.POST.get(f"mc-{task}-again", ""))
    if not chosen:
        return Outcome(task, refused=("Chọn tệp cần dùng lại.",), status=UNFIT)
    use = evidencing.use_again(report=report, task=task, evidence=chosen, by=person(request), at=at)
    return Outcome(task, said=f"Đã thêm: {use}.")


def _take_off(request: HttpRequest, report: ProgressReport, use: int, at: datetime) -> Outcome:
    evidencing.detach(report=report, use=use, by=person(request), at=at)
    return Outcome(0, said="Đã gỡ tệp khỏi nhiệm vụ này. Tệp vẫn còn trong danh sách minh chứng.")


def _task_of_use(report: ProgressReport, use: int) -> int:
    found: Any = EvidenceUse.objects.filter(pk=use, answer__report=report)
    return found.values_list("answer__task", flat=True).first() or 0


def _number(typed: str) -> int:
    """A row's id; 0, which no row has, for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_KEY else 0
