"""The year before, told through the real verbs: what this year's registration stands beside."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

from commitments.models import Commitment, Year
from commitments.workflow import choosing, registering, signing
from tests import cast as stage
from tests.cast import Cast
from tests.reports.quarters import accepted
from units.models import Unit

LAST = stage.YEAR - 1
# Task 1 (101 hộ) ends at 60; task 2 (steps) is under way; task 3 (103 hộ) is done.
RESULTS = {1: ("IN_PROGRESS", "60"), 2: ("IN_PROGRESS", "0"), 3: ("DONE", "103")}


def signed(cast: Cast, unit: Unit | None = None) -> Commitment:
    """Last year's commitment of the unit: three tasks, signed on 10 January of that year."""
    year = Year.objects.filter(committee=cast.committee, year=LAST).first()
    year = year or stage.year(cast, LAST)
    commitment = stage.fresh(Commitment.objects.get(year=year, unit=unit or cast.ward))
    chief, writer = stage.chief(cast, commitment), stage.writer(cast, commitment)
    for n in (1, 2, 3):
        data = replace(stage.task_data(n), due_on=date(LAST, 9, 30))
        registering.save_task(
            commitment=commitment, data=data, by=writer, at=stage.at(1, 5, year=LAST)
        )
    registering.submit_registration(
        commitment=commitment, key=uuid4(), by=chief, at=stage.at(1, 6, year=LAST)
    )
    choosing.pass_on(commitment=commitment, by=cast.clerk, at=stage.at(1, 7, year=LAST))
    choosing.approve(commitment=commitment, by=cast.standing, at=stage.at(1, 8, year=LAST))
    signing.sign_as_head(commitment=commitment, by=chief, at=stage.at(1, 10, year=LAST))
    signing.sign_as_standing(
        commitment=commitment, by=cast.standing, at=stage.at(1, 10, 15, year=LAST)
    )
    return stage.fresh(commitment)


def reported(
    cast: Cast,
    unit: Unit | None = None,
    results: Mapping[int, tuple[str, str | None]] = RESULTS,
) -> Commitment:
    """The same, and its last quarter accepted with these results."""
    commitment = signed(cast, unit)
    accepted(cast, commitment, 4, results, at=stage.at(12, 20, year=LAST))
    return commitment
