"""The Office gives more time: of its own accord, to one unit or many, or because it was asked."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import audit, clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from camket.text import format_date, nfc
from commitments import emails, rules
from commitments.models import Extension, ExtensionRequest, ProgressReport
from commitments.states import EXTENSION_MOVES, ExtensionState, ReportState, sources
from commitments.workflow.drafting import lock
from commitments.workflow.requesting import (
    WrongDay,
    least_day,
    lock_request,
    mistaken_day,
    refuse_day,
)
from commitments.workflow.words import refuse_long, words
from units.models import Person

MAX_NAME = 200  # the width of ``Extension.asked_by``
NOT_GIVEN = "Chỉ Văn phòng gia hạn được báo cáo của đơn vị."


@transaction.atomic
def extend(
    *,
    report: ProgressReport,
    locks_on: date,
    asked_by: str,
    reason: str,
    corrects: bool = False,
    by: Person,
    at: datetime,
) -> Extension:
    """Let a unit hand in until ``locks_on``; may be granted after the lock. Due day is unchanged.

    Refused when it stands already, and as ``refuse_day``. An open request of the unit's is granted
    by it. ``corrects``: the day given last was mistaken, and this earlier one was meant.
    """
    report = lock(report)
    on = clock.local_date(at)
    ask(rules.may_extend(by, report, on), why_not(report))
    reason, asked_by = nfc(reason).strip(), nfc(asked_by).strip()
    ask(bool(reason and asked_by), "Gia hạn phải ghi người đề nghị và lý do.")
    given: dict[str, Any] = {"asked_by": asked_by, "reason": reason, "locks_on": locks_on}
    ask(not _stands(report, given), ALREADY_DONE)
    refuse_long(reason)
    refuse_long(asked_by, most=MAX_NAME)
    asked = report.extension_requests.filter(state=ExtensionState.OPEN).first()
    if corrects:
        return _correct(report, asked, by=by, at=at, **given)
    refuse_day(report, locks_on, on, least=least_day(asked, on))
    if asked:
        _answer(asked, ExtensionState.GRANTED, "", by=by, at=at)
    made = _give(report, asked, by=by, at=at, **given)
    emails.extension_granted(report, made, at=at)
    return made


@transaction.atomic
def extend_many(
    *,
    reports: Iterable[ProgressReport],
    locks_on: date,
    asked_by: str,
    reason: str,
    by: Person,
    at: datetime,
) -> list[Extension]:
    """The same for several reports at once, for all or for none.

    Raises Refused with a line for each report that cannot be extended; WrongDay when it is the day
    that stops each of them.
    """
    made, against = [], []
    kind: type[Refused] = WrongDay
    for report in sorted(reports, key=lambda row: row.pk):  # locked in one order by everybody
        try:
            with transaction.atomic():
                made.append(
                    extend(
                        report=report, locks_on=locks_on, asked_by=asked_by, reason=reason,
                        by=by, at=at,
                    )
                )  # fmt: skip
        except Refused as refused:
            said = " ".join([refused.sentence, *refused.lines])
            name = f"{report.commitment.unit.short_name}, {report.period}"
            against.append(f"{name}: {said}")
            kind = kind if isinstance(refused, WrongDay) else Refused
    if against:
        raise kind("Chưa gia hạn cho đơn vị nào vì còn điểm phải sửa.", lines=against)
    ask(bool(made), "Chưa chọn báo cáo nào để gia hạn.")
    return made


@transaction.atomic
def grant_request(
    *, request: ExtensionRequest, locks_on: date, answer: str, by: Person, at: datetime
) -> Extension:
    """OPEN → GRANTED, until the day wished for or another; the unit is told, with the Office's word."""
    request = lock_request(request)
    report, on = request.report, clock.local_date(at)
    ask(rules.may_answer_request(by, request, on), ALREADY_DONE)
    ask(rules.may_extend(by, report, on), why_not(report))
    answer = words(answer)
    refuse_day(report, locks_on, on, least=least_day(request, on))
    _answer(request, ExtensionState.GRANTED, answer, by=by, at=at)
    asked_by = (request.on_behalf_of or str(request.asked_by))[:MAX_NAME]
    made = _give(
        report, request,
        locks_on=locks_on, asked_by=asked_by, reason=request.reason, by=by, at=at,
    )  # fmt: skip
    emails.extension_granted(report, made, answer, at=at)
    return made


