"""The bản cam kết, the rounds of its registration, the versions that were in force."""

from datetime import date

from django.db import models
from django.db.models import Avg, Case, Count, ExpressionWrapper, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from commitments.models.choices import Choice, TaskKind
from commitments.models.rounds import Round, Verdict
from commitments.models.year import Year
from commitments.quality import CRITERIA
from commitments.states import UNIT_MAY_WRITE_COMMITMENT, CommitmentState
from units.models import Person, Unit
from units.roles import Permission


def short_code(content_hash: str) -> str:
    """'3F2A-90BC' of a SHA-256; empty of none."""
    return f"{content_hash[:4]}-{content_hash[4:8]}".upper() if content_hash else ""


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, person: Person) -> "CommitmentQuerySet":
        """Commitments of a whole committee for those who review, of their own unit for others."""
        everywhere = person.scope(Permission.SEE_ALL_ROWS)
        own = person.scope(Permission.SEE_OWN_ROWS)
        return self.filter(Q(year__committee__in=everywhere.committees) | Q(unit__in=own.units))

    def living(self, on: date) -> "CommitmentQuerySet":
        """Without registrations that a unit left unsigned when it ended: nobody will sign them."""
        return self.exclude(state__in=UNIT_MAY_WRITE_COMMITMENT, unit__valid_to__lt=on)

    def for_list(self) -> "CommitmentQuerySet":
        """With all that a list row prints, in one query: unit, group, tasks by kind, the wait.

        What an amendment has withdrawn and what is not chosen to be signed is not counted.

        ``waiting_since`` is when it came to whoever must act now: the Office or the Standing
        Committee (SUBMITTED), the unit (SENT_BACK), those who sign (APPROVED); else null.
        ``clarity_percent``: criteria met of the 6 rõ, over the tasks that will be signed; null
        without a task.
        """
        returned = CommitmentRound.objects.filter(
            commitment=OuterRef("pk"), verdict=Verdict.SENT_BACK
        ).order_by("-number")
        counted = Q(tasks__left_on=None) & ~Q(tasks__choice=Choice.NOT_CHOSEN)
        return self.select_related("unit__group__parent").annotate(
            task_count=Count("tasks", filter=counted),
            clarity_percent=ExpressionWrapper(
                Avg("tasks__clarity", filter=counted) * (100 / CRITERIA),
                output_field=models.FloatField(),
            ),
            **{
                f"{kind.lower()}_count": Count("tasks", filter=counted & Q(tasks__kind=kind))
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
    """One per unit and year: the paper that is signed.

    Signing freezes ``content``; an approved amendment freezes it anew. Every content that was in
    force stays readable as a ``CommitmentVersion``.
    """

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
        return short_code(self.content_hash)


class CommitmentRound(Round):
    """A round of the registration: what the unit registered, beside what was signed."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="rounds")
    choices = models.JSONField(
        default=dict, help_text="{task id: {choice, reason}}, written when the round is judged"
    )

    class Meta(Round.Meta):
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitment_round_unique")
        ]

    def __str__(self) -> str:
        return f"Lần gửi {self.number}"


class CommitmentVersionQuerySet(models.QuerySet["CommitmentVersion"]):
    def visible_to(self, person: Person) -> "CommitmentVersionQuerySet":
        return self.filter(commitment__in=Commitment.objects.visible_to(person))


class CommitmentVersion(models.Model):
    """One content of the paper that was in force: 0 as signed, n after amendment n. Never changed.

    The newest is the same as ``Commitment.content``. ``in_force_from``: the day of signing, or of
    the decision on the amendment.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    in_force_from = models.DateField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64, db_index=True)

    objects = CommitmentVersionQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "number"], name="commitment_version_unique"
            )
        ]

    def __str__(self) -> str:
        return f"Điều chỉnh lần {self.number}" if self.number else "Bản ký"

    @property
    def code(self) -> str:
        return short_code(self.content_hash)
