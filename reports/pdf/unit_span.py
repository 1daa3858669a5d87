"""What a unit's accepted quarters come to, as its six months', nine months' or year's report."""

from datetime import date

from camket.text import format_date, format_percent, long_date, quarter_label, small
from commitments import periods
from commitments.states import ReportState
from reports.figures import TaskResult, UnitResults
from reports.figures.unit_proposals import ProposalResult
from reports.figures.unit_results import QuarterResult
from reports.pdf.unit_paper import Item, Part, Table, UnitPaper, bare_post, on_behalf_of_all

COLUMNS = (
    "TT", "Nội dung cam kết", "Chỉ tiêu, sản phẩm", "Kết quả", "Thực hiện (%)",
    "Theo lộ trình (%)", "Đơn vị tự đánh giá", "Văn phòng đánh giá",
)  # fmt: skip
NUMBER = "Số …-BC/…"  # the unit's own register gives it, as it gives the day
NOTHING = "CHƯA CÓ SỐ LIỆU"
UNFINISHED = "CHƯA ĐỦ QUÝ"


def paper(found: UnitResults) -> UnitPaper:
    """``found`` of a commitment with its unit, year and committee."""
    commitment = found.commitment
    unit, committee, year = commitment.unit, commitment.year.committee, commitment.year.year
    missing = [f"{one}." for one in missing_lines(found)]
    last_day = periods.quarter_end(year, found.through)
    return UnitPaper(
        title=f"Báo cáo kết quả thực hiện cam kết {found.span} – {unit.full_name}",
        superior=committee.printed_name,
        issuer=unit.full_name,
        place_and_date=f"{committee.place}, ngày … tháng … năm {_signed_year(last_day)}",
        number=NUMBER,
        abstract=(f"kết quả thực hiện cam kết {found.span}",),
        parts=tuple(part for part in _parts(found) if part.items or part.table),
        authority=on_behalf_of_all(unit.collective),
        position=bare_post(unit.head_post),
        hand="",
        name="",
        recipients=(f"- Thường trực {committee.body_name},", "- Lưu đơn vị."),
        running=_running(found),
        day=last_day.isoformat(),
        mark=NOTHING if not found.counted else UNFINISHED if found.missing else "",
        notes=tuple(missing),
    )


def missing_lines(found: UnitResults) -> list[str]:
    """'Quý II chưa được chấp nhận (chưa nộp), chưa có trong tổng hợp' for each."""
    return [
        f"{quarter_label(one.quarter)} chưa được chấp nhận ({small(one.word)}), "
        "chưa có trong tổng hợp"
        for one in found.missing
    ]


def _signed_year(last_day: date) -> int:
    """The year in which one signs: a year's report in the next."""
    return last_day.year + (last_day.month == 12)


def _running(found: UnitResults) -> str:
    if not found.counted:
        return "Chưa có quý nào được chấp nhận"
    quarters = ", ".join(
        f"{quarter_label(one.quarter)} (lần nộp {one.round}, mã {one.code})"
        for one in found.quarters
        if one.counts
    )
    return f"Tổng hợp từ báo cáo đã được chấp nhận: {quarters}"


def _parts(found: UnitResults) -> list[Part]:
    tasks = found.tasks
    handed_in = any(one.state != ReportState.OPEN for one in found.quarters)
    nothing = "chưa có số liệu được chấp nhận" if handed_in else "chưa có báo cáo"
    return [
        Part("Tình hình chấp hành chế độ báo cáo", _timeliness(found)),
        Part("Kết quả nổi bật", _of_quarters(found, "highlights")),
        Part(
            "Kết quả thực hiện các nhiệm vụ đã cam kết",
            tuple(item for task in tasks for item in _task(task)),
            Table("span", COLUMNS, tuple(_row(task, nothing) for task in tasks)),
        ),
        Part(
            "Khó khăn, vướng mắc",
            _of_quarters(found, "difficulties")
            + tuple(
                Item(one.difficulties, f"Nhiệm vụ {task.number}, {quarter_label(one.quarter)}: ")
                for task in tasks
                for one in task.quarters
                if one.difficulties.strip()
            ),
        ),
        Part("Kiến nghị, đề xuất và kết quả trả lời", tuple(map(_proposal, found.proposals))),
        Part("Điều chỉnh cam kết", tuple(
            Item(f"{one.reason}", f"Lần {one.number}, {long_date(one.decided_on)}: ")
            for one in found.amendments
        )),
    ]  # fmt: skip


