"""Desks, overview and the annual report as people meet them."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.html import strip_tags
from openpyxl import load_workbook

from commitments.progress import Status
from commitments.workflow import extending, requesting, reviewing
from reports import figures, workflow
from reports.models import YearReport
from reports.workflow import printing
from tests import cast as stage
from tests.commitments import inspecting_cast as inspecting
from tests.commitments import quarter_cast as quarter
from tests.reports.quarters import accepted, filed
from units.roles import Role

YEAR = "/dang-uy-mau/2021/"
ANNUAL = f"{YEAR}bao-cao-nam/"


@pytest.fixture
def signed(cast, on_day):
    on_day(2021, 3, 19)
    return stage.signed(cast)


def get(client, person, path):
    client.force_login(person)
    return client.get(path)


def body(response) -> str:
    return response.content.decode()


# --- desks -----------------------------------------------------------------------------------


def test_everybody_lands_on_their_own_desk(client, cast, signed):
    client.force_login(cast.reporter)
    page = client.get("/", follow=True)
    assert page.redirect_chain[-1][0] == YEAR
    assert "Báo cáo tiến độ Quý I/2021" in body(page)
    assert "còn 6 ngày" in body(page)


def test_a_unit_that_has_handed_in_is_told_what_waits_and_what_comes(client, cast, signed):
    filed(cast, signed, 1, {1: (Status.IN_PROGRESS, "20")}, at=stage.at(3, 19))
    page = body(get(client, cast.reporter, YEAR))
    assert "Việc cần làm tiếp theo" not in page
    assert "Quý I/2021 đã nộp, chờ Văn phòng xem xét." in page
    assert "Quý II/2021 gửi được từ 01/4, hạn nộp 25/6." in page
    assert "Chưa đến kỳ" in page
    ahead = body(get(client, cast.reporter, f"{YEAR}bao-cao/phuong-1/quy-2/"))
    assert "chưa bắt đầu nên chưa gửi được" in ahead
    assert "chậm so với lộ trình" not in ahead


def test_a_unit_is_sent_to_what_can_still_be_handed_in(client, cast, signed, on_day):
    on_day(2022, 1, 5)  # quarters I to III are locked, IV until 06/01
    page = body(get(client, cast.head, YEAR))
    assert "Quý I/2021, Quý II/2021, Quý III/2021 chưa nộp và đã khóa sổ." in page
    assert f'href="{YEAR}bao-cao/phuong-1/quy-4/">Bắt đầu báo cáo' in page
    said = ("Quá hạn 286 ngày", "Quá hạn 194 ngày", "Quá hạn 100 ngày", "Quá hạn 9 ngày")
    assert [page.count(f"{words}</span>") for words in said] == [1, 1, 1, 1]
    form = body(get(client, cast.head, f"{YEAR}bao-cao/phuong-1/quy-4/"))
    assert form.count("khóa sổ 06/01/2022") == 1
    extending.extend(
        report=quarter.report(signed, 3), locks_on=stage.at(1, 28, year=2022).date(),
        asked_by="Đ/c Thử", reason="Bão", by=cast.clerk, at=stage.at(1, 5, year=2022),
    )  # fmt: skip
    on_day(2022, 1, 20)
    page = body(get(client, cast.head, YEAR))
    assert "Quý I/2021, Quý II/2021, Quý IV/2021 chưa nộp và đã khóa sổ." in page
    assert f'href="{YEAR}bao-cao/phuong-1/quy-3/">Bắt đầu báo cáo' in page
    on_day(2022, 2, 1)
    page = body(get(client, cast.head, YEAR))
    assert "Bắt đầu báo cáo" not in page
    assert "không còn việc nào" not in page


def test_registrations_that_did_not_come_stay_on_the_offices_desk(client, cast, signed, on_day):
    stage.draft(cast, cast.bureau)
    type(signed.year).objects.filter(pk=signed.year.pk).update(
        registration_due_on=stage.at(1, 10).date()
    )
    on_day(2021, 1, 20)
    page = body(get(client, cast.clerk, YEAR))
    assert "1 đơn vị chưa gửi" in page
    assert "chờ đơn vị gửi, quá hạn 10 ngày" in body(get(client, cast.clerk, f"{YEAR}cam-ket/"))


def test_who_has_no_commitment_yet_is_told_of_the_registration(client, cast, signed, on_day):
    stage.year(cast, 2022)
    signed.year.commitments.filter(unit=cast.bureau).delete()
    boss = stage.appointed("boss", Role.HEAD, cast.bureau)
    page = body(get(client, boss, YEAR))
    assert "Đơn vị chưa có bản cam kết" in page
    assert "Đang đăng ký cam kết năm 2022" in page


def test_nobody_is_sent_to_sign_before_the_year_begins(client, cast, on_day):
    on_day(2020, 12, 28)
    commitment = stage.approved(cast)
    assert "Việc cần làm tiếp theo" not in body(get(client, cast.head, YEAR))
    page = body(get(client, cast.head, f"{YEAR}cam-ket/phuong-1/ky/"))
    assert "ký được từ ngày 01/01/2021" in page
    assert '<button class="btn btn-primary" type="submit">Ký' not in page
    assert "ký được từ ngày 01/01/2021" in body(get(client, cast.standing, f"{YEAR}ky/"))
    on_day(2021, 1, 8)
    assert commitment.state == "APPROVED"
    assert "Việc cần làm tiếp theo" in body(get(client, cast.head, YEAR))
    page = body(get(client, cast.head, f"{YEAR}cam-ket/phuong-1/ky/"))
    assert '<button class="btn btn-primary" type="submit">Ký' in page


def test_each_role_has_its_page(client, cast, signed):
    assert "Bàn làm việc" in body(get(client, cast.clerk, YEAR))
    assert "Bản giao ban" in body(get(client, cast.standing, YEAR))
    assert get(client, cast.inspector, YEAR).url == f"{YEAR}kiem-tra/"


def test_who_stands_in_the_committee_and_heads_a_unit_reaches_both_desks(client, cast, signed):
    stage.appoint(cast.standing, Role.HEAD, cast.bureau)
    assert "Bản giao ban" in body(get(client, cast.standing, YEAR))
    page = body(get(client, cast.standing, f"{YEAR}?don-vi=phong-kinh-te"))
    assert "Việc cần làm tiếp theo" in page


@pytest.mark.parametrize("who", ["head", "clerk", "standing"])
def test_the_running_year_tells_of_the_registration_of_the_next(client, cast, signed, who):
    assert "Đang đăng ký" not in body(get(client, getattr(cast, who), YEAR))
    stage.year(cast, 2022)
    page = body(get(client, getattr(cast, who), YEAR))
    assert "Đang đăng ký cam kết năm 2022" in page
    assert 'href="/dang-uy-mau/2022/"' in page


def test_who_holds_no_post_is_told_whom_to_ask(client, cast):
    assert "chưa được phân công vai trò" in body(get(client, cast.nobody, "/"))


def test_a_strangers_year_is_not_found(client, cast, signed):
    assert get(client, cast.stranger, YEAR).status_code == 404
    assert get(client, cast.stranger, "/dang-uy-khac/").status_code == 302


def test_a_unit_sees_what_was_sent_back_first(client, cast, on_day):
    on_day(2021, 1, 8)
    stage.sent_back(cast)
    page = body(get(client, cast.reporter, YEAR))
    assert "Bổ sung đăng ký cam kết" in page
    assert "Cần rõ hơn." in page


def test_a_unit_reads_of_how_many_tasks_there_are_comments(client, cast, signed, on_day):
    """Where the Office wrote of tasks alone."""
    row = quarter.report(signed)
    quarter.submitted(cast, row)
    words = {"comment": "", "task_comments": {3: "Ghi rõ địa bàn.", 1: "Thiếu minh chứng."}}
    reviewing.send_back(report=row, round_number=1, by=cast.clerk, at=stage.at(3, 22), **words)
    on_day(2021, 3, 23)
    page = body(get(client, cast.head, YEAR))
    assert "Có ý kiến về 2 nhiệm vụ (nhiệm vụ 1, 3)." in page


def test_a_unit_reads_why_a_report_came_back(client, cast, signed, on_day):
    row = quarter.report(signed)
    quarter.sent_back(cast, row)
    on_day(2021, 3, 23)
    page = body(get(client, cast.head, YEAR))
    assert "Cần rõ hơn." in page
    assert "30/101 hộ · theo bản đang soạn" in page
    made = quarter.submitted(cast, row, at=stage.at(3, 22))
    quarter.accept(cast, row, made.number, comment="Đạt yêu cầu.")
    reviewing.reopen(report=row, reason="Số hộ chưa khớp.", by=cast.clerk, at=stage.at(3, 23))
    page = body(get(client, cast.head, YEAR))
    assert "Số hộ chưa khớp." in page
    assert "mở lại sau khi chấp nhận" in page
    assert "Cần rõ hơn." not in page
    assert "Đạt yêu cầu." not in page


def test_what_waits_for_a_unit_is_read_before_its_tasks(client, cast, signed, on_day):
    """On a telephone, where all stands in one column."""
    quarter.sent_back(cast, quarter.report(signed))
    inspecting.concluded(cast, signed)
    on_day(2021, 3, 25)
    page = body(get(client, cast.head, YEAR))
    titles = ("Trả lại để bổ sung", "Yêu cầu khắc phục", "Bản cam kết năm 2021", "Bốn kỳ báo cáo")
    places = [page.index(f"<h2>{title}</h2>") for title in titles]
    assert places == sorted(places)


def test_an_extension_stands_beside_the_dates_of_the_period(client, cast, signed, on_day):
    on_day(2021, 4, 12)
    extending.extend(
        report=quarter.report(signed), locks_on=stage.at(4, 15).date(), asked_by="Đ/c Thử",
        reason="Bão số 5", by=cast.clerk, at=stage.at(4, 11),
    )  # fmt: skip
    page = body(get(client, cast.head, YEAR))
    assert "Hạn nộp thứ Năm, 25/3 · khóa sổ 05/4 · được gia hạn đến 15/4" in page
    assert 'Quá hạn 18 ngày</span> <span class="small muted">được gia hạn đến 15/4</span>' in page
    assert "hạn nộp 25/3/2021 · được gia hạn đến 15/4" in body(
        get(client, cast.clerk, f"{YEAR}tong-quan/?quy=1")
    )


def test_a_request_for_more_time_is_told_on_the_top_card(client, cast, signed):
    requesting.ask_extension(
        report=quarter.report(signed), reason="Bão số 5.", wished_until=date(2021, 4, 12),
        by=cast.head, at=stage.at(3, 18),
    )  # fmt: skip
    page = body(get(client, cast.head, YEAR))
    assert "khóa sổ 05/4 · đang xin gia hạn đến 12/4" in page


def test_no_lock_day_is_told_of_what_was_sent_back(client, cast, signed, on_day):
    row = quarter.report(signed)
    extending.extend(
        report=row, locks_on=date(2021, 4, 9), asked_by="Đ/c Thử", reason="Bão số 5",
        by=cast.clerk, at=stage.at(3, 18),
    )  # fmt: skip
    quarter.sent_back(cast, row)
    on_day(2021, 3, 24)
    page = body(get(client, cast.head, YEAR))
    assert "Hạn nộp thứ Năm, 25/3 · không khóa sổ" in page
    assert "được gia hạn đến" not in page


def test_a_units_tasks_stand_against_their_roadmap(client, cast, signed):
    filed(cast, signed, 1, {1: (Status.DONE, "150"), 3: (Status.IN_PROGRESS, "1")},
          at=stage.at(3, 18))  # fmt: skip
    page = body(get(client, cast.head, YEAR))
    assert "150/101 hộ" in page
    assert "tạm tính, chờ xem xét" in page
    assert "Vượt mức" in page
    assert "Chậm so với lộ trình" in page


def test_a_units_tasks_name_the_report_that_they_stand_by(client, cast, signed, on_day):
    assert "theo báo cáo" not in body(get(client, cast.head, YEAR))
    accepted(cast, signed, 1, {1: (Status.IN_PROGRESS, "50")}, at=stage.at(3, 18))
    on_day(2021, 7, 5)  # the second quarter was not reported yet
    assert "50/101 hộ · theo báo cáo Quý I</div>" in body(get(client, cast.head, YEAR))
    filed(cast, signed, 2, {1: (Status.IN_PROGRESS, "70")}, at=stage.at(6, 18))
    page = body(get(client, cast.head, YEAR))
    assert "70/101 hộ · tạm tính, chờ xem xét báo cáo Quý II</div>" in page


@pytest.mark.parametrize("who", ["clerk", "standing", "head"])
def test_a_desk_costs_the_same_for_one_unit_and_two(
    client, cast, signed, who, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    filed(cast, signed, 1, {}, at=stage.at(3, 18))
    client.force_login(cast.people()[who])
    client.get(YEAR)
    with CaptureQueriesContext(connection) as one:
        client.get(YEAR)
    filed(cast, stage.signed(cast, cast.bureau), 1, {}, at=stage.at(3, 18))
    with CaptureQueriesContext(connection) as two:
        client.get(YEAR)
    assert len(one) == len(two)


def test_while_registration_is_open_the_office_begins_with_registrations(client, cast, on_day):
    on_day(2021, 1, 8)
    stage.submitted(cast)
    page = body(get(client, cast.clerk, YEAR))
    assert "1 bản đăng ký chờ xem xét" in page
    assert f'href="{YEAR}cam-ket/phuong-1/">Xem xét bản gửi sớm nhất</a>' in page
    assert page.count("btn-primary") == 1
    assert "Báo cáo chờ xem xét" not in page
    assert "0/0" not in page


def test_the_office_is_led_on_when_no_registration_waits(client, cast, on_day):
    on_day(2021, 1, 4)
    stage.empty(cast)
    page = body(get(client, cast.clerk, YEAR))
    assert "Các đơn vị đang đăng ký cam kết năm 2021" in page
    assert "2 đơn vị chưa gửi" in page
    on_day(2021, 1, 8)
    stage.approved(cast)
    assert "1 bản cam kết đã duyệt, chờ ký" in body(get(client, cast.clerk, YEAR))


def test_the_office_opens_the_registration_of_a_year_being_prepared(client, cast, on_day):
    on_day(2021, 1, 4)
    stage.year(cast, registration=False)
    assert "Mở đăng ký cam kết năm 2021" in body(get(client, cast.clerk, YEAR))


def test_the_office_sees_the_report_that_waits_longest_and_what_it_sent_back(client, cast, signed):
    assert "Không còn việc nào chờ Văn phòng" in body(get(client, cast.clerk, YEAR))
    report = filed(cast, signed, 1, {}, at=stage.at(3, 17))
    page = body(get(client, cast.clerk, YEAR))
    assert "Chờ lâu nhất: Phường 1 – Quý I/2021" in page
    assert "Đã trả lại" not in page
    reviewing.send_back(
        report=report, round_number=1, comment="Bổ sung.", task_comments={},
        by=cast.clerk, at=stage.at(3, 18),
    )  # fmt: skip
    page = body(get(client, cast.clerk, YEAR))
    assert "Đã trả lại, chờ đơn vị bổ sung" in page
    assert "Trả lại lúc 09:00 ngày 18/3/2021 · chờ 1 ngày" in page


def test_the_office_is_told_whom_nothing_reaches(client, cast, signed):
    assert "Mọi đơn vị đều có người nhận việc" in body(get(client, cast.clerk, YEAR))
    stage.unit_row(cast.wards, "phuong-9", "Phường 9", kind="WARD", rank=9)
    assert "Chưa có người đứng đầu hoặc cán bộ đầu mối" in body(get(client, cast.clerk, YEAR))


def test_a_late_task_and_an_overdue_report_are_named_apart(client, cast, signed, on_day):
    on_day(2021, 10, 4)  # every task is due on 30/9, quarter III on 27/9
    page = body(get(client, cast.standing, YEAR))
    assert "Chậm 4 ngày" in page
    assert "Phường 1 – Quý III/2021" in page
    assert page.count("Quá hạn 7 ngày<") == 1  # the reports of three quarters, no task
    assert "Quý I/2021</a>: 1 đơn vị" in page
    assert "Quý III/2021</a>: 1 đơn vị" in page


def test_a_list_cut_short_says_so_and_leads_to_the_whole(client, cast, signed, on_day, monkeypatch):
    on_day(2021, 10, 4)
    late = figures.late_tasks
    monkeypatch.setattr(figures, "late_tasks", lambda *given: late(*given[:3], 1))
    overdue = figures.overdue_units
    monkeypatch.setattr(figures, "overdue_units", lambda *given: overdue(*given, 1))
    page = body(get(client, cast.standing, YEAR))
    total = signed.tasks.count()
    assert f"1/{total} nhiệm vụ." in page
    assert f'"{YEAR}tong-quan/?tat-ca=1&amp;quy=3#nhiem-vu-cham"' in page
    assert "1/3 báo cáo, quá hạn lâu nhất trước." in page
    monkeypatch.undo()
    on_day(2021, 10, 4)
    whole = body(get(client, cast.clerk, f"{YEAR}tong-quan/?tat-ca=1&quy=3"))
    assert whole.count("Chậm 4 ngày") == total


def test_reports_of_every_quarter_wait_for_the_office(client, cast, signed, on_day):
    filed(cast, signed, 1, {}, at=stage.at(3, 17))
    on_day(2021, 5, 10)  # quarter II is the one people talk about
    for address, who in ((YEAR, cast.standing), (f"{YEAR}tong-quan/", cast.clerk)):
        assert "Văn phòng còn <b>1 báo cáo chờ xem xét</b>" in body(get(client, who, address))


# --- overview --------------------------------------------------------------------------------


def test_the_overview_says_it_in_words_first(client, cast, signed):
    stage.signed(cast, cast.bureau)
    accepted(cast, signed, 1, {1: (Status.DONE, "101")}, at=stage.at(3, 18))
    page = body(get(client, cast.clerk, f"{YEAR}tong-quan/"))
    assert "<b>1/2 đơn vị</b> đã nộp báo cáo Quý I/2021 (50%)" in page
    assert "Đã chấp nhận" in page


def test_a_report_sent_back_is_not_counted_as_handed_in(client, cast, signed, on_day):
    quarter.sent_back(cast, quarter.report(signed))
    stage.signed(cast, cast.bureau)
    on_day(2021, 3, 25)
    page = " ".join(body(get(client, cast.clerk, f"{YEAR}tong-quan/")).split())
    assert "<b>0/2 đơn vị</b> đã nộp báo cáo Quý I/2021 (0%)." in page
    assert "<b>1 đơn vị</b> bị trả lại, chưa bổ sung. 1 đơn vị chưa nộp, còn trong hạn." in page
    assert "Nộp lần đầu đúng hạn, tính cả báo cáo bị trả lại: <b>1</b>, tính đến 25/3/2021." in page
    assert (
        "0/2 đã nộp, 0 đã chấp nhận · 1 trả lại · "
        "nộp lần đầu đúng hạn 1 (tính cả báo cáo trả lại), tính đến 25/3/2021" in page
    )
    tiles = page[page.index('class="tiles') :]
    assert tiles.index("không tính 1 báo cáo bị trả lại") < tiles.index(
        "tính cả báo cáo bị trả lại"
    )
    on_day(2021, 3, 26)  # from now on nobody can be on time any more
    page = " ".join(body(get(client, cast.standing, YEAR)).split())
    assert '<span class="late">1 đơn vị quá hạn</span>, chưa nộp.' in page
    assert "Nộp lần đầu đúng hạn, tính cả báo cáo bị trả lại: <b>1/2</b> (50%)." in page


def test_after_the_lock_the_quarter_before_is_spoken_of_first(client, cast, signed, on_day):
    """Next quarter's reports are due in months; those of this one still lie where they lie."""
    on_day(2021, 4, 6)
    for who, path in ((cast.standing, YEAR), (cast.clerk, f"{YEAR}tong-quan/")):
        said = " ".join(strip_tags(body(get(client, who, path))).split())
        before, now = (
            said.index("Quý I/2021 đã khóa sổ còn"),
            said.index("đã nộp báo cáo Quý II/2021"),
        )
        assert before < now
        assert "Quý I/2021 đã khóa sổ còn 1 đơn vị chưa nộp." in said
    quarter.submitted(cast, quarter.report(signed), at=stage.at(4, 5))
    said = " ".join(strip_tags(body(get(client, cast.clerk, f"{YEAR}tong-quan/"))).split())
    assert "Quý I/2021 đã khóa sổ còn 1 chờ xem xét." in said
    quarter.accept(cast, quarter.report(signed), 1)
    assert "khóa sổ còn" not in body(get(client, cast.clerk, f"{YEAR}tong-quan/"))


