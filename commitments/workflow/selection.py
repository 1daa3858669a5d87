"""What the Office chooses among the registered tasks, and what follows from it at approval.

Below the verb, nothing is a deed of its own: it runs inside a verb's transaction, on a commitment
that the verb has locked and asked the rules about.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from camket import clock
from camket.audit import Deed, Refused, ask
from camket.text import nfc
from commitments import quality, rules
from commitments.models import Choice, Commitment, Suggestion, Task, TaskOrigin
from commitments.states import SuggestionState
from commitments.workflow.checking import check
from commitments.workflow.writing import ask_unchanged, lock, record
from units.models import Person

MOST_REASON = 2_000  # characters


class Chosen(NamedTuple):
    """The Office's word on one task; ``reason`` is asked for when it is not chosen."""

    choice: Choice
    reason: str = ""


@transaction.atomic
def choose_tasks(
    *,
    commitment: Commitment,
    choices: Mapping[int, Chosen],
    by: Person,
    at: datetime,
    seen: str = "",
) -> int:
    """Mark registered tasks, by id, as chosen or not chosen for the signed paper; some or all.

    Returns how many changed; nothing is recorded when none did. ``seen`` as for ``approve``.
    Raises Refused for a task that is not registered here, or not chosen without a reason.
    """
    commitment = lock(commitment)
    ask(
        rules.may_choose(by, commitment, clock.local_date(at)),
        "Bản đăng ký không ở trạng thái chờ xem xét nên không chọn nhiệm vụ được.",
    )
    ask_unchanged(commitment, seen, "chọn")
    tasks = {task.pk: task for task in registered(commitment)}
    ask(choices.keys() <= tasks.keys(), "Chỉ chọn trong các nhiệm vụ đơn vị tự đăng ký.")
    wanted = {pk: _clean(chosen) for pk, chosen in choices.items()}
    objections = (_objection(tasks[pk], chosen) for pk, chosen in wanted.items())
    lines = [sentence for sentence in objections if sentence]
    if lines:
        raise Refused("Chưa ghi được lựa chọn.", lines=lines)
    changed = [pk for pk, chosen in wanted.items() if chosen != _of(tasks[pk])]
    for pk in changed:
        choice, reason = wanted[pk]
        commitment.tasks.filter(pk=pk).update(choice=choice, choice_reason=reason)
    if changed:
        said = [_said(tasks[pk], wanted[pk]) for pk in changed]
        words = "\n".join(_in_words(one) for one in said)
        record(Deed.TASK_CHOSEN, commitment, by=by, at=at, comment=words, tasks=said)
    return len(changed)


def registered(commitment: Commitment) -> list[Task]:
    """What the Office chooses among; tasks it assigned are always to be signed."""
    return list(commitment.tasks.filter(origin=TaskOrigin.REGISTERED).order_by("number"))


def unready(commitment: Commitment, on: date) -> list[str]:
    """What keeps this registration from being passed on or approved; empty when it is ready.

    Only what will be signed is counted and put before the 6 rõ check, as of the day ``on``.
    """
    checked = check(commitment, on, to_sign=True)
    return [*_undecided(commitment), *_waiting(commitment), *checked.missing]


def refuse_unready(commitment: Commitment, on: date) -> None:
    """Raises Refused with what ``unready`` says."""
    lines = unready(commitment, on)
    if lines:
        raise Refused("Bản cam kết chưa chuyển hoặc duyệt được.", lines=lines)


def settle(commitment: Commitment) -> None:
    """Where nothing had to be left out, whatever was not spoken of is chosen."""
    commitment.tasks.filter(origin=TaskOrigin.REGISTERED, choice=Choice.UNDECIDED).update(
        choice=Choice.CHOSEN
    )


