"""More time for a report: asked for by the unit, given or refused by the Office, to one or many."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from camket import clock
from camket.audit import Refused
from camket.text import format_date
from commitments import access, clocks, rules
from commitments.forms.extending import AnswerRequestForm, AskExtensionForm, ManyForm, OneForm
from commitments.models import Extension, ExtensionRequest, ProgressReport, Year
from commitments.states import ExtensionState, ReportState
from commitments.views.deeds import FORM, href_of_report, href_of_year, say
from commitments.views.quarter_deeds import confirmed
from commitments.workflow import extending, requesting
from units.access import person, require
from units.roles import Permission

STILL_LATE = "Nộp đúng hạn hay muộn vẫn tính theo hạn nộp ban đầu; cạnh đó ghi “được gia hạn”."
OPEN = "soạn và gửi được báo cáo đến hết ngày khóa sổ hiện nay"
SHUT = "soạn được báo cáo; gửi được khi Văn phòng đồng ý gia hạn"
ANSWERED = "Đề nghị gia hạn này đã được trả lời hoặc đã rút."


@never_cache
@FORM
def extend(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """The Office lets the unit hand in after the lock day."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.MANAGE_YEAR, report.commitment.unit)
    form = OneForm(request.POST or None, report=report)

    def deed(at: datetime) -> str:
        words = form.cleaned_data | {"corrects": form.corrects}
        made = extending.extend(report=report, by=person(request), at=at, **words)
        if not form.corrects:
            return _given(report, made)
        day = format_date(made.locks_on)
        return f"Báo cáo {_name(report)}: sửa ngày gia hạn thành {day}. Đơn vị nhận thư báo."

    return confirmed(
        request,
        report,
        form,
        deed,
        allowed=rules.may_extend(person(request), report, clock.today()),
        refusal=extending.why_not(report),
        back=_queue(report),
        page={
            "crumbs": [(_queue(report), "Duyệt báo cáo")],
            "title": f"Gia hạn báo cáo {report.period} cho {report.commitment.unit.short_name}",
            "facts": _days(report),
            "consequences": [
                "Đơn vị gửi được báo cáo đến hết ngày khóa sổ mới.",
                STILL_LATE,
                "Đơn vị nhận thư báo gia hạn.",
            ],
            "submit_label": "Gia hạn",
        },
    )


