"""What is missing in a proposal that goes with a quarter: whom it is put to, by which day. Pure.

Source: domain.md §2 (kiến nghị has an addressee and a reply deadline), §8.
"""

from datetime import date
from typing import Protocol

from camket.text import format_date
from commitments import periods
from commitments.quality.findings import Finding

TO_A_UNIT = "UNIT"  # the addressee that needs a unit named beside it


class Proposing(Protocol):
    """One task's answer, or the general part: a text, whom it is put to, when it must be answered."""

    @property
    def proposals(self) -> str: ...

    @property
    def addressee(self) -> str: ...

    @property
    def addressed_unit(self) -> int | None: ...

    @property
    def wanted_by(self) -> date | None: ...


def reply_day_objection(day: date, on: date, who: str = "Nơi nhận") -> str:
    """Why nobody can be given until ``day`` to answer, as of ``on``; empty when it can be set.

    ``who`` is to answer, as a sentence begins with it.
    """
    holidays = periods.holidays_from(on.year)
    first, last = periods.first_reply_day(on, holidays), periods.last_reply_day(on)
    if day < first:
        return (
            f"{who} phải có ít nhất {periods.LEAST_REPLY_DAYS} ngày để trả lời: ghi từ ngày "
            f"{format_date(first)} trở đi."
        )
    if day > last:
        return f"Hạn trả lời phải từ ngày {format_date(last)} trở về trước."
    if not periods.is_working_day(day, holidays):
        before = periods.last_working_day(day, holidays)
        return (
            f"Ngày {format_date(day)} là ngày nghỉ. Đề nghị ghi ngày làm việc, ví dụ "
            f"{format_date(before)}."
        )
    return ""


def reply_day_note(said: Proposing, on: date, asked_until: date | None = None) -> str:
    """What a wished day becomes when handed in on day ``on``, where it leaves too little time.

    Keeps nothing back. Empty where the day stands, or was asked for by an earlier round.
    """
    if said.wanted_by is None or said.wanted_by == asked_until or not said.proposals.strip():
        return ""
    first = periods.first_reply_day(on)
    if not on <= said.wanted_by < first:
        return ""
    return (
        f"Nơi nhận có ít nhất {periods.LEAST_REPLY_DAYS} ngày để trả lời: gửi hôm nay thì hệ thống "
        f"ghi hạn trả lời là ngày {format_date(first)}."
    )


def proposal_findings(said: Proposing, on: date, asked_until: date | None = None) -> list[Finding]:
    """What a proposal lacks on day ``on``; empty when there is none, and nothing chosen for one.

    ``asked_until``: the day an earlier round asked for. It may have passed since.
    """
    if not said.proposals.strip():
        if not said.addressee and said.wanted_by is None:
            return []
        words = "Đã chọn nơi nhận hoặc ngày cần trả lời nhưng chưa viết nội dung kiến nghị."
        return [Finding("proposals", words)]
    found = []
    if not said.addressee:
        found.append(Finding("addressee", "Chưa chọn kiến nghị với ai."))
    elif said.addressee == TO_A_UNIT and said.addressed_unit is None:
        found.append(Finding("addressed_unit", "Chưa chọn đơn vị nhận kiến nghị."))
    if said.wanted_by is not None and said.wanted_by < on and said.wanted_by != asked_until:
        words = (
            f"Ngày cần trả lời {format_date(said.wanted_by)} đã qua. "
            f"Đề nghị ghi từ ngày {format_date(on)} trở đi hoặc để trống."
        )
        found.append(Finding("wanted_by", words))
    last = periods.last_reply_day(on)
    if said.wanted_by is not None and said.wanted_by > last:
        words = f"Ngày cần trả lời phải từ ngày {format_date(last)} trở về trước."
        found.append(Finding("wanted_by", words))
    return found
