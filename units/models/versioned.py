"""A number that changes with every edit, so that two people at one form cannot miss each other."""

from django.db import models


class Versioned(models.Model):
    """A row edited through a form; the form carries ``version`` back. Source: trust.md §0 (9)."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
