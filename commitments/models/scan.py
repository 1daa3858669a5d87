"""The signed paper as it was scanned. Source: trust.md T4, T6."""

from django.db import models
from django.db.models import OuterRef, Subquery

from commitments.models.commitment import Commitment, CommitmentQuerySet, CommitmentVersion
from units.models import Person


class SignedScanQuerySet(models.QuerySet["SignedScan"]):
    def visible_to(self, person: Person) -> "SignedScanQuerySet":
        return self.filter(version__commitment__in=Commitment.objects.visible_to(person))


class SignedScan(models.Model):
    """A file that shows the paper of one version with its signatures. A newer one replaces it.

    ``file`` is a random name under the private folder; ``size`` in bytes.
    """

    version = models.ForeignKey(CommitmentVersion, on_delete=models.PROTECT, related_name="scans")
    file = models.CharField(max_length=120, unique=True)
    original_name = models.CharField(max_length=255)
    kind = models.CharField(max_length=100, help_text="the media type, found by content")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = SignedScanQuerySet.as_manager()

    class Meta:
        ordering = ["version", "-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.original_name


def with_scans(rows: CommitmentQuerySet) -> CommitmentQuerySet:
    """Signed commitments, with ``newest`` (number of the wording in force) and its scan, if any.

    ``scan_id`` is null where the paper in force has no scan yet.
    """
    versions = CommitmentVersion.objects.filter(commitment=OuterRef("pk")).order_by("-number")
    scans = SignedScan.objects.filter(version=OuterRef("newest_id")).order_by("-uploaded_at", "-pk")
    return rows.annotate(
        newest_id=Subquery(versions.values("pk")[:1]),
        newest=Subquery(versions.values("number")[:1]),
    ).annotate(
        scan_id=Subquery(scans.values("pk")[:1]),
        scanned_at=Subquery(scans.values("uploaded_at")[:1]),
    )
