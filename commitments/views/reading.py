"""One unit's commitment: being written, or as the paper that is signed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import audit, clock
from commitments import access as pages
from commitments import rules
from commitments.models import (
    Choice,
    Commitment,
    CommitmentRound,
    Support,
    Task,
    TaskOrigin,
)
from commitments.models.rounds import Verdict
from commitments.states import SIGNED_STATES, CommitmentState
from commitments.views.beside import recorded
from commitments.views.clarity import last_year_rows, past_row
from commitments.views.deeds import crumbs, href_of
from commitments.views.offers import offers, waits_for
from commitments.views.papers import Paper, paper_of
from commitments.views.questions import beside, red_of
from commitments.views.scans import cards
from commitments.views.suggesting import open_suggestions
from commitments.views.verified import verified_lines
from commitments.views.versions import amendments_of, history_with, versions_of
from commitments.workflow.checking import check
from commitments.workflow.freezing import task_content
from commitments.workflow.measures import goal_of_frozen
from commitments.workflow.past import histories
from commitments.workflow.signing import day_objection
from units import access
from units.models import Person


@require_safe
def commitment(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """The writing page to those who may write now, the paper to everybody else (or ?ban-in)."""
    found = pages.commitment(request, code, year, unit)
    me = access.person(request)
    context = _common(request, found)
    may_write = rules.may_write_registration(me, found, clock.today())
    if may_write and "ban-in" not in request.GET:
        return render(request, "commitments/writing.html", context | _writing(me, found, context))
    paper = paper_of(found)
    context |= {
        "paper": paper,
        "may_write": may_write,
        "surplus": _surplus(found, paper),
        "left_out": found.tasks.filter(choice=Choice.NOT_CHOSEN).count(),
        "clarity": found.tasks.to_sign().clarity_percent(),
        "scans": cards(found) if found.state in SIGNED_STATES else [],
        "may_upload": rules.may_upload_scan(me, found, clock.today()),
        "versions": versions_of(found),
        "amendments": amendments_of(found),
        "verified": list(verified_lines(found).items()) if found.state in SIGNED_STATES else [],
        "history": recorded(history_with(found), me, found),
        "on": clock.today(),
        "red": red_of(found, me, clock.today()),
        **beside(found),
    }
    if context["surplus"]:
        context["offers"].sort(key=lambda offer: offer.href != href_of(found, "choose"))
    return render(request, "commitments/reading.html", context)


def _common(request: HttpRequest, found: Commitment) -> dict[str, Any]:
    rounds = list(found.rounds.select_related("submitted_by", "decided_by"))
    early = _early(found)
    offered = offers(access.person(request), found, clock.today())
    return {
        "commitment": found,
        "unit": found.unit,
        "crumbs": crumbs(found),
        "state": found.state,
        "waits_for": waits_for(found, clock.today()),
        "limits": found.limits,
        "rounds": rounds,
        "shared": _shared(found),
        "early": early,
        "suggestions": open_suggestions(access.person(request), found),
        "offers": [o for o in offered if not (early and o.href == href_of(found, "sign"))],
        "history": audit.history_of(found),
        "on_behalf": not access.person(request).works_for(found.unit),
        "print_href": f"{href_of(found)}?ban-in=1",
    }


def _shared(found: Commitment) -> list[tuple[Task, list[Support]]]:
    """The tasks that other units support, each with what those have answered (one query)."""
    rows = Support.objects.shared().filter(task__commitment=found).select_related("unit", "task")
    by_task: dict[int, tuple[Task, list[Support]]] = {}
    for row in rows.order_by("task__number", "unit__group__rank", "unit__rank", "pk"):
        by_task.setdefault(row.task_id, (row.task, []))[1].append(row)
    return list(by_task.values())


def _surplus(found: Commitment, paper: Paper) -> str:
    """That the Office must still choose, while the registration lies with it; else empty."""
    if found.state != CommitmentState.SUBMITTED:
        return ""
    count, most = len(paper.lines), found.limits[1]
    if count <= most:
        return ""
    return (
        f"Bản đăng ký còn {count} nhiệm vụ đưa vào bản ký, nhiều hơn mức tối đa {most}: Văn phòng "
        "chọn nhiệm vụ trước khi chuyển Thường trực."
    )


def _early(found: Commitment) -> str:
    """Why an approved commitment cannot be signed yet; empty when it can, or is not approved."""
    today = clock.today()
    if found.state != CommitmentState.APPROVED or today.year >= found.year.year:
        return ""
    return day_objection(found.year, today, today)


def _writing(me: Person, found: Commitment, context: dict[str, Any]) -> dict[str, Any]:
    """The cards: each task with what it lacks and what was said of it last time."""
    checked = check(found, clock.today())
    chains = histories(task for task, _ in checked.tasks)
    assigns = rules.may_assign(me, found, clock.today())
    back = _sent_back(context["rounds"])
    comments = back.task_comments if back else {}
    cards = [
        {
            "task": task,
            "blocking": (blocking := [one for one in findings if one.is_blocking]),
            "left": f"Phải bổ sung {len(blocking)} điểm",
            "warnings": [one for one in findings if not one.is_blocking],
            "chain": [past_row(past) for past in chains.get(task.pk, [])],
            "comment": comments.get(str(task.number), ""),
            "goal": goal_of_frozen(task_content(task)),
            "locked": task.origin == TaskOrigin.ASSIGNED and not assigns,
            "may_remove": task.origin == TaskOrigin.REGISTERED or assigns,
            "first": index == 0,
            "last": index == len(checked.tasks) - 1,
        }
        for index, (task, findings) in enumerate(checked.tasks)
    ]
    carried = {task.carried_from_id: task.number for task, _ in checked.tasks}
    return {
        "cards": cards,
        "counted": checked.counted,
        "whole": checked.whole,
        "last_year": last_year_rows(found, checked.past, me, carried),
        "clarity": found.tasks.to_sign().clarity_percent(),
        "may_submit": rules.may_submit_registration(me, found, clock.today()),
        "back": back,
        "ready": [not card["blocking"] for card in cards],
        "ready_count": sum(not card["blocking"] for card in cards),
        "is_ready": not checked.missing,
        "full": len(cards) == found.limits[1],
        "surplus": checked.surplus,
    }


def _sent_back(rounds: list[CommitmentRound]) -> CommitmentRound | None:
    """The latest round, when it was sent back: its comments are what to mend."""
    return rounds[0] if rounds and rounds[0].verdict == Verdict.SENT_BACK else None
