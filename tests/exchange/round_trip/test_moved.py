"""A workbook in which one column was sorted alone, or a row lost its key: nobody takes another's name unasked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.support.database import dump, new_database
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.database import Database
from nhipcau.exchange.round_trip.merge.workbook_merge import KindMerge
from nhipcau.exchange.round_trip.returned_batch import Batch, Decision, open_batch, take_in
from nhipcau.exchange.terminal.dry_reading import read_files

NAME, EMAIL, PHONE, _, TITLE = "Họ và tên", "Email", "Điện thoại", "Phòng ban", "Chức danh"
KEY = "Mã dòng (giữ nguyên)"
PEOPLE = "Người tham gia"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def programme_id(database: Database) -> int:
    return pairing_programme(database)


@pytest.fixture
def sent(database: Database, programme_id: int, tmp_path: Path) -> Path:
    return send(database, programme_id, "x", tmp_path / "a.xlsx", "vi")


class Sheet:
    """The sheet of people as somebody works on it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book = openpyxl.load_workbook(path)
        self._sheet = self._book[PEOPLE]
        self.headings = [str(cell.value) for cell in self._sheet[1]]
        self._columns = {str(cell.value): place for place, cell in enumerate(self._sheet[1], start=1)}
        names = self.column(NAME)
        self.last = max(row for row, name in enumerate(names, start=2) if name)

    def column(self, heading: str) -> list[Any]:
        rows = range(2, self._sheet.max_row + 1)
        return [self._sheet.cell(row, self._columns[heading]).value for row in rows]

    def put(self, heading: str, values: list[Any]) -> None:
        for row, value in enumerate(values, start=2):
            self._sheet.cell(row, self._columns[heading]).value = value

    def sort_alone(self, heading: str) -> None:
        count = self.last - 1
        self.put(heading, sorted(self.column(heading)[:count], key=str))

    def row_of(self, name: str) -> int:
        return self.column(NAME).index(name) + 2

    def write(self, name: str, **cells: Any) -> None:
        row = self.row_of(name)
        for heading, value in cells.items():
            self._sheet.cell(row, self._columns[heading]).value = value

    def save(self, name: str = "về.xlsx") -> Path:
        target = self._path.with_name(name)
        self._book.save(target)
        return target


def people_of(batch: Batch) -> KindMerge:
    return next(one for one in batch.plans[0].kinds if one.kind.declared.says_who)


@pytest.mark.parametrize(("heading", "code"), [(NAME, "full_name"), (EMAIL, "email"), (PHONE, "phone")])
def test_of_a_column_sorted_alone_nothing_is_taken_unasked(
    database: Database, programme_id: int, sent: Path, heading: str, code: str
) -> None:
    sheet = Sheet(sent)
    sheet.sort_alone(heading)
    sheet.write(sheet.column(NAME)[0], **{TITLE: "Giám đốc"})
    before = dump(database)
    batch = open_batch(database, programme_id, [sheet.save()])
    merged = people_of(batch)
    assert merged.moved == (code,)
    assert batch.count == 0
    assert all(row.conflicts for row in merged.merged.touched)
    take_in(database, batch, "-")
    after = dump(database)
    assert len(after.pop("import_batch")) == 1, "that the workbook has come home is noted"
    assert before.pop("import_batch") == []
    assert after == before


def test_she_may_take_what_was_moved_all_the_same(database: Database, programme_id: int, sent: Path) -> None:
    sheet = Sheet(sent)
    sheet.sort_alone(NAME)
    batch = open_batch(database, programme_id, [sheet.save()])
    touched = len(people_of(batch).merged.touched)
    decided = batch.deciding(Decision(0, "participants", "theirs", name="full_name"))
    assert decided.count == touched > 1


def test_a_sheet_sorted_as_a_whole_is_as_it_was(database: Database, programme_id: int, sent: Path) -> None:
    sheet = Sheet(sent)
    order = sorted(range(sheet.last - 1), key=lambda place: str(sheet.column(EMAIL)[place]))
    for heading in sheet.headings:
        values = sheet.column(heading)[: sheet.last - 1]
        sheet.put(heading, [values[place] for place in order])
    batch = open_batch(database, programme_id, [sheet.save()])
    assert people_of(batch).moved == ()
    assert batch.count == 0


def test_one_name_put_right_is_taken(database: Database, programme_id: int, sent: Path) -> None:
    sheet = Sheet(sent)
    sheet.write("Lê Thị Mai", **{NAME: "Lê Thị Mãi"})
    batch = open_batch(database, programme_id, [sheet.save()])
    assert people_of(batch).moved == ()
    assert batch.count == 1


@pytest.mark.parametrize(
    ("name", "email", "outcome"),
    [
        ("Lê Thị Mai", None, "same"), ("LE THI MAI", None, "same"), ("Lê Thị Mại", None, "new"),
        ("Đào Văn Quý", "mai.le@hatgiong.vn", "asked"), ("Lê Thị Mại", "mai.le@hatgiong.vn", "asked"),
        ("Lê Mai", "mai.le@hatgiong.vn", "same"),
    ],
)  # fmt: skip
def test_a_row_without_its_key_is_joined_only_where_it_is_sure(
    database: Database, programme_id: int, sent: Path, name: str, email: str | None, outcome: str
) -> None:
    sheet = Sheet(sent)
    cells = {NAME: name, EMAIL: email, PHONE: None, KEY: None, TITLE: "Giám đốc"}
    sheet.write("Lê Thị Mai", **cells)
    batch = open_batch(database, programme_id, [sheet.save()])
    rows = [
        row
        for row in people_of(batch).merged.touched
        if row.state != "removed" and any(cell.field == "title" for cell in row.cells)
    ]
    (row,) = rows
    states = {"changed": "same", "added": "new"}
    assert ("asked" if row.conflicts else states[row.state]) == outcome
    assert batch.count == (0 if outcome == "asked" else 1)


def test_the_dry_reading_says_that_names_have_moved(
    database: Database, programme_id: int, sent: Path, tmp_path: Path
) -> None:
    sheet = Sheet(sent)
    sheet.sort_alone(NAME)
    home = sheet.save()
    database.close()
    (file,) = read_files([home], into=database.path).files
    people = next(one for one in file.sheets if one.name == PEOPLE)
    assert (people.used, people.why) == (False, "names_moved")
    assert {one.state for one in people.people} <= {"asked", "same"}
