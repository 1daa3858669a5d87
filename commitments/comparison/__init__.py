"""Two wordings of a commitment, or two rounds of a report: what differs, and how they join. Pure.

A task is a mapping of plain values with an ``id``; a task that is absent is withdrawn. Tasks are
told apart by their ids, their order says nothing.
"""

from commitments.comparison.merging import MINE, THEIRS, WHOLE, Conflict, Merge, merge
from commitments.comparison.rounds import AnswerChange, RoundChange, compare_rounds
from commitments.comparison.steps import matched
from commitments.comparison.tasks import (
    Comparison,
    FieldChange,
    Plain,
    TaskChange,
    applied,
    compare,
)
from commitments.comparison.words import NEW, OLD, SAME, word_diff

__all__ = [
    "MINE",
    "NEW",
    "OLD",
    "SAME",
    "THEIRS",
    "WHOLE",
    "AnswerChange",
    "Comparison",
    "Conflict",
    "FieldChange",
    "Merge",
    "Plain",
    "RoundChange",
    "TaskChange",
    "applied",
    "compare",
    "compare_rounds",
    "matched",
    "merge",
    "word_diff",
]
