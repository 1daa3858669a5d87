"""Preparing, assigning, excepting, approving: what they ask for and what they leave behind."""

from typing import Any

import pytest

from camket.audit import Refused
from camket.models import OutgoingMail
from commitments.quality import MAX_TEXT
from commitments.workflow import choosing
from tests import cast as stage

AT = stage.at(1, 9)


def test_sending_back_needs_a_comment(cast: Any) -> None:
    commitment = stage.submitted(cast)
    silent = {"commitment": commitment, "by": cast.clerk, "at": AT}
    for comment, points in (("", {}), ("  ", {1: " \n"})):
        with pytest.raises(Refused):
            choosing.send_back(**silent, comment=comment, task_comments=points)
    choosing.send_back(**silent, comment="", task_comments={2: "Ghi rõ."})
    made = commitment.rounds.get()
    assert made.task_comments == {"2": "Ghi rõ."}
    assert made.decided_by == cast.clerk
    assert OutgoingMail.objects.filter(kind="registration_sent_back").exists()


def test_a_comment_of_20000_characters_is_kept_and_one_more_refused(cast: Any) -> None:
    commitment = stage.submitted(cast)
    deed = {"commitment": commitment, "task_comments": {}, "by": cast.clerk, "at": AT}
    with pytest.raises(Refused):
        choosing.send_back(**deed, comment="ấ" * (MAX_TEXT + 1))
    choosing.send_back(**deed, comment="ấ" * MAX_TEXT)
    assert len(commitment.rounds.get().comment) == MAX_TEXT


def test_an_assigned_task_must_be_clear(cast: Any) -> None:
    """With the unit, owner and roadmap may be left to it; with the Office, nothing is left."""
    left = {"owner_name": "", "milestones": ()}
    draft = stage.draft(cast)
    made = choosing.assign_task(
        commitment=draft, data=stage.task_data(8, **left), by=cast.clerk, at=AT
    )
    assert made.origin == "ASSIGNED"
    submitted = stage.submitted(cast, cast.bureau)
    with pytest.raises(Refused) as refused:
        choosing.assign_task(
            commitment=submitted, data=stage.task_data(8, **left), by=cast.clerk, at=AT
        )
    assert len(refused.value.lines) == 2
    assert choosing.assign_task(commitment=submitted, data=stage.task_data(8), by=cast.clerk, at=AT)
    assert OutgoingMail.objects.filter(kind="task_assigned").exists()


def test_assigning_stops_at_the_limit_and_a_double_click_at_one(cast: Any) -> None:
    commitment = stage.draft(cast, tasks=4)
    deed = {"commitment": commitment, "by": cast.clerk, "at": AT}
    made = [choosing.assign_task(**deed, data=stage.task_data(8)) for _ in range(2)]
    assert made[0] == made[1]
    with pytest.raises(Refused, match="đủ mức tối đa"):
        choosing.assign_task(**deed, data=stage.task_data(9))
    choosing.allow_exception(**deed, least=3, most=6, reason="Hai dự án lớn.")
    assert choosing.assign_task(**deed, data=stage.task_data(9)).number == 6


def test_the_office_does_not_rewrite_what_a_unit_registered(cast: Any) -> None:
    commitment = stage.draft(cast)
    task = commitment.tasks.get(number=1)
    with pytest.raises(Refused, match="tự đăng ký"):
        choosing.assign_task(
            commitment=commitment, data=stage.task_data(8), task=task, version=1,
            by=cast.clerk, at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("least", "most", "reason"), [(3, 2, "Lý do"), (0, 5, "Lý do"), (1, 51, "Lý do"), (1, 6, "  ")]
)
def test_an_exception_needs_a_range_and_a_reason(
    cast: Any, least: int, most: int, reason: str
) -> None:
    commitment = stage.draft(cast)
    deed = {"commitment": commitment, "by": cast.clerk, "at": AT}
    with pytest.raises(Refused):
        choosing.allow_exception(**deed, least=least, most=most, reason=reason)
    choosing.allow_exception(**deed, least=1, most=13, reason="Mười ba đầu việc được giao.")
    assert stage.fresh(commitment).limits == (1, 13)


def test_nobody_approves_a_text_that_changed_since_they_read_it(cast: Any) -> None:
    commitment = stage.passed_on(cast)
    seen = choosing.shown(commitment)
    choosing.assign_task(commitment=commitment, data=stage.task_data(8), by=cast.clerk, at=AT)
    with pytest.raises(Refused, match="vừa thay đổi"):
        choosing.approve(commitment=commitment, seen=seen, by=cast.standing, at=AT)
    seen = choosing.shown(commitment)
    choosing.approve(commitment=commitment, seen=seen, by=cast.standing, at=AT)
    approved = stage.fresh(commitment)
    assert (approved.state, approved.approved_by) == ("APPROVED", cast.standing)
    assert approved.rounds.get().verdict == "ACCEPTED"


def test_passing_on_twice_is_one_deed(cast: Any) -> None:
    commitment = stage.passed_on(cast)
    with pytest.raises(Refused, match="đã được xử lý"):
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
