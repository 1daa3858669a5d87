"""What somebody typed into a verb, as it is kept: in NFC, there where it is needed, not too long."""

from camket.audit import Refused
from camket.text import nfc
from commitments import quality


def words(text: str, missing: str = "", most: int = quality.MAX_TEXT) -> str:
    """What was typed, in NFC and without spaces around it.

    Raises Refused: empty where ``missing`` says so, or longer than ``most`` characters.
    """
    text = nfc(text).strip()
    if missing and not text:
        raise Refused(missing)
    refuse_long(text, most=most)
    return text


def refuse_long(*texts: str, most: int = quality.MAX_TEXT) -> None:
    """Raises Refused, with a line for each text that is longer than what is stored."""
    lines = [said for text in texts if (said := quality.too_long(text, most))]
    if lines:
        raise Refused("Nội dung dài quá mức ghi được.", lines=lines)
