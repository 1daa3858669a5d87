"""Marks of state secrecy in files, and the many words that only sound like them. Source: trust.md T16."""

import io
import time
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from weasyprint import HTML

from camket.files import inside, reading, secrecy, uploads
from camket.files.uploads import Unfit, examined
from tests.camket.file_corpus import pdf, picture
from tests.camket.file_corpus.office import book, slides, word, written_book
from tests.camket.file_corpus.scans import by_hand

BODY = ("ĐẢNG CỘNG SẢN VIỆT NAM", "Số 12-BC/TU", "BÁO CÁO", "Kết quả công tác năm 2021.")


def printed(body: str) -> bytes:
    """A PDF as an office program prints it."""
    made: bytes = HTML(
        string=f"<meta charset=utf-8><body style='font-family: serif'>{body}"
    ).write_pdf()
    return made


def two_columns(left: str, right: str) -> str:
    return f"<table width=100%><tr><td width=60%>{left}<td>{right}</table><p>Nội dung báo cáo."


def boxed(made: Any) -> None:
    """A stamp in a box, as Word draws it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    box = (
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict><v:shape><v:textbox>"
        "<w:txbxContent><w:p><w:r><w:t>TUYỆT MẬT</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )
    made.paragraphs[0]._p.append(parse_xml(box))


def in_table(made: Any) -> None:
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "TỈNH ỦY", "TỐI MẬT"


def in_header(made: Any) -> None:
    made.sections[0].header.paragraphs[0].text = "MẬT"


def in_pieces(made: Any) -> None:
    paragraph = made.add_paragraph()
    for piece in ("T", "ỐI", " M", "ẬT"):
        paragraph.add_run(piece).bold = True


def stamped() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Rect=[0, 0, 90, 20], Contents=String("MẬT")
        )
        document.pages[0].Annots = Array([document.make_indirect(note)])

    return pdf(change)


def pinned(notes: bytes) -> bytes:
    """A page that says TOI MAT, with these notes pinned to it, sound or broken."""
    text = b"BT /F1 12 Tf 10 80 Td (TOI MAT) Tj ET"
    font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    page = b"<</Type/Page/Parent 1 0 R/MediaBox[0 0 200 100]/Contents 3 0 R" + font + notes + b">>"
    return by_hand(
        b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        page,
        b"<</Length %d>>stream\n" % len(text) + text + b"\nendstream",
        b"<</Type/Catalog/Pages 1 0 R>>",
        trailer=b"/Root 4 0 R",
    )


def _sheet_header(_: Any, sheet: Any) -> None:
    sheet.set_header("&L&12Thành ủy&C&14&KFF0000MẬT")


MARKED: list[tuple[str, Callable[[], bytes]]] = [
    ("a.docx", lambda: word("MẬT", *BODY)),
    ("a.docx", lambda: word("TỐI MẬT", *BODY)),
    ("a.docx", lambda: word("TUYỆT MẬT", *BODY)),
    ("a.docx", lambda: word(BODY[0], "MẬT", *BODY[1:])),
    ("a.docx", lambda: word("Mật", *BODY)),
    ("a.docx", lambda: word("Tối mật", *BODY)),
    ("a.docx", lambda: word("M Ậ T", *BODY)),
    ("a.docx", lambda: word("[TỐI MẬT]", *BODY)),
    ("a.docx", lambda: word("* MẬT *", *BODY)),
    ("a.docx", lambda: word("MẬT – HỎA TỐC", *BODY)),
    ("a.docx", lambda: word("KHẨN - TỐI MẬT", *BODY)),
    ("a.docx", lambda: word("Độ mật: Tối mật", *BODY)),
    ("a.docx", lambda: word("Dấu chỉ độ mật: MẬT", *BODY)),
    ("a.docx", lambda: word("TỈNH ỦY QUẢNG TRỊ\t\tMẬT", *BODY)),
    ("a.docx", lambda: word("THÀNH ỦY          TUYỆT MẬT", *BODY)),
    ("a.docx", lambda: word("TUYET MAT", *BODY)),
    ("a.docx", lambda: word("MËT", *BODY)),
    ("a.docx", lambda: word(*BODY, change=boxed)),
    ("a.docx", lambda: word(*BODY, change=in_table)),
    ("a.docx", lambda: word(*BODY, change=in_header)),
    ("a.docx", lambda: word(*BODY, change=in_pieces)),
    ("a.xlsx", lambda: book(("MẬT",), ("Đơn vị", "Số lượng"), ("Phường 1", 3))),
    ("a.xlsx", lambda: written_book(_sheet_header)),
    ("a.pptx", lambda: slides("TỐI MẬT", "Phương án bảo vệ")),
    ("a.pdf", lambda: printed("<p>MẬT<p>Báo cáo")),
    ("a.pdf", lambda: printed("<h1>Báo cáo</h1><p style='border: 1px solid'>TUYỆT MẬT</p>Nội dung")),
    ("a.pdf", lambda: printed(two_columns("TỈNH ỦY QUẢNG TRỊ", "TỐI MẬT"))),
    ("a.pdf", lambda: printed(two_columns("ĐẢNG ỦY PHƯỜNG 1<br>Số 3-KH/ĐU", "MẬT"))),
    ("a.pdf", lambda: printed("Trang đầu<p style='break-before: page'>MẬT<p>Trang hai")),
    ("a.pdf", stamped),
    ("a.pdf", lambda: pinned(b"")),
    ("a.pdf", lambda: pinned(b"/Annots[null]")),
    ("a.pdf", lambda: pinned(b"/Annots[99 0 R]")),
    ("a.pdf", lambda: pinned(b"/Annots 99 0 R")),
    ("a.pdf", lambda: pinned(b"/Annots[(MAT) 7]")),
]  # fmt: skip

SENTENCES = """
Bảo mật thông tin cá nhân của người dân.
KẾ HOẠCH BẢO MẬT HỆ THỐNG NĂM 2021
Mật độ dân số 1.200 người/km².
MẬT ĐỘ XÂY DỰNG
Mật độ xây dựng tối đa 60%
Mật ong rừng Trường Sơn
MẬT ONG
Mật ong, sáp ong, phấn hoa
Bí mật gia truyền nghề nấu cao
BẢO VỆ BÍ MẬT NHÀ NƯỚC
Công tác bảo vệ bí mật nhà nước được chú trọng.
Luật Bảo vệ bí mật nhà nước số 29/2018/QH15
Danh mục bí mật nhà nước thuộc lĩnh vực y tế
Tài liệu có dấu Mật, Tối mật, Tuyệt mật không gửi qua mạng.
Không có văn bản mật.
Văn bản mật: 0
Số văn bản mật đến trong quý: không
Đổi mật khẩu định kỳ 3 tháng
MẬT KHẨU
Mật khẩu:
Tên đăng nhập và mật khẩu
Cơ mật viện thời Nguyễn
Đường mật, túi mật
Siêu âm gan mật
VIÊM TÚI MẬT
Khoa Gan - Mật - Tụy
Sỏi mật
Thân mật, gần gũi với nhân dân
Không khí thân mật
Gặp mặt thân mật cán bộ hưu trí
Mối quan hệ mật thiết với nhân dân
MẬT THIẾT
Rậm rạp, dày mật
Mật mía Cam Lộ
Sản phẩm OCOP: mật ong, tinh bột nghệ
Phối hợp mật thiết giữa các ngành
Mật mã dân sự
BAN CƠ YẾU - MẬT MÃ
Bỏ phiếu kín, giữ bí mật
Bí mật đời tư
Bí mật kinh doanh
Đọc thư mật
Ngọt như mật
Rót mật vào tai
Độ mật: không
Độ mật: Không có
Mức độ mật độ giao thông
Truy cập trái phép, lộ mật
Chống lộ, lọt bí mật
An toàn, bảo mật
AN TOÀN - BẢO MẬT
Bảo mật - An toàn
Tuần tra, mật phục
Trinh sát, mật báo
Tổ chức tọa đàm thân mật.
Cán bộ làm công tác cơ yếu, bảo mật
Cam kết bảo mật
Thỏa thuận bảo mật
Chế độ mật phí
Phụ cấp mật
Mật tịch
Mật nghị Hồng y
Hồ sơ cá nhân được bảo mật
HỒ SƠ BẢO MẬT
Xử lý hồ sơ theo quy định bảo mật
Ban hành quy chế bảo vệ bí mật
Rà soát mật độ cây xanh
Mật độ nuôi tôm 100 con/m²
Nuôi ong lấy mật
Hộ nuôi ong lấy mật: 12
Sản lượng mật: 3 tấn
SẢN LƯỢNG MẬT
Hội nghị mật
Tin mật
MAT
Mat hàng nông sản
Mặt trận Tổ quốc
MẶT TRẬN
MẤT MÙA
Mất an ninh trật tự
MẮT SÁNG
Mát xa
Tối mặt tối mũi
TỐI MẮT
Tuyệt mật như phim
Bộ phim Hồ sơ tuyệt mật
Đọc sách Điệp vụ tuyệt mật
Phòng tối, mật thất
Tối ưu bảo mật
Tối thiểu mật độ
Tuyệt đối bảo mật
TUYỆT ĐỐI BẢO MẬT
HỒ SƠ TUYỆT MẬT
Giải mật tài liệu
Công bố tài liệu đã giải mật
Tài liệu không mật
KHÔNG MẬT
Mật độ 2 người/hộ
""".strip().splitlines()


def caught(name: str, data: bytes) -> bool:
    try:
        examined(name, data, uploads.EVIDENCE)
    except Unfit as refused:
        return "dấu chỉ độ mật" in str(refused)
    return False


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "looked_into", inside.look)


@pytest.mark.usefixtures("at_once")
class TestFiles:
    def test_of_thirty_marked_at_most_one_passes(self) -> None:
        assert len(MARKED) == 35
        missed = [at for at, (name, make) in enumerate(MARKED) if not caught(name, make())]
        assert len(missed) <= 1, missed

    def test_of_a_hundred_innocent_at_most_one_is_stopped(self) -> None:
        """Each sentence alone in a document, in a workbook, or in print, a line of its own."""
        makers: list[tuple[str, Callable[[str], bytes]]] = [
            ("a.docx", lambda said: word("Báo cáo quý", said, "Nội dung khác.")),
            ("a.xlsx", lambda said: book(("Nội dung", "Số"), (said, 1))),
            ("a.docx", lambda said: word(said)),
            ("a.pptx", lambda said: slides(said)),
        ]
        files = [
            (*makers[n % len(makers)], said) for n, said in enumerate((SENTENCES + SENTENCES)[:100])
        ]
        assert len(SENTENCES) >= 90
        stopped = [said for name, make, said in files if caught(name, make(said))]
        assert len(stopped) <= 1, stopped

    def test_nor_in_print(self) -> None:
        pages = "".join(f"<p>{said}</p>" for said in SENTENCES)
        assert not caught("a.pdf", printed(pages))

    def test_what_is_refused_says_why_and_where_to_go(self) -> None:
        with pytest.raises(Unfit, match=r"“TỐI MẬT”.*văn thư mật"):
            examined("a.docx", word("TỐI MẬT"), uploads.EVIDENCE)

    def test_a_picture_cannot_be_read(self) -> None:
        assert examined("a.png", picture("PNG"), uploads.EVIDENCE)

    def test_a_third_page_is_not_read(self) -> None:
        third = "<p style='break-before: page'>Trang hai<p style='break-before: page'>MẬT"
        assert not caught("a.pdf", printed(f"Trang đầu{third}"))

    def test_a_text_that_takes_too_long_stays_unread(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import pypdf

        def busy(*_: Any, **__: Any) -> None:
            while True:
                pass

        monkeypatch.setattr(reading, "READING", 1)
        monkeypatch.setattr(pypdf.PageObject, "extract_text", busy)
        assert inside.look(uploads.PDF, pdf()).text == ""


@pytest.mark.parametrize("said", SENTENCES)
def test_a_sentence_is_no_mark(said: str) -> None:
    assert secrecy.mark_in(["Báo cáo", said]) == ""


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("TỐI MẬT - Bản số: 01", "TỐI MẬT"),
        ("TỐI MẬT Bản số: 3", "TỐI MẬT"),
        ("TUYỆT MẬT (Bản số 02/05)", "TUYỆT MẬT"),
        ("MẬT - Bản số 02", "MẬT"),
        ("MẬT – BẢN SỐ: …….", "MẬT"),
        ("M Ậ T - Bản số 02", "MẬT"),
        ("Bản số: 01 - TỐI MẬT", "TỐI MẬT"),
        ("Bản số MẬT", "MẬT"),
        ("SỐ: TỐI MẬT", "TỐI MẬT"),
        ("Mật, bản số 1", "MẬT"),
        ("MẬT - HỎA TỐC - Bản số 4", "MẬT"),
        ("TỐI MẬT Số: 12-BC/TU", "TỐI MẬT"),
        ("TỐI  MẬT   Số: 12", "TỐI MẬT"),
        ("THÀNH ỦY ĐÔNG HÀ\tTUYỆT \t MẬT", "TUYỆT MẬT"),
        ("TỈNH ỦY QUẢNG TRỊ TỐI MẬT Bản số: 3", "TỐI MẬT"),
        ("Lịch họp buổi TỐI   MẬT", "MẬT"),
    ],
)
def test_a_mark_with_the_number_of_its_copy(line: str, mark: str) -> None:
    assert secrecy.mark_in([line]) == mark


@pytest.mark.parametrize(
    "said",
    [
        "Số: 12",
        "Số bản:",
        "( )",
        "Mật ong bản số 3",
        "BẢO MẬT - Bản số: 01",
        "Bản số: 01",
        "Mật độ bản số 2",
        "Số: 12 Túi mật",
    ],
)
def test_the_number_of_a_copy_alone_is_none(said: str) -> None:
    assert secrecy.mark_in([said]) == ""


def test_a_line_of_nothing_but_its_number_is_read_in_no_time() -> None:
    begun = time.process_time()
    for line in ("( " * 30_000, "bản số " * 9_000, "TỐI" + " " * 60_000, "- " * 30_000 + "số:"):
        assert secrecy.mark_in([line]) == ""
    assert time.process_time() - begun < 1


def test_a_table_has_no_top() -> None:
    assert secrecy.mark_in(["Mật"], cells=True) == ""
    assert secrecy.mark_in(["Mật"]) == "MẬT"
    assert secrecy.mark_in(["a"] * 9 + ["Mật"]) == ""
    assert secrecy.mark_in(["a"] * 9 + ["MẬT"]) == "MẬT"


def test_found_is_put_together_and_taken_apart() -> None:
    found = inside.Found(b"\n\n1", b"\n2", "MẬT\nx")
    assert inside.unpacked(found.packed()) == found
    for broken in (b"", b"5 5\nabc", b"0 0\n", b"a b\nabc"):
        with pytest.raises(ValueError):
            inside.unpacked(broken)


def test_a_small_picture_is_small_and_white_behind() -> None:
    from PIL import Image

    found = inside.look(uploads.PNG, picture("PNG", (2000, 900), "RGBA"))
    with Image.open(io.BytesIO(found.preview)) as small:
        assert small.size == (640, 288)
        assert (small.format, small.mode) == ("JPEG", "RGB")
        assert small.getpixel((5, 5)) == (255, 255, 255)
        assert not small.getexif()
