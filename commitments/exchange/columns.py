"""The form of the workbook: its sheets and columns, as people see them and as the code names them.

Columns are found by their names, in any order. ``KINDS`` of a column say how a cell is read:
text, code, phone, email, whole, number, day, yes, one of ``choices``, group, unit, units.
"""

from dataclasses import dataclass

from camket.text import search_key
from commitments.models import TaskKind, TaskResponsibility
from commitments.progress import Keep
from commitments.quality import MAX_TEXT
from units.models import UnitKind
from units.roles import ROLE_LABELS, Role

FORM = "CAMKET-NHAP-1"  # the name and version of this form, written into every workbook
GUIDE, LISTS = "Hướng dẫn", "Danh mục"
EXAMPLE = "ví dụ"  # in the first column: an example, never imported

Choices = tuple[tuple[str, str], ...]  # (stored, shown)


@dataclass(frozen=True)
class Column:
    """``most``: characters; ``needed``: must be filled; ``width``: as Excel counts it."""

    key: str
    name: str
    kind: str = "text"
    needed: bool = False
    most: int = 0
    width: int = 16
    choices: Choices = ()
    note: str = ""


@dataclass(frozen=True)
class SheetForm:
    """``what`` is one row in words: "đơn vị"."""

    key: str
    name: str
    what: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        return next(one for one in self.columns if one.key == key)


def _choices(labels: type) -> Choices:
    return tuple((value, str(label)) for value, label in labels.choices if value)  # type: ignore[attr-defined]


ROLES: Choices = tuple((role.value, ROLE_LABELS[role]) for role in (Role.HEAD, Role.REPORTER)) + (
    tuple((role.value, ROLE_LABELS[role]) for role in Role if not role.of_unit)
)
QUARTERS: Choices = (("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV"))
YES: Choices = (("1", "Có"), ("0", "Không"))

UNITS = SheetForm(
    "units",
    "Đơn vị",
    "đơn vị",
    (
        Column("rank", "TT", "whole", width=7, note="Thứ tự trong nhóm; để trống: đứng cuối nhóm."),
        Column("code", "Mã", "code", most=60, width=18, note="Để trống, hệ thống tự đặt theo tên."),
        Column("full_name", "Tên đầy đủ", needed=True, most=200, width=38),
        Column("short_name", "Tên ngắn", needed=True, most=80, width=22),
        Column("report_name", "Tên in trong báo cáo", most=120, width=22,
               note="Để trống: như tên ngắn."),
        Column("group", "Nhóm", "group", needed=True, width=26, note="Chọn trong danh sách."),
        Column("kind", "Loại", "choice", needed=True, width=20, choices=_choices(UnitKind)),
        Column("collective", "Tập thể lãnh đạo", needed=True, most=150, width=32,
               note="Ví dụ: Ban Thường vụ Đảng ủy phường."),
        Column("head_post", "Chức vụ người đứng đầu", needed=True, most=120, width=22),
        Column("phone", "Điện thoại", "phone", most=30, width=16, note="Ghi dạng chữ để giữ số 0."),
        Column("valid_from", "Hoạt động từ ngày", "day", needed=True, width=16),
        Column("valid_to", "Đến ngày", "day", width=13, note="Để trống khi đang hoạt động."),
    ),
)  # fmt: skip
PEOPLE = SheetForm(
    "people",
    "Cán bộ",
    "cán bộ",
    (
        Column("number", "TT", "whole", width=7),
        Column("full_name", "Họ và tên", needed=True, most=120, width=26),
        Column("email", "Địa chỉ thư điện tử", "email", needed=True, most=200, width=34,
               note="Dùng để đăng nhập; mỗi người một địa chỉ."),
        Column("phone", "Điện thoại", "phone", most=30, width=16, note="Ghi dạng chữ để giữ số 0."),
        Column("role", "Vai trò", "choice", needed=True, width=20, choices=ROLES),
        Column("unit", "Đơn vị", "unit", width=26,
               note="Tên ngắn của đơn vị; để trống với vai trò của cấp ủy."),
        Column("position", "Chức vụ", needed=True, most=150, width=26),
        Column("starts_on", "Từ ngày", "day", needed=True, width=13),
        Column("may_submit", "Được gửi thay", "yes", width=14, choices=YES,
               note="Chỉ với cán bộ đầu mối."),
    ),
)  # fmt: skip
TASKS = SheetForm(
    "tasks",
    "Nhiệm vụ",
    "nhiệm vụ",
    (
        Column("number", "TT", "whole", needed=True, width=7, note="Số thứ tự trong bản cam kết."),
        Column("unit", "Đơn vị", "unit", needed=True, width=24, note="Tên ngắn của đơn vị."),
        Column("title", "Nội dung cam kết", needed=True, most=MAX_TEXT, width=50),
        Column("kind", "Loại", "choice", needed=True, width=16, choices=_choices(TaskKind)),
        Column("responsibility", "Trách nhiệm", "choice", needed=True, width=20,
               choices=_choices(TaskResponsibility)),
        Column("owner_name", "Người phụ trách", most=120, width=24),
        Column("owner_post", "Chức vụ", most=150, width=24),
        Column("supporting_units", "Đơn vị phối hợp", "units", width=26,
               note="Tên ngắn, cách nhau bằng dấu chấm phẩy."),
        Column("basis", "Căn cứ, thẩm quyền", most=MAX_TEXT, width=36),
        Column("product", "Sản phẩm, kết quả phải đạt", most=MAX_TEXT, width=36),
        Column("unit_of_measure", "Đơn vị tính", most=40, width=12),
        Column("baseline", "Số đầu kỳ", "number", width=12, note="Dấu phẩy cho phần thập phân."),
        Column("target", "Chỉ tiêu", "number", width=12),
        Column("given_target", "Chỉ tiêu cấp trên giao", "number", width=14),
        Column("maintain", "Chỉ tiêu duy trì", "choice", width=28, choices=_choices(Keep)),
        Column("due_on", "Thời hạn hoàn thành", "day", width=14),
    ),
)  # fmt: skip
STEPS = SheetForm(
    "steps",
    "Lộ trình",
    "mốc",
    (
        Column("number", "TT nhiệm vụ", "whole", needed=True, width=12,
               note="TT của nhiệm vụ ở trang Nhiệm vụ."),
        Column("unit", "Đơn vị", "unit", needed=True, width=24),
        Column("quarter", "Quý", "choice", needed=True, width=10, choices=QUARTERS),
        Column("text", "Việc phải xong", needed=True, most=300, width=60),
        Column("planned_value", "Lũy kế phải đạt", "number", width=14),
        Column("weight", "Trọng số", "whole", width=10, note="Để trống: 1."),
    ),
)  # fmt: skip
SHEETS = (UNITS, PEOPLE, TASKS, STEPS)
BY_NAME = {search_key(form.name): form for form in SHEETS}
OTHERS = {search_key(GUIDE), search_key(LISTS)}


def fold(text: str) -> str:
    """A header or a choice as it is compared: without case, marks, or the star of a needed column."""
    return search_key(text).replace("*", "").strip(" .:")
