"""Last year's unfinished tasks go on: what is copied, what is left out, what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from camket.audit import Deed, Refused
from camket.models import AuditEntry
from commitments.models import Commitment, Task, Year
from commitments.workflow import checking, registering
from commitments.workflow.carrying import carry_over
from commitments.workflow.past import histories, of_last_year
from tests import cast as stage
from tests.commitments import last_year

AT = stage.at(1, 9)
CLOSED = ("submitted", "approved", "signed")


def carry(cast: Any, commitment: Commitment, n: int, **more: Any) -> Task:
    past = Task.objects.of_last_year(commitment).get(number=n)
    return carry_over(
        **{"commitment": commitment, "task": past, "by": cast.reporter, "at": AT} | more
    )


def refusal(call: Any) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.sentence


@pytest.fixture
def drafted(cast: Any) -> Commitment:
    last_year.reported(cast)
    return stage.draft(cast, tasks=1)


def test_last_year_with_its_last_accepted_values(drafted: Commitment) -> None:
    found = [(p.task.number, p.result, p.completion, p.is_done) for p in of_last_year(drafted)]
    assert found == [
        (1, Decimal(60), Decimal("59.41"), False),
        (2, None, Decimal(0), False),
        (3, Decimal(103), Decimal(100), True),
    ]


def test_what_is_copied_and_what_is_left_to_be_written(cast: Any, drafted: Commitment) -> None:
    past = Task.objects.of_last_year(drafted).get(number=1)
    past.supporting_units.set([cast.bureau])
    made = carry(cast, drafted, 1)
    made.refresh_from_db()
    assert (made.number, made.carried_from, made.origin) == (2, past, "REGISTERED")
    assert (made.title, made.owner_name, made.product) == (
        past.title,
        past.owner_name,
        past.product,
    )
    assert (made.baseline, made.target, made.given_target) == (60, 101, None)
    assert (made.due_on, made.milestones.count()) == (None, 0)
    assert list(made.supporting_units.all()) == [cast.bureau]
    assert made.clarity == 5  # all but rõ thời gian
    entry = AuditEntry.objects.get(deed=Deed.TASK_CARRIED_OVER)
    assert (entry.detail["from_year"], entry.detail["from_number"]) == (2020, 1)
    assert past.milestones.count() == 3  # nothing of last year moves


def test_a_result_beyond_the_target_is_no_place_to_begin(cast: Any) -> None:
    last_year.reported(cast, results={1: ("IN_PROGRESS", "140"), 3: ("IN_PROGRESS", "0")})
    assert carry(cast, stage.empty(cast), 1).baseline == 0


def test_without_an_accepted_report_it_begins_where_it_began(cast: Any) -> None:
    last_year.signed(cast)
    assert carry(cast, stage.empty(cast), 1).baseline == 0


def test_not_twice_not_what_is_done_not_of_another_year(cast: Any, drafted: Commitment) -> None:
    carry(cast, drafted, 1)
    assert "đã được chuyển tiếp, là nhiệm vụ 2" in refusal(lambda: carry(cast, drafted, 1))
    assert "đã hoàn thành" in refusal(lambda: carry(cast, drafted, 3))
    own = drafted.tasks.get(number=1)
    assert "đã ký trong năm 2020" in refusal(
        lambda: carry_over(commitment=drafted, task=own, by=cast.reporter, at=AT)
    )
    assert drafted.tasks.count() == 2
    registering.remove_task(task=drafted.tasks.get(number=2), by=cast.reporter, at=AT)
    assert carry(cast, drafted, 1).number == 2  # what was taken out may be taken over again


def test_another_units_task_is_not_carried(cast: Any) -> None:
    foreign = last_year.reported(cast, cast.bureau).tasks.get(number=1)
    commitment = stage.empty(cast)
    assert "đã ký trong năm 2020" in refusal(
        lambda: carry_over(commitment=commitment, task=foreign, by=cast.reporter, at=AT)
    )


@pytest.mark.parametrize("link", ["predecessors", "carried_by"])
def test_a_successor_goes_on_with_what_its_predecessor_had_signed(cast: Any, link: str) -> None:
    last_year.reported(cast, cast.bureau)
    if link == "predecessors":
        cast.ward.predecessors.add(cast.bureau)
    else:
        cast.bureau.carried_by = cast.ward
        cast.bureau.save()
    made = carry(cast, stage.empty(cast), 1)
    assert made.carried_from.commitment.unit == cast.bureau


def test_what_was_withdrawn_or_never_signed_does_not_go_on(cast: Any) -> None:
    old = last_year.signed(cast)
    commitment = stage.empty(cast)
    Task.objects.filter(commitment=old, number=1).update(left_on=date(2020, 6, 1))
    assert [p.task.number for p in of_last_year(commitment)] == [2, 3]
    Commitment.objects.filter(pk=old.pk).update(state="APPROVED")
    assert of_last_year(commitment) == []


@pytest.mark.parametrize("state", CLOSED)
def test_only_into_a_draft(cast: Any, state: str) -> None:
    last_year.reported(cast)
    commitment = getattr(stage, state)(cast)
    assert "không sửa được" in refusal(lambda: carry(cast, commitment, 1))
    assert not commitment.tasks.exclude(carried_from=None).exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [("reporter", True), ("head", True), ("clerk", True), ("standing", False), ("inspector", False),
     ("bureau_head", False), ("admin", False), ("stranger", False), ("nobody", False)],
)  # fmt: skip
@pytest.mark.parametrize("state", ["draft", "sent_back"])
def test_who_may(cast: Any, state: str, who: str, may: bool) -> None:
    last_year.reported(cast)
    commitment = getattr(stage, state)(cast)
    if may:
        assert carry(cast, commitment, 1, by=cast.people()[who]).number == 4
    else:
        assert "không sửa được" in refusal(
            lambda: carry(cast, commitment, 1, by=cast.people()[who])
        )


def test_the_office_is_recorded_for_whom_it_carries(cast: Any, drafted: Commitment) -> None:
    carry(cast, drafted, 1, by=cast.clerk)
    entry = AuditEntry.objects.get(deed=Deed.TASK_CARRIED_OVER)
    assert entry.on_behalf_of == "Bí thư Phường 1"


def test_a_carried_task_shows_all_its_years(
    cast: Any, drafted: Commitment, django_assert_num_queries: Any
) -> None:
    made = [carry(cast, drafted, n) for n in (1, 2)]
    first = Task.objects.of_last_year(drafted).get(number=1)
    older = Year.objects.create(committee=cast.committee, year=2019, state="CLOSED")
    paper = Commitment.objects.create(year=older, unit=cast.ward)
    deep = Task.objects.create(commitment=paper, number=1, title="Năm 2019")
    Task.objects.filter(pk=first.pk).update(carried_from=deep)
    fresh = drafted.tasks.get(number=1)
    with django_assert_num_queries(4):  # two a year, however many tasks
        chains = histories([*made, fresh])
    assert [past.year for past in chains[made[0].pk]] == [2020, 2019]
    assert [past.year for past in chains[made[1].pk]] == [2020]
    Task.objects.filter(pk=deep.pk).update(carried_from=made[0])  # a ring, which no verb writes
    assert len(histories([made[0]])[made[0].pk]) <= 4


def test_a_target_not_above_last_years_result_is_said_of_a_carried_task(
    cast: Any, drafted: Commitment
) -> None:
    made = carry(cast, drafted, 1)
    registering.save_task(
        commitment=drafted, task=made, version=made.version, by=cast.reporter, at=AT,
        data=stage.task_data(1, title="Tên khác", baseline=Decimal(0), target=Decimal(60),
                             milestones=stage.task_data(2).milestones),
    )  # fmt: skip
    warned = " ".join(checking.check(drafted).warnings)
    assert "Chỉ tiêu 60 hộ không cao hơn kết quả năm 2020 (60 hộ)" in warned


def test_a_task_of_the_same_wording_is_compared_too(cast: Any, drafted: Commitment) -> None:
    """Task 1 was written anew with last year's title and a target of 101, where 60 was reached."""
    assert not any("không cao hơn" in line for line in checking.check(drafted).warnings)
    task = drafted.tasks.get()
    Task.objects.filter(pk=task.pk).update(target=Decimal(50))
    assert any("không cao hơn kết quả" in line for line in checking.check(drafted).warnings)
