"""Signing: one commitment by its head or a standing member, or all ready ones at a conference."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from camket import clock
from camket.audit import Refused
from camket.text import format_date
from commitments import access as pages
from commitments import rules
from commitments.forms.bases import picked
from commitments.forms.signing import MOST_SCANS, ConferenceForm, ConfirmForm, PasswordForm
from commitments.models import Commitment, Year
from commitments.states import CommitmentState
from commitments.views.deeds import FORM, carry_out, crumbs, href_of, href_of_year, not_now
from commitments.views.papers import paper_of
from commitments.workflow import signing
from units import access
from units.models import Person
from units.roles import Permission

NOT_SIGNED_YET = "Chưa ký được; chữ ký chưa được ghi nhận. Xin sửa các điểm sau:"


@FORM
@sensitive_post_parameters("password")
def sign(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """The head or a standing member signs: the whole paper in view, the password once more."""
    commitment = pages.commitment(request, code, year, unit)
    me, today = access.person(request), clock.today()
    if not (
        me.can(Permission.SIGN_AS_HEAD, commitment.unit)
        or me.can(Permission.SIGN_AS_STANDING, commitment.unit)
    ):
        raise PermissionDenied
    as_standing = rules.may_sign_as_standing(me, commitment, today)
    if not (as_standing or rules.may_sign_as_head(me, commitment, today)):
        return not_now(request, commitment, _signed_before(me, commitment))
    form = PasswordForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        verb = signing.sign_as_standing if as_standing else signing.sign_as_head
        said = f"Đã ký bản cam kết năm {commitment.year.year} của {commitment.unit.short_name}."
        return carry_out(request, verb, commitment=commitment, said=said, href=href_of(commitment))
    context = _sign_words(commitment, as_standing=as_standing) | {
        "commitment": commitment,
        "paper": paper_of(commitment),
        "form": form,
    }
    objection = signing.day_objection(commitment.year, today, today)
    context["against"] = [objection] if objection else []
    return render(request, "commitments/confirm_paper.html", context)


def _signed_before(me: Person, commitment: Commitment) -> str:
    """The sentence for a signature this person's side has given already; else empty."""
    if commitment.head_signed_at and me.can(Permission.SIGN_AS_HEAD, commitment.unit):
        return signing.SIGNED_BY_HEAD
    return signing.SIGNED_BY_STANDING if commitment.standing_signed_at else ""


@FORM
@sensitive_post_parameters("password")
def conference(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """All commitments ready to sign; many at once on one day, after confirming."""
    found = pages.year(request, code, year)
    require_signer(request, found)
    ready = ready_to_sign(found)
    today = clock.today()
    form = ConferenceForm(
        request.POST or None, initial={"signed_on": today}, ready=ready, year=found, on=today
    )
    early = signing.day_objection(found, today, today) if today.year < found.year else ""
    context: dict[str, Any] = {
        "form": form,
        "on_paper": not _signs(request, found),
        "early": early,
    }
    if form.is_valid():
        try:
            return _confirmed(request, found, form, on_paper=context["on_paper"])
        except Refused as refused:
            context["refused"] = refused
    context |= _list(request, found, ready)
    return render(request, "commitments/signing.html", context)


def _confirmed(
    request: HttpRequest, year: Year, form: ConferenceForm, *, on_paper: bool
) -> HttpResponse:
    """The page that asks once more; carried out when it comes back with the right password."""
    chosen = list(form.cleaned_data["commitments"])
    sent = "xac-nhan" in request.POST
    last = ConfirmForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        request=request,
        chosen=chosen,
        scans=_records(request, year),
    )
    if last.is_valid():
        return _hold(request, year, form, last)
    words = _conference_words(year, chosen, form, on_paper=on_paper)
    words |= {"form": last, "most_scans": MOST_SCANS, "may_scan": _records(request, year)}
    return render(request, "commitments/confirm_conference.html", words)


