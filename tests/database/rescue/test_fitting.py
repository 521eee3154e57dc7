"""Which values a column can hold, which records a table, and which table a page is of."""

import pytest

from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue.catalogue import INNER, SEQUENCE, VERSION
from nhipcau.database.rescue.known_tables import Kind, KnownColumn, KnownTable, empty_file, tables_of
from nhipcau.database.rescue.record import LOST, Stored
from nhipcau.database.rescue.table_shapes import alike, fits, likeness, value_of

UID = "0123456789ABCDEF"
KNOWN = tables_of(SCHEMA)
LEVEL = (None, UID, "Trưởng nhóm", 3)


def table(*columns: KnownColumn) -> KnownTable:
    return KnownTable("own", (KnownColumn("id", "id", nullable=False, default=None), *columns))


def column(
    kind: Kind, name: str = "a", *, nullable: bool = False, default: str | int | None = None
) -> KnownColumn:
    return KnownColumn(name, kind, nullable, default)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", 7),
        ("integer", -1),
        ("boolean", 0),
        ("boolean", 1),
        ("text", ""),
        ("text", "chữ"),
        ("json", "[]"),
        ("json", '{"a": 1}'),
        ("json", 5),
        ("json", 2.5),
        ("date", "2026-01-31"),
        ("datetime", "2026-01-31 10:00:00.000000"),
        ("datetime", "2026-01-31"),
    ],
)
def test_a_column_holds_values_of_its_kind(kind: Kind, value: Stored) -> None:
    assert value_of(kind, value) == value
    assert value_of(kind, None) is None
    assert value_of(kind, LOST) is LOST


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "7"),
        ("integer", 2.5),
        ("integer", b"7"),
        ("boolean", 2),
        ("boolean", -1),
        ("boolean", "1"),
        ("text", 7),
        ("text", b"x"),
        ("text", "a\0b"),
        ("json", "["),
        ("json", "[" * 100_000),
        ("json", float("inf")),
        ("json", b"[]"),
        ("date", "2026-02-30"),
        ("date", "20260131"),
        ("date", "31/01/2026"),
        ("date", 20260131),
        ("datetime", "hôm qua"),
        ("datetime", "2026-01-31 25:00:00"),
        ("datetime", 0),
    ],
)
def test_a_column_never_holds_values_of_another_kind(kind: Kind, value: Stored) -> None:
    assert value_of(kind, value) is LOST


def test_a_record_has_the_columns_of_its_table_without_those_that_were_added_since() -> None:
    one = table(column("text"), column("text", "b", default=""), column("integer", "c", nullable=True))
    assert one.least == 2
    assert [fits(one, (None, "x", "", 1)[:count]) for count in range(5)] == [False, False, True, True, True]
    assert not fits(one, (None, "x", "", 1, 1))


def test_the_columns_that_every_record_has_end_with_one_that_must_be_given() -> None:
    assert table().least == 1
    assert table(column("text")).least == 2
    assert table(column("text", default="x")).least == 1
    assert table(column("text", nullable=True), column("text", "b")).least == 3
    assert KnownTable("t", (column("text", nullable=True),)).least == 1
    assert KnownTable("t", (column("text", nullable=True), column("text", default=""))).least == 1


def test_a_value_may_be_missing_where_the_column_says_so() -> None:
    assert fits(table(column("text", nullable=True)), (None, None))
    assert not fits(table(column("text")), (None, None))


def test_a_record_never_holds_its_own_id() -> None:
    assert fits(table(column("text")), (None, "x"))
    assert not fits(table(column("text")), (1, "x"))
    assert fits(table(column("text")), (LOST, LOST))


@pytest.mark.parametrize(
    "uid", ["0123456789ABCDE", "0123456789ABCDEFG", "0123456789ABCDEI", "0123456789abcdef", "", 7]
)
def test_a_public_id_has_sixteen_letters_that_are_never_mistaken(uid: Stored) -> None:
    assert fits(table(column("text", "uid")), (None, UID))
    assert not fits(table(column("text", "uid")), (None, uid))


