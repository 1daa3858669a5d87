"""What every verb on an inspection begins with: the row locked, then everything as it is now."""

from datetime import date, datetime
from typing import Any

from camket import audit
from camket.audit import Deed, digest
from camket.text import quarter_label, small
from commitments.models import Inspection, Year
from commitments.workflow.freezing import plain
from units.models import Person

OWN_UNIT = (
    "Người của đơn vị được kiểm tra, giám sát không tự xác minh, ghi phát hiện, kết luận về đơn vị "
    "mình. Đề nghị người khác thực hiện."
)
GONE = "Nội dung này không còn trong kế hoạch."


def lock(inspection: Inspection) -> Inspection:
    """Second beat: locked first and read then, with its year, committee and unit."""
    Inspection.objects.select_for_update().values_list("pk").get(pk=inspection.pk)
    return Inspection.objects.with_names().get(pk=inspection.pk)


def record(deed: Deed, inspection: Inspection, *, by: Person, at: datetime, **more: Any) -> str:
    """Fifth beat; the entry's key, which names the mails of this deed."""
    committee = inspection.commitment.year.committee
    entry = audit.record(deed, inspection, by=by, at=at, committee=committee, **more)
    return str(entry.pk)


def shown(inspection: Inspection) -> str:
    """The digest of everything found so far, for the page that asks to conclude."""
    findings = [
        [finding.pk, finding.text, finding.task_id, *_points(finding)]
        for finding in inspection.findings.prefetch_related("action_points")
    ]
    values = [
        [row.task_id, plain(row.value), row.status, plain(row.completion), row.note]
        for row in inspection.verified.order_by("pk")
    ]
    return digest([inspection.state, findings, values])


def why_not(person: Person, inspection: Inspection, on: date, otherwise: str) -> str:
    """Why this person may not inspect now: it is the own unit, or ``otherwise``."""
    return OWN_UNIT if person.works_for(inspection.commitment.unit, on) else otherwise


def within(quarter: int, year: Year) -> str:
    """'quý I/2021', within a sentence."""
    return small(quarter_label(quarter, year.year))


def _points(finding: Any) -> list[list[str]]:
    return [[one.text, one.due_on.isoformat()] for one in finding.action_points.all()]
