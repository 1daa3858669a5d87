"""A unit is asked to explain what is red, and answers; draft, answer, withdrawal."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from camket import audit, clock
from camket.audit import Conflict, Deed, Refused, ask, claim
from commitments import emails, quality, rules
from commitments.models import Commitment, Explanation, ProgressReport, Task
from commitments.states import EXPLANATION_MOVES, ExplanationState, sources
from commitments.workflow import drafting, writing
from commitments.workflow.lateness import red_report, red_tasks
from commitments.workflow.registering import on_behalf
from commitments.workflow.words import words
from units.models import Person

NOT_NOW = (
    "Chỉ yêu cầu giải trình về bản cam kết đã ký, khi năm đang thực hiện. Văn phòng hoặc Thường trực "
    "yêu cầu."
)
NOT_RED = "Việc này không chậm thời hạn, không chậm so với lộ trình và không quá hạn nộp."
ASKED = "Đơn vị đang có yêu cầu giải trình về việc này, chưa trả lời."
CLOSED_SINCE = (
    "Yêu cầu giải trình trước về việc này vừa được trả lời hoặc rút, sau khi trang này được mở. Đề "
    "nghị đọc lại; còn cần hỏi thêm thì gửi lại yêu cầu."
)
STALE = (
    "Bản giải trình vừa được người khác sửa trong lúc anh/chị đang soạn. Hai bản được đặt cạnh nhau "
    "để anh/chị chọn."
)


@transaction.atomic
def ask_explanation(
    *,
    commitment: Commitment,
    task: Task | None = None,
    report: ProgressReport | None = None,
    question: str,
    due_on: date,
    by: Person,
    at: datetime,
    seen: str = "",
) -> Explanation:
    """Ask about one late or lagging task, or about one overdue report; the unit is told.

    ``about`` is computed: what is red, in words, as of this day. One open question a thing. The
    unit is given the least time to answer, up to a working day. ``seen`` is what the page showed
    of earlier questions (``closed_so_far``); Refused when one more is closed. Empty: not asked.
    """
    commitment, today = writing.lock(commitment), clock.local_date(at)
    if report is not None:
        drafting.lock(report)  # whoever hands it in locks the report alone
    ask(rules.may_ask_explanation(by, commitment, today), NOT_NOW)
    about = about_of(commitment, task, report, today)
    ask(bool(about), NOT_RED)
    question = words(question, "Ghi nội dung cần giải trình.")
    if said := quality.reply_day_objection(due_on, today, "Đơn vị"):
        raise Refused(said)
    _refuse_again(commitment, task, report, seen)
    made = Explanation.objects.create(
        commitment=commitment,
        task=task,
        report=report,
        about=about,
        question=question,
        due_on=due_on,
        asked_at=at,
        asked_by=by,
    )
    _record(Deed.EXPLANATION_ASKED, made, by=by, at=at, comment=question, about=about)
    emails.explanation_asked(made, at=at)
    return made


@transaction.atomic
def save_explanation(
    *, explanation: Explanation, answer: str, version: int, by: Person, at: datetime
) -> Explanation:
    """Keep the answer's draft; leaves no audit entry. Conflict, with their words, when stale."""
    explanation = lock(explanation)
    ask(rules.may_draft_explanation(by, explanation, clock.local_date(at)), why_not(explanation))
    answer = words(answer)
    _refuse_stale(explanation, answer, version)
    Explanation.objects.filter(pk=explanation.pk).update(answer=answer, version=F("version") + 1)
    return lock(explanation)


@transaction.atomic
def answer_explanation(
    *, explanation: Explanation, answer: str, version: int, by: Person, at: datetime
) -> Explanation:
    """OPEN → ANSWERED, in the head's name when somebody else writes; the asker is told.

    After the date as well: it is then marked late. Conflict when the draft has moved on.
    """
    explanation = lock(explanation)
    ask(rules.may_answer_explanation(by, explanation, clock.local_date(at)), why_not(explanation))
    answer = words(answer, "Ghi nội dung giải trình.")
    _refuse_stale(explanation, answer, version)
    behalf = on_behalf(by, explanation.commitment, at)
    claim(
        Explanation.objects.filter(
            pk=explanation.pk, state__in=sources(EXPLANATION_MOVES, ExplanationState.ANSWERED)
        ),
        state=ExplanationState.ANSWERED,
        answer=answer,
        version=F("version") + 1,
        answered_at=at,
        answered_by=by,
        on_behalf_of=behalf,
    )
    explanation = lock(explanation)
    late = explanation.days_late(clock.local_date(at))
    _record(
        Deed.EXPLANATION_ANSWERED, explanation, by=by, at=at, comment=answer,
        on_behalf_of=behalf, days_late=late,
    )  # fmt: skip
    emails.explanation_answered(explanation, at=at)
    return explanation


