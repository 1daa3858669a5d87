"""What a check says, and the bounds that both kinds of writing share."""

from dataclasses import dataclass
from decimal import Decimal

MAX_TEXT = 20_000  # characters of one free text
MAX_PLACES = 4
MAX_NUMBER = Decimal(10) ** 13  # what a column of 18 digits, 4 of them decimal, holds with room


@dataclass(frozen=True)
class Finding:
    """One thing to mend: the field's name and a sentence for the person who writes."""

    field: str
    sentence: str
