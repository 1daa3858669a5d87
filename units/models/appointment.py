"""Dated appointments: who holds which role where. Source: domain.md §6."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q

from units.models.committee import Committee
from units.models.people import Person
from units.models.unit import Unit
from units.roles import ROLE_CHOICES, Permission, Role, granted


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date) -> "AppointmentQuerySet":
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def of_unit(self, unit: Unit, *roles: Role) -> "AppointmentQuerySet":
        return self.filter(unit=unit, role__in=roles)


class Appointment(models.Model):
    """A person in a role from a day to a day. A handover ends one and starts the next."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    role = models.CharField("vai trò", max_length=12, choices=ROLE_CHOICES)
    position = models.CharField("chức vụ", max_length=150)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    may_submit = models.BooleanField("được gửi thay người đứng đầu", default=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["committee", "unit__rank", "role", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_unit_fits_role",
                condition=Q(role__in=["HEAD", "REPORTER"], unit__isnull=False)
                | (~Q(role__in=["HEAD", "REPORTER"]) & Q(unit__isnull=True)),
                violation_error_message="Vai trò của đơn vị phải gắn với một đơn vị.",
            ),
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                name="appointment_may_submit_is_for_reporters",
                condition=Q(may_submit=False) | Q(role="REPORTER"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.position}"

    @property
    def permissions(self) -> frozenset[Permission]:
        return granted(Role(self.role), may_submit=self.may_submit)

    def in_force(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)

    def reaches(self, where: Committee | Unit) -> bool:
        """A committee's appointment reaches every unit of it; a unit's only its own unit.

        Asked about a whole committee, a unit's appointment answers yes: its permissions there are
        only those that concern everybody (reading the year, the issued report).
        """
        if isinstance(where, Unit):
            same_unit = self.unit_id == where.pk
            return same_unit or (self.unit_id is None and self.committee_id == where.committee_id)
        return self.committee_id == where.pk


def heads_on(units: Iterable[Unit], on: date) -> dict[int, Appointment]:
    """The head of each unit on a day, by unit id (one query)."""
    posts = Appointment.objects.in_force(on).filter(unit__in=units, role=Role.HEAD)
    posts = posts.select_related("person").order_by("starts_on", "pk")
    return {post.unit_id: post for post in posts if post.unit_id is not None}


class Staff(NamedTuple):
    """Who speaks for a unit on a day."""

    head: Appointment | None
    reporters: list[Appointment]


def staff_on(units: Iterable[Unit], on: date) -> dict[int, Staff]:
    """Head and reporters of each of these units on a day, by unit id (one query)."""
    found = {unit.pk: Staff(None, []) for unit in units}
    posts = Appointment.objects.in_force(on).filter(
        unit__in=list(found), role__in=[Role.HEAD, Role.REPORTER]
    )
    for post in posts.select_related("person").order_by("starts_on", "pk"):
        unit_id = post.unit_id
        assert unit_id is not None
        if post.role == Role.HEAD:
            found[unit_id] = found[unit_id]._replace(head=post)
        else:
            found[unit_id].reporters.append(post)
    return found
