"""What would happen to each row, and what does: nothing twice, nothing by halves."""

from datetime import date
from typing import Any

import pytest

from camket.audit import Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.exchange.applying import Moved, at_the_console, import_rows
from commitments.exchange.checking import Plan, check
from commitments.exchange.reading import Read, read_workbook
from commitments.models import Commitment, Year
from commitments.states import CommitmentState, YearState
from tests import cast as stage
from tests.cast import Cast
from tests.commitments.workbooks import HEAD, STEP, TASK, UNIT, book, people, tasks, units
from units.models import Appointment, Person, Unit

AT = stage.at(1, 5)


def read(*sheets: dict[str, Any]) -> Read:
    merged: dict[str, Any] = {}
    for one in sheets:
        merged |= one
    return read_workbook(book(merged))


def plan(cast: Cast, found: Read, *, year: Year | None = None, by: Person | None = None) -> Plan:
    by = by or cast.clerk
    return check(found, committee=cast.committee, year=year, by=by, on=AT.date())


def bring(
    cast: Cast, found: Read, *, year: Year | None = None, by: Person | None = None,
    shown: Plan | None = None, invite: bool = True,
) -> Plan:  # fmt: skip
    """Checked and done."""
    shown = shown or plan(cast, found, year=year, by=by)
    assert not shown.has_errors, [one.lines for one in shown.outcomes if one.lines]
    return import_rows(
        read=found, shown=shown.rows(), committee=cast.committee, year=year, sha256="0" * 64,
        invite=invite, by=by or cast.clerk, at=AT,
    )  # fmt: skip


def said(found: Plan) -> list[str]:
    return [one.outcome for one in found.outcomes]


def errors(cast: Cast, *sheets: dict[str, Any], **more: Any) -> list[str]:
    found = plan(cast, read(*sheets), **more)
    lines = [line for one in found.outcomes if one.outcome == "error" for line in one.lines]
    assert lines
    return lines


class TestUnits:
    def test_added_updated_and_left_alone(self, cast: Cast) -> None:
        assert said(bring(cast, read(units(UNIT)))) == ["new"]
        made = Unit.objects.get(code="phuong-2")
        assert (made.report_name, made.rank, made.kind) == ("Phường 2", 2, "WARD")
        entries = AuditEntry.objects.count()
        assert said(bring(cast, read(units(UNIT)))) == ["same"]
        assert AuditEntry.objects.count() == entries
        done = bring(cast, read(units(UNIT | {"phone": "0233 9"})))
        assert said(done) == ["update"]
        assert done.outcomes[0].lines == ["Điện thoại: “0233 000 002” → “0233 9”"]
        assert Unit.objects.filter(committee=cast.committee).count() == 3

    def test_known_by_name_without_a_code(self, cast: Cast) -> None:
        same = UNIT | {"code": None, "full_name": "Đảng ủy Phường 1", "short_name": "Phường 1"}
        found = plan(cast, read(units(same)))
        assert said(found) == ["update"]
        assert said(plan(cast, read(units(UNIT | {"code": None})))) == ["new"]

    def test_an_empty_cell_is_no_value_and_a_missing_column_no_word(self, cast: Cast) -> None:
        bring(cast, read(units(UNIT)))
        (line,) = plan(cast, read(units(UNIT | {"phone": None}))).outcomes[0].lines
        assert line == "Điện thoại: “0233 000 002” → trống"
        sheet = {"Đơn vị": [line[:9] + line[10:] for line in units(UNIT)["Đơn vị"]]}
        assert said(plan(cast, read(sheet))) == ["same"]

    def test_a_new_code_under_a_name_in_use(self, cast: Cast) -> None:
        (line,) = errors(cast, units(UNIT | {"short_name": "Phường 1"}))
        assert line.startswith("Đơn vị!B2: tên này đang là của đơn vị mã “phuong-1”")

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({}, "trùng với dòng 2"),
            ({"code": "p3"}, ""),
            ({"code": None, "short_name": "P"}, "trùng"),
        ],
    )
    def test_twice_in_one_file(self, cast: Cast, change: dict[str, Any], said: str) -> None:
        sheet = units(UNIT, UNIT | change)
        if said:
            assert any(said in line for line in errors(cast, sheet))
        else:
            assert not plan(cast, read(sheet)).has_errors

    @pytest.mark.parametrize(
        ("change", "said"),
        [({"group": "Cac phuong"}, "Có phải ý anh/chị là “Các phường”?"),
         ({"group": "Nội chính"}, "không có nhóm"),
         ({"code": "them"}, "không dùng được mã"),
         ({"valid_to": "31/12/2020"}, "phải sau ngày bắt đầu")],
    )  # fmt: skip
    def test_what_cannot_be(self, cast: Cast, change: dict[str, Any], said: str) -> None:
        assert any(said in line for line in errors(cast, units(UNIT | change)))

    def test_only_those_who_may(self, cast: Cast) -> None:
        for by in (cast.clerk, cast.admin):
            assert not plan(cast, read(units(UNIT)), by=by).has_errors
        for by in (cast.standing, cast.head, cast.stranger, cast.nobody):
            assert "không được sửa" in errors(cast, units(UNIT), by=by)[0]


