"""The process that looks into a file: its bytes on stdin, what was found on stdout.

Found are the bytes to keep, a small picture of them, and the text of the beginning: on stdout a
line with the lengths of the first two, then all three. It is started alone, without the
application, and gives up memory, processor time and the network before it parses anything. Exit 3
with a sentence on stderr: the file is understood and not wanted. Any other failure: it could not
be read. Source: trust.md T6, T16.
"""

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":  # started without any way to our own code
    sys.path.append(str(Path(__file__).resolve().parents[2]))

from camket.files import reading

MEMORY = 1 << 30  # bytes
CPU = 10  # seconds
# A telephone's or scanner's JPG: an A3 sheet at 600 dots an inch. A PNG packs far smaller and takes
# longer to draw: an A4 sheet.
MOST_PIXELS = {"JPEG": 72_000_000, "PNG": 36_000_000}
MOST_PAGES = 300
MOST_OBJECTS = 200_000
DEEPEST = 100
PREVIEW = 640  # points of the longer side of a small picture

# What a scan never has: programs, forms that run, files inside the file.
KEYS = {
    "/JavaScript",
    "/JS",
    "/AA",
    "/EF",
    "/EmbeddedFiles",
    "/XFA",
    "/RichMediaContent",
    "/Launch",
}
ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Movie", "/Sound",
    "/Rendition", "/RichMediaExecute", "/Trans", "/SetOCGState", "/Hide",
}  # fmt: skip
KINDS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"}
# Lists of what a page is drawn with: their keys are names that the writer of the file chose.
CHOSEN = {"/Font", "/XObject", "/ExtGState"}
# Words of a web page: a picture with one of them is a disguise.
EDGE = 4096
ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND"}
PAGES = (b"<script", b"<html", b"<?php", b"<svg", b"<iframe", b"<!doctype")

LOCKED = "Tệp PDF có mật khẩu hoặc bị khóa. Đề nghị xuất lại tệp không khóa."
ACTIVE = "Tệp PDF có mã chạy, biểu mẫu động hoặc tệp đính kèm bên trong. Đề nghị quét lại."
LONG = f"Tệp PDF không có trang nào hoặc quá {MOST_PAGES} trang."
DISGUISED = "Tệp chứa thêm nội dung khác ngoài bản quét. Đề nghị quét lại."
HUGE = "Ảnh quá lớn (hơn {} triệu điểm ảnh). Đề nghị quét ở độ phân giải thấp hơn."
HEAVY = (
    "Kiểm tra tệp này cần nhiều bộ nhớ hơn mức cho phép. "
    "Đề nghị quét ở độ phân giải thấp hơn hoặc chia thành nhiều tệp."
)
BROKEN = "Tệp bị hỏng hoặc chưa tải đủ. Đề nghị quét lại hoặc xuất lại tệp."


class Unwanted(Exception):
    """Understood, and not accepted: the sentence says why."""


class Found(NamedTuple):
    """The bytes to keep, a small JPG of them (or nothing), the first lines that could be read."""

    kept: bytes
    preview: bytes = b""
    text: str = ""

    def packed(self) -> bytes:
        lengths = f"{len(self.kept)} {len(self.preview)}\n".encode()
        return lengths + self.kept + self.preview + self.text.encode(errors="replace")


def unpacked(said: bytes) -> Found:
    """What ``packed`` has put together. Raises ValueError for anything else."""
    lengths, _, rest = said.partition(b"\n")
    first, second = (int(one) for one in lengths.split())
    if len(rest) < first + second or not first:
        raise ValueError
    text = rest[first + second :].decode(errors="replace")
    return Found(rest[:first], rest[first : first + second], text)


def main(kind: str) -> int:
    data = sys.stdin.buffer.read()
    shut_in()
    try:
        found = look(kind, data)
    except (Unwanted, MemoryError) as refusal:
        said = HEAVY if isinstance(refusal, MemoryError) else str(refusal)
        sys.stderr.buffer.write(said.encode())
        return 3
    sys.stdout.buffer.write(found.packed())
    return 0


