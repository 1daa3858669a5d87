"""The register of resolutions and conclusions, and which of them a year rests on."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from camket import audit, clock
from camket.audit import Conflict, Deed, Refused, ask
from camket.text import nfc, search_key
from commitments import rules
from commitments.models import LegalBasis
from units.models import Committee, Person

MAX = {"kind": 60, "number": 60, "issuer": 150, "summary": 500}  # columns' widths
NAMES = {
    "kind": "Loại văn bản",
    "number": "Số, ký hiệu",
    "issuer": "Cơ quan ban hành",
    "summary": "Trích yếu",
}
STALE = (
    "Văn bản này vừa được người khác sửa trong lúc anh/chị đang soạn. Hai bản được đặt cạnh nhau "
    "để anh/chị chọn."
)


@dataclass(frozen=True)
class BasisData:
    """One document of the register as typed."""

    kind: str
    issuer: str
    summary: str
    number: str = ""
    issued_on: date | None = None
    ended_on: date | None = None


@transaction.atomic
def save_basis(
    *,
    committee: Committee,
    data: BasisData,
    by: Person,
    at: datetime,
    basis: LegalBasis | None = None,
    version: int = 0,
) -> LegalBasis:
    """Add a document to the register, or change one; the entry keeps every value before and after.

    Papers that are signed or handed in keep the words they were frozen with. Raises Refused for
    what is missing, too long or there already (same number and issuer), Conflict on a stale page.
    """
    # One at a time in a committee: two people adding the same document find each other.
    Committee.objects.select_for_update().values_list("pk").get(pk=committee.pk)
    ask(
        rules.may_edit_bases(by, committee, clock.local_date(at)),
        "Chỉ Văn phòng được ghi danh mục văn bản căn cứ.",
    )
    data = _clean(data)
    before = _stored(basis, committee) if basis else None
    if basis is None and (twin := committee.bases.filter(**asdict(data)).first()):
        return twin  # the same form posted twice
    wrong = _wrong(committee, data, basis)
    if wrong:
        raise Refused("Văn bản chưa ghi được.", lines=wrong)
    columns = asdict(data) | {"search_key": key_of(data)}
    if basis is None or before is None:
        basis = LegalBasis.objects.create(committee=committee, **columns)
    elif not LegalBasis.objects.filter(pk=basis.pk, version=version).update(
        version=version + 1, **columns
    ):
        raise Conflict(STALE, theirs=before, version=LegalBasis.objects.get(pk=basis.pk).version)
    basis.refresh_from_db()
    after = asdict(data)
    differ = [name for name in after if before is None or before[name] != after[name]]
    audit.record(
        Deed.BASIS_SAVED,
        basis,
        by=by,
        at=at,
        committee=committee,
        before={name: _plain(before[name]) for name in differ} if before else {},
        after={name: _plain(after[name]) for name in differ},
    )
    return basis


def key_of(data: BasisData) -> str:
    """What the register is searched by: folded, without accents."""
    return search_key(f"{data.kind} {data.number} {data.issuer} {data.summary}")[:900]


def to_choose(committee: Committee, year: int, chosen: Collection[int] = ()) -> list[LegalBasis]:
    """What a year, or a task of it, may rest on: in force in that year, and what is chosen already."""
    alive = Q(ended_on=None) | Q(ended_on__gte=date(year, 1, 1))
    issued = Q(issued_on=None) | Q(issued_on__lte=date(year, 12, 31))
    return list(committee.bases.filter((alive & issued) | Q(pk__in=chosen)))


def refuse_foreign(committee: Committee, bases: Collection[int]) -> None:
    """Raises Refused unless every document is in the committee's own register."""
    if committee.bases.filter(pk__in=bases).count() != len(set(bases)):
        raise Refused("Văn bản căn cứ không có trong danh mục của cấp ủy.")


def _clean(data: BasisData) -> BasisData:
    """Texts as they are stored: NFC, no spaces around, one line each."""
    texts = {name: " ".join(nfc(getattr(data, name)).split()) for name in MAX}
    return BasisData(**texts, issued_on=data.issued_on, ended_on=data.ended_on)


def _stored(basis: LegalBasis, committee: Committee) -> dict[str, Any]:
    found = committee.bases.filter(pk=basis.pk).first()
    if found is None:
        raise Refused("Văn bản này không có trong danh mục của cấp ủy.")
    return {name: getattr(found, name) for name in BasisData.__dataclass_fields__}


def _wrong(committee: Committee, data: BasisData, basis: LegalBasis | None) -> list[str]:
    said = [
        f"{NAMES[name]}: chưa ghi."
        for name in ("kind", "issuer", "summary")
        if not getattr(data, name)
    ]
    said += [
        f"{NAMES[name]}: nhiều nhất {most} ký tự, đang có {len(getattr(data, name))}."
        for name, most in MAX.items()
        if len(getattr(data, name)) > most
    ]
    if data.issued_on and data.ended_on and data.ended_on < data.issued_on:
        said.append("Ngày hết hiệu lực phải không trước ngày ban hành.")
    if data.number and (twin := _same(committee, data, basis)):
        said.append(
            f"{twin.kind} số {twin.number} của {twin.issuer} đã có trong danh mục. Đề nghị sửa văn "
            "bản đã có thay vì thêm mới."
        )
    return said


def _same(committee: Committee, data: BasisData, basis: LegalBasis | None) -> LegalBasis | None:
    """Another row of this number and issuer, however they are capitalised or spaced."""
    wanted = _folded(data.number), _folded(data.issuer)
    others = committee.bases.exclude(number="").exclude(pk=basis.pk if basis else 0)
    return next((o for o in others if (_folded(o.number), _folded(o.issuer)) == wanted), None)


def _folded(text: str) -> str:
    return nfc(text).casefold().replace(" ", "")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
