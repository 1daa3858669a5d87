"""The section trees of the annual Báo cáo: data, and how figures get into their sentences.

``tree`` has the shapes, ``v2020`` the first template, ``tokens`` the figures inside sentences,
``claims`` those typed by hand, ``wording`` the words that numbers allow, ``values`` the tokens'
values from a year's facts.
Source: document-format.md §2.
"""

from reports.outline.claims import known_texts, unfounded
from reports.outline.tokens import (
    GROUP_TOKENS,
    MEANINGS,
    YEAR_TOKENS,
    escape,
    pieces,
    substitute,
    tokens_in,
)
from reports.outline.tree import Node, Slot, Template, suggested, written
from reports.outline.v2020 import TEMPLATE_2020
from reports.outline.values import GroupFacts, YearFacts, group_values, year_values
from reports.outline.wording import Counting, Share, Work

TEMPLATES = {template.version: template for template in (TEMPLATE_2020,)}

__all__ = [
    "GROUP_TOKENS",
    "MEANINGS",
    "TEMPLATES",
    "YEAR_TOKENS",
    "Counting",
    "GroupFacts",
    "Node",
    "Share",
    "Slot",
    "Template",
    "Work",
    "YearFacts",
    "escape",
    "group_values",
    "known_texts",
    "pieces",
    "substitute",
    "suggested",
    "tokens_in",
    "unfounded",
    "written",
    "year_values",
]
