"""Columns headed by nothing but a rank: 1, 2, 3. What stands in them says whether people or topics are ranked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from nhipcau.exchange.answers.ranks import rank_alone
from nhipcau.exchange.formats.column_mapping import ColumnReading, SheetReading, TablePlace
from nhipcau.exchange.formats.reading_terms import QUESTION
from nhipcau.exchange.formats.sheet_table import ColumnData, Table
from nhipcau.exchange.formats.vocabulary import key_of

_FEWEST: Final = 2
_MOST_OF_THEM: Final = 0.6
_SURE: Final = 0.8
_TOPICS: Final = ("goals", "strengths")
_NAMES: Final = ("full_name", "preferred_name", "email", "employee_code")
Tables = Mapping[TablePlace, Table]


def with_ranked_columns(sheets: Sequence[SheetReading], tables: Tables) -> list[SheetReading]:
    """Return the sheets, their columns of ranks meaning wishes where people of the files stand in them, else topics."""
    ranked = {place: columns for place, sheet in enumerate(sheets) if (columns := _ranked(sheet))}
    if not ranked:
        return list(sheets)
    people, topics = _answers(sheets, tables, _NAMES), _answers(sheets, tables, _TOPICS)
    found = list(sheets)
    for place, columns in ranked.items():
        sheet = sheets[place]
        said = _said(columns, tables[sheet.place])
        if _share(said, people) >= _MOST_OF_THEM:
            found[place] = _with_meaning(sheet, columns, "wishes")
        elif _share(said, topics) >= _MOST_OF_THEM:
            found[place] = _with_meaning(
                sheet, columns, "strengths" if sheet.role.role == "mentor" else "goals"
            )
    return found


def _ranked(sheet: SheetReading) -> list[ColumnReading]:
    """Return the columns of a sheet that are headed by ranks from the first on; none where one of them is missing."""
    if not sheet.used or sheet.remembered:
        return []
    columns = [
        column
        for column in sheet.columns
        if column.meaning == QUESTION and not column.grid and rank_alone(column.heading)
    ]
    ranks = sorted(rank_alone(column.heading) for column in columns)
    return columns if len(ranks) >= _FEWEST and ranks == list(range(1, len(ranks) + 1)) else []


def _answers(sheets: Iterable[SheetReading], tables: Tables, meanings: Iterable[str]) -> set[str]:
    """Return what stands in the columns of these meanings, as keys; of lists every part."""
    found: set[str] = set()
    for sheet in sheets:
        if not sheet.used:
            continue
        data_of = {data.index: data for data in tables[sheet.place].columns}
        for meaning in meanings:
            for column in sheet.with_meaning(meaning):
                found.update(map(key_of, column.options or _texts(data_of[column.index])))
    return found


def _texts(data: ColumnData) -> Iterable[str]:
    return data.counts


def _said(columns: Sequence[ColumnReading], table: Table) -> list[str]:
    indexes = {column.index for column in columns}
    return [text for data in table.columns if data.index in indexes for text in data.counts]


def _share(said: Sequence[str], known: set[str]) -> float:
    return sum(key_of(text) in known for text in said) / len(said) if said else 0.0


def _with_meaning(sheet: SheetReading, columns: Sequence[ColumnReading], meaning: str) -> SheetReading:
    ranked = {column.index for column in columns}
    return replace(
        sheet,
        columns=tuple(
            replace(
                column,
                meaning=meaning,
                confidence=_SURE,
                kind="text",
                options=(),
                separator="",
                quotable=None,
            )
            if column.index in ranked
            else column
            for column in sheet.columns
        ),
    )