def shut_in() -> None:
    """Limits of the process, and no sockets."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(refuse_network)


def refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError(event)


def look(kind: str, data: bytes) -> Found:
    """What there is to keep of a file of this media type. Raises Unwanted with a sentence.

    An Office file has passed the gate of ``archives`` before: only its text is read here.
    """
    if kind.startswith(reading.OFFICE):
        try:
            return Found(data, text=reading.office_text(data))
        except (zipfile.BadZipFile, OSError, ValueError):
            raise Unwanted(BROKEN) from None
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise Unwanted(DISGUISED)
    if kind == "application/pdf":
        return Found(whole_pdf(data), text=reading.pdf_text(data))
    return redrawn(data, {"image/jpeg": "JPEG", "image/png": "PNG"}[kind])


# --- PDF: kept as it is, for it may carry an official signature -------------------------------


def whole_pdf(data: bytes) -> bytes:
    import pikepdf

    if data.rpartition(b"%%EOF")[2].strip(b" \t\r\n\x00\x1a") or b"%%EOF" not in data:
        raise Unwanted(DISGUISED if b"%%EOF" in data else BROKEN)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as document:
            if document.is_encrypted:
                raise Unwanted(LOCKED)
            if not 1 <= len(document.pages) <= MOST_PAGES or len(document.objects) > MOST_OBJECTS:
                raise Unwanted(LONG)
            # The catalogue may stand in the trailer itself, and is no object then.
            things = (document.trailer, *document.objects)
            if any(acts(one, pikepdf) for thing in things for one in parts(thing, pikepdf)):
                raise Unwanted(ACTIVE)
    except pikepdf.PasswordError:
        raise Unwanted(LOCKED) from None
    except pikepdf.PdfError:
        raise Unwanted(BROKEN) from None
    return data


def parts(thing: Any, pikepdf: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary of an object that is not an object of its own.

    Without those of chosen names. One that is an object of its own is not left out: there may be
    another way to it, on which its keys are no names.
    """
    waiting = [("", thing, 0)]
    while waiting:
        at, here, depth = waiting.pop()
        if depth > DEEPEST:
            raise Unwanted(BROKEN)
        below: list[tuple[str, Any]] = []
        if isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            found = {str(key): here[key] for key in here.keys()}  # noqa: SIM118 - no mapping
            chosen = at in CHOSEN
            if not chosen:
                yield found
            # A stream whose content lies elsewhere is fetched from there.
            if isinstance(here, pikepdf.Stream) and {"/F", "/Ref"} & found.keys():
                raise Unwanted(ACTIVE)
            below = [("" if chosen else key, one) for key, one in found.items()]
        elif isinstance(here, pikepdf.Array):
            below = [("", one) for one in here]
        waiting += [
            (key, one, depth + 1)
            for key, one in below
            if isinstance(one, pikepdf.Object) and not one.is_indirect
        ]


def acts(found: dict[str, Any], pikepdf: Any) -> bool:
    """Whether this dictionary does something by itself or holds a file."""
    if KEYS & found.keys() or (str(found.get("/S")) == "/Thread" and "/F" in found):
        return True
    for then in (found.get("/OpenAction"), found.get("/Next")):
        for one in then if isinstance(then, pikepdf.Array) else (then,):
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/S")) == "/URI":
                return True
    named = {str(found[key]) for key in ("/Type", "/Subtype") if key in found}
    return bool(named & KINDS) or ("/S" in found and str(found["/S"]) in ACTIONS)


# --- Pictures: drawn anew, upright, without what the camera noted -----------------------------


def redrawn(data: bytes, wanted: str) -> Found:
    """Drawn once, turned in its place: two pictures of that size may not fit beside each other."""
    from PIL import Image, ImageFile, ImageOps

    if any(word in lower for lower in edges(data, wanted) for word in PAGES):
        raise Unwanted(DISGUISED)
    Image.MAX_IMAGE_PIXELS = most = MOST_PIXELS[wanted]
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    huge = HUGE.format(most // 1_000_000)
    try:
        with Image.open(io.BytesIO(data), formats=[wanted]) as picture:
            if picture.width * picture.height > most:
                raise Unwanted(huge)
            noted = ("dpi", "transparency")
            kept: dict[Any, Any] = {k: v for k, v in picture.info.items() if k in noted}
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            picture.info = kept
            buffer = io.BytesIO()
            fine: dict[str, Any] = {"quality": 88, "optimize": True} if wanted == "JPEG" else {}
            picture.save(buffer, wanted, exif=b"", **fine)
            preview = smaller(picture)
    except Image.DecompressionBombError:
        raise Unwanted(huge) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Unwanted(BROKEN) from None
    return Found(buffer.getvalue(), preview)


def edges(data: bytes, wanted: str) -> tuple[bytes, bytes]:
    """The beginning, and what stands behind the picture, in small letters.

    Not what is between: packed points hold any four letters by chance, and are drawn anew.
    """
    return data[:EDGE].lower(), data.rpartition(ENDS[wanted])[2].lower()


def smaller(picture: Any) -> bytes:
    """A JPG of at most 640 points a side, on white where one sees through."""
    from PIL import Image

    # First roughly, so that nothing of the picture's own size is made a second time.
    by = min(1, 4 * PREVIEW / max(picture.size))
    small = picture.resize(
        (max(1, round(picture.width * by)), max(1, round(picture.height * by))),
        Image.Resampling.NEAREST,
    )
    if small.mode.startswith("I"):  # 16 bits of grey, of which a JPG has 8
        small = small.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in picture.info or small.mode in ("LA", "PA"):
        small = small.convert("RGBA")
    small = small if small.mode == "RGBA" else small.convert("RGB")
    small.thumbnail((PREVIEW, PREVIEW))
    if small.mode == "RGBA":
        ground = Image.new("RGB", small.size, "white")
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    buffer = io.BytesIO()
    small.info = {}
    small.save(buffer, "JPEG", quality=80, optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
