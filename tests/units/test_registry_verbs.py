"""Units, groups and the committee: every verb × every role, contradictions, versions."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from camket.audit import Conflict, Deed, Refused
from camket.models import AuditEntry
from tests import cast as stage
from units import workflow
from units.models import Committee, Group, Unit

AT = stage.at(3, 1)
EVERYBODY = ["admin", "clerk", "standing", "inspector", "head", "reporter", "stranger", "nobody"]


def data(cast: Any, **changes: Any) -> workflow.UnitData:
    return replace(
        workflow.UnitData(
            group=cast.wards,
            kind="WARD",
            code="phuong-2",
            full_name="Đảng ủy Phường 2",
            short_name="Phường 2",
            report_name="Phường 2",
            collective="Ban Thường vụ",
            head_post="Bí thư",
            valid_from=stage.SINCE,
        ),
        **changes,
    )


def add(cast: Any, by: Any = None, **changes: Any) -> Unit:
    return workflow.add_unit(
        committee=cast.committee, data=data(cast, **changes), by=by or cast.clerk, at=AT
    )


def edit(cast: Any, unit: Unit, version: int | None = None, by: Any = None, **changes: Any) -> Unit:
    return workflow.edit_unit(
        unit=unit, data=data(cast, **changes), version=version, by=by or cast.clerk, at=AT
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_keeps_the_registry(cast: Any, who: str) -> None:
    by = getattr(cast, who)
    group = Group(committee=cast.committee, code="moi", heading="Mới", short_name="Mới")
    if who in ("admin", "clerk"):
        unit = add(cast, by)
        assert edit(cast, unit, by=by, phone="1").phone == "1"
        assert workflow.save_group(group=group, by=by, at=AT).pk
        return
    for deed in (
        lambda: add(cast, by),
        lambda: edit(cast, cast.ward, by=by),
        lambda: workflow.save_group(group=group, by=by, at=AT),
    ):
        with pytest.raises(Refused):
            deed()


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_changes_the_identity(cast: Any, who: str) -> None:
    deed = {"committee": cast.committee, "changes": {"place": "Nơi khác"}, "at": AT}
    if who == "admin":
        assert workflow.edit_committee(by=cast.admin, **deed).place == "Nơi khác"
    else:
        with pytest.raises(Refused):
            workflow.edit_committee(by=getattr(cast, who), **deed)
    cast.committee.refresh_from_db()
    assert (cast.committee.place == "Nơi khác") == (who == "admin")


class TestUnits:
    def test_found_without_accents(self, cast: Any) -> None:
        assert "dang uy phuong 2" in add(cast).search_key

    def test_a_used_code(self, cast: Any) -> None:
        with pytest.raises(Refused) as refused:
            add(cast, code="phuong-1")
        assert refused.value.lines == ["Mã đơn vị này đã được dùng."]

    @pytest.mark.parametrize("code", ["them", "xuat"])
    def test_a_code_that_is_a_page(self, cast: Any, code: str) -> None:
        with pytest.raises(Refused, match=code):
            add(cast, code=code)

    def test_contradictory_dates(self, cast: Any) -> None:
        with pytest.raises(Refused) as refused:
            add(cast, valid_to=date(2019, 1, 1))
        assert refused.value.lines == ["Ngày kết thúc phải sau ngày bắt đầu hoạt động."]

    def test_a_group_of_another_committee(self, cast: Any) -> None:
        with pytest.raises(Refused, match="không thuộc cấp ủy"):
            add(cast, group=cast.far_ward.group)
        with pytest.raises(Refused, match="không thuộc cấp ủy"):
            edit(cast, cast.ward, group=cast.far_ward.group)

    def test_a_last_day_is_recorded_as_closing(self, cast: Any) -> None:
        unit = add(cast)
        edit(cast, unit, valid_to=date(2021, 6, 30))
        edit(cast, unit, valid_to=date(2021, 7, 31))
        deeds = AuditEntry.objects.order_by("pk").values_list("deed", flat=True)
        assert list(deeds) == [Deed.UNIT_ADDED, Deed.UNIT_CLOSED, Deed.UNIT_EDITED]

    def test_the_second_of_two_sees_both(self, cast: Any) -> None:
        unit = add(cast)
        edit(cast, unit, version=1, phone="1")
        with pytest.raises(Conflict) as conflict:
            edit(cast, unit, version=1, phone="2")
        assert conflict.value.theirs["phone"] == "1"
        unit.refresh_from_db()
        assert unit.phone == "1"
        assert edit(cast, unit, conflict.value.version, phone="2").phone == "2"

    def test_without_a_version_the_last_one_wins(self, cast: Any) -> None:
        unit = add(cast)
        edit(cast, unit, phone="1")
        assert edit(cast, unit, phone="2").version == 3

    def test_nothing_changed_is_not_recorded(self, cast: Any) -> None:
        unit = add(cast)
        assert edit(cast, unit, version=1).version == 1
        assert AuditEntry.objects.count() == 1


class TestGroups:
    def save(self, cast: Any, group: Group, **changes: Any) -> Group:
        return workflow.save_group(group=group, by=cast.clerk, at=AT, **changes)

    def test_not_under_itself(self, cast: Any) -> None:
        cast.offices.parent = cast.wards
        self.save(cast, cast.offices)
        wards = Group.objects.get(pk=cast.wards.pk)
        wards.parent = Group.objects.get(pk=cast.offices.pk)
        with pytest.raises(Refused, match="dưới chính nó"):
            self.save(cast, wards)

    def test_not_under_another_committees(self, cast: Any) -> None:
        cast.wards.parent = cast.far_ward.group
        with pytest.raises(Refused, match="không thuộc cấp ủy"):
            self.save(cast, cast.wards)

    def test_nobody_takes_another_committees_group(self, cast: Any) -> None:
        theirs = cast.far_ward.group
        theirs.committee = cast.committee
        with pytest.raises(Refused, match="không thuộc cấp ủy"):
            self.save(cast, theirs)

    def test_versions(self, cast: Any) -> None:
        cast.wards.heading = "Một"
        assert self.save(cast, cast.wards, version=1).version == 2
        cast.wards.heading = "Hai"
        with pytest.raises(Conflict) as conflict:
            self.save(cast, cast.wards, version=1)
        assert conflict.value.theirs["heading"] == "Một"


class TestCommittee:
    def test_its_code_and_unit_are_not_edited(self, cast: Any) -> None:
        changes = {"code": "khac", "unit": cast.far_ward, "symbol": "TU"}
        saved = workflow.edit_committee(
            committee=cast.committee, changes=changes, by=cast.admin, at=AT
        )
        assert (saved.code, saved.unit, saved.symbol) == ("dang-uy-mau", None, "TU")

    def test_line_breaks_of_the_printed_name_stay(self, cast: Any) -> None:
        saved = workflow.edit_committee(
            committee=cast.committee,
            changes={"printed_name": "ĐẢNG ỦY PHƯỜNG\nNAM MẪU "},
            by=cast.admin,
            at=AT,
        )
        assert saved.printed_name == "ĐẢNG ỦY PHƯỜNG\nNAM MẪU"

    def test_versions(self, cast: Any) -> None:
        deed = {"committee": cast.committee, "by": cast.admin, "at": AT, "version": 1}
        workflow.edit_committee(changes={"place": "Một"}, **deed)
        with pytest.raises(Conflict):
            workflow.edit_committee(changes={"place": "Hai"}, **deed)
        assert Committee.objects.get(pk=cast.committee.pk).place == "Một"

    def test_only_one_is_founded(self, cast: Any) -> None:
        with pytest.raises(Refused, match="đã được khởi tạo"):
            workflow.found_committee(
                committee=Committee(code="moi"),
                admin_email="a@mau.example",
                admin_name="A",
                password="mot-mat-khau-dai",
                at=AT,
            )

    @pytest.mark.parametrize("code", ["tai-khoan", "khoi-dau", "quan-tri"])
    def test_a_code_that_is_a_page(self, cast: Any, code: str) -> None:
        cast.elsewhere.pk, cast.elsewhere.code = None, code
        with pytest.raises(Refused, match=code):
            workflow.add_committee(
                committee=cast.elsewhere, admin_email="a@mau.example", admin_name="A", at=AT
            )
