"""The guides: what they point at exists, and no picture lies about unused."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 300_000
_LINK = re.compile(r'\]\(([^)\s]+)\)|<img src="([^"]+)"')


def links(page: Path) -> Iterator[str]:
    """What a page points at inside the repository."""
    for found in _LINK.finditer(page.read_text(encoding="utf-8")):
        target = found[1] or found[2]
        if not target.startswith(("http:", "https:", "mailto:")):
            yield target


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_every_picture_is_shown_and_small() -> None:
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    pictures = sorted(IMAGES.glob("*"))
    assert [picture.name for picture in pictures if picture not in shown] == []
    assert [p.name for p in pictures if p.stat().st_size > MOST_BYTES] == []


def test_decisions_are_numbered_without_gaps_or_doubles() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    firsts = [page.read_text(encoding="utf-8").split(".", 1)[0] for page in pages]
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert firsts == [f"# {n}" for n in range(1, len(pages) + 1)]
