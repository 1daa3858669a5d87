"""One set-up for the walk over all addresses: two committees in the middle of their year."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from camket import mail
from camket.models import MailState, OutgoingMail
from commitments.models import (
    ActionPoint,
    Commitment,
    Evidence,
    Explanation,
    ExtensionRequest,
    Finding,
    Handover,
    ImportRun,
    Inspection,
    LegalBasis,
    Proposal,
    SignedScan,
    Submission,
    Suggestion,
    Support,
    Task,
    TaskOrigin,
    Year,
)
from commitments.states import (
    ImportState,
    InspectionState,
    ProposalState,
    SuggestionState,
    YearState,
)
from commitments.workflow import amending
from reports.assembly import assemble
from reports.models import RenderJob, TypedFigure, YearReport
from reports.states import JobState, YearReportState
from reports.workflow import (
    ask_for_paper,
    ask_for_print,
    ask_for_quarter,
    ask_for_results,
    start_report,
    type_figure,
)
from tests import cast as stage
from tests.access_policy import Place
from tests.cast import Cast
from tests.reports.quarters import filed
from units.models import Appointment, Person, Unit
from units.roles import Role

NOW = stage.at(3, 24)


def build() -> tuple[Cast, dict[str, Place]]:
    """The cast, and three places: its ward, its bureau, and the ward of the other committee.

    Everything an address may name exists in each of them, under the same numbers.
    """
    cast = stage.make()
    far = replace(
        cast,
        committee=cast.elsewhere,
        ward=cast.far_ward,
        clerk=cast.stranger,
        standing=stage.appointed("far-standing", Role.STANDING, cast.elsewhere),
        head=stage.appointed("far-head", Role.HEAD, cast.far_ward),
        reporter=stage.appointed("far-reporter", Role.REPORTER, cast.far_ward),
    )
    stage.year(cast)
    stage.year(far)
    ward, bureau, distant = stage.signed(cast), stage.signed(cast, cast.bureau), stage.signed(far)
    for who, commitment in ((cast, ward), (cast, bureau), (far, distant)):
        filed(who, commitment, 1, {1: ("IN_PROGRESS", "20"), 3: ("IN_PROGRESS", "5")}, at=NOW)
        amending.start(commitment=commitment, by=stage.writer(who, commitment), at=NOW)
    of_ward, of_bureau, of_far = shared(ward, bureau, distant)
    papers, far_papers = report_of(cast, ward.year), report_of(far, distant.year)
    return cast, {
        "ward": place(cast, ward, papers | of_ward),
        "bureau": place(cast, bureau, papers | of_bureau),
        "far": place(far, distant, far_papers | of_far),
    }


def shared(*papers: Commitment) -> list[dict[str, int]]:
    """For each paper's unit: a task of a third unit that it is asked to support, and a document."""
    words = {"kind": "Nghị quyết", "issuer": "Ban Thường vụ", "summary": "về cán bộ"}
    made = []
    for own in papers:
        committee = own.year.committee
        third = committee.units.filter(code="phuong-hai").first() or stage.unit_row(
            own.unit.group, "phuong-hai", "Phường Hai", kind="WARD", rank=9
        )
        lead, _ = Commitment.objects.get_or_create(
            year=own.year, unit=third, state="SUBMITTED", defaults={"submitted_at": NOW}
        )
        task, _ = Task.objects.get_or_create(commitment=lead, number=1, title="Việc chung")
        asked = Support.objects.create(task=task, unit=own.unit, times_asked=1, asked_at=NOW)
        basis, _ = LegalBasis.objects.get_or_create(committee=committee, **words)
        made.append({"support": asked.pk, "basis": basis.pk})
    return made


