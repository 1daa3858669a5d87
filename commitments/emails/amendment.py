"""What a unit is told when its proposed amendment was decided."""

from datetime import datetime

from camket.text import format_date
from commitments.emails.addresses import commitment_href
from commitments.emails.deed import Deed, tell
from commitments.models import Amendment
from commitments.states import AmendmentState


def amendment_decided(amendment: Amendment, *, at: datetime) -> None:
    """Approved or rejected, as the amendment says by now."""
    commitment, agreed = amendment.commitment, amendment.state == AmendmentState.APPROVED
    kind = "amendment_approved" if agreed else "amendment_rejected"
    year_href = commitment_href(commitment).removesuffix(f"cam-ket/{commitment.unit.code}/")
    href = f"{year_href}dieu-chinh/{commitment.unit.code}/{amendment.pk}/"
    deed = Deed(kind, str(amendment.pk), commitment, at, href, "Xem điều chỉnh")
    changes = (amendment.content or {}).get("changes", [])
    facts = [("Số nhiệm vụ thay đổi", str(len(changes)))]
    if agreed and amendment.made:
        facts.append(("Có hiệu lực từ", format_date(amendment.made.in_force_from)))
        facts.append(("Mã nội dung mới", amendment.made.code))
    tell(deed, facts, amendment=amendment, comment=amendment.comment, sender="Thường trực")
