"""The unit's amendment: begun from the signed paper, drafted on cards, given a reason, proposed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from camket import audit, clock
from camket.audit import Conflict, Refused
from camket.text import format_date
from commitments import access as pages
from commitments import rules
from commitments.forms.amending import AmendmentReasonForm, VersionForm
from commitments.models import Amendment, Commitment
from commitments.views.comparing import moment, views_of
from commitments.views.deciding import href_of_amendment, read
from commitments.views.deeds import (
    FORM,
    asked,
    carry_out,
    crumbs,
    href_of,
    href_of_year,
    say,
    show_anew,
)
from commitments.workflow import amending
from commitments.workflow.freezing import owner_of
from commitments.workflow.measures import goal_of_frozen
from units import access
from units.roles import Permission


@FORM
def start(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Begin a draft, after reading how it goes on."""
    commitment = asked(request, code, year, unit, Permission.DRAFT_AMENDMENT)
    may = rules.may_start_amendment(access.person(request), commitment, clock.today())
    if request.method != "POST" and may:
        return render(request, "confirm.html", _start_words(commitment))
    try:
        made = amending.start(commitment=commitment, by=access.person(request), at=clock.now())
    except Refused as refused:
        say(request, refused)
        return redirect(href_of(commitment))
    return redirect(href_of_amendment(made))


