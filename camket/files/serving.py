"""A stored file as a download that no browser guesses about, shows inside a page or keeps."""

import logging

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from camket.files.storing import stored

logger = logging.getLogger(__name__)

# Even opened as an address of its own it runs nothing and asks for nothing.
SANDBOX = "default-src 'none'; sandbox"
AGAIN_IN = 120  # seconds, as a page without its file says


def download(
    name: str, shown_as: str, kind: str, *, attachment: bool = True
) -> FileResponse | HttpResponse:
    """The file of that name under the name people gave it (RFC 5987). Raises 404 when it is gone.

    Always the whole file: no part of it and no mark by which a browser would keep it. A storage that
    does not answer is a page that says so (503).
    """
    try:
        found = stored(name)
        file = found.open() if found else None
    except OSError:
        logger.exception("%s could not be read", name)
        return _unreachable()
    if file is None:
        raise Http404
    response = FileResponse(file, as_attachment=attachment, filename=shown_as, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Accept-Ranges"] = "none"
    if attachment:
        response["Content-Security-Policy"] = SANDBOX
    return response


def picture(name: str) -> HttpResponseBase:
    """A small picture we have drawn ourselves, shown in its place on a page. Raises 404 likewise."""
    response = download(name, "hinh-xem-truoc.jpg", "image/jpeg", attachment=False)
    if response.status_code == 200:
        response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _unreachable() -> HttpResponse:
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Cache-Control"] = "private, no-store"
    response["Retry-After"] = str(AGAIN_IN)
    return response
