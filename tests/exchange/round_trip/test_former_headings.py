"""Workbooks whose columns were headed otherwise when they went out still come home."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import select
from tests.support.database import new_database
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.common.paths import resource
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.merge.workbook_merge import compare
from nhipcau.exchange.round_trip.returned.heading_rows import known_headings
from nhipcau.exchange.round_trip.sheets.sheet_kinds import sheet_kinds
from nhipcau.sheets.column_rows import HEADINGS
from nhipcau.workbook import read_source

WRITTEN: dict[str, tuple[Any, Any]] = {
    "least": (2, 2), "refusals": ("Lê Văn Bảo", ["Lê Văn Bảo"]), "note": ("Sắp nghỉ phép", "Sắp nghỉ phép"),
}  # fmt: skip
"""What somebody writes into a cell, and what it is read as."""
FORMER = json.loads(resource("import", "former_headings.json").read_text(encoding="utf-8"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path)
    yield database
    database.close()


def forget_headings(database: Database) -> None:
    """Let what was sent be as it was before headings were remembered."""
    with database.step("homecoming.step.send", name="x") as db:
        for sent in db.exec(select(SentWorkbook)).all():
            sent.content = {code: rows for code, rows in sent.content.items() if code != HEADINGS}


def changed(database: Database, programme_id: int, path: Path) -> dict[str, Any]:
    with database.read() as db:
        found = compare(db, programme_id, read_source(path))
    assert not found.problems
    rows = [row for one in found.kinds for row in one.merged.rows if row.state != "unchanged"]
    return {cell.field: cell.result for row in rows for cell in row.cells if cell.changes}


@pytest.mark.parametrize("remembered", [True, False])
@pytest.mark.parametrize(
    ("label", "former"),
    [(f"fields.{code}", former) for code in WRITTEN for former in FORMER[f"fields.{code}"]],
)
def test_a_column_headed_as_before_is_read_as_it_was_meant(
    database: Database, tmp_path: Path, label: str, former: str, *, remembered: bool
) -> None:
    programme_id = pairing_programme(database, mentors=2, mentees=2)
    language: Language = "en" if former.isascii() else "vi"
    words = Words(language)
    path = send(database, programme_id, "x", tmp_path / "a.xlsx", language)
    if not remembered:
        forget_headings(database)
    book = openpyxl.load_workbook(path)
    sheet = book[words("homecoming.sheet.participants")]
    column = next(cell.column for cell in sheet[1] if cell.value == words(label))
    sheet.cell(1, column).value = former
    code = label.partition(".")[2]
    sheet.cell(2, column).value = WRITTEN[code][0]
    book.save(path)
    assert changed(database, programme_id, path) == {code: WRITTEN[code][1]}


def test_every_former_heading_is_that_of_a_column(database: Database) -> None:
    programme_id = pairing_programme(database, mentors=2, mentees=2)
    with database.read() as db:
        kinds = sheet_kinds(db, programme_id, Words("en"))
    found = {
        (one.label, former): list(known_headings((former,), kind).values())
        for kind in kinds
        for one in kind.fields
        for former in FORMER.get(one.label, ())
    }
    sheets = {f"homecoming.sheet.{kind.code}" for kind in kinds} & FORMER.keys()
    of_forms = {label for label in FORMER if label.startswith(("surveys.", "evaluation.form."))}
    assert {label for label, _ in found} | sheets | of_forms == FORMER.keys()
    assert all(codes == [label.rpartition(".")[2]] for (label, _), codes in found.items())
