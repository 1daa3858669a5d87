"""What the demo tells beside the plain course of a year: each thing there, on days that can be."""

import pytest

from camket.demo import (
    amendments,
    answers,
    files,
    handovers,
    inspections,
    promises,
    quarters,
    registrations,
    replies,
    selections,
    years,
)
from camket.demo.shapes import ASSIGNED, BREAKTHROUGH, DONE, HARD, REGISTERED
from camket.demo.units import UNITS
from commitments.quality import clarity, task_findings
from tests.demo.test_data import TASKS, data_of


def test_documents_are_entered_before_they_are_cited():
    entered = [spec.cited for specs in years.DOCUMENTS.values() for spec in specs]
    assert len(entered) == len(set(entered)) == 14
    cited = {task.basis for _, _, _, task in TASKS}
    assert cited - set(entered) == {years.THEME_2020.cited}
    for number, specs in years.DOCUMENTS.items():
        assert all(
            s.issued_on is None or s.issued_on <= years.YEARS[number].opened_on for s in specs
        )
    for spec in years.YEARS.values():
        assert all(basis.cited in entered for basis in spec.bases)


def test_only_one_task_is_less_than_clear():
    unclear = [(y, u, n) for y, u, n, task in TASKS if clarity(data_of(task, u), y) < 6]
    assert unclear == [(2021, "ban-to-chuc", 2)]


def test_one_unit_registers_more_than_may_be_signed():
    spec = years.YEARS[2021]
    assert {(one.year, one.unit) for one in selections.LEFT_OUT} == {(2021, "phong-kinh-te")}
    signed = len(promises.of(2021, "phong-kinh-te").tasks)
    assert signed + len(selections.LEFT_OUT) > spec.max_tasks >= signed
    for one in selections.LEFT_OUT:
        assert one.reason
        assert task_findings(data_of(one.task, one.unit), 2021) == []


@pytest.mark.parametrize("spec", selections.SUGGESTIONS, ids=lambda spec: spec.unit)
def test_a_change_is_proposed_while_the_registration_lies_with_the_office(spec):
    history = registrations.REGISTRATIONS[spec.year, spec.unit]
    assert not history.returns
    assert history.submitted_on < spec.made_on <= spec.answered_on
    assert spec.answered_on <= registrations.PASSED_ON[spec.year]
    signed = promises.of(spec.year, spec.unit).tasks[spec.task_no - 1]
    assert signed.origin == REGISTERED
    assert spec.other != signed
    assert spec.answer
    assert task_findings(data_of(spec.other, spec.unit), spec.year) == []


def test_one_proposed_change_is_confirmed_and_one_declined():
    assert sorted(spec.confirmed for spec in selections.SUGGESTIONS) == [False, True]


def test_a_shared_task_comes_first_and_asks_something_else_of_each_unit():
    for spec in selections.SHARED:
        shares = [(u, n, t) for y, u, n, t in TASKS if t.shared == spec.name and y == spec.year]
        assert len(shares) == 4
        assert {number for _, number, _ in shares} == {1}
        assert len({task.quantity.target for _, _, task in shares}) == len(shares)
        assert {task.title for _, _, task in shares} == {shares[0][2].title}
        assert all(t.origin == ASSIGNED and t.kind in (HARD, BREAKTHROUGH) for _, _, t in shares)
        earliest = min(h.submitted_on for (y, _), h in registrations.REGISTRATIONS.items()
                       if y == spec.year)  # fmt: skip
        assert years.YEARS[spec.year].opened_on <= spec.assigned_on < earliest


def test_what_goes_on_was_not_done_last_year():
    carried = [(u, n, t) for y, u, n, t in TASKS if t.carried_from]
    assert [unit for unit, _, _ in carried] == ["dong-luong", "phong-tai-nguyen-moi-truong"]
    for unit, _, task in carried:
        last = quarters.entries(2020, unit, 4)[task.carried_from - 1]
        assert last.status != DONE
        assert "(chuyển tiếp" in task.title
        assert task.origin == REGISTERED
        assert task.quantity is None or task.quantity.baseline == last.value


