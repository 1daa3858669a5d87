"""Each unit's text for the annual report of 2020, in the words of the printed report.

The pieces of a group stand here in the order of the report's sentences, which for 2.3 is not the
order in which the units are named. Joined, they give the report's paragraphs without the lead
sentences, which are computed. Typing slips are mended (document-format.md §2.4, 10-11); where the
source runs on after a semicolon a piece begins as a sentence of its own (`after_semicolon`), and
where it continues a lead sentence it begins in lower case.
"""

from camket.demo.highlights import city, party
from camket.demo.shapes import Highlight

BY_GROUP: dict[str, tuple[Highlight, ...]] = {
    "WARD": city.WARD,
    "DEPT_ECONOMY": city.DEPT_ECONOMY,
    "DEPT_URBAN": city.DEPT_URBAN,
    "DEPT_CULTURE_SOCIETY": city.DEPT_CULTURE_SOCIETY,
    "DEPT_ADMIN": city.DEPT_ADMIN,
    "DEPT_JUDICIAL": city.DEPT_JUDICIAL,
    "INTERNAL_AFFAIRS": party.INTERNAL_AFFAIRS,
    "PARTY_BODY": party.PARTY_BODY,
    "POLITICAL_CENTER": party.POLITICAL_CENTER,
    "FRONT_MASS_ORG": party.FRONT_MASS_ORG,
}
_BY_UNIT = {piece.unit: piece for pieces in BY_GROUP.values() for piece in pieces}

# Numbers of the source that no promise yields: the Office types them with source and date
# (`years.INDICATORS`) and writes the token into the sentence.
TYPED = {
    "tăng 12,4%": "tăng {tong-von-dau-tu}",
    "gửi trên 90%": "gửi trên {van-ban-hop-thu-cong-vu}",
}

# Sections of the report, by their number in the outline, and the groups that speak there.
SECTIONS = {
    "II.1": ("WARD",),
    "II.2.1": ("DEPT_ECONOMY",),
    "II.2.2": ("DEPT_URBAN",),
    "II.2.3": ("DEPT_CULTURE_SOCIETY",),
    "II.2.4": ("DEPT_ADMIN",),
    "II.2.5": ("DEPT_JUDICIAL", "INTERNAL_AFFAIRS"),
    "II.2.6": ("PARTY_BODY", "POLITICAL_CENTER", "FRONT_MASS_ORG"),
}


def highlight(unit_code: str) -> str:
    """What the unit hands in."""
    piece = _BY_UNIT[unit_code]
    return piece.own_words or piece.text


def without_own_words(computed: str) -> str:
    """A proposed section without the lines that the Office makes one sentence of."""
    own = {piece.own_words for piece in _BY_UNIT.values() if piece.own_words}
    return "\n\n".join(line for line in computed.split("\n\n") if line not in own)


def paragraphs(group: str) -> list[str]:
    """The group's paragraphs as the source prints them; a bullet begins with '- '."""
    found: list[str] = []
    for piece in BY_GROUP[group]:
        if not piece.text:
            continue
        if piece.opens or not found:
            found.append(("- " if piece.bullet else "") + piece.text)
        elif piece.after_semicolon:
            found[-1] = f"{found[-1].rstrip('.')}; {piece.text[0].lower()}{piece.text[1:]}"
        else:
            found[-1] = f"{found[-1]} {piece.text}"
    return found


def section(key: str, computed: str) -> str:
    """The section as the Office leaves it: what units wrote, joined into the source's paragraphs.

    `computed` is what the system proposes: lead sentences, the last of them perhaps running on
    into a unit's text, then each unit's text as a paragraph, parted by blank lines.
    """
    groups = SECTIONS[key]
    leads, open_lead = _leads(computed, [p.text for g in groups for p in BY_GROUP[g] if p.text])
    told = [paragraph for group in groups for paragraph in paragraphs(group)]
    if open_lead:
        joint = "; " if told[0][0].islower() else ". "
        told[0] = f"{open_lead}{joint}{told[0]}"
    text = "\n\n".join([*leads, *told])
    for words, token in TYPED.items():
        text = text.replace(words, token)
    return text


def _leads(computed: str, texts: list[str]) -> tuple[list[str], str]:
    """The lead sentences of a proposed section, and the one that a unit's text runs on from."""
    leads, open_lead = [], ""
    for line in computed.split("\n\n"):
        told = next((text for text in texts if line.endswith(text)), None)
        rest = line.removesuffix(told).removeprefix("- ").rstrip(" .;") if told else ""
        if told is None:
            leads.append(line)
        elif rest:
            open_lead = f"- {rest}" if line.startswith("- ") else rest
    return leads, open_lead
