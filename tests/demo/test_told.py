"""What the demo's units told, quarter by quarter, and what goes into the annual report."""

from collections import Counter
from datetime import date, timedelta

import pytest

from camket.demo import filings, highlights, promises, quarters, registrations, years
from camket.demo.shapes import ACCEPTED, DONE, IN_PROGRESS, REGISTERED, WITHDRAWN
from camket.demo.units import UNITS
from commitments.quality import AnswerData, Promise, answer_findings


def _states(group: str, quarter: int = 4) -> Counter:
    return Counter(
        entry.status
        for unit in UNITS
        if unit.group == group
        for entry in quarters.entries(2020, unit.code, quarter)
    )


def test_2020_ends_with_the_figures_of_the_source():
    assert _states("DEPT_ECONOMY") == {DONE: 9}
    assert _states("DEPT_URBAN") == {DONE: 6, IN_PROGRESS: 1}
    assert _states("DEPT_CULTURE_SOCIETY") == {DONE: 13}
    assert _states("DEPT_ADMIN") == {DONE: 9}
    assert _states("DEPT_JUDICIAL") == {DONE: 13}
    assert _states("WARD")[IN_PROGRESS] == 2
    for group in ("INTERNAL_AFFAIRS", "PARTY_BODY", "POLITICAL_CENTER", "FRONT_MASS_ORG"):
        assert set(_states(group)) == {DONE}


def test_the_values_of_the_source_are_reached():
    def told(unit: str, number: int) -> tuple:
        entry = quarters.entries(2020, unit, 4)[number - 1]
        return str(entry.value), entry.status

    assert told("phong-tai-chinh-ke-hoach", 3) == ("12.4", DONE)
    assert told("phong-tai-chinh-ke-hoach", 2) == ("103.17", DONE)
    assert told("van-phong-thanh-uy", 1) == ("92.5", DONE)


def test_the_unfinished_task_of_2020_was_due_on_10_december():
    task = promises.of(2020, "phong-tai-nguyen-moi-truong").tasks[1]
    assert "nghĩa trang" in task.title
    assert (date(2020, 12, 31) - task.due_on).days == 21


def test_some_wards_exceeded_their_targets():
    exceeded = 0
    for unit in UNITS[:9]:
        for entry in quarters.entries(2020, unit.code, 4):
            measure = promises.of(2020, unit.code).tasks[entry.task_no - 1].quantity
            if measure and entry.value is not None and entry.status == DONE:
                exceeded += entry.value != measure.target
    assert exceeded >= 3


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.code)
def test_what_was_told_can_be_handed_in_and_differs_from_quarter_to_quarter(unit):
    tasks = promises.of(2020, unit.code).tasks
    texts: dict[int, set[str]] = {}
    before: dict[int, tuple[int, ...]] = {}
    for quarter in (1, 2, 3, 4):
        entries = quarters.entries(2020, unit.code, quarter)
        assert len(entries) == len(tasks)
        for entry in entries:
            assert _objections(entry, tasks[entry.task_no - 1], before) == []
            said = texts.setdefault(entry.task_no, set())
            assert entry.changed not in said
            said.add(entry.changed)


def test_what_was_told_is_full_of_numbers():
    told = [
        entry.changed
        for unit in UNITS
        for quarter in (1, 2, 3, 4)
        for entry in quarters.entries(2020, unit.code, quarter)
    ]
    with_numbers = [text for text in told if any(letter.isdigit() for letter in text)]
    assert len(with_numbers) > 0.9 * len(told)
    assert max(map(len, told)) <= 200


def _objections(entry, task, before) -> list:
    names = {number: step.text for number, step in enumerate(task.steps, 1)}
    answer = AnswerData(
        task=entry.task_no,
        status=entry.status,
        actual=entry.value,
        done_milestones=frozenset(entry.steps_done),
        changed=entry.changed,
        difficulties=entry.difficulty,
        nothing_new=entry.nothing_new,
    )
    promise = Promise(
        number=entry.task_no,
        is_quantity=task.quantity is not None,
        unit_of_measure=task.quantity.unit_of_measure if task.quantity else "",
        baseline=task.quantity.baseline if task.quantity else None,
        target=task.quantity.target if task.quantity else None,
        milestone_names=names,
        done_before=frozenset(before.get(entry.task_no, ())),
    )
    before[entry.task_no] = entry.steps_done
    return answer_findings(answer, promise, date(2020, 1, 1))


def test_quarters_ii_and_iv_of_2020_are_complete_before_they_lock():
    for quarter, on_time in ((1, 33), (2, 36), (3, 33), (4, 36)):
        due = years.YEARS[2020].periods[quarter - 1].due_on
        reports = [filings.FILINGS[2020, unit.code, quarter] for unit in UNITS]
        handed_in = [report for report in reports if report.rounds]
        assert len(handed_in) == (37 if quarter == 3 else 38)
        assert sum(report.rounds[0].submitted_on <= due for report in handed_in) == on_time
        assert all(report.state == ACCEPTED for report in handed_in)
        if quarter in (2, 4):
            assert all((report.rounds[-1].submitted_on - due).days <= 10 for report in handed_in)


def test_who_came_after_the_lock_had_an_extension():
    for (year, unit, quarter), report in filings.FILINGS.items():
        due = years.YEARS[year].periods[quarter - 1].due_on
        if report.rounds and (report.rounds[0].submitted_on - due).days > 12:
            granted = [
                e
                for e in filings.EXTENSIONS
                if (e.year, e.unit, e.quarter) == (year, unit, quarter) and e.locks_on
            ]
            assert granted
            assert report.rounds[0].submitted_on <= granted[0].locks_on


