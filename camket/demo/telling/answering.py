"""Proposals are answered, a unit is asked to explain and does."""

from camket.demo.replies import QUESTIONS, REPLIES, Question, Reply
from camket.demo.telling.stage import Stage, at, minute_of
from commitments.models import Proposal
from commitments.workflow import answering, explaining
from units.models import Person


def answer(stage: Stage, year: int, quarter: int) -> None:
    """The answers to one quarter's proposals, in the order in which they were given."""
    told = [(key, reply) for key, reply in REPLIES.items() if (key[0], key[2]) == (year, quarter)]
    for (_, unit, _, task), reply in sorted(told, key=lambda one: one[1].on):
        proposal = Proposal.objects.get(
            report__commitment=stage.commitment(year, unit),
            report__period__quarter=quarter,
            task__number=task,
        )
        answering.answer_proposal(
            proposal=proposal,
            outcome=reply.outcome,
            answer=reply.words,
            on_behalf_of=reply.whose,
            by=_who(stage, reply),
            at=at(reply.on, 15, minute_of(unit)),
        )


def explain(stage: Stage, year: int, quarter: int) -> None:
    """What the Office asked units to explain of that quarter while its year went on."""
    for question in QUESTIONS:
        if (question.year, question.quarter) == (year, quarter) and question.asked_on.year == year:
            _ask(stage, question)


def explain_afterwards(stage: Stage, year: int) -> None:
    """What it asked of that year in the year after."""
    for question in QUESTIONS:
        if question.year == year < question.asked_on.year:
            _ask(stage, question)


def _who(stage: Stage, reply: Reply) -> Person:
    if reply.unit:
        return stage.heads[reply.unit]
    return stage.clerk if reply.whose else stage.secretary


def _ask(stage: Stage, question: Question) -> None:
    commitment = stage.commitment(question.year, question.unit)
    about_task = question.task > 0
    asked = explaining.ask_explanation(
        commitment=commitment,
        task=commitment.tasks.get(number=question.task) if about_task else None,
        report=None if about_task else commitment.reports.get(period__quarter=question.quarter),
        question=question.words,
        due_on=question.due_on,
        by=stage.clerk,
        at=at(question.asked_on, 9),
    )
    if question.answered_on:
        explaining.answer_explanation(
            explanation=asked,
            answer=question.answer,
            version=asked.version,
            by=stage.heads[question.unit],
            at=at(question.answered_on, 16, minute_of(question.unit)),
        )
