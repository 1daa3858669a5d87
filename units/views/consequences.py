"""What merging, splitting and renaming units brings, in sentences to confirm."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from camket.text import format_date
from units.models import Appointment, Unit
from units.workflow import UnitData, UnitNames

Typed = Mapping[str, Any]


class Told(NamedTuple):
    """A sentence that says it all, and what follows from it."""

    lead: str
    lines: list[str]


def of_renaming(unit: Unit, names: UnitNames, typed: Typed) -> Told:
    day = typed["starts_on"]
    return Told(
        f"{unit} mang tên {names.short_name} ({names.full_name}) từ ngày {format_date(day)},"
        f" theo {typed['decision']}.",
        [
            f"Tên cũ được giữ đến hết ngày {_eve(day)}; tìm theo tên cũ vẫn thấy đơn vị.",
            "Bản cam kết đã ký, báo cáo đã nộp và Báo cáo năm đã phát hành giữ nguyên tên cũ.",
            "Người đứng đầu, cán bộ đầu mối và các việc đang làm của đơn vị không thay đổi.",
        ],
    )


def of_merging(units: Sequence[Unit], into: Unit | UnitData, typed: Typed) -> Told:
    day, heir = typed["starts_on"], into.short_name
    new = not isinstance(into, Unit)
    lead = (
        f"{_named(units)} hợp nhất {'thành đơn vị mới' if new else 'vào'} {heir}"
        f" từ ngày {format_date(day)}, theo {typed['decision']}."
    )
    return Told(lead, [*_ending(units, day, heir), *_beginning([heir] if new else [])])


def of_splitting(unit: Unit, parts: Sequence[UnitData], carrier: int, typed: Typed) -> Told:
    day, names = typed["starts_on"], [part.short_name for part in parts]
    lead = (
        f"{unit} chia tách thành {', '.join(names)} từ ngày {format_date(day)},"
        f" theo {typed['decision']}."
    )
    return Told(lead, [*_ending([unit], day, names[carrier]), *_beginning(names)])


def _ending(units: Sequence[Unit], day: date, heir: str) -> list[str]:
    lines = [f"{_named(units)} hoạt động đến hết ngày {_eve(day)}."]
    lasting = Q(ends_on=None) | Q(ends_on__gte=day)
    posts = Appointment.objects.filter(lasting, unit__in=units).select_related("person", "unit")
    people = [f"đ/c {post.person} ({post.unit})" for post in posts.order_by("unit__rank", "pk")]
    if people:
        lines.append(f"Thôi giữ vai trò từ ngày {format_date(day)}: {'; '.join(people)}.")
    return [
        *lines,
        "Bản cam kết đã ký, báo cáo quý và Báo cáo năm đã phát hành giữ nguyên tên và nội dung.",
        f"Từ ngày {format_date(day)}, người đứng đầu và cán bộ đầu mối của {heir} xem, báo cáo"
        " tiếp và đề nghị điều chỉnh bản cam kết đã ký; thư và nhắc việc gửi cho họ.",
        "Bản đăng ký đang soạn, chưa gửi, không soạn tiếp được và không được nhắc nữa.",
    ]


def _beginning(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [
        f"{', '.join(names)} chưa có người đứng đầu, cán bộ đầu mối và bản cam kết; Văn phòng phân"
        " công ở trang của đơn vị và thêm vào năm cam kết khi cần."
    ]


def _named(units: Sequence[Unit]) -> str:
    *others, last = [str(unit) for unit in units]
    return f"{', '.join(others)} và {last}" if others else last


def _eve(day: date) -> str:
    return format_date(day - timedelta(days=1))
