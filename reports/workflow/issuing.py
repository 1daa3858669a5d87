"""Issue the annual report, which freezes it; withdraw it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, Refused, ask, claim, digest
from camket.text import nfc
from reports import rules
from reports.assembly import Assembler
from reports.figures import quarter_counts
from reports.models import YearReport
from reports.paper import profile_for
from reports.states import YearReportState
from reports.workflow.printing import queue_print
from reports.workflow.writing import STALE, lock
from units.models import Person

CHANGED = "Nội dung báo cáo vừa thay đổi sau khi trang này được mở. Đề nghị đọc lại rồi phát hành."


def shown(report: YearReport, on: date) -> str:
    """The digest of a draft as it stands, for the page that asks to issue it.

    Empty while a section cannot be printed.
    """
    try:
        return digest(Assembler(report, on).content().to_json())
    except ValueError:
        return ""


@transaction.atomic
def issue(
    *, report: YearReport, number: int, signed_on: date, version: int, by: Person, at: datetime,
    seen: str = "",
) -> YearReport:  # fmt: skip
    """DRAFT → ISSUED: number, date and profile are set, the content is frozen, the print is queued.

    Raises Refused for a day in the future or before December of the report's year, a missing
    signer, a number used already, a year not yet closed to reports (``QuarterCounts.is_closed``), a
    section that cannot be printed, is empty or says a figure the data do not know (domain.md §8),
    or a report somebody changed meanwhile. ``seen`` is
    what ``shown`` said when the page was drawn, so that nobody issues a text or a figure they have
    not read; empty: not asked.
    """
    report = lock(report)
    on = clock.local_date(at)
    ask(rules.may_issue(by, report, on), "Báo cáo đã phát hành, hoặc không đủ quyền phát hành.")
    _ask_complete(report, number, signed_on, on)
    ask(seen in ("", shown(report, on)), CHANGED)
    content = _content(report, number, signed_on, on)
    claim(
        YearReport.objects.filter(pk=report.pk, state=YearReportState.DRAFT, version=version),
        STALE,
        state=YearReportState.ISSUED,
        version=version + 1,
        number=number,
        signed_on=signed_on,
        profile=profile_for(signed_on).code,
        issued_at=at,
        issued_by=by,
        content=content,
        content_hash=digest(content),
    )
    report.refresh_from_db()
    queue_print(report, by=by, at=at)
    audit.record(
        Deed.REPORT_ISSUED, report, by=by, at=at, committee=report.year.committee,
        number=number, signed_on=signed_on.isoformat(), hash=report.content_hash,
    )  # fmt: skip
    return report


def _content(report: YearReport, number: int, signed_on: date, on: date) -> dict[str, Any]:
    """The document as it will be frozen, with its number and day."""
    report.number, report.signed_on, report.state = number, signed_on, YearReportState.ISSUED
    try:
        return Assembler(report, on).content().to_json()
    except ValueError as error:
        raise Refused("Chưa phát hành được.", lines=[str(error)]) from error


def _ask_complete(report: YearReport, number: int, signed_on: date, on: date) -> None:
    """Part of the third beat: number and day as a document needs them, nothing against its text."""
    year = report.year.year
    ask(number >= 1, "Số của báo cáo phải từ 1.")
    ask(signed_on <= on, "Ngày ký không thể ở sau hôm nay.")
    ask(
        date(year, 12, 1) <= signed_on <= date(year + 1, 12, 31),
        f"Báo cáo năm {year} ký từ tháng 12/{year} đến hết năm liền sau.",
    )
    used = report.year.reports.filter(number=number).exclude(pk=report.pk)
    ask(not used.exists(), f"Số {number:02d} đã dùng cho báo cáo đã thu hồi của năm này.")
    against = objections(report, on)
    if len(against) > 1:
        raise Refused("Có điểm phải sửa trước khi phát hành.", lines=against)
    ask(not against, "".join(against))


def objections(report: YearReport, on: date) -> list[str]:
    """What keeps a draft from being issued, whatever its number and day: one sentence each."""
    last = quarter_counts(report.year, on)[-1]
    found = []
    if not report.signer_name.strip():
        found.append("Chưa ghi họ và tên người ký.")
    if not report.recipients.strip():
        found.append("Chưa ghi nơi nhận.")
    if not last.is_closed(on):
        found.append(
            f"Báo cáo quý IV: {last.accepted}/{last.required} đã chấp nhận, {last.waiting} đang "
            f"chờ xem xét, {last.sent_back} bị trả lại, {last.extended} đang được gia hạn. Phát "
            "hành được khi tất cả đã chấp nhận, hoặc sau ngày khóa sổ khi không còn báo cáo chờ "
            "xem xét, bị trả lại hay gia hạn."
        )
    drafts = Assembler(report, on).drafts()
    return found + [
        f"Mục {d.title.rstrip(':')}: {d.problem or d.doubt}" for d in drafts if d.problem or d.doubt
    ]


@transaction.atomic
def withdraw(*, report: YearReport, reason: str, by: Person, at: datetime) -> None:
    """ISSUED → WITHDRAWN with a reason; the frozen content stays, a new report may be started."""
    report = lock(report)
    ask(
        rules.may_withdraw(by, report, clock.local_date(at)),
        "Chỉ Văn phòng thu hồi báo cáo đã phát hành.",
    )
    reason = nfc(reason).strip()
    ask(bool(reason), "Thu hồi báo cáo phải nêu lý do.")
    claim(
        YearReport.objects.filter(pk=report.pk, state=YearReportState.ISSUED),
        state=YearReportState.WITHDRAWN,
        withdrawn_at=at,
    )
    audit.record(
        Deed.REPORT_WITHDRAWN, report, by=by, at=at, comment=reason,
        committee=report.year.committee,
    )  # fmt: skip
