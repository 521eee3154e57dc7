"""A workbook that comes home: which one it is, which sheet and column is which, and whose row is whose.

People sort, copy into new files, rename sheets, move columns and delete the ones they do not understand. Nothing here
relies on one mark alone: what is lost is recognised again by what it says.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Final, TypeVar

from nhipcau.common.cell_text import text_of
from nhipcau.common.errors import Problem
from nhipcau.common.names.vietnamese import fold
from nhipcau.exchange.formats.cell_values import date_order, moment_in
from nhipcau.exchange.formats.reading_terms import DateOrder
from nhipcau.exchange.round_trip.returned.heading_rows import KEY, header_of, known_headings, likeness
from nhipcau.exchange.round_trip.returned.mixed_headings import Mixed, with_headings_found
from nhipcau.exchange.round_trip.returned.unchanged_rows import AsSent, rows_as_sent
from nhipcau.exchange.round_trip.returned.upright_forms import Turned, laid_flat
from nhipcau.exchange.round_trip.returned.who_is_meant import MARKS, who_is_meant
from nhipcau.exchange.round_trip.sheets.cell_reading import emptied, read, read_in_row
from nhipcau.participants.matching.linkage import Outcome
from nhipcau.sheets.column_rows import column_of
from nhipcau.sheets.columns import SheetField, Showed, Unclear
from nhipcau.sheets.declaration import NOT_ASKED, SheetKind
from nhipcau.sheets.shown_cells import says, shown_text
from nhipcau.workbook import Cell, CellError, Row, SheetData, Source
from nhipcau.workbook.columns import column_letters
from nhipcau.workbook.limits import IDENTITY, LISTS

NEW: Final = "new:"
"""Before the file and the place of a row that nobody has sent."""
_LIKE: Final = 0.6
"""Share of a column's cells that must say what was sent for a column without its heading to be recognised."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken as it is; what we have stays."""

    sheet: str
    address: str
    name: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """The rows of one kind as they came home."""

    kind: str
    sheet: str
    rows: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    problems: tuple[CellProblem, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    recognised: tuple[str, ...] = ()
    """Keys that were lost and found again by who the row is about."""
    places: Mapping[str, int] = field(default_factory=dict)
    """The row number of each key, from 1."""
    untouched: frozenset[str] = frozenset()
    """Keys of the rows in which every cell says what was sent."""
    doubled: tuple[str, ...] = ()
    """Keys that stood in more than one row: the first counts, the others are looked at as new."""
    notes: tuple[Problem, ...] = ()
    """What is good to know of how it was read; nothing is wrong."""
    doubtful: frozenset[str] = frozenset()
    """Those of `recognised` of whom it is not sure that they are meant: nothing of their rows is taken unasked."""


def returned_sheets(
    source: Source, kinds: Sequence[SheetKind], sent: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> tuple[ReturnedSheet, ...]:
    """Return the sheets that are recognised, in the order of `kinds`. `sent` is what each kind's rows showed."""
    filled = [sheet for sheet in source.sheets if sheet.rows and sheet.name not in (IDENTITY, LISTS)]
    keys = {key for kind in kinds for key in (*kind.rows, *sent.get(kind.code, {}))}
    sheets = with_headings_found(laid_flat(filled, kinds), keys)
    # The likest first: a sheet that is missing must not take the place of one that has columns of the same name.
    ranked = sorted(
        (-alike, place, number)
        for number, sheet in enumerate(sheets)
        for place, kind in enumerate(kinds)
        if (alike := likeness(sheet, kind)) > 0
    )
    chosen: dict[int, int] = {}
    for _, place, number in ranked:
        if place not in chosen and number not in chosen.values():
            chosen[place] = number
    return tuple(
        _Reader(sheets[chosen[place]], kind, sent.get(kind.code, {}), source.path.name).sheet()
        for place, kind in enumerate(kinds)
        if place in chosen
    )


class _Reader:
    def __init__(
        self, sheet: SheetData, kind: SheetKind, sent: Mapping[str, Mapping[str, str]], file: str
    ) -> None:
        self._file = file
        self._turned = isinstance(sheet, Turned)
        self._sheet = sheet
        self._kind = kind
        self._sent = sent
        self._header, headings = header_of(sheet, kind)
        self._columns = known_headings(headings, kind)
        above = 0 if isinstance(sheet, Mixed) else self._header
        self._body = [
            (number, row)
            for number, row in enumerate(sheet.rows[above:], start=above + 1)
            if number != self._header + 1 and (any(row) or any(cell not in (None, "") for cell in row))
        ]
        self._unknown = self._recognise_columns(headings)
        self._orders = {place: self._order(place, code) for place, code in self._columns.items()}
        self._problems: list[CellProblem] = []
        self._untouched: set[str] = set()
        self._doubtful: set[str] = set()
        self._showed: dict[str, Showed] = {}
        self._known_fields: list[tuple[int, SheetField]] = []

    def sheet(self) -> ReturnedSheet:
        keys, doubled, recognised = self._keys()
        if self._kind.declared.is_form:
            keys = self._without_strangers(keys)
        as_sent = partial(AsSent, self._codes, self._sent)
        rows = {
            key: as_sent(key) if key in self._untouched else self._values(key, number, row)
            for key, (number, row) in zip(keys, self._body, strict=True)
        }
        return ReturnedSheet(
            self._kind.code, self._sheet.name, rows, tuple(self._problems), self._unknown, recognised,
            {} if self._turned else {key: number for key, (number, _) in zip(keys, self._body, strict=True)},
            frozenset(self._untouched), doubled, doubtful=frozenset(self._doubtful),
        )  # fmt: skip

    # Columns

    def _recognise_columns(self, headings: Row) -> tuple[str, ...]:
        """Find the columns that lost their heading by what they say; return the headings of the others."""
        width = max((len(row) for _, row in self._body), default=0)
        missing = [one for one in self._kind.fields if one.code not in self._columns.values()]
        unknown: list[str] = []
        for place in range(max(width, len(headings))):
            if place in self._columns:
                continue
            said = [fold(text_of(row[place])) for _, row in self._body if place < len(row) and row[place]]
            best = max(missing, key=lambda one: self._share(one, said), default=None) if said else None
            if best is not None and self._share(best, said) >= _LIKE:
                self._columns[place] = best.code
                missing.remove(best)
            elif said and set(said) & set(map(fold, self._sent)):
                self._columns.setdefault(place, KEY)
            elif said:
                unknown.append(text_of(headings[place]) if place < len(headings) and headings[place] else "?")
        return tuple(unknown)

    def _share(self, one: SheetField, said: Sequence[str]) -> float:
        sent = Counter(fold(text or "") for text in column_of(self._sent, list(self._sent), one.code))
        sent.pop("", None)
        if len(sent) < 2:
            return 0.0
        return sum((Counter(said) & sent).values()) / len(said)

    def _order(self, place: int, code: str) -> DateOrder:
        """Return the order of a column's dates that became text: the one in which they are those that were sent."""
        if code == KEY or self._kind.field(code).kind != "date":
            return "dmy"
        written = [cell for _, row in self._body if place < len(row) and isinstance(cell := row[place], str)]
        sent = set(column_of(self._sent, list(self._sent), code))

        def known(order: DateOrder) -> int:
            moments = (moment_in(cell, order) for cell in written)
            return sum(moment is not None and moment.date().isoformat() in sent for moment in moments)

        if known("dmy") == known("mdy"):
            return date_order(written) or "dmy"
        return "dmy" if known("dmy") > known("mdy") else "mdy"

    # Rows

    def _keys(self) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
        place = next((place for place, code in self._columns.items() if code == KEY), None)
        known = {*self._kind.rows, *self._sent}
        came = [row[place] if place is not None and place < len(row) else None for _, row in self._body]
        given = [cell if cell in known and isinstance(cell, str) else text_of(cell) for cell in came]
        taken: set[str] = set()
        doubled: list[str] = []
        keys: list[str | None] = []
        met = Counter(given)
        places = _places([key if met[key] > 1 else "" for key in given])
        as_sent = self._as_they_went(given)
        for number, key in enumerate(given):
            if number in as_sent and met[key] == 1:
                self._untouched.add(key)
                taken.add(key)
                keys.append(key)
            elif key in known and (self._is_anothers(key, number) or self._names_another(key, number)):
                keys.append(None)
            elif (
                key in known
                and key not in taken
                and self._is_first_of(key, places.get(key, [number]), number)
            ):
                taken.add(key)
                keys.append(key)
            else:
                doubled += [key] if key in known else []
                keys.append(None)
        recognised = self._recognise_rows(keys, taken)
        whole = [key or f"{NEW}{self._file}:{self._body[number][0]}" for number, key in enumerate(keys)]
        return whole, tuple(dict.fromkeys(doubled)), recognised

    def _as_they_went(self, keys: Sequence[str]) -> set[int]:
        if not self._sent or not self._fields() or self._kind.closed:
            return set()
        return rows_as_sent([row for _, row in self._body], keys, self._fields(), self._sent)

    @cached_property
    def _owners(self) -> dict[tuple[str, str], str]:
        """Return who alone was sent with each code and address: what a row says of itself beside its key."""
        marks = [marks[0] for marks in self._kind.declared.told_by if len(marks) == 1]
        found = _unique(
            (key, (mark, fold(sent.get(mark, "")))) for key, sent in self._sent.items() for mark in marks
        )
        return {(mark, said): key for (mark, said), key in found.items()}

    def _is_anothers(self, key: str, number: int) -> bool:
        """Whether a row stands beside the key of somebody else, because only the columns in sight were sorted."""
        if self._says_who_it_is(key, number):
            return False
        owners = self._owners
        for place, code in self._columns.items():
            row = self._body[number][1]
            owner = owners.get((code, fold(text_of(row[place])))) if place < len(row) else None
            if owner is not None:
                return owner != key and self._alike(owner, number) > self._alike(key, number)
        return False

    def _says_who_it_is(self, key: str, number: int) -> bool:
        """Whether the code and address beside a key are those that were sent with it: nobody else is looked for."""
        row, sent = self._body[number][1], self._sent.get(key)
        return sent is not None and all(
            place < len(row) and (row[place] or "") == sent.get(code, "")
            for place, code in self._columns.items()
            if (code,) in self._kind.declared.told_by
        )

    def _names_another(self, key: str, number: int) -> bool:
        """Whether a row no longer names the thing that was sent with its key."""
        row, sent = self._body[number][1], self._sent.get(key)
        if sent is None:
            return False
        for place, column in self._fields():
            if column.names_row:
                cell, showed = row[place] if place < len(row) else None, sent.get(column.code, "")
                if says(cell) != showed and fold(text_of(cell)).strip() != fold(showed).strip():
                    return True
        return False

    def _is_first_of(self, key: str, same: Sequence[int], number: int) -> bool:
        """Of rows that carry one key, because a row was copied to make a new one, the likest keeps it."""
        return len(same) == 1 or max(same, key=lambda place: (self._alike(key, place), -place)) == number

    def _alike(self, key: str, number: int) -> int:
        row, sent = self._body[number][1], self._sent.get(key, {})
        return sum(
            place < len(row) and fold(text_of(row[place])) == fold(sent.get(code, ""))
            for place, code in self._columns.items()
            if code != KEY
        )

    def _recognise_rows(self, keys: list[str | None], taken: set[str]) -> tuple[str, ...]:
        found: list[str] = []
        columns = {one.code for one in self._kind.fields}
        for wanted in self._kind.declared.told_by if None in keys else ():
            marks = tuple(mark for mark in wanted if mark not in self._kind.implied)
            if not columns.issuperset(marks):
                continue
            ours = _unique(
                (key, self._shown(self._kind.rows[key], marks))
                for key in self._kind.rows
                if key not in taken
                and (wanted not in self._kind.declared.told_when_sent or key in self._sent)
            )
            theirs = _unique(
                (number, self._said(number, marks)) for number, key in enumerate(keys) if key is None
            )
            for said, number in theirs.items():
                key = ours.get(said)
                if key is not None and (meant := self._is_meant(key, number)) != "different":
                    self._doubtful.update({key} if meant == "ask" else ())
                    keys[number] = key
                    taken.add(key)
                    found.append(key)
        return tuple(found)

    def _is_meant(self, key: str, number: int) -> Outcome:
        """Judge whether a row that lost its key is that of the person it was found to name."""
        if not self._kind.declared.says_who:
            return "same"
        ours = self._kind.rows[key]
        known = {mark: shown_text(self._kind.field(mark), ours.get(mark)) for mark in MARKS}
        row = self._body[number][1]
        places = {code: place for place, code in self._columns.items()}
        said = {
            mark: text_of(row[place])
            for mark in MARKS
            if (place := places.get(mark)) is not None and place < len(row)
        }
        return who_is_meant(known, said)

    def _shown(self, values: Mapping[str, object], marks: Sequence[str]) -> tuple[str, ...]:
        return tuple(fold(shown_text(self._kind.field(mark), values.get(mark))) for mark in marks)

    def _said(self, number: int, marks: Sequence[str]) -> tuple[str, ...]:
        row = self._body[number][1]
        places = {code: place for place, code in self._columns.items()}
        return tuple(
            self._text(mark, places[mark], row[places[mark]])
            if mark in places and places[mark] < len(row)
            else ""
            for mark in marks
        )

    def _text(self, code: str, place: int, cell: object) -> str:
        """Return what a cell says in the way we would say it: a date by its day, not as it was typed."""
        column = self._kind.field(code)
        try:
            return fold(shown_text(column, read(column, cell, self._orders[place])))
        except Unclear:
            return fold(text_of(cell))

    def _without_strangers(self, keys: Sequence[str]) -> list[str]:
        """Leave out rows of people who are not asked, and say so: nobody is added in a workbook of answers."""
        known = [not key.startswith(NEW) for key in keys]
        asked = [place for place, one in self._fields() if one.asks]
        names = [place for place, one in self._fields() if (one.code,) == self._kind.declared.told_by[-1]]
        for (number, row), is_known in zip(self._body, known, strict=True):
            place = next((place for place in asked if place < len(row) and text_of(row[place])), None)
            if place is not None and not is_known:
                who = next((text_of(row[place]) for place in names if place < len(row)), "")
                self._say(
                    place, number, who, Problem("surveys.problem.stranger", values={"name": who or "?"})
                )
        self._body = [one for one, is_known in zip(self._body, known, strict=True) if is_known]
        return [key for key, is_known in zip(keys, known, strict=True) if is_known]

    def _say(self, place: int, number: int, name: str, problem: Problem) -> None:
        """Say what is wrong with a cell, by the address that it has in the file."""
        address = (
            f"{column_letters(number - 1)}{place + 1}" if self._turned else f"{column_letters(place)}{number}"
        )
        self._problems.append(CellProblem(self._sheet.name, address, name, problem))

    # Cells

    def _values(self, key: str, number: int, row: Row) -> Mapping[str, object]:
        sent = self._sent.get(key)
        found: dict[str, object] = {}
        touched = sent is None
        for place, column in self._fields():
            cell = row[place] if place < len(row) else None
            if self._is_closed(key, column, (place, number), cell) or self._says_nothing(key, column, cell):
                continue
            if sent is not None and not isinstance(cell, CellError):
                showed = sent.get(column.code, "")
                if cell == showed or says(cell) == showed:
                    found[column.code] = self._as_sent(showed)
                    continue
            touched = True
            try:
                value = read_in_row(column, key, cell, self._orders[place])
                found[column.code] = emptied(column) if value is None and sent is not None else value
            except Unclear as trouble:
                self._say(place, number, self._kind.names.get(key, ""), trouble.problem)
        if not touched:
            self._untouched.add(key)
        return found

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return tuple(column.code for _, column in self._fields() if not column.anew)

    def _says_nothing(self, key: str, column: SheetField, cell: Cell) -> bool:
        """Whether a cell that asked anew was left blank: what we hold stays."""
        return column.anew and not text_of(cell).strip() and (key in self._sent or key in self._kind.rows)

    def _is_closed(self, key: str, column: SheetField, place: tuple[int, int], cell: Cell) -> bool:
        """Whether a cell asks nothing; what was written there all the same is not lost without a word."""
        if (key, column.code) not in self._kind.closed:
            return False
        if text_of(cell) not in ("", NOT_ASKED):
            self._say(
                *place, self._kind.names.get(key, ""), Problem("surveys.problem.not_asked", column.code)
            )
        return True

    def _fields(self) -> list[tuple[int, SheetField]]:
        if not self._known_fields:
            by_code = {one.code: one for one in self._kind.fields}
            self._known_fields = [
                (place, by_code[code]) for place, code in self._columns.items() if code != KEY
            ]
        return self._known_fields

    def _as_sent(self, showed: str) -> Showed:
        """Return an untouched cell: whatever it means, it means it still."""
        if showed not in self._showed:
            self._showed[showed] = Showed(showed)
        return self._showed[showed]


def _places(given: Sequence[str]) -> dict[str, list[int]]:
    """Return where each key stands."""
    places: dict[str, list[int]] = {}
    for number, key in enumerate(given):
        places.setdefault(key, []).append(number)
    return places


Who = TypeVar("Who")


def _unique(named: Iterable[tuple[Who, tuple[str, ...]]]) -> dict[tuple[str, ...], Who]:
    """Return what each who names, if one and no other is named so; half a name names nobody."""
    pairs = [(who, marks) for who, marks in named if all(marks)]
    met = Counter(marks for _, marks in pairs)
    return {marks: who for who, marks in pairs if met[marks] == 1}
