"""The state charts, one screen. Pure. Source: domain.md §5."""

from django.db import models


class YearState(models.TextChoices):
    PREPARING = "PREPARING", "Đang chuẩn bị"
    REGISTRATION = "REGISTRATION", "Đang đăng ký"
    IN_FORCE = "IN_FORCE", "Đang thực hiện"
    CLOSED = "CLOSED", "Đã khép"


class CommitmentState(models.TextChoices):
    DRAFT = "DRAFT", "Đang soạn"
    SUBMITTED = "SUBMITTED", "Đã gửi đăng ký"
    SENT_BACK = "SENT_BACK", "Trả lại để bổ sung"
    APPROVED = "APPROVED", "Đã duyệt, chờ ký"
    SIGNED = "SIGNED", "Đã ký"
    CLOSED = "CLOSED", "Đã khép"


class ReportState(models.TextChoices):
    OPEN = "OPEN", "Chưa nộp"
    SUBMITTED = "SUBMITTED", "Đã nộp"
    SENT_BACK = "SENT_BACK", "Trả lại"
    ACCEPTED = "ACCEPTED", "Đã chấp nhận"


class SuggestionState(models.TextChoices):
    """The Office's proposed change of a registered task; the unit answers (domain.md §1)."""

    OPEN = "OPEN", "Chờ đơn vị trả lời"
    CONFIRMED = "CONFIRMED", "Đơn vị đồng ý"
    DECLINED = "DECLINED", "Đơn vị giữ nguyên"
    WITHDRAWN = "WITHDRAWN", "Văn phòng đã rút"


class SupportState(models.TextChoices):
    WAITING = "WAITING", "Chờ xác nhận"
    CONFIRMED = "CONFIRMED", "Đã xác nhận phối hợp"
    DECLINED = "DECLINED", "Chưa nhận phối hợp"


class AmendmentState(models.TextChoices):
    DRAFT = "DRAFT", "Đang soạn"
    PROPOSED = "PROPOSED", "Chờ Thường trực quyết định"
    APPROVED = "APPROVED", "Đã đồng ý điều chỉnh"
    REJECTED = "REJECTED", "Không đồng ý điều chỉnh"


class ExtensionState(models.TextChoices):
    """A unit's request for more time (domain.md §4)."""

    OPEN = "OPEN", "Chờ Văn phòng trả lời"
    GRANTED = "GRANTED", "Đã gia hạn"
    REFUSED = "REFUSED", "Không gia hạn"
    WITHDRAWN = "WITHDRAWN", "Đơn vị đã rút"


class ProposalState(models.TextChoices):
    """A kiến nghị of a quarter; only what lies with the Office is seen by others."""

    OPEN = "OPEN", "Chờ trả lời"
    ANSWERED = "ANSWERED", "Đã trả lời"
    WITHDRAWN = "WITHDRAWN", "Đơn vị đã rút"


class ProposalOutcome(models.TextChoices):
    RESOLVED = "RESOLVED", "Đã giải quyết"
    ADJUSTED = "ADJUSTED", "Đồng ý điều chỉnh"
    REFUSED = "REFUSED", "Không chấp thuận"


class ExplanationState(models.TextChoices):
    OPEN = "OPEN", "Chờ đơn vị giải trình"
    ANSWERED = "ANSWERED", "Đã giải trình"
    WITHDRAWN = "WITHDRAWN", "Đã rút yêu cầu"


class InspectionState(models.TextChoices):
    PLANNED = "PLANNED", "Theo kế hoạch"
    DONE = "DONE", "Đã kiểm tra"
    CANCELLED = "CANCELLED", "Không tiến hành"


class ActionState(models.TextChoices):
    """A yêu cầu khắc phục: done by the unit, verified by somebody else."""

    OPEN = "OPEN", "Chưa khắc phục"
    DONE = "DONE", "Đơn vị báo đã khắc phục"
    VERIFIED = "VERIFIED", "Đã xác nhận khắc phục"


class ImportState(models.TextChoices):
    QUEUED = "QUEUED", "Đang chờ đọc"
    READING = "READING", "Đang đọc"
    READY = "READY", "Chờ xác nhận"
    REFUSED = "REFUSED", "Có lỗi, chưa nhập"
    CONFIRMED = "CONFIRMED", "Đang chờ nhập"
    APPLYING = "APPLYING", "Đang nhập"
    APPLIED = "APPLIED", "Đã nhập"
    FAILED = "FAILED", "Không nhập được"
    DROPPED = "DROPPED", "Đã bỏ"


YEAR_MOVES = {
    YearState.PREPARING: {YearState.REGISTRATION},
    YearState.REGISTRATION: {YearState.IN_FORCE},
    YearState.IN_FORCE: {YearState.CLOSED},
    YearState.CLOSED: set(),
}