def choices_of(commitment: Commitment) -> dict[str, dict[str, Any]]:
    """What was chosen, by task id, as a judged round keeps it: {id: {choice, reason, number}}.

    A task that will leave the rows takes the changes proposed to it along, under ``suggestions``.
    """
    found = {}
    rows = commitment.tasks.filter(origin=TaskOrigin.REGISTERED).prefetch_related("suggestions")
    for task in rows.order_by("number"):
        entry: dict[str, Any] = {
            "choice": task.choice, "reason": task.choice_reason, "number": task.number
        }  # fmt: skip
        if task.choice == Choice.NOT_CHOSEN:
            made = sorted(task.suggestions.all(), key=lambda one: (one.made_at, one.pk))
            entry["suggestions"] = [suggestion_content(one) for one in made]
        found[str(task.pk)] = entry
    return found


def suggestion_content(one: Suggestion) -> dict[str, Any]:
    """A proposed change as plain values."""
    return {
        "state": one.state,
        "before": one.before,
        "after": one.after,
        "comment": one.comment,
        "answer": one.answer,
        "made_at": one.made_at.isoformat(),
    }


def drop_not_chosen(commitment: Commitment) -> list[str]:
    """Delete what is not signed and number the rest from 1; returns the labels of the deleted.

    Their wording stays in the rounds' frozen content, the reason in ``CommitmentRound.choices``.
    """
    gone = commitment.tasks.filter(choice=Choice.NOT_CHOSEN)
    labels = [str(task) for task in gone.order_by("number")]
    gone.delete()
    left = commitment.tasks.order_by("number").values_list("pk", flat=True)
    for number, pk in enumerate(list(left), start=1):
        commitment.tasks.filter(pk=pk).exclude(number=number).update(number=number)
    return labels


def _undecided(commitment: Commitment) -> list[str]:
    """Beyond the most that may be signed the Office must have spoken of each registered task."""
    most = commitment.limits[1]
    if commitment.tasks.count() <= most:
        return []
    open_ones = [task.number for task in registered(commitment) if not task.choice]
    if not open_ones:
        return []
    numbers = ", ".join(str(number) for number in open_ones)
    return [
        f"Đơn vị có nhiều hơn {most} nhiệm vụ nên phải chọn từng nhiệm vụ đăng ký. "
        f"Chưa chọn: nhiệm vụ {numbers}."
    ]


def _waiting(commitment: Commitment) -> list[str]:
    waiting = Suggestion.objects.filter(
        task__commitment=commitment, task__choice__in=(Choice.UNDECIDED, Choice.CHOSEN),
        state=SuggestionState.OPEN,
    )  # fmt: skip
    numbers = waiting.order_by("task__number").values_list("task__number", flat=True)
    return [
        f"Nhiệm vụ {number}: đề nghị sửa của Văn phòng đang chờ đơn vị trả lời. "
        "Chờ trả lời, hoặc rút đề nghị."
        for number in numbers
    ]


def _clean(chosen: Chosen) -> Chosen:
    """As stored: a chosen task needs no reason, and keeps none."""
    reason = nfc(chosen.reason).strip() if chosen.choice == Choice.NOT_CHOSEN else ""
    return Chosen(Choice(chosen.choice), reason)


def _of(task: Task) -> Chosen:
    return Chosen(Choice(task.choice), task.choice_reason)


def _objection(task: Task, chosen: Chosen) -> str:
    if chosen.choice == Choice.UNDECIDED:
        return f"Nhiệm vụ {task.number}: chọn đưa vào bản ký hoặc không."
    if chosen.choice == Choice.NOT_CHOSEN and not chosen.reason:
        return f"Nhiệm vụ {task.number}: không đưa vào bản ký thì phải nêu lý do."
    too_long = quality.too_long(chosen.reason, MOST_REASON)
    return f"Nhiệm vụ {task.number}: {too_long}" if too_long else ""


def _said(task: Task, chosen: Chosen) -> dict[str, Any]:
    return {"task": task.number, "title": task.title[:200], **chosen._asdict()}


def _in_words(said: dict[str, Any]) -> str:
    """'Nhiệm vụ 4: không đưa vào bản ký. Lý do: …'."""
    reason = f" Lý do: {said['reason']}" if said["reason"] else ""
    return f"Nhiệm vụ {said['task']}: {Choice(said['choice']).label.lower()}.{reason}"
