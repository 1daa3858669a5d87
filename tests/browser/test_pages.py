"""Every main page for everybody: readable by software, whole on a telephone, worked by keyboard."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from commitments.models import ActionPoint, Proposal
from commitments.workflow import explaining
from reports.workflow import start_report
from tests import cast as stage
from tests.browser.visits import NARROW, WIDE, Visitor, barriers, overflow, tabs_to
from tests.cast import Cast
from tests.commitments import evidence_cast as evidence
from tests.commitments import inspecting_cast as inspecting
from tests.commitments import proposals_cast as asking
from tests.commitments import quarter_cast as quarter
from tests.reports.quarters import filed, report_of
from units.models import Person

pytestmark = pytest.mark.browser

YEAR = "/dang-uy-mau/2021"
WARD, BUREAU = "cam-ket/phuong-1", "cam-ket/phong-kinh-te"
QUARTER = f"{YEAR}/bao-cao/phuong-1/quy"
PAGES = {
    "clerk": [
        f"{YEAR}/", f"{YEAR}/tong-quan/", f"{YEAR}/bao-cao/", f"{QUARTER}-1/duyet/",
        f"{QUARTER}-1/", f"{QUARTER}-2/gia-han/", f"{YEAR}/cam-ket/", f"{YEAR}/{WARD}/",
        f"{YEAR}/{BUREAU}/", f"{YEAR}/{BUREAU}/giao/", f"{YEAR}/{BUREAU}/ngoai-le/", f"{YEAR}/ky/",
        f"{YEAR}/nhac-viec/", f"{YEAR}/thiet-lap/", "/dang-uy-mau/nam/", "/dang-uy-mau/nam/mo/",
        f"{YEAR}/bao-cao-nam/", f"{YEAR}/bao-cao-nam/khung/", f"{YEAR}/bao-cao-nam/so-lieu/",
        f"{YEAR}/bao-cao-nam/muc/II.1/", f"{YEAR}/bao-cao-nam/phat-hanh/", f"{YEAR}/lich-su/",
        "/dang-uy-mau/don-vi/", "/dang-uy-mau/don-vi/phuong-1/", "/dang-uy-mau/don-vi/them/",
        "/dang-uy-mau/don-vi/phuong-1/phan-cong/", "/dang-uy-mau/nhom/", "/dang-uy-mau/can-bo/",
        "/dang-uy-mau/can-bo/them/",
        # signing, scans, verification
        f"{YEAR}/ban-ky/", f"{YEAR}/{WARD}/ban-ky/", "/dang-uy-mau/xac-minh/?ma=0000-0000",
    ],
    "standing": [f"{YEAR}/", f"{YEAR}/tong-quan/", f"{YEAR}/ky/", f"{YEAR}/bao-cao-nam/"],
    "head": [f"{YEAR}/", f"{YEAR}/{WARD}/", "/dang-uy-mau/don-vi/phuong-1/"],
    "reporter": [
        f"{YEAR}/", f"{QUARTER}-2/", f"{QUARTER}-1/", f"{YEAR}/bao-cao/", f"{YEAR}/lich-su/",
        "/tai-khoan/hai-lop/", "/tai-khoan/phien/", "/tai-khoan/mat-khau/doi/",
    ],
    "bureau_reporter": [
        f"{YEAR}/{BUREAU}/", f"{YEAR}/{BUREAU}/nhiem-vu/1/", f"{YEAR}/{BUREAU}/nhiem-vu/1/bo/",
    ],
    "admin": ["/dang-uy-mau/cap-uy/", "/dang-uy-mau/can-bo/", "/dang-uy-mau/don-vi/"],
    "nobody": ["/"],
}  # fmt: skip


PUT, INSPECTED = f"{YEAR}/kien-nghi", f"{YEAR}/kiem-tra"
ASKED, MENDED = f"{PUT}/giai-trinh", f"{INSPECTED}/khac-phuc"
# What is put to others, asked, inspected; the keys are those of the fixture ``raised``.
RAISED = {
    "clerk": [
        f"{PUT}/", f"{PUT}/{{put}}/", f"{PUT}/{{put}}/chuyen/", f"{ASKED}/", f"{ASKED}/{{asked}}/",
        f"{ASKED}/{{asked}}/rut/", f"{INSPECTED}/", f"{INSPECTED}/lap/", f"{YEAR}/tong-quan/",
        f"{YEAR}/{WARD}/",
    ],
    "standing": [f"{YEAR}/", f"{PUT}/{{put}}/?giao-ban=1", f"{ASKED}/{{asked}}/"],
    "head": [
        f"{PUT}/", f"{PUT}/{{put}}/", f"{ASKED}/", f"{ASKED}/{{asked}}/", f"{INSPECTED}/",
        f"{INSPECTED}/{{held}}/", f"{MENDED}/", f"{MENDED}/{{point}}/",
    ],
    "reporter": [f"{YEAR}/{WARD}/minh-chung/"],
    "inspector": [
        f"{INSPECTED}/", f"{INSPECTED}/{{held}}/", f"{INSPECTED}/{{planned}}/",
        f"{INSPECTED}/{{planned}}/sua/", f"{INSPECTED}/{{planned}}/khong-tien-hanh/",
        f"{INSPECTED}/{{planned}}/nhiem-vu/1/", f"{INSPECTED}/{{planned}}/noi-dung/",
        f"{INSPECTED}/{{planned}}/ket-luan/", f"{MENDED}/", f"{MENDED}/{{point}}/",
    ],
}  # fmt: skip


@pytest.fixture
def raised(
    cast: Cast, on_day: Callable[..., date], settings: Any, tmp_path: Path
) -> dict[str, int]:
    """The ward has put something, brought a file, been inspected, and owes its second quarter."""
    on_day(2021, 7, 5)
    settings.MEDIA_ROOT = tmp_path
    report = quarter.report(quarter.reports(cast))
    evidence.brought(cast, report)
    asking.handed_in(cast, report, proposals=asking.WORDS, addressee="STANDING")
    asked = explaining.ask_explanation(
        commitment=report.commitment, report=report_of(report.commitment, 2),
        question="Vì sao chưa nộp?", due_on=date(2021, 7, 12), by=cast.clerk, at=stage.at(7, 1),
    )  # fmt: skip
    later = inspecting.PlanData(quarter=3, purpose="Xem hồ sơ việc 2")
    held = inspecting.planned(cast, report.commitment)
    (planned,) = inspecting.plan(cast, report.commitment, data=later)
    inspecting.verify(cast, held)
    inspecting.find(cast, held)
    inspecting.conclude(cast, held)
    return {
        "put": Proposal.objects.get().pk,
        "asked": asked.pk,
        "held": held.pk,
        "planned": planned.pk,
        "point": ActionPoint.objects.get().pk,
    }


@pytest.fixture
def year(cast: Cast, on_day: Callable[..., date]) -> Cast:
    """The ward has signed and handed in its first quarter; the bureau still writes."""
    on_day(2021, 6, 18)
    ward = stage.signed(cast)
    stage.draft(cast, cast.bureau)
    filed(cast, ward, 1, {1: ("IN_PROGRESS", "20"), 3: ("DONE", "103")}, at=stage.at(3, 30))
    start_report(year=ward.year, by=cast.clerk, at=stage.at(6, 1))
    return cast


@pytest.mark.parametrize("who", PAGES)
def test_nobody_is_shut_out(chromium: Browser, live_server: Any, year: Cast, who: str) -> None:
    assert shut_out(chromium, live_server, getattr(year, who), PAGES[who]) == []


@pytest.mark.parametrize("who", RAISED)
def test_nobody_is_shut_out_of_what_is_asked(
    chromium: Browser, live_server: Any, cast: Cast, raised: dict[str, int], who: str
) -> None:
    paths = [path.format(**raised) for path in RAISED[who]]
    assert shut_out(chromium, live_server, getattr(cast, who), paths) == []


def shut_out(chromium: Browser, live_server: Any, person: Person, paths: list[str]) -> list[str]:
    """Barriers of weight at two widths, what is wider than 360 px, what is refused or broken."""
    visitor = Visitor(chromium, live_server.url).is_inside(person)
    page, found = visitor.page, []
    for path in paths:
        page.set_viewport_size(WIDE)
        answer = page.goto(path)
        assert answer is not None
        if answer.status != 200:
            found.append(f"{path} answers {answer.status}")
            continue
        found += barriers(page)
        page.set_viewport_size(NARROW)
        found += barriers(page)
        found += overflow(page, 360)
    visitor.context.close()
    return found + visitor.complaints


@pytest.mark.parametrize(
    ("who", "path", "target"),
    [
        ("reporter", f"{YEAR}/", ".hero .btn-primary"),
        ("head", f"{QUARTER}-2/", "button[name=gui]"),
        ("clerk", f"{QUARTER}-1/duyet/", "button[name=chap-nhan]"),
        ("clerk", f"{YEAR}/thiet-lap/", "main .btn-primary"),
        ("bureau_head", f"{YEAR}/{BUREAU}/gui/", ".btn-primary"),
    ],
)
def test_the_main_deed_is_reached_by_keyboard(
    chromium: Browser, live_server: Any, year: Cast, who: str, path: str, target: str
) -> None:
    visitor = Visitor(chromium, live_server.url).is_inside(getattr(year, who))
    visitor.page.goto(path)
    assert visitor.page.locator(target).count() >= 1
    assert tabs_to(visitor.page, target) > 0
    visitor.page.wait_for_timeout(400)  # the ring grows
    style = "getComputedStyle(document.activeElement)"
    ring = visitor.page.evaluate(f"{style}.outlineStyle + {style}.boxShadow")
    assert ring != "nonenone"  # one sees where one is
    visitor.context.close()
    assert visitor.complaints == []


def test_the_way_past_the_navigation_comes_first(
    chromium: Browser, live_server: Any, year: Cast
) -> None:
    visitor = Visitor(chromium, live_server.url).is_inside(year.clerk)
    visitor.page.goto(f"{YEAR}/")
    visitor.page.keyboard.press("Tab")
    assert "nội dung chính" in visitor.page.evaluate("document.activeElement.textContent")
    visitor.context.close()


def test_barriers_would_be_seen(chromium: Browser, live_server: Any, year: Cast) -> None:
    """The control: a picture without words, a box without a label, a line too wide."""
    visitor = Visitor(chromium, live_server.url).is_inside(year.clerk)
    visitor.page.goto(f"{YEAR}/")
    visitor.page.evaluate(
        """() => {
            const main = document.querySelector("main");
            main.append(document.createElement("input"), new Image());
            const line = document.createElement("div");
            line.textContent = "rộng";
            line.style.minWidth = "900px";
            main.append(line);
        }"""
    )
    assert any("label" in one for one in barriers(visitor.page))
    assert overflow(visitor.page, 360)
    visitor.context.close()
