"""The signed paper as it was scanned. Source: trust.md T4, T6."""

from django.db import models

from commitments.models.commitment import Commitment, CommitmentVersion
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
