"""A reviewer's words are never lost: kept while typing, shown again, told who was faster."""

from typing import Any

import pytest
from django.test import Client

from commitments.models import HalfWrittenReview, ProgressReport
from commitments.workflow import filing, reviewing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

pytestmark = pytest.mark.django_db

HERE = f"{quarter.PREFIX}phuong-1/quy-1/"
REVIEW, KEEP = f"{HERE}duyet/", f"{HERE}duyet/giu/"
TYPED = {"round": "1", "comment": "Chung.", "comment_2": "Ghi rõ số hộ.", "status_2": "NOT_STARTED"}


@pytest.fixture
def row(cast: Cast, on_day: Any) -> ProgressReport:
    on_day(2021, 3, 23)
    found = quarter.report(quarter.reports(cast))
    quarter.submitted(cast, found)
    return found


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def handed_in_anew(cast: Cast, row: ProgressReport, **more: Any) -> None:
    filing.withdraw(report=row, by=cast.head, at=stage.at(3, 23))
    quarter.submitted(cast, row, at=stage.at(3, 23), **more)


def test_what_is_typed_is_there_again(cast: Cast, clerk: Client, row: ProgressReport) -> None:
    said = clerk.post(KEEP, TYPED).json()["sentence"]
    assert said.startswith("Đã giữ ý kiến lúc ")
    page = clerk.get(REVIEW)
    text = page.content.decode()
    assert "viết dở" in text
    assert "Ghi rõ số hộ.</textarea>" in text
    assert page.context["form"]["status_2"].value() == "NOT_STARTED"
    assert page.context["form"]["round"].value() == 1


@pytest.mark.parametrize("ends", ["logout", "the session is gone"])
def test_it_outlives_the_session(cast: Cast, clerk: Client, row: ProgressReport, ends: str) -> None:
    clerk.post(KEEP, TYPED)
    if ends == "logout":
        clerk.logout()
    else:
        clerk.session.delete()
    anew = Client()
    anew.force_login(cast.clerk)
    assert "Ghi rõ số hộ.</textarea>" in anew.get(REVIEW).content.decode()


def test_nobody_else_sees_it(cast: Cast, clerk: Client, row: ProgressReport) -> None:
    clerk.post(KEEP, TYPED)
    for other in (cast.office_head, cast.standing, cast.head):
        client = Client()
        client.force_login(other)
        for address in (REVIEW, HERE):
            assert "Ghi rõ số hộ." not in client.get(address, follow=True).content.decode()


def test_handed_over_it_is_forgotten(cast: Cast, clerk: Client, row: ProgressReport) -> None:
    clerk.post(KEEP, TYPED)
    clerk.post(REVIEW, TYPED | {"tra-lai": "1"})
    assert not HalfWrittenReview.objects.exists()
    text = clerk.get(REVIEW, follow=True).content.decode()
    assert "chưa được ghi" not in text


def test_what_arrives_after_ones_own_verdict_is_not_kept_again(
    clerk: Client, row: ProgressReport
) -> None:
    clerk.post(REVIEW, TYPED | {"tra-lai": "1"})
    assert clerk.post(KEEP, TYPED).status_code == 409
    assert not HalfWrittenReview.objects.exists()


@pytest.mark.parametrize(
    ("address", "more", "status"),
    [
        (f"{REVIEW}bat-dau/", {}, 200),
        (REVIEW, {"tra-lai": "1", "comment": "", "comment_2": "Ghi rõ số hộ.", "status_2": "x"}, 422),
    ],
    ids=["begun", "refused"],
)  # fmt: skip
def test_what_a_drawn_page_shows_is_kept_as_well(
    clerk: Client, row: ProgressReport, address: str, more: dict[str, str], status: int
) -> None:
    assert clerk.post(address, TYPED | more).status_code == status
    assert "Ghi rõ số hộ.</textarea>" in clerk.get(REVIEW).content.decode()


def test_an_untouched_form_leaves_nothing_half_written(clerk: Client, row: ProgressReport) -> None:
    fields = {box.html_name: box.value() or "" for box in clerk.get(REVIEW).context["form"]}
    assert clerk.post(f"{REVIEW}bat-dau/", fields).status_code == 200
    assert not HalfWrittenReview.objects.exists()


