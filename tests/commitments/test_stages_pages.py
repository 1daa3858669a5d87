"""Pages of the two stages: choosing, proposing and answering, assigning to many, what became of it."""

from typing import Any
from uuid import uuid4

import pytest

from commitments.models import Choice, Commitment, Suggestion, Task
from commitments.workflow import choosing, registering
from commitments.workflow.bases import BasisData, save_basis
from commitments.workflow.selection import Chosen, choose_tasks
from commitments.workflow.suggesting import answer_suggestion, suggest_change
from tests import cast as stage
from tests.commitments import last_year
from tests.commitments.pages import BASE, TASK, WARD, client_of, get, hidden, more_units, post
from tests.pages import main_form

CHOOSE, STAGES, MANY = f"{WARD}/chon/", f"{WARD}/dang-ky-va-ky/", f"{BASE}/cam-ket/giao-nhieu/"
AT = stage.at(1, 9)


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 9)


def proposed(cast: Any, commitment: Commitment, number: int = 1, **changes: Any) -> Suggestion:
    return suggest_change(
        commitment=commitment, task=commitment.tasks.get(number=number), comment="Ghi rõ địa bàn.",
        data=stage.task_data(number, **changes or {"title": "Nhiệm vụ nêu rõ địa bàn"}),
        by=cast.clerk, at=AT,
    )  # fmt: skip


def leave_out(cast: Any, commitment: Commitment, *numbers: int) -> None:
    choices = {
        task.pk: Chosen(Choice.NOT_CHOSEN, f"Lý do bỏ việc {task.number}.")
        if task.number in numbers
        else Chosen(Choice.CHOSEN)
        for task in commitment.tasks.all()
    }
    choose_tasks(commitment=commitment, choices=choices, by=cast.clerk, at=AT)


