"""A unit's deeds on its registration: add, edit, remove, reorder tasks; hand it in."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from camket import clock
from camket.audit import Refused
from commitments import rules
from commitments.forms.registering import SubmitForm, WhichTaskForm
from commitments.models import Commitment, Task, TaskOrigin
from commitments.views.deeds import FORM, asked, carry_out, crumbs, href_of, not_now, say
from commitments.views.tasks import task_page, written
from commitments.workflow import assigning, registering
from commitments.workflow.carrying import carry_over as carry
from commitments.workflow.checking import check
from commitments.workflow.writing import GONE, shown
from units import access
from units.roles import Permission


@FORM
def task_add(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.WRITE_REGISTRATION)
    return written(request, commitment, registering.save_task, rules.may_write_registration)


@FORM
def task_edit(request: HttpRequest, code: str, year: int, unit: str, n: int) -> HttpResponse:
    """Edit a task. The Office edits what it assigned; of that, the unit only its own part."""
    commitment = asked(request, code, year, unit, Permission.WRITE_REGISTRATION)
    task = _meant(request, commitment, n)
    if task is None:
        lines = ["Nội dung vừa nhập vẫn còn trong các ô bên dưới để chép lại."]
        stop = Refused(GONE, lines=lines)
        return task_page(request, commitment, verb=registering.save_task, stop=stop)
    if task.origin == TaskOrigin.ASSIGNED and _has(
        request, Permission.PREPARE_REGISTRATION, commitment
    ):
        return written(request, commitment, assigning.assign_task, rules.may_assign, task)
    return written(request, commitment, registering.save_task, rules.may_write_registration, task)


@FORM
def task_remove(request: HttpRequest, code: str, year: int, unit: str, n: int) -> HttpResponse:
    """Take a task out, after confirming; an assigned one only by the Office."""
    commitment = asked(request, code, year, unit, Permission.WRITE_REGISTRATION)
    task = get_object_or_404(commitment.tasks.select_related("commitment"), number=n)
    assigned = task.origin == TaskOrigin.ASSIGNED
    access.allow(not assigned or _has(request, Permission.PREPARE_REGISTRATION, commitment))
    rule = rules.may_assign if assigned else rules.may_write_registration
    if not rule(access.person(request), commitment, clock.today()):
        return not_now(request, commitment)
    if request.method == "POST" and _is_same(request, task):
        verb = assigning.remove_assigned if assigned else registering.remove_task
        said = f"Đã bỏ nhiệm vụ “{task.title[:120]}”."
        return carry_out(request, verb, task=task, said=said, href=href_of(commitment))
    return render(request, "confirm.html", _removal(commitment, task))


@require_POST
def task_move(
    request: HttpRequest, code: str, year: int, unit: str, n: int, up: bool
) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.WRITE_REGISTRATION)
    task = get_object_or_404(commitment.tasks.select_related("commitment"), number=n)
    if not _is_same(request, task):
        return redirect(href_of(commitment))
    said = f"Đã chuyển nhiệm vụ {n} {'lên' if up else 'xuống'}."
    return carry_out(
        request, registering.move_task, task=task, up=up, said=said, href=href_of(commitment)
    )


@require_POST
def carry_over(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Take an unfinished task of last year over; on to its form, where the new year is written."""
    commitment = asked(request, code, year, unit, Permission.WRITE_REGISTRATION)
    meant = request.POST.get("task", "")
    past = Task.objects.of_last_year(commitment)
    task = past.filter(pk=meant).first() if meant.isdecimal() else None
    try:
        if task is None:
            raise Refused("Không thấy nhiệm vụ này trong bản cam kết năm trước.")
        made = carry(commitment=commitment, task=task, by=access.person(request), at=clock.now())
    except Refused as refused:
        say(request, refused)
        return redirect(href_of(commitment))
    messages.success(
        request,
        f"Đã chuyển tiếp thành nhiệm vụ {made.number}. Đề nghị ghi thời hạn, lộ trình của năm "
        f"{commitment.year.year} và xem lại chỉ tiêu.",
    )
    return redirect(href_of(commitment, "task", n=made.number))


@FORM
def submit(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Hand the registration in: confirm with the consequences; the receipt is a message."""
    commitment = asked(request, code, year, unit, Permission.SUBMIT_REGISTRATION)
    form = _submit_form(commitment, request.POST if request.method == "POST" else None)
    checked = check(commitment, clock.today())
    refused = None
    if form.is_valid():
        try:
            made = registering.submit_registration(
                commitment=commitment,
                key=form.cleaned_data["key"],
                seen=form.cleaned_data["seen"],
                by=access.person(request),
                at=clock.now(),
            )
        except Refused as why:
            refused, form = why, _submit_form(commitment)
        else:
            said = f"Đã gửi đăng ký lần {made.number}. Mã biên nhận: {made.code}."
            messages.success(request, said)
            return redirect(href_of(commitment))
    if not rules.may_submit_registration(access.person(request), commitment, clock.today()):
        return not_now(request, commitment)
    words = _submission(commitment, form, refused)
    words |= {"against": checked.missing, "warnings": checked.warnings}
    return render(request, "commitments/confirm_submit.html", words)


def _meant(request: HttpRequest, commitment: Commitment, n: int) -> Task | None:
    """The task the page was drawn for, whatever its number is now; None when it is gone."""
    drawn_for = request.POST.get("task", "")
    if drawn_for.isdecimal():
        return commitment.tasks.filter(pk=drawn_for).first()
    return get_object_or_404(commitment.tasks, number=n)


def _submit_form(commitment: Commitment, typed: QueryDict | None = None) -> SubmitForm:
    return SubmitForm(typed, initial={"key": uuid4(), "seen": shown(commitment)})


def _has(request: HttpRequest, permission: Permission, commitment: Commitment) -> bool:
    return access.person(request).can(permission, commitment.unit)


def _is_same(request: HttpRequest, task: Task) -> bool:
    """The button was drawn for this very task: numbers shift when a colleague removes one."""
    if request.POST.get("task") == str(task.pk):
        return True
    messages.warning(request, "Thứ tự nhiệm vụ vừa thay đổi. Đề nghị xem lại rồi thực hiện.")
    return False


def _removal(commitment: Commitment, task: Task) -> dict:
    return {
        "title": f"Bỏ nhiệm vụ {task.number}",
        "crumbs": crumbs(commitment),
        "lead": task.title,
        "consequences": [
            "Nhiệm vụ cùng lộ trình của nó được bỏ khỏi bản cam kết.",
            "Các nhiệm vụ sau được đánh số lại.",
        ],
        "final": True,
        "form": WhichTaskForm(initial={"task": task.pk}),
        "submit_label": "Bỏ nhiệm vụ",
        "cancel_href": href_of(commitment),
    }


def _submission(commitment: Commitment, form: SubmitForm, refused: Refused | None) -> dict:
    return {
        "title": f"Gửi đăng ký cam kết năm {commitment.year.year} – {commitment.unit.short_name}",
        "crumbs": crumbs(commitment),
        "facts": [("Số nhiệm vụ", commitment.tasks.count())],
        "consequences": [
            "Văn phòng nhận bản đăng ký để xem xét; nội dung được giữ nguyên như lúc gửi.",
            "Đơn vị không sửa được nữa, trừ khi Văn phòng trả lại để bổ sung.",
            "Người đứng đầu và cán bộ đầu mối nhận thư biên nhận có mã.",
        ],
        "refused": refused,
        "form": form,
        "submit_label": "Gửi đăng ký",
        "cancel_href": href_of(commitment),
    }
