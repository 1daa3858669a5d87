"""Files made in code: what must be refused, and what scanners, telephones and offices really send."""

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
JS = b"alert('x');//"


def pdf(
    change: Callable[[pikepdf.Pdf], Any] = lambda _: None, pages: int = 1, **options: Any
) -> bytes:
    """A PDF of blank pages, changed, saved with the options."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer, deterministic_id="encryption" not in options, **options)
    return buffer.getvalue()


def root(**entries: Any) -> bytes:
    """A PDF with these entries in its catalogue."""

    def change(document: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            document.Root[f"/{key}"] = value

    return pdf(change)


def annotated(**entries: Any) -> bytes:
    """A PDF whose first page has one annotation."""

    def change(document: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)
        document.pages[0].Annots = Array([document.make_indirect(note)])

    return pdf(change)


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


def _attach(document: pikepdf.Pdf) -> None:
    document.attachments["a.exe"] = b"MZ"


def _stream(document: pikepdf.Pdf) -> None:
    document.Root.Hidden = pikepdf.Stream(document, b"MZ", Type=Name.EmbeddedFile)


def _deep(document: pikepdf.Pdf) -> None:
    inner: Any = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    for _ in range(20):
        inner = Dictionary(Next=inner)
    document.Root.PieceInfo = inner


def _in_object_stream(document: pikepdf.Pdf) -> None:
    document.Root.Names = document.make_indirect(
        Dictionary(JavaScript=Dictionary(Names=[String("a"), action("JavaScript", JS=String("1"))]))
    )


def picture(kind: str, size: tuple[int, int] = (60, 80), mode: str = "RGB", **save: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, 200 if mode in ("L", "1", "P") else None).save(buffer, kind, **save)
    return buffer.getvalue()


def packed(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def bomb_png(side: int = 30_000) -> bytes:
    """A small PNG that claims to be immense."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 999)), (b"IEND", b""))
    )


def with_chunk(word: bytes = b"<svg <html <?php") -> bytes:
    """A PNG in whose packed points these letters stand by chance, far from both ends."""
    large = picture("PNG", (64, 64))
    filler = b"".join(
        struct.pack(">I", len(body))
        + b"prVt"
        + body
        + struct.pack(">I", zlib.crc32(b"prVt" + body))
        for body in (b"0" * 5000 + word,)
    )
    at = large.rfind(b"IDAT") - 4
    return large[:at] + filler + large[at:]


def lettered_jpeg(word: bytes = b"<SVG<script") -> bytes:
    """A telephone's JPG with these letters far inside, before its points."""
    whole = picture("JPEG", (64, 64))
    body = b"0" * 5000 + word
    return whole[:2] + b"\xff\xef" + struct.pack(">H", len(body) + 2) + body + whole[2:]


def bomb_pdf() -> bytes:
    """An object stream of a gigabyte of nothing in a megabyte."""
    squeezer = zlib.compressobj(1)
    rows = b"".join(squeezer.compress(b" " * (1 << 20)) for _ in range(1024)) + squeezer.flush()
    head = b"%PDF-1.5\n"
    bomb = (
        b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
        + str(len(rows)).encode()
        + b">>stream\n"
        + rows
        + b"\nendstream\nendobj\n"
    )
    at = len(head) + len(bomb)
    entries = b"".join(
        struct.pack(">BIB", *one)
        for one in ((0, 0, 0), (2, 4, 0), (2, 4, 0), (1, at, 0), (1, len(head), 0))
    )
    xref = (
        b"3 0 obj\n<</Type/XRef/Size 5/W[1 4 1]/Root 1 0 R/Length "
        + str(len(entries)).encode()
        + b">>stream\n"
        + entries
        + b"\nendstream\nendobj\nstartxref\n"
        + str(at).encode()
        + b"\n%%EOF\n"
    )
    return head + bomb + xref


