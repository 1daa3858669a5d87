"""One round of a quarter as the unit's report on paper, from its frozen content alone.

Whether a task lags is told as the page of the round tells it, by the tolerance of that day.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from camket import clock
from camket.text import format_date, format_moment, format_percent, long_date, quarter_label
from commitments import progress
from commitments.models import Submission
from commitments.models.rounds import Verdict
from commitments.progress import Status
from commitments.states import ReportState
from commitments.views.sections import Bar, bars_of_round
from commitments.workflow.freezing import letterhead_of, named
from commitments.workflow.measures import goal_of_frozen
from reports.figures.unit_tasks import value_of
from reports.pdf.unit_paper import Item, Part, Table, UnitPaper, bare_post, on_behalf_of_all
from units.models import heads_on

Plain = dict[str, Any]

MARKS = {
    Verdict.WAITING: "CHỜ XEM XÉT",
    Verdict.SENT_BACK: "ĐÃ TRẢ LẠI",
    Verdict.WITHDRAWN: "ĐÃ RÚT",
}
REOPENED = "ĐÃ MỞ LẠI"
COLUMNS = (
    "TT", "Nội dung cam kết", "Chỉ tiêu, kế hoạch đến hết quý", "Kết quả đến hết quý",
    "Trạng thái", "Thực hiện (%)", "Theo lộ trình (%)",
)  # fmt: skip


def paper(made: Submission) -> UnitPaper:
    """``made`` with its report's period, commitment, unit, committee and who handed it in."""
    content, report = made.content, made.report
    assert report.commitment.content is not None, "what owes reports is signed, and that freezes"
    head = letterhead_of(content, report.commitment.content)
    quarter, year = content["quarter"], content["year"]
    day = clock.local_date(made.submitted_at)
    label = quarter_label(quarter, year)
    return UnitPaper(
        title=f"Báo cáo kết quả thực hiện cam kết {label} – {content['unit']}",
        superior=head["superior"],
        issuer=content["unit"],
        place_and_date=f"{head['place']}, {long_date(day)}",
        number=f"Mã biên nhận {made.code}",
        abstract=(f"kết quả thực hiện cam kết {label}",),
        parts=tuple(part for part in _parts(made, day) if part.items or part.table),
        authority=on_behalf_of_all(head["collective"]),
        position=bare_post(head["head_post"]),
        hand=_hand(made),
        name=_signer(made, day),
        recipients=(f"- Thường trực {head['body']},", "- Lưu đơn vị."),
        running=f"Lần nộp {made.number} · mã biên nhận {made.code} · SHA-256 {made.content_hash}",
        day=day.isoformat(),
        mark=_mark(made),
    )


def _mark(made: Submission) -> str:
    """What became of the round; an accepted one stands until its report is opened again."""
    if made.verdict != Verdict.ACCEPTED:
        return MARKS[Verdict(made.verdict)]
    later = made.report.rounds.filter(verdict=Verdict.ACCEPTED, number__gt=made.number)
    stands = made.report.state == ReportState.ACCEPTED and not later.exists()
    return "" if stands else REOPENED


def _hand(made: Submission) -> str:
    """Where a hand would sign: when it was sent; the head's name below is not that of a clerk's deed."""
    sender = f"Đ/c {made.submitted_by} gửi thay" if made.on_behalf_of else "Đã gửi"
    return f"({sender} trên hệ thống\nlúc {format_moment(clock.local(made.submitted_at))})"


def _signer(made: Submission, day: date) -> str:
    """The head who handed it in, or in whose name it was."""
    if not made.on_behalf_of:
        return made.submitted_by.full_name
    unit = made.report.commitment.unit
    head = heads_on([unit], day).get(unit.pk)
    return head.person.full_name if head else ""


def _parts(made: Submission, day: date) -> list[Part]:
    content = made.content
    tasks, bars = content["tasks"], bars_of_round(made, made.report, day)
    rows = tuple(_row(task, bar, made) for task, bar in zip(tasks, bars, strict=True))
    return [
        Part("Kết quả nổi bật", _said(content["highlights"])),
        Part(
            "Kết quả thực hiện các nhiệm vụ đã cam kết",
            tuple(item for task in tasks for item in _task(task)),
            Table("quarter", COLUMNS, rows),
        ),
        Part(
            "Khó khăn, vướng mắc",
            _said(content["difficulties"])
            + tuple(
                Item(task["difficulties"], f"Nhiệm vụ {task['promise']['number']}: ")
                for task in tasks
                if task["difficulties"].strip()
            ),
        ),
        Part("Kiến nghị, đề xuất", (*_proposals(content), *_calls(tasks))),
    ]


