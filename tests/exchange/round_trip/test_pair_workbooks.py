"""A small workbook for every pair: out into a folder, filled in, and home again together."""

from collections.abc import Callable, Mapping
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import select
from tests.support.confirmed import amend_people, pairs_of
from tests.support.database import dump
from tests.support.sessions import confirmed_programme
from tests.support.sheet_tables import SheetTable

from nhipcau.common.progress import Cancelled, Progress
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.mail_folder import Written
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.recipients import Whom
from nhipcau.exchange.round_trip.returned_batch import Batch, Decision, open_batch, take_in, tried
from nhipcau.journey.models import Milestone, PairGoal
from nhipcau.journey.service import add_milestone
from nhipcau.sessions.models import MentoringSession

Fill = Callable[[Any, Mapping[str, int]], None]
DAY = date(2026, 3, 5)


@pytest.fixture
def programme_id(database: Database) -> int:
    return confirmed_programme(database)


@pytest.fixture
def written(database: Database, programme_id: int, tmp_path: Path) -> Written:
    return write_pair_workbooks(database, programme_id, tmp_path, "vi")


def books(written: Written) -> list[Path]:
    return sorted(written.folder.glob("*.xlsx"))


def fill(path: Path, sheet: str, how: Fill, target: Path | None = None) -> Path:
    book = openpyxl.load_workbook(path)
    table = SheetTable(book[sheet])
    how(table, table.columns_by_name)
    book.save(target or path)
    return target or path


def log(topic: str, row: int = 2, day: date = DAY) -> Fill:
    def how(sheet: Any, columns: Mapping[str, int]) -> None:
        sheet.cell(row, columns["Ngày gặp"]).value = day
        sheet.cell(row, columns["Chủ đề"]).value = topic

    return how


def home(database: Database, programme_id: int, *paths: Path) -> Batch:
    return open_batch(database, programme_id, paths)


def sessions(database: Database) -> list[tuple[int, date, str, int | None]]:
    with database.read() as db:
        rows = db.exec(select(MentoringSession).order_by(MentoringSession.id)).all()  # type: ignore[arg-type]
        return [(row.pair_id, row.held_on, row.topic, row.rating) for row in rows]


def test_every_pair_gets_a_workbook_and_a_draft_that_carries_it(written: Written) -> None:
    assert written.count == 9 == len(books(written))
    assert len(list(written.folder.glob("*.eml"))) == 9
    first = books(written)[0]
    mail = message_from_bytes(first.with_suffix(".eml").read_bytes(), policy=default)
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == first.name
    assert attached.get_content() == first.read_bytes()
    assert " - " in first.stem


def test_only_what_is_theirs_can_be_filled_in(written: Written) -> None:
    book = openpyxl.load_workbook(books(written)[0])
    sheet = SheetTable(book["Buổi gặp"])
    assert sheet.protection.sheet
    assert sheet.cell(2, 1).protection.locked, "the key"
    assert not sheet.cell(2, 2).protection.locked
    pair = SheetTable(book["Các cặp"])
    columns = pair.columns_by_name
    assert pair.cell(2, columns["Người cố vấn"]).protection.locked
    assert list(columns) == ["Mã dòng (giữ nguyên)", "Người cố vấn", "Người được cố vấn"]


def test_a_folder_read_back_untouched_brings_nothing_new(
    database: Database, programme_id: int, written: Written
) -> None:
    batch = home(database, programme_id, *books(written))
    assert batch.nothing_new
    assert len(batch.plans) == 9