def test_an_overdue_report_of_an_earlier_quarter_is_listed_with_its_quarter(
    client, cast, signed, on_day
):
    on_day(2021, 6, 20)
    page = get(client, cast.clerk, f"{YEAR}tong-quan/?quy=2")
    assert "Phường 1 – Quý I/2021" in body(page)
    assert "Không có đơn vị nào quá hạn" not in body(page)


def test_a_quarter_to_come_counts_nobody(client, cast, signed):
    page = body(get(client, cast.clerk, f"{YEAR}tong-quan/?quy=3"))
    assert "Quý III/2021 chưa đến kỳ báo cáo (hạn nộp 27/9)." in page
    assert "0/1" not in page.split("Qua các quý")[0].split("Nhiệm vụ chậm")[0]
    assert "Chưa đến kỳ" in page


def test_a_groups_parent_stands_above_it_and_each_says_its_number(client, cast, signed):
    above = stage.group_row(cast.committee, "phong", "Các phòng", number="2", rank=2)
    for group, number in ((cast.wards, "1"), (cast.offices, "2.5")):
        group.number = number
        group.save()
    cast.offices.parent = above
    cast.offices.save()
    twin = stage.group_row(cast.committee, "khac", "Khối khác", number="2.5", parent=above, rank=3)
    unit = stage.unit_row(twin, "phong-khac", "Phòng Khác", kind="DEPARTMENT", rank=1)
    for path in ("/dang-uy-mau/don-vi/", f"{YEAR}tong-quan/"):
        if path != "/dang-uy-mau/don-vi/":
            cast.bureau.group = twin
            cast.bureau.save()
            stage.signed(cast, cast.bureau)
        page = body(get(client, cast.clerk, path))
        assert page.count("2. Các phòng</th>") == 1, path
        lines = re.findall(r'scope="colgroup">([^<]*\S)\s*<', page)
        shown = ["1. Các phường", "2. Các phòng", "2.5. Kinh tế", "2.5. Khối khác"]
        if path != "/dang-uy-mau/don-vi/":
            shown.remove("2.5. Kinh tế")
        assert lines == shown, path
    assert unit.group == twin


