"""The register of bases, and a year's tasks by the document they rest on, as workbooks."""

from collections.abc import Iterable, Sequence
from typing import Any

from camket.sheets import Columns, workbook
from commitments.models import LegalBasis

BASES: Columns = (
    ("Loại văn bản", 20), ("Số, ký hiệu", 18), ("Ngày ban hành", 14),
    ("Cơ quan ban hành", 34), ("Trích yếu", 60), ("Hết hiệu lực từ ngày", 14),
)  # fmt: skip
BY_BASIS: Columns = (
    ("Văn bản căn cứ", 60), ("Nhóm", 22), ("Đơn vị", 30), ("TT", 6), ("Nội dung cam kết", 60),
    ("Loại", 14), ("Người phụ trách", 30), ("Thời hạn", 12), ("Tình hình", 30),
)  # fmt: skip


def bases_workbook(title: str, rows: Iterable[LegalBasis]) -> bytes:
    """The register, one line a document."""
    return workbook(title, BASES, map(_basis, rows))


def by_basis_workbook(title: str, rows: Iterable[Sequence[Any]]) -> bytes:
    """``rows`` in the order of BY_BASIS, one line a task under each document it rests on."""
    return workbook(title, BY_BASIS, rows)


def _basis(row: LegalBasis) -> Sequence[Any]:
    return row.kind, row.number, row.issued_on, row.issuer, row.summary, row.ended_on
