"""Files beside a task of a quarter: brought, used again, taken off, taken away.

Each verb locks the commitment, then the report it is about: of two people at the third file one
wins, and a file is kept once. Source: domain.md §8, trust.md T4, T6, T16, F14.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, Refused, ask, claim
from camket.files import storing
from camket.files.uploads import Upload
from camket.text import nfc
from commitments import rules
from commitments.models import (
    Commitment,
    Evidence,
    EvidenceUse,
    ProgressReport,
    TaskProgress,
    named_in_rounds,
)
from commitments.models.evidence import MOST
from commitments.states import HANDED_IN, ReportState
from commitments.workflow import drafting, writing
from commitments.workflow.drafting import begun_answer
from commitments.workflow.forgetting import FOLDER, forget
from commitments.workflow.measuring import tasks_of
from commitments.workflow.registering import for_unit
from units.models import Person

logger = logging.getLogger(__name__)

MB = 1 << 20
NOT_DECLARED = "Đánh dấu xác nhận tệp không chứa bí mật nhà nước rồi tải lên lại."
NO_TASK = "Nhiệm vụ này không có trong kỳ báo cáo. Đề nghị mở lại trang."
TOO_MANY = (
    f"Mỗi nhiệm vụ có nhiều nhất {MOST} tệp minh chứng trong một quý. Gỡ bớt một tệp rồi thêm lại."
)
ALREADY_HERE = "Tệp này đã có ở nhiệm vụ này, không cần thêm lại."
GONE = "Tệp này không còn. Đề nghị mở lại trang để xem danh sách mới nhất."
FAILED = "Máy chủ chưa lưu được tệp. Đề nghị thử lại sau ít phút; nội dung đã soạn vẫn được giữ."
JUST_REMOVED = "Tệp này vừa được xóa ở nơi khác. Đề nghị tải lên lại."
NO_REASON = "Ghi lý do xóa tệp."
BY_UNIT = "Đơn vị xóa khi chưa gửi báo cáo."


class NoSpace(Refused):
    """There is no room for the file now: nothing wrong with the file, nor with who brought it."""


@dataclass(frozen=True)
class Attached:
    """A file beside a task; ``reused``: the unit had it already, so it was not kept twice."""

    use: EvidenceUse
    reused: bool


def attach(
    *, report: ProgressReport, task: int, upload: Upload, declared: bool, by: Person, at: datetime
) -> Attached:
    """Keep an upload and lay it beside the task (its id); a file the unit's year has is used again.

    ``declared``: the person has said that it holds no state secret. The file is whole in the
    storage before its row is written and before anything is locked, for a storage may be slow; it is
    gone when the row is not. Raises Refused for the fourth file of a task and for more than the
    year's room, NoSpace for a full disk.
    """
    known = _ask_first(report, task, upload, declared, by=by, at=at)
    with storing.together() as keep:
        names = None if known else _kept(upload, keep)
        with transaction.atomic():
            attached = _attached(report, task, upload, names, by=by, at=at)
    if names and attached.reused:  # somebody else brought the same one meanwhile
        storing.forget(*names)
    return attached


@transaction.atomic
def use_again(
    *, report: ProgressReport, task: int, evidence: int, by: Person, at: datetime
) -> EvidenceUse:
    """Lay a file the unit has brought this year (its id) beside one more task or quarter."""
    report, answer = _place(report, task, by=by, at=at)
    found = report.commitment.evidence.kept().filter(pk=evidence).first()
    if found is None:
        raise Refused(GONE)
    use = _lay(answer, found, by=by, at=at)
    _record(Deed.EVIDENCE_USED, report, found, answer, by=by, at=at)
    return use


@transaction.atomic
def detach(*, report: ProgressReport, use: int, by: Person, at: datetime) -> None:
    """Take a file (the id of its use) off a task of this draft; the unit still has it."""
    report = _lock(report)
    ask(rules.may_attach_evidence(by, report, clock.local_date(at)), _not_now(report))
    found = EvidenceUse.objects.filter(pk=use, answer__report=report)
    row = found.select_related("evidence", "answer__task").first()
    if row is None:
        raise Refused(GONE)
    found.delete()
    _record(Deed.EVIDENCE_DETACHED, report, row.evidence, row.answer, by=by, at=at)


@transaction.atomic
def remove(*, evidence: Evidence, reason: str, by: Person, at: datetime) -> Evidence:
    """Take the file itself away; its row says who, when and why, and rounds keep name and hash.

    Drafts lose it. The bytes go once the row says so: what a crash between or a silent storage
    leaves, an hourly sweep takes away.
    """
    commitment = writing.lock(evidence.commitment)
    list(commitment.reports.select_for_update().order_by("pk").values_list("pk"))
    evidence = Evidence.objects.get(pk=evidence.pk)
    evidence.commitment = commitment
    named = named_in_rounds(commitment)
    ask(
        rules.may_remove_evidence(by, evidence, clock.local_date(at), named),
        why_not_removed(evidence, evidence.pk in named),
    )
    own = by.works_for(commitment.unit, clock.local_date(at))
    reason = nfc(reason).strip() or (BY_UNIT if own else "")
    ask(bool(reason), NO_REASON)
    claim(
        Evidence.objects.filter(pk=evidence.pk, removed_at=None),
        removed_at=at,
        removed_by=by,
        removed_because=reason,
    )
    evidence.uses.exclude(answer__report__state__in=HANDED_IN).delete()
    writing.record(
        Deed.EVIDENCE_REMOVED,
        commitment,
        by=by,
        at=at,
        comment=reason,
        on_behalf_of=for_unit(by, commitment, at),
        name=evidence.original_name,
        sha256=evidence.sha256,
    )
    transaction.on_commit(lambda: forget(evidence), robust=True)
    evidence.refresh_from_db(fields=["removed_at", "removed_by", "removed_because"])
    return evidence


def why_not_removed(evidence: Evidence, named: bool) -> str:
    """Why this file stays, and what would help."""
    if evidence.removed_at is not None:
        return "Tệp này đã được xóa trước đó."
    if named:
        return (
            "Tệp đã nằm trong báo cáo đã gửi nên đơn vị không xóa được. "
            "Nếu cần xóa, đề nghị Văn phòng cấp ủy."
        )
    return "Tệp này không xóa được lúc này."


def _ask_first(
    report: ProgressReport, task: int, upload: Upload, declared: bool, *, by: Person, at: datetime
) -> bool:
    """Whether the unit's year has the file. What is refused already is not stored at all."""
    on, evidence = clock.local_date(at), report.commitment.evidence
    ask(rules.may_attach_evidence(by, report, on), _not_now(report))
    ask(declared, NOT_DECLARED)
    ask(task in {one.pk for one in tasks_of(report)}, NO_TASK)
    uses = EvidenceUse.objects.filter(answer__report=report, answer__task=task)
    ask(uses.filter(evidence__removed_at=None).count() < MOST, TOO_MANY)
    known = evidence.kept().filter(sha256=upload.sha256).exists()
    if not known:
        _ask_room(report.commitment, upload)
    return known


