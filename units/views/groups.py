"""The numbered groups of units: the headings of part II of the Báo cáo."""

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from camket import audit, clock
from camket.sheets import as_download
from units import access, sheets, workflow
from units.forms import GroupForm
from units.models import Committee, Group, Person
from units.roles import Permission
from units.views.attempts import posted, tried


@require_safe
def groups(request: HttpRequest, code: str) -> HttpResponse:
    """All groups by rank, nested as in the report."""
    committee = access.committee(request, code)
    access.require(request, Permission.SEE_ALL_UNITS, committee)
    context = {
        "base": f"/{code}/",
        "groups": _counted(committee),
        "may_edit": access.person(request).can(Permission.MANAGE_UNITS, committee),
    }
    return render(request, "units/groups.html", context)


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """All groups as a workbook."""
    committee = access.committee(request, code)
    access.require(request, Permission.SEE_ALL_UNITS, committee)
    return as_download(sheets.groups(committee, _counted(committee)), f"nhom-{code}.xlsx")


def _counted(committee: Committee) -> QuerySet[Group]:
    return committee.groups.annotate(size=Count("units")).select_related("parent")


def add(request: HttpRequest, code: str) -> HttpResponse:
    """Add a heading."""
    committee = access.committee(request, code)
    access.require(request, Permission.MANAGE_UNITS, committee)
    return _form(request, code, Group(committee=committee))


def edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a heading."""
    committee = access.committee(request, code)
    access.require(request, Permission.MANAGE_UNITS, committee)
    group = get_object_or_404(Group.objects.select_related("parent"), committee=committee, pk=pk)
    return _form(request, code, group)


def _form(request: HttpRequest, code: str, group: Group) -> HttpResponse:
    known, title = bool(group.pk), str(group) if group.pk else ""
    by = access.person(request)
    form = GroupForm(posted(request), committee=group.committee, instance=group)
    again = tried(form, lambda: _save(group, form, known, by))
    if again is None:
        messages.success(request, "Đã lưu nhóm.")
        return redirect("units:groups", code)
    history = audit.history_of(group) if known else None
    context = {"base": f"/{code}/", "title": title, "history": history}
    return render(request, "units/group_form.html", again | context)


def _save(group: Group, form: GroupForm, known: bool, by: Person) -> Group:
    version = form.cleaned_data["version"] or 0 if known else None
    return workflow.save_group(group=group, version=version, by=by, at=clock.now())
