"""A unit files its quarter: drafts at any time, hands in before the lock, takes back before review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from camket import audit, clock
from camket.audit import Deed, Refused, ask, claim, digest
from camket.text import format_date, nfc
from commitments import emails, quality, rules
from commitments.models import ProgressReport, Submission
from commitments.models.rounds import Verdict
from commitments.quality import AnswerData
from commitments.states import REPORT_MOVES, ReportState, sources
from commitments.workflow.drafting import answer_data, clean, conflict, write_answers
from commitments.workflow.freezing import report_content
from commitments.workflow.measuring import answers_before, promise_of, tasks_of
from commitments.workflow.registering import on_behalf
from commitments.workflow.remeasuring import remeasure
from units.models import Person

NO_HIGHLIGHTS = "Phần chung: chưa ghi kết quả nổi bật cả năm để đưa vào báo cáo năm của cấp ủy."


@dataclass(frozen=True)
class GeneralData:
    """The report's part that is about no single task."""

    highlights: str = ""
    difficulties: str = ""
    proposals: str = ""


def lock(report: ProgressReport) -> ProgressReport:
    """Second beat: the row as it is now, locked where the engine can.

    Locked first and read then: one query for both brings the year as it was before the wait.
    """
    ProgressReport.objects.select_for_update().values_list("pk").get(pk=report.pk)
    return ProgressReport.objects.with_names().get(pk=report.pk)


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
    on = clock.local_date(at)
    ask(rules.may_file(by, report, on), _why_not_writable(report))
    answers = [clean(answer) for answer in answers]
    found = quality.answer_contradictions(answers)
    texts = {name: nfc(getattr(general, name)) for name in GeneralData.__dataclass_fields__}
    found += [
        quality.Finding(name, sentence)
        for name, text in texts.items()
        if (sentence := quality.too_long(text))
    ]
    if found:
        raise Refused("Bản nháp có điểm không ghi được.", lines=[f.sentence for f in found])
    saved = ProgressReport.objects.filter(pk=report.pk, version=version).update(
        version=F("version") + 1, saved_at=at, saved_by=by, **texts
    )
    if not saved:
        raise conflict(report)
    write_answers(report, answers, on=on)
    return lock(report)


@transaction.atomic
def submit(
    *, report: ProgressReport, key: UUID, version: int, by: Person, at: datetime
) -> Submission:
    """OPEN or SENT_BACK → SUBMITTED: freezes a round, mails a receipt to the unit.

    A repeated ``key`` returns the first round, unless the unit has it back by now.
    Late is recorded, never refused, until the lock day; after it an Extension is needed
    (domain.md §4). Raises Refused with what is missing.
    """
    report = lock(report)
    done = _handed_in_with(key, report)
    if done:
        return done
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
    made = _frozen(report, key, by=by, at=at)
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
    judged_before = report.rounds.filter(verdict__in=[Verdict.SENT_BACK, Verdict.ACCEPTED]).exists()
    claim(
        ProgressReport.objects.filter(
            pk=report.pk, state=ReportState.SUBMITTED, review_begun_at=None
        ),
        state=ReportState.SENT_BACK if judged_before else ReportState.OPEN,
        version=F("version") + 1,
        submitted_at=report.submitted_at if judged_before else None,
        first_submitted_at=report.first_submitted_at if judged_before else None,
    )
    report.rounds.filter(verdict=Verdict.WAITING).update(
        verdict=Verdict.WITHDRAWN, decided_at=at, decided_by=by
    )
    remeasure(report)
    audit.record(
        Deed.QUARTER_WITHDRAWN,
        report,
        by=by,
        at=at,
        on_behalf_of=on_behalf(by, report.commitment, at),
        committee=report.commitment.year.committee,
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
        lines.append((0, NO_HIGHLIGHTS))
    return lines


def why_not(by: Person, report: ProgressReport, at: datetime) -> str:
    """Why this person cannot hand this report in now, and what would help."""
    on = clock.local_date(at)
    if not rules.may_file(by, report, on):
        return _why_not_writable(report)
    if not rules.has_begun(report, on):
        return f"{report.period} chưa bắt đầu nên chưa gửi được báo cáo. Nội dung đã soạn vẫn được giữ."
    if rules.is_locked(report, on):
        return (
            f"Kỳ báo cáo đã khóa sổ ngày {format_date(rules.lock_day(report))}. "
            "Đề nghị Văn phòng gia hạn; nội dung đã soạn vẫn được giữ."
        )
    return "Người đứng đầu chưa cho phép anh/chị gửi thay. Nội dung đã soạn vẫn được giữ."


def _frozen(report: ProgressReport, key: UUID, *, by: Person, at: datetime) -> Submission:
    """The next round: the content as it is now, named by its digest."""
    number = report.rounds.count() + 1
    content = report_content(report) | {"round": number}
    return Submission.objects.create(
        report=report,
        number=number,
        key=key,
        submitted_at=at,
        submitted_by=by,
        on_behalf_of=on_behalf(by, report.commitment, at),
        content=content,
        content_hash=digest(content),
    )


def _why_not_writable(report: ProgressReport) -> str:
    if report.state == ReportState.SUBMITTED:
        return "Báo cáo đã gửi và đang chờ Văn phòng xem xét."
    if report.state == ReportState.ACCEPTED:
        return "Báo cáo đã được chấp nhận nên không sửa được nữa."
    return "Báo cáo này không sửa được lúc này."


def _handed_in_with(key: UUID, report: ProgressReport) -> Submission | None:
    """The round this form has made already; Refused when that round no longer lies with the Office."""
    done = Submission.objects.filter(key=key).first()
    lies_there = report.state in (ReportState.SUBMITTED, ReportState.ACCEPTED)
    if done and not (
        done.report_id == report.pk
        and done.verdict in (Verdict.WAITING, Verdict.ACCEPTED)
        and lies_there
    ):
        raise Refused(
            "Trang này đã cũ. Đề nghị mở lại báo cáo rồi gửi; nội dung đã soạn vẫn được giữ."
        )
    return done
