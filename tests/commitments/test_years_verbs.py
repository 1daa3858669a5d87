"""The year's verbs: every state × every verb × every person, and what the settings refuse."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from camket.audit import Conflict, Deed, Refused
from camket.models import AuditEntry
from commitments import periods
from commitments.models import ProgressReport, Year
from commitments.workflow import years
from commitments.workflow.year_settings import YearData
from tests import cast as stage
from tests.refusals import refused

AT = stage.at(2, 1)
OFFICE = ("clerk", "office_head")

VERBS: dict[str, Callable[[Year, Any], object]] = {
    "edit": lambda y, by: years.edit_year(
        year=y, data=YearData(theme="Chủ đề mới"), version=y.version, by=by, at=AT
    ),
    "open": lambda y, by: years.open_registration(year=y, by=by, at=AT),
    "close": lambda y, by: years.close_year(year=y, by=by, at=AT),
}
MAY = {
    "edit": {"PREPARING", "REGISTRATION", "IN_FORCE"},
    "open": {"PREPARING"},
    "close": {"IN_FORCE"},
}


@pytest.mark.parametrize("state", ["PREPARING", "REGISTRATION", "IN_FORCE", "CLOSED"])
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_do_what_in_which_state(cast: Any, verb: str, state: str) -> None:
    year = stage.year(cast, registration=False)
    Year.objects.filter(pk=year.pk).update(state=state)
    allowed = OFFICE if state in MAY[verb] else ()
    before = Year.objects.values().get()
    for name, person in cast.people().items():
        if name not in allowed:
            with pytest.raises(Refused):
                VERBS[verb](Year.objects.get(), person)
            assert Year.objects.values().get() == before, name
    for name in allowed[:1]:
        VERBS[verb](Year.objects.select_related("committee").get(), cast.people()[name])
        assert Year.objects.values().get() != before


def test_only_the_office_opens_a_year_and_once(cast: Any) -> None:
    new = {"committee": cast.committee, "year": 2021, "data": YearData(), "at": AT}
    for name, person in cast.people().items():
        if name not in OFFICE:
            with pytest.raises(Refused):
                years.open_year(**new, by=person)
    made = years.open_year(**new, by=cast.clerk)
    assert [p.due_on for p in made.periods.all()] == [
        date(2021, 3, 25), date(2021, 6, 25), date(2021, 9, 27), date(2021, 12, 27),
    ]  # fmt: skip
    with pytest.raises(Refused, match="đã được lập"):
        years.open_year(**new, by=cast.office_head)
    with pytest.raises(Refused, match="năm đầu"):
        years.open_year(**new | {"year": 2016}, by=cast.clerk)


def quarters(**changes: tuple[date, date]) -> list[periods.QuarterDates]:
    rows = {q.quarter: q for q in periods.default_dates(2021)}
    for name, (due, locks) in changes.items():
        number = int(name.removeprefix("q"))
        rows[number] = periods.QuarterDates(number, due, locks)
    return list(rows.values())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"min_tasks": 6}, "tối đa phải không nhỏ hơn"),
        ({"min_tasks": 0}, "tối thiểu từ 1"),
        ({"theme": "x" * 301}, "quá 300 ký tự"),
        ({"tolerance": Decimal("100")}, "0 đến dưới 100"),
        ({"tolerance": Decimal("1.25")}, "một chữ số thập phân"),
        ({"reminder_days": (91,)}, "từ 0 đến 90"),
        ({"registration_due_on": date(2022, 1, 1)}, "Hạn gửi đăng ký"),
        ({"conference_on": date(2022, 1, 1)}, "hội nghị"),
        (
            {"registration_due_on": date(2021, 1, 20), "conference_on": date(2021, 1, 10)},
            "không trước hạn gửi",
        ),
        (
            {"quarters": quarters(q1=(date(2021, 3, 25), date(2021, 3, 24)))},
            "Quý I/2021: ngày khóa",
        ),
        ({"quarters": quarters(q1=(date(2020, 3, 25), date(2020, 4, 5)))}, "ngoài năm 2021"),
        (
            {"quarters": quarters(q2=(date(2021, 3, 31), date(2021, 4, 5)))},
            "Quý II/2021: hạn nộp nằm trước khi quý bắt đầu",
        ),
        ({"quarters": quarters(q2=(date(2021, 3, 1), date(2021, 4, 5)))}, "sau quý trước"),
        ({"quarters": quarters()[:3]}, "đủ hạn nộp của bốn quý"),
        (
            {"quarters": quarters(q1=(date(2021, 3, 25), date(2023, 1, 1)))},
            "Quý I/2021: ngày khóa sổ muộn nhất là 31/12/2022.",
        ),
    ],
)
def test_contradicting_settings_are_refused(cast: Any, wrong: dict[str, Any], said: str) -> None:
    year = stage.year(cast, registration=False)
    with pytest.raises(Refused) as told:
        years.edit_year(year=year, data=YearData(**wrong), version=1, by=cast.clerk, at=AT)
    assert any(said in line for line in told.value.lines)
    assert Year.objects.get().version == 1
    years.edit_year(year=year, data=YearData(), version=1, by=cast.clerk, at=AT)


def due_of_the_first(cast: Any, day: date, at: datetime) -> None:
    year = Year.objects.get()
    data = YearData(quarters=quarters(q1=(day, date(2021, 4, 15))))
    years.edit_year(year=year, data=data, version=year.version, by=cast.clerk, at=at)


def test_a_due_day_that_has_passed_stays_once_reports_are_owed(cast: Any) -> None:
    """What was handed in late stays late; more time is an extension."""
    stage.signed(cast)
    said = "Quý I/2021: hạn nộp 25/3 đã qua nên không đổi được."
    refused(lambda: due_of_the_first(cast, date(2021, 3, 31), stage.at(3, 26)), said)
    due_of_the_first(cast, date(2021, 3, 25), stage.at(3, 26))  # the lock alone moves
    assert Year.objects.get().periods.get(quarter=1).locks_on == date(2021, 4, 15)


def test_no_due_day_moves_into_the_past_once_reports_are_owed(cast: Any) -> None:
    """What was handed in on time would be late."""
    stage.signed(cast)
    said = "Quý I/2021: hạn nộp mới 17/3 đã qua."
    refused(lambda: due_of_the_first(cast, date(2021, 3, 17), stage.at(3, 18)), said)
    due_of_the_first(cast, date(2021, 3, 18), stage.at(3, 18))


def lock_of_the_first(cast: Any, day: date, at: datetime) -> None:
    """The due day, 25/3, stays; 05/4 was announced as the lock."""
    year = Year.objects.get()
    data = YearData(quarters=quarters(q1=(date(2021, 3, 25), day)))
    years.edit_year(year=year, data=data, version=year.version, by=cast.clerk, at=at)


@pytest.mark.parametrize(
    ("on", "day", "said"),
    [
        ((3, 30), date(2021, 3, 25), "ngày khóa sổ mới 25/3/2021 đã qua."),
        ((4, 12), date(2021, 4, 9), "ngày khóa sổ mới 09/4/2021 đã qua."),
        (
            (3, 25), date(2021, 4, 2),
            "đã đến hạn nộp nên ngày khóa sổ 05/4/2021 chỉ đổi sang ngày muộn hơn.",
        ),
    ],
)  # fmt: skip
def test_no_unit_loses_time_it_was_told_of(
    cast: Any, on: tuple[int, int], day: date, said: str
) -> None:
    """Locked at once, a unit would find its books shut before the day that its form names."""
    stage.signed(cast)
    refused(lambda: lock_of_the_first(cast, day, stage.at(*on)), f"Quý I/2021: {said}")


def test_before_the_due_day_the_lock_moves_either_way(cast: Any) -> None:
    stage.signed(cast)
    lock_of_the_first(cast, date(2021, 4, 2), stage.at(3, 24))
    lock_of_the_first(cast, date(2021, 4, 7), stage.at(3, 26))
    lock_of_the_first(cast, date(2021, 4, 12), stage.at(4, 8))  # those of 07/4 may still come
    assert Year.objects.get().periods.get(quarter=1).locks_on == date(2021, 4, 12)


def test_before_anybody_owes_a_report_any_due_day_may_be_set(cast: Any) -> None:
    stage.year(cast)
    due_of_the_first(cast, date(2021, 3, 31), stage.at(4, 12))
    lock_of_the_first(cast, date(2021, 4, 5), stage.at(4, 20))


def test_a_stale_page_sees_what_is_stored(cast: Any) -> None:
    year = stage.year(cast)
    years.edit_year(year=year, data=YearData(theme="A"), version=1, by=cast.clerk, at=AT)
    with pytest.raises(Conflict) as conflict:
        years.edit_year(year=year, data=YearData(theme="B"), version=1, by=cast.office_head, at=AT)
    assert (conflict.value.theirs["theme"], conflict.value.version) == ("A", 2)
    entry = AuditEntry.objects.get(deed=Deed.YEAR_EDITED)
    assert entry.detail["before"]["theme"] == "Chủ đề mẫu"
    assert entry.detail["after"] == {"theme": "A"}


def test_opening_registration_gives_every_unit_in_force_its_commitment(cast: Any) -> None:
    cast.bureau.__class__.objects.filter(pk=cast.bureau.pk).update(valid_to=date(2020, 12, 31))
    year = stage.year(cast)
    assert [c.unit for c in year.commitments.all()] == [cast.ward]
    with pytest.raises(Refused):
        years.open_registration(year=year, by=cast.clerk, at=AT)
    late = years.add_commitment(year=year, unit=cast.bureau, by=cast.clerk, at=AT)
    assert late == years.add_commitment(year=year, unit=cast.bureau, by=cast.clerk, at=AT)
    with pytest.raises(Refused):
        years.add_commitment(year=year, unit=cast.far_ward, by=cast.clerk, at=AT)


def test_a_year_closes_when_no_report_waits(cast: Any) -> None:
    signed = stage.signed(cast)
    with pytest.raises(Refused, match="4 báo cáo quý"):
        years.close_year(year=signed.year, by=cast.clerk, at=AT)
    ProgressReport.objects.update(state="ACCEPTED", submitted_at=AT, accepted_at=AT)
    years.close_year(year=signed.year, by=cast.clerk, at=AT)
    assert stage.fresh(signed).state == "CLOSED"
    with pytest.raises(Refused):
        years.edit_year(year=signed.year, data=YearData(), version=1, by=cast.clerk, at=AT)
