"""What the frame of every page needs: where one is, where one can go, what waits, what day it is.

Views say where one is by setting ``request.committee`` and ``request.year`` (through
``units.access``); pages outside a committee (login, errors) simply show no navigation.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject

from camket import clock


class Item(NamedTuple):
    """One line of the navigation; ``{y}`` in ``path`` is the year, ``waits`` a registered name."""

    label: str
    path: str
    waits: str = ""


class Tab(NamedTuple):
    """A line as the page draws it; ``href`` is absolute, ``waiting`` how much waits there."""

    label: str
    href: str
    current: bool
    waiting: int


UNIT = (
    Item("Việc của đơn vị", "{y}/"),
    Item("Bản cam kết", "{y}/cam-ket/"),
    Item("Phối hợp", "{y}/phoi-hop/", "supports"),
    Item("Báo cáo quý", "{y}/bao-cao/"),
    Item("Kiến nghị", "{y}/kien-nghi/", "answers"),
    Item("Kiểm tra", "{y}/kiem-tra/", "actions"),
    Item("Điều chỉnh", "{y}/dieu-chinh/"),
    Item("Lịch sử", "{y}/lich-su/"),
    Item("Báo cáo năm", "{y}/bao-cao-nam/"),
    Item("Đơn vị", "don-vi/"),
)
NAVIGATION: dict[str, tuple[Item, ...]] = {
    "OFFICE": (
        Item("Bàn làm việc", "{y}/"),
        Item("Tổng quan", "{y}/tong-quan/"),
        Item("Duyệt báo cáo", "{y}/bao-cao/", "review"),
        Item("Bản cam kết", "{y}/cam-ket/", "registrations"),
        Item("Kiến nghị", "{y}/kien-nghi/", "proposals"),
        Item("Điều chỉnh", "{y}/dieu-chinh/"),
        Item("Kiểm tra", "{y}/kiem-tra/"),
        Item("Báo cáo năm", "{y}/bao-cao-nam/"),
        Item("Đơn vị", "don-vi/"),
        Item("Nhắc việc", "{y}/nhac-viec/"),
        Item("Năm", "nam/"),
    ),
    "STANDING": (
        Item("Bản giao ban", "{y}/"),
        Item("Tổng quan", "{y}/tong-quan/"),
        Item("Ký cam kết", "{y}/ky/", "signing"),
        Item("Kiến nghị", "{y}/kien-nghi/", "proposals"),
        Item("Điều chỉnh", "{y}/dieu-chinh/", "amendments"),
        Item("Kiểm tra", "{y}/kiem-tra/"),
        Item("Báo cáo năm", "{y}/bao-cao-nam/"),
        Item("Đơn vị", "don-vi/"),
    ),
    "INSPECTOR": (
        Item("Kiểm tra", "{y}/kiem-tra/", "verify"),
        Item("Tổng quan", "{y}/tong-quan/"),
        Item("Bản cam kết", "{y}/cam-ket/"),
        Item("Báo cáo quý", "{y}/bao-cao/"),
        Item("Báo cáo năm", "{y}/bao-cao-nam/"),
        Item("Đơn vị", "don-vi/"),
    ),
    "HEAD": UNIT,
    "REPORTER": UNIT,
    "ADMIN": (
        Item("Đơn vị", "don-vi/"),
        Item("Cán bộ", "can-bo/"),
        Item("Cấp ủy", "cap-uy/"),
    ),
}

Counter = Callable[[HttpRequest], int]
_counters: dict[str, Counter] = {}


def count(name: str, counter: Counter) -> None:
    """Register what waits behind a line of the navigation; apps call it when they are ready."""
    _counters[name] = counter


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html; everything that costs a query is asked only when drawn."""
    return {
        "committee": getattr(request, "committee", None),
        "year": getattr(request, "year", None),
        "years": SimpleLazyObject(lambda: years(request)),
        "nav": SimpleLazyObject(lambda: items(request)),
        "my_posts": SimpleLazyObject(lambda: posts(request)),
        "server_time": clock.now(),
        "demo_today": settings.CAMKET_TODAY,
    }


def years(request: HttpRequest) -> list[tuple[int, str]]:
    """(year, href of the same section in that year) of the committee, newest first.

    One query a request, remembered on it.
    """
    known: list[tuple[int, str]] | None = getattr(request, "_frame_years", None)
    if known is None:
        known = list(_years(request))
        request._frame_years = known  # type: ignore[attr-defined]
    return known


def _years(request: HttpRequest) -> Iterator[tuple[int, str]]:
    committee = getattr(request, "committee", None)
    if committee is not None:
        for number in committee.years.order_by("-year").values_list("year", flat=True):
            yield number, _same_section(request, committee.code, number)


def items(request: HttpRequest) -> list[Tab]:
    """The navigation of this person here; a line whose page does not exist is left out."""
    committee = getattr(request, "committee", None)
    user = getattr(request, "user", None)
    if committee is None or user is None or not user.is_authenticated:
        return []
    lines = [
        (item, href)
        for item in _of_roles(user.roles_in(committee))
        if (href := _href(request, committee.code, item)) and _exists(href)
    ]
    here = max((href for _, href in lines if request.path.startswith(href)), key=len, default="")
    return [Tab(item.label, href, href == here, _waiting(request, item)) for item, href in lines]


def posts(request: HttpRequest) -> list[Any]:
    """The person's appointments of today, those of this committee when one is open."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    committee = getattr(request, "committee", None)
    return [p for p in user.posts_on() if committee is None or p.committee_id == committee.pk]


def _of_roles(roles: set[Any]) -> Iterator[Item]:
    """Lines of all roles held, in the order of NAVIGATION, each address once."""
    seen = set()
    for role, lines in NAVIGATION.items():
        for item in lines if role in roles else ():
            if item.path not in seen:
                seen.add(item.path)
                yield item


def _href(request: HttpRequest, code: str, item: Item) -> str:
    """Absolute path of a line; empty when it needs a year and the committee has none."""
    if "{y}" not in item.path:
        return f"/{code}/{item.path}"
    number = current_year(request)
    return f"/{code}/{item.path.format(y=number)}" if number else ""


def current_year(request: HttpRequest) -> int | None:
    """The year of the page, or the committee's newest one on pages that have none."""
    year = getattr(request, "year", None)
    if year is not None:
        return int(year.year)
    known = years(request)
    return known[0][0] if known else None


def _same_section(request: HttpRequest, code: str, number: int) -> str:
    """/c/2021/bao-cao/p5/quy-1/ becomes /c/2020/bao-cao/: the section, not the thing inside."""
    section = request.path.removeprefix(f"/{code}/").split("/")[1:2]
    href = f"/{code}/{number}/" + "".join(f"{part}/" for part in section if part)
    return href if getattr(request, "year", None) and _exists(href) else f"/{code}/{number}/"


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _waiting(request: HttpRequest, item: Item) -> int:
    counter = _counters.get(item.waits)
    return counter(request) if counter else 0
