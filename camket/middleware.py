"""What happens around every request: limits of a session, closed doors, headers."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, get_script_prefix, resolve

from camket.views import NOT_KEPT, is_unread_by, keep_typed_text, was_handed_back

GetResponse = Callable[[HttpRequest], HttpResponse]

SESSION_OVER = "Phiên làm việc đã hết hạn vì lý do an toàn. Mời đồng chí đăng nhập lại."
REQUEST_MOST = 64 * 1024 * 1024  # bytes of a whole request: three files at a task, and the text
_LOGOUTS = ("account_logout", "admin:logout")
_NOTE_SEEN_EVERY = 60  # seconds; a write at each click would queue behind the real ones


def session_limits(get_response: GetResponse) -> GetResponse:
    """Ends a session left idle for 30 minutes or begun 10 hours ago.

    Reads the machine's clock, not `camket.clock`: a demonstration's fixed day must
    not keep a session alive for ever.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and _is_over(request, time.time()):
            logout(request)
            messages.info(request, SESSION_OVER)
        return get_response(request)

    return middleware


def no_store(get_response: GetResponse) -> GetResponse:
    """Pages of a logged-in person are kept by no browser and no cache on the way.

    After a logout "Back" would otherwise show them to the next one at a shared computer. The logout
    itself also empties the browser's stores, where the quarter's form keeps a copy of what is typed,
    even when the session was gone before; one that is refused, as when another site posts it,
    empties nothing.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        inside = request.user.is_authenticated  # by the end of the request it may be nobody
        response = get_response(request)
        if inside and "Cache-Control" not in response:
            response["Cache-Control"] = NOT_KEPT
        if _is_logout(request) and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def _is_logout(request: HttpRequest) -> bool:
    """Whether somebody pressed it on a page of ours: Django's check has let the form through."""
    match = request.resolver_match
    is_ours = request.method == "POST" and getattr(request, "csrf_processing_done", False)
    return bool(is_ours and match and match.view_name in _LOGOUTS)


def _is_over(request: HttpRequest, now: float) -> bool:
    """Whether the session's time is up; notes on the way that it was seen."""
    session = request.session
    began = session.setdefault("began", now)
    seen = session.setdefault("seen", now)
    if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
        return True
    if now - seen > _NOTE_SEEN_EVERY:
        session["seen"] = now
    return False


class LoginRequired(LoginRequiredMiddleware):
    """Every page asks for a login unless it says otherwise; a posted text is handed back."""

    def process_view(self, request: HttpRequest, *view: Any) -> Any:
        refused = super().process_view(request, *view)
        is_inside = refused is None and request.user.is_authenticated
        if is_inside and request.method == "POST" and is_unread_by(request):
            return keep_typed_text(request, status=409)
        return refused

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.headers.get("HX-Request"):  # the page is still there, with everything typed
            return HttpResponse(status=401)
        if request.method == "POST" and len(request.POST) > 1:
            return keep_typed_text(request, status=401)
        return super().handle_no_permission(request, view_func)


def one_press(get_response: GetResponse) -> GetResponse:
    """A text handed back after a lost session is sent without a detour.

    The login in another tab has changed the protection key since that page was drawn; without
    this, the first press would only fetch the new one. Stands below Django's own check.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and was_handed_back(request):
            typed = request.POST.copy()
            typed["csrfmiddlewaretoken"] = get_token(request)
            request.POST = typed  # type: ignore[assignment]
        return get_response(request)

    return middleware


def method_not_allowed(get_response: GetResponse) -> GetResponse:
    """A deed's address, opened or loaded again: on to the page that it belongs to, the next above.

    A refusal is drawn at the address of its deed and stays in the browser's line. 303: this address
    is read nowhere. What only reads and is sent a form says so in a page of our own.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content or not request.accepts("text/html"):
            return response
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(_page_above(request), status=303)
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def _page_above(request: HttpRequest) -> str:
    """The nearest address above that is an address at all, asked the same; the first page has none."""
    path = request.path_info
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        with suppress(Resolver404):
            resolve(path)
            break
    asked = request.META.get("QUERY_STRING")
    return get_script_prefix() + path.removeprefix("/") + (f"?{asked}" if asked else "")


def request_size(get_response: GetResponse) -> GetResponse:
    """More than the machine takes at once is refused before a byte of it is read, in our own words.

    Whatever stands in front may have no limit, or a page in another language. Stands above all that
    reads a form.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) <= REQUEST_MOST:
            return get_response(request)
        page = HttpResponse(render_to_string("413.html"), status=413)
        page["Cache-Control"] = NOT_KEPT
        return page

    return middleware


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Switches off what no page here ever needs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        return response

    return middleware
