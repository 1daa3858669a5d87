"""Signing pages: one paper, or many at a conference; the signed paper from its frozen content."""

from typing import Any

import pytest

from commitments.models import Commitment, Task
from commitments.workflow.measures import goal_of_frozen
from tests import cast as stage
from tests.commitments.pages import BASE, WARD, client_of, get, more_units, post

CONFERENCE = f"{BASE}/ky/"
MINE = {"password": stage.PASSWORD}
LAST = {"xac-nhan": "1", **MINE}


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 15)


def test_both_sides_sign_with_paper_and_consequences_in_view(cast: Any) -> None:
    commitment = stage.approved(cast)
    html = get(cast.head, f"{WARD}/ky/").content.decode()
    assert "Nhiệm vụ mẫu số 3" in html
    assert "còn chờ Thường trực ký" in html
    assert stage.fresh(commitment).head_signed_at is None
    post(cast.head, f"{WARD}/ky/", MINE)
    assert "Nội dung được khóa" in get(cast.standing, f"{WARD}/ky/").content.decode()
    page = post(cast.standing, f"{WARD}/ky/", MINE)
    signed = stage.fresh(commitment)
    assert signed.state == "SIGNED"
    assert signed.code in page.content.decode()
    again = post(cast.head, f"{WARD}/ky/", MINE)
    assert "Chưa thực hiện được" in again.content.decode()


def test_before_the_year_the_page_says_so_and_offers_no_signature(cast: Any, on_day: Any) -> None:
    stage.approved(cast)
    sign = f'href="{WARD}/ky/"'
    on_day(2020, 12, 28)
    for who in (cast.head, cast.standing):
        early = get(who, f"{WARD}/").content.decode()
        assert sign not in early
        assert "ký được từ ngày 01/01/2021" in early
    on_day(2021, 1, 4)
    page = get(cast.head, f"{WARD}/").content.decode()
    assert sign in page
    assert "ký được từ ngày" not in page


def test_an_approved_paper_is_called_one_thing_on_every_page(cast: Any) -> None:
    stage.approved(cast)
    for address in (f"{WARD}/", f"{WARD}/ky/"):
        page = get(cast.head, address).content.decode()
        assert "Đã duyệt, chưa ký" in page
        assert "Dự thảo, chưa ký" not in page


def test_the_signed_paper_is_drawn_from_the_frozen_content_alone(cast: Any) -> None:
    signed = stage.signed(cast)
    Task.objects.filter(commitment=signed).update(title="Chữ bị sửa trong cơ sở dữ liệu")
    cast.ward.__class__.objects.filter(pk=cast.ward.pk).update(full_name="Tên mới", head_post="Mới")
    html = get(cast.head, f"{WARD}/").content.decode()
    assert "Nhiệm vụ mẫu số 1" in html
    assert "Chữ bị sửa" not in html
    assert "người đứng đầu Đảng ủy Phường 1" in html
    assert signed.content_hash in html
    assert "ngày 08 tháng 01 năm 2021" in html
    assert "Dự thảo" not in html


@pytest.mark.parametrize(
    ("baseline", "target", "unit", "said"),
    [
        ("1.8600", "1.2000", "%", "Từ 1,86% xuống 1,2%"),
        ("40", "80", "%", "Từ 40% lên 80%"),
        ("5", "14", "chi bộ", "Từ 5 lên 14 chi bộ"),
        ("0", "110", "hộ", "Đạt 110 hộ"),
        (None, "110", "hộ", "Đạt 110 hộ"),
        (None, None, "", ""),
    ],
)
def test_a_target_is_said_in_one_way(
    baseline: str | None, target: str | None, unit: str, said: str
) -> None:
    task = {"baseline": baseline, "target": target, "unit_of_measure": unit}
    assert goal_of_frozen(task | {"maintain": False, "given_target": None}) == said


def test_the_signed_paper_tells_its_own_count_and_its_short_code(cast: Any) -> None:
    stage.approved(cast)
    assert "3–5 nhiệm vụ" in get(cast.head, f"{WARD}/").content.decode()
    signed = stage.signed(cast, cast.bureau)
    html = get(cast.bureau_head, "/dang-uy-mau/2021/cam-ket/phong-kinh-te/").content.decode()
    assert "· 3 nhiệm vụ" in html
    assert "3–5 nhiệm vụ" not in html
    assert f"Mã {signed.code}<" in html
    assert "SHA" not in html


