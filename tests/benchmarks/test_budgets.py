"""Every budget is measured: it names a room of the benchmarks, and that room takes it from the list."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.benchmarks import __main__ as command
from tests.benchmarks import budgets
from tests.benchmarks.budgets import BUDGETS, KEPT_BY_TESTS, Budget
from tests.benchmarks.measure import Row, Runs, Target, at_most

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def _names(value: object) -> Iterator[Target]:
    if isinstance(value, Target):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _names(one)


def _name_of(budget: Budget) -> str:
    return next(
        name for name, value in vars(budgets).items() if any(one is budget.target for one in _names(value))
    )


def _taken_by(room: str) -> set[str]:
    """Return the names that a room takes from the list of budgets."""
    tree = ast.parse((HERE / f"{room}.py").read_text(encoding="utf-8"))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "budgets"
    }


@pytest.mark.parametrize("room", sorted({budget.room for budget in BUDGETS}))
def test_every_budget_is_taken_by_its_room(room: str) -> None:
    assert room in command.ROOMS
    assert {_name_of(budget) for budget in BUDGETS if budget.room == room} <= _taken_by(room)


def test_every_room_has_a_budget() -> None:
    assert {budget.room for budget in BUDGETS} == set(command.ROOMS)


def test_what_no_room_measures_is_kept_by_a_test() -> None:
    for path, words in KEPT_BY_TESTS.values():
        assert words in (ROOT / path).read_text(encoding="utf-8")


def test_a_budget_is_held_by_a_row_of_its_name_that_is_asked_just_that() -> None:
    budget = Budget("writing", "a step, * people", at_most(5))
    runs = Runs((1.0,))
    assert budget.is_held_by(Row("a step, 20 people", runs, "raw", runs, budget.target))
    assert not budget.is_held_by(Row("a step, 20 people", runs, "raw", runs, at_most(5)))
    assert not budget.is_held_by(Row("a step", runs, "raw", runs, budget.target))


def test_a_budget_without_a_row_is_a_line_of_the_table() -> None:
    runs = Runs((1.0,))
    rows = [Row("one step", runs, "raw", runs, budgets.STEP)]
    [missing] = budgets.without_row("data_file", rows)
    assert (missing.what, missing.target, missing.ours) == (
        "a look at the file before a step",
        budgets.LOOK,
        None,
    )
    assert "no such row" in missing.note
