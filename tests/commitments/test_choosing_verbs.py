"""Preparing, assigning, excepting, approving: what they ask for and what they leave behind."""

from typing import Any
from uuid import uuid4

import pytest

from camket.audit import Deed, Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.quality import MAX_TEXT
from commitments.workflow import assigning, choosing, registering
from commitments.workflow.writing import shown
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
    made = assigning.assign_task(
        commitment=draft, data=stage.task_data(8, **left), by=cast.clerk, at=AT
    )
    assert made.origin == "ASSIGNED"
    submitted = stage.submitted(cast, cast.bureau)
    with pytest.raises(Refused) as refused:
        assigning.assign_task(
            commitment=submitted, data=stage.task_data(8, **left), by=cast.clerk, at=AT
        )
    assert len(refused.value.lines) == 2
    assert assigning.assign_task(
        commitment=submitted, data=stage.task_data(8), by=cast.clerk, at=AT
    )
    assert OutgoingMail.objects.filter(kind="task_assigned").exists()


def test_assigning_stops_at_the_limit_and_a_double_click_at_one(cast: Any) -> None:
    commitment = stage.draft(cast, tasks=4)
    deed = {"commitment": commitment, "by": cast.clerk, "at": AT}
    made = [assigning.assign_task(**deed, data=stage.task_data(8)) for _ in range(2)]
    assert made[0] == made[1]
    with pytest.raises(Refused, match="đủ mức tối đa"):
        assigning.assign_task(**deed, data=stage.task_data(9))
    choosing.allow_exception(**deed, least=3, most=6, reason="Hai dự án lớn.")
    assert assigning.assign_task(**deed, data=stage.task_data(9)).number == 6


def test_the_office_does_not_rewrite_what_a_unit_registered(cast: Any) -> None:
    commitment = stage.draft(cast)
    task = commitment.tasks.get(number=1)
    with pytest.raises(Refused, match="tự đăng ký"):
        assigning.assign_task(
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
    seen = shown(commitment)
    assigning.assign_task(commitment=commitment, data=stage.task_data(8), by=cast.clerk, at=AT)
    with pytest.raises(Refused, match="vừa thay đổi"):
        choosing.approve(commitment=commitment, seen=seen, by=cast.standing, at=AT)
    seen = shown(commitment)
    choosing.approve(commitment=commitment, seen=seen, by=cast.standing, at=AT)
    approved = stage.fresh(commitment)
    assert (approved.state, approved.approved_by) == ("APPROVED", cast.standing)
    assert approved.rounds.get().verdict == "ACCEPTED"


def test_passing_on_twice_is_one_deed(cast: Any) -> None:
    commitment = stage.passed_on(cast)
    with pytest.raises(Refused, match="đã được xử lý"):
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)


@pytest.mark.parametrize("deed", ["send_back", "pass_on"])
def test_nobody_judges_a_round_they_have_not_read(cast: Any, deed: str) -> None:
    """The same text handed in once more is another round too."""
    words = {"comment": "Ý kiến về lần một.", "task_comments": {}} if deed == "send_back" else {}
    commitment = stage.submitted(cast)
    seen = shown(commitment)
    choosing.send_back(
        commitment=commitment, comment="Ghi rõ.", task_comments={}, by=cast.office_head, at=AT
    )
    registering.submit_registration(commitment=commitment, key=uuid4(), by=cast.head, at=AT)
    verb = getattr(choosing, deed)
    with pytest.raises(Refused, match="vừa được gửi lại"):
        verb(commitment=commitment, seen=seen, by=cast.clerk, at=AT, **words)
    verb(commitment=commitment, seen=shown(commitment), by=cast.clerk, at=AT, **words)


def test_a_standing_member_sends_back_what_was_passed_on(cast: Any) -> None:
    commitment = stage.submitted(cast)
    deed = {"commitment": commitment, "task_comments": {}, "by": cast.standing, "at": AT}
    with pytest.raises(Refused):
        choosing.send_back(**deed, comment="Chưa rõ.")
    choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
    with pytest.raises(Refused, match="nêu ý kiến"):
        choosing.send_back(**deed, comment=" ")
    choosing.send_back(**deed, comment="Chưa rõ trách nhiệm.")
    back = stage.fresh(commitment)
    assert (back.state, back.passed_on_at) == ("SENT_BACK", None)
    assert back.rounds.get().decided_by == cast.standing
    entry = AuditEntry.objects.get(deed=Deed.REGISTRATION_SENT_BACK)
    assert (entry.by, entry.detail["side"]) == (cast.standing, "STANDING")
    mail = OutgoingMail.objects.get(kind="registration_sent_back", recipient=cast.head)
    assert "Thường trực Đảng ủy Mẫu trả lại" in mail.text
    registering.submit_registration(commitment=commitment, key=uuid4(), by=cast.head, at=AT)
    with pytest.raises(Refused):  # to the Office again, not past it
        choosing.send_back(**deed, comment="Chưa rõ.")


def test_approving_twice_is_one_deed(cast: Any) -> None:
    commitment = stage.approved(cast)
    for verb, by in ((choosing.approve, cast.standing), (choosing.pass_on, cast.clerk)):
        with pytest.raises(Refused, match="đã được xử lý"):
            verb(commitment=commitment, by=by, at=AT)


def test_a_reason_of_20000_characters_is_kept_and_one_more_refused(cast: Any) -> None:
    commitment = stage.draft(cast)
    deed = {"commitment": commitment, "least": 1, "most": 6, "by": cast.clerk, "at": AT}
    with pytest.raises(Refused):
        choosing.allow_exception(**deed, reason="ấ" * (MAX_TEXT + 1))
    choosing.allow_exception(**deed, reason="ấ" * MAX_TEXT)
    assert len(stage.fresh(commitment).exception_reason) == MAX_TEXT


def test_a_reason_of_several_lines_may_be_mended(cast: Any) -> None:
    """Browsers send CRLF where LF is stored."""
    deed = {"commitment": stage.draft(cast), "least": 1, "most": 6, "by": cast.clerk, "at": AT}
    choosing.allow_exception(**deed, reason="Dòng một\nDòng hai")
    choosing.allow_exception(**deed, reason="Dòng ba", seen="Dòng một\r\nDòng hai")
    with pytest.raises(Refused, match="Người khác vừa ghi"):
        choosing.allow_exception(**deed, reason="Dòng bốn", seen="Dòng một\r\nDòng hai")
