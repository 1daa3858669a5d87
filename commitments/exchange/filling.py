"""What is there, as rows of the template: exported, changed or not, and imported again."""

from datetime import date

from commitments.exchange.columns import PEOPLE, STEPS, TASKS, UNITS, Column
from commitments.exchange.names import Names, group_names, group_title, unit_names
from commitments.exchange.template import Filled
from commitments.models import Commitment, Task, Year
from units.models import Appointment, Committee, Group, Person, Unit
from units.roles import Permission, Role

_UNIT = ("rank", "code", "full_name", "short_name", "report_name", "collective", "head_post",
         "phone", "valid_from", "valid_to")  # fmt: skip
_TASK = ("number", "title", "owner_name", "owner_post", "basis", "product", "unit_of_measure",
         "baseline", "target", "given_target", "due_on")  # fmt: skip


def filled(committee: Committee, year: Year | None, *, by: Person, on: date) -> Filled:
    """Every unit, the posts that last (of the committee itself only for its administrator), and
    the year's tasks as far as ``by`` may see them; in a constant number of queries."""
    units = list(committee.units.select_related("group"))
    names, groups = unit_names(units), group_names(committee.groups.all())
    found = Filled({UNITS.key: [_unit(unit, groups) for unit in units]})
    found.rows[PEOPLE.key] = list(_people(committee, names, by, on))
    if year is not None:
        rows = Commitment.objects.visible_to(by).filter(year=year) if by.pk else year.commitments
        parts = ("tasks__milestones", "tasks__supporting_units")
        commitments = list(rows.all().select_related("unit__group").prefetch_related(*parts))
        tasks = [(row.unit, task) for row in commitments for task in row.tasks.all()]
        found.rows[TASKS.key] = [_task(unit, task, names) for unit, task in tasks]
        found.rows[STEPS.key] = [
            {
                "number": task.number,
                "unit": names.label(unit.short_name, unit.code),
                "quarter": _shown(STEPS.column("quarter"), str(step.quarter)),
                "text": step.text,
                "planned_value": step.planned_value,
                "weight": step.weight,
            }
            for unit, task in tasks
            for step in task.milestones.all()
        ]
    return found


def _unit(unit: Unit, groups: Names[Group]) -> dict:
    row = {name: getattr(unit, name) for name in _UNIT}
    row["group"] = groups.label(group_title(unit.group), unit.group.code)
    row["kind"] = _shown(UNITS.column("kind"), unit.kind)
    return row


def _people(committee: Committee, names: Names[Unit], by: Person, on: date) -> list[dict]:
    posts = Appointment.objects.filter(committee=committee).exclude(ends_on__lt=on)
    posts = posts.select_related("person", "unit")
    if not by.can(Permission.MANAGE_PEOPLE, committee, on):
        posts = posts.filter(role__in=[Role.HEAD, Role.REPORTER])
    order = ("unit__group__rank", "unit__rank", "unit", "role", "starts_on", "pk")
    return [
        {
            "number": number,
            "full_name": post.person.full_name,
            "email": post.person.email,
            "phone": post.person.phone,
            "role": _shown(PEOPLE.column("role"), post.role),
            "unit": names.label(post.unit.short_name, post.unit.code) if post.unit else "",
            "position": post.position,
            "starts_on": post.starts_on,
            "may_submit": "Có" if post.may_submit else "",
        }
        for number, post in enumerate(posts.order_by(*order), start=1)
    ]


def _task(unit: Unit, task: Task, names: Names[Unit]) -> dict:
    row = {name: getattr(task, name) for name in _TASK}
    others = task.supporting_units.all()
    return row | {
        "unit": names.label(unit.short_name, unit.code),
        "kind": _shown(TASKS.column("kind"), task.kind),
        "responsibility": _shown(TASKS.column("responsibility"), task.responsibility),
        "maintain": _shown(TASKS.column("maintain"), task.maintain),
        "supporting_units": "; ".join(names.label(o.short_name, o.code) for o in others),
    }


def _shown(column: Column, stored: str) -> str:
    return dict(column.choices).get(stored, "")
