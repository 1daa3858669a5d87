"""The Office enters the documents of a year, sets the year up and opens its registration."""

from camket.demo.telling.stage import Stage, at
from camket.demo.years import DOCUMENTS, YEARS
from commitments import periods
from commitments.workflow import bases, years
from commitments.workflow.year_settings import YearData


def open_year(stage: Stage, number: int) -> None:
    """A register with what the year's tasks will cite; the year rests on some of it."""
    spec = YEARS[number]
    _register_documents(stage, number)
    locks = {q.quarter: q.locks_on for q in periods.default_dates(number)}
    data = YearData(
        theme=spec.theme,
        min_tasks=spec.min_tasks,
        max_tasks=spec.max_tasks,
        registration_due_on=spec.register_by,
        conference_on=spec.signed_on,
        bases=tuple(stage.documents[basis.cited].pk for basis in spec.bases),
        quarters=[
            periods.QuarterDates(p.quarter, p.due_on, locks[p.quarter]) for p in spec.periods
        ],
    )
    stage.years[number] = years.open_year(
        committee=stage.committee, year=number, data=data, by=stage.clerk, at=at(spec.opened_on, 8)
    )
    years.open_registration(year=stage.years[number], by=stage.clerk, at=at(spec.opened_on, 9))
    stage.years[number].refresh_from_db()


def _register_documents(stage: Stage, number: int) -> None:
    for minute, spec in enumerate(DOCUMENTS[number], 30):
        stage.documents[spec.cited] = bases.save_basis(
            committee=stage.committee,
            data=bases.BasisData(
                kind=spec.kind,
                number=spec.number,
                issued_on=spec.issued_on,
                issuer=spec.issuer,
                summary=spec.summary,
                ended_on=spec.ended_on,
            ),
            by=stage.clerk,
            at=at(YEARS[number].opened_on, 7, minute),
        )
