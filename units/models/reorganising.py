"""Merges, splits and renamings, and the names units had before. Source: domain.md §3."""

from collections.abc import Iterable
from datetime import date

from django.db import models

from units.models.committee import Committee
from units.models.people import Person
from units.models.unit import Unit


class ReorganisationKind(models.TextChoices):
    MERGE = "MERGE", "Hợp nhất, sáp nhập"
    SPLIT = "SPLIT", "Chia tách"
    RENAME = "RENAME", "Đổi tên"


class Reorganisation(models.Model):
    """One change of units, in force from a day, with the decision it rests on. Never changed."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="reorganisations"
    )
    kind = models.CharField("hình thức", max_length=10, choices=ReorganisationKind)
    starts_on = models.DateField("hiệu lực từ ngày")
    decision = models.CharField("căn cứ", max_length=300)
    before = models.ManyToManyField(Unit, related_name="reorganised_by")
    after = models.ManyToManyField(Unit, related_name="made_by")
    detail = models.JSONField(default=dict, help_text="names before and after, as they were")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} từ {self.starts_on:%d/%m/%Y}"


class FormerName(models.Model):
    """What a unit was called up to a day (inclusive)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="former_names")
    until = models.DateField()
    full_name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    report_name = models.CharField(max_length=120)
    collective = models.CharField(max_length=150)
    head_post = models.CharField(max_length=120)

    class Meta:
        ordering = ["unit", "-until"]
        constraints = [models.UniqueConstraint(fields=["unit", "until"], name="former_name_unique")]

    def __str__(self) -> str:
        return self.short_name


NAMES = ("full_name", "short_name", "report_name", "collective", "head_post")


def names_on(units: Iterable[Unit], on: date) -> dict[int, FormerName]:
    """The names of a day, of those units that were called otherwise then, by unit id (one query)."""
    rows = FormerName.objects.filter(unit__in=[unit.pk for unit in units], until__gte=on)
    return {row.unit_id: row for row in rows.order_by("-until")}
