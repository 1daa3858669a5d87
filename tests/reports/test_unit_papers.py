"""A unit's quarter and its results as PDF: from frozen content, marked by what became of them."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from camket.audit import Refused
from commitments.models import Commitment, Submission
from commitments.views import sections
from commitments.workflow import filing, reviewing
from reports import workflow
from reports.figures import unit_results
from reports.models import RenderJob
from reports.pdf import render_unit_paper, unit_quarter, unit_span
from reports.states import JobState
from reports.workflow import printing, unit_papers
from tests import cast as stage
from tests.cast import Cast
from tests.commitments.pages import client_of, get, post
from tests.reports.quarters import accepted, filed, report_of
from tests.reports.test_papers import words

AT = stage.at(3, 24)
VALUES = {1: ("IN_PROGRESS", "20"), 2: ("IN_PROGRESS", "0"), 3: ("IN_PROGRESS", "40")}
PREFIX = "/dang-uy-mau/2021/bao-cao/phuong-1/"


@pytest.fixture(autouse=True)
def folder(on_day: Any, settings: Any, tmp_path: Path) -> Path:
    on_day(2021, 3, 24)
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def commitment(cast: Cast) -> Commitment:
    return stage.signed(cast)


def handed_in(cast: Cast, commitment: Commitment) -> Submission:
    filed(cast, commitment, 1, VALUES, at=AT, highlights="Khởi công <đợt 1>.")
    return fresh(Submission.objects.get())


def fresh(made: Submission) -> Submission:
    return unit_papers._rounds().get(pk=made.pk)


def fonts(pdf: bytes, folder: Path) -> set[str]:
    path = folder / "x.pdf"
    path.write_bytes(pdf)
    with pikepdf.open(path) as document:
        return {
            str(font.BaseFont).split("+")[-1]
            for page in document.pages
            for font in page.Resources.Font.values()
        }


class TestQuarter:
    def test_the_report_in_the_unit_s_name(
        self, cast: Cast, commitment: Commitment, folder: Path
    ) -> None:
        made = handed_in(cast, commitment)
        html, pdf = render_unit_paper(unit_quarter.paper(made))
        text = " ".join(words(pdf))
        for said in (
            "ĐẢNG ỦY MẪU", "ĐẢNG ỦY PHƯỜNG 1", "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Mẫu, ngày 24 tháng 3 năm 2021", "BÁO CÁO", "kết quả thực hiện cam kết Quý I/2021",
            "I. KẾT QUẢ NỔI BẬT", "Khởi công <đợt 1>.", "II. KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ",
            "20 hộ", "Đang thực hiện", "Đã làm việc 1 trong quý 1.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ",
            "Hoàng Văn Đứng Thử", f"Mã biên nhận {made.code}", made.content_hash,
        ):  # fmt: skip
            assert said in text, said
        assert "<đợt" not in html
        assert all(
            name.replace("-", "").startswith("LiberationSerif") for name in fonts(pdf, folder)
        )

    def test_what_lags_is_called_so_as_on_the_page(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        made = handed_in(cast, commitment)
        made.content["tasks"][0] |= {"completion": "10.00", "planned": "90.00"}
        made.content["tasks"][1] |= {"completion": "90.00", "planned": "90.00"}
        table = next(part.table for part in unit_quarter.paper(made).parts if part.table)
        said = [row[4] for row in table.rows]
        shown = [answer.bar.flag for answer in sections.of_round(made, made.report, AT.date())]
        assert said[0] == ("Đang thực hiện", "Chậm so với lộ trình")
        assert said == [("Đang thực hiện", *filter(None, [flag])) for flag in shown]

    def test_names_the_day_of_a_state_that_is_not_the_day_of_handing_in(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        made = handed_in(cast, commitment)
        made.submitted_at = stage.at(4, 2)
        table = next(part.table for part in unit_quarter.paper(made).parts if part.table)
        assert table.rows[0][4][-1] == "(tính đến 31/3/2021)"

    def test_what_waits_looks_like_it_and_what_is_accepted_does_not(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        made = handed_in(cast, commitment)
        assert "CHỜ XEM XÉT" in words(render_unit_paper(unit_quarter.paper(made))[1])[0]
        by = {"by": cast.clerk, "at": AT}
        reviewing.accept(
            report=made.report, round_number=1, verdicts={}, comment="", task_comments={}, **by
        )
        assert unit_quarter.paper(fresh(made)).mark == ""
        reviewing.reopen(report=report_of(commitment, 1), reason="Nhầm.", **by)
        assert unit_quarter.paper(fresh(made)).mark == "ĐÃ MỞ LẠI"

    def test_a_task_judged_otherwise_says_so_also_when_opened_again(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        made = handed_in(cast, commitment)
        verdicts = {"verdicts": {1: "NOT_STARTED"}, "comment": "", "task_comments": {}}
        deed = {"report": report_of(commitment, 1), "by": cast.clerk, "at": AT}
        reviewing.accept(round_number=1, **verdicts, **deed)
        accepted_ = unit_quarter.paper(fresh(made)).plain()
        reviewing.reopen(reason="Sai số.", **deed)
        for paper in (accepted_, unit_quarter.paper(fresh(made)).plain()):
            assert str(paper).count("Văn phòng đánh giá") == 1
            assert "Văn phòng đánh giá: chưa triển khai" in str(paper)

    @pytest.mark.parametrize("how", ["withdrawn", "sent back"])
    def test_what_does_not_stand_says_so(
        self, cast: Cast, commitment: Commitment, how: str
    ) -> None:
        made = handed_in(cast, commitment)
        if how == "withdrawn":
            filing.withdraw(report=made.report, by=cast.head, at=AT)
        else:
            reviewing.send_back(
                report=made.report, round_number=1, comment="Chưa rõ.", task_comments={},
                by=cast.clerk, at=AT,
            )  # fmt: skip
        mark = unit_quarter.paper(fresh(made)).mark
        assert mark == {"withdrawn": "ĐÃ RÚT", "sent back": "ĐÃ TRẢ LẠI"}[how]

    def test_is_drawn_from_the_frozen_round_alone(self, cast: Cast, commitment: Commitment) -> None:
        made = handed_in(cast, commitment)
        before = unit_quarter.paper(made)
        commitment.tasks.update(title="Khác", unit_of_measure="xe")
        made.report.answers.update(actual=1, changed="Khác")
        type(made.report).objects.update(highlights="Khác")
        assert unit_quarter.paper(fresh(made)) == before

    @pytest.mark.parametrize("kept", [True, False], ids=["now", "a round of before"])
    def test_its_letterhead_and_flags_stay_what_they_were(
        self, cast: Cast, commitment: Commitment, *, kept: bool
    ) -> None:
        """An older round has neither: it speaks as the commitment was signed."""
        made = handed_in(cast, commitment)
        if not kept:
            content = {k: v for k, v in made.content.items() if k != "letterhead"}
            Submission.objects.update(content=content)
        before = unit_quarter.paper(fresh(made))
        page = get(cast.clerk, f"{PREFIX}quy-1/lan-1/").context["answers"]
        unit, year = commitment.unit, commitment.year
        type(unit).objects.filter(pk=unit.pk).update(head_post="Chủ tịch", collective="Đảng bộ")
        names = {"printed_name": "Tên khác", "place": "Nơi khác", "body_name": "Thành ủy"}
        type(year.committee).objects.filter(pk=year.committee.pk).update(**names)
        type(year).objects.filter(pk=year.pk).update(tolerance=0)
        assert unit_quarter.paper(fresh(made)) == before
        assert get(cast.clerk, f"{PREFIX}quy-1/lan-1/").context["answers"] == page

    def test_a_clerk_s_filing_names_the_head(self, cast: Cast, commitment: Commitment) -> None:
        made = handed_in(cast, commitment)
        Submission.objects.update(submitted_by=cast.clerk, on_behalf_of="Bí thư Phường 1")
        paper = unit_quarter.paper(fresh(made))
        assert paper.name == "Hoàng Văn Đứng Thử"
        said = "(Đ/c Lê Thị Mai Thử gửi thay trên hệ thống\nlúc 09:00 ngày 24/3/2021)"
        assert (paper.hand, paper.notes) == (said, ())


class TestResults:
    def test_the_year_s_report(self, cast: Cast, commitment: Commitment) -> None:
        accepted(cast, commitment, 1, VALUES, at=AT)
        _, pdf = render_unit_paper(unit_span.paper(unit_results(commitment, 4)))
        text = " ".join(words(pdf))
        for said in (
            "kết quả thực hiện cam kết năm 2021", "CHƯA ĐỦ QUÝ", "ngày … tháng … năm 2022",
            "Quý II chưa được chấp nhận (chưa nộp), chưa có trong tổng hợp.",
            "Số …-BC/…", "Đã nộp 1/4 kỳ báo cáo: 1 đã chấp nhận. Nộp lần đầu đúng hạn 1 kỳ.", "20 hộ",
            "Tổng hợp từ báo cáo đã được chấp nhận: Quý I (lần nộp 1, mã",
        ):  # fmt: skip
            assert said in text, said

    def test_before_the_first_quarter(self, commitment: Commitment) -> None:
        text = " ".join(words(render_unit_paper(unit_span.paper(unit_results(commitment, 2)))[1]))
        assert "CHƯA CÓ SỐ LIỆU" in text
        assert "chưa có báo cáo" in text

    def test_before_the_first_verdict(self, cast: Cast, commitment: Commitment) -> None:
        handed_in(cast, commitment)
        text = " ".join(words(render_unit_paper(unit_span.paper(unit_results(commitment, 2)))[1]))
        assert "1 chờ xem xét" in text
        assert "chưa có số liệu được chấp nhận" in text
        assert "chưa có báo cáo" not in text


class TestPrinting:
    def test_the_same_is_printed_once(self, cast: Cast, commitment: Commitment) -> None:
        made = handed_in(cast, commitment)
        ask = {"made": made, "by": cast.reporter, "at": AT}
        job = workflow.ask_for_quarter(**ask)
        assert workflow.ask_for_quarter(**ask) == job
        printing.work_on(job.pk, AT)
        job.refresh_from_db()
        assert (job.state, job.error) == (JobState.DONE, "")
        assert workflow.ask_for_quarter(**ask) == job
        reviewing.accept(
            report=made.report, round_number=1, verdicts={}, comment="", task_comments={},
            by=cast.clerk, at=AT,
        )  # fmt: skip
        assert workflow.ask_for_quarter(**ask) != job

    def test_results_are_printed_anew_when_a_quarter_is_accepted(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        ask = {"commitment": commitment, "through": 2, "by": cast.reporter, "at": AT}
        job = workflow.ask_for_results(**ask)
        printing.work_on(job.pk, AT)
        assert workflow.ask_for_results(**ask) == job
        accepted(cast, commitment, 1, VALUES, at=AT)
        assert workflow.ask_for_results(**ask) != job
        other = workflow.ask_for_results(**ask | {"through": 3})
        assert other.through == 3

    def test_the_paper_of_the_commitment_is_another(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        results = workflow.ask_for_results(
            commitment=commitment, through=2, by=cast.reporter, at=AT
        )
        paper = workflow.ask_for_paper(commitment=commitment, by=cast.reporter, at=AT)
        assert paper != results
        assert paper.through is None

    def test_not_for_strangers_and_no_other_span(self, cast: Cast, commitment: Commitment) -> None:
        made = handed_in(cast, commitment)
        for who in (cast.bureau_head, cast.stranger, cast.admin):
            with pytest.raises(Refused):
                workflow.ask_for_quarter(made=made, by=who, at=AT)
            with pytest.raises(Refused):
                workflow.ask_for_results(commitment=commitment, through=2, by=who, at=AT)
        with pytest.raises(Refused):
            workflow.ask_for_results(commitment=commitment, through=1, by=cast.head, at=AT)

    def test_from_the_receipt_to_the_file(self, cast: Cast, commitment: Commitment) -> None:
        handed_in(cast, commitment)
        receipt = get(cast.reporter, f"{PREFIX}quy-1/").content.decode()
        where = f"{PREFIX}quy-1/lan-1/in/"
        assert f'action="{where}"' in receipt
        post(cast.reporter, where)
        job = RenderJob.objects.get()
        printing.work_on(job.pk, AT)
        page = get(cast.reporter, f"{where}{job.key}/").content.decode()
        assert "Mở bản in (PDF)" in page
        assert "Về báo cáo" in page
        file = client_of(cast.reporter).get(f"{where}{job.key}/pdf/")
        assert b"".join(file.streaming_content).startswith(b"%PDF-")
        assert "bao-cao-2021-quy-1-phuong-1-lan-1.pdf" in file["Content-Disposition"]
        reviewing.accept(
            report=report_of(commitment, 1), round_number=1, verdicts={}, comment="",
            task_comments={}, by=cast.clerk, at=AT,
        )  # fmt: skip
        stale = get(cast.reporter, f"{where}{job.key}/").content.decode()
        assert "Nội dung đã thay đổi sau bản in này" in stale
