"""The database as it is, for the technician: everything to read, nothing to change.

States move by verbs alone; a hand in here would leave no record.
"""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from commitments.models import Commitment, ProgressReport, Task, Year


class ReadOnly(admin.ModelAdmin):
    """Nobody adds, changes or deletes a row here."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Year)
class YearAdmin(ReadOnly):
    list_display = ["year", "committee", "state", "theme"]
    list_filter = ["committee", "state"]
    list_select_related = ["committee"]


@admin.register(Commitment)
class CommitmentAdmin(ReadOnly):
    list_display = ["unit", "year", "state", "signed_on", "code"]
    list_filter = ["year__committee", "year__year", "state"]
    list_select_related = ["unit", "year"]


@admin.register(Task)
class TaskAdmin(ReadOnly):
    list_display = ["number", "commitment", "kind", "origin", "due_on"]
    list_filter = ["kind", "origin", "commitment__year__committee"]
    list_select_related = ["commitment__unit", "commitment__year"]


@admin.register(ProgressReport)
class ProgressReportAdmin(ReadOnly):
    list_display = ["commitment", "period", "state", "submitted_at", "accepted_at"]
    list_filter = ["state", "period__quarter", "period__year__year"]
    list_select_related = ["commitment__unit", "commitment__year", "period__year"]
