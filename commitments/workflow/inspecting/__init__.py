"""Inspections: planned, held, concluded; what is to be mended, and who says that it has been.

What is concluded is not changed any more. What was overlooked or wrong is a finding of its own,
added to the same inspection afterwards, with its own day and its own mail.
"""

from commitments.workflow.inspecting.acting import (
    action_shown,
    refuse_action,
    report_action,
    verify_action,
)
from commitments.workflow.inspecting.comparing import VerifiedData
from commitments.workflow.inspecting.concluding import conclude
from commitments.workflow.inspecting.held import missed_until, read_beside, shown, why_not
from commitments.workflow.inspecting.planning import (
    BEGUN,
    PlanData,
    cancel,
    data_of,
    edit_plan,
    leaders,
    plan_inspections,
)
from commitments.workflow.inspecting.recording import (
    FindingData,
    PointData,
    finding_shown,
    record_finding,
)
from commitments.workflow.inspecting.verifying import (
    NAMES,
    doubt,
    objections,
    reported_answers,
    value_shown,
    verify_value,
)

__all__ = [
    "BEGUN",
    "NAMES",
    "FindingData",
    "PlanData",
    "PointData",
    "VerifiedData",
    "action_shown",
    "cancel",
    "conclude",
    "data_of",
    "doubt",
    "edit_plan",
    "finding_shown",
    "leaders",
    "missed_until",
    "objections",
    "plan_inspections",
    "read_beside",
    "record_finding",
    "refuse_action",
    "report_action",
    "reported_answers",
    "shown",
    "value_shown",
    "verify_action",
    "verify_value",
    "why_not",
]
