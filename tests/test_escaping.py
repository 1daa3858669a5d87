"""Hostile text through every door a text comes in by: it is kept, and everywhere it is only text.

Each payload goes through the real pages: registration, review of it, quarter, review of that,
the Office's section of the annual report. Then every page, mail and the printed HTML is read.
"""

import html
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from camket.models import OutgoingMail
from camket.text import nfc
from commitments.models import Commitment, ProgressReport, Submission, Suggestion, Task
from reports.assembly import assemble
from reports.models import Section, YearReport
from reports.pdf import context
from reports.workflow import start_report
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import shared
from tests.pages import Fields, main_form
from tests.reports.quarters import filed, report_of

pytestmark = pytest.mark.one_engine

BREAKS_OUT = '"><script>alert(1)</script>'
PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "attribute": '" autofocus onfocus="alert(1)" x="',
    "image": "<img src=x onerror=alert(1)>",
    "svg": "<svg/onload=alert(1)>",
    "breaks out": BREAKS_OUT,
    "textarea": "</textarea><script>alert(1)</script>",
    "style": "</style><style>*{background:url(//evil.example)}</style>",
    "template variable": "{{ settings.SECRET_KEY }}{{ 7|add:7 }}",
    "template tag": '{% include "base.html" %}{% debug %}',
    "comment": "<!--#exec cmd='id'--><!-- x -->",
    "entity": "&lt;b&gt; &amp; &#60;i&#62;",
    "turned round": "phê duyệt \u202egnab ,gnohk",
    "formula": "=1+1 +cmd|' /C calc'!A0",
    "header": "Tiêu đề\r\nBcc: evil@evil.example",
}
SIGNS = (
    "<script>alert", "onerror=alert(1)>", '" autofocus onfocus="', "<svg/onload", "</style><style>",
    "<!--#exec", "14{", "SECRET_KEY}}x",
)  # fmt: skip


class Doors:
    """A year in which the given text is typed wherever a text may be typed."""

    def __init__(self, cast: Cast, on_day: Callable[..., date], text: str) -> None:
        self.cast, self.on_day, self.text = cast, on_day, text

    def post(self, who: str, name: str, changes: Fields, **where: Any) -> Any:
        client, url = Client(), self.url(name, **where)
        client.force_login(getattr(self.cast, who))
        page = client.get(url)
        assert page.status_code == 200, (url, page.status_code)
        answer = client.post(url, main_form(page.content.decode(), url).fields | changes)
        assert answer.status_code == 302, answer.content.decode()
        return answer

    def url(self, name: str, **where: Any) -> str:
        year = "number" if name.startswith("reports:") else "year"
        common = {"code": self.cast.committee.code, year: stage.YEAR}
        return reverse(name, kwargs=common | where)

    def register(self) -> Task:
        """The registration is typed, handed in, and commented on."""
        self.on_day(2021, 1, 6)
        unit = stage.draft(self.cast).unit.code
        words = dict.fromkeys(("title", "product", "basis", "owner_post"), self.text)
        self.post("reporter", "commitments:task", words, unit=unit, n=1)
        self.post("head", "commitments:submit", {}, unit=unit)
        said = {"comment": self.text, "task_1": self.text}
        self.post("clerk", "commitments:send_back", said, unit=unit)
        return Task.objects.get(commitment__unit=self.cast.ward, number=1)

    def choose(self) -> Suggestion:
        """A task is left out, a change of another is proposed and answered, both with the text."""
        self.on_day(2021, 1, 9)
        commitment = stage.submitted(self.cast)
        unit, left_out = commitment.unit.code, commitment.tasks.get(number=2)
        words = {f"chon_{left_out.pk}": "NOT_CHOSEN", f"ly_do_{left_out.pk}": self.text}
        self.post("clerk", "commitments:choose", words, unit=unit)
        changes = {"title": f"{self.text} ", "comment": self.text}
        self.post("clerk", "commitments:suggest", changes, unit=unit, n=1)
        return Suggestion.objects.get(task__commitment=commitment)

    def file(self) -> ProgressReport:
        """The first quarter is typed, handed in, and sent back with comments."""
        self.on_day(2021, 3, 24)
        commitment = stage.signed(self.cast)
        where = {"unit": commitment.unit.code, "quarter": 1}
        filed(self.cast, commitment, 1, {1: ("IN_PROGRESS", "20")}, at=stage.at(3, 24))
        self.post("head", "commitments:quarter_withdraw", {}, **where)
        answers = {
            f"nv-{task.pk}-{name}": self.text
            for task in commitment.tasks.all()
            for name in ("changed", "difficulties", "proposals")
        }
        answers |= {f"nv-{task.pk}-addressee": "STANDING" for task in commitment.tasks.all()}
        general = dict.fromkeys(("highlights", "difficulties", "proposals"), self.text)
        general["addressee"] = "STANDING"
        self.post("head", "commitments:quarter", answers | general | {"gui": "1"}, **where)
        said = {"comment": self.text, "comment_1": self.text, "tra-lai": "1"}
        self.post("clerk", "commitments:review", said, **where)
        return report_of(commitment, 1)

    def write(self) -> YearReport:
        """The Office types a section of the annual report."""
        self.on_day(2021, 12, 20)
        year = stage.signed(self.cast).year
        report = start_report(year=year, by=self.cast.clerk, at=stage.at(12, 20))
        client = Client()
        client.force_login(self.cast.clerk)
        url = self.url("reports:section", key="IV")
        answer = client.post(url, {"version": "0", "text": self.text})
        assert answer.status_code == 302, answer.content.decode()
        return report

    def read(self, who: str, name: str, **where: Any) -> str:
        client = Client()
        client.force_login(getattr(self.cast, who))
        page = client.get(self.url(name, **where))
        assert page.status_code == 200
        return page.content.decode()


