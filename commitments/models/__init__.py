"""What was promised, what was done, what was judged."""

from commitments.models.amendment import Amendment
from commitments.models.basis import LegalBasis
from commitments.models.choices import (
    Addressee,
    Choice,
    Compared,
    InspectionForm,
    TaskKind,
    TaskOrigin,
    TaskResponsibility,
)
from commitments.models.commitment import Commitment, CommitmentRound, CommitmentVersion, short_code
from commitments.models.evidence import Evidence, EvidenceUse, named_in_rounds
from commitments.models.explanation import Explanation
from commitments.models.handover import Handover
from commitments.models.importing import ImportRun
from commitments.models.inspection import (
    ActionPoint,
    Finding,
    Inspection,
    VerifiedValue,
    with_coverage,
)
from commitments.models.progress import (
    Extension,
    ExtensionRequest,
    HalfWrittenReview,
    ProgressReport,
    Submission,
    TaskProgress,
    with_progress,
)
from commitments.models.proposal import Proposal
from commitments.models.rounds import Round, Verdict
from commitments.models.scan import SignedScan, with_scans
from commitments.models.support import Support
from commitments.models.task import (
    FormerDue,
    Milestone,
    Suggestion,
    Task,
    due_on_day,
    in_force,
)
from commitments.models.year import Period, Year

__all__ = [
    "ActionPoint",
    "Addressee",
    "Amendment",
    "Choice",
    "Commitment",
    "CommitmentRound",
    "CommitmentVersion",
    "Compared",
    "Evidence",
    "EvidenceUse",
    "Explanation",
    "Extension",
    "ExtensionRequest",
    "Finding",
    "FormerDue",
    "HalfWrittenReview",
    "Handover",
    "ImportRun",
    "Inspection",
    "InspectionForm",
    "LegalBasis",
    "Milestone",
    "Period",
    "ProgressReport",
    "Proposal",
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
    "VerifiedValue",
    "Year",
    "due_on_day",
    "in_force",
    "named_in_rounds",
    "short_code",
    "with_coverage",
    "with_progress",
    "with_scans",
]