def report_of(cast: Cast, year: Year) -> dict[str, Any]:
    """A draft of the annual report with a print and a figure; last year's, issued; a failed mail."""
    by = {"by": cast.clerk, "at": NOW}
    report = start_report(year=year, **by)
    job = ask_for_print(report=report, **by)
    job.state, job.pdf = JobState.DONE, printed(f"drafts/{job.key}.pdf")
    job.save()
    figure: TypedFigure = type_figure(
        report=report, token="von", label="Vốn", value="12,4%", source="Phòng", dated_on=NOW.date(),
        **by,
    )  # fmt: skip
    frozen = assemble(report, NOW.date()).to_json()
    last = Year.objects.create(committee=cast.committee, year=2020, state=YearState.CLOSED)
    YearReport.objects.create(
        year=last, state=YearReportState.ISSUED, dated_month=1, dated_year=2021, number=2,
        signed_on=NOW.date(), started_at=NOW, content=frozen, content_hash="0" * 64,
        pdf=printed(f"reports/{cast.committee.code}.pdf"),
    )  # fmt: skip
    withdrawn = YearReport.objects.create(
        year=last, state=YearReportState.WITHDRAWN, dated_month=1, dated_year=2021, number=1,
        signed_on=NOW.date(), started_at=NOW, withdrawn_at=NOW, content=frozen, content_hash="1" * 64,
        pdf=printed(f"reports/{cast.committee.code}-old.pdf"),
    )  # fmt: skip
    mail.queue(
        key=f"world:{cast.committee.pk}", kind="quarter_received", recipient=cast.head, at=NOW,
        committee=cast.committee, subject="Nhắc", text="Nhắc", html="<p>Nhắc</p>",
    )  # fmt: skip
    failed = OutgoingMail.objects.get(key=f"world:{cast.committee.pk}")
    OutgoingMail.objects.filter(pk=failed.pk).update(state=MailState.FAILED)
    return {
        "job": job.key,
        "token": figure.token,
        "mail": failed.pk,
        "withdrawn": withdrawn.pk,
    }


def printed(name: str) -> str:
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7 of a test")
    return name


def finished(job: RenderJob) -> RenderJob:
    job.state, job.pdf = JobState.DONE, printed(f"papers/{job.key}.pdf")
    job.save()
    return job


def handed_over(cast: Cast, unit: Unit, chief: Person) -> Handover:
    """The unit's head has taken the work over and not acknowledged it yet."""
    return Handover.objects.create(
        unit=unit, role=Role.HEAD, leaver=cast.nobody, successor=chief, starts_on=stage.SINCE,
        recorded_at=NOW, recorded_by=cast.clerk,
    )  # fmt: skip


def workbook_of(cast: Cast) -> ImportRun:
    """A workbook that has been read and waits for a word."""
    found, _ = ImportRun.objects.get_or_create(
        committee=cast.committee,
        defaults={
            "state": ImportState.READY, "original_name": "tep.xlsx", "sha256": "0" * 64,
            "uploaded_at": NOW, "uploaded_by": cast.clerk,
        },
    )  # fmt: skip
    return found


def place(cast: Cast, commitment: Commitment, papers: dict[str, Any]) -> Place:
    unit: Unit = commitment.unit
    chief, writer = stage.chief(cast, commitment), stage.writer(cast, commitment)
    # signing, scans, the paper as PDF: the file and the print of this unit's commitment
    scan = SignedScan.objects.create(
        version=commitment.versions.get(), file=printed(f"scans/{commitment.pk}.pdf"),
        original_name="ban-ky.pdf", kind="application/pdf", size=18, sha256="0" * 64,
        uploaded_at=NOW, uploaded_by=cast.clerk,
    )  # fmt: skip
    evidence = Evidence.objects.create(
        commitment=commitment, file=printed(f"evidence/{commitment.pk}.png"),
        preview=printed(f"evidence/{commitment.pk}.jpg"), original_name="anh.png", kind="image/png",
        size=18, sha256="0" * 64, uploaded_at=NOW, uploaded_by=cast.clerk, handed_in_at=NOW,
    )  # fmt: skip
    paper = finished(ask_for_paper(commitment=commitment, by=cast.clerk, at=NOW))
    made = Submission.objects.filter(report__commitment=commitment).latest("pk")
    of_round = finished(ask_for_quarter(made=made, by=cast.clerk, at=NOW))
    results = finished(ask_for_results(commitment=commitment, through=2, by=cast.clerk, at=NOW))
    amendment = commitment.amendments.get()
    return Place(
        scan=scan.pk,
        evidence=evidence.pk,
        paper=paper.key,
        round_paper=of_round.key,
        results_paper=results.key,
        span="6-thang",
        amendment=amendment.pk,
        task=str(amendment.tasks[0]["id"]),
        version=0,
        code=cast.committee.code,
        committee=cast.committee,
        of=unit,
        unit=unit.code,
        unit_code=unit.code,
        year=stage.YEAR,
        number=stage.YEAR,
        issued_year=2020,
        round=1,
        n=1,
        quarter=1,
        next_quarter=2,
        group=unit.group_id,
        head=chief.pk,
        head_post=Appointment.objects.get(person=chief).pk,
        reporter_post=Appointment.objects.get(person=writer).pk,
        key="I",
        handover=handed_over(cast, unit, chief).pk,
        import_key=workbook_of(cast).key,
        **proposal(commitment, cast),
        **inspected(commitment, cast),
        asked_time=more_time(cast, commitment).pk,
        **raised(commitment, cast),
        **papers,
    )


