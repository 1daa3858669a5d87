"""The Office's page "Nhắc việc": what still goes today, what goes tomorrow and why, what was sent.

Addresses (in commitments/urls.py):
    path(f"{YEAR}nhac-viec/", reminders.overview, name="reminders"),
    path(f"{YEAR}nhac-viec/gui-ngay/", reminders.send_now, name="reminders_send"),
    path(f"{YEAR}nhac-viec/thu-<int:pk>/gui-lai/", reminders.send_again, name="mail_send_again"),
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from camket import clock, mail
from camket.models import MailState, OutgoingMail
from camket.text import format_date, search_key
from commitments import access as pages
from commitments import reminders
from commitments.forms.reminders import RehearsalForm
from commitments.models import Year
from commitments.reminders import Item, Reminder
from commitments.views.deeds import FORM
from units import access
from units.models import Appointment, Committee, Person
from units.roles import Permission

ROWS = 25
UNITS_SHOWN = 100
# What may be read here. Other mails of the committee (invitations carry a one-time link) show
# their subject alone, and only when they failed.
KINDS = {
    reminders.KIND: "Nhắc hạn",
    "registration_received": "Nhận bản đăng ký",
    "registration_sent_back": "Trả lại bản đăng ký",
    "task_assigned": "Giao thêm nhiệm vụ",
    "support_asked": "Đề nghị phối hợp",
    "support_answered": "Trả lời phối hợp",
    "commitment_approved": "Duyệt bản cam kết",
    "commitment_signed": "Ký bản cam kết",
    "quarter_received": "Nhận báo cáo quý",
    "quarter_accepted": "Chấp nhận báo cáo quý",
    "quarter_sent_back": "Trả lại báo cáo quý",
    "extension_asked": "Đơn vị xin gia hạn báo cáo quý",
    "extension_granted": "Gia hạn báo cáo quý",
    "extension_corrected": "Sửa ngày gia hạn báo cáo quý",
    "extension_refused": "Không gia hạn báo cáo quý",
    "work_handed_over": "Bàn giao công việc",
    "inspection_concluded": "Kết luận kiểm tra, giám sát",
    "finding_added": "Bổ sung kết luận kiểm tra, giám sát",
    "action_done": "Báo đã khắc phục",
    "action_verified": "Xác nhận đã khắc phục",
    "action_refused": "Chưa xác nhận khắc phục",
    "proposal_put": "Kiến nghị gửi đến đơn vị",
    "proposal_withdrawn": "Rút kiến nghị gửi đến đơn vị",
    "proposal_forwarded": "Chuyển kiến nghị",
    "proposal_answered": "Trả lời kiến nghị",
    "explanation_asked": "Yêu cầu giải trình",
    "explanation_answered": "Giải trình của đơn vị",
    "explanation_withdrawn": "Rút yêu cầu giải trình",
}
NOTHING_LEFT = "Không còn thư nhắc nào phải gửi hôm nay."
TONES = {
    MailState.QUEUED: ("idle", "clock"),
    MailState.SENDING: ("info", "send"),
    MailState.SENT: ("done", ""),
    MailState.FAILED: ("stop", ""),
    MailState.NOT_NEEDED: ("idle", "minus"),
}
SORTS = {"luc": "queued_at", "nguoi": "recipient__sort_key", "loai": "kind"}


@dataclass(frozen=True)
class Block:
    """What units are reminded of together: one kind of thing with one due day and one step."""

    item: Item
    units: dict[int, list[Person]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[tuple[str, list[Person]]]:
        """(unit, who gets the mail) for the first UNITS_SHOWN units."""
        return [(self.names[pk], people) for pk, people in list(self.units.items())[:UNITS_SHOWN]]

    @property
    def more(self) -> int:
        return max(0, len(self.units) - UNITS_SHOWN)


@dataclass(frozen=True)
class Sent:
    """One mail as this committee may see it: ``text`` is empty when it tells of another one too."""

    row: OutgoingMail
    subject: str
    text: str
    kind: str
    tone: str
    icon: str
    phones: list[str]


@require_safe
def overview(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The page; ?ngay= rehearses the reminders of another day, changing nothing."""
    found = _year(request, code, year)
    committee, today = found.committee, clock.today()
    due, tomorrow = reminders.planned(today, committee)
    page = Paginator(listed(request, committee), ROWS).get_page(request.GET.get("trang"))
    failed = list(_mails(committee).filter(state=MailState.FAILED)[:ROWS])
    phones = _phones([*page, *failed], committee, today)
    context = {
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "due_count": len(due),
        "coming_count": len(tomorrow),
        "due": _blocks(due, committee),
        "coming": _blocks(tomorrow, committee),
        "ladder": _ladder(found, today),
        "page": page,
        "sent": [_sent(row, committee, phones) for row in page],
        "failed": [_sent(row, committee, phones) for row in failed],
        "kinds": KINDS.items(),
        "states": MailState.choices,
        "is_filtered": any(request.GET.get(name) for name in ("tim", "loai", "trang-thai")),
        "trang_thai": request.GET.get("trang-thai", ""),
        "held": mail.held(),
    }
    return render(request, "commitments/reminders.html", context | _rehearsal(request, committee))


