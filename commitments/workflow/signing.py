"""Signing: freezes what is promised and creates the quarterly obligations."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, Refused, ask, claim, digest
from camket.files import storing
from camket.files.uploads import Upload
from commitments import emails, rules
from commitments.models import Commitment, CommitmentVersion, ProgressReport, Year
from commitments.states import CommitmentState
from commitments.workflow.freezing import commitment_content
from commitments.workflow.scanning import NOT_SIGNED, keep_scan
from commitments.workflow.writing import lock, record
from commitments.workflow.years import take_force
from units.models import Committee, Person, heads_on
from units.roles import Permission

SIGNED_BY_HEAD = "Người đứng đầu đã ký bản cam kết này trước đó."
SIGNED_BY_STANDING = "Thường trực đã ký bản cam kết này trước đó."
UNSIGNABLE = "Bản cam kết không ở trạng thái chờ ký nên không ký được."


@transaction.atomic
def sign_as_head(*, commitment: Commitment, by: Person, at: datetime) -> Commitment:
    """The head signs an approved commitment; SIGNED once a standing member has signed too.

    The first signature keeps the words it was given to: the second stands under the same.
    """
    commitment, today = lock(commitment), clock.local_date(at)
    _ask_for_day(commitment.year, today, today)
    ask(commitment.head_signed_at is None, SIGNED_BY_HEAD)
    ask(rules.may_sign_as_head(by, commitment, today), UNSIGNABLE)
    claim(
        Commitment.objects.filter(
            pk=commitment.pk, state=CommitmentState.APPROVED, head_signed_at=None
        ),
        head_signed_at=at,
        head_signed_by=by,
        content=printed_content(commitment),
    )
    record(Deed.COMMITMENT_SIGNED_BY_HEAD, commitment, by=by, at=at)
    commitment.refresh_from_db()
    if commitment.standing_signed_at:
        _freeze(commitment, on=today, by=by, at=at)
    return commitment


@transaction.atomic
def sign_as_standing(*, commitment: Commitment, by: Person, at: datetime) -> Commitment:
    """A standing member signs an approved commitment; SIGNED once the head has signed too.

    The first signature keeps the words it was given to: the second stands under the same.
    """
    commitment, today = lock(commitment), clock.local_date(at)
    _ask_for_day(commitment.year, today, today)
    ask(commitment.standing_signed_at is None, SIGNED_BY_STANDING)
    ask(rules.may_sign_as_standing(by, commitment, today), UNSIGNABLE)
    claim(
        Commitment.objects.filter(
            pk=commitment.pk, state=CommitmentState.APPROVED, standing_signed_at=None
        ),
        standing_signed_at=at,
        standing_signed_by=by,
        content=printed_content(commitment),
    )
    record(Deed.COMMITMENT_SIGNED_BY_STANDING, commitment, by=by, at=at)
    commitment.refresh_from_db()
    if commitment.head_signed_at:
        _freeze(commitment, on=today, by=by, at=at)
    return commitment


@transaction.atomic
def sign_at_conference(
    *, year: Year, commitments: Collection[int], signed_on: date, by: Person, at: datetime,
    scans: Mapping[int, Upload] | None = None,
) -> int:  # fmt: skip
    """Sign all these approved commitments on one date; returns how many.

    A standing member signs; the Office records a signing on paper by both sides, with the scans
    at hand by commitment. One transaction: all or none, the files too. Raises Refused for a day in
    the future or outside the year, or a row not ready.
    """
    year, today = _hold(year, commitments), clock.local_date(at)
    ask(
        rules.may_hold_conference(by, year, today),
        "Chỉ Thường trực hoặc Văn phòng ghi hội nghị ký.",
    )
    ask(bool(commitments), "Chưa chọn bản cam kết nào để ký.")
    _ask_for_day(year, signed_on, today)
    standing = by.can(Permission.SIGN_AS_STANDING, year.committee, today)
    rows = _ready(year, commitments)
    for row in rows:
        claim(
            Commitment.objects.filter(pk=row.pk, state=CommitmentState.APPROVED),
            at_conference=True,
            head_signed_at=row.head_signed_at or at,
            standing_signed_at=row.standing_signed_at or at,
            standing_signed_by=row.standing_signed_by or (by if standing else None),
        )
        row.refresh_from_db()
        _freeze(row, on=signed_on, by=by, at=at)
    _keep(scans or {}, rows, by=by, at=at)
    detail: dict[str, Any] = {"signed_on": signed_on.isoformat(), "count": len(rows)}
    audit.record(Deed.SIGNED_AT_CONFERENCE, year, by=by, at=at, committee=year.committee, **detail)
    return len(rows)


def _keep(scans: Mapping[int, Upload], rows: list[Commitment], *, by: Person, at: datetime) -> None:
    """The scans of what was signed just now; the last that can fail, so that no file is left over."""
    with storing.together() as keep:
        for row in rows:
            if upload := scans.get(row.pk):
                ask(rules.may_upload_scan(by, row, clock.local_date(at)), NOT_SIGNED)
                keep_scan(row.versions.get(number=0), upload, keep, by=by, at=at)


def day_objection(year: Year, signed_on: date, today: date) -> str:
    """Why these commitments cannot bear this day of signing; empty when they can."""
    if today.year < year.year:
        return f"Bản cam kết năm {year.year} ký được từ ngày 01/01/{year.year}."
    if signed_on.year != year.year:
        return f"Ngày ký phải trong năm {year.year}."
    return "Ngày ký không thể ở sau hôm nay." if signed_on > today else ""


def _ask_for_day(year: Year, signed_on: date, today: date) -> None:
    objection = day_objection(year, signed_on, today)
    ask(not objection, objection)


def _hold(year: Year, commitments: Collection[int]) -> Year:
    """Second beat: these rows locked, in one order; then the year as it is now."""
    rows = Commitment.objects.select_for_update().filter(pk__in=commitments, year=year)
    list(rows.order_by("pk").values_list("pk"))
    return Year.objects.select_related("committee").get(pk=year.pk)


def _ready(year: Year, commitments: Collection[int]) -> list[Commitment]:
    """All these rows. Raises Refused unless every one is ready to sign."""
    rows = list(
        Commitment.objects.select_related("year__committee", "unit__group")
        .filter(pk__in=commitments, year=year)
        .order_by("pk")
    )
    late = [row.unit.short_name for row in rows if row.state != CommitmentState.APPROVED]
    if late or len(rows) != len(set(commitments)):
        raise Refused(
            "Có bản cam kết không còn ở trạng thái chờ ký. Đề nghị mở lại danh sách.", lines=late
        )
    return rows


def _freeze(commitment: Commitment, *, on: date, by: Person, at: datetime) -> None:
    """APPROVED → SIGNED: content as JSON + SHA-256, one report for each period not yet due."""
    content = signed_content(commitment, on)
    claim(
        Commitment.objects.filter(pk=commitment.pk, state=CommitmentState.APPROVED),
        state=CommitmentState.SIGNED,
        signed_on=on,
        content=content,
        content_hash=digest(content),
    )
    commitment.refresh_from_db()
    CommitmentVersion.objects.create(
        commitment=commitment,
        number=0,
        in_force_from=on,
        content=content,
        content_hash=commitment.content_hash,
    )
    ProgressReport.objects.bulk_create(
        ProgressReport(commitment=commitment, period=period)
        for period in commitment.year.periods.filter(due_on__gte=on)
    )
    take_force(commitment.year, by=by, at=at)
    record(
        Deed.COMMITMENT_SIGNED,
        commitment,
        by=by,
        at=at,
        signed_on=on.isoformat(),
        hash=commitment.content_hash,
        tasks=len(content["tasks"]),
    )
    emails.commitment_signed(commitment, at=at)


def signed_content(commitment: Commitment, on: date) -> dict[str, Any]:
    """The promises, and what the signed paper prints around them: header, day, who signed.

    A signature recorded from paper names the head of that day; nobody is named for the Standing
    Committee unless a member signed here.
    """
    committee, unit = commitment.year.committee, commitment.unit
    post = heads_on([unit], on).get(unit.pk)
    head = commitment.head_signed_by or (post and post.person)
    standing = commitment.standing_signed_by
    return printed_content(commitment) | {
        "signed_on": on.isoformat(),
        "at_conference": commitment.at_conference,
        "signatures": {
            "head": {"post": unit.head_post, "name": head.full_name if head else ""},
            "standing": {
                "authority": committee.signing_authority,
                "name": standing.full_name if standing else "",
                "post": _position(standing, committee, on) if standing else "",
            },
        },
    }


def printed_content(commitment: Commitment) -> dict[str, Any]:
    """What its paper prints: what was signed, also by one side; before that what would be now."""
    if commitment.content:
        content: dict[str, Any] = commitment.content
        return content
    header = header_content(commitment.year.committee)
    return commitment_content(commitment, to_sign=True) | {"header": header}


def header_content(committee: Committee) -> dict[str, str]:
    """The committee's identity as printed on its documents (document-format.md §1.3)."""
    return {
        "superior": committee.printed_superior,
        "name": committee.printed_name,
        "place": committee.place,
        "authority": committee.signing_authority,
    }


def _position(person: Person, committee: Committee, on: date) -> str:
    """The post under which a standing member signs."""
    posts = [
        p.position
        for p in person.posts_on(on)
        if p.committee_id == committee.pk and Permission.SIGN_AS_STANDING in p.permissions
    ]
    return posts[0] if posts else ""
