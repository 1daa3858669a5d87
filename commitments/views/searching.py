"""Lists searched without accents, in columns that keep no folded key of their own."""

from typing import Any, TypeVar

from django.db.models import QuerySet

from camket.text import search_key

Rows = TypeVar("Rows", bound=QuerySet[Any])


def matching(rows: Rows, typed: str, *columns: str) -> Rows:
    """The rows in whose columns, read as one, every word that was typed stands.

    All of them when nothing was typed; else one query more.
    """
    words = search_key(typed).split()
    if not words:
        return rows
    keys = (
        (pk, search_key(" ".join(text for text in texts if text)))
        for pk, *texts in rows.values_list("pk", *columns)
    )
    return rows.filter(pk__in=[pk for pk, key in keys if all(word in key for word in words)])
