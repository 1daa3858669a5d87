"""One unit's commitment: being written, or as the paper that is signed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import audit, clock
from commitments import access as pages
from commitments import quality, rules
from commitments.models import Choice, Commitment, CommitmentRound, TaskOrigin
from commitments.models.rounds import Verdict
from commitments.states import CommitmentState
from commitments.views.deeds import crumbs, href_of
from commitments.views.offers import offers, waits_for
from commitments.views.papers import Paper, goal, paper_of
from commitments.views.suggesting import open_suggestions
from commitments.workflow.freezing import task_content
from commitments.workflow.registering import check
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
        "early": early,
        "suggestions": open_suggestions(access.person(request), found),
        "offers": [o for o in offered if not (early and o.href == href_of(found, "sign"))],
        "history": audit.history_of(found),
        "on_behalf": not any(
            post.unit_id == found.unit_id for post in access.person(request).posts_on()
        ),
        "print_href": f"{href_of(found)}?ban-in=1",
    }


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
    counted, checked = check(found)
    assigns = rules.may_assign(me, found, clock.today())
    back = _sent_back(context["rounds"])
    comments = back.task_comments if back else {}
    cards = [
        {
            "task": task,
            "findings": findings,
            "left": f"Còn thiếu {len(findings)} điểm",
            "comment": comments.get(str(task.number), ""),
            "goal": goal(task_content(task)),
            "locked": task.origin == TaskOrigin.ASSIGNED and not assigns,
            "may_remove": task.origin == TaskOrigin.REGISTERED or assigns,
            "first": index == 0,
            "last": index == len(checked) - 1,
        }
        for index, (task, findings) in enumerate(checked)
    ]
    return {
        "cards": cards,
        "counted": counted,
        "may_submit": rules.may_submit_registration(me, found, clock.today()),
        "back": back,
        "ready": [not card["findings"] for card in cards],
        "ready_count": sum(not card["findings"] for card in cards),
        "is_ready": not counted and all(not card["findings"] for card in cards),
        "full": len(cards) == found.limits[1],
        "surplus": quality.surplus_notice(len(cards), found.limits),
    }


def _sent_back(rounds: list[CommitmentRound]) -> CommitmentRound | None:
    """The latest round, when it was sent back: its comments are what to mend."""
    return rounds[0] if rounds and rounds[0].verdict == Verdict.SENT_BACK else None
