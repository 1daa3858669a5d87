"""An uploaded workbook on its way in: read, previewed, confirmed, applied. Source: trust.md T8."""

import uuid

from django.db import models

from commitments.models.year import Year
from commitments.states import ImportState
from units.models import Committee, Person
from units.roles import Permission


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, person: Person) -> "ImportRunQuerySet":
        """Those of the committees whose units the person manages."""
        managed = person.scope(Permission.MANAGE_UNITS)
        return self.filter(committee__in=managed.committees)


class ImportRun(models.Model):
    """One workbook. ``rows`` is the outcome of every row, ``plan`` what confirming would write.

    The row is the queue: a worker claims it with a lease, as it does a print (trust.md F2, F17).
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="imports")
    year = models.ForeignKey(Year, on_delete=models.PROTECT, null=True, related_name="imports")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.QUEUED)
    original_name = models.CharField(max_length=255)
    file = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    convert = models.BooleanField(default=False, help_text="consent to convert an old encoding")
    invite = models.BooleanField(default=True, help_text="mail new people their link at once")
    rows = models.JSONField(default=list)
    plan = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.original_name
