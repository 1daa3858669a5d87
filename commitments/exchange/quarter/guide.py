"""The words of the workbook that are about how to use it."""

from collections.abc import Iterator

from camket.text import quarter_label
from commitments.models import ProgressReport

LINES: tuple[tuple[str, str], ...] = (
    ("Cách dùng", "1. Điền các ô nền vàng ở trang “Báo cáo”. Các ô khác được khóa để đọc."),
    ("", "2. Lưu tệp dạng Excel Workbook (.xlsx), không đổi tên trang, không thêm trang."),
    ("", "3. Mở trang báo cáo của quý này trên hệ thống, chọn “Nạp từ Excel” và tải tệp lên."),
    ("", "4. Xem những ô thay đổi, rồi xác nhận. Nội dung vào bản nháp; báo cáo chưa được gửi đi."),
    ("", "5. Tải minh chứng lên và gửi báo cáo ở trang báo cáo của hệ thống."),
    ("Tệp này của ai", "Tệp chỉ dùng cho đơn vị, quý và bản cam kết ghi ở đầu trang “Báo cáo”."),
    ("", "Không chép tệp của đơn vị khác hoặc của quý khác: hệ thống nhận ra và không nhận."),
    ("", "Nếu sau khi tải tệp, bản cam kết được điều chỉnh hoặc báo cáo đã được gửi (kể cả khi rút về hay"
     " bị trả lại), cần tải biểu mẫu mới."),
    ("Ô để trống", "Ô vốn có nội dung mà nay để trống được coi là xóa; hệ thống cho xem trước khi xóa."),
    ("", "Ô không sửa thì giữ nội dung đang có trên hệ thống, kể cả khi có người vừa sửa ở đó."),
    ("Số", "Dấu phẩy cho phần thập phân: 12,4. Không ghi đơn vị tính, dấu % sau số; không dùng công thức."),
    ("Ngày", "Ghi ngày/tháng/năm, ví dụ 15/4/2021."),
    ("Đánh dấu", "Ghi chữ x để đánh dấu; để trống là không đánh dấu."),
    ("Chữ", "Dùng bảng mã Unicode. Xuống dòng trong ô bằng Alt+Enter. Dòng có thể kéo cao thêm."),
)  # fmt: skip


def title(report: ProgressReport) -> str:
    name = quarter_label(report.period.quarter, report.commitment.year.year)
    return f"Hướng dẫn lập báo cáo {name} bằng Excel"


def words(report: ProgressReport) -> Iterator[str]:
    """All that stands on the sheet."""
    yield title(report)
    for line in LINES:
        yield from line