@pytest.fixture
def doors(cast: Cast, on_day: Callable[..., date]) -> Callable[[str], Doors]:
    return lambda text: Doors(cast, on_day, text)


def is_only_text(page: str, text: str) -> None:
    """Nothing of it has become markup or was carried out; where it stands, it stands escaped."""
    for sign in SIGNS:
        assert sign not in page, sign


def stands_in(page: str, text: str) -> bool:
    """The text as typed, once what HTML does to white space and signs is undone."""
    plain = html.unescape(page.replace("<br>", " "))
    return " ".join(nfc(text).split()) in " ".join(plain.split())


def no_more_than_text(mails: Any) -> None:
    for mail in mails:
        is_only_text(mail.html, "")
        assert "\n" not in mail.subject
        assert "\r" not in mail.subject


@pytest.mark.parametrize("kind", PAYLOADS)
def test_through_choosing_and_proposing(doors: Callable[[str], Doors], kind: str) -> None:
    text = PAYLOADS[kind]
    through = doors(text)
    made = through.choose()
    unit = through.cast.ward.code
    pages = [
        through.read("clerk", "commitments:choose", unit=unit),
        through.read("head", "commitments:commitment", unit=unit),
        through.read("head", "commitments:suggestion", unit=unit, pk=made.pk),
        through.read("head", "reports:desk"),
    ]
    answer = {"word": "giu-nguyen", "answer": text}
    through.post("head", "commitments:suggestion", answer, unit=unit, pk=made.pk)
    pages += [
        through.read("standing", "commitments:stages", unit=unit),
        through.read("clerk", "commitments:suggestion", unit=unit, pk=made.pk),
    ]
    for page in pages:
        is_only_text(page, text)
        assert stands_in(page, text)
    no_more_than_text(OutgoingMail.objects.all())


@pytest.mark.parametrize("kind", PAYLOADS)
def test_through_the_registration(doors: Callable[[str], Doors], kind: str) -> None:
    text = PAYLOADS[kind]
    through = doors(text)
    task = through.register()
    assert task.title == nfc(text)
    unit = task.commitment.unit.code
    for who in ("clerk", "reporter", "head", "standing", "inspector"):
        page = through.read(who, "commitments:commitment", unit=unit)
        is_only_text(page, text)
        assert stands_in(page, text), who
    for name in ("commitments:task", "commitments:task_remove"):
        is_only_text(through.read("reporter", name, unit=unit, n=1), text)
    is_only_text(through.read("reporter", "commitments:history"), text)
    is_only_text(through.read("head", "reports:desk"), text)
    mails = OutgoingMail.objects.filter(kind="registration_sent_back")
    assert mails
    no_more_than_text(mails)
    assert all(stands_in(mail.html, text) for mail in mails)


