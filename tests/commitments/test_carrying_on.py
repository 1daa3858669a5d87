"""After a merger: the successor's people report, are written to and reminded; figures stay."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from camket.audit import Refused
from camket.models import OutgoingMail
from commitments import emails, reminders, rules
from commitments.models import Commitment, Handover, ProgressReport, Year
from commitments.workflow import choosing, filing, years
from reports import figures
from tests import cast as stage
from tests.cast import Cast
from tests.reports.quarters import accepted, filed
from units import workflow
from units.models import Person, Unit

DAY = date(2021, 3, 20)
EVE = DAY - timedelta(days=1)
VALUES = {1: ("IN_PROGRESS", "20"), 3: ("IN_PROGRESS", "5")}


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def merge(cast: Cast, *units: Unit, **changes: Any) -> None:
    given = {"starts_on": DAY, "decision": "Nghị quyết 01", "by": cast.clerk} | changes
    workflow.merge_units(
        units=list(units or [cast.ward]), into=cast.bureau, at=stage.at(3, 20), **given
    )


@pytest.fixture
def ward(cast: Cast) -> Commitment:
    """Both units have signed; the ward ends on the eve and the bureau carries on."""
    commitment = stage.signed(cast)
    stage.signed(cast, cast.bureau)
    merge(cast)
    return stage.fresh(commitment)


class TestReporting:
    def test_the_successors_people_file_from_the_day_on(self, cast: Cast, ward: Commitment) -> None:
        report = ward.reports.get(period__quarter=1)
        for who in (cast.bureau_head, cast.bureau_reporter):
            assert not rules.may_file(again(who), report, EVE)
            assert rules.may_file(again(who), report, DAY)
        assert rules.may_submit(again(cast.bureau_head), report, DAY)
        assert not rules.may_submit(again(cast.bureau_reporter), report, DAY)
        for who in (cast.head, cast.reporter):
            assert rules.may_file(again(who), report, EVE)
            assert not rules.may_file(again(who), report, DAY)

    def test_a_report_is_handed_in_and_keeps_the_units_name(
        self, cast: Cast, ward: Commitment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(stage, "chief", lambda cast, _: again(cast.bureau_head))
        monkeypatch.setattr(stage, "writer", lambda cast, _: again(cast.bureau_reporter))
        report = filed(cast, ward, 1, VALUES, at=stage.at(3, 24))
        made = report.rounds.get()
        assert (made.submitted_by, made.on_behalf_of) == (cast.bureau_head, "")
        assert made.content["unit"] == "Đảng ủy Phường 1"
        mails = OutgoingMail.objects.filter(kind="quarter_received").order_by("recipient")
        assert {row.recipient for row in mails} == {cast.bureau_head, cast.bureau_reporter}

    def test_on_behalf_of_the_successors_head(self, cast: Cast, ward: Commitment) -> None:
        from commitments.workflow.registering import on_behalf

        said = on_behalf(again(cast.bureau_reporter), ward, stage.at(3, 24))
        assert said == "Bí thư Phòng Kinh tế"


class TestRegistering:
    def test_what_was_left_unsigned_waits_for_nobody(self, cast: Cast) -> None:
        stage.year(cast, registration_due_on=date(2021, 3, 30))
        draft = stage.draft(cast)
        merge(cast)
        draft = stage.fresh(draft)
        for who in (cast.clerk, cast.bureau_head, cast.head):
            assert not rules.may_write_registration(again(who), draft, DAY)
        assert not rules.may_assign(cast.clerk, draft, DAY)
        assert draft not in Commitment.objects.living(DAY)
        assert draft in Commitment.objects.living(EVE)
        assert Commitment.objects.visible_to(again(cast.clerk)).filter(pk=draft.pk).exists()
        assert cast.ward.pk not in {item.unit.pk for item in reminders.items.items_on(DAY)}

    def test_a_registration_sent_back_may_be_left(self, cast: Cast) -> None:
        stage.sent_back(cast)
        merge(cast)
        assert Unit.objects.get(pk=cast.ward.pk).valid_to == EVE

    def test_a_round_that_waits_is_settled_first(self, cast: Cast) -> None:
        commitment = stage.submitted(cast)
        with pytest.raises(Refused):
            merge(cast)
        choosing.send_back(
            commitment=commitment, comment="Sắp xếp đơn vị.", task_comments={}, by=cast.clerk,
            at=stage.at(3, 20),
        )  # fmt: skip
        merge(cast)


class TestTheYear:
    def test_a_unit_that_has_ended_is_not_added(self, cast: Cast) -> None:
        year = stage.year(cast)
        Commitment.objects.filter(unit=cast.ward).delete()
        merge(cast)
        ended = Unit.objects.get(pk=cast.ward.pk)
        with pytest.raises(Refused) as why:
            years.add_commitment(year=year, unit=ended, by=cast.clerk, at=stage.at(3, 21))
        assert why.value.sentence == "Phường 1 đã kết thúc hoạt động."

    def test_a_new_unit_gets_its_commitment_when_the_office_adds_it(self, cast: Cast) -> None:
        year = stage.year(cast)
        unit = stage.unit_row(cast.wards, "moi", "Phường Mới", kind="WARD", rank=9)
        made = years.add_commitment(year=year, unit=unit, by=cast.clerk, at=stage.at(3, 21))
        assert made.unit == unit


class TestHandovers:
    def test_one_not_acknowledged_stops_the_merger(self, cast: Cast) -> None:
        made = Handover.objects.create(
            unit=cast.ward, role="HEAD", leaver=cast.nobody, successor=cast.head,
            starts_on=stage.SINCE, recorded_at=stage.at(1, 8), recorded_by=cast.clerk,
        )  # fmt: skip
        with pytest.raises(Refused) as why:
            merge(cast)
        assert why.value.lines == [
            "Phường 1: đ/c Hoàng Văn Đứng Thử chưa xác nhận nhận bàn giao của đ/c Lý Văn Không Thử."
        ]
        Handover.objects.filter(pk=made.pk).update(acknowledged_at=stage.at(1, 9))
        merge(cast)


class TestTelling:
    def test_mails_go_to_who_speaks_on_the_day(self, cast: Cast, ward: Commitment) -> None:
        on_eve = emails.people_of(ward.unit, stage.at(3, 19))
        on_day = emails.people_of(ward.unit, stage.at(3, 20))
        assert set(on_eve) == {cast.head, cast.reporter}
        assert set(on_day) == {cast.bureau_head, cast.bureau_reporter}

    def test_reminders_too(self, cast: Cast, ward: Commitment) -> None:
        day = date(2021, 3, 22)
        for reminder in reminders.outstanding(day):
            assert {item.unit for item in reminder.items} == {cast.ward, cast.bureau}
        assert {r.person for r in reminders.outstanding(day)} == {
            cast.bureau_head, cast.bureau_reporter,
        }  # fmt: skip
        assert cast.head in {r.person for r in reminders.outstanding(date(2021, 3, 18))}


class TestFigures:
    def test_nothing_is_lost_or_doubled(self, cast: Cast) -> None:
        commitment = stage.signed(cast)
        stage.signed(cast, cast.bureau)
        year = Year.objects.get(pk=commitment.year_id)
        accepted(cast, commitment, 1, VALUES, at=stage.at(3, 17))
        on = date(2021, 4, 2)

        def seen() -> Any:
            rows = list(Commitment.objects.filter(year=year).order_by("pk"))
            return (
                figures.quarter_counts(year, on),
                figures.task_counts(year, 1, on),
                figures.heat_map(year, rows, 1, on),
                [str(report) for report in figures.overdue_units(year, 1, on)],
                ProgressReport.objects.count(),
            )

        before = seen()
        merge(cast)
        assert seen() == before

    def test_frozen_papers_keep_their_names(self, cast: Cast, ward: Commitment) -> None:
        assert ward.content["unit"]["short_name"] == "Phường 1"
        names = workflow.UnitNames("Phòng Mới", "Phòng Mới", "Phòng Mới", "Chi ủy", "Trưởng")
        bureau = Commitment.objects.get(unit=cast.bureau)
        workflow.rename_unit(
            unit=cast.bureau, names=names, starts_on=DAY, decision="Nghị quyết 02", by=cast.clerk,
            at=stage.at(3, 20),
        )  # fmt: skip
        fresh = stage.fresh(bureau)
        assert fresh.unit.short_name == "Phòng Mới"
        assert fresh.content["unit"]["short_name"] == "Phòng Kinh tế"
        assert fresh.content == bureau.content


class TestPages:
    @pytest.fixture
    def client(self, cast: Cast, ward: Commitment, on_day: Callable[..., date]) -> Client:
        on_day(2021, 3, 22)
        client = Client()
        client.force_login(cast.bureau_head)
        return client

    def test_the_desk_shows_both_the_own_first(self, client: Client) -> None:
        page = client.get("/dang-uy-mau/2021/").content.decode()
        assert "<h1>Đảng ủy Phòng Kinh tế</h1>" in page
        assert "Cam kết tiếp nhận" in page
        assert "Hoạt động đến hết 19/3/2021" in page
        assert "4 kỳ báo cáo chưa nộp, gần nhất hạn 25/3/2021" in page

    def test_the_carried_one_opens(self, client: Client) -> None:
        page = client.get("/dang-uy-mau/2021/?don-vi=phuong-1").content.decode()
        assert "<h1>Đảng ủy Phường 1</h1>" in page
        assert "Phòng Kinh tế tiếp tục thực hiện bản cam kết đã ký" in page
        for path in ("cam-ket/phuong-1/", "bao-cao/phuong-1/quy-1/", "bao-cao/", "cam-ket/"):
            assert client.get(f"/dang-uy-mau/2021/{path}").status_code == 200

    def test_those_who_were_there_see_it_no_more(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.head)
        assert client.get("/dang-uy-mau/2021/cam-ket/phuong-1/").status_code == 404

    @pytest.mark.parametrize("more", [1, 3])
    def test_queries_do_not_grow_with_what_is_carried(
        self, cast: Cast, client: Client, more: int, django_assert_num_queries: Any
    ) -> None:
        for n in range(more - 1):
            unit = stage.unit_row(cast.wards, f"u{n}", f"Phường C{n}", kind="WARD", rank=5 + n)
            stage.appointed(f"h{n}", stage.Role.HEAD, unit)
            Commitment.objects.create(year=Year.objects.get(), unit=unit)
            merge(cast, unit)
        client.get("/dang-uy-mau/2021/")  # notes when the session began
        with django_assert_num_queries(28):
            client.get("/dang-uy-mau/2021/")
        with django_assert_num_queries(13):
            client.get("/dang-uy-mau/2021/bao-cao/")


def test_those_who_were_there_hand_in_no_more(cast: Cast, ward: Commitment) -> None:
    report = ward.reports.get(period__quarter=1)
    with pytest.raises(Refused):
        filing.submit(
            report=report, key=uuid4(), version=report.version, by=again(cast.head),
            at=stage.at(3, 24),
        )  # fmt: skip
