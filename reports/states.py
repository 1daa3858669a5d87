"""The state charts of the annual report and of its rendering job. Source: domain.md §5."""

from django.db import models


class YearReportState(models.TextChoices):
    DRAFT = "DRAFT", "Dự thảo"
    ISSUED = "ISSUED", "Đã phát hành"
    WITHDRAWN = "WITHDRAWN", "Đã thu hồi"


class JobState(models.TextChoices):
    QUEUED = "QUEUED", "Đang chờ"
    RUNNING = "RUNNING", "Đang lập"
    DONE = "DONE", "Đã xong"
    FAILED = "FAILED", "Không lập được"


YEAR_REPORT_MOVES = {
    YearReportState.DRAFT: {YearReportState.ISSUED},
    YearReportState.ISSUED: {YearReportState.WITHDRAWN},
    YearReportState.WITHDRAWN: set(),
}