@pytest.mark.parametrize("who", ["head", "reporter", "admin"])
def test_the_overview_is_closed_to_units(client, cast, signed, who):
    expected = 404 if who == "admin" else 403
    assert get(client, cast.people()[who], f"{YEAR}tong-quan/").status_code == expected
    assert get(client, cast.inspector, f"{YEAR}tong-quan/").status_code == 200


@pytest.mark.parametrize(("asked", "late"), [("?quy=1", 0), ("?quy=3", 3), ("", 3)])
def test_an_earlier_quarter_is_shown_as_it_stood(client, cast, signed, on_day, asked, late):
    on_day(2021, 10, 20)  # every task is due on 30/9, and quarter III is locked
    page = get(client, cast.clerk, f"{YEAR}tong-quan/{asked}")
    assert page.context["counts"].late == late
    assert len(page.context["late"]) == late
    ((_, (row,)),) = page.context["groups"]
    assert row.late == late
    sheet = load_workbook(BytesIO(get(client, cast.clerk, f"{YEAR}tong-quan/xuat/{asked}").content))
    assert sheet.active["J4"].value == late
    said = "nhiệm vụ, kiến nghị tính đến ngày khóa sổ "
    assert (said in page.content.decode()) == bool(asked)


def test_search_needs_no_accents_and_filters_stay_in_the_address(client, cast, signed):
    stage.signed(cast, cast.bureau)
    page = body(get(client, cast.clerk, f"{YEAR}tong-quan/?tim=phong+kinh"))
    assert "Phòng Kinh tế</a>" in page
    assert "Phường 1</a></th>" not in page
    assert f"nhom={cast.offices.pk}" not in page
    filtered = body(get(client, cast.clerk, f"{YEAR}tong-quan/?nhom={cast.wards.pk}"))
    assert "Phòng Kinh tế</a></th>" not in filtered