class TestPeople:
    def test_a_head_and_a_reporter_of_a_new_unit(self, cast: Cast) -> None:
        second = HEAD | {
            "email": "hai@mau.example", "full_name": "Hai Thử", "role": "Cán bộ đầu mối",
            "may_submit": "Có",
        }  # fmt: skip
        found = read(units(UNIT), people(HEAD, second))
        bring(cast, found)
        posts = Appointment.objects.filter(unit__code="phuong-2").order_by("role")
        assert [(p.role, p.may_submit) for p in posts] == [("HEAD", False), ("REPORTER", True)]
        assert OutgoingMail.objects.filter(kind="invitation").count() == 2
        assert not Person.objects.get(email="nhap@mau.example").has_usable_password()
        entries = AuditEntry.objects.count()
        assert said(bring(cast, found)) == ["same"] * 3
        assert AuditEntry.objects.count() == entries

    def test_invitations_may_wait(self, cast: Cast) -> None:
        bring(cast, read(units(UNIT), people(HEAD)), invite=False)
        assert not OutgoingMail.objects.exists()

    def test_changes_of_a_known_person_and_post(self, cast: Cast) -> None:
        bring(cast, read(units(UNIT), people(HEAD)))
        changed = HEAD | {"full_name": "Ngô Văn Nhập Thứ", "phone": "1", "position": "Bí thư mới"}
        done = bring(cast, read(people(changed)))
        assert said(done) == ["update"]
        assert len(done.outcomes[0].lines) == 3
        post = Appointment.objects.get(person__email="nhap@mau.example")
        assert (post.position, post.person.full_name) == ("Bí thư mới", "Ngô Văn Nhập Thứ")

    def test_a_reporter_is_allowed_and_no_longer_allowed(self, cast: Cast) -> None:
        row = HEAD | {"role": "Cán bộ đầu mối", "may_submit": "Có"}
        bring(cast, read(units(UNIT), people(row)))
        done = bring(cast, read(people(row | {"may_submit": "Không"})))
        assert done.outcomes[0].lines == ["Được gửi thay: “Có” → “Không”"]
        assert not Appointment.objects.get(unit__code="phuong-2").may_submit

    def test_a_second_head_needs_the_handover(self, cast: Cast) -> None:
        (line,) = errors(cast, people(HEAD | {"unit": "Phường 1", "starts_on": "01/3/2021"}))
        assert "phải làm bàn giao" in line
        assert line.startswith("Cán bộ!E2: Phường 1 đang có người đứng đầu là đ/c Hoàng Văn")

    def test_two_heads_in_one_file(self, cast: Cast) -> None:
        other = HEAD | {"email": "hai@mau.example", "full_name": "Hai Thử"}
        (line,) = errors(cast, units(UNIT), people(HEAD, other))
        assert "mỗi đơn vị có một người đứng đầu; dòng 2" in line

    def test_one_address_for_two_people(self, cast: Cast) -> None:
        other = HEAD | {"full_name": "Lê Thị Khác Thử", "role": "Cán bộ đầu mối"}
        (line,) = errors(cast, units(UNIT), people(HEAD, other))
        assert line == ("Cán bộ!C3: địa chỉ “nhap@mau.example” cũng có ở dòng 2 nhưng khác họ tên.")
        assert "trùng với dòng 2" in errors(cast, units(UNIT), people(HEAD, HEAD))[0]

    def test_an_address_of_somebody_else(self, cast: Cast) -> None:
        row = HEAD | {"email": cast.reporter.email, "unit": "Phường 1", "role": "Cán bộ đầu mối"}
        assert "đang là của đ/c Võ Thị Đầu Thử" in errors(cast, people(row))[0]
        far = HEAD | {"email": cast.stranger.email}
        (line,) = errors(cast, units(UNIT), people(far))
        assert cast.stranger.full_name not in line

    def test_somebody_of_another_committee_gets_a_post_here_too(self, cast: Cast) -> None:
        row = HEAD | {
            "email": cast.stranger.email, "full_name": cast.stranger.full_name, "phone": None
        }  # fmt: skip
        bring(cast, read(units(UNIT), people(row)))
        assert cast.stranger.appointments.count() == 2

    def test_a_unit_of_another_committee_is_unknown(self, cast: Cast) -> None:
        (line,) = errors(cast, people(HEAD | {"unit": "Phường Một"}))
        assert line.startswith("Cán bộ!F2: không có đơn vị “Phường Một”. Có phải ý")

    @pytest.mark.parametrize("name", ["Phuong 1", "phường1", "Phường  1.", "P. Kinh tế"])
    def test_a_unit_nearly_named_is_asked_about(self, cast: Cast, name: str) -> None:
        (line,) = errors(cast, people(HEAD | {"unit": name, "role": "Cán bộ đầu mối"}))
        right = "Phòng Kinh tế" if "Kinh" in name else "Phường 1"
        assert f"“{right}”" in line

    @pytest.mark.parametrize(
        ("change", "said"),
        [({"unit": None}, "chưa ghi đơn vị"), ({"role": "Thường trực cấp ủy"}, "không ghi đơn vị"),
         ({"role": "Thường trực cấp ủy", "unit": None}, "không được phân công"),
         ({"may_submit": "Có"}, "chỉ ghi “Có” với cán bộ đầu mối"),
         ({"may_submit": "Có thể"}, "không có trong danh sách")],
    )  # fmt: skip
    def test_what_cannot_be(self, cast: Cast, change: dict[str, Any], said: str) -> None:
        assert any(said in line for line in errors(cast, units(UNIT), people(HEAD | change)))

    def test_the_administrator_gives_posts_of_the_committee(self, cast: Cast) -> None:
        row = HEAD | {"role": "Thường trực cấp ủy", "unit": None}
        bring(cast, read(people(row)), by=cast.admin)
        assert Appointment.objects.filter(role="STANDING", unit=None).count() == 2

    def test_the_day_of_a_post_is_not_changed(self, cast: Cast) -> None:
        bring(cast, read(units(UNIT), people(HEAD)))
        assert "không sửa bằng" in errors(cast, people(HEAD | {"starts_on": "02/01/2021"}))[0]

    def test_locked_and_ended(self, cast: Cast) -> None:
        bring(cast, read(units(UNIT), people(HEAD)))
        Appointment.objects.filter(unit__code="phuong-2").update(ends_on=date(2021, 1, 3))
        assert "đã kết thúc ngày 03/01/2021" in errors(cast, people(HEAD))[0]
        Person.objects.filter(email=HEAD["email"]).update(is_active=False)
        assert "đang bị khóa" in errors(cast, people(HEAD))[0]