@pytest.mark.parametrize("verdict", ["accept", "send_back"])
def test_the_slower_one_is_told_who_and_when_and_keeps_the_words(
    cast: Cast, clerk: Client, row: ProgressReport, verdict: str
) -> None:
    clerk.post(KEEP, TYPED)
    words: dict[str, Any] = {
        "report": row, "round_number": 1, "task_comments": {}, "by": cast.office_head,
        "at": stage.at(3, 23, 14, 5),
    }  # fmt: skip
    if verdict == "accept":
        reviewing.accept(verdicts={}, comment="", **words)
    else:
        reviewing.send_back(comment="Thiếu.", **words)
    deed = "chấp nhận" if verdict == "accept" else "trả lại"
    happened = f"Đ/c {cast.office_head} đã {deed} báo cáo này lúc 14:05 ngày 23/3/2021."
    told = clerk.post(KEEP, TYPED)
    assert (told.status_code, told.json()["sentence"]) == (409, happened)
    for answer in (clerk.post(REVIEW, TYPED | {"chap-nhan": "1"}), clerk.get(REVIEW)):
        assert answer.status_code == 409
        text = answer.content.decode()
        assert happened in text
        assert "Ghi rõ số hộ.</textarea>" in text
        assert "Ý kiến về nhiệm vụ 2" in text


def test_words_about_an_earlier_round_are_not_put_into_the_next(
    cast: Cast, clerk: Client, row: ProgressReport
) -> None:
    clerk.post(KEEP, TYPED)
    handed_in_anew(cast, row)
    page = clerk.get(REVIEW)
    assert page.context["form"]["comment_2"].value() is None
    text = page.content.decode()
    assert "viết dở về lần nộp 1" in text
    assert "Ghi rõ số hộ.</textarea>" in text


def test_a_page_of_an_earlier_round_begins_nothing(
    cast: Cast, clerk: Client, row: ProgressReport
) -> None:
    handed_in_anew(cast, row)
    answer = clerk.post(f"{REVIEW}bat-dau/", TYPED)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Đơn vị đã nộp lại" in text
    assert "Ghi rõ số hộ.</textarea>" in text
    assert quarter.fresh(row).review_begun_at is None
    text = clerk.get(REVIEW).content.decode()
    assert "viết dở về lần nộp 1" in text
    assert "đã được điền lại" not in text


