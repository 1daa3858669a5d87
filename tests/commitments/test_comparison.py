"""Comparing and joining lists of tasks: what must hold of any lists, and how texts read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.comparison import (
    MINE,
    NEW,
    OLD,
    SAME,
    THEIRS,
    WHOLE,
    applied,
    compare,
    matched,
    merge,
    word_diff,
)

NAMES = ("title", "target", "milestones")
values = st.one_of(
    st.none(), st.sampled_from(["90", "110", "Đông Hà"]), st.lists(st.integers(0, 2))
)


@st.composite
def lists(draw: Any) -> list[dict[str, Any]]:
    """Lists over the same few ids, so that they meet."""
    keys = draw(st.sets(st.integers(-2, 5)))
    return [{"id": key} | {name: draw(values) for name in NAMES} for key in sorted(keys)]


def by_id(tasks: Any) -> dict[int, dict[str, Any]]:
    return {task["id"]: dict(task) for task in tasks}


@given(lists())
def test_nothing_differs_from_itself(tasks: Any) -> None:
    assert not compare(tasks, tasks)
    assert not compare(tasks, tasks[::-1])


@given(lists(), lists())
def test_differences_applied_give_the_other(a: Any, b: Any) -> None:
    assert by_id(applied(a, compare(a, b))) == by_id(b)
    assert bool(compare(a, b)) == (by_id(a) != by_id(b))


@given(lists(), lists())
def test_what_one_side_left_alone_is_taken_from_the_other(base: Any, other: Any) -> None:
    for mine, theirs in ((other, base), (base, other), (other, other)):
        joined = merge(base, mine, theirs)
        assert by_id(joined.tasks) == by_id(other)
        assert joined.conflicts == ()


def touched(base: Any, other: Any) -> set[tuple[int, str]]:
    """(task, field) of everything that differs; all fields of a task that came or went."""
    found = compare(base, other)
    whole = {(task["id"], name) for task in (*found.added, *found.withdrawn) for name in NAMES}
    return whole | {(change.id, one.field) for change in found.changed for one in change.fields}


@given(lists(), lists(), lists())
def test_a_conflict_is_the_same_field_changed_two_ways(base: Any, mine: Any, theirs: Any) -> None:
    found = {(one.id, one.field) for one in merge(base, mine, theirs).conflicts}
    old, ours, other = by_id(base), by_id(mine), by_id(theirs)
    wanted = set()
    for key in ours.keys() | other.keys():
        if key in ours and key in other:
            before = old.get(key)
            wanted |= {
                (key, name)
                for name in NAMES
                if ours[key][name] != other[key][name]
                and (before is None or before[name] not in (ours[key][name], other[key][name]))
            }
        elif key in old and ours.get(key, other.get(key)) != old[key]:
            wanted.add((key, WHOLE))
    assert found == wanted


@given(lists(), lists(), lists())
def test_disjoint_changes_join_either_way_round(base: Any, mine: Any, theirs: Any) -> None:
    one, two = merge(base, mine, theirs), merge(base, theirs, mine)
    if not touched(base, mine) & touched(base, theirs):
        assert one.conflicts == ()
        assert by_id(one.tasks) == by_id(two.tasks)
    swapped = {(c.id, c.field, c.theirs, c.mine) for c in map(_hashable, two.conflicts)}
    assert {(c.id, c.field, c.mine, c.theirs) for c in map(_hashable, one.conflicts)} == swapped


def _hashable(conflict: Any) -> Any:
    return type(conflict)(
        conflict.id, conflict.field, "", repr(conflict.mine), repr(conflict.theirs)
    )


@given(lists(), lists(), lists(), st.sampled_from([MINE, THEIRS]))
def test_answered_conflicts_are_gone(base: Any, mine: Any, theirs: Any, answer: str) -> None:
    asked = merge(base, mine, theirs)
    answers = {(one.id, one.field): answer for one in asked.conflicts}
    joined = merge(base, mine, theirs, answers)
    assert joined.conflicts == ()
    found = by_id(joined.tasks)
    for one in asked.conflicts:
        wanted = one.mine if answer == MINE else one.theirs
        got = found.get(one.id) if one.field == WHOLE else found[one.id][one.field]
        assert got == wanted


def test_withdrawn_against_changed_is_asked() -> None:
    base = [{"id": 1, "title": "A"}, {"id": 2, "title": "B"}]
    mine, theirs = [base[0]], [base[0], {"id": 2, "title": "B mới"}]
    (asked,) = merge(base, mine, theirs).conflicts
    assert (asked.id, asked.field, asked.mine) == (2, WHOLE, None)
    assert by_id(merge(base, mine, theirs, {(2, WHOLE): THEIRS}).tasks)[2]["title"] == "B mới"
    assert 2 not in by_id(merge(base, mine, theirs, {(2, WHOLE): MINE}).tasks)


def test_two_tasks_with_one_id_are_no_list() -> None:
    with pytest.raises(ValueError, match="one id"):
        compare([{"id": 1}, {"id": 1}], [])


texts = st.text(alphabet="aăâđ ộ.,\n1")


@given(texts, texts)
def test_pieces_join_to_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(text for kind, text in pieces if kind != NEW) == old
    assert "".join(text for kind, text in pieces if kind != OLD) == new
    assert all(text for _, text in pieces)


def test_a_text_against_itself_is_one_piece() -> None:
    assert word_diff("Bàn giao 110 hộ", "Bàn giao 110 hộ") == [(SAME, "Bàn giao 110 hộ")]
    assert word_diff("", "") == []


def test_a_reworded_phrase_reads_as_one_change() -> None:
    assert word_diff("Bàn giao 110 hộ, dự án A", "Bàn giao 90 hộ, dự án A") == [
        (SAME, "Bàn giao "), (OLD, "110"), (NEW, "90"), (SAME, " hộ, dự án A"),
    ]  # fmt: skip
    assert word_diff("Hạn 15/3/2021", "Hạn 30/6/2021") == [
        (SAME, "Hạn "), (OLD, "15/3/2021"), (NEW, "30/6/2021"),
    ]  # fmt: skip
    assert word_diff("trước ngày mai", "sau hôm nay") == [
        (OLD, "trước ngày mai"), (NEW, "sau hôm nay"),
    ]  # fmt: skip


def test_texts_of_the_greatest_length_are_compared_at_once() -> None:
    old = " ".join(f"chữ{n}" for n in range(4000))
    new = "đầu " + " ".join(f"lời{n}" for n in range(4000))
    pieces = word_diff(old, new)
    assert [kind for kind, _ in pieces] == [OLD, NEW]


def step(key: Any, quarter: int, text: str) -> dict[str, Any]:
    return {"id": key, "quarter": quarter, "text": text}


def test_steps_keep_their_identity() -> None:
    old = [step(1, 1, "Đo đạc"), step(2, 2, "Chi trả"), step(3, 3, "Bàn giao")]
    new = [step(None, 1, "Đo đạc"), step(None, 3, "Chi trả"), step(None, 3, "Giao đất"),
           step(None, 4, "Báo cáo")]  # fmt: skip
    assert [one["id"] for one in matched(old, new)] == [1, 2, 3, None]


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from("abc")), max_size=6), st.data())
def test_steps_match_themselves_and_each_once(rows: Any, data: Any) -> None:
    old = [step(n, *row) for n, row in enumerate(rows)]
    assert matched(old, old) == old
    drawn = st.lists(st.tuples(st.integers(1, 4), st.sampled_from("abc")), max_size=6)
    new = [step(None, *row) for row in data.draw(drawn)]
    taken = [one["id"] for one in matched(old, new) if one["id"] is not None]
    assert len(set(taken)) == len(taken)
