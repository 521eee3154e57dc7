"""A damaged file in all the states in which it may be found, and what is said of it."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.support.damaged import PAGE, Rows, Sound, described, stored_rows
from tests.support.dump import dump
from tests.support.saved import untouched, wrong

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Cancelled, Progress
from nhipcau.database import check, inspect_file, open_file
from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue import SalvageReport, diagnose, salvage

FILES = Path(__file__).parents[2] / "migrations" / "files"
UNKNOWN = "(không rõ)"


def saved(path: Path) -> tuple[Rows, SalvageReport]:
    """Salvage a file, which is left as it was, and return what the new one holds."""
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    target = path.with_name("saved.nhipcau")
    report = salvage(path, target, Progress(), unknown=UNKNOWN)
    assert check(target).sound
    after = {
        each.name: each.read_bytes() for each in path.parent.iterdir() if each != target and each.is_file()
    }
    assert after == before
    return stored_rows(target), report


@pytest.fixture
def path(tmp_path: Path, sound: Sound) -> Path:
    path = tmp_path / "organisation.nhipcau"
    path.write_bytes(sound.content)
    return path


@contextmanager
def at_work(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """Write without ending: what lies beside the file is there as after a power cut."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        yield connection


def cut_off(path: Path, folder: Path) -> Path:
    """Copy a file with all beside it, as a power cut would leave it."""
    folder.mkdir()
    for each in path.parent.glob(path.name + "*"):
        if each.is_file() and not each.name.endswith("-shm"):
            shutil.copy(each, folder / each.name)
    return folder / path.name


def test_a_sound_file_is_saved_whole_and_opens(path: Path, sound: Sound) -> None:
    rows, report = saved(path)
    assert rows == sound.rows
    assert (report.damaged_pages, report.losses, report.placeholders) == ((), (), ())
    open_file(path.with_name("saved.nhipcau"), backups=False).close()


def test_ids_are_never_given_again(path: Path) -> None:
    saved(path)
    with (
        closing(sqlite3.connect(path)) as old,
        closing(sqlite3.connect(path.with_name("saved.nhipcau"))) as new,
    ):
        numbers = "SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name"
        assert new.execute(numbers).fetchall() == old.execute(numbers).fetchall()


def test_what_is_committed_beside_the_file_wins_and_what_is_not_is_left_out(
    tmp_path: Path, path: Path
) -> None:
    with at_work(path, "WAL") as connection:
        connection.execute("UPDATE person SET full_name = 'Đã Sửa' WHERE id < 20")
        connection.execute("DELETE FROM consent WHERE id = 1")
        connection.execute("BEGIN")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("UPDATE person SET full_name = 'Chưa Xong'")
        unfinished = cut_off(path, tmp_path / "cut")
    assert (tmp_path / "cut" / f"{path.name}-wal").stat().st_size
    content = bytearray(unfinished.read_bytes())
    content[:PAGE] = bytes(PAGE)
    unfinished.write_bytes(content)
    rows, _ = saved(unfinished)
    assert [rows["person"][each]["full_name"] for each in (1, 19)] == ["Đã Sửa"] * 2
    assert "Chưa Xong" not in {row["full_name"] for row in rows["person"].values()}
    assert 1 not in rows["consent"]


def test_a_write_that_was_cut_off_is_taken_back(tmp_path: Path, path: Path, sound: Sound) -> None:
    with at_work(path, "DELETE") as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE person SET note = 'Dở dang ' || note")
        connection.execute("DELETE FROM answer")
        unfinished = cut_off(path, tmp_path / "cut")
        connection.execute("ROLLBACK")
    assert unfinished.read_bytes() != sound.content
    rows, report = saved(unfinished)
    assert rows == sound.rows
    assert report.losses == ()


