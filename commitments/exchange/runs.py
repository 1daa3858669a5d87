"""The rows of uploaded workbooks and the work on them. Celery only rings (trust.md F2, F17).

A run is read, shown, confirmed, applied. It is claimed by conditional UPDATE with a lease; a
worker that dies leaves a lease that ends, and the sweep rings again. The file is in the private
folder until the run is over.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, Q

from camket import clock
from camket.audit import ALREADY_DONE, Refused, ask, claim
from camket.celery import ring
from camket.files import storing
from camket.text import nfc
from commitments import rules
from commitments.exchange.applying import Moved, import_rows
from commitments.exchange.cells import FILE_LIMITS, Unreadable
from commitments.exchange.checking import Plan, check
from commitments.exchange.reading import Read, read_again, read_workbook
from commitments.models import ImportRun, Year
from commitments.states import ImportState
from units.models import Committee, Person

BELL = "commitments.import_workbook"
FOLDER = "imports"
LEASE = timedelta(minutes=15)
MAX_ATTEMPTS = 3
KEPT_FOR = timedelta(days=7)  # a run nobody confirms
BROKEN = "Máy chủ gặp lỗi khi xử lý tệp; chưa nhập gì. Đề nghị báo quản trị hệ thống."
STOPPED = (
    "Việc xử lý tệp đã dừng giữa chừng nhiều lần; chưa nhập gì. Đề nghị báo quản trị hệ thống."
)
NOT_YOURS = "Anh/chị không được nhập dữ liệu từ Excel."
OLD_LETTERS = (
    "Tệp có chữ gõ theo bảng mã cũ. Đề nghị chọn chuyển sang Unicode, hoặc xác nhận giữ nguyên."
)
# (waits, is worked on): what a worker may take
STEPS = (
    (ImportState.QUEUED, ImportState.READING),
    (ImportState.CONFIRMED, ImportState.APPLYING),
)

logger = logging.getLogger(__name__)


@transaction.atomic
def upload(
    *, committee: Committee, year: Year | None, name: str, data: bytes, by: Person, at: datetime
) -> ImportRun:
    """Keep the file and queue it to be read. Raises Refused when it cannot be kept."""
    on = clock.local_date(at)
    ask(rules.may_import(by, committee, on), NOT_YOURS)
    ask(len(data) > 0, "Tệp rỗng (0 byte).")
    ask(len(data) <= FILE_LIMITS.size, f"Tệp lớn hơn {FILE_LIMITS.size >> 20} MB.")
    with storing.together() as keep:
        run = ImportRun.objects.create(
            committee=committee,
            year=year,
            original_name=nfc(name).strip()[-255:] or "tệp.xlsx",
            file=_kept(data, keep),
            sha256=hashlib.sha256(data).hexdigest(),
            uploaded_by=by,
            uploaded_at=at,
        )
    ring(BELL, run.pk)
    return run


@transaction.atomic
def read_converted(*, run: ImportRun, by: Person, at: datetime) -> None:
    """Agree to the conversion of old encodings: the file is read again."""
    ask(rules.may_import(by, run.committee, clock.local_date(at)), NOT_YOURS)
    rows = ImportRun.objects.filter(
        pk=run.pk, convert=False, state__in=[ImportState.READY, ImportState.REFUSED]
    )
    done = rows.update(
        convert=True, state=ImportState.QUEUED, attempts=0, rows=[], plan={}, problem=""
    )
    ask(done == 1, ALREADY_DONE)
    ring(BELL, run.pk)


@transaction.atomic
def confirm(
    *, run: ImportRun, invite: bool, keep_letters: bool = False, by: Person, at: datetime
) -> None:
    """READY → CONFIRMED: what was shown will be done. ``keep_letters``: old encodings stay."""
    ask(rules.may_import(by, run.committee, clock.local_date(at)), NOT_YOURS)
    letters = run.plan.get("legacy") and not run.convert
    ask(keep_letters or not letters, OLD_LETTERS)
    claim(
        ImportRun.objects.filter(pk=run.pk, state=ImportState.READY),
        state=ImportState.CONFIRMED,
        invite=invite,
        confirmed_at=at,
        confirmed_by=by,
        attempts=0,
    )
    ring(BELL, run.pk)


@transaction.atomic
def drop(*, run: ImportRun, by: Person, at: datetime) -> None:
    """Give a run up before it is confirmed; its file goes."""
    ask(rules.may_import(by, run.committee, clock.local_date(at)), NOT_YOURS)
    waits = [ImportState.READY, ImportState.REFUSED, ImportState.QUEUED]
    claim(
        ImportRun.objects.filter(pk=run.pk, state__in=waits),
        state=ImportState.DROPPED,
        plan={},
        file="",
    )
    transaction.on_commit(lambda: storing.discard(run.file), robust=True)


def work_on(run_id: int, now: datetime) -> bool:
    """Claim one run and do its next step. False when there was nothing to do.

    Survives a vanished row and a second worker; whatever fails is written into ``problem``.
    """
    run = _claimed(run_id, now)
    if run is None:
        return False
    step = _read if run.state == ImportState.READING else _apply
    try:
        step(run, now)
    except Exception:
        logger.exception("import %s failed", run_id)
        _end(run, state=ImportState.FAILED, problem=BROKEN)
    return True


def waiting(now: datetime) -> list[int]:
    """Runs nobody works on: never begun, or left by a worker whose lease has ended."""
    return list(
        ImportRun.objects.filter(_free(now), attempts__lt=MAX_ATTEMPTS)
        .order_by("uploaded_at", "pk")
        .values_list("pk", flat=True)[:20]
    )


def tidy_up(now: datetime) -> None:
    """Stop runs that always crash their worker; forget files that nobody confirmed for a week."""
    states = [working for _, working in STEPS]
    ImportRun.objects.filter(
        state__in=states, lease_until__lt=now, attempts__gte=MAX_ATTEMPTS
    ).update(state=ImportState.FAILED, problem=STOPPED, lease_until=None)
    for run in ImportRun.objects.filter(uploaded_at__lt=now - KEPT_FOR).exclude(file=""):
        if run.state in (ImportState.READY, ImportState.REFUSED):
            ImportRun.objects.filter(pk=run.pk, state=run.state).update(
                state=ImportState.DROPPED, plan={}
            )
        if run.state not in (*states, ImportState.QUEUED, ImportState.CONFIRMED):
            storing.discard(run.file)
            ImportRun.objects.filter(pk=run.pk).update(file="")


def _read(run: ImportRun, now: datetime) -> None:
    data = storing.Kept(run.file).read_bytes()
    try:
        read = read_workbook(data, converted=run.convert)
    except Unreadable as error:
        _end(run, state=ImportState.REFUSED, problem=str(error))
        return
    problems = [*mismatch(read, run.committee, run.year), *read.problems]
    if problems:
        _end(run, state=ImportState.REFUSED, problem="\n".join(problems), plan=read.plain())
        return
    by, on = run.uploaded_by, clock.local_date(now)
    plan = check(read, committee=run.committee, year=run.year, by=by, on=on)
    _show(run, plan, read)


def _show(run: ImportRun, plan: Plan, read: Read, problem: str = "") -> None:
    _end(
        run,
        state=ImportState.REFUSED if plan.has_errors else ImportState.READY,
        rows=plan.rows(),
        plan=read.plain() | {"new_people": plan.new_people, "deeds": len(plan.deeds)},
        counts=plan.counts(),
        problem=problem,
    )


def _apply(run: ImportRun, now: datetime) -> None:
    read = read_again(run.plan)
    assert run.confirmed_by is not None
    try:
        with transaction.atomic():
            import_rows(
                read=read, shown=run.rows, committee=run.committee, year=run.year,
                sha256=run.sha256, invite=run.invite, by=run.confirmed_by, at=now, run=run,
            )  # fmt: skip
            # A run that was given up meanwhile says that nothing was brought in: so it is.
            ours = _end(run, state=ImportState.APPLIED, applied_at=now, plan={}, file="")
            ask(ours, ALREADY_DONE)
    except Moved as moved:
        _show(run, moved.plan, read, moved.sentence)
        return
    except Refused as refused:
        said = " ".join([refused.sentence, *refused.lines])
        _end(run, state=ImportState.FAILED, problem=f"Chưa nhập gì. {said}")
        return
    except DatabaseError:
        logger.exception("import %s was not written", run.pk)
        _end(run, state=ImportState.FAILED, problem=BROKEN)
        return
    storing.discard(run.file)


def _claimed(run_id: int, now: datetime) -> ImportRun | None:
    for waits, working in STEPS:
        free = Q(state=waits) | Q(state=working, lease_until__lt=now)
        rows = ImportRun.objects.filter(free, pk=run_id, attempts__lt=MAX_ATTEMPTS)
        if rows.update(state=working, attempts=F("attempts") + 1, lease_until=now + LEASE):
            related = ("committee", "year__committee", "uploaded_by", "confirmed_by")
            return ImportRun.objects.select_related(*related).get(pk=run_id)
    return None


def _free(now: datetime) -> Q:
    found = Q(pk__in=[])
    for waits, working in STEPS:
        found |= Q(state=waits) | Q(state=working, lease_until__lt=now)
    return found


def _end(run: ImportRun, **changes: object) -> bool:
    """Write the outcome, if the claim is still ours; False when it is not."""
    rows = ImportRun.objects.filter(pk=run.pk, state=run.state, attempts=run.attempts)
    return rows.update(lease_until=None, **changes) == 1


def mismatch(read: Read, committee: Committee, year: Year | None) -> list[str]:
    """Made for another committee or another year."""
    found = []
    if read.committee and read.committee != committee.code:
        found.append(
            f"Tệp được lập cho cấp ủy có mã “{read.committee}”, không phải {committee.name}."
        )
    if read.year and year is not None and read.year != year.year and read.rows["tasks"]:
        found.append(f"Tệp được lập cho năm {read.year}, đang nhập vào năm {year.year}.")
    return found


def _kept(data: bytes, keep: Callable[[bytes, str, str], str]) -> str:
    """The name under which the file is kept. Raises Refused when the disk is nearly full."""
    try:
        return keep(data, FOLDER, "xlsx")
    except storing.NoRoom as full:
        raise Refused(str(full)) from full
