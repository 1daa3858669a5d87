"""Put stored tasks before the 6 rõ check: one commitment, or one task that is being typed."""

from dataclasses import dataclass
from datetime import date

from commitments import quality
from commitments.models import Commitment, Task
from commitments.quality import Around, Finding, LastYear, TaskData
from commitments.workflow.past import Past, of_last_year
from commitments.workflow.writing import task_data


@dataclass(frozen=True)
class Checked:
    """What the check says of a registration.

    ``counted``: the sentence about the number of tasks that keeps it back, empty when right.
    ``surplus``: that more was registered than may be signed, so that the Office will choose; no
    obstacle. ``tasks``: each task with its findings, blocking first. ``whole``: warnings about all
    tasks together. ``past``: what the tasks were read beside.
    """

    counted: str
    surplus: str
    tasks: list[tuple[Task, list[Finding]]]
    whole: list[Finding]
    past: list[Past]

    @property
    def missing(self) -> list[str]:
        """What keeps the registration from being handed in, in sentences."""
        return ([self.counted] if self.counted else []) + self._lines(blocking=True)

    @property
    def warnings(self) -> list[str]:
        """What should be looked at again, in sentences; handing in acknowledges it."""
        whole = [finding.sentence for finding in self.whole]
        return ([self.surplus] if self.surplus else []) + whole + self._lines(blocking=False)

    def _lines(self, *, blocking: bool) -> list[str]:
        return [
            f"Nhiệm vụ {task.number}: {finding.sentence}"
            for task, found in self.tasks
            for finding in found
            if finding.is_blocking == blocking
        ]


def check(commitment: Commitment, on: date | None = None, *, to_sign: bool = False) -> Checked:
    """The whole check of a registration as it is stored (constant queries).

    ``on``: the day of asking; without it both half-years are asked for. ``to_sign``: of what will
    be signed alone, whose number must be within the limits; a registration may hold more.
    """
    rows = commitment.tasks.to_sign() if to_sign else commitment.tasks.all()
    rows = rows.prefetch_related("milestones", "supporting_units", "bases")
    tasks, limits = list(rows.order_by("number")), commitment.limits
    past = of_last_year(commitment)
    written = [(task, task_data(task)) for task in tasks]
    titles = [(task.number, task.title) for task in tasks]
    found = [
        (
            task,
            quality.all_findings(
                data,
                commitment.year.year,
                Around(
                    others=tuple(one for one in titles if one[0] != task.number),
                    last=_same_work(data, task, past),
                    on=on,
                ),
            ),
        )
        for task, data in written
    ]
    return Checked(
        quality.count_finding(len(tasks), limits)
        if to_sign
        else quality.registered_finding(len(tasks), limits),
        "" if to_sign else quality.surplus_notice(len(tasks), limits),
        found,
        quality.whole_warnings([data for _, data in written]),
        past,
    )


def missing(commitment: Commitment, on: date | None = None) -> list[str]:
    """What keeps this registration from being handed in, in sentences; empty when it is ready."""
    return check(commitment, on).missing


def around(
    commitment: Commitment, data: TaskData, task: Task | None, past: list[Past], on: date
) -> Around:
    """What a task that is being typed is read beside; ``past`` as ``of_last_year`` (one query)."""
    others = commitment.tasks.exclude(pk=task.pk) if task else commitment.tasks.all()
    return Around(
        others=tuple(others.order_by("number").values_list("number", "title")),
        last=_same_work(data, task, past),
        on=on,
    )


def _same_work(data: TaskData, task: Task | None, past: list[Past]) -> LastYear | None:
    """What it was carried over from, else last year's task of the same wording."""
    before = {one.task.pk: _last_year(one) for one in past}
    carried_from = task.carried_from_id if task else None
    if carried_from in before:
        return before[carried_from]
    return next((last for last in before.values() if last.is_of(data)), None)


def _last_year(past: Past) -> LastYear:
    return LastYear(
        year=past.year,
        title=past.task.title,
        unit_of_measure=past.task.unit_of_measure,
        baseline=past.task.baseline,
        target=past.task.target,
        maintain=past.task.maintain,
        result=past.kept,
    )
