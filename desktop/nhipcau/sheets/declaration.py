"""What a room declares of a sheet: its columns and rows, what tells a row, where it stands, how it is written.

Whoever sends workbooks and takes them home goes by nothing else; `exchange.round_trip.sheets.sheet_kinds` has the list.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeVar

from sqlmodel import Session

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.sheets.column_rows import ColumnRows, column_of
from nhipcau.sheets.columns import SheetField, Showed, Unclear
from nhipcau.sheets.scope import Scope, Workbook
from nhipcau.sheets.shown_cells import shown_texts

NEW: Final = "new:"
"""Before the file and the place of a row that nobody has sent."""
NOT_ASKED: Final = "–"
"""What a closed cell shows."""
_ROWS_TO_ADD: Final = 60
Marks = tuple[str, ...]
"""Codes of columns that together tell a row."""
Problems = tuple[Problem, ...]
RowState = Literal["unchanged", "changed", "added", "removed", "gone"]
Made = TypeVar("Made")


@dataclass(frozen=True)
class SheetRequest:
    """For which workbook, of which programme and in which language sheets are made."""

    db: Session
    programme_id: int
    words: Words
    scope: Scope = field(default_factory=Scope)
    about: str = ""
    """That of `SentWorkbook`."""
    _made: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, make: "Callable[[SheetRequest], Made]") -> Made:
        """Return what several sheets need, made for the first that asks."""
        if make not in self._made:
            self._made[make] = make(self)
        found: Made = self._made[make]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class SheetDeclaration:
    """What is the same of a sheet in every workbook."""

    code: str
    sheets: "Callable[[SheetRequest], Iterable[SheetKind]]"
    """Makes it as it is now, or several of its kind: columns, rows, and whom these are about."""
    write: "Write"
    """Carries out rows that came home, by the room's service; see `one_by_one`."""
    workbooks: frozenset[Workbook] = frozenset({"programme"})
    """In which it stands."""
    on_the_cover: frozenset[Workbook] = frozenset()
    """In which of these it has no page of its own: the cover says what it holds."""
    told_by: tuple[Marks, ...] = ()
    """What tells rows apart that have lost their key, the surest first; the last is what people call them by."""
    told_when_sent: frozenset[Marks] = frozenset()
    """Of these, what tells a row only among those that the workbook showed, and not among all that we have."""
    one_thing: Marks = ()
    """What two new rows say alike when they are of one thing, noted by both of a pair."""
    needs: frozenset[str] = frozenset()
    """Columns without which no sheet is taken for it, unless it has its name: they stand in other sheets too."""
    waits_for: frozenset[str] = frozenset()
    """Troubles of a row that another row of the same workbook may take away."""
    grows: bool = False
    """Whether rows may be added and removed in the workbook."""
    rows_to_fill: int = _ROWS_TO_ADD
    """How many empty ones a small workbook has; a whole programme's has its own number."""
    says_who: bool = False
    """Whether its rows are people, who join and leave and are told by what people are known by."""
    says_pairs: bool = False
    """Whether its rows are the pairs that a small workbook is about."""
    name: str = ""
    """The key of its name, where that is the name of a page; else `homecoming.sheet.<code>`."""
    is_form: bool = False
    """Whether it asks everybody who is listed the same: several such sheets are told by their keys, questions may stand
    below each other, and who is not listed is not added."""

    def code_of(self, part: str) -> str:
        """Return what tells one of several sheets of its kind, by the public id of what it asks."""
        return f"{self.code}:{part}" if part else self.code

    def made(self, asked: SheetRequest) -> "Iterator[SheetKind]":
        """Yield its sheets as they are now, each with its name."""
        for one in self.sheets(asked):
            yield one if one.title else replace(one, title=self.title(asked.words))

    def title(self, words: Words) -> str:
        return words(self.name or f"homecoming.sheet.{self.code}")


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One sheet. `rows` maps each row's key to its values; `names` says for people what a row is about."""

    declared: SheetDeclaration
    fields: tuple[SheetField, ...]
    rows: Mapping[str, Mapping[str, object]]
    names: Mapping[str, str]
    title: str = ""
    """What it is called in the language of its workbook."""
    part: str = ""
    """The public id of what it asks, where there are several of its kind."""
    implied: Mapping[str, object] = field(default_factory=dict)
    """What every row has that the sheet need not say: the pair, in a workbook about one."""
    confided: bool = False
    """Whether the rows stay here: the workbook only asks for new ones, and those we have are told from them."""

    closed: frozenset[tuple[str, str]] = frozenset()
    """Cells, by key and column, that ask this row nothing: they are shown as such and never read."""
    headed: Mapping[str, str] = field(default_factory=dict)
    """How the columns were headed when the workbook went out: a question may have been put better since."""

    @property
    def code(self) -> str:
        """Return what tells it among the sheets of a workbook."""
        return self.declared.code_of(self.part)

    @property
    def grows(self) -> bool:
        return self.declared.grows

    def title_in(self, words: Words) -> str:
        """Return what it holds in a language of its own choosing; what somebody has named has that name."""
        return self.title if self.part else self.declared.title(words)

    def field(self, code: str) -> SheetField:
        return next(one for one in self.fields if one.code == code)

    def held_back(self) -> dict[str, dict[str, str]]:
        """Return what is held and not shown, by column and key: a column that asks anew."""
        keys = list(self.rows)
        return {
            one.code: {key: text for key, text in zip(keys, _texts(self, one, keys), strict=True) if text}
            for one in self.fields
            if one.anew
        }

    def texts(self) -> ColumnRows:
        """Return what the sheet shows, by key and column. Blank cells are left out."""
        keys = list(self.rows)
        columns = ((one, _texts(self, one, keys)) for one in self.fields if not one.anew)
        held = {one.code: [text or None for text in texts] for one, texts in columns if any(texts)}
        return ColumnRows(keys, held, blanks=False)


