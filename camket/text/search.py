"""Search without accents: "dong ha" finds "Đông Hà". Source: document-format.md §6.4."""

import unicodedata

from camket.text.unicode import nfc

# đ has no decomposition in Unicode; Eth (Ð, ð) stands in its place in much pasted text.
# Quotation marks and dashes are typed in many ways and meant as one.
_FOLDED = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
    }
)


def search_key(text: str) -> str:
    """The stored key of a text, and of a query: lower case, no marks, đ as d, spaces collapsed.

    "Thành uỷ  ĐÔNG HÀ" → "thanh uy dong ha". Folds old and new places of tone marks alike.
    """
    letters = unicodedata.normalize("NFKD", nfc(text)).casefold()
    letters = unicodedata.normalize("NFKD", letters)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.translate(_FOLDED).split())
