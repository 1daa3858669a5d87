"""The campaign of one year and its four reporting periods. Source: domain.md §3, §4."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from commitments import periods
from commitments.models.basis import LegalBasis
from commitments.states import YearState
from units.models import Committee, Person
from units.roles import Permission


def default_reminder_days() -> list[int]:
    return list(periods.REMINDER_LADDER)


class YearQuerySet(models.QuerySet["Year"]):
    def visible_to(self, person: Person) -> "YearQuerySet":
        """Years of the committees in which the person may read the year."""
        posts = person.posts_on()
        return self.filter(
            committee__in={p.committee_id for p in posts if Permission.SEE_YEAR in p.permissions}
        )


class Year(models.Model):
    """A năm cam kết: theme, limits, deadlines, reminder ladder; set once by the Office."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField(max_length=12, choices=YearState, default=YearState.PREPARING)
    theme = models.CharField("chủ đề năm", max_length=300, blank=True)
    min_tasks = models.PositiveSmallIntegerField("số nhiệm vụ tối thiểu", default=3)
    max_tasks = models.PositiveSmallIntegerField("số nhiệm vụ tối đa", default=5)
    tolerance = models.DecimalField(
        "mức chậm cho phép so với lộ trình (điểm %)",
        max_digits=4,
        decimal_places=1,
        default=Decimal(10),
    )
    reminder_days = models.JSONField("nhắc trước hạn (ngày)", default=default_reminder_days)
    registration_due_on = models.DateField("hạn gửi đăng ký", null=True, blank=True)
    conference_on = models.DateField("ngày hội nghị ký cam kết", null=True, blank=True)
    amend_until = models.DateField(
        "nhận đề nghị điều chỉnh đến ngày",
        null=True,
        blank=True,
        help_text="empty: 30 November of the year",
    )
    reply_days = models.PositiveSmallIntegerField(
        "số ngày trả lời kiến nghị, giải trình",
        default=15,
        help_text="from the day of asking, moved to a working day",
    )
    bases = models.ManyToManyField(
        LegalBasis, blank=True, related_name="years", verbose_name="căn cứ"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = YearQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year"],
                name="year_unique",
                violation_error_message="Năm cam kết này đã được lập.",
            ),
            models.CheckConstraint(
                name="year_limits_in_order",
                condition=Q(min_tasks__gte=1) & Q(max_tasks__gte=F("min_tasks")),
                violation_error_message="Số nhiệm vụ tối đa phải không nhỏ hơn số tối thiểu.",
            ),
        ]

    def __str__(self) -> str:
        return f"Năm cam kết {self.year}"


class Period(models.Model):
    """A quarter's reporting period: due day and lock day, both local calendar dates."""

    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="periods")
    quarter = models.PositiveSmallIntegerField("quý")
    due_on = models.DateField("hạn nộp")
    locks_on = models.DateField("khóa sổ")

    class Meta:
        ordering = ["year", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["year", "quarter"], name="period_unique"),
            models.CheckConstraint(
                name="period_quarter_is_1_to_4", condition=Q(quarter__gte=1, quarter__lte=4)
            ),
            models.CheckConstraint(
                name="period_locks_after_due",
                condition=Q(locks_on__gte=F("due_on")),
                violation_error_message="Ngày khóa sổ phải không trước hạn nộp.",
            ),
        ]

    def __str__(self) -> str:
        return periods.label(self.quarter, self.year.year)
