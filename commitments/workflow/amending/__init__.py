"""What was signed is changed on a copy: drafted, proposed, decided; the old wording stays.

Source: domain.md §5, §8 ("moving goalposts").
"""

from commitments.workflow.amending.changes import (
    Change,
    changes_of,
    counts_of,
    differences,
    late_on,
    named,
)
from commitments.workflow.amending.copying import current, data_of, find
from commitments.workflow.amending.deciding import approve, reject, shown
from commitments.workflow.amending.drafts import drop, explain, start, start_from
from commitments.workflow.amending.joining import conflicts_of, has_moved, rebase
from commitments.workflow.amending.lines import restore_task, save_task, withdraw_task
from commitments.workflow.amending.proposing import objections, propose

__all__ = [
    "Change",
    "approve",
    "changes_of",
    "conflicts_of",
    "counts_of",
    "current",
    "data_of",
    "differences",
    "drop",
    "explain",
    "find",
    "has_moved",
    "late_on",
    "named",
    "objections",
    "propose",
    "rebase",
    "reject",
    "restore_task",
    "save_task",
    "shown",
    "start",
    "start_from",
    "withdraw_task",
]
