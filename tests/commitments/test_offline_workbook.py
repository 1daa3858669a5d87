"""A quarter as a workbook: what goes out comes back as it was; every slip is a sentence."""

import string
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from camket.audit import Refused
from camket.models import AuditEntry
from commitments.exchange.cells import Unreadable
from commitments.exchange.quarter import asking, filling
from commitments.exchange.quarter.filling import KEEP, TAKE, Package
from commitments.exchange.quarter.reading import (
    ALTERED,
    AMENDED,
    NO_FIRST_ROW,
    NOT_OURS,
    OTHER_SHEET,
    Brought,
    handed_in_since,
    read_workbook,
)
from commitments.exchange.quarter.writing import BOUND, SHEET, make_workbook
from commitments.models import LegalBasis, ProgressReport, Task
from commitments.progress import Status
from commitments.quality import AnswerData
from commitments.states import ReportState
from commitments.workflow import extending, filing
from commitments.workflow.filing import GENERAL_TEXTS, GeneralData
from tests import cast as stage
from tests.camket.file_corpus.office import word
from tests.camket.test_archives import BAD
from tests.cast import Cast
from tests.commitments import amending_cast as amending
from tests.commitments import offline
from tests.commitments import quarter_cast as quarters
from tests.commitments.offline import questions
from tests.commitments.workbooks import recut

AT = stage.at(3, 18, 15)
SEAL = "B9"  # of the sheet that binds


@pytest.fixture
def report(cast: Cast, on_day: Any) -> ProgressReport:
    on_day(2021, 3, 18)
    return quarters.report(quarters.reports(cast))


def read(report: ProgressReport, typed: dict[str, Any] | None = None, **more: Any) -> Brought:
    return read_workbook(offline.workbook(report, typed, **more), questions(report))


def fill(
    cast: Cast, report: ProgressReport, typed: dict[str, Any], **chosen: str
) -> list[filling.Change]:
    package = offline.package(report, offline.workbook(report, typed))
    return put(cast, report, package, **chosen)


def put(
    cast: Cast, report: ProgressReport, package: Package, **chosen: str
) -> list[filling.Change]:
    return filling.fill(report=report, package=package, chosen=chosen, by=cast.reporter, at=AT)


def labels(report: ProgressReport) -> list[str]:
    return [ask.label for ask in questions(report).asks()]


def drafted(report: ProgressReport) -> asking.Values:
    return questions(quarters.fresh(report)).values