class TestChoosing:
    def test_all_on_one_page(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=6)
        page = main_form(get(cast.clerk, CHOOSE).content.decode()).fields
        for task in commitment.tasks.all():
            page[f"chon_{task.pk}"] = "NOT_CHOSEN" if task.number == 6 else "CHOSEN"
        page[f"ly_do_{commitment.tasks.get(number=6).pk}"] = "Trùng nhiệm vụ 5."
        answer = post(cast.clerk, CHOOSE, page)
        assert "Đã ghi lựa chọn" in answer.content.decode()
        assert commitment.tasks.get(number=6).choice_reason == "Trùng nhiệm vụ 5."
        assert commitment.tasks.to_sign().count() == 5

    def test_what_was_typed_stays_on_every_error(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        page = main_form(get(cast.clerk, CHOOSE).content.decode()).fields
        first, second, third = commitment.tasks.order_by("number")
        page |= {
            f"chon_{first.pk}": "NOT_CHOSEN", f"chon_{second.pk}": "CHOSEN",
            f"ly_do_{third.pk}": "Lý do còn nguyên",
        }  # fmt: skip
        html = post(cast.clerk, CHOOSE, page).content.decode()
        assert "Không đưa vào bản ký thì phải nêu lý do." in html
        assert "Đã ghi lý do nhưng chưa chọn." in html
        assert "Lý do còn nguyên" in html
        kept = main_form(html).fields
        assert (kept[f"chon_{first.pk}"], kept[f"chon_{second.pk}"]) == ("NOT_CHOSEN", "CHOSEN")
        assert set(commitment.tasks.values_list("choice", flat=True)) == {""}

    def test_of_two_at_once_the_second_keeps_the_text_and_may_insist(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        page = main_form(get(cast.clerk, CHOOSE).content.decode()).fields
        leave_out(cast, commitment, 2)
        first = commitment.tasks.get(number=1)
        page |= {f"chon_{first.pk}": "NOT_CHOSEN", f"ly_do_{first.pk}": "Lý do của tôi"}
        answer = post(cast.office_head, CHOOSE, page)
        assert answer.status_code == 409
        html = answer.content.decode()
        assert "vừa thay đổi" in html
        assert "Lý do của tôi" in html
        again = main_form(html).fields
        assert "Đã ghi lựa chọn" in post(cast.office_head, CHOOSE, again).content.decode()
        assert commitment.tasks.get(number=1).choice == "NOT_CHOSEN"

    def test_what_no_form_offers_is_refused(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        page = main_form(get(cast.clerk, CHOOSE).content.decode()).fields
        page[f"chon_{commitment.tasks.get(number=1).pk}"] = "PERHAPS"
        assert post(cast.clerk, CHOOSE, page).status_code == 200
        assert commitment.tasks.get(number=1).choice == ""

    def test_too_many_are_announced_to_all_and_chosen_first(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=6)
        page = get(cast.clerk, f"{WARD}/")
        assert page.context["offers"][0].label == "Chọn nhiệm vụ"
        assert "nhiều hơn mức tối đa 5" in get(cast.head, f"{WARD}/").content.decode()
        assert "Chưa thực hiện được" in get(cast.clerk, f"{WARD}/chuyen/").content.decode()
        leave_out(cast, commitment, 3)
        page = get(cast.clerk, f"{WARD}/")
        assert page.context["offers"][0].label == "Chuyển Thường trực"
        assert "Nhiệm vụ mẫu số 3" not in [line.title for line in page.context["paper"].lines]
        assert "1 nhiệm vụ đơn vị đăng ký không đưa vào" in page.content.decode()

    def test_the_unit_is_warned_and_may_hand_in(self, cast: Any) -> None:
        stage.draft(cast, tasks=6)
        for url in (f"{WARD}/", f"{WARD}/gui/"):
            assert "Văn phòng sẽ chọn" in get(cast.head, url).content.decode()
        page = main_form(get(cast.head, f"{WARD}/gui/").content.decode()).fields
        assert "Đã gửi đăng ký lần 1" in post(cast.head, f"{WARD}/gui/", page).content.decode()

    def test_a_standing_member_sees_the_choice_and_may_send_back(self, cast: Any) -> None:
        commitment = stage.submitted(cast, tasks=4)
        leave_out(cast, commitment, 2)
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
        html = get(cast.standing, f"{WARD}/duyet/").content.decode()
        assert "Lý do bỏ việc 2." in html
        assert f"{WARD}/tra-lai/" in html

    @pytest.mark.parametrize("tasks", [1, 3])
    def test_costs_the_same(
        self, cast: Any, client: Any, django_assert_num_queries: Any, tasks: int
    ) -> None:
        commitment = stage.submitted(cast, tasks=3)
        commitment.tasks.filter(number__gt=tasks).delete()
        client.force_login(cast.clerk)
        client.get(CHOOSE)
        with django_assert_num_queries(QUERIES["choose"]):
            client.get(CHOOSE)


class TestProposing:
    URL = f"{WARD}/nhiem-vu/1/de-nghi-sua/"

    def test_from_the_form_to_the_answer(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        page = main_form(get(cast.clerk, self.URL).content.decode()).fields
        assert page["title"] == "Nhiệm vụ mẫu số 1"
        html = post(cast.clerk, self.URL, page | {"title": "Nêu rõ địa bàn"}).content.decode()
        assert "phải nêu lý do để đơn vị trả lời" in html
        assert "Nêu rõ địa bàn" in html
        page |= {"title": "Nêu rõ địa bàn", "comment": "Chưa rõ <b>ở đâu</b>."}
        assert "Đã gửi đề nghị sửa" in post(cast.clerk, self.URL, page).content.decode()
        made = Suggestion.objects.get()
        assert made.after == {"title": "Nêu rõ địa bàn"}
        html = get(cast.head, f"{WARD}/").content.decode()
        assert "<del>Nhiệm vụ mẫu số 1</del>" in html
        assert "<ins>Nêu rõ địa bàn</ins>" in html
        assert "Chưa rõ &lt;b&gt;ở đâu&lt;/b&gt;." in html
        answer = f"{WARD}/de-nghi-sua/{made.pk}/"
        assert "Đã trả lời" in post(cast.head, answer, {"word": "dong-y"}).content.decode()
        assert commitment.tasks.get(number=1).title == "Nêu rõ địa bàn"

    def test_the_6_ro_check_last_year_and_the_register_stand_beside(self, cast: Any) -> None:
        old = last_year.reported(cast)
        commitment = stage.submitted(cast)
        basis = save_basis(
            committee=cast.committee, by=cast.clerk, at=AT,
            data=BasisData(kind="Kết luận", number="18-KL/TU", issuer="Thành ủy", summary="về kinh tế"),
        )  # fmt: skip
        html = get(cast.clerk, self.URL).content.decode()
        assert "Rõ 6/6" in html
        assert f"Cam kết năm {old.year.year}" in html
        page = main_form(html).fields | {"product": "", "bases": [str(basis.pk)]}
        fragment = post(cast.clerk, f"{WARD}/nhiem-vu/kiem-tra/", page).content.decode()
        assert "Chưa ghi sản phẩm, kết quả phải đạt" not in fragment  # a target measures it
        post(cast.clerk, self.URL, page | {"comment": "Theo Kết luận số 18."})
        made = Suggestion.objects.get()
        assert made.after["bases"] == [basis.pk]
        html = get(cast.head, f"{WARD}/de-nghi-sua/{made.pk}/").content.decode()
        assert "<dt>Văn bản căn cứ</dt>" in html
        assert "<ins>Kết luận số 18-KL/TU" in html
        answer_suggestion(suggestion=made, confirm=True, by=cast.head, at=AT)
        task = commitment.tasks.get(number=1)
        assert list(task.bases.all()) == [basis]
        assert task.product == ""

    def test_keeping_needs_a_reason_and_typed_text_stays(self, cast: Any) -> None:
        made = proposed(cast, stage.submitted(cast))
        url = f"{WARD}/de-nghi-sua/{made.pk}/"
        html = post(cast.head, url, {"word": "giu-nguyen"}).content.decode()
        assert "phải nêu lý do" in html
        html = post(cast.head, url, {"word": "", "answer": "Câu đã gõ"}).content.decode()
        assert "Chọn đồng ý sửa hoặc giữ nguyên." in html
        assert "Câu đã gõ" in html
        post(cast.head, url, {"word": "giu-nguyen", "answer": "Đã nêu ở sản phẩm."})
        made.refresh_from_db()
        assert (made.state, made.answer) == ("DECLINED", "Đã nêu ở sản phẩm.")

    def test_doors(self, cast: Any) -> None:
        made = proposed(cast, stage.submitted(cast))
        url = f"{WARD}/de-nghi-sua/{made.pk}/"
        readers = {"clerk", "office_head", "standing", "inspector", "head", "reporter"}
        for name, person in cast.people().items():
            wanted = 200 if name in readers else 404
            assert get(person, url).status_code == wanted, name
            if name not in ("clerk", "office_head", "head"):
                refused = post(person, url, {"word": "dong-y"}).status_code
                assert refused == (403 if name in readers else 404), name
        assert (
            get(
                cast.bureau_head, f"{BASE}/cam-ket/phong-kinh-te/de-nghi-sua/{made.pk}/"
            ).status_code
            == 404
        )
        made.refresh_from_db()
        assert made.state == "OPEN"

    def test_a_reporter_answers_when_the_head_allows_it(self, cast: Any) -> None:
        made = proposed(cast, stage.submitted(cast))
        cast.reporter.appointments.update(may_submit=True)
        post(cast.reporter, f"{WARD}/de-nghi-sua/{made.pk}/", {"word": "dong-y"})
        made.refresh_from_db()
        assert (made.state, made.on_behalf_of) == ("CONFIRMED", "Bí thư Phường 1")

    def test_withdrawn_by_the_office(self, cast: Any) -> None:
        made = proposed(cast, stage.submitted(cast))
        page = get(cast.clerk, f"{WARD}/de-nghi-sua/{made.pk}/").content.decode()
        assert "Rút đề nghị" in page
        assert (
            "Rút đề nghị" not in get(cast.head, f"{WARD}/de-nghi-sua/{made.pk}/").content.decode()
        )
        post(cast.clerk, f"{WARD}/de-nghi-sua/{made.pk}/rut/")
        made.refresh_from_db()
        assert made.state == "WITHDRAWN"

    def test_the_desk_puts_it_first(self, cast: Any) -> None:
        made = proposed(cast, stage.submitted(cast))
        html = get(cast.head, f"{BASE}/").content.decode()
        assert "Trả lời 1 đề nghị sửa của Văn phòng" in html
        assert "<del>Nhiệm vụ mẫu số 1</del>" in html
        answer_suggestion(suggestion=made, confirm=True, by=cast.head, at=AT)
        assert "đề nghị sửa của Văn phòng" not in get(cast.head, f"{BASE}/").content.decode()

    def test_what_was_typed_too_late_is_kept(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        page = main_form(get(cast.clerk, self.URL).content.decode()).fields
        choosing.send_back(
            commitment=commitment, comment="Ghi rõ.", task_comments={}, by=cast.clerk, at=AT
        )
        answer = post(cast.clerk, self.URL, page | {"title": "Câu đã gõ", "comment": "Rõ."})
        assert answer.status_code == 409
        assert "Câu đã gõ" in answer.content.decode()

    def test_a_moved_task_is_told_before_answering(self, cast: Any) -> None:
        commitment = stage.submitted(cast)
        made = proposed(cast, commitment)
        choosing.send_back(
            commitment=commitment, comment="Ghi rõ.", task_comments={}, by=cast.clerk, at=AT
        )
        task = commitment.tasks.get(number=1)
        registering.save_task(
            commitment=commitment, data=stage.task_data(1, title="Viết lại"), task=task,
            version=task.version, by=cast.reporter, at=AT,
        )  # fmt: skip
        url = f"{WARD}/de-nghi-sua/{made.pk}/"
        assert "đã được sửa sau khi Văn phòng đề nghị" in get(cast.head, url).content.decode()
        answer = post(cast.head, url, {"word": "dong-y"})
        assert answer.status_code == 409
        assert "nội dung cam kết" in answer.content.decode()


def share(commitment: Commitment, **values: str) -> dict[str, str]:
    return {f"dv-{commitment.pk}-{name}": value for name, value in values.items()}


class TestAssigningToMany:
    def page(self, cast: Any) -> dict[str, Any]:
        fields = main_form(get(cast.clerk, MANY).content.decode()).fields
        names = ("title", "responsibility", "basis", "product", "unit_of_measure")
        common = {name: TASK[name] for name in names} | {"kind": "HARD", "due_on": "30/9/2021"}
        return fields | common | {
            "moc-0-quarter": "2", "moc-0-text": "Kiểm đếm xong", "moc-1-quarter": "4",
            "moc-1-text": "Bàn giao xong",
        }  # fmt: skip

    def test_each_unit_gets_its_own_numbers(self, cast: Any) -> None:
        ward, bureau = stage.draft(cast), stage.draft(cast, cast.bureau)
        page = self.page(cast) | {"moc-1-quarter": "3"}
        page |= share(ward, chosen="on", baseline="0", target="12,5", due_on="31/10/2021")
        page |= share(bureau, chosen="on", baseline="2", target="40", given_target="35")
        answer = post(cast.clerk, MANY, page)
        assert "Đã giao nhiệm vụ cho 2 đơn vị." in answer.content.decode()
        one, two = Task.objects.filter(origin="ASSIGNED").order_by("pk")
        assert one.batch == two.batch
        assert [str(t.target.normalize()) for t in (one, two)] == ["12.5", "4E+1"]
        assert [t.due_on.isoformat() for t in (one, two)] == ["2021-10-31", "2021-09-30"]
        assert {t.kind for t in (one, two)} == {"HARD"}
        assert one.milestones.count() == 2
        again = post(cast.clerk, MANY, page)  # the same page posted twice is one deed
        assert again.status_code == 200
        assert Task.objects.filter(origin="ASSIGNED").count() == 2

    def test_the_6_ro_check_runs_with_the_numbers_of_the_first_unit_ticked(self, cast: Any) -> None:
        ward = stage.draft(cast)
        page = self.page(cast) | share(ward, chosen="on", baseline="5", target="5")
        fragment = post(cast.clerk, f"{MANY}?kiem-tra=1", page | {"basis": ""}).content.decode()
        assert "<html" not in fragment
        assert "Chưa ghi căn cứ, thẩm quyền." in fragment
        assert "Chỉ tiêu bằng số đầu kỳ" in fragment
        alone = post(cast.clerk, f"{MANY}?kiem-tra=1", self.page(cast)).content.decode()
        assert "chưa có chỉ tiêu" not in alone  # each unit has its own
        assert "Để đơn vị ghi" in alone
        assert post(cast.clerk, f"{MANY}?kiem-tra=1", {"key": ""}).status_code == 200
        assert not Task.objects.filter(origin="ASSIGNED").exists()

    def test_all_or_nothing_and_each_refusal_names_the_unit_and_the_cell(self, cast: Any) -> None:
        ward, bureau = stage.draft(cast), stage.draft(cast, cast.bureau)
        page = self.page(cast)
        page |= share(ward, chosen="on", baseline="0", target="12")
        page |= share(bureau, chosen="on", baseline="5", target="5")
        html = post(cast.clerk, MANY, page).content.decode()
        assert "Phòng Kinh tế, chỉ tiêu</a>: Chỉ tiêu bằng số đầu kỳ" in html
        assert main_form(html).fields[f"dv-{ward.pk}-target"] == "12"
        page |= share(bureau, target="mười hai")
        assert "Phòng Kinh tế, chỉ tiêu</a>" in post(cast.clerk, MANY, page).content.decode()
        assert not Task.objects.filter(origin="ASSIGNED").exists()

    def test_numbers_without_a_tick_are_asked_about(self, cast: Any) -> None:
        ward = stage.draft(cast)
        page = self.page(cast) | share(ward, baseline="0", target="12")
        html = post(cast.clerk, MANY, page).content.decode()
        assert "chưa đánh dấu giao cho đơn vị này" in html

    def test_nobody_ticked(self, cast: Any) -> None:
        stage.draft(cast)
        assert (
            "Chưa đánh dấu đơn vị nào" in post(cast.clerk, MANY, self.page(cast)).content.decode()
        )

    def test_what_is_common_is_said_once(self, cast: Any) -> None:
        ward, bureau = stage.draft(cast), stage.draft(cast, cast.bureau)
        page = self.page(cast) | {"basis": ""}
        for one in (ward, bureau):
            page |= share(one, chosen="on", baseline="0", target="12")
        html = post(cast.clerk, MANY, page).content.decode()
        # On top, beside the field, and in the 6 rõ check.
        assert html.count("Chưa ghi căn cứ, thẩm quyền.") == 3

    def test_units_that_cannot_be_given_it_say_why(self, cast: Any) -> None:
        stage.approved(cast)
        stage.draft(cast, cast.bureau, tasks=5)
        html = get(cast.clerk, MANY).content.decode()
        assert "Đã duyệt, chờ ký" in html
        assert "Đã có 5 nhiệm vụ, đủ mức tối đa 5" in html
        assert "dv-" not in html

    def test_with_the_office_nothing_is_left_to_the_unit(self, cast: Any) -> None:
        ward = stage.submitted(cast)
        page = self.page(cast) | share(ward, chosen="on", baseline="0", target="12")
        html = post(cast.clerk, MANY, page).content.decode()
        assert "Phường 1, người phụ trách</a>: Chưa phân công" in html
        page |= {"moc-1-quarter": "3"} | share(ward, owner_name="Trần Văn Mẫu")
        assert "cho 1 đơn vị" in post(cast.clerk, MANY, page).content.decode()

    def test_the_batch_is_listed_searched_and_taken_away(self, cast: Any) -> None:
        ward, bureau = stage.draft(cast), stage.draft(cast, cast.bureau)
        page = self.page(cast) | {"moc-1-quarter": "3"}
        for one, target in ((ward, "12"), (bureau, "40")):
            page |= share(one, chosen="on", baseline="0", target=target)
        post(cast.clerk, MANY, page)
        url = f"{MANY}{page['key']}/"
        html = get(cast.inspector, url).content.decode()
        assert "giao cho 2 đơn vị" in html
        assert "40" in html
        found = get(cast.clerk, url, tim="phuong").content.decode()
        assert "Phường 1</a>" in found
        assert "Phòng Kinh tế</a>" not in found
        assert "Không có đơn vị nào khớp" in get(cast.clerk, url, tim="xyz").content.decode()
        for wanted in ("ten", "-chi-tieu", "han"):
            assert get(cast.clerk, url, **{"sap-xep": wanted}).status_code == 200
        sheet = get(cast.clerk, f"{url}xuat-excel/")
        assert sheet.content[:2] == b"PK"
        for page_of in (url, f"{url}xuat-excel/"):
            assert get(cast.stranger, page_of).status_code == 404
            assert get(cast.head, page_of).status_code == 403
        assert get(cast.clerk, f"{MANY}{uuid4()}/").status_code == 404
        assert TASK["title"] in get(cast.clerk, MANY).content.decode()

    @pytest.mark.parametrize("units", [1, 3])
    def test_costs_the_same(
        self, cast: Any, client: Any, django_assert_num_queries: Any, units: int
    ) -> None:
        more_units(cast, units)
        stage.year(cast)
        client.force_login(cast.clerk)
        client.get(MANY)
        with django_assert_num_queries(QUERIES["many"]):
            client.get(MANY)


class TestStages:
    def told(self, cast: Any) -> Commitment:
        """Two rounds; of six tasks one left out, one changed as proposed, one kept; one assigned."""
        commitment = stage.submitted(cast, tasks=6)
        choosing.send_back(
            commitment=commitment, comment="Cần rõ hơn.", task_comments={4: "Nêu rõ mốc."},
            by=cast.clerk, at=stage.at(1, 7),
        )  # fmt: skip
        registering.submit_registration(
            commitment=commitment, key=uuid4(), by=cast.head, at=stage.at(1, 8)
        )
        leave_out(cast, commitment, 2)
        changed = proposed(cast, commitment, 1)
        answer_suggestion(suggestion=changed, confirm=True, by=cast.head, at=AT)
        kept = proposed(cast, commitment, 3, title="Viết khác")
        answer_suggestion(suggestion=kept, confirm=False, answer="Đã rõ rồi.", by=cast.head, at=AT)
        left = proposed(cast, commitment, 2, title="Không thành")
        answer_suggestion(suggestion=left, confirm=False, answer="Bỏ.", by=cast.head, at=AT)
        return commitment

    @pytest.mark.parametrize("signed", [False, True])
    def test_what_became_of_each(self, cast: Any, signed: bool) -> None:
        commitment = self.told(cast)
        if signed:
            choosing.pass_on(commitment=commitment, by=cast.clerk, at=AT)
            choosing.approve(commitment=commitment, by=cast.standing, at=AT)
        page = get(cast.head, STAGES)
        html = page.content.decode()
        (first, before), (second, after) = page.context["stages"]
        assert (first.number, second.number) == (1, 2)
        assert [fate.word for fate in before] == ["Trả lại để bổ sung"] * 6
        assert before[3].comment == "Nêu rõ mốc."
        assert [fate.word for fate in after] == [
            "Đưa vào bản ký", "Không đưa vào bản ký", *["Đưa vào bản ký"] * 4,
        ]  # fmt: skip
        assert after[1].reason == "Lý do bỏ việc 2."
        assert [one.answer for one in after[1].proposals] == ["Bỏ."]
        assert [one.state for one in after[0].proposals] == ["CONFIRMED"]
        assert [one.state for one in after[2].proposals] == ["DECLINED"]
        assert not any(fate.proposals for fate in before)
        assert "<ins>Nhiệm vụ nêu rõ địa bàn</ins>" in html
        titles = [line["title"] for line in page.context["signing"]]
        assert len(titles) == 5
        assert "Nhiệm vụ mẫu số 2" not in titles

    def test_doors(self, cast: Any) -> None:
        stage.signed(cast)
        for name, person in cast.people().items():
            readers = ("clerk", "office_head", "standing", "inspector", "head", "reporter")
            assert get(person, STAGES).status_code == (200 if name in readers else 404), name

    def test_rounds_frozen_without_ids_go_by_the_number(self, cast: Any) -> None:
        """As they were before choices were kept."""
        commitment = stage.submitted(cast)
        made = commitment.rounds.get()
        for task in made.content["tasks"]:
            del task["id"]
        made.save()
        leave_out(cast, commitment, 2)
        fates = get(cast.head, STAGES).context["stages"][0][1]
        assert [fate.word for fate in fates] == [
            "Đưa vào bản ký", "Không đưa vào bản ký", "Đưa vào bản ký",
        ]  # fmt: skip
        commitment.rounds.update(choices={}, verdict="ACCEPTED")
        fates = get(cast.head, STAGES).context["stages"][0][1]
        assert {fate.word for fate in fates} == {"Đưa vào bản ký"}

    def test_before_anything_is_handed_in(self, cast: Any) -> None:
        stage.draft(cast)
        assert "chưa gửi đăng ký lần nào" in get(cast.head, STAGES).content.decode()

    @pytest.mark.parametrize("proposals", [1, 3])
    def test_costs_the_same(
        self, cast: Any, client: Any, django_assert_num_queries: Any, proposals: int
    ) -> None:
        commitment = stage.submitted(cast)
        for number in range(1, proposals + 1):
            proposed(cast, commitment, number, supporting_units=(cast.bureau.pk,))
        client.force_login(cast.head)
        client.get(STAGES)
        with django_assert_num_queries(QUERIES["stages"]):
            client.get(STAGES)


QUERIES = {"choose": 22, "many": 14, "stages": 17}


def test_the_seen_digest_is_on_the_page(cast: Any) -> None:
    stage.submitted(cast)
    assert len(hidden(get(cast.clerk, CHOOSE).content.decode(), "seen")) == 64
    assert client_of(cast.clerk).get(CHOOSE).status_code == 200
