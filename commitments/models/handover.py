"""One person hands a unit's work over to another. Source: domain.md §6, last paragraph."""

from django.db import models
from django.db.models import Q

from units.models import Person, Unit
from units.roles import ROLE_CHOICES, Permission


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, person: Person) -> "HandoverQuerySet":
        """Of a whole committee for those who see all rows or manage units' people.

        Of their own unit, and of those it carries on, for others.
        """
        everywhere = person.scope(Permission.SEE_ALL_ROWS).committees
        everywhere |= person.scope(Permission.MANAGE_UNIT_PEOPLE).committees
        own = person.scope(Permission.SEE_OWN_ROWS)
        return self.filter(Q(unit__committee__in=everywhere) | Q(unit__in=own.units))

    def with_names(self) -> "HandoverQuerySet":
        """With all that a list row prints, so that the list stays at one query."""
        return self.select_related(
            "unit__group", "unit__committee", "leaver", "successor", "recorded_by"
        )


class Handover(models.Model):
    """A bàn giao: who, to whom, from which day, and what was open that day.

    ``items`` is the frozen list of open items: [{kind, id, label, state,
    due_on, href, note}] (workflow.open_items).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handovers")
    role = models.CharField("vai trò", max_length=12, choices=ROLE_CHOICES)
    leaver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("người mới nhận việc từ ngày")
    note = models.TextField("ghi chú bàn giao", blank=True)
    items = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"Bàn giao {self.leaver} – {self.successor}"