COMMITMENT_MOVES = {
    CommitmentState.DRAFT: {CommitmentState.SUBMITTED},
    CommitmentState.SUBMITTED: {CommitmentState.SENT_BACK, CommitmentState.APPROVED},
    CommitmentState.SENT_BACK: {CommitmentState.SUBMITTED},
    CommitmentState.APPROVED: {CommitmentState.SIGNED},
    CommitmentState.SIGNED: {CommitmentState.CLOSED},
    CommitmentState.CLOSED: set(),
}

# SUBMITTED → OPEN is a withdrawal before review begins when nothing was sent back yet;
# SUBMITTED → SENT_BACK is the Office's sending back, or a withdrawal of a later round.
REPORT_MOVES = {
    ReportState.OPEN: {ReportState.SUBMITTED},
    ReportState.SUBMITTED: {ReportState.SENT_BACK, ReportState.ACCEPTED, ReportState.OPEN},
    ReportState.SENT_BACK: {ReportState.SUBMITTED},
    ReportState.ACCEPTED: {ReportState.SENT_BACK},
}

SUGGESTION_MOVES = {
    SuggestionState.OPEN: {
        SuggestionState.CONFIRMED,
        SuggestionState.DECLINED,
        SuggestionState.WITHDRAWN,
    },
    SuggestionState.CONFIRMED: set(),
    SuggestionState.DECLINED: set(),
    SuggestionState.WITHDRAWN: set(),
}

# A supporting unit may change its mind until the lead unit's commitment is signed. Back to WAITING
# only by the lead unit, which has changed the words: an answer to others is none.
SUPPORT_MOVES = {
    SupportState.WAITING: {SupportState.CONFIRMED, SupportState.DECLINED},
    SupportState.CONFIRMED: {SupportState.DECLINED},
    SupportState.DECLINED: {SupportState.CONFIRMED},
}

AMENDMENT_MOVES = {
    AmendmentState.DRAFT: {AmendmentState.PROPOSED},
    AmendmentState.PROPOSED: {AmendmentState.APPROVED, AmendmentState.REJECTED},
    AmendmentState.APPROVED: set(),
    AmendmentState.REJECTED: set(),
}

EXTENSION_MOVES = {
    ExtensionState.OPEN: {
        ExtensionState.GRANTED,
        ExtensionState.REFUSED,
        ExtensionState.WITHDRAWN,
    },
    ExtensionState.GRANTED: set(),
    ExtensionState.REFUSED: set(),
    ExtensionState.WITHDRAWN: set(),
}

# A handing-in that is taken back takes along what it put; handed in again, or dropped only by what was
# taken back, they return.
PROPOSAL_MOVES = {
    ProposalState.OPEN: {ProposalState.ANSWERED, ProposalState.WITHDRAWN},
    ProposalState.ANSWERED: set(),
    ProposalState.WITHDRAWN: {ProposalState.OPEN},
}

EXPLANATION_MOVES = {
    ExplanationState.OPEN: {ExplanationState.ANSWERED, ExplanationState.WITHDRAWN},
    ExplanationState.ANSWERED: set(),
    ExplanationState.WITHDRAWN: set(),
}

INSPECTION_MOVES = {
    InspectionState.PLANNED: {InspectionState.DONE, InspectionState.CANCELLED},
    InspectionState.DONE: set(),
    InspectionState.CANCELLED: set(),
}

# DONE → OPEN: the verifier found it not done, and says what is left.
ACTION_MOVES = {
    ActionState.OPEN: {ActionState.DONE},
    ActionState.DONE: {ActionState.VERIFIED, ActionState.OPEN},
    ActionState.VERIFIED: set(),
}

UNIT_MAY_WRITE_COMMITMENT = (CommitmentState.DRAFT, CommitmentState.SENT_BACK)
UNIT_MAY_WRITE_REPORT = (ReportState.OPEN, ReportState.SENT_BACK)
# Only then are the rows of a report what was handed in.
HANDED_IN = (ReportState.SUBMITTED, ReportState.ACCEPTED)
SIGNED_STATES = (CommitmentState.SIGNED, CommitmentState.CLOSED)
# A year in which units register, sign and report.
WRITABLE_YEARS = (YearState.REGISTRATION, YearState.IN_FORCE)
# In which a supporting unit may give its first answer; a second one only before the signature.
ANSWERABLE = (
    CommitmentState.SUBMITTED,
    CommitmentState.SENT_BACK,
    CommitmentState.APPROVED,
    CommitmentState.SIGNED,
)


def sources(moves: dict, target: str) -> list[str]:
    """The states from which ``target`` can be reached."""
    return [state for state, targets in moves.items() if target in targets]
