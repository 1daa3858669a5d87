"""Who signs gives the password once more: wrong guesses are told, counted, and never kept."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from camket.models import AuditEntry
from tests import cast as stage
from tests.commitments.pages import BASE, WARD, client_of, post

SIGN = f"{WARD}/ky/"
CONFERENCE = f"{BASE}/ky/"
WRONG = "khong-phai-mat-khau"
NOT_RIGHT = "Mật khẩu không đúng."


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 15)


def conference(row: Any, password: str) -> dict[str, Any]:
    return {
        "commitments": [row.pk],
        "signed_on": "12/1/2021",
        "xac-nhan": "1",
        "password": password,
    }


@pytest.mark.parametrize("who", ["head", "standing"])
def test_the_wrong_one_signs_nothing_and_is_told_beside_the_field(cast: Any, who: str) -> None:
    commitment, person = stage.approved(cast), cast.people()[who]
    for typed, said in (("", "Nhập mật khẩu"), (WRONG, NOT_RIGHT)):
        html = post(person, SIGN, {"password": typed}).content.decode()
        assert said in html
        assert "Nhiệm vụ mẫu số 3" in html  # the paper stays in view
        assert WRONG not in html
    assert stage.fresh(commitment).state == "APPROVED"
    assert "Đã ký" in post(person, SIGN, {"password": stage.PASSWORD}).content.decode()


@pytest.mark.parametrize("who", ["standing", "clerk"])
def test_at_the_conference_the_choice_stays(cast: Any, who: str) -> None:
    row, person = stage.approved(cast), cast.people()[who]
    page = post(person, CONFERENCE, conference(row, WRONG))
    html = page.content.decode()
    assert NOT_RIGHT in html
    assert f'name="commitments" value="{row.pk}"' in html
    assert 'value="12/01/2021"' in html
    assert stage.fresh(row).state == "APPROVED"
    post(person, CONFERENCE, conference(row, stage.PASSWORD))
    assert stage.fresh(row).state == "SIGNED"


@pytest.mark.parametrize("key", ["9" * 25, "9" * 5000])
def test_a_number_that_is_no_row_is_a_wrong_choice(cast: Any, key: str) -> None:
    stage.approved(cast)
    page = post(cast.standing, CONFERENCE, {"commitments": [key], "signed_on": "12/1/2021"})
    assert page.status_code == 200
    assert "không còn chờ ký" in page.content.decode()


def test_somebody_elses_password_is_a_wrong_one(cast: Any) -> None:
    stage.approved(cast)
    cast.reporter.set_password("mat-khau-cua-nguoi-khac")
    cast.reporter.save()
    typed = {"password": "mat-khau-cua-nguoi-khac"}
    assert NOT_RIGHT in post(cast.head, SIGN, typed).content.decode()


def test_wrong_guesses_lock_the_account_as_at_the_login(cast: Any) -> None:
    commitment, client = stage.approved(cast), client_of(cast.head)
    for _ in range(4):
        assert NOT_RIGHT in client.post(SIGN, {"password": WRONG}).content.decode()
    fifth = client.post(SIGN, {"password": WRONG})
    assert "tạm khóa 15 phút" in fifth.content.decode()
    right = client.post(SIGN, {"password": stage.PASSWORD})
    assert "tạm khóa 15 phút" in right.content.decode()
    assert stage.fresh(commitment).head_signed_at is None
    login = client_of(cast.nobody)
    login.logout()
    door = {"login": cast.head.email, "password": stage.PASSWORD}
    assert login.post("/tai-khoan/dang-nhap/", door).status_code == 429
    # The control: another one's account is as it was.
    assert "Đã ký" in post(cast.standing, SIGN, {"password": stage.PASSWORD}).content.decode()


def test_the_right_one_ends_the_count(cast: Any) -> None:
    stage.approved(cast)
    client = client_of(cast.head)
    for _ in range(4):
        client.post(SIGN, {"password": WRONG})
    client.post(SIGN, {"password": stage.PASSWORD})
    assert not AccessAttempt.objects.filter(username=cast.head.email).exists()


def test_it_is_kept_nowhere(cast: Any, caplog: Any) -> None:
    stage.approved(cast)
    post(cast.head, SIGN, {"password": WRONG})
    attempts = [str(vars(row)) for row in AccessAttempt.objects.all()]
    entries = [str(vars(row)) for row in AuditEntry.objects.all()]
    sessions = [str(row.get_decoded()) for row in Session.objects.all()]
    assert attempts
    assert not [text for text in (*attempts, *entries, *sessions, caplog.text) if WRONG in text]
