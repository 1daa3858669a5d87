"""What each role's first page shows, gathered: rows from the QuerySets, numbers from ``figures``."""

from reports.desks.carried import Carried, carried
from reports.desks.due import MOST, Due
from reports.desks.office_desk import office
from reports.desks.standing_desk import LATELY, MOST_CHANGES, overdue, standing
from reports.desks.unit_desk import WAITS, unit
from reports.desks.years import current_quarter, registering

__all__ = [
    "LATELY",
    "MOST",
    "MOST_CHANGES",
    "WAITS",
    "Carried",
    "Due",
    "carried",
    "current_quarter",
    "office",
    "overdue",
    "registering",
    "standing",
    "unit",
]
