"""How rows are read from their leaves, and long ones from the pages they run on."""

import struct
from collections.abc import Sequence

import pytest
from tests.support.sqlite_pages import LEAF, SIZE, pages_of, record, row, tree_page, varint

from nhipcau.database.rescue.page_trees import HIGHEST, LOWEST, Leaf
from nhipcau.database.rescue.record import LOST
from nhipcau.database.rescue.rows import Row, Rows

ROOM = SIZE - 4
"""Bytes of a record on each page of a chain."""
HERE = 39
"""Bytes of it on the leaf, where the rest fills its pages to the last byte."""


def text(pages: int, less: int = 0) -> str:
    """Return a text whose record fills so many pages after its leaf."""
    length = HERE + pages * ROOM - less
    return "x" * (length - 3)  # after the two types of a record


def long(row_id: int, payload: bytes, overflow: int) -> bytes:
    """Write the cell of a row of which the least lies on the leaf."""
    here = HERE + (len(payload) - HERE) % ROOM
    here = here if here <= SIZE - 35 else HERE
    return varint(len(payload)) + varint(row_id) + payload[:here] + struct.pack(">I", overflow)


def part(following: int, payload: bytes, place: int) -> bytes:
    """Write one page of a chain, with its part of a record."""
    start = HERE + place * ROOM
    return struct.pack(">I", following) + payload[start : start + ROOM]


def payload(pages: int = 2, letter: str = "x") -> bytes:
    data = record(text(pages).replace("x", letter))
    assert len(data) == HERE + pages * ROOM
    return data


def read(
    leaves: Sequence[bytes], others: Sequence[bytes], *, within: tuple[int, int] = (LOWEST, HIGHEST)
) -> tuple[list[Row], dict[int, str]]:
    """Read the rows of leaves that lie on the pages from 2 on, before the others."""
    known = [Leaf(place + 2, ("person",), "certain", within) for place in range(len(leaves))]
    rows = Rows(pages_of([*leaves, *others]), known)
    found = [each for leaf in known for each in rows.of(leaf, "person")]
    return found, rows.damaged


def test_short_rows_are_read_from_their_leaf() -> None:
    found, damaged = read([tree_page(LEAF, [row(1, record("a", 5)), row(4, b"\x7f")])], [])
    assert found == [Row(1, ("a", 5)), Row(4, None)]
    assert damaged == {}


def test_rows_beyond_the_range_of_their_leaf_are_not_its_own() -> None:
    leaf = tree_page(LEAF, [row(each, record("a")) for each in (3, 4, 5, 6)])
    found, _ = read([leaf], [], within=(3, 5))
    assert [each.row_id for each in found] == [4, 5]


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_a_long_row_is_gathered_from_its_pages(pages: int) -> None:
    data = payload(pages)
    chain = [part(place + 4 if place + 1 < pages else 0, data, place) for place in range(pages)]
    found, damaged = read([tree_page(LEAF, [long(1, data, 3)])], chain)
    assert found == [Row(1, (text(pages),))]
    assert damaged == {}


def test_a_long_row_may_end_anywhere_on_its_last_page_and_pages_may_lie_in_any_order() -> None:
    for less in (1, ROOM - 440, ROOM - 1):
        value = text(2, less)
        data = record(value)
        here = HERE + (len(data) - HERE) % ROOM
        here = here if here <= SIZE - 35 else HERE
        rest = data[here:]
        pieces = [rest[at : at + ROOM] for at in range(0, len(rest), ROOM)]
        order = [5, 3, 4][: len(pieces)]
        chain = dict.fromkeys((3, 4, 5), b"")
        for place, piece in enumerate(pieces):
            following = order[place + 1] if place + 1 < len(pieces) else 0
            chain[order[place]] = struct.pack(">I", following) + piece
        found, _ = read([tree_page(LEAF, [long(1, data, 5)])], list(chain.values()))
        assert found == [Row(1, (value,))], less


