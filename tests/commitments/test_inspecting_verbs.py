"""Planning, finding, verifying, concluding an inspection; mending what was found."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from camket.audit import Conflict, Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import (
    ActionPoint,
    Commitment,
    Inspection,
    InspectionForm,
    Task,
    TaskProgress,
    VerifiedValue,
)
from commitments.progress import Status
from commitments.views.verified import Difference, difference, verified_lines
from commitments.workflow import filing, inspecting, reviewing
from commitments.workflow.inspecting import FindingData, PointData, VerifiedData
from commitments.workflow.measures import measure_of
from commitments.workflow.open_items import open_items
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import inspecting_cast as acts
from tests.commitments import quarter_cast as quarter
from tests.refusals import refused
from units.roles import Role


def deeds(*names: str) -> list[str]:
    return list(AuditEntry.objects.filter(deed__in=names).values_list("deed", flat=True))


def told(kind: str) -> set[str]:
    rows = OutgoingMail.objects.filter(kind=kind)
    return {row.recipient.email.split("@")[0] for row in rows if row.recipient}


class TestPlanning:
    def test_many_units_in_one_deed(self, cast: Cast) -> None:
        both = stage.signed(cast), stage.signed(cast, cast.bureau)
        made = acts.plan(cast, *both)
        assert [one.commitment_id for one in made] == [one.pk for one in both]
        assert deeds("INSPECTION_PLANNED") == ["INSPECTION_PLANNED"] * 2

    def test_all_or_nothing(self, cast: Cast) -> None:
        ward, bureau = stage.signed(cast), stage.draft(cast, cast.bureau)
        with pytest.raises(Refused) as refused:
            acts.plan(cast, ward, bureau)
        assert refused.value.lines == ["Phòng Kinh tế: bản cam kết đang soạn."]
        assert not Inspection.objects.exists()

    def test_a_double_click_is_one_deed(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        assert acts.plan(cast, ward) == acts.plan(cast, ward)
        with pytest.raises(Refused, match="còn điểm phải sửa"):
            acts.plan(cast, ward, by=cast.clerk)
        assert Inspection.objects.count() == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"quarter": 5},
            {"purpose": "  "},
            {"purpose": "x" * 20_001},
            {"planned_on": date(2021, 4, 1)},
            {"planned_on": date(2020, 3, 1)},
            {"planned_on": date(2021, 1, 31)},
            {"form": "RAID"},
            {"team": "x" * 301},
            {"led_by": 999_999},
        ],
        ids=str,
    )
    def test_what_contradicts_is_refused(self, cast: Cast, changes: dict[str, Any]) -> None:
        ward = stage.signed(cast)
        with pytest.raises(Refused):
            acts.plan(cast, ward, data=replace(acts.PLAN, **changes))
        assert acts.plan(cast, ward)

    def test_a_quarter_that_is_over_is_not_planned(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        with pytest.raises(Refused) as refused:
            acts.plan(cast, ward, at=stage.at(4, 1))
        assert refused.value.lines == [
            "Quý I/2021 đã qua. Đề nghị chọn từ quý II/2021 trở đi; ngày đã tiến hành được ghi khi "
            "kết luận."
        ]

    def test_what_was_planned_may_stay_though_it_has_passed(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        words: dict[str, Any] = {"inspection": row, "by": cast.clerk, "at": stage.at(4, 1)}
        with pytest.raises(Refused):
            inspecting.edit_plan(
                data=replace(acts.PLAN, planned_on=date(2021, 3, 11)), version=1, **words
            )
        made = inspecting.edit_plan(data=replace(acts.PLAN, team="Đ/c A"), version=1, **words)
        assert made.planned_on == acts.HELD_ON

    def test_a_team_is_led_by_somebody_of_the_committee(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        assert set(inspecting.leaders(ward.year, date(2021, 2, 1))) == {
            cast.inspector.pk, cast.standing.pk, cast.clerk.pk, cast.office_head.pk
        }  # fmt: skip
        with pytest.raises(Refused):
            acts.plan(cast, ward, data=replace(acts.PLAN, led_by=cast.head.pk))
        made = acts.plan(cast, ward, data=replace(acts.PLAN, led_by=cast.inspector.pk))
        assert made[0].led_by == cast.inspector

    def test_a_stale_edit_shows_both(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        words = {"inspection": row, "by": cast.clerk, "at": acts.FOUND}
        first = inspecting.edit_plan(data=replace(acts.PLAN, team="Đ/c A"), version=1, **words)
        assert (first.team, first.version) == ("Đ/c A", 2)
        with pytest.raises(Conflict) as conflict:
            inspecting.edit_plan(data=replace(acts.PLAN, team="Đ/c B"), version=1, **words)
        assert conflict.value.theirs["team"] == "Đ/c A"
        assert conflict.value.version == 2
        entry = AuditEntry.objects.get(deed="INSPECTION_EDITED")
        assert (entry.detail["before"]["team"], entry.detail["after"]["team"]) == ("", "Đ/c A")

    def test_cancelling_says_why(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        with pytest.raises(Refused, match="lý do"):
            inspecting.cancel(inspection=row, reason=" ", by=cast.clerk, at=acts.FOUND)
        row = inspecting.cancel(inspection=row, reason="Lũ lụt", by=cast.clerk, at=acts.FOUND)
        assert (row.state, row.cancelled_because) == ("CANCELLED", "Lũ lụt")

    @pytest.mark.parametrize("found", [acts.find, acts.verify], ids=["finding", "value"])
    def test_what_was_found_is_not_buried(self, cast: Cast, found: Any) -> None:
        row = acts.planned(cast, stage.signed(cast))
        found(cast, row)
        for by in (cast.clerk, cast.inspector):
            words: dict[str, Any] = {"inspection": row, "reason": "Bận việc khác.", "by": by}
            refused(
                lambda words=words: inspecting.cancel(at=acts.FOUND, **words),
                "Đã ghi nhận phát hiện hoặc kết quả xác minh: đề nghị kết luận.",
            )
        assert acts.conclude(cast, row).state == "DONE"

    def test_the_own_unit_is_neither_led_nor_replanned_nor_cancelled(self, cast: Cast) -> None:
        both = stage.appointed("both", Role.INSPECTOR, cast.committee)
        stage.appoint(both, Role.HEAD, cast.ward)
        ward, bureau = stage.signed(cast), stage.signed(cast, cast.bureau)
        led = replace(acts.PLAN, led_by=both.pk)
        said = refused(lambda: acts.plan(cast, ward, bureau, data=led), "Phường 1: trưởng đoàn là")
        assert "Phòng Kinh tế" not in said
        (other,) = acts.plan(cast, bureau, data=led)
        assert other.led_by == both
        row, words = acts.planned(cast, ward), {"at": acts.FOUND, "by": both}
        own = "Người của đơn vị được kiểm tra, giám sát không tự"
        edit = inspecting.edit_plan
        refused(lambda: edit(inspection=row, data=acts.PLAN, version=1, **words), own)
        refused(lambda: inspecting.cancel(inspection=row, reason="Bận.", **words), own)
        words["by"] = cast.inspector
        refused(lambda: edit(inspection=row, data=led, version=1, **words), "Trưởng đoàn là người")
        assert inspecting.cancel(inspection=other, reason="Bận.", **(words | {"by": both}))

    def test_who_leads_already_may_go_on_when_the_rest_is_changed(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        Inspection.objects.filter(pk=row.pk).update(led_by=cast.inspector)
        stage.appoint(cast.inspector, Role.HEAD, cast.ward)
        data = replace(acts.PLAN, led_by=cast.inspector.pk, team="Đ/c A")
        words = {"inspection": row, "by": cast.clerk, "at": acts.FOUND}
        assert inspecting.edit_plan(data=data, version=1, **words).team == "Đ/c A"


DAYS = (date(2021, 3, 10), date(2021, 8, 20), date(2022, 1, 5))


class TestVerifying:
    def test_beside_what_was_reported(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        quarter.accepted(cast, quarter.report(ward))
        row = acts.planned(cast, ward)
        made = acts.verify(cast, row)
        answer = TaskProgress.objects.get(task__number=1)
        assert (made.answer, made.quarter, made.value) == (answer, 1, Decimal(24))
        assert made.completion == Decimal("23.76")  # 24 of 101
        assert answer.completion == Decimal("29.70")  # untouched: 30 of 101

    def test_of_steps(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        steps = list(row.commitment.tasks.get(number=2).milestones.all())
        made = acts.verify(cast, row, 2, steps=frozenset(step.pk for step in steps[:2]))
        assert (made.value, made.completion) == (None, Decimal("66.67"))
        assert (made.answer, made.quarter) == (None, 1)
        done = acts.verify(cast, row, 2, steps=frozenset(s.pk for s in steps), status=Status.DONE)
        assert done.pk == made.pk
        assert done.completion == Decimal(100)
        assert VerifiedValue.objects.count() == 1

    def test_a_draft_and_a_later_quarter_are_not_what_was_reported(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        quarter.draft(cast, quarter.report(ward))
        row = acts.planned(cast, ward)
        assert inspecting.reported_answers(row) == {}
        quarter.submitted(cast, quarter.report(ward))
        answers = inspecting.reported_answers(row).values()
        assert {answer.actual for answer in answers} == {Decimal(30), None}

    def test_held_later_than_planned_it_stands_beside_the_last_report(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        quarter.accepted(cast, quarter.report(ward))
        row, task = acts.planned(cast, ward), ward.tasks.get(number=1)  # for the first quarter
        self.second(cast, ward)
        words: dict[str, Any] = {"inspection": row, "task": task, "by": cast.inspector}
        data = VerifiedData(status=Status.IN_PROGRESS, value=Decimal(55), note="Đếm.")
        made = inspecting.verify_value(data=data, at=stage.at(8, 20), **words)
        assert (made.reported_value, made.quarter) == (Decimal(60), 2)
        assert [inspecting.missed_until(row, day) for day in DAYS] == [1, 2, 4]

    def test_after_the_conclusion_what_was_there_stays_beside(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        quarter.accepted(cast, quarter.report(ward))
        row, task = acts.planned(cast, ward), ward.tasks.get(number=1)
        acts.conclude(cast, row, at=stage.at(4, 2))  # days after its quarter is over
        row = acts.fresh(row)
        self.second(cast, ward)
        assert inspecting.reported_answers(row)[task.pk].actual == Decimal(30)
        assert [inspecting.missed_until(row, day) for day in DAYS] == [1, 1, 1]
        Inspection.objects.update(concluded_at=stage.at(8, 21))
        row = acts.fresh(row)
        assert inspecting.reported_answers(row)[task.pk].actual == Decimal(60)
        assert [inspecting.missed_until(row, day) for day in DAYS] == [2, 2, 2]

    def second(self, cast: Cast, ward: Commitment) -> None:
        """60 households, handed in for the second quarter on 20 June."""
        report = quarter.report(ward, 2)
        first, *others = quarter.answers(report)
        saved = filing.save_draft(
            report=report, general=filing.GeneralData(highlights="Nhanh hơn."),
            answers=[replace(first, actual=Decimal(60)), *others],
            version=quarter.fresh(report).version, by=cast.reporter, at=stage.at(6, 20),
        )  # fmt: skip
        filing.submit(
            report=saved, key=uuid4(), version=saved.version, by=cast.head, at=stage.at(6, 20)
        )

    def test_a_difference_needs_its_ground(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        quarter.accepted(cast, quarter.report(ward))
        row = acts.planned(cast, ward)
        first = ward.tasks.get(number=1).milestones.first()
        assert first
        same = {"value": Decimal(30), "steps": frozenset({first.pk}), "note": ""}
        with pytest.raises(Refused) as refused:
            acts.verify(cast, row, **same | {"value": Decimal(29)})
        assert "căn cứ" in refused.value.lines[0]
        assert acts.verify(cast, row, **same).value == Decimal(30)

    @pytest.mark.parametrize(
        "changes",
        [{"value": None}, {"value": Decimal("1e15")}, {"value": Decimal("1.23456")},
         {"status": "ALMOST"}, {"steps": frozenset({999_999})}],
        ids=str,
    )  # fmt: skip
    def test_what_cannot_stand_is_refused(self, cast: Cast, changes: dict[str, Any]) -> None:
        row = acts.planned(cast, stage.signed(cast))
        with pytest.raises(Refused):
            acts.verify(cast, row, **changes)
        assert acts.verify(cast, row)

    @pytest.mark.parametrize(
        ("value", "says"),
        [("-3", "là số âm"), ("20000", "gấp hơn 100 lần"), ("9000", ""), ("101", "")],
    )
    def test_a_value_hardly_meant_is_asked_about(self, cast: Cast, value: str, says: str) -> None:
        row = acts.planned(cast, stage.signed(cast))
        if says:
            with pytest.raises(Refused, match="nhiệm vụ 1") as refused:
                acts.verify(cast, row, value=Decimal(value))
            assert refused.value.lines[0].startswith("Kết quả xác minh: Kết quả ")
            assert says in refused.value.lines[0]
        made = acts.verify(cast, row, value=Decimal(value), sure=bool(says))
        assert made.value == Decimal(value)

    @pytest.mark.parametrize(
        ("value", "target", "says"),
        [("9000", 105, "gấp hơn 5 lần"), ("100.5", 100, "lớn hơn 100%"), ("108", 105, "")],
    )
    def test_a_share_beyond_the_whole(self, cast: Cast, value: str, target: int, says: str) -> None:
        task = stage.signed(cast).tasks.get(number=1)
        task.unit_of_measure, task.baseline, task.target = "%", None, Decimal(target)
        said = inspecting.doubt(measure_of(task), Decimal(value))
        assert says in said
        assert bool(said) == bool(says)

    @pytest.mark.parametrize(("value", "says"), [("1240000", "lớn hơn 1.000"), ("7", "")])
    def test_of_a_promise_of_nothing(self, cast: Cast, value: str, says: str) -> None:
        task = stage.signed(cast).tasks.get(number=1)
        task.unit_of_measure, task.baseline, task.target = "vụ", Decimal(0), Decimal(0)
        said = inspecting.doubt(measure_of(task), Decimal(value))
        assert says in said
        assert bool(said) == bool(says)

    def test_a_task_of_another_unit(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        foreign = stage.signed(cast, cast.bureau).tasks.get(number=2)
        data = inspecting.VerifiedData(status=Status.DONE, note="x")
        with pytest.raises(Refused, match="không có nhiệm vụ"):
            inspecting.verify_value(
                inspection=row, task=foreign, data=data, by=cast.inspector, at=acts.FOUND
            )

    def test_of_two_who_write_the_second_reads_first(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        task = row.commitment.tasks.get(number=2)
        words: dict[str, Any] = {"inspection": row, "task": task, "by": cast.inspector,
                                 "at": acts.FOUND, "seen": inspecting.value_shown(None)}  # fmt: skip
        data = inspecting.VerifiedData(status=Status.DONE, note="Xem hồ sơ")
        made = inspecting.verify_value(data=data, **words)
        with pytest.raises(Refused, match="vừa được người khác ghi"):
            inspecting.verify_value(data=replace(data, note="Khác"), **words)
        again = words | {"seen": inspecting.value_shown(made)}
        assert inspecting.verify_value(data=replace(data, note="Khác"), **again).note == "Khác"


class TestBesideWhatWasReported:
    def test_it_does_not_move_when_the_unit_hands_in_again(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        report = quarter.report(ward)
        made = quarter.submitted(cast, report)
        row = acts.planned(cast, ward)
        acts.verify(cast, row)
        acts.conclude(cast, row)
        reviewing.send_back(
            report=report, round_number=made.number, comment="Cần rõ hơn.", task_comments={},
            by=cast.clerk, at=stage.at(3, 25),
        )  # fmt: skip
        quarter.submitted(cast, report, at=stage.at(3, 26))
        TaskProgress.objects.filter(task__number=1).update(actual=Decimal(24))
        found = VerifiedValue.objects.get()
        assert (found.reported_round, found.reported_value) == (1, Decimal(30))
        gap = verified_lines(ward)[1][0].difference
        assert gap
        assert (gap.word, gap.beside) == ("Thấp hơn báo cáo", "30 hộ, đang thực hiện")

    def test_all_steps_found_done_as_reported_agree(self, cast: Cast) -> None:
        """The product is not accepted yet: 99 percent reported, 100 found."""
        ward = stage.signed(cast)
        report = quarter.report(ward)
        quarter.submitted(cast, report)
        row = acts.planned(cast, ward)
        answer = TaskProgress.objects.get(report=report, task__number=2)
        steps = frozenset(step.pk for step in answer.done_milestones.all())
        made = acts.verify(cast, row, 2, status=answer.status, steps=steps, note="")
        VerifiedValue.objects.update(completion=Decimal(100), reported_completion=Decimal(99))
        made.refresh_from_db()
        gap = difference(measure_of(made.task), made)
        assert gap
        assert (made.compared, gap.word, gap.amount) == ("EQUAL", "Khớp báo cáo", "")

    def test_other_steps_of_the_same_weight_are_not_what_was_reported(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        quarter.submitted(cast, quarter.report(ward))  # of task 2 the first step
        second = ward.tasks.get(number=2).milestones.all()[1]
        gap = self.found(cast, ward, 2, steps=frozenset({second.pk}))
        assert (gap.word, gap.beside) == ("Khác báo cáo", "1/3 mốc, đang thực hiện")
        assert gap.amount == "khác về mốc đã hoàn thành"

    @pytest.mark.parametrize(
        ("promised", "value", "word"),
        [
            ({"baseline": 25, "target": 25, "maintain": "AT_LEAST"}, 26, "Thấp hơn báo cáo"),
            ({"baseline": 25, "target": 35, "maintain": "AT_MOST"}, 26, "Cao hơn báo cáo"),
            ({"baseline": 0, "target": 1_000_000}, 24, "Thấp hơn báo cáo"),
            ({"baseline": 1_000_000, "target": 1}, 24, "Cao hơn báo cáo"),
        ],
        ids=str,
    )
    def test_a_value_that_moves_no_percentage_still_differs(
        self, cast: Cast, promised: dict[str, Any], value: int, word: str
    ) -> None:
        ward = stage.signed(cast)
        Task.objects.filter(commitment=ward, number=1).update(**promised)
        quarter.submitted(cast, quarter.report(ward))  # 30 households and the first step
        first = ward.tasks.get(number=1).milestones.all()[0]
        gap = self.found(cast, ward, 1, value=Decimal(value), steps=frozenset({first.pk}))
        assert gap.word == word

    def found(self, cast: Cast, ward: Commitment, n: int, **changes: Any) -> Difference:
        row = acts.planned(cast, ward)
        acts.verify(cast, row, n, **changes)
        acts.conclude(cast, row)
        gap = verified_lines(stage.fresh(ward))[n][0].difference
        assert gap
        return gap

    def test_what_the_unit_handed_in_meanwhile_is_read_first(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        report = quarter.report(ward)
        quarter.submitted(cast, report)
        row = acts.planned(cast, ward)
        task = ward.tasks.get(number=1)
        seen = inspecting.value_shown(None, inspecting.reported_answers(row)[task.pk])
        data = inspecting.VerifiedData(
            status=Status.IN_PROGRESS, value=Decimal(24), note="Đếm tại thực địa."
        )
        words: dict[str, Any] = {
            "inspection": row, "task": task, "data": data, "by": cast.inspector, "at": acts.FOUND,
        }  # fmt: skip
        TaskProgress.objects.filter(report=report, task=task).update(actual=Decimal(25))
        with pytest.raises(Refused, match="vừa gửi lại báo cáo"):
            inspecting.verify_value(seen=seen, **words)
        TaskProgress.objects.filter(report=report, task=task).update(actual=Decimal(30))
        assert inspecting.verify_value(seen=seen, **words)


class TestFindings:
    def test_with_what_is_to_be_mended(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        made = acts.find(cast, row)
        assert (made.task.number, made.action_points.get().text) == (1, "Lập lại 3 biên bản")
        assert acts.find(cast, row) == made  # a double click
        assert acts.find(cast, row, task=None).task is None

    def test_the_same_words_with_other_points_are_a_finding_of_their_own(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        without = acts.find(cast, row, points=[])
        made = acts.find(cast, row)
        assert made != without
        assert made.action_points.get().text == "Lập lại 3 biên bản"
        assert acts.find(cast, row, points=[]) == without
        later = acts.find(cast, row, points=[PointData("Lập lại 3 biên bản", date(2021, 4, 20))])
        assert later not in (without, made)
        assert row.findings.count() == 3

    def test_the_same_words_of_a_colleague_are_kept(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        data = FindingData(text="3/12 biên bản thiếu chữ ký", task=1, points=[acts.POINT])
        colleague = stage.appointed("inspector-2", Role.INSPECTOR, cast.committee)
        words: dict[str, Any] = {"inspection": row, "data": data, "at": acts.FOUND}
        made = acts.find(cast, row)
        assert inspecting.record_finding(by=cast.inspector, **words) == made
        assert inspecting.record_finding(by=colleague, **words) != made

    def test_after_the_conclusion_the_unit_is_told_of_the_new_points(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        acts.find(cast, row, points=[])
        acts.conclude(cast, row)
        acts.find(cast, row)
        assert ActionPoint.objects.count() == 1
        assert told("finding_added") == {"head", "reporter"}

    def test_rewritten_whole_until_the_conclusion(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        made = acts.find(cast, row)
        seen = inspecting.finding_shown(made)
        data = FindingData(text="4/12 biên bản", points=[PointData("Lập lại 4", acts.DUE)])
        words: dict[str, Any] = {"inspection": row, "finding": made, "by": cast.inspector,
                                 "at": acts.FOUND, "seen": seen}  # fmt: skip
        inspecting.record_finding(data=data, **words)
        assert [point.text for point in ActionPoint.objects.all()] == ["Lập lại 4"]
        entry = AuditEntry.objects.filter(deed="FINDING_RECORDED").first()
        assert entry
        assert entry.detail["before"] == {
            "text": "3/12 biên bản thiếu chữ ký", "points": [["Lập lại 3 biên bản", "2021-04-15"]]
        }  # fmt: skip
        assert entry.detail["after"] == {
            "text": "4/12 biên bản", "points": [["Lập lại 4", "2021-04-15"]]
        }  # fmt: skip
        with pytest.raises(Refused, match="vừa được người khác sửa"):
            inspecting.record_finding(data=data, **words)
        acts.conclude(cast, row)
        with pytest.raises(Refused, match="không sửa được nữa"):
            inspecting.record_finding(data=data, **words | {"seen": ""})

    @pytest.mark.parametrize(
        "changes",
        [{"text": ""}, {"task": 9}, {"points": [PointData("", acts.DUE)]},
         {"points": [PointData("Làm", date(2021, 3, 22))]},
         {"points": [PointData("Làm", date(2023, 1, 1))]}],
        ids=str,
    )  # fmt: skip
    def test_what_contradicts_is_refused(self, cast: Cast, changes: dict[str, Any]) -> None:
        row = acts.planned(cast, stage.signed(cast))
        with pytest.raises(Refused):
            acts.find(cast, row, **changes)
        assert not ActionPoint.objects.exists()

    def test_after_the_conclusion_a_new_one_is_told_at_once(self, cast: Cast) -> None:
        row = acts.concluded(cast, stage.signed(cast))
        assert told("finding_added") == set()
        data = FindingData(text="Bỏ sót", points=[PointData("Bổ sung", acts.DUE)])
        inspecting.record_finding(inspection=row, data=data, by=cast.inspector, at=acts.REPORTED)
        assert told("finding_added") == {"head", "reporter"}
        assert ActionPoint.objects.visible_to(cast.head).count() == 2


class TestConcluding:
    def test_the_unit_is_told_with_what_is_to_be_mended(self, cast: Cast) -> None:
        row = acts.concluded(cast, stage.signed(cast))
        assert (row.state, row.held_on, row.concluded_by) == ("DONE", acts.HELD_ON, cast.inspector)
        assert told("inspection_concluded") == {"head", "reporter"}
        mail = OutgoingMail.objects.filter(kind="inspection_concluded").first()
        assert mail
        assert mail.subject == "Kết luận kiểm tra: 1 yêu cầu khắc phục – Phường 1"
        assert "Hạn 15/4/2021: Lập lại 3 biên bản" in mail.text
        assert f"/2021/kiem-tra/{row.pk}/" in mail.text

    @pytest.mark.parametrize("held_on", [date(2021, 3, 25), date(2021, 1, 7)], ids=str)
    def test_of_a_day_that_cannot_be(self, cast: Cast, held_on: date) -> None:
        row = acts.planned(cast, stage.signed(cast))
        with pytest.raises(Refused, match="Ngày kiểm tra không"):
            acts.conclude(cast, row, held_on=held_on)
        assert acts.conclude(cast, row, held_on=date(2021, 3, 24)).held_on == date(2021, 3, 24)

    def test_outside_its_quarter_only_when_it_is_meant(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        words: dict[str, Any] = {"held_on": date(2021, 4, 2), "at": stage.at(4, 5)}
        with pytest.raises(Refused, match="02/4/2021 không thuộc quý I/2021"):
            acts.conclude(cast, row, **words)
        assert acts.conclude(cast, row, sure=True, **words).held_on == date(2021, 4, 2)

    def test_it_is_called_what_it_is(self, cast: Cast) -> None:
        row = acts.plan(
            cast, stage.signed(cast), data=replace(acts.PLAN, form=InspectionForm.SUPERVISION)
        )[0]
        with pytest.raises(Refused, match="Ngày giám sát"):
            acts.conclude(cast, row, held_on=date(2021, 3, 25))
        row = acts.conclude(cast, row)
        assert row.state_word == "Đã giám sát"
        mail = OutgoingMail.objects.filter(kind="inspection_concluded").first()
        assert mail
        assert mail.subject.startswith("Kết luận giám sát:")
        assert "Ngày giám sát" in mail.text

    def test_nothing_begins_late(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        acts.find(cast, row)
        with pytest.raises(Refused, match="đã qua hạn") as refused:
            acts.conclude(cast, row, at=stage.at(4, 16))
        assert refused.value.lines == ["Lập lại 3 biên bản (hạn 15/4/2021)"]
        assert acts.conclude(cast, row, at=stage.at(4, 15)).state == "DONE"

    def test_what_was_added_meanwhile_is_read_first(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        seen = inspecting.shown(row)
        acts.verify(cast, row)
        with pytest.raises(Refused, match="vừa được ghi thêm"):
            acts.conclude(cast, row, seen=seen)
        seen = inspecting.shown(row)
        steps = [step.pk for step in row.commitment.tasks.get(number=1).milestones.all()]
        acts.verify(cast, row, steps=frozenset(steps[:1]))
        refused(lambda: acts.conclude(cast, row, seen=seen), "vừa được ghi thêm")
        assert acts.conclude(cast, row, seen=inspecting.shown(row)).state == "DONE"

    def test_no_total_reads_the_verified_value(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        quarter.accepted(cast, quarter.report(ward))
        before = list(TaskProgress.objects.order_by("pk").values())
        row = acts.planned(cast, ward)
        acts.verify(cast, row)
        acts.conclude(cast, row)
        assert list(TaskProgress.objects.order_by("pk").values()) == before


class TestMending:
    def test_done_told_confirmed(self, cast: Cast) -> None:
        action = acts.reported(cast, stage.signed(cast))
        assert (action.done_by, action.on_behalf_of) == (cast.head, "")
        assert told("action_done") == {"inspector"}
        mail = OutgoingMail.objects.filter(kind="action_done").get()
        assert "một yêu cầu sau cuộc kiểm tra năm 2021" in mail.text
        action = inspecting.verify_action(
            action=action, note="Đã xem", by=cast.inspector, at=acts.JUDGED
        )
        assert (action.state, action.verified_by) == ("VERIFIED", cast.inspector)
        assert told("action_verified") == {"head", "reporter"}

    def test_by_the_office_for_the_unit(self, cast: Cast) -> None:
        action = acts.reported(cast, stage.signed(cast), by=cast.clerk)
        assert action.on_behalf_of == "Bí thư Phường 1"
        assert AuditEntry.objects.get(deed="ACTION_DONE").on_behalf_of == "Bí thư Phường 1"

    def test_sent_back_with_what_is_left(self, cast: Cast) -> None:
        action = acts.reported(cast, stage.signed(cast))
        words: dict[str, Any] = {"by": cast.inspector, "at": acts.JUDGED}
        with pytest.raises(Refused, match="việc còn phải khắc phục"):
            inspecting.refuse_action(action=action, comment="", **words)
        action = inspecting.refuse_action(action=action, comment="Còn 1 biên bản", **words)
        assert (action.state, action.verified_note) == ("OPEN", "Còn 1 biên bản")
        assert action.done_note == "Đã ký lại ngày 2/4."
        assert told("action_refused") == {"head", "reporter"}
        again = acts.report(cast, action, note="Đã đủ", at=acts.JUDGED)
        assert (again.state, again.verified_note) == ("DONE", "")
        assert OutgoingMail.objects.filter(kind="action_done").count() == 2

    def test_what_is_left_needs_a_day_that_has_not_passed(self, cast: Cast) -> None:
        """The inspectors' own time makes no unit late."""
        action = acts.reported(cast, stage.signed(cast))
        late: dict[str, Any] = {"comment": "Còn 1", "by": cast.inspector, "at": stage.at(4, 16)}
        refused(lambda: inspecting.refuse_action(action=action, **late), "đề nghị ghi hạn mới")
        for day in (date(2021, 4, 15), date(2031, 1, 1)):
            refused(lambda day=day: inspecting.refuse_action(action=action, due_on=day, **late))
        made = inspecting.refuse_action(action=action, due_on=date(2021, 4, 29), **late)
        assert (made.state, made.due_on) == ("OPEN", date(2021, 4, 29))
        mail = OutgoingMail.objects.filter(kind="action_refused").first()
        assert mail
        assert "Hạn khắc phục đã qua" not in mail.text

    def test_the_same_words_reported_anew_are_to_be_read_anew(self, cast: Cast) -> None:
        action = acts.opened(cast, stage.signed(cast))
        first = inspecting.action_shown(action)
        action = acts.report(cast, action, seen=first)
        seen = inspecting.action_shown(action)
        words: dict[str, Any] = {"by": cast.inspector, "at": acts.JUDGED, "seen": seen}
        action = inspecting.refuse_action(action=action, comment="Còn 1 biên bản", **words)
        with pytest.raises(Refused, match="đọc lại"):
            acts.report(cast, action, seen=first)
        action = acts.report(cast, action, at=acts.JUDGED)
        for verb in (inspecting.verify_action, partial(inspecting.refuse_action, comment="Còn 1")):
            with pytest.raises(Refused, match="đọc lại"):
                verb(action=action, **words)
        words["seen"] = inspecting.action_shown(action)
        assert inspecting.verify_action(action=action, **words).state == "VERIFIED"

    def test_nobody_confirms_what_they_reported(self, cast: Cast) -> None:
        stage.appoint(cast.clerk, Role.INSPECTOR, cast.committee)
        action = acts.reported(cast, stage.signed(cast), by=cast.clerk)
        with pytest.raises(Refused, match="không tự xác nhận"):
            inspecting.verify_action(action=action, by=cast.clerk, at=acts.JUDGED)
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionPoint.objects.filter(pk=action.pk).update(
                state="VERIFIED", verified_by=cast.clerk, verified_at=acts.JUDGED
            )
        assert inspecting.verify_action(action=action, by=cast.inspector, at=acts.JUDGED)

    def test_nor_what_they_reported_before_it_came_back(self, cast: Cast) -> None:
        stage.appoint(cast.clerk, Role.INSPECTOR, cast.committee)
        action = acts.reported(cast, stage.signed(cast), by=cast.clerk)
        words = {"action": action, "by": cast.inspector, "at": acts.JUDGED}
        inspecting.refuse_action(comment="Còn 1 biên bản.", **words)
        action = acts.report(cast, action, note="Đã đủ.", at=acts.JUDGED)
        words |= {"action": action}
        refused(
            lambda: inspecting.verify_action(**(words | {"by": cast.clerk})), "không tự xác nhận"
        )
        assert inspecting.verify_action(**words).state == "VERIFIED"

    def test_open_ones_go_into_a_handover(self, cast: Cast) -> None:
        action = acts.opened(cast, stage.signed(cast))
        found = [
            item for item in open_items(cast.ward, cast.head, acts.DUE) if item["kind"] == "action"
        ]
        assert [(one["id"], one["due_on"]) for one in found] == [(action.pk, "2021-04-15")]
        acts.report(cast, action)
        left = open_items(cast.ward, cast.head, acts.DUE)
        assert [item for item in left if item["kind"] == "action"] == []


