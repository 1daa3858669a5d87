"""The demo, told once through the real verbs: its figures and its Báo cáo against the source."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Count

from camket.audit import Deed, Refused
from camket.demo.handovers import HANDOVERS
from camket.demo.telling import tell
from camket.demo.years import THEME_2020, TODAY
from camket.files.uploads import JPEG, PDF, XLSX
from camket.models import AuditEntry, MailState, OutgoingMail
from commitments.models import (
    ActionPoint,
    Addressee,
    Amendment,
    Choice,
    Commitment,
    CommitmentRound,
    Evidence,
    Explanation,
    Extension,
    ExtensionRequest,
    Handover,
    Inspection,
    ProgressReport,
    Proposal,
    SignedScan,
    Submission,
    Suggestion,
    Support,
    Task,
)
from commitments.models.rounds import Verdict
from commitments.quality import second_look
from commitments.states import CommitmentState, ProposalOutcome, YearState
from commitments.workflow.earlier import told_handed_in_before
from commitments.workflow.measuring import told_of_frozen
from reports import figures
from reports.assembly import assemble
from reports.models import YearReport
from units.models import Committee, Person

pytestmark = pytest.mark.django_db
END = date(2020, 12, 31)
SPACES = re.compile(r"\s+")

HEADINGS = [
    "I. Tình hình triển khai thực hiện",
    "II. KẾT QUẢ THỰC HIỆN NỘI DUNG CAM KẾT CỦA TẬP THỂ LÃNH ĐẠO VÀ NGƯỜI ĐỨNG ĐẦU CÁC CƠ QUAN, "
    "ĐƠN VỊ VỚI BAN THƯỜNG VỤ THÀNH ỦY",
    "1. Đối với tập thể Ban Thường vụ Đảng ủy và người đứng đầu cấp ủy các phường",
    "2. Đối với các phòng chuyên môn trực thuộc UBND thành phố",
    "2.1. Đối với nhóm thuộc lĩnh vực kinh tế:",
    "2.2. Đối với nhóm thuộc lĩnh vực quản lý đô thị, tài nguyên môi trường:",
    "2.3. Đối với nhóm thuộc lĩnh vực văn hóa - xã hội:",
    "2.4. Đối với nhóm thuộc lĩnh vực xây dựng chính quyền, cải cách hành chính:",
    "2.5. Đối với nhóm thuộc lĩnh vực nội chính:",
    "2.6. Đối với các cơ quan khối Đảng, Mặt trận và đoàn thể chính trị - xã hội",
    "III. ĐÁNH GIÁ CHUNG",
    "1. Ưu điểm",
    "2. Hạn chế:",
    "IV. MỘT SỐ GIẢI PHÁP TIẾP TỤC THỰC HIỆN TỐT NỘI DUNG CAM KẾT TRÁCH NHIỆM NĂM 2021",
]
SENTENCES = [
    "Năm 2020 là năm thứ 4 triển khai chủ trương",
    "100% các cơ quan, đơn vị có báo cáo kết quả, tiến độ thực hiện cam kết 6 tháng đầu năm",
    "người đứng đầu cấp ủy 9 phường triển khai",
    "Năm 2020 là năm thứ ba thực hiện ký cam kết",
    "đã bám sát 9 nội dung ký cam kết",
    "thực hiện 9/9 nhiệm vụ, đầu việc cam kết với Ban Thường vụ Thành ủy; nổi bật là",
    "Tổng vốn đầu tư toàn xã hội tăng 12,4% so với năm 2019",
    "triển khai thực hiện 7 nhiệm vụ, đầu việc",
    "thực hiện hoàn thành 13 nhiệm vụ, đầu việc",
    "thực hiện hoàn thành 09 nhiệm vụ, đầu việc",
    "thực hiện hoàn thành 13/13 nhiệm vụ, đầu việc",
    "gửi trên 90% văn bản, tài liệu qua hộp thư công vụ",
    "hoàn thành xuất sắc các nội dung cam kết",
]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The whole story, told once for this module and taken back afterwards."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        yield tell()
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture
def report(told) -> YearReport:
    return YearReport.objects.select_related("year__committee").get()


def text_of(report: YearReport) -> str:
    content = assemble(report, END)
    lines = [content.abstract, *(s.title for s in content.sections)]
    lines += [p.printed for s in content.sections for p in s.paragraphs]
    return SPACES.sub(" ", " ".join(lines))


def test_who_there_is(told):
    committee = Committee.objects.get(code="thanh-uy-dong-ha")
    assert committee.units.count() == 38
    assert Counter(committee.units.values_list("kind", flat=True))["WARD"] == 9
    assert Person.objects.count() == 83 + len(HANDOVERS)


def test_every_unit_signed_both_years_and_owes_four_quarters(told):
    for year in told.years.values():
        states = set(year.commitments.values_list("state", flat=True))
        assert states == {CommitmentState.SIGNED}
        assert ProgressReport.objects.filter(period__year=year).count() == 4 * 38
    assert told.years[2021].state == YearState.IN_FORCE


@pytest.mark.parametrize(
    ("group", "done", "total"),
    [
        ("DEPT_ECONOMY", 9, 9),
        ("DEPT_URBAN", 6, 7),
        ("DEPT_CULTURE_SOCIETY", 13, 13),
        ("DEPT_ADMIN", 9, 9),
        ("DEPT_JUDICIAL", 13, 13),
    ],
)
def test_department_tasks_are_counted_as_in_the_source(told, group, done, total):
    found = told.committee.groups.get(code=group)
    counts = figures.task_counts(told.years[2020], 4, END)[found.pk]
    assert (counts.done, counts.total) == (done, total)


def test_only_the_judicial_departments_hold_more_than_five_tasks_in_2020(told):
    excepted = Commitment.objects.filter(year=told.years[2020]).exclude(exception_reason="")
    assert set(excepted.values_list("unit__code", flat=True)) == {"phong-tu-phap", "thanh-tra"}


def test_one_of_them_signed_seven_and_says_why(told):
    seven = Commitment.objects.get(year=told.years[2020], unit__code="thanh-tra")
    assert len(seven.content["tasks"]) == seven.tasks.count() == 7
    assert seven.limits[1] >= 7
    assert seven.exception_reason


def test_one_registration_was_sent_back_twice(told):
    often = [
        row.unit.code
        for row in Commitment.objects.select_related("unit")
        if row.rounds.filter(verdict=Verdict.SENT_BACK).count() == 2
    ]
    assert often == ["phuong-4"]


def test_what_was_registered_is_not_all_that_was_signed(told):
    answers = Counter(Suggestion.objects.values_list("state", flat=True))
    assert answers == {"CONFIRMED": 1, "DECLINED": 1}
    rounds = Commitment.objects.get(year=told.years[2021], unit__code="phong-kinh-te").rounds
    left = [one for one in rounds.get().choices.values() if one["choice"] == "NOT_CHOSEN"]
    assert len(left) == 2
    assert all(one["reason"] for one in left)
    many = Task.objects.exclude(batch=None)
    assert len(set(many.values_list("batch", flat=True))) == 1
    assert len(set(many.values_list("target", flat=True))) > 1


def test_amendments_are_agreed_refused_and_waiting_one_of_them_late(told):
    rows = Amendment.objects.exclude(state="DRAFT").order_by("proposed_at")
    assert [row.state for row in rows] == ["APPROVED", "REJECTED", "PROPOSED"]
    agreed, _, waiting = rows
    assert agreed.commitment.versions.count() == 2
    assert max(waiting.moment.values()) == 3


def test_work_is_handed_over_and_one_successor_has_acknowledged(told):
    assert [row.acknowledged_at is not None for row in Handover.objects.order_by("starts_on")] == [
        True,
        False,
    ]


def test_units_work_along_and_have_said_so(told):
    states = Counter(Support.objects.values_list("state", flat=True))
    assert states["CONFIRMED"] > 10
    assert states["DECLINED"]


def test_quarters_two_and_four_are_complete_and_some_were_late(told):
    quarters = figures.quarter_counts(told.years[2020], END)
    assert [q.submitted for q in quarters] == [38, 38, 38, 38]
    assert [q.on_time for q in quarters] == [33, 36, 33, 36]


def test_some_were_sent_back_and_all_rounds_stay(told):
    assert Submission.objects.filter(verdict=Verdict.SENT_BACK).count() > 5
    assert Submission.objects.filter(number=2).exists()


def test_quarter_one_of_2021_stands_as_people_left_it_that_morning(told):
    reports = ProgressReport.objects.filter(period__year=told.years[2021], period__quarter=1)
    states = Counter(reports.values_list("state", flat=True))
    assert states == {"ACCEPTED": 6, "SUBMITTED": 9, "SENT_BACK": 2, "OPEN": 21}
    assert reports.filter(state="OPEN", saved_at__isnull=False).count() == 8


def test_mails_of_the_told_past_go_nowhere(told):
    past = OutgoingMail.objects.filter(queued_at__date__lt=date(2021, 3, 19))
    assert past.count() > 500
    assert not past.exclude(state=MailState.SENT).exists()


def test_one_unit_was_sent_back_twice(told):
    rounds = CommitmentRound.objects.filter(verdict=Verdict.SENT_BACK).values("commitment")
    often = rounds.annotate(times=Count("pk")).filter(times=2)
    commitment = Commitment.objects.get(pk=often.get()["commitment"])
    assert (commitment.year.year, commitment.unit.code) == (2020, "phuong-4")


def test_an_exception_of_seven_tasks_was_allowed_and_all_seven_chosen(told):
    inspectorate = told.commitment(2020, "thanh-tra")
    assert inspectorate.limits == (3, 7)
    assert set(inspectorate.tasks.values_list("choice", flat=True)) == {Choice.CHOSEN}
    assert inspectorate.tasks.count() == 7


def test_what_was_registered_and_not_signed_keeps_its_reason(told):
    economy = told.commitment(2021, "phong-kinh-te")
    registered = economy.rounds.get()
    assert len(registered.content["tasks"]) == 6
    reasons = [one["reason"] for one in registered.choices.values()]
    assert [bool(reason) for reason in reasons] == [False] * 4 + [True] * 2
    assert len(economy.content["tasks"]) == economy.tasks.count() == 4


def test_one_proposed_change_was_taken_and_one_answered(told):
    states = dict(Suggestion.objects.values_list("state", "task__target"))
    assert states == {"CONFIRMED": Decimal("1.2"), "DECLINED": Decimal(64)}
    assert not Suggestion.objects.filter(answer="").exists()


def test_one_task_was_assigned_to_four_wards_at_once(told):
    shares = Task.objects.exclude(batch=None).order_by("target")
    assert len(set(shares.values_list("batch", flat=True))) == 1
    assert list(shares.values_list("target", flat=True)) == [28, 30, 32, 35]
    assert not shares.filter(owner_name="").exists()


def test_supporting_units_answered_all_but_two(told):
    states = Counter(Support.objects.values_list("task__commitment__year__year", "state"))
    assert set(states) == {
        (2020, "CONFIRMED"), (2021, "CONFIRMED"), (2021, "DECLINED"), (2021, "WAITING")
    }  # fmt: skip
    assert (states[2021, "DECLINED"], states[2021, "WAITING"]) == (1, 2)
    changed = Support.objects.get(unit__code="hoi-phu-nu", answer__contains="4 chi hội")
    assert changed.state == "CONFIRMED"


def test_unfinished_tasks_go_on(told):
    carried = Task.objects.exclude(carried_from=None).order_by("commitment__unit__rank")
    assert [task.commitment.unit.code for task in carried] == [
        "dong-luong", "phong-tai-nguyen-moi-truong"
    ]  # fmt: skip
    assert {task.carried_from.commitment.year.year for task in carried} == {2020}


def test_amendments_are_agreed_refused_and_waiting(told):
    found = {a.state: a for a in Amendment.objects.select_related("commitment")}
    assert set(found) == {"APPROVED", "REJECTED", "PROPOSED", "DRAFT"}
    assert list(found["APPROVED"].moment.values()) == [6]
    assert list(found["PROPOSED"].moment.values()) == [3]
    frozen = found["APPROVED"].commitment.content
    assert frozen["tasks"][1]["was"] == {"due_on": "2020-10-15"}


def test_some_units_were_inspected_and_most_were_not(told):
    held = Counter(Inspection.objects.values_list("commitment__year__year", "state"))
    assert held == {(2020, "DONE"): 10, (2020, "CANCELLED"): 1, (2021, "DONE"): 2,
                    (2021, "PLANNED"): 8}  # fmt: skip
    reached = sum(figures.coverage(told.years[2020]).values(), figures.Coverage())
    assert (reached.units, reached.inspected, reached.left) == (38, 10, 28)
    assert figures.agreement(told.years[2020]) == figures.Agreement(equal=5, lower=1)


def test_what_was_to_be_mended_is_confirmed_waiting_and_late(told):
    states = Counter(ActionPoint.objects.values_list("state", flat=True))
    assert states == {"VERIFIED": 2, "DONE": 2, "OPEN": 2}
    late = ActionPoint.objects.late(date(2021, 3, 19)).with_names().get()
    assert late.finding.inspection.commitment.unit.code == "dong-luong"


def test_whoever_confirms_a_mend_is_not_who_reported_it(told):
    verified = ActionPoint.objects.filter(state="VERIFIED")
    assert all(point.verified_by_id != point.done_by_id for point in verified)


def test_more_time_was_asked_for_granted_refused_and_is_awaited(told):
    states = Counter(ExtensionRequest.objects.values_list("state", flat=True))
    assert states == {"GRANTED": 2, "REFUSED": 1, "OPEN": 1}
    waiting = ExtensionRequest.objects.get(state="OPEN")
    assert waiting.report.commitment.unit.code == "phong-van-hoa-thong-tin"
    assert not Extension.objects.filter(request=None).exists()


def test_one_submission_was_taken_back_and_handed_in_again(told):
    taken_back = Submission.objects.get(verdict=Verdict.WITHDRAWN)
    report = taken_back.report
    assert (report.commitment.unit.code, report.state) == ("mat-tran", "SUBMITTED")
    first, second = report.rounds.order_by("number")
    said = [one.content["tasks"][1]["changed"] for one in (first, second)]
    assert said[0] != said[1]


def test_one_draft_came_as_a_workbook(told):
    brought = AuditEntry.objects.get(deed=Deed.QUARTER_FILLED_FROM_WORKBOOK)
    report = told.report(2021, "dong-giang", 1)
    assert brought.subject_id == str(report.pk)
    assert brought.at == report.saved_at
    assert report.answers.exclude(changed="").count() == 3


def test_reports_wait_for_the_office_and_one_is_being_looked_at(told):
    waiting = ProgressReport.objects.filter(state="SUBMITTED")
    assert waiting.filter(period__year=told.years[2021]).count() == 9
    looked_at = waiting.get(review_begun_at__isnull=False)
    assert looked_at.commitment.unit.code == "phong-tai-chinh-ke-hoach"


def test_what_waits_shows_each_thing_to_look_at_twice_once(told):
    flags = [
        (report.commitment.unit.code, sentence)
        for report in ProgressReport.objects.with_names().filter(state="SUBMITTED")
        for sentence in _flags(report)
    ]
    shown = {
        "ban-chi-huy-quan-su": ["không kèm tệp minh chứng"],
        "phuong-4": ["lộ trình không tăng"],
        "thi-hanh-an": [
            "Thời hạn 30/11/2020 đã qua", "Kết quả lùi",
            "Thời hạn 30/11/2020 đã qua", "Kết quả đổi từ",
            "Thời hạn 15/12/2020 đã qua", "Phần thuyết minh giống",
        ],
    }  # fmt: skip
    assert len(flags) == 8
    for code, words in shown.items():
        said = [sentence for unit, sentence in flags if unit == code]
        assert all(word in sentence for word, sentence in zip(words, said, strict=True))


def _flags(report: ProgressReport) -> list[str]:
    waiting = report.rounds.get(verdict=Verdict.WAITING)
    before = told_handed_in_before(report)
    found = []
    for task in waiting.content["tasks"]:
        now, promised = told_of_frozen(task, report.period.year.year)
        found += second_look(now, before.get(task["promise"]["id"]), promised, TODAY)
    return found


def test_proposals_went_to_everybody_and_had_every_outcome(told):
    put = Proposal.objects.all()
    assert set(put.values_list("addressee", flat=True)) == set(Addressee.values)
    assert set(put.exclude(outcome="").values_list("outcome", flat=True)) == set(
        ProposalOutcome.values
    )
    late = [p for p in put.with_names() if p.days_late(TODAY)]
    assert {(p.report.commitment.unit.code, p.state) for p in late} == {
        ("dong-luong", "ANSWERED"),
        ("phong-tai-nguyen-moi-truong", "ANSWERED"),
        ("lien-doan-lao-dong", "OPEN"),
    }
    of_a_unit = put.get(addressee="UNIT", state="ANSWERED")
    assert of_a_unit.answered_by == told.heads["phong-kinh-te"]


def test_an_amendment_was_begun_from_an_answer(told):
    begun = Amendment.objects.get(state="DRAFT")
    assert begun.proposal.outcome == ProposalOutcome.ADJUSTED
    assert begun.commitment.unit.code == "phong-kinh-te"
    assert begun.reason.startswith("Theo trả lời ngày 18/3/2021")
    assert begun.reason.endswith("từ Quý II sang Quý III.")


def test_explanations_are_given_in_time_and_late_due_and_overdue(told):
    found = {
        (one.commitment.unit.code, one.state, one.days_late(TODAY))
        for one in Explanation.objects.with_names()
    }
    assert found == {
        ("phong-y-te", "ANSWERED", 0),
        ("phong-tai-nguyen-moi-truong", "ANSWERED", 1),
        ("thi-hanh-an", "OPEN", 7),
        ("phuong-5", "OPEN", 0),
    }


def test_evidence_is_of_each_kind_used_again_and_once_removed(told):
    kept = Evidence.objects.filter(removed_at=None)
    assert set(kept.values_list("kind", flat=True)) == {PDF, JPEG, XLSX}
    assert not kept.filter(kind=JPEG, preview="").exists()
    again = kept.annotate(times=Count("uses")).get(times=2)
    assert again.commitment.unit.code == "phuong-5"
    removed = Evidence.objects.exclude(removed_at=None).get()
    assert removed.removed_because
    assert removed.removed_by == told.clerk


@pytest.mark.parametrize(("through", "counted"), [(2, [1, 2]), (3, [1, 2, 3]), (4, [1, 2, 3, 4])])
def test_what_a_unit_did_in_2020_adds_up_from_quarter_to_quarter(told, through, counted):
    found = figures.unit_results(told.commitment(2020, "dong-giang"), through)
    assert (found.counted, found.missing) == (counted, [])
    assert found.tasks[0].value == {2: "35 hộ", 3: "58 hộ", 4: "68 hộ"}[through]


def test_what_a_unit_has_not_had_accepted_is_missing_in_its_nine_months(told):
    found = figures.unit_results(told.commitment(2020, "thi-hanh-an"), 3)
    assert [one.quarter for one in found.missing] == [3]


def test_reporters_hand_over(told):
    begun, waiting = Handover.objects.order_by("starts_on")
    assert begun.acknowledged_at
    assert not waiting.acknowledged_at
    report = told.commitment(2021, "phuong-1").reports.get(period__quarter=1)
    assert report.saved_by == begun.successor
    assert any("6 chi bộ còn lại" in item["note"] for item in waiting.items)


def test_tasks_point_at_the_documents_they_cite(told):
    assert told.committee.bases.count() == 14
    left = Task.objects.filter(bases=None)
    assert set(left.values_list("basis", flat=True)) == {THEME_2020.cited}
    assert not Task.objects.exclude(bases=None).exclude(basis="").exists()
    assert [year.bases.count() for year in told.years.values()] == [4, 5]


def test_three_signed_papers_came_back(told):
    codes = SignedScan.objects.values_list("version__commitment__unit__code", flat=True)
    assert set(codes) == {"phuong-1", "phuong-5", "phong-kinh-te"}


def test_nothing_happens_to_a_thing_before_what_happened_to_it_first(told):
    last: dict[tuple[str, str], AuditEntry] = {}
    for entry in AuditEntry.objects.order_by("pk"):
        before = last.get((entry.subject_kind, entry.subject_id))
        assert before is None or before.at <= entry.at, (entry.deed, entry.at, before)
        last[entry.subject_kind, entry.subject_id] = entry


def test_the_report_has_the_headings_of_the_source_in_their_order(report):
    titles = [s.title for s in assemble(report, END).sections if s.level]
    assert titles == HEADINGS


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_report_says_what_the_source_says_in_figures(report, sentence):
    assert sentence in text_of(report)


def test_the_report_carries_the_theme_of_its_own_year(report):
    text = text_of(report)
    assert "chủ đề năm: “Quy hoạch, giải phóng mặt bằng và xây dựng văn minh đô thị”" in text
    assert "Đề cao kỷ luật, kỷ cương" not in text


def test_the_report_is_issued_in_the_form_of_its_day(report):
    content = assemble(report, END)
    assert (content.profile, content.header.number, content.draft) == ("PARTY_2018", 5, None)
    assert content.header.superior == ("ĐẢNG BỘ TỈNH QUẢNG TRỊ",)


def test_telling_twice_is_refused(told):
    with pytest.raises(Refused):
        tell()
