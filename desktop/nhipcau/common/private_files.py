"""Nobody but its user reads what the program writes, also on a computer that several people share.

On Linux and macOS that is the process's mask, and the modes of what earlier versions wrote. On Windows the rights of
the user's profile do it, which no other user but an administrator may read: there is nothing to do there.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from nhipcau.common.paths import data_folder

_OTHERS: Final = 0o077
_WHOLE: Final = ("log", "backups", "drafts", "temp")
_SINGLE: Final = ("preferences*.toml", "*.nhipcau*")


def keep_to_owner() -> None:
    """Let this process and its children make files for their owner alone. Called once, before anything is written."""
    os.umask(_OTHERS)


def close_to_others() -> None:
    """Take from others what an earlier version let them read in the data folder; what is somebody else's stays."""
    if os.name != "posix":
        return
    with suppress(OSError):  # a folder that cannot be listed
        for path in _ours(data_folder()):
            with suppress(OSError):
                mode = path.lstat().st_mode
                if mode & _OTHERS and not path.is_symlink():
                    path.chmod(mode & ~_OTHERS & 0o7777)


def _ours(home: Path) -> Iterator[Path]:
    """Name what the program makes in its folder, which may hold other things too."""
    yield home
    for name in _WHOLE:
        yield home / name
        yield from (home / name).rglob("*")
    for pattern in _SINGLE:
        yield from home.glob(pattern)
