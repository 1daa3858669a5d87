"""Printing hostile text, and the child process that does it. Source: trust.md T5."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from reports import pdf
from reports.paper import Header, Paragraph, Section, Signature, Table
from reports.pdf import Limits, PdfFailed, fonts
from tests.reports import dong_ha


@pytest.fixture(scope="module")
def content():
    return dong_ha.report()


@pytest.fixture(scope="module")
def printed(content):
    return pdf.render(content)


@pytest.fixture(scope="module")
def html(printed):
    return printed[0]


def words_of(data):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split()


PAYLOADS = [
    "<img src=file:///etc/passwd>",
    "<img src='{sink}/img'>",
    "<script>document.location='{sink}/js'</script>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<link rel=stylesheet href={sink}/css>",
    "<style>@import url({sink}/import); body {{ background: url({sink}/bg) }}</style>",
    "</style></title></p></main><a href={sink}/a>x</a>",
    "<object data=file:///etc/passwd></object><embed src=file:///etc/passwd>",
    "<svg><image href='file:///etc/passwd'/><use href='{sink}/svg#a'/></svg>",
    "<table><td colspan=999999999 style='font-size:99999px'>",
    "url(file:///etc/passwd)",
    "@import '{sink}/x';",
    "{{% include 'base.html' %}} {{{{ content.header }}}}",
    "&lt;b&gt; &#60;i&#62; <!-- -->",
    "'\"><iframe src={sink}/frame>",
]


@contextmanager
def sink():
    """A server on this machine that counts who asked it for something."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def hostile(text):
    """A report with the text in every field that takes text."""
    table = Table(text, (text, text), ((text, text),))
    return dong_ha.report(
        kind=text,
        abstract=text,
        draft=text,
        header=Header((text,), (text,), text, text, 1, 2021),
        signature=Signature((text,), text, text),
        recipients=(text, text),
        sections=(Section("I", 1, "I.", text, (Paragraph(text),)),),
        appendix=table,
    )


@pytest.mark.loopback
class TestHostileText:
    def test_it_is_printed_as_it_is_and_nothing_is_fetched(self):
        with sink() as (address, asked):
            payloads = [payload.format(sink=address) for payload in PAYLOADS]
            content = hostile(" ".join(payloads))
            _, data = pdf.render(content)
        assert asked == []
        printed = "".join(words_of(data))
        for payload in payloads:
            # heading, paragraph, three header lines, draft, place, title, signature, table …
            assert printed.count("".join(payload.split())) >= 5, payload
        with pikepdf.open(BytesIO(data)) as document:
            assert len(document.attachments) == 0
            assert "/Names" not in document.Root
            assert all("/Annots" not in page for page in document.pages)
        assert b"root:" not in data

    @pytest.mark.parametrize(
        "raw",
        [
            "<img src=file:///etc/passwd>",
            "<link rel=attachment href=file:///etc/passwd>",
            "<link rel=stylesheet href=file:///etc/passwd>",
            "<img src='{sink}/img'>",
            "<style>@import '{sink}/import';</style>",
            "<p style='background: url({sink}/bg)'>x</p>",
            "<style>@font-face {{ font-family: x; src: url({sink}/font) }}</style>",
            "<img src='data:image/png;base64,AAAA'>",
            "<img src='static:css/paper.css/../../../etc/passwd'>",
        ],
    )
    def test_even_unescaped_the_printer_fetches_nothing(self, html, raw):
        """The second wall: should a text ever get into the page as markup."""
        with sink() as (address, asked):
            broken = html.replace("</main>", raw.format(sink=address) + "</main>")
            assert broken != html
            with pytest.raises(PdfFailed):
                pdf.print_html(broken)
        assert asked == []

    def test_the_printer_as_it_comes_would_have_leaked(self):
        """The control: the same markup through WeasyPrint's own fetcher."""
        import weasyprint

        with sink() as (address, asked):
            page = f"<link rel=attachment href=file:///etc/passwd><img src='{address}/img'>"
            data = weasyprint.HTML(string=page).write_pdf()
        assert asked == ["/img"]
        with pikepdf.open(BytesIO(data)) as document:
            (attached,) = document.attachments.values()
            assert b"root:" in attached.get_file().read_bytes()


class TestTheChild:
    def test_the_same_content_gives_the_same_bytes(self, content, printed):
        assert pdf.render(content) == printed

    def test_too_little_memory_is_a_clean_failure(self, html):
        with pytest.raises(PdfFailed) as failed:
            pdf.print_html(html, Limits(memory=100 << 20))
        assert "PDF" in str(failed.value)

    # Each limit lets an ordinary report through and stops a bomb.
    @pytest.mark.parametrize("limits", [Limits(cpu=4), Limits(memory=220 << 20)])
    def test_a_bomb_dies_and_the_parent_lives(self, html, limits):
        assert pdf.print_html(html, limits).startswith(b"%PDF-")
        bomb = html.replace("</main>", "<p>mảnh <b>bom</b></p>" * 60_000 + "</main>")
        with pytest.raises(PdfFailed, match="Không in được thành tệp"):
            pdf.print_html(bomb, limits)

    def test_a_bomb_dies_on_the_clock(self, html):
        bomb = html.replace("</main>", "<p>mảnh <b>bom</b></p>" * 60_000 + "</main>")
        with pytest.raises(PdfFailed, match="quá lâu"):
            pdf.print_html(bomb, Limits(wall=2))

    def test_deep_nesting_is_a_clean_failure(self, html):
        deep = html.replace("</main>", "<div>" * 1_500 + "</main>")
        with pytest.raises(PdfFailed):
            pdf.print_html(deep)

    def test_a_complaint_of_the_printer_is_a_failure(self, html):
        with pytest.raises(PdfFailed) as failed:
            pdf.print_html(html.replace(":root {", ":root { no-such-property: 1;"))
        assert "no-such-property" in failed.value.detail

    def test_it_leaves_nothing_behind(self, html, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        pdf.print_html(html)
        assert list(tmp_path.iterdir()) == []

    def test_without_the_typeface_it_says_what_is_missing(self, content, monkeypatch):
        monkeypatch.setattr(fonts, "files", lambda: ())
        with pytest.raises(PdfFailed, match="phông chữ"):
            pdf.render(content)

    def test_an_old_version_of_the_typeface_does_not_count(self, tmp_path):
        """Version 1 lacks ơ, ư and the stacked accents; so does this one."""
        from fontTools import subset
        from fontTools.ttLib import TTFont

        (good, *_) = fonts.files()
        assert fonts.files((tmp_path, good.parent)) == fonts.files()
        for name in fonts.FILES:
            font = TTFont(good.parent / name)
            cut = subset.Subsetter()
            cut.populate(text="abcđâêô")
            cut.subset(font)
            font.save(tmp_path / name)
        assert fonts.files((tmp_path,)) == ()
