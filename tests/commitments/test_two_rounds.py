"""Two rounds of a report beside each other: the comparison, and its page."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from commitments.comparison import compare_rounds
from commitments.models import ProgressReport, Submission
from commitments.workflow import filing, reviewing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

HERE = f"{quarter.PREFIX}phuong-1/quy-1/"
COMPARE = f"{HERE}so-sanh/"


def task(key: int = 1, **answers: Any) -> dict[str, Any]:
    return {"promise": {"id": key, "number": key, "title": f"Việc {key}"}, **answers}


def content(*tasks: dict[str, Any], **general: Any) -> dict[str, Any]:
    return {"tasks": list(tasks), **general}


def changed(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    (one,) = compare_rounds(content(task(**old)), content(task(**new))).tasks
    return [(field.field, field.old, field.new) for field in one.fields]


class TestComparison:
    def test_names_what_changed(self) -> None:
        assert changed({"actual": "30", "status": "DONE"}, {"actual": "45", "status": "DONE"}) == [
            ("actual", "30", "45")
        ]

    def test_what_an_older_round_did_not_keep_is_empty(self) -> None:
        assert changed({}, {"evidence": [], "addressee": "", "wanted_by": None}) == []

    def test_whom_the_general_proposal_is_put_to_is_compared_too(self) -> None:
        old = {"addressee": "UNIT", "addressed_unit": "Phòng Kinh tế", "wanted_by": None}
        new = {"addressee": "STANDING", "addressed_unit": "", "wanted_by": "2021-04-30"}
        found = compare_rounds(content(**old), content(**new))
        assert [(one.field, one.old, one.new) for one in found.general] == [
            ("addressee", "UNIT", "STANDING"),
            ("addressed_unit", "Phòng Kinh tế", None),
            ("wanted_by", None, "2021-04-30"),
        ]
        assert compare_rounds(content(), content(**(old | {"addressee": ""}))).count == 1

    def test_a_file_is_known_by_its_content(self) -> None:
        one, two = ({"name": "a.pdf", "sha256": sha, "id": 1} for sha in ("aa", "bb"))
        assert changed({"evidence": [one]}, {"evidence": [one | {"id": 2}]}) == []
        assert changed({"evidence": [one]}, {"evidence": [two]}) == [
            ("evidence", [("a.pdf", "aa")], [("a.pdf", "bb")])
        ]

    def test_tasks_of_one_round_only(self) -> None:
        found = compare_rounds(content(task(1), task(2)), content(task(2), task(3)))
        assert [(t.promise["id"], bool(t.old), bool(t.new)) for t in found.tasks] == [
            (2, True, True), (3, False, True), (1, True, False),
        ]  # fmt: skip
        assert found.count == 2

    def test_an_amended_promise_is_told_apart_from_an_answer(self) -> None:
        new = task(1)
        new["promise"] = new["promise"] | {"title": "Việc khác"}
        (one,) = compare_rounds(content(task(1)), content(new)).tasks
        assert one.reworded
        assert one.fields == ()

    @given(st.dictionaries(st.sampled_from(["changed", "status", "actual"]), st.text(max_size=9)))
    def test_a_round_does_not_differ_from_itself(self, answers: dict[str, str]) -> None:
        same = content(task(**answers), highlights="Kết quả")
        assert compare_rounds(same, same).count == 0


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def row(self, cast: Cast, on_day: Any) -> ProgressReport:
        on_day(2021, 3, 24)
        return quarter.report(quarter.reports(cast))

    def again(self, cast: Cast, row: ProgressReport) -> Submission:
        """A second round: another value and another word in the first task."""
        first, *others = quarter.answers(row)
        first = replace(first, actual=Decimal(45), changed="Đã làm việc 1 ở khu phố 4.")
        now = quarter.fresh(row)
        saved = filing.save_draft(
            report=now, general=filing.GeneralData(highlights="Hoàn thành sớm."),
            answers=[first, *others], version=now.version, by=cast.reporter, at=stage.at(3, 23),
        )  # fmt: skip
        return filing.submit(
            report=saved, key=uuid4(), version=saved.version, by=cast.head, at=stage.at(3, 23)
        )

    def test_shows_words_values_and_the_comments_between(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        quarter.sent_back(cast, row)
        self.again(cast, row)
        client.force_login(cast.clerk)
        review = client.get(f"{HERE}duyet/").content.decode()
        assert f'href="{COMPARE}?cu=1&amp;moi=2"' in review
        assert "<b>Lần nộp 1 đã bị trả lại</b> (" in review
        page = client.get(COMPARE)
        text = page.content.decode()
        for shown in (review, text, client.get(f"{HERE}lan-1/").content.decode()):
            assert "Điều đã thay đổi<" in shown  # since when, its form knew
            assert "so với quý trước" not in shown
        assert page.context["count"] == 2
        assert "<del>30 hộ</del> · <ins>45 hộ</ins>" in text
        assert "khu phố <del>3</del><ins>4</ins>." in text
        assert "Ghi rõ địa bàn." in text
        assert "Cần rõ hơn." in text
        assert text.count("Không đổi") == 2

    def test_shows_whom_the_general_proposal_was_put_to(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        made = quarter.sent_back(cast, row)
        put = {"addressee": "UNIT", "addressed_unit": "Phòng Kinh tế", "wanted_by": "2021-04-30"}
        Submission.objects.filter(pk=made.pk).update(content=made.content | put)
        self.again(cast, row)
        client.force_login(cast.clerk)
        text = client.get(COMPARE).content.decode()
        for label in ("Kiến nghị với", "Cần trả lời trước ngày"):
            assert f'<div class="lab">{label}</div>' in text
        assert "<del>Phòng Kinh tế</del>" in text
        assert "<del>30/4/2021</del>" in text

    def three_rounds(self, cast: Cast, row: ProgressReport) -> None:
        """Sent back, taken back, waiting."""
        quarter.sent_back(cast, row)
        self.again(cast, row)
        filing.withdraw(report=row, by=cast.head, at=stage.at(3, 23))
        self.again(cast, row)

    def test_a_round_taken_back_hides_no_comment_of_the_one_sent_back(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        self.three_rounds(cast, row)
        client.force_login(cast.clerk)
        review = client.get(f"{HERE}duyet/").content.decode()
        assert "<b>Lần nộp 1 đã bị trả lại</b> (" in review
        assert "Cần rõ hơn." in review
        assert "Nhiệm vụ 1: Ghi rõ địa bàn." in review
        assert f'href="{COMPARE}?cu=1&amp;moi=3"' in review

    def test_the_reason_of_a_reopening_is_told_to_the_next_reviewer(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        quarter.accepted(cast, row)
        reason = "Số hộ chưa khớp biên bản."
        reviewing.reopen(report=row, reason=reason, by=cast.clerk, at=stage.at(3, 22, 14))
        self.again(cast, row)
        client.force_login(cast.clerk)
        review = client.get(f"{HERE}duyet/").content.decode()
        assert "<b>Lần nộp 1 đã được chấp nhận rồi mở lại</b> (" in review
        assert reason in review

    def test_a_first_round_taken_back_can_be_compared_with(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        client.force_login(cast.clerk)
        assert "So với lần nộp" not in client.get(f"{HERE}duyet/").content.decode()
        filing.withdraw(report=row, by=cast.head, at=stage.at(3, 23))
        self.again(cast, row)
        review = client.get(f"{HERE}duyet/").content.decode()
        assert f'href="{COMPARE}?cu=1&amp;moi=2"' in review
        assert "đã bị trả lại" not in review

    def test_any_two_are_chosen_and_put_in_order(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        self.three_rounds(cast, row)
        client.force_login(cast.head)
        for query, pair in (
            ("", (2, 3)), ("?cu=1&moi=3", (1, 3)), ("?cu=3&moi=1", (1, 3)), ("?moi=2", (1, 2)),
            ("?cu=9&moi=x", (2, 3)),
        ):  # fmt: skip
            found = client.get(COMPARE + query).context
            assert (found["old"].number, found["new"].number) == pair
        assert COMPARE in client.get(HERE + "lan-3/").content.decode()
        assert COMPARE in client.get("/dang-uy-mau/2021/lich-su/").content.decode()

    @pytest.mark.parametrize("rounds", [0, 1])
    def test_says_when_there_is_nothing_to_compare(
        self, cast: Cast, client: Client, row: ProgressReport, rounds: int
    ) -> None:
        if rounds:
            quarter.submitted(cast, row)
        client.force_login(cast.clerk)
        assert "Chưa có hai lần nộp" in client.get(COMPARE).content.decode()
