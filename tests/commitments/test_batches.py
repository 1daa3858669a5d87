"""One task for many units: all of them or none, once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from camket.audit import Deed, Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import Commitment, Task, with_progress
from commitments.workflow import assigning
from commitments.workflow.batches import Share, assign_to_many
from tests import cast as stage
from tests.reports.quarters import accepted

AT = stage.at(1, 9)
DATA = replace(stage.task_data(9), kind="HARD", milestones=(), owner_post="")


def share(commitment: Commitment, number: int = 12, **changes: Any) -> Share:
    values = {"baseline": Decimal(0), "target": Decimal(number), "due_on": date(2021, 9, 30)}
    return Share(commitment.pk, **values | changes)


def give(cast: Any, *shares: Share, **more: Any) -> list[Task]:
    year = stage.Year.objects.get(committee=cast.committee, year=2021)
    defaults = {"year": year, "data": DATA, "batch": uuid4(), "by": cast.clerk, "at": AT}
    return assign_to_many(shares=shares, **defaults | more)


def refusal(cast: Any, *shares: Share, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        give(cast, *shares, **more)
    assert not Task.objects.filter(batch__isnull=False).exists(), "none"
    return " ".join([refused.value.sentence, *refused.value.lines])


def test_each_unit_its_numbers_one_batch_one_entry_one_mail(cast: Any) -> None:
    ward, bureau = stage.draft(cast), stage.draft(cast, cast.bureau)
    made = give(cast, share(ward), share(bureau, 40, owner_name="Một người"))
    assert [task.target for task in made] == [12, 40]
    assert [task.owner_name for task in made] == ["", "Một người"]
    assert len({task.batch for task in made}) == 1
    assert {task.origin for task in made} == {"ASSIGNED"}
    entries = AuditEntry.objects.filter(deed=Deed.TASK_ASSIGNED)
    assert {entry.detail["batch"] for entry in entries} == {str(made[0].batch)}
    assert entries.count() == 2
    for head in (cast.head, cast.bureau_head):
        assert OutgoingMail.objects.filter(kind="task_assigned", recipient=head).count() == 1


def test_the_same_batch_twice_is_one_deed(cast: Any) -> None:
    ward, key = stage.draft(cast), uuid4()
    made = give(cast, share(ward), batch=key)
    assert give(cast, share(ward), batch=key) == made
    assert ward.tasks.count() == 4


def test_one_that_cannot_keeps_it_from_all(cast: Any) -> None:
    ward, bureau = stage.draft(cast), stage.approved(cast, cast.bureau)
    said = refusal(cast, share(ward), share(bureau))
    assert "Phòng Kinh tế: Bản cam kết đã duyệt, chờ ký, không giao thêm được." in said
    assert "Phường 1" not in said


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"target": Decimal(0)}, "Phường 1, chỉ tiêu: Chỉ tiêu bằng số đầu kỳ"),
        ({"target": None, "baseline": None}, "Phường 1, chỉ tiêu: Có đơn vị tính"),
        ({"due_on": date(2022, 1, 1)}, "Phường 1, thời hạn: Thời hạn phải trong năm 2021"),
        ({"due_on": None}, "Phường 1, thời hạn: Chưa ghi thời hạn"),
        ({"owner_name": "ấ" * 121}, "Phường 1, người phụ trách: "),
    ],
)
def test_a_refusal_names_the_unit_and_the_cell(
    cast: Any, changes: dict[str, Any], cell: str
) -> None:
    assert cell in refusal(cast, share(stage.draft(cast), **changes))


def test_a_full_unit_is_full(cast: Any) -> None:
    assert "Phường 1: Đơn vị đã có 5 nhiệm vụ" in refusal(cast, share(stage.draft(cast, tasks=5)))


def test_nobody_supports_itself(cast: Any) -> None:
    ward = stage.draft(cast)
    data = replace(DATA, supporting_units=(cast.ward.pk,))
    assert "Đơn vị không tự phối hợp" in refusal(cast, share(ward), data=data)


def test_what_a_unit_has_it_is_not_given_again(cast: Any) -> None:
    ward = stage.draft(cast)
    one = share(ward)
    assigning.assign_task(commitment=ward, data=one.of(DATA), by=cast.clerk, at=AT)
    assert "đúng nhiệm vụ này" in refusal(cast, one)


def test_to_nobody_and_to_a_unit_of_another_year(cast: Any) -> None:
    ward = stage.draft(cast)
    assert "Chưa chọn đơn vị nào" in refusal(cast)
    later = stage.year(cast, 2022)
    assert "không còn bản cam kết" in refusal(cast, share(ward), year=later)


def test_only_the_office_of_this_committee(cast: Any) -> None:
    ward = stage.draft(cast)
    for who in (cast.standing, cast.head, cast.inspector, cast.admin, cast.stranger):
        assert "không giao thêm nhiệm vụ được" in refusal(cast, share(ward), by=who)


def test_progress_of_a_batch_is_the_latest_accepted_quarter(cast: Any) -> None:
    commitment = stage.signed(cast)
    task = commitment.tasks.get(number=1)
    assert with_progress(Task.objects.all()).get(pk=task.pk).progress is None
    accepted(
        cast, commitment, 1, {1: ("IN_PROGRESS", "20"), 3: ("IN_PROGRESS", "5")}, at=stage.at(3, 24)
    )
    found = with_progress(Task.objects.all()).get(pk=task.pk)
    assert (found.reached, found.progress > 0) == (Decimal(20), True)
