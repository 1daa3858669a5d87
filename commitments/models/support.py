"""The units that a task names as supporting it, and what they have answered."""

from django.db import models
from django.db.models import Q

from commitments.models.choices import Choice
from commitments.models.task import Task
from commitments.states import ANSWERABLE, WRITABLE_YEARS, SupportState
from units.models import Person, Unit
from units.roles import Permission


class SupportQuerySet(models.QuerySet["Support"]):
    def visible_to(self, person: Person) -> "SupportQuerySet":
        """Of tasks the person may read, and of tasks the person's own unit has been asked to support.

        A unit named in a draft that nobody has handed in yet knows nothing of it.
        """
        own = person.scope(Permission.SEE_OWN_ROWS)
        asked = Q(unit__in=own.units, times_asked__gt=0)
        return self.filter(Q(task__in=Task.objects.visible_to(person)) | asked)

    def shared(self) -> "SupportQuerySet":
        """Of tasks that are still to be done: neither left out by the Office nor withdrawn since."""
        return self.exclude(task__choice=Choice.NOT_CHOSEN).filter(task__left_on=None)

    def to_answer(self) -> "SupportQuerySet":
        """Asked, not answered yet, and still to be answered."""
        return self.shared().filter(
            state=SupportState.WAITING,
            asked_at__isnull=False,
            task__commitment__state__in=ANSWERABLE,
            task__commitment__year__state__in=WRITABLE_YEARS,
        )

    def with_names(self) -> "SupportQuerySet":
        """With all that a list row prints, in one query; without the frozen paper."""
        return self.select_related(
            "unit__group", "task__commitment__unit__group", "task__commitment__year__committee"
        ).defer("task__commitment__content")


class Support(models.Model):
    """A unit that another unit's task names as supporting, and what it has answered.

    Asked when the lead unit hands its registration in; asked anew when the words of the task have
    changed since. ``asked_at`` is when it was asked about the present words, null: not yet.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="supports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="supports")
    state = models.CharField(max_length=10, choices=SupportState, default=SupportState.WAITING)
    asked_at = models.DateTimeField(null=True)
    times_asked = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField("ý kiến của đơn vị phối hợp", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ["task", "unit__group__rank", "unit__rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="support_unique"),
            models.CheckConstraint(
                name="support_answered_has_a_time",
                condition=Q(state="WAITING", answered_at=None)
                | (~Q(state="WAITING") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="support_declined_has_a_reason",
                condition=~Q(state="DECLINED") | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short_name} – {self.get_state_display().lower()}"
