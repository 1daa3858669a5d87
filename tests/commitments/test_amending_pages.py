"""The pages of amendments by clerk, head, reporter, standing member and stranger."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from commitments.models import Amendment
from commitments.workflow import amending
from tests import cast as stage
from tests.commitments import amending_cast as acts
from tests.commitments.pages import BASE, WARD, client_of, get, post
from tests.pages import main_form

LIST = f"{BASE}/dieu-chinh/"
DESK, DRAFT = 30, 36


@pytest.fixture
def paper(cast: Any, on_day: Callable[..., date]) -> Any:
    on_day(2021, 4, 12)
    return stage.signed(cast)


def href(made: Amendment, page: str = "") -> str:
    return f"{LIST}phuong-1/{made.pk}/{page}"


def filled(person: Any, url: str, **changes: Any) -> Any:
    """Posts the page's own form with some boxes typed over."""
    page = client_of(person).get(url)
    assert page.status_code == 200, page.status_code
    return post(person, url, main_form(page.content.decode(), url).fields | changes)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_whole_way(cast: Any, paper: Any, on_day: Callable[..., date]) -> None:
    assert "Đề nghị điều chỉnh" in text(get(cast.reporter, f"{WARD}/"))
    page = post(cast.reporter, f"{WARD}/dieu-chinh/")
    made = Amendment.objects.get()
    assert page.redirect_chain[-1][0] == href(made)
    assert f"{href(made)}nhiem-vu/{made.tasks[0]['id']}/" in text(page)
    filled(cast.reporter, href(made), reason="Dự án giãn tiến độ.")
    key = made.tasks[0]["id"]
    filled(cast.reporter, href(made, f"nhiem-vu/{key}/"), title="Bàn giao 90 hộ")
    second = made.tasks[1]["id"]
    filled(cast.reporter, href(made, f"nhiem-vu/{second}/rut/"), reason="Trùng dự án.")
    page = text(get(cast.reporter, href(made)))
    assert "Người đứng đầu đơn vị gửi đề nghị" in page
    assert "ít hơn mức tối thiểu 3" in page
    third = made.tasks[2]
    data = amending.data_of(third)
    amending.save_task(amendment=made, data=data, by=cast.reporter, at=acts.DRAFTED)
    on_day(2021, 10, 12)
    page = filled(cast.head, href(made, "de-nghi/"))
    assert "Đã gửi đề nghị điều chỉnh" in text(page)
    assert "sau khi đã chậm 12 ngày, tính đến ngày đề nghị" in text(page)
    desk = text(get(cast.standing, f"{BASE}/"))
    assert "Điều chỉnh cam kết: Phường 1" in desk
    assert "<del>Nhiệm vụ mẫu số 1</del>" in desk or "<del>" in desk
    seen = amending.shown(acts.fresh(made))
    words = {"seen": seen, "comment": "Đồng ý.", "dong-y": "1", "giao-ban": "1"}
    page = post(cast.standing, href(made, "quyet-dinh/"), words)
    assert page.redirect_chain[-1][0] == f"{BASE}/"
    assert "Đã đồng ý điều chỉnh lần 1 của Phường 1" in text(page)
    page = text(get(cast.head, f"{WARD}/"))
    assert "Điều chỉnh lần 1, ngày 12/10/2021" in page
    assert "Rút theo điều chỉnh lần 1, sau khi đã chậm 12 ngày, tính đến ngày đề nghị." in page
    assert "Nội dung trước đó: Nhiệm vụ mẫu số 1" in page
    assert "Điều chỉnh lần 1 · ngày 12/10/2021" in page
    first = text(get(cast.head, f"{WARD}/ban-0/"))
    assert "Không còn hiệu lực" in first
    assert "Rút theo" not in first
    assert "Nhiệm vụ 2 đã rút theo điều chỉnh lần 1" in text(get(cast.head, f"{BASE}/"))
    form = text(get(cast.head, f"{BASE}/bao-cao/phuong-1/quy-4/"))
    assert "Nhiệm vụ 2 đã rút theo điều chỉnh lần 1" in form


def test_what_was_typed_stays_when_somebody_else_saved_first(cast: Any, paper: Any) -> None:
    made = acts.draft(cast, paper)
    url = href(made, f"nhiem-vu/{made.tasks[0]['id']}/")
    fields = main_form(text(get(cast.head, url)), url).fields | {"title": "Của tôi"}
    acts.rewrite(cast, made, title="Của người khác")
    answer = client_of(cast.head).post(url, fields)
    assert answer.status_code == 409
    assert "Của tôi" in text(answer)
    assert "Của người khác" in text(answer)
    again = main_form(text(answer), url).fields
    assert post(cast.head, url, again).status_code == 200
    assert acts.fresh(made).tasks[0]["title"] == "Của tôi"