class TestTasks:
    def test_written_on_the_units_behalf_and_again(self, cast: Cast) -> None:
        year = stage.empty(cast).year
        found = read(tasks(TASK))
        assert said(bring(cast, found, year=year)) == ["new", "new"]
        task = Commitment.objects.get(unit=cast.ward).tasks.get()
        assert [str(v) for v in (task.baseline, task.target)] == ["2.4000", "1.8600"]
        assert list(task.supporting_units.all()) == [cast.bureau]
        assert [(s.quarter, s.weight) for s in task.milestones.all()] == [(2, 2)]
        entry = AuditEntry.objects.filter(deed="TASK_SAVED").latest("pk")
        assert entry.on_behalf_of == "Bí thư Phường 1"
        entries = AuditEntry.objects.count()
        assert said(bring(cast, found, year=year)) == ["same", "same"]
        assert AuditEntry.objects.count() == entries

    def test_changed(self, cast: Cast) -> None:
        year = stage.empty(cast).year
        bring(cast, read(tasks(TASK)), year=year)
        steps = (STEP, STEP | {"quarter": "Quý III", "text": "Xong"})
        done = bring(cast, read(tasks(TASK | {"target": "1,5"}, steps=steps)), year=year)
        assert done.outcomes[0].lines == [
            "Chỉ tiêu: “1,86” → “1,5”", "Lộ trình: “1 mốc” → “2 mốc, sửa lại”",
        ]  # fmt: skip
        assert Commitment.objects.get(unit=cast.ward).tasks.get().milestones.count() == 2

    def test_of_a_unit_that_the_file_brings(self, cast: Cast) -> None:
        year = stage.empty(cast).year
        row = TASK | {"unit": "Phường 2", "supporting_units": "Phường 1;phong-kinh-te"}
        found = read(units(UNIT), tasks(row, steps=(STEP | {"unit": "Phường 2"},)))
        bring(cast, found, year=year)
        task = Commitment.objects.get(unit__code="phuong-2").tasks.get()
        assert set(task.supporting_units.all()) == {cast.ward, cast.bureau}

    @pytest.mark.parametrize("state", CommitmentState)
    @pytest.mark.parametrize("year_state", YearState)
    def test_only_while_it_may_be_written(
        self, cast: Cast, state: CommitmentState, year_state: YearState
    ) -> None:
        commitment = stage.empty(cast)
        frozen = {"signed_on": date(2021, 1, 8), "content": {}, "content_hash": "0" * 64}
        Commitment.objects.filter(pk=commitment.pk).update(state=state, **frozen)
        Year.objects.update(state=year_state)
        year = Year.objects.select_related("committee").get()
        open_ = state in ("DRAFT", "SENT_BACK") and year_state in ("REGISTRATION", "IN_FORCE")
        assert plan(cast, read(tasks(TASK)), year=year).has_errors != open_

    @pytest.mark.parametrize(
        ("change", "said"),
        [({"number": 2}, "phải nối tiếp: 1"), ({"supporting_units": "Phường 1"}, "đơn vị khác"),
         ({"supporting_units": "Phòng Kinh"}, "“Phòng Kinh tế”"),
         ({"due_on": "30/9/2022"}, "Nhiệm vụ!P2: Thời hạn phải trong năm 2021"),
         ({"unit": "Phường Một"}, "không có đơn vị")],
    )  # fmt: skip
    def test_what_cannot_be(self, cast: Cast, change: dict[str, Any], said: str) -> None:
        year = stage.empty(cast).year
        lines = errors(cast, tasks(TASK | change, steps=()), year=year)
        assert any(said in line for line in lines)

    def test_twice_the_same(self, cast: Cast) -> None:
        year = stage.empty(cast).year
        assert any("trùng với dòng 2" in x for x in errors(cast, tasks(TASK, TASK), year=year))
        steps = (STEP, STEP | {"number": 2})
        twin = tasks(TASK, TASK | {"number": 2}, steps=steps)
        assert any("trùng hoàn toàn" in line for line in errors(cast, twin, year=year))

    def test_a_step_without_its_task(self, cast: Cast) -> None:
        year = stage.empty(cast).year
        sheet = tasks(TASK, steps=(STEP, STEP | {"number": 3}))
        assert "không có nhiệm vụ TT 3" in errors(cast, sheet, year=year)[0]

    def test_no_year_was_chosen(self, cast: Cast) -> None:
        assert "chưa chọn năm" in errors(cast, tasks(TASK, steps=()))[0]

    def test_the_administrator_writes_none(self, cast: Cast) -> None:
        year = stage.empty(cast).year
        assert plan(cast, read(tasks(TASK)), year=year, by=cast.admin).has_errors


