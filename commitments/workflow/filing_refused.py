"""Why a quarter cannot be handed in or taken back now, in words that say what would help."""

from datetime import datetime

from camket import clock
from camket.text import format_date, format_moment
from commitments import rules
from commitments.models import ProgressReport
from commitments.states import ReportState
from units.models import Person

NOT_ALLOWED = (
    "Người đứng đầu chưa cho phép anh/chị gửi thay. Nội dung đã soạn vẫn được giữ: đề nghị người đứng "
    "đầu gửi, hoặc bấm “Cho gửi thay” ở dòng của anh/chị trên trang Đơn vị."
)

ASK_OFFICE = "Đề nghị Văn phòng gia hạn; nội dung đã soạn vẫn được giữ."
OFFICE_EXTENDS = "Bấm “Gia hạn” ở đầu trang thì gửi được; nội dung đã soạn vẫn được giữ."

AMENDED_UNSAVED = (
    "Bản cam kết đã được điều chỉnh trong khi trang này đang mở nên nội dung vừa nhập chưa được lưu. "
    "Nội dung vẫn còn trên trang: đề nghị bấm Lưu nháp để lưu và xem các nhiệm vụ theo bản sau điều "
    "chỉnh."
)
AMENDED_UNSENT = (
    "Bản cam kết vừa được điều chỉnh nên báo cáo chưa được gửi. Nội dung đã soạn vẫn được giữ: đề nghị "
    "đọc lại các nhiệm vụ theo bản sau điều chỉnh rồi gửi."
)


def why_not(by: Person, report: ProgressReport, at: datetime) -> str:
    """Why this person cannot hand this report in now, and what would help."""
    on = clock.local_date(at)
    if not rules.may_file(by, report, on):
        return why_not_writable(report)
    if not rules.has_begun(report, on):
        return f"{report.period} chưa bắt đầu nên chưa gửi được báo cáo. Nội dung đã soạn vẫn được giữ."
    if rules.is_locked(report, on):
        helps = OFFICE_EXTENDS if rules.may_extend(by, report, on) else ASK_OFFICE
        return f"Kỳ báo cáo đã khóa sổ ngày {format_date(rules.lock_day(report))}. {helps}"
    return NOT_ALLOWED


def why_not_withdrawn(report: ProgressReport) -> str:
    """Why a submission cannot be taken back any more, and what is left to do."""
    if report.state == ReportState.ACCEPTED:
        return "Không rút được: báo cáo đã được chấp nhận. Cần sửa thì đề nghị Văn phòng mở lại."
    if report.state != ReportState.SUBMITTED:
        return "Không rút được: báo cáo đang ở đơn vị, chưa gửi hoặc đã được rút, trả lại."
    if begun := report.review_begun_at:
        since = f"Văn phòng bắt đầu xem xét lúc {format_moment(clock.local(begun))}"
    else:
        since = f"đã khóa sổ sau ngày {format_date(rules.lock_day(report))}"
    return f"Không rút được: {since}. Cần sửa thì đề nghị Văn phòng trả lại."


def why_not_writable(report: ProgressReport) -> str:
    """Why nothing is written into this report any more."""
    if report.state == ReportState.SUBMITTED:
        return "Báo cáo đã gửi và đang chờ Văn phòng xem xét."
    if report.state == ReportState.ACCEPTED:
        return "Báo cáo đã được chấp nhận nên không sửa được nữa."
    return "Báo cáo này không sửa được lúc này."
