"""Is this paper what is in force? Asked with its code by everybody of the committee, by nobody else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.audit import digest
from commitments.models import CommitmentVersion, short_code
from commitments.views.verifying import plain_code
from tests import cast as stage
from tests.commitments.pages import WARD, client_of, get

PAGE = "/dang-uy-mau/xac-minh/"
CURRENT, OLD, UNKNOWN = (
    "Đúng là nội dung hiện hành",
    "không còn hiện hành",
    "Không có bản cam kết nào",
)


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 15)


def ask(person: Any, code: str) -> str:
    return get(person, PAGE, ma=code).content.decode()


def amend(commitment: Any, number: int, month: int) -> CommitmentVersion:
    """The wording after amendment ``number``, decided on the 5th of that month."""
    content = commitment.content | {"amendment": {"number": number}}
    return CommitmentVersion.objects.create(
        commitment=commitment, number=number, in_force_from=stage.at(month, 5).date(),
        content=content, content_hash=digest(content),
    )  # fmt: skip


@given(st.text("0123456789abcdef", min_size=8, max_size=8), st.lists(st.sampled_from(" -–.\u00a0")))
def test_a_code_is_read_however_it_is_typed(code: str, noise: list[str]) -> None:
    mess = "".join(noise)
    for typed in (code, code.upper(), f" {code[:4]}{mess}{code[4:]} ", short_code(code + "0" * 56)):
        assert plain_code(typed) == code
    assert plain_code(code[:7]) == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [("3F2A-9OBC", "3f2a90bc"), ("3f2a9Ibc", "3f2a91bc"), ("xyz", ""), ("3F2A-90BG", ""),
     ("'; drop table", ""), ("3F2A", ""), ("a" * 64, "a" * 64), ("a" * 65, "")],
)  # fmt: skip
def test_slips_of_the_pen(typed: str, read: str) -> None:
    assert plain_code(typed) == read


def test_what_is_in_force_is_told_with_unit_day_and_signers(cast: Any) -> None:
    signed = stage.signed(cast)
    html = ask(cast.head, signed.code.lower())
    for said in (CURRENT, "Đảng ủy Phường 1, năm 2021", "ngày 08 tháng 01 năm 2021",
                 cast.head.full_name, cast.standing.full_name, f'href="{WARD}/"'):  # fmt: skip
        assert said in html


def test_a_replaced_wording_names_what_replaced_it_and_what_is_in_force(cast: Any) -> None:
    signed = stage.signed(cast)
    first = amend(signed, 1, 2)
    assert CURRENT in ask(cast.head, first.code)
    html = ask(cast.head, signed.code)
    assert OLD in html
    assert "điều chỉnh lần 1, ngày 05 tháng 02 năm 2021" in html
    assert "Nội dung hiện hành" not in html
    second = amend(signed, 2, 3)
    html = ask(cast.head, signed.code)
    assert "điều chỉnh lần 1, ngày 05 tháng 02" in html
    assert "Nội dung hiện hành: điều chỉnh lần 2, ngày 05 tháng 3" in html
    assert CURRENT in ask(cast.head, second.code)


def test_unknown_and_unreadable_codes(cast: Any) -> None:
    stage.signed(cast)
    assert UNKNOWN in ask(cast.head, "0000-0000")
    assert "Mã gồm 8 ký tự" in ask(cast.head, "không phải mã")
    empty = get(cast.head, PAGE).content.decode()
    assert UNKNOWN not in empty
    assert "Mã gồm" not in empty


def test_two_papers_with_one_code_are_both_told(cast: Any) -> None:
    one, other = stage.signed(cast), stage.signed(cast, cast.bureau)
    CommitmentVersion.objects.filter(commitment=other).update(
        content_hash=one.content_hash[:8] + "0" * 56
    )
    html = ask(cast.standing, one.code)
    assert "Có 2 bản cam kết cùng mang mã" in html
    assert "Đảng ủy Phường 1, năm 2021" in html
    assert "Đảng ủy Phòng Kinh tế, năm 2021" in html
    assert "không còn khớp với mã" in html  # the second one's content has another hash
    whole = ask(cast.standing, one.content_hash)
    assert "Đảng ủy Phòng Kinh tế" not in whole


def test_a_content_changed_in_the_database_is_noticed(cast: Any) -> None:
    signed = stage.signed(cast)
    assert CURRENT in ask(cast.head, signed.code)
    content = signed.content | {"theme": "Chữ bị sửa"}
    CommitmentVersion.objects.filter(commitment=signed).update(content=content)
    html = ask(cast.head, signed.code)
    assert "không còn khớp với mã" in html
    assert CURRENT not in html


def test_who_may_ask_and_who_may_read_on(cast: Any) -> None:
    """Everybody of the committee learns that it is genuine; the link is for those who may read."""
    signed = stage.signed(cast)
    reads = ("clerk", "office_head", "standing", "inspector", "head", "reporter")
    for name, person in cast.people().items():
        answer = get(person, PAGE, ma=signed.code)
        if name in ("stranger", "nobody"):
            assert answer.status_code == 404, name
            continue
        html = answer.content.decode()
        assert CURRENT in html, name
        assert (f'href="{WARD}/"' in html) == (name in reads), name


def test_a_code_of_another_committee_is_unknown_here(cast: Any) -> None:
    signed = stage.signed(cast)
    answer = get(cast.stranger, "/dang-uy-khac/xac-minh/", ma=signed.code)
    assert UNKNOWN in answer.content.decode()


def test_nobody_asks_without_a_login(cast: Any) -> None:
    client = client_of(cast.head)
    client.logout()
    assert client.get(PAGE, {"ma": "0000-0000"}).status_code == 302


@pytest.mark.parametrize("both", [False, True])
def test_costs_the_same_for_one_and_two(
    cast: Any, client: Any, django_assert_num_queries: Any, both: bool
) -> None:
    one, other = stage.signed(cast), stage.signed(cast, cast.bureau)
    if both:
        CommitmentVersion.objects.filter(commitment=other).update(content_hash=one.content_hash)
    client.force_login(cast.standing)
    client.get(PAGE)
    with django_assert_num_queries(11):
        assert len(client.get(PAGE, {"ma": one.code}).context["answers"]) == 1 + both
