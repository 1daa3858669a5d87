"""Requests to explain: only of what is red, answered by a date, drafts kept, withdrawn with a reason."""

from datetime import date
from typing import Any

import pytest

from camket.audit import Conflict, Deed
from camket.models import AuditEntry, OutgoingMail
from commitments import rules
from commitments.models import Explanation, ProgressReport
from commitments.quality import MAX_TEXT
from commitments.states import EXPLANATION_MOVES, ExplanationState
from commitments.workflow import drafting, explaining
from commitments.workflow.lateness import red_report, red_tasks
from tests import cast as stage
from tests.commitments import proposals_cast as acts
from tests.commitments import quarter_cast as quarter
from tests.refusals import refused
from tests.reports.quarters import accepted as values
from units.models import Appointment, Person

AT = stage.at(4, 8)


def mails(kind: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("pk"))


def answer(found: Explanation, by: Any, **more: Any) -> Explanation:
    words = {"answer": "Do thay đổi nhân sự.", "version": found.version, "at": AT} | more
    return explaining.answer_explanation(explanation=found, by=by, **words)


def ask(cast: Any, commitment: Any, n: int, at: Any, **more: Any) -> Explanation:
    words = {"question": "Vì sao chậm?", "due_on": date(2021, 12, 1), "by": cast.standing} | more
    task = commitment.tasks.get(number=n)
    return explaining.ask_explanation(commitment=commitment, task=task, at=at, **words)


class TestWhatIsRed:
    def test_a_task_past_its_day(self, cast: Any) -> None:
        commitment = stage.signed(cast)
        task = commitment.tasks.get(number=1)
        assert red_tasks([task], date(2021, 9, 30)) == {}
        words = "Nhiệm vụ 1 (Nhiệm vụ mẫu số 1) chậm 12 ngày so với thời hạn 30/9/2021, tính đến 12/10/2021"
        assert red_tasks([task], date(2021, 10, 12)) == {task.pk: words}

    def test_a_task_behind_its_roadmap(self, cast: Any) -> None:
        commitment = stage.signed(cast)
        values(
            cast, commitment, 1, {1: ("IN_PROGRESS", "2"), 3: ("IN_PROGRESS", "30")}, at=acts.ASKED
        )
        first, third = commitment.tasks.get(number=1), commitment.tasks.get(number=3)
        found = red_tasks([first, third], date(2021, 4, 12))
        said = found.pop(first.pk)
        assert "chậm so với lộ trình: đến Quý I/2021 đạt" in said
        assert "theo lộ trình" in said
        assert found == {}

    def test_a_report_that_is_overdue(self, cast: Any) -> None:
        row = quarter.report(quarter.reports(cast))
        assert red_report(row, date(2021, 3, 25)) == ""
        said = "Báo cáo Quý I/2021 quá hạn nộp 5 ngày (hạn nộp 25/3/2021), tính đến 30/3/2021"
        assert red_report(row, date(2021, 3, 30)) == said
        acts.handed_in(cast, row)
        assert red_report(quarter.fresh(row), date(2021, 3, 30)) == ""


