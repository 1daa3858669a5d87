"""What happens around every request: limits of a session, closed doors, headers."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from camket.views import keep_typed_text

GetResponse = Callable[[HttpRequest], HttpResponse]

SESSION_OVER = "Phiên làm việc đã hết hạn vì lý do an toàn. Mời đồng chí đăng nhập lại."
NOT_KEPT = "no-store, private"
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

    After a logout "Back" would otherwise show them to the next one at a shared computer.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        inside = request.user.is_authenticated  # by the end of the request it may be nobody
        response = get_response(request)
        if inside and "Cache-Control" not in response:
            response["Cache-Control"] = NOT_KEPT
        return response

    return middleware


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

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.method == "POST" and len(request.POST) > 1:
            return keep_typed_text(request, status=401)
        return super().handle_no_permission(request, view_func)


def method_not_allowed(get_response: GetResponse) -> GetResponse:
    """A page that only takes a form, opened as an address: said in a page of our own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content or not request.accepts("text/html"):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Switches off what no page here ever needs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        return response

    return middleware
