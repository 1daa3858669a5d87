"""What was promised, what was done, what was judged."""

from commitments.models.amendment import Amendment
from commitments.models.basis import LegalBasis
from commitments.models.choices import Choice, TaskKind, TaskOrigin, TaskResponsibility
from commitments.models.commitment import Commitment, CommitmentRound, CommitmentVersion, short_code
from commitments.models.handover import Handover
from commitments.models.importing import ImportRun
from commitments.models.progress import (
    Extension,
    ProgressReport,
    Submission,
    TaskProgress,
    with_progress,
)
from commitments.models.rounds import Round, Verdict
from commitments.models.scan import SignedScan, with_scans
from commitments.models.task import (
    FormerDue,
    Milestone,
    Suggestion,
    Support,
    Task,
    due_on_day,
    in_force,
)
from commitments.models.year import Period, Year

__all__ = [
    "Amendment",
    "Choice",
    "Commitment",
    "CommitmentRound",
    "CommitmentVersion",
    "Extension",
    "FormerDue",
    "Handover",
    "ImportRun",
    "LegalBasis",
    "Milestone",
    "Period",
    "ProgressReport",
    "Round",
    "SignedScan",
    "Submission",
    "Suggestion",
    "Support",
    "Task",
    "TaskKind",
    "TaskOrigin",
    "TaskProgress",
    "TaskResponsibility",
    "Verdict",
    "Year",
    "due_on_day",
    "in_force",
    "short_code",
    "with_progress",
    "with_scans",
]