@FORM
def send_now(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Confirm, then queue what is due today and was not sent; a second click sends nothing."""
    found = _year(request, code, year)
    today, here = clock.today(), f"/{code}/{year}/nhac-viec/"
    if request.method == "POST":
        sent = reminders.send_due(today, clock.now(), committee=found.committee)
        said = f"Đã xếp gửi {len(sent)} thư nhắc." if sent else NOTHING_LEFT
        messages.success(request, said)
        return redirect(here)
    due = reminders.plan(today, committee=found.committee)
    if not due:
        messages.info(request, NOTHING_LEFT)
        return redirect(here)
    context = {
        "title": f"Gửi {len(due)} thư nhắc ngày {format_date(today)}",
        "crumbs": [(here, "Nhắc việc")],
        "facts": [("Số người nhận", str(len(due)))],
        "consequences": [
            "Mỗi người nhận một thư, ghi đủ các việc chưa gửi.",
            "Ai gửi báo cáo trước lúc thư đi thì không nhận thư.",
            "Thư đã gửi không gửi lần thứ hai, cả khi đến giờ nhắc hằng ngày (07:30).",
        ],
        "submit_label": "Gửi thư nhắc",
        "cancel_href": here,
    }
    return render(request, "confirm.html", context)


@require_POST
def send_again(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Try a failed mail anew, to the address the person has by now."""
    found = _year(request, code, year)
    row = get_object_or_404(_mails(found.committee), pk=pk)
    if mail.send_again(row, at=clock.now()):
        messages.success(request, f"Đã xếp gửi lại thư “{words(row, found.committee)}”.")
    else:
        messages.info(
            request, "Thư này không còn ở trạng thái không gửi được, hoặc chưa có địa chỉ."
        )
    return redirect(f"/{code}/{year}/nhac-viec/")


def _year(request: HttpRequest, code: str, number: int) -> Year:
    found = pages.year(request, code, number)
    access.require(request, Permission.SEE_REMINDERS, found.committee)
    return found


def _rehearsal(request: HttpRequest, committee: Committee) -> dict[str, Any]:
    """The reminders of the day that was asked for, as if it were that day now."""
    form = RehearsalForm(request.GET if "ngay" in request.GET else None)
    if not form.is_valid():
        return {"rehearsal": form}
    on = form.cleaned_data["ngay"]
    would = reminders.plan(on, committee=committee)
    return {
        "rehearsal": form,
        "rehearsed_on": on,
        "would": _blocks(would, committee),
        "would_count": len(would),
    }


def _blocks(planned: Iterable[Reminder], committee: Committee) -> list[Block]:
    """The same reminders by what they are about; only this committee's part."""
    blocks: dict[tuple[Any, ...], Block] = {}
    for reminder in planned:
        for item in reminder.items:
            if item.committee == committee:
                kind = (item.days, item.name, item.step, item.sent_back)
                block = blocks.setdefault(kind, Block(item))
                block.names[item.unit.pk] = item.unit.short_name
                block.units.setdefault(item.unit.pk, []).append(reminder.person)
    return [blocks[kind] for kind in sorted(blocks, key=str)]


def _ladder(year: Year, today: date) -> list[tuple[str, date, list[date]]]:
    """What is due next, its due day, and the days from now on which reminders of it go."""
    dues = [(str(period), period.due_on) for period in year.periods.all()]
    if year.registration_due_on:
        dues.append(("Đăng ký cam kết", year.registration_due_on))
    coming = sorted((due, name) for name, due in dues if due >= today)
    return [(name, due, _days(year, due, today)) for due, name in coming[:2]]


def _days(year: Year, due: date, today: date) -> list[date]:
    days = (due - timedelta(days=step) for step in year.reminder_days)
    return sorted(day for day in days if day >= today)


def _mails(committee: Committee) -> QuerySet[OutgoingMail]:
    """This committee's mails, and reminders that tell of several committees to its people."""
    shared = Q(
        committee=None,
        kind=reminders.KIND,
        recipient__in=Appointment.objects.filter(committee=committee).order_by().values("person"),
    )
    rows = OutgoingMail.objects.filter(Q(committee=committee) | shared)
    return rows.select_related("recipient").defer("html", "attachments")


def listed(request: HttpRequest, committee: Committee) -> QuerySet[OutgoingMail]:
    """All mails that match the filters of the URL, in the order asked for; newest first."""
    rows, asked = _mails(committee).filter(kind__in=KINDS), request.GET
    if asked.get("loai") in KINDS:
        rows = rows.filter(kind=asked["loai"])
    if asked.get("trang-thai") in MailState.values:
        rows = rows.filter(state=asked["trang-thai"])
    for word in search_key(asked.get("tim", "")).split():
        rows = rows.filter(recipient__search_key__contains=word)
    wanted = asked.get("sap-xep", "-luc")
    column = SORTS.get(wanted.lstrip("-"))
    if column is None:
        return rows
    return rows.order_by(f"-{column}" if wanted.startswith("-") else column, "-pk")


def _phones(rows: Iterable[OutgoingMail], committee: Committee, on: date) -> dict[int, list[str]]:
    """The numbers under which each recipient is reached: their own, then their units'."""
    people = {row.recipient_id for row in rows}
    posts = Appointment.objects.in_force(on).filter(person__in=people, committee=committee)
    phones: dict[int, list[str]] = {}
    for post in posts.select_related("person", "unit"):
        known = phones.setdefault(post.person_id, [])
        for number in (post.person.phone, post.unit.phone if post.unit else ""):
            if number and number not in known:
                known.append(number)
    return phones


def _sent(row: OutgoingMail, committee: Committee, phones: dict[int, list[str]]) -> Sent:
    tone, icon = TONES[MailState(row.state)]
    may_read = row.committee_id == committee.pk and row.kind in KINDS
    return Sent(
        row=row,
        subject=words(row, committee),
        text=row.text if may_read else "",
        kind=KINDS.get(row.kind, "Thư khác"),
        tone=tone,
        icon=icon,
        phones=phones.get(row.recipient_id or 0, []),
    )


def words(row: OutgoingMail, committee: Committee) -> str:
    """The subject; of a reminder that tells of several committees only this one's part."""
    if row.committee_id == committee.pk:
        return row.subject
    own = [item["label"] for item in row.about["items"] if item["committee"] == committee.pk]
    return f"Nhắc hạn: {'; '.join(own)}"
