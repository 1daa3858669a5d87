"""A change that the Office proposes to a registered task: proposed, withdrawn, confirmed, declined."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.audit import Conflict, Deed, Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import Commitment, Suggestion, Task
from commitments.quality import MilestoneData, TaskData
from commitments.workflow import choosing, registering
from commitments.workflow.suggesting import (
    answer_suggestion,
    as_plain,
    differences,
    suggest_change,
    with_plain,
    withdraw_suggestion,
)
from commitments.workflow.writing import task_data
from tests import cast as stage

AT = stage.at(1, 9)
WHY = "Chưa nêu rõ địa bàn."


def suggest(cast: Any, commitment: Commitment, number: int = 1, **changes: Any) -> Suggestion:
    task = commitment.tasks.get(number=number)
    changes = changes or {"title": "Nhiệm vụ 1, nêu rõ địa bàn", "target": Decimal("120.5")}
    return suggest_change(
        commitment=commitment, task=task, data=replace(task_data(task), **changes), comment=WHY,
        version=task.version, by=cast.clerk, at=AT,
    )  # fmt: skip


class TestProposing:
    def test_keeps_what_differs_and_leaves_the_task_alone(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        before = Task.objects.values().get(commitment=commitment, number=1)
        made = suggest(cast, commitment)
        assert made.before == {"title": "Nhiệm vụ mẫu số 1", "target": "101"}
        assert made.after == {"title": "Nhiệm vụ 1, nêu rõ địa bàn", "target": "120.5"}
        assert Task.objects.values().get(commitment=commitment, number=1) == before
        entry = AuditEntry.objects.get(deed=Deed.CHANGE_SUGGESTED)
        assert (entry.by, entry.comment) == (cast.clerk, WHY)
        assert entry.detail["fields"] == ["title", "target"]

    def test_needs_a_difference_and_a_reason(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        task = commitment.tasks.get(number=1)
        same = task_data(task)
        deed = {"commitment": commitment, "task": task, "by": cast.clerk, "at": AT}
        with pytest.raises(Refused, match="Chưa có nội dung nào khác"):
            suggest_change(**deed, data=same, comment=WHY)
        with pytest.raises(Refused, match="phải nêu lý do"):
            suggest_change(**deed, data=replace(same, title="Khác"), comment=" ")

    def test_may_not_be_nonsense(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        with pytest.raises(Refused) as refused:
            suggest(cast, commitment, due_on=date(2022, 1, 1))
        assert "2021" in refused.value.lines[0]
        with pytest.raises(Refused, match="cùng cấp ủy"):
            suggest(cast, commitment, supporting_units=(cast.far_ward.pk,))

    def test_one_is_open_at_a_time(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        first = suggest(cast, commitment)
        with pytest.raises(Refused, match="đang có đề nghị sửa"):
            suggest(cast, commitment, title="Khác nữa")
        withdraw_suggestion(suggestion=first, by=cast.clerk, at=AT)
        assert suggest(cast, commitment, title="Khác nữa").state == "OPEN"

    def test_of_an_assigned_task_nothing_is_proposed(self, cast: Any) -> None:
        from commitments.workflow import assigning

        commitment = stage.submitted(cast)
        made = assigning.assign_task(
            commitment=commitment, data=stage.task_data(8), by=cast.clerk, at=AT
        )
        with pytest.raises(Refused, match="sửa thẳng"):
            suggest(cast, commitment, made.number, title="Khác")

    def test_against_an_older_version_both_texts_are_shown(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        task = commitment.tasks.get(number=1)
        answer_suggestion(suggestion=suggest(cast, commitment), confirm=True, by=cast.head, at=AT)
        with pytest.raises(Conflict) as conflict:
            suggest_change(
                commitment=commitment, task=task, data=stage.task_data(1, title="Khác"),
                comment=WHY, version=task.version, by=cast.clerk, at=AT,
            )  # fmt: skip
        assert conflict.value.theirs["title"] == "Nhiệm vụ 1, nêu rõ địa bàn"

    def test_the_unit_gets_one_mail_until_it_has_answered(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        mails = OutgoingMail.objects.filter(kind="change_suggested", recipient=cast.head)
        first = suggest(cast, commitment)
        suggest(cast, commitment, 2, title="Nhiệm vụ 2 rõ hơn")
        assert mails.count() == 1
        assert WHY in mails[0].text
        assert "đề nghị sửa" in mails[0].subject
        answer_suggestion(suggestion=first, confirm=True, by=cast.head, at=AT)
        suggest(cast, commitment, 3, title="Nhiệm vụ 3 rõ hơn")
        assert mails.count() == 2


class TestAnswering:
    def test_confirmed_the_task_takes_the_new_values(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        version = commitment.tasks.get(number=1).version
        made = answer_suggestion(
            suggestion=suggest(cast, commitment), confirm=True, by=cast.head, at=AT
        )
        task = commitment.tasks.get(number=1)
        assert (task.title, task.target) == ("Nhiệm vụ 1, nêu rõ địa bàn", Decimal("120.5"))
        assert task.version == version + 1
        assert task.milestones.count() == 3
        assert (made.state, made.answered_by, made.on_behalf_of) == ("CONFIRMED", cast.head, "")
        assert commitment.rounds.get().content["tasks"][0]["title"] == "Nhiệm vụ mẫu số 1"

    def test_a_confirmed_change_leaves_the_choice(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        Task.objects.filter(commitment=commitment, number=1).update(choice="CHOSEN")
        answer_suggestion(suggestion=suggest(cast, commitment), confirm=True, by=cast.head, at=AT)
        assert commitment.tasks.get(number=1).choice == "CHOSEN"

    def test_declined_the_text_stays_and_the_reason_is_kept(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        made = suggest(cast, commitment)
        with pytest.raises(Refused, match="phải nêu lý do"):
            answer_suggestion(suggestion=made, confirm=False, answer=" ", by=cast.head, at=AT)
        answer_suggestion(
            suggestion=made, confirm=False, answer="Đã ghi địa bàn.", by=cast.head, at=AT
        )
        assert commitment.tasks.get(number=1).title == "Nhiệm vụ mẫu số 1"
        entry = AuditEntry.objects.get(deed=Deed.SUGGESTION_ANSWERED)
        assert entry.comment == "Giữ nguyên nhiệm vụ 1. Đã ghi địa bàn."

    def test_on_behalf_is_on_record(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        made = answer_suggestion(
            suggestion=suggest(cast, commitment), confirm=True, by=cast.clerk, at=AT
        )
        assert (made.answered_by, made.on_behalf_of) == (cast.clerk, "Bí thư Phường 1")

    def test_is_given_once(self, cast: Any) -> None:
        made = suggest(cast, stage.submitted(cast))
        answer_suggestion(suggestion=made, confirm=True, by=cast.head, at=AT)
        for again in (True, False):
            with pytest.raises(Refused, match="đã được xử lý"):
                answer_suggestion(
                    suggestion=made, confirm=again, answer="Lý do.", by=cast.head, at=AT
                )
        with pytest.raises(Refused, match="đã được xử lý"):
            withdraw_suggestion(suggestion=made, by=cast.clerk, at=AT)

    def test_a_task_that_moved_meanwhile_is_not_overwritten(self, cast: Any) -> None:
        """Sent back, the unit rewrote what the proposal touches; other fields do not matter."""
        commitment = stage.submitted(cast)
        touching = suggest(cast, commitment)
        beside = suggest(cast, commitment, 3, title="Nhiệm vụ 3 rõ hơn")
        choosing.send_back(
            commitment=commitment, comment="Ghi rõ.", task_comments={}, by=cast.clerk, at=AT
        )
        for number, changes in ((1, {"title": "Đơn vị viết lại"}), (3, {"product": "Biên bản"})):
            task = commitment.tasks.get(number=number)
            registering.save_task(
                commitment=commitment, data=replace(task_data(task), **changes), task=task,
                version=task.version, by=cast.reporter, at=AT,
            )  # fmt: skip
        with pytest.raises(Refused) as refused:
            answer_suggestion(suggestion=touching, confirm=True, by=cast.head, at=AT)
        assert "nội dung cam kết" in refused.value.lines[0]
        assert Suggestion.objects.get(pk=touching.pk).state == "OPEN"
        answer_suggestion(suggestion=beside, confirm=True, by=cast.head, at=AT)
        third = commitment.tasks.get(number=3)
        assert (third.title, third.product) == ("Nhiệm vụ 3 rõ hơn", "Biên bản")

    def test_while_one_is_open_nothing_goes_on(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        made = suggest(cast, commitment)
        with pytest.raises(Refused) as refused:
            choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
        assert "Nhiệm vụ 1: đề nghị sửa của Văn phòng đang chờ" in refused.value.lines[0]
        answer_suggestion(suggestion=made, confirm=True, by=cast.head, at=AT)
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
        suggest(cast, commitment, 2, title="Nhiệm vụ 2 rõ hơn")
        with pytest.raises(Refused):
            choosing.approve(commitment=commitment, by=cast.standing, at=AT)


numbers = st.none() | st.decimals(min_value=-(10**9), max_value=10**9, places=4)
steps = st.builds(
    MilestoneData, quarter=st.integers(1, 4), text=st.text(max_size=9), planned_value=numbers,
    weight=st.integers(1, 9),
)  # fmt: skip
tasks = st.builds(
    TaskData, title=st.text(max_size=20), kind=st.sampled_from(["KEY", "HARD"]),
    responsibility=st.just("HEAD"), product=st.text(max_size=9), baseline=numbers, target=numbers,
    due_on=st.none() | st.dates(date(2021, 1, 1), date(2021, 12, 31)),
    milestones=st.lists(steps, max_size=4).map(tuple),
    supporting_units=st.sets(st.integers(1, 9)).map(lambda ids: tuple(sorted(ids))),
)  # fmt: skip


class TestPlainValues:
    @given(tasks, tasks)
    def test_after_put_over_the_old_is_the_new(self, old: TaskData, new: TaskData) -> None:
        before, after = differences(old, new)
        assert as_plain(with_plain(old, after)) == as_plain(new)
        assert as_plain(with_plain(new, before)) == as_plain(old)

    @given(tasks)
    def test_a_task_does_not_differ_from_itself(self, task: TaskData) -> None:
        assert differences(task, task) == ({}, {})