def test_of_a_task_that_is_gone_too(cast: Any, paper: Any) -> None:
    made = amending.start(commitment=paper, by=cast.reporter, at=acts.DRAFTED)
    deed = {"amendment": made, "by": cast.reporter, "at": acts.DRAFTED}
    amending.save_task(**deed, data=stage.task_data(7))
    url = href(made, "nhiem-vu/moi-1/")
    fields = main_form(text(get(cast.head, url)), url).fields | {"title": "Của tôi"}
    amending.withdraw_task(**deed, task=-1, reason="")
    answer = client_of(cast.head).post(url, fields)
    assert answer.status_code == 409
    assert "Của tôi" in text(answer)
    assert get(cast.head, url).status_code == 404
    for key in ("moi-9", "abc", "-1", "999999"):
        assert get(cast.head, href(made, f"nhiem-vu/{key}/")).status_code == 404


def test_a_reason_written_by_two(cast: Any, paper: Any) -> None:
    made = acts.draft(cast, paper)
    answer = client_of(cast.head).post(href(made), {"reason": "Của tôi", "seen": ""})
    assert answer.status_code == 409
    assert "Dự án giãn tiến độ." in text(answer)
    again = main_form(text(answer), href(made)).fields
    assert "Đã lưu lý do" in text(post(cast.head, href(made), again))


def test_a_rejection_without_a_comment_keeps_the_page(cast: Any, paper: Any) -> None:
    made = acts.proposed(cast, paper)
    data = {"seen": amending.shown(made), "khong-dong-y": "1", "comment": ""}
    answer = client_of(cast.standing).post(href(made, "quyet-dinh/"), data)
    assert answer.status_code == 409
    assert "Không đồng ý phải nêu ý kiến" in text(answer)
    stale = data | {"seen": "khac", "comment": "Giữ chỉ tiêu."}
    answer = client_of(cast.standing).post(href(made, "quyet-dinh/"), stale)
    assert (answer.status_code, "Giữ chỉ tiêu." in text(answer)) == (409, True)
    again = main_form(text(answer), href(made, "quyet-dinh/")).fields
    page = post(cast.standing, href(made, "quyet-dinh/"), again | {"khong-dong-y": "1"})
    assert "Không đồng ý điều chỉnh" in text(page)
    assert acts.fresh(made).state == "REJECTED"


def test_joining_asks_for_each_clash(cast: Any, paper: Any) -> None:
    made = acts.draft(cast, paper, title="Tên của tôi")
    acts.approved(cast, paper, title="Tên kia")
    assert "Ghép với bản hiện hành" in text(get(cast.reporter, href(made)))
    url = href(made, "ghep/")
    page = text(get(cast.reporter, url))
    assert "Tên của tôi" in page
    assert "Tên kia" in page
    fields = main_form(page, url).fields
    answer = client_of(cast.reporter).post(url, fields)
    assert answer.status_code == 409
    name = next(one for one in main_form(page, url).names if one.startswith("nv"))
    assert "Đã ghép" in text(post(cast.reporter, url, fields | {name: "mine"}))


def test_after_the_window_nothing_is_begun(
    cast: Any, paper: Any, on_day: Callable[..., date]
) -> None:
    made = acts.draft(cast, paper)
    on_day(2021, 12, 1)
    assert "Đề nghị điều chỉnh" not in text(get(cast.head, f"{WARD}/")).split("doc-sign")[0]
    page = post(cast.head, f"{WARD}/dieu-chinh/")
    assert "đến hết ngày 30/11/2021" in text(page)
    page = get(cast.head, href(made, "de-nghi/"))
    assert page.status_code == 302
    assert "Đã hết thời gian nhận đề nghị" in text(get(cast.head, LIST))


