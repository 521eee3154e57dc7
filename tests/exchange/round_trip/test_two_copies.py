"""Two coordinators work on two copies: whichever comes home first, they end with one truth, and can take it back."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select
from tests.support.database import dump, new_database
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.merge.workbook_merge import said
from nhipcau.exchange.round_trip.returned_batch import Decision, open_batch, take_in
from nhipcau.exchange.round_trip.sheets.sheet_kinds import sheet_kinds
from nhipcau.journey.models import PairGoal
from nhipcau.journey.service import add_goal, remove_goal
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.service import confirm_pairs

Edits = Mapping[tuple[str, str], str]
FIRST: Edits = {
    ("Lê Thị Mai", "Phòng ban"): "Pháp chế", ("Lê Thị Mai", "Sở thích"): "Cờ vua; Bơi",
    ("Ngô Hữu Sơn", "Điều muốn học"): "Đàm phán (5)", ("Phan Gia Bảo", "Ghi chú trong chương trình"): "một\nhai",
}  # fmt: skip
SECOND: Edits = {
    ("Lê Thị Mai", "Năm sinh"): "1994", ("Đỗ Khánh Linh", "Hình thức gặp"): "Trực tuyến",
    ("Ngô Hữu Sơn", "Điện thoại"): "0911222333", ("Phan Gia Bảo", "Ghi chú trong chương trình"): "một\nhai",
}  # fmt: skip


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[tuple[Database, int, Path]]:
    database = new_database(tmp_path)
    programme_id = pairing_programme(database)
    yield database, programme_id, send(database, programme_id, "x", tmp_path / "a.xlsx", "vi")
    database.close()


def edited(path: Path, name: str, edits: Edits) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book["Người tham gia"]
    columns = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    rows = {str(row[1].value): place for place, row in enumerate(sheet.iter_rows(), start=1)}
    for (who, heading), value in edits.items():
        sheet.cell(rows[who], columns[heading]).value = value
    book.save(path.with_name(name))
    return path.with_name(name)


def held(database: Database, programme_id: int) -> dict[str, dict[str, str]]:
    with database.read() as db:
        kinds = sheet_kinds(db, programme_id, Words("vi"))
    return {key: texts for kind in kinds for key, texts in kind.texts().items()}


def test_the_order_in_which_two_copies_come_home_does_not_matter(sent: tuple[Database, int, Path]) -> None:
    database, programme_id, path = sent
    one, other = edited(path, "1.xlsx", FIRST), edited(path, "2.xlsx", SECOND)
    before, ends = dump(database), []
    for order in ((one, other), (other, one)):
        for copy in order:
            batch = open_batch(database, programme_id, [copy])
            assert not [
                row
                for plan in batch.plans
                for kind in plan.kinds
                for row in kind.merged.rows
                if row.conflicts
            ]
            assert take_in(database, batch, "-").refused == ()
        ends.append(held(database, programme_id))
        assert open_batch(database, programme_id, [one, other]).count == 0, "nothing is new any more"
        database.undo()
        database.undo()
        assert dump(database) == before
    batch = open_batch(database, programme_id, [one, other])
    take_in(database, batch, "-")
    ends.append(held(database, programme_id))
    assert ends[0] == ends[1] == ends[2]


def test_what_is_written_is_what_was_shown(sent: tuple[Database, int, Path]) -> None:
    database, programme_id, path = sent
    batch = open_batch(database, programme_id, [edited(path, "1.xlsx", FIRST)])
    expected = held(database, programme_id)
    for kind in batch.plans[0].kinds:
        for row in kind.merged.changed:
            for cell in row.cells:
                expected[row.key][cell.field] = said(kind.kind.field(cell.field), cell.result)
    take_in(database, batch, "-")
    assert held(database, programme_id) == expected


def test_a_goal_we_removed_and_they_changed_comes_back_whole_when_she_says_so(
    sent: tuple[Database, int, Path],
) -> None:
    database, programme_id, path = sent
    with database.read() as db:
        people = pairing_input(db, programme_id)
    with database.step("pairs.step.confirm", n=1) as db:
        pair_id, *_ = confirm_pairs(db, programme_id, solve(people).pairs)
        goal_id = add_goal(db, pair_id, {"wording": "Tự tin thuyết trình", "due_on": date(2026, 5, 4)})
    send(database, programme_id, "x", path, "vi")
    book = openpyxl.load_workbook(path)
    book["Mục tiêu"]["E2"] = 40
    book.save(path)
    with database.step("pairs.step.confirm", n=1) as db:
        remove_goal(db, goal_id)
    batch = open_batch(database, programme_id, [path])
    (gone,) = [row for kind in batch.plans[0].kinds for row in kind.merged.rows if row.state == "gone"]
    batch = batch.deciding(Decision(0, "goals", "theirs", key=gone.key))
    assert take_in(database, batch, "-").refused == ()
    with database.read() as db:
        (goal,) = db.exec(select(PairGoal)).all()
        assert (goal.pair_id, goal.wording, goal.due_on, goal.progress) == (
            pair_id, "Tự tin thuyết trình", date(2026, 5, 4), 40,
        )  # fmt: skip
