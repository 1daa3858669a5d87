"""The fixed words of a task, and what the Office has chosen of it. Source: domain.md §2."""

from django.db import models


class TaskKind(models.TextChoices):
    KEY = "KEY", "Trọng tâm"
    HARD = "HARD", "Khó, cấp bách"
    BREAKTHROUGH = "BREAKTHROUGH", "Đột phá"


class TaskOrigin(models.TextChoices):
    REGISTERED = "REGISTERED", "Tự đăng ký"
    ASSIGNED = "ASSIGNED", "Được giao"


class TaskResponsibility(models.TextChoices):
    COLLECTIVE = "COLLECTIVE", "Tập thể lãnh đạo"
    HEAD = "HEAD", "Người đứng đầu"


class Choice(models.TextChoices):
    """The Office's choice among the registered tasks; what is not chosen is not signed."""

    UNDECIDED = "", "Chưa chọn"
    CHOSEN = "CHOSEN", "Đưa vào bản ký"
    NOT_CHOSEN = "NOT_CHOSEN", "Không đưa vào bản ký"


class Addressee(models.TextChoices):
    """Whom a proposal is put to (domain.md §2, kiến nghị)."""

    STANDING = "STANDING", "Ban Thường vụ"
    COUNCIL = "COUNCIL", "Thường trực HĐND"
    PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE", "UBND"
    UNIT = "UNIT", "Đơn vị khác"


class InspectionForm(models.TextChoices):
    """How one inspects."""

    INSPECTION = "INSPECTION", "Kiểm tra"
    SUPERVISION = "SUPERVISION", "Giám sát"
    WORKING_VISIT = "WORKING_VISIT", "Làm việc trực tiếp"


class Compared(models.TextChoices):
    """How far a verified value stands from the reported one; OTHER: neither farther nor less far."""

    EQUAL = "EQUAL", "Khớp báo cáo"
    LOWER = "LOWER", "Thấp hơn báo cáo"
    HIGHER = "HIGHER", "Cao hơn báo cáo"
    OTHER = "OTHER", "Khác báo cáo"
