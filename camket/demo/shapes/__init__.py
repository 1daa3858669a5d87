"""The shapes the demo's facts are written in: frozen, plain, without Django.

Values are Decimals, dates are calendar dates in Asia/Ho_Chi_Minh. `writing.py` has the builders
that keep the data modules short.
"""

from camket.demo.shapes.people import CommitteeSpec, GroupSpec, Owner, PersonSpec, UnitSpec
from camket.demo.shapes.promise import (
    ASSIGNED,
    BREAKTHROUGH,
    COLLECTIVE,
    HARD,
    HEAD,
    KEY,
    REGISTERED,
    PromiseSpec,
    Quantity,
    RegistrationSpec,
    ReturnSpec,
    Step,
    TaskSpec,
)
from camket.demo.shapes.report import (
    ACCEPTED,
    DONE,
    IN_PROGRESS,
    NOT_STARTED,
    SENT_BACK,
    Ask,
    Entry,
    ExtensionSpec,
    Filing,
    Highlight,
    Paths,
    Round,
    Told,
)
from camket.demo.shapes.year import BasisSpec, IndicatorSpec, PeriodSpec, YearSpec

__all__ = [
    "ACCEPTED",
    "ASSIGNED",
    "BREAKTHROUGH",
    "COLLECTIVE",
    "DONE",
    "HARD",
    "HEAD",
    "IN_PROGRESS",
    "KEY",
    "NOT_STARTED",
    "REGISTERED",
    "SENT_BACK",
    "Ask",
    "BasisSpec",
    "CommitteeSpec",
    "Entry",
    "ExtensionSpec",
    "Filing",
    "GroupSpec",
    "Highlight",
    "IndicatorSpec",
    "Owner",
    "Paths",
    "PeriodSpec",
    "PersonSpec",
    "PromiseSpec",
    "Quantity",
    "RegistrationSpec",
    "ReturnSpec",
    "Round",
    "Step",
    "TaskSpec",
    "Told",
    "UnitSpec",
    "YearSpec",
]
