"""Proposals: made, changed and withdrawn by handing in; answered, forwarded; amended from."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from camket.audit import Deed
from camket.models import AuditEntry, OutgoingMail
from commitments import periods, rules
from commitments.models import Proposal
from commitments.quality import MAX_TEXT
from commitments.states import PROPOSAL_MOVES, ProposalOutcome, ProposalState
from commitments.workflow import amending, answering, filing, raising
from commitments.workflow.filing import GeneralData
from reports import figures
from tests import cast as stage
from tests.commitments import amending_cast as amended
from tests.commitments import proposals_cast as acts
from tests.commitments import quarter_cast as quarter
from tests.commitments.proposals_cast import ANSWERED, ASKED, DUE, WORDS
from tests.refusals import refused
from units.models import Appointment, Person
from units.roles import Role

PUT: dict[str, Any] = {"proposals": WORDS, "addressee": "STANDING"}
LATER = stage.at(3, 25)


def mails(kind: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("pk"))


def deeds() -> list[str]:
    found = AuditEntry.objects.filter(subject_kind="commitments.proposal").order_by("pk")
    return list(found.values_list("deed", flat=True))


@pytest.fixture
def row(cast: Any) -> Any:
    return quarter.report(quarter.reports(cast))


class TestDueDay:
    """19 March 2021 is a Friday."""

    @pytest.mark.parametrize(
        ("days", "wanted", "due"),
        [
            (15, None, date(2021, 4, 5)),  # a Saturday moves to Monday
            (12, None, date(2021, 3, 31)),
            (15, date(2021, 3, 30), date(2021, 3, 30)),
            (15, date(2021, 4, 28), date(2021, 4, 28)),
            (15, date(2021, 3, 22), date(2021, 3, 24)),  # never before the least time
            (15, date(2021, 4, 30), date(2021, 4, 29)),  # a holiday moves back, never past the wish
            (15, date(2021, 4, 10), date(2021, 4, 9)),  # a Saturday to Friday
            (15, date(2021, 3, 28), date(2021, 3, 26)),
            (15, date(2021, 3, 19), date(2021, 3, 24)),
        ],
    )
    def test_reply_due(self, days: int, wanted: date | None, due: date) -> None:
        assert periods.reply_due(ASKED.date(), days, wanted) == due


class TestRaising:
    def test_words_with_an_addressee_become_a_proposal(self, cast: Any, row: Any) -> None:
        acts.handed_in(cast, row, **PUT)
        found = Proposal.objects.get()
        assert (found.state, found.text, found.addressee) == ("OPEN", WORDS, "STANDING")
        assert (found.task.number, found.due_on, found.made_by) == (1, DUE, cast.head)
        assert deeds() == ["PROPOSAL_MADE"]
        assert mails("proposal_put") == []

    def test_words_without_one_are_not_handed_in(self, cast: Any, row: Any) -> None:
        refused(lambda: acts.handed_in(cast, row, proposals=WORDS), "Chưa chọn kiến nghị với ai")
        assert not Proposal.objects.exists()

    def test_words_of_before_without_one_stay_words(self, cast: Any, row: Any) -> None:
        made = quarter.submitted(cast, row)
        row.answers.filter(task__number=1).update(proposals=WORDS)
        raising.raise_proposals(quarter.fresh(row), made, by=cast.head, at=ASKED)
        assert not Proposal.objects.exists()

    def test_a_draft_puts_nothing(self, cast: Any, row: Any) -> None:
        quarter.draft(cast, row, **PUT)
        assert not Proposal.objects.exists()

    def test_the_general_part_beside_the_tasks(self, cast: Any, row: Any) -> None:
        general = GeneralData(proposals="Sớm ban hành đề án.", addressee="PEOPLES_COMMITTEE")
        acts.handed_in(cast, row, general=general, **PUT)
        assert [(p.about, p.put_to) for p in Proposal.objects.order_by("pk")] == [
            ("Phần chung", "UBND"),
            ("Nhiệm vụ 1", "Ban Thường vụ"),
        ]

    def test_an_addressed_unit_is_told_and_sees_that_proposal_alone(self, cast: Any) -> None:
        found = acts.to_bureau(cast)
        told = mails("proposal_put")
        assert {mail.recipient for mail in told} == {cast.bureau_head, cast.bureau_reporter}
        assert (
            "Kiến nghị gửi đến Phòng Kinh tế, trả lời trước hết ngày 05/4/2021" in told[0].subject
        )
        assert WORDS in told[0].text
        assert f"/2021/kien-nghi/{found.pk}/" in told[0].text
        assert "bao-cao" not in told[0].text
        assert list(Proposal.objects.visible_to(cast.bureau_head)) == [found]

    def test_sent_back_and_handed_in_as_it_was_nothing_moves(self, cast: Any, row: Any) -> None:
        acts.sent_back(cast, row, acts.handed_in(cast, row, **PUT))
        acts.handed_in(cast, row, LATER, **PUT)
        found = Proposal.objects.get()
        assert (found.state, found.made_at, found.due_on) == ("OPEN", ASKED, DUE)
        assert deeds() == ["PROPOSAL_MADE"]

    def test_changed_words_update_the_open_one(self, cast: Any, row: Any) -> None:
        acts.sent_back(cast, row, acts.handed_in(cast, row, **PUT))
        acts.handed_in(cast, row, LATER, **(PUT | {"proposals": "Bố trí 3 tỷ đồng."}))
        found = Proposal.objects.get()
        assert (found.state, found.text) == ("OPEN", "Bố trí 3 tỷ đồng.")
        assert (found.made_at, found.due_on) == (LATER, date(2021, 4, 9))
        assert deeds() == ["PROPOSAL_MADE", "PROPOSAL_CHANGED"]
        first = row.rounds.get(number=1).content["tasks"][0]
        assert first["proposals"] == WORDS

    def test_another_addressee_is_told(self, cast: Any, row: Any) -> None:
        acts.sent_back(cast, row, acts.handed_in(cast, row, **PUT))
        unit = {"addressee": "UNIT", "addressed_unit": cast.bureau.pk}
        acts.handed_in(cast, row, LATER, **(PUT | unit))
        assert acts.fresh(Proposal.objects.get()).put_to == "Phòng Kinh tế"
        assert len(mails("proposal_put")) == 2

    def test_removed_it_is_withdrawn_and_returns(self, cast: Any, row: Any) -> None:
        acts.sent_back(cast, row, acts.handed_in(cast, row, **PUT))
        second = acts.handed_in(cast, row, LATER)
        assert Proposal.objects.get().state == "WITHDRAWN"
        acts.sent_back(cast, row, second, stage.at(3, 26))
        acts.handed_in(cast, row, stage.at(3, 29), **PUT)
        found = Proposal.objects.get()
        assert (found.state, found.made_at) == ("OPEN", stage.at(3, 29))
        assert found.due_on == date(2021, 4, 13)
        assert deeds() == ["PROPOSAL_MADE", "PROPOSAL_WITHDRAWN", "PROPOSAL_MADE"]

    def test_an_answered_one_stays_and_other_words_make_a_new_one(
        self, cast: Any, row: Any
    ) -> None:
        made = acts.handed_in(cast, row, **PUT)
        acts.answered(cast, Proposal.objects.get())
        acts.sent_back(cast, row, made)
        second = acts.handed_in(cast, row, LATER, **(PUT | {"proposals": f"  {WORDS} "}))
        assert [p.state for p in Proposal.objects.all()] == ["ANSWERED"]
        acts.sent_back(cast, row, second, stage.at(3, 26))
        acts.handed_in(cast, row, stage.at(3, 29), **(PUT | {"proposals": "Việc khác."}))
        states = Proposal.objects.order_by("pk").values_list("state", "text")
        assert list(states) == [("ANSWERED", WORDS), ("OPEN", "Việc khác.")]

    def test_what_the_office_has_set_stands_while_the_unit_keeps_its_words(
        self, cast: Any, row: Any
    ) -> None:
        made = acts.handed_in(cast, row, **PUT)
        forward(Proposal.objects.get(), cast, addressee="COUNCIL", due_on=date(2021, 4, 12))
        acts.sent_back(cast, row, made)
        acts.handed_in(cast, row, LATER, **PUT)
        found = Proposal.objects.get()
        assert (found.addressee, found.due_on) == ("COUNCIL", date(2021, 4, 12))
        filing.withdraw(report=row, by=cast.head, at=LATER)
        acts.handed_in(cast, row, stage.at(3, 29), **PUT)
        assert Proposal.objects.get().addressee == "COUNCIL"

    def test_taken_back_with_its_quarter(self, cast: Any, row: Any) -> None:
        general = GeneralData(proposals="Sớm ban hành đề án.", addressee="PEOPLES_COMMITTEE")
        acts.handed_in(cast, row, general=general, **PUT)
        acts.answered(cast, Proposal.objects.get(task=None), on_behalf_of="UBND")
        filing.withdraw(report=row, by=cast.head, at=ANSWERED)
        states = Proposal.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["ANSWERED", "WITHDRAWN"]
        assert deeds()[-1] == "PROPOSAL_WITHDRAWN"
        acts.handed_in(cast, row, LATER, general=general, **PUT)
        states = Proposal.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["ANSWERED", "OPEN"]

    def test_the_addressed_unit_no_longer_sees_what_was_taken_back(self, cast: Any) -> None:
        found = acts.to_bureau(cast)
        filing.withdraw(report=found.report, by=cast.head, at=ANSWERED)
        assert not Proposal.objects.visible_to(cast.bureau_head).exists()
        assert Proposal.objects.visible_to(cast.reporter).exists()
        refused(lambda: acts.answered(cast, found, by=cast.bureau_head), "rút")


def forward(found: Proposal, cast: Any, **more: Any) -> Proposal:
    words: dict[str, Any] = {
        "addressee": found.addressee, "addressed_unit": found.addressed_unit,
        "due_on": found.due_on, "reason": "Thuộc thẩm quyền khác.", "by": cast.clerk,
        "at": ANSWERED,
    }  # fmt: skip
    return answering.forward_proposal(proposal=found, **(words | more))


class TestAnswering:
    @pytest.mark.parametrize("outcome", ProposalOutcome.values)
    def test_the_unit_is_told_at_once(self, cast: Any, outcome: str) -> None:
        found = acts.answered(cast, acts.proposal(cast), outcome)
        assert (found.state, found.outcome, found.on_behalf_of) == ("ANSWERED", outcome, "")
        assert (found.answered_by, found.answered_at) == (cast.standing, ANSWERED)
        told = mails("proposal_answered")
        assert {mail.recipient for mail in told} == {cast.head, cast.reporter}
        assert ProposalOutcome(outcome).label.lower() in told[0].subject
        assert "Đã bố trí trong kế hoạch quý II." in told[0].text
        assert ("lập được đề nghị điều chỉnh" in told[0].text) == (outcome == "ADJUSTED")
        entry = AuditEntry.objects.get(deed=Deed.PROPOSAL_ANSWERED)
        assert (entry.detail["days_late"], entry.by) == (0, cast.standing)

    def test_the_office_says_in_whose_name(self, cast: Any) -> None:
        found = acts.proposal(cast, addressee="PEOPLES_COMMITTEE")
        refused(lambda: acts.answered(cast, found, by=cast.clerk), "thay mặt")
        done = acts.answered(cast, found, by=cast.clerk, on_behalf_of="UBND thành phố Mẫu")
        assert (done.on_behalf_of, done.answered_by) == ("UBND thành phố Mẫu", cast.clerk)
        assert "UBND thành phố Mẫu" in mails("proposal_answered")[0].text

    def test_a_clerk_of_the_addressed_unit_answers_for_its_head(self, cast: Any) -> None:
        found = acts.to_bureau(cast)
        refused(lambda: acts.answered(cast, found, by=cast.bureau_reporter), "")
        Appointment.objects.filter(person=cast.bureau_reporter).update(may_submit=True)
        reporter = Person.objects.get(pk=cast.bureau_reporter.pk)
        done = acts.answered(cast, found, by=reporter, on_behalf_of="Ai đó")
        assert done.on_behalf_of == "Bí thư Phòng Kinh tế"

    def test_its_head_answers_in_the_own_name(self, cast: Any) -> None:
        assert acts.answered(cast, acts.to_bureau(cast), by=cast.bureau_head).on_behalf_of == ""

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"answer": " "}, "Ghi nội dung trả lời"),
            ({"outcome": "X"}, "Chọn kết quả"),
            ({"answer": "x" * (MAX_TEXT + 1)}, "Đề nghị rút gọn"),
            ({"seen": "khac"}, "vừa thay đổi"),
            ({"by": "clerk", "on_behalf_of": "x" * 201}, "dài quá 200"),
        ],
    )
    def test_refusals(self, cast: Any, change: dict[str, Any], words: str) -> None:
        found = acts.proposal(cast)
        more = {"outcome": "RESOLVED"} | change
        more |= {"by": cast.people()[more["by"]]} if "by" in more else {}
        refused(lambda: acts.answered(cast, found, **more), words)
        assert acts.fresh(found).state == "OPEN"
        acts.answered(cast, found, seen=answering.shown(found))

    def test_once(self, cast: Any) -> None:
        found = acts.answered(cast, acts.proposal(cast))
        refused(lambda: acts.answered(cast, found), "đã được trả lời")

    def test_late_is_counted_against_the_addressee(self, cast: Any) -> None:
        found = acts.proposal(cast)
        assert not Proposal.objects.late(DUE).exists()
        assert Proposal.objects.late(date(2021, 4, 6)).get() == found
        assert found.days_late(date(2021, 4, 8)) == 3
        done = acts.answered(cast, found, at=stage.at(4, 7))
        assert done.days_late(date(2021, 12, 31)) == 2
        (line,) = Proposal.objects.all().by_addressee(date(2021, 12, 31))
        assert (line["asked"], line["answered"], line["waiting"], line["late"]) == (1, 1, 0, 1)
        assert line["mean"].days == 19

    def test_on_the_last_day_is_in_time(self, cast: Any) -> None:
        found = acts.answered(cast, acts.proposal(cast), at=stage.at(4, 5, 23, 59))
        assert found.days_late(date(2021, 12, 31)) == 0
        (line,) = Proposal.objects.all().by_addressee(date(2021, 12, 31))
        assert line["late"] == 0

    def test_by_rank_of_the_addressee(self, cast: Any) -> None:
        found = acts.to_bureau(cast)
        for addressee in ("PEOPLES_COMMITTEE", "COUNCIL", "STANDING"):
            Proposal.objects.create(
                report=found.report, text=WORDS, addressee=addressee, due_on=DUE, made_at=ASKED,
                made_by=cast.head, state="ANSWERED", outcome="RESOLVED", answer="Đã bố trí.",
                answered_at=ANSWERED, answered_by=cast.clerk,
            )  # fmt: skip
        lines = Proposal.objects.all().by_addressee(DUE)
        assert [line["addressee"] for line in lines] == [
            "STANDING", "COUNCIL", "PEOPLES_COMMITTEE", "UNIT"
        ]  # fmt: skip

    def test_as_of_a_day_that_has_passed(self, cast: Any) -> None:
        found = acts.answered(cast, acts.proposal(cast), at=stage.at(4, 8))
        year = found.report.commitment.year
        waiting = {
            day: (counts.waiting, counts.late)
            for day in (date(2021, 3, 18), date(2021, 3, 19), date(2021, 4, 6), date(2021, 4, 8))
            if (counts := figures.proposal_counts(year, day))
        }
        assert list(waiting.values()) == [(0, 0), (1, 0), (1, 1), (0, 0)]


class TestForwarding:
    def test_to_another_unit_with_another_deadline(self, cast: Any) -> None:
        found = acts.proposal(cast)
        moved = forward(
            found, cast, addressee="UNIT", addressed_unit=cast.bureau, due_on=date(2021, 4, 12)
        )
        assert (moved.put_to, moved.due_on) == ("Phòng Kinh tế", date(2021, 4, 12))
        assert {m.recipient for m in mails("proposal_put")} == {
            cast.bureau_head, cast.bureau_reporter,
        }  # fmt: skip
        told = mails("proposal_forwarded")
        assert {mail.recipient for mail in told} == {cast.head, cast.reporter}
        assert "chuyển từ Ban Thường vụ đến Phòng Kinh tế" in told[0].text
        assert "Thuộc thẩm quyền khác." in told[0].text
        entry = AuditEntry.objects.get(deed=Deed.PROPOSAL_FORWARDED)
        assert entry.detail["before"] == ["Ban Thường vụ", "2021-04-05"]

    def test_the_deadline_alone_tells_the_unit_alone(self, cast: Any) -> None:
        forward(acts.to_bureau(cast), cast, due_on=date(2021, 4, 12))
        assert len(mails("proposal_put")) == 2  # those of the handing-in
        assert "đổi hạn trả lời" in mails("proposal_forwarded")[0].text

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({}, "Chưa đổi nơi nhận"),
            ({"addressee": "COUNCIL", "reason": " "}, "phải nêu lý do"),
            ({"addressee": "UNIT"}, "Chọn đơn vị nhận"),
            ({"addressee": "UNIT", "addressed_unit": "ward"}, "khác với đơn vị kiến nghị"),
            ({"addressee": "UNIT", "addressed_unit": "far_ward"}, "Chọn đơn vị nhận"),
            ({"addressee": "X"}, "Chọn nơi nhận"),
            ({"due_on": date(2021, 3, 23)}, "từ ngày 29/3/2021"),
            ({"due_on": date(2021, 3, 26)}, "ít nhất 5 ngày"),
            (
                {"due_on": date(2021, 4, 10)},
                "là ngày nghỉ. Đề nghị ghi ngày làm việc, ví dụ 09/4/2021",
            ),
            ({"due_on": date(2023, 1, 1)}, "31/12/2022 trở về trước"),
            ({"addressee": "COUNCIL", "seen": "khac"}, "vừa thay đổi"),
        ],
    )
    def test_refusals(self, cast: Any, change: dict[str, Any], words: str) -> None:
        found = acts.proposal(cast)
        unit = getattr(cast, change.get("addressed_unit", ""), None)
        refused(lambda: forward(found, cast, **(change | {"addressed_unit": unit})), words)


class TestAmending:
    def test_from_an_answer_that_agrees(self, cast: Any) -> None:
        found = acts.adjusted(cast)
        made = amending.start_from(proposal=found, by=cast.reporter, at=ANSWERED)
        assert (made.proposal, made.state) == (found, "DRAFT")
        assert made.reason.startswith("Theo trả lời ngày 24/3/2021 của Ban Thường vụ")
        assert "Đã bố trí trong kế hoạch quý II." in made.reason
        again = amending.start_from(proposal=found, by=cast.head, at=ANSWERED)
        assert again == made

    @pytest.mark.parametrize("decide", [amending.approve, amending.reject])
    def test_one_from_one_answer(self, cast: Any, decide: Any) -> None:
        found = acts.adjusted(cast)
        made = amending.start_from(proposal=found, by=cast.reporter, at=ANSWERED)
        amended.rewrite(cast, made, at=ANSWERED, target=Decimal(90))
        amended.propose(cast, made, at=ANSWERED)
        again = amending.start_from(proposal=found, by=cast.head, at=ANSWERED)
        assert (again, again.state) == (made, "PROPOSED")
        decide(amendment=again, comment="Đã xem.", by=cast.standing, at=LATER)
        refused(
            lambda: amending.start_from(proposal=found, by=cast.head, at=LATER),
            "đã được Thường trực quyết định",
        )
        assert found.amendments.count() == 1

    @pytest.mark.parametrize("outcome", ["RESOLVED", "REFUSED"])
    def test_not_from_another(self, cast: Any, outcome: str) -> None:
        found = acts.answered(cast, acts.proposal(cast), outcome)
        refused(
            lambda: amending.start_from(proposal=found, by=cast.reporter, at=ANSWERED),
            "đồng ý điều chỉnh",
        )


# Who, in which state: (answer, forward, amend). "to_bureau": put to the bureau, else to the BTV.
WHO: dict[str, str] = {
    "clerk": "AFM", "office_head": "AFM", "standing": "A..", "inspector": "...", "head": "..M",
    "reporter": "..M", "bureau_head": "...", "bureau_reporter": "...", "admin": "...",
    "stranger": "...", "nobody": "...",
}  # fmt: skip


@pytest.mark.parametrize("state", ProposalState.values)
@pytest.mark.parametrize("to_unit", [False, True], ids=["to the committee", "to the bureau"])
def test_state_by_role_by_verb(cast: Any, state: str, to_unit: bool) -> None:
    found = acts.to_bureau(cast) if to_unit else acts.proposal(cast)
    answer = {"outcome": "ADJUSTED", "answer": "Được.", "answered_at": ANSWERED}
    Proposal.objects.update(state=state, **(answer if state == "ANSWERED" else {}))
    found, on = acts.fresh(found), ANSWERED.date()
    for name, person in cast.people().items():
        want = WHO[name]
        if to_unit and name == "bureau_head":
            want = "A.."
        may = {
            "A": rules.may_answer_proposal(person, found, on),
            "F": rules.may_forward_proposal(person, found, on),
            "M": rules.may_amend_from(person, found, on),
        }
        is_open, is_answered = state == "OPEN", state == "ANSWERED"
        assert may == {
            "A": "A" in want and is_open,
            "F": "F" in want and is_open,
            "M": "M" in want and is_answered,
        }, (name, state)


def test_the_rule_is_what_the_verbs_ask(cast: Any) -> None:
    found = acts.to_bureau(cast)
    for name, person in cast.people().items():
        if rules.may_answer_proposal(person, found, ANSWERED.date()):
            continue
        refused(lambda who=person: acts.answered(cast, found, by=who), "")
        assert acts.fresh(found).state == "OPEN", name
    acts.answered(cast, found, by=cast.bureau_head)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.STANDING])
def test_nobody_answers_what_the_own_unit_has_put(cast: Any, role: Role) -> None:
    found = acts.proposal(cast)
    stage.appoint(cast.head, role, cast.committee)
    head = Person.objects.get(pk=cast.head.pk)
    assert not rules.may_answer_proposal(head, found, ANSWERED.date())
    words = {"by": head, "on_behalf_of": "Ban Thường vụ"}
    refused(lambda: acts.answered(cast, found, **words), "Người của đơn vị kiến nghị")
    acts.answered(cast, found)
    refused(lambda: acts.answered(cast, found, **words), "đã được trả lời")


def test_the_chart_is_complete() -> None:
    assert set(PROPOSAL_MOVES) == set(ProposalState)


def test_the_successor_of_a_unit_that_has_ended_answers(cast: Any) -> None:
    found = acts.to_bureau(cast)
    cast.bureau.valid_to, cast.bureau.carried_by = date(2021, 3, 20), cast.ward
    cast.bureau.save()
    head = Person.objects.get(pk=cast.head.pk)
    found = acts.fresh(found)
    assert rules.may_answer_proposal(head, found, ANSWERED.date())