def test_a_column_of_few_values_holds_no_other() -> None:
    quota = (None, UID, 1, "share", "place", "x", "", "most", 50, 1)
    assert fits(KNOWN["quota"], quota)
    assert not fits(KNOWN["quota"], (*quota[:7], "more", *quota[8:]))
    assert fits(VERSION, ("m0001",))
    assert not fits(VERSION, (f"m{SCHEMA + 1:04d}",))
    assert not fits(VERSION, ("m0000",))


def test_the_share_of_rows_that_fit_is_the_likeness() -> None:
    rows = [LEVEL, None, ("x",), (None, UID, "Chuyên viên", None)]
    assert likeness(KNOWN["level"], rows) == 0.5
    assert likeness(KNOWN["level"], rows[:1]) == 1
    assert likeness(KNOWN["level"], []) == 0


def test_a_page_is_of_the_tables_that_most_of_its_rows_fit() -> None:
    assert alike(KNOWN, [LEVEL, LEVEL]) == ("level",)
    assert alike(KNOWN, [LEVEL, None]) == ("level",)
    assert alike(KNOWN, [LEVEL, None, None]) == ()
    assert alike(KNOWN, []) == ()
    assert alike({}, [LEVEL]) == ()


def test_tables_of_one_form_are_all_named() -> None:
    assert alike(KNOWN, [(None, 1, 2, "[]")]) == ("answer", "survey_answer")


def test_of_two_tables_of_one_form_that_with_fewer_values_is_meant() -> None:
    assert alike({**KNOWN, **INNER}, [("m0002",)]) == ("alembic_version",)
    event = (None, 3, "active", "2026-01-31 10:00:00", "")
    wide = table(column("integer", "b"), column("text", "c"), column("datetime", "d"), column("text", "e"))
    assert alike({"own": wide, **KNOWN}, [event]) == ("pair_event",)
    assert alike({"own": wide, **KNOWN}, [(*event[:2], "đang", *event[3:])]) == ("own",)


def test_numbers_that_were_given_are_known_by_their_form() -> None:
    assert fits(SEQUENCE, ("person", 7))
    assert not fits(SEQUENCE, ("person", "7"))
    assert not fits(SEQUENCE, (None, 7))


def test_columns_are_known_as_the_migrations_made_them() -> None:
    known = tables_of.__wrapped__(SCHEMA)
    person = {each.name: each for each in known["person"].columns}
    assert (person["id"].kind, person["id"].nullable, person["id"].parent) == ("id", False, "")
    assert (person["manager_id"].kind, person["manager_id"].parent) == ("integer", "person")
    assert person["manager_id"].nullable
    assert (person["uid"].unique, person["full_name"].unique, person["email"].unique) == (True, False, False)
    assert (person["languages"].kind, person["created_at"].kind) == ("json", "datetime")
    assert (person["assistant_name"].default, person["full_name"].default) == ("", None)
    rules = {each.name: each for each in known["pairing_rules"].columns}
    assert (rules["every_mentor"].kind, rules["every_mentor"].default) == ("boolean", 0)
    assert (rules["aim"].default, rules["programme_id"].unique) == ("fairest", True)
    assert {each.name: each.kind for each in known["survey_wave"].columns}["opens_on"] == "date"
    # Unique only together with another: each may be there twice.
    assert not any(each.unique for each in known["answer"].columns)


def test_tables_of_an_earlier_schema_are_those_it_had() -> None:
    assert "survey" not in tables_of.__wrapped__(2)
    assert "quota" in tables_of(2)
    assert "quota" not in tables_of(1)
    assert not {name for name in KNOWN if name.startswith(("sqlite_", "alembic"))}
    assert empty_file(1) != empty_file(2)
    assert empty_file(2).startswith(b"SQLite format 3")
