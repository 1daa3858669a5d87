"""Which step of a rewritten roadmap is which step of the old one."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from commitments.comparison.tasks import Plain


def matched(old: Sequence[Plain], new: Sequence[Plain]) -> list[dict[str, Any]]:
    """The new steps, each with the ``id`` of the old step it is, or None for a new one.

    First those of the same quarter and words, then the same words moved to another quarter, then
    what is left of a quarter in order: a step reworded. Each old step is taken once.
    """
    left = list(old)
    ids: list[Any] = [None] * len(new)
    ways: Iterable[Callable[[Plain], Any]] = (
        lambda step: (step["quarter"], step["text"]),
        lambda step: step["text"],
        lambda step: step["quarter"],
    )
    for same in ways:
        for at, step in enumerate(new):
            if ids[at] is not None:
                continue
            twin = next((one for one in left if same(one) == same(step)), None)
            if twin is not None:
                ids[at] = twin["id"]
                left.remove(twin)
    return [{**step, "id": ids[at]} for at, step in enumerate(new)]
