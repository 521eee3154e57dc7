"""A look at a name again and again while others work on it: is there always a whole file?"""

import struct
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_MAGIC: Final = b"SQLite format 3\x00"
_PAUSE: Final = 0.0002
"""Seconds between looks: the child needs a processor too."""
_LOOKS_TO_BE_SURE: Final = 3
"""While a page is being written in place, size and header may differ for an instant."""


class Watch:
    """Looks while it is entered; `gaps` says what was missed. Opens nothing through SQLite and takes no lock."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.looks = 0
        self.gaps: dict[str, None] = {}
        self._paths = tuple(paths)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.is_set():
            for path in self._paths:
                self.looks += 1
                trouble = trouble_of(path)
                if trouble is not None:
                    self.gaps[f"{trouble} under {path.stem!r} while it worked"] = None
            time.sleep(_PAUSE)


def trouble_of(path: Path) -> str | None:
    """Tell what is wrong with what stands under a name, by the header alone."""
    trouble = None
    for _ in range(_LOOKS_TO_BE_SURE):
        trouble = _trouble(path)
        if trouble in (None, "no file"):
            return trouble
    return trouble


def _trouble(path: Path) -> str | None:
    try:
        size = path.stat().st_size
        if sys.platform == "win32":
            return None if size else "an empty file"  # an open handle would keep others from replacing it
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return "no file"
    if len(header) < 100 or header[:16] != _MAGIC:
        return "no data file"
    if any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal")):
        return None
    (page,) = struct.unpack_from(">H", header, 16)
    (pages,) = struct.unpack_from(">I", header, 28)
    return "a file cut short" if size < page * pages else None
