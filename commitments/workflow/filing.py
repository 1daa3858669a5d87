"""A unit files its quarter: drafts at any time, hands in before the lock, takes back before review."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from camket import audit, clock
from camket.audit import Deed, Refused, ask, claim, digest
from camket.text import nfc
from commitments import emails, quality, rules
from commitments.models import Evidence, EvidenceUse, ProgressReport, Submission, Task
from commitments.models.rounds import Verdict
from commitments.quality import AnswerData
from commitments.states import HANDED_IN, REPORT_MOVES, ReportState, sources
from commitments.workflow.drafting import (
    addressed,
    answer_data,
    ask_same_round,
    clean,
    conflict,
    lock,
    promised,
    write_answers,
)
from commitments.workflow.earlier import answers_before, promise_of
from commitments.workflow.filing_refused import (
    AMENDED_UNSAVED,
    AMENDED_UNSENT,
    why_not,
    why_not_withdrawn,
    why_not_writable,
)
from commitments.workflow.freezing import report_content
from commitments.workflow.measuring import tasks_of
from commitments.workflow.raising import asked_until, raise_proposals
from commitments.workflow.registering import on_behalf
from commitments.workflow.remeasuring import remeasure
from commitments.workflow.requesting import drop_request
from commitments.workflow.taking_back import take_back
from units.models import Person

NO_HIGHLIGHTS = "Chưa ghi kết quả nổi bật cả năm để đưa vào báo cáo năm của cấp ủy."
OLD_PAGE = "Trang này đã cũ. Đề nghị mở lại báo cáo rồi gửi; nội dung đã soạn vẫn được giữ."
FILES_MOVED = (
    "Minh chứng của báo cáo vừa được người khác thêm hoặc gỡ. Đề nghị xem lại rồi gửi; nội dung đã "
    "soạn vẫn được giữ."
)


@dataclass(frozen=True)
class GeneralData:
    """The report's part that is about no single task."""

    highlights: str = ""
    difficulties: str = ""
    proposals: str = ""
    addressee: str = ""
    addressed_unit: int | None = None
    wanted_by: date | None = None


GENERAL_TEXTS = ("highlights", "difficulties", "proposals")


@transaction.atomic
def save_draft(
    *,
    report: ProgressReport,
    general: GeneralData,
    answers: Iterable[AnswerData],
    version: int,
    promise: str | None = None,
    by: Person,
    at: datetime,
) -> ProgressReport:
    """Store the working draft, computing each task's completion; leaves no audit entry.

    Drafts are saved on any day, also after the lock (trust.md F10). Raises Conflict with the
    stored values when ``version`` is stale, Refused for what cannot be stored. ``promise``: what
    the answers are about (``drafting.promised``), None: not asked.
    """
    report = lock(report)
    on = clock.local_date(at)
    ask(rules.may_file(by, report, on), why_not_writable(report))
    tasks = tasks_of(report)
    ask(promise in (None, promised(report, tasks)), AMENDED_UNSAVED)
    answers = [clean(answer) for answer in answers]
    found = quality.answer_contradictions(answers)
    texts = {name: nfc(getattr(general, name)) for name in GENERAL_TEXTS}
    whom = addressed(general, report)
    found += [
        quality.Finding(name, sentence)
        for name, text in texts.items()
        if (sentence := quality.too_long(text))
    ]
    if found:
        raise Refused("Bản nháp có điểm không ghi được.", lines=[f.sentence for f in found])
    saved = ProgressReport.objects.filter(pk=report.pk, version=version).update(
        version=F("version") + 1, saved_at=at, saved_by=by, **texts, **whom
    )
    if not saved:
        raise conflict(report)
    write_answers(report, tasks, answers, on=on)
    report.refresh_from_db(fields=["version", "saved_at", "saved_by", *GENERAL_TEXTS, *whom])
    return report


