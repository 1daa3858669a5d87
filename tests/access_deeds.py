"""For each address that takes a POST: a set-up in which it is right, and what it then leaves.

Asked by `test_access_deeds.py` (who may, who may not) and `test_forms.py` (only permitted fields).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from camket.audit import Deed
from camket.models import MailState, OutgoingMail
from commitments.exchange import runs
from commitments.models import (
    ActionPoint,
    Amendment,
    Commitment,
    Handover,
    Period,
    ProgressReport,
    Proposal,
    Task,
)
from commitments.workflow import amending, answering, filing, requesting, reviewing, suggesting
from commitments.workflow.bases import BasisData, save_basis
from commitments.workflow.inspecting import action_shown
from reports.models import YearReport
from reports.workflow import FrameData, edit_frame, issue, start_report, type_figure
from tests import cast as stage
from tests.camket.file_corpus import pdf
from tests.cast import Cast
from tests.commitments import amending_cast as amendments
from tests.commitments import evidence_cast as evidence
from tests.commitments import inspecting_cast as inspecting
from tests.commitments import last_year, offline, shared, workbooks
from tests.commitments import proposals_cast as raised
from tests.commitments import quarter_cast as quarters
from tests.pages import Brought, Fields, main_form
from tests.reports.quarters import accepted, filed
from units.models import Appointment, Person

Facts = dict[str, Any]
NOTHING = (
    "nothing"  # as ``rows``: an address that takes what is typed, answers, and stores none of it
)
VALUES = {1: ("IN_PROGRESS", "20"), 3: ("IN_PROGRESS", "5")}


@dataclass(frozen=True)
class Proof:
    """``prepare`` brings the papers to the right state and gives what the address names.

    ``changes`` go over the page's own form (``form``), or are the whole post of a bare button.
    """

    name: str
    by: str
    leaves: Deed | None
    on: date
    prepare: Callable[[Cast], Facts]
    changes: Callable[[Cast], Fields]
    form: bool
    rows: str  # for a deed without an entry: the table that changes

    def data(self, cast: Cast, client: Client, url: str) -> Fields:
        """What the right person would post."""
        fields: Fields = {}
        if self.form:
            page = client.get(url)
            assert page.status_code == 200, (url, page.status_code, page.get("Location"))
            fields = main_form(page.content.decode(), url).fields
        return fields | self.changes(cast)


PROOFS: dict[str, Proof] = {}


def proof(
    name: str,
    by: str,
    leaves: Deed | None,
    on: tuple[int, int] = (1, 8),
    *,
    form: bool = True,
    rows: str = "",
    **changes: str | list[str],
) -> Callable[[Callable[[Cast], Facts]], Callable[[Cast], Facts]]:
    """Registers the function below as the set-up of this address."""

    def register(prepare: Callable[[Cast], Facts]) -> Callable[[Cast], Facts]:
        day = date(stage.YEAR, *on)
        PROOFS[name] = Proof(name, by, leaves, day, prepare, lambda _: dict(changes), form, rows)
        return prepare

    return register


def of(commitment: Commitment, **more: Any) -> Facts:
    return {"unit": commitment.unit.code, "unit_code": commitment.unit.code} | more


def head_post(cast: Cast) -> Appointment:
    return Appointment.objects.get(person=cast.head)


def reporter_post(cast: Cast) -> Appointment:
    return Appointment.objects.get(person=cast.reporter)


# --- who is who ------------------------------------------------------------------------------


@proof("units:identity", "admin", Deed.COMMITTEE_EDITED, place="Chốn Mới")
def _(cast: Cast) -> Facts:
    return {}


GROUP = {"code": "khoi-moi", "heading": "Khối mới", "short_name": "Khối mới", "rank": "9"}


@proof("units:group_add", "clerk", Deed.GROUP_SAVED, **GROUP)
def _(cast: Cast) -> Facts:
    return {}


@proof("units:group_edit", "clerk", Deed.GROUP_SAVED, heading="Các phường, xã")
def _(cast: Cast) -> Facts:
    return {"pk": cast.wards.pk}


NEW = {"email": "moi@mau.example", "full_name": "Người Mới Thử", "position": "Chuyên viên"}


@proof("units:person_add", "clerk", Deed.APPOINTED, role="REPORTER", **NEW)
def _(cast: Cast) -> Facts:
    return {}


@proof("units:person", "clerk", Deed.PERSON_EDITED, full_name="Hoàng Văn Đổi Thử")
def _(cast: Cast) -> Facts:
    return {"pk": cast.head.pk}


@proof("units:person_appoint", "clerk", Deed.APPOINTED, role="REPORTER", position="Kiêm nhiệm")
def _(cast: Cast) -> Facts:
    return {"pk": cast.head.pk}


@proof("units:person_lock", "clerk", Deed.PERSON_EDITED, form=False, **{"dang-nhap": "0"})
def _(cast: Cast) -> Facts:
    return {"pk": cast.head.pk}


def never_came(person: Person) -> None:
    """As somebody who has not followed the invitation yet."""
    person.set_unusable_password()
    person.save()


@proof("units:person_invite", "clerk", Deed.PERSON_INVITED, form=False)
def _(cast: Cast) -> Facts:
    never_came(cast.head)
    return {"pk": cast.head.pk}


@proof("units:person_end", "clerk", Deed.APPOINTMENT_ENDED, ends_on="31/3/2021")
def _(cast: Cast) -> Facts:
    return {"pk": cast.head.pk, "appointment": head_post(cast).pk}


UNIT = {
    "full_name": "Đảng ủy Phường 2", "short_name": "Phường 2", "report_name": "Phường 2",
    "code": "phuong-2", "kind": "WARD", "rank": "3", "head_post": "Bí thư",
    "collective": "Ban Thường vụ Đảng ủy Phường 2", "valid_from": "01/01/2021",
}  # fmt: skip


@proof("units:unit_add", "clerk", Deed.UNIT_ADDED, **UNIT)
def _(cast: Cast) -> Facts:
    return {}


@proof("units:unit_edit", "clerk", Deed.UNIT_EDITED, phone="0233 000 001")
def _(cast: Cast) -> Facts:
    return {"unit_code": cast.ward.code}


@proof("units:appoint", "head", Deed.APPOINTED, role="REPORTER", **NEW)
def _(cast: Cast) -> Facts:
    return {"unit_code": cast.ward.code}


@proof("units:end", "head", Deed.APPOINTMENT_ENDED, ends_on="31/3/2021")
def _(cast: Cast) -> Facts:
    return {"unit_code": cast.ward.code, "pk": reporter_post(cast).pk}


@proof("units:invite", "head", Deed.PERSON_INVITED, form=False)
def _(cast: Cast) -> Facts:
    never_came(cast.reporter)
    return {"unit_code": cast.ward.code, "pk": reporter_post(cast).pk}


@proof(
    "units:allow_to_submit", "head", Deed.APPOINTMENT_EDITED, form=False, **{"cho-phep": "1"}
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return {"unit_code": cast.ward.code, "pk": reporter_post(cast).pk}


# --- the year --------------------------------------------------------------------------------


@proof("commitments:year_open", "clerk", Deed.YEAR_OPENED, (1, 4), theme="Chủ đề", nam="2021")
def _(cast: Cast) -> Facts:
    return {}


@proof("commitments:year_setup", "clerk", Deed.YEAR_EDITED, theme="Chủ đề sửa")
def _(cast: Cast) -> Facts:
    stage.year(cast)
    return {}


@proof("commitments:open_registration", "clerk", Deed.REGISTRATION_OPENED, form=False)
def _(cast: Cast) -> Facts:
    stage.year(cast, registration=False)
    return {}


@proof("commitments:add_unit", "clerk", Deed.REGISTRATION_OPENED, form=False, unit="phuong-moi")
def _(cast: Cast) -> Facts:
    stage.year(cast)
    stage.unit_row(cast.wards, "phuong-moi", "Phường Mới", kind="WARD", rank=9)
    return {}


@proof("commitments:year_close", "clerk", Deed.YEAR_CLOSED, (12, 31))
def _(cast: Cast) -> Facts:
    commitment = stage.signed(cast)
    for quarter in (1, 2, 3, 4):
        accepted(cast, commitment, quarter, VALUES, at=stage.at(3 * quarter, 24))
    return {}


MINE = {"password": stage.PASSWORD}


@proof("commitments:signing", "standing", Deed.SIGNED_AT_CONFERENCE, **{"xac-nhan": "1"})
def _(cast: Cast) -> Facts:
    stage.approved(cast)
    return {}


@proof("commitments:reminders_send", "clerk", None, (3, 24), rows="camket_outgoingmail")
def _(cast: Cast) -> Facts:
    stage.signed(cast)
    return {}


@proof("commitments:mail_send_again", "clerk", None, form=False, rows="camket_outgoingmail")
def _(cast: Cast) -> Facts:
    stage.submitted(cast)
    row = OutgoingMail.objects.filter(committee=cast.committee).first()
    assert row is not None
    OutgoingMail.objects.filter(pk=row.pk).update(state=MailState.FAILED)
    return {"pk": row.pk}


# --- the commitment --------------------------------------------------------------------------

TASK = {"title": "Nhiệm vụ mới thêm", "kind": "KEY", "responsibility": "COLLECTIVE"}


@proof("commitments:task_add", "reporter", Deed.TASK_SAVED, **TASK)
def _(cast: Cast) -> Facts:
    return of(stage.draft(cast))


@proof("commitments:task", "reporter", Deed.TASK_SAVED, title="Nhiệm vụ viết lại")
def _(cast: Cast) -> Facts:
    return of(stage.draft(cast), n=1)


@proof("commitments:task_remove", "reporter", Deed.TASK_REMOVED)
def _(cast: Cast) -> Facts:
    return of(stage.draft(cast), n=1)


@proof("commitments:task_up", "reporter", Deed.TASK_MOVED, form=False)
def _(cast: Cast) -> Facts:
    return of(stage.draft(cast), n=2)


@proof("commitments:task_down", "reporter", Deed.TASK_MOVED, form=False)
def _(cast: Cast) -> Facts:
    return of(stage.draft(cast), n=1)


# --- the 6 rõ check while one writes, and what goes on from last year ---------------------------

HALF_TYPED = {"title": "Tăng cường", "kind": "KEY"}


@proof("commitments:task_check", "reporter", None, form=False, rows=NOTHING, **HALF_TYPED)
def _(cast: Cast) -> Facts:
    return of(stage.draft(cast))


@proof("commitments:carry_over", "reporter", Deed.TASK_CARRIED_OVER, form=False)
def _(cast: Cast) -> Facts:
    last_year.reported(cast)
    return of(stage.draft(cast))


@proof("commitments:submit", "head", Deed.REGISTRATION_SUBMITTED)
def _(cast: Cast) -> Facts:
    return of(stage.draft(cast))


@proof("commitments:send_back", "clerk", Deed.REGISTRATION_SENT_BACK, comment="Cần rõ hơn.")
def _(cast: Cast) -> Facts:
    return of(stage.passed_on(cast))


@proof("commitments:pass_on", "clerk", Deed.REGISTRATION_PASSED_ON)
def _(cast: Cast) -> Facts:
    return of(stage.submitted(cast))


ASSIGNED = TASK | {
    "title": "Giải quyết 3 khiếu nại kéo dài", "kind": "BREAKTHROUGH",
    "product": "Quyết định giải quyết", "basis": "Kết luận số 01-KL/ĐU", "unit_of_measure": "vụ",
    "baseline": "0", "target": "3", "due_on": "30/9/2021",
}  # fmt: skip


@proof("commitments:assign", "clerk", Deed.TASK_ASSIGNED, **ASSIGNED)
def _(cast: Cast) -> Facts:
    return of(stage.draft(cast))


@proof(
    "commitments:exception", "clerk", Deed.LIMIT_EXCEPTED, least="1", most="6", reason="Hai dự án."
)
def _(cast: Cast) -> Facts:
    return of(stage.draft(cast))


@proof("commitments:approve", "standing", Deed.COMMITMENT_APPROVED)
def _(cast: Cast) -> Facts:
    return of(stage.passed_on(cast))


@proof("commitments:sign", "head", Deed.COMMITMENT_SIGNED_BY_HEAD, **MINE)
def _(cast: Cast) -> Facts:
    return of(stage.approved(cast))


# --- shared tasks and bases ------------------------------------------------------------------


@proof("commitments:support_answer", "head", Deed.SUPPORT_ANSWERED, form=False,
       reply="CONFIRMED", seen="1-WAITING")  # fmt: skip
def _(cast: Cast) -> Facts:
    """Of the bureau's task, for the ward: the address is the ward's."""
    return {"pk": shared.asked(cast, cast.bureau, cast.ward).pk}


BASIS = {"kind": "Kết luận", "number": "18-KL/TU", "issuer": "Thành ủy", "summary": "về kinh tế"}


@proof("commitments:basis_add", "clerk", Deed.BASIS_SAVED, **BASIS)
def _(cast: Cast) -> Facts:
    return {}


@proof("commitments:basis", "clerk", Deed.BASIS_SAVED, summary="về kinh tế - xã hội")
def _(cast: Cast) -> Facts:
    data = BasisData(**BASIS)
    made = save_basis(committee=cast.committee, data=data, by=cast.clerk, at=stage.at(1, 4))
    return {"pk": made.pk}


# signing, scans, the paper as PDF


@proof("commitments:scan_upload", "clerk", Deed.SCAN_UPLOADED)
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast))


@proof("commitments:quarter_evidence", "reporter", Deed.EVIDENCE_ADDED, on=(3, 18), form=False)
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast), quarter=1, n=1)


@proof("commitments:evidence_remove", "clerk", Deed.EVIDENCE_REMOVED, on=(3, 18), reason="Nhầm.")
def _(cast: Cast) -> Facts:
    report = quarters.report(stage.signed(cast))
    return of(report.commitment, pk=evidence.brought(cast, report).evidence.pk)


@proof("reports:print_paper", "head", None, form=False, rows="reports_renderjob")
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast))


@proof("reports:print_quarter", "head", None, (3, 24), form=False, rows="reports_renderjob")
def _(cast: Cast) -> Facts:
    return of(handed_in(cast).commitment, quarter=1, nth=1)


@proof("reports:print_results", "head", None, (3, 24), form=False, rows="reports_renderjob")
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast), span="6-thang")


# --- two stages: choosing, proposing, assigning to many ----------------------------------------


@proof("commitments:choose", "clerk", Deed.TASK_CHOSEN)
def _(cast: Cast) -> Facts:
    return of(stage.submitted(cast))


@proof(
    "commitments:suggest",
    "clerk",
    Deed.CHANGE_SUGGESTED,
    title="Ghi rõ địa bàn",
    comment="Rõ việc.",
)
def _(cast: Cast) -> Facts:
    return of(stage.submitted(cast), n=1)


def proposed(cast: Cast) -> Facts:
    commitment = stage.submitted(cast)
    made = suggesting.suggest_change(
        commitment=commitment, task=commitment.tasks.get(number=1), comment="Rõ việc.",
        data=stage.task_data(1, title="Ghi rõ địa bàn"), by=cast.clerk, at=stage.at(1, 7),
    )  # fmt: skip
    return of(commitment, pk=made.pk)


@proof("commitments:suggestion", "head", Deed.SUGGESTION_ANSWERED, word="dong-y")
def _(cast: Cast) -> Facts:
    return proposed(cast)


@proof("commitments:suggestion_withdraw", "clerk", Deed.SUGGESTION_WITHDRAWN, form=False)
def _(cast: Cast) -> Facts:
    return proposed(cast)


@proof("commitments:assign_many", "clerk", Deed.TASK_ASSIGNED)
def _(cast: Cast) -> Facts:
    stage.draft(cast)
    return {}


# --- the quarter -----------------------------------------------------------------------------


def handed_in(cast: Cast) -> ProgressReport:
    return filed(cast, stage.signed(cast), 1, VALUES, at=stage.at(3, 24))


def judged(cast: Cast) -> ProgressReport:
    report = handed_in(cast)
    by = {"by": cast.clerk, "at": stage.at(3, 25)}
    reviewing.accept(report=report, round_number=1, verdicts={}, comment="", task_comments={}, **by)
    return report


@proof("commitments:quarter", "head", Deed.QUARTER_SUBMITTED, (3, 24), gui="1")
def _(cast: Cast) -> Facts:
    """Drafted and complete, taken back by the unit: the page's own form hands it in again."""
    report = handed_in(cast)
    filing.withdraw(report=report, by=cast.head, at=stage.at(3, 24, 10))
    return of(report.commitment, quarter=1)


