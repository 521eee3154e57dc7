"""Which page belongs to which table, how certain that is, and where rows are missing."""

import struct
from collections.abc import Mapping, Sequence

import pytest
from tests.support.sqlite_pages import (
    INDEX_INTERIOR,
    INDEX_LEAF,
    INTERIOR,
    LEAF,
    branch,
    pages_of,
    record,
    row,
    tree_page,
    varint,
)

from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue.page_trees import HIGHEST, LOWEST, Forest, Leaf, map_forest

UID = "0123456789ABCDEF"
EVERY = (LOWEST, HIGHEST)
KEYED = [b"\3" + record("a")]


def levels(*ids: int, name: str = "Bậc") -> bytes:
    """Write a leaf of the table of levels."""
    return tree_page(LEAF, [row(each, record(None, UID, f"{name} {each}", each)) for each in ids])


def goals(*ids: int) -> bytes:
    """Write a leaf of the goals of pairs, which look like no other table's rows."""
    return tree_page(LEAF, [row(each, record(None, UID, 1, "Đích", None, 0, each)) for each in ids])


def inner(last: int, *children: tuple[int, int]) -> bytes:
    return tree_page(INTERIOR, [branch(child, key) for child, key in children], last=last)


def trunk(*named: int) -> bytes:
    return struct.pack(f">2I{len(named)}I", 0, len(named), *named)


def broken(page: bytes) -> bytes:
    """Say that one byte more is lost than is: the rows can be read, the page does not add up."""
    return page[:7] + bytes([page[7] + 1]) + page[8:]


def mapped(
    others: Sequence[bytes],
    roots: Mapping[str, int],
    *,
    indexes: Mapping[str, int] | None = None,
    free: tuple[int, int] = (0, 0),
    first: bytes | None = None,
    seen: list[tuple[int, int]] | None = None,
) -> Forest:
    """Map a file whose schema names these tables, and which has other pages from the second on."""
    entries = [record("table", name, name, root, "") for name, root in roots.items()]
    entries += [record("index", name, "level", root, "") for name, root in (indexes or {}).items()]
    rows = [row(place + 1, each) for place, each in enumerate(entries)]
    pages = pages_of(others, schema_rows=rows, first=first, free_head=free[0], free_count=free[1])

    def looked(done: int, total: int) -> None:
        if seen is not None:
            seen.append((done, total))

    return map_forest(pages, looked)


def test_a_table_of_one_leaf_is_known_by_its_root() -> None:
    seen: list[tuple[int, int]] = []
    forest = mapped([levels(1, 2)], {"level": 2}, seen=seen)
    assert forest.leaves == [Leaf(2, ("level",), "certain", EVERY)]
    assert (forest.damaged, forest.gaps.get("level"), forest.schema) == ({}, None, SCHEMA)
    assert forest.gaps["person"] == [EVERY]
    assert "sqlite_schema" not in forest.gaps
    assert seen == [(2, 2)]


def test_a_tree_leads_to_each_of_its_leaves_with_what_they_may_hold() -> None:
    forest = mapped([inner(5, (3, 10), (4, 20)), levels(1, 10), levels(11), levels(30)], {"level": 2})
    assert [(each.page, each.standing, each.within) for each in forest.leaves] == [
        (3, "certain", (LOWEST, 10)),
        (4, "certain", (10, 20)),
        (5, "certain", (20, HIGHEST)),
    ]
    assert (forest.damaged, forest.gaps.get("level")) == ({}, None)


def test_trees_of_several_floors_are_followed() -> None:
    others = [
        inner(4, (3, 20)),
        inner(6, (5, 10)),
        inner(8, (7, 30)),
        levels(9),
        levels(20),
        levels(25),
        levels(31),
    ]
    forest = mapped(others, {"level": 2})
    assert [(each.page, each.within) for each in forest.leaves] == [
        (5, (LOWEST, 10)),
        (6, (10, 20)),
        (7, (20, 30)),
        (8, (30, HIGHEST)),
    ]


def test_an_empty_root_is_a_table_without_rows() -> None:
    forest = mapped([tree_page(LEAF, [])], {"level": 2})
    assert [each.page for each in forest.leaves] == [2]
    assert (forest.damaged, forest.gaps.get("level")) == ({}, None)


def test_an_empty_leaf_below_a_root_or_one_that_does_not_add_up_is_none() -> None:
    forest = mapped([inner(4, (3, 10)), tree_page(LEAF, []), levels(11)], {"level": 2})
    assert [each.page for each in forest.leaves] == [4]
    assert (forest.damaged, forest.gaps["level"]) == ({3: "level"}, [(LOWEST, 10)])
    forest = mapped([broken(tree_page(LEAF, []))], {"level": 2})
    assert (forest.leaves, forest.damaged, forest.gaps["level"]) == ([], {2: "level"}, [EVERY])


