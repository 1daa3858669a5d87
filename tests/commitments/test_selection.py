"""What the Office chooses among the registered tasks, and how many are signed."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.audit import Deed, Refused
from camket.models import AuditEntry
from commitments import quality
from commitments.models import Choice, Commitment, Task
from commitments.workflow import assigning, choosing, registering
from commitments.workflow.freezing import commitment_content
from commitments.workflow.selection import Chosen, choose_tasks, unready
from commitments.workflow.signing import printed_content, signed_content
from commitments.workflow.writing import shown
from reports.pdf import promise
from tests import cast as stage

AT = stage.at(1, 9)
YES, NO = Choice.CHOSEN, Choice.NOT_CHOSEN


def choose(
    commitment: Commitment, by: Any, said: dict[int, tuple[Choice, str]], **more: Any
) -> int:
    """By number of the task."""
    ids = dict(commitment.tasks.values_list("number", "pk"))
    choices = {ids[number]: Chosen(*words) for number, words in said.items()}
    return choose_tasks(commitment=commitment, choices=choices, by=by, at=AT, **more)


def chosen_of(commitment: Commitment) -> dict[int, str]:
    return dict(commitment.tasks.values_list("number", "choice"))


def all_of(count: int, but: tuple[int, ...] = ()) -> dict[int, tuple[Choice, str]]:
    return {
        n: (NO, f"Nội dung {n} thuộc nhiệm vụ thường xuyên.") if n in but else (YES, "")
        for n in range(1, count + 1)
    }


class TestChoosing:
    def test_one_by_one_and_all_at_once(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=4)
        assert choose(commitment, cast.clerk, {2: (NO, " Trùng nhiệm vụ 1. ")}) == 1
        assert chosen_of(commitment) == {1: "", 2: "NOT_CHOSEN", 3: "", 4: ""}
        assert commitment.tasks.get(number=2).choice_reason == "Trùng nhiệm vụ 1."
        assert choose(commitment, cast.clerk, all_of(4)) == 4
        assert set(chosen_of(commitment).values()) == {"CHOSEN"}
        assert commitment.tasks.get(number=2).choice_reason == ""

    def test_the_record_says_what_was_chosen_and_why(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=4)
        choose(commitment, cast.clerk, all_of(4, but=(3,)))
        entry = AuditEntry.objects.get(deed=Deed.TASK_CHOSEN)
        assert entry.by == cast.clerk
        assert "Nhiệm vụ 3: không đưa vào bản ký. Lý do: Nội dung 3" in entry.comment
        assert [one["task"] for one in entry.detail["tasks"]] == [1, 2, 3, 4]
        assert choose(commitment, cast.clerk, all_of(4, but=(3,))) == 0
        assert AuditEntry.objects.filter(deed=Deed.TASK_CHOSEN).count() == 1

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_not_chosen_needs_a_reason(self, cast: Any, reason: str) -> None:
        commitment = stage.submitted(cast)
        with pytest.raises(Refused) as refused:
            choose(commitment, cast.clerk, {1: (YES, ""), 2: (NO, reason)})
        assert refused.value.lines == ["Nhiệm vụ 2: không đưa vào bản ký thì phải nêu lý do."]
        assert set(chosen_of(commitment).values()) == {""}, "all or nothing"

    def test_a_reason_is_bounded(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        with pytest.raises(Refused):
            choose(commitment, cast.clerk, {1: (NO, "ấ" * 2_001)})
        assert choose(commitment, cast.clerk, {1: (NO, "ấ" * 2_000)}) == 1

    def test_an_assigned_task_is_not_for_choosing(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        assigning.assign_task(commitment=commitment, data=stage.task_data(8), by=cast.clerk, at=AT)
        with pytest.raises(Refused, match="tự đăng ký"):
            choose(commitment, cast.clerk, {4: (NO, "Lý do.")})

    def test_nor_is_a_task_of_another_unit(self, cast: Any) -> None:
        commitment, other = stage.submitted(cast), stage.submitted(cast, cast.bureau)
        foreign = other.tasks.get(number=1)
        with pytest.raises(Refused, match="tự đăng ký"):
            choose_tasks(
                commitment=commitment, choices={foreign.pk: Chosen(NO, "Lý do.")},
                by=cast.clerk, at=AT,
            )  # fmt: skip
        assert Task.objects.get(pk=foreign.pk).choice == ""

    def test_of_two_at_once_the_second_is_told(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        seen = shown(commitment)
        choose(commitment, cast.clerk, {1: (NO, "Trùng.")}, seen=seen)
        with pytest.raises(Refused, match="vừa thay đổi"):
            choose(commitment, cast.office_head, {1: (YES, "")}, seen=seen)
        choose(commitment, cast.office_head, {1: (YES, "")}, seen=shown(commitment))


class TestCounting:
    def test_within_the_limits_silence_is_consent(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=5)
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
        assert set(chosen_of(commitment).values()) == {"CHOSEN"}

    def test_beyond_them_each_task_must_be_spoken_of(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=6)
        choose(commitment, cast.clerk, {1: (NO, "Việc thường xuyên."), 2: (YES, "")})
        with pytest.raises(Refused) as refused:
            choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
        assert refused.value.lines == [
            "Đơn vị có nhiều hơn 5 nhiệm vụ nên phải chọn từng nhiệm vụ đăng ký. "
            "Chưa chọn: nhiệm vụ 3, 4, 5, 6."
        ]
        choose(commitment, cast.clerk, all_of(6, but=(1,)))
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)

    @pytest.mark.parametrize(
        ("left_out", "said"),
        [((), "nhiều hơn mức tối đa 5"), ((1, 2, 3, 4), "ít hơn mức tối thiểu")],
    )
    def test_what_will_be_signed_is_counted(
        self, cast: Any, left_out: tuple[int, ...], said: str
    ) -> None:
        commitment = stage.submitted(cast, tasks=6)
        choose(commitment, cast.clerk, all_of(6, but=left_out))
        with pytest.raises(Refused) as refused:
            choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
        assert said in " ".join(refused.value.lines)
        choosing.allow_exception(
            commitment=commitment, least=2, most=7, reason="Hai dự án.", by=cast.clerk, at=AT
        )
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)

    def test_approval_counts_again(self, cast: Any) -> None:
        """A choice may change between passing on and approving."""
        commitment = stage.passed_on(cast)
        choose(commitment, cast.clerk, {1: (NO, "Trùng.")})
        with pytest.raises(Refused) as refused:
            choosing.approve(commitment=commitment, by=cast.standing, at=AT)
        assert "ít hơn mức tối thiểu 3" in refused.value.lines[0]

    def test_what_is_left_out_need_not_be_complete(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=4)
        Task.objects.filter(commitment=commitment, number=4).update(product="")
        assert "Nhiệm vụ 4" in " ".join(unready(commitment, AT.date()))
        choose(commitment, cast.clerk, {4: (NO, "Chưa rõ sản phẩm.")})
        assert unready(commitment, AT.date()) == []

    def test_assigning_makes_room_by_leaving_out(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=5)
        deed = {"commitment": commitment, "data": stage.task_data(8), "by": cast.clerk, "at": AT}
        with pytest.raises(Refused, match="đủ mức tối đa"):
            assigning.assign_task(**deed)
        choose(commitment, cast.clerk, {5: (NO, "Nhường nhiệm vụ đột phá.")})
        assert assigning.assign_task(**deed).number == 6
        assert commitment.tasks.to_sign().count() == 5

    @given(count=st.integers(0, 60), least=st.integers(1, 50), more=st.integers(0, 49))
    def test_sentences_agree_with_the_limits(self, count: int, least: int, more: int) -> None:
        limits = (least, least + more)
        assert bool(quality.count_finding(count, limits)) == (not least <= count <= least + more)
        held = count < least or count > quality.CEILING
        assert bool(quality.registered_finding(count, limits)) == held
        assert bool(quality.surplus_notice(count, limits)) == (count > least + more)


class TestAfterwards:
    def approved(self, cast: Any) -> Commitment:
        commitment = stage.submitted(cast, tasks=6)
        choose(commitment, cast.clerk, all_of(6, but=(2, 4)))
        assigning.assign_task(commitment=commitment, data=stage.task_data(8), by=cast.clerk, at=AT)
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
        choosing.approve(commitment=commitment, by=cast.standing, at=AT)
        return stage.fresh(commitment)

    def test_only_what_is_signed_is_left_and_numbered_anew(self, cast: Any) -> None:
        commitment = self.approved(cast)
        left = list(commitment.tasks.order_by("number").values_list("number", "title"))
        wanted = [1, 3, 5, 6, 8]
        assert left == [(n, f"Nhiệm vụ mẫu số {of}") for n, of in enumerate(wanted, start=1)]

    def test_the_round_keeps_the_wording_and_the_reason(self, cast: Any) -> None:
        commitment = self.approved(cast)
        made = commitment.rounds.get()
        titles = {str(task["id"]): task["title"] for task in made.content["tasks"]}
        assert len(titles) == 6
        out = {pk: one for pk, one in made.choices.items() if one["choice"] == "NOT_CHOSEN"}
        assert {titles[pk]: one["reason"] for pk, one in out.items()} == {
            "Nhiệm vụ mẫu số 2": "Nội dung 2 thuộc nhiệm vụ thường xuyên.",
            "Nhiệm vụ mẫu số 4": "Nội dung 4 thuộc nhiệm vụ thường xuyên.",
        }
        entry = AuditEntry.objects.get(deed=Deed.COMMITMENT_APPROVED)
        assert len(entry.detail["left_out"]) == 2

    def test_the_paper_before_approval_is_the_paper_after_it(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=6)
        choose(commitment, cast.clerk, all_of(6, but=(1, 4)))
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
        before = commitment_content(commitment, to_sign=True)
        choosing.approve(commitment=commitment, by=cast.standing, at=AT)
        assert commitment_content(commitment) == before

    def test_sent_back_the_choices_stay_until_the_unit_rewrites(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=6)
        choose(commitment, cast.clerk, all_of(6, but=(2, 4)))
        choosing.send_back(
            commitment=commitment, comment="Viết lại.", task_comments={}, by=cast.clerk, at=AT
        )
        assert len(commitment.rounds.get().choices) == 6
        task = commitment.tasks.get(number=2)
        registering.save_task(
            commitment=commitment, data=stage.task_data(2, title="Viết lại rõ hơn"), task=task,
            version=task.version, by=cast.reporter, at=AT,
        )  # fmt: skip
        assert chosen_of(commitment) == {
            1: "CHOSEN", 2: "", 3: "CHOSEN", 4: "NOT_CHOSEN", 5: "CHOSEN", 6: "CHOSEN",
        }  # fmt: skip
        registering.submit_registration(commitment=commitment, key=uuid4(), by=cast.head, at=AT)
        assert commitment.rounds.count() == 2


def test_what_is_not_chosen_is_on_no_paper_whatever_left_its_row_there(cast: Any) -> None:
    """By construction, not only because the approval deletes it: draft, signature and PDF alike."""
    commitment = stage.approved(cast)
    commitment.tasks.filter(number=2).update(choice=NO)
    contents = printed_content(commitment), signed_content(commitment, AT.date())
    for content in contents:
        assert [(task["number"], task["title"]) for task in content["tasks"]] == [
            (1, "Nhiệm vụ mẫu số 1"),
            (2, "Nhiệm vụ mẫu số 3"),
        ]
        assert len(promise.context(content, "", "")["rows"]) == 2
