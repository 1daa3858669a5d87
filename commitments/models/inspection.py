"""Inspections of a year: planned, held, what was found, what was verified, what is to be mended.

Source: domain.md §2, §5, §6, §7 (the value verified by inspection stands apart).
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.db.models.functions import ExtractQuarter

from camket import clock
from commitments import periods
from commitments.models.choices import Compared, InspectionForm
from commitments.models.commitment import Commitment, CommitmentQuerySet
from commitments.models.progress import TaskProgress
from commitments.models.task import Milestone, Task
from commitments.models.year import Year
from commitments.progress import Status
from commitments.states import ActionState, InspectionState
from units.models import Person
from units.roles import Permission


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, person: Person) -> "InspectionQuerySet":
        return self.filter(commitment__in=Commitment.objects.visible_to(person))

    def with_names(self) -> "InspectionQuerySet":
        return self.select_related(
            "commitment__year__committee", "commitment__unit__group", "led_by"
        ).defer("commitment__content")

    def with_counted(self) -> "InspectionQuerySet":
        """Each with ``counted_in``: the quarter in which every list, filter and count has it.

        Held: where it was held; not held, or on a day in another year: where it is planned.
        """
        in_time = Q(state=InspectionState.DONE, held_on__year=F("commitment__year__year"))
        return self.annotate(
            counted_in=Case(
                When(in_time, then=ExtractQuarter("held_on")),
                default=F("quarter"),
                output_field=models.PositiveSmallIntegerField(),
            )
        )

    def by_quarter(self) -> dict[int, dict[str, int]]:
        """How many of a year are ``planned``, ``held``, ``cancelled`` in each quarter (one query).

        By ``counted_in``.
        """
        rows: Any = self.with_counted().order_by()
        counted = rows.values("counted_in").annotate(
            planned=Count("pk", filter=Q(state=InspectionState.PLANNED)),
            held=Count("pk", filter=Q(state=InspectionState.DONE)),
            cancelled=Count("pk", filter=Q(state=InspectionState.CANCELLED)),
        )
        found = {row.pop("counted_in"): row for row in counted}
        none = {"planned": 0, "held": 0, "cancelled": 0}
        return {quarter: found.get(quarter, none) for quarter in periods.QUARTERS}


def with_coverage(commitments: CommitmentQuerySet) -> CommitmentQuerySet:
    """Each with ``held`` and ``planned``: an inspection of it was held, or still stands on the plan."""
    rows = Inspection.objects.filter(commitment=OuterRef("pk"))
    return commitments.annotate(
        held=Exists(rows.filter(state=InspectionState.DONE)),
        planned=Exists(rows.filter(state=InspectionState.PLANNED)),
    )


class Inspection(models.Model):
    """One line of the year's plan, then what came of it. ``quarter`` is the quarter it is planned for."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="inspections")
    state = models.CharField(
        max_length=10, choices=InspectionState, default=InspectionState.PLANNED
    )
    version = models.PositiveIntegerField(default=1)
    form = models.CharField(
        "hình thức", max_length=15, choices=InspectionForm, default=InspectionForm.INSPECTION
    )
    quarter = models.PositiveSmallIntegerField("quý")
    planned_on = models.DateField("ngày dự kiến", null=True, blank=True)
    purpose = models.TextField("nội dung kiểm tra")
    led_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="trưởng đoàn",
    )  # fmt: skip
    team = models.CharField("thành phần đoàn", max_length=300, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    held_on = models.DateField("ngày kiểm tra", null=True, blank=True)
    conclusion = models.TextField("kết luận", blank=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_because = models.TextField("lý do không tiến hành", blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "quarter", "planned_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="inspection_quarter_is_1_to_4", condition=Q(quarter__gte=1, quarter__lte=4)
            ),
            models.CheckConstraint(
                name="inspection_done_has_a_day",
                condition=~Q(state="DONE") | (Q(held_on__isnull=False) & ~Q(conclusion="")),
            ),
            models.CheckConstraint(
                name="inspection_cancelled_says_why",
                condition=~Q(state="CANCELLED") | ~Q(cancelled_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.commitment.unit.short_name}, quý {self.quarter}"

    @property
    def called(self) -> str:
        """What it is, within a sentence: 'kiểm tra', 'giám sát', 'làm việc trực tiếp'."""
        return self.get_form_display().lower()

    @property
    def state_word(self) -> str:
        """How it stands, by what it is: 'Đã giám sát', 'Theo kế hoạch'."""
        if self.state == InspectionState.DONE:
            return f"Đã {self.called}"
        return self.get_state_display()

    @property
    def is_begun(self) -> bool:
        """Something was found or verified (one query)."""
        rows = Inspection.objects.filter(pk=self.pk)
        return rows.filter(Q(findings__isnull=False) | Q(verified__isnull=False)).exists()


class Finding(models.Model):
    """What was found, on a task or in general."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    text = models.TextField("nội dung phát hiện")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["inspection", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class VerifiedValue(models.Model):
    """What the inspectors found a task to stand at, beside what its unit had reported.

    ``reported_*`` is the answer as the round froze it that the inspectors read (its number:
    ``reported_round``), so that nothing of it moves when the unit hands in again; without a round
    ``reported_status`` is empty. ``reported_steps``: ids of the milestones reported done.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="verified")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="verified")
    answer = models.ForeignKey(
        TaskProgress, on_delete=models.PROTECT, null=True, related_name="verified",
        help_text="the row whose frozen value it stands beside",
    )  # fmt: skip
    reported_round = models.PositiveSmallIntegerField(null=True)
    reported_status = models.CharField(max_length=12, choices=Status, blank=True)
    reported_value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    reported_completion = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    reported_steps = models.JSONField(default=list)
    compared = models.CharField(
        max_length=6,
        choices=Compared,
        blank=True,
        help_text="with the reported one, where there is one",
    )
    quarter = models.PositiveSmallIntegerField("đến hết quý")
    value = models.DecimalField(
        "kết quả xác minh", max_digits=18, decimal_places=4, null=True, blank=True
    )
    status = models.CharField("trạng thái xác minh", max_length=12, choices=Status)
    done_milestones = models.ManyToManyField(
        Milestone, blank=True, related_name="+", verbose_name="mốc xác minh đã hoàn thành"
    )
    completion = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    note = models.TextField("căn cứ xác minh", blank=True)
    verified_at = models.DateTimeField()
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["inspection", "task__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "task"], name="verified_once"),
            models.CheckConstraint(
                name="verified_quarter_is_1_to_4", condition=Q(quarter__gte=1, quarter__lte=4)
            ),
        ]

    def __str__(self) -> str:
        return f"Xác minh nhiệm vụ {self.task.number}"


class ActionPointQuerySet(models.QuerySet["ActionPoint"]):
    def visible_to(self, person: Person) -> "ActionPointQuerySet":
        """All of a committee to those who read all; a unit reads its own once it is concluded."""
        everywhere = person.scope(Permission.SEE_ALL_ROWS)
        own = person.scope(Permission.SEE_OWN_ROWS)
        return self.filter(
            Q(finding__inspection__commitment__year__committee__in=everywhere.committees)
            | Q(
                finding__inspection__commitment__unit__in=own.units,
                finding__inspection__state=InspectionState.DONE,
            )
        )

    def of_year(self, year: Year) -> "ActionPointQuerySet":
        """Those that have been put to a unit of this year: of concluded inspections."""
        return self.filter(
            finding__inspection__commitment__year=year,
            finding__inspection__state=InspectionState.DONE,
        )

    def late(self, on: date) -> "ActionPointQuerySet":
        return self.filter(state=ActionState.OPEN, due_on__lt=on)

    def counts(self, on: date) -> dict[str, int]:
        """``all``, ``open``, ``late`` of these on a day, ``done``, ``verified`` (one query)."""
        is_open = Q(state=ActionState.OPEN)
        return self.aggregate(
            all=Count("pk"),
            open=Count("pk", filter=is_open),
            late=Count("pk", filter=is_open & Q(due_on__lt=on)),
            done=Count("pk", filter=Q(state=ActionState.DONE)),
            verified=Count("pk", filter=Q(state=ActionState.VERIFIED)),
        )

    def with_names(self) -> "ActionPointQuerySet":
        return self.select_related(
            "finding__inspection__commitment__year__committee",
            "finding__inspection__commitment__unit__group",
            "finding__task",
            "finding__inspection__led_by",
            "done_by",
            "verified_by",
        ).defer("finding__inspection__commitment__content")


class ActionPoint(models.Model):
    """What the unit must mend after a finding; closed by somebody else than who did it."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="action_points")
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.OPEN)
    text = models.TextField("yêu cầu khắc phục")
    due_on = models.DateField("hạn khắc phục")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_note = models.TextField("kết quả khắc phục", blank=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verified_note = models.TextField("ý kiến xác nhận", blank=True)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="action_done_says_how",
                condition=Q(state="OPEN")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(done_note="")),
            ),
            models.CheckConstraint(
                name="action_verified_by_somebody_else",
                condition=~Q(state="VERIFIED")
                | (
                    Q(verified_at__isnull=False, verified_by__isnull=False)
                    & ~Q(verified_by=F("done_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def days_late(self, on: date) -> int:
        """Days past the due day: until it was reported done, while it is open until ``on``."""
        ended = on
        if self.state != ActionState.OPEN and self.done_at:
            ended = clock.local_date(self.done_at)
        return max(0, (ended - self.due_on).days)