def test_doors(cast: Any) -> None:
    stage.approved(cast)
    one = {"head": 200, "standing": 200} | dict.fromkeys(
        ("clerk", "office_head", "inspector", "reporter"), 403
    )
    many = {"standing": 200, "clerk": 200, "office_head": 200} | dict.fromkeys(
        ("inspector", "head", "reporter", "bureau_head", "bureau_reporter"), 403
    )
    for name, person in cast.people().items():
        assert get(person, f"{WARD}/ky/").status_code == one.get(name, 404), name
        assert get(person, CONFERENCE).status_code == many.get(name, 404), name


def test_many_are_signed_on_a_day_after_confirming(cast: Any) -> None:
    rows = [stage.approved(cast), stage.approved(cast, cast.bureau)]
    chosen = {"commitments": [row.pk for row in rows], "signed_on": "12/1/2021"}
    page = post(cast.standing, CONFERENCE, chosen)
    html = page.content.decode()
    assert "Ký 2 bản cam kết" in html
    assert "Đảng ủy Phòng Kinh tế" in html
    assert stage.fresh(rows[0]).state == "APPROVED"
    page = post(cast.standing, CONFERENCE, chosen | LAST)
    assert "Đã ghi nhận ký 2 bản cam kết" in page.content.decode()
    assert {stage.fresh(row).signed_on.isoformat() for row in rows} == {"2021-01-12"}
    again = post(cast.standing, CONFERENCE, chosen | LAST)
    assert "không còn chờ ký" in again.content.decode()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("16/1/2021", "không thể ở sau hôm nay"),
        ("31/12/2020", "trong năm 2021"),
        ("30/2", "không phải là ngày"),
        ("", "Ghi ngày ký"),
    ],
)
def test_a_wrong_day_is_told_and_the_choice_kept(cast: Any, day: str, said: str) -> None:
    row = stage.approved(cast)
    stage.approved(cast, cast.bureau)
    typed = {"commitments": [row.pk], "signed_on": day, **LAST}
    page = post(cast.clerk, CONFERENCE, typed)
    assert said in page.content.decode()
    assert page.context["chosen"] == {row.pk}
    assert stage.fresh(row).state == "APPROVED"


def test_rows_of_others_cannot_be_slipped_in(cast: Any) -> None:
    ready, draft = stage.approved(cast), stage.draft(cast, cast.bureau)
    typed = {"commitments": [ready.pk, draft.pk], "signed_on": "12/1/2021", **LAST}
    assert "không còn chờ ký" in post(cast.clerk, CONFERENCE, typed).content.decode()
    assert Commitment.objects.filter(state="SIGNED").count() == 0


def test_the_standing_member_finds_what_waits_for_approval(cast: Any) -> None:
    stage.passed_on(cast)
    html = get(cast.standing, CONFERENCE).content.decode()
    assert f"{WARD}/duyet/" in html
    assert f"{WARD}/duyet/" not in get(cast.clerk, CONFERENCE).content.decode()


def test_an_empty_list_says_when_it_fills(cast: Any) -> None:
    stage.year(cast)
    assert "Không có bản cam kết nào chờ ký" in get(cast.standing, CONFERENCE).content.decode()


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_costs_the_same_with_one_and_three(
    cast: Any, client: Any, django_assert_num_queries: Any, units: int
) -> None:
    more_units(cast, 2)
    stage.approved(cast)
    if units == 3:
        Commitment.objects.exclude(unit=cast.ward).exclude(unit=cast.bureau).update(
            state="APPROVED", approved_at=stage.at(1, 8)
        )
    client.force_login(cast.standing)
    client.get(CONFERENCE)  # the session writes its times once
    with django_assert_num_queries(11):  # two are the navigation's counts
        assert len(client.get(CONFERENCE).context["rows"]) == units


@pytest.mark.parametrize("day", ["20/01/2022", "16/01/2021"])
def test_an_impossible_day_is_refused_before_the_consequences(cast: Any, day: str) -> None:
    commitment = stage.approved(cast)
    page = post(cast.standing, CONFERENCE, {"commitments": str(commitment.pk), "signed_on": day})
    html = page.content.decode()
    assert "Ngày ký" in html
    assert "không thể hoàn tác" not in html
    assert any(said in html for said in ("phải trong năm 2021", "không thể ở sau hôm nay"))


def test_signing_again_says_that_it_is_signed(cast: Any) -> None:
    """A double click, and the page opened once more: before and after the other side has signed."""
    stage.approved(cast)
    sides = ((cast.head, "Người đứng đầu đã ký"), (cast.standing, "Thường trực đã ký"))
    for person, said in sides:
        assert "Đã ký bản cam kết" in post(person, f"{WARD}/ky/", MINE).content.decode()
        assert said in post(person, f"{WARD}/ky/", MINE).content.decode()
    for person, said in sides:
        assert said in client_of(person).get(f"{WARD}/ky/", follow=True).content.decode()
