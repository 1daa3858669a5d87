"""Vietnamese text: cleaned at every input, folded for search, sorted, printed as it should be.

Pure: no Django, no clock, no locale of the machine. Source: document-format.md §6.
"""

from camket.text.dates import (
    day_month,
    format_date,
    format_moment,
    long_date,
    parse_date,
    quarter_label,
    short_day,
    weekday,
)
from camket.text.numbers import (
    format_number,
    format_percent,
    input_number,
    ordinal,
    parse_number,
    roman,
    round_percent,
)
from camket.text.printing import keep_together
from camket.text.search import search_key
from camket.text.sentences import shorten, small
from camket.text.sorting import name_sort_key, sort_key
from camket.text.symbols import symbol_objection
from camket.text.unicode import nfc, upper

__all__ = [
    "day_month",
    "format_date",
    "format_moment",
    "format_number",
    "format_percent",
    "input_number",
    "keep_together",
    "long_date",
    "name_sort_key",
    "nfc",
    "ordinal",
    "parse_date",
    "parse_number",
    "quarter_label",
    "roman",
    "round_percent",
    "search_key",
    "short_day",
    "shorten",
    "small",
    "sort_key",
    "symbol_objection",
    "upper",
    "weekday",
]
