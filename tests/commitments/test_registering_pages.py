"""The unit's pages of its commitment: writing, reordering, conflicts, handing in."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from camket.models import AuditEntry
from commitments.models import Commitment, Task
from commitments.quality import MAX_TEXT
from commitments.workflow import assigning, registering
from commitments.workflow.writing import shown
from tests import cast as stage
from tests.commitments.pages import TASK, WARD, client_of, get, hidden, post

ADD = f"{WARD}/nhiem-vu/them/"


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 9)


def test_a_task_is_written_with_vietnamese_numbers_and_dates(cast: Any) -> None:
    stage.empty(cast)
    assert get(cast.reporter, ADD).status_code == 200
    page = post(cast.reporter, ADD, TASK)
    assert "Đã lưu nhiệm vụ 1" in page.content.decode()
    task = Task.objects.get()
    assert (task.baseline, task.target) == (Decimal("12.5"), Decimal("1110.5"))
    assert task.due_on.isoformat() == "2021-09-30"
    steps = task.milestones.values_list("quarter", "text", "planned_value", "weight")
    assert list(steps) == [
        (1, "Đo đạc, kiểm đếm", Decimal(20), 1),
        (2, "Chi trả xong", None, 1),
        (3, "Bàn giao mặt bằng", None, 1),
    ]


def test_the_browser_may_give_back_every_field_after_the_back_button(cast: Any) -> None:
    """A field with autocomplete off comes back empty, and a second save would lose its number."""
    stage.empty(cast)
    assert 'autocomplete="off"' not in get(cast.reporter, ADD).content.decode()


def test_a_date_picker_writes_the_same_day(cast: Any) -> None:
    stage.empty(cast)
    post(cast.reporter, ADD, TASK | {"due_on": "2021-09-30"})
    assert Task.objects.get().due_on.isoformat() == "2021-09-30"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"target": "12.4"}, "124 hay 12,4?"),
        ({"target": "nhiều"}, "không phải là số"),
        ({"due_on": "31/2/2021"}, "không có ngày 31"),
        ({"due_on": "30/9/2022"}, "phải trong năm 2021"),
        ({"target": "12,5"}, "bằng số đầu kỳ"),
        ({"title": " "}, "Ghi nội dung cam kết"),
        ({"product": "x" * (MAX_TEXT + 1)}, "20.001 ký tự"),
        ({"owner_name": "x" * 121}, "121 ký tự"),
        ({"kind": "VERY_KEY"}, "VERY_KEY"),
        ({"moc-0-planned_value": "1.240"}, "1240 hay 1,240?"),
        ({"moc-1-quarter": ""}, "Chọn quý của mốc này"),
        ({"moc-1-weight": "0"}, "1"),
        ({"supporting_units": "999999"}, "999999"),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_nothing_typed_is_lost(
    cast: Any, typed: dict[str, str], said: str
) -> None:
    stage.empty(cast)
    page = post(cast.reporter, ADD, TASK | {"basis": "Giữ nguyên chữ này"} | typed)
    html = page.content.decode()
    assert said in html
    assert 'id="loi-bieu-mau"' in html
    assert "Giữ nguyên chữ này" in html
    assert "Đo đạc, kiểm đếm" in html
    for name, value in typed.items():
        if name not in ("kind", "supporting_units") and value.strip():
            assert value in html, name
    assert not Task.objects.exists()


def test_20000_characters_and_markup_are_text(cast: Any) -> None:
    stage.empty(cast)
    evil = "<script>alert(1)</script>"
    text = evil + "ấ" * (MAX_TEXT - len(evil))
    post(cast.reporter, ADD, TASK | {"product": text, "title": evil, "moc-0-text": evil})
    task = Task.objects.get()
    assert task.product == text
    for path in (f"{WARD}/", f"{WARD}/?ban-in=1", f"{WARD}/nhiem-vu/1/"):
        html = get(cast.reporter, path).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


def test_decomposed_letters_are_stored_composed(cast: Any) -> None:
    stage.empty(cast)
    post(cast.reporter, ADD, TASK | {"owner_name": "Nguye\u0302\u0303n Va\u0306n A"})
    assert Task.objects.get().owner_name == "Nguyễn Văn A"


def test_the_second_of_two_people_sees_both_texts_and_may_insist(cast: Any) -> None:
    commitment = stage.draft(cast)
    path = f"{WARD}/nhiem-vu/1/"
    version = hidden(get(cast.reporter, path).content.decode(), "version")
    task = commitment.tasks.get(number=1)
    registering.save_task(
        commitment=commitment,
        data=stage.task_data(1, title="Chữ của người kia"),
        task=task,
        version=1,
        by=cast.head,
        at=stage.at(1, 9),
    )
    mine = TASK | {"title": "Chữ của tôi", "version": version}
    page = post(cast.reporter, path, mine)
    html = page.content.decode()
    assert page.status_code == 409
    assert "Chữ của người kia" in html
    assert "Chữ của tôi" in html
    assert cast.head.full_name in html
    assert commitment.tasks.get(number=1).title == "Chữ của người kia"
    post(cast.reporter, path, mine | {"version": hidden(html, "version")})
    assert commitment.tasks.get(number=1).title == "Chữ của tôi"


def test_tasks_move_and_go(cast: Any) -> None:
    commitment = stage.draft(cast)
    second = commitment.tasks.get(number=2)
    post(cast.reporter, f"{WARD}/nhiem-vu/2/len/", {"task": second.pk})
    assert commitment.tasks.get(number=1) == second
    html = get(cast.reporter, f"{WARD}/nhiem-vu/1/bo/").content.decode()
    assert "không thể hoàn tác" in html
    post(cast.reporter, f"{WARD}/nhiem-vu/1/bo/", {"task": hidden(html, "task")})
    assert not commitment.tasks.filter(pk=second.pk).exists()
    # The same confirmation again means a task that is gone, not the one now numbered 1.
    post(cast.reporter, f"{WARD}/nhiem-vu/1/bo/", {"task": hidden(html, "task")})
    assert commitment.tasks.count() == 2


def test_handing_in_confirms_then_gives_a_receipt_once(cast: Any) -> None:
    commitment = stage.draft(cast)
    html = get(cast.head, f"{WARD}/gui/").content.decode()
    assert "Đơn vị không sửa được nữa" in html
    key = {"key": hidden(html, "key"), "seen": hidden(html, "seen")}
    for _ in range(2):
        page = post(cast.head, f"{WARD}/gui/", key)
        made = commitment.rounds.get()
        assert made.code in page.content.decode()
    assert AuditEntry.objects.filter(deed="REGISTRATION_SUBMITTED").count() == 1


def test_an_incomplete_registration_is_told_what_is_missing(cast: Any) -> None:
    commitment = stage.draft(cast, tasks=2)
    task = commitment.tasks.get(number=2)
    Task.objects.filter(pk=task.pk).update(owner_name="")
    for path in (f"{WARD}/", f"{WARD}/gui/"):
        html = get(cast.head, path).content.decode()
        assert "ít hơn mức tối thiểu 3" in html
        assert "Chưa phân công người phụ trách" in html
    assert ">Gửi đăng ký</button>" not in html
    carried = {"key": str(uuid4()), "seen": shown(commitment)}
    page = post(cast.head, f"{WARD}/gui/", carried)
    assert "ít hơn mức tối thiểu 3" in page.content.decode()
    assert stage.fresh(commitment).state == "DRAFT"


def test_what_was_sent_back_is_read_beside_the_task(cast: Any) -> None:
    stage.sent_back(cast)
    html = get(cast.reporter, f"{WARD}/").content.decode()
    assert "Cần rõ hơn." in html
    assert html.index("Ghi rõ địa bàn.") < html.index("Nhiệm vụ mẫu số 2")
    assert "Ghi rõ địa bàn." in get(cast.reporter, f"{WARD}/nhiem-vu/1/").content.decode()


@pytest.mark.parametrize("state", ["submitted", "approved", "signed"])
def test_at_the_wrong_time_a_unit_is_told_and_led_back(cast: Any, state: str) -> None:
    commitment = getattr(stage, state)(cast)
    before = Commitment.objects.values().get(pk=commitment.pk)
    first = commitment.tasks.get(number=1)
    for path in ("nhiem-vu/1/bo/", "nhiem-vu/1/len/", "gui/"):
        page = post(cast.head, f"{WARD}/{path}", {"task": first.pk})
        assert page.redirect_chain, path
        assert "Chưa thực hiện được" in page.content.decode(), path
        assert "Chưa làm được việc này" not in page.content.decode(), path  # said once is enough
    for path in ("nhiem-vu/them/", "nhiem-vu/1/"):
        page = client_of(cast.head).get(f"{WARD}/{path}", follow=True)
        assert page.redirect_chain, path
        assert "Chưa thực hiện được" in page.content.decode(), path
        page = post(cast.head, f"{WARD}/{path}", TASK | {"task": first.pk})
        assert page.status_code == 409, path
        assert "Chưa thực hiện được" in page.content.decode(), path
        assert TASK["title"] in page.content.decode(), path
        assert "Đo đạc, kiểm đếm" in page.content.decode(), path
    assert Commitment.objects.values().get(pk=commitment.pk) == before


def test_of_an_assigned_task_the_unit_fills_in_its_part(cast: Any) -> None:
    commitment = stage.draft(cast)
    data = stage.task_data(9, owner_name="")
    assigning.assign_task(commitment=commitment, data=data, by=cast.clerk, at=stage.at(1, 8))
    path = f"{WARD}/nhiem-vu/4/"
    assert "do Thường trực giao" in get(cast.head, path).content.decode()
    post(cast.head, path, TASK | {"version": "1", "title": "Dễ hơn"})
    task = commitment.tasks.get(number=4)
    assert (task.title, task.owner_name) == ("Nhiệm vụ mẫu số 9", "Trần Văn Mẫu")
    assert post(cast.head, f"{WARD}/nhiem-vu/4/bo/", {"task": task.pk}).status_code == 403


def test_a_page_that_has_grown_old_writes_onto_its_own_task(cast: Any) -> None:
    """Numbers shift when a colleague removes or moves a task; the page still means its own."""
    commitment = stage.draft(cast)
    first, second, third = commitment.tasks.order_by("number")
    path = f"{WARD}/nhiem-vu/2/"
    html = get(cast.reporter, path).content.decode()
    carried = {"task": hidden(html, "task"), "version": hidden(html, "version")}
    registering.remove_task(task=first, by=cast.head, at=stage.at(1, 9))
    post(cast.reporter, path, TASK | carried | {"title": "Bản của cán bộ"})
    titles = commitment.tasks.order_by("number").values_list("pk", "title")
    assert list(titles) == [(second.pk, "Bản của cán bộ"), (third.pk, third.title)]


@pytest.mark.parametrize("n", [1, 3])
def test_of_a_task_that_is_gone_the_text_is_kept(cast: Any, n: int) -> None:
    """Its number may mean another task by now, or none."""
    commitment = stage.draft(cast)
    path = f"{WARD}/nhiem-vu/{n}/"
    carried = {"task": hidden(get(cast.reporter, path).content.decode(), "task"), "version": "1"}
    gone = commitment.tasks.get(number=n)
    registering.remove_task(task=gone, by=cast.head, at=stage.at(1, 9))
    left = list(commitment.tasks.order_by("pk").values())
    page = post(cast.reporter, path, TASK | carried | {"title": "Văn bản vừa gõ"})
    assert page.status_code == 409
    assert "vừa được người khác bỏ" in page.content.decode()
    assert "Văn bản vừa gõ" in page.content.decode()
    assert list(commitment.tasks.order_by("pk").values()) == left


def test_a_task_of_another_commitment_is_never_meant(cast: Any) -> None:
    stage.draft(cast)
    other = stage.draft(cast, cast.bureau).tasks.get(number=1)
    page = post(cast.reporter, f"{WARD}/nhiem-vu/1/", TASK | {"task": other.pk, "version": "1"})
    assert page.status_code == 409
    assert not Task.objects.filter(title=TASK["title"]).exists()


def test_only_what_was_on_the_confirmation_is_handed_in(cast: Any) -> None:
    commitment = stage.draft(cast)
    html = get(cast.head, f"{WARD}/gui/").content.decode()
    registering.save_task(
        commitment=commitment, data=stage.task_data(4), by=cast.reporter, at=stage.at(1, 9)
    )
    carried = {"key": hidden(html, "key"), "seen": hidden(html, "seen")}
    html = post(cast.head, f"{WARD}/gui/", carried).content.decode()
    assert "vừa thay đổi" in html
    assert not commitment.rounds.exists()
    carried = {"key": hidden(html, "key"), "seen": hidden(html, "seen")}
    post(cast.head, f"{WARD}/gui/", carried)
    assert len(commitment.rounds.get().content["tasks"]) == 4


def test_which_side_of_a_kept_level_is_written_and_printed(cast: Any) -> None:
    stage.empty(cast)
    assert "không vượt quá chỉ tiêu" in get(cast.reporter, ADD).content.decode()
    steps = {f"moc-{n}-planned_value": "" for n in (0, 1)}
    level = {"baseline": "2", "target": "2", "unit_of_measure": "%", "maintain": "AT_MOST"}
    post(cast.reporter, ADD, TASK | steps | level)
    for path in (f"{WARD}/", f"{WARD}/?ban-in=1"):
        assert "Giữ vững, không vượt quá 2%" in get(cast.reporter, path).content.decode()


def test_doors(cast: Any) -> None:
    """Strangers: not found. Seen but not theirs to do: forbidden. Each has its allowed twin."""
    stage.draft(cast)
    pages = ("", "nhiem-vu/them/", "nhiem-vu/1/", "gui/")
    for page in pages:
        assert get(cast.head, f"{WARD}/{page}").status_code == 200, page
        for name in ("stranger", "nobody", "bureau_head", "bureau_reporter", "admin"):
            assert get(cast.people()[name], f"{WARD}/{page}").status_code == 404, (page, name)
    for page in pages[1:]:
        for name in ("standing", "inspector"):
            assert get(cast.people()[name], f"{WARD}/{page}").status_code == 403, (page, name)
    assert get(cast.reporter, f"{WARD}/gui/").status_code == 403
    assert get(cast.head, f"{WARD}/nhiem-vu/1/len/").status_code == 303


@pytest.mark.parametrize("tasks", [1, 3])
def test_the_writing_page_costs_the_same_with_one_task_and_three(
    cast: Any, client: Any, django_assert_num_queries: Any, tasks: int
) -> None:
    stage.draft(cast, tasks=tasks)
    client.force_login(cast.head)
    client.get(f"{WARD}/")  # the session writes its times once
    with django_assert_num_queries(21):
        client.get(f"{WARD}/")


@pytest.mark.parametrize("tasks", [1, 3])
def test_the_paper_costs_the_same_with_one_task_and_three(
    cast: Any, client: Any, django_assert_num_queries: Any, tasks: int
) -> None:
    stage.draft(cast, tasks=tasks)
    client.force_login(cast.inspector)
    client.get(f"{WARD}/")
    with django_assert_num_queries(24):
        client.get(f"{WARD}/")
