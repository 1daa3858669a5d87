"""Files that show what was done: brought once, used for several tasks. Source: trust.md T4, T6, F14."""

from django.db import models
from django.db.models import F, Q

from commitments.models.commitment import Commitment
from commitments.models.progress import Submission, TaskProgress
from units.models import Person
from units.roles import Permission

MOST = 3  # files of one task in one quarter (domain.md §8)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, person: Person) -> "EvidenceQuerySet":
        """All of the units one may file for; of the others one reads, what was handed in."""
        filing = person.scope(Permission.FILE_QUARTER)
        return self.filter(
            Q(handed_in_at__isnull=False)
            | Q(commitment__unit__in=filing.units)
            | Q(commitment__year__committee__in=filing.committees),
            commitment__in=Commitment.objects.visible_to(person),
        )

    def kept(self) -> "EvidenceQuerySet":
        """Whose file is there: not taken away since."""
        return self.filter(removed_at=None)

    def bytes(self) -> int:
        """How much room these files take."""
        return self.aggregate(total=models.Sum("size"))["total"] or 0

    def with_uses(self, *, drafts: bool = True) -> "EvidenceQuerySet":
        """With who brought and who removed each, and beside which task of which quarter it lies.

        Without ``drafts`` only where it lay when the report was handed in.
        """
        uses = EvidenceUse.objects.select_related("answer__task", "answer__report__period__year")
        if not drafts:
            uses = uses.filter(used_at__lte=F("answer__report__submitted_at"))
        return self.select_related("uploaded_by", "removed_by").prefetch_related(
            models.Prefetch("uses", uses.order_by("answer__report__period", "answer__task__number"))
        )


def named_in_rounds(commitment: Commitment) -> set[int]:
    """The ids of all files that a round of this commitment's reports names, whatever became of it.

    What was handed in once has been read by others; it stays until the Office takes it away.
    """
    rounds = Submission.objects.filter(report__commitment=commitment)
    return {
        file["id"]
        for tasks in rounds.values_list("content__tasks", flat=True)
        for task in tasks
        for file in task.get("evidence", ())
    }


class Evidence(models.Model):
    """A minh chứng of one unit's year. The row outlives its file: who took it away, when, why.

    ``file`` is a random name in the private storage, ``preview`` that of a small picture without
    metadata ("" where there is none), ``size`` in bytes. ``handed_in_at``: when a round named it
    first; until then it is part of a draft, which only those who write it see (trust.md T4).
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="evidence")
    file = models.CharField(max_length=120, unique=True)
    preview = models.CharField(max_length=120, blank=True)
    original_name = models.CharField(max_length=255)
    kind = models.CharField(max_length=100, help_text="the media type, found by content")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    removed_because = models.TextField(blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "sha256"],
                condition=Q(removed_at=None),
                name="evidence_kept_once",
            ),
            models.CheckConstraint(
                name="evidence_removed_says_why",
                condition=Q(removed_at=None)
                | (Q(removed_by__isnull=False) & ~Q(removed_because="")),
            ),
        ]

    def __str__(self) -> str:
        return self.original_name


class EvidenceUse(models.Model):
    """One file beside one task in one quarter: at most three of them."""

    answer = models.ForeignKey(TaskProgress, on_delete=models.CASCADE, related_name="evidence_uses")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses")
    used_at = models.DateTimeField()
    used_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["answer", "used_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "evidence"], name="evidence_used_once")
        ]

    def __str__(self) -> str:
        return str(self.evidence)
