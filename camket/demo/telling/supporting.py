"""Supporting units answer to what they were asked: most say yes the next morning."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from camket.demo.answers import answer_of
from camket.demo.telling.stage import Stage, at, minute_of, next_morning
from commitments.models import Commitment, Support
from commitments.workflow.supporting import answer_support


def answer(stage: Stage, number: int) -> None:
    """Everything asked and not answered in that year, in the order of the answers."""
    asked = Support.objects.to_answer().filter(task__commitment__year=stage.years[number])
    _tell(stage, asked.with_names())


def answer_again(stage: Stage, commitment: Commitment) -> None:
    """One unit's tasks: whoever was asked anew because the words had changed."""
    asked = Support.objects.to_answer().filter(task__commitment=commitment, times_asked__gt=1)
    _tell(stage, asked.with_names())


def _tell(stage: Stage, supports: Iterable[Support]) -> None:
    said = [row for support in supports for row in _answers(support)]
    for when, pk, confirm, words in sorted(said, key=lambda row: row[:2]):
        support = Support.objects.with_names().get(pk=pk)
        answer_support(
            support=support,
            confirm=confirm,
            answer=words,
            by=stage.heads[support.unit.code],
            at=when,
        )


def _answers(support: Support) -> Iterator[tuple[datetime, int, bool, str]]:
    """When, to which row, yes or no, in which words."""
    assert support.asked_at is not None
    commitment, code = support.task.commitment, support.unit.code
    told = answer_of(commitment.year.year, commitment.unit.code, support.task.number, code)
    when = at(next_morning(support.asked_at), 8, minute_of(code))
    if told is None or support.times_asked > 1:
        yield when, support.pk, True, ""
        return
    if told.declined:
        yield when, support.pk, False, told.declined
    if told.confirmed_on:
        yield at(told.confirmed_on, 9, minute_of(code)), support.pk, True, told.confirmed
