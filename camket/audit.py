"""Every recordable deed, and the one function that records it.

``Refused`` lives here too: a verb either records its deed or refuses it, never anything between.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import models

from camket.models import AuditEntry


class Deed(models.TextChoices):
    """One list of all deeds, in the words the history panel shows."""

    # units
    COMMITTEE_CREATED = "COMMITTEE_CREATED", "Lập cấp ủy"
    COMMITTEE_EDITED = "COMMITTEE_EDITED", "Sửa thông tin cấp ủy"
    GROUP_SAVED = "GROUP_SAVED", "Ghi nhóm đơn vị"
    UNIT_ADDED = "UNIT_ADDED", "Thêm đơn vị"
    UNIT_EDITED = "UNIT_EDITED", "Sửa đơn vị"
    UNIT_CLOSED = "UNIT_CLOSED", "Kết thúc hoạt động của đơn vị"
    PERSON_ADDED = "PERSON_ADDED", "Thêm người dùng"
    PERSON_EDITED = "PERSON_EDITED", "Sửa người dùng"
    PERSON_INVITED = "PERSON_INVITED", "Gửi thư mời đặt mật khẩu"
    APPOINTED = "APPOINTED", "Phân công vai trò"
    APPOINTMENT_EDITED = "APPOINTMENT_EDITED", "Sửa phân công vai trò"
    APPOINTMENT_ENDED = "APPOINTMENT_ENDED", "Kết thúc vai trò"
    # the year
    YEAR_OPENED = "YEAR_OPENED", "Lập năm cam kết"
    YEAR_EDITED = "YEAR_EDITED", "Sửa thiết lập năm"
    REGISTRATION_OPENED = "REGISTRATION_OPENED", "Mở đăng ký"
    YEAR_IN_FORCE = "YEAR_IN_FORCE", "Bắt đầu thực hiện"
    YEAR_CLOSED = "YEAR_CLOSED", "Khép năm"
    # the commitment
    TASK_SAVED = "TASK_SAVED", "Ghi nhiệm vụ"
    TASK_REMOVED = "TASK_REMOVED", "Bỏ nhiệm vụ"
    TASK_MOVED = "TASK_MOVED", "Đổi thứ tự nhiệm vụ"
    TASK_ASSIGNED = "TASK_ASSIGNED", "Giao thêm nhiệm vụ"
    LIMIT_EXCEPTED = "LIMIT_EXCEPTED", "Cho phép ngoại lệ về số nhiệm vụ"
    REGISTRATION_SUBMITTED = "REGISTRATION_SUBMITTED", "Gửi đăng ký cam kết"
    REGISTRATION_SENT_BACK = "REGISTRATION_SENT_BACK", "Trả lại để bổ sung đăng ký"
    REGISTRATION_PASSED_ON = "REGISTRATION_PASSED_ON", "Chuyển Thường trực xem xét"
    COMMITMENT_APPROVED = "COMMITMENT_APPROVED", "Duyệt nội dung cam kết"
    COMMITMENT_SIGNED_BY_HEAD = "COMMITMENT_SIGNED_BY_HEAD", "Người đứng đầu ký cam kết"
    COMMITMENT_SIGNED_BY_STANDING = "COMMITMENT_SIGNED_BY_STANDING", "Thường trực ký cam kết"
    COMMITMENT_SIGNED = "COMMITMENT_SIGNED", "Ký bản cam kết"
    SIGNED_AT_CONFERENCE = "SIGNED_AT_CONFERENCE", "Ký tại hội nghị"
    TASK_CHOSEN = "TASK_CHOSEN", "Chọn nhiệm vụ đưa vào bản ký"
    CHANGE_SUGGESTED = "CHANGE_SUGGESTED", "Đề nghị sửa nhiệm vụ"
    SUGGESTION_WITHDRAWN = "SUGGESTION_WITHDRAWN", "Rút đề nghị sửa"
    SUGGESTION_ANSWERED = "SUGGESTION_ANSWERED", "Trả lời đề nghị sửa"
    SUPPORT_ANSWERED = "SUPPORT_ANSWERED", "Trả lời về việc phối hợp"
    TASK_CARRIED_OVER = "TASK_CARRIED_OVER", "Chuyển tiếp nhiệm vụ năm trước"
    BASIS_SAVED = "BASIS_SAVED", "Ghi văn bản căn cứ"
    SCAN_UPLOADED = "SCAN_UPLOADED", "Tải lên bản ký"
    # amendments
    AMENDMENT_DRAFTED = "AMENDMENT_DRAFTED", "Soạn đề nghị điều chỉnh"
    AMENDMENT_DROPPED = "AMENDMENT_DROPPED", "Bỏ bản soạn điều chỉnh"
    AMENDMENT_REBASED = "AMENDMENT_REBASED", "Ghép đề nghị với bản hiện hành"
    AMENDMENT_PROPOSED = "AMENDMENT_PROPOSED", "Đề nghị điều chỉnh cam kết"
    AMENDMENT_APPROVED = "AMENDMENT_APPROVED", "Đồng ý điều chỉnh cam kết"
    AMENDMENT_REJECTED = "AMENDMENT_REJECTED", "Không đồng ý điều chỉnh"
    # people and units that change, workbooks that come in
    WORK_HANDED_OVER = "WORK_HANDED_OVER", "Bàn giao công việc"
    HANDOVER_ACKNOWLEDGED = "HANDOVER_ACKNOWLEDGED", "Nhận bàn giao"
    UNITS_MERGED = "UNITS_MERGED", "Hợp nhất đơn vị"
    UNIT_SPLIT = "UNIT_SPLIT", "Chia tách đơn vị"
    UNIT_RENAMED = "UNIT_RENAMED", "Đổi tên đơn vị"
    WORKBOOK_IMPORTED = "WORKBOOK_IMPORTED", "Nhập dữ liệu từ Excel"
    # the quarter
    QUARTER_SUBMITTED = "QUARTER_SUBMITTED", "Gửi báo cáo quý"
    QUARTER_WITHDRAWN = "QUARTER_WITHDRAWN", "Rút báo cáo để sửa"
    REVIEW_BEGUN = "REVIEW_BEGUN", "Bắt đầu xem xét báo cáo"
    QUARTER_SENT_BACK = "QUARTER_SENT_BACK", "Trả lại để bổ sung báo cáo"
    QUARTER_ACCEPTED = "QUARTER_ACCEPTED", "Chấp nhận báo cáo"
    QUARTER_REOPENED = "QUARTER_REOPENED", "Mở lại báo cáo đã chấp nhận"
    EXTENSION_GRANTED = "EXTENSION_GRANTED", "Gia hạn báo cáo"
    EXTENSION_CORRECTED = "EXTENSION_CORRECTED", "Sửa ngày gia hạn báo cáo"
    EXTENSION_ASKED = "EXTENSION_ASKED", "Xin gia hạn báo cáo"
    EXTENSION_REFUSED = "EXTENSION_REFUSED", "Không gia hạn báo cáo"
    EXTENSION_REQUEST_WITHDRAWN = "EXTENSION_REQUEST_WITHDRAWN", "Rút đề nghị gia hạn"
    QUARTER_FILLED_FROM_WORKBOOK = "QUARTER_FILLED_FROM_WORKBOOK", "Nạp báo cáo quý từ Excel"
    EVIDENCE_ADDED = "EVIDENCE_ADDED", "Thêm minh chứng"
    EVIDENCE_USED = "EVIDENCE_USED", "Dùng lại minh chứng"
    EVIDENCE_DETACHED = "EVIDENCE_DETACHED", "Gỡ minh chứng khỏi nhiệm vụ"
    EVIDENCE_REMOVED = "EVIDENCE_REMOVED", "Xóa tệp minh chứng"
    # proposals, explanations
    PROPOSAL_MADE = "PROPOSAL_MADE", "Nêu kiến nghị"
    PROPOSAL_CHANGED = "PROPOSAL_CHANGED", "Sửa nội dung kiến nghị"
    PROPOSAL_WITHDRAWN = "PROPOSAL_WITHDRAWN", "Rút kiến nghị"
    PROPOSAL_FORWARDED = "PROPOSAL_FORWARDED", "Chuyển kiến nghị, đổi hạn trả lời"
    PROPOSAL_ANSWERED = "PROPOSAL_ANSWERED", "Trả lời kiến nghị"
    EXPLANATION_ASKED = "EXPLANATION_ASKED", "Yêu cầu giải trình"
    EXPLANATION_ANSWERED = "EXPLANATION_ANSWERED", "Giải trình"
    EXPLANATION_WITHDRAWN = "EXPLANATION_WITHDRAWN", "Rút yêu cầu giải trình"
    # inspections
    INSPECTION_PLANNED = "INSPECTION_PLANNED", "Lập kế hoạch kiểm tra, giám sát"
    INSPECTION_EDITED = "INSPECTION_EDITED", "Sửa kế hoạch kiểm tra, giám sát"
    INSPECTION_CANCELLED = "INSPECTION_CANCELLED", "Không tiến hành theo kế hoạch"
    INSPECTION_CONCLUDED = "INSPECTION_CONCLUDED", "Kết luận kiểm tra, giám sát"
    FINDING_RECORDED = "FINDING_RECORDED", "Ghi nhận phát hiện"
    VALUE_VERIFIED = "VALUE_VERIFIED", "Xác minh kết quả"
    ACTION_DONE = "ACTION_DONE", "Báo đã khắc phục"
    ACTION_VERIFIED = "ACTION_VERIFIED", "Xác nhận đã khắc phục"
    ACTION_REFUSED = "ACTION_REFUSED", "Chưa xác nhận khắc phục"
    # the annual report
    REPORT_STARTED = "REPORT_STARTED", "Lập báo cáo năm"
    REPORT_EDITED = "REPORT_EDITED", "Sửa báo cáo năm"
    FIGURE_TYPED = "FIGURE_TYPED", "Nhập số liệu ngoài hệ thống"
    REPORT_ISSUED = "REPORT_ISSUED", "Phát hành báo cáo năm"
    REPORT_WITHDRAWN = "REPORT_WITHDRAWN", "Thu hồi báo cáo năm"


class Refused(Exception):
    """A deed that may not happen now, with the sentence to show the person who tried."""

    def __init__(self, sentence: str, *, lines: list[str] | None = None):
        super().__init__(sentence)
        self.sentence = sentence
        self.lines = lines or []


class Conflict(Refused):
    """Somebody else saved first: ``theirs`` holds their values, so that both can be shown."""

    def __init__(self, sentence: str, *, theirs: dict[str, Any], version: int):
        super().__init__(sentence)
        self.theirs = theirs
        self.version = version


ALREADY_DONE = "Việc này đã được xử lý trước đó. Đề nghị xem lại trạng thái mới nhất."


def ask(answer: bool, sentence: str) -> None:
    """Third beat of a verb: raises Refused with the sentence when a rule has answered no."""
    if not answer:
        raise Refused(sentence)


def claim(rows: models.QuerySet, sentence: str = ALREADY_DONE, **changes: Any) -> None:
    """Fourth beat: UPDATE the one row that is still as expected, and believe the row count.

    Of two people at once exactly one gets a row; the other gets Refused. Right on every engine.
    """
    if rows.update(**changes) != 1:
        raise Refused(sentence)


def digest(content: Any) -> str:
    """SHA-256 (64 hex digits) of JSON content in one canonical spelling."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    deed: Deed,
    subject: models.Model,
    *,
    by: Any,
    at: datetime,
    committee: Any,
    on_behalf_of: str = "",
    comment: str = "",
    **detail: Any,
) -> AuditEntry:
    """Write one entry, inside the deed's own transaction, so that both stand or neither.

    ``by`` is a Person, ``committee`` a Committee. None, or a person without a row: nobody we know,
    the command line.

    ``detail`` is small JSON: before/after values, counts, hashes. ``on_behalf_of`` is a name in
    words ("Bí thư Đảng ủy Phường 5") because posts change and the record must not.
    """
    return AuditEntry.objects.create(
        deed=deed,
        by=by if by is not None and by.pk else None,
        at=at,
        on_behalf_of=on_behalf_of,
        committee=committee,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:300],
        comment=comment,
        detail=detail,
    )


def history_of(*subjects: models.Model) -> models.QuerySet[AuditEntry]:
    """Entries about these things, newest first, with who did them (one query)."""
    match = models.Q(pk__in=[])
    for subject in subjects:
        match |= models.Q(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
    return AuditEntry.objects.filter(match).select_related("by")


def deed_label(entry: AuditEntry) -> str:
    """The deed in Vietnamese; an old, unknown deed is shown as it is stored."""
    return Deed(entry.deed).label if entry.deed in Deed.values else entry.deed