def _hold(
    request: HttpRequest, year: Year, form: ConferenceForm, last: ConfirmForm
) -> HttpResponse:
    count = signing.sign_at_conference(
        year=year,
        commitments=[row.pk for row in form.cleaned_data["commitments"]],
        signed_on=form.cleaned_data["signed_on"],
        by=access.person(request),
        at=clock.now(),
        scans=last.scans,
    )
    day = format_date(form.cleaned_data["signed_on"])
    said = f"Đã ghi nhận ký {count} bản cam kết, ngày {day}."
    if last.scans:
        said += f" Đã nhận {len(last.scans)} bản ký quét."
    messages.success(request, said)
    return redirect(href_of_year(year, "scans" if _records(request, year) else "signing"))


def ready_to_sign(year: Year) -> QuerySet[Commitment]:
    rows = year.commitments.filter(state=CommitmentState.APPROVED).defer("content").for_list()
    return rows.select_related("unit__group", "head_signed_by", "standing_signed_by")


def to_approve(year: Year) -> QuerySet[Commitment]:
    """What the Office has passed on, longest waiting first."""
    rows = year.commitments.filter(state=CommitmentState.SUBMITTED, passed_on_at__isnull=False)
    return rows.defer("content").for_list().order_by("passed_on_at", "pk")


def _list(request: HttpRequest, year: Year, ready: QuerySet[Commitment]) -> dict[str, Any]:
    rows = list(ready)
    for row in rows:
        row.year = year
    chosen = request.POST.getlist("commitments") or request.GET.getlist("chon")
    return {
        "rows": rows,
        "to_approve": to_approve(year),
        "chosen": picked(chosen),
        "ticks_all": request.method != "POST" and "chon" not in request.GET,
        "may_hold": rules.may_hold_conference(access.person(request), year, clock.today()),
    }


def require_signer(request: HttpRequest, year: Year) -> None:
    """403 to roles that neither sign nor record a signing."""
    access.allow(_records(request, year) or _signs(request, year))


def _records(request: HttpRequest, year: Year) -> bool:
    return access.person(request).can(Permission.RECORD_PAPER_SIGNING, year.committee)


def _signs(request: HttpRequest, year: Year) -> bool:
    return access.person(request).can(Permission.SIGN_AS_STANDING, year.committee)


def _sign_words(commitment: Commitment, *, as_standing: bool) -> dict[str, Any]:
    """Title, role and what follows from this signature."""
    other = commitment.head_signed_at if as_standing else commitment.standing_signed_at
    waits = "người đứng đầu" if as_standing else "Thường trực"
    freezes = [
        "Nội dung được khóa, có mã để đối chiếu; không sửa được nữa.",
        "Các kỳ báo cáo quý được lập và bắt đầu tính hạn.",
        "Đơn vị nhận thư báo bản cam kết đã ký.",
    ]
    return {
        "title": f"Ký bản cam kết năm {commitment.year.year} – {commitment.unit.short_name}",
        "crumbs": crumbs(commitment),
        "lead": "Ký thay mặt Ban Thường vụ."
        if as_standing
        else "Ký với trách nhiệm người đứng đầu.",
        "consequences": freezes if other else [f"Chữ ký được ghi nhận; còn chờ {waits} ký."],
        "final": True,
        "errors_title": NOT_SIGNED_YET,
        "submit_label": "Ký bản cam kết",
        "cancel_href": href_of(commitment),
    }


def _conference_words(
    year: Year, chosen: list[Commitment], form: ConferenceForm, *, on_paper: bool
) -> dict[str, Any]:
    count, day = len(chosen), format_date(form.cleaned_data["signed_on"])
    by = "Văn phòng ghi nhận hai bên đã ký trên giấy" if on_paper else "Ký thay mặt Ban Thường vụ"
    return {
        "title": f"Ký {count} bản cam kết năm {year.year}",
        "crumbs": [(href_of_year(year, "signing"), "Ký cam kết")],
        "lead": f"{by}, ngày ký {day}.",
        "chosen": chosen,
        "signed_on": form.cleaned_data["signed_on"],
        "consequences": [
            f"{count} bản cam kết được khóa nội dung, có mã để đối chiếu.",
            "Chữ ký người đứng đầu được ghi nhận theo bản ký tại hội nghị.",
            "Các kỳ báo cáo quý được lập; mỗi đơn vị nhận thư báo.",
        ],
        "final": True,
        "errors_title": NOT_SIGNED_YET,
        "submit_label": f"Ký {count} bản cam kết",
        "cancel_href": href_of_year(year, "signing"),
    }
