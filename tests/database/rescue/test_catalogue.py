"""Which tables a damaged file has, and of which schema it is, by the little that can still be read."""

import pytest
from tests.support.sqlite_pages import INDEX_LEAF, INTERIOR, LEAF, SIZE, pages_of, record, row, tree_page

from nhipcau.database.rescue.btree import TreePage, read_page
from nhipcau.database.rescue.catalogue import SCHEMA_TABLE, Catalogue, is_schema_page, rows_of, schema_number
from nhipcau.database.rescue.table_shapes import fits

BLANK = b""
SECOND = ["skill", "quota", "scenario"]
"""Tables that the second schema brought."""


def leaf(*payloads: bytes) -> bytes:
    return tree_page(LEAF, [row(place + 1, each) for place, each in enumerate(payloads)])


def read(*payloads: bytes) -> TreePage:
    return read_page(leaf(*payloads), SIZE)


def entry(kind: str, name: str, root: int, table: str = "") -> bytes:
    return record(kind, name, table or name, root, "CREATE …")


def version(number: int) -> bytes:
    return leaf(record(f"m{number:04d}"))


def numbered(*others: bytes, schema: int, catalogue: Catalogue | None = None) -> int:
    return schema_number(pages_of(others, schema=schema), catalogue or Catalogue())


def test_tables_and_indexes_are_known_with_where_their_trees_begin() -> None:
    catalogue = Catalogue()
    catalogue.add(read(entry("table", "person", 4), entry("index", "ix_person", 5, "person")))
    catalogue.add(read(entry("table", "person", 9), entry("table", "pair", 7), entry("view", "v", 8)))
    assert catalogue.roots == {"person": 4, "pair": 7}
    assert catalogue.indexes == [(5, "person")]


@pytest.mark.parametrize(
    "payload",
    [
        record("table", "person", "person", "4", ""),
        record("table", 1, "person", 4, ""),
        record("table", "person", None, 4, ""),
        record("table", "person", "person", 4),
        record("table", "person", "person", 4, "", ""),
        b"\x7f\x7f",
    ],
)
def test_what_is_no_entry_of_a_schema_names_no_table(payload: bytes) -> None:
    catalogue = Catalogue()
    catalogue.add(read(payload, entry("index", "ix", 5, "pair"), entry("table", "pair", 7)))
    assert (catalogue.roots, catalogue.indexes) == ({"pair": 7}, [(5, "pair")])


def test_an_index_must_be_named_and_of_a_table() -> None:
    catalogue = Catalogue()
    catalogue.add(read(record("index", 1, "person", 4, ""), record("index", "ix", 2, 4, "")))
    catalogue.add(read(record("index", "ix", "person", None, "")))
    assert catalogue.indexes == []


def test_a_page_is_the_schemas_where_every_row_is_an_entry() -> None:
    one, other = entry("table", "person", 4), entry("index", "ix", 5, "person")
    assert is_schema_page(read(one, other))
    assert not is_schema_page(read())
    for wrong in (
        record("table", "a", "a", "4", ""),
        record("view", "a", "a", 4, ""),
        record("table", "a", "a", 4),
        b"\x7f\x7f",
    ):
        assert not is_schema_page(read(one, wrong)), wrong
        assert not is_schema_page(read(wrong, one)), wrong


def test_only_a_sound_leaf_is_taken_for_a_page_of_the_schema() -> None:
    data = leaf(entry("table", "person", 4))
    assert is_schema_page(read_page(data, SIZE))
    assert not is_schema_page(read_page(data[:7] + b"\1" + data[8:], SIZE))
    assert not is_schema_page(read_page(tree_page(INTERIOR, [], last=2), SIZE))
    assert not is_schema_page(read_page(tree_page(INDEX_LEAF, []), SIZE))


def test_the_first_rows_of_a_page_stand_for_it() -> None:
    page = read(record("a"), record("b"), b"\x7f\x7f")
    assert rows_of(page, 2) == [("a",), ("b",)]
    assert rows_of(page) == [("a",), ("b",), None]


def test_what_header_and_migrations_say_alike_is_right() -> None:
    assert numbered(version(2), schema=2, catalogue=Catalogue({"alembic_version": 2})) == 2
    assert numbered(version(3), schema=3) == 3


