"""The two ledgers every app writes in: what was done, and what was mailed."""

import uuid

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One deed: who did what to which thing, on whose behalf, when. Written once, never changed.

    Written only by ``camket.audit.record``. ``subject_kind``/``subject_id`` name the thing by
    model label and key instead of a generic foreign key: the entry outlives what it tells of.
    """

    at = models.DateTimeField(db_index=True)
    deed = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    on_behalf_of = models.CharField(max_length=200, blank=True)
    committee = models.ForeignKey(
        "units.Committee", on_delete=models.PROTECT, null=True, related_name="+"
    )
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=300)
    comment = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    moved: str = ""  # what the deed moved, in words: a page adds it

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed} {self.subject_label}"


class MailState(models.TextChoices):
    """The life of an outgoing mail; ``SENDING`` is a lease, not a place to stay."""

    QUEUED = "QUEUED", "Chờ gửi"
    SENDING = "SENDING", "Đang gửi"
    SENT = "SENT", "Đã gửi"
    FAILED = "FAILED", "Không gửi được"
    NOT_NEEDED = "NOT_NEEDED", "Không còn cần gửi"


class OutgoingMail(models.Model):
    """One message to one address. The row is the queue: committed with the deed that caused it.

    ``key`` is the domain's own name for the message ("reminder:2021-03-18:person 7"): the same
    message is never queued twice. ``message_id`` is fixed when the row is made, so a message sent
    again after a crash carries the same Message-ID.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    committee = models.ForeignKey(
        "units.Committee", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    address = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, help_text="[{name, mime, text}], plain text only")
    about = models.JSONField(default=dict, help_text="what the message is about, for its refresher")
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    state = models.CharField(max_length=12, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    try_after = models.DateTimeField(help_text="not before this moment")
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-queued_at", "-pk"]
        indexes = [models.Index(fields=["state", "try_after"])]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_has_a_time",
                condition=~models.Q(state="SENT") | models.Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mail_sending_has_a_lease",
                condition=~models.Q(state="SENDING") | models.Q(lease_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.address}"
