"""Drafts are noted before they are begun, and only what a note names is ever removed."""

import json
import os
import shutil
from pathlib import Path

import pytest

from nhipcau.common.errors import Unavailable
from nhipcau.common.paths import data_folder
from nhipcau.common.temporary_files import clear_leftovers, draft_file, draft_folder, private_folder

TOKEN = "0123456789abcdef"


def notes() -> list[Path]:
    folder = data_folder() / "drafts"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def leave(path: Path, token: str = TOKEN) -> None:
    """Note a draft as a process does that died since."""
    folder = data_folder() / "drafts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / token).write_text(json.dumps(str(path)))


def test_a_draft_is_noted_before_it_is_there_and_neither_stays(tmp_path: Path) -> None:
    with draft_file(tmp_path / "Cặp.xlsx") as draft:
        (note,) = notes()
        assert json.loads(note.read_text()) == str(draft)
        assert draft.parent == tmp_path
        assert not draft.exists()
        draft.write_text("Mai")
        draft.with_name(f"{draft.name}-wal").write_text("Mai")
    assert not notes()
    assert not list(tmp_path.iterdir())


def test_what_was_renamed_into_its_place_stays(tmp_path: Path) -> None:
    with draft_folder(tmp_path) as made:
        (made / "a.eml").write_text("Mai")
        made.rename(tmp_path / "Thư")
    clear_leftovers()
    assert (tmp_path / "Thư" / "a.eml").read_text() == "Mai"
    assert not notes()


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with draft_folder(tmp_path) as made:
            (made / "a.eml").write_text("Mai")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not [*tmp_path.iterdir(), *notes()]


def test_what_is_written_inside_a_draft_needs_no_note_of_its_own(tmp_path: Path) -> None:
    with draft_folder(tmp_path) as made, draft_file(made / "a.xlsx"):
        assert len(notes()) == 1


def test_leftovers_are_removed_with_what_the_engine_put_beside_them(tmp_path: Path) -> None:
    draft = tmp_path / f".nhipcau-{TOKEN}.tmp"
    for ending in ("", "-wal", "-shm", "-journal"):
        draft.with_name(draft.name + ending).write_text("Mai")
    (tmp_path / "Mai.nhipcau").write_text("hers")
    leave(draft)
    clear_leftovers()
    assert [path.name for path in tmp_path.iterdir()] == ["Mai.nhipcau"]
    assert not notes()


def test_a_draft_on_a_drive_that_is_not_there_is_removed_when_it_is(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    draft = stick / f".nhipcau-{TOKEN}"
    draft.mkdir(parents=True)
    stick.rename(tmp_path / "pulled out")
    leave(draft)
    clear_leftovers()
    assert len(notes()) == 1
    (tmp_path / "pulled out").rename(stick)
    clear_leftovers()
    assert not [*stick.iterdir(), *notes()]


@pytest.mark.parametrize(
    "name", ["Hồ sơ", ".nhipcau-fedcba9876543210", f".nhipcau-{TOKEN}.xlsx", "", f"sub/../.nhipcau-{TOKEN}x"]
)
def test_a_note_that_names_what_is_not_its_draft_removes_nothing(name: str, tmp_path: Path) -> None:
    named = tmp_path / "folder" / name
    (tmp_path / "folder" / "sub").mkdir(parents=True)
    named.mkdir(exist_ok=True)
    (named / "hers.xlsx").write_text("Mai")
    leave(named)
    clear_leftovers()
    assert (named / "hers.xlsx").exists()
    assert not notes()


@pytest.mark.parametrize("text", ["", "{", "null", "17", '["/"]', '".nhipcau-0123456789abcdef"', "\udcff"])
def test_a_note_that_makes_no_sense_is_dropped(text: str) -> None:
    leave(Path())
    (data_folder() / "drafts" / TOKEN).write_bytes(text.encode(errors="surrogateescape"))
    clear_leftovers()
    assert not notes()


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_in_the_place_of_a_draft_is_removed_but_never_followed(tmp_path: Path) -> None:
    (tmp_path / "hers").mkdir()
    (tmp_path / "hers" / "people.xlsx").write_text("Mai")
    draft = tmp_path / "out" / f".nhipcau-{TOKEN}"
    draft.parent.mkdir()
    draft.symlink_to(tmp_path / "hers")
    leave(draft)
    clear_leftovers()
    assert (tmp_path / "hers" / "people.xlsx").exists()
    assert not [*draft.parent.iterdir(), *notes()]


def test_what_cannot_be_removed_now_is_kept_for_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with draft_folder(tmp_path):
        pass
    assert len(notes()) == 1
    clear_leftovers()
    assert len(notes()) == 1
    monkeypatch.undo()


def test_work_goes_on_where_no_note_can_be_kept(tmp_path: Path) -> None:
    data_folder().mkdir(exist_ok=True)
    (data_folder() / "drafts").write_text("a file in the way")
    with draft_folder(tmp_path) as made:
        (made / "a.eml").write_text("Mai")
        made.rename(tmp_path / "Thư")
    clear_leftovers()
    assert (tmp_path / "Thư" / "a.eml").exists()


def test_passing_files_are_in_the_data_folder_or_nowhere() -> None:
    with private_folder() as folder:
        assert folder.parent == data_folder() / "temp"
    assert not list((data_folder() / "temp").iterdir())
    (data_folder() / "temp").rmdir()
    (data_folder() / "temp").write_text("a file in the way")
    with pytest.raises(Unavailable, match=r"terminal\.problem\.folder"), private_folder():
        pytest.fail("there is no folder")