@pytest.mark.parametrize("kind", PAYLOADS)
def test_through_a_supporting_unit(doors: Callable[[str], Doors], kind: str) -> None:
    """A reason for not taking part is read by both units, the Office and the lead unit's mail."""
    text = PAYLOADS[kind]
    through = doors(text)
    through.on_day(2021, 1, 7)
    support = shared.asked(through.cast)
    where = {"pk": support.pk}
    client = Client()
    client.force_login(through.cast.bureau_head)
    page = through.read("bureau_head", "commitments:support", **where)
    fields = main_form(page, through.url("commitments:support_answer", **where)).fields
    answer = client.post(
        through.url("commitments:support_answer", **where),
        fields | {"reply": "DECLINED", "answer": text},
    )
    assert answer.status_code == 302
    support.refresh_from_db()
    assert support.answer == nfc(text)
    for who in ("bureau_reporter", "head", "clerk", "standing"):
        page = through.read(who, "commitments:support", **where)
        is_only_text(page, text)
        assert stands_in(page, text), who
    for who in ("clerk", "bureau_head"):
        is_only_text(through.read(who, "commitments:supports"), text)
    paper = through.read("head", "commitments:commitment", unit=support.task.commitment.unit.code)
    is_only_text(paper, text)
    assert stands_in(paper, text)
    mails = OutgoingMail.objects.filter(kind="support_answered")
    assert mails
    no_more_than_text(mails)
    assert all(stands_in(mail.html, text) for mail in mails)


@pytest.mark.parametrize("kind", PAYLOADS)
def test_through_the_quarter(doors: Callable[[str], Doors], kind: str) -> None:
    text = PAYLOADS[kind]
    through = doors(text)
    report = through.file()
    assert report.highlights == nfc(text)
    where = {"unit": report.commitment.unit.code, "quarter": 1}
    rounds = [made.number for made in report.rounds.all()]
    pages = [through.read(who, "commitments:quarter", **where) for who in ("reporter", "standing")]
    pages += [through.read("clerk", "commitments:quarter_round", number=n, **where) for n in rounds]
    for page in pages:
        is_only_text(page, text)
    assert all(stands_in(page, text) for page in pages[:2])
    mails = OutgoingMail.objects.filter(kind="quarter_sent_back")
    assert mails
    no_more_than_text(mails)
    assert all(stands_in(mail.html, text) for mail in mails)


# A single brace opens a figure's name in a section: an unknown one is refused, see below.
BRACED = ["template tag", "style"]


@pytest.mark.parametrize("kind", [kind for kind in PAYLOADS if kind not in BRACED])
def test_through_the_annual_report(doors: Callable[[str], Doors], kind: str) -> None:
    from django.template.loader import render_to_string

    text = PAYLOADS[kind]
    through = doors(text)
    report = through.write()
    is_only_text(through.read("clerk", "reports:section", key="IV"), text)
    is_only_text(through.read("standing", "reports:annual"), text)
    report.wording = dict.fromkeys(("events", "bases", "bases_next_year", "bases_conduct"), text)
    report.save()
    paper = render_to_string("pdf/report.html", context(assemble(report, date(2021, 12, 20))))
    is_only_text(paper, text)
    first_line = nfc(text).splitlines()[0]
    assert stands_in(
        paper.replace("\u2060", "").replace("\xa0", " "), first_line.split("\u202e")[0]
    )


@pytest.mark.parametrize("kind", BRACED)
def test_braces_in_a_section_are_refused_and_kept(doors: Callable[[str], Doors], kind: str) -> None:
    through = doors("x")
    through.write()
    client = Client()
    client.force_login(through.cast.clerk)
    url = through.url("reports:section", key="IV")
    answer = client.post(url, {"version": "1", "text": PAYLOADS[kind]})
    page = answer.content.decode()
    assert answer.status_code in (200, 422)
    assert stands_in(page, PAYLOADS[kind])
    assert "alert-" in page or "notice" in page
    assert Section.objects.get().text == "x"


