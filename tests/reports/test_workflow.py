"""The annual report's verbs: who may, what is refused, what issuing freezes."""

from datetime import date

import pytest

from camket.audit import Conflict, Refused, history_of
from camket.models import AuditEntry
from commitments.progress import Status
from commitments.workflow import extending, reviewing
from reports import workflow
from reports.assembly import Assembler, assemble
from reports.models import RenderJob, YearReport
from reports.states import JobState, YearReportState
from reports.workflow import FrameData, printing
from tests import cast as stage
from tests.reports.quarters import accepted, filed

JANUARY = stage.at(1, 10, year=2022)


@pytest.fixture
def year(cast):
    return stage.signed(cast).year


@pytest.fixture
def report(cast, year) -> YearReport:
    return workflow.start_report(year=year, by=cast.clerk, at=JANUARY)


def framed(report: YearReport, cast, **changes) -> YearReport:
    data = FrameData(
        **{
            "dated_month": 1,
            "dated_year": 2022,
            "signing_authority": "T/M BAN THƯỜNG VỤ",
            "signer_position": "PHÓ BÍ THƯ",
            "signer_name": "Nguyễn Văn Trực Thử",
            "recipients": "Thường trực cấp trên\nLưu Văn phòng",
        }
        | changes
    )
    workflow.edit_frame(report=report, data=data, version=report.version, by=cast.clerk, at=JANUARY)
    report.refresh_from_db()
    return report


def issued(report: YearReport, cast) -> YearReport:
    report = framed(report, cast)
    return workflow.issue(
        report=report, number=5, signed_on=date(2022, 1, 5), version=report.version,
        by=cast.clerk, at=JANUARY,
    )  # fmt: skip


def section(report, cast, key, text, version=0):
    workflow.edit_section(
        report=report, key=key, text=text, version=version, by=cast.clerk, at=JANUARY
    )


def text_of(report, on=date(2022, 1, 10)) -> str:
    content = assemble(report, on)
    return "\n".join(p.text for s in content.sections for p in s.paragraphs)


@pytest.mark.parametrize("name", ["standing", "inspector", "head", "reporter", "admin", "stranger"])
def test_only_the_office_starts_a_report(cast, year, name):
    with pytest.raises(Refused):
        workflow.start_report(year=year, by=cast.people()[name], at=JANUARY)
    assert workflow.start_report(year=year, by=cast.clerk, at=JANUARY).state == "DRAFT"


def test_starting_twice_gives_the_same_draft(cast, year, report):
    assert workflow.start_report(year=year, by=cast.office_head, at=JANUARY) == report


def test_figures_stay_live_in_edited_text(cast, report):
    section(report, cast, "IV", "Năm {năm} có {tổng đã ký} nhiệm vụ.")
    assert "Năm 2021 có 3 nhiệm vụ." in text_of(report)


def test_an_unknown_figure_is_refused_with_the_names_that_exist(cast, report):
    with pytest.raises(Refused, match=r"Không có số liệu nào tên là \{rato\}"):
        section(report, cast, "IV", "Đạt {rato}.")
    assert not report.sections.exists()


def test_the_second_of_two_editors_sees_both_texts(cast, report):
    section(report, cast, "IV", "Bản một.")
    with pytest.raises(Conflict) as raised:
        section(report, cast, "IV", "Bản hai.")
    assert raised.value.theirs["text"] == "Bản một."
    section(report, cast, "IV", "Bản hai.", version=raised.value.version)
    assert "Bản hai." in text_of(report)


def test_an_empty_text_returns_to_what_is_computed(cast, report):
    computed = text_of(report)
    section(report, cast, "IV", "Tạm.")
    section(report, cast, "IV", "", version=1)
    assert text_of(report) == computed


def test_a_page_older_than_a_colleagues_text_does_not_clear_it(cast, report):
    section(report, cast, "IV", "Bản của đồng nghiệp.")
    with pytest.raises(Conflict):  # the page was opened before there was a text
        section(report, cast, "IV", "", version=0)
    assert "Bản của đồng nghiệp." in text_of(report)


