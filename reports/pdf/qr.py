"""A QR code as the outline of one shape, for a drawing inside the page: nothing is fetched."""

from dataclasses import dataclass

import segno

BORDER = 4  # modules left white around it, as readers ask for


@dataclass(frozen=True, slots=True)
class Qr:
    """``side`` in modules, border included; ``path`` the dark modules as an SVG path."""

    side: int
    path: str


def qr(text: str) -> Qr:
    """Of an address; error correction M, so that a fold or a stamp at a corner does no harm."""
    rows = [
        bytes(row) for row in segno.make(text, error="m", micro=False, boost_error=False).matrix
    ]
    path = "".join(
        f"M{x + BORDER} {y + BORDER}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return Qr(len(rows) + 2 * BORDER, path)