SUBJECTS = {
    "inspection_concluded": "Kết luận kiểm tra: 1 yêu cầu khắc phục – Phường 1",
    "finding_added": "Bổ sung kết luận kiểm tra năm 2021 – Phường 1",
    "action_done": "Phường 1 báo đã khắc phục, chờ xác nhận – kiểm tra năm 2021",
    "action_refused": "Chưa xác nhận khắc phục – Phường 1",
    "action_verified": "Đã xác nhận khắc phục – Phường 1",
}


def test_mails_say_everything_in_one_line_and_show_what_was_typed(cast: Cast) -> None:
    row = acts.planned(cast, stage.signed(cast))
    acts.find(cast, row)
    acts.conclude(cast, row, conclusion="Còn <thiếu> & chậm")
    by: dict[str, Any] = {"by": cast.inspector, "at": acts.JUDGED}
    inspecting.record_finding(inspection=row, data=FindingData(text="Bỏ <sót>"), **by)
    action = acts.report(cast, ActionPoint.objects.get(), note="Đã <xong>")
    inspecting.refuse_action(action=action, comment="Còn <một>", **by)
    acts.report(cast, action, note="Đã <đủ>", at=acts.JUDGED)
    inspecting.verify_action(action=action, note="Tốt & đủ", **by)
    mails = OutgoingMail.objects.filter(kind__in=SUBJECTS).order_by("pk")
    assert {mail.kind: mail.subject for mail in mails} == SUBJECTS
    for mail in mails:
        assert f"/{cast.committee.code}/2021/kiem-tra/" in mail.text
        for said in ("Còn <thiếu> & chậm", "Bỏ <sót>", "Đã <xong>", "Còn <một>", "Tốt & đủ"):
            if said in mail.text:
                assert said not in mail.html
                break
        else:
            assert "Đã <đủ>" in mail.text
