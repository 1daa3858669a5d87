"""Posts that come twice, too late, out of order, for something else, or from somebody who left."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commitments.models import ProgressReport, Submission, TaskProgress
from commitments.views import conflicts
from commitments.workflow import filing, reviewing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from units.models import Appointment

pytestmark = pytest.mark.django_db

FORM = f"{quarter.PREFIX}phuong-1/quy-1/"
TYPED = "Vừa nhập, chưa kịp lưu."


@pytest.fixture
def head(cast: Cast, client: Client) -> Client:
    client.force_login(cast.head)
    return client


def box(row: ProgressReport, number: int, name: str) -> str:
    return f"nv-{row.commitment.tasks.get(number=number).pk}-{name}"


def filled(page: Any, row: ProgressReport, **changes: str) -> dict[str, Any]:
    """The page complete, with a sentence of its own in the first task."""
    made = {box(row, n, "changed"): f"Đã làm việc {n}." for n in (2, 3)}
    made |= {box(row, n, "status"): "IN_PROGRESS" for n in (1, 2, 3)}
    made |= {box(row, n, "actual"): "30" for n in (1, 3)}
    return quarter.posted(page, **(made | {box(row, 1, "changed"): TYPED} | changes))


def _begun(cast: Cast, row: ProgressReport) -> None:
    quarter.submitted(cast, row)
    reviewing.begin_review(report=row, by=cast.clerk, at=quarter.JUDGED)


def _withdrawn(cast: Cast, row: ProgressReport) -> None:
    quarter.submitted(cast, row)
    filing.withdraw(report=row, by=cast.head, at=quarter.HANDED_IN)


def _reopened(cast: Cast, row: ProgressReport) -> None:
    quarter.accepted(cast, row)
    reviewing.reopen(report=row, reason="Sai số.", by=cast.clerk, at=quarter.JUDGED)


def _nothing(cast: Cast, row: ProgressReport) -> None:
    pass


# What happened between drawing the page and sending it: (deed, day sent, button pressed,
# status, sentence, whether the typed text is stored, how many rounds there are)
MEANWHILE: dict[str, tuple[Callable[..., Any], tuple[int, int], str, int, str, bool, int]] = {
    "nothing, saved": (_nothing, (3, 19), "luu", 302, "", True, 0),
    "nothing, handed in": (_nothing, (3, 19), "gui", 302, "", True, 1),
    "the lock, saved": (_nothing, (4, 6), "luu", 302, "", True, 0),
    "the lock, handed in": (_nothing, (4, 6), "gui", 422, "đã khóa sổ ngày 05/4/2021", True, 0),
    "handed in, saved": (quarter.submitted, (3, 23), "luu", 422, "đã gửi và đang chờ", False, 1),
    "handed in, again": (quarter.submitted, (3, 23), "gui", 422, "đã gửi và đang chờ", False, 1),
    "review begun, saved": (_begun, (3, 23), "luu", 422, "đã gửi và đang chờ", False, 1),
    "review begun, handed in": (_begun, (3, 23), "gui", 422, "đã gửi và đang chờ", False, 1),
    "accepted, saved": (quarter.accepted, (3, 23), "luu", 422, "đã được chấp nhận", False, 1),
    "accepted, handed in": (quarter.accepted, (3, 23), "gui", 422, "đã được chấp nhận", False, 1),
    # the rows have changed since the page was drawn: both texts are shown
    "sent back, saved": (quarter.sent_back, (3, 23), "luu", 409, "Hai người cùng sửa", False, 1),
    "withdrawn, saved": (_withdrawn, (3, 23), "luu", 409, "Hai người cùng sửa", False, 1),
    "reopened, handed in": (_reopened, (3, 23), "gui", 409, "Hai người cùng sửa", False, 1),
}


@pytest.mark.parametrize("case", MEANWHILE)
def test_what_was_typed_is_stored_or_shown(
    cast: Cast, head: Client, row: ProgressReport, on_day: Any, case: str
) -> None:
    happens, (month, day), button, status, says, stored, rounds = MEANWHILE[case]
    data = filled(head.get(FORM), row, **{button: "1"})
    happens(cast, row)
    on_day(2021, month, day)
    answer = head.post(FORM, data)
    text = answer.content.decode()
    assert answer.status_code == status
    assert says in text
    assert status == 302 or TYPED in text
    assert TaskProgress.objects.filter(report=row, changed=TYPED).exists() == stored
    assert Submission.objects.count() == rounds


def test_a_number_in_doubt_hides_no_refusal(cast: Cast, head: Client, row: ProgressReport) -> None:
    """The page must not say that the rest was saved when nothing was."""
    data = filled(head.get(FORM), row, **{box(row, 1, "actual"): "12.4"})
    quarter.submitted(cast, row)
    text = head.post(FORM, data).content.decode()
    assert "đang chờ Văn phòng xem xét" in text
    assert "Các ô khác đã được lưu" not in text
    assert 'value="12.4"' in text


def test_an_older_page_after_a_newer_one_takes_nothing_back(
    head: Client, row: ProgressReport
) -> None:
    first = head.get(FORM)
    old = quarter.posted(first)
    head.post(FORM, filled(first, row, highlights="Mới hơn."))
    assert head.post(FORM, old).status_code == 302
    assert quarter.fresh(row).highlights == "Mới hơn."
    assert TaskProgress.objects.filter(report=row, changed=TYPED).exists()


def test_replayed_ten_times_is_once(head: Client, row: ProgressReport) -> None:
    data = filled(head.get(FORM), row, gui="1")
    assert {head.post(FORM, data).status_code for _ in range(10)} == {302}
    assert Submission.objects.count() == 1
    version = quarter.fresh(row).version
    assert head.post(FORM, data).status_code == 302
    assert quarter.fresh(row).version == version


def test_tasks_and_steps_of_others_are_ignored(
    cast: Cast, head: Client, row: ProgressReport
) -> None:
    """Another unit's task, another task's step, another quarter's page on this address."""
    other = stage.signed(cast, cast.bureau)
    far, near = other.tasks.get(number=1), row.commitment.tasks.get(number=2)
    foreign = {f"nv-{far.pk}-{name}": "Của đơn vị khác." for name in ("changed", "difficulties")}
    steps = [near.milestones.all()[0].pk, far.milestones.all()[0].pk]
    data = filled(head.get(FORM), row) | foreign
    assert head.post(FORM, data | {f"nv-{near.pk}-done": [str(steps[0])]}).status_code == 302
    assert not TaskProgress.objects.filter(task=far).exists()
    stored = TaskProgress.objects.get(report=row, task=near)
    assert [step.pk for step in stored.done_milestones.all()] == steps[:1]
    again = quarter.posted(head.get(FORM)) | {f"nv-{near.pk}-done": [str(pk) for pk in steps]}
    answer = head.post(FORM, again)
    assert answer.status_code == 422
    assert "Xin chọn một mục trong danh sách." in answer.content.decode()
    assert [step.pk for step in stored.done_milestones.all()] == steps[:1]


