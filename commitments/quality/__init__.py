"""What a unit writes, as plain values, and what is still wrong or missing in it. Pure.

Source: domain.md §8 (vague promises), §7 (no free percentage). Sentences name the field and say
what a good answer looks like.
"""

from commitments.quality.answers import (
    AnswerData,
    Promise,
    answer_contradictions,
    answer_findings,
    warnings,
)
from commitments.quality.counting import (
    CEILING,
    count_finding,
    registered_finding,
    surplus_notice,
)
from commitments.quality.findings import (
    MAX_NUMBER,
    MAX_PLACES,
    MAX_TEXT,
    Finding,
    number_objection,
    too_long,
)
from commitments.quality.tasks import (
    MilestoneData,
    TaskData,
    contradictions,
    task_findings,
)

__all__ = [
    "CEILING",
    "MAX_NUMBER",
    "MAX_PLACES",
    "MAX_TEXT",
    "AnswerData",
    "Finding",
    "MilestoneData",
    "Promise",
    "TaskData",
    "answer_contradictions",
    "answer_findings",
    "contradictions",
    "count_finding",
    "number_objection",
    "registered_finding",
    "surplus_notice",
    "task_findings",
    "too_long",
    "warnings",
]