@FORM
def amendment(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    """The cards to those who may write now (a POST keeps the reason), the comparison to others."""
    found = pages.amendment(request, code, year, unit, pk)
    may = rules.may_write_amendment(access.person(request), found, clock.today())
    if request.method != "POST":
        return (
            _draft(request, found) if may and "so-sanh" not in request.GET else read(request, found)
        )
    access.require(request, Permission.DRAFT_AMENDMENT, found.commitment.unit)
    form = AmendmentReasonForm(request.POST)
    if not form.is_valid():
        return _draft(request, found, form=form, status=422)
    try:
        amending.explain(
            amendment=found, by=access.person(request), at=clock.now(), **form.cleaned_data
        )
    except Conflict as conflict:
        rows = [("Lý do điều chỉnh", form.cleaned_data["reason"], conflict.theirs["reason"])]
        more = {"conflict": conflict, "differences": rows}
        show_anew(request, form, conflict.theirs["reason"])
        return _draft(request, found, form=form, status=409, **more)
    except Refused as refused:
        return _draft(request, found, form=form, status=409, refused=refused)
    messages.success(request, "Đã lưu lý do điều chỉnh.")
    return redirect(href_of_amendment(found))


@FORM
def drop(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    found = pages.amendment(request, code, year, unit, pk)
    access.require(request, Permission.DRAFT_AMENDMENT, found.commitment.unit)
    if not rules.may_drop_amendment(access.person(request), found, clock.today()):
        return _not_now(request, found)
    if request.method == "POST":
        href = href_of_year(found.commitment.year, "amendments")
        return carry_out(request, amending.drop, amendment=found, said="Đã bỏ bản soạn.", href=href)
    words = {
        "title": f"Bỏ bản soạn điều chỉnh – {found.commitment.unit.short_name}",
        "crumbs": amendment_crumbs(found),
        "consequences": ["Nội dung đã soạn bị xóa; bản cam kết đang có hiệu lực giữ nguyên."],
        "final": True,
        "submit_label": "Bỏ bản soạn",
        "cancel_href": href_of_amendment(found),
    }
    return render(request, "confirm.html", words)


@FORM
def propose(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    """The head hands the amendment to the Standing Committee, after reading what it says."""
    found = pages.amendment(request, code, year, unit, pk)
    access.require(request, Permission.PROPOSE_AMENDMENT, found.commitment.unit)
    me, refused = access.person(request), None
    form = VersionForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            amending.propose(amendment=found, version=version, by=me, at=clock.now())
        except Refused as why:
            refused, found = why, pages.amendment(request, code, year, unit, pk)
            form = VersionForm(initial={"version": found.version})
        else:
            messages.success(
                request, "Đã gửi đề nghị điều chỉnh. Thường trực sẽ xem xét, quyết định."
            )
            return redirect(href_of_amendment(found))
    if not rules.may_propose_amendment(me, found, clock.today()):
        return _not_now(request, found)
    words = _propose_words(found) | {"form": form, "refused": refused}
    status = 409 if refused else 200
    return render(request, "commitments/confirm_amendment.html", words, status=status)


def amendment_crumbs(found: Amendment) -> list[tuple[str, str]]:
    """The way back: the list, this one."""
    commitment = found.commitment
    return [
        (href_of_year(commitment.year, "amendments"), "Điều chỉnh"),
        (href_of_amendment(found), f"{found.name} – {commitment.unit.short_name}"),
    ]


def _draft(
    request: HttpRequest,
    found: Amendment,
    *,
    form: AmendmentReasonForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    me, today = access.person(request), clock.today()
    initial = {"reason": found.reason, "seen": found.reason}
    changes = views_of(amending.changes_of(found, today))
    lacking = amending.objections(found, clock.today())
    context = {
        "amendment": found,
        "commitment": found.commitment,
        "unit": found.commitment.unit,
        "crumbs": amendment_crumbs(found),
        "form": form or AmendmentReasonForm(initial=initial),
        "cards": _cards(found, changes),
        "changes": changes,
        "lacking": lacking,
        "moved": amending.has_moved(found),
        "may_write": rules.may_write_amendment(me, found, today),
        "may_propose": rules.may_propose_amendment(me, found, today),
        "is_open": rules.is_amendable(found.commitment, today),
        "last_day": rules.amend_until(found.commitment.year),
        "history": audit.history_of(found),
        **{name: href_of_amendment(found, f"amendment_{name}") for name in
           ("propose", "drop", "rebase", "task_add")},
    }  # fmt: skip
    return render(request, "commitments/amendment_draft.html", context | more, status=status)


def _cards(found: Amendment, changes: list[Any]) -> list[dict[str, Any]]:
    """Every task of the copy, with what is changed in it."""
    by_id = {change.id: change for change in changes}
    return [
        {
            "task": task,
            "change": by_id.get(task["id"]),
            "goal": goal_of_frozen(task),
            "owner": owner_of(task),
            "due_on": amending.data_of(task).due_on,
            "anchor": key_of(task["id"]),
            "edit": href_of_amendment(found, "amendment_task", task=key_of(task["id"])),
            "withdraw": href_of_amendment(found, "amendment_withdraw", task=key_of(task["id"])),
            "restore": href_of_amendment(found, "amendment_restore", task=key_of(task["id"])),
        }
        for task in found.tasks
    ]  # fmt: skip


def key_of(task: int) -> str:
    """A task's id in an address: '12', or 'moi-1' for the first new one."""
    return str(task) if task > 0 else f"moi{task}"


def _start_words(commitment: Commitment) -> dict[str, Any]:
    last = rules.amend_until(commitment.year)
    return {
        "title": f"Đề nghị điều chỉnh cam kết – {commitment.unit.short_name}",
        "crumbs": crumbs(commitment),
        "lead": "Soạn trên một bản sao; bản cam kết đang có hiệu lực không đổi cho đến khi Thường "
        "trực đồng ý.",
        "facts": [("Nhận đề nghị", f"đến hết ngày {format_date(last)}")],
        "consequences": [
            "Sửa, bổ sung hoặc rút nhiệm vụ; ghi lý do chung, rút nhiệm vụ nào ghi lý do nhiệm vụ đó.",
            "Người đứng đầu gửi đề nghị. Nhiệm vụ đã quá hạn thì đề nghị ghi rõ đã chậm bao nhiêu ngày.",
            "Nội dung cũ và mới đều được lưu, đặt cạnh nhau và in trên bản cam kết.",
        ],
        "submit_label": "Soạn đề nghị điều chỉnh",
        "cancel_href": href_of(commitment),
    }


def _propose_words(found: Amendment) -> dict[str, Any]:
    today = clock.today()
    late = max(amending.late_on(found, today).values(), default=0)
    facts = [("Lý do", found.reason)] if found.reason else []
    facts += [("Thời điểm", moment(late))] if late else []
    against = [*([amending.joining.MOVED] if amending.has_moved(found) else []),
               *amending.objections(found, clock.today())]  # fmt: skip
    return {
        "title": f"Gửi đề nghị điều chỉnh – {found.commitment.unit.short_name}",
        "crumbs": amendment_crumbs(found),
        "facts": facts,
        "against": against,
        "changes": views_of(amending.changes_of(found, today)),
        "consequences": [
            "Thường trực xem bản so sánh cũ – mới và quyết định; đơn vị không sửa được đề nghị nữa.",
            "Thời điểm đề nghị so với thời hạn của từng nhiệm vụ được ghi vào đề nghị.",
            "Cho đến khi có quyết định, bản cam kết đang có hiệu lực vẫn phải thực hiện.",
        ],
        "submit_label": "Gửi đề nghị",
        "cancel_href": href_of_amendment(found),
    }


def _not_now(request: HttpRequest, found: Amendment) -> HttpResponse:
    window = rules.is_amendable(found.commitment, clock.today())
    why = amending.drafts.why_not(found.commitment, clock.now())
    messages.error(request, amending.drafts.NOT_WRITABLE if window else why)
    return redirect(href_of_amendment(found))
