"""The bản cam kết, its tasks and milestones, and the rounds of its registration."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from commitments.models.year import Year
from commitments.progress import Keep
from commitments.states import CommitmentState
from units.models import Person, Unit
from units.roles import Permission


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, person: Person) -> "CommitmentQuerySet":
        """Commitments of a whole committee for those who review, of their own unit for others."""
        everywhere = person.scope(Permission.SEE_ALL_ROWS)
        own = person.scope(Permission.SEE_OWN_ROWS)
        return self.filter(Q(year__committee__in=everywhere.committees) | Q(unit__in=own.units))

    def for_list(self) -> "CommitmentQuerySet":
        """With all that a list row prints, in one query: unit, group, tasks by kind, the wait.

        ``waiting_since`` is when it came to whoever must act now: the Office or the Standing
        Committee (SUBMITTED), the unit (SENT_BACK), those who sign (APPROVED); else null.
        """
        returned = CommitmentRound.objects.filter(
            commitment=OuterRef("pk"), verdict=Verdict.SENT_BACK
        ).order_by("-number")
        return self.select_related("unit__group__parent").annotate(
            task_count=Count("tasks"),
            **{
                f"{kind.lower()}_count": Count("tasks", filter=Q(tasks__kind=kind))
                for kind in TaskKind.values
            },
            waiting_since=Case(
                When(
                    state=CommitmentState.SUBMITTED,
                    then=Coalesce("passed_on_at", "submitted_at"),
                ),
                When(
                    state=CommitmentState.SENT_BACK,
                    then=Subquery(returned.values("decided_at")[:1]),
                ),
                When(state=CommitmentState.APPROVED, then="approved_at"),
            ),
        )


class Commitment(models.Model):
    """One per unit and year: the paper that is signed. Signing freezes ``content``."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="commitments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="commitments")
    state = models.CharField(max_length=10, choices=CommitmentState, default=CommitmentState.DRAFT)
    version = models.PositiveIntegerField(default=1)

    submitted_at = models.DateTimeField(null=True)
    passed_on_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    head_signed_at = models.DateTimeField(null=True)
    head_signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    standing_signed_at = models.DateTimeField(null=True)
    standing_signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_on = models.DateField("ngày ký", null=True)
    at_conference = models.BooleanField(default=False)

    exception_min = models.PositiveSmallIntegerField(null=True)
    exception_max = models.PositiveSmallIntegerField(null=True)
    exception_reason = models.TextField(blank=True)

    content = models.JSONField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["unit__group__rank", "unit__rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "unit"], name="commitment_unique"),
            models.CheckConstraint(
                name="commitment_signed_is_frozen",
                condition=~Q(state__in=["SIGNED", "CLOSED"])
                | (Q(signed_on__isnull=False, content__isnull=False) & ~Q(content_hash="")),
            ),
            models.CheckConstraint(
                name="commitment_exception_has_a_reason",
                condition=Q(exception_min=None, exception_max=None, exception_reason="")
                | (
                    Q(exception_min__isnull=False, exception_max__isnull=False)
                    & ~Q(exception_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Bản cam kết năm {self.year.year} – {self.unit.short_name}"

    @property
    def limits(self) -> tuple[int, int]:
        """Least and most tasks allowed, the unit's exception first."""
        if self.exception_max is not None and self.exception_min is not None:
            return self.exception_min, self.exception_max
        return self.year.min_tasks, self.year.max_tasks

    @property
    def code(self) -> str:
        """A short code of the frozen content, for people to read out; empty before signing."""
        return (
            f"{self.content_hash[:4]}-{self.content_hash[4:8]}".upper() if self.content_hash else ""
        )


class TaskKind(models.TextChoices):
    KEY = "KEY", "Trọng tâm"
    HARD = "HARD", "Khó, cấp bách"
    BREAKTHROUGH = "BREAKTHROUGH", "Đột phá"


class TaskOrigin(models.TextChoices):
    REGISTERED = "REGISTERED", "Tự đăng ký"
    ASSIGNED = "ASSIGNED", "Được giao"


class TaskResponsibility(models.TextChoices):
    COLLECTIVE = "COLLECTIVE", "Tập thể lãnh đạo"
    HEAD = "HEAD", "Người đứng đầu"


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, person: Person) -> "TaskQuerySet":
        return self.filter(commitment__in=Commitment.objects.visible_to(person))


class Task(models.Model):
    """One line of a commitment: the thing counted as "9/9 nhiệm vụ, đầu việc".

    A quantity task has a ``target``; a milestone task has none and is measured by its milestones.
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
    supporting_units = models.ManyToManyField(
        Unit, blank=True, related_name="supported_tasks", verbose_name="đơn vị phối hợp"
    )
    product = models.TextField("sản phẩm, kết quả phải đạt", blank=True)
    basis = models.TextField("căn cứ, thẩm quyền", blank=True)
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


class Verdict(models.TextChoices):
    WAITING = "WAITING", "Chờ duyệt"
    SENT_BACK = "SENT_BACK", "Trả lại để bổ sung"
    ACCEPTED = "ACCEPTED", "Chấp nhận"
    WITHDRAWN = "WITHDRAWN", "Đơn vị đã rút"


class Round(models.Model):
    """One handing-in: frozen content, then a verdict with comments. Never changed after that."""

    number = models.PositiveSmallIntegerField()
    key = models.UUIDField(unique=True, help_text="the form's key: a repeated post is one deed")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=200, blank=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    comment = models.TextField(blank=True)
    task_comments = models.JSONField(default=dict, help_text="{task number: comment}")

    class Meta:
        abstract = True
        ordering = ["-number"]

    @property
    def code(self) -> str:
        """The receipt's code."""
        return f"{self.content_hash[:4]}-{self.content_hash[4:8]}".upper()


class CommitmentRound(Round):
    """A round of the registration: what the unit registered, beside what was signed."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="rounds")

    class Meta(Round.Meta):
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitment_round_unique")
        ]

    def __str__(self) -> str:
        return f"Lần gửi {self.number}"