def test_a_leaf_that_does_not_add_up_is_doubtful_and_rows_may_be_missing_there() -> None:
    forest = mapped([inner(4, (3, 10)), broken(levels(1)), levels(11)], {"level": 2})
    assert [(each.page, each.standing) for each in forest.leaves] == [(3, "doubtful"), (4, "certain")]
    assert (forest.damaged, forest.gaps["level"]) == ({3: "level"}, [(LOWEST, 10)])


@pytest.mark.parametrize("ids", [(11,), (10, 11), (0, 1)])
def test_a_leaf_with_rows_outside_its_range_is_not_this_one(ids: tuple[int, ...]) -> None:
    low = inner(4, (3, 0), (5, 10))
    forest = mapped([low, levels(-1), levels(20), levels(*ids)], {"level": 2})
    assert 5 in forest.damaged
    assert (0, 10) in forest.gaps["level"]
    within = mapped([low, levels(-1), levels(20), levels(1, 10)], {"level": 2})
    assert (within.damaged, within.gaps.get("level")) == ({}, None)


def test_a_leaf_of_another_tables_rows_is_not_this_tables() -> None:
    forest = mapped([inner(4, (3, 10)), goals(1), levels(11)], {"level": 2})
    assert (forest.damaged, forest.gaps["level"]) == ({3: "level"}, [(LOWEST, 10)])
    assert Leaf(3, ("pair_goal",), "doubtful") in forest.leaves


def test_strange_rows_are_the_tables_own_where_they_are_no_others() -> None:
    strange = tree_page(LEAF, [row(1, record("x", "y"))])
    forest = mapped([inner(4, (3, 10)), strange, levels(11)], {"level": 2})
    assert [(each.page, each.standing) for each in forest.leaves] == [(3, "certain"), (4, "certain")]
    assert forest.damaged == {}


def test_what_is_no_page_of_a_tree_is_damaged_and_its_range_missing() -> None:
    forest = mapped([inner(4, (3, 10)), b"\7" * 9, levels(11)], {"level": 2})
    assert [each.page for each in forest.leaves] == [4]
    assert (forest.damaged, forest.gaps["level"]) == ({3: "level"}, [(LOWEST, 10)])


@pytest.mark.parametrize("child", [0, 1, 2, 9])
def test_a_child_that_cannot_be_is_a_gap_and_no_page_is_blamed(child: int) -> None:
    forest = mapped([inner(4, (3, 10), (child, 20)), levels(1), levels(21)], {"level": 2})
    assert [each.page for each in forest.leaves] == [3, 4]
    assert (forest.damaged, forest.gaps["level"]) == ({}, [(10, 20)])


def test_the_last_page_of_a_file_may_be_a_tables() -> None:
    forest = mapped([b"", levels(1)], {"level": 3})
    assert forest.leaves == [Leaf(3, ("level",))]


def test_an_interior_page_that_does_not_add_up_leads_nowhere() -> None:
    forest = mapped([broken(inner(4, (3, 10))), levels(1), levels(11)], {"level": 2})
    assert forest.damaged == {2: "level"}
    assert forest.gaps["level"] == [EVERY]
    assert forest.leaves == [Leaf(3, ("level",), "alone"), Leaf(4, ("level",), "alone")]


@pytest.mark.parametrize(
    ("keys", "whole"), [((10, 20), True), ((10, 21), False), ((0, 20), False), ((1, 2), True)]
)
def test_keys_of_an_interior_page_lie_within_its_own_range(keys: tuple[int, int], whole: bool) -> None:
    others = [inner(4, (8, 0), (3, 20)), inner(7, (5, keys[0]), (6, keys[1])), levels(30)]
    forest = mapped([*others, levels(keys[0]), levels(keys[1]), levels(20), levels(-1)], {"level": 2})
    assert (3 not in forest.damaged) == whole


def test_an_interior_page_without_children_or_that_leads_to_others_is_not_believed() -> None:
    forest = mapped([inner(3), levels(1)], {"level": 2})
    assert forest.damaged == {2: "level"}
    mostly = mapped([inner(5, (3, 10), (4, 20)), goals(1), goals(11), levels(21)], {"level": 2})
    assert mostly.damaged[2] == "level"
    half = mapped(
        [inner(6, (3, 10), (4, 20), (5, 30)), goals(1), goals(11), levels(21), levels(31)], {"level": 2}
    )
    assert 2 not in half.damaged
    assert [each.page for each in half.leaves if each.standing == "certain"] == [5, 6]


