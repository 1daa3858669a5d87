"""Whether an owner is one person's name: not two people, a post, a unit. Pure.

Refuses only what cannot be one person. What may be a name after all is a warning: some surnames
are also the first word of an office (Đoàn, Ban, Phòng), some people have one name only.
"""

import re
from functools import cache

from camket.text import nfc
from commitments.quality.examples import OWNER
from commitments.quality.findings import Finding, warning
from commitments.quality.wording import spelled

_HONORIFIC = re.compile(r"^(đ/c|đ\.c|đc|đồng chí|ông|bà|anh|chị)[.:]?\s+(?=\S+\s+\S)", re.I)
_ASIDE = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"[,;/&+\n]|\s[-–]\s")
_AND = re.compile(r"(?<=\S)\s+(?:và|cùng với|cùng|với)\s+(?=\S)")

_MANY = ("các đồng chí", "các đ/c", "các ông", "các bà", "các anh", "các chị", "những người")
_POSTS = (
    "bí thư", "phó bí thư", "chủ tịch", "phó chủ tịch", "trưởng phòng", "phó trưởng phòng",
    "trưởng ban", "phó trưởng ban", "phó ban", "trưởng công an", "phó trưởng", "chánh văn phòng",
    "phó chánh văn phòng", "chánh án", "phó chánh án", "chánh thanh tra", "viện trưởng",
    "phó viện trưởng", "giám đốc", "phó giám đốc", "hiệu trưởng", "thủ trưởng", "chỉ huy trưởng",
    "chi cục trưởng", "chủ nhiệm", "người đứng đầu", "trưởng bộ phận", "chuyên viên", "đội trưởng",
    "ủy viên", "tổ trưởng", "kế toán", "công chức", "cán bộ",
)  # fmt: skip
_BODIES = (
    "ban thường vụ", "ban chấp hành", "ban chỉ đạo", "ban tổ chức", "ban tuyên giáo", "ban dân vận",
    "ban quản lý", "ban lãnh đạo", "ủy ban", "ubnd", "hđnd", "ubmttq", "hội đồng", "đảng ủy", "đảng bộ",
    "chi bộ", "chi ủy", "tập thể", "toàn thể", "lãnh đạo", "văn phòng", "cơ quan", "đơn vị",
    "công an", "ban chỉ huy", "thành đoàn", "thành ủy", "đoàn thanh niên", "hội phụ nữ",
    "hội liên hiệp", "hội nông dân", "hội cựu", "liên đoàn", "mặt trận", "thanh tra", "tòa án",
    "viện kiểm sát", "trung tâm", "khối", "các phòng", "các ban", "bộ phận",
)  # fmt: skip
_FIRST_WORDS = ("phòng", "ban", "tổ", "đội", "hội", "đoàn")  # of a unit, and of rare names


def owner_findings(name: str) -> list[Finding]:
    """What is wrong with a person's name as typed; empty when it is one person's, or not written."""
    name = " ".join(nfc(name).split())
    if not name:
        return []
    if said := _not_one_person(name):
        return [Finding("owner_name", said, example=OWNER)]
    if said := _doubtful(name):
        return [warning("owner_name", said, OWNER)]
    return []


def _not_one_person(name: str) -> str:
    if _begins(name, _MANY) or sum(_is_person(part) for part in _parts(name)) > 1:
        return "Ghi nhiều người phụ trách: chọn một người chịu trách nhiệm chính."
    parts = _parts(name)
    if any(_is_person(part) or _named_after_post(part) for part in parts):
        return ""
    if any(_begins(part, _BODIES) or _is_unit(part) for part in parts):
        return "Người phụ trách đang ghi tên cơ quan, tập thể: ghi họ tên một người."
    if any(_begins(part, _POSTS) for part in parts):
        return "Người phụ trách mới ghi chức vụ: ghi họ tên một người."
    return "Người phụ trách chưa phải họ tên một người."


def _doubtful(name: str) -> str:
    parts = _parts(name)
    if len(parts) > 1 or _named_after_post(parts[0]) or _ASIDE.search(name):
        return "Ô người phụ trách chỉ ghi họ tên một người; chức vụ ghi ở ô riêng."
    words = parts[0].split()
    if len(words) == 1:
        return "Ghi đủ họ và tên người phụ trách."
    if len(words) > 7:
        return "Họ tên dài khác thường: kiểm tra lại, chỉ ghi một người."
    return ""


def _parts(name: str) -> list[str]:
    """What stands between commas, slashes and the word "và"; without honorifics and asides.

    "và" joins two people only in small letters within a name written in capitals and small ones:
    Và is also a surname.
    """
    bare = _ASIDE.sub(" ", name)
    bare = re.sub(r"\bđ/c\b", "đồng chí", bare, flags=re.I)
    one_case = bare == bare.lower() or bare == bare.upper()
    found = []
    for piece in _BETWEEN.split(bare):
        for part in _AND.split(piece.lower() if one_case else piece):
            part = _HONORIFIC.sub("", part.strip(" .:")).strip()
            if part:
                found.append(part)
    return found or [bare.strip() or name]


def _is_person(part: str) -> bool:
    if any(letter.isdigit() for letter in part):
        return False
    return not (_begins(part, _POSTS) or _begins(part, _BODIES) or _is_unit(part))


def _is_unit(part: str) -> bool:
    """'Phòng Kinh tế' has a small word behind; 'Đoàn Văn An' is a person."""
    first, *rest = part.split()
    return first.lower() in _FIRST_WORDS and (
        not rest or part == part.lower() or any(word[0].islower() for word in rest)
    )


def _named_after_post(part: str) -> bool:
    """'Chủ tịch Nguyễn Văn An': the words behind the post are a name in capitals."""
    post = max((p for p in _POSTS if _begins(part, (p,))), key=len, default="")
    rest = part.split()[len(post.split()) :] if post else []
    behind = " ".join(rest)
    return (
        2 <= len(rest) <= 6
        and all(word[0].isupper() for word in rest)
        and not behind.isupper()
        and _is_person(behind)
    )


def _begins(part: str, phrases: tuple[str, ...]) -> bool:
    words = f"{spelled(part)} "
    return words.startswith(_openings(phrases))


@cache
def _openings(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{spelled(phrase)} " for phrase in phrases)
