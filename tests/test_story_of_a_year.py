"""One year told through the pages, by five people, from the registration to the printed Báo cáo.

Everybody fills the forms the pages really show; nothing is written behind their backs. What each
chapter leaves is checked where the next person would look.
"""

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from camket.models import AuditEntry
from commitments.models import Commitment, ProgressReport
from commitments.states import CommitmentState, ReportState
from reports.models import RenderJob, YearReport
from tests.cast import PASSWORD, Cast
from tests.pages import main_form

C = "/dang-uy-mau"
Y = f"{C}/2021"


class Somebody:
    """A person at a browser: opens pages, fills the form a page is about, presses a button."""

    def __init__(self, person: Any) -> None:
        self.client = Client()
        self.client.force_login(person)

    def reads(self, path: str) -> str:
        answer = self.client.get(path, follow=True)
        assert answer.status_code == 200, (path, answer.status_code)
        return unescape(answer.content.decode())

    def fills(self, path: str, press: str = "", **changes: Any) -> str:
        """The page after posting its form with these fields changed, redirects followed."""
        shown = self.client.get(path, follow=True)
        assert shown.status_code == 200, (path, shown.status_code)
        form = main_form(shown.content.decode(), path)
        unknown = set(changes) - form.names - {""}
        assert not unknown, f"{path} asks for {sorted(form.names)}, not {sorted(unknown)}"
        data = form.fields | changes | ({press: "1"} if press else {})
        answer = self.client.post(path, data, follow=True)
        assert answer.status_code in (200, 422), (path, answer.status_code)  # 422: refused, kept
        return unescape(answer.content.decode())

    def presses(self, path: str, **data: Any) -> str:
        """A button that is a form of its own."""
        answer = self.client.post(path, data, follow=True)
        assert answer.status_code == 200, (path, answer.status_code)
        return unescape(answer.content.decode())


@pytest.fixture
def stage(cast: Cast) -> Cast:
    """The small committee, its groups coded as the report's template names them."""
    for group, code in ((cast.wards, "WARD"), (cast.offices, "DEPT_ECONOMY")):
        group.code = code
        group.save()
    return cast


TASKS = {
    1: {"title": "Bàn giao mặt bằng cho 110 hộ", "unit_of_measure": "hộ", "baseline": "0",
        "target": "110", "product": "Biên bản bàn giao", "due_on": "30/9/2021"},
    2: {"title": "Giảm tỷ lệ hộ nghèo", "unit_of_measure": "%", "baseline": "1,86",
        "target": "1,20", "product": "Kết quả rà soát", "due_on": "25/12/2021"},
    3: {"title": "Phê duyệt phương án chỉnh trang", "product": "Quyết định phê duyệt",
        "due_on": "30/6/2021"},
}  # fmt: skip


def task_form(number: int, **changes: str) -> dict[str, str]:
    common = {
        "owner_name": "Hoàng Văn Đứng Thử",
        "owner_post": "Bí thư",
        "basis": "Nghị quyết số 01-NQ/ĐU",
        "moc-0-quarter": "1",
        "moc-0-text": f"Xong bước đầu của việc {number}",
        "moc-1-quarter": "2",
        "moc-1-text": f"Xong bước giữa của việc {number}",
    }
    # Each half-year up to the due date has its milestone; the third task ends in June.
    last = {"moc-2-quarter": "3", "moc-2-text": f"Xong bước cuối của việc {number}"}
    return common | (last if number != 3 else {}) | TASKS[number] | changes