def test_only_the_first_children_and_the_last_are_looked_at_before_a_page_is_believed() -> None:
    others = [inner(7, *((each, 10 * (each - 2)) for each in (3, 4, 5, 6)))]
    good = [levels(10 * (each - 2)) for each in (3, 4)]
    forest = mapped([*others, *good, goals(25), goals(35), goals(45)], {"level": 2})
    assert [each.page for each in forest.leaves if each.standing == "certain"] == [3, 4]
    worse = mapped([*others, good[0], goals(15), goals(25), levels(40), goals(45)], {"level": 2})
    assert worse.damaged[2] == "level"


def test_pages_of_one_tree_are_not_led_to_twice() -> None:
    forest = mapped([inner(4, (3, 10)), levels(1), inner(3, (2, 20))], {"level": 2})
    assert [each.page for each in forest.leaves] == [3]
    assert (HIGHEST in [high for _, high in forest.gaps["level"]]) is True


# --- indexes and free pages ------------------------------------------------------------------------------------------


def index_inner(last: int, *children: int) -> bytes:
    return tree_page(
        INDEX_INTERIOR, [struct.pack(">I", each) + varint(3) + record("a") for each in children], last=last
    )


def test_pages_of_an_index_are_looked_through_and_hold_no_rows() -> None:
    index = [index_inner(5, 4), tree_page(INDEX_LEAF, KEYED), tree_page(INDEX_LEAF, KEYED)]
    forest = mapped([levels(1), *index], {"level": 2}, indexes={"ix": 3})
    assert (forest.leaves, forest.damaged) == ([Leaf(2, ("level",))], {})
    for place in (1, 2, 3):
        hurt = [levels(1), *index]
        hurt[place] = broken(hurt[place])
        assert mapped(hurt, {"level": 2}, indexes={"ix": 3}).damaged == {place + 2: "level"}
    hurt = [levels(1), index[0], goals(1), index[2]]
    forest = mapped(hurt, {"level": 2}, indexes={"ix": 3})
    assert forest.damaged == {4: "level"}


def test_free_pages_hold_nothing() -> None:
    forest = mapped([levels(1), trunk(4), goals(5)], {"level": 2}, free=(3, 2))
    assert (forest.leaves, forest.damaged) == ([Leaf(2, ("level",))], {})


def test_a_page_in_use_that_is_listed_as_free_is_told_and_its_rows_are_doubtful() -> None:
    forest = mapped([inner(4, (3, 10)), levels(1), levels(11), trunk(3)], {"level": 2}, free=(5, 2))
    assert forest.leaves == [Leaf(4, ("level",), "certain", (10, HIGHEST)), Leaf(3, ("level",), "doubtful")]
    assert (forest.damaged, forest.gaps["level"]) == ({3: ""}, [(LOWEST, 10)])


def test_a_list_of_free_pages_that_breaks_off_is_told() -> None:
    forest = mapped([levels(1), trunk(4), b"\1"], {"level": 2}, free=(3, 9))
    assert forest.damaged == {3: ""}


# --- leaves that no tree leads to ------------------------------------------------------------------------------------


def test_a_leaf_that_no_tree_leads_to_is_one_of_a_broken_tree() -> None:
    forest = mapped([b"\7" * 9, levels(1), goals(4)], {"level": 2})
    assert forest.leaves == [Leaf(3, ("level",), "alone"), Leaf(4, ("pair_goal",), "alone")]
    assert forest.damaged == {2: "level"}


def test_where_the_list_of_free_pages_is_not_whole_such_a_leaf_is_doubtful() -> None:
    forest = mapped([b"\7" * 9, levels(1)], {"level": 2}, free=(0, 1))
    assert forest.leaves == [Leaf(3, ("level",), "doubtful")]
    assert forest.damaged == {2: "level", 1: ""}


def test_a_leaf_of_rows_that_are_not_missing_was_given_up() -> None:
    others = [inner(5, (3, 10), (4, 20)), b"\7" * 9, levels(11), levels(21)]
    for ids, taken in (((1, 2), True), ((10,), True), ((10, 15), True), ((11, 12), False), ((-5, 0), True)):
        found = mapped([*others, levels(*ids)], {"level": 2}, free=(0, 1))
        assert (Leaf(6, ("level",), "doubtful") in found.leaves) == taken, ids


def test_a_page_that_does_not_add_up_or_that_nobody_knows_is_damaged() -> None:
    forest = mapped([b"\7" * 9, broken(levels(1)), tree_page(LEAF, [row(1, record("x", "y"))])], {"level": 2})
    assert forest.damaged == {2: "level", 3: "level", 4: ""}
    assert forest.leaves == [Leaf(3, ("level",), "doubtful")]