class TestAsking:
    def test_the_unit_is_told(self, cast: Any) -> None:
        found = acts.explanation(cast)
        assert (
            found.about
            == "Báo cáo Quý I/2021 quá hạn nộp 12 ngày (hạn nộp 25/3/2021), tính đến 06/4/2021"
        )
        told = mails("explanation_asked")
        assert {mail.recipient for mail in told} == {cast.head, cast.reporter}
        assert "Yêu cầu giải trình, trả lời trước hết ngày 20/4/2021" in told[0].subject
        who = f"Văn phòng Đảng ủy Mẫu (đồng chí {cast.clerk.full_name}) yêu cầu"
        question = "Nội dung yêu cầu:\nVì sao chưa nộp?"
        for words in (found.about, who, question, "/kien-nghi/giai-trinh/"):
            assert words in told[0].text
        assert AuditEntry.objects.get(deed=Deed.EXPLANATION_ASKED).detail["about"] == found.about

    def test_who_asks_is_named_with_the_standing_committee(self, cast: Any) -> None:
        acts.explanation(cast, by=cast.standing)
        who = f"Thường trực Đảng ủy Mẫu (đồng chí {cast.standing.full_name}) yêu cầu"
        for mail in mails("explanation_asked"):
            assert who in mail.text
            assert who in mail.html

    def test_of_a_task(self, cast: Any) -> None:
        found = ask(cast, stage.signed(cast), 2, stage.at(10, 12))
        assert found.task.number == 2
        assert found.about.startswith("Nhiệm vụ 2 (")

    def test_who_asks_again_has_seen_how_the_last_question_ended(self, cast: Any) -> None:
        commitment = stage.signed(cast)
        found = ask(cast, commitment, 2, stage.at(10, 12), seen="0")
        refused(lambda: ask(cast, commitment, 2, stage.at(10, 12), seen="1"), explaining.ASKED)
        answer(found, cast.head, at=stage.at(10, 13))
        old = {"at": stage.at(10, 14), "seen": "0"}
        refused(lambda: ask(cast, commitment, 2, **old), "còn cần hỏi thêm")
        assert ask(cast, commitment, 1, **old), "another thing was never asked about"
        assert ask(cast, commitment, 2, **old | {"seen": "1"})

    def test_what_is_not_red_is_not_asked_about(self, cast: Any) -> None:
        commitment = stage.signed(cast)
        refused(lambda: ask(cast, commitment, 1, stage.at(3, 1)), "không chậm")
        ask(cast, commitment, 1, stage.at(10, 12))

    def test_another_units_task_is_none_of_this_paper(self, cast: Any) -> None:
        ours, theirs = stage.signed(cast), stage.signed(cast, cast.bureau)
        task = theirs.tasks.get(number=1)
        words = {"question": "Vì sao?", "due_on": date(2021, 12, 1), "by": cast.clerk}
        refused(
            lambda: explaining.ask_explanation(
                commitment=ours, task=task, at=stage.at(10, 12), **words
            ),
            "không chậm",
        )

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"question": " "}, "Ghi nội dung"),
            ({"due_on": date(2021, 4, 8)}, "Đơn vị phải có ít nhất 5 ngày"),
            ({"due_on": date(2021, 4, 17)}, "ngày nghỉ"),
            ({"due_on": date(2023, 1, 3)}, "trở về trước"),
            ({"question": "x" * (MAX_TEXT + 1)}, "rút gọn"),
        ],
    )
    def test_refusals(self, cast: Any, change: dict[str, Any], words: str) -> None:
        refused(lambda: acts.explanation(cast, **change), words)

    def test_one_open_question_a_thing(self, cast: Any) -> None:
        commitment = stage.signed(cast)
        found = ask(cast, commitment, 1, stage.at(10, 12))
        refused(lambda: ask(cast, commitment, 1, stage.at(10, 13)), "chưa trả lời")
        ask(cast, commitment, 2, stage.at(10, 13))
        answer(found, cast.head, at=stage.at(10, 14))
        ask(cast, commitment, 1, stage.at(10, 15))


class TestAnswering:
    def test_in_the_heads_name_and_the_asker_is_told(self, cast: Any) -> None:
        allowed(cast.reporter)
        found = answer(acts.explanation(cast), cast.reporter)
        assert (found.state, found.on_behalf_of) == ("ANSWERED", "Bí thư Phường 1")
        (told,) = mails("explanation_answered")
        assert told.recipient == cast.clerk
        assert told.subject == "Phường 1 đã giải trình"
        assert "Do thay đổi nhân sự." in told.text

    def test_late_and_still_welcome(self, cast: Any) -> None:
        found = acts.explanation(cast)
        assert Explanation.objects.late(date(2021, 4, 21)).get() == found
        done = answer(found, cast.head, at=stage.at(4, 23))
        assert (done.on_behalf_of, done.days_late(date(2021, 12, 1))) == ("", 3)
        assert "(chậm 3 ngày)" in mails("explanation_answered")[0].subject

    def test_drafts_are_kept_and_nobody_overwrites_another(self, cast: Any) -> None:
        found = acts.explanation(cast)
        words = {"explanation": found, "version": 1, "at": AT}
        saved = explaining.save_explanation(answer="Bản nháp.", by=cast.reporter, **words)
        assert (saved.answer, saved.version, saved.state) == ("Bản nháp.", 2, "OPEN")
        for deed in (explaining.save_explanation, explaining.answer_explanation):
            with pytest.raises(Conflict) as told:
                deed(answer="Bản khác.", by=cast.head, **words)
            assert told.value.theirs == {"answer": "Bản nháp."}
            assert told.value.version == 2
        answer(saved, cast.head)
        assert mails("explanation_answered")

    def test_once(self, cast: Any) -> None:
        found = answer(acts.explanation(cast), cast.head)
        refused(lambda: answer(found, cast.head), "đã giải trình")

    def test_empty(self, cast: Any) -> None:
        refused(lambda: answer(acts.explanation(cast), cast.head, answer=" "), "Ghi nội dung")


class TestAnAskerWhoHasLeft:
    """The clerk's post ends on 7 April; the account stays, or is closed."""

    @pytest.fixture(params=[True, False], ids=["elsewhere", "closed"])
    def found(self, cast: Any, request: Any) -> Explanation:
        found = acts.explanation(cast)
        Appointment.objects.filter(person=cast.clerk).update(ends_on=date(2021, 4, 7))
        Person.objects.filter(pk=cast.clerk.pk).update(is_active=request.param)
        return explaining.lock(found)

    def test_the_office_gets_the_answer(self, cast: Any, found: Explanation) -> None:
        answer(found, cast.head)
        told = {mail.recipient for mail in mails("explanation_answered")}
        assert told == {cast.office_head}

    def test_the_office_hears_of_a_withdrawal(self, cast: Any, found: Explanation) -> None:
        words = {"explanation": found, "reason": "Đã rõ.", "at": AT}
        explaining.withdraw_explanation(by=cast.standing, **words)
        told = {mail.recipient for mail in mails("explanation_withdrawn")}
        assert told == {cast.head, cast.reporter, cast.office_head}