@pytest.mark.parametrize("junk", ["quy=9", "quy=x", "nhom=abc", "trang=zz", "tim=%00"])
def test_junk_in_the_address_is_ignored(client, cast, signed, junk):
    assert get(client, cast.clerk, f"{YEAR}tong-quan/?{junk}").status_code == 200


def test_the_workbook_holds_strings_not_formulas(client, cast, signed):
    import io

    from openpyxl import load_workbook

    cast.ward.short_name = "=1+1"
    cast.ward.save()
    answer = get(client, cast.clerk, f"{YEAR}tong-quan/xuat/")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cell = sheet["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


# --- the annual report -----------------------------------------------------------------------


@pytest.fixture
def report(cast, signed, on_day) -> YearReport:
    on_day(2022, 1, 10)
    return workflow.start_report(year=signed.year, by=cast.clerk, at=stage.at(1, 10, year=2022))


def test_the_office_starts_edits_and_issues_in_the_browser(client, cast, signed, on_day):
    on_day(2022, 1, 10)
    client.force_login(cast.clerk)
    assert "Lập dự thảo báo cáo" in body(client.get(ANNUAL))
    client.post(f"{ANNUAL}lap/")
    page = body(client.get(f"{ANNUAL}muc/IV/"))
    assert "{năm sau}" in page
    saved = client.post(f"{ANNUAL}muc/IV/", {"version": 0, "text": "Năm {năm sau}: tốt hơn."})
    assert saved.status_code == 302
    assert "Văn phòng đã sửa" in body(client.get(f"{ANNUAL}muc/IV/"))
    frame = {
        "version": 1, "dated_month": 1, "dated_year": 2022, "draft_number": 1,
        "signing_authority": "T/M BAN THƯỜNG VỤ", "signer_position": "PHÓ BÍ THƯ",
        "signer_name": "Nguyễn Văn Trực Thử", "recipients": "Lưu Văn phòng",
    }  # fmt: skip
    assert client.post(f"{ANNUAL}khung/", frame).status_code == 302
    asks = client.get(f"{ANNUAL}phat-hanh/").context["form"]
    typed = {"version": 2, "number": 5, "signed_on": "05/01/2022"}
    stale = client.post(f"{ANNUAL}phat-hanh/", typed | {"seen": "0" * 64})
    assert "Đề nghị đọc lại rồi phát hành" in body(stale)
    typed["seen"] = asks["seen"].value()
    done = client.post(f"{ANNUAL}phat-hanh/", typed, follow=True)
    assert "Số 05-BC/ĐU, ngày 05 tháng 01 năm 2022" in body(done)
    assert "Năm 2022: tốt hơn." in body(done)


def test_the_page_that_issues_says_first_what_stands_against_it(client, cast, report, on_day):
    client.force_login(cast.clerk)
    page = body(client.get(f"{ANNUAL}phat-hanh/"))
    assert "Chưa ghi họ và tên người ký." in page
    assert '<button class="btn btn-primary" type="submit">Phát hành' not in page
    YearReport.objects.update(signer_name="Nguyễn Văn Trực Thử", recipients="Lưu Văn phòng")
    assert '<button class="btn btn-primary" type="submit">Phát hành' in body(
        client.get(f"{ANNUAL}phat-hanh/")
    )


def test_an_issued_report_suggests_closing_its_year(client, cast, report):
    years = "/dang-uy-mau/nam/"
    assert "Khép năm" not in body(get(client, cast.clerk, years))
    YearReport.objects.filter(pk=report.pk).update(
        state="ISSUED", number=5, signed_on="2022-01-05", issued_at=stage.at(1, 10, year=2022),
        issued_by=cast.clerk, content={}, content_hash="0" * 64, pdf="reports/x.pdf",
    )  # fmt: skip
    page = body(get(client, cast.clerk, years))
    assert "Khép năm 2021" in page
    assert "Khép năm" not in body(get(client, cast.standing, years))


def test_the_outline_is_whole_and_folded_on_a_phone(client, cast, report):
    page = body(get(client, cast.clerk, f"{ANNUAL}muc/IV/"))
    assert page.count(f'href="{ANNUAL}muc/IV/" aria-current="true"') == 2
    assert '<details class="card outline mb-3 d-lg-none">' in page


def test_a_refused_section_keeps_what_was_typed(client, cast, report):
    client.force_login(cast.clerk)
    page = client.post(f"{ANNUAL}muc/IV/", {"version": 0, "text": "Đạt {rato} <i>x</i>."})
    assert "Không có số liệu nào tên là {rato}" in body(page)
    assert "Đạt {rato} &lt;i&gt;x&lt;/i&gt;." in body(page)


def test_a_stale_section_shows_both_texts(client, cast, report):
    client.force_login(cast.clerk)
    client.post(f"{ANNUAL}muc/IV/", {"version": 0, "text": "Bản của người thứ nhất."})
    page = body(client.post(f"{ANNUAL}muc/IV/", {"version": 0, "text": "Bản của người thứ hai."}))
    assert "Bản của người thứ nhất." in page
    assert "Bản của người thứ hai." in page
    assert 'name="version" value="1"' in page


def test_the_job_shows_progress_then_offers_the_file(client, cast, report, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.clerk)
    client.post(f"{ANNUAL}in/")
    job = report.jobs.get()
    waiting = body(client.get(f"{ANNUAL}in/{job.key}/"))
    assert "hx-trigger" in waiting
    assert client.get(f"{ANNUAL}in/{job.key}/pdf/").status_code == 404
    printing.work_on(job.pk, stage.at(1, 10, year=2022))
    done = body(client.get(f"{ANNUAL}in/{job.key}/"))
    assert "hx-trigger" not in done
    answer = client.get(f"{ANNUAL}in/{job.key}/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("standing", 200), ("inspector", 200), ("head", 200), ("admin", 404),
     ("stranger", 404)],
)  # fmt: skip
def test_who_reads_the_page_while_it_is_a_draft(client, cast, report, who, status):
    page = get(client, cast.people()[who], ANNUAL)
    assert page.status_code == status
    if who == "head":
        assert "Chưa có báo cáo năm" in body(page)


