"""Words as they stand within a sentence or in a narrow place."""


def small(words: str) -> str:
    """'quý III', 'chưa trả lời': a label within a sentence, only its first letter made small."""
    return words[:1].lower() + words[1:]


def shorten(text: str, most: int) -> str:
    """The text, or its first ``most`` characters and '…'."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
