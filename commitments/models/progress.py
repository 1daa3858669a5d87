"""The quarterly obligation, what the unit writes in it, its rounds, its extensions."""

from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from commitments import periods
from commitments.models.choices import Addressee
from commitments.models.commitment import Commitment
from commitments.models.rounds import Round
from commitments.models.task import Milestone, Task, TaskQuerySet
from commitments.models.year import Period
from commitments.progress import Status
from commitments.states import ExtensionState, ReportState
from units.models import Person, Unit
from units.roles import Permission


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    def visible_to(self, person: Person) -> "ProgressReportQuerySet":
        everywhere = person.scope(Permission.SEE_ALL_ROWS)
        own = person.scope(Permission.SEE_OWN_ROWS)
        return self.filter(
            Q(commitment__year__committee__in=everywhere.committees)
            | Q(commitment__unit__in=own.units)
        )

    def with_names(self) -> "ProgressReportQuerySet":
        """With all that a list row prints, so that the list stays at one query."""
        return self.select_related(
            "period__year__committee", "commitment__unit__group", "commitment__year__committee"
        )

    def late_to_review(self, on: date) -> "ProgressReportQuerySet":
        """Those that have waited for the Office for more than ``periods.REVIEW_WITHIN`` days."""
        before = periods.review_closed_before(on)
        return self.filter(state=ReportState.SUBMITTED, submitted_at__lt=before)


class ProgressReport(models.Model):
    """One per commitment and period, created at signing: the obligation to report.

    The row and its ``TaskProgress`` rows are the unit's working draft while OPEN or SENT_BACK;
    a ``Submission`` freezes them. On time is decided by ``first_submitted_at`` (domain.md §4).
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN)
    version = models.PositiveIntegerField(default=1)

    highlights = models.TextField("kết quả nổi bật", blank=True)
    difficulties = models.TextField("khó khăn, vướng mắc chung", blank=True)
    proposals = models.TextField("kiến nghị, đề xuất chung", blank=True)
    addressee = models.CharField("kiến nghị với", max_length=20, choices=Addressee, blank=True)
    addressed_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wanted_by = models.DateField("cần trả lời trước ngày", null=True, blank=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    review_begun_at = models.DateTimeField(null=True)
    review_begun_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_back_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["commitment", "period__quarter"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "period"], name="report_unique"),
            models.CheckConstraint(
                name="report_submitted_has_a_time",
                condition=~Q(state__in=["SUBMITTED", "ACCEPTED"]) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_accepted_has_a_time",
                condition=~Q(state="ACCEPTED") | Q(accepted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo {self.period} – {self.commitment.unit.short_name}"


class TaskProgress(models.Model):
    """What a unit says of one task in one quarter, and what the reviewer says of that.

    ``completion`` and ``planned`` (percent) are computed by ``commitments.progress`` whenever the
    row is written, so that figures are summed in SQL; nobody types them (domain.md §7).
    """

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="answers")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="answers")
    status = models.CharField(
        "trạng thái", max_length=12, choices=Status, default=Status.NOT_STARTED
    )
    actual = models.DecimalField(
        "kết quả lũy kế", max_digits=18, decimal_places=4, null=True, blank=True
    )
    done_milestones = models.ManyToManyField(
        Milestone, blank=True, related_name="+", verbose_name="mốc đã hoàn thành"
    )
    changed = models.TextField("điều gì đã thay đổi so với quý trước", blank=True)
    difficulties = models.TextField("khó khăn, vướng mắc", blank=True)
    proposals = models.TextField("kiến nghị, đề xuất", blank=True)
    addressee = models.CharField("kiến nghị với", max_length=20, choices=Addressee, blank=True)
    addressed_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wanted_by = models.DateField("cần trả lời trước ngày", null=True, blank=True)
    needs_support_since = models.DateField(null=True)
    support_first_asked = models.DateField(
        null=True, help_text="kept while the tick is off, until the quarter is handed in without it"
    )
    nothing_new = models.BooleanField("không phát sinh", default=False)

    completion = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    planned = models.DecimalField(max_digits=9, decimal_places=2, default=0)

    judged_status = models.CharField(max_length=12, choices=Status, blank=True)
    judged_comment = models.TextField(blank=True)

    class Meta:
        ordering = ["report", "task__number"]
        constraints = [models.UniqueConstraint(fields=["report", "task"], name="answer_unique")]

    def __str__(self) -> str:
        return f"{self.report} – nhiệm vụ {self.task.number}"


def with_progress(tasks: TaskQuerySet) -> TaskQuerySet:
    """Each with ``progress`` (percent) and ``reached`` (the value) of its latest accepted quarter."""
    accepted = TaskProgress.objects.filter(task=OuterRef("pk"), report__state=ReportState.ACCEPTED)
    latest = accepted.order_by("-report__period__quarter")
    return tasks.annotate(
        progress=Subquery(latest.values("completion")[:1]),
        reached=Subquery(latest.values("actual")[:1]),
    )


class Submission(Round):
    """Round n of a report: what was handed in, the verdict, the comments. All rounds stay.

    ``judged`` is written with an acceptance, for every task, and outlives a reopening.
    """

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="rounds")
    judged = models.JSONField(default=dict, help_text="{task number: the reviewer's Status}")

    class Meta(Round.Meta):
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="submission_round_unique")
        ]

    def __str__(self) -> str:
        return f"Lần nộp {self.number}"

    def judged_of(self, number: int) -> str:
        """The reviewer's Status of a task of the round; empty before an acceptance."""
        return str(self.judged.get(str(number), ""))


class ExtensionRequestQuerySet(models.QuerySet["ExtensionRequest"]):
    def visible_to(self, person: Person) -> "ExtensionRequestQuerySet":
        return self.filter(report__in=ProgressReport.objects.visible_to(person))


class ExtensionRequest(models.Model):
    """A unit asks for more time before or after the lock day; the Office grants or refuses."""

    report = models.ForeignKey(
        ProgressReport, on_delete=models.PROTECT, related_name="extension_requests"
    )
    state = models.CharField(max_length=10, choices=ExtensionState, default=ExtensionState.OPEN)
    reason = models.TextField("lý do xin gia hạn")
    wished_until = models.DateField("xin gia hạn đến ngày")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField("ý kiến của Văn phòng", blank=True)

    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(state="OPEN"), name="extension_request_one_open"
            ),
            models.CheckConstraint(
                name="extension_request_answered_has_a_time",
                condition=Q(state="OPEN") | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Xin gia hạn đến {self.wished_until:%d/%m/%Y}"


class Extension(models.Model):
    """Leave to submit after the lock day. Timeliness is still measured by the due day.

    The newest counts: one of an earlier day corrects the one before it, which stays to be read.
    """

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="extensions")
    asked_by = models.CharField("người đề nghị", max_length=200)
    reason = models.TextField("lý do")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    locks_on = models.DateField("khóa sổ mới")
    request = models.OneToOneField(
        ExtensionRequest, on_delete=models.PROTECT, null=True, related_name="extension"
    )

    class Meta:
        ordering = ["-granted_at", "-pk"]

    def __str__(self) -> str:
        return f"Gia hạn đến {self.locks_on:%d/%m/%Y}"


class HalfWrittenReview(models.Model):
    """What one reviewer has typed of a report and not handed over: nobody else's to see.

    Not in the session, which may end before the review does (trust.md F8).
    """

    report = models.ForeignKey(
        ProgressReport, on_delete=models.CASCADE, related_name="half_written_reviews"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    rounds = models.JSONField(default=dict, help_text="{round number: [what each page holds]}")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "person"], name="one_half_written_review")
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.report}"