def test_a_chain_longer_than_the_file_is_not_followed() -> None:
    data = payload(9)
    chain = [part(place + 4, data, place) for place in range(2)]
    found, _ = read([tree_page(LEAF, [long(1, data, 3)])], chain)
    assert found == [Row(1, (LOST,))]


@pytest.mark.parametrize("following", [0, 1, 99])
def test_a_chain_that_breaks_off_leaves_the_value_lost_and_blames_the_page(following: int) -> None:
    data = payload(3)
    chain = [part(4, data, 0), part(following, data, 1), part(0, data, 2)]
    found, damaged = read([tree_page(LEAF, [long(1, data, 3)])], chain)
    assert found == [Row(1, (LOST,))]
    assert damaged == ({} if following == 1 else {4: "person"})


def test_a_chain_that_goes_on_too_far_leaves_the_value_lost() -> None:
    data = payload(2)
    chain = [part(4, data, 0), part(5, data, 1), b"\1"]
    found, damaged = read([tree_page(LEAF, [long(1, data, 3)])], chain)
    assert found == [Row(1, (LOST,))]
    assert damaged == {4: "person"}


def test_a_blank_page_of_a_chain_is_damaged() -> None:
    data = payload(2)
    chain = [part(4, data, 0), b""]
    found, damaged = read([tree_page(LEAF, [long(1, data, 3)])], chain)
    assert found == [Row(1, (LOST,))]
    assert damaged == {4: "person"}


def test_a_row_without_its_chain_still_says_what_lies_on_its_leaf() -> None:
    data = record("Lê Hoa", text(2))
    for overflow in (1, 99):
        found, damaged = read([tree_page(LEAF, [long(1, data, overflow)])], [b""])
        assert found == [Row(1, ("Lê Hoa", LOST))]
        assert damaged == {}


def test_a_row_that_should_run_on_and_says_no_page_is_not_read() -> None:
    found, _ = read([tree_page(LEAF, [long(1, payload(1), 0)])], [b""])
    assert found == [Row(1, None)]


def test_rows_that_run_on_the_same_pages_say_so() -> None:
    data = payload(2)
    chain = [part(4, data, 0), part(0, data, 1)]
    found, _ = read([tree_page(LEAF, [long(1, data, 3), long(2, data, 3)])], chain)
    assert [(each.row_id, each.mixed) for each in found] == [(1, True), (2, True)]
    alone, _ = read([tree_page(LEAF, [long(1, data, 3)])], chain)
    assert [each.mixed for each in alone] == [False]


def test_a_broken_chain_takes_no_page_of_a_whole_one() -> None:
    whole, broken = payload(2), payload(4, "y")
    chain = [part(4, whole, 0), part(0, whole, 1), part(3, broken, 0)]
    found, _ = read([tree_page(LEAF, [long(1, whole, 3), long(2, broken, 5)])], chain)
    assert found == [Row(1, (text(2),)), Row(2, (LOST,))]


def test_a_chain_that_comes_back_to_itself_is_not_a_whole_one() -> None:
    data = payload(2)
    found, _ = read([tree_page(LEAF, [long(1, data, 3)])], [part(3, data, 0)])
    assert [each.mixed for each in found] == [False]
    assert found[0].values != (text(2),) or found[0].values is None


def test_a_chain_that_runs_onto_a_leaf_is_not_a_whole_one() -> None:
    data = payload(2)
    other = tree_page(LEAF, [row(9, record("b"))])
    found, damaged = read([tree_page(LEAF, [long(1, data, 4)]), other], [part(3, data, 0)])
    assert found == [Row(1, (LOST,)), Row(9, ("b",))]
    assert damaged == {3: "person"}


def test_the_last_page_of_a_file_may_end_a_chain_and_a_chain_take_all_but_two_of_its_pages() -> None:
    data = payload(3)
    chain = [part(4, data, 0), part(5, data, 1), part(0, data, 2)]
    found, _ = read([tree_page(LEAF, [long(1, data, 3)])], chain)
    assert found == [Row(1, (text(3),))]