@transaction.atomic
def refuse_request(*, request: ExtensionRequest, answer: str, by: Person, at: datetime) -> None:
    """OPEN → REFUSED, with a sentence; the unit is told. The lock day stays."""
    request = lock_request(request)
    ask(rules.may_answer_request(by, request, clock.local_date(at)), ALREADY_DONE)
    answer = words(answer, "Không gia hạn thì phải nêu lý do.")
    _answer(request, ExtensionState.REFUSED, answer, by=by, at=at)
    audit.record(
        Deed.EXTENSION_REFUSED,
        request.report,
        by=by,
        at=at,
        comment=answer,
        committee=request.report.commitment.year.committee,
    )
    emails.extension_refused(request.report, request, answer, at=at)


def why_not(report: ProgressReport) -> str:
    """Why this report gets no more time, by how it stands."""
    if report.state == ReportState.SENT_BACK:
        return (
            "Báo cáo được trả lại để bổ sung nên không bị khóa sổ: đơn vị gửi lại được, không cần "
            "gia hạn."
        )
    if report.state == ReportState.SUBMITTED:
        return "Báo cáo đã gửi đến Văn phòng nên không cần gia hạn."
    if report.state == ReportState.ACCEPTED:
        return "Báo cáo đã được chấp nhận nên không cần gia hạn."
    return NOT_GIVEN


def _answer(
    request: ExtensionRequest, state: ExtensionState, answer: str, *, by: Person, at: datetime
) -> None:
    claim(
        ExtensionRequest.objects.filter(pk=request.pk, state__in=sources(EXTENSION_MOVES, state)),
        state=state,
        answer=answer,
        answered_at=at,
        answered_by=by,
    )


def _stands(report: ProgressReport, given: dict[str, Any]) -> bool:
    """The newest extension says just this: the deed came twice."""
    newest = report.extensions.first()
    return newest is not None and all(getattr(newest, name) == said for name, said in given.items())


def _correct(
    report: ProgressReport,
    asked: ExtensionRequest | None,
    *,
    by: Person,
    at: datetime,
    **given: Any,
) -> Extension:
    """A further extension, of an earlier day; nobody who asks for more time is answered by it."""
    if asked:
        wished = format_date(asked.wished_until)
        raise Refused(f"Đơn vị đang xin gia hạn đến {wished}: đề nghị trả lời đơn vị trước.")
    before = mistaken_day(report, given["locks_on"], clock.local_date(at))
    made = _give(report, None, before=before, by=by, at=at, **given)
    emails.extension_corrected(report, made, before, at=at)
    return made


def _give(
    report: ProgressReport,
    request: ExtensionRequest | None,
    *,
    locks_on: date,
    asked_by: str,
    reason: str,
    before: date | None = None,
    by: Person,
    at: datetime,
) -> Extension:
    """The row and its entry. ``before``: the mistaken day that it corrects."""
    corrected = {"before": before.isoformat()} if before else {}
    made = Extension.objects.create(
        report=report,
        request=request,
        asked_by=asked_by,
        reason=reason,
        granted_by=by,
        granted_at=at,
        locks_on=locks_on,
    )
    audit.record(
        Deed.EXTENSION_CORRECTED if before else Deed.EXTENSION_GRANTED,
        report,
        by=by,
        at=at,
        comment=reason,
        asked_by=asked_by,
        committee=report.commitment.year.committee,
        locks_on=locks_on.isoformat(),
        **corrected,
    )
    return made
