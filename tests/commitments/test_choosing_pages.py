"""The Office's and the Standing Committee's pages of one registration."""

from typing import Any

import pytest

from commitments.models import Commitment, Task
from commitments.workflow import assigning
from tests import cast as stage
from tests.commitments.pages import TASK, WARD, get, hidden, post

OFFICE_PAGES = ("tra-lai/", "chuyen/", "chon/", "giao/", "ngoai-le/")


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 9)


def test_doors(cast: Any) -> None:
    stage.submitted(cast)
    for page in OFFICE_PAGES:
        for name, person in cast.people().items():
            status = get(person, f"{WARD}/{page}").status_code
            if name in ("clerk", "office_head"):
                assert status == 200, (page, name)
            elif name == "standing" and page == "tra-lai/":
                assert status == 302, "not yet passed on"
            elif name in ("standing", "inspector", "head", "reporter"):
                assert status == 403, (page, name)
            else:
                assert status == 404, (page, name)


def test_the_buttons_are_those_the_verbs_would_allow(cast: Any) -> None:
    stage.submitted(cast)
    offered = {
        name: {offer.href.removeprefix(f"{WARD}/") for offer in page.context["offers"]}
        for name, person in cast.people().items()
        if (page := get(person, f"{WARD}/")).status_code == 200
    }
    office = {"chuyen/", "chon/", "tra-lai/", "giao/", "ngoai-le/"}
    assert offered == {
        "clerk": office, "office_head": office, "standing": set(), "inspector": set(),
        "head": set(), "reporter": set(),
    }  # fmt: skip
    assert WARD in get(cast.clerk, f"{WARD}/").content.decode()


def test_sending_back_needs_words_and_keeps_them(cast: Any) -> None:
    commitment = stage.submitted(cast)
    seen = {"seen": hidden(get(cast.clerk, f"{WARD}/tra-lai/").content.decode(), "seen")}
    page = post(cast.clerk, f"{WARD}/tra-lai/", {"comment": " "})
    assert "phải nêu ý kiến" in page.content.decode()
    long = {"comment": "Giữ lại câu này", "task_1": "x" * 20_001}
    assert "Giữ lại câu này" in post(cast.clerk, f"{WARD}/tra-lai/", long).content.decode()
    assert stage.fresh(commitment).state == "SUBMITTED"
    post(cast.clerk, f"{WARD}/tra-lai/", seen | {"comment": "", "task_2": "<b>Ghi rõ</b>"})
    assert stage.fresh(commitment).state == "SENT_BACK"
    html = get(cast.head, f"{WARD}/").content.decode()
    assert "&lt;b&gt;Ghi rõ&lt;/b&gt;" in html
    assert "<b>Ghi rõ</b>" not in html


def test_passing_on_is_confirmed_and_once(cast: Any) -> None:
    commitment = stage.submitted(cast)
    html = get(cast.clerk, f"{WARD}/chuyen/").content.decode()
    assert "chờ Thường trực duyệt" in html
    assert stage.fresh(commitment).passed_on_at is None
    seen = {"seen": hidden(html, "seen")}
    assert "vừa thay đổi" in post(cast.clerk, f"{WARD}/chuyen/").content.decode()
    assert "Đã chuyển" in post(cast.clerk, f"{WARD}/chuyen/", seen).content.decode()
    assert "đã được xử lý" in post(cast.clerk, f"{WARD}/chuyen/", seen).content.decode()


def test_a_task_is_assigned_with_the_same_form(cast: Any) -> None:
    stage.submitted(cast)
    page = post(cast.clerk, f"{WARD}/giao/", TASK | {"owner_name": "", "basis": ""})
    html = page.content.decode()
    assert "Chưa phân công người phụ trách" in html
    assert "Chưa ghi căn cứ" in html
    post(cast.clerk, f"{WARD}/giao/", TASK)
    task = Task.objects.get(number=4)
    assert (task.origin, task.title) == ("ASSIGNED", TASK["title"])
    post(cast.clerk, f"{WARD}/nhiem-vu/4/", TASK | {"version": "1", "title": "Nhiệm vụ sửa lại"})
    task.refresh_from_db()
    assert task.title == "Nhiệm vụ sửa lại"
    own = post(cast.clerk, f"{WARD}/nhiem-vu/1/", TASK | {"version": "1"})
    assert "Chưa thực hiện được" in own.content.decode()
    post(cast.clerk, f"{WARD}/nhiem-vu/4/bo/", {"task": task.pk})
    assert not Task.objects.filter(pk=task.pk).exists()


def test_beyond_the_limit_an_exception_comes_first(cast: Any) -> None:
    commitment = stage.submitted(cast, tasks=5)
    page = post(cast.clerk, f"{WARD}/giao/", TASK)
    assert "đủ mức tối đa" in page.content.decode()
    assert TASK["title"] in page.content.decode()
    wrong = {"least": "6", "most": "5", "reason": "Lý do được giữ"}
    assert "Lý do được giữ" in post(cast.clerk, f"{WARD}/ngoai-le/", wrong).content.decode()
    right = {"least": "3", "most": "6", "reason": "Chủ trì hai dự án."}
    post(cast.clerk, f"{WARD}/ngoai-le/", right)
    post(cast.clerk, f"{WARD}/giao/", TASK)
    assert commitment.tasks.count() == 6
    assert "Chủ trì hai dự án." in get(cast.head, f"{WARD}/").content.decode()