def _said(text: str) -> tuple[Item, ...]:
    return (Item(text),) if text.strip() else ()


def _row(task: Plain, bar: Bar, made: Submission) -> tuple[tuple[str, ...], ...]:
    promise, quarter = task["promise"], made.content["quarter"]
    return (
        (str(promise["number"]),),
        (promise["title"],),
        (goal_of_frozen(promise) or promise["product"], *_planned(promise, quarter)),
        (value_of(task) or "–", *_done(task)),
        (str(Status(task["status"]).label), *_judged(task, made), *_flag(bar)),
        (_percent(task["completion"]),),
        (_percent(task["planned"]),),
    )


def _judged(task: Plain, made: Submission) -> list[str]:
    """What the Office made of the status, where it is not the unit's."""
    judged = made.judged_of(task["promise"]["number"])
    if judged in ("", task["status"]):
        return []
    return [f"Văn phòng đánh giá: {Status(judged).label.lower()}"]


def _flag(bar: Bar) -> list[str]:
    """The flag, and the day it is said of where that is not the day of handing in."""
    if not bar.flag:
        return []
    return [str(bar.flag), *([f"(tính đến {format_date(bar.as_of)})"] if bar.as_of else [])]


def _planned(promise: Plain, quarter: int) -> list[str]:
    """What the roadmap asks of the value by the end of the quarter."""
    values = [
        step["planned_value"]
        for step in promise["milestones"]
        if step["quarter"] <= quarter and step["planned_value"] is not None
    ]
    if not values:
        return []
    said = progress.amount(Decimal(values[-1]), promise["unit_of_measure"])
    return [f"Đến hết {quarter_label(quarter)}: {said}"]


def _done(task: Plain) -> list[str]:
    steps = task["promise"]["milestones"]
    if not steps or task["promise"]["target"] is None:
        return []
    return [f"{len(task['done_milestones'])}/{len(steps)} mốc"]


def _task(task: Plain) -> list[Item]:
    """What was done, the steps that are, the files that show it."""
    promise = task["promise"]
    said = task["changed"].strip() or ("Không phát sinh trong quý." if task["nothing_new"] else "")
    done = [s["text"] for s in promise["milestones"] if s["number"] in task["done_milestones"]]
    files = [file["name"] for file in task.get("evidence", ())]
    items = [Item(head=f"{promise['number']}. {promise['title']}")]
    items += [Item(said)] if said else []
    items += [Item(f"{'; '.join(done)}.", "Mốc đã hoàn thành: ")] if done else []
    items += [Item(f"{'; '.join(files)}.", "Minh chứng: ")] if files else []
    return items if len(items) > 1 else []


def _proposals(content: Plain) -> list[Item]:
    parts = [(f"Nhiệm vụ {t['promise']['number']}", t) for t in content["tasks"]]
    parts.append(("Chung", content))
    return [
        Item(part["proposals"], f"{where}{_put_to(part)}: ")
        for where, part in parts
        if part["proposals"].strip()
    ]


def _put_to(part: Plain) -> str:
    """', kiến nghị với UBND, cần trả lời trước ngày 15/4/2021'."""
    whom = named(part)
    day = part.get("wanted_by")
    said = f", kiến nghị với {whom}" if whom else ""
    if day:
        said += f", cần trả lời trước ngày {format_date(date.fromisoformat(day))}"
    return said


def _calls(tasks: list[Plain]) -> list[Item]:
    return [
        Item(
            f"đề nghị cấp ủy hỗ trợ, báo từ ngày {format_date(date.fromisoformat(since))}.",
            f"Nhiệm vụ {task['promise']['number']}: ",
        )
        for task in tasks
        if (since := task["needs_support_since"])
    ]


def _percent(value: str | None) -> str:
    return "–" if value is None else format_percent(Decimal(value))
