"""One form for every text that comes in. Source: document-format.md §6.1."""

import re
import unicodedata

# Dropped: zero-width space, joiner of words, byte order mark, soft hyphen, direction marks
# (they can turn a file name around), control characters and half characters that no database
# or Word file takes.
_DROPPED = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]"
)
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def nfc(text: str) -> str:
    """The text as it is stored: NFC, plain spaces, LF line ends, nothing invisible.

    Changes no letter, no tone mark's place ("ủy" and "uỷ" stay as typed), no hyphen or dash and
    no visible spacing. The same text again gives the same text.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _DROPPED.sub("", text)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


def upper(text: str) -> str:
    """Upper case by Unicode ("đường ủy" → "ĐƯỜNG ỦY"): SQLite's and PostgreSQL's own are wrong."""
    return unicodedata.normalize("NFC", text.upper())
