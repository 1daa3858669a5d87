"""The whole story, stage by stage; it stops after the stage asked for."""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from camket import mail
from camket.audit import Refused
from camket.demo.telling import (
    amending,
    filing,
    handing_over,
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

# What each stage adds; without a stage asked for, 2020 is issued and 2021 begins.
CHAPTERS: dict[str, tuple[Tell, ...]] = {
    "registration": (partial(registering.register, number=2020),),
    "signing": (partial(signing.sign, number=2020),),
    "q1": (partial(filing.file_quarter, year=2020, quarter=1),),
    "q2": (partial(filing.file_quarter, year=2020, quarter=2),),
    "q3": (partial(filing.file_quarter, year=2020, quarter=3),),
    "q4": (
        partial(amending.amend, year=2020),
        partial(filing.file_quarter, year=2020, quarter=4),
    ),
    "report": (partial(reporting.write, year=2020),),
    "today": (
        partial(registering.register, number=2021),
        partial(signing.sign, number=2021),
        partial(scanning.scan, year=2021),
        partial(reporting.issue, year=2020),
        partial(handing_over.hand_over, unit="phuong-1"),
        partial(reminding.remind, days_before=14),
        partial(filing.file_quarter, year=2021, quarter=1),
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
