"""What the first hundred bytes of a file say, read without any database engine.

https://www.sqlite.org/fileformat.html#the_database_header
"""

import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from nhipcau.database.files.held_files import first_bytes

APPLICATION_ID: Final = 0x4E684361
"""`NhCa`: tells our files from every other SQLite file."""
SCHEMA: Final = 8
"""The number of the newest migration; kept in the header as `user_version`."""

FileKind = Literal["missing", "folder", "special", "not_ours", "damaged", "newer", "older", "current"]
"""`special` is a device, a pipe or a socket: to open one may wait for ever."""

_MAGIC: Final = b"SQLite format 3\x00"
_LENGTH: Final = 100


@dataclass(frozen=True, slots=True)
class FileState:
    """What a file is to this program. `schema` is 0 where it could not be read."""

    kind: FileKind
    schema: int = 0


def inspect_file(path: Path, schema: int = SCHEMA) -> FileState:
    """Tell what a file is; raises OSError where it cannot be read."""
    try:
        mode = path.stat().st_mode  # before it is opened: a pipe would wait for somebody to write into it
        if stat.S_ISDIR(mode):
            return FileState("folder")
        if not stat.S_ISREG(mode):
            return FileState("special")
        header = first_bytes(path, _LENGTH)
    except (FileNotFoundError, NotADirectoryError):
        return FileState("missing")
    if not header:
        return FileState("damaged")  # what a full disk or an interrupted copy leaves
    if header[:16] != _MAGIC[: len(header)]:
        return FileState("not_ours")
    return FileState("damaged") if len(header) < _LENGTH else _state_of(path, header, schema)


def _state_of(path: Path, header: bytes, schema: int) -> FileState:
    (found,) = struct.unpack_from(">I", header, 60)
    (application_id,) = struct.unpack_from(">I", header, 68)
    if application_id != APPLICATION_ID:
        return FileState("not_ours")
    if found > schema:
        return FileState("newer", found)
    if _is_cut_short(path, header):
        return FileState("damaged", found)
    return FileState("older" if found < schema else "current", found)


def _is_cut_short(path: Path, header: bytes) -> bool:
    """Tell whether the file is shorter than it says. Beside a write-ahead log the header may lag behind."""
    if path.with_name(path.name + "-wal").exists():
        return False
    (page,) = struct.unpack_from(">H", header, 16)
    (pages,) = struct.unpack_from(">I", header, 28)
    least: int = pages * (65536 if page == 1 else page)
    return path.stat().st_size < least