@never_cache
@FORM
def ask(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """The unit asks for more time, before or after the lock."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.ASK_EXTENSION, report.commitment.unit)
    form = AskExtensionForm(request.POST or None)

    def deed(at: datetime) -> str:
        requesting.ask_extension(report=report, by=person(request), at=at, **form.cleaned_data)
        return "Đã gửi đề nghị gia hạn đến Văn phòng. Khi có trả lời, đơn vị nhận thư báo."

    waiting = report.extension_requests.filter(state=ExtensionState.OPEN).exists()
    may = rules.may_ask_extension(person(request), report, clock.today())
    shut = rules.is_locked(report, clock.today())
    return confirmed(
        request,
        report,
        form,
        deed,
        allowed=may and not waiting,
        refusal=requesting.ASKED if waiting else requesting.why_not_ask(report, clock.today()),
        page={
            "title": f"Xin gia hạn báo cáo {report.period}",
            "facts": _days(report),
            "consequences": [
                "Văn phòng nhận đề nghị qua thư và trên bàn làm việc.",
                f"Trong khi chờ trả lời, đơn vị vẫn {SHUT if shut else OPEN}.",
                STILL_LATE,
            ],
            "submit_label": "Gửi đề nghị gia hạn",
        },
    )


@require_POST
def withdraw(
    request: HttpRequest, code: str, year: int, unit: str, quarter: int, pk: int
) -> HttpResponse:
    """The unit takes its request back."""
    asked = _found(request, code, year, unit, quarter, pk)
    require(request, Permission.ASK_EXTENSION, asked.report.commitment.unit)
    try:
        requesting.withdraw_request(request=asked, by=person(request), at=clock.now())
    except Refused as refused:
        say(request, refused)
    else:
        messages.success(request, "Đã rút đề nghị gia hạn.")
    return redirect(href_of_report(asked.report))


@never_cache
@FORM
def answer(
    request: HttpRequest, code: str, year: int, unit: str, quarter: int, pk: int
) -> HttpResponse:
    """The Office grants a request, until the day wished for or another, or refuses it."""
    asked = _found(request, code, year, unit, quarter, pk)
    require(request, Permission.MANAGE_YEAR, asked.report.commitment.unit)
    form = AnswerRequestForm(request.POST or None, initial={"locks_on": asked.wished_until})

    def deed(at: datetime) -> str:
        words: dict[str, Any] = {"request": asked, "by": person(request), "at": at}
        words["answer"] = form.cleaned_data["answer"]
        if form.refuses:
            extending.refuse_request(**words)
            return f"Đã trả lời không gia hạn báo cáo {_name(report)}. Đơn vị nhận thư báo."
        made = extending.grant_request(locks_on=form.cleaned_data["locks_on"], **words)
        return f"{_given(report, made)} Đơn vị nhận thư báo."

    report = asked.report
    return confirmed(
        request,
        report,
        form,
        deed,
        allowed=rules.may_answer_request(person(request), asked, clock.today()),
        refusal=ANSWERED,
        back=_queue(report),
        page={
            "crumbs": [(_queue(report), "Duyệt báo cáo")],
            "title": f"Đề nghị gia hạn của {report.commitment.unit.short_name}",
            "facts": [*_days(report), *_asked(asked)],
            "consequences": [
                "Đồng ý: đơn vị gửi được báo cáo đến hết ngày khóa sổ mới.",
                STILL_LATE,
                "Không gia hạn: phải nêu lý do; hạn nộp và ngày khóa sổ giữ nguyên.",
                "Đơn vị nhận thư báo câu trả lời.",
            ],
            "submit_label": "Đồng ý gia hạn",
            "second_button": ("tu-choi", "Không gia hạn"),
        },
    )


@never_cache
@FORM
def extend_many(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The Office gives several units more time at once, for one reason: all of them or none."""
    found = access.year(request, code, year)
    require(request, Permission.MANAGE_YEAR, found.committee)
    asked = request.POST if request.method == "POST" else request.GET
    chosen = list(_chosen(request, found, asked.getlist("chon")))
    back = href_of_year(found, "reports")
    if not chosen:
        messages.error(
            request, "Chưa chọn báo cáo nào cần gia hạn: đánh dấu trong danh sách rồi bấm lại."
        )
        return redirect(back)
    form, refused = ManyForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            made = extending.extend_many(
                reports=chosen, by=person(request), at=clock.now(), **form.cleaned_data
            )
        except requesting.WrongDay as said:
            form.add_error(form.day, said.lines)
        except Refused as said:
            refused, chosen = said, _still(request, chosen)
        else:
            day = format_date(made[0].locks_on)
            messages.success(request, f"Đã gia hạn {len(made)} báo cáo đến {day}.")
            return redirect(back)
    context = {
        "title": f"Gia hạn {len(chosen)} báo cáo",
        "crumbs": [(back, "Duyệt báo cáo")],
        "chosen": [(row, clocks.dates(row), clocks.extended(row, clock.today())) for row in chosen],
        "consequences": [
            "Các đơn vị gửi được báo cáo đến hết ngày khóa sổ mới; mỗi đơn vị nhận thư báo.",
            STILL_LATE,
            "Nếu một báo cáo không gia hạn được thì chưa báo cáo nào được gia hạn.",
        ],
        "submit_label": "Gia hạn",
        "cancel_href": back,
        "form": form,
        "refused": refused,
    }
    status = 422 if form.is_bound else 200
    return render(request, "commitments/quarter/extend_many.html", context, status=status)


def _found(
    request: HttpRequest, code: str, year: int, unit: str, quarter: int, pk: int
) -> ExtensionRequest:
    """A request about this report, if the person may see it. Raises 404 otherwise."""
    report = access.report(request, code, year, unit, quarter)
    rows = ExtensionRequest.objects.visible_to(person(request)).select_related("asked_by")
    found = get_object_or_404(rows, report=report, pk=pk)
    found.report = report
    return found


def _chosen(request: HttpRequest, year: Year, keys: list[str]) -> Any:
    """The chosen reports: to begin with those that may be extended; what is no key is nothing.

    What has been handed in since is sent with the others, and the verb says so.
    """
    rows = ProgressReport.objects.visible_to(person(request)).with_names()
    rows = rows.filter(commitment__year=year)
    if request.method != "POST":
        rows = rows.filter(state=ReportState.OPEN)
    numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 18]
    return rows.filter(pk__in=numbers).prefetch_related("extensions").defer("commitment__content")


def _still(request: HttpRequest, chosen: list[ProgressReport]) -> list[ProgressReport]:
    """Those of the chosen to go on with; all of them where none is left."""
    who, on = person(request), clock.today()
    return [row for row in chosen if rules.may_extend(who, row, on)] or chosen


def _queue(report: ProgressReport) -> str:
    """Where the Office comes from; the report itself would open as the unit's form."""
    return href_of_year(report.commitment.year, "reports")


def _name(report: ProgressReport) -> str:
    return f"{report.period} của {report.commitment.unit.short_name}"


def _given(report: ProgressReport, made: Extension) -> str:
    return f"Báo cáo {_name(report)} được gia hạn đến {format_date(made.locks_on)}."


def _days(report: ProgressReport) -> list[tuple[str, str]]:
    return [
        ("Hạn nộp", format_date(report.period.due_on)),
        ("Khóa sổ hiện nay", format_date(rules.lock_day(report))),
    ]


def _asked(asked: ExtensionRequest) -> list[tuple[str, str]]:
    behalf = f", thay mặt {asked.on_behalf_of}" if asked.on_behalf_of else ""
    return [
        ("Đơn vị xin đến", format_date(asked.wished_until)),
        (
            "Người đề nghị",
            f"{asked.asked_by}{behalf}, ngày {format_date(clock.local_date(asked.asked_at))}",
        ),
        ("Lý do", asked.reason),
    ]
