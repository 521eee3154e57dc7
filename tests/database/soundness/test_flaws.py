"""A file in which single cells are bad opens, says which, and works."""

from pathlib import Path

import pytest
from tests.support.database import new_file
from tests.support.full_file import full_file
from tests.support.hostile_files import allow_empty, behind, declared, forbid_empty

from nhipcau.common.progress import Cancelled, Progress
from nhipcau.common.words import LANGUAGES, text
from nhipcau.database import Flaw, check, deep_check, open_file, problem_of
from nhipcau.participants.models import Person

DEEP = "[" * 50_000 + "]" * 50_000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return full_file(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return full_file(tmp_path)


def found(path: Path) -> list[tuple[str, int, str, str]]:
    """Open a file and return its flaws; the check finds the same, and says each in both languages."""
    database = open_file(path, backups=False)
    flaws = database.flaws
    assert database.find_flaws() == flaws
    database.close()
    report = check(path)
    assert report.opens
    assert set(flaws) <= set(report.deep.flaws)
    for problem in map(problem_of, flaws):
        for language in LANGUAGES:
            assert text(language, problem.code, **problem.values)
            assert text(language, f"database.table.{problem.values['table']}")
    return [(flaw.table, flaw.row_id, flaw.column, flaw.kind) for flaw in flaws]


def test_a_file_with_something_in_every_table_has_none(whole: Path) -> None:
    assert found(whole) == []
    assert check(whole).sound


@pytest.mark.parametrize(
    ("table", "column", "value", "kind"),
    [
        ("person", "full_name", "x'ff00fe'", "type"),
        ("person", "full_name", "CAST(x'c3284e' AS TEXT)", "encoding"),
        ("person", "full_name", "CAST(x'eda080' AS TEXT)", "encoding"),
        ("person", "birth_year", "'abc'", "type"),
        ("person", "birth_year", "1.5", "type"),
        ("person", "birth_year", "99999999999", "number"),
        ("participant", "is_mentor", "2", "number"),
        ("participant", "is_mentor", "'yes'", "type"),
        ("person", "languages", "'{not json'", "json"),
        ("person", "languages", "' []'", "json"),
        ("person", "languages", "'[] []'", "json"),
        ("person", "languages", "''", "json"),
        ("person", "languages", f"'{DEEP}'", "depth"),
        ("person", "languages", "'{\"a\":1}'", "shape"),
        ("person", "languages", "'null'", "shape"),
        ("person", "languages", "7", "shape"),
        ("person", "languages", "x'5b5d'", "type"),
        ("participant", "goals", "'[1,2,3]'", "shape"),
        ("participant", "goals", '\'[{"topic": "Excel"}]\'', "shape"),
        ("answer", "value", "1e999", "number"),
        ("pair", "confirmed_on", "'2026-99-99'", "date"),
        ("pair", "confirmed_on", "'gestern'", "date"),
        ("pair", "confirmed_on", "'2026-02-30'", "date"),
        ("pair", "confirmed_on", "'2026-02-03 04:05:06'", "date"),
        ("pair", "confirmed_on", "'0000-01-01'", "date"),
        ("pair", "confirmed_on", "20260101", "type"),
        ("person", "created_at", "'2026-01-01T00:00:00Z'", "date"),
        ("person", "created_at", "'2026-01-01 25:00:00.000000'", "date"),
        ("person", "created_at", "''", "date"),
        ("person", "manager_id", "999", "reference"),
        ("person", "manager_id", "'boss'", "type"),
        ("participant", "person_id", "999", "reference"),
        ("pair", "state", "'zzz'", "code"),
        ("programme", "kind", "'zzz'", "code"),
    ],
)
def test_a_bad_cell_is_found_and_the_file_opens(
    whole: Path, table: str, column: str, value: str, kind: str
) -> None:
    behind(whole, f"UPDATE {table} SET {column} = {value} WHERE id = 2")
    row_id = 2 if table != "programme" else 1
    if table == "programme":
        behind(whole, f"UPDATE {table} SET {column} = {value}")
    assert found(whole) == [(table, row_id, column, kind)]


@pytest.mark.parametrize("value", ["'A' || char(0) || 'B'", "replace(hex(zeroblob(500000)), '00', 'ab')"])
def test_strange_but_readable_texts_are_none(whole: Path, value: str) -> None:
    behind(whole, f"UPDATE person SET full_name = {value} WHERE id = 2")
    assert found(whole) == []


def test_what_must_not_be_empty_and_is_does_not_keep_a_file_shut(whole: Path) -> None:
    before = declared(whole, "person")
    allow_empty(whole, "person")
    behind(whole, "UPDATE person SET full_name = NULL WHERE id = 2")
    forbid_empty(whole, "person", before)
    assert found(whole) == [("person", 2, "full_name", "empty")]


def test_nothing_of_a_long_text_is_shown_but_its_beginning(whole: Path) -> None:
    behind(whole, "UPDATE pair SET confirmed_on = 'x' || char(10) || hex(zeroblob(1000)) WHERE id = 2")
    database = open_file(whole, backups=False)
    (flaw,) = database.flaws
    database.close()
    assert len(flaw.preview) <= 41
    assert flaw.preview.isprintable()


def test_a_file_in_which_everything_is_bad_is_listed_up_to_a_bound(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    database = open_file(path, backups=False)
    with database.step("a.b") as db:
        db.add_all([Person(full_name="An") for _ in range(3_000)])
    database.close()
    behind(path, "UPDATE person SET email = x'ff', phone = x'ff', title = x'ff', place = x'ff'")
    report = check(path)
    assert len(report.deep.flaws) == 10_000
    assert report.problems[-1].code == "database.finding.more"


def test_a_bad_entry_of_the_history_is_found(whole: Path) -> None:
    behind(whole, "UPDATE journal_step SET arguments = 'zz' WHERE id = 3")
    assert found(whole) == [("journal_step", 3, "arguments", "history")]


def test_what_the_history_keeps_is_looked_at_by_the_check(whole: Path) -> None:
    behind(
        whole,
        "UPDATE journal_row SET new = 'zz' WHERE id = 5",
        "UPDATE journal_row SET step_id = 999 WHERE id = 6",
    )
    assert found(whole) == []
    assert check(whole).deep.flaws == (
        Flaw("journal_row", 5, "new", "history"),
        Flaw("journal_row", 6, "step_id", "history"),
    )


def test_a_deep_look_goes_on_while_the_file_is_written_to(whole: Path) -> None:
    behind(whole, "UPDATE person SET birth_year = 'abc' WHERE id = 2")
    database = open_file(whole, backups=False)
    seen: list[int] = []

    def write(done: int, _: int) -> None:
        if not seen:
            with database.step("a.b") as db:
                db.add(Person(full_name="Bình"))
        seen.append(done)

    report = deep_check(whole, Progress(write))
    database.close()
    assert [flaw.column for flaw in report.flaws] == ["birth_year"]
    assert seen[-1] > 1


def test_a_deep_look_stops_when_told_to(whole: Path) -> None:
    progress = Progress(lambda *_: progress.cancel())
    with pytest.raises(Cancelled):
        deep_check(whole, progress)
