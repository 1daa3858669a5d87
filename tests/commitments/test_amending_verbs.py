"""Amendments: what each verb asks for, and what it leaves behind."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from camket.audit import Conflict, Deed, Refused, digest
from camket.models import AuditEntry, OutgoingMail
from commitments.comparison import MINE, THEIRS, WHOLE
from commitments.models import Amendment, FormerDue, ProgressReport, Support, Year
from commitments.progress import Status
from commitments.quality import MAX_TEXT
from commitments.workflow import amending, years
from tests import cast as stage
from tests.commitments import amending_cast as acts
from tests.commitments import quarter_cast as quarter
from units.models import Person, Unit


@pytest.fixture
def paper(cast: Any) -> Any:
    return stage.signed(cast)


class TestTheDraft:
    def test_is_a_copy_of_what_is_in_force(self, cast: Any, paper: Any) -> None:
        made = amending.start(commitment=paper, by=cast.reporter, at=acts.DRAFTED)
        assert [task["number"] for task in made.base] == [1, 2, 3]
        assert made.base_hash == paper.content_hash
        assert not amending.differences(made)
        assert made.on_behalf_of == ""
        again = amending.start(commitment=paper, by=cast.reporter, at=acts.DRAFTED)
        assert again == made
        acts.rewrite(cast, made, title="Khác")
        other = amending.start(commitment=paper, by=cast.reporter, at=acts.DRAFTED)
        assert other != made, "several may be open"

    def test_the_office_prepares_on_behalf(self, cast: Any, paper: Any) -> None:
        made = amending.start(commitment=paper, by=cast.clerk, at=acts.DRAFTED)
        assert made.on_behalf_of == "Bí thư Phường 1"
        amending.explain(amendment=made, reason="Vì.", seen="", by=cast.clerk, at=acts.DRAFTED)
        assert {e.on_behalf_of for e in AuditEntry.objects.filter(deed=Deed.AMENDMENT_DRAFTED)} == {
            "Bí thư Phường 1"
        }
        with pytest.raises(Refused, match="Người đứng đầu đơn vị đề nghị"):
            amending.propose(
                amendment=made, version=acts.fresh(made).version, by=cast.clerk, at=acts.PROPOSED
            )

    def test_who_carries_a_unit_on_drafts_as_its_own(self, cast: Any, paper: Any) -> None:
        Unit.objects.filter(pk=cast.ward.pk).update(
            valid_to=date(2021, 3, 31), carried_by=cast.bureau
        )
        by = Person.objects.get(pk=cast.bureau_reporter.pk)
        made = amending.start(commitment=stage.fresh(paper), by=by, at=acts.DRAFTED)
        assert made.on_behalf_of == ""

    def test_of_a_text_somebody_else_saved_both_are_shown(self, cast: Any, paper: Any) -> None:
        made = acts.draft(cast, paper)
        key = acts.task(paper).pk
        with pytest.raises(Conflict) as clash:
            amending.save_task(
                amendment=made, data=acts.words(paper, title="Của tôi"), task=key, version=1,
                by=cast.head, at=acts.DRAFTED,
            )  # fmt: skip
        assert clash.value.theirs["target"] == Decimal(90)
        amending.save_task(
            amendment=made, data=acts.words(paper, title="Của tôi"), task=key,
            version=clash.value.version, by=cast.head, at=acts.DRAFTED,
        )  # fmt: skip
        assert acts.fresh(made).tasks[0]["title"] == "Của tôi"

    def test_of_a_reason_too(self, cast: Any, paper: Any) -> None:
        made = acts.draft(cast, paper)
        with pytest.raises(Conflict) as clash:
            amending.explain(amendment=made, reason="Khác.", seen="", by=cast.head, at=acts.DRAFTED)
        assert clash.value.theirs == {"reason": "Dự án giãn tiến độ."}
        with pytest.raises(Refused):
            amending.explain(
                amendment=made, reason="ấ" * (MAX_TEXT + 1), seen="", by=cast.head, at=acts.DRAFTED
            )

    def test_a_task_is_added_once_withdrawn_and_brought_back(self, cast: Any, paper: Any) -> None:
        made = amending.start(commitment=paper, by=cast.reporter, at=acts.DRAFTED)
        deed = {"amendment": made, "by": cast.reporter, "at": acts.DRAFTED}
        keys = {amending.save_task(**deed, data=stage.task_data(7)) for _ in range(2)}
        assert keys == {-1}, "a double click is one deed"
        assert amending.save_task(**deed, data=stage.task_data(9)) == -2
        amending.withdraw_task(**deed, task=-1, reason="")
        second = acts.task(paper, 2).pk
        with pytest.raises(Refused, match="nêu lý do"):
            amending.withdraw_task(**deed, task=second, reason="  ")
        amending.withdraw_task(**deed, task=second, reason="Trùng.")
        acts.rewrite(cast, made, 1, title="Tên khác")
        found = amending.differences(acts.fresh(made))
        assert [t["id"] for t in found.added] == [-2]
        assert [t["id"] for t in found.withdrawn] == [second]
        amending.restore_task(**deed, task=second)
        amending.restore_task(**deed, task=acts.task(paper, 1).pk)
        amending.withdraw_task(**deed, task=-2, reason="")
        assert not amending.differences(acts.fresh(made))
        with pytest.raises(Refused, match="không còn"):
            amending.restore_task(**deed, task=-2)

    def test_is_dropped_and_the_record_stays(self, cast: Any, paper: Any) -> None:
        made = acts.draft(cast, paper)
        amending.drop(amendment=made, by=cast.reporter, at=acts.DRAFTED)
        assert not Amendment.objects.exists()
        entry = AuditEntry.objects.get(deed=Deed.AMENDMENT_DROPPED)
        assert (entry.subject_id, entry.comment) == (str(paper.pk), "Dự án giãn tiến độ.")
        for verb, more in ((amending.drop, {}), (amending.explain, {"reason": "x", "seen": ""})):
            with pytest.raises(Refused, match="vừa được người khác bỏ"):
                verb(amendment=made, by=cast.reporter, at=acts.DRAFTED, **more)

    def test_foreign_units_are_refused(self, cast: Any, paper: Any) -> None:
        made = amending.start(commitment=paper, by=cast.reporter, at=acts.DRAFTED)
        for unit in (cast.far_ward, cast.ward):
            with pytest.raises(Refused, match="cùng cấp ủy"):
                acts.rewrite(cast, made, supporting_units=(unit.pk,))
        with pytest.raises(Refused, match="chưa hợp lý"):
            acts.rewrite(cast, made, due_on=date(2022, 1, 1))


class TestProposing:
    def test_needs_a_change_a_reason_and_the_six(self, cast: Any, paper: Any) -> None:
        made = amending.start(commitment=paper, by=cast.reporter, at=acts.DRAFTED)
        assert amending.objections(made, acts.DRAFTED.date()) == [
            "Bản soạn chưa có thay đổi nào so với bản đang có hiệu lực."
        ]
        acts.rewrite(cast, made, owner_name="", title="Tên khác")
        lines = amending.objections(acts.fresh(made), acts.DRAFTED.date())
        assert lines[0] == "Chưa ghi lý do điều chỉnh."
        assert lines[1].startswith("Nhiệm vụ 1: Chưa phân công")
        with pytest.raises(Refused) as refused:
            acts.propose(cast, made)
        assert refused.value.lines == lines

    def test_keeps_to_the_limits(self, cast: Any, paper: Any) -> None:
        made = amending.start(commitment=paper, by=cast.reporter, at=acts.DRAFTED)
        deed = {"amendment": made, "by": cast.reporter, "at": acts.DRAFTED}
        amending.explain(**deed, reason="Vì.", seen="")
        amending.withdraw_task(**deed, task=acts.task(paper, 2).pk, reason="Trùng.")
        with pytest.raises(Refused) as refused:
            acts.propose(cast, made)
        assert "ít hơn mức tối thiểu 3" in refused.value.lines[0]
        for n in (7, 9, 11, 13):
            amending.save_task(**deed, data=stage.task_data(n))
        with pytest.raises(Refused) as refused:
            acts.propose(cast, made)
        assert "nhiều hơn mức tối đa 5" in refused.value.lines[0]

    def test_says_the_moment(self, cast: Any, paper: Any) -> None:
        """Twelve days after the due date, both of what is changed and of what is withdrawn."""
        made = acts.draft(cast, paper, due_on=date(2021, 11, 30))
        deed = {"amendment": made, "by": cast.reporter, "at": acts.DRAFTED}
        amending.withdraw_task(**deed, task=acts.task(paper, 2).pk, reason="Trùng.")
        amending.save_task(**deed, data=stage.task_data(8))
        sent = acts.propose(cast, made, at=stage.at(10, 12))
        assert sent.moment == {str(acts.task(paper, n).pk): 12 for n in (1, 2)}
        late = {c.number: c.late_by for c in amending.changes_of(sent, date(2021, 10, 20))}
        assert late == {1: 12, 2: 12, None: 0}
        entry = AuditEntry.objects.get(deed=Deed.AMENDMENT_PROPOSED)
        assert (entry.comment, entry.detail["late"]) == ("Dự án giãn tiến độ.", 12)

    def test_a_done_task_is_not_called_late(self, cast: Any, paper: Any) -> None:
        row = quarter.report(paper)
        quarter.accepted(cast, row)
        row.answers.filter(task__number=1).update(judged_status=Status.DONE)
        made = acts.draft(cast, paper, title="Tên khác")
        assert amending.late_on(made, date(2021, 10, 12)) == {}

    def test_stops_after_the_window(self, cast: Any, paper: Any) -> None:
        made = acts.draft(cast, paper)
        with pytest.raises(Refused, match="đến hết ngày 30/11/2021"):
            acts.propose(cast, made, at=stage.at(12, 1, 0, 0))
        Year.objects.update(amend_until=date(2021, 10, 31))
        with pytest.raises(Refused, match="đến hết ngày 31/10/2021"):
            amending.start(commitment=paper, by=cast.head, at=stage.at(11, 1, 0, 0))
        acts.propose(cast, made, at=stage.at(10, 31, 23, 59))
        acts.approve(cast, made, at=stage.at(11, 20))  # what was proposed in time is decided

    def test_a_stale_page_and_a_second_click(self, cast: Any, paper: Any) -> None:
        made = acts.draft(cast, paper)
        with pytest.raises(Refused, match="vừa được người khác sửa"):
            amending.propose(amendment=made, version=1, by=cast.head, at=acts.PROPOSED)
        acts.propose(cast, made)
        with pytest.raises(Refused, match="đã được xử lý"):
            acts.propose(cast, made)


class TestApproving:
    def test_keeps_old_and_new(self, cast: Any, paper: Any) -> None:
        before, key = paper.content, acts.task(paper).pk
        made = acts.approved(cast, paper)
        now = stage.fresh(paper)
        assert (made.state, made.number, str(made)) == (
            "APPROVED", 1, "Điều chỉnh lần 1 – Phường 1",
        )  # fmt: skip
        task = now.content["tasks"][0]
        assert (task["target"], task["was"]["target"]) == ("90", "101")
        assert (task["amended"], task["amended_by"]) == ("changed", 1)
        assert now.content["tasks"][1:] == before["tasks"][1:], "untouched to the letter"
        assert now.content["signatures"] == before["signatures"]
        assert now.content["amendment"] == {
            "number": 1,
            "decided_on": "2021-04-15",
            "decided_by": cast.standing.full_name,
            "reason": "Dự án giãn tiến độ.",
        }
        signed, amended = paper.versions.all()
        assert (signed.content, amended.content) == (before, now.content)
        assert (
            now.content_hash
            == digest(now.content)
            == amended.content_hash
            == made.made.content_hash
        )
        assert (amended.number, amended.in_force_from) == (1, date(2021, 4, 15))
        row = acts.task(paper)
        assert (row.pk, row.number, row.target) == (key, 1, 90)
        assert made.content["changes"][0]["fields"][0] == ["target", "101", "90"]

    def test_withdrawn_rows_stay_and_new_ones_get_the_next_number(
        self, cast: Any, paper: Any
    ) -> None:
        acts.withdrawn(cast, paper)
        rows = {task.number: task for task in paper.tasks.all()}
        assert (rows[2].left_on, rows[4].joined_on) == (date(2021, 4, 15), date(2021, 4, 15))
        content = stage.fresh(paper).content["tasks"]
        assert [(t["number"], t.get("amended")) for t in content] == [
            (1, None), (2, "withdrawn"), (3, None), (4, "added"),
        ]  # fmt: skip
        assert content[1]["withdrawn_because"] == "Trùng dự án của thành phố."
        before = paper.tasks.in_force(date(2021, 4, 14)).order_by("number")
        after = paper.tasks.in_force(date(2021, 4, 15)).order_by("number")
        assert [t.number for t in before] == [1, 2, 3]
        assert [t.number for t in after] == [1, 3, 4]

    def test_a_second_one_keeps_the_first_wording(self, cast: Any, paper: Any) -> None:
        acts.approved(cast, paper, due_on=date(2021, 10, 31), title="Tên hai")
        acts.approved(cast, stage.fresh(paper), title="Tên ba", due_on=date(2021, 9, 30))
        task = stage.fresh(paper).content["tasks"][0]
        assert task["was"] == {"title": "Nhiệm vụ mẫu số 1"}, "the date is as it was signed again"
        assert (task["title"], task["amended_by"]) == ("Tên ba", 2)
        assert [a["number"] for a in stage.fresh(paper).content["amendments"]] == [1, 2]
        assert list(FormerDue.objects.values_list("due_on", "until")) == [
            (date(2021, 9, 30), date(2021, 4, 15))
        ]

    def test_steps_are_the_same_rows(self, cast: Any, paper: Any) -> None:
        keys = [step.pk for step in acts.task(paper, 2).milestones.all()]
        steps = acts.words(paper, 2).milestones
        changed = (steps[0], replace(steps[1], text="Lời khác"), replace(steps[2], weight=3))
        acts.approved(cast, paper, 2, milestones=(*changed, replace(steps[2], text="Thêm")))
        rows = list(acts.task(paper, 2).milestones.all())
        assert [step.pk for step in rows][:3] == keys
        assert [(s.text, s.weight) for s in rows[1:3]] == [("Lời khác", 1), (steps[2].text, 3)]
        assert len(rows) == 4

    def test_a_reported_step_is_neither_reworded_nor_taken_out(self, cast: Any, paper: Any) -> None:
        quarter.accepted(cast, quarter.report(paper))  # the first step of each task is done
        steps = acts.words(paper, 2).milestones
        made = acts.draft(cast, paper, 2, milestones=(replace(steps[0], text="Khác"), *steps[1:]))
        with pytest.raises(Refused) as refused:
            acts.propose(cast, made)
        assert "mốc “Mốc quý 1 của việc 2” đã báo hoàn thành" in refused.value.lines[0]
        acts.rewrite(cast, made, 2, milestones=steps[1:])
        with pytest.raises(Refused):
            acts.propose(cast, made)
        acts.rewrite(cast, made, 2, milestones=(replace(steps[0], weight=9), *steps[1:]))
        acts.approve(cast, acts.propose(cast, made))

    def test_drafts_are_measured_anew_and_what_was_handed_in_stays(
        self, cast: Any, paper: Any
    ) -> None:
        first, second = quarter.report(paper, 1), quarter.report(paper, 2)
        quarter.submitted(cast, first)
        quarter.draft(cast, second)
        acts.approved(cast, paper, target=Decimal(60))

        def measured(report: ProgressReport) -> Decimal | None:
            return report.answers.get(task__number=1).completion

        assert measured(first) == Decimal("29.70")  # 30 of 101
        assert measured(second) == Decimal("50.00")  # 30 of 60
        quarter.accept(cast, first, 1)
        assert measured(first) == Decimal("29.70"), "judged by what it had promised"

    def test_other_words_ask_supporters_again(self, cast: Any, paper: Any) -> None:
        acts.approved(cast, paper, supporting_units=(cast.bureau.pk,))
        Support.objects.update(state="CONFIRMED", answered_at=acts.DECIDED)
        acts.approved(cast, stage.fresh(paper), owner_name="Người khác")
        assert Support.objects.get().state == "CONFIRMED"
        acts.approved(cast, stage.fresh(paper), title="Việc khác")
        assert Support.objects.get().state == "WAITING"

    def test_tells_the_unit(self, cast: Any, paper: Any) -> None:
        acts.approved(cast, paper)
        mail = OutgoingMail.objects.get(kind="amendment_approved", recipient=cast.head)
        assert mail.subject == "Đồng ý điều chỉnh lần 1 cam kết năm 2021 – Phường 1"
        assert stage.fresh(paper).code in mail.text

    def test_a_text_not_read_is_not_decided(self, cast: Any, paper: Any) -> None:
        made = acts.proposed(cast, paper)
        for verb, more in ((amending.approve, {}), (amending.reject, {"comment": "Chưa rõ."})):
            with pytest.raises(Refused, match="vừa thay đổi"):
                verb(amendment=made, seen="khac", by=cast.standing, at=acts.DECIDED, **more)
        seen = amending.shown(made)
        amending.approve(amendment=made, seen=seen, by=cast.standing, at=acts.DECIDED)
        for verb, more in ((amending.approve, {}), (amending.reject, {"comment": "Chưa rõ."})):
            with pytest.raises(Refused, match="đã được xử lý"):
                verb(amendment=made, by=cast.standing, at=acts.DECIDED, **more)


def test_rejecting_needs_a_comment_and_changes_nothing(cast: Any, paper: Any) -> None:
    made = acts.proposed(cast, paper)
    deed = {"amendment": made, "by": cast.standing, "at": acts.DECIDED}
    with pytest.raises(Refused, match="nêu ý kiến"):
        amending.reject(**deed, comment=" \n")
    amending.reject(**deed, comment="Giữ chỉ tiêu đã ký.")
    now = acts.fresh(made)
    assert (now.state, now.number, now.comment) == ("REJECTED", None, "Giữ chỉ tiêu đã ký.")
    assert now.content["changes"][0]["fields"][0] == ["target", "101", "90"]
    assert stage.fresh(paper).content == paper.content
    assert acts.task(paper).target == 101
    assert "Giữ chỉ tiêu đã ký." in OutgoingMail.objects.filter(kind="amendment_rejected")[0].text


class TestABaseThatMoved:
    def two(self, cast: Any, paper: Any, **theirs: Any) -> Amendment:
        """Mine, drafted and proposed before theirs was approved."""
        mine = acts.proposed(cast, paper, title="Tên của tôi")
        acts.approved(cast, paper, **theirs)
        return acts.fresh(mine)

    def test_is_refused_at_both_doors(self, cast: Any, paper: Any) -> None:
        mine = self.two(cast, paper, owner_name="Người khác")
        with pytest.raises(Refused, match="điều chỉnh theo đề nghị khác"):
            acts.approve(cast, mine)
        drafted = acts.draft(cast, stage.fresh(paper), title="Tên nữa")
        acts.approved(cast, stage.fresh(paper), owner_post="Chức khác")
        with pytest.raises(Refused, match="điều chỉnh theo đề nghị khác"):
            acts.propose(cast, drafted)

    def test_joins_by_itself_where_nothing_clashes(self, cast: Any, paper: Any) -> None:
        mine = self.two(cast, paper, owner_name="Người khác")
        assert not amending.conflicts_of(mine, acts.DECIDED.date()).conflicts
        amending.rebase(
            amendment=mine, answers={}, version=mine.version, by=cast.head, at=acts.DECIDED
        )
        acts.approve(cast, mine)
        row = acts.task(paper)
        assert (row.title, row.owner_name) == ("Tên của tôi", "Người khác")
        assert AuditEntry.objects.filter(deed=Deed.AMENDMENT_REBASED).count() == 1

    @pytest.mark.parametrize(("answer", "title"), [(MINE, "Tên của tôi"), (THEIRS, "Tên kia")])
    def test_asks_where_both_changed_a_field(
        self, cast: Any, paper: Any, answer: str, title: str
    ) -> None:
        mine = self.two(cast, paper, title="Tên kia")
        deed = {"amendment": mine, "version": mine.version, "by": cast.head, "at": acts.DECIDED}
        with pytest.raises(Refused, match="Còn 1 điểm"):
            amending.rebase(**deed, answers={})
        answers = {(acts.task(paper).pk, "title"): answer}
        if answer == THEIRS:
            with pytest.raises(Refused, match="không còn thay đổi nào"):
                amending.rebase(**deed, answers=answers)
        else:
            amending.rebase(**deed, answers=answers)
            acts.approve(cast, mine)
            assert acts.task(paper).title == title

    def test_a_step_taken_out_meanwhile_comes_back_as_a_new_one(
        self, cast: Any, paper: Any
    ) -> None:
        first, second, third = acts.words(paper, 2).milestones
        mine = acts.proposed(cast, paper, 2, milestones=(first, replace(second, text="Lại"), third))
        acts.approved(cast, paper, 2, milestones=(first, third))
        amending.rebase(
            amendment=mine, answers={(acts.task(paper, 2).pk, "milestones"): MINE},
            version=mine.version, by=cast.head, at=acts.DECIDED,
        )  # fmt: skip
        acts.approve(cast, mine)
        wanted = [first.text, "Lại", third.text]
        assert [step.text for step in acts.task(paper, 2).milestones.all()] == wanted
        steps = stage.fresh(paper).content["tasks"][1]["milestones"]
        assert [step["text"] for step in steps] == wanted

    def test_a_task_withdrawn_meanwhile_comes_back_as_a_new_one(
        self, cast: Any, paper: Any
    ) -> None:
        mine = acts.draft(cast, paper, 2, title="Vẫn cần làm")
        acts.withdrawn(cast, paper)
        key, old = acts.task(paper, 2).pk, acts.fresh(mine)
        (asked,) = amending.conflicts_of(old, acts.DECIDED.date()).conflicts
        assert (asked.id, asked.field, asked.theirs) == (key, WHOLE, None)
        amending.rebase(
            amendment=old, answers={(key, WHOLE): MINE}, version=old.version,
            by=cast.reporter, at=acts.DECIDED,
        )  # fmt: skip
        acts.approve(cast, acts.propose(cast, old, at=acts.DECIDED))
        back = paper.tasks.get(number=5)
        assert (back.title, back.joined_on) == ("Vẫn cần làm", date(2021, 4, 15))
        assert back.milestones.count() == 3

    def test_a_reporter_does_not_rebase_what_the_head_proposed(self, cast: Any, paper: Any) -> None:
        mine = self.two(cast, paper, owner_name="Người khác")
        with pytest.raises(Refused):
            amending.rebase(
                amendment=mine, answers={}, version=mine.version, by=cast.reporter, at=acts.DECIDED
            )


def test_a_year_is_not_closed_over_an_open_proposal(cast: Any, paper: Any) -> None:
    made = acts.proposed(cast, paper)
    ProgressReport.objects.update(
        state="ACCEPTED", submitted_at=acts.DECIDED, accepted_at=acts.DECIDED
    )
    deed = {"year": paper.year, "by": cast.clerk, "at": stage.at(12, 31)}
    with pytest.raises(Refused, match="1 đề nghị điều chỉnh"):
        years.close_year(**deed)
    acts.approve(cast, made)
    years.close_year(**deed)
    closed = stage.fresh(paper)
    with pytest.raises(Refused, match="đã khép"):
        amending.start(commitment=closed, by=cast.head, at=stage.at(11, 1))


# A role may do a verb in exactly these states (domain.md §5, §6).
MAY = {
    "start": {"clerk", "office_head", "head", "reporter"},
    "explain": {("DRAFT", who) for who in ("clerk", "office_head", "head", "reporter")},
    "drop": {("DRAFT", who) for who in ("clerk", "office_head", "head", "reporter")},
    "propose": {("DRAFT", "head")},
    "approve": {("PROPOSED", "standing")},
    "reject": {("PROPOSED", "standing")},
}
STATES = ("DRAFT", "PROPOSED", "APPROVED", "REJECTED")


def _in_state(cast: Any, paper: Any, state: str) -> Amendment:
    if state == "REJECTED":
        made = acts.proposed(cast, paper)
        amending.reject(amendment=made, comment="Không.", by=cast.standing, at=acts.DECIDED)
        return acts.fresh(made)
    verbs = {"DRAFT": acts.draft, "PROPOSED": acts.proposed, "APPROVED": acts.approved}
    return verbs[state](cast, paper)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", [verb for verb in MAY if verb != "start"])
def test_every_state_and_role(cast: Any, paper: Any, state: str, verb: str) -> None:
    from django.db import transaction

    made = _in_state(cast, paper, state)
    more: dict[str, Any] = {
        "explain": {"reason": "Lý do mới.", "seen": made.reason},
        "propose": {"version": made.version},
        "reject": {"comment": "Không."},
    }.get(verb, {})
    for name, who in cast.people().items():
        with transaction.atomic():
            try:
                getattr(amending, verb)(amendment=made, by=who, at=acts.DECIDED, **more)
                done = True
            except Refused:
                done = False
            transaction.set_rollback(True)
        assert done == ((state, name) in MAY[verb]), (verb, state, name)


@pytest.mark.parametrize("state", ["draft", "submitted", "sent_back", "approved", "signed"])
def test_only_what_is_signed_is_amended(cast: Any, state: str) -> None:
    commitment = getattr(stage, state)(cast)
    for name, who in cast.people().items():
        try:
            made = amending.start(commitment=commitment, by=who, at=acts.DRAFTED)
        except Refused:
            made = None
        assert (made is not None) == (state == "signed" and name in MAY["start"]), name
