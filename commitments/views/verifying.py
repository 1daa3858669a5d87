"""Is this paper genuine, and is it what is in force? Asked by typing its code or scanning its QR."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket.audit import digest
from camket.text import nfc
from commitments.models import Commitment, CommitmentVersion
from commitments.views.deeds import href_of
from units import access
from units.models import Committee, Person

SHORT, WHOLE = 8, 64  # digits of a short code, of the whole hash
MOST = 20  # papers shown for one code
UNCLEAR = "Mã gồm 8 ký tự, là chữ số 0–9 và chữ A–F, ví dụ 3F2A-90BC. Đề nghị xem lại."


@dataclass(frozen=True)
class Answer:
    """One paper with this code. ``replaced_by`` and ``current`` are null where it is in force.

    ``href`` is empty for those who may know that it is genuine and not read it.
    """

    version: CommitmentVersion
    unit: str
    year: int
    signed_on: date | None
    signers: list[tuple[str, str]]
    replaced_by: CommitmentVersion | None
    current: CommitmentVersion | None
    intact: bool
    href: str


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody with a role in the committee may ask; nothing of other committees is known here."""
    committee = access.committee(request, code)
    typed = nfc(request.GET.get("ma", "")).strip()
    wanted = plain_code(typed)
    answers = answers_to(wanted, committee, access.person(request)) if wanted else []
    context = {
        "typed": typed[:WHOLE],
        "trouble": UNCLEAR if typed and not wanted else "",
        "unknown": bool(wanted) and not answers,
        "answers": answers,
        "shown": f"{wanted[:4]}-{wanted[4:8]}".upper() if wanted else "",
    }
    return render(request, "commitments/verify.html", context)


def plain_code(typed: str) -> str:
    """The hex digits of a code as typed: case, spaces, dashes forgiven, O read as 0, I and L as 1.

    Empty for what cannot be a code.
    """
    digits = re.sub(r"[\s.\-‐‑–—_]", "", typed).lower().translate(str.maketrans("oil", "011"))
    return digits if re.fullmatch(r"[0-9a-f]+", digits) and len(digits) in (SHORT, WHOLE) else ""


def answers_to(wanted: str, committee: Committee, me: Person) -> list[Answer]:
    """The papers of this committee whose hash begins so: one a commitment, by year and unit."""
    rows = (
        CommitmentVersion.objects.filter(
            commitment__year__committee=committee, content_hash__startswith=wanted
        )
        .select_related("commitment__year__committee", "commitment__unit")
        .order_by("-commitment__year__year", "commitment__unit__rank", "commitment", "-number")
    )
    newest: dict[int, CommitmentVersion] = {}
    for row in rows[:MOST]:
        newest.setdefault(row.commitment_id, row)
    readable = set(
        Commitment.objects.visible_to(me).filter(pk__in=newest).values_list("pk", flat=True)
    )
    later = _later(newest)
    return [_answer(row, later[pk], pk in readable) for pk, row in newest.items()]


def _later(found: dict[int, CommitmentVersion]) -> dict[int, list[CommitmentVersion]]:
    """What came after each of these, oldest first."""
    later: dict[int, list[CommitmentVersion]] = {pk: [] for pk in found}
    rows = CommitmentVersion.objects.filter(commitment__in=found).defer("content")
    for row in rows.order_by("commitment", "number"):
        if row.number > found[row.commitment_id].number:
            later[row.commitment_id].append(row)
    return later


def _answer(row: CommitmentVersion, later: list[CommitmentVersion], readable: bool) -> Answer:
    content = row.content
    signed_on = content.get("signed_on")
    signatures = content.get("signatures", {})
    sides = (("Người đứng đầu", "head"), ("Thường trực", "standing"))
    return Answer(
        version=row,
        unit=content["unit"]["full_name"],
        year=content["year"],
        signed_on=date.fromisoformat(signed_on) if signed_on else None,
        signers=[
            (word, name) for word, key in sides if (name := signatures.get(key, {}).get("name"))
        ],
        replaced_by=later[0] if later else None,
        current=later[-1] if later else None,
        intact=digest(content) == row.content_hash,
        href=href_of(row.commitment) if readable else "",
    )
