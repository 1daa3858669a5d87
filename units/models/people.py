"""People: they log in by e-mail address; what they may do comes from their appointments alone."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from camket import clock
from units.models.versioned import Versioned
from units.roles import CARRIED, Permission, Role

if TYPE_CHECKING:
    from units.models.appointment import Appointment
    from units.models.committee import Committee
    from units.models.unit import Unit


class Scope(NamedTuple):
    """What a person may see on a day: whole committees, and single units beside them."""

    committees: frozenset[int]
    units: frozenset[int]


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: "Person") -> "PersonQuerySet":
        """People appointed where ``person`` may manage people, and the person alone otherwise."""
        everybody = person.scope(Permission.MANAGE_PEOPLE)
        of_units = person.scope(Permission.MANAGE_UNIT_PEOPLE)
        own = person.scope(Permission.MANAGE_OWN_REPORTERS)
        return self.filter(
            Q(pk=person.pk)
            | Q(appointments__committee__in=everybody.committees)
            | Q(
                appointments__committee__in=of_units.committees,
                appointments__role__in=[Role.HEAD, Role.REPORTER],
            )
            | Q(appointments__unit__in=own.units, appointments__role=Role.REPORTER)
        ).distinct()


class Person(Versioned, AbstractBaseUser, PermissionsMixin):
    """Somebody who logs in, by e-mail address. What they may do comes from appointments alone."""

    email = models.EmailField(
        "địa chỉ thư điện tử",
        max_length=200,
        unique=True,
        error_messages={"unique": "Địa chỉ thư điện tử này đã có người dùng."},
    )
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    search_key = models.CharField(max_length=400, editable=False, default="", db_index=True)
    sort_key = models.CharField(max_length=400, editable=False, default="")
    is_active = models.BooleanField("được đăng nhập", default=True)
    is_staff = models.BooleanField(default=False, editable=False)

    objects = PersonManager.from_queryset(PersonQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_unique",
                violation_error_message="Địa chỉ thư điện tử này đã có người dùng.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    @cached_property
    def posts(self) -> list["Appointment"]:
        """All appointments, past and present (one query, kept for the life of the instance)."""
        return self.appointments.select_related("committee", "unit__committee").with_carried()

    def posts_on(self, on: date | None = None) -> list["Appointment"]:
        """Appointments in force on a day; today when none is given."""
        on = on or clock.today()
        return [post for post in self.posts if post.in_force(on)]

    def contacts(self) -> str:
        """Whom to call: the support of each committee with a post in force."""
        committees = dict.fromkeys(post.committee for post in self.posts_on())
        return "; ".join(c.contact or f"Văn phòng {c.name}" for c in committees)

    def can(
        self, permission: Permission, where: "Committee | Unit", on: date | None = None
    ) -> bool:
        """Does an appointment in force grant this here?

        A committee's role reaches its units; a unit's also what its predecessors had signed.
        """
        on = on or clock.today()
        return any(permission in post.granted_at(where, on) for post in self.posts_on(on))

    def works_for(self, unit: "Unit", on: date | None = None) -> bool:
        """One of the unit's own people, or of those who carry on what it had signed."""
        on = on or clock.today()
        return any(post.unit_id == unit.pk or post.carries(unit, on) for post in self.posts_on(on))

    def scope(self, permission: Permission, on: date | None = None) -> Scope:
        """The committees and the units where a permission is granted, carried units among them."""
        on = on or clock.today()
        posts = [post for post in self.posts_on(on) if permission in post.permissions]
        of_units = [post for post in posts if post.unit_id is not None]
        goes_on = permission in CARRIED
        return Scope(
            frozenset(post.committee_id for post in posts if post.unit_id is None),
            frozenset(
                pk
                for post in of_units
                for pk in (post.units_on(on) if goes_on else [post.unit_id])
                if pk is not None
            ),
        )

    def roles_in(self, committee: "Committee | None", on: date | None = None) -> set[Role]:
        """Roles held in a committee or in one of its units."""
        if committee is None:
            return set()
        return {Role(post.role) for post in self.posts_on(on) if post.committee_id == committee.pk}
