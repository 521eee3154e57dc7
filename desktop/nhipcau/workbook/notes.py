"""A copy of a workbook with the problem written beside each row."""

from collections.abc import Sequence
from pathlib import Path

from nhipcau.common.progress import Progress
from nhipcau.workbook.cells import NoteSpec


def save_with_notes(
    source: Path, target: Path, notes: Sequence[NoteSpec], heading: str, progress: Progress | None = None
) -> None:
    """Write a copy of `source` to `target` with a column called `heading` holding the notes."""
    raise NotImplementedError
