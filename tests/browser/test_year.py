"""The year's main steps by three people, each at a browser of their own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from commitments.models import Commitment, ProgressReport
from tests import cast as stage
from tests.browser.visits import NARROW, Visitor, hands_in
from tests.camket.file_corpus import pdf, scanned
from tests.cast import Cast
from tests.reports.quarters import report_of
from units.models import Appointment

pytestmark = pytest.mark.browser


@pytest.fixture
def signed(cast: Cast, on_day: Callable[..., date]) -> Commitment:
    """The ward has signed, its head lets the reporter hand in, and the first quarter is due."""
    on_day(2021, 3, 24)
    Appointment.objects.filter(person=cast.reporter).update(may_submit=True)
    return stage.signed(cast)


def fill_in(page: Page, commitment: Commitment) -> None:
    """Every task of the quarter, by the labels a person reads."""
    for task in commitment.tasks.all():
        section = page.locator(f"#nhiem-vu-{task.number}")
        if task.is_quantity:
            section.get_by_label("Kết quả lũy kế từ đầu năm").fill("12,5")
        section.get_by_label("Đang thực hiện").check()
        section.get_by_label("Điều gì đã thay đổi").fill(f"Đã làm thêm việc {task.number}.")


class TestTheQuarter:
    def test_is_filed_by_the_ward_and_accepted_by_the_office(
        self, visitor: Callable[..., Visitor], cast: Cast, signed: Commitment
    ) -> None:
        ward = visitor().comes_in(cast.reporter).page
        ward.locator(".hero .btn-primary").click()
        fill_in(ward, signed)
        expect(ward.get_by_text("3/3 nhiệm vụ đã đủ")).to_be_visible()  # saved by itself
        hands_in(ward)
        expect(ward.get_by_text("Báo cáo đã được gửi đến Văn phòng")).to_be_visible()
        handed_in = report_of(signed, 1).rounds.get()
        expect(ward.get_by_text(handed_in.code).first).to_be_visible()

        office = visitor().comes_in(cast.clerk).page
        office.get_by_role("link", name="Duyệt báo cáo").first.click()
        office.get_by_role("link", name="Xem xét").first.click()
        expect(office.get_by_text("Đã làm thêm việc 1.")).to_be_visible()
        office.get_by_role("button", name="Chấp nhận").click()
        office.get_by_role("dialog").get_by_role("button", name="Chấp nhận", exact=True).click()
        expect(office.get_by_text("đã được chấp nhận")).to_be_visible()
        assert report_of(signed, 1).state == "ACCEPTED"

        ward.reload()
        expect(ward.get_by_text("chấp nhận").first).to_be_visible()

    def test_is_sent_back_and_handed_in_again(
        self, visitor: Callable[..., Visitor], cast: Cast, signed: Commitment
    ) -> None:
        from tests.reports.quarters import filed

        filed(cast, signed, 1, {1: ("IN_PROGRESS", "20")}, at=stage.at(3, 23))
        where = f"/dang-uy-mau/2021/bao-cao/{signed.unit.code}/quy-1/"
        office = visitor().is_inside(cast.clerk).page
        office.goto(f"{where}duyet/")
        office.get_by_label("Ý kiến chung").fill("Nêu rõ số hộ.")
        office.get_by_role("button", name="Trả lại để bổ sung").click()
        asked = office.get_by_role("dialog")
        asked.get_by_role("button", name="Trả lại để bổ sung").click()
        expect(office.get_by_text("đã được trả lại để bổ sung")).to_be_visible()

        ward = visitor(viewport=NARROW).is_inside(cast.reporter).page
        ward.goto(where)
        expect(ward.get_by_text("Nêu rõ số hộ.").first).to_be_visible()
        ward.locator("#nhiem-vu-1").get_by_label("Điều gì đã thay đổi").fill("Đã vận động 20 hộ.")
        hands_in(ward)
        expect(ward.get_by_text("Báo cáo đã được gửi đến Văn phòng")).to_be_visible()
        assert report_of(signed, 1).rounds.count() == 2

    def test_works_without_javascript(
        self, visitor: Callable[..., Visitor], cast: Cast, signed: Commitment
    ) -> None:
        ward = visitor(java_script_enabled=False).comes_in(cast.reporter).page
        ward.locator(".hero .btn-primary").click()
        fill_in(ward, signed)
        ward.get_by_role("button", name="Lưu nháp").click()
        expect(ward.get_by_text("Đã lưu bản nháp")).to_be_visible()
        assert report_of(signed, 1).answers.count() == 3
        ward.get_by_role("button", name="Gửi báo cáo").click()
        expect(ward.get_by_text("Báo cáo đã được gửi đến Văn phòng")).to_be_visible()
        assert report_of(signed, 1).state == "SUBMITTED"

    def test_what_was_typed_is_saved_by_itself(
        self, visitor: Callable[..., Visitor], cast: Cast, signed: Commitment
    ) -> None:
        ward = visitor().is_inside(cast.reporter)
        ward.page.goto(f"/dang-uy-mau/2021/bao-cao/{signed.unit.code}/quy-1/")
        ward.page.locator("#nhiem-vu-2").get_by_label("Điều gì đã thay đổi").fill("Đang viết dở")
        expect(ward.page.locator("#foot-status")).to_contain_text("Đã lưu lúc", timeout=20_000)
        report = ProgressReport.objects.get(pk=report_of(signed, 1).pk)
        assert report.answers.get(task__number=2).changed == "Đang viết dở"


class TestSigning:
    def test_head_and_standing_member_sign(
        self, visitor: Callable[..., Visitor], cast: Cast, on_day: Callable[..., date]
    ) -> None:
        on_day(2021, 1, 8)
        commitment = stage.approved(cast)
        for person in (cast.head, cast.standing):
            page = visitor().comes_in(person).page
            page.goto(f"/dang-uy-mau/2021/cam-ket/{commitment.unit.code}/")
            page.get_by_role("link", name="Ký bản cam kết").click()
            expect(page.get_by_text("Việc này không thể hoàn tác.")).to_be_visible()
            expect(page.get_by_text("Nhiệm vụ mẫu số 1").first).to_be_visible()
            page.get_by_label("Mật khẩu").fill("khong-phai-mat-khau")
            page.get_by_role("button", name="Ký bản cam kết").click()
            expect(page.get_by_text("Mật khẩu không đúng.").last).to_be_visible()
            page.get_by_label("Mật khẩu").fill(stage.PASSWORD)
            page.get_by_role("button", name="Ký bản cam kết").click()
            expect(page.get_by_text("Đã ký bản cam kết năm 2021")).to_be_visible()
        commitment.refresh_from_db()
        assert commitment.state == "SIGNED"
        assert commitment.reports.count() == 4

    def test_all_ready_ones_at_a_conference(
        self, visitor: Callable[..., Visitor], cast: Cast, on_day: Callable[..., date]
    ) -> None:
        on_day(2021, 1, 8)
        stage.approved(cast)
        stage.approved(cast, cast.bureau)
        page = visitor().is_inside(cast.standing).page
        page.goto("/dang-uy-mau/2021/ky/")
        page.get_by_role("button", name="Ký các bản đã chọn").click()
        page.get_by_label("Mật khẩu").fill(stage.PASSWORD)
        page.get_by_role("button", name="Ký 2 bản cam kết").click()
        expect(page.get_by_text("Đã ghi nhận ký 2 bản cam kết")).to_be_visible()
        assert Commitment.objects.filter(state="SIGNED").count() == 2

    def test_recorded_with_a_scan_printed_and_verified(
        self,
        visitor: Callable[..., Visitor],
        cast: Cast,
        on_day: Callable[..., date],
        settings: Any,
        tmp_path: Path,
    ) -> None:
        """The paper's whole way: the Office records it, the unit prints it, the code is asked."""
        on_day(2021, 1, 8)
        settings.MEDIA_ROOT = tmp_path / "media"
        stage.approved(cast)
        scan = tmp_path / "Bản ký Phường 1.pdf"
        scan.write_bytes(pdf(scanned))
        page = visitor().is_inside(cast.clerk).page
        page.goto("/dang-uy-mau/2021/ky/")
        page.get_by_role("button", name="Ghi nhận ký trên giấy").click()
        page.get_by_label("Bản ký: Phường 1").set_input_files(scan)
        page.get_by_label("Mật khẩu").fill(stage.PASSWORD)
        page.get_by_role("button", name="Ký 1 bản cam kết").click()
        expect(page.get_by_text("Đã nhận 1 bản ký quét.")).to_be_visible()
        page = visitor().is_inside(cast.head).page
        page.goto("/dang-uy-mau/2021/cam-ket/phuong-1/")
        expect(page.get_by_text("Bản ký Phường 1.pdf").first).to_be_visible()
        page.get_by_role("button", name="In bản cam kết").click()
        expect(page.get_by_role("link", name="Mở bản in (PDF)")).to_be_visible(timeout=60_000)
        page.goto("/dang-uy-mau/xac-minh/")
        code = Commitment.objects.get(unit=cast.ward).code
        page.get_by_label("Mã nội dung").fill(code.lower().replace("-", " "))
        page.get_by_role("button", name="Xác minh").click()
        expect(page.get_by_text("Đúng là nội dung hiện hành.")).to_be_visible()


