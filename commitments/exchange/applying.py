"""A checked workbook done, all of it or nothing, by the verbs of the house."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, Refused
from commitments.exchange.checking import Plan, check
from commitments.exchange.deeds import Hands
from commitments.exchange.reading import Read
from commitments.models import ImportRun, Year
from units.models import Appointment, Committee, Person
from units.roles import Role

MOVED = (
    "Dữ liệu đã thay đổi sau khi tệp được kiểm tra, nên chưa nhập gì. Đề nghị xem lại kết quả kiểm"
    " tra mới rồi xác nhận lại."
)


class Moved(Refused):
    """What would happen now is not what was shown; ``plan`` is what would."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(MOVED)
        self.plan = plan


@transaction.atomic
def import_rows(
    *,
    read: Read,
    shown: list[dict[str, Any]],
    committee: Committee,
    year: Year | None,
    sha256: str,
    invite: bool,
    by: Person,
    at: datetime,
    run: ImportRun | None = None,
) -> Plan:
    """Check again and do every row's deed, in one transaction; records the counts and the file.

    Imports of one committee follow each other. Raises Moved when the outcomes are no longer those
    of ``shown``, Refused with the row's address when a verb refuses: nothing is written then.
    """
    Committee.objects.select_for_update().get(pk=committee.pk)
    plan = check(read, committee=committee, year=year, by=by, on=clock.local_date(at))
    if plan.rows() != shown or plan.has_errors:
        raise Moved(plan)
    hands = Hands(committee, year, by, at, invite)
    hands.units = {unit.code: unit for unit in committee.units.all()}
    if year is not None:
        rows = year.commitments.select_related("unit")
        hands.commitments = {row.unit.code: row for row in rows}
    for deed in plan.deeds:
        deed.do(hands)
    counts = plan.counts()
    if plan.deeds:
        audit.record(
            Deed.WORKBOOK_IMPORTED,
            run or committee,
            by=by,
            at=at,
            committee=committee,
            comment=counted(counts),
            counts=counts,
            sha256=sha256,
        )
    return plan


def counted(counts: dict[str, dict[str, int]]) -> str:
    """'Đơn vị: thêm mới 2, cập nhật 1. Cán bộ: thêm mới 4.'"""
    words = {"new": "thêm mới", "update": "cập nhật", "same": "không đổi", "error": "lỗi"}
    return " ".join(
        f"{sheet}: " + ", ".join(f"{words[k]} {n[k]}" for k in words if n.get(k)) + "."
        for sheet, n in counts.items()
    )


def at_the_console(committee: Committee, on: date) -> Person:
    """Whoever is at the server's console: nobody we know, with the Office's and the administrator's say.

    The person has no row, so entries name nobody.
    """
    console = Person(full_name="Dòng lệnh máy chủ", email="")
    console.__dict__["posts"] = [
        Appointment(person=console, committee=committee, role=role, position="", starts_on=on)
        for role in (Role.ADMIN, Role.OFFICE)
    ]
    return console
