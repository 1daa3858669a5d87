"""What a unit is told when both sides have signed its commitment."""

from datetime import datetime

from camket.text import format_date
from commitments.emails.deed import of_commitment, tell
from commitments.models import Commitment


def commitment_signed(commitment: Commitment, *, at: datetime) -> None:
    deed = of_commitment("commitment_signed", str(commitment.pk), commitment, at, "Xem bản cam kết")
    content = commitment.content or {}
    facts = [
        ("Ngày ký", format_date(commitment.signed_on) if commitment.signed_on else ""),
        ("Số nhiệm vụ", str(len(content.get("tasks", ())))),
        ("Mã nội dung", commitment.code),
    ]
    reports = commitment.reports.select_related("period__year").order_by("period__quarter")
    facts += [(f"Hạn nộp {report.period}", format_date(report.period.due_on)) for report in reports]
    tell(deed, facts)
