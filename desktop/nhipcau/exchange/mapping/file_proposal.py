"""From the raw sheets of a file to a proposal of what they mean."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from nhipcau.exchange.answers.ranked_columns import with_ranked_columns
from nhipcau.exchange.answers.sheet_role import role_of_titles, sheet_role
from nhipcau.exchange.columns.answer_kinds import KnownValues
from nhipcau.exchange.columns.earlier_choices import Choice, choices
from nhipcau.exchange.columns.evidence_scores import MeaningReading
from nhipcau.exchange.columns.form_fingerprint import fingerprint
from nhipcau.exchange.columns.heading import heading_of
from nhipcau.exchange.columns.meaning_recogniser import Surroundings, meanings
from nhipcau.exchange.formats.cell_values import date_order
from nhipcau.exchange.formats.column_mapping import (
    ColumnReading,
    RoleRule,
    SheetReading,
    TablePlace,
    Understanding,
    agreed,
)
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION, DateOrder, Role
from nhipcau.exchange.formats.sheet_area import Area, Why
from nhipcau.exchange.formats.sheet_table import Table
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.exchange.mapping.column_proposal import ProposalContext, column_reading
from nhipcau.exchange.shape.area_table import area_with_headings, table_in
from nhipcau.exchange.shape.column_shapes import meanings_by_shape
from nhipcau.exchange.shape.found_tables import FoundTable, tables_of
from nhipcau.exchange.shape.option_columns import with_options
from nhipcau.exchange.shape.other_tables import is_list_of_choices, shape_trouble
from nhipcau.exchange.shape.prepared_rows import Columns, prepared_rows, without

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData, Source

__all__ = ["ColumnReading", "RoleRule", "SheetReading", "Understanding", "corrected", "understand"]

_IDENTIFYING: Final = frozenset({"full_name", "first_name", "email", "employee_code"})
_WHO: Final = _IDENTIFYING | {"last_name", "middle_name", "preferred_name", "phone"}


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known before a file is looked at."""

    kind: str = ""
    """The programme's."""
    forms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    known: KnownValues = field(default_factory=KnownValues)


def understand(
    sources: "Sequence[Source]",
    remembered: Mapping[str, Mapping[str, Any]] | None = None,
    kind: str = "",
    known: KnownValues | None = None,
) -> Understanding:
    """Return what the files seem to say, for a programme of this kind.

    `remembered` maps fingerprints to what `service` kept of earlier files; `known` is what answers may name.
    """
    forms = remembered or {}
    before = _Before(kind, forms, choices(forms.values()), known or KnownValues())
    sheets: list[SheetReading] = []
    tables: dict[TablePlace, Table] = {}
    for place, source in enumerate(sources):
        found = [one for sheet in source.sheets if sheet.rows for one in tables_of(sheet)]
        for one in found:
            reading, table = _sheet_reading(place, source, one, before)
            if reading.used and is_list_of_choices(
                table, one.sheet.name, [o.table for o in found if o is not one]
            ):
                reading = replace(reading, used=False, why="no_people")
            sheets.append(reading)
            tables[reading.place] = table
    return Understanding(_in_agreement(with_ranked_columns(sheets, tables)), tables)


def corrected(
    understanding: Understanding, sources: "Sequence[Source]", sheet: int, index: int, meaning: str
) -> Understanding:
    """Return a copy in which one column means something else, its kind, separator and values proposed afresh."""
    reading = understanding.sheets[sheet]
    table = understanding.table_of(reading) or table_in(
        _sheet_of(reading, sources), area_with_headings(Area((), 0), reading.header_row)
    )
    data = next(column for column in table.columns if column.index == index)
    fresh = column_reading(data, MeaningReading(meaning, 1.0), _context(table))
    changes = {
        name: getattr(fresh, name)
        for name in ("kind", "separator", "options", "value_map", "date_order", "sensitive", "quotable")
    }
    return understanding.with_column(sheet, index, meaning=meaning, **changes)


def with_header_row(
    understanding: Understanding, sources: "Sequence[Source]", sheet: int, header_row: int
) -> Understanding:
    """Return a copy in which a sheet's headings stand in another row (1 is the first), its columns read afresh."""
    reading = understanding.sheets[sheet]
    data = _sheet_of(reading, sources)
    before = understanding.table_of(reading)
    area = area_with_headings(before.area if before else Area((), len(data.rows)), header_row)
    one = FoundTable(data, table_in(data, area), reading.part, 1)
    found, table = _sheet_reading(reading.source, sources[reading.source], one, _Before())
    fresh = replace(found, used=True, mends_names=reading.mends_names)
    sheets = (*understanding.sheets[:sheet], fresh, *understanding.sheets[sheet + 1 :])
    return Understanding(sheets, {**understanding.tables, reading.place: table})


def _sheet_of(reading: SheetReading, sources: "Sequence[Source]") -> "SheetData":
    return next(sheet for sheet in sources[reading.source].sheets if sheet.name == reading.sheet)


