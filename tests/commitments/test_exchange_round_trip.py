"""Export, import, export: what goes out comes in again as it was, and writes nothing."""

import string
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from camket.models import AuditEntry
from commitments import quality
from commitments.exchange.applying import import_rows
from commitments.exchange.cells import Cell
from commitments.exchange.checking import check
from commitments.exchange.columns import SHEETS, TASKS
from commitments.exchange.filling import filled
from commitments.exchange.reading import Read, read_workbook
from commitments.exchange.template import Filled, make_workbook
from commitments.exchange.values import fits_a_cell, value_of
from commitments.models import Milestone, Task, Year
from commitments.quality import MilestoneData, TaskData
from commitments.workflow import freezing
from commitments.workflow.registering import save_task
from commitments.workflow.writing import task_data
from tests import cast as stage
from tests.access_walk import changed, fingerprint
from tests.cast import Cast
from units.models import Appointment, Unit
from units.workflow import UnitData, add_unit, appoint_by_email

AT = stage.at(1, 5)
HOSTILE = (
    "=1+1", "+84", "-1", "@SUM(A1)", "{=1}", "=HYPERLINK(\"http://x\")", "31/3/2021", "007", "12.4",
    "_x000D_", "_x005F_", "<b>&amp;", "a;b", "\u202eđảo", "Đa\u0323i ho\u0323\u0302i", "Ví dụ", "–",
    "dòng một\ndòng hai", "\t", "TRUE", "#REF!", "1e5", "ñy ban nh©n d©n", "'", '"',
)  # fmt: skip
letters = st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\x00")
words = st.one_of(
    st.sampled_from(HOSTILE), st.text(letters, min_size=1, max_size=30),
    st.text("aăâbcdđeêghi ơưủộấ" + string.punctuation, min_size=1, max_size=30),
)  # fmt: skip
filled_words = words.map(lambda text: f"x{text}y")
numbers = st.one_of(
    st.none(), st.decimals(-(10**12), 10**12, places=4), st.integers(-1000, 1000).map(Decimal)
)
days = st.dates(date(2021, 1, 1), date(2021, 12, 31))
steps = st.lists(
    st.builds(
        MilestoneData, st.integers(1, 4), filled_words, st.just(None), st.integers(1, 1000)
    ),
    max_size=4,
)  # fmt: skip
tasks = st.builds(
    TaskData, title=filled_words, kind=st.sampled_from(["KEY", "HARD", "BREAKTHROUGH"]),
    responsibility=st.sampled_from(["COLLECTIVE", "HEAD"]), owner_name=words, owner_post=words,
    product=words, basis=words, unit_of_measure=words, baseline=numbers, target=numbers,
    given_target=numbers, due_on=st.one_of(st.none(), days), milestones=steps.map(tuple),
)  # fmt: skip
units = st.builds(
    dict, full_name=filled_words, short_name=filled_words, report_name=filled_words,
    collective=filled_words, head_post=filled_words, phone=words,
)  # fmt: skip


def year_of(cast: Cast) -> Year:
    return Year.objects.select_related("committee").get(committee=cast.committee)


def export(cast: Cast) -> bytes:
    year = year_of(cast)
    rows = filled(cast.committee, year, by=cast.clerk, on=AT.date())
    return make_workbook(cast.committee, year.year, rows)


def imported(cast: Cast, read: Read) -> Any:
    year = year_of(cast)
    plan = check(read, committee=cast.committee, year=year, by=cast.clerk, on=AT.date())
    assert not plan.has_errors, [one for one in plan.outcomes if one.outcome == "error"]
    import_rows(
        read=read, shown=plan.rows(), committee=cast.committee, year=year, sha256="", invite=False,
        by=cast.clerk, at=AT,
    )  # fmt: skip
    return plan


@pytest.fixture
def office(cast: Cast) -> Cast:
    stage.draft(cast)
    stage.draft(cast, cast.bureau, tasks=2)
    return cast


def test_nothing_changes_and_nothing_is_written(office: Cast) -> None:
    read = read_workbook(export(office))
    before = fingerprint()
    plan = imported(office, read)
    assert {one.outcome for one in plan.outcomes} == {"same"}
    assert [len(read.rows[form.key]) for form in SHEETS] == [2, 4, 5, 15]
    assert changed(before) == []


def test_the_same_into_an_empty_committee(office: Cast) -> None:
    """Everything is written anew by the verbs, and goes out as it went out before."""
    first = read_workbook(export(office))
    Milestone.objects.all().delete()
    Task.objects.all().delete()
    office.committee.years.get().commitments.all().delete()
    Appointment.objects.exclude(unit=None).filter(committee=office.committee).delete()
    Unit.objects.filter(committee=office.committee).delete()
    plan = imported(office, first)
    assert {one.outcome for one in plan.outcomes} == {"new"}
    second = read_workbook(export(office))
    assert rows_of(first) == rows_of(second)
    entries = AuditEntry.objects.count()
    assert {one.outcome for one in imported(office, second).outcomes} == {"same"}
    assert AuditEntry.objects.count() == entries


def rows_of(read: Read) -> dict[str, list[dict[str, Any]]]:
    return {key: [row.values for row in rows] for key, rows in read.rows.items()}