def test_a_withdrawn_report_stays_readable_to_those_who_oversee(client, cast, report):
    YearReport.objects.update(signer_name="Nguyễn Văn Trực Thử", recipients="Lưu Văn phòng")
    january = stage.at(1, 10, year=2022)
    made = workflow.issue(
        report=report, number=5, signed_on=january.date(), version=1, by=cast.clerk, at=january
    )
    workflow.withdraw(report=made, reason="Sai số liệu.", by=cast.clerk, at=january)
    address = f"{ANNUAL}da-thu-hoi/{made.pk}/"
    assert address in body(get(client, cast.clerk, ANNUAL))
    page = body(get(client, cast.standing, address))
    assert "Đã thu hồi" in page
    assert "Số 05-BC/ĐU, ngày 10 tháng 01 năm 2022" in page
    assert "Sai số liệu." in page
    assert "Lập bản in" not in page
    assert get(client, cast.head, address).status_code == 404
    assert address not in body(get(client, cast.head, ANNUAL))


def test_the_workbench_says_which_words_contradict_the_data(client, cast, report):
    client.force_login(cast.clerk)
    client.post(f"{ANNUAL}muc/IV/", {"version": 0, "text": "Đã làm 12/9 nhiệm vụ, đầu việc."})
    page = body(client.get(f"{ANNUAL}muc/IV/"))
    assert "Phải sửa trước khi phát hành" in page
    assert "“12/9” không khớp số liệu" in page
    assert client.get(f"{ANNUAL}muc/II/").status_code == 404


