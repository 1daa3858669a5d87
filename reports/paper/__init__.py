"""A Party document as plain values, and the rules by which it is put on paper.

``content`` is what is printed (frozen at issue), ``profiles`` how large and where, ``lines`` the
wording of the fixed lines. Source: document-format.md §1.
"""

from reports.paper.content import (
    Header,
    Paragraph,
    ReportContent,
    Section,
    Signature,
    Style,
    Table,
    as_text,
    parse_paragraphs,
)
from reports.paper.lines import (
    attached_to,
    balanced,
    number_line,
    place_and_date,
    recipient_lines,
)
from reports.paper.profiles import PARTY_2018, PARTY_2026, PROFILES, Profile, profile_for

__all__ = [
    "PARTY_2018",
    "PARTY_2026",
    "PROFILES",
    "Header",
    "Paragraph",
    "Profile",
    "ReportContent",
    "Section",
    "Signature",
    "Style",
    "Table",
    "as_text",
    "attached_to",
    "balanced",
    "number_line",
    "parse_paragraphs",
    "place_and_date",
    "profile_for",
    "recipient_lines",
]
