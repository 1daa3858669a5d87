"""The check while one writes, at handing in, and as a score; last year beside the draft."""

import re
from typing import Any

import pytest
from django.db.models import Sum

from camket.models import AuditEntry
from commitments.models import Commitment, Task
from commitments.workflow import assigning, registering
from tests import cast as stage
from tests.access_walk import changed, fingerprint
from tests.commitments import last_year
from tests.commitments.pages import BASE, TASK, WARD, client_of, get, hidden, post
from tests.pages import forms_of

CHECK = f"{WARD}/nhiem-vu/kiem-tra/"
CARRY = f"{WARD}/chuyen-tiep/"
ADD = f"{WARD}/nhiem-vu/them/"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 9)


def check(person: Any, data: dict[str, str], query: str = "") -> str:
    answer = client_of(person).post(CHECK + query, data, **HTMX)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_panel_answers_what_is_typed_and_stores_nothing(cast: Any) -> None:
    stage.draft(cast)
    before = fingerprint()
    html = check(cast.reporter, TASK | {"title": "Tăng cường", "owner_name": "Phòng Kinh tế"})
    assert "<html" not in html
    assert "tên cơ quan, tập thể" in html
    assert 'href="#id_owner_name"' in html
    assert "Ví dụ: " in html
    assert [f'id="ro-{n}" hx-swap-oob' in html for n in range(1, 7)] == [True] * 6
    assert set(changed(before)) <= {"units_person"}  # the login again


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"target": "12.4"}, "124 hay 12,4?"),
        ({"due_on": "31/2/2021"}, "không có ngày 31"),
        ({"moc-0-planned_value": "1.240"}, "Dòng 1: "),
        ({"moc-1-quarter": ""}, "Chọn quý của mốc này"),
        ({"moc-1-planned_value": "9.999.999"}, "nằm ngoài khoảng"),
        ({"supporting_units": "999999"}, "999999"),
        ({"due_on": "30/9/2022"}, "phải trong năm 2021"),
        ({"title": "x" * 20_001}, "20.001 ký tự"),
    ],
)
def test_what_cannot_be_read_is_said_in_the_panel(
    cast: Any, typed: dict[str, str], said: str
) -> None:
    stage.draft(cast)
    assert said in check(cast.reporter, TASK | typed)
    assert said not in check(cast.reporter, TASK)


@pytest.mark.parametrize(
    "typed", [{}, {"title": "Tăng"}, {"moc-TOTAL_FORMS": "x"}, {"task": "9" * 30}]
)
def test_however_little_is_typed_it_answers(cast: Any, typed: dict[str, str]) -> None:
    stage.draft(cast)
    assert "Chưa ghi căn cứ" in check(cast.reporter, typed)


def test_a_clear_task_is_said_to_be_clear(cast: Any) -> None:
    stage.draft(cast)
    html = check(cast.reporter, TASK)
    assert "Rõ 6/6" in html
    assert "không còn điểm nào phải sửa" in html
    assert "Phải bổ sung" not in html


def test_another_task_of_the_same_wording_is_named_but_not_itself(cast: Any) -> None:
    commitment = stage.draft(cast)
    task = commitment.tasks.get(number=1)
    typed = TASK | {"title": task.title}
    assert "trùng với nhiệm vụ 1" in check(cast.reporter, typed)
    assert "trùng với" not in check(cast.reporter, typed | {"task": str(task.pk)})


def test_of_an_assigned_task_owner_and_roadmap_may_wait(cast: Any) -> None:
    stage.draft(cast)
    bare = TASK | {"owner_name": "", "moc-TOTAL_FORMS": "0", "moc-INITIAL_FORMS": "0"}
    html = check(cast.clerk, bare, "?giao=1")
    assert "Để đơn vị ghi" in html
    assert "Phải bổ sung" not in html
    for person, query in ((cast.reporter, "?giao=1"), (cast.clerk, "")):
        assert "Chưa phân công người phụ trách" in check(person, bare, query)
    assert (
        'hx-post="' + f"{WARD}/nhiem-vu/kiem-tra/?giao=1"
        in get(cast.clerk, f"{WARD}/giao/").content.decode()
    )