@transaction.atomic
def submit(
    *,
    report: ProgressReport,
    key: UUID,
    version: int,
    files: Collection[int] | None = None,
    promise: str | None = None,
    by: Person,
    at: datetime,
) -> Submission:
    """OPEN or SENT_BACK → SUBMITTED: freezes a round, puts its proposals, mails a receipt.

    A request for more time that is still open has lost its object and is withdrawn with it.
    A repeated ``key`` returns the first round, unless the unit has it back by now.
    Late is recorded, never refused, until the lock day; after it an Extension is needed
    (domain.md §4). ``files``: ids of the uses of evidence that the page showed, ``promise``: what
    it showed of the tasks (``drafting.promised``), None: not asked; both move without a new
    version. Raises Refused with what is missing.
    """
    report = lock(report)
    if done := round_with(key, report):
        return done
    ask(not Submission.objects.filter(key=key).exists(), OLD_PAGE)
    on = clock.local_date(at)
    ask(rules.may_submit(by, report, on), why_not(by, report, at))
    tasks = tasks_of(report)
    _ask_seen(report, tasks, files, promise)
    if lines := [line for _, line in missing(report, tasks, on)]:
        raise Refused(
            "Báo cáo còn điểm phải bổ sung hoặc xem lại, chưa gửi được. "
            "Nội dung đã soạn vẫn được giữ.",
            lines=lines,
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
    made = _frozen(report, key, tasks=tasks, by=by, at=at)
    drop_request(report, by, at)
    audit.record(
        Deed.QUARTER_SUBMITTED, report, by=by, at=at, on_behalf_of=made.on_behalf_of,
        committee=report.commitment.year.committee, round=made.number, hash=made.content_hash,
    )  # fmt: skip
    raise_proposals(report, made, by=by, at=at)
    emails.quarter_received(report, made, at=at)
    return made


@transaction.atomic
def withdraw(*, report: ProgressReport, by: Person, at: datetime, seen: str = "") -> None:
    """Take a submission back before its review begins; the round stays readable as withdrawn.

    A first submission taken back no longer counts for timeliness: the next one does. Proposals
    that nobody has answered yet go with it, or stand again as an earlier round's verdict left them.
    ``seen``: the round that the page showed (``shown``).
    """
    report = lock(report)
    ask(rules.may_withdraw(by, report, clock.local_date(at)), why_not_withdrawn(report))
    ask_same_round(report, seen)
    judged_before = rules.was_judged(report)
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
    take_back(report, by=by, at=at)
    audit.record(
        Deed.QUARTER_WITHDRAWN,
        report,
        by=by,
        at=at,
        on_behalf_of=on_behalf(by, report.commitment, at),
        committee=report.commitment.year.committee,
    )


def round_with(key: UUID | None, report: ProgressReport) -> Submission | None:
    """The round that a page with this key has made already, while it lies with the Office.

    Be it by the other of two clicks at once. None without a key.
    """
    lies_there = report.rounds.filter(report__state__in=HANDED_IN)
    judged = (Verdict.WAITING, Verdict.ACCEPTED)
    return lies_there.filter(key=key, verdict__in=judged).first() if key else None


def missing(report: ProgressReport, tasks: list[Task], on: date) -> list[tuple[int, str]]:
    """What keeps it from being handed in on that day: (task number or 0, sentence); empty when ready.

    ``tasks``: those it answers (``measuring.tasks_of``).
    """
    answers = {a.task_id: a for a in report.answers.prefetch_related("done_milestones")}
    before, days = answers_before(report, tasks), asked_until(report)
    lines = []
    for task in tasks:
        answer = answers.get(task.pk)
        data = answer_data(answer) if answer else AnswerData(task.pk)
        promise = promise_of(task, before.get(task.pk), report.period.quarter)
        lines += [
            (task.number, f"Nhiệm vụ {task.number}: {found.sentence}")
            for found in quality.answer_findings(data, promise, on, days.get(task.number))
        ]
    found = general_findings(general_of(report), report.period.quarter, on, days.get(0))
    return [*lines, *((0, f"Phần chung: {one.sentence}") for one in found)]


def general_findings(
    general: GeneralData, quarter: int, on: date, asked: date | None = None
) -> list[quality.Finding]:
    """What the general part lacks: the year's highlights in the last quarter, a proposal's address."""
    found = quality.proposal_findings(general, on, asked)
    if quarter == 4 and not general.highlights.strip():
        return [quality.Finding("highlights", NO_HIGHLIGHTS), *found]
    return found


def general_of(report: ProgressReport) -> GeneralData:
    """The general part as the row holds it."""
    return GeneralData(
        **{name: getattr(report, name) for name in GENERAL_TEXTS},
        addressee=report.addressee,
        addressed_unit=report.addressed_unit_id,
        wanted_by=report.wanted_by,
    )


def _ask_seen(
    report: ProgressReport,
    tasks: list[Task],
    files: Collection[int] | None,
    promise: str | None,
) -> None:
    """Nothing is handed in that its sender has not seen, nor without what was seen beside it."""
    ask(promise in (None, promised(report, tasks)), AMENDED_UNSENT)
    if files is not None:
        ask(set(files) == set(_uses(report, tasks).values_list("pk", flat=True)), FILES_MOVED)


def _uses(report: ProgressReport, tasks: list[Task]) -> QuerySet[EvidenceUse]:
    """The files that go with the next round: none of a task that was withdrawn meanwhile."""
    return EvidenceUse.objects.filter(answer__report=report, answer__task__in=tasks)


def _frozen(
    report: ProgressReport, key: UUID, *, tasks: list[Task], by: Person, at: datetime
) -> Submission:
    """The next round: the content as it is now, named by its digest.

    A wish for support that it does not hold has ended: a later one begins on a day of its own.
    """
    number = report.rounds.count() + 1
    content = report_content(report) | {"round": number}
    Evidence.objects.filter(uses__in=_uses(report, tasks), handed_in_at=None).update(
        handed_in_at=at
    )
    report.answers.filter(needs_support_since=None).update(support_first_asked=None)
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