def more_time(cast: Cast, commitment: Commitment) -> ExtensionRequest:
    """Asked for by the unit for its first quarter, not answered yet."""
    return ExtensionRequest.objects.create(
        report=commitment.reports.get(period__quarter=1), reason="Chờ biên bản nghiệm thu.",
        wished_until=stage.at(4, 20).date(), asked_at=NOW, asked_by=stage.chief(cast, commitment),
    )  # fmt: skip


def proposal(commitment: Commitment, cast: Cast) -> dict[str, Any]:
    """A proposed change that was confirmed; task 2 as one of a batch of the committee."""
    batch = uuid5(NAMESPACE_URL, cast.committee.code)
    task = commitment.tasks.get(number=1)
    commitment.tasks.filter(number=2).update(batch=batch, origin=TaskOrigin.ASSIGNED)
    made = Suggestion.objects.create(
        task=task, state=SuggestionState.CONFIRMED, before={"title": "Cũ"},
        after={"title": task.title}, comment="Rõ việc.", made_at=NOW, made_by=cast.clerk,
        answered_at=NOW, answered_by=stage.chief(cast, commitment),
    )  # fmt: skip
    return {"suggestion": made.pk, "batch": batch}


def inspected(commitment: Commitment, cast: Cast) -> dict[str, int]:
    """A planned inspection with a finding; another one concluded, with something to be mended."""
    words = {"commitment": commitment, "quarter": 1, "planned_at": NOW, "planned_by": cast.clerk}
    planned = Inspection.objects.create(purpose="Xem hồ sơ việc 1", **words)
    held = Inspection.objects.create(
        purpose="Xem việc 2", state=InspectionState.DONE, held_on=NOW.date(), conclusion="Tốt.",
        concluded_at=NOW, concluded_by=cast.clerk, **words,
    )  # fmt: skip
    found = [
        Finding.objects.create(
            inspection=one, text="Thiếu biên bản", recorded_at=NOW, recorded_by=cast.clerk
        )
        for one in (planned, held)
    ]
    action = ActionPoint.objects.create(finding=found[1], text="Lập lại", due_on=NOW.date())
    return {"inspection": planned.pk, "finding": found[0].pk, "action": action.pk}


def raised(commitment: Commitment, cast: Cast) -> dict[str, int]:
    """A proposal that was answered, and a request to explain that waits."""
    report = commitment.reports.get(period__quarter=1)
    task = commitment.tasks.get(number=1)
    put = Proposal.objects.create(
        report=report, task=task, text="Bố trí vốn.", addressee="STANDING", due_on=NOW.date(),
        made_at=NOW, made_by=stage.chief(cast, commitment), state=ProposalState.ANSWERED,
        outcome="ADJUSTED", answer="Đồng ý.", answered_at=NOW, answered_by=cast.standing,
    )  # fmt: skip
    asked = Explanation.objects.create(
        commitment=commitment, task=task, about="Nhiệm vụ 1 chậm", question="Vì sao chậm?",
        due_on=NOW.date(), asked_at=NOW, asked_by=cast.clerk,
    )  # fmt: skip
    return {"proposal": put.pk, "explanation": asked.pk}
