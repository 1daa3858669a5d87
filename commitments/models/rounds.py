"""What every handing-in has: frozen content, a verdict, comments."""

from django.db import models

from units.models import Person


class Verdict(models.TextChoices):
    WAITING = "WAITING", "Chờ xem xét"
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
