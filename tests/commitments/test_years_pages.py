"""The pages of the years: opening with proposed dates, setting up, the stale page, closing."""

from datetime import date
from typing import Any

import pytest

from commitments.forms.years import explain
from commitments.models import Year
from commitments.workflow import years
from commitments.workflow.year_settings import YearData
from tests import cast as stage
from tests.commitments.pages import BASE, client_of, get, hidden, post

YEARS = "/dang-uy-mau/nam/"
OPEN = f"{YEARS}mo/"
SETUP = f"{BASE}/thiet-lap/"


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 4)


def typed(page: Any, **changes: str) -> dict[str, str]:
    """What the boxes of the page hold, with some typed over."""
    form = page.context["form"]
    values = {field.html_name: str(field.value() or "") for field in form}
    for field in form:
        shown = field.field.prepare_value(field.value())
        values[field.html_name] = "" if shown is None else str(shown)
    del values["bases"]  # boxes that are not ticked post nothing
    return values | changes


def test_a_year_is_opened_with_the_proposed_calendar(cast: Any) -> None:
    page = get(cast.clerk, OPEN, nam="2021")
    html = page.content.decode()
    assert "thứ Năm, 25/3/2021" in html
    assert "Chuyển từ ngày 25/9: thứ Bảy, Chủ nhật." in html
    page = post(cast.clerk, OPEN, typed(page, theme="Chủ đề <b>mới</b>") | {"nam": "2021"})
    assert "Đã lập năm cam kết 2021" in page.content.decode()
    assert "Chủ đề <b>mới</b>" not in page.content.decode()
    made = Year.objects.get()
    assert (made.min_tasks, made.max_tasks, made.reminder_days) == (3, 5, [14, 7, 3, 1, 0])
    assert made.periods.get(quarter=3).due_on == date(2021, 9, 27)


def test_the_next_year_takes_the_limits_and_never_the_theme(cast: Any) -> None:
    stage.year(cast, min_tasks=4, max_tasks=7)
    page = get(cast.clerk, OPEN)
    assert page.context["number"] == 2022
    values = typed(page)
    assert (values["min_tasks"], values["max_tasks"], values["theme"]) == ("4", "7", "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"theme": ""}, "Ghi chủ đề năm"),
        ({"min_tasks": "6"}, "tối đa phải không nhỏ hơn"),
        ({"tolerance": "12.4"}, "124 hay 12,4?"),
        ({"due_1": "31/2/2021"}, "không có ngày 31"),
        ({"locks_1": "24/3/2021"}, "ngày khóa sổ phải không trước hạn nộp"),
        ({"reminder_days": "hai tuần"}, "Ghi các số ngày"),
        ({"due_2": "25/6/2031"}, "nằm ngoài năm 2021"),
    ],
)
def test_bad_settings_are_told_and_what_was_typed_stays(
    cast: Any, changes: dict[str, str], said: str
) -> None:
    page = get(cast.clerk, OPEN, nam="2021")
    values = typed(page, theme="Chủ đề được giữ lại") | changes | {"nam": "2021"}
    html = post(cast.clerk, OPEN, values).content.decode()
    assert said in html
    assert values["theme"] in html
    assert changes.get("reminder_days", "") in html
    assert not Year.objects.exists()


def test_a_year_is_opened_once(cast: Any) -> None:
    page = get(cast.clerk, OPEN, nam="2021")
    values = typed(page, theme="A") | {"nam": "2021"}
    post(cast.clerk, OPEN, values)
    assert "đã được lập trước đó" in post(cast.office_head, OPEN, values).content.decode()