class TestSpelling:
    DECOMPOSED = unicodedata.normalize("NFD", "Xây dựng nếp sống văn minh ở Đường Trần Phú")

    def test_text_is_stored_composed(self, doors: Callable[[str], Doors]) -> None:
        wanted = unicodedata.normalize("NFC", self.DECOMPOSED)
        assert wanted != self.DECOMPOSED
        task = doors(self.DECOMPOSED).register()
        assert (task.title, task.product, task.basis, task.owner_post) == (wanted,) * 4
        commented = task.commitment.rounds.get()
        assert commented.comment == wanted
        assert commented.task_comments == {"1": wanted}

    def test_so_is_the_quarter(self, doors: Callable[[str], Doors]) -> None:
        wanted = unicodedata.normalize("NFC", self.DECOMPOSED)
        report = doors(self.DECOMPOSED).file()
        assert (report.highlights, report.difficulties, report.proposals) == (wanted,) * 3
        assert {answer.changed for answer in report.answers.all()} == {wanted}
        frozen = Submission.objects.filter(report=report).latest("number")
        assert unicodedata.is_normalized("NFC", repr(frozen.content))
        assert frozen.comment == wanted

    def test_and_the_report(self, doors: Callable[[str], Doors]) -> None:
        doors(self.DECOMPOSED).write()
        assert Section.objects.get().text == unicodedata.normalize("NFC", self.DECOMPOSED)


class TestMuchAndNothing:
    LONG = ("Thực hiện có kết quả. " * 1000)[:19_990] + "hết."

    def test_20_000_characters_pass(self, doors: Callable[[str], Doors]) -> None:
        through = doors(self.LONG)
        report = through.file()
        assert report.highlights == self.LONG
        page = through.read("reporter", "commitments:quarter", unit="phuong-1", quarter=1)
        assert self.LONG in page

    def test_one_more_is_refused_with_a_sentence_and_kept(
        self, doors: Callable[[str], Doors]
    ) -> None:
        long = "a" * 20_001
        through = doors("")
        through.on_day(2021, 3, 24)
        commitment = stage.signed(through.cast)
        client = Client()
        client.force_login(through.cast.reporter)
        url = through.url("commitments:quarter", unit=commitment.unit.code, quarter=1)
        fields = main_form(client.get(url).content.decode(), url).fields
        answer = client.post(url, fields | {"highlights": long})
        assert answer.status_code == 422
        assert "20.000" in answer.content.decode()
        assert long in answer.content.decode()

    def test_what_nobody_sees_is_dropped(self, doors: Callable[[str], Doors]) -> None:
        """NUL, marks that turn the line round, zero-width spaces: no database or file is fooled."""
        task = doors("Xây dựng\x00 trường\u202e học\u200b mới").register()
        assert task.title == "Xây dựng trường học mới"


def test_the_signs_would_be_seen() -> None:
    """The control: a page that marks the text safe is found out."""
    from django.template import Context, Template

    for name in ("script", "image", "svg", "style", "comment", "attribute"):
        page = Template("<p>{{ text|safe }}</p>").render(Context({"text": PAYLOADS[name]}))
        with pytest.raises(AssertionError):
            is_only_text(page, PAYLOADS[name])


def test_nobody_s_text_is_left_out_of_the_walk() -> None:
    """A new text a unit types must be typed above too."""
    texts = {
        (model.__name__, field.name)
        for model in (Task, ProgressReport, Commitment)
        for field in model._meta.get_fields()
        if type(field).__name__ == "TextField"
    }
    assert texts == {
        ("Task", "title"), ("Task", "product"), ("Task", "basis"), ("Task", "choice_reason"),
        ("ProgressReport", "highlights"),
        ("ProgressReport", "difficulties"), ("ProgressReport", "proposals"),
        ("Commitment", "exception_reason"),
    }  # fmt: skip
