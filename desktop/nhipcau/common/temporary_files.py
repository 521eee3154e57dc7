"""Files and folders under a passing name while they are written, and what is left of them after a kill or a power cut.

They hold personal data, and stand where the user keeps her files. So before one is begun, its path is noted in a small
file in the data folder; the process holds a lock of the operating system on that note for as long as the draft lasts.
The next start takes each note that nobody holds and removes what it names. A draft that was renamed into its place is
no longer there under its passing name, and so is never touched.
"""

import json
import os
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable
from nhipcau.common.file_locks import try_lock
from nhipcau.common.paths import data_folder

_PREFIX: Final = ".nhipcau-"
_COMPANIONS: Final = ("", "-wal", "-shm", "-journal")
"""What SQLite puts beside a file; removed with it."""

_TRIES: Final = 3

_folders: set[Path] = set()
"""Drafts of this process that are folders: what is written inside them needs no note of its own."""


@contextmanager
def draft_file(target: Path) -> Iterator[Path]:
    """Give a path of its own beside `target` to write to and then rename; it is gone after leaving, renamed or not.

    Nothing stands there yet, nor beside it under the endings that SQLite uses. Its name is short whatever the target's.
    """
    with _noted(target.absolute().parent, ".tmp") as path:
        yield path


@contextmanager
def draft_folder(parent: Path) -> Iterator[Path]:
    """Make a folder in `parent` to fill and then rename; it is gone with all in it after leaving unless renamed.

    Raises OSError where it cannot be made.
    """
    with _noted(parent.absolute()) as path:
        path.mkdir(mode=0o700)
        _folders.add(path)
        try:
            yield path
        finally:
            _folders.discard(path)


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a passing folder in the data folder, where no other user of the computer looks; raises Unavailable.

    Never in the system's: what a killed process leaves there stays for ever, and other users see its names.
    """
    parent = data_folder() / "temp"
    with ExitStack() as stack:
        try:
            parent.mkdir(parents=True, exist_ok=True)
            path = stack.enter_context(draft_folder(parent))
        except OSError as trouble:
            raise Unavailable("terminal.problem.folder", path=str(parent)) from trouble
        yield path


def clear_leftovers() -> None:
    """Remove the drafts of processes that are no more. What cannot be reached now is kept for the next time."""
    _clear_all(_notes())


def clear_leftovers_aside() -> threading.Thread:
    """Remove them in a thread that nobody has to wait for: a drive that does not answer may hold it up for ever."""
    thread = threading.Thread(target=_clear_all, args=(_notes(),), name="leftovers", daemon=True)
    thread.start()
    return thread


def _notes() -> Path:
    return data_folder() / "drafts"


@contextmanager
def _noted(parent: Path, ending: str = "") -> Iterator[Path]:
    path, note = _new_path(parent, ending), None
    if not _folders.intersection(path.parents):
        for _ in range(_TRIES):
            note = _Note.written(path)
            if note is not None:
                break
            path = _new_path(parent, ending)
    try:
        yield path
    finally:
        gone = _removed(path)
        if note is not None:
            note.close(settled=gone)


def _new_path(parent: Path, ending: str) -> Path:
    return parent / f"{_PREFIX}{secrets.token_hex(8)}{ending}"


class _Note:
    """The note of one draft, held by this process."""

    def __init__(self, path: Path, file: int, draft: Path) -> None:
        self._path = path
        self._file = file
        self._draft = draft

    @classmethod
    def written(cls, draft: Path) -> "_Note | None":
        """Put the note safely on the disk. None where that cannot be: no work is refused for want of it."""
        path = _notes() / draft.stem.removeprefix(_PREFIX)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError:
            return None
        note = cls(path, file, draft)
        try:
            # Another start may take up the empty note before it is held, and then removes it.
            if not try_lock(file) or not os.path.samestat(os.fstat(file), path.stat()):
                raise BlockingIOError
            os.write(file, json.dumps(str(draft)).encode())
            os.fsync(file)
            _flush_folder(path.parent)
        except OSError:
            note.close(settled=True)
            return None
        return note

    def close(self, *, settled: bool) -> None:
        """Let the note go, with the draft if that is gone; else the next start tries again."""
        if settled:
            _flush_folder(self._draft.parent)  # a power cut must not bring the draft back without its note
        _drop(self._path, self._file, remove=settled)


def _clear_all(notes: Path) -> None:
    with suppress(OSError):
        for note in sorted(notes.iterdir()):
            with suppress(OSError):
                _clear(note)


def _clear(note: Path) -> None:
    file = os.open(note, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    remove = False
    try:
        if try_lock(file):
            path = _named_by(os.read(file, 1 << 16), note.name)
            # A folder that is not there may be on a drive that is not there now.
            remove = path is None or (path.parent.is_dir() and _removed(path))
    finally:
        _drop(note, file, remove=remove)


def _named_by(text: bytes, token: str) -> Path | None:
    """Return the draft a note names. None where it names nothing of ours: every draft bears the name of its note."""
    try:
        path = Path(json.loads(text))
    except (ValueError, TypeError, RecursionError):
        return None
    ours = (f"{_PREFIX}{token}", f"{_PREFIX}{token}.tmp")
    return path if path.is_absolute() and path.name in ours else None


def _removed(path: Path) -> bool:
    """Remove a draft and say whether it is gone. A link is removed itself, never what it leads to."""
    gone = True
    for ending in _COMPANIONS:
        part = path.with_name(path.name + ending)
        try:
            if part.is_dir() and not part.is_symlink():
                shutil.rmtree(part)
            else:
                part.unlink(missing_ok=True)
        except OSError:
            gone = False
    return gone


def _drop(note: Path, file: int, *, remove: bool) -> None:
    """Close a note. Windows cannot remove an open file; others must before another process takes it up."""
    if remove and os.name == "posix":
        with suppress(OSError):
            note.unlink()
    os.close(file)
    if remove and os.name != "posix":
        with suppress(OSError):
            note.unlink()


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot flush a folder, and writes such changes in order
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