@proof(
    "commitments:quarter_autosave", "reporter", None, (3, 24), form=False,
    rows="commitments_progressreport", highlights="Kết quả", version="1",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast), quarter=1)


@proof("commitments:quarter_upload", "reporter", None, (3, 24), form=False, rows=NOTHING)
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast), quarter=1)


@proof(
    "commitments:quarter_fill", "reporter", Deed.QUARTER_FILLED_FROM_WORKBOOK, (3, 24), form=False
)
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast), quarter=1)


@proof("commitments:quarter_withdraw", "head", Deed.QUARTER_WITHDRAWN, (3, 24))
def _(cast: Cast) -> Facts:
    return of(handed_in(cast).commitment, quarter=1)


@proof("commitments:review", "clerk", Deed.QUARTER_ACCEPTED, (3, 24))
def _(cast: Cast) -> Facts:
    return of(handed_in(cast).commitment, quarter=1)


@proof("commitments:review_begin", "clerk", Deed.REVIEW_BEGUN, (3, 24), form=False)
def _(cast: Cast) -> Facts:
    return of(handed_in(cast).commitment, quarter=1)


@proof("commitments:quarter_reopen", "clerk", Deed.QUARTER_REOPENED, (3, 26), reason="Chưa khớp.")
def _(cast: Cast) -> Facts:
    return of(judged(cast).commitment, quarter=1)


