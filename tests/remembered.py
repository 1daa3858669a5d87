"""Stories told once a process, then put back as rows: telling them was the suite's greatest cost.

A story (``tests/cast.py``) writes rows by the real verbs. The first time it is told in full and
remembered with everything it stood on: each row of the database, its arguments, the day. Where all
of that is the same again, its rows are written back at once; the least difference tells it anew.
"""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from camket import clock

P = ParamSpec("P")
R = TypeVar("R")
Row = tuple[Any, ...]
Rows = tuple[tuple[Row, ...], ...]  # of each table

# The same in every test.
_CONSTANT = {"contenttypes.contenttype", "auth.permission"}


class _Table(NamedTuple):
    key: int  # which column
    select: str
    insert: str
    update: str
    delete: str


class _Written(NamedTuple):
    """Done to one table: whole rows, and the keys of those taken away."""

    added: list[Row]
    changed: list[Row]
    gone: list[object]


@dataclass(frozen=True)
class _Told:
    """What a story has done to each table, what waits for the commit, and what it gave back."""

    writings: tuple["_Written", ...]
    waiting: tuple[tuple[Callable[[], object], bool], ...]
    result: bytes


_memory: dict[tuple[object, ...], _Told] = {}


def remembered(story: Callable[P, R]) -> Callable[P, R]:
    """Tells the story, or writes back what it wrote when it was told onto the very same rows.

    Outside a transaction, where others see the rows, it is always told.
    """

    @wraps(story)
    def told(*args: P.args, **more: P.kwargs) -> R:
        if not connection.in_atomic_block:
            return story(*args, **more)
        before = _rows()
        circumstances = clock.today(), settings.SITE_URL
        key = (story.__module__, story.__name__, _named(args), _named(more), circumstances, before)
        if key in _memory:
            return _told_again(_memory[key])  # type: ignore[no-any-return]
        first = len(connection.run_on_commit)
        result = story(*args, **more)
        waiting = tuple((deed, robust) for _, deed, robust in connection.run_on_commit[first:])
        _memory[key] = _Told(_written(before, _rows()), waiting, pickle.dumps(result))
        return result

    return told


def _told_again(one: _Told) -> Any:
    with connection.cursor() as cursor:
        for table, done in zip(_tables(), one.writings, strict=True):
            if done.gone:
                cursor.executemany(table.delete, [(key,) for key in done.gone])
            if done.changed:
                cursor.executemany(table.update, [(*row, row[table.key]) for row in done.changed])
            if done.added:
                cursor.executemany(table.insert, done.added)
    for deed, robust in one.waiting:
        transaction.on_commit(deed, robust=robust)
    return pickle.loads(one.result)


def _named(value: object) -> object:
    """What tells one argument from another; a row is told by its key."""
    if isinstance(value, models.Model):
        return value._meta.label, value.pk
    if isinstance(value, dict):
        return tuple((name, _named(one)) for name, one in sorted(value.items()))
    if isinstance(value, tuple):
        return tuple(_named(one) for one in value)
    if is_dataclass(value):
        return tuple(_named(getattr(value, field.name)) for field in fields(value))
    return repr(value)


@cache
def _tables() -> tuple[_Table, ...]:
    return tuple(_described())


def _described() -> Iterator[_Table]:
    quote = connection.ops.quote_name
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower in _CONSTANT or model._meta.proxy or not model._meta.managed:
            continue
        name, key = quote(model._meta.db_table), model._meta.pk
        columns = [field.column for field in model._meta.local_concrete_fields]
        said = ", ".join(quote(column) for column in columns)
        mine = f"{quote(key.column)} = %s"
        values = ", ".join(f"{quote(column)} = %s" for column in columns)
        yield _Table(
            key=columns.index(key.column),
            select=f"SELECT {said} FROM {name} ORDER BY {quote(key.column)}",
            insert=f"INSERT INTO {name} ({said}) VALUES ({', '.join(['%s'] * len(columns))})",
            update=f"UPDATE {name} SET {values} WHERE {mine}",
            delete=f"DELETE FROM {name} WHERE {mine}",
        )


def _rows() -> Rows:
    found = []
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(table.select)
            found.append(tuple(cursor.fetchall()))
    return tuple(found)


def _written(before: Rows, after: Rows) -> tuple[_Written, ...]:
    done = []
    for table, old, new in zip(_tables(), before, after, strict=True):
        once = {row[table.key]: row for row in old}
        now = {row[table.key]: row for row in new}
        done.append(
            _Written(
                added=[row for key, row in now.items() if key not in once],
                changed=[row for key, row in now.items() if once.get(key, row) != row],
                gone=[key for key in once if key not in now],
            )
        )
    return tuple(done)
