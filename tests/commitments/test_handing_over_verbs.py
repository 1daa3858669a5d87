"""Handing work over: who may, when, what the list holds, who is told, who acknowledges."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from camket.models import AuditEntry, OutgoingMail
from commitments import rules
from commitments.models import (
    Amendment,
    Handover,
    ProgressReport,
    Suggestion,
    Support,
    Task,
    TaskProgress,
)
from commitments.states import ReportState
from commitments.workflow import handing_over
from commitments.workflow.handing_over import Successor
from commitments.workflow.open_items import open_items, states_now
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import amending_cast as acts
from tests.refusals import refused
from units.models import Appointment, Person, heads_on
from units.roles import Role

DAY = date(2021, 2, 1)
AT = stage.at(2, 1)
NEW = Successor("moi@mau.example", "Người Mới Thử", "Bí thư Đảng ủy phường")
PEOPLE = (
    "clerk", "office_head", "standing", "inspector", "head", "reporter", "bureau_head",
    "bureau_reporter", "admin", "stranger", "nobody",
)  # fmt: skip
MAY = {
    Role.HEAD: {"clerk", "office_head", "admin"},
    Role.REPORTER: {"clerk", "office_head", "admin", "head"},
}


def post(cast: Cast, role: Role = Role.HEAD) -> Appointment:
    return Appointment.objects.get(person=cast.head if role is Role.HEAD else cast.reporter)


def hand_over(cast: Cast, role: Role = Role.HEAD, **changes: Any) -> Handover:
    given = {"to": NEW, "starts_on": DAY, "by": cast.clerk, "at": AT} | changes
    return handing_over.hand_over(**{"appointment": post(cast, role)} | given)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("role", list(MAY))
def test_who_may(cast: Cast, role: Role, who: str) -> None:
    by = getattr(cast, who)
    may = who in MAY[role]
    assert rules.may_hand_over(by, post(cast, role), DAY) is may
    if may:
        assert hand_over(cast, role, by=by).recorded_by == by
    else:
        assert "không được bàn giao" in refused(lambda: hand_over(cast, role, by=by))
        assert not Handover.objects.exists()


class TestDays:
    @pytest.mark.parametrize("role", list(MAY))
    @pytest.mark.parametrize("day", [date(2021, 1, 15), DAY, date(2021, 3, 1)])
    def test_one_leaves_the_day_before_the_other_comes(
        self, cast: Cast, role: Role, day: date
    ) -> None:
        made = hand_over(cast, role, starts_on=day)
        left = post(cast, role)
        came = Appointment.objects.get(person=made.successor)
        assert left.ends_on == day - handing_over.ONE_DAY
        assert (came.starts_on, came.ends_on, came.role, came.unit) == (day, None, role, cast.ward)
        if role is Role.HEAD:
            found = {
                on: heads_on([cast.ward], on)[cast.ward.pk].person
                for on in (left.ends_on, came.starts_on)
            }
            assert list(found.values()) == [cast.head, made.successor]

    def test_a_post_that_ended_before_stays_as_it_ended(self, cast: Cast) -> None:
        Appointment.objects.filter(person=cast.reporter).update(ends_on=date(2021, 1, 20))
        hand_over(cast, Role.REPORTER)
        assert post(cast, Role.REPORTER).ends_on == date(2021, 1, 20)

    def test_refusals(self, cast: Cast) -> None:
        assert "chọn ngày bàn giao sau ngày đó" in refused(
            lambda: hand_over(cast, starts_on=stage.SINCE)
        )
        own = replace(NEW, email=cast.head.email.upper())
        assert "phải khác người bàn giao" in refused(lambda: hand_over(cast, to=own))
        nameless = replace(NEW, position=" ")
        assert "Ghi chức vụ" in refused(lambda: hand_over(cast, to=nameless))
        same = replace(NEW, email=cast.reporter.email)
        assert "đang giữ vai trò này" in refused(
            lambda: hand_over(cast, Role.REPORTER, to=same, appointment=_second_reporter(cast))
        )
        type(cast.ward).objects.filter(pk=cast.ward.pk).update(valid_to=date(2021, 2, 10))
        assert "hoạt động đến hết ngày 10/02/2021" in refused(
            lambda: hand_over(cast, starts_on=date(2021, 3, 1))
        )
        office = Appointment.objects.get(person=cast.clerk)
        assert "Chỉ bàn giao vai trò của đơn vị" in refused(
            lambda: hand_over(cast, appointment=office)
        )
        assert not Handover.objects.exists()
        assert not AuditEntry.objects.filter(deed="APPOINTMENT_ENDED").exists()

    def test_twice(self, cast: Cast) -> None:
        hand_over(cast)
        other = replace(NEW, email="khac@mau.example")
        assert "đã bàn giao cho đ/c Người Mới Thử từ ngày 01/02/2021" in refused(
            lambda: hand_over(cast, to=other, appointment=post(cast))
        )

    def test_not_before_what_the_leaver_still_did(self, cast: Cast) -> None:
        stage.signed(cast)
        said = refused(lambda: hand_over(cast, starts_on=date(2021, 1, 8)))
        assert "còn thực hiện “Người đứng đầu ký cam kết” ngày 08/01/2021" in said
        hand_over(cast, starts_on=date(2021, 1, 9))

    def test_nor_before_an_amendment_that_the_leaver_proposed(self, cast: Cast) -> None:
        acts.proposed(cast, stage.signed(cast))
        early = {"starts_on": date(2021, 4, 13), "at": stage.at(5, 1)}
        assert "ngày 13/4/2021" in refused(lambda: hand_over(cast, **early))
        hand_over(cast, **early | {"starts_on": date(2021, 4, 14)})

    def test_another_head_speaks_against(self, cast: Cast) -> None:
        stage.appoint(cast.nobody, Role.HEAD, cast.ward, starts_on=date(2021, 1, 10))
        said = refused(lambda: hand_over(cast))
        assert "Lý Văn Không Thử cũng được phân công người đứng đầu" in said


def _second_reporter(cast: Cast) -> Appointment:
    return stage.appoint(cast.nobody, Role.REPORTER, cast.ward)


class TestWhatIsSigned:
    def test_names_who_was_in_office_then(self, cast: Cast) -> None:
        commitment = stage.signed(cast)
        content, digest = commitment.content, commitment.content_hash
        hand_over(cast)
        commitment = stage.fresh(commitment)
        assert (commitment.content, commitment.content_hash) == (content, digest)
        assert content["signatures"]["head"]["name"] == cast.head.full_name
        assert commitment.head_signed_by == cast.head


class TestItems:
    def kinds(self, cast: Cast) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for item in open_items(cast.ward, cast.head, DAY):
            found.setdefault(item["kind"], []).append(item)
        return found

    def test_a_registration_sent_back_with_its_comments(self, cast: Cast) -> None:
        stage.sent_back(cast)
        [item] = self.kinds(cast)["registration"]
        assert item["state"] == "Trả lại để bổ sung"
        assert item["note"] == "Cần rõ hơn. Nhiệm vụ 1: Ghi rõ địa bàn."
        assert item["href"] == "/dang-uy-mau/2021/cam-ket/phuong-1/"

    def test_reports_with_their_due_days(self, cast: Cast) -> None:
        stage.signed(cast)
        ProgressReport.objects.filter(period__quarter=1).update(
            state=ReportState.ACCEPTED, submitted_at=AT, accepted_at=AT
        )
        found = self.kinds(cast)
        assert "registration" not in found
        assert [item["label"] for item in found["report"]] == [
            f"Báo cáo Quý {quarter}/2021 – Phường 1" for quarter in ("II", "III", "IV")
        ]
        assert found["report"][0]["due_on"] == "2021-06-25"

    def test_tasks_that_name_the_leaver(self, cast: Cast) -> None:
        commitment = stage.signed(cast)
        Task.objects.filter(commitment=commitment, number=2).update(owner_name="Người Khác")
        owned = self.kinds(cast)["owner"]
        assert [item["label"][:10] for item in owned] == ["Nhiệm vụ 1", "Nhiệm vụ 3"]
        assert {item["note"] for item in owned} == {"Đề nghị điều chỉnh người phụ trách"}
        assert not [i for i in open_items(cast.ward, cast.reporter, DAY) if i["kind"] == "owner"]

    def test_everything_else(self, cast: Cast) -> None:
        ward, bureau = stage.signed(cast), stage.signed(cast, cast.bureau)
        task, theirs = ward.tasks.get(number=1), bureau.tasks.get(number=1)
        by = {"made_at": AT, "made_by": cast.clerk}
        Suggestion.objects.create(task=task, before={}, after={}, comment="Ghi số", **by)
        Support.objects.create(task=theirs, unit=cast.ward, asked_at=AT)
        Amendment.objects.create(
            commitment=ward, base=[], base_hash="0" * 64, tasks=[], reason="Bão", drafted_at=AT,
            drafted_by=cast.head,
        )  # fmt: skip
        report = ward.reports.get(period__quarter=1)
        TaskProgress.objects.create(
            report=report, task=task, needs_support_since=DAY, difficulties="Thiếu vốn"
        )
        found = self.kinds(cast)
        assert found["suggestion"][0]["note"] == "Ghi số"
        assert found["support"][0]["label"] == "Phối hợp với Phòng Kinh tế: Nhiệm vụ mẫu số 1"
        assert found["amendment"][0]["state"] == "Đang soạn"
        assert found["wish"][0]["note"] == "Thiếu vốn"

    def test_nothing_of_what_was_withdrawn_or_left_out(self, cast: Cast) -> None:
        ward, bureau = stage.signed(cast), stage.signed(cast, cast.bureau)
        task, theirs = ward.tasks.get(number=1), bureau.tasks.get(number=1)
        Support.objects.create(task=theirs, unit=cast.ward, asked_at=AT)
        report = ward.reports.get(period__quarter=1)
        TaskProgress.objects.create(report=report, task=task, needs_support_since=DAY)
        assert {"support", "wish"} <= self.kinds(cast).keys()
        Task.objects.filter(pk__in=[task.pk, theirs.pk]).update(left_on=DAY)
        assert not {"support", "wish"} & self.kinds(cast).keys()

    def test_nothing_of_other_units(self, cast: Cast) -> None:
        stage.signed(cast, cast.bureau)
        stage.empty(cast).tasks.all().delete()
        assert {i["kind"] for i in open_items(cast.ward, cast.head, DAY)} == {"registration"}

    def test_frozen_with_todays_state_beside(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        stage.signed(cast)
        made = hand_over(cast)
        ProgressReport.objects.filter(period__quarter=1).update(
            state=ReportState.SUBMITTED, submitted_at=AT
        )
        Task.objects.filter(number=3).delete()
        with django_assert_num_queries(2):
            now = states_now(made.items)
        assert [item["state"] for item in made.items[:2]] == ["Chưa nộp", "Chưa nộp"]
        assert now[:2] == ["Đã nộp", "Chưa nộp"]
        assert now[-1] == "Không còn"


class TestTelling:
    def test_both_get_a_mail_with_the_list(self, cast: Cast) -> None:
        stage.signed(cast)
        made = hand_over(cast)
        rows = OutgoingMail.objects.filter(kind="work_handed_over").order_by("pk")
        assert [row.recipient for row in rows] == [cast.head, made.successor]
        assert [row.subject for row in rows] == [
            "Bàn giao công việc tại Phường 1 từ ngày 01/02/2021",
            "Nhận bàn giao công việc tại Phường 1 từ ngày 01/02/2021",
        ]
        for row in rows:
            assert "Báo cáo Quý I/2021 – Phường 1: Chưa nộp, hạn 25/3/2021" in row.text
            assert f"/dang-uy-mau/don-vi/phuong-1/ban-giao/{made.pk}/" in row.text
            assert "Báo cáo Quý I/2021 – Phường 1" in row.html

    def test_somebody_new_is_invited(self, cast: Cast) -> None:
        made = hand_over(cast)
        assert not made.successor.has_usable_password()
        assert OutgoingMail.objects.filter(kind="invitation", recipient=made.successor).exists()

    def test_the_record(self, cast: Cast) -> None:
        stage.empty(cast)
        made = hand_over(cast)
        entry = AuditEntry.objects.get(deed="WORK_HANDED_OVER")
        assert entry.comment == (
            "Người đứng đầu Phường 1: đ/c Hoàng Văn Đứng Thử bàn giao cho đ/c Người Mới Thử"
            " từ ngày 01/02/2021, 1 việc đang dở."
        )
        assert entry.detail == {"handover": made.pk}


class TestAcknowledging:
    @pytest.mark.parametrize("who", [*PEOPLE, "successor"])
    def test_only_the_successor(self, cast: Cast, who: str) -> None:
        made = hand_over(cast)
        by = Person.objects.get(pk=made.successor_id) if who == "successor" else getattr(cast, who)
        if who == "successor":
            handing_over.acknowledge(handover=made, by=by, at=AT)
            made.refresh_from_db()
            assert made.acknowledged_at == AT
            assert AuditEntry.objects.get(deed="HANDOVER_ACKNOWLEDGED").by == by
        else:
            said = refused(lambda: handing_over.acknowledge(handover=made, by=by, at=AT))
            assert "Chỉ đ/c Người Mới Thử xác nhận" in said

    def test_from_the_first_day_and_once(self, cast: Cast) -> None:
        made = hand_over(cast, starts_on=date(2021, 3, 1))
        by = Person.objects.get(pk=made.successor_id)
        assert "từ ngày 01/3/2021" in refused(
            lambda: handing_over.acknowledge(handover=made, by=by, at=AT)
        )
        handing_over.acknowledge(handover=made, by=by, at=stage.at(3, 1))
        assert "đã được xử lý" in refused(
            lambda: handing_over.acknowledge(handover=made, by=by, at=stage.at(3, 2))
        )