def test_a_typed_figure_needs_a_source_and_is_marked_by_its_row(cast, report):
    def type_figure(**changes):
        return workflow.type_figure(
            **{
                "report": report, "token": "von_dau_tu", "label": "Vốn đầu tư", "value": "12,4%",
                "source": "Chi cục Thống kê", "dated_on": date(2021, 12, 28),
                "by": cast.clerk, "at": JANUARY,
            } | changes
        )  # fmt: skip

    for changes in (
        {"source": " "}, {"token": "Vốn"}, {"token": "đã ký"}, {"dated_on": date(2022, 1, 11)},
    ):  # fmt: skip
        with pytest.raises(Refused):
            type_figure(**changes)
    type_figure()
    with pytest.raises(Refused, match="đang có giá trị khác: 12,4%"):
        type_figure(value="12,5%")
    type_figure(value="12,4%", source="Cục Thống kê", replaces="12,4%")
    section(report, cast, "IV", "Tăng {von_dau_tu}.")
    assert "Tăng 12,4%." in text_of(report)
    with pytest.raises(Refused, match="còn dùng ở mục IV"):
        workflow.remove_figure(figure=report.typed_figures.get(), by=cast.clerk, at=JANUARY)


def test_group_sections_count_accepted_tasks_and_quote_accepted_reports(cast, year):
    cast.wards.code = "WARD"
    cast.wards.save()
    commitment = stage.fresh(year.commitments.get(unit=cast.ward))
    accepted(
        cast, commitment, 4, dict.fromkeys((1, 2, 3), (Status.DONE, "150")),
        at=stage.at(12, 20), highlights="Hoàn thành <b>bàn giao</b> mặt bằng {năm}.",
    )  # fmt: skip
    report = workflow.start_report(year=year, by=cast.clerk, at=JANUARY)
    text = text_of(report)
    assert "Hoàn thành <b>bàn giao</b> mặt bằng {năm}." in text  # their words, untouched
    assert "1 phường" in text


def test_issuing_freezes_content_and_later_changes_do_not_touch_it(cast, report):
    report = issued(report, cast)
    assert report.state == YearReportState.ISSUED
    assert report.profile == "PARTY_2018"
    before = assemble(report, date(2022, 2, 1))
    assert before.header.number == 5
    assert before.draft is None
    report.year.theme = "Chủ đề khác"
    report.year.save()
    assert assemble(YearReport.objects.get(pk=report.pk), date(2022, 3, 1)) == before
    with pytest.raises(Refused, match="không sửa được nữa"):
        section(report, cast, "IV", "Sửa sau phát hành.")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": 0}, "Số của báo cáo"),
        ({"signed_on": date(2022, 1, 11)}, "sau hôm nay"),
        ({"signed_on": date(2021, 11, 30)}, "ký từ tháng 12/2021"),
        ({"version": 99}, "Người khác vừa sửa"),
    ],
)
def test_issuing_refuses_what_does_not_fit(cast, report, changes, sentence):
    report = framed(report, cast)
    right = {"number": 5, "signed_on": date(2022, 1, 5), "version": report.version}
    with pytest.raises(Refused, match=sentence):
        workflow.issue(report=report, by=cast.clerk, at=JANUARY, **right | changes)
    workflow.issue(report=YearReport.objects.get(), by=cast.clerk, at=JANUARY, **right)