def test_the_list_is_searched_filtered_and_sorted(cast: Any, paper: Any) -> None:
    other = stage.signed(cast, cast.bureau)
    acts.proposed(cast, paper)
    acts.draft(cast, other)
    page = text(get(cast.clerk, LIST))
    assert page.index("Phường 1") < page.index("Phòng Kinh tế")
    assert "<b>1 đề nghị</b> chờ Thường trực quyết định" in page
    page = text(get(cast.clerk, LIST, tim="phong kinh"))
    assert "1 đề nghị</span>" in page
    assert "Phường 1</a>" not in page
    assert "Không có đề nghị nào khớp" in text(get(cast.clerk, LIST, **{"trang-thai": "REJECTED"}))
    for sort in ("ten", "-ten", "ngay", "-ngay", "trang-thai", "-trang-thai", "la"):
        assert get(cast.clerk, LIST, **{"sap-xep": sort}).status_code == 200
    own = text(get(cast.bureau_head, LIST))
    assert "Phường 1" not in own
    assert get(cast.stranger, LIST).status_code == 404
    assert get(cast.bureau_head, href(Amendment.objects.get(commitment=paper))).status_code == 404


def test_an_empty_list_says_what_to_do(cast: Any, paper: Any) -> None:
    page = text(get(cast.head, LIST))
    assert "Chưa có đề nghị điều chỉnh nào" in page
    assert f"{WARD}/dieu-chinh/" in page


def test_the_workbook_keeps_texts_as_texts(cast: Any, paper: Any) -> None:
    made = acts.draft(cast, paper)
    amending.explain(
        amendment=made, reason="=1+1", seen=made.reason, by=cast.reporter, at=acts.DRAFTED
    )
    body = get(cast.clerk, f"{LIST}xuat-excel/").content
    sheet = load_workbook(BytesIO(body)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    cast: Any, paper: Any, django_assert_num_queries: Any, count: int
) -> None:
    for n in range(count):
        acts.draft(cast, paper, title=f"Tên {n}")
    client = client_of(cast.clerk)
    client.get(LIST)
    with django_assert_num_queries(12):
        assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_so_do_the_desk_and_the_draft(
    cast: Any, paper: Any, django_assert_num_queries: Any, count: int
) -> None:
    near = (cast.bureau.pk,)
    for n in range(count):
        acts.proposed(cast, paper, title=f"Tên {n}", supporting_units=near)
    client = client_of(cast.standing)
    client.get(f"{BASE}/")
    with django_assert_num_queries(DESK):
        assert client.get(f"{BASE}/").status_code == 200
    made = acts.draft(cast, paper, title="Khác", supporting_units=near)
    for number in range(1, count + 1):
        acts.rewrite(cast, made, number, milestones=acts.words(paper, number).milestones[:2])
    with django_assert_num_queries(DRAFT):
        assert client_of(cast.reporter).get(href(made)).status_code == 200


def test_the_counter_counts_what_waits(cast: Any, paper: Any) -> None:
    acts.draft(cast, paper)
    assert 'class="count"' not in text(get(cast.standing, LIST)).split("</nav>")[0]
    acts.proposed(cast, paper, title="Tên khác")
    nav = {tab.label: tab.waiting for tab in get(cast.standing, LIST).context["nav"]}
    assert nav["Điều chỉnh"] == 1


def test_a_day_outside_the_year_is_refused(cast: Any, paper: Any) -> None:
    url = f"{BASE}/thiet-lap/"
    answer = filled(cast.clerk, url, amend_until="31/01/2022")
    assert "phải trong năm 2021" in text(answer)
    filled(cast.clerk, url, amend_until="31/10/2021")
    paper.year.refresh_from_db()
    assert paper.year.amend_until == date(2021, 10, 31)


def test_hostile_text_is_only_text(cast: Any, paper: Any) -> None:
    bad = "<script>alert(1)</script>"
    made = acts.draft(cast, paper, title=f"Bàn giao {bad}", product=bad)
    by = {"by": cast.reporter, "at": acts.DRAFTED}
    amending.explain(amendment=made, reason=bad, seen=made.reason, **by)
    second = made.tasks[1]["id"]
    amending.withdraw_task(amendment=made, task=second, reason=bad, **by)
    amending.save_task(amendment=made, data=stage.task_data(8, title=bad), **by)
    pages = [get(cast.head, href(made)), get(cast.head, href(made), **{"so-sanh": "1"})]
    pages.append(get(cast.head, href(made, "de-nghi/")))
    acts.propose(cast, made)
    pages += [get(cast.standing, f"{BASE}/"), get(cast.standing, href(made))]
    amending.approve(amendment=made, comment=bad, by=cast.standing, at=acts.DECIDED)
    pages += [get(cast.head, url) for url in (href(made), f"{WARD}/", f"{WARD}/ban-1/", LIST)]
    for page in pages:
        assert page.status_code == 200
        assert bad not in text(page)
        assert "alert(1)" in text(page)
