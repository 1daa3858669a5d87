"""Lists of a year as workbooks: one function a list, each row in the order of its columns."""

from commitments.sheets.bases import bases_workbook, by_basis_workbook
from commitments.sheets.batches import batch_workbook
from commitments.sheets.lists import (
    history_workbook,
    imports_workbook,
    mails_workbook,
    signing_workbook,
    supports_workbook,
    years_workbook,
)
from commitments.sheets.papers import (
    amendments_workbook,
    commitments_workbook,
    handovers_workbook,
    reports_workbook,
    scans_workbook,
)

__all__ = [
    "amendments_workbook",
    "bases_workbook",
    "batch_workbook",
    "by_basis_workbook",
    "commitments_workbook",
    "handovers_workbook",
    "history_workbook",
    "imports_workbook",
    "mails_workbook",
    "reports_workbook",
    "scans_workbook",
    "signing_workbook",
    "supports_workbook",
    "years_workbook",
]
