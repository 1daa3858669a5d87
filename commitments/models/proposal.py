"""What a unit proposes upwards or sideways, with an addressee, a reply deadline and an answer.

Source: domain.md §2, §5, §8 ("proposals that nobody answers").
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import (
    Avg,
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    Value,
    When,
)
from django.db.models.functions import TruncDate

from camket import clock
from commitments.models.choices import Addressee
from commitments.models.progress import ProgressReport
from commitments.models.task import Task
from commitments.models.year import Year
from commitments.states import ProposalOutcome, ProposalState
from units.models import Person, Unit
from units.roles import Permission

# Addressees as lists put them: the Standing Committee, the other bodies, the units.
RANK = Case(
    *(When(addressee=value, then=Value(place)) for place, value in enumerate(Addressee.values)),
    output_field=IntegerField(),
)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, person: Person) -> "ProposalQuerySet":
        """All of a committee for those who see all rows; a unit's own; those put to the unit."""
        everywhere = person.scope(Permission.SEE_ALL_ROWS)
        own = person.scope(Permission.SEE_OWN_ROWS)
        return self.filter(
            Q(report__commitment__year__committee__in=everywhere.committees)
            | Q(report__commitment__unit__in=own.units)
            | (Q(addressed_unit__in=own.units) & ~Q(state=ProposalState.WITHDRAWN))
        )

    def late(self, on: date) -> "ProposalQuerySet":
        """Past their reply deadline and not answered: late to answer (domain.md §4)."""
        return self.filter(state=ProposalState.OPEN, due_on__lt=on)

    def put(self) -> "ProposalQuerySet":
        """What its unit has not taken back."""
        return self.exclude(state=ProposalState.WITHDRAWN)

    def of_year(self, year: Year) -> "ProposalQuerySet":
        return self.filter(report__commitment__year=year)

    def by_addressee(self, on: date) -> "models.QuerySet[Proposal, dict[str, Any]]":
        """Counted for each addressee: lateness is the addressee's (domain.md §8). One query.

        ``asked`` all that were put and not taken back, ``answered`` of these, ``late`` answered
        after the day or open past it, ``waiting`` open, ``mean`` the time to an answer. What was
        put to another addressee since counts for the present one.
        """
        took = ExpressionWrapper(F("answered_at") - F("made_at"), output_field=DurationField())
        answered, waiting = Q(state=ProposalState.ANSWERED), Q(state=ProposalState.OPEN)
        after = Q(due_on__lt=TruncDate("answered_at", tzinfo=clock.TZ))
        return (
            self.put()
            .order_by()
            .values(
                "addressee",
                unit=F("addressed_unit__short_name"),
                code=F("addressed_unit__code"),
            )
            .annotate(
                asked=Count("pk"),
                answered=Count("pk", filter=answered),
                waiting=Count("pk", filter=waiting),
                late=Count("pk", filter=(answered & after) | (waiting & Q(due_on__lt=on))),
                mean=Avg(took, filter=answered),
            )
            .order_by(RANK, "addressed_unit__group__rank", "addressed_unit__rank")
        )

    def with_names(self) -> "ProposalQuerySet":
        return self.select_related(
            "report__period__year__committee",
            "report__commitment__year__committee",
            "report__commitment__unit__group",
            "task",
            "addressed_unit__carried_by",
            "answered_by",
        ).defer("report__commitment__content")


class Proposal(models.Model):
    """A kiến nghị, made when its quarter is handed in. ``task`` is null in the general part.

    ``due_on`` is the day by which the addressee answers; ``wanted_by`` what the unit had asked for.
    """

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="raised")
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, blank=True, related_name="raised"
    )
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    text = models.TextField("kiến nghị, đề xuất")
    addressee = models.CharField("kiến nghị với", max_length=20, choices=Addressee)
    addressed_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals_received"
    )
    wanted_by = models.DateField("đơn vị cần trước ngày", null=True, blank=True)
    due_on = models.DateField("hạn trả lời")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    outcome = models.CharField(max_length=10, choices=ProposalOutcome, blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.CharField("trả lời thay mặt", max_length=200, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "task"],
                condition=Q(state="OPEN", task__isnull=False),
                name="proposal_one_open_a_task",
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state="OPEN", task=None),
                name="proposal_one_open_in_general",
            ),
            models.CheckConstraint(
                name="proposal_to_a_unit_names_it",
                condition=Q(addressee="UNIT", addressed_unit__isnull=False)
                | (~Q(addressee="UNIT") & Q(addressed_unit=None)),
            ),
            models.CheckConstraint(
                name="proposal_answered_says_what",
                condition=~Q(state="ANSWERED")
                | (Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Kiến nghị của {self.report.commitment.unit.short_name}"

    @property
    def put_to(self) -> str:
        """Whom, in words: 'Ban Thường vụ', 'Phòng Kinh tế'."""
        if self.addressed_unit:
            return self.addressed_unit.short_name
        return Addressee(self.addressee).label

    @property
    def about(self) -> str:
        """'Nhiệm vụ 3', or the report's general part."""
        return f"Nhiệm vụ {self.task.number}" if self.task else "Phần chung"

    def days_late(self, on: date) -> int:
        """Whole days past the deadline, on the day of the answer or else on ``on``; 0 in time."""
        if self.state == ProposalState.WITHDRAWN:
            return 0
        until = clock.local_date(self.answered_at) if self.answered_at else on
        return max((until - self.due_on).days, 0)
