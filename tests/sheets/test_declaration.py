"""What a room declares of a sheet: it is named, shared work is done once, and rows are written each by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select
from tests.support.database import new_database

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.sheets.cell_reading import read
from nhipcau.exchange.round_trip.sheets.sheet_kinds import SHEETS
from nhipcau.participants.models import Level
from nhipcau.participants.service import ensure_level
from nhipcau.participants.sheets.levels import LEVELS
from nhipcau.sheets.columns import SheetField, Showed
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one
from nhipcau.surveys.sheet import SURVEY

NAME, RANK = SheetField("level_name", "Cấp bậc"), SheetField("rank", "Thứ bậc", "number")
KIND = SheetKind(LEVELS, (NAME, RANK), {}, {})


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = new_database(tmp_path)
    yield opened
    opened.close()


def row(key: str, **values: object) -> RowToWrite:
    return RowToWrite(KIND, key, "added", values, values, read)


def test_a_row_that_is_rejected_leaves_nothing_behind_and_the_others_are_written(database: Database) -> None:
    problem = Problem("homecoming.problem.row_gone")

    def write(db: Session, _programme_id: int, one: RowToWrite) -> None:
        ensure_level(db, str(one.values["level_name"]))
        if one.key == "2":
            raise Rejected(problem)

    with database.step("skills.step.merge", name="x") as db:
        rows = [row("1", level_name="A"), row("2", level_name="B"), row("3", level_name="C")]
        assert one_by_one(write)(db, 1, rows) == [(), (problem,), ()]
        assert sorted(db.exec(select(Level.name))) == ["A", "C"]


def test_what_several_sheets_need_is_made_once(database: Database) -> None:
    made: list[int] = []

    def make(asked: SheetRequest) -> int:
        made.append(asked.programme_id)
        return len(made)

    with database.read() as db:
        asked = SheetRequest(db, 7, Words("vi"))
        assert [asked.once(make), asked.once(make)] == [1, 1]
    assert made == [7]


def test_a_row_that_was_removed_here_says_all_that_came_home() -> None:
    came: dict[str, object] = {"level_name": Showed("Trưởng nhóm"), "rank": Showed("không rõ")}
    gone = RowToWrite(KIND, "1", "gone", {"rank": 3}, came, read)
    assert gone.whole() == {"level_name": "Trưởng nhóm", "rank": 3}
    assert gone.is_new
    assert RowToWrite(KIND, "1", "changed", {"rank": 3}, came, read).whole() == {"rank": 3}


def test_a_sheet_has_the_name_of_its_kind_and_what_is_asked_anew_its_own() -> None:
    vi, en = Words("vi"), Words("en")
    assert KIND.title_in(vi) == LEVELS.title(vi) != LEVELS.title(en)
    wave = SheetKind(SURVEY, (), {}, {}, "Giữa kỳ", "ABC")
    assert (wave.title_in(en), wave.code) == ("Giữa kỳ", "survey:ABC")


@pytest.mark.parametrize("declared", SHEETS, ids=lambda declared: declared.code)
def test_a_declaration_agrees_with_itself(declared: SheetDeclaration) -> None:
    assert declared.told_when_sent <= set(declared.told_by)
    assert not declared.one_thing or declared.one_thing in declared.told_by
    assert declared.on_the_cover <= declared.workbooks