def test_of_a_file_cut_short_all_that_is_left_is_saved(path: Path, sound: Sound) -> None:
    for length in (sound.pages - 1, sound.pages // 2, 40):
        path.write_bytes(sound.content[: length * PAGE + 100])
        rows, report = saved(path)
        beyond = set(range(length + 1, sound.pages + 1))
        assert not [
            each for each in wrong(sound, beyond, rows, report) if each.startswith(("lost (", "deleted"))
        ]
        assert report.missing_pages == sound.pages - length - 1
        path.with_name("saved.nhipcau").unlink()


@pytest.mark.parametrize("schema", [1, 2])
def test_a_file_of_an_earlier_program_is_saved_and_upgraded(tmp_path: Path, schema: int) -> None:
    path = tmp_path / "older.nhipcau"
    shutil.copy(FILES / f"schema_{schema:04d}.nhipcau", path)
    _, report = saved(path)
    expected = json.loads((FILES / f"schema_{schema:04d}.json").read_text(encoding="utf-8"))
    assert dump(path.with_name("saved.nhipcau")) == expected
    assert inspect_file(path.with_name("saved.nhipcau")).kind == "current"
    assert (report.schema, report.losses) == (schema, ())


@pytest.mark.parametrize("schema", [1, 2])
def test_a_damaged_file_of_an_earlier_program_is_known_without_its_header(
    tmp_path: Path, schema: int
) -> None:
    path = tmp_path / "older.nhipcau"
    shutil.copy(FILES / f"schema_{schema:04d}.nhipcau", path)
    before = described(path)
    path.write_bytes(before.with_page(1, bytes(PAGE)))
    rows, report = saved(path)
    assert report.schema == schema
    assert not [key for key in untouched(before, {1}) if key[1] not in rows[key[0]]]


def test_people_that_others_point_at_are_stood_in_for(path: Path, sound: Sound) -> None:
    lost = {page for (name, _), page in sound.leaf_of.items() if name in ("person", "programme")}
    content = sound.content
    for page in lost:
        content = content[: (page - 1) * PAGE] + bytes(PAGE) + content[page * PAGE :]
    path.write_bytes(content)
    rows, report = saved(path)
    assert rows["participant"].keys() == sound.rows["participant"].keys()
    assert {row["full_name"] for row in rows["person"].values()} == {UNKNOWN}
    assert {(each.table, each.row) for each in report.placeholders} == {
        (name, each) for name in ("person", "programme") for each in rows[name]
    }
    assert report.tables["person"].saved == 0
    assert report.tables["person"].lost_at_most >= len(sound.rows["person"])


def test_an_existing_file_is_never_written_over(path: Path) -> None:
    path.with_name("saved.nhipcau").write_text("mine")
    with pytest.raises(Unavailable, match=r"database\.exists"):
        salvage(path, path.with_name("saved.nhipcau"), Progress(), unknown=UNKNOWN)
    assert path.with_name("saved.nhipcau").read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"x", bytes(PAGE * 9), b"Xin ch\xc3\xa0o. " * 9000])
