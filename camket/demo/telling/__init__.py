"""The demo's facts, told through the real verbs, as people would have done it on those days."""

from camket.demo.telling.story import STAGES, tell

__all__ = ["STAGES", "tell"]