@pytest.mark.django_db(transaction=True)
def test_a_year_from_registration_to_the_report(
    stage: Cast, on_day: Callable[[int, int, int], date], settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    clerk, standing = Somebody(stage.clerk), Somebody(stage.standing)
    head, reporter = Somebody(stage.head), Somebody(stage.reporter)

    on_day(2021, 1, 4)
    the_office_opens_the_year(clerk)
    the_ward_registers(reporter, head, clerk)
    both_sides_sign(standing, head)

    on_day(2021, 3, 18)
    call_command("send_reminders", on="2021-03-18")
    assert [m.subject for m in outbox.outbox if "Còn 7 ngày" in m.subject]
    the_first_quarter(reporter, head, clerk, on_day)
    for quarter, day in ((2, (2021, 6, 21)), (3, (2021, 9, 21)), (4, (2021, 12, 21))):
        on_day(*day)
        a_quarter_is_filed_and_accepted(head, clerk, quarter)
    the_overview_agrees(clerk)

    on_day(2022, 1, 10)
    text = the_report_is_issued_and_printed(clerk, head, tmp_path)
    assert "1 phường" in text
    assert "100% các cơ quan, đơn vị có báo cáo" in text
    assert "Số 05-BC/ĐU" in text
    assert not AuditEntry.objects.filter(committee=None).exists()


def the_office_opens_the_year(clerk: Somebody) -> None:
    page = clerk.fills(f"{C}/nam/mo/", theme="Kỷ cương, trách nhiệm")
    assert "2021" in page
    clerk.presses(f"{Y}/thiet-lap/mo-dang-ky/")
    assert Commitment.objects.count() == 2


def the_ward_registers(reporter: Somebody, head: Somebody, clerk: Somebody) -> None:
    paper = f"{Y}/cam-ket/phuong-1/"
    for number in TASKS:
        reporter.fills(f"{paper}nhiem-vu/them/", **task_form(number))
    # Two tasks are too few: the third is taken out, tried, and put back.
    reporter.fills(f"{paper}nhiem-vu/3/bo/")
    assert "ít hơn mức tối thiểu 3" in head.fills(f"{paper}gui/")
    reporter.fills(f"{paper}nhiem-vu/them/", **task_form(3))
    head.fills(f"{paper}gui/")
    clerk.fills(f"{paper}tra-lai/", comment="Nhiệm vụ 1 cần ghi rõ dự án.")
    assert "cần ghi rõ dự án" in reporter.reads(f"{Y}/")
    reporter.fills(f"{paper}nhiem-vu/1/", title="Bàn giao mặt bằng cho 110 hộ, dự án cầu sông Hiếu")
    head.fills(f"{paper}gui/")
    clerk.fills(f"{paper}chuyen/")
    commitment = Commitment.objects.get(unit__code="phuong-1")
    assert commitment.passed_on_at is not None
    assert commitment.rounds.count() == 2


def both_sides_sign(standing: Somebody, head: Somebody) -> None:
    paper = f"{Y}/cam-ket/phuong-1/"
    assert "Duyệt nội dung cam kết: Phường 1" in standing.reads(f"{Y}/")
    standing.fills(f"{paper}duyet/")
    head.fills(f"{paper}ky/", password=PASSWORD)
    standing.fills(f"{paper}ky/", password=PASSWORD)
    commitment = Commitment.objects.get(unit__code="phuong-1")
    assert commitment.state == CommitmentState.SIGNED
    assert ProgressReport.objects.filter(commitment=commitment).count() == 4
    assert "dự án cầu sông Hiếu" in head.reads(paper)


def the_first_quarter(
    reporter: Somebody, head: Somebody, clerk: Somebody, on_day: Callable[[int, int, int], date]
) -> None:
    form = f"{Y}/bao-cao/phuong-1/quy-1/"
    reporter.fills(form, **answers(1, "20", "1,7"))
    # The reporter may draft but not hand in: the head has not allowed it.
    assert "chưa cho phép" in reporter.fills(form, press="gui")
    page = head.fills(form, press="gui")
    report = ProgressReport.objects.get(commitment__unit__code="phuong-1", period__quarter=1)
    assert report.state == ReportState.SUBMITTED, page
    clerk.fills(f"{form}duyet/", press="tra-lai", comment="Nêu rõ số hộ còn vướng.")
    assert "Nêu rõ số hộ còn vướng." in reporter.reads(form)
    on_day(2021, 3, 29)  # being sent back does not make a unit late
    head.fills(form, press="gui", **answers(1, "22", "1,7"))
    clerk.fills(f"{form}duyet/", press="chap-nhan")
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED
    assert report.rounds.count() == 2
    assert "đúng hạn" in clerk.reads(form)


def a_quarter_is_filed_and_accepted(head: Somebody, clerk: Somebody, quarter: int) -> None:
    form = f"{Y}/bao-cao/phuong-1/quy-{quarter}/"
    done = quarter == 4
    texts = {"highlights": "Mặt bằng dự án cầu sông Hiếu đã bàn giao đủ 110 hộ."} if done else {}
    head.fills(form, press="gui", **answers(quarter, "110", "1,1", done=done), **texts)
    clerk.fills(f"{form}duyet/", press="chap-nhan")
    report = ProgressReport.objects.get(commitment__unit__code="phuong-1", period__quarter=quarter)
    assert report.state == ReportState.ACCEPTED


def answers(quarter: int, households: str, poor: str, *, done: bool = False) -> dict[str, Any]:
    """What the ward tells of its three tasks, by the names of the form's fields."""
    tasks = Commitment.objects.get(unit__code="phuong-1").tasks.prefetch_related("milestones")
    told: dict[str, Any] = {}
    for task, value in zip(tasks, (households, poor, None), strict=True):
        steps = list(task.milestones.all())
        told |= {
            f"nv-{task.pk}-changed": f"Quý {quarter}: đã làm thêm việc {task.number}.",
            f"nv-{task.pk}-status": "DONE" if done else "IN_PROGRESS",
            f"nv-{task.pk}-done": [str(s.pk) for s in (steps if done else steps[:1])],
        }
        if value:
            told[f"nv-{task.pk}-actual"] = value
    return told


def the_overview_agrees(clerk: Somebody) -> None:
    page = clerk.reads(f"{Y}/tong-quan/?quy=4")
    assert "<b>1/1 đơn vị</b> đã nộp báo cáo Quý IV/2021 (100%)" in page
    assert "3<small>/3" in page


def the_report_is_issued_and_printed(clerk: Somebody, head: Somebody, folder: Any) -> str:
    annual = f"{Y}/bao-cao-nam/"
    clerk.presses(f"{annual}lap/")
    assert "bàn giao đủ 110 hộ" in clerk.reads(f"{annual}muc/II.1/")
    assert "Chưa có báo cáo năm" in head.reads(annual)
    clerk.fills(f"{annual}khung/", signer_name="Nguyễn Văn Trực Thử", recipients="Lưu Văn phòng")
    clerk.fills(f"{annual}phat-hanh/", number="5", signed_on="05/01/2022")
    report = YearReport.objects.get()
    assert report.state == "ISSUED"
    assert RenderJob.objects.get(report=report).state == "DONE"
    assert "Mở bản in (PDF)" in head.reads(annual)
    answer = head.client.get(f"{annual}pdf/")
    path = folder / "report.pdf"
    path.write_bytes(b"".join(answer.streaming_content))
    return " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())
