"""The process that prints: an order on stdin, the PDF on stdout, complaints on stderr.

It is started alone, without the application, and gives up what it does not need before it reads
the document: memory, processor time, the network, and every font but those of the order. Any
complaint of the printer, a missing letter above all, is a failure: exit 1 and nothing printed.
"""

import json
import logging
import mimetypes
import os
import resource
import sys
from pathlib import Path

FAMILY = "Liberation Serif"


def main() -> int:
    order = json.load(sys.stdin.buffer)
    shut_in(order["memory"], order["cpu"])
    complaints = Complaints()
    try:
        pdf = printed(order["html"], order["resources"], complaints)
    except BaseException as error:  # also the printer's own fatal errors and MemoryError
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    if complaints.lines:
        sys.stderr.write("\n".join(complaints.lines))
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


def shut_in(memory: int, cpu: int) -> None:
    """Limits of the process; no sockets; a font configuration that knows no installed font."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(refuse_network)
    config = Path("fonts.conf").absolute()
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><cachedir>{config.parent}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)


def refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError(f"{event} is not for the printer")


class Complaints(logging.Handler):
    """Collects what the printer's libraries log as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        for name in ("weasyprint", "fontTools"):
            logger = logging.getLogger(name)
            logger.handlers = [self]
            logger.setLevel(logging.WARNING)
            logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def printed(html: str, resources: dict[str, str], complaints: Complaints) -> bytes:
    """The tagged PDF; nothing is fetched but the named resources."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class NamedFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url not in resources:
                raise FatalURLFetchingError(f"not a resource of the paper: {url!r}")
            kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
            return URLFetcherResponse(
                url, Path(resources[url]).read_bytes(), {"Content-Type": kind}
            )

    document = HTML(string=html, url_fetcher=NamedFilesOnly()).render(presentational_hints=False)
    pdf = document.write_pdf(pdf_tags=True, presentational_hints=False)
    strange = {font.family for font in document.fonts.values()} - {FAMILY}
    complaints.lines.extend(f"a font of its own accord: {family}" for family in strange)
    return pdf


if __name__ == "__main__":
    sys.exit(main())