@pytest.mark.parametrize("again", [True, False], ids=["handed in anew", "taken back"])
def test_nor_does_one_that_is_overtaken_on_its_way(
    cast: Cast, clerk: Client, row: ProgressReport, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """Taken back after the page was read and before the deed has locked the report."""
    begin = reviewing.begin_review

    def late(**words: Any) -> None:
        if again:
            handed_in_anew(cast, row)
        else:
            filing.withdraw(report=row, by=cast.head, at=stage.at(3, 23, 13))
        begin(**words)

    monkeypatch.setattr(reviewing, "begin_review", late)
    answer = clerk.post(f"{REVIEW}bat-dau/", TYPED)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert ("Đơn vị đã nộp lại" if again else "Đơn vị đã rút báo cáo") in text
    assert "Ghi rõ số hộ.</textarea>" in text
    assert quarter.fresh(row).review_begun_at is None


def test_an_untouched_page_of_an_earlier_round_leaves_nothing(
    cast: Cast, clerk: Client, row: ProgressReport
) -> None:
    fields = {box.html_name: box.value() or "" for box in clerk.get(REVIEW).context["form"]}
    handed_in_anew(
        cast, row, status="NOT_STARTED", actual=None, done_milestones=frozenset(),
        nothing_new=True, changed="", difficulties="Chờ vốn.",
    )  # fmt: skip
    assert clerk.post(KEEP, fields).status_code == 409
    assert not HalfWrittenReview.objects.exists()


def test_who_looks_is_named_to_the_others(cast: Cast, clerk: Client, row: ProgressReport) -> None:
    reviewing.begin_review(report=row, by=cast.office_head, at=stage.at(3, 23, 14, 2))
    text = clerk.get(REVIEW).content.decode()
    assert f"Đ/c {cast.office_head} đang xem xét từ 14:02 ngày 23/3/2021" in text
    assert "kết luận đến trước được ghi" in text
    listed = clerk.get("/dang-uy-mau/2021/bao-cao/").content.decode()
    assert f"đ/c {cast.office_head} đang xem xét" in listed
    assert (
        f"đ/c {cast.office_head} đang xem xét" in clerk.get("/dang-uy-mau/2021/").content.decode()
    )


@pytest.mark.parametrize("number", ["", "x", "9" * 30])
def test_nonsense_is_not_kept(cast: Cast, clerk: Client, row: ProgressReport, number: str) -> None:
    assert clerk.post(KEEP, TYPED | {"round": number}).status_code == 409
    assert not HalfWrittenReview.objects.exists()


class TestTwoTabs:
    """Two tabs of one reviewer on one report: none takes away what the other has kept."""

    def opened(self, clerk: Client) -> dict[str, str]:
        """What a tab that is opened now would send, untouched."""
        page = clerk.get(REVIEW)
        boxes = {box.html_name: str(box.value() or "") for box in page.context["form"]}
        return boxes | {"page": page.context["page"], "seen": page.context["seen"]}

    def test_both_words_for_one_box_are_shown(self, clerk: Client, row: ProgressReport) -> None:
        one, two = self.opened(clerk), self.opened(clerk)
        clerk.post(KEEP, one | {"comment_1": "Ghi rõ địa bàn.", "comment_2": "Ghi rõ số hộ."})
        clerk.post(KEEP, two | {"comment_1": "Thiếu biên bản.", "status_3": "NOT_STARTED"})
        for _ in range(2):  # nor does what is kept of the page that shows both
            three = clerk.get(REVIEW)
            form = three.context["form"]
            assert form["comment_1"].value() == "Thiếu biên bản."
            assert form["comment_2"].value() == "Ghi rõ số hộ."
            assert form["status_3"].value() == "NOT_STARTED"
            assert three.context["elsewhere"] == [("Ý kiến về nhiệm vụ 1", "Ghi rõ địa bàn.")]
            assert "Ghi rõ địa bàn.</textarea>" in three.content.decode()
            clerk.post(KEEP, self.opened(clerk))

    def test_what_a_tab_has_shown_it_may_change_and_remove(
        self, clerk: Client, row: ProgressReport
    ) -> None:
        clerk.post(KEEP, self.opened(clerk) | TYPED)
        later = self.opened(clerk)
        assert later["comment_2"] == "Ghi rõ số hộ."
        changed = {"comment": "", "comment_2": "Ghi rõ số hộ, địa bàn.", "status_2": "IN_PROGRESS"}
        clerk.post(KEEP, later | changed)
        page = clerk.get(REVIEW)
        assert page.context["elsewhere"] == []
        assert page.context["form"]["comment"].value() is None
        assert page.context["form"]["comment_2"].value() == "Ghi rõ số hộ, địa bàn."
        assert page.context["form"]["status_2"].value() == "IN_PROGRESS"

    def test_a_verdict_waits_until_the_other_words_were_shown(
        self, clerk: Client, row: ProgressReport
    ) -> None:
        one, two = self.opened(clerk), self.opened(clerk)
        clerk.post(KEEP, one | {"comment_1": "Ghi rõ địa bàn."})
        pressed = {"comment": "Đã xem.", "chap-nhan": "1"}
        told = clerk.post(REVIEW, two | pressed)
        assert told.status_code == 409
        assert "ý kiến viết ở thẻ khác" in told.content.decode()
        assert "Ghi rõ địa bàn.</textarea>" in told.content.decode()
        assert told.context["form"]["comment"].value() == "Đã xem."
        assert quarter.fresh(row).state == "SUBMITTED"
        again = two | pressed | {"seen": told.context["seen"]}
        assert clerk.post(REVIEW, again).status_code == 302
        assert quarter.fresh(row).state == "ACCEPTED"
        assert not HalfWrittenReview.objects.exists()

    def test_the_same_words_in_both_stop_nothing(self, clerk: Client, row: ProgressReport) -> None:
        one, two = self.opened(clerk), self.opened(clerk)
        clerk.post(KEEP, one | {"comment_1": "Ghi rõ địa bàn."})
        assert clerk.post(REVIEW, two | {"comment_1": "Ghi rõ địa bàn.", "tra-lai": "1"}).url