def test_nobody_issues_a_text_they_have_not_read(cast, report):
    report = framed(report, cast)
    right = {"number": 5, "signed_on": date(2022, 1, 5), "version": report.version}
    read = workflow.shown(report, date(2022, 1, 10))
    section(report, cast, "IV", "Chữ của đồng nghiệp.")
    with pytest.raises(Refused, match="vừa thay đổi"):
        workflow.issue(report=report, by=cast.clerk, at=JANUARY, seen=read, **right)
    read = workflow.shown(report, date(2022, 1, 10))
    made = workflow.issue(report=report, by=cast.clerk, at=JANUARY, seen=read, **right)
    assert "Chữ của đồng nghiệp." in text_of(made)


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("Đã thực hiện 12/9 nhiệm vụ, đầu việc.", "12/9"),
        ("Cả năm có 4 nhiệm vụ.", "4"),
        ("Vốn đầu tư tăng 99,9 %.", "99,9%"),
        ("Năm {năm} là năm thứ 9.", "năm thứ 9"),
    ],
)
def test_no_report_is_issued_whose_words_contradict_the_data(cast, report, said, claim):
    right = {"number": 5, "signed_on": date(2022, 1, 5), "by": cast.clerk, "at": JANUARY}
    report = framed(report, cast)
    section(report, cast, "IV", said)
    with pytest.raises(Refused, match=f"“{claim}” không khớp số liệu"):
        workflow.issue(report=report, version=report.version, **right)
    section(report, cast, "IV", "Năm thứ 5, tức năm thứ năm, có 3 nhiệm vụ, 0/3 nhiệm vụ xong.", 1)
    assert workflow.issue(report=report, version=report.version, **right).number == 5


def test_a_report_is_issued_once_the_fourth_quarter_is_closed(cast, year):
    commitment = stage.fresh(year.commitments.get(unit=cast.ward))
    filed(cast, commitment, 4, {1: (Status.DONE, "150")}, at=stage.at(12, 20))
    report = framed(workflow.start_report(year=year, by=cast.clerk, at=JANUARY), cast)
    right = {"number": 5, "signed_on": date(2022, 1, 5), "version": report.version}
    with pytest.raises(Refused, match="1 đang chờ xem xét"):
        workflow.issue(report=report, by=cast.clerk, at=JANUARY, **right)
    reviewing.accept(
        report=commitment.reports.get(period__quarter=4), round_number=1, verdicts={}, comment="",
        task_comments={}, by=cast.clerk, at=JANUARY,
    )  # fmt: skip
    assert workflow.issue(report=report, by=cast.clerk, at=JANUARY, **right).number == 5


def test_a_report_sent_back_keeps_the_year_open(cast, year):
    commitment = stage.fresh(year.commitments.get(unit=cast.ward))
    filed(cast, commitment, 4, {1: (Status.DONE, "150")}, at=stage.at(12, 20))
    row = commitment.reports.get(period__quarter=4)
    reviewing.send_back(
        report=row, round_number=1, comment="Rõ hơn.", task_comments={}, by=cast.clerk, at=JANUARY
    )
    report = framed(workflow.start_report(year=year, by=cast.clerk, at=JANUARY), cast)
    right = {"number": 5, "signed_on": date(2022, 1, 5), "version": report.version}
    with pytest.raises(Refused, match="1 bị trả lại"):
        workflow.issue(report=report, by=cast.clerk, at=JANUARY, **right)


def test_a_section_of_units_that_reported_nothing_is_written_by_the_office(cast, year):
    cast.wards.code = "WARD"
    cast.wards.save()
    report = framed(workflow.start_report(year=year, by=cast.clerk, at=JANUARY), cast)
    right = {"number": 5, "signed_on": date(2022, 1, 5), "by": cast.clerk, "at": JANUARY}
    with pytest.raises(Refused, match="Chưa đơn vị nào ở mục này"):
        workflow.issue(report=report, version=report.version, **right)
    section(report, cast, "II.1", "Các phường chưa báo cáo kết quả năm.")
    assert workflow.issue(report=report, version=report.version, **right).number == 5


def test_an_extension_that_runs_keeps_the_year_open(cast, year):
    commitment = stage.fresh(year.commitments.get(unit=cast.ward))
    extending.extend(
        report=commitment.reports.get(period__quarter=4), locks_on=date(2022, 1, 28),
        asked_by="Đ/c Thử", reason="Bão số 9", by=cast.clerk, at=JANUARY,
    )  # fmt: skip
    report = framed(workflow.start_report(year=year, by=cast.clerk, at=JANUARY), cast)
    right = {"number": 5, "signed_on": date(2022, 1, 5), "version": report.version}
    with pytest.raises(Refused, match="1 đang được gia hạn"):
        workflow.issue(report=report, by=cast.clerk, at=JANUARY, **right)
    after = stage.at(2, 1, year=2022)
    assert workflow.issue(report=report, by=cast.clerk, at=after, **right).number == 5


