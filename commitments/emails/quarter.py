"""What a unit is told of a quarter's report: received, accepted, sent back, given more time or not.

And the one thing that the Office is told of it: that more time is asked for.
"""

from collections.abc import Mapping
from datetime import date, datetime

from camket.text import format_date
from commitments import periods, quality, rules
from commitments.emails.addresses import office_of, report_href
from commitments.emails.deed import Deed, Facts, in_order, moment, of_quarter, tell
from commitments.models import Extension, ExtensionRequest, ProgressReport, Submission


def quarter_received(report: ProgressReport, submission: Submission, *, at: datetime) -> None:
    deed = of_quarter("quarter_received", str(submission.pk), report, at, "Xem báo cáo")
    first = report.first_submitted_at or submission.submitted_at
    on_time = periods.is_on_time(first, report.period.due_on)
    earlier = first != submission.submitted_at
    counted = f", tính theo lần nộp {moment(first)}" if earlier else ""
    facts = [
        ("Lần nộp", str(submission.number)),
        ("Thời điểm", moment(submission.submitted_at)),
        ("Mã biên nhận", submission.code),
        ("So với hạn nộp", ("đúng hạn" if on_time else "sau hạn nộp") + counted),
    ]
    until = None if rules.was_judged(report) else rules.lock_day(report)
    tell(deed, facts, period=report.period, by=submission.submitted_by, until=until)


def quarter_accepted(
    report: ProgressReport,
    made: Submission,
    comment: str,
    points: Mapping[str, str],
    *,
    at: datetime,
) -> None:
    """With the tasks of the accepted round ``made`` that the Office judged otherwise than the unit."""
    deed = of_quarter("quarter_accepted", str(made.pk), report, at, "Xem báo cáo")
    tasks = [(task["promise"]["number"], task["status"]) for task in made.content["tasks"]]
    facts = [
        (f"Trạng thái nhiệm vụ {number}", differs)
        for number, said in tasks
        if (differs := quality.judged_otherwise(said, made.judged_of(number)))
    ]
    tell(deed, facts, period=report.period, comment=comment, points=in_order(points))


def quarter_sent_back(
    report: ProgressReport, comment: str, points: Mapping[str, str], *, at: datetime
) -> None:
    deed = of_quarter("quarter_sent_back", _latest(report), report, at, "Bổ sung báo cáo")
    facts = [
        ("Hạn nộp", format_date(report.period.due_on)),
        ("Khóa sổ", "không áp dụng cho báo cáo trả lại"),
    ]
    tell(deed, facts, period=report.period, comment=comment, points=in_order(points))


def extension_asked(report: ProgressReport, asked: ExtensionRequest, *, at: datetime) -> None:
    """To the Office: a unit asks for more time."""
    href = f"{report_href(report)}gia-han/de-nghi-{asked.pk}/"
    deed = Deed("extension_asked", str(asked.pk), report.commitment, at, href, "Trả lời đề nghị")
    facts = [
        *_dates(report),
        ("Xin gia hạn đến", format_date(asked.wished_until)),
        ("Người đề nghị", asked.on_behalf_of or str(asked.asked_by)),
    ]
    tell(
        deed,
        facts,
        people=office_of(report.commitment.year.committee, at),
        period=report.period,
        comment=asked.reason,
        heading="Lý do",
    )


def extension_granted(
    report: ProgressReport, extension: Extension, answer: str = "", *, at: datetime
) -> None:
    deed = of_quarter("extension_granted", str(extension.pk), report, at, "Mở báo cáo")
    facts = [
        ("Hạn nộp", format_date(report.period.due_on)),
        ("Khóa sổ mới", format_date(extension.locks_on)),
        ("Người đề nghị", extension.asked_by),
    ]
    tell(deed, facts, period=report.period, extension=extension, comment=answer)


def extension_corrected(
    report: ProgressReport, extension: Extension, before: date, *, at: datetime
) -> None:
    """The day ``before`` was mistaken."""
    deed = of_quarter("extension_corrected", str(extension.pk), report, at, "Mở báo cáo")
    facts = [
        ("Hạn nộp", format_date(report.period.due_on)),
        ("Khóa sổ mới", format_date(extension.locks_on)),
        ("Thay cho ngày", format_date(before)),
    ]
    tell(
        deed,
        facts,
        period=report.period,
        extension=extension,
        before=before,
        comment=extension.reason,
        heading="Lý do",
    )


def extension_refused(
    report: ProgressReport, asked: ExtensionRequest, answer: str, *, at: datetime
) -> None:
    deed = of_quarter("extension_refused", str(asked.pk), report, at, "Mở báo cáo")
    facts = [*_dates(report), ("Đã xin gia hạn đến", format_date(asked.wished_until))]
    tell(deed, facts, period=report.period, comment=answer)


def _latest(report: ProgressReport) -> str:
    """The round that was judged: a round gets one verdict, so it names the deed."""
    latest = report.rounds.order_by("-number").first()
    return str(latest.pk) if latest else f"r{report.pk}"


def _dates(report: ProgressReport) -> Facts:
    locks = format_date(rules.lock_day(report))
    extended = " (đã gia hạn)" if rules.extended_until(report) else ""
    return [("Hạn nộp", format_date(report.period.due_on)), ("Khóa sổ", locks + extended)]
