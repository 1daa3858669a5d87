"""Every state of a commitment × every verb of registering, choosing and signing × every person.

One table says who may do what when; everything it does not name must be refused and leave the
commitment as it was. Sources: domain.md §5, §6.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from camket.audit import Refused
from camket.models import AuditEntry
from commitments.models import Choice, Commitment, Suggestion
from commitments.workflow import assigning, choosing, registering, signing, suggesting
from commitments.workflow.batches import Share, assign_to_many
from commitments.workflow.selection import Chosen, choose_tasks
from tests import cast as stage
from units.roles import Role

STAGES = {
    "DRAFT": stage.draft,
    "SUBMITTED": stage.submitted,
    "PASSED_ON": stage.passed_on,
    "SENT_BACK": stage.sent_back,
    "APPROVED": stage.approved,
    "SIGNED": stage.signed,
}
WHEN = {"at": stage.at(1, 9)}


def second(commitment: Commitment) -> Any:
    return commitment.tasks.select_related("commitment").get(number=2)


def open_one(commitment: Commitment, by: Any) -> Suggestion:
    """An open proposal of a new wording for task 1."""
    task = commitment.tasks.select_related("commitment").get(number=1)
    changes = {"before": {"title": task.title}, "after": {"title": "Viết rõ"}}
    made, _ = Suggestion.objects.get_or_create(
        task=task, state="OPEN", defaults=changes | {"made_at": WHEN["at"], "made_by": by}
    )
    return made


VERBS: dict[str, Callable[[Commitment, Any], object]] = {
    "write": lambda c, by: registering.save_task(
        commitment=c, data=stage.task_data(5), by=by, **WHEN
    ),
    "remove": lambda c, by: registering.remove_task(task=second(c), by=by, **WHEN),
    "move": lambda c, by: registering.move_task(task=second(c), up=True, by=by, **WHEN),
    "submit": lambda c, by: registering.submit_registration(
        commitment=c, key=uuid4(), by=by, **WHEN
    ),
    "send_back": lambda c, by: choosing.send_back(
        commitment=c, comment="Ghi rõ.", task_comments={}, by=by, **WHEN
    ),
    "pass_on": lambda c, by: choosing.pass_on(commitment=c, by=by, **WHEN),
    "assign": lambda c, by: assigning.assign_task(
        commitment=c, data=stage.task_data(5), by=by, **WHEN
    ),
    "except": lambda c, by: choosing.allow_exception(
        commitment=c, least=1, most=9, reason="Hai dự án lớn.", by=by, **WHEN
    ),
    "choose": lambda c, by: choose_tasks(
        commitment=c, choices={second(c).pk: Chosen(Choice.NOT_CHOSEN, "Trùng.")}, by=by, **WHEN
    ),
    "suggest": lambda c, by: suggesting.suggest_change(
        commitment=c,
        task=c.tasks.get(number=1),
        data=stage.task_data(1, title="Khác"),
        comment="Ghi rõ.",
        by=by,
        **WHEN,
    ),
    "withdraw_suggestion": lambda c, by: suggesting.withdraw_suggestion(
        suggestion=open_one(c, by), by=by, **WHEN
    ),
    "answer_suggestion": lambda c, by: suggesting.answer_suggestion(
        suggestion=open_one(c, by), confirm=True, by=by, **WHEN
    ),
    "assign_many": lambda c, by: assign_to_many(
        year=c.year,
        data=stage.task_data(5),
        shares=[Share(c.pk, Decimal(0), Decimal(150), None, date(2021, 9, 30), "Một người")],
        batch=uuid4(),
        by=by,
        **WHEN,
    ),
    "approve": lambda c, by: choosing.approve(commitment=c, by=by, **WHEN),
    "sign_as_head": lambda c, by: signing.sign_as_head(commitment=c, by=by, **WHEN),
    "sign_as_standing": lambda c, by: signing.sign_as_standing(commitment=c, by=by, **WHEN),
    "conference": lambda c, by: signing.sign_at_conference(
        year=c.year, commitments=[c.pk], signed_on=WHEN["at"].date(), by=by, **WHEN
    ),
}
OFFICE, UNIT = {"clerk", "office_head"}, {"head", "reporter"}
WRITING, WITH_OFFICE = {"DRAFT", "SENT_BACK"}, {"SUBMITTED", "PASSED_ON"}
MAY = {
    "write": (WRITING, OFFICE | UNIT),
    "remove": (WRITING, OFFICE | UNIT),
    "move": (WRITING, OFFICE | UNIT),
    "submit": (WRITING, OFFICE | {"head"}),
    "send_back": ({"SUBMITTED", "PASSED_ON"}, OFFICE),
    "pass_on": ({"SUBMITTED"}, OFFICE),
    "assign": (WRITING | {"SUBMITTED", "PASSED_ON"}, OFFICE),
    "except": (WRITING | {"SUBMITTED", "PASSED_ON"}, OFFICE),
    "choose": (WITH_OFFICE, OFFICE),
    "suggest": (WITH_OFFICE, OFFICE),
    "withdraw_suggestion": (WITH_OFFICE | {"SENT_BACK"}, OFFICE),
    "answer_suggestion": (WITH_OFFICE | {"SENT_BACK"}, OFFICE | {"head"}),
    "assign_many": (WRITING | WITH_OFFICE, OFFICE),
    "approve": ({"PASSED_ON"}, {"standing"}),
    "sign_as_head": ({"APPROVED"}, {"head"}),
    "sign_as_standing": ({"APPROVED"}, {"standing"}),
    "conference": ({"APPROVED"}, OFFICE | {"standing"}),
}
# Who may in one of these states besides.
ALSO = {("send_back", "PASSED_ON"): {"standing"}}


def who_may(verb: str, state: str) -> set[str]:
    states, people = MAY[verb]
    return (people if state in states else set()) | ALSO.get((verb, state), set())


def test_the_table_names_every_verb() -> None:
    assert MAY.keys() == VERBS.keys()


@pytest.mark.parametrize("state", STAGES)
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_do_what_in_which_state(cast: Any, verb: str, state: str) -> None:
    """The refused come first, on one commitment that none of them may change; then the allowed."""
    commitment = STAGES[state](cast)
    allowed = who_may(verb, state)
    before = snapshot(commitment)
    for name, person in cast.people().items():
        if name not in allowed:
            with pytest.raises(Refused) as refused:
                VERBS[verb](stage.fresh(commitment), person)
            assert refused.value.sentence.endswith(".")
            assert snapshot(commitment) == before, name
    for name in sorted(allowed)[:1]:
        VERBS[verb](stage.fresh(commitment), cast.people()[name])
        assert snapshot(commitment) != before
        assert AuditEntry.objects.latest("pk").by == cast.people()[name]


@pytest.mark.parametrize("verb", VERBS)
def test_each_person_of_the_table_may(cast: Any, verb: str) -> None:
    """The allowed of one state, each on a commitment of their own: none is refused."""
    state = sorted(MAY[verb][0])[0]
    people = who_may(verb, state)
    units = [
        stage.unit_row(cast.wards, f"p-{name.replace('_', '-')}", name, kind="WARD", rank=9)
        for name in sorted(people)
    ]
    for unit, name in zip(units, sorted(people), strict=True):
        person = cast.people()[name]
        if name in UNIT:
            stage.appoint(person, Role.HEAD if name == "head" else Role.REPORTER, unit)
        person.__dict__.pop("posts", None)
    for unit, name in zip(units, sorted(people), strict=True):
        commitment = by_office(cast, unit, state)
        VERBS[verb](commitment, cast.people()[name])
        assert AuditEntry.objects.latest("pk").by == cast.people()[name]


def by_office(cast: Any, unit: Any, state: str) -> Commitment:
    """The state reached with the clerk and the standing member alone, on behalf of the unit."""
    from tests.cast import at

    commitment = stage.empty(cast, unit)
    for n in (1, 2, 3):
        registering.save_task(
            commitment=commitment, data=stage.task_data(n), by=cast.clerk, at=at(1, 5)
        )
    steps = {"DRAFT": 0, "SUBMITTED": 1, "PASSED_ON": 2, "APPROVED": 3}[state]
    if steps > 0:
        registering.submit_registration(
            commitment=commitment, key=uuid4(), by=cast.clerk, at=at(1, 6)
        )
    if steps > 1:
        choosing.pass_on(commitment=commitment, by=cast.clerk, at=at(1, 7))
    if steps > 2:
        choosing.approve(commitment=commitment, by=cast.standing, at=at(1, 8))
    return stage.fresh(commitment)


def snapshot(commitment: Commitment) -> Any:
    """Everything a verb could change, and the record of deeds."""
    row = Commitment.objects.filter(pk=commitment.pk).values().get()
    tasks = list(commitment.tasks.order_by("number").values_list("pk", "number", "title", "choice"))
    answered = Suggestion.objects.exclude(state="OPEN").count()
    return row, tasks, answered, commitment.rounds.count(), AuditEntry.objects.count()


@pytest.mark.parametrize("verb", VERBS)
def test_a_closed_year_refuses_every_deed(cast: Any, verb: str) -> None:
    """Control: the same deed on the same paper is possible while the year runs (tested above)."""
    states, people = MAY[verb]
    commitment = STAGES[sorted(states)[0]](cast)
    commitment.year.__class__.objects.filter(pk=commitment.year_id).update(state="CLOSED")
    for name in people:
        with pytest.raises(Refused):
            VERBS[verb](stage.fresh(commitment), cast.people()[name])