def test_without_javascript_the_page_shows_the_same(cast: Any) -> None:
    commitment = stage.draft(cast)
    task = commitment.tasks.get(number=2)
    Task.objects.filter(pk=task.pk).update(basis="", title="Tiếp tục hòa giải ở cơ sở")
    html = get(cast.reporter, f"{WARD}/nhiem-vu/2/").content.decode()
    assert "Chưa ghi căn cứ, thẩm quyền." in html
    assert "Nội dung cam kết ghi “tiếp tục” mà chưa có con số" in html
    assert "Rõ 4/6" in html
    assert f'hx-post="{CHECK}"' in html


def test_warnings_keep_nothing_back_and_are_acknowledged_by_handing_in(cast: Any) -> None:
    commitment = stage.draft(cast)
    task = commitment.tasks.get(number=2)
    registering.save_task(
        commitment=commitment, task=task, version=task.version, by=cast.reporter, at=stage.at(1, 9),
        data=stage.task_data(2, title="Tiếp tục hòa giải ở cơ sở"),
    )  # fmt: skip
    html = get(cast.head, f"{WARD}/").content.decode()
    assert "Nội dung cam kết ghi “tiếp tục” mà chưa có con số" in html
    assert "Chưa có nhiệm vụ đột phá" in html
    html = get(cast.head, f"{WARD}/gui/").content.decode()
    assert "Nên xem lại 2 điểm" in html
    assert "Nhiệm vụ 2: Nội dung cam kết ghi “tiếp tục” mà chưa có con số" in html
    assert ">Gửi đăng ký</button>" in html
    post(cast.head, f"{WARD}/gui/", {"key": hidden(html, "key"), "seen": hidden(html, "seen")})
    assert AuditEntry.objects.get(deed="REGISTRATION_SUBMITTED").detail["warned"] == 2


def test_the_office_assigns_by_the_same_check(cast: Any) -> None:
    commitment = stage.submitted(cast)
    html = post(
        cast.clerk, f"{WARD}/giao/", TASK | {"owner_name": "Nguyễn Văn An và Lê Văn Bình"}
    ).content.decode()
    assert "Ghi nhiều người phụ trách" in html
    assert commitment.tasks.count() == 3
    post(cast.clerk, f"{WARD}/giao/", TASK)
    assert commitment.tasks.get(number=4).clarity == 6


def test_the_score_is_summed_over_what_will_be_signed(cast: Any) -> None:
    commitment = stage.draft(cast)
    stage.draft(cast, cast.bureau)
    vague = stage.task_data(2, title="Tiếp tục hòa giải ở cơ sở", basis="")
    task = commitment.tasks.get(number=2)
    registering.save_task(
        commitment=commitment, task=task, version=1, data=vague, by=cast.reporter, at=stage.at(1, 9)
    )
    assert commitment.tasks.aggregate(n=Sum("clarity"))["n"] == 16  # 6 + 4 + 6
    page = get(cast.clerk, f"{BASE}/cam-ket/")
    html = page.content.decode()
    assert "Các nhiệm vụ đạt <b>94,4%</b> theo 6 rõ" in html
    scores = {row["unit"].code: row["commitment"].clarity_percent for row in page.context["rows"]}
    assert [round(scores[code], 1) for code in ("phuong-1", "phong-kinh-te")] == [88.9, 100]
    assert "mức rõ 88,9%" in get(cast.standing, f"{WARD}/").content.decode()
    Task.objects.filter(pk=task.pk).update(choice="NOT_CHOSEN")
    assert "đạt <b>100%</b> theo 6 rõ" in get(cast.clerk, f"{BASE}/cam-ket/").content.decode()


def test_the_list_sorts_by_the_score(cast: Any) -> None:
    commitment = stage.draft(cast)
    stage.draft(cast, cast.bureau)
    Task.objects.filter(commitment=commitment).update(clarity=3)
    for sort, first in (("muc-ro", "phuong-1"), ("-muc-ro", "phong-kinh-te")):
        page = get(cast.clerk, f"{BASE}/cam-ket/", **{"sap-xep": sort})
        assert page.context["rows"][0]["unit"].code == first


# --- Last year -------------------------------------------------------------------------------


def test_last_year_stands_beside_the_draft_and_the_form(cast: Any) -> None:
    last_year.reported(cast)
    stage.empty(cast)
    for path in (f"{WARD}/", ADD):
        html = get(cast.reporter, path).content.decode()
        assert "Cam kết năm 2020" in html
        assert "đạt <b>60 hộ</b> (59,4%) đến Quý IV/2020" in html
        assert f'href="{WARD.replace("2021", "2020")}/"' in html
        assert html.count("Chưa hoàn thành</span>") == 2
    buttons = [
        f for f in forms_of(get(cast.reporter, f"{WARD}/").content.decode()) if "task" in f.names
    ]
    assert [form.action for form in buttons] == [CARRY, CARRY]


