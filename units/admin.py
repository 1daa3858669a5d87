"""The server administrator's look at the rows of this app: to read, never to change.

Every change is a verb of ``units.workflow`` and leaves a record; a form here would leave none.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from units.models import Appointment, Committee, Group, Person, Unit


class ReadOnly(admin.ModelAdmin):
    """Lists and shows; adds, changes and deletes nothing."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Committee)
class CommitteeAdmin(ReadOnly):
    list_display = ["name", "code", "place", "symbol", "first_year"]
    search_fields = ["name", "code"]


@admin.register(Group)
class GroupAdmin(ReadOnly):
    list_display = ["short_name", "number", "heading", "rank", "committee"]
    list_filter = ["committee"]
    list_select_related = ["committee"]


@admin.register(Unit)
class UnitAdmin(ReadOnly):
    list_display = ["short_name", "kind", "group", "rank", "valid_from", "valid_to"]
    list_filter = ["committee", "kind"]
    list_select_related = ["group"]
    search_fields = ["search_key"]


@admin.register(Person)
class PersonAdmin(ReadOnly):
    fields = ["full_name", "email", "phone", "is_active", "last_login"]
    list_display = ["full_name", "email", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["search_key"]


@admin.register(Appointment)
class AppointmentAdmin(ReadOnly):
    list_display = ["person", "role", "position", "committee", "unit", "starts_on", "ends_on"]
    list_filter = ["role", "committee"]
    list_select_related = ["person", "committee", "unit"]
