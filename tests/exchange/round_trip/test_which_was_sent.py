"""Which of several workbooks that were sent one that comes home is compared with, and in which language it is read."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import delete
from tests.support.database import new_database
from tests.support.pairing_people import pairing_programme
from tests.support.sessions import confirm_all
from tests.support.whole_workbook import send

from nhipcau.common import clock
from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.merge.workbook_merge import Homecoming, awaited, compare
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.programmes.service import add_programme
from nhipcau.workbook import read_source

MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)
Sending = Callable[..., Path]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = new_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def programme_id(database: Database) -> int:
    return pairing_programme(database, mentors=2, mentees=2)


@pytest.fixture
def sent(database: Database, programme_id: int, tmp_path: Path) -> Sending:
    """Send the whole programme so many hours after the morning."""

    def sending(name: str, hours: int, language: Language = "vi") -> Path:
        clock.set_clock(at(hours))
        return send(database, programme_id, "x", tmp_path / name, language)

    return sending


def at(hours: int) -> Callable[[], datetime]:
    return lambda: MORNING + timedelta(hours=hours)


def unmarked(path: Path) -> Path:
    book = openpyxl.load_workbook(path)
    del book["_nhipcau"]
    book.save(path)
    return path


def home(database: Database, programme_id: int, path: Path, *, ready: bool = False) -> Homecoming:
    source = read_source(path)
    with database.read() as db:
        return compare(db, programme_id, source, awaited(db, programme_id) if ready else None)


def hour(found: Homecoming) -> int | None:
    if found.sent_at is None:
        return None
    return round((found.sent_at.replace(tzinfo=UTC) - MORNING) / timedelta(hours=1))


@pytest.mark.parametrize("ready", [False, True])
def test_a_workbook_is_compared_with_the_one_its_mark_names(
    database: Database, programme_id: int, sent: Sending, *, ready: bool
) -> None:
    early, late = sent("a.xlsx", 1, "en"), sent("b.xlsx", 2, "vi")
    assert hour(home(database, programme_id, early, ready=ready)) == 1
    assert hour(home(database, programme_id, late, ready=ready)) == 2
    assert home(database, programme_id, early, ready=ready).nothing_new


@pytest.mark.parametrize("ready", [False, True])
def test_without_its_mark_it_is_compared_with_the_latest_of_the_whole_programme(
    database: Database, programme_id: int, sent: Sending, tmp_path: Path, *, ready: bool
) -> None:
    late, early = sent("b.xlsx", 2), sent("a.xlsx", 1)
    confirm_all(database, programme_id)
    clock.set_clock(at(3))
    write_pair_workbooks(database, programme_id, tmp_path, "vi")
    for path in (early, late):
        found = home(database, programme_id, unmarked(path), ready=ready)
        assert hour(found) == 2
        assert not found.problems


def test_of_two_sent_at_one_moment_the_later_row_counts(
    database: Database, programme_id: int, sent: Sending
) -> None:
    sent("a.xlsx", 1, "en")
    again = sent("b.xlsx", 1, "vi")
    with database.read() as db:
        found = awaited(db, programme_id)
    assert found is not None
    assert found.sent.language == "vi"
    assert home(database, programme_id, unmarked(again)).nothing_new


def test_what_another_programme_sent_is_not_taken_for_ours(
    database: Database, programme_id: int, sent: Sending
) -> None:
    path = sent("a.xlsx", 1)
    with database.step("programmes.step.add", name="x") as db:
        other = add_programme(db, {"name": "Cầu Nối Số"})
    with database.read() as db:
        assert awaited(db, other) is None
    assert hour(home(database, other, unmarked(path))) is None


def test_a_pairs_workbook_is_known_without_its_mark_by_the_two_it_names(
    database: Database, programme_id: int, sent: Sending, tmp_path: Path
) -> None:
    confirm_all(database, programme_id)
    sent("a.xlsx", 1)
    clock.set_clock(at(2))
    written = write_pair_workbooks(database, programme_id, tmp_path, "vi")
    path = sorted(written.folder.glob("*.xlsx"))[0]
    marked = home(database, programme_id, path)
    assert hour(marked) == 2
    assert hour(home(database, programme_id, unmarked(path))) == 2


def test_a_workbook_in_english_is_read_in_english_with_and_without_its_mark(
    database: Database, programme_id: int, sent: Sending
) -> None:
    path = sent("a.xlsx", 1, "en")
    book = openpyxl.load_workbook(path)
    sheet = book["Participants"]
    columns = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    sheet.cell(2, columns["Department"]).value = "Law"
    book.save(path)
    for each in (path, unmarked(path)):
        found = home(database, programme_id, each)
        assert not found.problems
        assert [cell.theirs for one in found.kinds for row in one.merged.changed for cell in row.cells] == [
            "Law"
        ]
        assert {one.kind.title for one in found.kinds} >= {"Participants"}


@pytest.mark.parametrize("marked", [True, False])
def test_a_sheet_that_lost_its_headings_is_named_and_an_empty_or_a_strange_one_is_not(
    database: Database, programme_id: int, sent: Sending, *, marked: bool
) -> None:
    confirm_all(database, programme_id)
    path = sent("a.xlsx", 1)
    book = openpyxl.load_workbook(path)
    people, pairs = book["Người tham gia"], book["Các cặp"]
    for row in people.iter_rows():
        for cell in row:
            cell.value = f"dòng {cell.row}" if cell.column == 1 else None
    pairs.delete_rows(1, pairs.max_row)
    book.create_sheet("Ghi chép").append(["dòng"])
    book.save(path)
    found = home(database, programme_id, path if marked else unmarked(path))
    assert [(one.sheet, one.address, one.problem.code) for one in found.unread] == [
        ("Người tham gia", "A1", "homecoming.problem.no_headings")
    ]
    assert not found.nothing_new


def test_what_nobody_knows_to_have_sent_is_compared_with_all_there_is(
    database: Database, programme_id: int, sent: Sending
) -> None:
    path = sent("a.xlsx", 1)
    known = home(database, programme_id, path)
    with database.step("programmes.step.add") as db:
        db.execute(delete(SentWorkbook))
    found = home(database, programme_id, path)
    assert found.sent_at is None
    assert [one.kind.code for one in found.kinds] == [one.kind.code for one in known.kinds]
    assert [set(one.kind.rows) for one in found.kinds] == [set(one.kind.rows) for one in known.kinds]
