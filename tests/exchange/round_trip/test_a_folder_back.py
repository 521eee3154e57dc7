"""A folder of workbooks taken back at once: whatever people did to their files, nothing is lost and nothing stops."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select
from tests.support.confirmed import fill, pairs_of, put
from tests.support.database import dump
from tests.support.sessions import confirmed_programme
from tests.support.sheet_tables import SheetTable

from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.returned_batch import Batch, Decision, open_batch, take_in, tried
from nhipcau.journey.models import PairGoal
from nhipcau.journey.service import add_goal
from nhipcau.sessions.models import MentoringSession

DAY = date(2026, 3, 5)
SESSIONS, GOALS = "Buổi gặp", "Mục tiêu"


@pytest.fixture
def programme_id(database: Database) -> int:
    made = confirmed_programme(database)
    with database.step("journey.step.add_goal", name="-") as db:
        for pair in pairs_of(database, made):
            add_goal(db, pair.id, {"wording": "Tự tin thuyết trình", "progress": 10})
    return made


@pytest.fixture
def books(database: Database, programme_id: int, tmp_path: Path) -> list[Path]:
    written = write_pair_workbooks(database, programme_id, tmp_path, "vi")
    return sorted(written.folder.glob("*.xlsx"))


def session(topic: str, day: object = DAY) -> dict[str, object]:
    return {"Ngày gặp": day, "Số phút": 45, "Chủ đề": topic}


def home(database: Database, programme_id: int, *paths: Path) -> Batch:
    return open_batch(database, programme_id, paths)


def topics(database: Database) -> set[str]:
    with database.read() as db:
        return {row.topic for row in db.exec(select(MentoringSession))}


def test_last_months_file_brings_back_nothing_that_we_changed_since(
    database: Database, programme_id: int, books: list[Path]
) -> None:
    """Old cells are not news: only a line that was never here is."""
    old = fill(books[0], SESSIONS, put(2, session("Làm quen")))
    take_in(database, home(database, programme_id, old), "-")
    with database.step("journey.step.amend_goal", name="-") as db:
        for goal in db.exec(select(PairGoal)):
            goal.progress = 80
    assert home(database, programme_id, old).nothing_new
    fill(old, SESSIONS, put(3, session("Phản hồi", date(2026, 4, 2))))
    assert take_in(database, home(database, programme_id, old), "-").written == 1
    assert topics(database) == {"Làm quen", "Phản hồi"}
    with database.read() as db:
        assert {goal.progress for goal in db.exec(select(PairGoal))} == {80}


def test_a_file_in_which_both_of_a_pair_wrote_brings_both(
    database: Database, programme_id: int, books: list[Path]
) -> None:
    """One filled it in and sent it to the other, who added the rest."""
    first = fill(books[0], SESSIONS, put(2, session("Người cố vấn ghi")))
    passed_on = fill(first, SESSIONS, put(3, session("Người được cố vấn ghi", date(2026, 3, 19))))
    fill(passed_on, GOALS, put(2, {"Đã đạt (%)": 30}))
    assert take_in(database, home(database, programme_id, passed_on), "-").written == 3


def test_a_renamed_file_in_another_folder_is_still_the_same_one(
    database: Database, programme_id: int, books: list[Path], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "Tải về"
    elsewhere.mkdir()
    renamed = fill(books[0], SESSIONS, put(2, session("Làm quen")), elsewhere / "nhật ký (1) - Copy.xlsx")
    assert take_in(database, home(database, programme_id, renamed), "-").written == 1
    pair = next(p for p in pairs_of(database, programme_id) if books[0].stem.startswith(p.mentor_name))
    with database.read() as db:
        assert [row.pair_id for row in db.exec(select(MentoringSession))] == [pair.id]


def test_sheets_that_somebody_locked_with_a_password_can_be_read(
    database: Database, programme_id: int, books: list[Path]
) -> None:
    fill(books[0], SESSIONS, put(2, session("Làm quen")))
    book = openpyxl.load_workbook(books[0])
    for sheet in book.worksheets:
        sheet.protection.set_password("bí mật")
        sheet.protection.enable()
    book.security.workbookPassword = "bí mật"
    book.security.lockStructure = True
    book.save(books[0])
    assert take_in(database, home(database, programme_id, books[0]), "-").written == 1


def test_what_is_not_theirs_changes_nothing_even_if_they_unlock_it(
    database: Database, programme_id: int, books: list[Path]
) -> None:
    before = dump(database)
    fill(books[0], "Các cặp", put(2, {"Người cố vấn": "Ai đó khác", "Người được cố vấn": "Người khác nữa"}))
    assert home(database, programme_id, books[0]).nothing_new
    assert dump(database) == before


def test_a_broken_file_and_refused_cells_are_named_and_the_rest_is_one_step(
    database: Database, programme_id: int, books: list[Path]
) -> None:
    before = dump(database)
    first, second, third, fourth, *_ = books
    first.write_bytes(first.read_bytes()[:2000])
    fill(second, SESSIONS, put(2, session("Ngày lạ", "hôm nọ")))
    fill(third, GOALS, put(2, {"Đã đạt (%)": "gần xong"}))
    fill(third, SESSIONS, put(2, {**session("Cách lạ"), "Hình thức gặp": "qua thư"}))
    fill(fourth, SESSIONS, put(2, session("Đủ cả")))
    batch = home(database, programme_id, *books)
    assert [name for name, _ in batch.failures] == [first.name]
    named = {
        (plan.file_name, problem.sheet, problem.address) for plan in batch.plans for problem in plan.problems
    }
    assert named == {
        (second.name, SESSIONS, "B5"), (third.name, GOALS, "D5"), (third.name, SESSIONS, "D5"),
    }  # fmt: skip
    outcome = take_in(database, batch, "-")
    assert outcome.written == 2, "a session does without its way, and not without its day"
    assert len(outcome.refused) == 1
    assert topics(database) == {"Đủ cả", "Cách lạ"}
    database.undo()
    assert dump(database) == before


def test_lines_sorted_moved_or_left_half_empty_are_told_apart(
    database: Database, programme_id: int, books: list[Path]
) -> None:
    for row, day in ((2, 5), (3, 12), (4, 19)):
        fill(books[0], SESSIONS, put(row, session(f"Buổi {day}", date(2026, 3, day))))
    take_in(database, home(database, programme_id, books[0]), "-")
    moved: dict[int, dict[str, object]] = {
        6: session("Buổi 19", date(2026, 3, 19)), 7: session("Buổi 5", date(2026, 3, 5)),
        9: session("Buổi 12, dài hơn", date(2026, 3, 12)), 12: {"Bước tiếp theo": "chưa nghĩ ra"},
    }  # fmt: skip
    blank = dict.fromkeys(session(""), None)
    for row in (2, 3, 4):
        fill(books[0], SESSIONS, put(row, blank))
    for row, cells in moved.items():
        fill(books[0], SESSIONS, put(row, cells))
    batch = home(database, programme_id, books[0])
    states = sorted(row.state for one in batch.plans[0].kinds for row in one.merged.rows)
    assert states.count("added") == 1, "the half-empty line"
    assert [p.address for plan in batch.plans for p in plan.problems] == ["B15"]


def test_a_file_without_anything_filled_in_is_fine(
    database: Database, programme_id: int, books: list[Path]
) -> None:
    for sheet in (SESSIONS, GOALS, "Các cặp"):
        fill(books[0], sheet, lambda rows, _columns: rows.delete_rows(2, 40))
    batch = home(database, programme_id, books[0])
    assert batch.count == 0, "rows that are missing stay, unless she says so"


@pytest.fixture
def of_both(database: Database, programme_id: int, tmp_path: Path) -> tuple[Path, Path]:
    """The workbooks of a mentor and of a mentee, who are a pair."""
    pair = pairs_of(database, programme_id)[0]
    mentors = write_pair_workbooks(database, programme_id, tmp_path, "vi", whom="mentors")
    mentees = write_pair_workbooks(database, programme_id, tmp_path, "en", whom="mentees")
    return mentors.folder / f"{pair.mentor_name}.xlsx", mentees.folder / f"{pair.mentee_name}.xlsx"


def of_pair(database: Database, programme_id: int, cells: dict[str, object], book: Path) -> dict[str, object]:
    """Return cells of a row with the pair, where there is a column for it."""
    pair = pairs_of(database, programme_id)[0]
    headings = {cell.value for cell in SheetTable(openpyxl.load_workbook(book)[SESSIONS])[1]}
    return {**cells, **({"Cặp": f"{pair.mentor_name} – {pair.mentee_name}"} if "Cặp" in headings else {})}


def test_one_session_that_both_of_a_pair_noted_is_one_session(
    database: Database, programme_id: int, of_both: tuple[Path, Path]
) -> None:
    mentors, mentees = of_both
    said = of_pair(database, programme_id, session("Làm quen"), mentors)
    fill(mentors, SESSIONS, put(2, said))
    fill(
        mentees,
        "Sessions",
        put(2, {"Date": DAY, "Topic": "Tên gọi", "Next step": "Đọc sách"}),
    )
    batch = home(database, programme_id, mentors, mentees)
    (twin,) = [row for one in batch.plans[1].kinds for row in one.merged.rows if row.changes or row.conflicts]
    assert {cell.field: cell.state for cell in twin.cells} == {
        "held_on": "agreed", "minutes": "kept", "topic": "conflict", "next_step": "taken",
    }  # fmt: skip
    assert tried(database, batch).refused == ()
    before = dump(database)
    assert take_in(database, batch, "-").written == 2
    with database.read() as db:
        (held,) = db.exec(select(MentoringSession))
        assert (held.topic, held.minutes, held.next_step) == ("Làm quen", 45, "Đọc sách")
    database.undo()
    assert dump(database) == before
    theirs = batch.deciding(Decision(1, "sessions", "theirs", key=twin.key))
    take_in(database, theirs, "-")
    assert topics(database) == {"Tên gọi"}
    again = home(database, programme_id, mentees, mentors)
    assert again.count == 0


def test_a_session_that_is_not_taken_from_one_comes_whole_from_the_other(
    database: Database, programme_id: int, of_both: tuple[Path, Path]
) -> None:
    mentors, mentees = of_both
    fill(mentors, SESSIONS, put(2, of_pair(database, programme_id, session("Làm quen"), mentors)))
    fill(mentees, "Sessions", put(2, {"Date": DAY, "Topic": "Tên gọi"}))
    batch = home(database, programme_id, mentors, mentees)
    (first,) = [row for one in batch.plans[0].kinds for row in one.merged.rows if row.state == "added"]
    decided = batch.deciding(Decision(0, "sessions", "ours", key=first.key))
    assert take_in(database, decided, "-").written == 1
    assert topics(database) == {"Tên gọi"}


def test_two_sessions_on_one_day_stay_two(
    database: Database, programme_id: int, of_both: tuple[Path, Path]
) -> None:
    mentors, mentees = of_both
    for row, topic in ((2, "Buổi sáng"), (3, "Buổi chiều")):
        fill(mentors, SESSIONS, put(row, of_pair(database, programme_id, session(topic), mentors)))
    fill(mentees, "Sessions", put(2, {"Date": DAY, "Topic": "Buổi tối"}))
    take_in(database, home(database, programme_id, mentors, mentees), "-")
    assert topics(database) == {"Buổi sáng", "Buổi chiều", "Buổi tối"}


def copied(book: Path, sheets: tuple[str, ...], target: Path) -> Path:
    """Copy the cells in sight into a new file, as people do who want a file of their own."""
    old, new = openpyxl.load_workbook(book), openpyxl.Workbook()
    new.remove(new.worksheets[0])
    for name in sheets:
        sheet = new.create_sheet(f"{name} của tôi")
        for row in old[name].iter_rows(min_col=2, values_only=True):
            sheet.append(row)
    new.save(target)
    return target


@pytest.mark.parametrize(
    ("sheets", "name"),
    [((SESSIONS, GOALS, "Các cặp"), "tệp của tôi.xlsx"), ((SESSIONS, GOALS), "Copy of {pair} (1).xlsx")],
    ids=["the pair is in it", "the pair is in its name"],
)
def test_copied_into_a_file_of_their_own_it_is_still_that_pairs(
    database: Database, programme_id: int, books: list[Path], sheets: tuple[str, ...], name: str
) -> None:
    fill(books[0], SESSIONS, put(2, session("Làm quen")))
    fill(books[0], GOALS, put(2, {"Đã đạt (%)": 30}))
    home_made = copied(books[0], sheets, books[0].with_name(name.format(pair=books[0].stem)))
    batch = home(database, programme_id, home_made)
    assert take_in(database, batch, "-").written == 2
    assert batch.plans[0].sent_at is not None
    with database.read() as db:
        (held,) = db.exec(select(MentoringSession))
        changed = {goal.pair_id: goal.progress for goal in db.exec(select(PairGoal)) if goal.progress == 30}
    assert list(changed) == [held.pair_id]
    assert home(database, programme_id, home_made).nothing_new