def test_a_stale_page_shows_both_and_a_second_save_wins(cast: Any) -> None:
    year = stage.year(cast)
    page = get(cast.clerk, SETUP)
    theirs = YearData(theme="Chủ đề người kia")
    years.edit_year(year=year, data=theirs, version=1, by=cast.office_head, at=stage.at(1, 4))
    mine = typed(page, theme="Chủ đề của tôi")
    page = client_of(cast.clerk).post(SETUP, mine)
    html = page.content.decode()
    assert page.status_code == 409
    assert page.context["differences"] == [("Chủ đề năm", "Chủ đề của tôi", "Chủ đề người kia")]
    assert Year.objects.get().theme == "Chủ đề người kia"
    post(cast.clerk, SETUP, mine | {"version": hidden(html, "version")})
    assert Year.objects.get().theme == "Chủ đề của tôi"


def test_registration_is_opened_by_a_post_alone(cast: Any) -> None:
    year = stage.year(cast, registration=False)
    assert get(cast.clerk, f"{SETUP}mo-dang-ky/").status_code == 303
    assert "Mở đăng ký" in get(cast.clerk, SETUP).content.decode()
    assert "Đã mở đăng ký" in post(cast.clerk, f"{SETUP}mo-dang-ky/").content.decode()
    assert year.commitments.count() == 2
    assert "đã được xử lý" in post(cast.clerk, f"{SETUP}mo-dang-ky/").content.decode()


def test_closing_says_what_follows_and_what_still_waits(cast: Any) -> None:
    stage.signed(cast)
    html = get(cast.clerk, f"{SETUP}khep/").content.decode()
    assert "1 bản cam kết chưa ký sẽ không ký được nữa" in html
    page = post(cast.clerk, f"{SETUP}khep/")
    assert "Còn 4 báo cáo quý chưa được chấp nhận" in page.content.decode()
    assert Year.objects.get().state == "IN_FORCE"


def test_doors(cast: Any) -> None:
    stage.year(cast)
    readers = ("standing", "inspector", "head", "reporter", "bureau_head", "bureau_reporter")
    for name, person in cast.people().items():
        office, reads = name in ("clerk", "office_head"), name in readers
        door = 404 if name in ("stranger", "nobody") else 403
        assert get(person, YEARS).status_code == (200 if office or reads else door), name
        assert get(person, OPEN).status_code == (200 if office else door), name
        hidden_year = 404 if name == "admin" else door
        seen = 200 if office or reads else hidden_year
        assert get(person, SETUP).status_code == seen, name
        for page in (SETUP, f"{SETUP}mo-dang-ky/", f"{SETUP}khep/"):
            status = post(person, page).status_code
            assert status == (200 if office else hidden_year), (name, page)


def test_readers_see_the_calendar_and_no_form(cast: Any) -> None:
    stage.year(cast)
    html = get(cast.head, SETUP).content.decode()
    assert "thứ Năm, 25/3/2021" in html
    assert "Lưu thiết lập" not in html


@pytest.mark.parametrize(
    ("day", "nominal", "said"),
    [
        (date(2021, 3, 25), date(2021, 3, 25), ""),
        (date(2021, 9, 27), date(2021, 9, 25), "Chuyển từ ngày 25/9: thứ Bảy, Chủ nhật."),
        (date(2021, 3, 28), date(2021, 3, 25), "Rơi vào Chủ nhật: nên chọn ngày làm việc."),
        (date(2021, 3, 26), date(2021, 3, 25), "Văn phòng đặt."),
        (date(2021, 9, 3), date(2021, 9, 2), "Chuyển từ ngày 2/9: Quốc khánh."),
        (date(2021, 9, 2), date(2021, 9, 2), "Rơi vào Quốc khánh: nên chọn ngày làm việc."),
    ],
)
def test_why_a_date_stands_where_it_does(day: date, nominal: date, said: str) -> None:
    assert explain(day, nominal, {date(2021, 9, 2): "Quốc khánh"}) == said


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_year_and_three(
    cast: Any, client: Any, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(2021, 2021 + count):
        stage.year(cast, number)
    client.force_login(cast.clerk)
    client.get(YEARS)  # the session writes its times once
    with django_assert_num_queries(10):
        assert len(client.get(YEARS).context["rows"]) == count
