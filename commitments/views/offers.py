"""Which deeds a page offers to whom: the rules the verbs ask, asked before a button is drawn."""

from datetime import date
from typing import NamedTuple

from commitments import rules
from commitments.models import Commitment
from commitments.states import CommitmentState
from commitments.views.deeds import href_of, href_of_year
from units.models import Person
from units.roles import Permission


class Offer(NamedTuple):
    """A button: a link to the page of the deed. The first of a page is its main one."""

    label: str
    href: str
    icon: str


def offers(person: Person, commitment: Commitment, on: date) -> list[Offer]:
    """The deeds this person may do to this commitment today, the expected one first."""
    found = []
    if rules.may_submit_registration(person, commitment, on):
        found.append(Offer("Gửi đăng ký", href_of(commitment, "submit"), "send"))
    if rules.may_approve(person, commitment, on):
        found.append(Offer("Duyệt nội dung", href_of(commitment, "approve"), "check"))
    if rules.may_sign_as_head(person, commitment, on) or rules.may_sign_as_standing(
        person, commitment, on
    ):
        found.append(Offer("Ký bản cam kết", href_of(commitment, "sign"), "pen-line"))
    if _may_record(person, commitment):
        found.append(Offer("Ghi nhận ký trên giấy", _conference(commitment), "file-pen-line"))
    if rules.may_prepare(person, commitment, on) and commitment.passed_on_at is None:
        found.append(Offer("Chuyển Thường trực", href_of(commitment, "pass_on"), "send"))
    if rules.may_choose(person, commitment, on):
        found.append(Offer("Chọn nhiệm vụ", href_of(commitment, "choose"), "list-checks"))
    if rules.may_send_back(person, commitment, on):
        found.append(Offer("Trả lại để bổ sung", href_of(commitment, "send_back"), "undo-2"))
    if rules.may_assign(person, commitment, on):
        found.append(Offer("Giao thêm nhiệm vụ", href_of(commitment, "assign"), "plus"))
        found.append(Offer("Ngoại lệ số nhiệm vụ", href_of(commitment, "exception"), "scale"))
    if rules.may_start_amendment(person, commitment, on):
        found.append(Offer("Đề nghị điều chỉnh", href_of(commitment, "amend"), "file-pen-line"))
    return found


def waits_for(commitment: Commitment, on: date) -> str:
    """Who must act now, in words; empty when nobody must."""
    if commitment.state == CommitmentState.SUBMITTED:
        passed = commitment.passed_on_at is not None
        return "chờ Thường trực duyệt" if passed else "chờ Văn phòng xem xét"
    if commitment.state == CommitmentState.APPROVED:
        unsigned = {
            "người đứng đầu": commitment.head_signed_at,
            "Thường trực": commitment.standing_signed_at,
        }
        return "chờ " + ", ".join(who for who, at in unsigned.items() if at is None) + " ký"
    if commitment.state == CommitmentState.SENT_BACK:
        return "chờ đơn vị bổ sung" + _late(commitment, on)
    if commitment.state == CommitmentState.DRAFT:
        return "chờ đơn vị gửi" + _late(commitment, on)
    return ""


def _late(commitment: Commitment, on: date) -> str:
    """', quá hạn 10 ngày' once the registration's last day is past."""
    last = commitment.year.registration_due_on
    late = (on - last).days if last else 0
    return f", quá hạn {late} ngày" if late > 0 else ""


def _may_record(person: Person, commitment: Commitment) -> bool:
    return commitment.state == CommitmentState.APPROVED and person.can(
        Permission.RECORD_PAPER_SIGNING, commitment.year.committee
    )


def _conference(commitment: Commitment) -> str:
    return f"{href_of_year(commitment.year, 'signing')}?chon={commitment.pk}"
