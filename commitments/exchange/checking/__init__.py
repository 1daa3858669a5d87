"""Rows against what is there: the outcome of each in words, and the deeds that would follow.

Asked twice: for the page that shows what would happen, and again in the transaction that does it.
"""

from datetime import date

from commitments.exchange.checking.ground import ERROR, NEW, SAME, UPDATE, Ground, Outcome, Plan
from commitments.exchange.checking.people import check_people
from commitments.exchange.checking.tasks import check_tasks
from commitments.exchange.checking.units import check_units
from commitments.exchange.columns import SHEETS
from commitments.exchange.reading import Read
from commitments.models import Year
from units.models import Committee, Person

__all__ = ["ERROR", "NEW", "SAME", "UPDATE", "Outcome", "Plan", "check"]


def check(read: Read, *, committee: Committee, year: Year | None, by: Person, on: date) -> Plan:
    """The plan of a whole workbook, in a constant number of queries (a few for a year's tasks)."""
    ground = Ground(committee, year, by, on, read)
    plan = Plan()
    check_units(ground, plan)
    check_people(ground, plan)
    check_tasks(ground, plan)
    order = {form.name: place for place, form in enumerate(SHEETS)}
    plan.outcomes.sort(key=lambda one: (order[one.sheet], one.row))
    return plan
