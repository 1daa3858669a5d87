"""A unit asks for more time; the Office gives it, refuses, or has not answered yet."""

from camket.demo.shapes import ExtensionSpec
from camket.demo.telling.stage import Stage, at, minute_of
from commitments.workflow import extending, requesting


def request(stage: Stage, spec: ExtensionSpec) -> None:
    """Asked by the unit's head, answered as far as it came."""
    request = requesting.ask_extension(
        report=stage.report(spec.year, spec.unit, spec.quarter),
        reason=spec.reason,
        wished_until=spec.wished_until,
        by=stage.heads[spec.unit],
        at=at(spec.asked_on, 9, minute_of(spec.unit)),
    )
    if spec.answered_on is None:
        return
    when = at(spec.answered_on, 10)
    if spec.locks_on is None:
        extending.refuse_request(request=request, answer=spec.answer, by=stage.clerk, at=when)
        return
    extending.grant_request(
        request=request, locks_on=spec.locks_on, answer=spec.answer, by=stage.clerk, at=when
    )