def _texts(kind: SheetKind, one: SheetField, keys: Sequence[str]) -> list[str]:
    return shown_texts(one, column_of(kind.rows, keys, one.code))


@dataclass(frozen=True, slots=True)
class RowToWrite:
    """A row that makes a difference. `values` holds only what changes, as tables hold it."""

    kind: SheetKind
    key: str
    state: RowState
    values: Mapping[str, object]
    returned: Mapping[str, object]
    """All that the row says as it came home; nothing of one that is missing."""
    read: Callable[[SheetField, object], object]
    """Returns what a cell means; raises Unclear."""
    reason: str = ""
    """Why somebody leaves whose row was removed."""

    @property
    def is_new(self) -> bool:
        """Whether we have no such row now."""
        return self.state in ("added", "gone")

    @property
    def was_sent(self) -> bool:
        """Whether it has the key of a row that went out."""
        return not self.key.startswith(NEW)

    def whole(self) -> Mapping[str, object]:
        """Return all that the row says: of a row that we have removed, also what they left as it was."""
        return {**self._as_returned(), **self.values} if self.state == "gone" else self.values

    def _as_returned(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in self.returned.items():
            with suppress(Unclear):
                found[name] = (
                    self.read(self.kind.field(name), value.text) if isinstance(value, Showed) else value
                )
        return found


Write = Callable[[Session, int, Sequence[RowToWrite]], Sequence[Problems]]
"""Writes rows of a programme; returns of each why not, with nothing of it written, or nothing."""


def one_by_one(writer: Callable[[Session, int, RowToWrite], None]) -> Write:
    """Write each row by itself: one that is rejected leaves nothing behind."""

    def write(db: Session, programme_id: int, rows: Sequence[RowToWrite]) -> Sequence[Problems]:
        return [_problems(db, programme_id, row) for row in rows]

    def _problems(db: Session, programme_id: int, row: RowToWrite) -> Problems:
        try:
            with db.begin_nested():
                writer(db, programme_id, row)
        except Rejected as refusal:
            return refusal.problems
        return ()

    return write


def only_shown(_db: Session, _programme_id: int, rows: Sequence[RowToWrite]) -> Sequence[Problems]:
    """Write nothing: a sheet that is only shown brings nothing home."""
    return [(Problem("homecoming.problem.row_gone"),) for _ in rows]
