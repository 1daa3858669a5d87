"""A unit files its quarter: drafts at any time, hands in before the lock, takes back before review."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from camket import audit, clock
from camket.audit import Conflict, Deed, Refused, ask, claim, digest
from camket.text import format_date, nfc
from commitments import emails, quality, rules
from commitments.models import ProgressReport, Submission, TaskProgress
from commitments.models.commitment import Verdict
from commitments.quality import AnswerData
from commitments.states import REPORT_MOVES, ReportState, sources
from commitments.workflow.freezing import plain, report_content
from commitments.workflow.measuring import answers_before, measure, promise_of, tasks_of
from commitments.workflow.registering import on_behalf
from units.models import Person

TEXTS = ("changed", "difficulties", "proposals")


@dataclass(frozen=True)
class GeneralData:
    """The report's part that is about no single task."""

    highlights: str = ""
    difficulties: str = ""
    proposals: str = ""


def lock(report: ProgressReport) -> ProgressReport:
    """Second beat: the row as it is now, locked where the engine can."""
    return ProgressReport.objects.select_for_update(of=("self",)).with_names().get(pk=report.pk)


@transaction.atomic
def save_draft(
    *,
    report: ProgressReport,
    general: GeneralData,
    answers: Iterable[AnswerData],
    version: int,
    by: Person,
    at: datetime,
) -> ProgressReport:
    """Store the working draft, computing each task's completion; leaves no audit entry.

    Drafts are saved on any day, also after the lock (trust.md F10). Raises Conflict with the
    stored values when ``version`` is stale, Refused for what cannot be stored.
    """
    report = lock(report)
    ask(rules.may_file(by, report, clock.local_date(at)), _why_not_writable(report))
    answers = [_clean(answer) for answer in answers]
    found = quality.answer_contradictions(answers)
    texts = {name: nfc(getattr(general, name)) for name in GeneralData.__dataclass_fields__}
    if any(len(text) > quality.MAX_TEXT for text in texts.values()):
        found.append(quality.Finding("highlights", "Nội dung dài quá 20.000 ký tự."))
    if found:
        raise Refused("Bản nháp có điểm không ghi được.", lines=[f.sentence for f in found])
    saved = ProgressReport.objects.filter(pk=report.pk, version=version).update(
        version=F("version") + 1, saved_at=at, saved_by=by, **texts
    )
    if not saved:
        raise _conflict(report)
    _write_answers(report, answers, on=clock.local_date(at))
    report.refresh_from_db()
    return report


@transaction.atomic
def submit(
    *, report: ProgressReport, key: UUID, version: int, by: Person, at: datetime
) -> Submission:
    """OPEN or SENT_BACK → SUBMITTED: freezes a round, mails a receipt to the unit.

    A repeated ``key`` returns the first round. Late is recorded, never refused, until the lock
    day; after it an Extension is needed (domain.md §4). Raises Refused with what is missing.
    """
    done = Submission.objects.filter(key=key, report=report).first()
    if done:
        return done
    report = lock(report)
    ask(rules.may_submit(by, report, clock.local_date(at)), why_not(by, report, at))
    lines = [line for _, line in missing(report)]
    if lines:
        raise Refused(
            "Báo cáo còn thiếu, chưa gửi được. Nội dung đã soạn vẫn được giữ.", lines=lines
        )
    claim(
        ProgressReport.objects.filter(
            pk=report.pk, version=version, state__in=sources(REPORT_MOVES, ReportState.SUBMITTED)
        ),
        "Báo cáo vừa được người khác sửa hoặc gửi. Đề nghị mở lại trang để xem bản mới nhất.",
        state=ReportState.SUBMITTED,
        version=version + 1,
        submitted_at=at,
        first_submitted_at=report.first_submitted_at or at,
        review_begun_at=None,
        review_begun_by=None,
    )
    content = report_content(report)
    made = Submission.objects.create(
        report=report,
        number=report.rounds.count() + 1,
        key=key,
        submitted_at=at,
        submitted_by=by,
        on_behalf_of=on_behalf(by, report.commitment, at),
        content=content,
        content_hash=digest(content),
    )
    audit.record(
        Deed.QUARTER_SUBMITTED,
        report,
        by=by,
        at=at,
        on_behalf_of=made.on_behalf_of,
        committee=report.commitment.year.committee,
        round=made.number,
        hash=made.content_hash,
    )
    emails.quarter_received(report, made, at=at)
    return made


@transaction.atomic
def withdraw(*, report: ProgressReport, by: Person, at: datetime) -> None:
    """Take a submission back before its review begins; the round stays readable as withdrawn.

    A first submission taken back no longer counts for timeliness: the next one does.
    """
    report = lock(report)
    ask(
        rules.may_withdraw(by, report, clock.local_date(at)),
        "Không rút được: Văn phòng đã bắt đầu xem xét, hoặc đã khóa sổ.",
    )
    judged_before = report.rounds.filter(verdict=Verdict.SENT_BACK).exists()
    claim(
        ProgressReport.objects.filter(
            pk=report.pk, state=ReportState.SUBMITTED, review_begun_at=None
        ),
        state=ReportState.SENT_BACK if judged_before else ReportState.OPEN,
        version=F("version") + 1,
        first_submitted_at=report.first_submitted_at if judged_before else None,
    )
    report.rounds.filter(verdict=Verdict.WAITING).update(
        verdict=Verdict.WITHDRAWN, decided_at=at, decided_by=by
    )
    audit.record(
        Deed.QUARTER_WITHDRAWN, report, by=by, at=at, committee=report.commitment.year.committee
    )


