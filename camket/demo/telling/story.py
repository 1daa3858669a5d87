"""The whole story, stage by stage; it stops after the stage asked for."""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from camket import mail
from camket.audit import Refused
from camket.demo.telling import (
    amending,
    answering,
    evidencing,
    filing,
    handing_over,
    inspecting,
    opening,
    registering,
    reminding,
    reporting,
    scanning,
    signing,
)
from camket.demo.telling.stage import Stage, at
from camket.demo.units import COMMITTEE
from camket.demo.years import TODAY
from units.models import Committee

Tell = Callable[[Stage], object]


def _quarter(year: int, quarter: int) -> tuple[Tell, ...]:
    """Asked to explain, filed, answered."""
    return tuple(
        partial(deed, year=year, quarter=quarter)
        for deed in (answering.explain, filing.file_quarter, answering.answer)
    )


# What each stage adds; without a stage asked for, 2020 is issued and 2021 begins.
CHAPTERS: dict[str, tuple[Tell, ...]] = {
    "registration": (partial(registering.register, number=2020),),
    "signing": (
        partial(signing.sign, number=2020),
        partial(inspecting.plan, year=2020),
    ),
    "q1": _quarter(2020, 1),
    "q2": (*_quarter(2020, 2), partial(inspecting.hold, year=2020, quarter=2)),
    "q3": (*_quarter(2020, 3), partial(inspecting.hold, year=2020, quarter=3)),
    "q4": (
        partial(amending.amend, year=2020),
        *_quarter(2020, 4),
        partial(inspecting.hold, year=2020, quarter=4),
    ),
    "report": (partial(reporting.write, year=2020),),
    "today": (
        partial(registering.register, number=2021),
        partial(signing.sign, number=2021),
        partial(scanning.scan, year=2021),
        partial(reporting.issue, year=2020),
        partial(inspecting.plan, year=2021),
        partial(handing_over.hand_over, unit="phuong-1"),
        partial(reminding.remind, days_before=14),
        partial(inspecting.hold, year=2021, quarter=1),
        partial(answering.explain_afterwards, year=2020),
        partial(filing.file_belated, year=2020),
        *_quarter(2021, 1),
        partial(evidencing.take_away, year=2021),
        partial(amending.amend, year=2021),
        partial(reminding.remind, days_before=7),
        partial(handing_over.hand_over, unit="dong-thanh"),
    ),
}
STAGES = tuple(name for name in CHAPTERS if name != "today")


@transaction.atomic
def tell(until: str = "today") -> Stage:
    """Tell the story up to and with a stage, all or nothing. Raises Refused when told before."""
    if Committee.objects.filter(code=COMMITTEE.code).exists():
        raise Refused("Dữ liệu trình diễn đã có trong cơ sở dữ liệu này.")
    stage = opening.open_stage()
    for name, chapter in CHAPTERS.items():
        for part in chapter:
            part(stage)
        if name == until:
            break
    mail.settle(at(TODAY, 0))
    return stage
