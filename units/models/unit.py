"""The units that sign and report. Source: domain.md §2, §3."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from units.models.committee import Committee, Group
from units.models.people import Person
from units.models.versioned import Versioned
from units.roles import Permission


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


class Unit(Versioned):
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
    carried_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="carries",
        help_text="the successor that goes on with what this unit had signed; one step, never a chain",
    )
    search_key = models.CharField(max_length=2000, editable=False, default="")

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

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or self.valid_to >= on)

    def has_ended(self, on: date) -> bool:
        return self.valid_to is not None and self.valid_to < on

    def is_carried(self, on: date) -> bool:
        """Ended before that day, with a successor that goes on with what it had signed."""
        return self.carried_by_id is not None and self.has_ended(on)
