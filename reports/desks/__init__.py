"""What each role's first page shows, gathered: rows from the QuerySets, numbers from ``figures``."""

from reports.desks.carried import Carried, carried
from reports.desks.due import Due
from reports.desks.left_open import LeftOpen, left_open
from reports.desks.office_desk import MOST, MOST_UNINSPECTED, office
from reports.desks.raised import may_ask, questions, received
from reports.desks.standing_desk import LATELY, MOST_CHANGES, overdue, standing
from reports.desks.unit_desk import WAITS, unit
from reports.desks.years import current_quarter, registering

__all__ = [
    "LATELY",
    "MOST",
    "MOST_CHANGES",
    "MOST_UNINSPECTED",
    "WAITS",
    "Carried",
    "Due",
    "LeftOpen",
    "carried",
    "current_quarter",
    "left_open",
    "may_ask",
    "office",
    "overdue",
    "questions",
    "received",
    "registering",
    "standing",
    "unit",
]