def missing(report: ProgressReport) -> list[tuple[int, str]]:
    """What keeps the report from being handed in: (task number or 0, sentence); empty when ready."""
    answers = {a.task_id: a for a in report.answers.prefetch_related("done_milestones")}
    before = answers_before(report)
    lines = []
    for task in tasks_of(report):
        answer = answers.get(task.pk)
        data = answer_data(answer) if answer else AnswerData(task.pk)
        lines += [
            (task.number, f"Nhiệm vụ {task.number}: {found.sentence}")
            for found in quality.answer_findings(data, promise_of(task, before.get(task.pk)))
        ]
    if report.period.quarter == 4 and not report.highlights.strip():
        lines.append(
            (0, "Phần chung: chưa ghi kết quả nổi bật cả năm để đưa vào báo cáo năm của cấp ủy.")
        )
    return lines


def answer_data(answer: TaskProgress) -> AnswerData:
    """A stored answer as plain values; prefetch ``done_milestones``."""
    return AnswerData(
        task=answer.task_id,
        status=answer.status,
        actual=answer.actual,
        done_milestones=frozenset(step.pk for step in answer.done_milestones.all()),
        changed=answer.changed,
        difficulties=answer.difficulties,
        proposals=answer.proposals,
        needs_support=answer.needs_support_since is not None,
        nothing_new=answer.nothing_new,
    )


def why_not(by: Person, report: ProgressReport, at: datetime) -> str:
    """Why this person cannot hand this report in now, and what would help."""
    on = clock.local_date(at)
    if report.state not in rules.UNIT_MAY_WRITE_REPORT:
        return _why_not_writable(report)
    if rules.is_locked(report, on):
        return (
            f"Kỳ báo cáo đã khóa sổ ngày {format_date(rules.lock_day(report))}. "
            "Đề nghị Văn phòng gia hạn; nội dung đã soạn vẫn được giữ."
        )
    return "Người đứng đầu chưa cho phép anh/chị gửi thay. Nội dung đã soạn vẫn được giữ."


def _why_not_writable(report: ProgressReport) -> str:
    if report.state == ReportState.SUBMITTED:
        return "Báo cáo đã gửi và đang chờ Văn phòng xem xét."
    if report.state == ReportState.ACCEPTED:
        return "Báo cáo đã được chấp nhận nên không sửa được nữa."
    return "Báo cáo này không sửa được lúc này."


def _clean(answer: AnswerData) -> AnswerData:
    return replace(answer, **{name: nfc(getattr(answer, name)) for name in TEXTS})


def _write_answers(report: ProgressReport, answers: Iterable[AnswerData], *, on: date) -> None:
    """Write each answer's row; ids that are not this commitment's tasks or steps are ignored."""
    tasks = {task.pk: task for task in tasks_of(report)}
    stored = {answer.task_id: answer for answer in report.answers.all()}
    for data in answers:
        task = tasks.get(data.task)
        if task is None:
            continue
        row = stored.get(task.pk) or TaskProgress(report=report, task=task)
        row.task = task
        done = data.done_milestones & {step.pk for step in task.milestones.all()}
        row.status, row.actual = data.status, data.actual if task.is_quantity else None
        row.changed, row.difficulties, row.proposals = (getattr(data, name) for name in TEXTS)
        row.nothing_new = data.nothing_new
        row.needs_support_since = (row.needs_support_since or on) if data.needs_support else None
        row.judged_status = ""
        measure(row, done, report.period.quarter)
        row.save()
        row.done_milestones.set(done)


def _conflict(report: ProgressReport) -> Conflict:
    now = ProgressReport.objects.get(pk=report.pk)
    theirs: dict[str, Any] = {
        "highlights": now.highlights,
        "difficulties": now.difficulties,
        "proposals": now.proposals,
        "saved_by": str(now.saved_by) if now.saved_by else "",
        "saved_at": now.saved_at,
        "answers": {
            answer.task_id: {
                **{name: getattr(answer, name) for name in TEXTS},
                "actual": plain(answer.actual),
                "status": answer.status,
                "nothing_new": answer.nothing_new,
                "needs_support": answer.needs_support_since is not None,
                "done_milestones": sorted(step.pk for step in answer.done_milestones.all()),
            }
            for answer in report.answers.prefetch_related("done_milestones")
        },
    }
    return Conflict(
        "Người khác vừa lưu báo cáo này trong lúc anh/chị đang soạn. Hai bản được đặt cạnh nhau "
        "để anh/chị chọn; chưa nội dung nào bị mất.",
        theirs=theirs,
        version=now.version,
    )
