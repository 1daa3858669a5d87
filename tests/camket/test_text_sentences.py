"""Words within a sentence and in narrow places."""

import pytest

from camket.text import shorten, small


@pytest.mark.parametrize(
    ("label", "said"), [("Quý III", "quý III"), ("Đã trả lời", "đã trả lời"), ("", "")]
)
def test_only_the_first_letter_is_made_small(label: str, said: str) -> None:
    assert small(label) == said


@pytest.mark.parametrize(
    ("text", "said"), [("một hai", "một hai"), ("một hai ba", "một hai…"), ("một    hai", "một…")]
)
def test_what_is_too_long_is_cut_without_a_blank_at_the_end(text: str, said: str) -> None:
    assert shorten(text, 7) == said