EXTENSION = {"asked_by": "Hoàng Văn Đứng Thử", "reason": "Bão.", "locks_on": "20/4/2021"}


@proof("commitments:quarter_extend", "clerk", Deed.EXTENSION_GRANTED, (3, 24), **EXTENSION)
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast), quarter=1)


def asking(cast: Cast) -> Facts:
    """The unit has asked for more time."""
    commitment = stage.signed(cast)
    asked = requesting.ask_extension(
        report=commitment.reports.get(period__quarter=1), reason="Chờ biên bản nghiệm thu.",
        wished_until=date(2021, 4, 20), by=cast.head, at=stage.at(3, 24),
    )  # fmt: skip
    return of(commitment, quarter=1, pk=asked.pk)


ASKED_TIME = {"reason": "Chờ biên bản nghiệm thu.", "wished_until": "20/4/2021"}


@proof("commitments:extension_ask", "reporter", Deed.EXTENSION_ASKED, (3, 24), **ASKED_TIME)
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast), quarter=1)


@proof("commitments:extension_answer", "clerk", Deed.EXTENSION_GRANTED, (3, 25))
def _(cast: Cast) -> Facts:
    return asking(cast)


@proof(
    "commitments:extension_withdraw", "reporter", Deed.EXTENSION_REQUEST_WITHDRAWN, (3, 25),
    form=False,
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return asking(cast)


@proof("commitments:extend_many", "clerk", Deed.EXTENSION_GRANTED, (3, 24), form=False)
def _(cast: Cast) -> Facts:
    stage.signed(cast)
    return {}


@proof(
    "commitments:review_keep", "clerk", None, (3, 24), form=False,
    rows="commitments_halfwrittenreview",
    round="1", comment="Đang viết dở.",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return of(handed_in(cast).commitment, quarter=1)


# --- people change, units change -------------------------------------------------------------

DECISION = {"decision": "Nghị quyết số 01-NQ/ĐU", "da-xac-nhan": "1"}


@proof("units:merge", "clerk", Deed.UNITS_MERGED, **DECISION)
def _(cast: Cast) -> Facts:
    return {}


@proof(
    "units:rename", "clerk", Deed.UNIT_RENAMED, **DECISION, full_name="Đảng ủy Phường Nhất",
    short_name="Phường Nhất",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return {"unit_code": cast.ward.code}


PARTS = {
    f"p{n}-{name}": f"Phường {part}"
    for n, part in enumerate(("Đông", "Tây"))
    for name in ("full_name", "short_name", "collective", "head_post")
}


@proof("units:split", "clerk", Deed.UNIT_SPLIT, **DECISION, **PARTS, carrier="1")
def _(cast: Cast) -> Facts:
    return {"unit_code": cast.ward.code}


@proof(
    "commitments:hand_over", "clerk", Deed.WORK_HANDED_OVER, email="moi@mau.example",
    full_name="Người Mới Thử", position="Chuyên viên", starts_on="1/2/2021",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return {"unit_code": cast.ward.code, "appointment": reporter_post(cast).pk}


@proof("commitments:handover_acknowledge", "head", Deed.HANDOVER_ACKNOWLEDGED, form=False)
def _(cast: Cast) -> Facts:
    made = Handover.objects.create(
        unit=cast.ward, role="HEAD", leaver=cast.nobody, successor=cast.head,
        starts_on=stage.SINCE, recorded_at=stage.at(1, 8), recorded_by=cast.clerk,
    )  # fmt: skip
    return {"unit_code": cast.ward.code, "pk": made.pk}


# --- amendments ------------------------------------------------------------------------------


def amended(cast: Cast, made: Amendment) -> Facts:
    return of(made.commitment, pk=made.pk, task=str(made.tasks[0]["id"]))


@proof("commitments:amend", "head", Deed.AMENDMENT_DRAFTED, (4, 12))
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast))


@proof("commitments:amendment", "reporter", Deed.AMENDMENT_DRAFTED, (4, 12), reason="Lý do khác.")
def _(cast: Cast) -> Facts:
    return amended(cast, amendments.draft(cast, stage.signed(cast)))


@proof("commitments:amendment_task_add", "reporter", Deed.TASK_SAVED, (4, 12), **TASK)
def _(cast: Cast) -> Facts:
    return amended(cast, amendments.draft(cast, stage.signed(cast)))


@proof("commitments:amendment_task", "reporter", Deed.TASK_SAVED, (4, 12), title="Viết lại")
def _(cast: Cast) -> Facts:
    return amended(cast, amendments.draft(cast, stage.signed(cast)))


@proof("commitments:amendment_withdraw", "reporter", Deed.TASK_REMOVED, (4, 12), reason="Trùng.")
def _(cast: Cast) -> Facts:
    return amended(cast, amendments.draft(cast, stage.signed(cast)))


@proof("commitments:amendment_restore", "reporter", Deed.TASK_SAVED, (4, 12), form=False)
def _(cast: Cast) -> Facts:
    return amended(cast, amendments.draft(cast, stage.signed(cast)))


@proof("commitments:amendment_drop", "reporter", Deed.AMENDMENT_DROPPED, (4, 12))
def _(cast: Cast) -> Facts:
    return amended(cast, amendments.draft(cast, stage.signed(cast)))


@proof("commitments:amendment_propose", "head", Deed.AMENDMENT_PROPOSED, (4, 13))
def _(cast: Cast) -> Facts:
    return amended(cast, amendments.draft(cast, stage.signed(cast)))


@proof("commitments:amendment_rebase", "reporter", Deed.AMENDMENT_REBASED, (4, 16))
def _(cast: Cast) -> Facts:
    commitment = stage.signed(cast)
    made = amendments.draft(cast, commitment)
    amendments.approved(cast, commitment, 2, title="Việc khác")
    return amended(cast, made)


@proof("commitments:amendment_decide", "standing", Deed.AMENDMENT_APPROVED, (4, 15), form=False)
def _(cast: Cast) -> Facts:
    return amended(cast, amendments.proposed(cast, stage.signed(cast)))


# --- inspections -----------------------------------------------------------------------------

HELD = (3, 24)


def inspected(cast: Cast) -> Facts:
    return {"pk": inspecting.planned(cast, stage.signed(cast)).pk}


@proof("commitments:inspection_plan", "inspector", Deed.INSPECTION_PLANNED, (2, 1))
def _(cast: Cast) -> Facts:
    stage.signed(cast)
    return {}


@proof("commitments:inspection_edit", "clerk", Deed.INSPECTION_EDITED, HELD, team="Đ/c A")
def _(cast: Cast) -> Facts:
    return inspected(cast)


@proof("commitments:inspection_cancel", "clerk", Deed.INSPECTION_CANCELLED, HELD, reason="Mưa lũ")
def _(cast: Cast) -> Facts:
    return inspected(cast)


@proof("commitments:inspection_conclude", "inspector", Deed.INSPECTION_CONCLUDED, HELD,
       held_on="10/3/2021", conclusion="Có tiến bộ.")  # fmt: skip
def _(cast: Cast) -> Facts:
    return inspected(cast)


@proof("commitments:finding_add", "inspector", Deed.FINDING_RECORDED, HELD, task="1",
       text="Thiếu biên bản", **{"yc-0-text": "Lập lại", "yc-0-due_on": "15/4/2021"})  # fmt: skip
def _(cast: Cast) -> Facts:
    return inspected(cast)


@proof("commitments:finding", "inspector", Deed.FINDING_RECORDED, HELD, text="Thiếu 4 biên bản")
def _(cast: Cast) -> Facts:
    planned = inspecting.planned(cast, stage.signed(cast))
    return {"pk": planned.pk, "finding": inspecting.find(cast, planned).pk}


@proof("commitments:inspection_verify", "inspector", Deed.VALUE_VERIFIED, HELD,
       value="24", status="IN_PROGRESS", note="Đếm tại thực địa.")  # fmt: skip
def _(cast: Cast) -> Facts:
    return inspected(cast) | {"n": 1}


@proof("commitments:action_report", "head", Deed.ACTION_DONE, (4, 5), form=False, note="Đã ký lại")
def _(cast: Cast) -> Facts:
    return {"pk": inspecting.opened(cast, stage.signed(cast)).pk}


@proof("commitments:action_judge", "inspector", Deed.ACTION_VERIFIED, (4, 8), form=False,
       reply="VERIFIED", due_on="")  # fmt: skip
def _(cast: Cast) -> Facts:
    return {"pk": inspecting.reported(cast, stage.signed(cast)).pk}


# --- Excel in --------------------------------------------------------------------------------


class Workbook(SimpleUploadedFile):
    """The same file however often it is sent."""

    def read(self, *args: int) -> bytes:
        self.seek(0)
        return super().read(*args)


def brought(cast: Cast, **changes: str) -> Facts:
    """A workbook that has been read, with one unit to add."""
    run = runs.upload(
        committee=cast.committee, year=None, name="a.xlsx", by=cast.clerk, at=stage.at(1, 8),
        data=workbooks.book(workbooks.units(workbooks.UNIT | changes)),
    )  # fmt: skip
    runs.work_on(run.pk, stage.at(1, 8))
    return {"key": run.key}


@proof("commitments:import", "clerk", None, rows="commitments_importrun")
def _(cast: Cast) -> Facts:
    return {}


@proof("commitments:import_confirm", "clerk", None, form=False, rows="commitments_importrun")
def _(cast: Cast) -> Facts:
    return brought(cast)


@proof("commitments:import_convert", "clerk", None, form=False, rows="commitments_importrun")
def _(cast: Cast) -> Facts:
    return brought(cast, full_name="§¶ng ñy Ph\xadêng 2")


@proof("commitments:import_drop", "clerk", None, form=False, rows="commitments_importrun")
def _(cast: Cast) -> Facts:
    return brought(cast)


# --- the annual report -----------------------------------------------------------------------


def started(cast: Cast) -> YearReport:
    return start_report(year=stage.signed(cast).year, by=cast.clerk, at=stage.at(12, 20))


def framed(cast: Cast) -> YearReport:
    """A draft that may be issued: signer and recipients are there, the year's quarters locked."""
    report = started(cast)
    Period.objects.filter(quarter=4).update(due_on=date(2021, 12, 20), locks_on=date(2021, 12, 29))
    words = {"events": "Sự kiện", "bases": "Căn cứ", "bases_next_year": "Căn cứ sau"}
    data = FrameData(
        dated_month=1, dated_year=2022, signing_authority="T/M BAN THƯỜNG VỤ",
        signer_position="PHÓ BÍ THƯ", signer_name="Nguyễn Văn Trực Thử", recipients="Lưu.",
        wording=words | {"bases_conduct": "Quy định"},
    )  # fmt: skip
    edit_frame(report=report, data=data, version=1, by=cast.clerk, at=stage.at(12, 20))
    report.refresh_from_db()
    return report


@proof("reports:start", "clerk", Deed.REPORT_STARTED, (12, 20), form=False)
def _(cast: Cast) -> Facts:
    stage.signed(cast)
    return {}


@proof("reports:frame", "clerk", Deed.REPORT_EDITED, (12, 20), signer_name="Nguyễn Văn Trực Thử")
def _(cast: Cast) -> Facts:
    started(cast)
    return {}


FIGURE = {
    "token": "von", "label": "Vốn", "value": "12,4%", "source": "Phòng Tài chính",
    "dated_on": "20/12/2021",
}  # fmt: skip


@proof("reports:figures", "clerk", Deed.FIGURE_TYPED, (12, 20), **FIGURE)
def _(cast: Cast) -> Facts:
    started(cast)
    return {}


@proof("reports:remove_figure", "clerk", Deed.FIGURE_TYPED, (12, 20), form=False)
def _(cast: Cast) -> Facts:
    typed = FIGURE | {"dated_on": date(2021, 12, 20)}
    type_figure(report=started(cast), by=cast.clerk, at=stage.at(12, 20), **typed)  # type: ignore[arg-type]
    return {"token": "von"}


@proof(
    "reports:section", "clerk", Deed.REPORT_EDITED, (12, 20), form=False, text="Viết tay.",
    version="0",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    started(cast)
    return {"key": "I"}


@proof("reports:print", "clerk", None, (12, 20), form=False, rows="reports_renderjob")
def _(cast: Cast) -> Facts:
    started(cast)
    return {}


@proof("reports:issue", "clerk", Deed.REPORT_ISSUED, (12, 31), number="2", signed_on="30/12/2021")
def _(cast: Cast) -> Facts:
    framed(cast)
    return {}


@proof("reports:withdraw", "clerk", Deed.REPORT_WITHDRAWN, (12, 31), reason="Sai số liệu.")
def _(cast: Cast) -> Facts:
    on = date(2021, 12, 30)
    report = framed(cast)
    by = {"by": cast.clerk, "at": stage.at(12, 30)}
    issue(report=report, number=2, signed_on=on, version=report.version, **by)
    return {}


# --- proposals and requests to explain ---------------------------------------------------------


@proof(
    "commitments:proposal_answer", "standing", Deed.PROPOSAL_ANSWERED, (3, 24),
    form=False, outcome="RESOLVED", answer="Đã bố trí vốn.", on_behalf_of="Ban Thường vụ",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return {"pk": raised.proposal(cast).pk}


@proof(
    "commitments:proposal_forward", "clerk", Deed.PROPOSAL_FORWARDED, (3, 24),
    to="COUNCIL", reason="Thuộc thẩm quyền HĐND.",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return {"pk": raised.proposal(cast).pk}


@proof("commitments:proposal_amend", "reporter", Deed.AMENDMENT_DRAFTED, (3, 25), form=False)
def _(cast: Cast) -> Facts:
    return {"pk": raised.adjusted(cast).pk}


@proof(
    "commitments:explain_task", "standing", Deed.EXPLANATION_ASKED, (10, 12),
    question="Vì sao chậm?",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast), n=1)


@proof(
    "commitments:explain_quarter", "clerk", Deed.EXPLANATION_ASKED, (4, 6),
    question="Vì sao chưa nộp?",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return of(stage.signed(cast), quarter=1)


@proof(
    "commitments:explanation", "head", Deed.EXPLANATION_ANSWERED, (4, 8),
    answer="Do thay đổi nhân sự.", gui="1",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return {"pk": raised.explanation(cast).pk}


@proof(
    "commitments:explanation_withdraw", "clerk", Deed.EXPLANATION_WITHDRAWN, (4, 8),
    reason="Đơn vị đã nộp.",
)  # fmt: skip
def _(cast: Cast) -> Facts:
    return {"pk": raised.explanation(cast).pk}


# What can be known only once the set-up is there.


def _later(name: str, changes: Callable[[Cast], Fields]) -> None:
    PROOFS[name] = replace(PROOFS[name], changes=changes)


def _task(cast: Cast, n: int) -> Fields:
    commitment = Commitment.objects.get(unit=cast.ward)
    return {"task": str(commitment.tasks.get(number=n).pk)}


def _unfinished(cast: Cast) -> Fields:
    past = Task.objects.get(
        commitment__unit=cast.ward, commitment__year__year=last_year.LAST, number=1
    )
    return {"task": str(past.pk)}


def _first_file(cast: Cast) -> Fields:
    task = Task.objects.get(commitment__unit=cast.ward, number=1).pk
    return {
        "tai-len": str(task),
        f"mc-{task}-brought": Brought("bien-ban.pdf", pdf()),
        f"mc-{task}-declared": "1",
    }


_later("commitments:carry_over", _unfinished)
_later(
    "commitments:choose",
    lambda cast: {
        f"chon_{t.pk}": "CHOSEN" for t in Commitment.objects.get(unit=cast.ward).tasks.all()
    },
)
_later(
    "commitments:assign_many",
    lambda cast: (
        {name: ASSIGNED[name] for name in (*TASK, "product", "basis", "unit_of_measure", "due_on")}
        | {
            f"dv-{Commitment.objects.get(unit=cast.ward).pk}-{name}": value
            for name, value in (("chosen", "on"), ("baseline", "0"), ("target", "3"))
        }
    ),
)
_later("commitments:task_up", lambda cast: _task(cast, 2))
_later("commitments:task_down", lambda cast: _task(cast, 1))
_later(
    "commitments:signing",
    lambda cast: {
        "xac-nhan": "1",
        "commitments": [str(Commitment.objects.get(unit=cast.ward).pk)],
        "signed_on": "8/1/2021",
        **MINE,
    },
)
_later(
    "commitments:inspection_plan",
    lambda _: {
        "quarter": "2",
        "purpose": "Xem hồ sơ",
        "units": [str(Commitment.objects.get(state="SIGNED").pk)],
    },
)
_later("commitments:quarter_evidence", lambda cast: _first_file(cast))
_later("commitments:scan_upload", lambda _: {"file": Brought("ban-ky.pdf", pdf())})
_later(
    "commitments:amendment_decide",
    lambda cast: {
        "dong-y": "1",
        "comment": "Đồng ý.",
        "seen": amending.shown(Amendment.objects.get()),
    },
)
_later(
    "commitments:proposal_answer",
    lambda _, before=PROOFS["commitments:proposal_answer"].changes: (
        before(_) | {"seen": answering.shown(raised.fresh(Proposal.objects.get()))}
    ),
)
for reply in ("commitments:action_report", "commitments:action_judge"):
    _later(
        reply,
        lambda _, before=PROOFS[reply].changes: (
            before(_) | {"seen": action_shown(ActionPoint.objects.get())}
        ),
    )
_later(
    "commitments:import",
    lambda _: {"file": Workbook("a.xlsx", workbooks.book(workbooks.units(workbooks.UNIT)))},
)
_later("units:unit_add", lambda cast: {**UNIT, "group": str(cast.wards.pk)})
for _name in ("units:person_add", "units:person_appoint"):
    _later(
        _name,
        lambda cast, before=PROOFS[_name].changes: before(cast) | {"unit": str(cast.ward.pk)},
    )
_later(
    "commitments:extend_many",
    lambda cast: (
        EXTENSION
        | {
            "chon": [
                str(ProgressReport.objects.get(commitment__unit=cast.ward, period__quarter=1).pk)
            ]
        }
    ),
)
_later(
    "units:merge",
    lambda cast: DECISION | {"units": [str(cast.ward.pk)], "into": str(cast.bureau.pk)},
)
_later(
    "commitments:quarter_upload",
    lambda cast: {"file": Brought("bao-cao.xlsx", offline.workbook(offline.report_of(cast)))},
)
_later("commitments:quarter_fill", lambda cast: {"package": offline.seen(offline.report_of(cast))})
