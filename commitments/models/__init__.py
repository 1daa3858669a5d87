"""What was promised, what was done, what was judged."""

from commitments.models.commitment import (
    Commitment,
    CommitmentRound,
    Milestone,
    Task,
    TaskKind,
    TaskOrigin,
    TaskResponsibility,
)
from commitments.models.progress import (
    Extension,
    ProgressReport,
    Submission,
    TaskProgress,
)
from commitments.models.year import Period, Year

__all__ = [
    "Commitment",
    "CommitmentRound",
    "Extension",
    "Milestone",
    "Period",
    "ProgressReport",
    "Submission",
    "Task",
    "TaskKind",
    "TaskOrigin",
    "TaskProgress",
    "TaskResponsibility",
    "Year",
]
