"""The Office's pages of the years: list, open, set up, open registration, close."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from camket import audit, clock
from camket.audit import Conflict, Refused
from camket.text import format_date
from commitments import access as pages
from commitments import periods, rules
from commitments.forms.bases import picked
from commitments.forms.years import YearForm, explain, of_year, proposal
from commitments.models import LegalBasis, Year
from commitments.states import SIGNED_STATES, YearState
from commitments.views.deeds import FORM, carry_out, href_of_year
from commitments.workflow import years
from commitments.workflow.bases import to_choose
from units import access
from units.models import Committee, Unit
from units.roles import Permission


@require_safe
def year_list(request: HttpRequest, code: str) -> HttpResponse:
    committee = access.committee(request, code)
    access.require(request, Permission.SEE_YEAR, committee)
    may_open = rules.may_open_year(access.person(request), committee, clock.today())
    context = {
        "rows": list(counted(committee)),
        "may_open": may_open,
        "next_year": _next(committee),
    }
    return render(request, "commitments/years.html", context)


def counted(committee: Committee) -> QuerySet[Year]:
    """The years, newest first, with their ``units``, ``signed`` and ``is_issued`` (one query)."""
    issued = Year.objects.filter(pk=OuterRef("pk"), reports__state="ISSUED")
    return committee.years.annotate(
        units=Count("commitments"),
        signed=Count("commitments", filter=Q(commitments__state__in=SIGNED_STATES)),
        is_issued=Exists(issued),
    ).order_by("-year")


@FORM
def year_open(request: HttpRequest, code: str) -> HttpResponse:
    """Open a year; ?nam= proposes the calendar of that year."""
    committee = access.committee(request, code)
    access.require(request, Permission.MANAGE_YEAR, committee)
    number = _number(request, committee)
    initial = proposal(number, committee.years.order_by("-year").first(), clock.today())
    offered = to_choose(committee, number)
    form = YearForm(request.POST or None, initial=initial, bases=offered)
    context = _context(form, number, offered) | {"opening": True, "numbers": _numbers(committee)}
    if request.method == "POST" and form.is_valid():
        try:
            made = years.open_year(
                committee=committee,
                year=number,
                data=form.year_data(),
                by=access.person(request),
                at=clock.now(),
            )
        except Refused as refused:
            context["refused"] = refused
        else:
            messages.success(request, f"Đã lập năm cam kết {made.year}.")
            return redirect(href_of_year(made, "year_setup"))
    return render(request, "commitments/year_form.html", context)


@FORM
def year_setup(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The year's settings: a form to the Office, the calendar in words to everybody."""
    found = pages.year(request, code, year)
    may_edit = rules.may_edit_year(access.person(request), found, clock.today())
    stored = of_year(found)
    offered = to_choose(found.committee, found.year, stored["bases"])
    form = YearForm(request.POST or None, initial=stored, bases=offered)
    context = _context(form, found.year, offered) | _about(found, may_edit=may_edit)
    if request.method != "POST":
        return render(request, "commitments/year_form.html", context)
    access.require(request, Permission.MANAGE_YEAR, found.committee)
    status = 200
    if form.is_valid():
        try:
            _edit(request, found, form)
        except Conflict as conflict:
            status = 409
            typed = request.POST.copy()
            typed["version"] = str(conflict.version)
            now = of_year(Year.objects.get(pk=found.pk))
            offered = to_choose(found.committee, found.year, now["bases"])
            again = YearForm(typed, initial=stored, bases=offered)
            context |= _context(again, found.year, offered)
            context |= {"conflict": conflict, "differences": _both(now, form, offered)}
        except Refused as refused:
            context["refused"] = refused
        else:
            messages.success(request, "Đã lưu thiết lập năm.")
            return redirect(href_of_year(found, "year_setup"))
    return render(request, "commitments/year_form.html", context, status=status)


@require_POST
def open_registration(request: HttpRequest, code: str, year: int) -> HttpResponse:
    found = pages.year(request, code, year)
    access.require(request, Permission.MANAGE_YEAR, found.committee)
    return carry_out(
        request,
        years.open_registration,
        year=found,
        said="Đã mở đăng ký. Mỗi đơn vị đang hoạt động có bản cam kết để soạn.",
        href=href_of_year(found, "year_setup"),
    )