def test_an_old_print_is_not_taken_for_the_text(client, cast, report, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.clerk)
    client.post(f"{ANNUAL}in/")
    printing.work_on(report.jobs.get().pk, stage.at(1, 10, year=2022))
    assert "đã thay đổi sau bản in" not in body(client.get(ANNUAL))
    client.post(f"{ANNUAL}muc/IV/", {"version": 0, "text": "Chữ mới."})
    assert "đã thay đổi sau bản in" in body(client.get(ANNUAL))
    assert "đã thay đổi sau bản in" in body(client.get(f"{ANNUAL}in/{report.jobs.get().key}/"))


@pytest.mark.parametrize("deed", ["lap/", "in/", "so-lieu/x/bo/"])
def test_deeds_are_posts(client, cast, report, deed):
    assert get(client, cast.clerk, f"{ANNUAL}{deed}").status_code == 303


def test_every_name_has_its_address():
    for name in ("annual", "start", "frame", "figures", "print", "issued_pdf", "issue", "withdraw"):
        assert reverse(f"reports:{name}", args=["a", 2021]).startswith("/a/2021/bao-cao-nam/")


def test_the_command_writes_the_file_without_keeping_a_draft(cast, signed, tmp_path, on_day):

    on_day(2022, 1, 10)
    target = tmp_path / "x.pdf"
    call_command("render_report", committee="dang-uy-mau", year=2021, pdf=target)
    assert target.read_bytes().startswith(b"%PDF-")
    assert not YearReport.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"committee": "khong-co"}, "Không có cấp ủy nào có mã “khong-co”."),
        ({"year": 2019}, "Không có năm cam kết 2019"),
        ({"pdf": "nowhere/x.pdf"}, "Không có thư mục"),
        ({"pdf": ""}, "Không ghi được"),
    ],
)
def test_the_command_says_what_it_cannot_do(cast, signed, tmp_path, changes, sentence):
    right = {"committee": "dang-uy-mau", "year": 2021, "pdf": "x.pdf"} | changes
    if "pdf" in changes and not changes["pdf"]:
        (tmp_path / "x.pdf").mkdir()
        right["pdf"] = "x.pdf"
    with pytest.raises(CommandError, match=sentence):
        call_command("render_report", **right | {"pdf": tmp_path / right["pdf"]})


def test_the_command_prints_no_year_that_nobody_signed(cast, tmp_path):
    stage.year(cast)
    with pytest.raises(CommandError, match="chưa có bản cam kết nào được ký"):
        call_command("render_report", committee="dang-uy-mau", year=2021, pdf=tmp_path / "x.pdf")


def test_the_name_of_a_typed_figure_is_explained_in_vietnamese(client, cast, report):
    client.force_login(cast.clerk)
    page = client.post(f"{ANNUAL}so-lieu/", {"token": "Vốn đầu tư", "label": "Vốn"})
    assert "Mã chỉ gồm chữ cái không dấu" in body(page)
    assert "slug" not in body(page)
