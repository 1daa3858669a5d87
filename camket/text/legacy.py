"""Text typed in the old Vietnamese encodings, TCVN3 and VNI, as it looks when read as Unicode.

"ñy ban nh©n d©n" and "Thaønh uûy Ñoâng Haø" are found by words that no Vietnamese can be, and that
become Vietnamese when read the old way. Nothing is converted here without being asked for. Pure.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

TCVN3, VNI = "TCVN3", "VNI"

# Each letter with its tones: none, huyền, hỏi, ngã, sắc, nặng; bytes of TCVN 5712:1993 VN3 as Latin-1.
_TCVN3_ROWS = {
    "a": "a\xb5\xb6\xb7\xb8\xb9",
    "ă": "\xa8\xbb\xbc\xbd\xbe\xc6",
    "â": "\xa9\xc7\xc8\xc9\xca\xcb",
    "e": "e\xcc\xce\xcf\xd0\xd1",
    "ê": "\xaa\xd2\xd3\xd4\xd5\xd6",
    "i": "i\xd7\xd8\xdc\xdd\xde",
    "o": "o\xdf\xe1\xe2\xe3\xe4",
    "ô": "\xab\xe5\xe6\xe7\xe8\xe9",
    "ơ": "\xac\xea\xeb\xec\xed\xee",
    "u": "u\xef\xf1\xf2\xf3\xf4",
    "ư": "\xad\xf5\xf6\xf7\xf8\xf9",
    "y": "y\xfa\xfb\xfc\xfd\xfe",
}
_TCVN3_SINGLE = {
    "\xae": "đ", "\xa1": "Ă", "\xa2": "Â", "\xa3": "Ê", "\xa4": "Ô", "\xa5": "Ơ", "\xa6": "Ư",
    "\xa7": "Đ",
}  # fmt: skip
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

# VNI puts a second character after the letter: first for a letter alone, then for its shape.
_VNI_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_VNI_HAT = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_SINGLE = {
    "ñ": "đ",
    "ô": "ơ",
    "ö": "ư",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "ì": "ì",
    "í": "í",
}


def _composed(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + mark)


def _tcvn3_table() -> dict[int, str]:
    table = {ord(old): new for old, new in _TCVN3_SINGLE.items()}
    for letter, row in _TCVN3_ROWS.items():
        for old, tone in zip(row, _TONES, strict=True):
            if not old.isascii():
                table[ord(old)] = _composed(letter, tone)
    return table


def _vni_table() -> dict[str, str]:
    table: dict[str, str] = dict(_VNI_SINGLE)
    for mark, tone in _VNI_TONES.items():
        table |= {letter + mark: _composed(letter, tone) for letter in "aeouy"}
        table |= {"ô" + mark: _composed("ơ", tone), "ö" + mark: _composed("ư", tone)}
    for mark, tone in _VNI_HAT.items():
        table |= {letter + mark: _composed(_composed(letter, "\u0302"), tone) for letter in "aeo"}
    for mark, tone in _VNI_BREVE.items():
        table["a" + mark] = _composed("ă", tone)
    capitals = {old.upper(): new.upper() for old, new in table.items()}
    mixed = {old[0].upper() + old[1:]: new.upper() for old, new in table.items() if len(old) == 2}
    return table | capitals | mixed


_FROM_TCVN3 = _tcvn3_table()
_FROM_VNI = _vni_table()
_VNI_PAIR = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))

# --- What a Vietnamese syllable can be -------------------------------------------------------

_FIRST = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|q|r|s|th|tr|t|v|x"
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot
    oăc oăm oăn oăng oăt ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uac uai uan uang uanh uao uat uay uc ue uen ueo uet ui uit um un ung up ut uy uya uych uyn uynh
    uyp uyt uyu uyên uyêt uăc uăn uăng uăt uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông uôt uơ
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yn ynh yt yêm yên yêng yêt yêu
"""
_KNOWN_RIMES = frozenset(_RIMES.split())
_SYLLABLE = re.compile(rf"(?P<first>{_FIRST})?(?P<rime>.+)")
_STOPPED = re.compile(r"(c|ch|p|t)$")
_WORD = re.compile(
    r"[^\W\d_]+(?:[\xa1-\xff\xad]+[^\W\d_]*)*|[\xa1-\xbf\xad]+[^\W\d_][^\s\d!-/:-@\[-`{-~]*"
)
_NO_WORDS = frozenset({"µm", "µg", "µl", "µs"})


def is_syllable(word: str) -> bool:
    """Could this be one Vietnamese syllable, by its letters and its tone?"""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in letters if mark in _TONES[1:]]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(x for x in letters if x not in _TONES[1:]))
    found = _SYLLABLE.fullmatch(bare)
    if not found:
        return False
    fits = (
        found["rime"] in _KNOWN_RIMES
        or bare in _KNOWN_RIMES
        or bare in ("gi", "gin", "gip", "giêng", "giêt")
    )
    return fits and not (_STOPPED.search(bare) and tones and tones[0] not in ("\u0301", "\u0323"))


def detect(text: str) -> str:
    """TCVN3, VNI, or "" when the text is none of them (or nobody can tell)."""
    strange = [word for word in _words(text) if not _is_unicode_word(word)]
    if not strange:
        return ""
    scores = {
        name: sum(is_syllable(_read(word, name)) for word in strange) for name in (TCVN3, VNI)
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 0.75 * len(strange) else ""


def convert(text: str, encoding: str) -> str:
    """The text in Unicode (NFC). In a text that is Unicode in part, only the strange words change."""
    if any(ord(letter) > 0x17F or letter in "ăđơưĂĐƠƯ" for letter in text):
        return _WORD.sub(
            lambda word: word[0] if _is_unicode_word(word[0]) else _read(word[0], encoding), text
        )
    return _read(text, encoding)


def summary(texts: Iterable[str]) -> Counter[str]:
    """How many of the texts are in each old encoding."""
    return Counter(found for text in texts if (found := detect(text)))


def _words(text: str) -> Iterator[str]:
    """Words that have a letter beyond ASCII, single signs and units of measure left out."""
    for found in _WORD.finditer(unicodedata.normalize("NFC", text)):
        word = found[0]
        if len(word) > 1 and not word.isascii() and word not in _NO_WORDS:
            yield word


def _is_unicode_word(word: str) -> bool:
    return word.isascii() or len(word) == 1 or is_syllable(word)


def _read(text: str, encoding: str) -> str:
    if encoding == TCVN3:
        return unicodedata.normalize("NFC", text.translate(_FROM_TCVN3))
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(lambda found: _FROM_VNI[found[0]], text))
