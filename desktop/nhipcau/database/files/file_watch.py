"""Whether the file under a name is still the one that was opened: others may move, remove or replace it unseen."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from nhipcau.common.errors import Unavailable
from nhipcau.database.files.folder_risk import risk_of


@dataclass(frozen=True, slots=True)
class _Mark:
    """What tells a file from another, and its content from a later one."""

    device: int
    number: int
    size: int
    written: int


class FileWatch:
    """Looks at one open file. Only what this process wrote may have changed it since."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Elsewhere the time of the last write may come late, and would cry wolf.
        self._heeds_content = sys.platform != "win32" and risk_of(path) != "network"
        self._mark = self._look()

    def look(self) -> None:
        """Raise Unavailable where the file is not the one that was opened, or another program has written to it."""
        present = self._look()
        if present is None:
            raise Unavailable("database.gone", path=str(self._path))
        if present != self._mark:
            raise Unavailable("database.replaced", path=str(self._path))

    def look_at_name(self) -> None:
        """Raise Unavailable where another file is under the name; heeds no content, which may be just being written."""
        present = self._look()
        if present is None or not self._same_file(present):
            raise Unavailable("database.replaced" if present else "database.gone", path=str(self._path))

    @property
    def is_written_over(self) -> bool:
        """Whether the very file that was opened is under the name, with what another program wrote into it."""
        present = self._look()
        return present is not None and self._same_file(present) and present != self._mark

    def wrote(self) -> None:
        """Take the present content for our own; the caller has just written it."""
        present = self._look()
        if self._mark is None or present is None or self._same_file(present):
            self._mark = present or self._mark

    @property
    def said(self) -> tuple[str, str]:
        """Return, as texts to write down, which file it is and how its content was when we last wrote it."""
        mark = self._mark
        if mark is None:
            return "", ""
        return f"{mark.device} {mark.number}", f"{mark.size} {mark.written}" if self._heeds_content else ""

    def _same_file(self, present: _Mark) -> bool:
        known = self._mark
        return known is not None and (present.device, present.number) == (known.device, known.number)

    def _look(self) -> _Mark | None:
        try:
            found = os.stat(self._path)  # noqa: PTH116 - twice as fast, before every step
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:  # a drive that does not answer just now
            raise Unavailable("database.unreachable", path=str(self._path)) from error
        if not self._heeds_content:
            return _Mark(found.st_dev, found.st_ino, 0, 0)
        return _Mark(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