class TestRegistering:
    def test_a_task_is_written_and_handed_in(
        self, visitor: Callable[..., Visitor], cast: Cast, on_day: Callable[..., date]
    ) -> None:
        on_day(2021, 1, 6)
        commitment = stage.draft(cast, tasks=2)
        page = visitor().is_inside(cast.head).page
        page.goto(f"/dang-uy-mau/2021/cam-ket/{commitment.unit.code}/nhiem-vu/them/")
        page.get_by_label("Nội dung cam kết").fill("Xây dựng 2 tuyến phố văn minh đô thị")
        page.get_by_label("Người phụ trách").fill("Hoàng Văn Đứng Thử")
        page.get_by_label("Chức vụ").fill("Bí thư Đảng ủy phường")
        page.get_by_label("Căn cứ, thẩm quyền").fill("Nghị quyết số 05-NQ/ĐU")
        page.get_by_label("Sản phẩm, kết quả phải đạt").fill("Quyết định công nhận 2 tuyến phố")
        page.get_by_label("Đơn vị tính").fill("tuyến")
        page.get_by_label("Số đầu kỳ").fill("0")
        page.get_by_label("Chỉ tiêu", exact=True).fill("2")
        page.get_by_label("Thời hạn hoàn thành").fill("30/9/2021")
        for row, quarter in enumerate(("Quý I", "Quý II", "Quý III")):
            page.locator(f'[name="moc-{row}-quarter"]').select_option(label=quarter)
            page.locator(f'[name="moc-{row}-text"]').fill(f"Mốc {quarter}")
            page.locator(f'[name="moc-{row}-planned_value"]').fill(str(row * 0.5).replace(".", ","))
        page.get_by_role("button", name="Lưu nhiệm vụ").click()
        expect(page.get_by_text("Đã lưu nhiệm vụ 3.")).to_be_visible()
        page.get_by_role("link", name="Gửi đăng ký").first.click()
        page.get_by_role("button", name="Gửi đăng ký").click()
        expect(page.get_by_text("Mã biên nhận")).to_be_visible()
        commitment.refresh_from_db()
        assert commitment.state == "SUBMITTED"

    def test_the_check_runs_while_one_writes(
        self, visitor: Callable[..., Visitor], cast: Cast, on_day: Callable[..., date]
    ) -> None:
        on_day(2021, 1, 6)
        commitment = stage.draft(cast, tasks=1)
        page = visitor().is_inside(cast.reporter).page
        page.goto(f"/dang-uy-mau/2021/cam-ket/{commitment.unit.code}/nhiem-vu/them/")
        panel, work = page.locator("#kiem-tra"), page.locator("#ro-1")
        expect(panel).to_contain_text("Chưa ghi nội dung cam kết.")
        page.get_by_label("Nội dung cam kết").fill("Tăng cường hòa giải ở cơ sở")
        expect(panel).to_contain_text("ghi “tăng cường” mà chưa có con số")
        expect(work).to_have_text("Nên xem lại")
        page.get_by_label("Nội dung cam kết").fill("Hòa giải thành 12 vụ ở cơ sở")
        expect(work).to_have_text("Đã rõ")
        page.get_by_label("Người phụ trách").fill("Nguyễn Văn An và Lê Văn Bình")
        with page.expect_response("**/kiem-tra/"):  # leaving the field asks once more
            panel.get_by_role("link", name="Ghi nhiều người phụ trách").click()
        expect(page.get_by_label("Người phụ trách")).to_be_focused()
        assert commitment.tasks.count() == 1  # nothing was stored
