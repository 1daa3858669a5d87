"""Lists of a year as workbooks: one function a list, each row in the order of its columns."""

from commitments.sheets.bases import bases_workbook, by_basis_workbook
from commitments.sheets.batches import batch_workbook
from commitments.sheets.inspections import actions_workbook, inspections_workbook
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
    evidence_workbook,
    handovers_workbook,
    reports_workbook,
    scans_workbook,
)
from commitments.sheets.raised import explanations_workbook, proposals_workbook

__all__ = [
    "actions_workbook",
    "amendments_workbook",
    "bases_workbook",
    "batch_workbook",
    "by_basis_workbook",
    "commitments_workbook",
    "evidence_workbook",
    "explanations_workbook",
    "handovers_workbook",
    "history_workbook",
    "imports_workbook",
    "inspections_workbook",
    "mails_workbook",
    "proposals_workbook",
    "reports_workbook",
    "scans_workbook",
    "signing_workbook",
    "supports_workbook",
    "years_workbook",
]
