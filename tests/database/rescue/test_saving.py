"""Rows on their way into the new file: what was written, known or refused, and what stands for what is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.full_file import full_file

from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue import Loss, Placeholder, names_in
from nhipcau.database.rescue.draft import Draft, writing
from nhipcau.database.rescue.file_salvage import _Found, _joined, _meets, _take_numbers, _take_rows
from nhipcau.database.rescue.known_tables import tables_of
from nhipcau.database.rescue.lost_values import Values, stand_in
from nhipcau.database.rescue.page_trees import HIGHEST, LOWEST, Leaf
from nhipcau.database.rescue.record import LOST, Stored
from nhipcau.database.rescue.references import settle_references
from nhipcau.database.rescue.rows import Row

KNOWN = tables_of(SCHEMA)
LEVEL = KNOWN["level"]


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[Draft]:
    with writing(tmp_path / "draft", SCHEMA, KNOWN) as draft:
        yield draft


def uid(number: int) -> str:
    return f"{number:016}"


def level(row_id: int, number: int | None = None) -> Values:
    number = row_id if number is None else number
    return {"id": row_id, "uid": uid(number), "name": f"Bậc {number}", "rank": None}


def put(draft: Draft, table: str, row_id: int, **given: str | int | None) -> None:
    """Write a row of a table; what is not given does not matter."""
    values = stand_in(KNOWN[table], row_id, dict(given), "?")
    assert draft.write(KNOWN[table], [values]) == ["written"]


def test_of_each_row_it_is_told_what_became_of_it(draft: Draft) -> None:
    assert draft.write(LEVEL, [level(1), level(2)]) == ["written", "written"]
    assert draft.write(LEVEL, [level(2), level(3), level(4, 1)]) == ["known", "written", "twin"]
    assert draft.write(LEVEL, []) == []
    assert (draft.count("level"), draft.count("level", 1), draft.count("level", 0, 2)) == (3, 2, 2)
    assert (draft.count("level", 1, 2), draft.count("level", 3, 9)) == (1, 0)
    assert (draft.largest("level"), draft.largest("person"), draft.largest("person", "manager_id")) == (
        3,
        0,
        0,
    )
    assert (draft.has("level", 3), draft.has("level", 4)) == (True, False)
    assert draft.only("level") is None
    assert draft.only("person") is None
    put(draft, "person", 7)
    assert draft.only("person") == 7


def test_ids_that_were_ever_given_are_kept(tmp_path: Path) -> None:
    with writing(tmp_path / "draft", SCHEMA, KNOWN) as draft:
        draft.write(LEVEL, [level(5)])
        put(draft, "person", 3)
        draft.keep_numbers({"level": 9, "person": 2, "pair": 4})
    with closing(sqlite3.connect(tmp_path / "draft")) as connection:
        found = dict(connection.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0").fetchall())
    assert {name: found[name] for name in ("level", "person", "pair")} == {"level": 9, "person": 3, "pair": 4}
    assert "quota" not in found


def test_rows_that_cannot_be_kept_are_told(draft: Draft) -> None:
    found = _Found()
    rows = [
        Row(1, (None, uid(1), "Một", 3)),
        Row(2, None),
        Row(3, (None, uid(1), "Ba", 3)),
        Row(4, (None, LOST, "Bốn", LOST), mixed=True),
        Row(1, (None, uid(1), "Một", 3)),
        Row(1, None),
    ]
    _take_rows(draft, Leaf(2, ("level",)), LEVEL, rows, found, "?")
    assert set(found.losses) == {
        Loss("rescue.loss.row", "level", 2),
        Loss("rescue.loss.row", "level", 1),
        Loss("rescue.loss.twin", "level", 3),
        Loss("rescue.loss.mixed", "level", 4),
        Loss("rescue.loss.value", "level", 4, "uid"),
        Loss("rescue.loss.value", "level", 4, "rank"),
    }
    assert draft.count("level") == 2
    later = _Found()
    _take_rows(
        draft,
        Leaf(2, ("level",), "doubtful"),
        LEVEL,
        [Row(4, None), Row(5, (None, uid(5), "Năm", 3))],
        later,
        "?",
    )
    assert later.losses == [Loss("rescue.loss.doubtful", "level", 5)]


def test_numbers_that_were_given_are_read_from_rows_that_can_be_theirs() -> None:
    found = _Found()
    rows: list[tuple[Stored, ...]] = [
        ("person", 7),
        ("person", 5),
        ("pair", 0),
        ("level", -1),
        ("quota", 1 << 62),
        ("skill", "7"),
        (3, 3),
        ("a",),
    ]
    _take_numbers([Row(place, values) for place, values in enumerate(rows)] + [Row(9, None)], found)
    assert found.numbers == {"person": 7, "pair": 0}


def test_ranges_of_ids_are_counted_once_and_from_one_to_the_last() -> None:
    assert _joined([(LOWEST, 5), (3, 8), (10, 12), (20, HIGHEST)], 30) == [(0, 8), (10, 12), (20, 30)]
    assert _joined([(3, 8), (8, 9), (2, 4)], 30) == [(2, 9)]
    assert _joined([(3, 9), (4, 5)], 30) == [(3, 9)]
    assert _joined([(40, 50), (-9, 0), (7, 7)], 30) == []
    assert _joined([(LOWEST, HIGHEST)], 0) == []


def test_a_row_meets_others_as_often_as_its_references_lead_somewhere(draft: Draft) -> None:
    for table, row_id in (("question", 3), ("participant", 5)):
        put(draft, table, row_id, **{each.name: 1 for each in KNOWN[table].columns if each.parent})
    answer = KNOWN["answer"]
    assert _meets(draft, answer, Row(1, (None, 3, 5, "[]"))) == 2
    assert _meets(draft, answer, Row(1, (None, 3, 6, "[]"))) == 1
    assert _meets(draft, answer, Row(1, (None, LOST, "5", "[]"))) == 0
    assert _meets(draft, answer, Row(1, None)) == 0
    assert _meets(draft, answer, Row(1, (None, 3))) == 1


# --- references to what is lost --------------------------------------------------------------------------------------


def test_a_reference_that_may_be_empty_is_let_go(draft: Draft) -> None:
    put(draft, "person", 1, manager_id=9)
    put(draft, "person", 2, manager_id=1)
    losses, made = settle_references(draft, {}, "?")
    assert losses == [Loss("rescue.loss.reference", "person", 1, "manager_id")]
    assert made == []
    assert draft.dangling("person", "manager_id", "person") == []


def test_a_row_that_others_must_point_at_is_stood_in_for_once(draft: Draft) -> None:
    for place in (1, 2):
        put(draft, "consent", place, person_id=9)
    losses, made = settle_references(draft, {}, "(không rõ)")
    assert (losses, made) == ([], [Placeholder("person", 9)])
    assert draft.has("person", 9)


def test_what_stands_for_a_lost_row_takes_the_one_programme_there_is(draft: Draft) -> None:
    put(draft, "programme", 4)
    put(draft, "answer", 1, question_id=6, participant_id=8)
    _, made = settle_references(draft, {"person": 20}, "?")
    assert {(each.table, each.row) for each in made} == {("question", 6), ("participant", 8), ("person", 21)}
    assert draft.only("programme") == 4


def test_where_there_are_several_programmes_all_lost_rows_share_a_new_one(draft: Draft) -> None:
    put(draft, "programme", 4)
    put(draft, "programme", 5)
    put(draft, "answer", 1, question_id=6, participant_id=8)
    put(draft, "answer", 2, question_id=6, participant_id=9)
    _, made = settle_references(draft, {"programme": 7}, "?")
    assert [each.row for each in made if each.table == "programme"] == [8]
    assert len([each for each in made if each.table == "person"]) == 2


def test_a_lost_pair_is_of_the_programme_and_the_roles_its_neighbours_say(tmp_path: Path) -> None:
    path = tmp_path / "draft"
    with writing(path, SCHEMA, KNOWN) as draft:
        put(draft, "programme", 4)
        put(draft, "programme", 5)
        put(draft, "pair", 1, programme_id=5, mentor_id=30, mentee_id=31)
        _, made = settle_references(draft, {}, "?")
    assert {(each.table, each.row) for each in made if each.table == "participant"} == {
        ("participant", 30),
        ("participant", 31),
    }
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT id, programme_id, is_mentor, is_mentee FROM participant ORDER BY id"
        ).fetchall()
        assert rows == [(30, 5, 1, 0), (31, 5, 0, 1)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_people_are_called_by_their_names_wherever_they_stand(tmp_path: Path) -> None:
    path = full_file(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        people = dict(connection.execute("SELECT id, full_name FROM person").fetchall())
        enrolled = dict(connection.execute("SELECT id, person_id FROM participant").fetchall())
        given = dict(connection.execute("SELECT id, person_id FROM consent").fetchall())
        programmes = dict(connection.execute("SELECT id, name FROM programme").fetchall())
    expected = {("person", each): name for each, name in people.items()}
    expected |= {("programme", each): name for each, name in programmes.items()}
    expected |= {("participant", each): people[person] for each, person in enrolled.items()}
    expected |= {("consent", each): people[person] for each, person in given.items()}
    assert len(people) > 1
    assert names_in(path) == expected
