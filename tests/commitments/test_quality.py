"""The 6 rõ check as a pure function: each criterion met, missing, and worth a second look."""

import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commitments import quality
from commitments.quality import Around, Criterion, Finding, LastYear, Level, MilestoneData, TaskData
from commitments.quality.owners import owner_findings
from commitments.quality.tasks import BELOW_ZERO
from commitments.quality.verbs import EMPTY_VERBS
from commitments.quality.wording import alike, empty_verb, is_measured, says_nothing, spelled
from tests import cast as stage

YEAR = stage.YEAR
STEPS = stage.task_data(2)  # measured by milestones alone


def steps(*quarters: int) -> tuple[MilestoneData, ...]:
    return tuple(MilestoneData(q, f"Việc quý {q}") for q in quarters)


def said(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.field, one.level.name) for one in found]


# --- What keeps back -------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2])
def test_a_clear_task_meets_all_six(n: int) -> None:
    task = stage.task_data(n)
    assert quality.all_findings(task, YEAR) == []
    assert quality.clarity(task, YEAR) == quality.CRITERIA == len(Criterion) == 6


BLOCKED: list[tuple[dict[str, Any], str, Criterion]] = [
    ({"title": " "}, "title", Criterion.WORK),
    ({"title": "Tăng cường công tác lãnh đạo"}, "title", Criterion.WORK),
    ({"owner_name": ""}, "owner_name", Criterion.PERSON),
    ({"owner_name": "Nguyễn Văn An và Trần Thị Bình"}, "owner_name", Criterion.PERSON),
    ({"responsibility": ""}, "responsibility", Criterion.RESPONSIBILITY),
    ({"basis": ""}, "basis", Criterion.AUTHORITY),
    ({"product": ""}, "product", Criterion.RESULT),
    ({"due_on": None}, "due_on", Criterion.TIME),
    ({"due_on": date(YEAR + 1, 1, 31)}, "due_on", Criterion.TIME),
    ({"milestones": ()}, "milestones", Criterion.TIME),
    ({"milestones": steps(1, 2)}, "milestones", Criterion.TIME),  # due in September
    ({"milestones": steps(3)}, "milestones", Criterion.TIME),
    ({"milestones": steps(1, 4)}, "milestones", Criterion.TIME),  # behind the due date
]


@pytest.mark.parametrize(("changes", "field", "criterion"), BLOCKED)
def test_what_is_missing_blocks_its_own_criterion(
    changes: dict[str, Any], field: str, criterion: Criterion
) -> None:
    task = replace(STEPS, **changes)
    found = quality.task_findings(task, YEAR)
    assert [one.field for one in found] == [field]
    assert found[0].criterion == criterion
    assert found[0].is_blocking
    assert quality.clarity(task, YEAR) == 5
    groups = dict(quality.by_criterion(found))
    assert [one for one, lines in groups.items() if lines] == [criterion]


def test_a_finding_shows_a_good_answer() -> None:
    empty = TaskData("", "KEY", "COLLECTIVE")
    found = quality.task_findings(empty, YEAR)
    assert {one.criterion for one in found} == set(Criterion) - {Criterion.RESPONSIBILITY}
    assert all(one.example for one in found)
    assert quality.clarity(empty, YEAR) == 1


def test_a_target_is_an_acceptance_criterion_and_a_listed_basis_an_authority() -> None:
    assert quality.task_findings(stage.task_data(1, product=""), YEAR) == []
    assert quality.task_findings(replace(STEPS, basis="", bases=(4,)), YEAR) == []


@pytest.mark.parametrize(
    ("due", "quarters", "clear"),
    [
        ((6, 30), (1,), True),
        ((6, 30), (2,), True),
        ((3, 15), (1,), True),
        ((7, 1), (2,), False),
        ((7, 1), (2, 3), True),
        ((12, 31), (3, 4), False),
        ((12, 31), (1, 4), True),
    ],
)
def test_each_half_year_up_to_the_due_date_has_a_milestone(
    due: tuple[int, int], quarters: tuple[int, ...], clear: bool
) -> None:
    task = replace(STEPS, due_on=date(YEAR, *due), milestones=steps(*quarters))
    assert (quality.task_findings(task, YEAR) == []) == clear


@pytest.mark.parametrize(("unit", "refused"), [("tuyến", True), ("%", False)])
def test_a_count_is_not_below_zero_a_rate_may_be(unit: str, refused: bool) -> None:
    task = stage.task_data(1, baseline=Decimal(0), target=Decimal(-5), unit_of_measure=unit,
                           milestones=())  # fmt: skip
    found = [one.sentence for one in quality.contradictions(task, stage.YEAR)]
    assert (BELOW_ZERO in found) == refused


