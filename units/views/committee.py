"""The committee's identity as printed, with a look at the head of a document."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from camket import audit, clock
from units import access, workflow
from units.forms import CommitteeForm
from units.models import Committee
from units.roles import Permission
from units.views.attempts import Again, posted, tried


def identity(request: HttpRequest, code: str) -> HttpResponse:
    """Edit what documents print; "Xem trước" draws the head of a document and saves nothing."""
    committee = access.committee(request, code)
    access.require(request, Permission.MANAGE_COMMITTEE, committee)
    shown = Committee.objects.get(pk=committee.pk)  # the form writes into the one it shows
    form = CommitteeForm(posted(request), instance=shown)
    looks = "xem-truoc" in request.POST
    again = _looked(form) if looks else tried(form, lambda: _save(committee, form, request))
    if again is None:
        messages.success(request, "Đã lưu thông tin cấp ủy.")
        return redirect("units:identity", code)
    context = {
        "base": f"/{code}/",
        "printed": shown,
        "today": clock.today(),
        "history": audit.history_of(committee),
    }
    return render(request, "units/committee.html", again | context)


def _looked(form: CommitteeForm) -> Again:
    form.is_valid()  # writes what was typed into the row that is drawn
    return {"form": form, "only_looked": True}


def _save(committee: Committee, form: CommitteeForm, request: HttpRequest) -> Committee:
    changes = dict(form.cleaned_data)
    version = changes.pop("version") or 0
    return workflow.edit_committee(
        committee=committee,
        changes=changes,
        version=version,
        by=access.person(request),
        at=clock.now(),
    )