def test_before_the_lock_day_reports_are_waited_for(cast, year):
    before = stage.at(12, 28)
    report = workflow.start_report(year=year, by=cast.clerk, at=before)
    YearReport.objects.update(signer_name="Nguyễn Văn Trực Thử", recipients="Lưu Văn phòng")
    with pytest.raises(Refused, match="0/1 đã chấp nhận"):
        workflow.issue(
            report=report, number=5, signed_on=date(2021, 12, 28), version=1,
            by=cast.clerk, at=before,
        )  # fmt: skip


def test_issuing_needs_a_signer(cast, report):
    report = framed(report, cast, signer_name="")
    with pytest.raises(Refused, match="người ký"):
        workflow.issue(
            report=report, number=5, signed_on=date(2022, 1, 5), version=report.version,
            by=cast.clerk, at=JANUARY,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["standing", "inspector", "head", "reporter", "admin", "stranger"])
def test_only_the_office_issues(cast, report, name):
    report = framed(report, cast)
    with pytest.raises(Refused):
        workflow.issue(
            report=report, number=5, signed_on=date(2022, 1, 5), version=report.version,
            by=cast.people()[name], at=JANUARY,
        )  # fmt: skip
    assert issued(YearReport.objects.get(), cast).state == YearReportState.ISSUED


def test_withdrawing_keeps_the_words_and_frees_the_year(cast, report):
    report = issued(report, cast)
    with pytest.raises(Refused, match="lý do"):
        workflow.withdraw(report=report, reason=" ", by=cast.clerk, at=JANUARY)
    workflow.withdraw(report=report, reason="Sai số liệu.", by=cast.clerk, at=JANUARY)
    again = workflow.start_report(year=report.year, by=cast.clerk, at=JANUARY)
    assert again.pk != report.pk
    assert YearReport.objects.get(pk=report.pk).content is not None


def test_the_draft_after_a_withdrawal_begins_with_what_was_written(cast, report):
    workflow.type_figure(
        report=report, token="von", label="Vốn", value="12,4%", source="Chi cục Thống kê",
        dated_on=date(2021, 12, 28), by=cast.clerk, at=JANUARY,
    )  # fmt: skip
    section(report, cast, "IV", "Vốn đầu tư tăng {von}.")
    report = issued(report, cast)
    workflow.withdraw(report=report, reason="Sai số liệu.", by=cast.clerk, at=JANUARY)
    again = workflow.start_report(year=report.year, by=cast.clerk, at=JANUARY)
    assert "Vốn đầu tư tăng 12,4%." in text_of(again)
    assert again.signer_name == "Nguyễn Văn Trực Thử"
    assert (again.number, again.content, again.state) == (None, None, YearReportState.DRAFT)
    with pytest.raises(Refused, match="Số 05 đã dùng"):
        workflow.issue(
            report=again, number=5, signed_on=date(2022, 1, 5), version=1, by=cast.clerk, at=JANUARY
        )


def test_a_heading_without_a_text_of_its_own_is_not_written_under(cast, report):
    for key in ("II", "Z"):
        with pytest.raises(Refused, match="không có mục này"):
            section(report, cast, key, "Chữ dưới đề mục.")


def test_units_read_the_report_only_once_it_is_issued(cast, report):
    visible = YearReport.objects.visible_to
    assert not visible(cast.head).exists()
    assert visible(cast.standing).exists()
    assert not visible(cast.stranger).exists()
    issued(report, cast)
    assert visible(cast.head).exists()
    assert not visible(cast.stranger).exists()


def test_every_deed_leaves_its_entry(cast, report):
    report = issued(report, cast)
    deeds = set(history_of(report).values_list("deed", flat=True))
    assert {"REPORT_STARTED", "REPORT_EDITED", "REPORT_ISSUED"} <= deeds
    assert AuditEntry.objects.filter(committee=None).count() == 0


# --- the print job ---------------------------------------------------------------------------


