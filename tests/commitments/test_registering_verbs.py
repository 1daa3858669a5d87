"""What the verbs of a registration do, refuse and keep, beyond who may call them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from camket.audit import Conflict, Deed, Refused
from camket.models import AuditEntry, OutgoingMail
from commitments import progress
from commitments.models import Commitment, CommitmentRound, Task
from commitments.quality import MAX_TEXT, MilestoneData
from commitments.workflow import assigning, checking, choosing, registering
from commitments.workflow.measuring import facts_of
from tests import cast as stage

AT = stage.at(1, 9)


def save(cast: Any, commitment: Commitment, **changes: Any) -> Task:
    task, version = changes.pop("task", None), changes.pop("version", 0)
    return registering.save_task(
        commitment=commitment,
        data=stage.task_data(changes.pop("n", 7), **changes),
        task=task,
        version=version,
        by=cast.reporter,
        at=AT,
    )


def refusal(call: Any) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return " ".join([refused.value.sentence, *refused.value.lines])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": Decimal(5), "baseline": Decimal(5)}, "bằng số đầu kỳ"),
        ({"maintain": "AT_LEAST"}, "phải bằng số đầu kỳ"),
        ({"milestones": (MilestoneData(1, "Vượt", Decimal(108)),)}, "nằm ngoài khoảng"),
        ({"milestones": (MilestoneData(1, "Lùi", Decimal(-1)),)}, "nằm ngoài khoảng"),
        (
            {
                "milestones": (
                    MilestoneData(1, "a", Decimal(60)),
                    MilestoneData(2, "b", Decimal(40)),
                )
            },
            "quý II (40) lùi so với quý I (60)",
        ),
        (
            {
                "baseline": Decimal(9),
                "target": Decimal(2),
                "milestones": (
                    MilestoneData(1, "a", Decimal(4)),
                    MilestoneData(2, "b", Decimal(5)),
                ),
            },
            "quý II (5) lùi so với quý I (4)",
        ),
        (
            {
                "baseline": Decimal(9),
                "target": Decimal(9),
                "maintain": "AT_MOST",
                "milestones": (MilestoneData(1, "a", Decimal(8)),),
            },
            "bằng đúng chỉ tiêu, hoặc để trống",
        ),
        ({"due_on": date(2022, 1, 31)}, "phải trong năm 2021"),
        ({"title": "x" * (MAX_TEXT + 1)}, "20.001 ký tự"),
        ({"owner_name": "x" * 121}, "121 ký tự"),
        ({"unit_of_measure": "x" * 41}, "41 ký tự"),
        ({"target": Decimal("1.23456")}, "4 chữ số"),
        ({"target": Decimal(10) ** 14}, "Số quá lớn"),
        ({"milestones": (MilestoneData(5, "Sai quý"),)}, "một trong bốn quý"),
        ({"milestones": (MilestoneData(1, "Nặng", None, 0),)}, "Trọng số"),
    ],
)
def test_contradictions_are_refused_and_nothing_is_stored(
    cast: Any, changes: dict[str, Any], said: str
) -> None:
    commitment = stage.empty(cast)
    assert said in refusal(lambda: save(cast, commitment, **changes))
    assert not commitment.tasks.exists()
    assert save(cast, commitment).number == 1  # the same task without the contradiction


def test_a_draft_may_lack_everything_but_a_sum_of_nonsense(cast: Any) -> None:
    bare = {
        "owner_name": "", "product": "", "basis": "", "due_on": None, "milestones": (),
        "target": None, "unit_of_measure": "",
    }  # fmt: skip
    save(cast, stage.empty(cast), **bare)
    assert Task.objects.get().baseline == 0


def test_a_kept_level_is_a_target_too(cast: Any) -> None:
    level = {"target": Decimal(100), "baseline": Decimal(100), "maintain": "AT_LEAST"}
    steps = (MilestoneData(1, "Rà soát"), MilestoneData(2, "Giữ mức", Decimal(100)))
    assert save(cast, stage.empty(cast), **level, milestones=steps).maintain


def test_falling_to_the_target_is_a_roadmap_too(cast: Any) -> None:
    steps = tuple(MilestoneData(q, "Giảm", Decimal(value)) for q, value in ((1, 9), (2, 5), (3, 2)))
    task = save(cast, stage.empty(cast), baseline=Decimal(9), target=Decimal(2), milestones=steps)
    assert [step.planned_value for step in task.milestones.all()] == [9, 5, 2]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"given_target": Decimal(5)}, "chỉ tiêu cấp trên giao nhưng chưa có"),
        ({"unit_of_measure": "hộ"}, "Có đơn vị tính nhưng chưa có chỉ tiêu"),
        ({"milestones": (MilestoneData(1, "a", Decimal(5)),)}, "số lũy kế nhưng chưa có"),
    ],
)
def test_what_stands_beside_a_target_waits_for_it(
    cast: Any, changes: dict[str, Any], said: str
) -> None:
    """A draft may be written in any order; it is not handed in without its target."""
    commitment = stage.draft(cast)
    save(cast, commitment, n=2, **changes)
    assert said in " ".join(checking.missing(commitment))


@pytest.mark.parametrize(("who", "said"), [("clerk", "Bí thư Phường 1"), ("reporter", "")])
def test_the_record_says_for_whom_the_office_writes(cast: Any, who: str, said: str) -> None:
    commitment, by = stage.draft(cast), {"by": getattr(cast, who), "at": AT}
    start = AuditEntry.objects.count()
    made = registering.save_task(commitment=commitment, data=stage.task_data(5), **by)
    registering.move_task(task=made, up=True, **by)
    registering.remove_task(task=made, **by)
    new = AuditEntry.objects.order_by("pk")[start:]
    assert [(entry.deed, entry.on_behalf_of) for entry in new] == [
        (Deed.TASK_SAVED, said), (Deed.TASK_MOVED, said), (Deed.TASK_REMOVED, said),
    ]  # fmt: skip


def test_what_the_office_assigns_it_does_not_write_for_the_unit(cast: Any) -> None:
    commitment = stage.draft(cast)
    assigning.assign_task(commitment=commitment, data=stage.task_data(9), by=cast.clerk, at=AT)
    assert AuditEntry.objects.filter(deed=Deed.TASK_SAVED).latest("pk").on_behalf_of == ""


@pytest.mark.parametrize(("keep", "completion"), [("AT_LEAST", 0), ("AT_MOST", 100)])
def test_a_kept_level_is_measured_from_the_side_that_was_promised(
    cast: Any, keep: str, completion: int
) -> None:
    level = {"target": Decimal(2), "baseline": Decimal(2), "maintain": keep}
    save(cast, stage.empty(cast), **level, milestones=(MilestoneData(1, "Rà soát"),))
    facts = facts_of(Task.objects.get())
    assert progress.completion(facts, Decimal("1.5"), "IN_PROGRESS", False) == completion


def test_text_is_stored_composed_and_whole(cast: Any) -> None:
    decomposed = "Đa\u0309ng u\u0309y Phu\u031bo\u031b\u0300ng"
    text = "ấ" * MAX_TEXT
    task = save(cast, stage.empty(cast), title=f" {decomposed}\r\n", product=text)
    task.refresh_from_db()
    assert task.title == "Đảng ủy Phường"
    assert task.product == text


def test_the_same_form_posted_twice_makes_one_task(cast: Any) -> None:
    commitment = stage.empty(cast)
    assert save(cast, commitment, n=1) == save(cast, commitment, n=1)
    save(cast, commitment, n=2)
    assert commitment.tasks.count() == 2


def test_the_second_of_two_people_sees_both_texts(cast: Any) -> None:
    commitment = stage.draft(cast)
    mine, theirs = commitment.tasks.get(number=1), commitment.tasks.get(number=1)
    save(cast, commitment, task=theirs, version=1, title="Bản của đồng chí kia")
    with pytest.raises(Conflict) as conflict:
        save(cast, commitment, task=mine, version=1, title="Bản của tôi")
    assert conflict.value.theirs["title"] == "Bản của đồng chí kia"
    save(cast, commitment, task=mine, version=conflict.value.version, title="Bản của tôi")
    assert commitment.tasks.get(number=1).title == "Bản của tôi"


def test_without_the_version_the_first_text_would_be_lost(cast: Any) -> None:
    """The control: writing with whatever version is stored overwrites in silence."""
    commitment = stage.draft(cast)
    for title in ("Bản thứ nhất", "Bản thứ hai"):
        task = commitment.tasks.get(number=1)
        save(cast, commitment, task=task, version=task.version, title=title)
    assert commitment.tasks.get(number=1).title == "Bản thứ hai"


def test_removing_closes_the_gap_even_from_a_stale_page(cast: Any) -> None:
    commitment = stage.draft(cast, tasks=5)
    first, second = (commitment.tasks.get(number=n) for n in (1, 2))
    registering.remove_task(task=first, by=cast.reporter, at=AT)
    registering.remove_task(task=second, by=cast.reporter, at=AT)  # still says number 2
    left = commitment.tasks.order_by("number").values_list("number", "title")
    assert list(left) == [(n - 2, f"Nhiệm vụ mẫu số {n}") for n in (3, 4, 5)]
    assert "vừa được người khác bỏ" in refusal(
        lambda: registering.remove_task(task=first, by=cast.reporter, at=AT)
    )


def test_tasks_move_and_stop_at_the_edges(cast: Any) -> None:
    commitment = stage.draft(cast)
    task = commitment.tasks.get(number=3)
    for _ in range(4):
        registering.move_task(task=task, up=True, by=cast.reporter, at=AT)
    numbers = dict(commitment.tasks.values_list("title", "number"))
    assert numbers == {"Nhiệm vụ mẫu số 3": 1, "Nhiệm vụ mẫu số 1": 2, "Nhiệm vụ mẫu số 2": 3}
    assert AuditEntry.objects.filter(deed=Deed.TASK_MOVED).count() == 2


def test_supporting_units_are_others_of_the_same_committee(cast: Any) -> None:
    commitment = stage.empty(cast)
    for wrong in (cast.far_ward, cast.ward):
        said = refusal(lambda unit=wrong: save(cast, commitment, supporting_units=(unit.pk,)))
        assert "cùng cấp ủy" in said
    task = save(cast, commitment, supporting_units=(cast.bureau.pk,))
    assert list(task.supporting_units.all()) == [cast.bureau]


def test_too_few_tasks(cast: Any) -> None:
    commitment = stage.draft(cast, tasks=2)

    def hand_in() -> CommitmentRound:
        return registering.submit_registration(
            commitment=commitment, key=uuid4(), by=cast.head, at=AT
        )

    assert "ít hơn mức tối thiểu 3" in refusal(hand_in)
    choosing.allow_exception(
        commitment=commitment, least=2, most=6, reason="Hai dự án lớn.", by=cast.clerk, at=AT
    )
    assert hand_in().number == 1


def test_more_tasks_than_may_be_signed_are_handed_in(cast: Any) -> None:
    """Which of them are signed is the Office's choice, not the unit's (issue: two stages)."""
    commitment = stage.submitted(cast, tasks=6)
    assert commitment.state == "SUBMITTED"
    assert len(commitment.rounds.get().content["tasks"]) == 6


def test_no_registration_has_more_than_fifty_tasks(cast: Any) -> None:
    commitment = stage.draft(cast, tasks=2)
    Task.objects.bulk_create(
        Task(commitment=commitment, number=n, title=f"Việc {n}") for n in range(3, 51)
    )
    said = refusal(lambda: save(cast, commitment, n=99))
    assert "đã có 50 nhiệm vụ" in said
    first = commitment.tasks.get(number=1)
    save(cast, commitment, task=first, version=first.version, title="Viết lại")  # changing is free
    Task.objects.create(commitment=commitment, number=51, title="Thừa")
    assert "quá 50 nhiệm vụ" in " ".join(checking.missing(commitment))


def test_what_is_missing_is_said_for_each_task(cast: Any) -> None:
    commitment = stage.draft(cast)
    save(cast, commitment, owner_name="", milestones=())
    assert checking.missing(commitment) == [
        "Nhiệm vụ 4: Chưa phân công người phụ trách: ghi một người cụ thể.",
        "Nhiệm vụ 4: Chưa có lộ trình: ghi ít nhất một mốc, thuộc quý nào, việc gì.",
    ]


def test_a_double_click_hands_in_once(cast: Any) -> None:
    commitment, key = stage.draft(cast), uuid4()
    rounds = [
        registering.submit_registration(commitment=commitment, key=key, by=cast.head, at=AT)
        for _ in range(2)
    ]
    assert rounds[0] == rounds[1]
    assert AuditEntry.objects.filter(deed=Deed.REGISTRATION_SUBMITTED).count() == 1
    other = stage.draft(cast, cast.bureau)
    with pytest.raises(Refused):
        registering.submit_registration(commitment=other, key=key, by=cast.bureau_head, at=AT)


def test_a_round_keeps_what_was_handed_in(cast: Any) -> None:
    commitment = stage.sent_back(cast)
    first = commitment.rounds.get()
    task = commitment.tasks.get(number=1)
    save(cast, commitment, task=task, version=task.version, title="Đã ghi rõ địa bàn")
    registering.submit_registration(commitment=commitment, key=uuid4(), by=cast.head, at=AT)
    first.refresh_from_db()
    assert first.content["tasks"][0]["title"] == "Nhiệm vụ mẫu số 1"
    assert (first.verdict, first.comment) == ("SENT_BACK", "Cần rõ hơn.")
    assert first.task_comments == {"1": "Ghi rõ địa bàn."}
    assert commitment.rounds.first().number == 2


def test_a_clerk_hands_in_on_behalf_of_the_head(cast: Any) -> None:
    commitment = stage.draft(cast)
    made = registering.submit_registration(commitment=commitment, key=uuid4(), by=cast.clerk, at=AT)
    assert made.on_behalf_of == "Bí thư Phường 1"
    assert OutgoingMail.objects.filter(kind="registration_received").exists()


def test_a_reporter_hands_in_only_when_allowed(cast: Any) -> None:
    commitment = stage.draft(cast)
    by_reporter = {"commitment": commitment, "key": uuid4(), "at": AT}
    assert "chưa cho phép" in refusal(
        lambda: registering.submit_registration(**by_reporter, by=cast.reporter)
    )
    cast.reporter.appointments.update(may_submit=True)
    del cast.reporter.posts
    registering.submit_registration(**by_reporter, by=cast.reporter)


def test_of_an_assigned_task_the_unit_writes_only_its_part(cast: Any) -> None:
    commitment = stage.draft(cast)
    task = assigning.assign_task(
        commitment=commitment,
        data=stage.task_data(9, owner_name="", milestones=()),
        by=cast.clerk,
        at=AT,
    )
    mine = replace(
        stage.task_data(9), title="Dễ hơn", target=Decimal(1), owner_name="Người của phường"
    )
    registering.save_task(
        commitment=commitment, data=mine, task=task, version=1, by=cast.head, at=AT
    )
    task.refresh_from_db()
    assert (task.title, task.target) == ("Nhiệm vụ mẫu số 9", Decimal(109))
    assert task.owner_name == "Người của phường"
    assert task.milestones.count() == 3
    with pytest.raises(Refused):
        registering.remove_task(task=task, by=cast.head, at=AT)
    assigning.remove_assigned(task=task, by=cast.clerk, at=AT)
    assert commitment.tasks.count() == 3


@pytest.mark.parametrize(
    ("post", "unit", "said"),
    [
        ("Bí thư Đảng ủy phường", "Phường 5", "Bí thư Đảng ủy Phường 5"),
        ("Trưởng phòng", "Phòng Kinh tế", "Trưởng Phòng Kinh tế"),
        ("Bí thư", "Thành đoàn", "Bí thư Thành đoàn"),
        ("Chánh Văn phòng", "Văn phòng HĐND và UBND", "Chánh Văn phòng HĐND và UBND"),
    ],
)
def test_on_behalf_of_says_no_word_twice(post: str, unit: str, said: str) -> None:
    assert registering.post_at(post, unit) == said
