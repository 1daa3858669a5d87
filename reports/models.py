"""The annual Báo cáo: its edited sections, figures typed by hand, and the jobs that render it."""

import uuid

from django.db import models
from django.db.models import Q

from commitments.models import Commitment, CommitmentVersion, ProgressReport, Submission, Year
from reports.states import JobState, YearReportState
from units.models import Person
from units.roles import Permission


class YearReportQuerySet(models.QuerySet["YearReport"]):
    def visible_to(self, person: Person) -> "YearReportQuerySet":
        """Drafts for those who prepare or oversee; for units, once it has been issued."""
        drafts = person.scope(Permission.READ_ANNUAL_DRAFT).committees
        posts = person.posts_on()
        issued = {p.committee_id for p in posts if Permission.READ_ANNUAL_ISSUED in p.permissions}
        return self.filter(
            Q(year__committee__in=drafts)
            | Q(year__committee__in=issued, state=YearReportState.ISSUED)
        )


class YearReport(models.Model):
    """One annual report. Issuing freezes ``content`` and keeps the printed file."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, choices=YearReportState, default=YearReportState.DRAFT)
    template = models.CharField(max_length=20, default="2020")
    version = models.PositiveIntegerField(default=1)
    draft_number = models.PositiveSmallIntegerField("dự thảo lần", default=1)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    dated_month = models.PositiveSmallIntegerField("tháng")
    dated_year = models.PositiveSmallIntegerField("năm ký")
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    profile = models.CharField(max_length=20, blank=True)
    signing_authority = models.CharField("quyền hạn ký", max_length=100)
    signer_position = models.CharField("chức vụ người ký", max_length=100)
    signer_name = models.CharField("họ và tên người ký", max_length=120, blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    wording = models.JSONField(
        default=dict, help_text="typed citations and events by token: events, bases, …"
    )
    started_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    content = models.JSONField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    pdf = models.FileField(upload_to="reports/", blank=True)

    objects = YearReportQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=~Q(state="WITHDRAWN"),
                name="year_report_one_live",
            ),
            models.CheckConstraint(
                name="year_report_issued_is_frozen",
                condition=~Q(state="ISSUED")
                | (
                    Q(number__isnull=False, signed_on__isnull=False, content__isnull=False)
                    & ~Q(content_hash="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo năm {self.year.year}"


class Section(models.Model):
    """The Office's own text for one section; a section without a row is printed as computed."""

    report = models.ForeignKey(YearReport, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="section_unique")]

    def __str__(self) -> str:
        return f"Mục {self.key}"


class TypedFigure(models.Model):
    """A number from outside the system, with its source and date (domain.md §3, Figures)."""

    report = models.ForeignKey(YearReport, on_delete=models.CASCADE, related_name="typed_figures")
    token = models.SlugField("mã", max_length=40)
    label = models.CharField("tên số liệu", max_length=150)
    value = models.CharField("giá trị, như in trong báo cáo", max_length=40)
    source = models.CharField("nguồn", max_length=200)
    dated_on = models.DateField("số liệu đến ngày")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["label", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "token"],
                name="typed_figure_unique",
                violation_error_message="Mã số liệu này đã có.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class RenderJobQuerySet(models.QuerySet["RenderJob"]):
    def visible_to(self, person: Person) -> "RenderJobQuerySet":
        """Prints of what the person may read."""
        return self.filter(
            Q(report__in=YearReport.objects.visible_to(person))
            | Q(commitment__in=Commitment.objects.visible_to(person))
            | Q(submission__report__in=ProgressReport.objects.visible_to(person))
        )


class RenderJob(models.Model):
    """One request to print something. The row is the queue; Celery is the doorbell.

    A Báo cáo (``report``), a commitment, a unit's handed-in quarter (``submission``), or what its
    accepted quarters come to ``through`` quarter 2, 3 or 4 (``commitment`` with ``through``).
    ``version`` is the content of the commitment that was in force; null: its draft, not yet signed.
    ``content_hash`` is of what was printed: a finished print of the same content serves again.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(YearReport, on_delete=models.CASCADE, null=True, related_name="jobs")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, null=True, related_name="prints"
    )
    version = models.ForeignKey(
        CommitmentVersion, on_delete=models.PROTECT, null=True, related_name="prints"
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, related_name="prints"
    )
    through = models.PositiveSmallIntegerField(
        null=True, help_text="the quarter up to which a unit's accepted results are put together"
    )
    state = models.CharField(max_length=8, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="percent")
    step = models.CharField(max_length=100, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    pdf = models.FileField(upload_to="drafts/", blank=True)

    objects = RenderJobQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "lease_until"])]
        constraints = [
            models.CheckConstraint(
                name="job_done_has_a_file", condition=~Q(state="DONE") | ~Q(pdf="")
            ),
            models.CheckConstraint(
                name="job_prints_one_thing",
                condition=Q(
                    report__isnull=False,
                    commitment=None,
                    version=None,
                    submission=None,
                    through=None,
                )
                | Q(report=None, commitment__isnull=False, submission=None, through=None)
                | Q(
                    report=None,
                    commitment=None,
                    version=None,
                    submission__isnull=False,
                    through=None,
                )
                | Q(
                    report=None,
                    commitment__isnull=False,
                    version=None,
                    submission=None,
                    through__in=[2, 3, 4],
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report or self.submission or self.commitment} – {self.get_state_display()}"
