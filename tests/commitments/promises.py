"""Promises and steps to compute with, in few words."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from commitments.progress import Keep, MilestoneFacts, Status, TaskFacts, completion

DUE = date(2021, 12, 15)
values = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
weights = st.integers(1, 100)


def task(baseline=None, target=None, *milestones, maintain=False, due_on=DUE, higher=None):
    return TaskFacts(
        baseline=None if baseline is None else Decimal(baseline),
        target=None if target is None else Decimal(target),
        maintain=kept(maintain, higher),
        milestones=milestones,
        due_on=due_on,
        year=2021,
    )


def kept(maintain, higher):
    """As promised; ``higher`` None says nothing of the side."""
    if higher is None:
        return Keep.AT_LEAST if maintain else Keep.NO
    return Keep.AT_LEAST if higher else Keep.AT_MOST


def step(quarter, weight=1, value=None, done=False):
    return MilestoneFacts(quarter, weight, None if value is None else Decimal(value), done)


def percent(facts, actual=None, status=Status.IN_PROGRESS, accepted=False):
    return completion(facts, None if actual is None else Decimal(actual), status, accepted)
