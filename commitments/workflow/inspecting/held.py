"""What every verb on an inspection begins with: the row locked, then everything as it is now."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from camket import audit, clock
from camket.audit import Deed, digest
from camket.text import quarter_label, small
from commitments import periods
from commitments.models import Inspection, Year
from commitments.workflow.freezing import done_of, plain
from units.models import Person

OWN_UNIT = (
    "Người của đơn vị được kiểm tra, giám sát không tự sửa kế hoạch, xác minh, ghi phát hiện, kết "
    "luận về đơn vị mình. Đề nghị người khác thực hiện."
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
        [
            *(row.task_id, plain(row.value), row.status, plain(row.completion), row.note),
            sorted(done_of(row)),
        ]
        for row in inspection.verified.order_by("pk").prefetch_related("done_milestones")
    ]
    return digest([inspection.state, findings, values])


def why_not(person: Person, inspection: Inspection, on: date, otherwise: str) -> str:
    """Why this person may not inspect now: it is the own unit, or ``otherwise``."""
    return OWN_UNIT if person.works_for(inspection.commitment.unit, on) else otherwise


def read_beside(inspection: Inspection) -> Q:
    """Which reports of the unit are read beside what was found: all there are while it goes on.

    After the conclusion those that were there by then, and those of the plan's quarter and before.
    """
    if inspection.concluded_at is None:
        return Q()
    there = Q(first_submitted_at__lte=inspection.concluded_at)
    return there | Q(period__quarter__lte=inspection.quarter)


def missed_until(inspection: Inspection, on: date) -> int:
    """The last quarter of which a report is missed on day ``on``, where there is none of any.

    That of the plan, or a later one that was over by then, or by the conclusion.
    """
    year = inspection.commitment.year.year
    if inspection.concluded_at:
        on = clock.local_date(inspection.concluded_at)
    over = sum(periods.quarter_end(year, quarter) < on for quarter in periods.QUARTERS)
    return max(inspection.quarter, over)


def within(quarter: int, year: Year) -> str:
    """'quý I/2021', within a sentence."""
    return small(quarter_label(quarter, year.year))


def _points(finding: Any) -> list[list[str]]:
    return [[one.text, one.due_on.isoformat()] for one in finding.action_points.all()]
