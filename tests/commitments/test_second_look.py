"""What a reviewer is told to look at twice: each flag, what it must not fire on, its number."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.progress import MilestoneFacts, Status, TaskFacts
from commitments.quality import Promised, Told, likeness, recounted, second_look

LONG = (
    "Phường đã tổ chức ba cuộc họp với các hộ dân khu phố 3, vận động được phần lớn hộ bàn giao "
    "mặt bằng, hoàn thành kiểm đếm và niêm yết công khai phương án bồi thường."
)


def promised(baseline: int = 0, target: int | None = 100, maintain: str = "") -> Promised:
    steps = (MilestoneFacts(1, 1, None, False), MilestoneFacts(3, 1, None, False))
    facts = TaskFacts(
        baseline=Decimal(baseline),
        target=None if target is None else Decimal(target),
        maintain=maintain,
        milestones=steps,
        due_on=date(2021, 12, 20),
        year=2021,
    )
    steps_by_id = {7: "Kiểm đếm xong", 8: "Chi trả xong"}
    return Promised(facts, "hộ", steps_by_id, due_on=facts.due_on)


UP, DOWN, STEPS = promised(), promised(40, 10), promised(target=None)
KEPT, HELD = promised(2, 2, "AT_MOST"), promised(4, 4, "AT_LEAST")
LAST = Told(
    Status.IN_PROGRESS, Decimal(30), changed=LONG, quarter="Quý I",
    completion=Decimal(30), planned=Decimal(25),
)  # fmt: skip
ON = date(2021, 6, 25)
NOW = replace(
    LAST, actual=Decimal(45), changed="Đã chi trả xong.",
    completion=Decimal(45), planned=Decimal(50),
)  # fmt: skip


def said(of: Promised = UP, before: Told | None = LAST, **changes: Any) -> str:
    return " ".join(second_look(replace(NOW, **changes), before, of, ON))


def test_an_honest_quarter_is_not_flagged() -> None:
    assert said() == ""
    assert said(before=None, completion=Decimal(45), planned=Decimal(40)) == ""


def test_a_value_hardly_meant_is_named_also_when_the_unit_means_it() -> None:
    assert said(before=None, actual=Decimal(-3)) == "Kết quả -3 hộ là số âm."
    assert said(actual=Decimal(99999)).startswith(
        "Kết quả 99.999 hộ gấp hơn 100 lần số đã cam kết."
    )
    assert "là số âm" not in said(promised(-5, 10), actual=Decimal(-3))


class TestText:
    def test_the_same_whatever_its_accents_and_spaces(self) -> None:
        same = LONG.upper().replace(" ", "  ")
        assert said(actual=Decimal(30), changed=same) == "Phần thuyết minh trùng với Quý I."

    def test_nearly_the_same_says_how_nearly(self) -> None:
        text = LONG.replace("ba cuộc", "bốn cuộc")
        assert said(actual=Decimal(30), changed=text) == (
            "Phần thuyết minh giống 97% so với Quý I."
        )

    def test_another_value_with_the_old_text(self) -> None:
        assert said(changed=LONG) == (
            "Kết quả đổi từ 30 hộ thành 45 hộ nhưng phần thuyết minh trùng với Quý I."
        )

    @pytest.mark.parametrize(
        ("old", "new", "flagged"),
        [
            ("Đã họp 3 cuộc.", "Đã họp 3 cuộc.", True),
            ("Đã họp 3 cuộc.", "Đã họp 4 cuộc.", False),  # a short text: one word is a quarter
            ("Đã họp 3 cuộc.", "", False),
            ("", "", False),
            (LONG, f"{LONG} Đã chi trả cho 12 hộ với số tiền 3,4 tỷ đồng.", False),
            (LONG, f"{LONG} Tiếp tục vận động.", True),
            (LONG, " ".join(reversed(LONG.split())), False),
        ],
    )
    def test_copied_or_not(self, old: str, new: str, flagged: bool) -> None:
        before = replace(LAST, changed=old)
        assert ("thuyết minh" in said(before=before, changed=new)) is flagged

    def test_nothing_new_is_no_copy(self) -> None:
        assert said(actual=Decimal(30), changed=LONG, nothing_new=True) == ""

    def test_the_longest_texts_take_no_time(self) -> None:
        one = " ".join(f"chữ{n}" for n in range(4000))
        assert likeness(one, f"{one} thêm") == 0.99

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_likeness_is_a_share(self, one: str, two: str) -> None:
        assert 0 <= likeness(one, two) <= 1
        assert likeness(one, one) in (0, 1)


class TestDone:
    def test_below_the_target(self) -> None:
        assert "mới đạt 45% chỉ tiêu" in said(status=Status.DONE, files=1)
        reached = {"completion": Decimal(100), "planned": Decimal(100), "files": 1}
        assert said(status=Status.DONE, **reached) == ""
        assert said(STEPS, status=Status.DONE, files=1, completion=Decimal(45)) == ""

    def test_without_evidence(self) -> None:
        reached = {"completion": Decimal(100), "planned": Decimal(100)}
        assert said(status=Status.DONE, **reached) == (
            "Báo “đã hoàn thành” nhưng không kèm tệp minh chứng nào."
        )
        assert said(status=Status.IN_PROGRESS) == ""

    def test_no_longer(self) -> None:
        before = replace(LAST, status=Status.DONE)
        assert said(before=before) == "Quý I báo “đã hoàn thành”, nay báo “đang thực hiện”."

    def test_at_the_target_and_not_reported(self) -> None:
        reached = {"actual": Decimal(100), "completion": Decimal(100), "planned": Decimal(100)}
        assert said(**reached) == "Đã đạt 100% chỉ tiêu nhưng chưa báo “đã hoàn thành”."
        assert said(before=None, **reached | {"completion": Decimal("99.99")}) == ""
        assert (
            said(KEPT, None, **reached | {"actual": Decimal(2)}) == ""
        )  # kept until the year ends


class TestPastDue:
    """A quarter is measured by its own days: what has fallen due since is said, not measured."""

    @pytest.mark.parametrize(
        ("on", "status", "flagged"),
        [
            (date(2021, 12, 20), Status.IN_PROGRESS, False),
            (date(2021, 12, 21), Status.IN_PROGRESS, True),
            (date(2021, 12, 21), Status.NOT_STARTED, True),
            (date(2021, 12, 21), Status.DONE, False),
        ],
    )
    def test_on_the_day_of_looking(self, on: date, status: Status, flagged: bool) -> None:
        sentences = second_look(replace(NOW, status=status), LAST, UP, on)
        sentence = "Thời hạn 20/12/2021 đã qua, chưa báo “đã hoàn thành”."
        assert (sentence in sentences) is flagged


class TestStepsBack:
    @pytest.mark.parametrize(
        ("of", "old", "new", "back"),
        [
            (UP, 30, 20, "Kết quả lùi so với Quý I: giảm từ 30 hộ xuống 20 hộ."),
            (UP, 30, 30, ""),
            (DOWN, 30, 35, "Kết quả lùi so với Quý I: tăng từ 30 hộ lên 35 hộ, chỉ tiêu là giảm."),
            (DOWN, 30, 20, ""),
            (KEPT, 1, 2, "Kết quả lùi so với Quý I: tăng từ 1 hộ lên 2 hộ, chỉ tiêu là giữ không "
             "vượt quá 2 hộ."),
            (KEPT, 2, 1, ""),
            (HELD, 5, 3, "Kết quả lùi so với Quý I: giảm từ 5 hộ xuống 3 hộ, chỉ tiêu là giữ không "
             "thấp hơn 4 hộ."),
            (HELD, 3, 5, ""),
        ],
    )  # fmt: skip
    def test_whichever_way_is_up(self, of: Promised, old: int, new: int, back: str) -> None:
        before = replace(LAST, actual=Decimal(old))
        assert said(of, before, actual=Decimal(new)) == back

    def test_a_milestone_gone_is_named(self) -> None:
        before = replace(LAST, done=frozenset({7, 8}))
        assert said(STEPS, before, actual=None, done=frozenset({8})) == (
            "1 mốc Quý I báo xong, nay không còn đánh dấu: Kiểm đếm xong."
        )


class TestJump:
    @pytest.mark.parametrize(
        ("completion", "flagged"), [(80, False), (81, True), (50, False), (200, True)]
    )
    def test_more_than_thirty_points_above_what_the_roadmap_gains(
        self, completion: int, flagged: bool
    ) -> None:
        """From 25 % planned and done to 50 % planned."""
        before = replace(LAST, completion=Decimal(25))
        words = said(before=before, completion=Decimal(completion))
        assert ("lộ trình" in words) is flagged

    def test_says_by_how_much(self) -> None:
        assert said(actual=Decimal("92.5"), completion=Decimal("92.5")) == (
            "Mức hoàn thành tăng 62,5 điểm phần trăm từ Quý I (kết quả từ 30 hộ lên 92,5 hộ), "
            "lộ trình chỉ tăng 25: vượt 37,5 điểm."
        )
        first = said(before=None, actual=Decimal(99), completion=Decimal(99))
        assert "từ đầu năm (kết quả từ 0 hộ lên 99 hộ), lộ trình" in first
        assert "từ Quý I, lộ trình" in said(STEPS, actual=None, completion=Decimal(99))
        flat = replace(LAST, planned=Decimal(50))
        assert "lộ trình không tăng: vượt 69 điểm." in said(
            before=flat, completion=Decimal(99), planned=Decimal(50)
        )

    def test_of_a_target_that_goes_down(self) -> None:
        """From 40 down to 10: less is more done."""
        before = replace(LAST, actual=Decimal(30), completion=Decimal("33.33"))
        whole = {
            "actual": Decimal(10),
            "completion": Decimal(100),
            "status": Status.DONE,
            "files": 1,
        }
        assert said(DOWN, before, **whole) == (
            "Mức hoàn thành tăng 66,7 điểm phần trăm từ Quý I (kết quả từ 30 hộ xuống 10 hộ), "
            "lộ trình chỉ tăng 25: vượt 41,7 điểm."
        )

    def test_catching_up_is_no_jump(self) -> None:
        before = replace(LAST, completion=Decimal(0), planned=Decimal(50))
        assert said(before=before, completion=Decimal(80), planned=Decimal(75)) == ""

    def test_what_cannot_be_computed_is_none(self) -> None:
        assert said(completion=None) == ""


class TestRecounted:
    """An amendment has changed since how the value is counted."""

    @pytest.mark.parametrize(
        ("was", "now", "why"),
        [
            (UP, UP, ""),
            (UP, promised(target=90), ""),
            (UP, STEPS, ""),
            (UP, replace(UP, steps={}), ""),
            (UP, replace(UP, unit="%"), "đơn vị tính đã được điều chỉnh từ “hộ” thành “%”"),
            (UP, replace(UP, unit=""), "đơn vị tính đã được điều chỉnh từ “hộ” thành không ghi"),
            (UP, promised(5), "số đầu kỳ đã được điều chỉnh từ 0 hộ thành 5 hộ"),
            (UP, promised(maintain="AT_LEAST"), "cách tính chỉ tiêu đã được điều chỉnh"),
            (STEPS, UP, "nhiệm vụ đã được điều chỉnh sang đo bằng số"),
        ],
    )
    def test_is_said_in_words(self, was: Promised, now: Promised, why: str) -> None:
        assert recounted(was, now) == why

    def test_values_of_two_measures_are_not_compared(self) -> None:
        before = replace(LAST, promised=replace(UP, unit="ngôi nhà"))
        assert "giảm từ 30 hộ" in said(before=LAST, actual=Decimal(20))
        assert said(before=before, actual=Decimal(20)) == ""
        assert said(before=replace(LAST, promised=UP), actual=Decimal(20)) != ""


def test_support_that_is_no_longer_asked_for() -> None:
    before = replace(LAST, support_since=date(2021, 3, 12))
    assert said(before=before) == "Quý I báo cần hỗ trợ từ 12/3/2021, nay không còn đánh dấu."
    assert said(before=before, support_since=date(2021, 3, 12)) == ""
