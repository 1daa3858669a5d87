"""More time for a report: asked for, answered, given to many; the truth of each verb and its page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from camket.audit import Refused
from camket.models import AuditEntry, OutgoingMail
from commitments import clocks, rules
from commitments.models import Extension, ExtensionRequest, ProgressReport
from commitments.workflow import extending, filing, requesting
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from units.models import Person

pytestmark = pytest.mark.django_db

HERE = f"{quarter.PREFIX}phuong-1/quy-1/"
LIST = "/dang-uy-mau/2021/bao-cao/"
NOW, AFTER_LOCK = stage.at(3, 24), stage.at(4, 12)
LAST = date(2021, 4, 20)
ASK = {"reason": "Chờ biên bản nghiệm thu.", "wished_until": "20/4/2021"}


@pytest.fixture
def row(cast: Cast, on_day: Any) -> ProgressReport:
    on_day(2021, 3, 24)
    return quarter.report(quarter.reports(cast))


def ask(cast: Cast, row: ProgressReport, by: Person | None = None, **more: Any) -> ExtensionRequest:
    words: dict[str, Any] = {"reason": "Bão số 5.", "wished_until": LAST, "at": NOW} | more
    return requesting.ask_extension(report=row, by=by or cast.head, **words)


def grant(cast: Cast, made: ExtensionRequest, **more: Any) -> Extension:
    words: dict[str, Any] = {"locks_on": LAST, "answer": "", "by": cast.clerk, "at": NOW} | more
    return extending.grant_request(request=made, **words)


class TestMoreTimeOnOtherPages:
    def test_the_page_that_withdraws_a_report_names_the_day(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        grant(cast, ask(cast, row))
        quarter.submitted(cast, row, at=NOW)
        client.force_login(cast.head)
        text = client.get(f"{HERE}rut/").content.decode()
        assert "Hạn nộp 25/3 · khóa sổ 05/4 · được gia hạn đến 20/4" in text

    def test_the_mail_names_one_last_day(self, cast: Cast, row: ProgressReport) -> None:
        grant(cast, ask(cast, row))
        mail = OutgoingMail.objects.get(kind="extension_granted", recipient=cast.head)
        assert "gửi báo cáo chậm nhất ngày 20/4/2021." in mail.text
        assert "trước ngày" not in mail.text

    @pytest.mark.parametrize(
        ("who", "said"),
        [("head", "Đề nghị Văn phòng gia hạn;"), ("clerk", "Bấm “Gia hạn” ở đầu trang")],
    )
    def test_after_the_lock_each_is_told_what_they_can_do(
        self, cast: Cast, client: Client, row: ProgressReport, on_day: Any, who: str, said: str
    ) -> None:
        on_day(2021, 4, 12)
        client.force_login(getattr(cast, who))
        text = client.get(HERE).content.decode()
        assert f"đã khóa sổ ngày 05/4/2021. {said}" in text


class TestAsking:
    @pytest.mark.parametrize("at", [NOW, AFTER_LOCK], ids=["before the lock", "after it"])
    def test_who_may(self, cast: Cast, row: ProgressReport, at: Any) -> None:
        may = set()
        for name, who in cast.people().items():
            try:
                ask(cast, row, who, at=at)
            except Refused as refused:
                assert "xin gia hạn" in refused.sentence
                continue
            may.add(name)
            ExtensionRequest.objects.all().delete()
        assert may == {"head", "reporter", "clerk", "office_head"}

    @pytest.mark.parametrize("state", ["submitted", "sent_back", "accepted"])
    def test_only_what_is_still_to_be_handed_in(
        self, cast: Cast, row: ProgressReport, state: str
    ) -> None:
        getattr(quarter, state)(cast, row)
        why = {
            "submitted": "đã gửi đến Văn phòng",
            "sent_back": "được trả lại để bổ sung nên không bị khóa sổ",
            "accepted": "đã được chấp nhận",
        }
        with pytest.raises(Refused, match=f"Báo cáo Quý I/2021 {why[state]}.*không cần xin"):
            ask(cast, row)

    def test_not_before_the_quarter_begins(self, cast: Cast, row: ProgressReport) -> None:
        said = "Quý II/2021 bắt đầu từ ngày 01/4/2021 nên chưa xin gia hạn được"
        with pytest.raises(Refused, match=said):
            ask(cast, quarter.report(row.commitment, 2))

    def test_once_and_until_a_later_day(self, cast: Cast, row: ProgressReport) -> None:
        for day in (date(2021, 4, 5), date(2021, 3, 1), date(2023, 1, 1)):
            with pytest.raises(Refused):
                ask(cast, row, wished_until=day)
        with pytest.raises(Refused, match="nêu lý do"):
            ask(cast, row, reason="  ")
        ask(cast, row)
        with pytest.raises(Refused, match="đang chờ"):
            ask(cast, row)

    def test_tells_the_office_and_records_for_whom(self, cast: Cast, row: ProgressReport) -> None:
        made = ask(cast, row, cast.clerk)
        assert made.on_behalf_of == "Bí thư Phường 1"
        mails = OutgoingMail.objects.filter(kind="extension_asked")
        assert {mail.recipient for mail in mails} == {cast.clerk, cast.office_head}
        mail = mails[0]
        assert mail.subject == "Xin gia hạn báo cáo Quý I/2021 – Phường 1"
        assert f"{HERE}gia-han/de-nghi-{made.pk}/" in mail.text
        assert "Lý do:\nBão số 5." in mail.text
        assert "20/4/2021" in mail.text
        entry = AuditEntry.objects.get(deed="EXTENSION_ASKED")
        assert (entry.on_behalf_of, entry.comment) == ("Bí thư Phường 1", "Bão số 5.")

    def test_handing_in_withdraws_what_is_open(self, cast: Cast, row: ProgressReport) -> None:
        made = ask(cast, row)
        quarter.submitted(cast, row, at=NOW)
        made.refresh_from_db()
        assert (made.state, made.answered_by) == ("WITHDRAWN", cast.head)
        entry = AuditEntry.objects.get(deed="EXTENSION_REQUEST_WITHDRAWN")
        assert entry.comment == "Đơn vị đã gửi báo cáo."
        filing.withdraw(report=row, by=cast.head, at=NOW)
        ask(cast, row)


class TestAnswering:
    def test_who_may(self, cast: Cast, row: ProgressReport) -> None:
        made = ask(cast, row)
        answers: dict[str, Any] = {
            "refuse": lambda who: extending.refuse_request(
                request=made, answer="Đủ thời gian.", by=who, at=NOW
            ),
            "grant": lambda who: grant(cast, made, by=who),
            "withdraw": lambda who: requesting.withdraw_request(request=made, by=who, at=NOW),
        }
        for verb, answer in answers.items():
            may = set()
            for name, who in cast.people().items():
                try:
                    answer(who)
                except Refused:
                    continue
                may.add(name)
                Extension.objects.all().delete()
                ExtensionRequest.objects.update(
                    state="OPEN", answered_at=None, answered_by=None, answer=""
                )
            office = {"clerk", "office_head"}
            assert may == (office | {"head", "reporter"} if verb == "withdraw" else office), verb

    def test_another_day_than_the_wished_one(self, cast: Cast, row: ProgressReport) -> None:
        made = ask(cast, row)
        for day, said in (
            (date(2021, 4, 5), "phải sau ngày cũ: 05/4/2021"),
            (date(2021, 4, 11), "Ngày 11/4/2021 là ngày nghỉ .Chủ nhật.*gần nhất là 12/4/2021"),
            (date(2021, 4, 21), "Hùng Vương.*22/4/2021"),
        ):
            with pytest.raises(Refused, match=said):
                grant(cast, made, locks_on=day)
        given = grant(cast, made, locks_on=date(2021, 4, 12), answer="Đến ngày 12 là đủ.")
        made.refresh_from_db()
        assert (given.request, given.reason, made.state) == (made, "Bão số 5.", "GRANTED")
        mail = OutgoingMail.objects.get(kind="extension_granted", recipient=cast.head)
        assert "Đến ngày 12 là đủ." in mail.text
        assert "12/4/2021" in mail.text

    def test_refusing_needs_a_word_and_tells_the_unit(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        made = ask(cast, row)
        words: dict[str, Any] = {"request": made, "by": cast.clerk, "at": NOW}
        with pytest.raises(Refused, match="nêu lý do"):
            extending.refuse_request(answer=" ", **words)
        extending.refuse_request(answer="Đơn vị còn 12 ngày.", **words)
        assert not Extension.objects.exists()
        mail = OutgoingMail.objects.get(kind="extension_refused", recipient=cast.head)
        assert "Đơn vị còn 12 ngày." in mail.text
        with pytest.raises(Refused, match="đã được xử lý"):
            grant(cast, made)

    def test_a_second_request_names_the_lock_day_that_holds(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        """The day of the extension given before, not the one that all units have."""
        grant(cast, ask(cast, row), locks_on=date(2021, 4, 12))
        made = ask(cast, row)
        extending.refuse_request(request=made, answer="Đã gia hạn.", by=cast.clerk, at=NOW)
        for kind, reader in (("extension_asked", cast.clerk), ("extension_refused", cast.head)):
            mail = OutgoingMail.objects.filter(kind=kind, recipient=reader).latest("pk")
            assert "Khóa sổ: 12/4/2021 (đã gia hạn)" in mail.text, kind
            assert "05/4/2021" not in mail.text, kind

    def test_time_given_of_its_own_accord_grants_it(self, cast: Cast, row: ProgressReport) -> None:
        made = ask(cast, row)
        given = extending.extend(
            report=row, locks_on=LAST, asked_by="Đ/c Thử", reason="Bão", by=cast.clerk, at=NOW
        )
        made.refresh_from_db()
        assert (made.state, given.request) == ("GRANTED", made)

    def test_leaves_the_unit_time_unless_it_wished_for_less(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        at, tomorrow = stage.at(4, 12), date(2021, 4, 13)
        with pytest.raises(Refused, match=r"ít nhất 2 ngày .* từ ngày 14/4/2021"):
            extending.extend(
                report=row, locks_on=tomorrow, asked_by="Đ/c Thử", reason="Bão",
                by=cast.clerk, at=at,
            )  # fmt: skip
        made = ask(cast, row, wished_until=tomorrow, at=at)
        assert grant(cast, made, locks_on=tomorrow, at=at).locks_on == tomorrow

    def test_a_wish_that_is_past_takes_no_time_away(self, cast: Cast, row: ProgressReport) -> None:
        made, later, next_day = ask(cast, row), stage.at(4, 22), date(2021, 4, 23)
        with pytest.raises(Refused, match=r"ít nhất 2 ngày .* từ ngày 26/4/2021"):
            grant(cast, made, locks_on=next_day, at=later)


class TestCorrecting:
    """A day written by mistake: another one, as short as the Office meant it, with its reason."""

    MISTAKEN = date(2021, 5, 20)

    @pytest.fixture
    def row(self, cast: Cast, row: ProgressReport) -> ProgressReport:
        self.extend(cast, row, self.MISTAKEN, reason="Bão số 5.", corrects=False)
        return quarter.fresh(row)

    @staticmethod
    def extend(cast: Cast, row: ProgressReport, day: date, **more: Any) -> Extension:
        words: dict[str, Any] = {"asked_by": "Đ/c Thử", "reason": "Ghi nhầm tháng.", "at": NOW}
        words |= {"corrects": True, "by": cast.clerk} | more
        return extending.extend(report=row, locks_on=day, **words)

    def test_the_newest_day_counts_and_both_stay(self, cast: Cast, row: ProgressReport) -> None:
        self.extend(cast, row, LAST)
        row = quarter.fresh(row)
        assert rules.lock_day(row) == LAST
        assert clocks.extended(row, NOW.date()) == "được gia hạn đến 20/4"
        assert [one.locks_on for one in row.extensions.all()] == [LAST, self.MISTAKEN]
        entry = AuditEntry.objects.get(deed="EXTENSION_CORRECTED")
        assert entry.comment == "Ghi nhầm tháng."
        assert entry.detail["locks_on"] == "2021-04-20"
        assert entry.detail["before"] == "2021-05-20"

    def test_the_unit_is_told_of_both_days(self, cast: Cast, row: ProgressReport) -> None:
        self.extend(cast, row, LAST)
        told = OutgoingMail.objects.filter(kind="extension_corrected")
        assert {mail.recipient for mail in told} == {cast.head, cast.reporter}
        for said in ("đến hết ngày 20/4/2021", "thay cho ngày 20/5/2021", "Ghi nhầm tháng."):
            assert said in told[0].text

    def test_back_to_the_day_of_all_is_no_extension(self, cast: Cast, row: ProgressReport) -> None:
        self.extend(cast, row, date(2021, 4, 5))
        row = quarter.fresh(row)
        assert rules.lock_day(row) == date(2021, 4, 5)
        assert clocks.extended(row, NOW.date()) == ""

    @pytest.mark.parametrize(
        ("on", "day", "said"),
        [
            ((3, 24), date(2021, 4, 2), "từ ngày 05/4/2021 đến trước ngày 20/5/2021"),
            ((3, 24), MISTAKEN, "từ ngày 05/4/2021 đến trước ngày 20/5/2021"),
            ((3, 24), date(2021, 4, 11), "Ngày 11/4/2021 là ngày nghỉ"),
            ((4, 28), LAST, "đã qua"),
            ((4, 19), LAST, "ít nhất 2 ngày"),
        ],
    )
    def test_it_takes_no_time_that_all_have(
        self, cast: Cast, row: ProgressReport, on: tuple[int, int], day: date, said: str
    ) -> None:
        with pytest.raises(requesting.WrongDay, match=said):
            self.extend(cast, row, day, at=stage.at(*on))
        assert rules.lock_day(quarter.fresh(row)) == self.MISTAKEN

    def test_only_of_what_was_extended(self, cast: Cast, row: ProgressReport) -> None:
        second = quarter.report(row.commitment, 2)
        with pytest.raises(requesting.WrongDay, match="không có ngày gia hạn nào"):
            self.extend(cast, second, date(2021, 6, 30))

    def test_not_while_the_unit_asks_for_more(self, cast: Cast, row: ProgressReport) -> None:
        ask(cast, row, wished_until=date(2021, 6, 1))
        with pytest.raises(Refused, match="đang xin gia hạn đến 01/6/2021"):
            self.extend(cast, row, LAST)

    def test_by_the_office_alone_and_once(self, cast: Cast, row: ProgressReport) -> None:
        for name, who in cast.people().items():
            if name not in ("clerk", "office_head"):
                with pytest.raises(Refused):
                    self.extend(cast, row, LAST, by=who)
        self.extend(cast, row, LAST)
        with pytest.raises(Refused, match="đã được xử lý"):
            self.extend(cast, row, LAST)

    def test_a_day_may_be_given_again_after_it_was_corrected(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        self.extend(cast, row, LAST)
        self.extend(cast, row, self.MISTAKEN, reason="Bão số 5.", corrects=False)
        assert rules.lock_day(quarter.fresh(row)) == self.MISTAKEN

    def test_on_the_page_the_earlier_day_is_asked_about(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        client.force_login(cast.clerk)
        page = f"{HERE}gia-han/"
        typed = {"asked_by": "Đ/c Thử", "reason": "Ghi nhầm tháng.", "locks_on": "20/4/2021"}
        asked = client.post(page, typed)
        assert asked.status_code == 422
        text = asked.content.decode()
        assert "Báo cáo đang được gia hạn đến 20/5/2021, muộn hơn ngày này." in text
        assert "Ngày 20/5/2021 ghi nhầm, sửa thành 20/4/2021" in text
        assert "Ghi nhầm tháng." in text
        other = client.post(page, typed | {"sure": "20/4/2021", "locks_on": "21/4/2021"})
        assert other.status_code == 422  # the box is about the day that was seen
        done = client.post(page, typed | {"sure": "20/4/2021"}, follow=True).content.decode()
        said = "Báo cáo Quý I/2021 của Phường 1: sửa ngày gia hạn thành 20/4/2021. Đơn vị nhận thư báo."
        assert said in done
        history = client.get("/dang-uy-mau/2021/lich-su/?don-vi=phuong-1").content.decode()
        assert "Sửa ngày gia hạn thành 20/4/2021, thay cho 20/5/2021" in history
        assert "Gia hạn đến 20/5/2021" in history


class TestPages:
    def test_asked_on_the_form_answered_on_the_desk(
        self, cast: Cast, client: Client, row: ProgressReport, on_day: Any
    ) -> None:
        client.force_login(cast.reporter)
        assert f'href="{HERE}gia-han/xin/"' in client.get(HERE).content.decode()
        bad = client.post(f"{HERE}gia-han/xin/", ASK | {"wished_until": "1/4/2021"})
        assert bad.status_code == 422
        assert bad.context["form"].errors == {
            "wished_until": ["Ngày khóa sổ mới phải sau ngày cũ: 05/4/2021."]
        }
        assert "Chờ biên bản nghiệm thu." in bad.content.decode()
        client.post(f"{HERE}gia-han/xin/", ASK)
        text = client.get(HERE).content.decode()
        assert "Đang xin gia hạn đến 20/4" in text
        assert "Rút đề nghị gia hạn" in text
        assert "Đang xin gia hạn đến 20/4" in client.get(LIST).content.decode()
        again = client.get(f"{HERE}gia-han/xin/", follow=True).content.decode()
        assert "đang chờ Văn phòng trả lời" in again
        made = ExtensionRequest.objects.get()
        answer = f"{HERE}gia-han/de-nghi-{made.pk}/"

        client.force_login(cast.clerk)
        assert answer in client.get("/dang-uy-mau/2021/").content.decode()
        asking = client.get(f"{LIST}?trang-thai=XIN_GIA_HAN")
        assert len(asking.context["lines"]) == 1
        assert answer in asking.content.decode()
        page = client.get(answer).content.decode()
        assert 'value="20/4/2021"' in page
        assert "Chờ biên bản nghiệm thu." in page
        bare = client.post(answer, {"locks_on": "20/4/2021", "tu-choi": "1"})
        assert "Không gia hạn thì phải nêu lý do." in bare.content.decode()
        given = client.post(answer, {"locks_on": "14/4/2021", "answer": "Đến 14/4."}, follow=True)
        assert given.redirect_chain == [(LIST, 302)]  # not into the form of the unit
        said = "Báo cáo Quý I/2021 của Phường 1 được gia hạn đến 14/4/2021. Đơn vị nhận thư báo."
        assert said in given.content.decode()
        assert Extension.objects.get().locks_on == date(2021, 4, 14)
        gone = client.get(answer, follow=True).content.decode()
        assert "đã được trả lời hoặc đã rút" in gone
        assert "được gia hạn đến 14/4" in gone

    def test_asked_after_the_lock(
        self, cast: Cast, client: Client, row: ProgressReport, on_day: Any
    ) -> None:
        on_day(2021, 4, 12)
        client.force_login(cast.head)
        text = client.get(HERE).content.decode()
        assert "đã khóa sổ" in text
        assert text.count(f'href="{HERE}gia-han/xin/"') == 2
        desk = client.get("/dang-uy-mau/2021/").content.decode()
        assert f'href="{HERE}gia-han/xin/"' in desk

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (5, "đơn vị vẫn soạn và gửi được báo cáo đến hết ngày khóa sổ hiện nay."),
            (6, "đơn vị vẫn soạn được báo cáo; gửi được khi Văn phòng đồng ý gia hạn."),
        ],
    )
    def test_what_may_be_done_while_it_waits(
        self, cast: Cast, client: Client, row: ProgressReport, on_day: Any, day: int, said: str
    ) -> None:
        on_day(2021, 4, day)
        client.force_login(cast.head)
        page = client.get(f"{HERE}gia-han/xin/").content.decode()
        assert f"Trong khi chờ trả lời, {said}" in page

    def test_the_last_day_is_called_so(
        self, cast: Cast, client: Client, row: ProgressReport, on_day: Any
    ) -> None:
        client.force_login(cast.head)
        for day, last in ((4, False), (5, True)):
            on_day(2021, 4, day)
            for path in ("/dang-uy-mau/2021/", HERE):
                assert ("hôm nay khóa sổ" in client.get(path).content.decode()) is last
        desk = client.get("/dang-uy-mau/2021/")
        assert "khóa sổ 05/4 · hôm nay khóa sổ" in desk.context["due"].text

    def test_taken_back(self, cast: Cast, client: Client, row: ProgressReport) -> None:
        made = ask(cast, row)
        client.force_login(cast.reporter)
        address = f"{HERE}rut-gia-han-{made.pk}/"
        assert "Đã rút đề nghị" in client.post(address, follow=True).content.decode()
        assert "đã được xử lý" in client.post(address, follow=True).content.decode()

    def test_the_history_tells_it(self, cast: Cast, client: Client, row: ProgressReport) -> None:
        made = ask(cast, row)
        extending.refuse_request(request=made, answer="Còn 12 ngày.", by=cast.clerk, at=NOW)
        client.force_login(cast.head)
        text = client.get("/dang-uy-mau/2021/lich-su/").content.decode()
        for said in ("Đơn vị xin gia hạn đến 20/4/2021", "Bão số 5.", "Còn 12 ngày."):
            assert said in text


class TestOfTheOwnAccord:
    @pytest.mark.parametrize(
        ("state", "why"),
        [
            ("submitted", "Báo cáo đã gửi đến Văn phòng nên không cần gia hạn."),
            ("sent_back", "Báo cáo được trả lại để bổ sung nên không bị khóa sổ"),
            ("accepted", "Báo cáo đã được chấp nhận nên không cần gia hạn."),
        ],
    )
    def test_only_what_the_lock_closes(
        self, cast: Cast, client: Client, row: ProgressReport, on_day: Any, state: str, why: str
    ) -> None:
        getattr(quarter, state)(cast, row)
        with pytest.raises(Refused, match=why):
            extending.extend(
                report=row, locks_on=LAST, asked_by="Đ/c Thử", reason="Bão",
                by=cast.clerk, at=AFTER_LOCK,
            )  # fmt: skip
        on_day(2021, 4, 12)
        client.force_login(cast.clerk)
        assert f'href="{HERE}gia-han/"' not in client.get(HERE).content.decode()
        assert f'name="chon" value="{row.pk}"' not in client.get(LIST).content.decode()
        answer = client.get(f"{HERE}gia-han/", follow=True)
        assert answer.redirect_chain == [(LIST, 302)]
        assert why in answer.content.decode()
        asked = client.get(f"{LIST}gia-han/", {"chon": [row.pk]}, follow=True)
        assert "Chưa chọn báo cáo nào" in asked.content.decode()


class TestMany:
    """A flood: several units at once, all of them or none."""

    WORDS = {"asked_by": "Thường trực", "reason": "Lũ ngày 18/3.", "locks_on": "20/4/2021"}

    @pytest.fixture
    def two(self, cast: Cast, row: ProgressReport) -> list[ProgressReport]:
        return [row, quarter.report(stage.signed(cast, cast.bureau))]

    def test_chosen_in_the_list(self, cast: Cast, client: Client, two: list[Any]) -> None:
        client.force_login(cast.clerk)
        keys = [str(row.pk) for row in two]
        text = client.get(LIST).content.decode()
        assert all(f'name="chon" value="{key}"' in text for key in keys)
        page = client.get(f"{LIST}gia-han/", {"chon": keys}).content.decode()
        assert "Gia hạn 2 báo cáo" in page
        done = client.post(f"{LIST}gia-han/", self.WORDS | {"chon": keys}, follow=True)
        assert "Đã gia hạn 2 báo cáo đến 20/4/2021." in done.content.decode()
        assert Extension.objects.filter(locks_on=LAST).count() == 2
        told = OutgoingMail.objects.filter(kind="extension_granted")
        assert {m.recipient for m in told} == {
            cast.head, cast.reporter, cast.bureau_head, cast.bureau_reporter,
        }  # fmt: skip

    def test_one_that_cannot_be_extended_stops_all(
        self, cast: Cast, client: Client, two: list[Any]
    ) -> None:
        extending.extend(
            report=two[1], locks_on=date(2021, 5, 4), asked_by="Đ/c Thử", reason="Bão",
            by=cast.clerk, at=NOW,
        )  # fmt: skip
        client.force_login(cast.clerk)
        keys = [str(row.pk) for row in two]
        answer = client.post(f"{LIST}gia-han/", self.WORDS | {"chon": keys})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert answer.context["form"].errors["locks_on"] == [
            "Phòng Kinh tế, Quý I/2021: Ngày khóa sổ mới phải sau ngày cũ: 04/5/2021."
        ]
        assert "Lũ ngày 18/3." in text
        assert not row_extended(two[0])
        assert OutgoingMail.objects.filter(kind="extension_granted").count() == 2

    def test_one_handed_in_meanwhile_is_named_and_stops_all(
        self, cast: Cast, client: Client, two: list[Any]
    ) -> None:
        keys = [str(row.pk) for row in two]
        client.force_login(cast.clerk)
        assert "Gia hạn 2 báo cáo" in client.get(f"{LIST}gia-han/", {"chon": keys}).content.decode()
        quarter.submitted(cast, two[0], at=NOW)
        answer = client.post(f"{LIST}gia-han/", self.WORDS | {"chon": keys})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "Chưa gia hạn cho đơn vị nào" in text
        assert "Phường 1, Quý I/2021: Báo cáo đã gửi đến Văn phòng nên không cần gia hạn." in text
        assert "Lũ ngày 18/3." in text
        assert not Extension.objects.exists()
        # The page goes on with the others; pressed again, it does what it then shows.
        assert "Gia hạn 1 báo cáo" in text
        assert [row.pk for row, *_ in answer.context["chosen"]] == [two[1].pk]

    def test_all_handed_in_meanwhile(self, cast: Cast, client: Client, row: Any) -> None:
        quarter.submitted(cast, row, at=NOW)
        client.force_login(cast.clerk)
        answer = client.post(f"{LIST}gia-han/", self.WORDS | {"chon": [row.pk]})
        assert answer.status_code == 422
        assert "Phường 1, Quý I/2021: Báo cáo đã gửi" in answer.content.decode()

    @pytest.mark.parametrize("keys", [[], ["x"], ["9" * 30], ["0"]])
    def test_nothing_chosen_is_said(
        self, cast: Cast, client: Client, two: list[Any], keys: list[str]
    ) -> None:
        client.force_login(cast.clerk)
        answer = client.get(f"{LIST}gia-han/", {"chon": keys}, follow=True)
        assert "Chưa chọn báo cáo nào" in answer.content.decode()


def row_extended(row: ProgressReport) -> bool:
    return Extension.objects.filter(report=row).exists()