def by_hand(*objects: bytes, trailer: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, with its trailer as it stands."""
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    size = b"/Size %d" % (len(objects) + 1)
    closing = b"trailer\n<<" + size + trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + head + table + closing


PAGES = (
    b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
    b"<</Type/Page/Parent 1 0 R/MediaBox[0 0 595 842]>>",
)


def in_trailer(entries: bytes = b"") -> bytes:
    """A PDF whose catalogue is no object of its own."""
    return by_hand(*PAGES, trailer=b"/Root<</Type/Catalog/Pages 1 0 R" + entries + b">>")


def _elsewhere(document: pikepdf.Pdf) -> None:
    stream = pikepdf.Stream(document, b"")
    stream["/F"] = String("\\\\x.example\\a")
    document.Root.Hidden = document.make_indirect(stream)


def _next(document: pikepdf.Pdf) -> None:
    then = action("GoTo", D=Array([document.pages[0].obj, Name.Fit]))
    then.Next = Array([action("URI", URI=String("https://x.example"))])
    document.Root.OpenAction = document.make_indirect(then)


def _drawn_with(**resources: Any) -> Callable[[pikepdf.Pdf], None]:
    """A page that is drawn with these things, by the names its writer gave them."""

    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].Resources = Dictionary(**resources)

    return change


def _drawn_with_itself(document: pikepdf.Pdf) -> None:
    """A page that says it were its own list of fonts, and acts by itself."""
    page = document.pages[0].obj
    page.AA = Dictionary(O=action("URI", URI=String("https://x.example")))
    page.Resources = Dictionary(Font=page)


FONT = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
LOCK = pikepdf.Encryption(owner="o", user="u")
OWNER_LOCK = pikepdf.Encryption(owner="o", user="")

BAD: dict[str, tuple[str, bytes]] = {
    # by size and name
    "nothing": ("ban-ky.pdf", b""),
    "too large": ("ban-ky.pdf", b"%PDF-1.7" + b"0" * (20 << 20)),
    "no ending": ("ban-ky", pdf()),
    "no name": (".pdf", pdf()),
    "only dots": ("....pdf", pdf()),
    "a NUL in the name": ("ban-ky.pdf\x00.exe", pdf()),
    "a NUL before the ending": ("ban-ky\x00.pdf", pdf()),
    "turned writing": ("hoa-don\u202efdp.exe", b"MZ"),
    "turned writing over a PDF": ("ban-ky\u202e.pdf", pdf()),
    "a line end in the name": ("ban-ky\r\nX: y.pdf", pdf()),
    "a program's name before the ending": ("ban-ky.exe.pdf", pdf()),
    "a page's name before the ending": ("ban-ky.html.png", picture("PNG")),
    "an ending that is not received": ("ban-ky.docx", packed(**{"word/document.xml": b"<w/>"})),
    # something else
    "the test virus": ("ban-ky.pdf", EICAR),
    "a program as PDF": ("ban-ky.pdf", b"MZ\x90\x00" + b"\0" * 200),
    "a program": ("ban-ky.exe", b"MZ\x90\x00" + b"\0" * 200),
    "a page as PDF": ("ban-ky.pdf", HTML),
    "a page": ("ban-ky.html", HTML),
    "SVG": ("ban-ky.svg", SVG),
    "SVG as PNG": ("ban-ky.png", SVG),
    "a script as JPG": ("ban-ky.jpg", JS),
    "a GIF that is a script": ("ban-ky.gif", b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)"),
    "that GIF as PNG": ("ban-ky.png", b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)"),
    "a TIFF as JPG": ("ban-ky.jpg", picture("TIFF")),
    "an archive": ("ban-ky.zip", packed(a=b"b")),
    "an archive as PDF": ("ban-ky.pdf", packed(a=b"b")),
    "a macro file as PDF": ("ban-ky.pdf", packed(**{"word/vbaProject.bin": b"x"})),
    "text as PDF": ("ban-ky.pdf", "Bản cam kết".encode()),
    # one thing under another name
    "PNG as JPG": ("ban-ky.jpg", picture("PNG")),
    "JPG as PDF": ("ban-ky.pdf", picture("JPEG")),
    "PDF as PNG": ("ban-ky.png", pdf()),
    # two things at once
    "a page before a PDF": ("ban-ky.pdf", HTML + pdf()),
    "an archive behind a PDF": ("ban-ky.pdf", pdf() + packed(a=b"b")),
    "a page behind a PDF": ("ban-ky.pdf", pdf() + HTML),
    "an archive behind a PNG": ("ban-ky.png", picture("PNG") + packed(a=b"b")),
    "a page behind a PNG": ("ban-ky.png", picture("PNG") + HTML),
    "a page in a JPG's comment": ("ban-ky.jpg", picture("JPEG", comment=HTML)),
    "a page behind a JPG": ("ban-ky.jpg", picture("JPEG") + b"<?php system(1) ?>"),
    # a PDF that acts
    "a script on opening": ("a.pdf", root(OpenAction=action("JavaScript", JS=String("1")))),
    "a program on opening": ("a.pdf", root(OpenAction=action("Launch", F=String("cmd.exe")))),
    "a script in the names": ("a.pdf", pdf(_in_object_stream)),
    "the same in an object stream": (
        "a.pdf",
        pdf(_in_object_stream, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    ),
    "a script far inside": ("a.pdf", pdf(_deep)),
    "more actions": ("a.pdf", root(AA=Dictionary(WC=action("Named", N=Name.Print)))),
    "a file inside": ("a.pdf", pdf(_attach)),
    "a file inside, unnamed": ("a.pdf", pdf(_stream)),
    "a file pinned to a page": ("a.pdf", annotated(Subtype=Name.FileAttachment)),
    "a film": ("a.pdf", annotated(Subtype=Name.RichMedia)),
    "a form that sends": ("a.pdf", annotated(Subtype=Name.Link, A=action("SubmitForm"))),
    "a way to another file": ("a.pdf", annotated(Subtype=Name.Link, A=action("GoToR"))),
    "a form of XML": ("a.pdf", root(AcroForm=Dictionary(XFA=String("<xdp/>"), Fields=[]))),
    "a script in the trailer": (
        "a.pdf", in_trailer(b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")
    ),
    "a stream from elsewhere": ("a.pdf", pdf(_elsewhere)),
    "an address on opening": (
        "a.pdf", root(OpenAction=action("URI", URI=String("https://x.example")))
    ),
    "an address after opening": ("a.pdf", pdf(_next)),
    "a thread of another file": (
        "a.pdf", root(OpenAction=action("Thread", F=String("\\\\x.example\\a"), D=0))
    ),
    "more actions of a page that is drawn with": ("a.pdf", pdf(_drawn_with_itself)),
    "more actions of a font": ("a.pdf", pdf(_drawn_with(Font=Dictionary(F1=Dictionary(AA=[]))))),
    "more actions under a picture's name": (
        "a.pdf", pdf(_drawn_with(Im0=Dictionary(AA=Dictionary(O=action("Named")))))
    ),
    # locked or broken
    "locked": ("a.pdf", pdf(encryption=LOCK)),
    "locked for changes": ("a.pdf", pdf(encryption=OWNER_LOCK)),
    "half a PDF": ("a.pdf", pdf()[:300]),
    "a PDF without its table": ("a.pdf", pdf().replace(b"startxref", b"startxxxx")),
    "a PDF's head alone": ("a.pdf", b"%PDF-1.7\n%%EOF\n"),
    "a PDF without a page": ("a.pdf", pdf(pages=0)),
    "a book": ("a.pdf", pdf(pages=301)),
    "half a JPG": ("a.jpg", picture("JPEG", (900, 900))[:900]),
    "half a PNG": ("a.png", picture("PNG", (900, 900))[:90]),
    "an immense PNG": ("a.png", bomb_png()),
}  # fmt: skip


def scanned(document: pikepdf.Pdf) -> None:
    """A page that is one picture, as a scanner writes it."""
    page = document.pages[0]
    image = pikepdf.Stream(
        document, picture("JPEG", (400, 560), "L"), Type=Name.XObject, Subtype=Name.Image,
        Width=400, Height=560, ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    page.Resources = Dictionary(XObject=Dictionary(Im0=image))
    page.Contents = pikepdf.Stream(document, b"q 595 0 0 842 0 0 cm /Im0 Do Q")


def _bookmarks(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Bản cam kết", 0))


def _told(document: pikepdf.Pdf) -> None:
    scanned(document)
    with document.open_metadata() as meta:
        meta["dc:title"] = "Bản cam kết trách nhiệm năm 2021"


def _signed(document: pikepdf.Pdf) -> None:
    """With the field of an official signature, as a signing tool leaves it."""
    signature = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/ETSI.CAdES.detached"),
        ByteRange=[0, 1, 2, 3], Contents=String(b"\x30\x82"),
    )  # fmt: skip
    field = Dictionary(FT=Name.Sig, T=String("Chữ ký"), V=document.make_indirect(signature))
    document.Root.AcroForm = Dictionary(SigFlags=3, Fields=[document.make_indirect(field)])


def told_jpeg() -> bytes:
    """A telephone's picture: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Hãng điện thoại"
    exif.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", (80, 60), exif=exif)


GOOD: dict[str, tuple[str, bytes]] = {
    "a plain PDF": ("ban-ky.pdf", pdf()),
    "a scanner's PDF": ("Scan_20210108.pdf", pdf(scanned)),
    "a PDF of many pages": ("ban ky phuong 5.pdf", pdf(pages=40)),
    "a linearised PDF": ("ban-ky.pdf", pdf(scanned, linearize=True)),
    "a PDF with object streams": (
        "ban-ky.pdf",
        pdf(scanned, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    ),
    "a PDF that opens at a place": ("ban-ky.pdf", pdf(_bookmarks)),
    "a PDF whose fonts have letters for names": (
        "ban-ky.pdf",
        pdf(_drawn_with(Font=Dictionary(AA=FONT, EF=FONT, JS=FONT, S=FONT))),
    ),
    "a PDF whose pictures have": (
        "ban-ky.pdf",
        pdf(_drawn_with(XObject=Dictionary(AA=FONT), ExtGState=Dictionary(EF=FONT))),
    ),
    "a PDF with a thread": ("ban-ky.pdf", root(OpenAction=action("Thread", D=0))),
    "a PDF with its catalogue in the trailer": ("ban-ky.pdf", in_trailer()),
    "a PDF with notes about itself": ("Bản ký.PDF", pdf(_told)),
    "a PDF with an official signature": ("ban-ky-so.pdf", pdf(_signed)),
    "a PDF with a link": (
        "ban-ky.pdf",
        annotated(Subtype=Name.Link, A=action("URI", URI=String("https://dongha.example"))),
    ),
    "a PDF padded by its scanner": ("ban-ky.pdf", pdf() + b"\r\n" + b"\0" * 512),
    "a JPG": ("ban-ky.jpg", picture("JPEG")),
    "a JPG named in full": ("ban-ky.JPEG", picture("JPEG")),
    "a grey JPG": ("ban-ky.jpg", picture("JPEG", mode="L")),
    "a printer's JPG": ("ban-ky.jpg", picture("JPEG", mode="CMYK")),
    "a telephone's JPG": ("IMG_2021.jpg", told_jpeg()),
    "a telephone's JPG with its own trailer": ("IMG.jpg", picture("JPEG") + b"SEFHk\0\0\0SEFT"),
    "a PNG with any letters inside": ("ban-ky.png", with_chunk()),
    "a JPG with any letters inside": ("ban-ky.jpg", lettered_jpeg()),
    "a PNG of 16 bits of grey": ("ban-ky.png", picture("PNG", mode="I;16")),
    "a PNG": ("ban-ky.png", picture("PNG")),
    "a black and white PNG": ("ban-ky.png", picture("PNG", mode="1")),
    "a PNG of few colours": ("ban-ky.png", picture("PNG", mode="P")),
    "a PNG one sees through": ("ban-ky.png", picture("PNG", mode="RGBA")),
    "a PNG of a screen": ("Ảnh chụp màn hình 2021-01-08 lúc 09.30.12.png", picture("PNG")),
    "a name with a date": ("Bản ký 08.01.2021.pdf", pdf()),
    "a name with its folder": ("C:\\Users\\mai\\ban-ky.pdf", pdf()),
    "a name of 300 characters, each in two": (
        unicodedata.normalize("NFD", "ế") * 300 + ".pdf",
        pdf(),
    ),
}
