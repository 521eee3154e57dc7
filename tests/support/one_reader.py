"""Reading many small files with one child process; starting one for every file is what takes the time."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from nhipcau.exchange.terminal import dry_reading
from nhipcau.exchange.terminal.dry_report import ReadingReport
from nhipcau.workbook import ReaderPool, read_source


def read_together(paths: Sequence[Path]) -> ReadingReport:
    """Return what `nhipcau read` understands of files, as into a new programme."""
    with ReaderPool() as readers, pytest.MonkeyPatch.context() as patch:
        patch.setattr(dry_reading, "read_source", partial(read_source, readers=readers))
        return dry_reading.read_files(paths)
