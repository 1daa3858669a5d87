"""Reporters leave: the head names the successor, who reads the list of open work and takes over."""

from camket.demo.cast import PASSWORD
from camket.demo.handovers import HANDOVERS
from camket.demo.shapes import HandoverSpec
from camket.demo.telling.stage import Stage, at
from commitments.models import Handover
from commitments.workflow import handing_over
from units import workflow
from units.roles import Role


def hand_over(stage: Stage, unit: str) -> None:
    """The unit's handover; whoever has begun is the unit's reporter on stage from then on."""
    spec = next(one for one in HANDOVERS if one.unit == unit)
    handover = _recorded(stage, spec)
    if spec.acknowledged_on is None:
        return
    handing_over.acknowledge(
        handover=handover, by=handover.successor, at=at(spec.acknowledged_on, 8)
    )
    stage.reporters[unit] = handover.successor


def _recorded(stage: Stage, spec: HandoverSpec) -> Handover:
    """With the demo's password, so that one can log in as the successor too."""
    workflow.add_person(
        committee=stage.committee,
        email=spec.email,
        full_name=spec.name,
        password=PASSWORD,
        by=stage.admin,
        at=at(spec.recorded_on, 8),
    )
    leaver = stage.reporters[spec.unit]
    return handing_over.hand_over(
        appointment=leaver.appointments.get(role=Role.REPORTER),
        to=handing_over.Successor(spec.email, spec.name, spec.post),
        starts_on=spec.starts_on,
        note=spec.note,
        by=stage.heads[spec.unit],
        at=at(spec.recorded_on, 9),
    )