def test_a_page_of_another_quarter_writes_only_where_it_was_sent(
    head: Client, row: ProgressReport
) -> None:
    """Both drafts have been saved as often, yet the one's page is no page of the other's."""
    second = f"{quarter.PREFIX}phuong-1/quy-2/"
    head.post(FORM, filled(head.get(FORM), row))
    head.post(second, quarter.posted(head.get(second), highlights="Quý hai."))
    data = filled(head.get(FORM), row, highlights="Quý một.", gui="1")
    answer = head.post(second, data)
    assert answer.status_code == 409
    assert "Quý một." in answer.content.decode()
    assert quarter.fresh(row).highlights == ""
    assert not Submission.objects.exists()


def test_nor_does_it_fill_what_is_still_empty_there(head: Client, row: ProgressReport) -> None:
    """Empty boxes have the same marks on both pages; what the page says is asked about all the same."""
    second = f"{quarter.PREFIX}phuong-1/quy-2/"
    head.post(second, quarter.posted(head.get(second)))
    data = filled(head.get(FORM), row, highlights="Quý một.")
    for address in (second, f"{second}luu/"):
        answer = head.post(address, data)
        assert answer.status_code == 409
        assert "Quý một." in answer.content.decode()
        later = quarter.report(row.commitment, 2)
        assert later.highlights == ""
        assert not later.answers.exclude(changed="").exists()
    # Read there and sent from the page that was drawn, it is the writer's own.
    page = head.post(second, data)
    assert head.post(second, quarter.posted(page)).status_code == 302
    assert quarter.report(row.commitment, 2).highlights == "Quý một."


