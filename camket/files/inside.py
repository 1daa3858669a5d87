"""The process that looks into a file: its bytes on stdin, the bytes to keep on stdout.

It is started alone, without the application, and gives up memory, processor time and the network
before it parses anything. Exit 3 with a sentence on stderr: the file is understood and not wanted.
Any other failure: it could not be read. Source: trust.md T6.
"""

import io
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

MEMORY = 1 << 30  # bytes
CPU = 30  # seconds
MOST_PIXELS = 72_000_000  # an A3 sheet at 600 dots an inch
MOST_PAGES = 300
MOST_OBJECTS = 200_000
DEEPEST = 100

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
# Words of a web page: a picture with one of them is a disguise.
PAGES = (b"<script", b"<html", b"<?php", b"<svg", b"<iframe", b"<!doctype")

LOCKED = "Tệp PDF có mật khẩu hoặc bị khóa. Đề nghị xuất lại tệp không khóa."
ACTIVE = "Tệp PDF có mã chạy, biểu mẫu động hoặc tệp đính kèm bên trong. Đề nghị quét lại."
LONG = f"Tệp PDF không có trang nào hoặc quá {MOST_PAGES} trang."
DISGUISED = "Tệp chứa thêm nội dung khác ngoài bản quét. Đề nghị quét lại."
HUGE = "Ảnh quá lớn (hơn 72 triệu điểm ảnh). Đề nghị quét ở độ phân giải thấp hơn."
BROKEN = "Tệp bị hỏng hoặc chưa tải đủ. Đề nghị quét lại hoặc xuất lại tệp."


class Unwanted(Exception):
    """Understood, and not accepted: the sentence says why."""


def main(kind: str) -> int:
    data = sys.stdin.buffer.read()
    shut_in()
    try:
        kept = look(kind, data)
    except Unwanted as refusal:
        sys.stderr.buffer.write(str(refusal).encode())
        return 3
    sys.stdout.buffer.write(kept)
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


def look(kind: str, data: bytes) -> bytes:
    """The bytes to keep of a file of this media type. Raises Unwanted with a sentence."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise Unwanted(DISGUISED)
    if kind == "application/pdf":
        return whole_pdf(data)
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
            if any(acts(one) for thing in document.objects for one in parts(thing, pikepdf)):
                raise Unwanted(ACTIVE)
    except pikepdf.PasswordError:
        raise Unwanted(LOCKED) from None
    except pikepdf.PdfError:
        raise Unwanted(BROKEN) from None
    return data


def parts(thing: Any, pikepdf: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary of an object that is not an object of its own."""
    waiting = [(thing, 0)]
    while waiting:
        here, depth = waiting.pop()
        if depth > DEEPEST:
            raise Unwanted(BROKEN)
        below: list[Any] = []
        if isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            found = {str(key): here[key] for key in here.keys()}  # noqa: SIM118 - no mapping
            yield found
            below = list(found.values())
        elif isinstance(here, pikepdf.Array):
            below = list(here)
        waiting += [
            (one, depth + 1)
            for one in below
            if isinstance(one, pikepdf.Object) and not one.is_indirect
        ]


def acts(found: dict[str, Any]) -> bool:
    """Whether this dictionary does something by itself or holds a file."""
    if KEYS & found.keys():
        return True
    named = {str(found[key]) for key in ("/Type", "/Subtype") if key in found}
    return bool(named & KINDS) or ("/S" in found and str(found["/S"]) in ACTIONS)


# --- Pictures: drawn anew, upright, without what the camera noted -----------------------------


def redrawn(data: bytes, wanted: str) -> bytes:
    from PIL import Image, ImageFile, ImageOps

    lower = data.lower()
    if any(word in lower for word in PAGES):
        raise Unwanted(DISGUISED)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data), formats=[wanted]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unwanted(HUGE)
            upright = ImageOps.exif_transpose(picture)
            upright.info = {k: v for k, v in picture.info.items() if k in ("dpi", "transparency")}
            buffer = io.BytesIO()
            fine: dict[str, Any] = {"quality": 88, "optimize": True} if wanted == "JPEG" else {}
            upright.save(buffer, wanted, **fine)
    except Image.DecompressionBombError:
        raise Unwanted(HUGE) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Unwanted(BROKEN) from None
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