def storable(data: TaskData) -> bool:
    return not quality.contradictions(data, stage.YEAR)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    written=st.lists(tasks, min_size=1, max_size=3),
    named=units,
    who=filled_words,
    post=filled_words,
)
def test_whatever_was_written(
    office: Cast, written: list[TaskData], named: dict[str, str], who: str, post: str
) -> None:
    """Hostile text, four decimals, dates, decomposed letters: all of it comes back as stored."""
    with transaction.atomic():
        write(office, written, named, who, post)
        data = export(office)
        read = read_workbook(data)
        assert read.problems == []
        before = fingerprint()
        plan = imported(office, read)
        assert {one.outcome for one in plan.outcomes} == {"same"}, plan.outcomes
        assert changed(before) == []
        assert no_formulas(data)
        transaction.set_rollback(True)


def write(cast: Cast, written: list[TaskData], named: dict[str, str], who: str, post: str) -> None:
    data = UnitData(
        group=cast.wards, kind="WARD", code="thu", valid_from=date(2021, 1, 1), rank=7, **named
    )
    unit = add_unit(committee=cast.committee, data=data, by=cast.clerk, at=AT)
    appoint_by_email(
        committee=cast.committee, email="thu@mau.example", full_name=who, phone="+84",
        role=stage.Role.HEAD, unit=unit, position=post, starts_on=date(2021, 1, 1),
        by=cast.clerk, at=AT,
    )  # fmt: skip
    commitment = stage.empty(cast)
    for task in written:
        if storable(task):
            save_task(
                commitment=commitment, data=replace(task, supporting_units=(unit.pk,)),
                by=cast.clerk, at=AT,
            )  # fmt: skip


def no_formulas(data: bytes) -> bool:
    book = load_workbook(BytesIO(data))
    return all(
        cell.data_type != "f" and cell.hyperlink is None
        for sheet in book for row in sheet.iter_rows() for cell in row
    )  # fmt: skip


@given(st.decimals(-(10**13) + 1, 10**13 - 1, places=4))
def test_every_number_that_can_be_stored(number: Decimal) -> None:
    """Within what a cell of Excel holds, and beyond."""
    cell = Cell("n", repr(float(number))) if fits_a_cell(number) else None
    if cell is not None:
        assert freezing.number(value_of(cell, TASKS.column("target"))) == number  # type: ignore[arg-type]


def test_the_export_keeps_a_number_as_it_is_stored(office: Cast) -> None:
    big = Decimal("1234567890123.4567")
    task = task_data(Task.objects.filter(commitment__unit=office.ward).first())  # type: ignore[arg-type]
    data = replace(task, target=big, baseline=Decimal(0), milestones=())
    save_task(commitment=stage.empty(office), data=data, by=office.clerk, at=AT)
    read = read_workbook(export(office))
    stored = (
        Task.objects.order_by("-target").exclude(target=None).values_list("target", flat=True)[0]
    )
    assert stored in {freezing.number(row.values["target"]) for row in read.rows["tasks"]}  # type: ignore[arg-type]
    assert {one.outcome for one in imported(office, read).outcomes} == {"same"}


class TestTemplate:
    def test_has_instructions_lists_and_examples_that_are_not_imported(self, cast: Cast) -> None:
        data = make_workbook(cast.committee, 2021)
        book = load_workbook(BytesIO(data))
        assert book.sheetnames == [
            "Hướng dẫn", "Đơn vị", "Cán bộ", "Nhiệm vụ", "Lộ trình", "Danh mục",
        ]  # fmt: skip
        for form in SHEETS:
            sheet = book[form.name]
            assert sheet["A2"].value == "Ví dụ"
            lists = {rule.sqref for rule in sheet.data_validations.dataValidation}
            assert len(lists) >= 3 or form.key == "units"
        read = read_workbook(data)
        assert read.problems == ["Tệp chưa có dòng dữ liệu nào để nhập."]
        assert (read.committee, read.year) == (cast.committee.code, 2021)

    def test_what_is_typed_into_a_number_shows_in_its_format(self, cast: Cast) -> None:
        """Over any other format than General Excel keeps 0,124 of a typed 12,4% and says no word."""
        filled = Filled({"tasks": [{"target": Decimal("12.4"), "unit_of_measure": "%"}]})
        sheet = load_workbook(BytesIO(make_workbook(cast.committee, 2021, filled)))["Nhiệm vụ"]
        (target,) = (cell for cell in sheet[2] if cell.value == 12.4)
        assert target.number_format == "General"
        assert sheet.column_dimensions[target.column_letter].number_format == "General"

    def test_its_examples_would_be_right(self, cast: Cast) -> None:
        """As rows of their own, with the numbers a person would put into the first column."""
        book = load_workbook(BytesIO(make_workbook(cast.committee, 2021)))
        for form in SHEETS:
            for row in (2, 3):
                if book[form.name].cell(row, 1).value == "Ví dụ":
                    book[form.name].cell(row, 1).value = 1
        stream = BytesIO()
        book.save(stream)
        read = read_workbook(stream.getvalue())
        assert [line for rows in read.rows.values() for row in rows for line in row.wrong] == []
        assert read.problems == []

    def test_every_word_is_in_one_form(self, cast: Cast) -> None:
        book = load_workbook(BytesIO(make_workbook(cast.committee, 2021, Filled())))
        texts = [
            str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value
        ]
        assert all(unicodedata.is_normalized("NFC", text) for text in texts)
