"""The pages of a quarter filled in without a connection: out, back, a look, a word."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from camket.sheets import XLSX
from commitments.exchange.quarter.filling import KEEP, TAKE
from commitments.forms import offline as forms
from commitments.models import Commitment, ProgressReport
from commitments.workflow import choosing, signing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import offline
from tests.commitments import quarter_cast as quarters
from tests.commitments.pages import client_of, get, hidden, post

HERE = f"{quarters.PREFIX}phuong-1/quy-1/"
UPLOAD, FILL, TEMPLATE = f"{HERE}nap-excel/", f"{HERE}nap-excel/xac-nhan/", f"{HERE}bieu-mau-excel/"


@pytest.fixture
def report(cast: Cast, on_day: Any) -> ProgressReport:
    on_day(2021, 3, 18)
    return quarters.report(quarters.reports(cast))


def brought(cast: Cast, data: bytes, name: str = "bao-cao.xlsx") -> Any:
    return client_of(cast.reporter).post(UPLOAD, {"file": SimpleUploadedFile(name, data)})


def text(page: Any) -> str:
    return page.content.decode()


def test_the_form_leads_to_the_workbook_and_back(cast: Cast, report: ProgressReport) -> None:
    form = text(get(cast.reporter, HERE))
    assert TEMPLATE in form
    assert UPLOAD in form
    made = get(cast.reporter, TEMPLATE)
    assert made["Content-Type"] == XLSX
    assert made["Content-Disposition"] == 'attachment; filename="bao-cao-2021-quy-1-phuong-1.xlsx"'
    assert "Tải biểu mẫu Excel" in text(get(cast.reporter, UPLOAD))


def test_a_look_writes_nothing_and_a_word_fills_the_draft(
    cast: Cast, report: ProgressReport
) -> None:
    page = brought(
        cast, offline.workbook(report, {"1.actual": "12,5", "1.changed": "Đã <b>họp</b>."})
    )
    said = text(page)
    assert page.status_code == 200
    assert "Tệp sẽ đổi 2 ô của bản nháp" in said
    assert "12,5" in said
    assert "Đã &lt;b&gt;họp&lt;/b&gt;." in said
    assert quarters.fresh(report).saved_at is None
    done = post(cast.reporter, FILL, {"package": hidden(said, "package")})
    assert done.redirect_chain[-1][0] == HERE
    assert "Đã nạp 2 ô từ tệp Excel vào bản nháp" in text(done)
    assert quarters.fresh(report).saved_by == cast.reporter
    again = post(cast.reporter, FILL, {"package": hidden(said, "package")})
    assert "Nội dung của tệp đã có trong bản nháp" in text(again)


def test_an_emptied_cell_is_said_aloud(cast: Cast, report: ProgressReport) -> None:
    quarters.draft(cast, report)
    said = text(brought(cast, offline.workbook(quarters.fresh(report), {"2.changed": None})))
    assert "Có 1 ô vốn có nội dung nay để trống" in said
    assert "Xóa nội dung" in said


def test_what_both_have_changed_is_chosen_on_the_page(cast: Cast, report: ProgressReport) -> None:
    data = offline.workbook(report, {"1.changed": "Của tệp."})
    quarters.draft(cast, report)
    said = text(brought(cast, data))
    key = offline.key(report, "1.changed")
    assert "Bản nháp đã được sửa sau khi tải biểu mẫu" in said
    assert "Đã làm việc 1 ở khu phố 3." in said
    package = hidden(said, "package")
    asked = client_of(cast.reporter).post(FILL, {"package": package})
    assert asked.status_code == 422
    assert "Đề nghị chọn giữ bản nào ở từng ô" in text(asked)
    kept = post(cast.reporter, FILL, {"package": package, f"chon-{key}": KEEP})
    assert "bản nháp không thay đổi" in text(kept)
    taken = post(cast.reporter, FILL, {"package": package, f"chon-{key}": TAKE})
    assert "Đã nạp 1 ô" in text(taken)


@pytest.mark.parametrize("saved_meanwhile", [False, True])
def test_a_choice_is_about_what_was_shown(
    cast: Cast, report: ProgressReport, saved_meanwhile: bool
) -> None:
    data = offline.workbook(report, {"1.changed": "Của tệp."})
    quarters.draft(cast, report, changed="Bản một.")
    package = hidden(text(brought(cast, data)), "package")
    if saved_meanwhile:
        quarters.draft(cast, report, changed="Bản hai.")
    word = {f"chon-{offline.key(report, '1.changed')}": TAKE}
    done = client_of(cast.reporter).post(FILL, {"package": package, **word})
    stored = report.answers.get(task__number=1).changed
    if not saved_meanwhile:
        assert (done.status_code, stored) == (302, "Của tệp.")
        return
    assert (done.status_code, stored) == (422, "Bản hai.")
    assert "Bản hai." in text(done)
    assert "checked" not in text(done)
    again = post(cast.reporter, FILL, {"package": hidden(text(done), "package"), **word})
    assert "Đã nạp 1 ô" in text(again)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "Tệp rỗng"), (b"MZ" * 300, "không phải"), (b"<html>" * 99, "không phải")],
)
def test_what_is_no_workbook_is_refused(
    cast: Cast, report: ProgressReport, data: bytes, said: str
) -> None:
    page = brought(cast, data)
    assert page.status_code == 422
    assert said in text(page)
    assert "Tải biểu mẫu Excel" in text(page)


def test_slips_are_told_and_nothing_is_written(cast: Cast, report: ProgressReport) -> None:
    page = brought(cast, offline.workbook(report, {"1.actual": "12.4", "3.actual": "nhiều"}))
    assert page.status_code == 422
    assert "Bản nháp trên hệ thống không thay đổi" in text(page)
    assert "124 hay 12,4" in text(page)
    assert "“nhiều” không phải là số" in text(page)
    assert 'name="package"' not in text(page)


@pytest.mark.parametrize("how", ["made up", "of another report", "old"])
def test_only_what_was_seen_can_be_confirmed(
    cast: Cast, report: ProgressReport, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, where = offline.seen(report), FILL
    if how == "made up":
        package = package[:-1] + ("A" if package[-1] != "A" else "B")
    elif how == "of another report":
        where = FILL.replace("quy-1", "quy-2")
    else:
        monkeypatch.setattr(forms, "KEPT_FOR", -1)
    page = post(cast.reporter, where, {"package": package})
    assert "Đề nghị tải tệp lên lại" in text(page)
    assert quarters.fresh(report).saved_at is None


def test_too_much_for_a_page_is_refused(
    cast: Cast, report: ProgressReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "LARGEST", 100)
    page = brought(cast, offline.workbook(report, {"1.changed": "Đã họp."}))
    assert page.status_code == 422
    assert "quá nhiều nội dung" in text(page)


def test_after_handing_in_there_is_nothing_to_fill(cast: Cast, report: ProgressReport) -> None:
    data, package = offline.workbook(report), offline.seen(report)
    quarters.submitted(cast, report)
    for page in (
        client_of(cast.reporter).get(TEMPLATE, follow=True),
        client_of(cast.reporter).get(UPLOAD, follow=True),
        client_of(cast.reporter).post(
            UPLOAD, {"file": SimpleUploadedFile("a.xlsx", data)}, follow=True
        ),
        post(cast.reporter, FILL, {"package": package}),
    ):
        assert page.redirect_chain[-1][0] == HERE
        assert "Báo cáo đã gửi và đang chờ Văn phòng xem xét." in text(page)


@pytest.mark.parametrize("tasks", [1, 3])
def test_a_constant_number_of_queries(
    cast: Cast, on_day: Any, tasks: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    on_day(2021, 3, 18)
    stage.year(cast, min_tasks=1)
    report = quarters.report(signed(cast, tasks))
    quarters.draft(cast, report)
    client = client_of(cast.reporter)
    client.get(TEMPLATE)
    with django_assert_num_queries(14):
        client.get(TEMPLATE)


def signed(cast: Cast, tasks: int) -> Commitment:
    made = stage.submitted(cast, tasks=tasks)
    choosing.pass_on(commitment=made, by=cast.clerk, at=stage.at(1, 7))
    choosing.approve(commitment=stage.fresh(made), by=cast.standing, at=stage.at(1, 8))
    signing.sign_as_head(commitment=stage.fresh(made), by=cast.head, at=stage.at(1, 8, 14))
    signing.sign_as_standing(commitment=stage.fresh(made), by=cast.standing, at=stage.at(1, 8, 15))
    return stage.fresh(made)
