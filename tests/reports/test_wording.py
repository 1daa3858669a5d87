"""What the numbers allow to be said: never more than the data."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.outline import Counting, Share, Work, group_values, wording
from tests.reports.dong_ha import GROUPS

works = st.integers(0, 60).flatmap(
    lambda signed: st.integers(0, signed).flatmap(
        lambda done: st.builds(
            Work, st.just(signed), st.just(done), st.integers(0, done), st.integers(0, done)
        )
    )
)


class TestWording:
    @pytest.mark.parametrize(
        ("counting", "signed", "done", "words"),
        [
            (Counting.RATIO, 9, 9, "thực hiện 9/9"),
            (Counting.RATIO, 9, 7, "thực hiện 7/9"),
            (Counting.CARRIED_OUT, 7, 7, "triển khai thực hiện 7"),
            (Counting.CARRIED_OUT, 7, 2, "triển khai thực hiện 7"),
            (Counting.COMPLETED, 13, 13, "thực hiện hoàn thành 13"),
            (Counting.COMPLETED, 13, 12, "thực hiện hoàn thành 12/13"),
            (Counting.COMPLETED_TWO_DIGITS, 9, 9, "thực hiện hoàn thành 09"),
            (Counting.COMPLETED_TWO_DIGITS, 12, 12, "thực hiện hoàn thành 12"),
            (Counting.COMPLETED_TWO_DIGITS, 9, 8, "thực hiện hoàn thành 8/9"),
            (Counting.COMPLETED_RATIO, 13, 13, "thực hiện hoàn thành 13/13"),
            (Counting.COMPLETED_RATIO, 13, 1, "thực hiện hoàn thành 1/13"),
            (Counting.COMPLETED, 13, 0, "triển khai thực hiện 13"),
            (Counting.RATIO, 13, 0, "triển khai thực hiện 13"),
        ],
    )
    def test_counting(self, counting, signed, done, words):
        work = Work(signed, done, done, 0)
        assert wording.work_done(counting, work) == f"{words} nhiệm vụ, đầu việc"

    @given(st.sampled_from(Counting), works)
    def test_never_claims_more_than_the_data(self, counting, work):
        words = wording.work_done(counting, work)
        if "hoàn thành" in words and work.done < work.signed:
            assert f" {work.done}/{work.signed} " in words
        assert "/0 " not in words

    @given(works)
    def test_verdicts_follow_the_shares(self, work):
        pace, all_in_all = wording.outcome(work), wording.completion(work)
        assert ("cơ bản hoàn thành" in pace) == (
            work.done > 0 and work.on_time >= 0.8 * work.signed
        )
        assert ("vượt kế hoạch" in pace) == (work.exceeded > 0)
        if "Hầu hết" in all_in_all:
            assert 0.9 * work.signed <= work.done < work.signed
        if "Tất cả" in all_in_all:
            assert work.done == work.signed > 0
        assert ("vượt kế hoạch" in all_in_all) == (work.exceeded > 0)
        assert " 0 " not in f" {pace} "
        if work.exceeded == 1:
            assert "; 1 nội dung" in all_in_all

    def test_counts_that_contradict_each_other_are_refused(self):
        for counts in [(9, 10, 0, 0), (9, 5, 6, 0), (9, 5, 5, 10), (-1, 0, 0, 0)]:
            with pytest.raises(ValueError):
                Work(*counts)

    @pytest.mark.parametrize(
        ("half", "full", "said"),
        [
            (Share(38, 38), Share(38, 38), "100% các cơ quan, đơn vị có báo cáo kết quả, tiến độ thực"
             " hiện cam kết 6 tháng đầu năm và báo cáo thực hiện cam kết năm 2020"),
            (Share(36, 38), Share(38, 38), "36/38 cơ quan, đơn vị (94,7%) có báo cáo kết quả, tiến độ"
             " thực hiện cam kết 6 tháng đầu năm và 100% các cơ quan, đơn vị có báo cáo thực hiện cam"
             " kết năm 2020"),
            (Share(37, 38), Share(37, 38), "37/38 cơ quan, đơn vị (97,4%) có báo cáo kết quả, tiến độ"
             " thực hiện cam kết 6 tháng đầu năm và báo cáo thực hiện cam kết năm 2020"),
            (Share(0, 0), Share(5, 5), "100% các cơ quan, đơn vị có báo cáo thực hiện cam kết năm"
             " 2020"),
            (Share(0, 0), Share(0, 0), "yêu cầu các cơ quan, đơn vị báo cáo kết quả, tiến độ thực"
             " hiện cam kết"),
        ],
    )  # fmt: skip
    def test_reporting(self, half, full, said):
        assert wording.reporting(half, full, 2020) == said

    def test_almost_all_is_not_all(self):
        assert "100%" not in wording.reporting(Share(2999, 3000), Share(2999, 3000), 2020)

    @pytest.mark.parametrize(
        ("names", "named", "listed"),
        [
            ([], "", ""),
            (["Phòng Y tế"], "Phòng Y tế", "Phòng Y tế"),
            (["Phòng A", "Phòng B"], "Phòng A; phòng B", "Các phòng A; B"),
            (["Phòng A", "Thanh tra"], "Phòng A và Thanh tra", "Phòng A và Thanh tra"),
            (["Phòng A", "Văn phòng", "Đội B"], *["Phòng A; Văn phòng và Đội B"] * 2),
        ],
    )
    def test_names_of_units(self, names, named, listed):
        assert (wording.named(names), wording.listed(names)) == (named, listed)

    @pytest.mark.parametrize(("year", "word"), [(2018, "nhất"), (2020, "ba"), (2021, "tư")])
    def test_the_year_of_a_group_is_a_word(self, year, word):
        values = group_values(GROUPS["DEPT_ECONOMY"], year, "thành phố", Counting.RATIO)
        assert values["năm thứ mấy của nhóm"] == word

    def test_nothing_signed_has_no_ratio(self):
        nothing = replace(GROUPS["DEPT_ECONOMY"], work=Work(0, 0, 0, 0))
        values = group_values(nothing, 2020, "thành phố", Counting.RATIO)
        assert values["hoàn thành/đã ký"] is None