class TestTypedAfterHandingIn:
    """Back in the browser, something changed, sent again: the round stays, the text is not dropped."""

    SAID = "Báo cáo đã gửi; nội dung sửa sau đó chưa được ghi."

    @pytest.fixture
    def sent(self, head: Client, row: ProgressReport) -> dict[str, Any]:
        data = filled(head.get(FORM), row, gui="1")
        page = head.post(FORM, data, follow=True)
        assert "Báo cáo đã được gửi đến Văn phòng" in page.content.decode()
        return data

    def given_back(self, answer: Any, text: str) -> None:
        page = answer.content.decode()
        assert answer.status_code == 422
        assert self.SAID in page
        assert "để anh/chị sao chép" in page
        assert "Báo cáo đã được gửi đến Văn phòng" not in page
        assert text in page
        assert Submission.objects.count() == 1

    @pytest.mark.parametrize(
        ("name", "text"),
        [("changed", "Viết thêm sau khi gửi."), ("actual", "31"), ("actual", "12.4")],
    )
    def test_is_given_back(
        self, head: Client, row: ProgressReport, sent: dict[str, Any], name: str, text: str
    ) -> None:
        before = list(TaskProgress.objects.values())
        self.given_back(head.post(FORM, sent | {box(row, 1, name): text}), text)
        assert list(TaskProgress.objects.values()) == before

    def test_of_the_general_part_too_and_after_acceptance(
        self, cast: Cast, head: Client, row: ProgressReport, sent: dict[str, Any]
    ) -> None:
        quarter.accept(cast, row, 1)
        self.given_back(head.post(FORM, sent | {"highlights": "Muộn."}), "Muộn.")

    def test_a_file_is_no_repetition(self, head: Client, sent: dict[str, Any]) -> None:
        file = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
        self.given_back(head.post(FORM, sent | {"file": file}), "chọn lại tệp")

    def test_by_the_other_of_two_clicks_at_once(
        self, cast: Cast, head: Client, row: ProgressReport, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = filled(head.get(FORM), row, gui="1")
        save, first = conflicts.save, Client()
        first.force_login(cast.head)

        def late(*words: Any) -> Any:
            monkeypatch.setattr(conflicts, "save", save)
            assert first.post(FORM, data).status_code == 302
            return save(*words)

        monkeypatch.setattr(conflicts, "save", late)
        self.given_back(head.post(FORM, data | {"highlights": "Khác."}), "Khác.")
        assert head.post(FORM, data).status_code == 302


class TestSomebodyWhoLeft:
    @pytest.fixture
    def data(self, cast: Cast, client: Client, row: ProgressReport) -> dict[str, Any]:
        client.force_login(cast.reporter)
        data = filled(client.get(FORM), row, luu="1")
        yesterday = stage.at(3, 18).date()
        Appointment.objects.filter(person=cast.reporter).update(ends_on=yesterday)
        return data

    def test_gets_the_text_back_and_nothing_else(
        self, cast: Cast, client: Client, row: ProgressReport, data: dict[str, Any]
    ) -> None:
        answer = client.post(FORM, data)
        text = answer.content.decode()
        assert answer.status_code == 404
        assert TYPED in text
        assert "Điều gì đã thay đổi</label>" in text
        assert "Nhiệm vụ mẫu số 1" not in text
        assert not TaskProgress.objects.exists()

    def test_who_now_only_reads_gets_it_back_too(
        self, cast: Cast, client: Client, row: ProgressReport, data: dict[str, Any]
    ) -> None:
        client.force_login(cast.standing)
        answer = client.post(FORM, data)
        assert (answer.status_code, TYPED in answer.content.decode()) == (403, True)
        assert not TaskProgress.objects.exists()

    def test_a_page_asked_for_is_not_there(
        self, client: Client, row: ProgressReport, data: dict[str, Any]
    ) -> None:
        assert client.get(FORM).status_code == 404
        assert client.post(FORM, {"luu": "1"}).status_code == 404

    def test_the_successor_goes_on(
        self, cast: Cast, client: Client, row: ProgressReport, data: dict[str, Any]
    ) -> None:
        client.force_login(cast.head)
        assert client.post(FORM, filled(client.get(FORM), row)).status_code == 302


def test_a_day_that_has_passed_is_no_obstacle_to_a_draft(head: Client, row: ProgressReport) -> None:
    day = (stage.at(3, 19) - timedelta(days=1)).date()
    wish = {
        "proposals": "Bố trí vốn.", "addressee": "PEOPLES_COMMITTEE", "wanted_by": f"{day:%d/%m/%Y}",
    }  # fmt: skip
    assert head.post(FORM, filled(head.get(FORM), row, **wish)).status_code == 302
    assert quarter.fresh(row).wanted_by == day
    answer = head.post(FORM, quarter.posted(head.get(FORM), gui="1"))
    assert "Ngày cần trả lời 18/3/2021 đã qua" in answer.content.decode()
