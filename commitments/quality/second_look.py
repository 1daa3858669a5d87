"""What a reviewer should look at twice in one task of a handed-in quarter. Pure.

Nothing here keeps a report from going in: each flag is a sentence that names the number it comes
from, beside what the unit wrote. Source: domain.md §8 (inflated percentages, copied text).
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from camket.text import format_date, format_number, format_percent, round_percent, search_key
from commitments import progress
from commitments.progress import HUNDRED, ZERO, Status, TaskFacts
from commitments.quality.answers import unlikely

ALIKE = 0.9  # of the words, from which a text counts as last quarter's
SHORT_TEXT = 8  # words; below, one changed word is a tenth of the text, so only the same is flagged
JUMP = Decimal(30)  # points of percent above what the roadmap gains in the same time
MOST = 1_000_000  # pairs of words compared in their order; beyond, only which words there are


@dataclass(frozen=True)
class Promised:
    """What was promised of the task: its measure, and the names of its milestones by id.

    ``due_on`` is the due date in force on the day of looking, which an amendment may have moved
    since the quarter was handed in; None where nothing is due any more.
    """

    facts: TaskFacts
    unit: str = ""
    steps: dict[int, str] = field(default_factory=dict)
    due_on: date | None = None


@dataclass(frozen=True)
class Told:
    """What one quarter says of one task. Percents 0-100; ``done`` are ids of milestones.

    ``files`` is the number of evidence files handed in beside it, ``files_gone`` of those taken away
    since, ``quarter`` its name in words; ``is_back``: its report lies with its unit again. ``judged``
    is the Office's Status, empty while nobody has judged. ``promised``: by what ``actual`` is told,
    where that may be another promise than the one it is looked at with.
    """

    status: str
    actual: Decimal | None = None
    done: frozenset[int] = frozenset()
    changed: str = ""
    nothing_new: bool = False
    support_since: date | None = None
    completion: Decimal | None = None
    planned: Decimal = ZERO
    files: int = 0
    files_gone: int = 0
    quarter: str = "quý trước"
    is_back: bool = False
    judged: str = ""
    promised: Promised | None = None


def second_look(now: Told, before: Told | None, promised: Promised, on: date) -> list[str]:
    """Sentences in the order of their weight; ``before`` is the newest earlier quarter, or None.

    ``on``: the day of looking. The quarter is measured by its own days, so a due date that has
    passed since shows in no figure of it.
    """
    if before and before.promised and recounted(before.promised, promised):
        before = replace(before, actual=None)  # of another measure: there is nothing to compare
    found = [_hardly_meant(now, promised), _past_due(now, promised, on)]
    found += [_short_of_done(now, promised), _reached_not_done(now, promised), _no_evidence(now)]
    if before:
        found += [_backwards(now, before, promised), _undone(now, before, promised)]
        found.append(_less_done(now, before))
    found.append(_jump(now, before, promised))
    if before:
        found += [_copied(now, before, promised), _support_withdrawn(now, before)]
    return [sentence for sentence in found if sentence]


def recounted(was: Promised, now: Promised) -> str:
    """What has changed in how the value is counted: 'số đầu kỳ đã được điều chỉnh từ …'.

    Empty where it counts as before, and where there is no value now. Another target alone counts
    alike.
    """
    if now.facts.target is None:
        return ""
    if was.facts.target is None:
        return "nhiệm vụ đã được điều chỉnh sang đo bằng số"
    if was.unit != now.unit:
        old, new = (f"“{unit}”" if unit else "không ghi" for unit in (was.unit, now.unit))
        return f"đơn vị tính đã được điều chỉnh từ {old} thành {new}"
    if was.facts.start != now.facts.start:
        old, new = (progress.amount(one.facts.start, now.unit) for one in (was, now))
        return f"số đầu kỳ đã được điều chỉnh từ {old} thành {new}"
    if was.facts.maintain != now.facts.maintain:
        return "cách tính chỉ tiêu đã được điều chỉnh"
    return ""


def likeness(one: str, two: str) -> float:
    """How much two texts share, word by word, from 0 to 1; accents, case and spaces aside."""
    left, right = search_key(one).split(), search_key(two).split()
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    shared = matcher.quick_ratio()  # the same words in any order: never less than in their order
    if shared < ALIKE or len(left) * len(right) > MOST:
        return min(shared, 0.99)
    return matcher.ratio()


def _hardly_meant(now: Told, promised: Promised) -> str:
    """The unit was asked about it, and says that it is meant."""
    facts = promised.facts
    said = unlikely(now.actual, promised.unit, facts.baseline, facts.target)
    if now.actual is None or not said:
        return ""
    return f"Kết quả {progress.amount(now.actual, promised.unit)} {said}."


def _short_of_done(now: Told, promised: Promised) -> str:
    """ "Done" below the target; a task of steps cannot be handed in as done with steps left."""
    short = now.completion is not None and now.completion < HUNDRED
    if now.status != Status.DONE or promised.facts.target is None or not short:
        return ""
    return f"Báo “đã hoàn thành” nhưng mới đạt {format_percent(now.completion or ZERO)} chỉ tiêu."


def _past_due(now: Told, promised: Promised, on: date) -> str:
    due_on = promised.due_on
    if now.status == Status.DONE or due_on is None or not progress.days_late(due_on, on):
        return ""
    return f"Thời hạn {format_date(due_on)} đã qua, chưa báo “đã hoàn thành”."


def _reached_not_done(now: Told, promised: Promised) -> str:
    """The whole of the target, and not "done": the product may be wanting, or a click was."""
    if not progress.is_whole(promised.facts, now.completion) or now.status == Status.DONE:
        return ""
    reached = format_percent(now.completion or ZERO)
    return f"Đã đạt {reached} chỉ tiêu nhưng chưa báo “đã hoàn thành”."


def _no_evidence(now: Told) -> str:
    if now.status != Status.DONE or now.files > now.files_gone:
        return ""
    if now.files:
        return "Báo “đã hoàn thành” nhưng tệp minh chứng kèm theo đã được xóa, không còn tệp nào."
    return "Báo “đã hoàn thành” nhưng không kèm tệp minh chứng nào."


def _backwards(now: Told, before: Told, promised: Promised) -> str:
    if now.actual is None or before.actual is None or now.actual == before.actual:
        return ""
    facts = promised.facts
    upwards = facts.target is None or facts.target >= facts.start
    if facts.is_maintained:
        upwards = facts.higher_is_better
    if (now.actual > before.actual) == upwards:
        return ""
    aim = "" if upwards else ", chỉ tiêu là giảm"
    if facts.is_maintained:
        side = "thấp hơn" if upwards else "vượt quá"
        level = progress.amount(facts.target or ZERO, promised.unit)
        aim = f", chỉ tiêu là giữ không {side} {level}"
    moved = "giảm" if upwards else "tăng"
    values = _moved(before.actual, now.actual, promised.unit)
    return f"Kết quả lùi so với {before.quarter}: {moved} {values}{aim}."


def _undone(now: Told, before: Told, promised: Promised) -> str:
    gone = [name for key, name in promised.steps.items() if key in before.done - now.done]
    if not gone:
        return ""
    return f"{len(gone)} mốc {before.quarter} báo xong, nay không còn đánh dấu: {'; '.join(gone)}."


def _less_done(now: Told, before: Told) -> str:
    if before.status != Status.DONE or now.status == Status.DONE:
        return ""
    return f"{_upper(before.quarter)} báo “đã hoàn thành”, nay báo “{Status(now.status).label.lower()}”."


def _jump(now: Told, before: Told | None, promised: Promised) -> str:
    """More gained since the last report than the roadmap gains in that time, by over ``JUMP``.

    Of the completion, which rises where a target goes down and the value falls. In words the
    points are those between the percentages as the page shows them.
    """
    if now.completion is None:
        return ""
    was = (before.completion or ZERO) if before else ZERO
    should = before.planned if before else ZERO
    gained, planned = now.completion - was, now.planned - should
    if gained - planned <= JUMP or now.completion - now.planned <= JUMP:
        return ""
    old = before.actual if before else promised.facts.start
    values = ""
    if now.actual is not None and old is not None and now.actual != old:
        values = f" (kết quả {_moved(old, now.actual, promised.unit)})"
    since = before.quarter if before else "đầu năm"
    gained = round_percent(now.completion) - round_percent(was)
    planned = round_percent(now.planned) - round_percent(should)
    plan = f"chỉ tăng {format_number(planned)}" if planned > 0 else "không tăng"
    return (
        f"Mức hoàn thành tăng {format_number(gained)} điểm phần trăm từ {since}{values}, "
        f"lộ trình {plan}: vượt {format_number(gained - planned)} điểm."
    )


def _copied(now: Told, before: Told, promised: Promised) -> str:
    if now.nothing_new:
        return ""
    alike = likeness(now.changed, before.changed)
    short = len(now.changed.split()) < SHORT_TEXT
    if alike < (1 if short else ALIKE):
        return ""
    same = "trùng với" if alike == 1 else f"giống {format_percent(_whole(alike))} so với"
    old, new = before.actual, now.actual
    if old is None or new is None or old == new:
        return f"Phần thuyết minh {same} {before.quarter}."
    values = _from_to(old, new, promised.unit)
    return f"Kết quả đổi {values} nhưng phần thuyết minh {same} {before.quarter}."


def _support_withdrawn(now: Told, before: Told) -> str:
    if before.support_since is None or now.support_since is not None:
        return ""
    since = format_date(before.support_since)
    return f"{_upper(before.quarter)} báo cần hỗ trợ từ {since}, nay không còn đánh dấu."


def _from_to(old: Decimal, new: Decimal, unit: str) -> str:
    return f"từ {progress.amount(old, unit)} thành {progress.amount(new, unit)}"


def _moved(old: Decimal, new: Decimal, unit: str) -> str:
    way = "lên" if new > old else "xuống"
    return f"từ {progress.amount(old, unit)} {way} {progress.amount(new, unit)}"


def _whole(share: float) -> Decimal:
    """A share as whole percents, never 100 for what is not the same."""
    return min(Decimal(round(share * 100)), Decimal(99))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
