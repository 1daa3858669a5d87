"""A yêu cầu giải trình: asked downwards about something red, answered by a date. Source: domain.md §2."""

from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q

from camket import clock
from commitments.models.commitment import Commitment
from commitments.models.progress import ProgressReport
from commitments.models.task import Task
from commitments.models.year import Year
from commitments.states import ExplanationState
from units.models import Person


class AskedLast(NamedTuple):
    """What was asked last: ``tasks`` by unit code and number, ``reports`` by code and quarter."""

    tasks: dict[str, dict[int, "Explanation"]]
    reports: dict[str, dict[int, "Explanation"]]


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    def visible_to(self, person: Person) -> "ExplanationQuerySet":
        return self.filter(commitment__in=Commitment.objects.visible_to(person))

    def of_year(self, year: Year) -> "ExplanationQuerySet":
        return self.filter(commitment__year=year)

    def late(self, on: date) -> "ExplanationQuerySet":
        """Past the answer's date and not answered."""
        return self.filter(state=ExplanationState.OPEN, due_on__lt=on)

    def the_last_one_last(self) -> "ExplanationQuerySet":
        """Without what was taken back; of one thing the newest answer after others, the open one last."""
        rows = self.exclude(state=ExplanationState.WITHDRAWN)
        return rows.order_by(F("answered_at").asc(nulls_last=True), "pk")

    def asked_last(self, year: Year) -> AskedLast:
        """What was asked last of each thing (one query), for pages that draw what is red."""
        found = AskedLast({}, {})
        rows = self.of_year(year).the_last_one_last()
        for row in rows.select_related("commitment__unit", "task", "report__period").defer(
            "commitment__content"
        ):
            code = row.commitment.unit.code
            if row.task:
                found.tasks.setdefault(code, {})[row.task.number] = row
            elif row.report:
                found.reports.setdefault(code, {})[row.report.period.quarter] = row
        return found

    def with_names(self) -> "ExplanationQuerySet":
        return self.select_related(
            "commitment__year__committee",
            "commitment__unit__group",
            "task",
            "report__period__year",
            "asked_by",
            "answered_by",
        ).defer("commitment__content")


class Explanation(models.Model):
    """On one task, or on a report that is overdue; ``about`` says in words what was red that day."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="explanations"
    )
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="explanations"
    )
    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, null=True, blank=True, related_name="explanations"
    )
    state = models.CharField(max_length=10, choices=ExplanationState, default=ExplanationState.OPEN)
    about = models.CharField("về việc", max_length=300)
    question = models.TextField("nội dung cần giải trình")
    due_on = models.DateField("trả lời trước hết ngày")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    answer = models.TextField("giải trình của đơn vị", blank=True)
    version = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.CharField(max_length=200, blank=True)

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="explanation_is_about_something",
                condition=Q(task__isnull=False) | Q(report__isnull=False),
            ),
            models.CheckConstraint(
                name="explanation_answered_says_what",
                condition=~Q(state="ANSWERED") | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu giải trình – {self.commitment.unit.short_name}"

    def days_late(self, on: date) -> int:
        """Whole days past the answer's date, on the day of the answer or else on ``on``."""
        if self.state == ExplanationState.WITHDRAWN:
            return 0
        until = clock.local_date(self.answered_at) if self.answered_at else on
        return max((until - self.due_on).days, 0)
