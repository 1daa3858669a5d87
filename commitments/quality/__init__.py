"""What a unit writes, as plain values, and what is still wrong or missing in it. Pure.

Source: domain.md §8 (vague promises), §7 (no free percentage). Sentences name the field and say
what a good answer looks like.
"""

from commitments.quality.answers import (
    CHANGED,
    AnswerData,
    Promise,
    answer_contradictions,
    answer_findings,
    changed_label,
    done_note,
    nothing_new_hint,
    unlikely,
)
from commitments.quality.before import LastYear, not_above
from commitments.quality.clarity import (
    CRITERIA,
    Around,
    all_findings,
    by_criterion,
    clarity,
    task_findings,
    task_warnings,
)
from commitments.quality.counting import (
    CEILING,
    amended_finding,
    count_finding,
    registered_finding,
    surplus_notice,
)
from commitments.quality.findings import (
    MAX_NUMBER,
    MAX_PLACES,
    MAX_TEXT,
    Criterion,
    Finding,
    Level,
    number_objection,
    too_long,
)
from commitments.quality.judged import judged_otherwise
from commitments.quality.proposals import (
    Proposing,
    proposal_findings,
    reply_day_note,
    reply_day_objection,
)
from commitments.quality.second_look import Promised, Told, likeness, recounted, second_look
from commitments.quality.tasks import MilestoneData, TaskData, contradictions
from commitments.quality.whole import whole_warnings

__all__ = [
    "CEILING",
    "CHANGED",
    "CRITERIA",
    "MAX_NUMBER",
    "MAX_PLACES",
    "MAX_TEXT",
    "AnswerData",
    "Around",
    "Criterion",
    "Finding",
    "LastYear",
    "Level",
    "MilestoneData",
    "Promise",
    "Promised",
    "Proposing",
    "TaskData",
    "Told",
    "all_findings",
    "amended_finding",
    "answer_contradictions",
    "answer_findings",
    "by_criterion",
    "changed_label",
    "clarity",
    "contradictions",
    "count_finding",
    "done_note",
    "judged_otherwise",
    "likeness",
    "not_above",
    "nothing_new_hint",
    "number_objection",
    "proposal_findings",
    "recounted",
    "registered_finding",
    "reply_day_note",
    "reply_day_objection",
    "second_look",
    "surplus_notice",
    "task_findings",
    "task_warnings",
    "too_long",
    "unlikely",
    "whole_warnings",
]
