"""One world with a report in every state: each list says of it what its clock says."""

import re
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from commitments import clocks
from commitments.models import ProgressReport, Year
from commitments.states import ReportState
from tests import cast as stage
from tests.bench import bulk
from tests.commitments.pages import get
from tests.reports.test_where_reports_lie import written
from units.models import Person, Unit
from units.roles import Role

ON = date(2021, 4, 12)  # due on 25/3, the books shut on 30/3
BASE = "/mau/2021/"
WORLD = {
    "on time": (ReportState.ACCEPTED, date(2021, 3, 20), None),
    "late": (ReportState.ACCEPTED, date(2021, 3, 28), None),
    "waiting": (ReportState.SUBMITTED, date(2021, 3, 24), None),
    "waiting, late": (ReportState.SUBMITTED, date(2021, 4, 10), date(2021, 4, 15)),
    "sent back": (ReportState.SENT_BACK, date(2021, 3, 22), None),
    "overdue": (ReportState.OPEN, ON, None),
    "extended": (ReportState.OPEN, ON, date(2021, 4, 15)),
}
SAID = {
    "on time": ("Đã chấp nhận", ""),
    "late": ("Đã chấp nhận", "nộp muộn 3 ngày"),
    "waiting": ("Chờ xem xét 19 ngày", ""),
    "waiting, late": ("Chờ xem xét 2 ngày", "nộp muộn 16 ngày, được gia hạn đến 15/4"),
    "sent back": ("Trả lại 21 ngày", ""),
    "overdue": ("Quá hạn 18 ngày", ""),
    "extended": ("Quá hạn 18 ngày", "được gia hạn đến 15/4"),
}


@pytest.fixture
def world(db: None, on_day: Any) -> tuple[Year, Person, dict[str, ProgressReport]]:
    on_day(ON.year, ON.month, ON.day)
    year, clerk = bulk.office("mau")
    bulk.enlarge(year, len(WORLD))
    written(year, clerk, list(WORLD.values()))
    rows = ProgressReport.objects.filter(period__year=year, period__quarter=1).with_names()
    rows = rows.prefetch_related("extensions").order_by("pk")
    return year, clerk, dict(zip(WORLD, rows, strict=True))


def plain(page: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def line(page: Any, unit: Unit, tag: str) -> str:
    """The words of the first row (``tr``, ``li``) that names the unit."""
    rows = re.findall(rf"<{tag}[ >].*?</{tag}>", page.content.decode(), re.S)
    return next(found for row in rows if unit.short_name in (found := plain(row)))


def sheet(page: Any, unit: Unit) -> str:
    book = openpyxl.load_workbook(BytesIO(page.content))
    rows = book.worksheets[0].iter_rows(values_only=True)
    return next(" ".join(map(str, row)) for row in rows if unit.short_name in map(str, row))


def test_the_clock_itself(world: Any) -> None:
    _, _, reports = world
    told = {
        name: (clocks.of_report(row, ON).word, clocks.aside(row, ON))
        for name, row in reports.items()
    }
    assert told == SAID


def test_the_lists_of_the_office(world: Any) -> None:
    _, clerk, reports = world
    queue = get(clerk, f"{BASE}bao-cao/", quy="1")
    seen = get(clerk, f"{BASE}tong-quan/", quy="1")
    books = (
        get(clerk, f"{BASE}bao-cao/xuat-excel/", quy="1"),
        get(clerk, f"{BASE}tong-quan/xuat/", quy="1"),
    )
    for name, row in reports.items():
        word, aside = SAID[name]
        unit = row.commitment.unit
        lines = [line(queue, unit, "tr"), line(seen, unit, "tr")]
        lines += [sheet(book, unit) for book in books]
        for said in lines:
            assert word in said, (name, said)
            for part in filter(None, aside.split(", ")):
                assert part in said, (name, said)


def test_the_pages_of_the_unit(world: Any) -> None:
    _, _, reports = world
    for name, row in reports.items():
        word, aside = SAID[name]
        unit = row.commitment.unit
        head = stage.appointed(f"head-{unit.code}", Role.HEAD, unit)
        for path in ("", "bao-cao/", f"bao-cao/{unit.code}/tong-hop/6-thang/",
                     "lich-su/"):  # fmt: skip
            said = plain(get(head, f"{BASE}{path}").content.decode())
            assert word in said, (name, path)
            for part in filter(None, aside.split(", ")):
                assert part in said, (name, path)


def test_who_is_overdue_in_the_standing_committee_s_page(world: Any) -> None:
    year, _, reports = world
    member = stage.appointed("member", Role.STANDING, year.committee)
    page = get(member, BASE)
    overdue = ("overdue", "extended")
    for name, row in reports.items():
        unit = row.commitment.unit
        rows = re.findall(r"<li[ >].*?</li>", page.content.decode(), re.S)
        named = [found for r in rows if f"{unit.short_name} – Quý I" in (found := plain(r))]
        assert bool(named) is (name in overdue), name
        if named:
            assert SAID[name][0] in named[0]
            assert SAID[name][1] in named[0]
