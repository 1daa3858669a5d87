"""Full validation before every save: a failed constraint becomes a sentence, never a 500."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from camket.audit import Refused


def save(row: Model) -> None:
    """Full validation, then save; every failed constraint becomes a sentence."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused("Dữ liệu chưa hợp lệ.", lines=error.messages) from error
    row.save()


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    """What differed before, as text, for the audit entry."""
    return {name: str(value) for name, value in before.items() if value != after[name]}
