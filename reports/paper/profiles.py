"""The two rule sets for Party documents, chosen by the day of signing. Data only.

Sources: document-format.md §0 and §1; PARTY_2018 is Hướng dẫn 36-HD/VPTW, PARTY_2026 Hướng dẫn
05-HD/VPTW. Lengths are millimetres, sizes of type are points. Where a rule gives a range, the
value is the one recommended there.
"""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Profile:
    """How a document is put on paper under one rule set."""

    code: str
    in_force_from: date
    motto: str = "ĐẢNG CỘNG SẢN VIỆT NAM"
    page: str = "A4"
    # §1.1
    margin_top: int = 20
    margin_bottom: int = 20
    margin_left: int = 30
    margin_right: int = 15
    page_number_from_top: int = 10
    page_number_size: int = 14
    # §1.2, §1.3
    left_column: int = 75
    right_column: int = 90
    motto_size: int = 15
    names_size: int = 14
    number_size: int = 14
    date_size: int = 14
    kind_size: int = 16
    abstract_size: int = 14
    # §1.7
    body_size: int = 14
    line_height: int = 18
    paragraph_gap: int = 6
    indent: int = 10
    # §1.9
    signature_gap: int = 30
    recipients_word_size: int = 14
    recipients_size: int = 12
    recipient_separator: str = ";"
    # §1.10
    draft_size: int = 14
    # Widest line of the trích yếu, in letters: about 150 mm of 14 pt bold.
    abstract_letters: int = 72


PARTY_2018 = Profile(code="PARTY_2018", in_force_from=date(2018, 4, 3), recipient_separator=",")
PARTY_2026 = replace(
    PARTY_2018, code="PARTY_2026", in_force_from=date(2026, 5, 27), recipient_separator=";"
)

PROFILES = {profile.code: profile for profile in (PARTY_2018, PARTY_2026)}


def profile_for(signed_on: date) -> Profile:
    """The rule set in force on the day of signing; the earliest one for a day before all."""
    in_force = [p for p in PROFILES.values() if p.in_force_from <= signed_on]
    return max(in_force, key=lambda p: p.in_force_from, default=PARTY_2018)