def test_a_number_that_stands_alone_is_damaged() -> None:
    newest = Catalogue({"alembic_version": 2, "survey": 9})
    assert numbered(version(3), schema=1, catalogue=newest) == 3
    assert numbered(version(1), schema=3, catalogue=newest) == 3
    older = Catalogue({"alembic_version": 2, "quota": 9})
    assert numbered(version(1), schema=2, catalogue=older) == 2
    assert numbered(BLANK, schema=2, catalogue=older) == 2


def test_of_numbers_that_all_differ_that_of_the_migrations_counts() -> None:
    assert numbered(version(2), schema=1, catalogue=Catalogue({"alembic_version": 2})) == 2
    assert numbered(version(2), schema=3, catalogue=Catalogue({"alembic_version": 2, "person": 5})) == 2


def test_where_only_one_number_can_be_read_it_counts() -> None:
    assert numbered(BLANK, schema=2) == 2
    assert numbered(version(2), schema=0) == 2
    assert numbered(BLANK, version(2), schema=0, catalogue=Catalogue({"alembic_version": 3})) == 2


def test_a_root_outside_the_file_is_looked_for_among_all_pages() -> None:
    for root in (0, 1, 4):
        assert numbered(BLANK, version(2), schema=0, catalogue=Catalogue({"alembic_version": root})) == 2
    lost = Catalogue({"alembic_version": 2})
    assert numbered(BLANK, version(2), schema=0, catalogue=lost) == 1, "by its form alone"


@pytest.mark.parametrize(
    "data",
    [
        leaf(record("m0002"), record("m0002")),
        leaf(record("m0002", "")),
        leaf(record("m002")),
        leaf(record("m00002")),
        leaf(record("x0002")),
        leaf(record("m00x2")),
        leaf(record(2)),
        leaf(b"\x7f\x7f"),
        tree_page(INDEX_LEAF, [b"\7" + record("m0002")]),
    ],
)
def test_what_is_no_name_of_a_migration_says_no_number(data: bytes) -> None:
    assert numbered(data, schema=0, catalogue=Catalogue({"alembic_version": 2})) < 2


def test_tables_say_how_old_a_file_is_at_least() -> None:
    assert numbered(BLANK, schema=0, catalogue=Catalogue({"person": 2})) == 1
    for name in SECOND:
        assert numbered(BLANK, schema=0, catalogue=Catalogue({"person": 2, name: 2})) == 2
    assert numbered(BLANK, schema=0, catalogue=Catalogue({"survey": 2})) == 3
    assert numbered(BLANK, schema=0, catalogue=Catalogue({"anonymous_answer": 2})) == 4
    assert numbered(BLANK, schema=0, catalogue=Catalogue({"waiting_row": 2})) == 5
    assert numbered(BLANK, schema=0, catalogue=Catalogue({"milestone": 2})) == 6
    assert numbered(BLANK, schema=0, catalogue=Catalogue({"letter_text": 2})) == 8
    assert numbered(BLANK, schema=0, catalogue=Catalogue({"unknown": 2})) == 0


# A level as each schema keeps it, then a table that came with the third.
LEVEL = record(None, "0123456789ABCDEF", "Trưởng nhóm", 3)
SURVEY = record(None, "0123456789ABCDEF", 1, "fit", "Tên", "Name")


def test_where_nothing_says_a_number_the_rows_do() -> None:
    assert numbered(leaf(SURVEY), schema=0) == 3
    assert numbered(leaf(LEVEL), schema=0) == 1
    assert numbered(leaf(LEVEL), leaf(SURVEY), schema=0) == 3
    assert numbered(leaf(LEVEL), schema=0, catalogue=Catalogue({"quota": 9})) == 2


def test_pages_without_rows_say_no_number() -> None:
    assert numbered(tree_page(LEAF, []), tree_page(INDEX_LEAF, [b"\3" + record("a")]), schema=0) == 0
    assert numbered(leaf(record("x", "y")), schema=0) == 0


def test_an_entry_of_the_schema_says_all_but_how_it_was_made() -> None:
    ((*entry,),) = filter(None, rows_of(read(entry_of_person())))
    assert fits(SCHEMA_TABLE, entry)
    assert fits(SCHEMA_TABLE, entry[:4])
    for place in range(5):
        assert not fits(SCHEMA_TABLE, (*entry[:place], None, *entry[place + 1 :]))
        assert not fits(SCHEMA_TABLE, (*entry[:place], b"?", *entry[place + 1 :]))


def entry_of_person() -> bytes:
    return entry("table", "person", 4)
