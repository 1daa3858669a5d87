"""The tasks of a commitment, the steps of their roadmaps, what the Office would change in them."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Avg, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from commitments.models.basis import LegalBasis
from commitments.models.choices import Choice, TaskKind, TaskOrigin, TaskResponsibility
from commitments.models.commitment import Commitment
from commitments.progress import Keep
from commitments.quality import CRITERIA
from commitments.states import SIGNED_STATES, SuggestionState
from units.models import Person, Unit


def in_force(on: date, of: str = "") -> Q:
    """Tasks promised on a day: without those that an amendment added later, or had withdrawn.

    ``of`` leads to the task: ``in_force(on, "task__")`` for rows that point at one.
    """
    joined = Q(**{f"{of}joined_on": None}) | Q(**{f"{of}joined_on__lte": on})
    return joined & (Q(**{f"{of}left_on": None}) | Q(**{f"{of}left_on__gt": on}))


def due_on_day(on: date, of: str = "") -> Coalesce:
    """The due date that was in force on a day, before the amendments decided after it."""
    former = FormerDue.objects.filter(task=OuterRef(f"{of}pk"), until__gt=on).order_by("until")
    return Coalesce(Subquery(former.values("due_on")[:1]), F(f"{of}due_on"))


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, person: Person) -> "TaskQuerySet":
        return self.filter(commitment__in=Commitment.objects.visible_to(person))

    def in_force(self, on: date) -> "TaskQuerySet":
        """Without those that an amendment added after that day, or had withdrawn by then."""
        return self.filter(in_force(on))

    def of_last_year(self, commitment: Commitment) -> "TaskQuerySet":
        """What the unit, or those it came from, had signed the year before and kept to the end.

        With unit and year; in the order of the units and their numbers.
        """
        unit = Q(pk=commitment.unit_id)
        units = Unit.objects.filter(
            unit | Q(successors=commitment.unit_id) | Q(carried_by=commitment.unit_id)
        )
        return (
            self.filter(
                commitment__unit__in=units,
                commitment__year__committee=commitment.year.committee_id,
                commitment__year__year=commitment.year.year - 1,
                commitment__state__in=SIGNED_STATES,
                left_on=None,
            )
            .select_related("commitment__year__committee", "commitment__unit")
            .order_by("commitment__unit__rank", "commitment", "number")
        )

    def to_sign(self) -> "TaskQuerySet":
        """Without what the Office has not chosen: what the 3-5 rule counts."""
        return self.exclude(choice=Choice.NOT_CHOSEN)

    def clarity_percent(self) -> float | None:
        """Criteria met of the 6 rõ in percent, over these tasks; None without a task (one query)."""
        found = self.filter(left_on=None).aggregate(met=Avg("clarity"))["met"]
        return None if found is None else float(found) * 100 / CRITERIA


class Task(models.Model):
    """One line of a commitment: the thing counted as "9/9 nhiệm vụ, đầu việc".

    A quantity task has a ``target``; a milestone task has none and is measured by its milestones.
    ``clarity`` is computed by ``commitments.quality`` whenever the row is written.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    title = models.TextField("nội dung cam kết")
    kind = models.CharField("loại", max_length=12, choices=TaskKind, default=TaskKind.KEY)
    origin = models.CharField(max_length=10, choices=TaskOrigin, default=TaskOrigin.REGISTERED)
    responsibility = models.CharField(
        "trách nhiệm",
        max_length=10,
        choices=TaskResponsibility,
        default=TaskResponsibility.COLLECTIVE,
    )
    owner_name = models.CharField("người phụ trách", max_length=120, blank=True)
    owner_post = models.CharField("chức vụ", max_length=150, blank=True)
    supporting_units: models.ManyToManyField = models.ManyToManyField(
        Unit,
        through="Support",
        blank=True,
        related_name="supported_tasks",
        verbose_name="đơn vị phối hợp",
    )
    product = models.TextField("sản phẩm, kết quả phải đạt", blank=True)
    basis = models.TextField("căn cứ, thẩm quyền", blank=True)
    bases = models.ManyToManyField(
        LegalBasis, blank=True, related_name="tasks", verbose_name="văn bản căn cứ"
    )
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    baseline = models.DecimalField(
        "số đầu kỳ", max_digits=18, decimal_places=4, null=True, blank=True
    )
    target = models.DecimalField("chỉ tiêu", max_digits=18, decimal_places=4, null=True, blank=True)
    given_target = models.DecimalField(
        "chỉ tiêu cấp trên giao", max_digits=18, decimal_places=4, null=True, blank=True
    )
    maintain = models.CharField("chỉ tiêu duy trì", max_length=8, choices=Keep, blank=True)
    due_on = models.DateField("thời hạn hoàn thành", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    choice = models.CharField(max_length=10, choices=Choice, blank=True, default=Choice.UNDECIDED)
    choice_reason = models.TextField(blank=True)
    batch = models.UUIDField(null=True, help_text="the same for tasks assigned in one deed")
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="carried_to"
    )
    clarity = models.PositiveSmallIntegerField(default=0, help_text="how many of the 6 rõ are met")
    joined_on = models.DateField(null=True, help_text="added by an amendment on this day")
    left_on = models.DateField(null=True, help_text="withdrawn by an amendment on this day")

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="task_number_unique")
        ]

    def __str__(self) -> str:
        return f"Nhiệm vụ {self.number}: {self.title[:120]}"

    @property
    def is_quantity(self) -> bool:
        return self.target is not None

    @property
    def owner(self) -> str:
        """Who answers for it in the unit: 'Nguyễn Văn A, Phó Chủ tịch'."""
        return ", ".join(part for part in (self.owner_name, self.owner_post) if part)


class FormerDue(models.Model):
    """A due date that an amendment moved; it was in force until the day of the decision.

    Kept as a row, so that a day before the amendment is still counted by the date promised then.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="former_dues")
    due_on = models.DateField()
    until = models.DateField()

    class Meta:
        ordering = ["task", "until"]
        constraints = [
            models.UniqueConstraint(fields=["task", "until"], name="former_due_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%d/%m/%Y} (đến {self.until:%d/%m/%Y})"


class Milestone(models.Model):
    """A step of the roadmap: planned for a quarter, with a cumulative value or a weight."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="milestones")
    quarter = models.PositiveSmallIntegerField(
        "quý", validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    text = models.CharField("việc phải xong", max_length=300)
    planned_value = models.DecimalField(
        "lũy kế phải đạt", max_digits=18, decimal_places=4, null=True, blank=True
    )
    weight = models.PositiveSmallIntegerField("trọng số", default=1)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["quarter", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="milestone_quarter_is_1_to_4", condition=Q(quarter__gte=1, quarter__lte=4)
            ),
            models.CheckConstraint(name="milestone_weighs_something", condition=Q(weight__gte=1)),
        ]

    def __str__(self) -> str:
        return self.text


class Suggestion(models.Model):
    """A change the Office proposes to a registered task; the unit confirms it or answers.

    ``before`` and ``after`` hold the fields that differ, as plain values: {name: value}.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="suggestions")
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    before = models.JSONField()
    after = models.JSONField()
    comment = models.TextField("lý do đề nghị sửa", blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField("ý kiến của đơn vị", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["task", "-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="OPEN"), name="suggestion_one_open"
            ),
            models.CheckConstraint(
                name="suggestion_answered_has_a_time",
                condition=Q(state="OPEN", answered_at=None)
                | (~Q(state="OPEN") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="suggestion_declined_has_a_reason",
                condition=~Q(state="DECLINED") | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Đề nghị sửa nhiệm vụ {self.task.number}"