def test_a_standing_member_approves_the_text_on_the_page(cast: Any) -> None:
    commitment = stage.passed_on(cast)
    html = get(cast.standing, f"{WARD}/duyet/").content.decode()
    assert "Nhiệm vụ mẫu số 3" in html
    post(cast.clerk, f"{WARD}/giao/", TASK)
    stale = post(cast.standing, f"{WARD}/duyet/", {"seen": hidden(html, "seen")})
    assert "vừa thay đổi" in stale.content.decode()
    assert stage.fresh(commitment).state == "SUBMITTED"
    html = get(cast.standing, f"{WARD}/duyet/").content.decode()
    post(cast.standing, f"{WARD}/duyet/", {"seen": hidden(html, "seen")})
    assert stage.fresh(commitment).state == "APPROVED"


def test_doors_of_approving(cast: Any) -> None:
    stage.passed_on(cast)
    for name, person in cast.people().items():
        status = get(person, f"{WARD}/duyet/").status_code
        expected = {"standing": 200, "clerk": 403, "office_head": 403, "inspector": 403}
        expected |= {"head": 403, "reporter": 403}
        assert status == expected.get(name, 404), name


@pytest.mark.parametrize("state", ["draft", "approved", "signed"])
def test_at_the_wrong_time_nothing_happens_and_the_page_says_so(cast: Any, state: str) -> None:
    commitment = getattr(stage, state)(cast)
    before = Commitment.objects.values().get(pk=commitment.pk)
    pages = OFFICE_PAGES[:2] if state == "draft" else OFFICE_PAGES
    for page in pages:
        answer = post(cast.clerk, f"{WARD}/{page}", TASK | {"comment": "x"})
        assert "Chưa thực hiện được" in answer.content.decode(), page
    assert "Chưa thực hiện được" in post(cast.standing, f"{WARD}/duyet/").content.decode()
    assert Commitment.objects.values().get(pk=commitment.pk) == before


@pytest.mark.parametrize("page", ["tra-lai/", "giao/", "ngoai-le/"])
def test_what_the_office_typed_too_late_is_kept(cast: Any, page: str) -> None:
    commitment = stage.approved(cast)
    before = Commitment.objects.values().get(pk=commitment.pk)
    words = {
        "comment": "Ý kiến dài vừa gõ",
        "reason": "Ý kiến dài vừa gõ",
        "least": "1",
        "most": "9",
    }
    answer = post(cast.clerk, f"{WARD}/{page}", TASK | words | {"title": "Ý kiến dài vừa gõ"})
    assert answer.status_code == 409
    assert "Chưa thực hiện được: bản cam kết đã duyệt" in answer.content.decode()
    assert "Ý kiến dài vừa gõ" in answer.content.decode()
    assert Commitment.objects.values().get(pk=commitment.pk) == before


def test_a_stale_sending_back_is_shown_again_and_may_be_insisted_on(cast: Any) -> None:
    """Also what was said of a task that is no longer there."""
    commitment = stage.submitted(cast)
    assigning.assign_task(
        commitment=commitment, data=stage.task_data(8), by=cast.clerk, at=stage.at(1, 9)
    )
    url = f"{WARD}/tra-lai/"
    seen = {"seen": hidden(get(cast.clerk, url).content.decode(), "seen")}
    assigned = commitment.tasks.select_related("commitment").get(number=4)
    assigning.remove_assigned(task=assigned, by=cast.office_head, at=stage.at(1, 9))
    said = {"comment": "Chung", "task_4": "Ý kiến cho việc thứ tư"}
    html = post(cast.clerk, url, seen | said).content.decode()
    assert "Ý kiến cho việc thứ tư" in html
    assert "không còn trong bản đăng ký" in html
    answer = post(cast.clerk, url, seen | said | {"task_4": ""})
    assert answer.status_code == 409
    assert "vừa thay đổi" in answer.content.decode()
    assert stage.fresh(commitment).state == "SUBMITTED"
    seen = {"seen": hidden(answer.content.decode(), "seen")}
    post(cast.clerk, url, seen | {"comment": "Chung"})
    assert stage.fresh(commitment).state == "SENT_BACK"


def test_a_standing_member_may_say_no(cast: Any) -> None:
    commitment = stage.passed_on(cast)
    offered = get(cast.standing, f"{WARD}/").context["offers"]
    assert [offer.href.removeprefix(f"{WARD}/") for offer in offered] == ["duyet/", "tra-lai/"]
    assert f"{WARD}/tra-lai/" in get(cast.standing, f"{WARD}/duyet/").content.decode()
    html = get(cast.standing, f"{WARD}/tra-lai/").content.decode()
    said = {"seen": hidden(html, "seen"), "comment": "Chưa rõ trách nhiệm."}
    post(cast.standing, f"{WARD}/tra-lai/", said)
    assert stage.fresh(commitment).state == "SENT_BACK"
    assert "Chưa rõ trách nhiệm." in get(cast.head, f"{WARD}/").content.decode()


def test_approving_again_says_that_it_is_done(cast: Any) -> None:
    stage.approved(cast)
    assert "đã được xử lý" in post(cast.standing, f"{WARD}/duyet/").content.decode()
    assert "đã được xử lý" in post(cast.clerk, f"{WARD}/chuyen/").content.decode()
