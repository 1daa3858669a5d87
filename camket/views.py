"""Pages of the frame: health, and handing back a form that came too late."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, TimestampSigner
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import permission_denied

HANDED_BACK = "da-tra-lai"  # the field by which a page of ours says that it handed a text back
# Never shown back, for the browser would keep them: keys, and below which address they are keys.
# A unit has a ``code`` too, and a typed figure a ``token``.
_KEYS = {
    "csrfmiddlewaretoken": "/",
    HANDED_BACK: "/",
    "code": "/tai-khoan/",
    "token": "/khoi-dau/",
}
NAMED = "author"  # a form with this field refuses another person's name itself
NOT_KEPT = "no-store, private"
_SIGNER = TimestampSigner(salt="camket.handed_back")


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and its tables are those of this release; 503 otherwise."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    if waiting:
        return HttpResponse("migrations\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection key is no longer valid.

    A form of our own pages (the browser names us as its origin) was open while its
    person logged in anew: it is handed back with a fresh key. Any other is refused.
    """
    if request.headers.get("HX-Request"):  # the page is still there, and asks for a fresh key
        return HttpResponse(status=403)
    if request.headers.get("Origin") == settings.SITE_URL and len(request.POST) > 1:
        return keep_typed_text(request, status=403)
    return permission_denied(request, PermissionError(reason))


def keep_typed_text(request: HttpRequest, *, status: int) -> HttpResponse:
    """The posted text shown again, to be sent once more after logging in in another tab.

    Kept by no browser, also where the session has ended: "Back" would show it to the next one.
    """
    fields = [
        (name, value, _is_prose(name, value))
        for name in request.POST
        if not _is_private(name, request.path)
        for value in request.POST.getlist(name)
    ]
    context = {"fields": fields, "files": bool(request.FILES)}
    context |= {
        "mark": HANDED_BACK,
        "proof": _SIGNER.sign_object([request.path, _mark_of(request)]),
    }
    page = render(request, "send_again.html", context, status=status)
    page["Cache-Control"] = NOT_KEPT
    return page


def was_handed_back(request: HttpRequest) -> bool:
    """Whether this is a text that a page of ours handed back for this very address.

    The browser names us as the origin, and the page carries our signature, not older than the
    longest session. A page of another site can do neither.
    """
    if request.headers.get("Origin") != settings.SITE_URL:
        return False
    return _proven(request)[0] == request.path


def is_unread_by(request: HttpRequest) -> bool:
    """Whether a text handed back has not yet been shown to the person who is logged in now.

    It was typed before, by whom no server knows once the session is gone: the page is drawn again
    with the name under which it goes out, and the next press sends it.
    """
    if HANDED_BACK not in request.POST or NAMED in request.POST:
        return False
    return was_handed_back(request) and _proven(request)[1] != _mark_of(request)


def _proven(request: HttpRequest) -> tuple[str, str]:
    """The address that a text was handed back for, and the mark of who was logged in then."""
    try:
        path, mark = _SIGNER.unsign_object(
            request.POST.get(HANDED_BACK, ""), max_age=settings.SESSION_COOKIE_AGE
        )
    except (BadSignature, ValueError):
        return "", ""
    return path, mark


def _mark_of(request: HttpRequest) -> str:
    """Names the person without saying who it is; empty when nobody is logged in."""
    if not request.user.is_authenticated:
        return ""
    return salted_hmac("camket.handed_back", str(request.user.pk)).hexdigest()[:16]


def _is_prose(name: str, value: str) -> bool:
    """Words that a person has typed, to be shown; not marks and lists of numbers."""
    return name != "base" and " " in value and any(letter.isalpha() for letter in value)


def _is_private(name: str, path: str) -> bool:
    return "password" in name.lower() or (name in _KEYS and path.startswith(_KEYS[name]))
