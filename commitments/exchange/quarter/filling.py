"""Bring a workbook's values into the draft, beside whatever was saved since it went out.

A cell that was not touched leaves the draft as it is. A cell that was, and whose value nobody
else has changed, is taken. Where both have changed, the person is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, Refused, ask
from commitments import rules
from commitments.exchange.quarter import asking
from commitments.exchange.quarter.asking import Ask, Plain, Questions, Values
from commitments.exchange.quarter.binding import Binding, last_round, mark
from commitments.exchange.quarter.reading import AMENDED, handed_in_since
from commitments.models import ProgressReport
from commitments.workflow import filing
from commitments.workflow.drafting import lock, promised
from commitments.workflow.filing_refused import why_not
from commitments.workflow.registering import for_unit
from units.models import Person

TAKE, KEEP = "tep", "he-thong"
NOTHING_TO_DO = "Mọi ô của tệp đều giống bản nháp đang có. Không có gì để nạp."
UNDECIDED = "Có ô mà cả tệp và bản nháp cùng đã sửa. Đề nghị chọn giữ bản nào ở từng ô."


@dataclass(frozen=True)
class Change:
    """One value that the workbook would change. ``disputed``: the draft has changed it too."""

    ask: Ask
    now: Plain
    brought: Plain
    disputed: bool
    emptied: bool


@dataclass(frozen=True)
class Package:
    """What a workbook says anew, kept between the look and the word; plain values.

    ``shown``: the marks of the draft's values that the look has laid beside the workbook's.
    """

    name: str
    sha256: str
    promise: str
    round: int
    values: Values
    marks: dict[str, str]
    shown: dict[str, str] = field(default_factory=dict)


def packed(values: Values, binding: Binding, *, name: str, sha256: str) -> Package:
    """Only what was touched since the workbook went out."""
    touched = {key: v for key, v in values.items() if mark(v) != binding.marks.get(key)}
    marks = {key: binding.marks.get(key, "") for key in touched}
    return Package(name, sha256, binding.promise, binding.round, touched, marks)


def changes(package: Package, asked: Questions) -> list[Change]:
    """What differs from the draft as it is now, in the form's order."""
    found = []
    for one in asked.asks():
        if one.key not in package.values:
            continue
        now, brought = asked.values[one.key], package.values[one.key]
        if mark(now) != mark(brought):
            disputed = mark(now) != package.marks[one.key]
            emptied = brought in (None, "") and one.kind != "mark"
            found.append(Change(one, now, brought, disputed, emptied))
    return found


def shown(package: Package, found: list[Change]) -> Package:
    """The package of a page that shows these changes: a choice is about them and no later ones."""
    return replace(package, shown={change.ask.key: mark(change.now) for change in found})


def _is_undecided(change: Change, package: Package, chosen: Mapping[str, str]) -> bool:
    """No choice, or one made before the draft was saved once more."""
    key = change.ask.key
    return change.disputed and (
        chosen.get(key) not in (TAKE, KEEP) or package.shown.get(key) != mark(change.now)
    )


@transaction.atomic
def fill(
    *,
    report: ProgressReport,
    package: Package,
    chosen: Mapping[str, str],
    by: Person,
    at: datetime,
) -> list[Change]:
    """Save the draft with the workbook's values; hands nothing in. Returns what was changed.

    ``chosen`` says for each disputed key whether the workbook's value is taken (``TAKE``) or the
    draft's kept (``KEEP``). Raises Refused when the promise has changed or a round was handed in
    since the workbook went out, when a choice is missing or was made beside another value than
    the draft's of now, when nothing would change, and as ``save_draft`` does.
    """
    report = lock(report)
    on = clock.local_date(at)
    ask(rules.may_file(by, report, on), why_not(by, report, at))
    asked = asking.questions(report, on)
    ask(package.promise == promised(report, asked.tasks), AMENDED)
    last = last_round(report)
    ask(package.round >= last, handed_in_since(last))
    found = changes(package, asked)
    ask(bool(found), NOTHING_TO_DO)
    if any(_is_undecided(change, package, chosen) for change in found):
        raise Refused(UNDECIDED)
    taken = [c for c in found if not c.disputed or chosen[c.ask.key] == TAKE]
    if not taken:
        return []
    values = asked.values | {c.ask.key: c.brought for c in taken}
    filing.save_draft(
        report=report,
        general=asking.general(values),
        answers=asking.answers(asked, values),
        version=report.version,
        by=by,
        at=at,
    )
    audit.record(
        Deed.QUARTER_FILLED_FROM_WORKBOOK,
        report,
        by=by,
        at=at,
        on_behalf_of=for_unit(by, report.commitment, at),
        committee=report.commitment.year.committee,
        file=package.name,
        sha256=package.sha256,
        cells=len(taken),
    )
    return taken
