"""Shared tasks: who is asked and when, who may answer in which state, what makes an answer void."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from camket.audit import Deed, Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import Commitment, Support, Task
from commitments.quality import MAX_TEXT
from commitments.states import CommitmentState
from commitments.workflow import assigning, choosing, supporting
from commitments.workflow.supporting import shown
from commitments.workflow.writing import task_data
from tests import cast as stage
from tests.commitments import shared
from units.models import Person, Unit
from units.roles import Role

AT = stage.at(1, 7)


def answer(support: Support, by: Any, *, confirm: bool = True, **more: Any) -> Support:
    words = {"answer": "" if confirm else "Không đủ người."} | more
    return supporting.answer_support(support=support, confirm=confirm, by=by, at=AT, **words)


def mails(kind: str = "support_asked") -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("pk"))


class TestAsking:
    def test_nobody_is_asked_about_a_draft(self, cast: Any) -> None:
        commitment = stage.draft(cast)
        shared.write(cast, commitment, cast.bureau)
        support = Support.objects.get()
        assert (support.state, support.asked_at, support.times_asked) == ("WAITING", None, 0)
        assert mails() == []
        assert not Support.objects.visible_to(cast.bureau_head).exists()
        assert Support.objects.visible_to(cast.head).get() == support

    def test_handing_in_asks_each_unit_once_in_one_mail(self, cast: Any) -> None:
        commitment = stage.draft(cast)
        for n in (1, 2):
            shared.write(cast, commitment, cast.bureau, n=n)
        shared.hand_in(cast, commitment)
        told = mails()
        assert {mail.recipient for mail in told} == {cast.bureau_head, cast.bureau_reporter}
        assert len(told) == 2
        assert "Đề nghị phối hợp năm 2021 – Phường 1" in told[0].subject
        assert "Nhiệm vụ 1: Nhiệm vụ mẫu số 1" in told[0].text
        assert "Nhiệm vụ 2: Nhiệm vụ mẫu số 2" in told[0].text
        assert f"/{cast.committee.code}/2021/phoi-hop/" in told[0].text
        assert {s.asked_at for s in Support.objects.all()} == {stage.at(1, 6)}

    def test_a_second_round_asks_only_those_newly_named(self, cast: Any) -> None:
        third = stage.unit_row(cast.wards, "phuong-3", "Phường 3", kind="WARD", rank=3)
        stage.appointed("third", Role.HEAD, third)
        support = shared.asked(cast)
        answer(support, cast.bureau_head)
        choosing.send_back(
            commitment=support.task.commitment, comment="Thêm đơn vị.", task_comments={},
            by=cast.clerk, at=AT,
        )  # fmt: skip
        before = len(mails())
        shared.write(cast, support.task.commitment, cast.bureau, third)
        shared.hand_in(cast, support.task.commitment, day=8)
        assert len(mails()) == before + 1
        kept = Support.objects.get(unit=cast.bureau)
        assert (kept.pk, kept.state, kept.times_asked) == (support.pk, "CONFIRMED", 1)

    @pytest.mark.parametrize("confirm", [True, False])
    @pytest.mark.parametrize(
        ("change", "void"),
        [
            ({"title": "Việc khác hẳn"}, True),
            ({"product": "Sản phẩm khác"}, True),
            ({"target": 150}, True),
            ({"due_on": stage.at(8, 31).date()}, True),
            ({"owner_name": "Trần Văn Khác"}, False),
            ({"milestones": stage.task_data(1).milestones[1:]}, False),
        ],
        ids=lambda one: next(iter(one)) if isinstance(one, dict) else "",
    )
    def test_other_words_make_an_answer_void_and_ask_again(
        self, cast: Any, change: dict[str, Any], void: bool, confirm: bool
    ) -> None:
        support = shared.asked(cast)
        answer(support, cast.bureau_head, confirm=confirm)
        commitment = support.task.commitment
        choosing.send_back(
            commitment=commitment, comment="Sửa.", task_comments={}, by=cast.clerk, at=AT
        )
        shared.write(cast, commitment, cast.bureau, **change)
        now = Support.objects.get()
        assert (now.state == "WAITING") is void
        assert now.answer == "" if void else now.answer == support.answer or not confirm
        if void:
            with pytest.raises(Refused, match="đang sửa nội dung"):
                answer(now, cast.bureau_head)
        before = len(mails())
        shared.hand_in(cast, commitment, day=8)
        again = mails()[before:]
        assert len(again) == (2 if void else 0)
        assert all("đã sửa" in mail.subject for mail in again)
        if void:
            assert answer(Support.objects.get(), cast.bureau_head).state == "CONFIRMED"

    def test_a_task_assigned_later_is_asked_about_at_once(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        data = replace(stage.task_data(8), supporting_units=(cast.bureau.pk,))
        made = assigning.assign_task(commitment=commitment, data=data, by=cast.clerk, at=AT)
        assert made.supports.get().asked_at == AT
        assert len(mails()) == 2
        reworded = replace(task_data(made), title="Viết lại")
        assigning.assign_task(
            commitment=commitment, data=reworded, task=made, version=1, by=cast.clerk, at=AT
        )
        assert made.supports.get().times_asked == 2
        assert len(mails()) == 4

    def test_a_unit_no_longer_named_has_nothing_to_answer(self, cast: Any) -> None:
        support = shared.asked(cast)
        Commitment.objects.update(state="SENT_BACK")
        shared.write(cast, support.task.commitment)
        assert not Support.objects.exists()
        with pytest.raises(Refused, match="không còn được nêu"):
            answer(support, cast.bureau_head)


BY_THE_UNIT = ("bureau_head", "bureau_reporter", "clerk", "office_head")
# state of the lead's paper, state of the answer -> may it be answered now
OPEN: dict[tuple[str, str], bool] = {
    (paper, given): (
        paper in {"SUBMITTED", "SENT_BACK", "APPROVED"} or (paper, given) == ("SIGNED", "WAITING")
    )
    for paper in CommitmentState.values
    for given in ("WAITING", "CONFIRMED", "DECLINED")
}


class TestAnswering:
    @pytest.mark.parametrize(("paper", "given"), OPEN)
    @pytest.mark.parametrize("confirm", [True, False], ids=["confirm", "decline"])
    def test_who_may_answer_in_which_state(
        self, cast: Any, paper: str, given: str, confirm: bool
    ) -> None:
        support = shared.asked(cast)
        times = {} if given == "WAITING" else {"answered_at": AT, "answer": "Đã nói."}
        Support.objects.update(state=given, **times)
        signed = {"signed_on": AT.date(), "content": {}, "content_hash": "0" * 64}
        Commitment.objects.filter(pk=support.task.commitment_id).update(
            state=paper, **(signed if paper in ("SIGNED", "CLOSED") else {})
        )
        same = given == ("CONFIRMED" if confirm else "DECLINED")
        allowed = BY_THE_UNIT if OPEN[paper, given] and not same else ()
        before = Support.objects.values().get()
        for name, person in cast.people().items():
            if name not in allowed:
                with pytest.raises(Refused):
                    answer(support, person, confirm=confirm)
                assert Support.objects.values().get() == before, name
        for name in allowed[:1]:
            answer(support, cast.people()[name], confirm=confirm)
            assert Support.objects.get().state == ("CONFIRMED" if confirm else "DECLINED")

    @pytest.mark.parametrize("state", ["PREPARING", "CLOSED"])
    def test_not_in_a_year_that_is_not_running(self, cast: Any, state: str) -> None:
        support = shared.asked(cast)
        type(support.task.commitment.year).objects.update(state=state)
        with pytest.raises(Refused, match="Lúc này không"):
            answer(support, cast.bureau_head)

    def test_the_lead_unit_is_told_and_the_record_says_for_whom(self, cast: Any) -> None:
        support = shared.asked(cast)
        answer(support, cast.clerk, confirm=False, answer="Chưa bố trí được cán bộ.")
        entry = AuditEntry.objects.get(deed=Deed.SUPPORT_ANSWERED)
        assert (entry.by, entry.on_behalf_of) == (cast.clerk, "Bí thư Phòng Kinh tế")
        assert entry.detail["state"] == "DECLINED"
        told = mails("support_answered")
        assert {mail.recipient for mail in told} == {cast.head, cast.reporter}
        assert "Phòng Kinh tế chưa nhận phối hợp nhiệm vụ 1" in told[0].subject
        assert "Chưa bố trí được cán bộ." in told[0].text
        answer(support, cast.bureau_reporter)
        entry = AuditEntry.objects.filter(deed=Deed.SUPPORT_ANSWERED).latest("pk")
        assert entry.on_behalf_of == ""
        assert len(mails("support_answered")) == 4

    def test_who_carries_a_unit_on_answers_as_its_own(self, cast: Any) -> None:
        support = shared.asked(cast)
        second = stage.unit_row(cast.wards, "phuong-2", "Phường 2", kind="WARD", rank=2)
        stage.appoint(cast.nobody, Role.REPORTER, second)
        Unit.objects.filter(pk=cast.bureau.pk).update(valid_to=date(2021, 1, 6), carried_by=second)
        by = Person.objects.get(pk=cast.nobody.pk)
        answer(Support.objects.with_names().get(pk=support.pk), by)
        assert AuditEntry.objects.get(deed=Deed.SUPPORT_ANSWERED).on_behalf_of == ""

    def test_declining_needs_a_reason_of_a_length_that_can_be_kept(self, cast: Any) -> None:
        support = shared.asked(cast)
        for text in (" ", "ấ" * (MAX_TEXT + 1)):
            with pytest.raises(Refused):
                answer(support, cast.bureau_head, confirm=False, answer=text)
        assert answer(support, cast.bureau_head, confirm=False, answer="ấ" * MAX_TEXT)

    def test_a_double_click_is_one_answer(self, cast: Any) -> None:
        support = shared.asked(cast)
        answer(support, cast.bureau_head)
        with pytest.raises(Refused, match="đã được xử lý"):
            answer(support, cast.bureau_head)

    def test_nobody_answers_words_or_overrides_an_answer_they_have_not_read(
        self, cast: Any
    ) -> None:
        support = shared.asked(cast)
        seen = shown(support)
        answer(support, cast.bureau_reporter)
        refuse: Callable[[], object] = lambda: answer(  # noqa: E731
            support, cast.bureau_head, confirm=False, seen=seen
        )
        with pytest.raises(Refused, match="đọc lại"):
            refuse()
        Support.objects.update(state="WAITING", answered_at=None, times_asked=2)
        with pytest.raises(Refused, match="đọc lại"):
            refuse()
        now = Support.objects.get()
        assert answer(support, cast.bureau_head, confirm=False, seen=shown(now))

    def test_what_the_office_leaves_out_is_not_asked_about(self, cast: Any) -> None:
        support = shared.asked(cast)
        assert Support.objects.to_answer().get() == support
        Task.objects.filter(pk=support.task_id).update(choice="NOT_CHOSEN", choice_reason="Trùng.")
        assert not Support.objects.to_answer().exists()
