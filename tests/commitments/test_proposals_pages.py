"""The desk of proposals and explanations as people meet it: lists, pages, cards, the two sides."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from commitments.models import Explanation, Proposal
from commitments.workflow import answering, explaining
from tests import cast as stage
from tests.commitments import amending_cast as amendments
from tests.commitments import proposals_cast as acts
from tests.commitments import quarter_cast as quarter
from tests.commitments.pages import BASE, WARD, client_of, get, hidden, post
from tests.commitments.proposals_cast import ANSWERED, WORDS
from tests.pages import main_form
from units.roles import Role

LIST = f"{BASE}/kien-nghi/"
ASKED = f"{LIST}giai-trinh/"


@pytest.fixture(autouse=True)
def march(on_day: Any) -> None:
    on_day(2021, 3, 24)


def rows(page: Any) -> list[Any]:
    return [row["proposal"] for row in page.context["rows"]]


def reply(found: Proposal, by: Any, **more: str) -> Any:
    data = {"outcome": "RESOLVED", "answer": "Đã bố trí.", "seen": answering.shown(found)} | more
    return client_of(by).post(f"{LIST}{found.pk}/tra-loi/", data, follow=True)


def asked(by: Any, here: str, **words: str) -> Any:
    """The page that asks for an explanation, as it stands now, filled in and sent."""
    return post(by, here, {"seen": hidden(get(by, here).content.decode(), "seen")} | words)


class TestTheList:
    def test_who_sees_which(self, cast: Any) -> None:
        found = acts.to_bureau(cast)
        third = stage.unit_row(cast.wards, "phuong-3", "Phường 3", kind="WARD", rank=3)
        other = stage.appointed("third", Role.HEAD, third)
        for person in (cast.clerk, cast.standing, cast.inspector, cast.reporter, cast.bureau_head):
            assert rows(get(person, LIST)) == [found]
        assert rows(get(other, LIST)) == []
        assert get(other, f"{LIST}{found.pk}/").status_code == 404

    @pytest.mark.parametrize(
        ("asked", "there"),
        [
            ("tim=von doi ung", True),
            ("tim=phong kinh te", True),
            ("tim=khong co", False),
            ("trang-thai=OPEN", True),
            ("trang-thai=ANSWERED", False),
            ("trang-thai=CHAM", False),
            ("noi-nhan=dv-phong-kinh-te", True),
            ("noi-nhan=STANDING", False),
            ("nhom=phuong", True),
            ("nhom=kinh-te", False),
            ("quy=1", True),
            ("quy=2", False),
        ],
    )
    def test_filters(self, cast: Any, asked: str, there: bool) -> None:
        acts.to_bureau(cast)
        assert bool(rows(get(cast.clerk, f"{LIST}?{asked}"))) == there

    def test_a_units_two_sides(self, cast: Any) -> None:
        acts.to_bureau(cast)
        for person, own in ((cast.head, True), (cast.bureau_head, False)):
            assert bool(rows(get(person, f"{LIST}?chieu=cua-don-vi"))) == own
            assert bool(rows(get(person, f"{LIST}?chieu=gui-den"))) != own

    @pytest.mark.parametrize("wanted", ["han", "-han", "don-vi", "-noi-nhan", "trang-thai", "ngay"])
    def test_sorts(self, cast: Any, wanted: str) -> None:
        found = acts.proposal(cast)
        assert rows(get(cast.clerk, f"{LIST}?sap-xep={wanted}")) == [found]

    def test_lateness_is_counted_against_the_addressee(self, cast: Any, on_day: Any) -> None:
        acts.to_bureau(cast)
        on_day(2021, 4, 8)
        page = get(cast.clerk, LIST)
        (line,) = page.context["addressees"]
        assert (line["name"], line["waiting"], line["late"]) == ("Phòng Kinh tế", 1, 1)
        said = page.content.decode()
        assert "Chậm trả lời 3 ngày" in said
        assert '<span class="late">1 đã quá hạn</span>' in said
        assert rows(get(cast.clerk, f"{LIST}?trang-thai=CHAM"))

    def test_the_workbook(self, cast: Any) -> None:
        acts.answered(cast, acts.proposal(cast))
        body = get(cast.clerk, f"{LIST}xuat-excel/").content
        book = openpyxl.load_workbook(BytesIO(body))
        line = [cell.value for cell in book["Danh sách"][4]]
        assert line[0] == "Phường 1"
        assert line[3:5] == [WORDS, "Ban Thường vụ"]
        assert "Đã giải quyết" in line
        assert [cell.value for cell in book["Theo nơi nhận"][4]][:3] == ["Ban Thường vụ", 1, 1]

    def test_empty_says_what_comes(self, cast: Any) -> None:
        stage.signed(cast)
        assert (
            "Khi đơn vị gửi báo cáo quý có ghi kiến nghị" in get(cast.clerk, LIST).content.decode()
        )
        assert "Ghi kiến nghị, nơi nhận" in get(cast.head, LIST).content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, cast: Any, django_assert_num_queries: Any, count: int) -> None:
        found = acts.proposal(cast)
        for n in range(1, count):
            task = found.report.commitment.tasks.get(number=n + 1)
            found.pk, found.task = None, task
            found.save()
        client = client_of(cast.clerk)
        client.get(LIST)
        with django_assert_num_queries(15):
            client.get(LIST)


class TestAnswering:
    def test_the_standing_member_answers_without_a_name(self, cast: Any) -> None:
        found = acts.proposal(cast)
        page = get(cast.standing, f"{LIST}{found.pk}/").content.decode()
        assert "Trả lời thay mặt" not in page
        done = reply(found, cast.standing)
        assert "Đã trả lời kiến nghị của Phường 1" in done.content.decode()
        assert acts.fresh(found).state == "ANSWERED"

    def test_the_office_writes_in_whose_name(self, cast: Any) -> None:
        found = acts.proposal(cast)
        page = get(cast.clerk, f"{LIST}{found.pk}/").content.decode()
        assert 'value="Ban Thường vụ Đảng ủy"' in page
        bad = reply(found, cast.clerk)
        assert bad.status_code == 422
        assert "Ghi rõ trả lời thay mặt cơ quan nào." in bad.content.decode()
        assert "Đã bố trí." in bad.content.decode()
        reply(found, cast.clerk, on_behalf_of="Ban Thường vụ Đảng ủy")
        assert acts.fresh(found).on_behalf_of == "Ban Thường vụ Đảng ủy"

    def test_the_addressed_unit_alone_beside_the_committee(self, cast: Any) -> None:
        found = acts.to_bureau(cast)
        page = get(cast.bureau_head, f"{LIST}{found.pk}/").content.decode()
        assert WORDS in page
        assert "Trả lời kiến nghị" in page
        for closed in (f"{WARD}/", f"{BASE}/bao-cao/phuong-1/quy-1/"):
            assert closed not in page
            assert get(cast.bureau_reporter, closed).status_code == 404
        assert reply(found, cast.head).status_code == 403
        assert reply(found, cast.bureau_reporter).status_code == 403
        reply(found, cast.bureau_head)
        found = acts.fresh(found)
        assert (found.answered_by, found.on_behalf_of) == (cast.bureau_head, "")

    def test_what_was_typed_stays_when_the_words_have_moved_on(self, cast: Any) -> None:
        found = acts.proposal(cast)
        page = reply(found, cast.standing, seen="khac")
        assert page.status_code == 409
        assert "vừa thay đổi" in page.content.decode()
        assert "Đã bố trí." in page.content.decode()

    def test_what_was_typed_is_given_back_when_somebody_else_answered(self, cast: Any) -> None:
        found = acts.proposal(cast)
        seen = answering.shown(found)
        acts.answered(cast, found)
        page = reply(found, cast.standing, seen=seen, answer="Sẽ cấp <b>5 tỷ</b>.")
        assert page.status_code == 409
        html = page.content.decode()
        assert "Nội dung anh/chị vừa ghi" in html
        assert "Sẽ cấp &lt;b&gt;5 tỷ" in html
        assert "Gửi trả lời" not in html
        assert (
            "Nội dung anh/chị vừa ghi"
            not in get(cast.standing, f"{LIST}{found.pk}/").content.decode()
        )

    def test_what_was_typed_is_given_back_when_the_proposal_has_gone(self, cast: Any) -> None:
        found = acts.to_bureau(cast)
        Proposal.objects.filter(pk=found.pk).update(addressee="STANDING", addressed_unit=None)
        page = reply(found, cast.bureau_reporter, answer="Phòng sẽ làm.")
        assert page.status_code == 404
        html = page.content.decode()
        assert "Phòng sẽ làm." in html
        assert WORDS not in html
        assert reply(found, cast.bureau_reporter, answer=" ").status_code == 404

    def test_the_unit_sees_the_answer_everywhere(self, cast: Any) -> None:
        found = acts.answered(cast, acts.proposal(cast), "ADJUSTED")
        words = "Đã bố trí trong kế hoạch quý II."
        for where in (f"{BASE}/", LIST, f"{LIST}{found.pk}/", f"{WARD}/",
                      f"{BASE}/bao-cao/phuong-1/quy-1/"):  # fmt: skip
            assert words in get(cast.reporter, where).content.decode(), where

    def test_the_desk_forgets_after_a_week(self, cast: Any, on_day: Any) -> None:
        acts.answered(cast, acts.proposal(cast))
        on_day(2021, 4, 2)
        assert "Kiến nghị vừa được trả lời" not in get(cast.reporter, f"{BASE}/").content.decode()

    def test_from_the_giao_ban_page(self, cast: Any) -> None:
        found = acts.proposal(cast)
        page = get(cast.standing, f"{BASE}/")
        assert [row["proposal"] for row in page.context["to_answer"]] == [found]
        said = page.content.decode()
        assert WORDS in said
        assert "<b>1 kiến nghị</b> chưa trả lời" in said
        done = reply(found, cast.standing, **{"giao-ban": "1"})
        assert done.redirect_chain[-1][0] == f"{BASE}/"
        assert "Không có việc nào chờ quyết định" in done.content.decode()

    def test_from_the_giao_ban_page_and_back(self, cast: Any) -> None:
        found = acts.proposal(cast)
        here = f"{LIST}{found.pk}/"
        assert f"{here}?giao-ban=1" in get(cast.standing, f"{BASE}/").content.decode()
        back, answers = f'<li><a href="{BASE}/">Bản giao ban</a></li>', f"{here}tra-loi/"
        asked = get(cast.standing, f"{here}?giao-ban=1").content.decode()
        assert asked.count(back) == 2  # in the navigation, and as the way back
        wrong = client_of(cast.standing).post(
            answers, main_form(asked, answers).fields | {"outcome": ""}
        )
        assert wrong.status_code == 422
        html = wrong.content.decode()
        assert html.count(back) == 2
        assert main_form(html, answers).fields["giao-ban"] == "1"
        assert get(cast.standing, here).content.decode().count(back) == 1

    def test_on_the_desks(self, cast: Any) -> None:
        acts.to_bureau(cast)
        assert "Kiến nghị chưa trả lời" in get(cast.clerk, f"{BASE}/").content.decode()
        assert "Kiến nghị chưa trả lời" not in get(cast.standing, f"{BASE}/").content.decode()
        stage.signed(cast, cast.bureau)
        desk = get(cast.bureau_head, f"{BASE}/").content.decode()
        assert "Kiến nghị gửi đến đơn vị" in desk
        overview = get(cast.clerk, f"{BASE}/tong-quan/").content.decode()
        assert "<b>1 kiến nghị</b> chưa trả lời" in overview

    def test_the_counters(self, cast: Any) -> None:
        acts.to_bureau(cast)
        self.waiting(cast, clerk=0, standing=0, head=0, bureau_head=1)

    def test_what_waits_is_told_behind_which_tab(self, cast: Any, on_day: Any) -> None:
        """The navigation counts both; the page it leads to says where the one thing is."""
        on_day(2021, 4, 8)
        acts.explanation(cast)
        self.waiting(cast, head=1, clerk=0)
        page = get(cast.head, LIST)
        assert page.context["waits"] == {"proposals": 0, "explanations": 1}
        assert "<b>1 yêu cầu giải trình</b> phải trả lời" in page.content.decode()
        assert "phải trả lời" not in get(cast.head, ASKED).content.decode()
        assert "phải trả lời" not in get(cast.clerk, LIST).content.decode()
        desk = get(cast.head, f"{BASE}/").content.decode()
        assert f'<footer><a href="{ASKED}">Xem và trả lời</a></footer>' in desk

    @pytest.mark.parametrize(("addressee", "clerk"), [("STANDING", 0), ("COUNCIL", 1)])
    def test_the_counters_of_what_is_put_to_a_body(
        self, cast: Any, addressee: str, clerk: int
    ) -> None:
        acts.proposal(cast, addressee=addressee)
        self.waiting(cast, clerk=clerk, standing=1 - clerk, head=0)

    def waiting(self, cast: Any, **wanted: int) -> None:
        for name, waits in wanted.items():
            nav = get(getattr(cast, name), LIST).context["nav"]
            assert {tab.label: tab.waiting for tab in nav}["Kiến nghị"] == waits, name


class TestForwarding:
    def test_the_deadline_alone_of_a_unit_that_has_ended(self, cast: Any) -> None:
        found = acts.to_bureau(cast)
        type(cast.bureau).objects.filter(pk=cast.bureau.pk).update(valid_to=date(2021, 3, 23))
        here = f"{LIST}{found.pk}/chuyen/"
        page = get(cast.clerk, here)
        data = {
            "seen": answering.shown(found), "to": page.context["form"]["to"].value(),
            "due_on": "20/5/2021", "reason": "Chờ sắp xếp bộ máy.",
        }  # fmt: skip
        assert client_of(cast.clerk).post(here, data).status_code == 302
        assert acts.fresh(found).due_on == date(2021, 5, 20)

    def test_to_a_unit(self, cast: Any) -> None:
        found = acts.proposal(cast)
        here = f"{LIST}{found.pk}/chuyen/"
        words = {"to": "dv-phong-kinh-te", "due_on": "12/4/2021", "reason": "Thuộc thẩm quyền."}
        seen = hidden(get(cast.clerk, here).content.decode(), "seen")
        client_of(cast.clerk).post(here, words | {"seen": seen})
        found = acts.fresh(found)
        assert (found.put_to, found.due_on) == ("Phòng Kinh tế", date(2021, 4, 12))

    def test_its_history_says_from_whom_and_which_day(self, cast: Any) -> None:
        found = acts.proposal(cast)
        words = {"addressee": "UNIT", "addressed_unit": cast.bureau, "reason": "Thuộc thẩm quyền."}
        for day, at in ((acts.DUE, acts.ANSWERED), (date(2021, 4, 12), stage.at(3, 25))):
            answering.forward_proposal(
                proposal=found, due_on=day, by=cast.clerk, at=at, **words
            )  # fmt: skip
        moved = [one.moved for one in get(cast.clerk, f"{LIST}{found.pk}/").context["history"][:2]]
        assert moved == [
            "Hạn trả lời từ 05/4/2021 thành 12/4/2021", "Từ Ban Thường vụ đến Phòng Kinh tế",
        ]  # fmt: skip
        assert moved[1] in get(cast.clerk, f"{LIST}{found.pk}/").content.decode()

    def test_its_round_still_says_whom_it_was_put_to(self, cast: Any) -> None:
        found, here = acts.proposal(cast), f"{BASE}/bao-cao/phuong-1/quy-1/lan-1/"
        assert get(cast.head, here).content.decode().count(WORDS) == 1
        answering.forward_proposal(
            proposal=found, addressee="UNIT", addressed_unit=cast.bureau, due_on=date(2021, 4, 12),
            reason="Thuộc thẩm quyền.", by=cast.clerk, at=acts.ANSWERED,
        )  # fmt: skip
        html = get(cast.head, here).content.decode()
        assert "Kiến nghị với Ban Thường vụ" in html
        assert html.count(WORDS) == 2  # as handed in, and where it lies now

    def test_errors_keep_what_was_typed(self, cast: Any) -> None:
        found = acts.proposal(cast)
        here = f"{LIST}{found.pk}/chuyen/"
        page = client_of(cast.clerk).post(
            here, {"to": "COUNCIL", "due_on": "12/4/2021", "reason": "Vì.", "seen": "x"}
        )
        assert page.status_code == 409
        assert "Vì." in page.content.decode()
        for day, says in (("25/3/2021", "từ ngày 29/3/2021 trở đi"), ("10/4/2021", "ngày nghỉ")):
            page = client_of(cast.clerk).post(
                here, {"to": "COUNCIL", "due_on": day, "reason": "Vì."}
            )
            assert page.status_code == 422
            assert says in str(page.context["form"].errors["due_on"])
        page = client_of(cast.clerk).post(here, {"to": "X", "due_on": "31/2/2021", "reason": ""})
        assert page.status_code == 422
        assert get(cast.standing, here).status_code == 403

    def test_not_once_answered(self, cast: Any) -> None:
        found = acts.answered(cast, acts.proposal(cast))
        page = client_of(cast.clerk).get(f"{LIST}{found.pk}/chuyen/", follow=True).content.decode()
        assert "đã được trả lời: đã giải quyết" in page


class TestAmending:
    def test_shown_both_ways(self, cast: Any) -> None:
        found = acts.adjusted(cast)
        here = f"{LIST}{found.pk}/"
        assert "Lập đề nghị điều chỉnh từ trả lời này" in get(cast.head, here).content.decode()
        draft = client_of(cast.head).post(f"{here}dieu-chinh/", follow=True).content.decode()
        assert "Theo trả lời ngày 24/3/2021 của Ban Thường vụ" in draft
        assert f'href="{here}"' in draft
        assert "Đề nghị điều chỉnh</a>" in get(cast.head, here).content.decode()
        assert "Lập đề nghị" not in get(cast.standing, here).content.decode()

    def test_once_begun_it_is_shown_instead_of_the_button(self, cast: Any) -> None:
        found = acts.adjusted(cast)
        here = f"{LIST}{found.pk}/"
        post(cast.head, f"{here}dieu-chinh/")
        assert "Lập đề nghị điều chỉnh" not in get(cast.head, here).content.decode()
        made = found.amendments.get()
        amendments.rewrite(cast, made, at=ANSWERED, target=Decimal(90))
        made = amendments.propose(cast, made, at=ANSWERED)
        again = post(cast.head, f"{here}dieu-chinh/")
        assert again.redirect_chain[-1][0].endswith(f"/{made.pk}/")
        amendments.approve(cast, made, at=ANSWERED)
        again = post(cast.head, f"{here}dieu-chinh/")
        assert "đã được Thường trực quyết định" in again.content.decode()
        assert found.amendments.count() == 1


class TestExplaining:
    @pytest.fixture(autouse=True)
    def april(self, on_day: Any) -> None:
        on_day(2021, 4, 8)

    def test_asked_from_what_is_red(self, cast: Any, on_day: Any) -> None:
        stage.signed(cast)
        here = f"{BASE}/bao-cao/phuong-1/quy-1/giai-trinh/"
        for desk in (f"{BASE}/tong-quan/", f"{WARD}/"):
            assert here in get(cast.standing, desk).content.decode()
            assert here not in get(cast.inspector, desk).content.decode()
        shown = get(cast.standing, here)
        page = shown.content.decode()
        assert "Báo cáo Quý I/2021 quá hạn nộp 14 ngày" in page
        assert "Câu hỏi và giải trình được lưu cùng báo cáo Quý I/2021;" in page
        report = f"{BASE}/bao-cao/phuong-1/quy-1/"
        assert shown.context["crumbs"] == [
            (f"{BASE}/bao-cao/", "Báo cáo quý"),
            (report, "Phường 1"),
        ]
        assert shown.context["cancel_href"] == report
        assert 'value="23/4/2021"' in page
        done = asked(cast.standing, here, question="Vì sao?", due_on="23/4/2021")
        assert "Đã yêu cầu Phường 1 giải trình" in done.content.decode()
        again = client_of(cast.clerk).get(here, follow=True)
        assert again.redirect_chain[-1][0] == f"{ASKED}{Explanation.objects.get().pk}/"
        assert "chưa trả lời" in again.content.decode()
        for reader, desk in (
            (cast.standing, f"{BASE}/tong-quan/"),
            (cast.inspector, f"{BASE}/tong-quan/"),
            (cast.standing, f"{BASE}/"),
            (cast.standing, f"{WARD}/"),
        ):
            html = get(reader, desk).content.decode()
            assert "Đã yêu cầu giải trình, chờ đến 23/4" in html
            assert here not in html
        on_day(2021, 4, 24)
        html = get(cast.standing, f"{WARD}/").content.decode()
        assert "Đã yêu cầu giải trình, quá hạn trả lời 23/4" in html

    def test_what_was_explained_stands_beside_what_is_still_red(self, cast: Any) -> None:
        found = acts.explanation(cast)
        explaining.answer_explanation(
            explanation=found, answer="Do thay đổi nhân sự.", version=1, by=cast.head,
            at=stage.at(4, 7),
        )  # fmt: skip
        here = f"{BASE}/bao-cao/phuong-1/quy-1/giai-trinh/"
        for desk in (f"{BASE}/tong-quan/", f"{BASE}/", f"{WARD}/"):
            html = get(cast.standing, desk).content.decode()
            assert f'href="{ASKED}{found.pk}/">Đã giải trình 07/4' in html
            assert here in html
        facts = get(cast.standing, here).context["facts"]
        assert facts == [
            ("Đã yêu cầu ngày 06/4/2021", "Vì sao chưa nộp?"),
            ("Đơn vị giải trình ngày 07/4/2021", "Do thay đổi nhân sự."),
        ]
        asked(cast.standing, here, question="Còn gì nữa?", due_on="15/4/2021")
        html = get(cast.standing, f"{BASE}/tong-quan/").content.decode()
        assert "Đã yêu cầu giải trình, chờ đến 15/4" in html
        assert "Đã giải trình 07/4" not in html

    def test_a_question_sent_again_after_its_answer_is_no_second_one(self, cast: Any) -> None:
        stage.signed(cast)
        here = f"{BASE}/bao-cao/phuong-1/quy-1/giai-trinh/"
        html = get(cast.standing, here).content.decode()
        old = {"seen": hidden(html, "seen"), "question": "Vì sao?", "due_on": "23/4/2021"}
        for _ in range(2):  # a double click is told where its question is
            done = post(cast.standing, here, old)
            assert done.redirect_chain[-1][0] == f"{ASKED}{Explanation.objects.get().pk}/"
        found = Explanation.objects.get()
        explaining.answer_explanation(
            explanation=found, answer="Do bão.", version=1, by=cast.head, at=stage.at(4, 8)
        )
        for data in (old, old | {"seen": ""}):
            page = post(cast.standing, here, data)
            assert page.status_code == 409
            assert explaining.CLOSED_SINCE in page.content.decode()
            assert "Vì sao?</textarea>" in page.content.decode()
            assert page.context["facts"][-1][1] == "Do bão."
            assert Explanation.objects.count() == 1
        post(cast.standing, here, old | {"seen": hidden(page.content.decode(), "seen")})
        assert [row.state for row in Explanation.objects.order_by("pk")] == ["ANSWERED", "OPEN"]

    def test_a_question_is_given_back_when_another_was_asked_meanwhile(self, cast: Any) -> None:
        found = acts.explanation(cast)
        here = f"{BASE}/bao-cao/phuong-1/quy-1/giai-trinh/"
        data = {"seen": "0", "question": "Ai chịu trách nhiệm?", "due_on": "23/4/2021"}
        page = post(cast.standing, here, data)
        assert page.status_code == 409
        assert explaining.ASKED in page.content.decode()
        assert "Ai chịu trách nhiệm?</textarea>" in page.content.decode()
        assert page.context["facts"] == [("Đã yêu cầu ngày 06/4/2021", "Vì sao chưa nộp?")]
        explaining.answer_explanation(
            explanation=found, answer="Do bão.", version=1, by=cast.head, at=stage.at(4, 8)
        )
        again = data | {"seen": hidden(page.content.decode(), "seen")}
        page = post(cast.standing, here, again)
        assert explaining.CLOSED_SINCE in page.content.decode()
        assert page.context["facts"][-1][1] == "Do bão."

    def test_nor_is_it_lost_when_nothing_is_red_any_more(self, cast: Any) -> None:
        quarter.submitted(cast, quarter.report(quarter.reports(cast)))
        here = f"{BASE}/bao-cao/phuong-1/quy-1/giai-trinh/"
        data = {"seen": "0", "question": "Ai chịu trách nhiệm?", "due_on": "23/4/2021"}
        page = post(cast.standing, here, data)
        assert explaining.NOT_RED in page.content.decode()
        assert "Ai chịu trách nhiệm?</textarea>" in page.content.decode()

    def test_the_day_to_answer_by_is_a_working_day_with_time_enough(self, cast: Any) -> None:
        stage.signed(cast)
        here = f"{BASE}/bao-cao/phuong-1/quy-1/giai-trinh/"
        for day, says in (("09/4/2021", "ít nhất 5 ngày"), ("17/4/2021", "ngày nghỉ")):
            page = client_of(cast.standing).post(here, {"question": "Vì sao?", "due_on": day})
            assert page.status_code == 422
            assert says in str(page.context["form"].errors["due_on"])
            assert "Vì sao?" in page.content.decode()
        page = get(cast.standing, here)
        assert page.content.decode().count("tính đến") == 1

    def test_the_office_records_for_the_unit_and_the_page_says_so(self, cast: Any) -> None:
        found = acts.explanation(cast)
        html = get(cast.clerk, f"{ASKED}{found.pk}/").content.decode()
        assert "Ghi thay giải trình của Phường 1" in html
        assert "Ghi thay đơn vị</button>" in html
        assert "Gửi giải trình" not in html
        mine = get(cast.head, f"{ASKED}{found.pk}/").content.decode()
        assert "Gửi giải trình</button>" in mine
        assert mine.count("Giải trình của đơn vị") == 1
        theirs = get(cast.standing, f"{ASKED}{found.pk}/").content.decode()
        assert ['name="answer"' in page for page in (html, mine, theirs)] == [True, True, False]

    def test_a_late_task(self, cast: Any, on_day: Any) -> None:
        stage.signed(cast)
        on_day(2021, 10, 12)
        here = f"{WARD}/nhiem-vu/2/giai-trinh/"
        for desk in (f"{BASE}/tong-quan/", f"{BASE}/", f"{WARD}/"):
            assert here in get(cast.standing, desk).content.decode()
        assert "chậm 12 ngày" in get(cast.standing, here).content.decode()
        asked(cast.standing, here, question="Vì sao?", due_on="22/10/2021")
        for desk in (f"{BASE}/tong-quan/", f"{BASE}/", f"{WARD}/"):
            html = get(cast.standing, desk).content.decode()
            assert "Đã yêu cầu giải trình, chờ đến 22/10" in html
            assert here not in html

    def test_not_of_what_is_not_red(self, cast: Any) -> None:
        stage.signed(cast)
        page = (
            client_of(cast.clerk)
            .get(f"{WARD}/nhiem-vu/2/giai-trinh/", follow=True)
            .content.decode()
        )
        assert explaining.NOT_RED in page
        assert get(cast.clerk, f"{WARD}/nhiem-vu/9/giai-trinh/").status_code == 404

    def test_the_unit_drafts_and_answers(self, cast: Any) -> None:
        found = acts.explanation(cast)
        here = f"{ASKED}{found.pk}/"
        desk = get(cast.reporter, f"{BASE}/").content.decode()
        assert "Giải trình phải trả lời" in desk
        assert "Viết giải trình" in desk
        draft = {"answer": "Bản nháp.", "version": "1", "luu": "1"}
        assert "Đã lưu" in post(cast.reporter, here, draft).content.decode()
        for reader in (cast.standing, cast.inspector):
            assert "Bản nháp." not in get(reader, here).content.decode()
        assert "Bản nháp." not in get(cast.clerk, ASKED).content.decode()
        stale = post(cast.head, here, {"answer": "Khác.", "version": "1", "gui": "1"})
        assert stale.status_code == 409
        assert "Bản nháp." in stale.content.decode()
        assert "Khác." in stale.content.decode()
        empty = post(cast.head, here, {"answer": "", "version": "2", "gui": "1"})
        assert empty.status_code == 422
        post(cast.head, here, {"answer": "Do nhân sự.", "version": "2", "gui": "1"})
        for reader in (cast.clerk, cast.inspector, cast.reporter):
            for where in (
                here,
                ASKED,
                f"{WARD}/",
            ):
                assert "Do nhân sự." in get(reader, where).content.decode()
        assert "Giải trình phải trả lời" not in get(cast.reporter, f"{BASE}/").content.decode()

    def test_what_was_typed_is_given_back_when_a_colleague_answered(self, cast: Any) -> None:
        found = acts.explanation(cast)
        here = f"{ASKED}{found.pk}/"
        post(cast.head, here, {"answer": "Do nhân sự.", "version": "1", "gui": "1"})
        page = post(cast.reporter, here, {"answer": "Do mưa lũ.", "version": "1", "gui": "1"})
        assert page.status_code == 409
        assert "Nội dung anh/chị vừa ghi" in page.content.decode()
        assert "Do mưa lũ." in page.content.decode()

    def test_a_reason_is_given_back_when_it_was_answered_meanwhile(self, cast: Any) -> None:
        found = acts.explanation(cast)
        here = f"{ASKED}{found.pk}/"
        post(cast.head, here, {"answer": "Do nhân sự.", "version": "1", "gui": "1"})
        page = post(cast.clerk, f"{here}rut/", {"reason": "x" * 20_001})
        assert page.status_code == 422
        assert "x" * 20_001 in page.content.decode()
        assert post(cast.clerk, f"{here}rut/", {"reason": ""}).status_code == 200

    def test_it_stands_on_the_review_page(self, cast: Any, on_day: Any) -> None:
        commitment = stage.signed(cast)
        on_day(2021, 10, 12)
        explaining.ask_explanation(
            commitment=commitment, task=commitment.tasks.get(number=1), question="Vì sao chậm?",
            due_on=date(2021, 10, 29), by=cast.standing, at=stage.at(10, 12),
        )  # fmt: skip
        quarter.submitted(cast, quarter.report(commitment, 3), at=stage.at(9, 24))
        page = get(cast.clerk, f"{BASE}/bao-cao/phuong-1/quy-3/duyet/").content.decode()
        assert "Vì sao chậm?" in page

    def test_withdrawn_by_those_who_may_ask(self, cast: Any) -> None:
        found = acts.explanation(cast)
        here = f"{ASKED}{found.pk}/"
        assert "Rút yêu cầu" in get(cast.clerk, here).content.decode()
        assert "Rút yêu cầu" not in get(cast.inspector, here).content.decode()
        assert post(cast.clerk, f"{here}rut/", {"reason": ""}).status_code == 422
        post(cast.clerk, f"{here}rut/", {"reason": "Đã nộp."})
        assert "không phải trả lời" in get(cast.head, here).content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, cast: Any, django_assert_num_queries: Any, count: int) -> None:
        found = acts.explanation(cast)
        for _ in range(1, count):
            found.pk = None
            found.save()
        client = client_of(cast.clerk)
        client.get(ASKED)
        with django_assert_num_queries(14):
            client.get(ASKED)

    @pytest.mark.parametrize(
        ("asked", "there"),
        [("tim=qua han nop", True), ("tim=khac", False), ("trang-thai=CHAM", False),
         ("trang-thai=OPEN", True), ("nhom=phuong", True), ("sap-xep=-han", True)],
    )  # fmt: skip
    def test_filters(self, cast: Any, asked: str, there: bool) -> None:
        acts.explanation(cast)
        assert bool(get(cast.clerk, f"{ASKED}?{asked}").context["rows"]) == there

    def test_the_workbook_keeps_the_draft_with_the_unit(self, cast: Any) -> None:
        found = acts.explanation(cast)
        Explanation.objects.filter(pk=found.pk).update(answer="Bản nháp.")
        book = openpyxl.load_workbook(BytesIO(get(cast.clerk, f"{ASKED}xuat-excel/").content))
        line = [cell.value for cell in book["Danh sách"][4]]
        assert found.about in line
        assert "Bản nháp." not in line


def test_handed_over_with_the_work(cast: Any) -> None:
    from commitments.workflow.open_items import open_items, states_now

    acts.to_bureau(cast)
    items = open_items(cast.bureau, cast.bureau_head, ANSWERED.date())
    (item,) = [one for one in items if one["kind"] == "proposal"]
    assert item["label"] == "Trả lời kiến nghị của Phường 1"
    assert states_now([item]) == ["Chờ trả lời"]


def test_an_explanation_is_handed_over_too(cast: Any) -> None:
    from commitments.workflow.open_items import open_items, states_now

    acts.explanation(cast)
    items = open_items(cast.ward, cast.head, date(2021, 4, 8))
    (item,) = [one for one in items if one["kind"] == "explanation"]
    assert item["due_on"] == "2021-04-20"
    assert states_now([item]) == ["Chờ đơn vị giải trình"]