@require_POST
def add_unit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Give a unit that joined after the opening its commitment."""
    found = pages.year(request, code, year)
    access.require(request, Permission.MANAGE_YEAR, found.committee)
    units = Unit.objects.visible_to(access.person(request)).filter(committee=found.committee)
    unit = units.filter(code=request.POST.get("unit", "")).first()
    if unit is None:
        messages.error(request, "Chưa chọn đơn vị nào của cấp ủy.")
        return redirect(href_of_year(found, "commitment_list"))
    return carry_out(
        request,
        years.add_commitment,
        year=found,
        unit=unit,
        said=f"{unit.short_name} đã có bản cam kết để soạn.",
        href=href_of_year(found, "commitment_list"),
    )


@FORM
def close(request: HttpRequest, code: str, year: int) -> HttpResponse:
    found = pages.year(request, code, year)
    access.require(request, Permission.MANAGE_YEAR, found.committee)
    href = href_of_year(found, "year_setup")
    if request.method == "POST":
        said = f"Đã khép năm {found.year}."
        return carry_out(request, years.close_year, year=found, said=said, href=href)
    return render(request, "confirm.html", _close_words(found, href))


def _edit(request: HttpRequest, year: Year, form: YearForm) -> None:
    years.edit_year(
        year=year,
        data=form.year_data(),
        version=form.cleaned_data["version"],
        by=access.person(request),
        at=clock.now(),
    )


def _context(form: YearForm, number: int, offered: list[LegalBasis]) -> dict[str, Any]:
    """The form with its calendar: each quarter's two boxes and why the proposed day stands."""
    holidays = periods.holidays_from(number)
    calendar = []
    for quarter, due, locks in form.rows():
        day = form.initial.get(f"due_{quarter}")
        nominal = periods.nominal_due(number, quarter)
        calendar.append(
            {
                "quarter": quarter,
                "due": due,
                "locks": locks,
                "due_on": day,
                "locks_on": form.initial.get(f"locks_{quarter}"),
                "why": explain(day, nominal, holidays) if day else "",
            }
        )
    chosen = picked(form["bases"].value())
    return {
        "form": form,
        "number": number,
        "calendar": calendar,
        "bases": [(basis, basis.pk in chosen) for basis in offered],
        "chosen_bases": len(chosen),
    }


def _about(year: Year, *, may_edit: bool) -> dict[str, Any]:
    return {
        "may_edit": may_edit,
        "amend_until": rules.amend_until(year),
        "may_open_registration": may_edit and year.state == YearState.PREPARING,
        "may_close": may_edit and year.state == YearState.IN_FORCE,
        "commitments": year.commitments.count(),
        "history": audit.history_of(year),
    }


def _both(
    stored: dict[str, Any], form: YearForm, offered: list[LegalBasis]
) -> list[tuple[str, str, str]]:
    """Rows (label, mine, theirs) where the typed and the stored settings differ."""
    rows = []
    for field in form:
        if field.name == "bases":
            continue
        pair = [
            field.field.prepare_value(values.get(field.name))
            for values in (form.cleaned_data, stored)
        ]
        mine, theirs = ("" if value is None else str(value) for value in pair)
        if mine != theirs and field.name != "version":
            rows.append((str(field.label), mine, theirs))
    mine, theirs = (
        "\n".join(basis.cited for basis in offered if basis.pk in picked(values["bases"]))
        for values in (form.cleaned_data, stored)
    )
    return rows if mine == theirs else [*rows, (str(form["bases"].label), mine, theirs)]


def _next(committee: Committee) -> int:
    newest = committee.years.order_by("-year").values_list("year", flat=True).first()
    return newest + 1 if newest else clock.today().year


def _numbers(committee: Committee) -> list[int]:
    """Years that may be opened: around now, without those there are."""
    there = set(committee.years.values_list("year", flat=True))
    now, last = clock.today().year, max(there, default=0)
    around = range(max(committee.first_year, now - 2), max(now, last) + 3)
    return [number for number in around if number not in there]


def _number(request: HttpRequest, committee: Committee) -> int:
    """The year asked for, when it may be opened; the next one otherwise."""
    wanted = request.POST.get("nam") or request.GET.get("nam") or ""
    if wanted.isdecimal() and committee.first_year <= int(wanted) <= years.LAST_YEAR:
        return int(wanted)
    return _next(committee)


def _close_words(year: Year, href: str) -> dict[str, Any]:
    unsigned = year.commitments.exclude(state__in=SIGNED_STATES).count()
    lines = [
        "Các bản cam kết đã ký chuyển sang trạng thái đã khép; không nộp, không sửa báo cáo quý nữa.",
        "Số liệu của năm giữ nguyên để lập Báo cáo năm.",
    ]
    if unsigned:
        lines.insert(0, f"{unsigned} bản cam kết chưa ký sẽ không ký được nữa.")
    return {
        "title": f"Khép năm cam kết {year.year}",
        "crumbs": [(href, "Thiết lập năm")],
        "facts": [("Hôm nay", format_date(clock.today()))],
        "consequences": lines,
        "final": True,
        "submit_label": f"Khép năm {year.year}",
        "cancel_href": href,
    }