def test_more_time_is_asked_for_and_given_before_and_after_the_lock_refused_and_awaited():
    asked = [*filings.EXTENSIONS, *(extension for extension, _ in filings.BELATED)]
    found = Counter(_answer_of(spec) for spec in asked)
    assert found == {"before the lock": 1, "after the lock": 1, "refused": 1, "waiting": 1}
    for spec in asked:
        assert spec.reason
        assert spec.asked_on < spec.wished_until
        assert spec.answered_on is None or spec.asked_on <= spec.answered_on
        assert bool(spec.answer) == (spec.answered_on is not None)


def _answer_of(spec) -> str:
    if spec.answered_on is None:
        return "waiting"
    if spec.locks_on is None:
        return "refused"
    locked = years.YEARS[spec.year].periods[spec.quarter - 1].due_on + timedelta(days=10)
    return "after the lock" if spec.answered_on > locked else "before the lock"


def test_what_came_in_the_year_after_has_time_until_then():
    for extension, report in filings.BELATED:
        key = (report.year, report.unit, report.quarter)
        assert key in filings.MISSING
        assert (extension.year, extension.unit, extension.quarter) == key
        assert extension.answered_on <= report.drafted_on <= report.rounds[0].submitted_on
        assert report.rounds[-1].submitted_on <= min(extension.locks_on, years.TODAY)


def test_rounds_go_forward_in_time_and_point_at_real_tasks():
    for (year, unit, _), report in filings.FILINGS.items():
        days = [day for r in report.rounds for day in (r.submitted_on, r.judged_on) if day]
        assert days == sorted(days)
        for sent in report.rounds:
            assert sent.verdict == WITHDRAWN or (sent.task_no is None) == (not sent.comment)
            assert sent.task_no is None or sent.task_no <= len(promises.of(year, unit).tasks)


def test_registrations_pass_before_the_conference_and_only_own_tasks_were_vague():
    for (year, unit), spec in registrations.REGISTRATIONS.items():
        known = [spec.submitted_on]
        for back in spec.returns:
            known += [back.returned_on, back.again_on]
            assert promises.of(year, unit).tasks[back.task_no - 1].origin == REGISTERED
        known.append(registrations.PASSED_ON[year])
        assert known == sorted(known)
        assert years.YEARS[year].opened_on <= known[0]
        assert known[-1] <= years.YEARS[year].approved_on < years.YEARS[year].signed_on


def test_one_unit_was_sent_back_twice():
    often = [spec for spec in registrations.REGISTRATIONS.values() if len(spec.returns) == 2]
    assert [(spec.year, spec.unit) for spec in often] == [(2020, "phuong-4")]
    first, second = often[0].returns
    assert first.said != second.said


def test_quarter_i_of_2021_stands_as_on_the_demos_today():
    states = Counter(filings.FILINGS[2021, unit.code, 1].state for unit in UNITS)
    assert states == {"OPEN": 21, "ACCEPTED": 6, "SUBMITTED": 9, "SENT_BACK": 2}
    for unit in UNITS:
        report = filings.FILINGS[2021, unit.code, 1]
        told = quarters.entries(2021, unit.code, 1)
        assert bool(told) == (report.drafted_on is not None), unit.code
        assert not report.rounds or len(told) == len(promises.of(2021, unit.code).tasks), unit.code
        assert all(r.submitted_on <= years.TODAY for r in report.rounds)


def test_phuong_5_has_a_task_four_days_late_today():
    tasks = promises.of(2021, "phuong-5").tasks
    assert (years.TODAY - tasks[3].due_on).days == 4
    assert len(quarters.entries(2021, "phuong-5", 1)) == 3


def test_every_unit_speaks_in_the_annual_report_itself_or_in_anothers_sentence():
    pieces = {p.unit: p for group in highlights.BY_GROUP.values() for p in group}
    assert set(pieces) == {unit.code for unit in UNITS}
    for piece in pieces.values():
        assert bool(piece.text) != bool(piece.shared_in)
        assert not piece.shared_in or pieces[piece.shared_in].text
    for group, texts in highlights.BY_GROUP.items():
        assert {p.unit for p in texts} == {unit.code for unit in UNITS if unit.group == group}
    assert set(years.REPORT_WORDS) == {"events", "bases", "bases_next_year", "bases_conduct"}


def test_a_section_joins_what_units_wrote_into_the_paragraphs_of_the_source():
    wrote = [highlights.highlight(unit.code) for unit in UNITS if unit.group == "DEPT_ECONOMY"]
    computed = "\n\n".join(["Câu mở đầu.", f"Hai phòng đã thực hiện; {wrote[0]}", *wrote[1:]])
    lead, told = highlights.section("II.2.1", computed).split("\n\n")
    assert lead == "Câu mở đầu."
    assert told.startswith("Hai phòng đã thực hiện; nổi bật là tham mưu chỉ đạo khắc phục")
    assert "tăng {tong-von-dau-tu} so với năm 2019" in told
    assert told.endswith("đảm bảo đúng quy trình.")


def test_a_section_without_a_lead_keeps_its_bullets():
    wrote = [
        highlights.highlight(unit.code)
        for unit in UNITS
        if unit.group in ("PARTY_BODY", "FRONT_MASS_ORG", "POLITICAL_CENTER")
    ]
    lines = highlights.section("II.2.6", "\n\n".join(wrote)).split("\n\n")
    assert [line.startswith("- ") for line in lines] == [True, False, True]