def test_everything_filled_in_is_taken_in_one_step(
    database: Database, programme_id: int, written: Written
) -> None:
    before = dump(database)
    first, second, *_ = books(written)
    fill(first, "Buổi gặp", log("Làm quen"))
    fill(second, "Buổi gặp", log("Mục tiêu năm"))

    def goal(sheet: Any, columns: Mapping[str, int]) -> None:
        sheet.cell(2, columns["Mục tiêu"]).value = "Tự tin thuyết trình"
        sheet.cell(2, columns["Đã đạt (%)"]).value = 20

    fill(first, "Mục tiêu", goal)
    batch = home(database, programme_id, *books(written))
    assert batch.count == 3
    assert tried(database, batch).refused == ()
    assert dump(database) == before, "trying leaves no trace"
    assert take_in(database, batch, "-").written == 3
    assert {topic for _, _, topic, _ in sessions(database)} == {"Làm quen", "Mục tiêu năm"}
    with database.read() as db:
        assert [goal.progress for goal in db.exec(select(PairGoal))] == [20]
    database.undo()
    assert dump(database) == before


def test_milestones_go_out_come_back_and_are_taken_back(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    pair_id = pairs_of(database, programme_id)[0].id
    with database.step("journey.milestones.step.add", owner="Hai người") as db:
        add_milestone(
            db, pair_id, {"title": "Buổi đầu", "due_on": DAY, "note": "chuyện riêng của Ban điều phối"}
        )
    written = write_pair_workbooks(database, programme_id, tmp_path, "vi")
    before = dump(database)
    (theirs,) = [path for path in books(written) if "Buổi đầu" in _cells(path, "Cột mốc")]
    assert not any("chuyện riêng" in cell for path in books(written) for cell in _cells(path, "Cột mốc"))

    def reach(sheet: Any, columns: Mapping[str, int]) -> None:
        sheet.cell(2, columns["Ngày đạt"]).value = DAY
        sheet.cell(3, columns["Cột mốc"]).value = "Giữa kỳ"

    fill(theirs, "Cột mốc", reach)
    batch = home(database, programme_id, theirs)
    assert take_in(database, batch, "-").written == 2
    with database.read() as db:
        found = {one.title: (one.due_on, one.done_on) for one in db.exec(select(Milestone))}
    assert found == {"Buổi đầu": (DAY, DAY), "Giữa kỳ": (None, None)}
    database.undo()
    assert dump(database) == before


def _cells(path: Path, sheet: str) -> list[str]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


def test_a_new_line_says_whose_it_is(database: Database, programme_id: int, written: Written) -> None:
    book = books(written)[0]
    (plan,) = home(database, programme_id, fill(book, "Buổi gặp", log("Làm quen"))).plans
    new = [(one, row) for one in plan.kinds for row in one.merged.rows if row.state == "added"]
    assert [one.name_of(row.key) for one, row in new] == [book.stem.replace(" - ", " – ")]


def test_last_months_file_again_brings_nothing_new_and_a_new_line_in_it_does(
    database: Database, programme_id: int, written: Written
) -> None:
    first = fill(books(written)[0], "Buổi gặp", log("Làm quen"))
    take_in(database, home(database, programme_id, first), "-")
    assert home(database, programme_id, first).nothing_new
    fill(first, "Buổi gặp", log("Phản hồi", row=3, day=date(2026, 4, 2)))
    batch = home(database, programme_id, first)
    assert batch.count == 1
    take_in(database, batch, "-")
    assert [topic for _, _, topic, _ in sessions(database)] == ["Làm quen", "Phản hồi"]


def test_the_same_workbook_under_two_names_counts_once(
    database: Database, programme_id: int, written: Written
) -> None:
    first = fill(books(written)[0], "Buổi gặp", log("Làm quen"))
    copy = first.with_name("bản sao của tôi.xlsx")
    copy.write_bytes(first.read_bytes())
    batch = home(database, programme_id, first, copy)
    assert batch.count == 1
    assert take_in(database, batch, "-").written == 1


def test_two_files_that_disagree_are_hers_to_decide(
    database: Database, programme_id: int, written: Written
) -> None:
    first = books(written)[0]
    other = fill(first, "Buổi gặp", log("theo người cố vấn"), first.with_name("b.xlsx"))
    fill(first, "Buổi gặp", log("theo người được cố vấn"))
    batch = home(database, programme_id, first, other)
    (clash,) = [row for one in batch.plans[1].kinds for row in one.merged.rows if row.conflicts]
    decided = batch.deciding(Decision(1, "sessions", "theirs", key=clash.key))
    take_in(database, decided, "-")
    again = home(database, programme_id, other)
    assert again.count == 0


def test_a_file_that_cannot_be_read_stops_none_of_the_others(
    database: Database, programme_id: int, written: Written
) -> None:
    first = fill(books(written)[0], "Buổi gặp", log("Làm quen"))
    broken = first.with_name("hỏng.xlsx")
    broken.write_bytes(b"PK\x03\x04 hong")
    batch = home(database, programme_id, broken, first)
    assert [name for name, _ in batch.failures] == ["hỏng.xlsx"]
    assert take_in(database, batch, "-").written == 1


def test_a_half_filled_line_says_what_is_missing_and_the_rest_is_taken(
    database: Database, programme_id: int, written: Written
) -> None:
    first, second, *_ = books(written)

    def half(sheet: Any, columns: Mapping[str, int]) -> None:
        sheet.cell(2, columns["Chủ đề"]).value = "Quên ghi ngày"

    fill(first, "Buổi gặp", half)
    fill(second, "Buổi gặp", log("Đủ cả"))
    batch = home(database, programme_id, first, second)
    assert [problem.problem.code for plan in batch.plans for problem in plan.problems] == [
        "homecoming.problem.missing"
    ]
    outcome = take_in(database, batch, "-")
    assert (outcome.written, len(outcome.refused)) == (1, 1)


def test_a_pair_that_speaks_no_vietnamese_gets_english(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    from nhipcau.participants.models import Person

    with database.step("participants.step.add", name="x") as db:
        for person in db.exec(select(Person)):
            person.languages = ["English"]
    written = write_pair_workbooks(database, programme_id, tmp_path)
    assert "Sessions" in openpyxl.load_workbook(books(written)[0]).sheetnames


def test_cancelled_half_way_nothing_is_left(database: Database, programme_id: int, tmp_path: Path) -> None:
    before = dump(database)

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    progress = Progress(stop)
    folder = tmp_path / "sổ"
    folder.mkdir()
    with pytest.raises(Cancelled):
        write_pair_workbooks(database, programme_id, folder, "vi", progress)
    assert list(folder.iterdir()) == []
    assert dump(database) == before


def test_who_has_no_address_has_a_word_in_its_place_on_the_cover(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    pair = pairs_of(database, programme_id)[0]
    amend_people(database, {pair.mentee_name: {"email": ""}})
    whose: dict[Whom, str] = {
        "pairs": f"{pair.mentor_name} - {pair.mentee_name}",
        "mentors": pair.mentor_name,
    }
    for whom, name in whose.items():
        written = write_pair_workbooks(database, programme_id, tmp_path, "vi", whom=whom)
        cover = openpyxl.load_workbook(written.folder / f"{name}.xlsx").worksheets[0]
        rows = [[cell for cell in row if cell is not None] for row in cover.iter_rows(values_only=True)]
        facts = {row[0]: row[1] for row in rows if len(row) > 1}
        assert facts["Email người được cố vấn" if whom == "pairs" else pair.mentee_name] == "chưa có"


def test_pairs_of_one_mentor_with_long_names_can_be_told_apart(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    pairs = pairs_of(database, programme_id)
    mentor = next(
        one.mentor_name for one in pairs if sum(p.mentor_name == one.mentor_name for p in pairs) > 1
    )
    long = "Công Tằng Tôn Nữ Thị Phương Thảo Nguyên"
    amend_people(database, {mentor: {"full_name": long}})
    written = write_pair_workbooks(database, programme_id, tmp_path, "vi", whom="mentors")
    sheet = openpyxl.load_workbook(written.folder / f"{long}.xlsx")["Buổi gặp"]
    assert sheet.column_dimensions["B"].width > max(
        len(f"{long} – {one.mentee_name}") for one in pairs if one.mentor_name == mentor
    )