class TestWithdrawing:
    def test_with_a_reason_and_the_unit_is_told(self, cast: Any) -> None:
        found = acts.explanation(cast)
        words = {"explanation": found, "by": cast.clerk, "at": AT}
        refused(lambda: explaining.withdraw_explanation(reason=" ", **words), "Ghi lý do")
        explaining.withdraw_explanation(reason="Đơn vị đã nộp.", **words)
        found.refresh_from_db()
        assert found.state == "WITHDRAWN"
        told = mails("explanation_withdrawn")
        assert {mail.recipient for mail in told} == {cast.head, cast.reporter}
        assert "Đơn vị đã nộp." in told[0].text
        refused(lambda: answer(found, cast.head), "đã được rút")

    def test_the_asker_is_told_when_it_was_another(self, cast: Any) -> None:
        found = acts.explanation(cast)
        words = {"explanation": found, "reason": "Đã rõ.", "at": AT}
        explaining.withdraw_explanation(by=cast.standing, **words)
        told = {mail.recipient for mail in mails("explanation_withdrawn")}
        assert told == {cast.head, cast.reporter, cast.clerk}


def test_a_year_mistyped_is_refused(cast: Any) -> None:
    far = date(2023, 1, 1)
    refused(lambda: acts.explanation(cast, due_on=far), "31/12/2022 trở về trước")


def test_the_next_year_s_last_working_day_is_not(cast: Any) -> None:
    last = date(2022, 12, 30)  # the 31st is a Saturday
    assert acts.explanation(cast, due_on=last).due_on == last


def test_a_report_handed_in_while_it_was_asked_about_is_not_overdue(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = drafting.lock

    def submitted_first(report: ProgressReport) -> ProgressReport:
        ProgressReport.objects.filter(pk=report.pk).update(first_submitted_at=AT)
        return lock(report)

    monkeypatch.setattr(drafting, "lock", submitted_first)
    refused(lambda: acts.explanation(cast), "không quá hạn nộp")


def allowed(reporter: Any) -> None:
    """The head lets the reporter hand in."""
    Appointment.objects.filter(person=reporter).update(may_submit=True)


def test_a_reporter_writes_and_sends_when_allowed(cast: Any) -> None:
    found = acts.explanation(cast)
    refused(lambda: answer(found, cast.reporter), "được phép gửi thay")
    saved = explaining.save_explanation(
        explanation=found, answer="Nháp.", version=1, by=cast.reporter, at=AT
    )
    allowed(cast.reporter)
    assert answer(saved, Person.objects.get(pk=cast.reporter.pk)).state == "ANSWERED"


# In which state who may: ask (of the paper), write, answer, withdraw.
WHO: dict[str, str] = {
    "clerk": "QDAW", "office_head": "QDAW", "standing": "Q.W", "inspector": "...", "head": ".DA.",
    "reporter": ".D.", "bureau_head": "...", "bureau_reporter": "...", "admin": "...",
    "stranger": "...", "nobody": "...",
}  # fmt: skip


@pytest.mark.parametrize("state", ExplanationState.values)
def test_state_by_role_by_verb(cast: Any, state: str) -> None:
    found = acts.explanation(cast)
    more = {"answered_at": AT, "answer": "Vì."} if state == "ANSWERED" else {}
    Explanation.objects.update(state=state, **more)
    found, on = explaining.lock(found), AT.date()
    for name, person in cast.people().items():
        may = {
            "Q": rules.may_ask_explanation(person, found.commitment, on),
            "D": rules.may_draft_explanation(person, found, on),
            "A": rules.may_answer_explanation(person, found, on),
            "W": rules.may_withdraw_explanation(person, found, on),
        }
        is_open = state == "OPEN"
        assert may == {
            "Q": "Q" in WHO[name],
            "D": "D" in WHO[name] and is_open,
            "A": "A" in WHO[name] and is_open,
            "W": "W" in WHO[name] and is_open,
        }, (name, state)


@pytest.mark.parametrize(("paper", "year"), [("APPROVED", "IN_FORCE"), ("SIGNED", "CLOSED")])
def test_only_of_what_is_signed_in_a_year_in_force(cast: Any, paper: str, year: str) -> None:
    commitment = stage.signed(cast)
    on = AT.date()
    assert rules.may_ask_explanation(cast.clerk, commitment, on)
    commitment.state, commitment.year.state = paper, year
    assert not rules.may_ask_explanation(cast.clerk, commitment, on)


def test_the_chart_is_complete() -> None:
    assert set(EXPLANATION_MOVES) == set(ExplanationState)