def test_answers_out_of_the_ordinary_are_of_units_that_were_asked():
    for spec in answers.ANSWERS:
        task = promises.of(spec.year, spec.lead).tasks[spec.task_no - 1]
        assert spec.unit in task.supporting
        assert spec.confirmed_on is None or spec.confirmed_on < years.YEARS[spec.year].signed_on
    kinds = sorted((s.year, bool(s.declined), bool(s.confirmed_on)) for s in answers.ANSWERS)
    assert kinds == [(2020, True, True), (2021, False, False), (2021, False, False),
                     (2021, True, False)]  # fmt: skip


@pytest.mark.parametrize("spec", amendments.AMENDMENTS, ids=lambda spec: spec.unit)
def test_an_amendment_follows_the_signing_and_its_days_follow_each_other(spec):
    decided = spec.decided_on or years.TODAY
    proposed = spec.proposed_on or decided
    assert years.YEARS[spec.year].signed_on < spec.drafted_on <= proposed <= decided
    assert spec.becomes != promises.of(spec.year, spec.unit).tasks[spec.task_no - 1]
    assert (spec.agreed is None) == (spec.decided_on is None)
    assert spec.agreed is not False or spec.comment
    assert task_findings(data_of(spec.becomes, spec.unit), spec.year, proposed) == []


def test_an_amendment_is_agreed_one_refused_and_one_waits():
    agreed = {spec.agreed: spec for spec in amendments.AMENDMENTS if spec.proposed_on}
    assert set(agreed) == {True, False, None}
    moved = agreed[True]
    assert quarters.entries(2020, moved.unit, 4)[moved.task_no - 1].status == DONE
    assert agreed[None].year == 2021


def test_one_amendment_is_begun_from_the_answer_to_what_its_unit_had_proposed():
    (drafted,) = [spec for spec in amendments.AMENDMENTS if spec.asked_in]
    reply = replies.REPLIES[drafted.year, drafted.unit, drafted.asked_in, drafted.task_no]
    assert reply.outcome == replies.ADJUSTED
    assert reply.on <= drafted.drafted_on
    assert drafted.proposed_on is None


def test_files_are_of_units_that_have_drafted_and_names_do_not_repeat():
    names = [(spec.unit, spec.name) for spec in files.FILES]
    assert len(names) == len(set(names))
    for spec in files.FILES:
        told = quarters.entries(2021, spec.unit, 1)
        assert {spec.task, spec.also or spec.task} <= {entry.task_no for entry in told}
        assert bool(spec.removed_on) == bool(spec.removed_because)


def test_handovers_are_recorded_before_the_successor_begins():
    codes = {unit.code for unit in UNITS}
    for spec in handovers.HANDOVERS:
        assert spec.unit in codes
        assert spec.recorded_on < spec.starts_on
        assert spec.recorded_on <= years.TODAY
        assert spec.acknowledged_on is None or spec.starts_on <= spec.acknowledged_on
    begun = [spec.acknowledged_on is not None for spec in handovers.HANDOVERS]
    assert sorted(begun) == [False, True]


@pytest.mark.parametrize(
    "spec", inspections.INSPECTIONS, ids=lambda spec: f"{spec.year} {spec.quarter} {spec.units[0]}"
)
def test_an_inspection_is_planned_held_concluded_and_mended_in_that_order(spec):
    assert years.YEARS[spec.year].signed_on < spec.entered_on <= years.TODAY
    assert set(spec.units) <= {unit.code for unit in UNITS}
    if spec.held_on is None:
        assert not spec.findings
        assert spec.cancelled_on or spec.planned_on is None or spec.planned_on > years.TODAY
        return
    assert len(spec.units) == 1
    assert spec.entered_on < spec.held_on <= spec.concluded_on <= years.TODAY
    assert spec.conclusion
    for found in spec.findings:
        for mend in found.mends:
            assert mend.due_on >= spec.concluded_on
            assert mend.done_on is None or spec.concluded_on <= mend.done_on <= years.TODAY
            assert mend.verified_on is None or mend.done_on <= mend.verified_on <= years.TODAY


def test_what_was_verified_is_once_less_than_what_was_told():
    less = []
    for spec in inspections.INSPECTIONS:
        for check in spec.checks:
            told = quarters.entries(spec.year, spec.units[0], spec.quarter)[check.task_no - 1]
            if (told.value, told.status) != (check.value, check.status):
                assert check.value < told.value
                assert check.note
                less.append((spec.units[0], check.task_no))
    assert less == [("dong-luong", 1)]