def test_what_stands_on_a_free_page_is_not_brought_back_where_a_copy_of_it_lies_elsewhere() -> None:
    forest = mapped([b"\7" * 9, trunk(4), levels(1), levels(1), levels(2)], {"level": 2}, free=(3, 2))
    assert [(each.page, each.standing) for each in forest.leaves] == [(6, "alone"), (5, "doubtful")]


def test_pages_without_rows_are_no_leaves_of_a_broken_tree() -> None:
    forest = mapped([b"\7" * 9, tree_page(LEAF, []), tree_page(INDEX_LEAF, KEYED)], {"level": 2})
    assert forest.leaves == []


def test_a_root_beside_which_others_of_its_table_lie_is_a_copy() -> None:
    forest = mapped([levels(1), b"\7" * 9, goals(3)], {"level": 2, "pair_goal": 3})
    assert forest.leaves == [Leaf(2, ("level",)), Leaf(4, ("pair_goal",), "alone")]
    several = mapped([levels(1), levels(50), levels(60)], {"level": 2})
    assert [(each.page, each.standing) for each in several.leaves] == [
        (2, "doubtful"),
        (3, "alone"),
        (4, "alone"),
    ]
    assert (several.damaged, several.gaps["level"]) == ({2: "level"}, [EVERY])


def test_rows_that_are_claimed_by_several_tables_are_named_with_all() -> None:
    answers = tree_page(LEAF, [row(1, record(None, 1, 2, "[]"))])
    forest = mapped([answers], {})
    assert forest.leaves == [Leaf(2, ("answer", "survey_answer"), "alone")]


def test_the_migrations_own_number_is_no_row_of_ours() -> None:
    version = tree_page(LEAF, [row(1, record("m0003"))])
    assert mapped([version], {}).leaves == []
    known = mapped([version], {"alembic_version": 2})
    assert known.damaged == {}


# --- the schema itself -----------------------------------------------------------------------------------------------


def test_where_the_first_page_is_lost_all_is_known_by_its_form() -> None:
    forest = mapped([levels(1), goals(2)], {}, first=b"")
    assert [(each.page, each.tables) for each in forest.leaves] == [(2, ("level",)), (3, ("pair_goal",))]
    assert {each.standing for each in forest.leaves} == {"doubtful"}
    assert forest.damaged[1] == "sqlite_schema"
    assert forest.schema == 2


def test_pages_of_the_schema_that_the_first_no_longer_leads_to_are_found() -> None:
    schema = tree_page(LEAF, [row(7, record("table", "level", "level", 2, ""))])
    forest = mapped([levels(1), schema], {}, first=b"")
    assert forest.leaves == [Leaf(2, ("level",), "certain", EVERY)]
    assert forest.gaps.get("level") is None
    assert forest.damaged == {1: "sqlite_schema"}


def test_long_rows_do_not_run_onto_leaves() -> None:
    payload = record(None, UID, "x" * 519, 1)
    assert len(payload) == 39 + 508
    long = varint(len(payload)) + varint(1) + payload[:39] + struct.pack(">I", 3)
    forest = mapped([tree_page(LEAF, [long]), goals(9)], {"level": 2})
    assert forest.damaged == {3: "level"}
    assert Leaf(3, ("pair_goal",), "doubtful") in forest.leaves


def test_a_header_that_is_not_believed_is_told_though_the_schema_behind_it_can_be_read() -> None:
    entry = row(1, record("table", "level", "level", 2, ""))
    forest = mapped([levels(1)], {}, first=bytes(100) + tree_page(LEAF, [entry], start=100)[100:])
    assert forest.damaged == {1: "sqlite_schema"}
    assert forest.leaves == [Leaf(2, ("level",), "certain", EVERY)]


def test_the_second_page_may_be_anybodys() -> None:
    forest = mapped([levels(1), goals(11), inner(3, (2, 10))], {"level": 4})
    assert (forest.damaged, forest.leaves[0].page) == ({3: "level"}, 2)
    forest = mapped([broken(tree_page(INDEX_LEAF, KEYED)), levels(1)], {"level": 3}, indexes={"ix": 2})
    assert forest.damaged == {2: "level"}


def test_a_leaf_of_which_half_of_the_rows_are_a_tables_is_its_own() -> None:
    half = tree_page(LEAF, [row(1, record(None, UID, "Bậc", 1)), row(2, record("x", "y"))])
    forest = mapped([inner(4, (3, 10)), half, levels(11)], {"level": 2})
    assert [(each.page, each.standing) for each in forest.leaves] == [(3, "certain"), (4, "certain")]
