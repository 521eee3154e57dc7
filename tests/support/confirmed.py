"""Pairs and their people as they stand, and workbooks of theirs filled in with openpyxl."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from sqlmodel import select
from tests.support.sheet_tables import SheetTable

from nhipcau.database import Database
from nhipcau.pairing.store.queries import PairRow, pair_rows
from nhipcau.participants.models import Person

Fill = Callable[[Any, Mapping[str, int]], None]
Cells = Mapping[str, object]


def pairs_of(database: Database, programme_id: int) -> list[PairRow]:
    with database.read() as db:
        return list(pair_rows(db, programme_id))


def amend_people(database: Database, changes: Mapping[str, Mapping[str, object]]) -> None:
    """Write to people of these names what no form would let through either."""
    with database.step("participants.step.add", name="x") as db:
        for person in db.exec(select(Person)):
            for name, value in changes.get(person.full_name, {}).items():
                setattr(person, name, value)


def fill(path: Path, sheet: str, how: Fill, target: Path | None = None) -> Path:
    """Change a sheet with openpyxl, which knows nothing of us; `how` gets it and where each column is."""
    book = openpyxl.load_workbook(path)
    table = SheetTable(book[sheet])
    how(table, table.columns_by_name)
    book.save(target or path)
    return target or path


def put(row: int, cells: Cells) -> Fill:
    """Fill in cells of a row, by their headings."""

    def how(sheet: Any, columns: Mapping[str, int]) -> None:
        for heading, value in cells.items():
            sheet.cell(row, columns[heading]).value = value

    return how


def offered(path: Path, sheet: str, heading: str) -> list[str]:
    """Return what the drop-down of a column offers."""
    book = openpyxl.load_workbook(path)
    columns = SheetTable(book[sheet]).columns_by_name
    for rule in book[sheet].data_validations.dataValidation:
        if any(place.min_col == columns[heading] for place in rule.sqref.ranges):
            return _listed(book, rule.formula1)
    return []


def _listed(book: Any, formula: str) -> list[str]:
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    if "!" not in formula:
        formula = book.defined_names[formula].attr_text
    name, _, area = formula.rpartition("!")
    return [str(row[0].value) for row in book[name.strip("'")][area.replace("$", "")]]
