"""What a pair sets out to do: added last, changed in part, removed; all undoable."""

import pytest
from sqlmodel import col, select
from tests.support.database import assert_undoable
from tests.support.sessions import confirmed_programme, pairs_of

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.journey.models import PairGoal
from nhipcau.journey.service import add_goal, amend_goal, remove_goal


@pytest.fixture
def pairs(database: Database) -> tuple[int, int]:
    """Two confirmed pairs without goals."""
    first, second, *_ = pairs_of(database, confirmed_programme(database))
    return first.id, second.id


def add(database: Database, pair_id: int, wording: str) -> int:
    with database.step("test") as db:
        return add_goal(db, pair_id, {"wording": wording, "progress": 10})


def goals(database: Database, pair_id: int) -> list[tuple[str, int, int]]:
    with database.read() as db:
        found = db.exec(select(PairGoal).where(PairGoal.pair_id == pair_id).order_by(col(PairGoal.position)))
        return [(goal.wording, goal.progress, goal.position) for goal in found]


def test_a_new_goal_stands_last_among_the_goals_of_its_pair(
    database: Database, pairs: tuple[int, int]
) -> None:
    first, second = pairs
    for wording in ("Giao việc", "Trình bày", "Đàm phán"):
        add(database, first, wording)
    add(database, second, "Tiếng Anh")
    assert goals(database, first) == [("Giao việc", 10, 1), ("Trình bày", 10, 2), ("Đàm phán", 10, 3)]
    assert goals(database, second) == [("Tiếng Anh", 10, 1)]


def test_amending_a_goal_changes_only_what_is_named(database: Database, pairs: tuple[int, int]) -> None:
    goal_id = add(database, pairs[0], "Giao việc")

    def amend(store: Database) -> None:
        with store.step("test") as db:
            amend_goal(db, goal_id, {"progress": 100})

    assert_undoable(database, amend)
    assert goals(database, pairs[0]) == [("Giao việc", 100, 1)]
    for wrong, code in (({"wording": " "}, "wording_missing"), ({"progress": 101}, "not_valid")):
        with pytest.raises(Rejected) as refused, database.step("test") as db:
            amend_goal(db, goal_id, wrong)
        assert [one.code for one in refused.value.problems] == [f"journey.problem.{code}"]


def test_a_removed_goal_leaves_the_others_and_comes_back_when_undone(
    database: Database, pairs: tuple[int, int]
) -> None:
    goal_id = add(database, pairs[0], "Giao việc")
    add(database, pairs[0], "Trình bày")

    def remove(store: Database) -> None:
        with store.step("test") as db:
            remove_goal(db, goal_id)

    assert_undoable(database, remove)
    assert goals(database, pairs[0]) == [("Trình bày", 10, 2)]
