"""A template of the Báo cáo is data: headings in order, and what each section is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from reports.outline.tokens import escape, substitute
from reports.outline.wording import Counting
from reports.paper import Paragraph, Section, Style, parse_paragraphs

Values = Mapping[str, str | None]
Narratives = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Slot:
    """One piece of a section: a standing sentence, what groups wrote, or both.

    ``text`` is the standing sentence with its tokens. ``groups`` are the codes of the groups whose
    narratives stand here. With ``run_in`` the first narrative goes on in the paragraph of the
    sentence, which then has no full stop of its own. ``when`` names a token: while it is empty or
    zero the sentence is left out.
    """

    text: str = ""
    style: Style = Style.PARA
    number: int | None = None
    groups: tuple[str, ...] = ()
    run_in: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A heading and its slots.

    ``counted`` are the codes of the groups whose figures, taken together, fill the group's tokens.
    """

    key: str
    level: int
    number: str
    heading: str
    slots: tuple[Slot, ...] = ()
    counted: tuple[str, ...] = ()
    counting: Counting = Counting.COMPLETED

    @property
    def title(self) -> str:
        """The heading with its number, tokens not yet replaced."""
        return f"{self.number} {self.heading}".strip()

    @property
    def groups(self) -> tuple[str, ...]:
        """Codes of all groups that this section speaks about, in order."""
        return tuple(dict.fromkeys(chain(self.counted, *(slot.groups for slot in self.slots))))


@dataclass(frozen=True, slots=True)
class Template:
    """One version of the report's form. ``defaults`` are wordings for tokens without a value."""

    version: str
    kind: str
    abstract: str
    nodes: tuple[Node, ...]
    defaults: Mapping[str, str] = field(default_factory=dict)

    def node(self, key: str) -> Node:
        """The node of that key; KeyError if there is none."""
        for node in self.nodes:
            if node.key == key:
                return node
        raise KeyError(key)

    def complete(self, values: Values) -> dict[str, str | None]:
        """The values, with this template's default for each token that has none."""
        absent = {
            name: substitute(text, values)
            for name, text in self.defaults.items()
            if name not in values
        }
        return {**values, **absent}


def suggested(node: Node, values: Values, narratives: Narratives) -> str:
    """The section as the Office first sees it in the editor: tokens still in braces.

    What units wrote is plain text: a brace in it is printed, not read.
    """
    lines = chain.from_iterable(_slot_lines(slot, values, narratives) for slot in node.slots)
    return "\n\n".join(lines)


def written(node: Node, text: str, values: Values) -> Section:
    """The section for print, from the editor's text (the suggested one or the Office's own).

    ValueError in Vietnamese for a token that is unknown here or has nothing to print.
    """
    paragraphs = tuple(
        Paragraph(substitute(paragraph.text, values), paragraph.style, paragraph.number)
        for paragraph in parse_paragraphs(text)
    )
    heading = substitute(node.heading, values)
    return Section(node.key, node.level, node.number, heading, paragraphs)


def _slot_lines(slot: Slot, values: Values, narratives: Narratives) -> Iterator[str]:
    told = [
        paragraph
        for group in slot.groups
        for narrative in narratives.get(group, ())
        for paragraph in parse_paragraphs(escape(narrative))
    ]
    wanted = bool(slot.text) and (not slot.when or values.get(slot.when) not in (None, "", "0"))
    if wanted and slot.run_in:
        first = told.pop(0).text if told else ""
        yield Paragraph(_run_in(slot.text, first), slot.style, slot.number).printed
    elif wanted:
        yield Paragraph(slot.text, slot.style, slot.number).printed
    for paragraph in told:
        own_style = paragraph.style is not Style.PARA or slot.run_in
        yield (paragraph if own_style else Paragraph(paragraph.text, slot.style)).printed


def _run_in(sentence: str, narrative: str) -> str:
    """One paragraph of both: a narrative beginning in lower case continues the sentence."""
    if not narrative:
        return f"{sentence}."
    return f"{sentence}{'; ' if narrative[0].islower() else '. '}{narrative}"