@transaction.atomic
def withdraw_explanation(
    *, explanation: Explanation, reason: str, by: Person, at: datetime
) -> None:
    """OPEN → WITHDRAWN with a reason; the unit is told that it need not answer.

    So is the asker, when somebody else has taken the question back.
    """
    explanation = lock(explanation)
    ask(rules.may_withdraw_explanation(by, explanation, clock.local_date(at)), why_not(explanation))
    reason = words(reason, "Ghi lý do rút yêu cầu giải trình.")
    claim(
        Explanation.objects.filter(
            pk=explanation.pk, state__in=sources(EXPLANATION_MOVES, ExplanationState.WITHDRAWN)
        ),
        state=ExplanationState.WITHDRAWN,
    )
    _record(Deed.EXPLANATION_WITHDRAWN, explanation, by=by, at=at, comment=reason)
    emails.explanation_withdrawn(lock(explanation), reason, by=by, at=at)


def about_of(
    commitment: Commitment, task: Task | None, report: ProgressReport | None, on: date
) -> str:
    """What is red of this commitment's task or report, in words; empty when nothing is."""
    if task is not None:
        rows = commitment.tasks.select_related("commitment__year").prefetch_related("milestones")
        return red_tasks(list(rows.filter(pk=task.pk)), on).get(task.pk, "")
    if report is not None and report.commitment_id == commitment.pk:
        return red_report(ProgressReport.objects.with_names().get(pk=report.pk), on)
    return ""


def closed_so_far(commitment: Commitment, task: Task | None, report: ProgressReport | None) -> str:
    """How many questions about the same thing are closed: answered, or withdrawn."""
    same = commitment.explanations.filter(task=task, report=report)
    return str(same.exclude(state=ExplanationState.OPEN).count())


def lock(explanation: Explanation) -> Explanation:
    """Second beat: the row as it is now, locked where the engine can."""
    Explanation.objects.select_for_update().values_list("pk").get(pk=explanation.pk)
    return Explanation.objects.with_names().get(pk=explanation.pk)


def why_not(explanation: Explanation) -> str:
    """The sentence to somebody who cannot answer or withdraw it now."""
    if explanation.state == ExplanationState.ANSWERED:
        return "Đơn vị đã giải trình việc này."
    if explanation.state == ExplanationState.WITHDRAWN:
        return "Yêu cầu giải trình này đã được rút, không phải trả lời nữa."
    return (
        "Người đứng đầu đơn vị, hoặc cán bộ đầu mối được phép gửi thay, thì trả lời; Văn phòng và "
        "Thường trực thì rút được yêu cầu. Bản giải trình vẫn lưu lại được để người khác gửi."
    )


def _refuse_again(
    commitment: Commitment, task: Task | None, report: ProgressReport | None, seen: str
) -> None:
    """Of the same thing one open question, and none by who has not seen how the last one ended."""
    same = commitment.explanations.filter(task=task, report=report)
    ask(not same.filter(state=ExplanationState.OPEN).exists(), ASKED)
    ask(seen in ("", closed_so_far(commitment, task, report)), CLOSED_SINCE)


def _refuse_stale(explanation: Explanation, answer: str, version: int) -> None:
    if version != explanation.version and answer != explanation.answer:
        theirs = {"answer": explanation.answer}
        raise Conflict(STALE, theirs=theirs, version=explanation.version)


def _record(deed: Deed, explanation: Explanation, *, by: Person, at: datetime, **more: Any) -> None:
    """Fifth beat of a verb on an explanation."""
    committee = explanation.commitment.year.committee
    audit.record(deed, explanation, by=by, at=at, committee=committee, **more)
