"""Validation before every save, versions at every edit: a failure becomes a sentence, never a 500."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from camket.audit import Conflict, Refused
from camket.text import nfc
from units.models.versioned import Versioned

STALE = "Người khác đã lưu thay đổi trong lúc anh/chị đang nhập."
TAKEN = "Dữ liệu này vừa được ghi trước đó. Đề nghị tải lại trang để xem."

Row = TypeVar("Row", bound=Model)
Edited = TypeVar("Edited", bound=Versioned)


def locked(row: Row) -> Row:
    """The row as it is now, held until the transaction ends."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def save(row: Model) -> None:
    """Full validation, then save; every failed constraint becomes a sentence."""
    _validate(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # somebody was quicker than the validation
        raise Refused(TAKEN) from error


def change(
    row: Edited, changes: Mapping[str, Any], version: int | None = None
) -> tuple[Edited, dict[str, Any]]:
    """Write what differs; returns the row as saved and the former values (empty: no difference).

    Raises Conflict with the other person's values when ``version`` is no longer the row's; None
    asks for no version (no form was shown). Raises Refused when the values contradict.
    """
    now = locked(row)
    theirs = {name: getattr(now, name) for name in changes}
    if version is not None and version != now.version:
        raise Conflict(STALE, theirs=theirs, version=now.version)
    wanted = {name: tidy(value) for name, value in changes.items()}
    differing = {name: value for name, value in wanted.items() if value != theirs[name]}
    if not differing:
        return now, {}
    for name, value in differing.items():
        setattr(now, name, value)
    _validate(now)
    _claim(now, differing, theirs)
    return now, {name: theirs[name] for name in differing}


def tidy(value: Any) -> Any:
    """Text in NFC without spaces around it; anything else as it is."""
    return nfc(value).strip() if isinstance(value, str) else value


def as_words(before: Mapping[str, Any]) -> dict[str, str]:
    """Former values as text, for the audit entry."""
    return {name: str(value) for name, value in before.items()}


def names_of(row: Model, before: Mapping[str, Any]) -> str:
    """What was changed, in the words of the form: "điện thoại, tên ngắn"."""
    fields = [row._meta.get_field(name) for name in before]
    return ", ".join(str(f.verbose_name) for f in fields if getattr(f, "editable", False))  # type: ignore[union-attr]


def _validate(row: Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused("Dữ liệu chưa hợp lệ.", lines=error.messages) from error


def _claim(now: Versioned, differing: Mapping[str, Any], theirs: dict[str, Any]) -> None:
    rows = type(now)._default_manager.filter(pk=now.pk, version=now.version)
    try:
        with transaction.atomic():
            written = rows.update(version=now.version + 1, **differing)
    except IntegrityError as error:
        raise Refused(TAKEN) from error
    if written != 1:
        raise Conflict(STALE, theirs=theirs, version=now.version)
    now.version += 1
