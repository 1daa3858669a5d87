"""Merged, split, renamed: who may, what ends, what goes on, what is refused in words."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from camket.audit import Conflict
from camket.models import AuditEntry
from tests import cast as stage
from tests.cast import Cast
from tests.refusals import refused
from units import workflow
from units.models import Appointment, FormerName, Person, Reorganisation, Unit, names_on
from units.roles import CARRIED, GRANTS, Permission, Role
from units.workflow import UnitData, UnitNames

DAY = date(2021, 7, 1)
EVE = DAY - timedelta(days=1)
AT = stage.at(7, 1)
NAMES = UnitNames("Đảng ủy Phường Nhất", "Phường Nhất", "Phường Nhất", "Ban Thường vụ", "Bí thư")


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def second(cast: Cast) -> Unit:
    return stage.unit_row(cast.wards, "phuong-2", "Phường 2", kind="WARD", rank=2)


def data(cast: Cast, name: str = "Phường Mới", code: str = "phuong-moi") -> UnitData:
    return UnitData(
        group=cast.wards, kind="WARD", code=code, full_name=f"Đảng ủy {name}", short_name=name,
        report_name=name, collective="Ban Thường vụ", head_post="Bí thư", valid_from=DAY, rank=5,
    )  # fmt: skip


def merge(cast: Cast, *units: Unit, into: Any = None, **changes: Any) -> Reorganisation:
    given = {"starts_on": DAY, "decision": "Nghị quyết 01", "by": cast.clerk, "at": AT} | changes
    return workflow.merge_units(units=list(units), into=into or data(cast), **given)


def split(cast: Cast, unit: Unit, **changes: Any) -> Reorganisation:
    parts = [data(cast, "Phường Đông", "dong"), data(cast, "Phường Tây", "tay")]
    given = {"starts_on": DAY, "decision": "Nghị quyết 02", "by": cast.clerk, "at": AT} | changes
    return workflow.split_unit(unit=unit, **{"parts": parts, "carrier": 1} | given)


def rename(cast: Cast, unit: Unit, **changes: Any) -> Reorganisation:
    given = {"starts_on": DAY, "decision": "Nghị quyết 03", "by": cast.clerk, "at": AT} | changes
    return workflow.rename_unit(unit=unit, **{"names": NAMES} | given)


MAY = {"clerk", "office_head", "admin"}


PEOPLE = (
    "clerk", "office_head", "standing", "inspector", "head", "reporter", "bureau_head",
    "bureau_reporter", "admin", "stranger", "nobody",
)  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("deed", [merge, split, rename])
def test_who_may(cast: Cast, second: Unit, deed: Any, who: str) -> None:
    by = getattr(cast, who)
    units = [cast.ward, second] if deed is merge else [cast.ward]
    if who in MAY:
        assert deed(cast, *units, by=by).recorded_by == by
    else:
        assert "Chỉ Văn phòng hoặc quản trị hệ thống" in refused(lambda: deed(cast, *units, by=by))
        assert not Reorganisation.objects.exists()


class TestMerging:
    def test_both_end_and_one_carries_on(self, cast: Cast, second: Unit) -> None:
        made = merge(cast, cast.ward, second)
        new = Unit.objects.get(code="phuong-moi")
        ended = Unit.objects.filter(pk__in=[cast.ward.pk, second.pk])
        assert {(u.valid_to, u.carried_by) for u in ended} == {(EVE, new)}
        assert set(new.predecessors.all()) == set(ended) == set(made.before.all())
        assert list(made.after.all()) == [new]
        assert new.valid_from == DAY
        assert {a["name"] for a in made.detail["before"]} == {"Phường 1", "Phường 2"}

    def test_posts_end_the_day_before_and_it_is_recorded(self, cast: Cast, second: Unit) -> None:
        merge(cast, cast.ward, second)
        posts = Appointment.objects.filter(unit=cast.ward)
        assert {post.ends_on for post in posts} == {EVE}
        deeds = list(AuditEntry.objects.values_list("deed", flat=True))
        assert deeds.count("APPOINTMENT_ENDED") == 2
        assert deeds.count("UNIT_CLOSED") == 2
        assert deeds.count("UNITS_MERGED") == deeds.count("UNIT_ADDED") == 1
        entry = AuditEntry.objects.get(deed="UNITS_MERGED")
        assert entry.comment == (
            "Phường 1 và Phường 2 hợp nhất vào Phường Mới từ ngày 01/7/2021, theo Nghị quyết 01."
        )

    def test_into_a_unit_that_goes_on(self, cast: Cast) -> None:
        merge(cast, cast.ward, into=cast.bureau)
        cast.ward.refresh_from_db()
        cast.bureau.refresh_from_db()
        assert cast.ward.carried_by == cast.bureau
        assert cast.bureau.valid_to is None
        assert Appointment.objects.get(person=cast.bureau_head).ends_on is None

    def test_one_step_never_a_chain(self, cast: Cast, second: Unit) -> None:
        merge(cast, cast.ward, into=second)
        later = DAY + timedelta(days=30)
        merge(cast, second, into=cast.bureau, starts_on=later, at=stage.at(8, 1))
        found = dict(Unit.objects.filter(valid_to__isnull=False).values_list("code", "carried_by"))
        assert found == {"phuong-1": cast.bureau.pk, "phuong-2": cast.bureau.pk}
        assert not Unit.objects.filter(carried_by__carried_by__isnull=False).exists()

    def test_nobody_is_appointed_who_read_the_unit_before(self, cast: Cast, second: Unit) -> None:
        known = Unit.objects.get(pk=cast.ward.pk)
        merge(cast, cast.ward, into=second)
        appointing = {"role": Role.REPORTER, "position": "Cán bộ", "unit": known, "starts_on": DAY}
        assert "đã kết thúc hoạt động" in refused(
            lambda: workflow.appoint(
                person=cast.nobody, committee=cast.committee, by=cast.clerk, at=AT, **appointing
            )
        )

    def test_the_search_finds_those_that_ended(self, cast: Cast, second: Unit) -> None:
        merge(cast, cast.ward, into=second)
        merge(cast, second, starts_on=DAY, into=cast.bureau)
        assert "phuong 1" in Unit.objects.get(pk=cast.bureau.pk).search_key

    def test_refusals(self, cast: Cast, second: Unit) -> None:
        far = cast.far_ward
        assert "không thuộc cấp ủy này" in refused(lambda: merge(cast, cast.ward, far))
        assert "không thuộc cấp ủy này" in refused(lambda: merge(cast, cast.ward, into=far))
        assert "ít nhất hai" in refused(lambda: merge(cast, cast.ward))
        own = refused(lambda: merge(cast, cast.ward, second, into=second))
        assert "vào chính đơn vị đó" in own
        early = date(2020, 1, 1)
        said = refused(lambda: merge(cast, cast.ward, second, starts_on=early))
        assert "hoạt động từ ngày 01/01/2020; chọn ngày sau đó" in said
        used = replace(data(cast), code="phong-kinh-te")
        assert "Mã đơn vị này đã được dùng" in refused(
            lambda: merge(cast, cast.ward, second, into=used)
        )
        assert "Ghi căn cứ" in refused(lambda: merge(cast, cast.ward, second, decision=" "))
        assert not Reorganisation.objects.exists()
        assert not Unit.objects.filter(valid_to__isnull=False).exists()

    def test_twice_is_refused(self, cast: Cast, second: Unit) -> None:
        merge(cast, cast.ward, second)
        assert "đã kết thúc hoạt động" in refused(lambda: merge(cast, cast.ward, second))

    def test_a_post_from_that_day_on_speaks_against(self, cast: Cast, second: Unit) -> None:
        stage.appoint(cast.nobody, Role.REPORTER, second, starts_on=DAY)
        said = refused(lambda: merge(cast, cast.ward, second))
        assert "Lý Văn Không Thử được phân công tại Phường 2 từ ngày 01/7/2021" in said

    @pytest.mark.parametrize("step", [stage.submitted, stage.approved])
    def test_a_registration_in_the_middle_of_approval_speaks_against(
        self, cast: Cast, second: Unit, step: Any
    ) -> None:
        step(cast)
        assert "đề nghị ký xong hoặc trả lại trước" in refused(
            lambda: merge(cast, cast.ward, second)
        )

    def test_what_was_signed_later_speaks_against(self, cast: Cast, second: Unit) -> None:
        stage.signed(cast)
        said = refused(lambda: merge(cast, cast.ward, second, starts_on=date(2021, 1, 8)))
        assert "bản cam kết năm 2021 ký ngày 08/01/2021" in said

    def test_from_a_day_to_come_unless_it_carries_others(self, cast: Cast, second: Unit) -> None:
        later = date(2021, 9, 1)
        merge(cast, cast.ward, into=second)
        said = refused(lambda: merge(cast, second, into=cast.bureau, starts_on=later))
        assert "chỉ ghi được từ ngày có hiệu lực" in said
        third = stage.unit_row(cast.wards, "phuong-3", "Phường 3", kind="WARD", rank=3)
        merge(cast, third, into=cast.bureau, starts_on=later)
        third.refresh_from_db()
        assert (third.valid_to, third.carried_by) == (date(2021, 8, 31), cast.bureau)

    def test_the_last_day_is_not_moved_by_hand(self, cast: Cast, second: Unit) -> None:
        merge(cast, cast.ward, second)
        wanted = replace(data(cast, "Phường 1", "phuong-1"), valid_from=stage.SINCE)
        said = refused(
            lambda: workflow.edit_unit(unit=Unit.objects.get(pk=cast.ward.pk), data=wanted,
                                       by=cast.clerk, at=AT)
        )  # fmt: skip
        assert "quyết định sắp xếp" in said


class TestSplitting:
    def test_the_named_part_carries_on(self, cast: Cast) -> None:
        made = split(cast, cast.ward)
        cast.ward.refresh_from_db()
        east, west = Unit.objects.get(code="dong"), Unit.objects.get(code="tay")
        assert (cast.ward.valid_to, cast.ward.carried_by) == (EVE, west)
        assert set(cast.ward.successors.all()) == {east, west} == set(made.after.all())
        assert made.detail["carrier"] == west.pk

    def test_refusals(self, cast: Cast) -> None:
        one = [data(cast)]
        assert "ít nhất hai" in refused(lambda: split(cast, cast.ward, parts=one, carrier=0))
        assert "tiếp tục thực hiện" in refused(lambda: split(cast, cast.ward, carrier=2))
        twice = [data(cast), data(cast)]
        assert "Mã đơn vị này đã được dùng" in refused(
            lambda: split(cast, cast.ward, parts=twice, carrier=0)
        )
        assert not Unit.objects.filter(code="phuong-moi").exists()


class TestRenaming:
    def test_the_same_row_goes_on(self, cast: Cast) -> None:
        rename(cast, cast.ward)
        cast.ward.refresh_from_db()
        assert (cast.ward.short_name, cast.ward.valid_to) == ("Phường Nhất", None)
        former = FormerName.objects.get()
        assert (former.short_name, former.until) == ("Phường 1", EVE)
        assert "phuong 1" in cast.ward.search_key
        assert "phuong nhat" in cast.ward.search_key

    def test_names_of_a_day(self, cast: Cast) -> None:
        rename(cast, cast.ward, starts_on=date(2021, 3, 1))
        third = replace(NAMES, short_name="Phường Cuối")
        rename(cast, Unit.objects.get(pk=cast.ward.pk), names=third)
        named = {
            day: names_on([cast.ward], day).get(cast.ward.pk)
            for day in (date(2021, 2, 28), date(2021, 3, 1), EVE, DAY)
        }
        assert [str(row) for row in named.values()] == [
            "Phường 1", "Phường Nhất", "Phường Nhất", "None",
        ]  # fmt: skip

    def test_an_edit_keeps_former_names_in_the_search(self, cast: Cast) -> None:
        rename(cast, cast.ward)
        wanted = replace(data(cast, "Phường Nhất", "phuong-1"), valid_from=stage.SINCE)
        saved = workflow.edit_unit(
            unit=Unit.objects.get(pk=cast.ward.pk), data=wanted, by=cast.clerk, at=AT
        )
        assert "phuong 1" in saved.search_key

    def test_refusals(self, cast: Cast) -> None:
        tomorrow = DAY + timedelta(days=1)
        assert "không thể ở sau hôm nay" in refused(
            lambda: rename(cast, cast.ward, starts_on=tomorrow)
        )
        assert "chọn ngày sau đó" in refused(lambda: rename(cast, cast.ward, starts_on=stage.SINCE))
        rename(cast, cast.ward)
        assert "giống tên đang dùng" in refused(
            lambda: rename(cast, cast.ward, starts_on=DAY + timedelta(1), at=stage.at(7, 2))
        )
        assert "đã đổi tên từ ngày 01/7/2021" in refused(lambda: rename(cast, cast.ward))
        with pytest.raises(Conflict):
            rename(
                cast, cast.ward, names=replace(NAMES, short_name="Khác"), version=1,
                starts_on=DAY + timedelta(3), at=stage.at(7, 5),
            )  # fmt: skip


class TestWhatGoesOn:
    """Every permission × who × the day before, the day itself."""

    @pytest.mark.parametrize("permission", list(Permission))
    @pytest.mark.parametrize("role", [Role.HEAD, Role.REPORTER])
    def test_for_the_successors_people(
        self, cast: Cast, permission: Permission, role: Role
    ) -> None:
        merge(cast, cast.ward, into=cast.bureau)
        ward = Unit.objects.get(pk=cast.ward.pk)
        who = again(cast.bureau_head if role is Role.HEAD else cast.bureau_reporter)
        has = permission in GRANTS[role] & CARRIED
        assert who.can(permission, ward, DAY) is has
        assert who.can(permission, ward, EVE) is False
        assert (ward.pk in who.scope(permission, DAY).units) is has
        assert ward.pk not in who.scope(permission, EVE).units

    @pytest.mark.parametrize("permission", list(Permission))
    def test_for_those_who_were_there(self, cast: Cast, permission: Permission) -> None:
        merge(cast, cast.ward, into=cast.bureau)
        ward, head = Unit.objects.get(pk=cast.ward.pk), again(cast.head)
        assert head.can(permission, ward, EVE) is (permission in GRANTS[Role.HEAD])
        assert head.can(permission, ward, DAY) is False
        assert not head.scope(permission, DAY).units

    def test_the_unchosen_part_of_a_split_gets_nothing(self, cast: Cast) -> None:
        split(cast, cast.ward)
        east, west = Unit.objects.get(code="dong"), Unit.objects.get(code="tay")
        stage.appoint(cast.nobody, Role.HEAD, east, starts_on=DAY)
        stage.appoint(cast.head, Role.HEAD, west, starts_on=DAY)
        ward = Unit.objects.get(pk=cast.ward.pk)
        assert not again(cast.nobody).can(Permission.SEE_OWN_ROWS, ward, DAY)
        assert again(cast.head).can(Permission.FILE_QUARTER, ward, DAY)
        assert again(cast.head).works_for(ward, DAY)

    def test_posts_come_in_one_query_however_many_are_carried(
        self, cast: Cast, second: Unit, django_assert_num_queries: Any
    ) -> None:
        merge(cast, cast.ward, into=cast.bureau)
        merge(cast, second, into=cast.bureau)
        head = again(cast.bureau_head)
        with django_assert_num_queries(1):
            assert len(head.posts) == 1
            assert len(head.scope(Permission.SEE_OWN_ROWS, DAY).units) == 3
