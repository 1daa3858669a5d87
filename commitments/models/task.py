"""The tasks of a commitment, the steps of their roadmaps, and the units that support them."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from commitments.models.basis import LegalBasis
from commitments.models.choices import Choice, TaskKind, TaskOrigin, TaskResponsibility
from commitments.models.commitment import Commitment
from commitments.progress import Keep
from commitments.states import SuggestionState, SupportState
from units.models import Person, Unit
from units.roles import Permission


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, person: Person) -> "TaskQuerySet":
        return self.filter(commitment__in=Commitment.objects.visible_to(person))

    def in_force(self, on: date) -> "TaskQuerySet":
        """Without those that an amendment added after that day, or had withdrawn by then."""
        return self.filter(Q(joined_on=None) | Q(joined_on__lte=on)).filter(
            Q(left_on=None) | Q(left_on__gt=on)
        )

    def to_sign(self) -> "TaskQuerySet":
        """Without what the Office has not chosen: what the 3-5 rule counts."""
        return self.exclude(choice=Choice.NOT_CHOSEN)

    def with_progress(self) -> "TaskQuerySet":
        """With ``progress`` (percent) and ``reached`` (the value) of the latest accepted quarter."""
        from commitments.models.progress import TaskProgress  # it knows tasks itself

        accepted = TaskProgress.objects.filter(task=OuterRef("pk"), report__state="ACCEPTED")
        latest = accepted.order_by("-report__period__quarter")
        return self.annotate(
            progress=Subquery(latest.values("completion")[:1]),
            reached=Subquery(latest.values("actual")[:1]),
        )


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


class SupportQuerySet(models.QuerySet["Support"]):
    def visible_to(self, person: Person) -> "SupportQuerySet":
        """Of tasks the person may read, and of tasks the person's own unit is asked to support."""
        own = person.scope(Permission.SEE_OWN_ROWS)
        return self.filter(Q(task__in=Task.objects.visible_to(person)) | Q(unit__in=own.units))


class Support(models.Model):
    """A unit that another unit's task names as supporting, and what it has answered."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="supports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="supports")
    state = models.CharField(max_length=10, choices=SupportState, default=SupportState.WAITING)
    answer = models.TextField("ý kiến của đơn vị phối hợp", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ["task", "unit__group__rank", "unit__rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="support_unique"),
            models.CheckConstraint(
                name="support_answered_has_a_time",
                condition=Q(state="WAITING", answered_at=None)
                | (~Q(state="WAITING") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="support_declined_has_a_reason",
                condition=~Q(state="DECLINED") | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short_name} – {self.get_state_display().lower()}"


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
