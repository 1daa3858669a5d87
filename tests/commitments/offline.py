"""A quarter's workbook as a unit would bring it back: some cells typed over, saved by another program."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from django.core import signing

from commitments.exchange.quarter import asking, filling
from commitments.exchange.quarter.asking import Questions
from commitments.exchange.quarter.reading import read_workbook
from commitments.exchange.quarter.writing import SHEET, make_workbook
from commitments.forms import offline
from commitments.models import ProgressReport
from tests.cast import Cast

Change = Callable[[Any], None]


def questions(report: ProgressReport) -> Questions:
    return asking.questions(report, date(2021, 3, 18))


def report_of(cast: Cast, quarter: int = 1) -> ProgressReport:
    rows = ProgressReport.objects.with_names()
    return rows.get(commitment__unit=cast.ward, period__quarter=quarter)


def workbook(
    report: ProgressReport, typed: dict[str, Any] | None = None, *, change: Change | None = None
) -> bytes:
    """The report's workbook, opened and saved anew. ``typed``: by 'number.field', '0.' in general.

    A step is '2.step.1': the first of task 2. ``change`` gets the whole book before it is saved.
    """
    return rewritten(make_workbook(questions(report)), report, typed, change=change)


def rewritten(
    data: bytes,
    report: ProgressReport,
    typed: dict[str, Any] | None = None,
    *,
    change: Change | None = None,
) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for name, value in (typed or {}).items():
        book[SHEET][place(book, report, name)].value = value
    if change:
        change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def place(book: Any, report: ProgressReport, name: str) -> str:
    """'C9': the cell to fill of '1.actual'."""
    wanted = key(report, name)
    rows = (cell.row for cell in book[SHEET]["A"] if str(cell.value).split()[:1] == [wanted])
    return f"C{next(rows)}"


def key(report: ProgressReport, name: str) -> str:
    """'1.actual' as the workbook names it: with the task's id, and the step's."""
    number, _, field = name.partition(".")
    if number == "0":
        return name
    task = report.commitment.tasks.get(number=int(number))
    if field.startswith("step."):
        step = task.milestones.all()[int(field.removeprefix("step.")) - 1]
        return f"{task.pk}.step.{step.pk}"
    return f"{task.pk}.{field}"


def package(report: ProgressReport, data: bytes) -> filling.Package:
    """What the page would carry of a workbook without objections."""
    brought = read_workbook(data, questions(report))
    assert brought.problems == []
    assert brought.binding is not None
    read = filling.packed(brought.values, brought.binding, name="bao-cao.xlsx", sha256="0" * 64)
    return filling.shown(read, filling.changes(read, questions(report)))


def seen(report: ProgressReport) -> str:
    """The sealed field of the page that shows one changed text."""
    made = package(report, workbook(report, {"1.changed": "Đã họp dân khu phố 3."}))
    return signing.dumps([report.pk, asdict(made)], salt=offline.SALT, compress=True)