def _attached(
    report: ProgressReport,
    task: int,
    upload: Upload,
    names: tuple[str, str] | None,
    *,
    by: Person,
    at: datetime,
) -> Attached:
    """The same questions again, now locked, and the rows. ``names``: where the bytes lie."""
    report, answer = _place(report, task, by=by, at=at)
    commitment = report.commitment
    known = commitment.evidence.kept().filter(sha256=upload.sha256).first()
    if known:
        made, deed = known, Deed.EVIDENCE_USED
    elif names:
        _ask_room(commitment, upload)
        made, deed = _made(commitment, upload, names, by=by, at=at), Deed.EVIDENCE_ADDED
    else:
        raise Refused(JUST_REMOVED)
    use = _lay(answer, made, by=by, at=at)
    _record(deed, report, made, answer, by=by, at=at)
    return Attached(use, reused=known is not None)


def _lock(report: ProgressReport) -> ProgressReport:
    writing.lock(report.commitment)
    return drafting.lock(report)


def _place(
    report: ProgressReport, task: int, *, by: Person, at: datetime
) -> tuple[ProgressReport, TaskProgress]:
    """The locked report and the task's row in it, where one more file has room."""
    report, on = _lock(report), clock.local_date(at)
    ask(rules.may_attach_evidence(by, report, on), _not_now(report))
    ask(task in {one.pk for one in tasks_of(report)}, NO_TASK)
    answer = begun_answer(report, task, on=on)
    ask(answer.evidence_uses.filter(evidence__removed_at=None).count() < MOST, TOO_MANY)
    return report, answer


def _not_now(report: ProgressReport) -> str:
    if report.state == ReportState.SUBMITTED:
        return "Báo cáo đã gửi nên không thêm, gỡ minh chứng được. Rút báo cáo về để sửa trước."
    return "Báo cáo này không thêm, gỡ minh chứng được lúc này."


def _ask_room(commitment: Commitment, upload: Upload) -> None:
    used, most = commitment.evidence.kept().bytes(), settings.EVIDENCE_QUOTA
    ask(
        used + upload.size <= most,
        f"Đơn vị đã dùng {used // MB} MB trong hạn mức {most // MB} MB minh chứng của năm, không đủ "
        "chỗ cho tệp này. Xóa tệp không dùng ở trang Minh chứng, hoặc giảm dung lượng tệp.",
    )


def _kept(upload: Upload, keep: storing.Keep) -> tuple[str, str]:
    """The names of the file and its small picture in the storage."""
    try:
        name = keep(upload.data, FOLDER, upload.ending)
        return name, keep(upload.preview, FOLDER, "jpg") if upload.preview else ""
    except storing.NoRoom as full:
        raise NoSpace(str(full)) from full
    except OSError as failed:
        logger.exception("a file of evidence was not kept")
        raise NoSpace(FAILED) from failed


def _made(
    commitment: Commitment, upload: Upload, names: tuple[str, str], *, by: Person, at: datetime
) -> Evidence:
    return Evidence.objects.create(
        commitment=commitment,
        file=names[0],
        preview=names[1],
        original_name=upload.name,
        kind=upload.kind,
        size=upload.size,
        sha256=upload.sha256,
        uploaded_at=at,
        uploaded_by=by,
    )


def _lay(answer: TaskProgress, evidence: Evidence, *, by: Person, at: datetime) -> EvidenceUse:
    ask(not answer.evidence_uses.filter(evidence=evidence).exists(), ALREADY_HERE)
    return EvidenceUse.objects.create(answer=answer, evidence=evidence, used_at=at, used_by=by)


def _record(
    deed: Deed,
    report: ProgressReport,
    evidence: Evidence,
    answer: TaskProgress,
    *,
    by: Person,
    at: datetime,
) -> None:
    audit.record(
        deed,
        report,
        by=by,
        at=at,
        committee=report.commitment.year.committee,
        on_behalf_of=for_unit(by, report.commitment, at),
        task=answer.task.number,
        name=evidence.original_name,
        sha256=evidence.sha256,
    )
