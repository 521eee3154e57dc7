"""Which bytes are a sound page, and which rows and children are read from it, to the last byte."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.sqlite_pages import (
    INDEX_INTERIOR,
    INDEX_LEAF,
    INTERIOR,
    LEAF,
    SIZE,
    branch,
    record,
    row,
    tree_page,
    varint,
)

from nhipcau.database.rescue.btree import TreePage, read_page

SMALL = row(1, record("a"))


def test_a_leaf_gives_its_rows_with_their_ids_and_records() -> None:
    page = read_page(tree_page(LEAF, [row(1, record("a")), row(300, record("b", 5))]), SIZE)
    assert (page.kind, page.sound, page.children, page.last_child) == ("leaf", True, (), 0)
    assert [(each.row_id, each.length, each.local, each.overflow) for each in page.cells] == [
        (1, 3, record("a"), 0),
        (300, 10, record("b", 5), 0),
    ]


def test_a_row_below_zero_keeps_its_id() -> None:
    cell = varint(3) + b"\xff" * 9 + record("a")
    assert [each.row_id for each in read_page(tree_page(LEAF, [cell]), SIZE).cells] == [-1]


def test_the_first_page_begins_after_the_header_of_the_file() -> None:
    data = tree_page(LEAF, [SMALL], start=100)
    assert read_page(data, SIZE, 100).sound
    assert read_page(data, SIZE).kind == "other"


@pytest.mark.parametrize("kind", [0, 1, 3, 6, 9, 11, 12, 14, 255])
def test_other_first_bytes_are_no_tree(kind: int) -> None:
    assert read_page(tree_page(kind, [SMALL]), SIZE) == TreePage("other")


@pytest.mark.parametrize(
    ("kind", "name"),
    [(LEAF, "leaf"), (INTERIOR, "interior"), (INDEX_LEAF, "index_leaf"), (INDEX_INTERIOR, "index_interior")],
)
def test_a_page_without_cells_is_sound_where_its_content_begins_at_the_end(kind: int, name: str) -> None:
    assert read_page(tree_page(kind, []), SIZE) == TreePage(name, sound=True)  # type: ignore[arg-type]
    assert not read_page(tree_page(kind, [], content=SIZE - 1), SIZE).sound
    beyond = read_page(tree_page(kind, [], content=SIZE + 1), SIZE)
    assert beyond == TreePage(name)  # type: ignore[arg-type]


def test_a_content_of_nought_stands_for_65536() -> None:
    assert read_page(tree_page(LEAF, [], size=65536), 65536).sound
    assert not read_page(tree_page(LEAF, [], content=0), SIZE).sound


@pytest.mark.parametrize(
    ("kind", "header"), [(LEAF, 8), (INTERIOR, 12), (INDEX_LEAF, 8), (INDEX_INTERIOR, 12)]
)
def test_the_list_of_cells_may_reach_the_content_but_not_into_it(kind: int, header: int) -> None:
    cell = {INTERIOR: branch(2, 9), LEAF: SMALL}.get(
        kind, (b"" if kind == INDEX_LEAF else b"\0\0\0\2") + b"\3" + record("a")
    )
    room = SIZE - len(cell)
    for content, kept in ((header + 2, 1), (header + 1, 0)):
        data = bytearray(tree_page(kind, [cell], content=content))
        page = read_page(bytes(data), SIZE)
        assert bool(page.cells or page.children) == bool(kept), content
        assert not page.sound
    assert read_page(tree_page(kind, [cell], content=room), SIZE).sound


def test_a_cell_before_the_content_is_left_out() -> None:
    cells = [row(1, record("a")), row(2, record("b"))]
    page = read_page(tree_page(LEAF, cells, content=SIZE - len(cells[0])), SIZE)
    assert [each.row_id for each in page.cells] == [1]
    assert not page.sound


@pytest.mark.parametrize("ids", [(2, 1), (2, 2)])
def test_rows_out_of_order_are_read_but_the_page_is_not_sound(ids: tuple[int, int]) -> None:
    page = read_page(tree_page(LEAF, [row(each, record("a")) for each in ids]), SIZE)
    assert [each.row_id for each in page.cells] == list(ids)
    assert not page.sound


def test_an_interior_page_leads_to_its_children_in_the_order_of_their_keys() -> None:
    page = read_page(tree_page(INTERIOR, [branch(3, 10), branch(4, 20)], last=5), SIZE)
    assert (page.kind, page.sound, page.cells) == ("interior", True, ())
    assert (page.children, page.last_child) == (((3, 10), (4, 20)), 5)
    assert not read_page(tree_page(INTERIOR, [branch(3, 20), branch(4, 20)], last=5), SIZE).sound
    assert not read_page(tree_page(INTERIOR, [branch(3, 21), branch(4, 20)], last=5), SIZE).sound


def test_a_child_is_named_in_four_bytes() -> None:
    page = read_page(tree_page(INTERIOR, [branch(0x01020304, 9)], last=0x05060708), SIZE)
    assert (page.children, page.last_child) == (((0x01020304, 9),), 0x05060708)


def test_an_index_is_read_for_its_children_alone() -> None:
    cells = [struct.pack(">I", child) + varint(3) + record("a") for child in (9, 8)]
    page = read_page(tree_page(INDEX_INTERIOR, cells, last=7), SIZE)
    assert (page.kind, page.sound, page.cells) == ("index_interior", True, ())
    assert (page.children, page.last_child) == (((9, 0), (8, 0)), 7)
    leaf = read_page(tree_page(INDEX_LEAF, [varint(3) + record("a")] * 2), SIZE)
    assert (leaf.kind, leaf.sound, leaf.cells, leaf.last_child) == ("index_leaf", True, (), 0)


def test_no_cell_takes_fewer_than_four_bytes() -> None:
    for kind, cell in ((LEAF, b"\1\1\1\0"), (LEAF, b"\0\1\0\0"), (INDEX_LEAF, b"\1\1\0\0")):
        assert read_page(tree_page(kind, [cell]), SIZE).sound, cell
        assert not read_page(tree_page(kind, [cell[:-1]]), SIZE).sound, cell


def test_a_short_interior_cell_of_an_index_ends_where_its_record_does() -> None:
    cell = b"\0\0\0\5" + varint(1) + b"\1"
    assert read_page(tree_page(INDEX_INTERIOR, [cell]), SIZE).sound
    assert not read_page(tree_page(INDEX_INTERIOR, [cell + b"\0"]), SIZE).sound


@pytest.mark.parametrize(
    ("kind", "length", "here"),
    [
        (LEAF, 477, 477),  # the most of a row that lies on a page of 512 as a whole
        (LEAF, 478, 39),  # the least of one that does not
        (LEAF, 39 + 508 + 438, 477),
        (LEAF, 39 + 508 + 439, 39),
        (LEAF, 39 + 508 + 437, 476),
        (INDEX_LEAF, 102, 102),
        (INDEX_LEAF, 103, 39),
        (INDEX_LEAF, 39 + 508 + 63, 102),
        (INDEX_LEAF, 39 + 508 + 64, 39),
        (INDEX_INTERIOR, 102, 102),
        (INDEX_INTERIOR, 103, 39),
    ],
)
def test_of_a_long_record_as_much_lies_on_the_page_as_the_engine_leaves_there(
    kind: int, length: int, here: int
) -> None:
    cell = b"\0\0\0\2" if kind == INDEX_INTERIOR else b""
    cell += varint(length) + (varint(7) if kind == LEAF else b"") + b"x" * here
    cell += struct.pack(">I", 99) if here < length else b""
    page = read_page(tree_page(kind, [cell]), SIZE)
    assert page.sound
    if kind == LEAF:
        (found,) = page.cells
        assert (found.row_id, found.length, found.local) == (7, length, b"x" * here)
        assert found.overflow == (99 if here < length else 0)


@pytest.mark.parametrize("kind", [LEAF, INTERIOR, INDEX_LEAF, INDEX_INTERIOR])
def test_a_cell_may_reach_the_end_of_what_is_used_of_a_page_but_not_beyond(kind: int) -> None:
    cells = {
        LEAF: row(1, record("ab")),
        INTERIOR: branch(3, 300),
        INDEX_LEAF: varint(4) + record("ab"),
        INDEX_INTERIOR: b"\0\0\0\3" + varint(4) + record("ab"),
    }
    data = tree_page(kind, [cells[kind]], usable=SIZE - 20)
    whole = read_page(data, SIZE - 20)
    assert whole.sound
    assert whole.cells or whole.children
    less = read_page(data, SIZE - 21)
    assert (less.sound, less.cells, less.children) == (False, (), ())


@pytest.mark.parametrize("kind", [LEAF, INTERIOR, INDEX_LEAF, INDEX_INTERIOR])
def test_a_cell_that_breaks_off_at_the_end_of_the_page_is_left_out(kind: int) -> None:
    page = read_page(tree_page(kind, [b"\x81\x81\x81"]), SIZE)
    assert (page.sound, page.cells, page.children) == (False, (), ())


def test_of_cells_that_lie_over_each_other_the_first_is_kept() -> None:
    data = bytearray(tree_page(LEAF, [row(1, record("a")), row(2, record("b"))]))
    struct.pack_into(">HH", data, 8, SIZE - 4, SIZE - 5)
    data[SIZE - 5 :] = b"\1\2\1\1\1"
    page = read_page(bytes(data), SIZE)
    assert [each.row_id for each in page.cells] == [2]
    assert not page.sound


def test_cells_keep_the_order_of_the_list_and_not_that_of_their_places() -> None:
    cells = [row(1, record("a")), row(2, record("b"))]
    data = bytearray(tree_page(LEAF, cells[::-1]))
    data[8:12] = data[10:12] + data[8:10]
    page = read_page(bytes(data), SIZE)
    assert page.sound
    assert [each.row_id for each in page.cells] == [1, 2]


def gap(size: int, free: bytes, *, fragments: int = 0, free_block: int | None = None) -> TreePage:
    """Read a leaf with so many bytes between its two rows, which begin as told."""
    last = row(1, record("a"))
    at = SIZE - len(last) - size
    data = bytearray(tree_page(LEAF, [last, free.ljust(size, b"\0")[:size] + b"", row(2, record("b"))]))
    struct.pack_into(
        ">HHHB",
        data,
        1,
        at if free_block is None else free_block,
        2,
        at - len(row(2, record("b"))),
        fragments,
    )
    struct.pack_into(">HH", data, 8, SIZE - len(last), at - len(row(2, record("b"))))
    return read_page(bytes(data), SIZE)


def test_bytes_between_the_rows_are_free_blocks_or_counted_as_fragments() -> None:
    assert gap(3, b"", fragments=3, free_block=0).sound
    assert not gap(3, b"", fragments=2, free_block=0).sound
    assert not gap(3, b"", fragments=4, free_block=0).sound
    assert gap(20, struct.pack(">HH", 0, 20)).sound
    assert gap(20, struct.pack(">HH", 0, 18), fragments=2).sound
    assert not gap(20, struct.pack(">HH", 0, 19)).sound
    assert not gap(20, struct.pack(">HH", 0, 21)).sound
    assert len(gap(20, struct.pack(">HH", 0, 21)).cells) == 2


def test_a_free_block_has_four_bytes_at_least_and_the_next_comes_after_it() -> None:
    at = SIZE - len(SMALL) - 20
    assert gap(4, struct.pack(">HH", 0, 4)).sound
    assert not gap(4, struct.pack(">HH", 0, 3), fragments=1).sound
    chain = struct.pack(">HH4xHH", at + 8, 8, 0, 12)
    assert gap(20, chain).sound
    assert not gap(20, struct.pack(">HH4xHH", at + 8, 9, 0, 12)).sound
    assert not gap(20, struct.pack(">HH4xHH", at, 8, 0, 12), fragments=12).sound


def test_a_free_block_lies_within_what_is_used() -> None:
    for at, size, sound in ((SIZE - 4, 4, True), (SIZE - 4, 5, False), (SIZE - 3, 4, False)):
        data = bytearray(tree_page(LEAF, [], content=SIZE - 4, free_block=at))
        data[SIZE - 4 :] = struct.pack(">HH", 0, size)
        assert read_page(bytes(data), SIZE).sound == sound, at


def test_every_page_the_engine_writes_is_sound_and_holds_what_it_put_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size = 512")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)")
        connection.execute("CREATE INDEX i ON t (a)")
        lengths = {n: n * 37 % 1400 for n in range(1, 200)}
        connection.executemany(
            "INSERT INTO t VALUES (?, ?)", [(n, "x" * size) for n, size in lengths.items()]
        )
        connection.execute("DELETE FROM t WHERE id % 7 = 0")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.commit()
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema").fetchall())
        kept = {n: size for n, size in lengths.items() if n % 7}
    data = path.read_bytes()
    found: dict[int, int] = {}
    kinds = set()
    waiting = [roots["t"], roots["i"]]
    while waiting:
        number = waiting.pop()
        page = read_page(data[(number - 1) * SIZE : number * SIZE], SIZE)
        assert page.sound, number
        kinds.add(page.kind)
        if page.kind in ("interior", "index_interior"):
            waiting += [*(child for child, _ in page.children), page.last_child]
        for cell in page.cells:
            assert bool(cell.overflow) == (len(cell.local) < cell.length)
            found[cell.row_id] = cell.length
    assert kinds == {"leaf", "interior", "index_leaf", "index_interior"}
    assert found.keys() == kept.keys()
    assert all(0 < length - kept[n] < 6 for n, length in found.items())