def _sheet_reading(
    place: int,
    source: "Source",
    one: FoundTable,
    before: _Before,
) -> tuple[SheetReading, Table]:
    """Return how a table is read, and the table without the rows that are prepared for later."""
    sheet, table = one.sheet, one.table
    titles = tuple(_titles(source, one))
    around = Surroundings(role_of_titles(titles), before.known, before.choices)
    found, by_answers = meanings_by_shape(table, meanings(table.columns, around))
    table = without(table, prepared_rows(table, _by_use(found)))
    context = _context(table)
    readings = (column_reading(data, found[data.index], context) for data in table.columns)
    columns = tuple(
        replace(column, reason="answers_only") if column.index in by_answers else column
        for column in readings
    )
    role, notes = sheet_role(titles, columns, before.kind)
    columns = with_options(columns, table.columns, role.role if role.kind == "fixed" else "")
    known = {column.meaning for column in columns}
    why = _why(sheet, table, bool(known & _IDENTIFYING))
    if "capacity" not in known and role.role != "mentee":
        notes = (*notes, "places_one_each")
    reading = SheetReading(
        source=place,
        file_name=source.path.name,
        sheet=sheet.name,
        used=not why,
        header_row=table.header_row,
        columns=columns,
        role=role,
        row_count=len(table.numbers),
        fingerprint=fingerprint(table.columns),
        why=why,
        part=one.part,
        heading_rows=table.area.headings,
        left_out=table.left_out,
        turned=table.area.turned,
        notes=notes,
    )
    kept = before.forms.get(reading.fingerprint)
    return (with_remembered(reading, kept) if kept else reading), table


def _by_use(found: Mapping[int, MeaningReading]) -> Columns:
    who = {index for index, guess in found.items() if guess.meaning in _WHO}
    codes = {index for index, guess in found.items() if guess.meaning == "employee_code"}
    return Columns(who - codes, codes, {index for index, guess in found.items() if guess.meaning == IGNORE})


def _why(sheet: "SheetData", table: Table, names_people: bool) -> Why:
    if sheet.hidden:
        return "hidden"
    if not table.numbers:
        return "empty"
    if table.area.why:
        return table.area.why
    return shape_trouble(table) or ("" if names_people else "no_people")


def _context(table: Table) -> ProposalContext:
    grids: dict[str, Counter[str]] = {}
    dates: list[str] = []
    for column in table.columns:
        if grid := heading_of(column.heading).grid:
            grids.setdefault(key_of(grid), Counter()).update(column.counts)
        dates.extend(column.dates)
    order: DateOrder | None = date_order(dates)
    return ProposalContext(
        order, grids, frozenset(heading_of(column.heading).wording for column in table.columns)
    )


def _titles(source: "Source", one: FoundTable) -> Iterator[tuple[str, str]]:
    """Yield what may name the people of a table, and where it stands, the nearest first."""
    above = [("title", text) for text in one.table.area.titles]
    if one.of > 1:
        yield from above
    yield "sheet", one.sheet.name
    if len(source.sheets) == 1:
        yield "file", source.path.stem
    yield from above
    yield "file", source.path.stem


def with_remembered(reading: SheetReading, kept: Mapping[str, Any]) -> SheetReading:
    """Return a sheet read as the coordinator read this form before."""
    before = kept.get("columns", {})
    columns = tuple(
        _column_as_before(column, before[column.heading]) if column.heading in before else column
        for column in reading.columns
    )
    said = kept.get("role", {})
    index = next((c.index for c in columns if said.get("column") and c.heading == said["column"]), None)
    # A form for mentors and one for mentees can have the same headings: the file's own name counts for more.
    fixed: Role = reading.role.role if reading.role.role in ("mentor", "mentee") else said.get("role", "")
    rule = RoleRule("column", said.get("role", ""), index) if index is not None else RoleRule("fixed", fixed)
    mends = bool(kept.get("mends_names"))
    notes = reading.notes if rule == reading.role else ()
    return replace(reading, columns=columns, role=rule, mends_names=mends, remembered=True, notes=notes)


def _column_as_before(column: ColumnReading, before: Mapping[str, Any]) -> ColumnReading:
    if before["meaning"] != column.meaning or before["kind"] != column.kind:
        options = tuple(before.get("options", ()))
    else:
        options = tuple(dict.fromkeys((*before.get("options", ()), *column.options)))
    return replace(
        column,
        meaning=before["meaning"],
        kind=before["kind"],
        separator=before["separator"],
        date_order=before["date_order"],
        options=options,
        value_map={**column.value_map, **before.get("value_map", {})},
        quotable=before.get("quotable"),  # a form taken in before this was asked leaves it open
        confidence=1.0,
        reason="remembered",
        alternative="",
    )


def _in_agreement(sheets: Sequence[SheetReading]) -> tuple[SheetReading, ...]:
    """Give a question that several sheets ask one kind, so that it is one question."""
    asked: dict[tuple[str, str], list[ColumnReading]] = {}
    for sheet in sheets:
        for column in sheet.columns if sheet.used else ():
            if column.meaning == QUESTION and column.filled:
                asked.setdefault((key_of(column.wording), key_of(column.grid)), []).append(column)
    common = {key: _common(columns) for key, columns in asked.items() if len(columns) > 1}
    return tuple(
        replace(
            sheet,
            columns=tuple(
                replace(column, **common[key])
                if column.meaning == QUESTION
                and (key := (key_of(column.wording), key_of(column.grid))) in common
                else column
                for column in sheet.columns
            ),
        )
        for sheet in sheets
    )


def _common(columns: Sequence[ColumnReading]) -> dict[str, Any]:
    kinds = {column.kind for column in columns}
    options = tuple(dict.fromkeys(option for column in columns for option in column.options))
    separator = next((column.separator for column in columns if column.separator), "")
    if len(kinds) == 1:
        kind = kinds.pop()
    elif kinds <= {"several", "one_choice", "text"} and "several" in kinds:
        kind = "several"
    else:
        kind = "text"
    return {
        "kind": kind,
        "separator": separator if kind == "several" else "",
        "options": options if kind != "text" else (),
        "quotable": agreed(column.quotable for column in columns),
    }