class TestAllOrNothing:
    def test_data_that_moved_meanwhile(self, cast: Cast) -> None:
        found = read(units(UNIT), people(HEAD))
        shown = plan(cast, found)
        bring(cast, found)
        entries = AuditEntry.objects.count()
        with pytest.raises(Moved) as moved:
            bring(cast, found, shown=shown)
        assert said(moved.value.plan) == ["same", "same"]
        assert AuditEntry.objects.count() == entries

    def test_a_verb_that_refuses_the_last_row_undoes_the_first(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(**_: Any) -> None:
            raise Refused("không được")

        monkeypatch.setattr("units.workflow.appoint", refuse)
        with pytest.raises(Refused, match="không được"):
            bring(cast, read(units(UNIT), people(HEAD)))
        assert not Unit.objects.filter(code="phuong-2").exists()
        assert not OutgoingMail.objects.exists()

    def test_the_entry_names_the_file_and_the_counts(self, cast: Cast) -> None:
        bring(cast, read(units(UNIT), people(HEAD)))
        entry = AuditEntry.objects.get(deed="WORKBOOK_IMPORTED")
        assert entry.detail["sha256"] == "0" * 64
        assert entry.comment == "Đơn vị: thêm mới 1. Cán bộ: thêm mới 1."

    def test_at_the_console_nobody_we_know_does_it(self, cast: Cast) -> None:
        year = stage.empty(cast).year
        by = at_the_console(cast.committee, AT.date())
        bring(cast, read(units(UNIT), people(HEAD), tasks(TASK)), year=year, by=by)
        new = AuditEntry.objects.filter(at=AT)
        assert {entry.by for entry in new} == {None}

    def test_as_many_queries_for_three_as_for_one(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        year = stage.empty(cast).year
        one = read(units(UNIT), people(HEAD), tasks(TASK))
        more = [
            UNIT | {"code": f"p{n}", "full_name": f"Đ{n}", "short_name": f"P{n}"} for n in (3, 4)
        ]
        heads = [HEAD | {"email": f"p{n}@mau.example", "unit": f"P{n}"} for n in (3, 4)]
        three = read(units(UNIT, *more), people(HEAD, *heads), tasks(TASK))
        for found in (one, three):
            by = Person.objects.get(pk=cast.clerk.pk)
            assert by.posts
            with django_assert_num_queries(6):
                assert not plan(cast, found, year=year, by=by).has_errors
