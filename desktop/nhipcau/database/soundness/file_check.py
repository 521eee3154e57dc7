"""The truth about a data file: whether it opens, whether its pages are whole, whether its cells can be read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from nhipcau.common.errors import Problem, Unavailable
from nhipcau.common.progress import Cancelled, Progress
from nhipcau.database.dialects import quoted
from nhipcau.database.error_texts import told_plainly
from nhipcau.database.files.file_header import inspect_file
from nhipcau.database.migration import upgraded_in_memory
from nhipcau.database.soundness.cells import Flaw
from nhipcau.database.soundness.flaws import MOST, all_flaws_of
from nhipcau.database.soundness.opening_refusal import (
    is_read_only,
    page_damage,
    reading,
    refusal_by_content,
    refusal_by_header,
)

_LISTED: Final = 100
"""How many lines of the engine are kept."""
_BETWEEN: Final = 20_000
"""Instructions of the engine between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class DeepReport:
    """What a look at every page, cell and reference of a file found."""

    damage: tuple[str, ...] = ()
    """What is wrong with pages, in the words of the engine: for whoever repairs the file by hand."""
    flaws: tuple[Flaw, ...] = ()

    @property
    def sound(self) -> bool:
        return not (self.damage or self.flaws)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a thorough look into a data file found."""

    refusal: Unavailable | None = None
    """Why it cannot be opened; then nothing else was looked at."""
    is_read_only: bool = False
    deep: DeepReport = field(default_factory=DeepReport)
    counts: dict[str, int] = field(default_factory=dict)
    """Rows of each table that can be counted."""

    @property
    def opens(self) -> bool:
        """Whether what is in the file can be worked with; single cells may be bad."""
        return self.refusal is None

    @property
    def is_whole(self) -> bool:
        """Whether it opens and no page of it is damaged."""
        return self.opens and not self.deep.damage

    @property
    def sound(self) -> bool:
        return self.opens and self.deep.sound

    @property
    def outcome(self) -> Literal["sound", "read_only", "flawed", "damaged", "refused"]:
        """What it comes to, the gravest first."""
        if self.refusal is not None:
            return "refused"
        if self.deep.damage:
            return "damaged"
        if self.deep.flaws:
            return "flawed"
        return "read_only" if self.is_read_only else "sound"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found, as keys of texts and the values for them, the gravest first."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if self.refusal is not None:
            yield Problem(self.refusal.code, values=self.refusal.values)
        elif self.is_read_only:
            yield Problem("database.finding.read_only")
        if self.deep.damage:
            yield Problem(
                "database.finding.damage", values={"n": len(self.deep.damage), "engine": self.deep.damage[0]}
            )
        for flaw in self.deep.flaws:
            yield problem_of(flaw)
        if len(self.deep.flaws) == MOST:
            yield Problem("database.finding.more", values={"n": MOST})


def problem_of(flaw: Flaw) -> Problem:
    """Return a flaw as the key of its sentence and the values for it."""
    place = {"table": flaw.table, "row": flaw.row_id, "column": flaw.column, "preview": flaw.preview}
    return Problem(f"database.flaw.{flaw.kind}", flaw.column, place)


def check(path: Path) -> CheckReport:
    """Read a whole data file, open or not; raises Unavailable when there is none of ours at all.

    Everything that opening would refuse is reported: both ask `soundness`.
    """
    with told_plainly(path):
        state = inspect_file(path)
        refused = refusal_by_header(path, state)
        if refused is not None:
            if state.kind in ("damaged", "newer"):
                return CheckReport(refused)
            raise refused
        with reading(path) as connection:
            is_current = state.kind == "current"
            refused = refusal_by_content(connection, path, is_current=is_current)
            if refused is not None:
                return CheckReport(refused, counts=_counts(connection))
            if is_current:
                return CheckReport(None, is_read_only(path), _looked_at(connection), _counts(connection))
            return _checked_as_upgraded(connection, path)


def _checked_as_upgraded(connection: sqlite3.Connection, path: Path) -> CheckReport:
    damage = tuple(_damage(connection))
    counts = _counts(connection)
    if damage:
        return CheckReport(None, is_read_only(path), DeepReport(damage), counts)
    try:
        with upgraded_in_memory(connection, path) as newer:
            refused = refusal_by_content(newer, path, is_current=True)
            return CheckReport(refused, is_read_only(path), _looked_at(newer), counts)
    except Unavailable as refused:
        return CheckReport(refused, counts=counts)


def _looked_at(connection: sqlite3.Connection) -> DeepReport:
    damage = tuple(_damage(connection))
    return DeepReport(damage, () if damage else all_flaws_of(connection, Progress()))


def deep_check(path: Path, progress: Progress | None = None) -> DeepReport:
    """Look at every page, cell and reference, with a connection of its own, while others read and write the file.

    Raises Cancelled as soon as `progress` is told to stop, and Unavailable when the file does not open.
    """
    told = progress or Progress()
    with told_plainly(path), reading(path) as connection, _stoppable(connection, told):
        refused = refusal_by_header(path, inspect_file(path))
        refused = refused or refusal_by_content(connection, path, is_current=True)
        if refused is not None:
            raise refused
        damage = tuple(_damage(connection))
        return DeepReport(damage, all_flaws_of(connection, told))


@contextmanager
def _stoppable(connection: sqlite3.Connection, progress: Progress) -> Iterator[None]:
    connection.set_progress_handler(lambda: int(progress.is_cancelled), _BETWEEN)
    try:
        yield
    except sqlite3.OperationalError as error:
        if progress.is_cancelled:
            raise Cancelled from error
        raise


def _damage(connection: sqlite3.Connection) -> Iterator[str]:
    for _, line in zip(range(_LISTED), page_damage(connection, thorough=True), strict=False):
        yield line


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    try:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage <> 0 "
            "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY name"
        ).fetchall()
        return {
            name: connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]  # noqa: S608 - its own
            for (name,) in names
        }
    except sqlite3.DatabaseError:
        return {}  # what cannot be opened need not be countable
