"""Pages of the frame: health, and handing back a form that came too late."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import permission_denied

# Never shown back, for the browser would keep them: keys, and below which address they are keys.
# A unit has a ``code`` too, and a typed figure a ``token``.
_KEYS = {"csrfmiddlewaretoken": "/", "code": "/tai-khoan/", "token": "/khoi-dau/"}


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
    if request.headers.get("Origin") == settings.SITE_URL and len(request.POST) > 1:
        return keep_typed_text(request, status=403)
    return permission_denied(request, PermissionError(reason))


def keep_typed_text(request: HttpRequest, *, status: int) -> HttpResponse:
    """The posted text shown again, to be sent once more after logging in in another tab."""
    fields = [
        (name, value)
        for name in request.POST
        if not _is_private(name, request.path)
        for value in request.POST.getlist(name)
    ]
    return render(request, "send_again.html", {"fields": fields}, status=status)


def _is_private(name: str, path: str) -> bool:
    return "password" in name.lower() or (name in _KEYS and path.startswith(_KEYS[name]))