def test_asking_twice_gives_the_job_under_way(cast, report):
    first = workflow.ask_for_print(report=report, by=cast.clerk, at=JANUARY)
    assert workflow.ask_for_print(report=report, by=cast.standing, at=JANUARY) == first
    with pytest.raises(Refused):
        workflow.ask_for_print(report=report, by=cast.head, at=JANUARY)


def test_a_job_is_worked_on_once(cast, report, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    job = workflow.ask_for_print(report=report, by=cast.clerk, at=JANUARY)
    assert workflow.work_on(job.pk, JANUARY)
    job.refresh_from_db()
    assert (job.state, job.progress) == (JobState.DONE, 100)
    assert (tmp_path / job.pdf.name).read_bytes().startswith(b"%PDF-")
    assert not list(tmp_path.rglob("*.part"))
    assert not workflow.work_on(job.pk, JANUARY)


def test_a_vanished_job_is_no_error(db):
    assert not workflow.work_on(12345, JANUARY)


def test_a_worker_that_died_gives_the_job_back_when_its_lease_ends(cast, report):
    job = workflow.ask_for_print(report=report, by=cast.clerk, at=JANUARY)
    RenderJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, attempts=1, lease_until=JANUARY + printing.LEASE
    )
    assert printing.waiting(JANUARY) == []
    assert printing.waiting(JANUARY + printing.LEASE * 2) == [job.pk]


def test_a_job_that_always_crashes_its_worker_is_given_up_and_shown(cast, report):
    job = workflow.ask_for_print(report=report, by=cast.clerk, at=JANUARY)
    RenderJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, attempts=printing.MAX_ATTEMPTS, lease_until=JANUARY
    )
    later = JANUARY + printing.LEASE
    assert printing.waiting(later) == []
    assert printing.give_up(later) == 1
    assert "quản trị" in RenderJob.objects.get().error


def test_a_failed_print_says_why_and_keeps_no_file(cast, report, monkeypatch):
    job = workflow.ask_for_print(report=report, by=cast.clerk, at=JANUARY)

    def broken(content):
        raise printing.PdfFailed("Máy chủ thiếu phông chữ.")

    monkeypatch.setattr(printing, "render", broken)
    assert workflow.work_on(job.pk, JANUARY)
    job.refresh_from_db()
    assert (job.state, job.error, job.pdf.name) == (JobState.FAILED, "Máy chủ thiếu phông chữ.", "")


@pytest.mark.parametrize("broken", ["render", "assemble", "store"])
def test_whatever_else_fails_is_said_too(cast, report, monkeypatch, broken):
    job = workflow.ask_for_print(report=report, by=cast.clerk, at=JANUARY)

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    if broken == "store":
        monkeypatch.setattr(printing, "render", lambda content: ("", b"%PDF-"))
    monkeypatch.setattr(printing, broken, full)
    assert workflow.work_on(job.pk, JANUARY)
    job.refresh_from_db()
    assert (job.state, job.error, job.pdf.name) == (JobState.FAILED, printing.BROKEN, "")


def test_a_lost_file_of_an_issued_report_is_printed_anew(cast, report, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = issued(report, cast)
    workflow.work_on(report.jobs.get().pk, JANUARY)
    report.refresh_from_db()
    path = tmp_path / report.pdf.name
    before = path.read_bytes()
    path.unlink()
    assert not printing.at_hand(report.pdf.name)
    workflow.work_on(workflow.ask_for_print(report=report, by=cast.clerk, at=JANUARY).pk, JANUARY)
    report.refresh_from_db()
    assert (tmp_path / report.pdf.name).read_bytes() == before


def test_the_issued_reports_file_is_drawn_from_the_frozen_content(cast, report, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = issued(report, cast)
    job = report.jobs.get()
    assert workflow.work_on(job.pk, JANUARY)
    report.refresh_from_db()
    job.refresh_from_db()
    assert report.pdf.name == job.pdf.name
    assert job.content_hash == report.content_hash


def test_assembling_costs_the_same_for_any_number_of_units(cast, report, django_assert_num_queries):
    stage.signed(cast, cast.bureau)
    with django_assert_num_queries(10):
        Assembler(
            YearReport.objects.select_related("year__committee").get(), date(2022, 1, 10)
        ).content()