def test_carrying_over_leads_to_the_form_and_shows_where_it_comes_from(cast: Any) -> None:
    old = last_year.reported(cast).tasks.get(number=1)
    stage.empty(cast)
    page = post(cast.reporter, CARRY, {"task": old.pk})
    html = page.content.decode()
    assert page.redirect_chain[-1][0] == f"{WARD}/nhiem-vu/1/"
    assert "Đã chuyển tiếp thành nhiệm vụ 1" in html
    assert "Chuyển tiếp từ năm 2020" in html
    html = get(cast.reporter, f"{WARD}/").content.decode()
    assert "Đã chuyển tiếp, nhiệm vụ 1" in html
    assert re.search(r"Chuyển tiếp từ năm 2020.*đạt <b>60 hộ</b>", html, re.S)
    again = post(cast.reporter, CARRY, {"task": old.pk}).content.decode()
    assert "đã được chuyển tiếp, là nhiệm vụ 1" in again
    assert Task.objects.filter(commitment__year__year=2021).count() == 1


@pytest.mark.parametrize("task", ["", "x", "0", "99999"])
def test_carrying_what_is_not_there_is_refused_in_words(cast: Any, task: str) -> None:
    last_year.reported(cast)
    stage.empty(cast)
    html = post(cast.reporter, CARRY, {"task": task}).content.decode()
    assert "Không thấy nhiệm vụ này" in html


def test_a_predecessors_paper_is_linked_only_to_those_who_may_read_it(cast: Any) -> None:
    last_year.reported(cast, cast.bureau)
    cast.ward.predecessors.add(cast.bureau)
    stage.empty(cast)
    link = f'href="{BASE.replace("2021", "2020")}/cam-ket/phong-kinh-te/"'
    for person, linked in ((cast.reporter, False), (cast.clerk, True)):
        html = get(person, f"{WARD}/").content.decode()
        assert "Phòng Kinh tế đã ký" in html
        assert (link in html) == linked


def test_doors(cast: Any) -> None:
    old = last_year.reported(cast).tasks.get(number=1)
    stage.draft(cast)
    for path, data in ((CHECK, TASK), (CARRY, {"task": str(old.pk)})):
        for name in ("stranger", "nobody", "bureau_head", "bureau_reporter", "admin"):
            assert client_of(cast.people()[name]).post(path, data).status_code == 404, (path, name)
        for name in ("standing", "inspector"):
            assert client_of(cast.people()[name]).post(path, data).status_code == 403, (path, name)
        assert get(cast.head, path).status_code == 303
    assert not Task.objects.exclude(carried_from=None).exists()
    assert client_of(cast.head).post(CARRY, {"task": old.pk}).status_code == 302
    assert Task.objects.exclude(carried_from=None).count() == 1


@pytest.mark.parametrize("tasks", [1, 3])
def test_pages_cost_the_same_with_one_task_and_three(
    cast: Any, client: Any, django_assert_num_queries: Any, tasks: int
) -> None:
    """With a last year beside: its tasks, their results, who may read it, and the chain."""
    old = last_year.reported(cast)
    commitment = stage.draft(cast, tasks=tasks)
    for new, past in zip(commitment.tasks.all(), old.tasks.all(), strict=False):
        Task.objects.filter(pk=new.pk).update(carried_from=past)
    client.force_login(cast.head)
    client.get(f"{WARD}/")
    with django_assert_num_queries(25):
        client.get(f"{WARD}/")
    with django_assert_num_queries(27):
        client.get(f"{WARD}/nhiem-vu/1/")
    with django_assert_num_queries(18):
        client.post(CHECK, TASK | {"task": str(commitment.tasks.get(number=1).pk)}, **HTMX)


def test_a_task_changed_by_the_office_moves_the_score(cast: Any) -> None:
    """The score is written with the row, by whichever verb writes it."""
    commitment = stage.draft(cast)
    made = assigning.assign_task(
        commitment=commitment, data=stage.task_data(9, owner_name="", milestones=()),
        by=cast.clerk, at=stage.at(1, 9),
    )  # fmt: skip
    assert Commitment.objects.get(pk=commitment.pk).tasks.get(pk=made.pk).clarity == 4
