"""The HTTP face of ``roles``: find the committee, year-independent; 404 for strangers, 403 for may-not."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from units.models import Committee, Person, Unit
from units.roles import Permission


def person(request: HttpRequest) -> Person:
    """The logged-in person; ``LoginRequiredMiddleware`` has already turned everybody else away."""
    assert isinstance(request.user, Person)
    return request.user


def committee(request: HttpRequest, code: str) -> Committee:
    """The committee of this URL, remembered on the request for navigation. Raises 404 to strangers."""
    found = get_object_or_404(Committee.objects.visible_to(person(request)), code=code)
    request.committee = found  # type: ignore[attr-defined]
    return found


def unit(request: HttpRequest, code: str, unit_code: str) -> Unit:
    """A unit whose name the person may see. Raises 404 to everybody else."""
    units = Unit.objects.visible_to(person(request)).select_related("committee", "group")
    return get_object_or_404(units, committee=committee(request, code), code=unit_code)


def require(request: HttpRequest, permission: Permission, where: Committee | Unit) -> None:
    """Raises PermissionDenied (403) unless an appointment in force today grants this."""
    if not person(request).can(permission, where):
        raise PermissionDenied


def allow(answer: bool) -> None:
    """Raises PermissionDenied (403) when a rule has answered no."""
    if not answer:
        raise PermissionDenied
