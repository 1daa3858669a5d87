"""A change of what was signed: a copy, compared, decided. Source: domain.md §5, §8."""

from django.db import models
from django.db.models import Q

from commitments.models.commitment import Commitment, CommitmentVersion
from commitments.models.proposal import Proposal
from commitments.states import AmendmentState
from units.models import Person


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def visible_to(self, person: Person) -> "AmendmentQuerySet":
        return self.filter(commitment__in=Commitment.objects.visible_to(person))


class Amendment(models.Model):
    """A điều chỉnh cam kết. ``base`` is what was in force when the copy was made, ``tasks`` the copy.

    Both are lists of plain task values with the rows' ids, so that a copy can be compared, and
    joined again with a base that moved. In the copy a new task has an id below 0, a withdrawn one
    its reason under ``withdrawn``, every task a ``version`` for its form.

    ``number`` (1, 2, …) is given by the approval. ``moment``: {task id: days late when proposed}.
    ``content`` freezes what was decided.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="amendments")
    state = models.CharField(max_length=10, choices=AmendmentState, default=AmendmentState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    number = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField("lý do điều chỉnh", blank=True)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments",
        help_text="the answered proposal from which it was started",
    )  # fmt: skip
    base = models.JSONField()
    base_hash = models.CharField(max_length=64)
    tasks = models.JSONField()
    moment = models.JSONField(default=dict)

    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    comment = models.TextField("ý kiến của Thường trực", blank=True)
    content = models.JSONField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    made = models.OneToOneField(
        CommitmentVersion, on_delete=models.PROTECT, null=True, related_name="amendment"
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "number"], name="amendment_number_unique"
            ),
            models.CheckConstraint(
                name="amendment_proposed_has_a_reason",
                condition=Q(state="DRAFT") | (Q(proposed_at__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="amendment_approved_is_frozen",
                condition=~Q(state="APPROVED")
                | (
                    Q(number__isnull=False, decided_at__isnull=False, made__isnull=False)
                    & ~Q(content_hash="")
                ),
            ),
            models.CheckConstraint(
                name="amendment_rejected_says_why",
                condition=~Q(state="REJECTED") | (Q(decided_at__isnull=False) & ~Q(comment="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} – {self.commitment.unit.short_name}"

    @property
    def name(self) -> str:
        return f"Điều chỉnh lần {self.number}" if self.number else "Đề nghị điều chỉnh"