def timeliness(found: UnitResults) -> str:
    """'Đã nộp 3/4 kỳ báo cáo: 2 đã chấp nhận, 1 chờ xem xét; 1 bị trả lại, chưa bổ sung. …'"""
    accepted, waiting, back = (
        found.lying(state)
        for state in (ReportState.ACCEPTED, ReportState.SUBMITTED, ReportState.SENT_BACK)
    )
    total = len(found.quarters)
    if not total:
        return f"Không có kỳ báo cáo nào trong {found.span}: bản cam kết được ký sau đó."
    lying = ((accepted, "đã chấp nhận"), (waiting, "chờ xem xét"))
    where = ", ".join(f"{count} {word}" for count, word in lying if count)
    said = f"Đã nộp {accepted + waiting}/{total} kỳ báo cáo" + (f": {where}" if where else "")
    said += f"; {back} bị trả lại, chưa bổ sung" if back else ""
    late = f", muộn {found.late} kỳ" if found.late else ""
    return f"{said}. Nộp lần đầu đúng hạn {found.on_time} kỳ{late}."


def _timeliness(found: UnitResults) -> tuple[Item, ...]:
    late = (Item(_late(one)) for one in found.quarters if one.on_time is False)
    return (Item(timeliness(found)), *late)


def _late(one: QuarterResult) -> str:
    return f"{quarter_label(one.quarter)} {one.punctuality} (hạn nộp {format_date(one.due_on)})."


def _of_quarters(found: UnitResults, name: str) -> tuple[Item, ...]:
    return tuple(
        Item(getattr(one, name), f"{quarter_label(one.quarter)}: ")
        for one in found.quarters
        if getattr(one, name).strip()
    )


def _row(task: TaskResult, nothing: str) -> tuple[tuple[str, ...], ...]:
    gone = ("Đã rút khỏi cam kết.",) if task.is_gone else ()
    late = f"(đến hết {quarter_label(task.quarter)})" if task.quarter else nothing
    return (
        (str(task.number),),
        (task.title, *gone),
        (task.goal or task.product,),
        (task.value, late),
        (_percent(task.completion),),
        (_percent(task.planned),),
        (task.status or "–",),
        (task.judged or "–",),
    )


def _task(task: TaskResult) -> list[Item]:
    items = [Item(head=f"{task.number}. {task.title}")]
    for one in task.quarters:
        said = one.changed.strip() or ("Không phát sinh." if one.nothing_new else "")
        label = quarter_label(one.quarter)
        value = f" ({one.value})" if one.value else ""
        items += [Item(said, f"{label}{value}: ")] if said else []
        items += (
            [Item(f"{'; '.join(one.evidence)}.", f"Minh chứng {label}: ")] if one.evidence else []
        )
    return items if len(items) > 1 else []


def _proposal(one: ProposalResult) -> Item:
    where = f"Nhiệm vụ {one.task}" if one.task else "Chung"
    whom = f", kiến nghị với {one.addressee}" if one.addressee else ""
    if one.answer:
        day = f" ngày {format_date(one.answered_at)}" if one.answered_at else ""
        answer = f"Trả lời{day} ({small(one.outcome)}): {one.answer}"
    else:
        due = f", hạn trả lời {format_date(one.due_on)}" if one.due_on else ""
        answer = f"Chưa có trả lời{due}."
    return Item(f"{one.text}\n{answer}", f"{quarter_label(one.quarter)}, {small(where)}{whom}: ")


def _percent(value: object) -> str:
    return "–" if value is None else format_percent(value)  # type: ignore[arg-type]
