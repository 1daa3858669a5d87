"""What a later round does to a proposal: the unit moves its own words, the clock is nobody's toy."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from camket.models import AuditEntry, OutgoingMail
from commitments.models import Proposal
from commitments.workflow import answering, filing
from tests import cast as stage
from tests.commitments import proposals_cast as acts
from tests.commitments import quarter_cast as quarter
from tests.commitments.proposals_cast import ANSWERED, ASKED, WORDS
from tests.commitments.test_proposals_verbs import refused

WANTED = date(2021, 3, 26)
PUT: dict[str, Any] = {"proposals": WORDS, "addressee": "STANDING"}
LATER = stage.at(3, 30)


@pytest.fixture
def row(cast: Any) -> Any:
    return quarter.report(quarter.reports(cast))


def deeds() -> list[str]:
    entries = AuditEntry.objects.filter(deed__startswith="PROPOSAL").order_by("pk")
    return list(entries.values_list("deed", flat=True))


def forwarded(cast: Any, due_on: date = WANTED) -> None:
    answering.forward_proposal(
        proposal=Proposal.objects.get(), addressee="UNIT", addressed_unit=cast.bureau,
        due_on=due_on, reason="Đúng thẩm quyền.", by=cast.clerk, at=stage.at(3, 20),
    )  # fmt: skip


class TestTheDayAskedFor:
    """Asked for by 26 March, moved to the bureau by the Office, sent back, handed in on the 30th."""

    @pytest.fixture
    def back(self, cast: Any, row: Any) -> Any:
        made = acts.handed_in(cast, row, **PUT, wanted_by=WANTED)
        forwarded(cast)
        acts.sent_back(cast, row, made, stage.at(3, 29))
        return row

    def test_unchanged_it_may_have_passed(self, cast: Any, back: Any) -> None:
        acts.handed_in(cast, back, LATER, **PUT, wanted_by=WANTED)
        found = Proposal.objects.get()
        assert (found.addressed_unit, found.due_on) == (cast.bureau, WANTED)
        assert found.days_late(LATER.date()) == 4

    def test_another_day_past_is_refused(self, cast: Any, back: Any) -> None:
        late = date(2021, 3, 29)
        refused(lambda: acts.handed_in(cast, back, LATER, **PUT, wanted_by=late), "đã qua")

    def test_removed_it_moves_nothing_the_office_has_set(self, cast: Any, back: Any) -> None:
        acts.handed_in(cast, back, LATER, **PUT)
        found = Proposal.objects.get()
        assert (found.addressed_unit, found.wanted_by) == (cast.bureau, None)
        assert (found.made_at, found.due_on) == (ASKED, WANTED)

    def test_a_new_day_moves_the_deadline_alone(self, cast: Any, back: Any) -> None:
        day = date(2021, 4, 12)
        acts.handed_in(cast, back, LATER, **PUT, wanted_by=day)
        found = Proposal.objects.get()
        assert (found.addressed_unit, found.due_on) == (cast.bureau, day)

    def test_another_addressee_is_the_units_to_name(self, cast: Any, back: Any) -> None:
        acts.handed_in(cast, back, LATER, **(PUT | {"addressee": "COUNCIL"}))
        found = Proposal.objects.get()
        assert (found.addressee, found.addressed_unit) == ("COUNCIL", None)

    def test_naming_whom_the_office_chose_clears_no_lateness(self, cast: Any, back: Any) -> None:
        put = PUT | {"addressee": "UNIT", "addressed_unit": cast.bureau.pk}
        acts.handed_in(cast, back, LATER, **put, wanted_by=WANTED)
        found = Proposal.objects.get()
        assert (found.addressed_unit, found.made_at, found.due_on) == (cast.bureau, ASKED, WANTED)
        assert found.days_late(LATER.date()) == 4
        assert deeds() == ["PROPOSAL_MADE", "PROPOSAL_FORWARDED"]

    def test_in_other_words_it_is_asked_anew(self, cast: Any, back: Any) -> None:
        put = {"addressee": "UNIT", "addressed_unit": cast.bureau.pk}
        acts.handed_in(cast, back, LATER, proposals="Bố trí 3 tỷ đồng.", **put)
        found = Proposal.objects.get()
        assert (found.addressed_unit, found.made_at) == (cast.bureau, LATER)


def test_a_renamed_unit_is_the_same_addressee(cast: Any, row: Any) -> None:
    unit = PUT | {"addressee": "UNIT", "addressed_unit": cast.bureau.pk}
    acts.sent_back(cast, row, acts.handed_in(cast, row, **unit))
    type(cast.bureau).objects.filter(pk=cast.bureau.pk).update(short_name="Phòng KT-HT")
    acts.handed_in(cast, row, LATER, **unit)
    assert Proposal.objects.get().made_at == ASKED
    assert OutgoingMail.objects.filter(kind="proposal_put").count() == 2


@pytest.mark.parametrize(("left_on", "state"), [(date(2021, 3, 25), "WITHDRAWN"), (None, "OPEN")])
def test_a_task_that_was_removed_takes_its_proposal_along(
    cast: Any, row: Any, left_on: date | None, state: str
) -> None:
    made = acts.handed_in(cast, row, **PUT)
    acts.sent_back(cast, row, made)
    row.commitment.tasks.filter(number=1).update(left_on=left_on)
    filing.submit(
        report=row, key=uuid4(), version=quarter.fresh(row).version, by=cast.head, at=LATER
    )
    assert Proposal.objects.get().state == state


class TestTakenBackAfterAVerdict:
    """Wanted by 26 March; sent back; round 2 of 30 March is taken back an hour later."""

    ASKED_FOR = PUT | {"wanted_by": WANTED}

    @pytest.fixture
    def back(self, cast: Any, row: Any) -> Any:
        acts.sent_back(cast, row, acts.handed_in(cast, row, **self.ASKED_FOR))
        acts.handed_in(cast, row, LATER, **self.ASKED_FOR)
        filing.withdraw(report=row, by=cast.head, at=stage.at(3, 30, 10))
        return row

    def test_what_was_judged_waits_on(self, cast: Any, back: Any) -> None:
        found = acts.fresh(Proposal.objects.get())
        assert (found.state, found.made_at, found.due_on) == ("OPEN", ASKED, WANTED)
        (line,) = Proposal.objects.by_addressee(date(2021, 4, 15))
        assert (line["waiting"], line["late"]) == (1, 1)
        assert deeds() == ["PROPOSAL_MADE"]
        assert acts.answered(cast, found, at=stage.at(3, 30, 11)).state == "ANSWERED"

    def test_the_same_words_go_on(self, cast: Any, back: Any) -> None:
        acts.handed_in(cast, back, stage.at(3, 30, 11), **self.ASKED_FOR)
        found = Proposal.objects.get()
        assert (found.state, found.made_at, found.due_on) == ("OPEN", ASKED, WANTED)
        assert found.days_late(date(2021, 3, 30)) == 4

    @pytest.mark.parametrize(
        "change", [{"proposals": "Bố trí 3 tỷ đồng."}, {"addressee": "COUNCIL"}]
    )
    def test_others_are_asked_anew(self, cast: Any, back: Any, change: dict[str, Any]) -> None:
        at = stage.at(3, 30, 11)
        acts.handed_in(cast, back, at, **(self.ASKED_FOR | change))
        found = Proposal.objects.get()
        assert (found.state, found.made_at, found.due_on) == ("OPEN", at, date(2021, 4, 5))

    def test_another_day_moves_the_deadline_alone(self, cast: Any, back: Any) -> None:
        day = date(2021, 4, 28)
        acts.handed_in(cast, back, stage.at(3, 30, 11), **(PUT | {"wanted_by": day}))
        found = Proposal.objects.get()
        assert (found.state, found.made_at, found.due_on) == ("OPEN", ASKED, day)

    def test_no_verdict_no_going_on(self, cast: Any, row: Any) -> None:
        acts.handed_in(cast, row, **PUT)
        filing.withdraw(report=row, by=cast.head, at=ANSWERED)
        acts.handed_in(cast, row, ANSWERED, **PUT)
        assert Proposal.objects.get().made_at == ANSWERED


class TestWhatALaterRoundDidIsUndone:
    """Put in round 1 to the bureau, which the Office gave until 12 April; sent back; round 2 is
    taken back."""

    TO_BUREAU = PUT | {"addressee": "UNIT"}
    GIVEN, ROUND_2, BACK = date(2021, 4, 12), stage.at(3, 30), stage.at(3, 30, 10)

    @pytest.fixture
    def put(self, cast: Any, row: Any) -> dict[str, Any]:
        put = self.TO_BUREAU | {"addressed_unit": cast.bureau.pk}
        made = acts.handed_in(cast, row, **put)
        forwarded(cast, self.GIVEN)
        acts.sent_back(cast, row, made)
        OutgoingMail.objects.all().delete()
        return put

    def taken_back(self, cast: Any, row: Any, **put: Any) -> list[Any]:
        acts.handed_in(cast, row, self.ROUND_2, **put)
        filing.withdraw(report=row, by=cast.head, at=self.BACK)
        columns = ("state", "text", "addressee", "addressed_unit", "wanted_by", "made_at", "due_on")
        return list(Proposal.objects.order_by("pk").values_list(*columns))

    def as_it_stood(self, cast: Any) -> tuple[Any, ...]:
        return ("OPEN", WORDS, "UNIT", cast.bureau.pk, None, ASKED, self.GIVEN)

    @pytest.mark.parametrize(
        "change",
        [
            {"proposals": "Bố trí 3 tỷ đồng."},
            {"addressee": "COUNCIL", "addressed_unit": None},
            {"wanted_by": date(2021, 4, 28)},
        ],
    )
    def test_what_it_changed(self, cast: Any, row: Any, put: Any, change: dict[str, Any]) -> None:
        assert self.taken_back(cast, row, **(put | change)) == [self.as_it_stood(cast)]
        assert deeds()[-2:] == ["PROPOSAL_CHANGED", "PROPOSAL_CHANGED"]

    def test_the_unit_that_has_it_again_is_told(self, cast: Any, row: Any, put: Any) -> None:
        self.taken_back(cast, row, **PUT)
        kinds = OutgoingMail.objects.filter(recipient=cast.bureau_head, kind__startswith="proposal")
        assert list(kinds.order_by("pk").values_list("kind", flat=True)) == [
            "proposal_withdrawn", "proposal_put",
        ]  # fmt: skip

    def test_what_it_removed(self, cast: Any, row: Any, put: Any) -> None:
        assert self.taken_back(cast, row) == [self.as_it_stood(cast)]
        assert deeds()[-2:] == ["PROPOSAL_WITHDRAWN", "PROPOSAL_MADE"]

    def test_what_it_added(self, cast: Any, row: Any, put: Any) -> None:
        acts.answered(cast, acts.fresh(Proposal.objects.get()), by=cast.bureau_head)
        (_, added) = self.taken_back(cast, row, **(put | {"proposals": "Bố trí 3 tỷ đồng."}))
        assert added[:2] == ("WITHDRAWN", "Bố trí 3 tỷ đồng.")

    def test_what_it_put_to_another_after_an_answer(self, cast: Any, row: Any, put: Any) -> None:
        acts.answered(cast, acts.fresh(Proposal.objects.get()), by=cast.bureau_head)
        (_, added) = self.taken_back(cast, row, **(PUT | {"addressee": "COUNCIL"}))
        assert added[:3] == ("WITHDRAWN", WORDS, "COUNCIL")

    def test_not_an_answer(self, cast: Any, row: Any, put: Any) -> None:
        acts.handed_in(cast, row, self.ROUND_2, **(put | {"proposals": "Bố trí 3 tỷ đồng."}))
        found = acts.fresh(Proposal.objects.get())
        acts.answered(cast, found, by=cast.bureau_head, at=self.ROUND_2)
        filing.withdraw(report=row, by=cast.head, at=self.BACK)
        (found,) = Proposal.objects.all()
        assert (found.state, found.text) == ("ANSWERED", "Bố trí 3 tỷ đồng.")

    def test_not_what_the_office_has_set_since(self, cast: Any, row: Any, put: Any) -> None:
        acts.handed_in(cast, row, self.ROUND_2, **PUT)
        forwarded(cast, date(2021, 4, 14))
        filing.withdraw(report=row, by=cast.head, at=self.BACK)
        (found,) = Proposal.objects.all()
        assert (found.made_at, found.due_on) == (ASKED, date(2021, 4, 14))

    def test_the_deadline_alone_leaves_the_addressee_to_the_unit(
        self, cast: Any, row: Any, put: Any
    ) -> None:
        acts.handed_in(cast, row, self.ROUND_2, **(PUT | {"addressee": "COUNCIL"}))
        day = date(2021, 4, 20)
        answering.forward_proposal(
            proposal=Proposal.objects.get(), addressee="COUNCIL", addressed_unit=None, due_on=day,
            reason="Thêm thời gian.", by=cast.clerk, at=self.ROUND_2,
        )  # fmt: skip
        filing.withdraw(report=row, by=cast.head, at=self.BACK)
        (found,) = Proposal.objects.all()
        assert (found.addressee, found.addressed_unit) == ("UNIT", cast.bureau)
        assert (found.made_at, found.due_on) == (ASKED, day)

    def test_handed_in_again_it_is_a_change_again(self, cast: Any, row: Any, put: Any) -> None:
        self.taken_back(cast, row, **PUT)
        acts.handed_in(cast, row, stage.at(3, 31), **PUT)
        (found,) = Proposal.objects.all()
        assert (found.addressee, found.addressed_unit) == ("STANDING", None)
        assert found.made_at == stage.at(3, 31)

    def test_once_judged_it_is_what_stands(self, cast: Any, row: Any, put: Any) -> None:
        other = put | {"proposals": "Bố trí 3 tỷ đồng."}
        made = acts.handed_in(cast, row, stage.at(3, 25), **other)
        acts.sent_back(cast, row, made, stage.at(3, 26))
        (found,) = self.taken_back(cast, row, **put)
        assert found[:2] == ("OPEN", "Bố trí 3 tỷ đồng.")
        assert found[5] == stage.at(3, 25)


def test_the_day_asked_for_is_of_the_round_that_stands(cast: Any, row: Any) -> None:
    """Round 1 asked for 26 March, round 2, taken back, for 12 April; round 3 asks as round 1 did."""
    acts.sent_back(cast, row, acts.handed_in(cast, row, **PUT, wanted_by=WANTED))
    acts.handed_in(cast, row, LATER, **PUT, wanted_by=date(2021, 4, 12))
    filing.withdraw(report=row, by=cast.head, at=LATER)
    acts.handed_in(cast, row, stage.at(3, 31), **PUT, wanted_by=WANTED)
    found = Proposal.objects.get()
    assert (found.made_at, found.due_on) == (ASKED, WANTED)


class TestAnswered:
    """The Standing Committee has answered; the report was sent back."""

    @pytest.fixture
    def back(self, cast: Any, row: Any) -> Any:
        made = acts.handed_in(cast, row, **PUT)
        acts.answered(cast, Proposal.objects.get(), "REFUSED")
        acts.sent_back(cast, row, made)
        return row

    def test_the_same_words_to_another_are_another_proposal(self, cast: Any, back: Any) -> None:
        put = PUT | {"addressee": "COUNCIL"}
        acts.sent_back(cast, back, acts.handed_in(cast, back, LATER, **put), LATER)
        acts.handed_in(cast, back, stage.at(3, 31), **put)
        filing.withdraw(report=back, by=cast.head, at=stage.at(3, 31))
        acts.handed_in(cast, back, stage.at(4, 1), **put)
        rows = Proposal.objects.order_by("pk").values_list("state", "addressee")
        assert list(rows) == [("ANSWERED", "STANDING"), ("OPEN", "COUNCIL")]

    def test_to_the_same_again_they_are_answered(self, cast: Any, back: Any) -> None:
        put = PUT | {"addressee": "COUNCIL"}
        acts.sent_back(cast, back, acts.handed_in(cast, back, LATER, **put), LATER)
        acts.handed_in(cast, back, stage.at(3, 31), **PUT)
        rows = Proposal.objects.order_by("pk").values_list("state", flat=True)
        assert list(rows) == ["ANSWERED", "WITHDRAWN"]


def test_an_answer_of_whom_the_office_chose_is_an_answer(cast: Any, row: Any) -> None:
    made = acts.handed_in(cast, row, **PUT)
    forwarded(cast)
    acts.answered(cast, acts.fresh(Proposal.objects.get()), by=cast.bureau_head)
    acts.sent_back(cast, row, made)
    acts.handed_in(cast, row, LATER, **PUT)
    assert Proposal.objects.get().state == "ANSWERED"


class TestTheUnitThatWasAsked:
    """The bureau has been mailed; it is told when it need not answer any more, once a deed."""

    TO_BUREAU = PUT | {"addressee": "UNIT"}

    @pytest.fixture
    def put(self, cast: Any, row: Any) -> Any:
        return acts.handed_in(cast, row, **self.TO_BUREAU, addressed_unit=cast.bureau.pk)

    def told(self) -> list[Any]:
        rows = OutgoingMail.objects.filter(kind="proposal_withdrawn").order_by("pk")
        return [mail.recipient for mail in rows]

    def test_taken_back(self, cast: Any, row: Any, put: Any) -> None:
        filing.withdraw(report=row, by=cast.head, at=ANSWERED)
        assert set(self.told()) == {cast.bureau_head, cast.bureau_reporter}
        (first, _) = OutgoingMail.objects.filter(kind="proposal_withdrawn")
        assert first.subject == "Phòng Kinh tế không phải trả lời nữa kiến nghị của Phường 1"
        assert WORDS in first.text
        acts.handed_in(cast, row, LATER, **self.TO_BUREAU, addressed_unit=cast.bureau.pk)
        filing.withdraw(report=row, by=cast.head, at=LATER)
        assert len(self.told()) == 4

    def test_removed(self, cast: Any, row: Any, put: Any) -> None:
        acts.sent_back(cast, row, put)
        acts.handed_in(cast, row, LATER)
        assert len(self.told()) == 2

    def test_put_to_another_by_the_unit(self, cast: Any, row: Any, put: Any) -> None:
        acts.sent_back(cast, row, put)
        acts.handed_in(cast, row, LATER, **PUT)
        assert len(self.told()) == 2

    def test_put_to_another_by_the_office(self, cast: Any, put: Any) -> None:
        answering.forward_proposal(
            proposal=Proposal.objects.get(), addressee="COUNCIL", addressed_unit=None,
            due_on=date(2021, 4, 12), reason="Đúng thẩm quyền.", by=cast.clerk, at=ANSWERED,
        )  # fmt: skip
        assert len(self.told()) == 2

    def test_not_when_it_is_still_asked(self, cast: Any, row: Any, put: Any) -> None:
        acts.sent_back(cast, row, put)
        words = {"proposals": "Bố trí 3 tỷ đồng.", "addressed_unit": cast.bureau.pk}
        acts.handed_in(cast, row, LATER, **(self.TO_BUREAU | words))
        assert self.told() == []
