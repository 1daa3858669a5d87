"""The Office writes the annual report: starts it, edits its frame, sections and typed figures."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from camket import audit, clock
from camket.audit import Conflict, Deed, Refused, ask, claim
from camket.text import nfc
from commitments.models import Year
from commitments.quality import MAX_TEXT
from reports import rules
from reports.assembly import TYPED_WORDS, Assembler
from reports.models import Section, TypedFigure, YearReport
from reports.outline import written
from reports.states import YearReportState
from units.models import Person

TOKEN = re.compile(r"[a-z][a-z0-9_-]{1,38}")
FRAME = (
    "dated_month", "dated_year", "signing_authority", "signer_position", "signer_name",
    "recipients", "wording",
)  # fmt: skip
STALE = "Người khác vừa sửa phần này. Đề nghị mở lại trang để xem bản mới nhất."


@dataclass(frozen=True)
class FrameData:
    """What stands around the text. ``wording`` holds typed citations by token."""

    dated_month: int
    dated_year: int
    signing_authority: str
    signer_position: str
    signer_name: str = ""
    recipients: str = ""
    draft_number: int = 1
    wording: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def start_report(*, year: Year, by: Person, at: datetime) -> YearReport:
    """Begin the year's report as a draft; returns the living one when there is one already.

    After a withdrawal the new draft begins with the frame, the words and the typed figures of the
    report that was withdrawn last.
    """
    ask(
        rules.may_start(by, year, clock.local_date(at)),
        "Chưa lập được báo cáo: năm chưa có bản cam kết nào được ký, hoặc không đủ quyền.",
    )
    living = year.reports.exclude(state=YearReportState.WITHDRAWN).first()
    if living:
        return living
    committee = year.committee
    try:
        with transaction.atomic():
            made = YearReport.objects.create(
                year=year,
                dated_month=1,
                dated_year=year.year + 1,
                signing_authority=committee.signing_authority,
                signer_position="PHÓ BÍ THƯ",
                recipients=committee.recipients,
                started_at=at,
            )
    except IntegrityError:
        return year.reports.exclude(state=YearReportState.WITHDRAWN).get()
    _take_over(made)
    audit.record(Deed.REPORT_STARTED, made, by=by, at=at, committee=committee)
    return made


@transaction.atomic
def edit_frame(
    *, report: YearReport, data: FrameData, version: int, by: Person, at: datetime
) -> None:
    """Change date, signer, recipients, citations. Raises Refused on a stale ``version``."""
    _ask_may_write(report, by, at)
    ask(1 <= data.dated_month <= 12, "Tháng phải từ 1 đến 12.")
    ask(
        report.year.year <= data.dated_year <= report.year.year + 1,
        "Năm ký phải là năm báo cáo hoặc năm liền sau.",
    )
    claim(
        YearReport.objects.filter(pk=report.pk, version=version, state=YearReportState.DRAFT),
        STALE,
        version=version + 1,
        dated_month=data.dated_month,
        dated_year=data.dated_year,
        draft_number=data.draft_number,
        signing_authority=nfc(data.signing_authority).strip(),
        signer_position=nfc(data.signer_position).strip(),
        signer_name=nfc(data.signer_name).strip(),
        recipients=nfc(data.recipients).strip(),
        wording={name: nfc(data.wording.get(name, "")).strip() for name in TYPED_WORDS},
    )
    audit.record(
        Deed.REPORT_EDITED, report, by=by, at=at, committee=report.year.committee, part="frame"
    )


@transaction.atomic
def edit_section(
    *, report: YearReport, key: str, text: str, version: int, by: Person, at: datetime
) -> None:
    """Keep the Office's own text of a section; an empty text returns it to what is computed.

    Raises Refused for an unknown section or figure, Conflict with the stored text when somebody
    saved first (``version`` 0 means "not edited before").
    """
    _ask_may_write(report, by, at)
    assembler = Assembler(report, clock.local_date(at))
    node = next((node for node in assembler.template.nodes if node.key == key), None)
    ask(node is not None and bool(node.slots), "Báo cáo không có mục này.")
    assert node is not None
    text = nfc(text).strip()
    ask(len(text) <= MAX_TEXT, "Nội dung dài quá 20.000 ký tự.")
    try:
        written(node, text, assembler.values(node))
    except ValueError as error:
        raise Refused(str(error)) from error
    _store(report, key, text, version, by=by, at=at)
    audit.record(
        Deed.REPORT_EDITED, report, by=by, at=at, committee=report.year.committee, part=key
    )


@transaction.atomic
def type_figure(
    *,
    report: YearReport,
    token: str,
    label: str,
    value: str,
    source: str,
    dated_on: date,
    by: Person,
    at: datetime,
    replaces: str = "",
) -> TypedFigure:
    """Enter, or correct, a number from outside with its source and date; usable as {token}.

    A correction names the value it ``replaces``; Refused when another value stands there.
    """
    _ask_may_write(report, by, at)
    ask(
        bool(TOKEN.fullmatch(token)),
        "Mã số liệu gồm chữ thường không dấu, chữ số và gạch nối, ví dụ: von-dau-tu.",
    )
    label, value, source = (nfc(text).strip() for text in (label, value, source))
    ask(bool(label and value and source), "Số liệu nhập tay phải có tên, giá trị và nguồn số liệu.")
    ask(dated_on <= clock.local_date(at), "Ngày của số liệu không thể ở sau hôm nay.")
    known = report.typed_figures.filter(token=token).first()
    ask(
        (known.value if known else "") == replaces,
        f"Mã {{{token}}} đang có giá trị khác: {known.value if known else 'đã bỏ'}. "
        "Muốn thay, bấm “Sửa” ở số liệu đó.",
    )
    figure, _ = TypedFigure.objects.update_or_create(
        report=report,
        token=token,
        defaults={
            "label": label,
            "value": value,
            "source": source,
            "dated_on": dated_on,
            "entered_by": by,
        },
    )
    audit.record(
        Deed.FIGURE_TYPED, report, by=by, at=at, committee=report.year.committee,
        token=token, value=value, source=source, dated_on=dated_on.isoformat(),
    )  # fmt: skip
    return figure


@transaction.atomic
def remove_figure(*, figure: TypedFigure, by: Person, at: datetime) -> None:
    """Take a typed figure out; refused while a section still prints it."""
    report = figure.report
    _ask_may_write(report, by, at)
    used = report.sections.filter(text__contains=f"{{{figure.token}}}").values_list(
        "key", flat=True
    )
    ask(not used, f"Số liệu này còn dùng ở mục {', '.join(used)}.")
    ask(bool(TypedFigure.objects.filter(pk=figure.pk).delete()[0]), audit.ALREADY_DONE)
    audit.record(
        Deed.FIGURE_TYPED, report, by=by, at=at, committee=report.year.committee,
        token=figure.token, removed=True,
    )  # fmt: skip


def lock(report: YearReport) -> YearReport:
    """Second beat: the row as it is now, locked where the engine can."""
    return (
        YearReport.objects.select_for_update(of=("self",))
        .select_related("year__committee")
        .get(pk=report.pk)
    )


def _ask_may_write(report: YearReport, by: Person, at: datetime) -> None:
    ask(
        rules.may_write(by, lock(report), clock.local_date(at)),
        "Báo cáo đã phát hành hoặc thu hồi nên không sửa được nữa.",
    )


def _take_over(made: YearReport) -> None:
    """Copy what the Office wrote into the year's last withdrawn report, if there is one."""
    old = (
        made.year.reports.filter(state=YearReportState.WITHDRAWN).order_by("-withdrawn_at").first()
    )
    if old is None:
        return
    for name in FRAME:
        setattr(made, name, getattr(old, name))
    made.save(update_fields=FRAME)
    for section in old.sections.all():
        section.pk, section.report = None, made
        section.save(force_insert=True)
    for figure in old.typed_figures.all():
        figure.pk, figure.report = None, made
        figure.save(force_insert=True)


def _store(
    report: YearReport, key: str, text: str, version: int, *, by: Person, at: datetime
) -> None:
    stored = report.sections.filter(key=key)
    if version:
        mine = stored.filter(version=version)
        saved = (
            mine.update(text=text, version=version + 1, edited_at=at, edited_by=by)
            if text
            else mine.delete()[0]
        )
        if not saved:
            raise _conflict(report, key)
    elif stored.exists():
        raise _conflict(report, key)
    elif text:
        Section.objects.create(report=report, key=key, text=text, edited_at=at, edited_by=by)


def _conflict(report: YearReport, key: str) -> Refused:
    now = report.sections.filter(key=key).first()
    if now is None:
        return Refused(STALE)
    return Conflict(
        "Người khác vừa lưu mục này trong lúc anh/chị đang soạn. Hai bản được đặt cạnh nhau để "
        "anh/chị chọn.",
        theirs={"text": now.text, "saved_by": str(now.edited_by), "saved_at": now.edited_at},
        version=now.version,
    )