def test_a_half_year_that_is_over_is_not_asked_for() -> None:
    task = replace(STEPS, due_on=date(YEAR, 12, 31), milestones=steps(3, 4))
    assert quality.task_findings(task, YEAR, date(YEAR, 6, 30))
    assert quality.task_findings(task, YEAR, date(YEAR, 7, 1)) == []


# --- One person ------------------------------------------------------------------------------

NAMES = (
    "Nguyễn Văn An", "NGUYỄN VĂN AN", "nguyễn văn an", "Đ/c Nguyễn Văn An", "Đồng chí Lê Thị Mai",
    "Đoàn Văn Hậu", "Ban Văn Hai", "Hội Văn An", "Công Thị Lan", "Vừ Và Sình", "Ông Ích Khiêm",
    "Nguyễn Văn Cùng", "Hồ Thị Ta-Rêng", "Tôn Nữ Thị Hồng Vân Anh", "Nguyễn Thị Hội", "Lê Bí Thư",
)  # fmt: skip
SEVERAL = (
    "Nguyễn Văn An và Trần Thị Bình", "NGUYỄN VĂN AN VÀ TRẦN THỊ BÌNH", "Nguyễn Văn An, Lê Bình",
    "Nguyễn Văn An; Lê Bình", "An, Bình", "Đ/c An và đ/c Bình", "Nguyễn Văn An cùng Lê Văn Bình",
    "các đồng chí trong Ban Thường vụ", "Nguyễn Văn An và các đồng chí khác", "An & Bình",
    "Nguyễn Văn An - Lê Văn Bình", "Nguyễn Văn An/Lê Văn Bình",
)  # fmt: skip
NOBODY = (
    "Chủ tịch UBND phường", "Bí thư", "Trưởng phòng Tài chính", "Bí thư, Phó Bí thư", "Phòng Kinh tế",
    "Văn phòng HĐND và UBND", "Tập thể lãnh đạo", "Thanh tra thành phố", "Hội Phụ nữ", "Phường 5",
    "Tổ công tác", "Ban Chỉ đạo", "2 đồng chí Phó Chủ tịch", "UBND phường",
)  # fmt: skip
DOUBTFUL = (
    "Chủ tịch Nguyễn Văn An", "Nguyễn Văn An, Bí thư Đảng ủy", "Nguyễn Văn An - Phó Chủ tịch",
    "Nguyễn Văn An (Chủ tịch)", "Hùng", "A B C D E F G H",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_refused(name: str) -> None:
    assert owner_findings(name) == []
    assert owner_findings(unicodedata.normalize("NFD", name)) == []


@pytest.mark.parametrize("name", [*SEVERAL, *NOBODY])
def test_several_people_a_post_or_a_unit_are_nobody(name: str) -> None:
    assert said(owner_findings(name)) == [("owner_name", "BLOCKING")]
    assert said(owner_findings(unicodedata.normalize("NFD", name))) == [("owner_name", "BLOCKING")]


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_may_be_one_person_after_all_is_only_a_warning(name: str) -> None:
    assert said(owner_findings(name)) == [("owner_name", "WARNING")]


@given(st.text(max_size=60))
@example("()")
def test_no_owner_breaks_the_check(name: str) -> None:
    assert len(owner_findings(name)) <= 1


# --- Words -----------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", EMPTY_VERBS)
def test_an_empty_verb_needs_a_number(verb: str) -> None:
    vague = replace(STEPS, title=f"{verb.capitalize()} hòa giải, đối thoại tại cơ sở")
    assert said(quality.all_findings(vague, YEAR)) == [("title", "WARNING")]
    assert quality.clarity(vague, YEAR) == 5
    assert quality.all_findings(replace(vague, title=f"{vague.title}: 12 vụ"), YEAR) == []
    measured = stage.task_data(1, title=vague.title)
    assert quality.all_findings(measured, YEAR) == []


@pytest.mark.parametrize(
    "title",
    [
        "TĂNG CƯỜNG đối thoại với công dân tại cơ sở",
        unicodedata.normalize("NFD", "Tăng cường đối thoại với công dân"),
        "Tang cuong doi thoai voi cong dan",
        "tăng  cường đối thoại với công dân năm 2021",
        "Tăng cường thực hiện Nghị quyết số 05-NQ/TU ngày 20/12/2020",
        "Tăng cường đối thoại trước 30/6/2021 tại Phường 5",
    ],
)
def test_a_year_a_day_or_a_document_is_no_number(title: str) -> None:
    assert said(quality.all_findings(replace(STEPS, title=title), YEAR)) == [("title", "WARNING")]


@pytest.mark.parametrize(
    "text", ["9/9 phường", "58/62 khu phố", "thu 5,6 tỷ đồng", "đạt 92%", "7 phường", "110 hộ"]
)
def test_a_quantity_is_a_number(text: str) -> None:
    assert is_measured(f"Đẩy mạnh công tác, {text}")


def test_marks_are_placed_either_way_and_mean_what_they_mean() -> None:
    assert spelled("HOÀ giải") == spelled("hòa giải")
    assert spelled("phần đấu") != spelled("phấn đấu")
    assert spelled("Thuỷ lợi, khoẻ; quý_I") == spelled("thủy lợi khỏe quý i")
    assert empty_verb("Hoàn thành phần đầu tư công") == ""
    assert empty_verb("Phấn đấu hoàn thành") == "phấn đấu"


@pytest.mark.parametrize(
    "title",
    ["Tăng cường", "Đẩy mạnh hơn nữa", "Nâng cao chất lượng công tác", "Tiếp tục làm tốt nhiệm vụ"],
)
def test_only_a_slogan_keeps_back(title: str) -> None:
    assert says_nothing(title)
    assert said(quality.all_findings(replace(STEPS, title=title), YEAR)) == [("title", "BLOCKING")]
    assert not says_nothing(f"{title} hòa giải, đối thoại")


def test_working_along_names_the_units() -> None:
    task = replace(STEPS, product="Phối hợp với Công an lập biên bản")
    assert said(quality.all_findings(task, YEAR)) == [("supporting_units", "WARNING")]
    assert quality.all_findings(replace(task, supporting_units=(3,)), YEAR) == []


def test_words_of_last_year_are_noticed() -> None:
    task = replace(STEPS, basis="Chủ đề năm 2020 của Thành ủy")
    assert said(quality.all_findings(task, YEAR)) == [("basis", "WARNING")]
    assert quality.all_findings(replace(task, due_on=date(YEAR - 1, 9, 30)), YEAR - 1) == []
    assert quality.all_findings(replace(STEPS, title="Giải quyết 12 đơn tồn năm 2020"), YEAR) == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_the_check(title: str, product: str) -> None:
    task = replace(STEPS, title=title, product=product, basis=title)
    found = quality.all_findings(task, YEAR, Around(others=((1, product),)))
    assert 0 <= quality.clarity(task, YEAR) <= 6
    assert all(one.criterion for one in found)


# --- Beside other tasks ----------------------------------------------------------------------


def test_the_same_work_twice_is_noticed() -> None:
    task = replace(STEPS, title="Bàn giao mặt bằng sạch dự án Quốc lộ 9 cho chủ đầu tư, 42 hộ")
    twin = "Bàn  giao mặt bằng sạch dự án QUỐC LỘ 9 cho chủ đầu tư, 45 hộ"
    found = quality.task_warnings(task, Around(others=((2, "Việc khác hẳn"), (3, twin))))
    assert said(found) == [("title", "WARNING")]
    assert "nhiệm vụ 3" in found[0].sentence
    assert quality.clarity(task, YEAR) == 6  # that another says the same makes it no less clear


def test_wordings_that_differ_are_two_tasks() -> None:
    titles = [(1, "Nhiệm vụ mẫu số 1"), (2, ""), (3, "Hoà giải ở cơ sở")]
    assert alike("Nhiệm vụ mẫu số 2", titles) == []
    assert alike("", titles) == []
    assert alike("hòa giải ở cơ sở", titles) == [3]


def test_all_in_december_and_no_breakthrough() -> None:
    december = [replace(STEPS, due_on=date(YEAR, 12, day)) for day in (1, 15, 31)]
    assert said(quality.whole_warnings(december)) == [("kind", "WARNING"), ("due_on", "WARNING")]
    mixed = [replace(december[0], kind="BREAKTHROUGH"), replace(STEPS), december[2]]
    assert quality.whole_warnings(mixed) == []
    assert quality.whole_warnings([]) == []
    assert said(quality.whole_warnings(december[:1])) == [("kind", "WARNING")]


@pytest.mark.parametrize(
    ("now", "before", "result", "warned"),
    [
        # more is better
        ({"baseline": 0, "target": 42}, {}, 42, True),
        ({"baseline": 0, "target": 41}, {}, 42, True),
        ({"baseline": 0, "target": 43}, {}, 42, False),
        # less is better
        ({"baseline": 9, "target": 5}, {}, 5, True),
        ({"baseline": 9, "target": 6}, {}, 5, True),
        ({"baseline": 9, "target": 4}, {}, 5, False),
        # said only by last year's promise
        ({"baseline": None, "target": 6}, {"baseline": 9, "target": 4}, 5, True),
        ({"baseline": None, "target": 4}, {"baseline": 9, "target": 5}, 5, False),
        # a level to keep may stay where it is, and not fall behind
        ({"baseline": 5, "target": 5, "maintain": "AT_LEAST"}, {}, 5, False),
        ({"baseline": 4, "target": 4, "maintain": "AT_LEAST"}, {}, 5, True),
        ({"baseline": 5, "target": 5, "maintain": "AT_MOST"}, {}, 5, False),
        ({"baseline": 6, "target": 6, "maintain": "AT_MOST"}, {}, 5, True),
        # nothing to compare with
        ({"baseline": 0, "target": 1}, {}, None, False),
        ({"baseline": None, "target": None}, {}, 5, False),
        ({"baseline": 0, "target": 1}, {"unit_of_measure": "%"}, 5, False),
    ],
)
def test_a_target_asks_for_more_than_last_year(
    now: dict[str, Any], before: dict[str, Any], result: int | None, warned: bool
) -> None:
    numbers = {k: Decimal(v) if isinstance(v, int) else v for k, v in now.items()}
    task = replace(stage.task_data(1), **numbers)
    old = {k: Decimal(v) if isinstance(v, int) else v for k, v in before.items()}
    last = LastYear(
        **{
            "year": YEAR - 1,
            "title": task.title,
            "unit_of_measure": "Hộ",
            "result": None if result is None else Decimal(result),
        }
        | old
    )
    found = quality.task_warnings(task, Around(last=last))
    assert said(found) == ([("target", "WARNING")] if warned else [])


def test_the_same_work_is_known_whatever_its_numbers() -> None:
    last = LastYear(YEAR - 1, "Giảm tỷ lệ hộ nghèo từ 2,35% xuống 1,90%")
    assert last.is_of(replace(STEPS, title="Giảm tỷ lệ hộ nghèo từ 1,86% xuống 1,2%"))
    assert not last.is_of(replace(STEPS, title="Giảm tỷ lệ đơn tồn từ 1,86% xuống 1,2%"))
    assert not last.is_of(replace(STEPS, title=""))


ANSWERED: list[dict[str, Any]] = [
    *(changes for changes, _, _ in BLOCKED),
    {"owner_name": "Chủ tịch Nguyễn Văn An"},
    {"title": "Tiếp tục tuyên truyền ở khu phố"},
    {"product": "Phối hợp với Công an lập biên bản"},
    {"title": "Trong năm 2020 hòa giải ở khu phố", "product": "Chủ đề năm 2020"},
    {"baseline": Decimal(1)},
    {"maintain": "AT_LEAST"},
    {"given_target": Decimal(1)},
    {"unit_of_measure": "hộ"},
    {"milestones": (MilestoneData(1, " ", Decimal(1)), MilestoneData(3, "Xong"))},
    {"target": Decimal(5)},
    {"target": Decimal(5), "baseline": Decimal(5), "unit_of_measure": "hộ"},
    {"target": Decimal(5), "baseline": Decimal(4), "unit_of_measure": "hộ", "maintain": "AT_MOST"},
]


@pytest.mark.parametrize("changes", ANSWERED, ids=str)
def test_every_finding_shows_a_good_answer(changes: dict[str, Any]) -> None:
    """A task beside its twin, in the registration and in last year's, wrong in one way more."""
    task = replace(STEPS, **changes)
    last = LastYear(YEAR - 1, task.title, task.unit_of_measure, result=Decimal(9))
    found = quality.all_findings(task, YEAR, Around(others=((2, task.title),), last=last))
    assert found
    assert [one.sentence for one in found if not one.example] == []
    assert all(one.example == one.example.strip(" .") for one in found)


def test_of_words_it_is_said_where_they_stand() -> None:
    """At handing in there is no field beside the sentence."""
    task = replace(STEPS, title="Tiếp tục tuyên truyền ở khu phố", product="Đẩy mạnh thu gom rác")
    assert [one.sentence.split(" mà ")[0] for one in quality.all_findings(task, YEAR)] == [
        "Nội dung cam kết ghi “tiếp tục”",
        "Sản phẩm, kết quả ghi “đẩy mạnh”",
    ]


def test_levels_and_criteria_have_words() -> None:
    assert [level.label for level in Level] == ["Phải bổ sung", "Nên xem lại"]
    assert all(one.label.startswith("Rõ ") for one in Criterion)