def test_where_nothing_can_be_read_nothing_is_made(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(Unavailable, match=r"rescue\.nothing"):
        salvage(tmp_path / "file", tmp_path / "saved", Progress(), unknown=UNKNOWN)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_cancelled_salvage_leaves_nothing(path: Path) -> None:
    turns = iter(range(10_000))
    progress = Progress(lambda _done, _total: progress.cancel() if next(turns) == 400 else None)
    with pytest.raises(Cancelled):
        salvage(path, path.with_name("saved"), progress, unknown=UNKNOWN)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_diagnosis_says_what_can_be_read_and_whose_file_it_is(path: Path, sound: Sound) -> None:
    (organisation,) = sound.rows["organisation"].values()
    whole = diagnose(path)
    assert (whole.header_readable, whole.schema, whole.damaged_pages) == (True, SCHEMA, ())
    assert {name: len(rows) for name, rows in sound.rows.items()} == whole.rows
    leaf = sound.leaf_of["person", 30]
    content = sound.with_page(leaf, bytes(PAGE))
    path.write_bytes(bytes(PAGE) + content[PAGE:])
    found = diagnose(path)
    assert not found.header_readable
    assert (leaf, "person") in {(each.page, each.table) for each in found.damaged_pages}
    assert (found.uids[0], found.organisation_name) == (organisation["uid"], organisation["name"])
    assert {row["uid"] for row in sound.rows["programme"].values()} == set(found.uids[1:])
    assert (found.programmes, found.pairs) == (len(sound.rows["programme"]), len(sound.rows["pair"]))
    assert found.people == sum(page != leaf for (name, _), page in sound.leaf_of.items() if name == "person")


def test_what_hangs_on_a_lost_pair_is_kept_with_people_nobody_will_be_paired_with(
    path: Path, sound: Sound
) -> None:
    content = bytearray(sound.content)
    for page in {page for (name, _), page in sound.leaf_of.items() if name == "pair"}:
        content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    rows, report = saved(path)
    for name in ("mentoring_session", "pair_goal", "pulse_answer", "pair_event"):
        assert rows[name] == sound.rows[name]
    assert {row["state"] for row in rows["pair"].values()} == {"ended"}
    made = {each.row for each in report.placeholders if each.table == "participant"}
    assert {rows["participant"][each]["status"] for each in made} == {"withdrawn"}
    assert not made & sound.rows["participant"].keys()
    assert {("survey_response", "pair_id")} >= {
        (loss.table, loss.column) for loss in report.losses if loss.code == "rescue.loss.reference"
    }
    database = open_file(path.with_name("saved.nhipcau"), backups=False)
    assert database.next_undo() is None
    assert {"rescue.step.unknown"} >= {each.name.label for each in database.history()} - {
        str(row["label"]) for row in sound.rows["journal_step"].values()
    }
    database.close()


def test_rows_of_ids_and_references_nobody_can_have_are_listed_not_written(path: Path, sound: Sound) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO consent VALUES (?, 1, 'x', NULL, NULL, '')", ((1 << 63) - 1,))
        connection.execute("INSERT INTO consent VALUES (-4, 1, 'x', NULL, NULL, '')")
        connection.execute(
            "UPDATE person SET manager_id = ?, birth_year = 'x' WHERE id = 3", ((1 << 63) - 1,)
        )
        connection.execute(
            "UPDATE consent SET given_on = '31/12/2026', person_id = ? WHERE id = 5", (1 << 62,)
        )
        connection.execute("UPDATE participant SET goals = '[' WHERE id = 4")
        connection.commit()
    rows, report = saved(path)
    told = {(loss.code.rpartition(".")[2], loss.table, loss.row, loss.column) for loss in report.losses}
    assert told == {
        ("row", "consent", (1 << 63) - 1, ""),
        ("row", "consent", -4, ""),
        ("row", "consent", 5, ""),
        ("value", "person", 3, "manager_id"),
        ("value", "person", 3, "birth_year"),
        ("value", "participant", 4, "goals"),
    }
    assert rows["participant"][4]["goals"] == "[]"
    assert rows["person"][3]["full_name"] == sound.rows["person"][3]["full_name"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE pairing_rules SET aim = CAST(x'ff' AS TEXT) WHERE id = 1", {("pairing_rules", 1, "aim")}),
        ("UPDATE sent_workbook SET language = x'00' WHERE id = 1", {("sent_workbook", 1, "language")}),
        ("UPDATE quota SET attribute = x'00' WHERE id = 1", {("quota", 1, "")}),
    ],
)
def test_a_word_of_a_few_that_is_lost_keeps_nothing_else_from_being_saved(
    path: Path, sound: Sound, change: str, told: set[tuple[str, int, str]]
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
        connection.commit()
    rows, report = saved(path)
    assert {(loss.table, loss.row, loss.column) for loss in report.losses} == told
    assert rows["person"] == sound.rows["person"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pairing_rules SET aim = 'fairfst'",
        "UPDATE mentoring_session SET rating = 9 WHERE id = 1",
        "UPDATE participant SET goals = '{}' WHERE id = 1",
        "UPDATE person SET created_at = '2026-01-01' WHERE id = 1",
    ],
)
def test_a_bad_cell_is_saved_as_it_is_for_opening_to_mend(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
        connection.commit()
        before = stored_rows(connection)
    target = path.with_name("saved.nhipcau")
    assert salvage(path, target, Progress(), unknown=UNKNOWN).losses == ()
    assert stored_rows(target) == before
    assert check(target).outcome == check(path).outcome == "flawed"
    open_file(target, backups=False).close()
