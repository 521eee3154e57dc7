"""The laws of the three-way merge, held against a plain model of each cell."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.exchange.round_trip.merge.three_way_merge import CellMerge, Merge, merge, results

FIELDS = ("a", "b", "c")
values = st.sampled_from([None, "x", "y", "z"])
rows = st.fixed_dictionaries(dict.fromkeys(FIELDS, values))
sides = st.dictionaries(st.sampled_from(["1", "2", "3", "4"]), rows, max_size=4)
State = Mapping[str, Mapping[str, object]]


def shown(_field: str, value: object) -> str:
    return "" if value is None else str(value)


def merged(sent: State, ours: State, theirs: State) -> Merge:
    return merge(sent, ours, theirs, shown)


@given(sides, sides)
def test_what_comes_home_unchanged_brings_nothing_new(sent: State, ours: State) -> None:
    plan = merged(sent, ours, sent)
    assert plan.changed == ()
    assert results(plan, ours) == {key: dict(fields) for key, fields in ours.items()}


@given(sides, sides)
def test_what_nobody_has_touched_here_becomes_what_they_wrote(sent: State, theirs: State) -> None:
    plan = merged(sent, sent, theirs).removing("theirs")
    assert results(plan, sent) == {key: dict(fields) for key, fields in theirs.items()}


@given(sides, sides, sides)
@settings(max_examples=400)
def test_every_cell_follows_the_rule_for_its_three_values(sent: State, ours: State, theirs: State) -> None:
    plan = {row.key: row for row in merged(sent, ours, theirs).rows}
    for key in theirs.keys() & ours.keys():
        cells = {cell.field: cell for cell in plan[key].cells}
        for name in FIELDS:
            before, now, back = (side.get(key, {}).get(name) for side in (sent, ours, theirs))
            state = (
                None if back == before == now
                else "kept" if back == before
                else "taken" if now == before
                else "agreed" if now == back
                else "conflict"
            )  # fmt: skip
            assert (cells[name].state if name in cells else None) == state


@given(sides, sides, sides)
@settings(max_examples=400)
def test_nothing_that_either_side_wrote_disappears_without_being_shown(
    sent: State, ours: State, theirs: State
) -> None:
    plan = merged(sent, ours, theirs)
    after = results(plan, ours)
    said = {(row.key, cell.field) for row in plan.rows for cell in row.cells}
    whole = {row.key for row in plan.rows if row.state in ("removed", "added", "gone")}
    for side in (ours, theirs):
        for key, fields in side.items():
            for name, value in fields.items():
                kept = after.get(key, {}).get(name) == value
                untouched = sent.get(key, {}).get(name) == value
                assert kept or untouched or (key, name) in said or key in whole


@given(sides, sides, sides)
@settings(max_examples=400)
def test_two_who_worked_on_two_copies_end_with_one_truth(sent: State, first: State, second: State) -> None:
    """Whichever comes home first, where the two do not contradict each other."""
    one, other = _same_rows(sent, first), _same_rows(sent, second)
    one_then_other = _in_turn(sent, one, other)
    if one_then_other is not None:
        assert one_then_other == _in_turn(sent, other, one)


def _same_rows(sent: State, side: State) -> State:
    return {key: side.get(key, fields) for key, fields in sent.items()}


def _in_turn(sent: State, *copies: State) -> State | None:
    state: State = sent
    for copy in copies:
        plan = merged(sent, state, copy)
        if any(row.conflicts for row in plan.rows):
            return None
        state = results(plan, state)
    return state


@given(sides, sides, sides)
def test_the_same_file_again_says_nothing_new(sent: State, ours: State, theirs: State) -> None:
    plan = merged(sent, ours, theirs).choosing("theirs")
    after = results(plan, ours)
    again = merged(sent, after, theirs)
    assert [row for row in again.rows if row.changes and row.state != "added"] == []


@pytest.mark.parametrize(
    ("ours", "theirs", "result"),
    [("chúng tôi", "họ", "chúng tôi"), (None, "họ", "họ"), ("chúng tôi", None, "chúng tôi")],
)
def test_of_two_answers_ours_stands_until_she_chooses_and_an_answer_beats_a_blank(
    ours: str | None, theirs: str | None, result: str
) -> None:
    sent, here, back = {"1": {"a": "cũ"}}, {"1": {"a": ours}}, {"1": {"a": theirs}}
    plan = merged(sent, here, back)
    assert results(plan, here)["1"]["a"] == result
    assert results(plan.choosing("theirs"), here)["1"]["a"] == theirs
    assert results(plan.choosing("ours"), here)["1"]["a"] == ours


def test_a_column_that_is_missing_says_nothing() -> None:
    sent = {"1": {"a": "x", "b": "y"}}
    assert merged(sent, sent, {"1": {"a": "x"}}).changed == ()


def test_a_row_that_is_missing_stays_unless_she_says_so() -> None:
    sent = {"1": {"a": "x"}, "2": {"a": "y"}}
    plan = merged(sent, sent, {"1": {"a": "x"}})
    assert plan.changed == ()
    assert results(plan.choosing("theirs", key="2"), sent) == {"1": {"a": "x"}}
    assert results(plan.removing("theirs"), sent) == {"1": {"a": "x"}}


def test_a_row_we_removed_and_they_changed_stays_away_unless_she_says_so() -> None:
    sent = {"1": {"a": "x", "b": "y"}}
    plan = merged(sent, {}, {"1": {"a": "z", "b": "y"}})
    assert [(row.state, row.choice) for row in plan.rows] == [("gone", "ours")]
    assert plan.changed == ()
    assert results(plan, {}) == {}
    assert plan.choosing("theirs").changed == (), "deciding every conflict decides no row"
    assert results(plan.choosing("theirs", key="1"), {}) == {"1": {"a": "z"}}


def test_a_row_we_removed_and_they_left_alone_is_no_question() -> None:
    sent = {"1": {"a": "x"}}
    assert [row.state for row in merged(sent, {}, sent).rows] == ["unchanged"]


def test_conflicts_are_decided_by_column_or_by_row() -> None:
    sent = {key: {"a": "0", "b": "0"} for key in "12"}
    ours = {key: {"a": "1", "b": "1"} for key in "12"}
    theirs = {key: {"a": "2", "b": "2"} for key in "12"}
    plan = merged(sent, ours, theirs)
    assert results(plan.choosing("theirs", name="a"), ours) == {key: {"a": "2", "b": "1"} for key in "12"}
    assert results(plan.choosing("theirs", key="1"), ours) == {"1": {"a": "2", "b": "2"}, "2": ours["2"]}


def test_what_is_only_shown_never_changes_anything() -> None:
    sent = {"1": {"a": "x"}}
    assert merge(sent, sent, {"1": {"a": "y"}}, shown, lambda _: False).changed == ()


def test_rows_come_in_their_order_and_missing_ones_last_in_ours() -> None:
    sent = {key: {"a": "x"} for key in "1234"}
    ours = {key: {"a": "x"} for key in "1345"}
    plan = merged(sent, ours, {"4": {"a": "x"}, "9": {"a": "n"}, "5": {"a": "x"}})
    assert [(row.key, row.state) for row in plan.rows] == [
        ("4", "unchanged"), ("9", "added"), ("5", "changed"), ("1", "removed"), ("3", "removed"),
    ]  # fmt: skip
    assert [row.key for row in plan.touched] == ["9", "5", "1", "3"]
    assert [row.key for row in plan.changed] == ["9"]


def test_a_row_that_was_never_sent_and_is_ours_differs_only_where_it_says_something_else() -> None:
    plan = merged({}, {"1": {"a": "x", "b": "y"}}, {"1": {"a": "x", "b": "z"}})
    assert [(cell.field, cell.state) for row in plan.rows for cell in row.cells] == [
        ("a", "agreed"), ("b", "conflict"),
    ]  # fmt: skip
    assert not plan.changed


def test_what_names_a_row_counts_only_where_the_row_is_new() -> None:
    sent, theirs = {"1": {"a": "x", "b": "x"}}, {"1": {"a": "y", "b": "y"}, "2": {"a": "y", "b": "y"}}
    plan = merge(sent, sent, theirs, shown, only_new=lambda name: name == "a")
    assert {row.key: [cell.field for cell in row.cells] for row in plan.rows} == {"1": ["b"], "2": ["a", "b"]}
    gone = merge(sent, {}, theirs, shown, only_new=lambda name: name == "a")
    assert [cell.field for cell in gone.rows[0].cells] == ["b"]
    ours_only = merge({}, sent, theirs, shown, only_new=lambda name: name == "a")
    assert [cell.field for cell in ours_only.rows[0].cells] == ["b"]


def test_a_whole_row_is_decided_by_its_key_alone() -> None:
    sent, ours = {"1": {"a": "x"}, "2": {"a": "x"}}, {"2": {"a": "x"}}
    plan = merged(sent, ours, {"1": {"a": "y"}, "3": {"a": "n"}})
    states = {"1": "gone", "2": "removed", "3": "added"}
    assert {row.key: row.state for row in plan.rows} == states
    for key in states:
        for side in ("theirs", "ours"):
            chosen = {row.key: row.choice for row in plan.choosing(side, key=key).rows}
            assert chosen == {"1": "ours", "2": "ours", "3": "theirs"} | {key: side}
            by_column = plan.choosing(side, key=key, name="a")
            assert [row.choice for row in by_column.rows] == [row.choice for row in plan.rows]
    assert results(plan.choosing("ours", key="3"), ours) == ours
    assert {row.key: row.choice for row in plan.removing("theirs").rows} == {
        "1": "ours", "2": "theirs", "3": "theirs",
    }  # fmt: skip


def test_deciding_a_conflict_leaves_what_only_one_side_wrote() -> None:
    sent = {"1": {"a": "0", "b": "0", "c": "0"}}
    ours, theirs = {"1": {"a": "1", "b": "1", "c": "0"}}, {"1": {"a": "2", "b": "0", "c": "2"}}
    plan = merged(sent, ours, theirs)
    assert {cell.field: cell.state for cell in plan.rows[0].cells} == {
        "a": "conflict",
        "b": "kept",
        "c": "taken",
    }
    assert [cell.field for cell in plan.rows[0].conflicts] == ["a"]
    assert results(plan.choosing("theirs"), ours)["1"] == {"a": "2", "b": "1", "c": "2"}
    assert results(plan.choosing("ours"), ours)["1"] == {"a": "1", "b": "1", "c": "2"}


def test_every_cell_says_what_was_sent_what_is_ours_and_what_is_theirs() -> None:
    sent = {"1": {"a": "1", "b": "1", "c": "1", "d": "1"}, "2": {"a": "1"}}
    ours, theirs = (
        {"1": {"a": "1", "b": "2", "c": "2", "d": "2"}},
        {"1": {"a": "3", "b": "1", "c": "2", "d": "3"}},
    )
    plan = merged(sent, ours, {**theirs, "2": {"a": "4"}, "3": {"a": "5"}})
    assert [cell for row in plan.rows for cell in row.cells] == [
        CellMerge("a", "taken", "1", "1", "3", "theirs"),
        CellMerge("b", "kept", "1", "2", "1", "ours"),
        CellMerge("c", "agreed", "1", "2", "2", "ours"),
        CellMerge("d", "conflict", "1", "2", "3", "ours"),
        CellMerge("a", "taken", "1", None, "4", "theirs"),
        CellMerge("a", "taken", None, None, "5", "theirs"),
    ]


def test_two_values_that_show_alike_are_the_same() -> None:
    def spelled(_field: str, value: object) -> str:
        return str(value or "").casefold()

    sent = {"1": {"a": "x"}}
    assert merge(sent, {"1": {"a": "X"}}, {"1": {"a": "y"}}, spelled).rows[0].cells[0].state == "taken"
    assert not merge(sent, sent, {"1": {"a": "X"}}, spelled).touched
    (agreed,) = merge(sent, {"1": {"a": "Y"}}, {"1": {"a": "y"}}, spelled).rows[0].cells
    assert agreed == CellMerge("a", "agreed", "x", "Y", "y", "ours")
