"""The checks after a kill find what they are for."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.kills.checks import Told, copied, worked
from tests.kills.scenes import Scene
from tests.kills.watching import trouble_of
from tests.support.database import new_file
from tests.support.make import person

from nhipcau.database import open_file


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Make a scene whose file has had one step more than the material: number 3."""
    scene = Scene(tmp_path / "scene", tmp_path / "material")
    scene.clear()
    new_file(scene.material, "base.nhipcau")
    database = open_file(scene.made("base"), backups=False)
    for name in ("Lê Thị Mai", "Ngô Hữu Sơn"):
        person(database, name)
    database.close()
    scene.lay("mine", "base")
    database = open_file(scene.file("mine"), backups=False)
    person(database, "Phan Gia Bảo")
    database.close()
    return scene


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_file_as_said_passes(scene: Scene) -> None:
    assert list(worked(scene, Told([("stored", 3)]))) == []


def test_a_step_that_was_stored_but_could_not_be_said_any_more_passes(scene: Scene) -> None:
    assert list(worked(scene, Told([]))) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM journal_row WHERE step_id = 3", "a step is half done"),
        ("UPDATE person SET note = 'x' WHERE id = 2", "a step is half done"),
        ("DELETE FROM person WHERE id = 3", "a step is half done"),
        ("UPDATE journal_step SET state = 'undone' WHERE id = 2", "the history is not as said"),
        ("UPDATE journal_row SET step_id = 99 WHERE step_id = 3", "'mine' is damaged"),
    ],
)
def test_what_is_half_done_or_other_than_said_is_found(scene: Scene, statement: str, said: str) -> None:
    spoil(scene.file("mine"), statement)
    assert said in list(worked(scene, Told([("stored", 3)])))


def test_a_lost_step_is_found(scene: Scene) -> None:
    assert "1 stored steps lost" in list(worked(scene, Told([("stored", 3), ("stored", 4)])))


def test_a_missing_file_is_found(scene: Scene) -> None:
    scene.file("mine").unlink()
    assert list(worked(scene, Told([]))) == ["no file under 'mine'"]
    assert trouble_of(scene.file("mine")) == "no file"


@pytest.mark.parametrize(
    ("replace", "said"),
    [
        (lambda target, _: target.unlink(), ["no file under 'target'", "what stood there before is nowhere"]),
        (lambda target, mine: shutil.copyfile(mine, target), ["what stood there before is nowhere"]),
        (lambda target, _: None, []),
    ],
    ids=["nothing", "the copy alone", "what was there"],
)
def test_what_stood_under_the_name_of_a_copy_must_be_there_or_kept(
    scene: Scene, replace: Callable[[Path, Path], object], said: list[str]
) -> None:
    shutil.copyfile(scene.made("base"), scene.made("other"))
    spoil(scene.made("other"), "UPDATE person SET note = 'another'")
    scene.lay("target", "other")
    replace(scene.file("target"), scene.file("mine"))
    assert list(copied(scene, Told([("stored", 3)]), onto="other")) == said


@pytest.mark.parametrize(
    ("keep", "said"),
    [(0, "no data file"), (60, "no data file"), (40_000, "a file cut short"), (10_000_000, None)],
)
def test_a_look_at_the_name_sees_a_file_that_is_not_whole(scene: Scene, keep: int, said: str | None) -> None:
    path = scene.file("mine")
    path.write_bytes(path.read_bytes()[:keep])
    assert trouble_of(path) == said