class TestRoundTrip:
    def test_untouched_it_changes_nothing(self, cast: Cast, report: ProgressReport) -> None:
        quarters.draft(cast, report)
        package = offline.package(report, offline.workbook(quarters.fresh(report)))
        assert package.values == {}
        with pytest.raises(Refused, match="Không có gì để nạp"):
            put(cast, report, package)

    def test_every_kind_of_cell(self, cast: Cast, report: ProgressReport) -> None:
        done = fill(cast, report, {
            "1.actual": 12.4, "1.step.1": "X", "1.status": "Đang thực hiện",
            "1.changed": "- Đã đo đạc;\n- đã họp dân.", "1.difficulties": "Thiếu quỹ đất.",
            "1.proposals": "Công bố quỹ đất.", "1.addressee": "Đơn vị khác",
            "1.addressed_unit": "Phòng Kinh tế", "1.wanted_by": date(2021, 4, 15),
            "1.needs_support": "có", "2.nothing_new": True, "3.actual": "1.240,5",
            "0.highlights": "Xong sớm.", "0.proposals": "Cấp thêm kinh phí.",
            "0.addressee": "Ban Thường vụ", "0.wanted_by": "20/4/2021",
        })  # fmt: skip
        assert len(done) == 16
        saved = quarters.fresh(report)
        one, two, three = saved.answers.order_by("task__number")
        assert (one.actual, one.status) == (Decimal("12.4"), Status.IN_PROGRESS)
        assert one.changed == "- Đã đo đạc;\n- đã họp dân."
        assert [step.quarter for step in one.done_milestones.all()] == [1]
        assert (one.addressee, one.addressed_unit) == ("UNIT", cast.bureau)
        assert (one.wanted_by, one.needs_support_since) == (date(2021, 4, 15), AT.date())
        assert two.nothing_new
        assert three.actual == Decimal("1240.5")
        assert (saved.highlights, saved.addressee) == ("Xong sớm.", "STANDING")
        assert saved.wanted_by == date(2021, 4, 20)

    def test_it_never_hands_in_and_leaves_an_entry(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        fill(cast, report, {"1.changed": "Đã họp dân."})
        assert quarters.fresh(report).state == ReportState.OPEN
        entry = AuditEntry.objects.latest("pk")
        assert entry.deed == "QUARTER_FILLED_FROM_WORKBOOK"
        assert entry.detail == {"file": "bao-cao.xlsx", "sha256": "0" * 64, "cells": 1}
        assert entry.on_behalf_of == ""
        package = offline.package(report, offline.workbook(report, {"1.actual": 9}))
        filling.fill(report=report, package=package, chosen={}, by=cast.clerk, at=AT)
        assert AuditEntry.objects.latest("pk").on_behalf_of == "Bí thư Phường 1"

    def test_a_task_begins_where_last_quarter_left_it(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        quarters.submitted(cast, report)
        second = quarters.report(report.commitment, 2)
        values = questions(second).values
        assert values[offline.key(second, "1.actual")] == "30"
        assert values[offline.key(second, "1.step.1")] is True
        assert values[offline.key(second, "1.changed")] == ""

    def test_an_emptied_cell_is_shown_as_a_deletion(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        quarters.draft(cast, report)
        report = quarters.fresh(report)
        package = offline.package(report, offline.workbook(report, {"1.changed": None}))
        (change,) = filling.changes(package, questions(report))
        assert change.emptied
        put(cast, report, package)
        assert drafted(report)[offline.key(report, "1.changed")] == ""

    def test_a_unit_that_has_ended_is_no_addressee(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        assert cast.bureau.pk in questions(report).units
        type(cast.bureau).objects.filter(pk=cast.bureau.pk).update(valid_to=date(2021, 2, 1))
        assert questions(report).units == {}
        (line,) = read(report, {"1.addressed_unit": "Phòng Kinh tế"}).problems
        assert "không có đơn vị “Phòng Kinh tế”" in line

    def test_the_same_twice_is_one(self, cast: Cast, report: ProgressReport) -> None:
        package = offline.package(report, offline.workbook(report, {"1.actual": 7}))
        put(cast, report, package)
        with pytest.raises(Refused, match="Không có gì để nạp"):
            put(cast, report, package)

    def test_whoever_fills_it_in_without_the_page_reads_until_when(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        said = "Đảng ủy Phường 1 · hạn nộp 25/3 · khóa sổ 05/4"
        for more in ("", ", gia hạn đến 12/4"):
            if more:
                extending.extend(
                    report=report, locks_on=date(2021, 4, 12), asked_by="Đ/c Thử", reason="Bão",
                    by=cast.clerk, at=AT,
                )  # fmt: skip
            data = offline.workbook(quarters.fresh(report), {"1.actual": 5})
            sheet = openpyxl.load_workbook(BytesIO(data))[SHEET]
            assert sheet.cell(2, 2).value == f"{said}{more}"
            brought = read_workbook(data, questions(quarters.fresh(report)))
            assert (brought.problems, brought.notes) == ([], [])

    def test_only_cells_to_fill_are_open(self, report: ProgressReport) -> None:
        def check(book: Any) -> None:
            keys = {ask.key for ask in questions(report).asks()}
            sheet = book[SHEET]
            assert sheet.protection.sheet
            for row in sheet.iter_rows():
                for cell in row:
                    is_open = cell.column == 3 and sheet.cell(cell.row, 1).value.split()[0] in keys
                    assert cell.protection.locked is not is_open, cell.coordinate
            assert sheet.page_setup.orientation == "landscape"
            assert int(sheet.page_setup.paperSize) == 9
            assert book[BOUND].sheet_state == "veryHidden"

        offline.workbook(report, change=check)


letters = st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\x00\r")
texts = st.one_of(
    st.sampled_from(["", "=1+1", "- gạch", "12.4", "#REF!", "dòng\nhai", "31/3/2021", "x"]),
    st.text("aăâbcdđeêghi ơưủộấ\n" + string.punctuation, max_size=40),
    st.text(letters, max_size=30),
)  # fmt: skip
numbers = st.one_of(
    st.none(), st.decimals(-(10**12), 10**12, places=4), st.integers(-1000, 1000).map(Decimal)
)
days = st.one_of(st.none(), st.dates(date(2021, 1, 1), date(2022, 12, 31)))
addressees = st.sampled_from(["", "STANDING", "COUNCIL", "PEOPLES_COMMITTEE", "UNIT"])


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "status": draw(st.sampled_from(Status.values)), "actual": draw(numbers),
        "steps": draw(st.sets(st.integers(0, 2))), "changed": draw(texts),
        "difficulties": draw(texts), "proposals": draw(texts), "addressee": draw(addressees),
        "to_unit": draw(st.booleans()), "wanted_by": draw(days),
        "needs_support": draw(st.booleans()), "nothing_new": draw(st.booleans()),
    }  # fmt: skip


@given(made=st.lists(answers(), min_size=3, max_size=3), words=st.tuples(texts, texts, texts))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_goes_out_and_is_saved_by_another_program_comes_back(
    cast: Cast, report: ProgressReport, made: list[dict[str, Any]], words: tuple[str, str, str]
) -> None:
    """Brought into a report without a draft, it makes the draft from which it was made."""
    with transaction.atomic():
        _write(cast, report, made, words)
        full = quarters.fresh(report)
        data = offline.rewritten(make_workbook(questions(full)), full)
        wanted = questions(full).values
        brought = read_workbook(data, questions(full))
        assert brought.problems == []
        assert brought.values == wanted
        report.answers.all().delete()
        ProgressReport.objects.filter(pk=report.pk).update(
            addressee="", addressed_unit=None, wanted_by=None, **dict.fromkeys(GENERAL_TEXTS, "")
        )
        empty = questions(quarters.fresh(report)).values
        marks = {key: filling.mark(value) for key, value in empty.items()}
        package = Package("a.xlsx", "", brought.binding.promise, 0, brought.values, marks)  # type: ignore[union-attr]
        if brought.values != empty:
            put(cast, report, package)
        assert drafted(report) == wanted
        transaction.set_rollback(True)


def _write(
    cast: Cast, report: ProgressReport, made: list[dict[str, Any]], words: tuple[str, str, str]
) -> None:
    tasks = report.commitment.tasks.prefetch_related("milestones").order_by("number")
    data = []
    for task, one in zip(tasks, made, strict=True):
        steps, to_unit = one.pop("steps"), one.pop("to_unit")
        keys = [step.pk for step in task.milestones.all()]
        unit = cast.bureau.pk if one["addressee"] == "UNIT" and to_unit else None
        done = frozenset(keys[n] for n in steps)
        data.append(AnswerData(task.pk, done_milestones=done, addressed_unit=unit, **one))
    general = GeneralData(*words)
    filing.save_draft(
        report=report, general=general, answers=data, version=quarters.fresh(report).version,
        by=cast.reporter, at=AT,
    )  # fmt: skip


class TestSavedMeanwhile:
    """Somebody else has saved the draft since the workbook was downloaded."""

    @pytest.fixture
    def package(self, cast: Cast, report: ProgressReport) -> Package:
        typed = {"1.changed": "Của tệp.", "3.actual": 40}
        made = offline.package(report, offline.workbook(report, typed))
        self.edited(cast, report, "Của đồng nghiệp.")
        return made

    @staticmethod
    def edited(cast: Cast, report: ProgressReport, words: str) -> None:
        saved = quarters.draft(cast, report)
        first, *rest = quarters.answers(saved)
        filing.save_draft(
            report=saved, general=GeneralData(difficulties="Mới nêu."),
            answers=[replace(first, changed=words), *rest], version=saved.version,
            by=cast.head, at=AT,
        )  # fmt: skip

    def test_what_only_one_has_touched_is_joined(
        self, cast: Cast, report: ProgressReport, package: Package
    ) -> None:
        key = offline.key(report, "1.changed")
        found = filling.changes(package, questions(quarters.fresh(report)))
        seen = filling.shown(package, found)
        put(cast, report, seen, **{key: TAKE, offline.key(report, "3.actual"): TAKE})
        values = drafted(report)
        assert values["0.difficulties"] == "Mới nêu."
        assert values[key] == "Của tệp."
        assert values[offline.key(report, "3.actual")] == "40"

    def test_what_both_have_touched_is_asked(
        self, cast: Cast, report: ProgressReport, package: Package
    ) -> None:
        with pytest.raises(Refused, match="chọn giữ bản nào"):
            put(cast, report, package)
        keep = dict.fromkeys(package.values, KEEP)
        with pytest.raises(Refused, match="chọn giữ bản nào"):
            put(cast, report, package, **keep)  # chosen beside an earlier draft
        found = filling.changes(package, questions(quarters.fresh(report)))
        assert put(cast, report, filling.shown(package, found), **keep) == []
        assert drafted(report)[offline.key(report, "1.changed")] == "Của đồng nghiệp."

    def test_the_same_text_from_both_is_no_question(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        made = offline.package(report, offline.workbook(report, {"1.changed": "Như nhau."}))
        self.edited(cast, report, "Như nhau.")
        assert filling.changes(made, questions(quarters.fresh(report))) == []


class TestAddressedUnit:
    """A unit in the file is the one that its name meant when the file was made."""

    @pytest.fixture
    def asking_bureau(self, cast: Cast, report: ProgressReport) -> ProgressReport:
        first, *rest = quarters.answers(report)
        whom = {"addressee": "UNIT", "addressed_unit": cast.bureau.pk}
        return filing.save_draft(
            report=report, general=GeneralData(), version=1, by=cast.reporter, at=AT,
            answers=[replace(first, proposals="Bố trí vốn.", **whom), *rest],
        )  # fmt: skip

    @staticmethod
    def renamed(cast: Cast, name: str) -> None:
        type(cast.bureau).objects.filter(pk=cast.bureau.pk).update(short_name=name)

    @staticmethod
    def another(cast: Cast, name: str) -> Any:
        return stage.unit_row(cast.offices, "phong-khac", name, kind="DEPARTMENT", rank=3)

    @pytest.mark.parametrize("renamed", [False, True])
    @pytest.mark.parametrize("twice", [False, True])
    def test_an_untouched_cell_stays_untouched(
        self, cast: Cast, asking_bureau: ProgressReport, renamed: bool, twice: bool
    ) -> None:
        data = offline.workbook(quarters.fresh(asking_bureau), {"1.difficulties": "Thiếu vốn."})
        old = cast.bureau.short_name
        if renamed:
            self.renamed(cast, "Phòng Tài chính")
        if twice:
            self.another(cast, old)
        package = offline.package(quarters.fresh(asking_bureau), data)
        assert package.values == {offline.key(asking_bureau, "1.difficulties"): "Thiếu vốn."}
        put(cast, asking_bureau, package)
        first = asking_bureau.answers.get(task__number=1)
        assert (first.addressed_unit, first.difficulties) == (cast.bureau, "Thiếu vốn.")

    def test_what_is_chosen_is_what_the_file_offered(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        whom = {"1.addressee": "Đơn vị khác", "1.addressed_unit": cast.bureau.short_name}
        data = offline.workbook(report, whom)
        old = cast.bureau.short_name
        self.renamed(cast, "Phòng Tài chính")
        self.another(cast, old)
        values = offline.package(report, data).values
        assert values == {
            offline.key(report, "1.addressee"): "UNIT",
            offline.key(report, "1.addressed_unit"): cast.bureau.pk,
        }

    @pytest.mark.parametrize("place", ["1", "0"])
    @pytest.mark.parametrize("addressee", ["Ban Thường vụ", None])
    def test_a_unit_beside_another_addressee_is_asked_about(
        self, report: ProgressReport, place: str, addressee: str | None
    ) -> None:
        """The draft keeps a unit only where the proposal is put to one."""
        whom = {f"{place}.addressee": addressee, f"{place}.addressed_unit": "Phòng Kinh tế"}
        data = offline.workbook(report, whom)
        (line,) = read_workbook(data, questions(report)).problems
        book = offline.openpyxl.load_workbook(offline.BytesIO(data))
        assert line.startswith(f"Ô {offline.place(book, report, f'{place}.addressed_unit')} (")
        now = "ghi “Ban Thường vụ”" if addressee else "để trống"
        assert f"chỉ chọn đơn vị khi ô “Kiến nghị với” là “Đơn vị khác”, nay ô đó {now}" in line

    def test_a_unit_that_has_ended_is_asked_about_where_it_was_chosen(
        self, cast: Cast, asking_bureau: ProgressReport
    ) -> None:
        other = self.another(cast, "Phòng Nội vụ")
        report = quarters.fresh(asking_bureau)
        untouched = offline.workbook(report, {"1.difficulties": "Thiếu vốn."})
        chosen = offline.workbook(report, {"1.addressed_unit": "Phòng Nội vụ"})
        report.answers.update(addressee="", addressed_unit=None)
        ended = type(other).objects.filter(pk__in=[other.pk, cast.bureau.pk])
        ended.update(valid_to=date(2021, 2, 1))
        assert read_workbook(untouched, questions(report)).problems == []
        (line,) = read_workbook(chosen, questions(report)).problems
        assert "đơn vị “Phòng Nội vụ” không còn hoạt động" in line


def document(cast: Cast) -> LegalBasis:
    return LegalBasis.objects.create(
        committee=cast.committee, kind="Nghị quyết", number="05-NQ/TU", issuer="Tỉnh ủy",
        issued_on=date(2020, 12, 1), summary="về cán bộ",
    )  # fmt: skip


class TestRefused:
    def test_another_unit_s(self, cast: Cast, report: ProgressReport) -> None:
        theirs = ProgressReport.objects.with_names().get(
            commitment=stage.signed(cast, cast.bureau), period__quarter=1
        )
        found = read_workbook(offline.workbook(theirs), questions(report))
        assert found.problems == ["Tệp được lập cho đơn vị khác, không phải Phường 1."]

    def test_another_quarter_s(self, report: ProgressReport) -> None:
        other = quarters.report(report.commitment, 2)
        (said,) = read_workbook(offline.workbook(other), questions(report)).problems
        assert "quý 2 năm 2021, không phải quý 1" in said

    @pytest.mark.parametrize("how", ["whole", "without its first row"])
    def test_the_sheet_of_another_quarter_put_over_this_one_s(
        self, report: ProgressReport, how: str
    ) -> None:
        """The keys of its rows are the same in every quarter."""
        second = quarters.report(report.commitment, 2)
        typed = offline.workbook(report, {"1.actual": 30, "1.changed": "Việc của quý I."})
        old = offline.openpyxl.load_workbook(offline.BytesIO(typed))[SHEET]

        def put_over(book: Any) -> None:
            for row in book[SHEET].iter_rows():
                for cell in row:
                    cell.value = None
            for row in old.iter_rows(min_row=1 if how == "whole" else 2):
                for cell in row:
                    book[SHEET][cell.coordinate].value = cell.value

        data = offline.workbook(second, change=put_over)
        (said,) = read_workbook(data, questions(second)).problems
        assert said == (OTHER_SHEET if how == "whole" else NO_FIRST_ROW)

    def test_the_promise_has_changed(self, cast: Cast, report: ProgressReport) -> None:
        data = offline.workbook(report, {"1.actual": 5})
        package = offline.package(report, data)
        amending.approved(cast, report.commitment)
        row = quarters.fresh(report)
        assert read_workbook(data, questions(row)).problems == [AMENDED]
        with pytest.raises(Refused, match="điều chỉnh"):
            put(cast, row, package)

    def test_names_of_a_supporting_unit_and_of_a_document_are_no_promise(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        """What was signed keeps the names of its day: both are renamed without any amendment."""
        task, basis = report.commitment.tasks.get(number=1), document(cast)
        task.supporting_units.add(cast.bureau)
        task.bases.add(basis)
        data = offline.workbook(report, {"1.actual": 5})
        package = offline.package(report, data)
        type(cast.bureau).objects.filter(pk=cast.bureau.pk).update(short_name="A", rank=99)
        LegalBasis.objects.filter(pk=basis.pk).update(summary="về công tác tổ chức, cán bộ")
        assert read_workbook(data, questions(quarters.fresh(report))).problems == []
        assert put(cast, report, package)

    @pytest.mark.parametrize("how", ["withdrawn", "sent back"])
    def test_it_was_handed_in_meanwhile_and_came_back(
        self, cast: Cast, report: ProgressReport, how: str
    ) -> None:
        """Words from before a round would replace what was handed in, and judged, since."""
        data = offline.workbook(report, {"1.actual": 7})
        package = offline.package(report, data)
        if how == "withdrawn":
            quarters.submitted(cast, report, at=AT)
            filing.withdraw(report=quarters.fresh(report), by=cast.head, at=AT)
        else:
            quarters.sent_back(cast, report)
        row = quarters.fresh(report)
        (said,) = read_workbook(data, questions(row)).problems
        assert said == handed_in_since(1)
        assert "tải biểu mẫu mới" in said
        with pytest.raises(Refused, match="lần nộp 1"):
            filling.fill(
                report=row, package=package, chosen={}, by=cast.reporter, at=quarters.JUDGED
            )
        anew = offline.package(row, offline.workbook(row, {"1.actual": 7}))
        assert filling.fill(
            report=row, package=anew, chosen={}, by=cast.reporter, at=quarters.JUDGED
        )

    @pytest.mark.parametrize("how", ["typed", "cut", "gone", "copied"])
    def test_an_altered_binding(self, cast: Cast, report: ProgressReport, how: str) -> None:
        theirs = ProgressReport.objects.with_names().get(
            commitment=stage.signed(cast, cast.bureau), period__quarter=1
        )

        def change(book: Any) -> None:
            cell = book[BOUND][SEAL]
            if how == "copied":
                other = offline.openpyxl.load_workbook(
                    offline.BytesIO(make_workbook(questions(theirs)))
                )
                cell.value = other[BOUND][SEAL].value
            else:
                sealed = cell.value
                typed = sealed[:9] + ("a" if sealed[9] != "a" else "b") + sealed[10:]
                cell.value = {"typed": typed, "cut": sealed[:-3], "gone": None}[how]

        said = read(report, change=change).problems
        assert said == ([ALTERED] if how != "copied" else [
            "Tệp được lập cho đơn vị khác, không phải Phường 1."
        ])  # fmt: skip

    def test_after_it_was_handed_in(self, cast: Cast, report: ProgressReport) -> None:
        package = offline.package(report, offline.workbook(report, {"1.actual": 7}))
        quarters.submitted(cast, report)
        with pytest.raises(Refused, match="đang chờ Văn phòng xem xét"):
            put(cast, report, package)

    def test_by_somebody_else(self, cast: Cast, report: ProgressReport) -> None:
        package = offline.package(report, offline.workbook(report, {"1.actual": 7}))
        for who in (cast.bureau_head, cast.standing, cast.stranger, cast.nobody):
            with pytest.raises(Refused):
                filling.fill(report=report, package=package, chosen={}, by=who, at=AT)
        assert put(cast, report, package)

    @pytest.mark.parametrize("name", BAD)
    def test_what_is_no_clean_workbook(self, report: ProgressReport, name: str) -> None:
        make, said = BAD[name]
        with pytest.raises(Unreadable, match=said):
            read_workbook(make(), questions(report))

    def test_a_document_is_no_workbook(self, report: ProgressReport) -> None:
        with pytest.raises(Unreadable, match=r"chọn tệp \.xlsx, biểu mẫu đã tải từ hệ thống"):
            read_workbook(word("Báo cáo quý I"), questions(report))

    def test_another_workbook(self, report: ProgressReport) -> None:
        def rename(book: Any) -> None:
            book[SHEET].title = "Sheet1"

        assert read(report, change=rename).problems == [NOT_OURS]


SLIPS: dict[str, tuple[str, Any, str]] = {
    "a dot": ("1.actual", "12.4", "124 hay 12,4"),
    "a unit": ("1.actual", "12 hộ", "Chỉ ghi số"),
    "letters": ("1.actual", "nhiều", "không phải là số"),
    "a day for a number": ("1.actual", date(2021, 3, 4), "ô là ngày"),
    "too large": ("1.actual", 1e15, "quá lớn"),
    "too exact": ("1.actual", 1.23456, "4 chữ số"),
    "a formula": ("1.actual", "=1+1", "ô có công thức"),
    "a formula in a text": ("1.changed", '=HYPERLINK("http://x.example","x")', "ô có công thức"),
    "no day": ("1.wanted_by", "31/02/2021", "không có ngày 31"),
    "an unknown state": ("1.status", "Gần xong", "không có trong danh sách"),
    "an unknown unit": ("1.addressed_unit", "Phường 99", "không có đơn vị “Phường 99”"),
    "no state any more": ("1.status", None, "trạng thái đang để trống"),
    "half a tick": ("1.step.1", "một nửa", "không rõ có đánh dấu"),
    "too long": ("1.changed", "a" * 20_001, "quá mức 20.000"),
}


class TestSlips:
    @pytest.mark.parametrize("name", SLIPS)
    def test_is_asked_about_with_its_address(self, report: ProgressReport, name: str) -> None:
        cell, value, said = SLIPS[name]
        (line,) = read(report, {cell: value}).problems
        assert line.startswith("Ô C")
        assert "(Nhiệm vụ 1, " in line
        assert said in line

    def test_a_number_in_percent(self, report: ProgressReport) -> None:
        def percent(book: Any) -> None:
            cell = book[SHEET][offline.place(book, report, "1.actual")]
            cell.value, cell.number_format = 0.124, "0.0%"

        found = read(report, change=percent)
        (line,) = found.problems
        assert "(Nhiệm vụ 1, " in line
        assert "định dạng phần trăm: muốn nhập 12,4 hay 0,124?" in line
        assert offline.key(report, "1.actual") not in found.values

    def test_what_is_typed_of_a_share_stays_as_it_was_typed(
        self, cast: Cast, report: ProgressReport
    ) -> None:
        """Excel makes 0,124 of a typed 12,4% unless the cell is one of text."""
        Task.objects.filter(commitment=report.commitment, number=1).update(unit_of_measure="%")
        quarters.draft(cast, report, actual=Decimal("12.4"))
        report = quarters.fresh(report)
        book = offline.openpyxl.load_workbook(offline.BytesIO(make_workbook(questions(report))))
        cell = book[SHEET][offline.place(book, report, "1.actual")]
        assert (cell.number_format, cell.value) == ("@", "12,4")
        other = book[SHEET][offline.place(book, report, "3.actual")]
        assert other.number_format == "#,##0.####"
        assert read(report).values == questions(report).values
        (line,) = read(report, {"1.actual": "12,5%"}).problems
        assert "Chỉ ghi số, không ghi đơn vị: xin nhập 12,5" in line

    def test_an_error_that_excel_shows(self, report: ProgressReport) -> None:
        def broken(book: Any) -> None:
            cell = book[SHEET][offline.place(book, report, "1.actual")]
            cell.value, cell.data_type = "#REF!", "e"

        (line,) = read(report, change=broken).problems
        assert "ô đang báo lỗi #REF!" in line

    ODD: dict[str, tuple[str, str, str]] = {
        "no number": ("1.actual", "<v>NaN</v>", "không phải là số hoặc là số quá lớn"),
        "no number but a text": ("1.changed", "<v>1e400</v>", "“1e400” không phải là số"),
        "no number but a tick": ("1.nothing_new", "<v>INF</v>", "“INF” không phải là số"),
        "no number but a day": ("1.wanted_by", "<v>abc</v>", "“abc” không phải là số"),
        "no such day": ("1.wanted_by", 't="d"><v>2021-02-31</v>', "Tháng 2 năm 2021 không có"),
        "no day at all": ("1.wanted_by", 't="d"><v>abc</v>', "“abc” không phải là ngày"),
        "a day for a number": ("1.actual", 't="d"><v>2021-02-31</v>', "không phải là số"),
        "a day for a tick": ("1.nothing_new", 't="d"><v>abc</v>', "không rõ có đánh dấu"),
    }

    @pytest.mark.parametrize("name", ODD)
    def test_a_cell_that_no_person_types(self, report: ProgressReport, name: str) -> None:
        cell, xml, said = self.ODD[name]
        data = offline.workbook(report)
        place = offline.place(offline.openpyxl.load_workbook(offline.BytesIO(data)), report, cell)
        start = f'<c r="{place}" ' if xml.startswith("t=") else f'<c r="{place}">'
        (line,) = read_workbook(
            recut(data, 2, place, f"{start}{xml}</c>"), questions(report)
        ).problems
        assert line.startswith(f"Ô {place} (Nhiệm vụ 1, ")
        assert said in line

    CHANGES: dict[str, tuple[Callable[[Any, str, int], None], str]] = {
        "merged": (lambda s, cell, row: s.merge_cells(f"C{row}:D{row}"), "ô bị gộp"),
        "gone": (lambda s, cell, row: s.delete_rows(row), "Thiếu dòng “Nhiệm vụ 1, Kết quả"),
        "twice": (
            lambda s, cell, row: s.append([s.cell(row, 1).value, "", 5]),
            "có nhiều lần (dòng ",
        ),
        "beside": (lambda s, cell, row: s.cell(row, 6, "Ghi thêm"), "có nội dung ngoài chỗ điền"),
        "below": (
            lambda s, cell, row: s.cell(s.max_row + 3, 2, "Ghi thêm"),
            "có nội dung ngoài chỗ điền",
        ),
    }

    @pytest.mark.parametrize("name", CHANGES)
    def test_a_changed_sheet(self, report: ProgressReport, name: str) -> None:
        do, said = self.CHANGES[name]

        def change(book: Any) -> None:
            cell = offline.place(book, report, "1.actual")
            do(book[SHEET], cell, int(cell[1:]))

        assert said in " ".join(read(report, change=change).problems)

    def test_labels_that_no_longer_stand_beside_their_keys(self, report: ProgressReport) -> None:
        """As when the shown columns are sorted, or cut and inserted: the hidden one stays."""

        def swap(book: Any) -> None:
            sheet = book[SHEET]
            one, two = (int(offline.place(book, report, n)[1:]) for n in rows)
            for column in "BCD":
                above, below = sheet[f"{column}{one}"], sheet[f"{column}{two}"]
                above.value, below.value = below.value, above.value
            asked.append(f"Ô B{one} đến B{two}: nhãn của dòng không còn như biểu mẫu")

        rows, asked = ("1.changed", "1.difficulties"), list[str]()
        typed = {"1.changed": "Đã họp dân.", "1.difficulties": "Thiếu vốn."}
        (line,) = read(report, typed, change=swap).problems
        assert line.startswith(asked[0])

    def test_a_label_is_the_one_that_went_out(self, cast: Cast, report: ProgressReport) -> None:
        """Handing in the quarter before makes this one's labels others."""
        second = quarters.report(report.commitment, 2)
        data, asked = offline.workbook(second), labels(second)
        quarters.submitted(cast, report)
        assert labels(second) != asked
        found = read_workbook(data, questions(second))
        assert (found.problems, found.notes) == ([], [])

    def test_words_where_nothing_is_read_are_told_of(self, report: ProgressReport) -> None:
        def write(book: Any) -> None:
            sheet = book[SHEET]
            noted = f"D{offline.place(book, report, '1.changed')[1:]}"
            sheet[noted].value = "Đã họp dân 3 cuộc, ghi nhầm cột."
            sheet["B2"].value = "Phường 1 (bản sửa)"
            last = next(c.row for c in sheet["B"] if c.value == "Kết quả quý trước")
            sheet[f"C{last}"].value = "Của chúng tôi: 40 hộ."
            sheet[f"C{last + 1}"].value = "Không"  # a cell to fill
            book["Hướng dẫn"]["B40"].value = "Báo cáo ở đây."
            places.extend(["B2", f"B{last} đến C{last}", noted])

        places = list[str]()
        found = read(report, change=write)
        assert found.problems == []
        rows = [line for line in found.notes if "chữ có sẵn của biểu mẫu" in line]
        assert [line.partition(":")[0] for line in rows] == [f"Ô {at}" for at in places]
        (guide,) = (line for line in found.notes if line not in rows)
        assert guide.startswith("Trang “Hướng dẫn”, ô B40: có nội dung ghi thêm")

    def test_a_table_pasted_beside_is_one_sentence(self, report: ProgressReport) -> None:
        def paste(book: Any) -> None:
            for row in range(2, 900):
                for column in range(6, 12):
                    book[SHEET].cell(row, column).value = "x"

        (line,) = read(report, change=paste).problems
        assert line.startswith("Ô F2 đến K899: có nội dung ngoài chỗ điền.")

    def test_a_page_of_sentences_ends(self, report: ProgressReport) -> None:
        def scatter(book: Any) -> None:
            for row in range(300, 500):
                book[SHEET].cell(row, 6 + row % 2).value = "x"

        found = read(report, change=scatter).problems
        assert len(found) == 51
        assert found[-1] == "Và 150 chỗ khác có nội dung ngoài chỗ điền."

    def test_rows_that_moved_are_found_by_their_key(self, report: ProgressReport) -> None:
        def insert(book: Any) -> None:
            book[SHEET].insert_rows(5, amount=3)

        found = read(report, {"1.actual": 8}, change=insert)
        assert found.problems == []
        assert found.values[offline.key(report, "1.actual")] == "8"

    def test_a_further_sheet_with_content(self, report: ProgressReport) -> None:
        def add(book: Any) -> None:
            book.create_sheet("Ghi chú")["A1"] = "Quan trọng"

        (line,) = read(report, change=add).problems
        assert line.startswith("Trang “Ghi chú” không thuộc biểu mẫu.")

    def test_a_further_sheet_without_content_is_told_of(self, report: ProgressReport) -> None:
        found = read(report, change=lambda book: book.create_sheet("Trang1"))
        assert found.problems == []
        said = "Trang “Trang1” không thuộc biểu mẫu và không có nội dung nên được bỏ qua."
        assert found.notes == [said]
        assert read(report).notes == []

    def test_old_letters_are_pointed_at(self, report: ProgressReport) -> None:
        found = read(report, {"1.changed": "§¶ng ñy Ph\xadêng 2 ®· häp d©n"})
        assert found.problems == []
        assert "bảng mã cũ" in found.notes[0]
