"""Who: the committee, its groups and units, the people, and their dated appointments.

Source: domain.md §2, §3, §6.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from camket import clock
from units.roles import ROLE_CHOICES, Permission, Role, granted


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


class Person(AbstractBaseUser, PermissionsMixin):
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
        return list(self.appointments.select_related("committee", "unit__committee"))

    def posts_on(self, on: date | None = None) -> list["Appointment"]:
        """Appointments in force on a day; today when none is given."""
        on = on or clock.today()
        return [post for post in self.posts if post.in_force(on)]

    def can(self, permission: Permission, where: "Committee | Unit", on: date | None = None) -> bool:
        """Does an appointment in force grant this here? A committee's role reaches its units."""
        return any(
            permission in post.permissions
            for post in self.posts_on(on)
            if post.reaches(where)
        )

    def scope(self, permission: Permission, on: date | None = None) -> Scope:
        """The committees and the units where a permission is granted."""
        posts = [post for post in self.posts_on(on) if permission in post.permissions]
        return Scope(
            frozenset(post.committee_id for post in posts if post.unit_id is None),
            frozenset(post.unit_id for post in posts if post.unit_id is not None),
        )

    def roles_in(self, committee: "Committee | None", on: date | None = None) -> set[Role]:
        """Roles held in a committee or in one of its units."""
        if committee is None:
            return set()
        return {
            Role(post.role) for post in self.posts_on(on) if post.committee_id == committee.pk
        }


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, person: Person) -> "CommitteeQuerySet":
        """Committees in which the person holds an appointment today."""
        return self.filter(pk__in={post.committee_id for post in person.posts_on()})


class Committee(models.Model):
    """A cấp ủy: the tenant. Carries its identity as printed on documents (document-format.md §1.3)."""

    code = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=150, help_text="Ví dụ: Thành ủy Đông Hà")
    body_name = models.CharField(
        "tên gọi tắt trong văn bản", max_length=60, help_text="Ví dụ: Thành ủy, Đảng ủy"
    )
    level_name = models.CharField(
        "cấp hành chính", max_length=40, help_text="Ví dụ: thành phố, phường, tỉnh"
    )
    sub_unit_name = models.CharField(
        "tên gọi địa phương trực thuộc", max_length=40, default="phường"
    )
    printed_superior = models.CharField(
        "cơ quan cấp trên, như in trên văn bản", max_length=150, blank=True
    )
    printed_name = models.TextField(
        "tên cơ quan, như in trên văn bản", help_text="Có thể ngắt dòng bằng phím Enter"
    )
    place = models.CharField("địa danh", max_length=60)
    symbol = models.CharField("ký hiệu", max_length=12, help_text="Ví dụ: TU, ĐU")
    signing_authority = models.CharField(
        "quyền hạn ký", max_length=100, default="T/M BAN THƯỜNG VỤ"
    )
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi dòng một nơi nhận")
    first_year = models.PositiveSmallIntegerField("năm đầu thực hiện cam kết")
    contact = models.CharField(
        "liên hệ khi cần hỗ trợ", max_length=200, blank=True, help_text="Họ tên, số điện thoại"
    )
    unit = models.OneToOneField(
        "Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_committee",
        help_text="the unit that this committee is in a committee above",
    )

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A numbered heading of part II of the Báo cáo; ordered and nested."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="groups")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    code = models.CharField("mã", max_length=40)
    number = models.CharField("số mục", max_length=10, blank=True)
    heading = models.CharField("tên mục trong báo cáo", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=60)
    rank = models.PositiveSmallIntegerField("thứ tự", default=0)
    first_year = models.PositiveSmallIntegerField("năm đầu thực hiện", null=True, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "code"], name="group_code_unique")
        ]

    def __str__(self) -> str:
        return self.short_name


class UnitKind(models.TextChoices):
    WARD = "WARD", "Xã, phường"
    DEPARTMENT = "DEPARTMENT", "Phòng chuyên môn"
    INTERNAL_AFFAIRS = "INTERNAL_AFFAIRS", "Cơ quan nội chính"
    PARTY_BODY = "PARTY_BODY", "Cơ quan Đảng"
    MASS_ORGANISATION = "MASS_ORGANISATION", "Mặt trận, đoàn thể"
    OTHER = "OTHER", "Cơ quan khác"


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, person: Person) -> "UnitQuerySet":
        """Units whose name the person may see: all of a committee, or their own."""
        everywhere = person.scope(Permission.SEE_ALL_UNITS)
        own = person.scope(Permission.SEE_OWN_ROWS)
        return self.filter(Q(committee__in=everywhere.committees) | Q(pk__in=own.units))

    def in_force(self, on: date) -> "UnitQuerySet":
        return self.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))


class Unit(models.Model):
    """A địa phương, cơ quan or đơn vị. Listed by rank, never by the alphabet."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="units")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="units")
    kind = models.CharField("loại", max_length=20, choices=UnitKind)
    code = models.SlugField("mã", max_length=60)
    full_name = models.CharField("tên đầy đủ", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=80)
    report_name = models.CharField("tên in trong báo cáo", max_length=120)
    collective = models.CharField(
        "tập thể lãnh đạo", max_length=150, help_text="Ví dụ: Ban Thường vụ Đảng ủy phường"
    )
    head_post = models.CharField("chức vụ người đứng đầu", max_length=120)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    rank = models.PositiveSmallIntegerField("thứ tự", default=0)
    valid_from = models.DateField("hoạt động từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors"
    )
    search_key = models.CharField(max_length=400, editable=False, default="")

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["group__rank", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"],
                name="unit_code_unique",
                violation_error_message="Mã đơn vị này đã được dùng.",
            ),
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu hoạt động.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


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
        ordering = ["committee", "unit__rank", "role", "-starts_on"]
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
    return {post.unit_id: post for post in posts.select_related("person").order_by("starts_on")}
