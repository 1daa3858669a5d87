"""Files made in code: what must be refused, and what scanners, telephones and offices really send."""

from tests.camket.file_corpus.scans import (
    BAD,
    GOOD,
    bomb_pdf,
    bomb_png,
    packed,
    pdf,
    picture,
    scanned,
    told_jpeg,
)

__all__ = [
    "BAD",
    "GOOD",
    "bomb_pdf",
    "bomb_png",
    "packed",
    "pdf",
    "picture",
    "scanned",
    "told_jpeg",
]
