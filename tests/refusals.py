"""What a verb says when it refuses."""

from typing import Any

import pytest

from camket.audit import Refused


def refused(deed: Any, words: str = "") -> str:
    """The sentence and its lines in one; they hold ``words``."""
    with pytest.raises(Refused) as told:
        deed()
    said = " ".join([told.value.sentence, *told.value.lines])
    assert words in said
    return said
