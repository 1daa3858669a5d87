"""A stored file as a download that no browser guesses about, shows inside a page or keeps."""

from django.http import FileResponse, Http404

from camket.files.storing import stored

# Even opened as an address of its own it runs nothing and asks for nothing.
SANDBOX = "default-src 'none'; sandbox"


def download(name: str, shown_as: str, kind: str, *, attachment: bool = True) -> FileResponse:
    """The file of that name under the name people gave it (RFC 5987). Raises 404 when it is gone."""
    path = stored(name)
    if path is None:
        raise Http404
    response = FileResponse(
        path.open("rb"), as_attachment=attachment, filename=shown_as, content_type=kind
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    if attachment:
        response["Content-Security-Policy"] = SANDBOX
    return response
