"""Put a finished file in its place whole, or leave the old one as it was."""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from nhipcau.common.errors import Unavailable
from nhipcau.common.temporary_files import draft_file

_TRIES = 3
_PAUSE_SECONDS = 0.15
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def save_whole(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make the file beside its place, force it to disk, then swap it in.

    Raises Unavailable. Whatever happens, `target` holds the complete old file or the complete new one.
    """
    try:
        with draft_file(target) as beside:
            write(beside)
            _force_to_disk(beside)
            _put(beside, target)
    except OSError as error:
        raise _trouble(error, target) from error


def _trouble(error: OSError, target: Path) -> Unavailable:
    values = {"name": target.name, "folder": str(target.parent)}
    if error.errno in _FULL:
        return Unavailable("workbook.disk_full", **values)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Unavailable("workbook.folder_missing", **values)
    if isinstance(error, PermissionError | IsADirectoryError) or error.errno == errno.EROFS:
        code = (
            "target_open" if target.is_file() and os.access(target.parent, os.W_OK) else "target_not_allowed"
        )
        return Unavailable(f"workbook.{code}", **values)
    return Unavailable("workbook.not_written", **values)


def _force_to_disk(path: Path) -> None:
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _put(beside: Path, target: Path) -> None:
    """Swap the new file in. Synchronising programs hold files for moments, or refuse to have them replaced."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    for turn in range(_TRIES):
        try:
            beside.replace(target)
        except OSError:
            if turn < _TRIES - 1:
                time.sleep(_PAUSE_SECONDS)
        else:
            return
    _overwrite(beside, target)


def _overwrite(beside: Path, target: Path) -> None:
    """Write into the old file itself, with a copy of it kept until that has succeeded.

    The copy bears a name she sees, and is no draft: were the program killed now, it would be the only whole file.
    """
    token = secrets.token_hex(2)
    kept = target.with_name(f"{target.stem}.old-{token}{target.suffix}") if target.exists() else None
    if kept is not None:
        shutil.copyfile(target, kept)
    try:
        with target.open("r+b" if kept is not None else "wb") as stream:  # opening must not empty it
            stream.truncate(0)
            stream.write(beside.read_bytes())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        if kept is not None and kept.stat().st_size != target.stat().st_size:
            shutil.copyfile(kept, target)
        raise
    finally:
        if kept is not None:
            kept.unlink(missing_ok=True)
