"""Merges, splits and renamings, and the names units had before. Source: domain.md §3."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db import models

from camket.text import format_date
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
        return f"{self.get_kind_display().lower()} từ {format_date(self.starts_on)}"

    @property
    def became(self) -> str:
        """'hợp nhất vào Phường 5 từ 01/7/2021', of the units that ended."""
        names = [name for name, _ in self.names_after]
        day = format_date(self.starts_on)
        if self.kind == ReorganisationKind.MERGE:
            return f"hợp nhất vào {names[0]} từ {day}"
        return f"chia tách thành {', '.join(names)} từ {day}"

    @property
    def names_before(self) -> list[tuple[str, str]]:
        """(name as it was, code) of each unit before."""
        return self._names("before")

    @property
    def names_after(self) -> list[tuple[str, str]]:
        return self._names("after")

    def _names(self, side: str) -> list[tuple[str, str]]:
        return [(unit["name"], unit["code"]) for unit in self.detail.get(side, [])]


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


class Past(NamedTuple):
    """What a unit was called before, newest first, and what became of it, in words."""

    names: list[FormerName]
    became: str


def pasts_of(units: Collection[Unit]) -> dict[int, Past]:
    """The past of each of these units, by unit id (two queries)."""
    found = {unit.pk: Past([], "") for unit in units}
    for row in FormerName.objects.filter(unit__in=list(found)).order_by("-until", "pk"):
        found[row.unit_id].names.append(row)
    ended = [unit.pk for unit in units if unit.carried_by_id is not None]
    changes = Reorganisation.objects.filter(before__in=ended).exclude(
        kind=ReorganisationKind.RENAME
    )
    for change in changes.prefetch_related("before").order_by("pk"):
        for unit in change.before.all():
            if unit.pk in found:
                found[unit.pk] = found[unit.pk]._replace(became=change.became)
    return found


def names_on(units: Iterable[Unit], on: date) -> dict[int, FormerName]:
    """The names of a day, of those units that were called otherwise then, by unit id (one query)."""
    rows = FormerName.objects.filter(unit__in=[unit.pk for unit in units], until__gte=on)
    return {row.unit_id: row for row in rows.order_by("-until")}
