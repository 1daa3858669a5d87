"""The Office's page "Nhắc việc"."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from camket import mail
from camket.models import MailState, OutgoingMail
from commitments import reminders
from commitments.models import Commitment, Year
from tests import cast as story
from tests.cast import Cast
from units.models import Person
from units.roles import Role

HERE = "/dang-uy-mau/2021/nhac-viec/"


@pytest.fixture(autouse=True)
def _on_the_eve(cast: Cast, on_day: Any) -> None:
    """17 March 2021: tomorrow is the step of 7 days."""
    cast.ward.phone = "0233 111 222"
    cast.ward.save()
    story.signed(cast)
    OutgoingMail.objects.all().delete()
    reminders.send_due(date(2021, 3, 11), story.at(3, 11, 7, 30))
    OutgoingMail.objects.update(state=MailState.SENT, sent_at=story.at(3, 11, 7, 31))
    on_day(2021, 3, 17)


@pytest.fixture
def office(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def page(client: Client, query: str = "") -> str:
    response = client.get(HERE + query)
    assert response.status_code == 200
    return response.content.decode()


class TestAccess:
    @pytest.mark.parametrize(
        ("who", "status"),
        [
            ("clerk", 200),
            ("office_head", 200),
            ("standing", 403),
            ("inspector", 403),
            ("head", 403),
            ("reporter", 403),
            ("admin", 404),
            ("stranger", 404),
            ("nobody", 404),
        ],
    )
    def test_is_the_offices_alone(self, cast: Cast, client: Client, who: str, status: int) -> None:
        client.force_login(getattr(cast, who))
        assert client.get(HERE).status_code == status
        deed = 302 if status == 200 else status  # back to the page: nothing is due on this day
        assert client.get(f"{HERE}gui-ngay/").status_code == deed
        assert client.post(f"{HERE}gui-ngay/").status_code == deed

    def test_another_committees_mail_is_not_there(self, cast: Cast, client: Client) -> None:
        Year.objects.create(committee=cast.elsewhere, year=2021)
        client.force_login(cast.stranger)
        row = OutgoingMail.objects.filter(recipient=cast.head).get()
        OutgoingMail.objects.update(state=MailState.FAILED)
        there = "/dang-uy-khac/2021/nhac-viec/"
        assert cast.head.full_name not in client.get(there).content.decode()
        assert client.post(f"{there}thu-{row.pk}/gui-lai/").status_code == 404


class TestPage:
    def test_tells_what_goes_tomorrow_and_why(self, cast: Cast, office: Client) -> None:
        html = page(office)
        assert "Không còn thư nhắc nào phải gửi hôm nay." in html
        assert "Sẽ gửi 2 thư" in html
        assert "Lý do: còn 7 ngày, đến mốc nhắc 7 ngày." in html
        assert "Báo cáo Quý I/2021 · 1 đơn vị" in html
        assert "Hoàng Văn Đứng Thử, Võ Thị Đầu Thử" in html
        assert "Còn các ngày nhắc: 18/3, 22/3, 24/3, 25/3." in html

    def test_tells_what_was_sent(self, cast: Cast, office: Client) -> None:
        html = page(office)
        assert "Còn 14 ngày: báo cáo Quý I/2021 – Phường 1" in html
        assert "07:31 ngày 11/3/2021" in html
        assert "Đã gửi" in html

    def test_a_missed_step_shows_as_made_good(self, office: Client, on_day: Any) -> None:
        on_day(2021, 3, 20)
        html = page(office)
        assert "còn 5 ngày, bù mốc nhắc 7 ngày chưa gửi" in html
        assert "Gửi ngay 2 thư" in html

    def test_rehearses_another_day_and_sends_nothing(self, office: Client) -> None:
        html = page(office, "?ngay=24/3/2021")
        assert "Chạy thử ngày 24/3/2021" in html
        assert "còn 1 ngày, đến mốc nhắc 1 ngày" in html
        assert OutgoingMail.objects.count() == 2

    def test_a_day_it_does_not_understand_stays_in_the_box(self, office: Client) -> None:
        html = page(office, "?ngay=31/2/2021")
        assert "31/2/2021" in html
        assert "không có ngày 31" in html

    def test_finds_without_accents_and_filters(self, cast: Cast, office: Client) -> None:
        Person.objects.filter(pk=cast.head.pk).update(search_key="hoang van dung thu")
        assert "1 thư<" in page(office, "?tim=Hoang+DUNG")
        assert "Không có thư nào khớp" in page(office, "?trang-thai=FAILED")
        assert "2 thư<" in page(office, "?loai=reminder&sap-xep=nguoi")

    def test_costs_the_same_for_one_mail_and_for_three(
        self, cast: Cast, office: Client, django_assert_max_num_queries: Any
    ) -> None:
        OutgoingMail.objects.filter(recipient=cast.head).delete()
        page(office)
        with django_assert_max_num_queries(40) as one:
            page(office)
        for n in range(3):
            who = story.appointed(f"more{n}", Role.REPORTER, cast.ward)
            queue(n, who, cast)
        with django_assert_max_num_queries(40) as three:
            page(office)
        assert len(three) == len(one)

    def test_texts_are_escaped(self, cast: Cast, office: Client) -> None:
        queue(1, cast.head, cast, text="<script>alert(1)</script>", subject="<b>x</b>")
        html = page(office)
        assert "<script>alert(1)" not in html
        assert "&lt;b&gt;x" in html

    def test_a_mail_with_a_secret_is_not_read_here(self, cast: Cast, office: Client) -> None:
        queue(1, cast.head, cast, kind="invitation", text="liên kết bí mật", subject="Thư mời")
        html = page(office)
        assert "Thư mời" not in html
        OutgoingMail.objects.filter(kind="invitation").update(state=MailState.FAILED)
        html = page(office)
        assert "Thư mời" in html
        assert "liên kết bí mật" not in html


def queue(n: int, who: Person, cast: Cast, **fields: Any) -> OutgoingMail:
    key = f"test:{n}"
    mail.queue(
        **{
            "key": key,
            "kind": "quarter_received",
            "recipient": who,
            "committee": cast.committee,
            "subject": f"Thư {n}",
            "text": "x",
            "html": "",
            "at": story.at(3, 17),
        }
        | fields
    )
    return OutgoingMail.objects.get(key=key)


class TestFailed:
    def test_shows_whom_to_call_and_tries_again(self, cast: Cast, office: Client) -> None:
        row = queue(1, cast.head, cast)
        OutgoingMail.objects.filter(pk=row.pk).update(
            state=MailState.FAILED, error="Máy chủ thư từ chối: 550"
        )
        html = page(office)
        assert "Máy chủ thư từ chối: 550" in html
        assert 'href="tel:0233111222"' in html
        posted = office.post(f"{HERE}thu-{row.pk}/gui-lai/", follow=True)
        assert "Đã xếp gửi lại thư “Thư 1”." in posted.content.decode()
        row.refresh_from_db()
        assert (row.state, row.attempts, row.error) == (MailState.QUEUED, 0, "")
        again = office.post(f"{HERE}thu-{row.pk}/gui-lai/", follow=True)
        assert "không còn ở trạng thái" in again.content.decode()

    def test_looking_changes_nothing(self, cast: Cast, office: Client) -> None:
        assert office.get(f"{HERE}thu-1/gui-lai/").status_code == 303


class TestSendNow:
    def test_asks_first_then_sends_once(self, cast: Cast, office: Client, on_day: Any) -> None:
        on_day(2021, 3, 18)
        assert "Gửi 2 thư nhắc ngày 18/3/2021" in office.get(f"{HERE}gui-ngay/").content.decode()
        assert OutgoingMail.objects.count() == 2
        first = office.post(f"{HERE}gui-ngay/", follow=True).content.decode()
        assert "Đã xếp gửi 2 thư nhắc." in first
        second = office.post(f"{HERE}gui-ngay/", follow=True).content.decode()
        assert "Không còn thư nhắc nào phải gửi hôm nay." in second
        assert OutgoingMail.objects.count() == 4


class TestTwoCommittees:
    def test_each_sees_its_own_part(self, cast: Cast, client: Client, on_day: Any) -> None:
        year = Year.objects.create(
            committee=cast.elsewhere, year=2021, state="REGISTRATION",
            registration_due_on=date(2021, 3, 25),
        )  # fmt: skip
        Commitment.objects.create(year=year, unit=cast.far_ward)
        story.appoint(cast.head, Role.HEAD, cast.far_ward)
        on_day(2021, 3, 18)
        reminders.send_due(date(2021, 3, 18), story.at(3, 18))
        client.force_login(cast.clerk)
        here = page(client)
        client.force_login(cast.stranger)
        there = client.get("/dang-uy-khac/2021/nhac-viec/").content.decode()
        assert "Nhắc hạn: báo cáo Quý I/2021 – Phường 1" in here
        assert "Phường Một" not in here
        assert "Nhắc hạn: đăng ký cam kết năm 2021 – Phường Một" in there
        assert "Phường 1" not in there
