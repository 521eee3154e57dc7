"""From a file that comes home to the plan of what will become of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.cells import SheetField, shown_text
from nhipcau.exchange.round_trip.kinds import SheetKind, sheet_kinds
from nhipcau.exchange.round_trip.merging import Choice, Merge, Value, merge
from nhipcau.exchange.round_trip.returning import (
    CellProblem,
    ReturnedSheet,
    identity_of,
    language_of,
    returned_sheets,
)
from nhipcau.workbook import Source, read_source


@dataclass(frozen=True, slots=True)
class Showed:
    """What a cell showed when the workbook went out: its text, whatever value stood behind it."""

    text: str


def said(column: SheetField, value: Value) -> str:
    """Return one side of a cell as it stands in the workbook."""
    return value.text if isinstance(value, Showed) else shown_text(column, value)


@dataclass(frozen=True, slots=True)
class KindMerge:
    """One kind of thing: its sheet, what came back of it, and what will be done."""

    kind: SheetKind
    returned: ReturnedSheet
    merged: Merge

    def name_of(self, key: str) -> str:
        """Return who a row is about."""
        known = self.kind.names.get(key)
        if known is not None:
            return known
        named = self.returned.rows.get(key, {}).get("full_name")
        return str(named) if named else ""


@dataclass(frozen=True, slots=True)
class Homecoming:
    """The preview of a whole workbook, which is also the plan that is carried out."""

    file_name: str
    programme_id: int
    sent_at: datetime | None
    """When it was sent; None when it does not say, so that every difference is for her to decide."""
    kinds: tuple[KindMerge, ...]

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        return tuple(problem for one in self.kinds for problem in one.returned.problems)

    @property
    def count(self) -> int:
        """Return how many rows would change."""
        return sum(len(one.merged.changed) for one in self.kinds)

    @property
    def nothing_new(self) -> bool:
        """Whether there is nothing to take in and nothing to decide."""
        undecided = any(
            row.conflicts or row.state in ("removed", "gone") for one in self.kinds for row in one.merged.rows
        )
        return not self.count and not undecided and not self.problems

    def choosing(
        self, kind: str, choice: Choice, *, key: str | None = None, name: str | None = None
    ) -> "Homecoming":
        """Return a copy with conflicts of one kind decided; see `Merge.choosing`."""
        return self._with(kind, lambda merged: merged.choosing(choice, key=key, name=name))

    def removing(self, kind: str, choice: Choice) -> "Homecoming":
        return self._with(kind, lambda merged: merged.removing(choice))

    def _with(self, kind: str, change: Callable[[Merge], Merge]) -> "Homecoming":
        kinds = tuple(
            replace(one, merged=change(one.merged)) if one.kind.code == kind else one for one in self.kinds
        )
        return replace(self, kinds=kinds)


def open_homecoming(
    database: Database, programme_id: int, path: Path, progress: Progress | None = None
) -> Homecoming:
    """Read a file and compare it with what was sent and with what we have. Raises Unreadable."""
    source = read_source(path, progress)
    with database.read() as db:
        return compare(db, programme_id, source)


def compare(db: Session, programme_id: int, source: Source) -> Homecoming:
    """Return what will become of a workbook."""
    identity = identity_of(source)
    sent = _sent(db, programme_id, identity.uid if identity is not None else "")
    if sent is not None:
        language: Language = "en" if sent.language == "en" else "vi"
    else:
        language = identity.language if identity is not None else language_of(source)
    kinds = {kind.code: kind for kind in sheet_kinds(db, programme_id, Words(language))}
    content: Mapping[str, Mapping[str, Mapping[str, str]]] = sent.content if sent is not None else {}
    found = returned_sheets(source, tuple(kinds.values()), content)
    merges = tuple(_merged(kinds[one.kind], one, content.get(one.kind)) for one in found)
    return Homecoming(source.path.name, programme_id, sent.sent_at if sent is not None else None, merges)


def _sent(db: Session, programme_id: int, uid: str) -> SentWorkbook | None:
    """Return what was sent: by its mark, or the latest when the mark was lost on the way."""
    wanted = select(SentWorkbook).where(SentWorkbook.programme_id == programme_id)
    if uid:
        return db.exec(wanted.where(SentWorkbook.uid == uid)).first()
    return db.exec(wanted.order_by(col(SentWorkbook.sent_at).desc(), col(SentWorkbook.id).desc())).first()


def _merged(
    kind: SheetKind, returned: ReturnedSheet, showed: Mapping[str, Mapping[str, str]] | None
) -> KindMerge:
    fields = {one.code: one for one in kind.fields}

    def shown(name: str, value: Value) -> str:
        return said(fields[name], value)

    sent = {
        key: {name: Showed(cells.get(name, "")) for name in fields} for key, cells in (showed or {}).items()
    }
    merged = merge(sent, kind.rows, returned.rows, shown, lambda name: fields[name].editable)
    if not kind.grows:
        # A row of a fixed list that is missing or strange says nothing: nobody can add or remove it in the workbook.
        merged = Merge(tuple(row for row in merged.rows if row.state in ("changed", "unchanged")))
    return KindMerge(kind, returned, merged)
