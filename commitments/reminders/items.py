"""What is outstanding on a day: reports not handed in, registrations not sent, by person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from commitments import emails, periods, rules
from commitments.models import Commitment, ProgressReport
from commitments.states import (
    UNIT_MAY_WRITE_COMMITMENT,
    CommitmentState,
    ReportState,
    YearState,
)
from units.models import Appointment, Committee, Person, Unit
from units.roles import Role


@dataclass(frozen=True)
class Item:
    """One outstanding thing of one unit, as it stands on one day.

    ``thing`` names it for good ("report:12"); ``step`` is the ladder's step that stands on the
    day, None while the ladder has not begun. ``locks_on`` is None where nothing locks;
    ``sent_back`` is said of registrations alone.
    """

    thing: str
    name: str
    unit: Unit
    committee: Committee
    year: int
    due_on: date
    locks_on: date | None
    days: int
    step: int | None
    sent_back: bool
    href: str

    @property
    def key(self) -> str:
        """What is reminded of once: a due day that the Office moves starts its ladder anew."""
        return f"{self.thing}:{self.due_on}:{self.step}"

    @property
    def label(self) -> str:
        return f"{self.name} – {self.unit.short_name}"


@dataclass(frozen=True)
class Reminder:
    """All that stands on the ladder for one person: the soonest first, then as units are listed."""

    person: Person
    items: tuple[Item, ...]

    @property
    def keys(self) -> set[str]:
        return {item.key for item in self.items}


def outstanding(
    on: date, *, committee: Committee | None = None, person: Person | None = None
) -> list[Reminder]:
    """Heads and reporters in force on the day, each with what stands on the ladder for them.

    With ``committee``: the people who have something there. A fixed number of queries.
    """
    units = _units_by_person(on, committee, person)
    narrow = {pk for theirs in units.values() for pk in theirs} if committee or person else None
    by_unit = defaultdict(list)
    for place, item in enumerate(items_on(on, narrow)):
        if item.step is not None:
            by_unit[item.unit.pk].append((item.days, place, item))
    reminders = []
    for who, theirs in units.items():
        items = [item for *_, item in sorted(found for pk in theirs for found in by_unit[pk])]
        if items and (committee is None or any(i.committee == committee for i in items)):
            reminders.append(Reminder(who, tuple(items)))
    return reminders


def items_on(on: date, units: Iterable[int] | None = None) -> Iterator[Item]:
    """Everything outstanding whose due day is not past, in the order of the units.

    A report that was handed in once is on time for good (domain.md §4): while it lies with its
    unit again, the mail that it was sent back is the word about it, not the ladder.
    """
    reports = ProgressReport.objects.with_names().defer("commitment__content")
    reports = reports.prefetch_related("extensions").filter(
        state=ReportState.OPEN,
        commitment__state=CommitmentState.SIGNED,
        period__due_on__gte=on,
    )
    registrations = Commitment.objects.living(on).select_related("year__committee", "unit__group")
    registrations = registrations.filter(
        state__in=UNIT_MAY_WRITE_COMMITMENT,
        year__state__in=rules.WRITABLE_YEARS,
        year__registration_due_on__gte=on,
    )
    if units is not None:
        reports = reports.filter(commitment__unit__in=units)
        registrations = registrations.filter(unit__in=units)
    for report in reports.exclude(commitment__year__state=YearState.CLOSED):
        yield _of_report(report, on)
    for commitment in registrations:
        yield _of_registration(commitment, on)


def _of_report(report: ProgressReport, on: date) -> Item:
    return _item(
        report.commitment,
        on,
        thing=f"report:{report.pk}",
        name=f"báo cáo {report.period}",
        due_on=report.period.due_on,
        locks_on=rules.lock_day(report),
        sent_back=False,
        href=emails.report_href(report),
    )


def _of_registration(commitment: Commitment, on: date) -> Item:
    due_on = commitment.year.registration_due_on
    assert due_on is not None  # the query asks for one
    return _item(
        commitment,
        on,
        thing=f"registration:{commitment.pk}",
        name=f"đăng ký cam kết năm {commitment.year.year}",
        due_on=due_on,
        locks_on=None,
        sent_back=commitment.state == CommitmentState.SENT_BACK,
        href=emails.commitment_href(commitment),
    )


def _item(commitment: Commitment, on: date, *, due_on: date, **facts: Any) -> Item:
    year = commitment.year
    return Item(
        unit=commitment.unit,
        committee=year.committee,
        year=year.year,
        due_on=due_on,
        days=periods.days_left(on, due_on),
        step=periods.ladder_step(on, due_on, year.reminder_days),
        **facts,
    )


def _units_by_person(
    on: date, committee: Committee | None, person: Person | None
) -> dict[Person, set[int]]:
    """The units each person heads, reports for or carries on, on the day; who may log in alone."""
    posts = Appointment.objects.in_force(on).filter(
        role__in=[Role.HEAD, Role.REPORTER], person__is_active=True
    )
    if committee is not None:
        posts = posts.filter(
            person__in=posts.filter(committee=committee).order_by().values("person")
        )
    if person is not None:
        posts = posts.filter(person=person)
    units: dict[Person, set[int]] = defaultdict(set)
    for post in posts.select_related("person").order_by("person_id", "pk").with_carried():
        units[post.person] |= post.units_on(on)
    return units
