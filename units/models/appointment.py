"""Dated appointments: who holds which role where. Source: domain.md §6."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q

from units.models.committee import Committee
from units.models.people import Person
from units.models.unit import Unit
from units.roles import CARRIED, ROLE_CHOICES, Permission, Role, granted


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date) -> "AppointmentQuerySet":
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def of_unit(self, unit: Unit, *roles: Role) -> "AppointmentQuerySet":
        return self.filter(unit=unit, role__in=roles)

    def of_speakers(self, unit: Unit, on: date) -> "AppointmentQuerySet":
        """Heads and reporters who speak for a unit on a day: its own, or its successor's."""
        speaker = unit.carried_by_id if unit.is_carried(on) else unit.pk
        return self.in_force(on).filter(unit=speaker, role__in=[Role.HEAD, Role.REPORTER])

    def with_carried(self) -> list["Appointment"]:
        """Each post once, knowing the units that its own one carries on (one query)."""
        found: dict[int, Appointment] = {}
        rows = self.annotate(
            carried_id=F("unit__carries"), carried_until=F("unit__carries__valid_to")
        )
        for row in rows:
            post = found.setdefault(row.pk, row)
            known = post.__dict__.setdefault("carried", {})
            unit, until = row.__dict__["carried_id"], row.__dict__["carried_until"]
            if unit is not None and until is not None:
                known[unit] = until
        return list(found.values())


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

    @cached_property
    def carried(self) -> dict[int, date]:
        """The units that this post's unit carries on, with the last day of each."""
        if self.unit_id is None:
            return {}
        ended = Unit.objects.filter(carried_by=self.unit_id).values_list("pk", "valid_to")
        return {pk: until for pk, until in ended if until is not None}

    def units_on(self, on: date) -> set[int]:
        """Its own unit, and those that ended before that day and are carried on by it."""
        own = {self.unit_id} if self.unit_id is not None else set()
        return own | {pk for pk, until in self.carried.items() if until < on}

    def granted_at(self, where: Committee | Unit, on: date) -> frozenset[Permission]:
        """What this post allows there on a day; of a carried unit only what goes on (roles.py)."""
        if self.reaches(where):
            return self.permissions
        return self.permissions & CARRIED if self.carries(where, on) else frozenset()

    def carries(self, where: Committee | Unit, on: date) -> bool:
        """Does this post's unit go on with what that one had signed, on that day?"""
        return (
            isinstance(where, Unit)
            and self.unit_id is not None
            and where.carried_by_id == self.unit_id
            and where.is_carried(on)
        )

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
