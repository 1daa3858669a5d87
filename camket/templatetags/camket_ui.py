"""What templates draw by name: icons, state badges, bars, rings. The filters of camket_words too.

Everything is inline SVG with attributes in percent or plain units, because the content security
policy allows no style attribute. Each drawing also says itself in words (``aria-label``).
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

from camket.templatetags import camket_words
from camket.templatetags.camket_words import con_lai, phan_tram

register = template.Library()
register.filters.update(camket_words.register.filters)

Number = Decimal | float | int

STATE_ICONS: dict[str, str | None] = {
    "done": "check",
    "sent": "send",
    "late": "circle-alert",
    "behind": "clock",
    "back": "undo-2",
    "idle": "dot",
    "stop": "triangle-alert",
    "info": "info",
    "key": None,
    "hot": None,
}
NOTICES = {
    "success": ("done", "circle-check", ""),
    "info": ("info", "info", ""),
    "warning": ("behind", "triangle-alert", "Lưu ý."),
    "error": ("stop", "triangle-alert", "Chưa thực hiện được."),
    "debug": ("idle", "info", ""),
}
STACK_PARTS = (
    ("a", "hoàn thành"),
    ("b", "đang thực hiện"),
    ("c", "chậm so với lộ trình"),
    ("d", "chậm"),
    ("e", "chưa báo cáo"),
)


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: int = 16) -> SafeString:
    """A Lucide icon, hidden from screen readers: the word beside it speaks."""
    drawn = lucide(Context(), name, size=size, **{"class": "i", "aria-hidden": "true"})
    assert isinstance(drawn, SafeString)
    return drawn


@register.simple_tag
def state(tone: str, word: str, icon: str = "") -> SafeString:
    """A badge: icon + word + colour. ``icon`` replaces the tone's own ("flag" for vượt)."""
    name = icon or STATE_ICONS[tone]
    return format_html('<span class="st {}">{}{}</span>', tone, _drawn(name, 13), word)


@register.simple_tag
def mark(tone: str, word: str, icon: str = "") -> SafeString:
    """A badge of the icon alone, the word read aloud and shown on hover (outline lists)."""
    name = icon or STATE_ICONS[tone] or "dot"
    return format_html(
        '<span class="st {}" title="{}">{}<span class="visually-hidden">{}</span></span>',
        tone,
        word,
        _drawn(name, 15),
        word,
    )


@register.simple_tag
def cell(tone: str, word: str, href: str = "") -> SafeString:
    """One cell of the heat map, a link when ``href`` is given; ``none``: nothing is owed."""
    inner = format_html("{}{}", _drawn(STATE_ICONS.get(tone, "minus"), 13), word)
    if href:
        return format_html('<a class="cell {}" href="{}">{}</a>', tone, href, inner)
    return format_html('<span class="cell {}">{}</span>', tone, inner)


@register.simple_tag
def bar(actual: Number | None, planned: Number | None = None, tone: str = "") -> SafeString:
    """Actual against the promised curve, both in percent (25 is 25 %); None: no value known.

    The drawing stops at 100 %, the words do not.
    """
    fill = format_html('<rect class="fill" y="4" width="{}" height="8" rx="4"/>', _share(actual))
    tick = format_html(
        '<rect class="mark" x="{}" width="2" height="16" transform="translate(-1)"/>',
        _share(planned),
    )
    return format_html(
        '<svg class="bar {}" width="100%" height="16" role="img" aria-label="{}">'
        '<rect class="track" y="4" width="100%" height="8" rx="4"/>{}{}</svg>',
        tone,
        _bar_words(actual, planned),
        fill if actual else "",
        "" if planned is None else tick,
    )


@register.simple_tag
def stack(done: int, doing: int, behind: int, late: int, rest: int = 0) -> SafeString:
    """A stacked bar of task counts: done, in progress, behind the plan, late, not reported yet."""
    counts = (done, doing, behind, late, rest)
    total = sum(counts) or 1
    left, parts, words = 0, [], []
    for (letter, word), count in zip(STACK_PARTS, counts, strict=True):
        if count:
            parts.append((letter, _share(100 * left / total), _share(100 * count / total)))
            words.append(f"{word} {count}")
        left += count
    return format_html(
        '<svg class="stack" width="100%" height="13" role="img" aria-label="{}">{}</svg>',
        ", ".join(words) or "chưa có nhiệm vụ",
        format_html_join("", '<rect class="{}" x="{}" width="{}" height="13"/>', parts),
    )


@register.simple_tag
def days_left(days: int, window: int = 30) -> SafeString:
    """The ring of days left to a deadline; it fills as ``window`` days run out. Red when past."""
    tone, lines = "", [("n", 42, str(days)), ("w", 56, "ngày")]
    if days < 0:
        tone, lines = "late", [("w", 26, "quá"), ("n", 47, str(-days)), ("w", 60, "ngày")]
    elif days == 0:
        tone, lines = "today", [("n", 37, "Hôm"), ("n", 54, "nay")]
    spent = 100 if days < 0 else round(100 * max(0.0, 1 - days / window))
    return format_html(
        '<svg class="days {}" viewBox="0 0 78 78" role="img" aria-label="{}" fill="none">'
        '<circle class="track" cx="39" cy="39" r="35" stroke-width="8"/>'
        '<circle class="fill" cx="39" cy="39" r="35" stroke-width="8" pathLength="100"'
        ' stroke-dasharray="{} 100" transform="rotate(-90 39 39)"/>{}</svg>',
        tone,
        con_lai(days),
        spent,
        format_html_join(
            "", '<text class="{}" x="39" y="{}" text-anchor="middle">{}</text>', lines
        ),
    )


@register.simple_tag
def steps(ready: list[bool | None], noun: str = "nhiệm vụ") -> SafeString:
    """The dashes of the foot bar: True ready, False incomplete, None untouched."""
    css = {True: "ok", False: "no", None: ""}
    return format_html(
        '<div class="steps" role="img" aria-label="{} trên {} {} đã đủ">{}</div>',
        sum(1 for one in ready if one),
        len(ready),
        noun,
        format_html_join("", '<i class="{}"></i>', ((css[one],) for one in ready)),
    )


@register.simple_tag(takes_context=True)
def sort_link(context: Context, field: str, word: str) -> SafeString:
    """A column head that sorts by ?sap-xep=field, and back by -field; other filters stay."""
    request = context["request"]
    current = request.GET.get("sap-xep", "")
    query = request.GET.copy()
    query["sap-xep"] = f"-{field}" if current == field else field
    query.pop("trang", None)
    arrow = {field: "arrow-up", f"-{field}": "arrow-down"}.get(current, "arrow-up-down")
    return format_html('<a href="?{}">{} {}</a>', query.urlencode(), word, icon(arrow, 12))


@register.filter
def notice(level_tag: str) -> tuple[str, str, str]:
    """(tone, icon, word) of a message level; no word where the sentence says it all."""
    return NOTICES.get(level_tag, NOTICES["info"])


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """1 2 3 … 9, around the page one is on."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


def _drawn(name: str | None, size: int) -> SafeString | str:
    return icon(name, size) if name else ""


def _share(value: Number | None) -> str:
    """A length in percent for an SVG attribute, between 0 and 100."""
    return f"{min(100.0, max(0.0, float(value or 0))):.4g}%"


def _bar_words(actual: Number | None, planned: Number | None) -> str:
    words = "Chưa có số liệu" if actual is None else f"Đạt {phan_tram(actual)}"
    return words if planned is None else f"{words}, theo lộ trình {phan_tram(planned)}"
