"""The lists people ask for, as workbooks, as text, and as a calendar."""

import csv
import itertools
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlmodel import col, select
from tests.support.desk import RecordingDesk
from tests.support.sessions import confirmed_programme, meet

from nhipcau.common.clock import now
from nhipcau.common.feature_answers import CalendarEvent
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.lists.calendar_file import calendar_text, save_calendar
from nhipcau.exchange.lists.people_lists import LISTS, save_list
from nhipcau.exchange.ui.workbooks.lists_card import ListsCard
from nhipcau.journey.service import add_goal
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.queries import pair_rows, pairing_input
from nhipcau.participants.models import Person
from nhipcau.programmes.queries import programme
from nhipcau.programmes.service import amend_programme
from nhipcau.sessions.service import log_session
from nhipcau.shell.features import FEATURES
from nhipcau.workbook import ColumnSpec, SheetSpec
from nhipcau.workbook.writer.csv_writing import write_csv


@pytest.fixture
def programme_id(database: Database) -> int:
    made = confirmed_programme(database)
    with database.step("programmes.step.edit", name="x") as db:
        amend_programme(db, made, {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 9, 1)})
    return made


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_pairs_stand_beside_each_other_with_their_addresses(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    path = save_list(database, programme_id, "pairs", tmp_path / "cặp.csv", Words("vi"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel reads accents only with the mark"
    heading, *lines = rows(path)
    assert heading[:2] == ["Người cố vấn", "Email người cố vấn"]
    with database.read() as db:
        people = {one.name: one.email for one in pairing_input(db, programme_id).candidates}
    assert len(lines) == 9
    assert all(people[line[0]] == line[1] and people[line[2]] == line[3] for line in lines)


def test_a_mailing_list_holds_everybody_who_has_an_address(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    path = save_list(database, programme_id, "mailing", tmp_path / "thư.csv", Words("en"))
    assert {line[2] for line in rows(path)[1:]} == {"Mentor", "Mentee"}
    assert all("@" in line[1] for line in rows(path)[1:])


def test_a_mail_merge_names_each_persons_partners(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    path = save_list(database, programme_id, "merge", tmp_path / "trộn.xlsx", Words("vi"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    heading, *lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    partner = {str(line[1]): line[heading.index("Người đồng hành")] for line in lines}
    assert len(lines) == 18
    assert sum(bool(name) for name in partner.values()) >= 16
    mentor = next(name for name, other in partner.items() if other and "," not in str(other))
    assert mentor in str(partner[str(partner[mentor])])


def test_the_summary_has_charts_of_its_own(database: Database, programme_id: int, tmp_path: Path) -> None:
    path = save_list(database, programme_id, "summary", tmp_path / "tổng kết.xlsx", Words("vi"))
    book = openpyxl.load_workbook(path)
    with zipfile.ZipFile(path) as parts:
        assert sum(name.startswith("xl/charts/chart") for name in parts.namelist()) == 2
    figures = _figures(book)
    assert figures["Cặp đã xác nhận"] == 9
    assert figures["Người được cố vấn chưa có cặp"] == 1
    assert 0 < figures["Mức phù hợp trung bình của các cặp"] < 1, "a number that is shown as a percentage"
    assert book.worksheets[0].page_setup.fitToHeight == 1, "a board reads one page"


def test_the_summary_tells_of_no_department_with_few_people(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    with database.step("participants.step.add", name="x") as db:
        for place, one in enumerate(db.exec(select(Person).order_by(col(Person.id))).all()):
            one.department = "Kỹ thuật" if place < 6 else "Kinh doanh" if place < 11 else f"Phòng {place}"
    assert _departments(save_list(database, programme_id, "summary", tmp_path / "a.xlsx", Words("vi"))) == {
        "Kỹ thuật": 6, "Kinh doanh": 5, "Các phòng ban dưới 5 người, cộng chung": 7,
    }  # fmt: skip


def test_the_summary_leaves_no_small_rest_to_be_worked_out(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    with database.step("participants.step.add", name="x") as db:
        for place, one in enumerate(db.exec(select(Person).order_by(col(Person.id))).all()):
            one.department = "Kỹ thuật" if place < 10 else "Kinh doanh" if place < 17 else "Ban giám đốc"
    assert _departments(save_list(database, programme_id, "summary", tmp_path / "a.xlsx", Words("vi"))) == {
        "Kỹ thuật": 10, "Các phòng ban dưới 5 người, cộng chung": 8,
    }  # fmt: skip


def test_the_summary_tells_of_sessions_once_enough_pairs_have_met(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    def titles(name: str) -> list[str]:
        path = save_list(database, programme_id, "summary", tmp_path / name, Words("vi"))
        return openpyxl.load_workbook(path).sheetnames

    assert "Buổi gặp theo tháng" not in titles("before.xlsx")
    meet(database, programme_id)
    assert "Buổi gặp theo tháng" in titles("after.xlsx")


def _figures(book: Any) -> dict[str, Any]:
    """Return what stands above each text of the first sheet."""
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    return {
        text: number
        for above, below in itertools.pairwise(rows)
        for number, text in zip(above, below, strict=True)
        if isinstance(number, int | float) and isinstance(text, str)
    }


def _departments(path: Path) -> dict[str, int]:
    sheet: Any = openpyxl.load_workbook(path).worksheets[-1]
    return {row[0].value: row[1].value + row[2].value for row in sheet.iter_rows(min_row=2, max_col=3)}


def test_the_summary_tells_no_fit_of_few_pairs(database: Database, programme_id: int, tmp_path: Path) -> None:
    with database.step("pairs.step.end", n=1) as db:
        for pair in db.exec(select(Pair).order_by(col(Pair.id))).all()[4:]:
            pair.state = "ended"
    book = openpyxl.load_workbook(
        save_list(database, programme_id, "summary", tmp_path / "a.xlsx", Words("vi"))
    )
    assert book.sheetnames == ["Các con số", "Phòng ban"]
    assert "Mức phù hợp trung bình của các cặp" not in _figures(book)


def test_the_calendar_holds_the_first_and_the_last_day(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    path = save_calendar(database, programme_id, tmp_path / "lịch.ics", Words("vi"), FEATURES)
    text = path.read_bytes().decode("utf-8")
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20260302\r\n" in text
    assert "SUMMARY:Khai mạc – Hạt Giống 2026\r\n" in text


def test_the_calendar_holds_days_and_names_and_nothing_that_was_said(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    with database.read() as db:
        pair = pair_rows(db, programme_id)[0]
    with database.step("sessions.step.log", pair="x") as db:
        log_session(
            db, pair.id, {"held_on": date(2026, 3, 9), "topic": "Xin nghỉ ốm", "next_step": "Đi khám"}
        )
        add_goal(db, pair.id, {"wording": "Bớt lo âu", "due_on": date(2026, 6, 1)})
    path = save_calendar(database, programme_id, tmp_path / "lịch.ics", Words("en"), FEATURES)
    text = path.read_bytes().decode("utf-8").replace("\r\n ", "")
    assert f"SUMMARY:Session: {pair.mentor_name} – {pair.mentee_name}\r\n" in text
    assert f"SUMMARY:Goal due: {pair.mentor_name} – {pair.mentee_name}\r\n" in text
    assert "DTSTART;VALUE=DATE:20260601" in text
    assert not any(said in text for said in ("DESCRIPTION", "Xin nghỉ ốm", "Đi khám", "Bớt lo âu"))


@given(st.text(max_size=200))
def test_a_calendar_line_is_short_and_can_be_put_together_again(title: str) -> None:
    title = "".join(c for c in title if c.isprintable())
    text = calendar_text([CalendarEvent("a", title, date(2026, 1, 1))], now())
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    escaped = title.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{escaped}\r\n" in whole


def test_text_that_looks_like_a_formula_is_not_run_and_numbers_stay_numbers(tmp_path: Path) -> None:
    cells = ["=1+1", "@SUM(A1)", "+84 912 345 678", "-5", "-cmd", "+cmd", "thường", None, 3, date(2026, 2, 1)]
    path = tmp_path / "an toàn.csv"
    write_csv(path, SheetSpec("x", [ColumnSpec("a")] * len(cells), [cells]))
    assert rows(path)[1] == [
        "'=1+1", "'@SUM(A1)", "+84 912 345 678", "-5", "'-cmd", "'+cmd", "thường", "", "3", "01/02/2026",
    ]  # fmt: skip


def test_every_list_is_one_press_away(
    qtbot: QtBot, database: Database, programme_id: int, tmp_path: Path
) -> None:
    desk = RecordingDesk(programme_id=programme_id)
    card = ListsCard(desk, database, FEATURES)
    qtbot.addWidget(card)
    card.retranslate()
    card.show()
    folder = tmp_path / "danh sách"
    folder.mkdir()
    card.ask_save = lambda _title, name, _types: str(folder / name)
    for kind in LISTS:
        QTest.mouseClick(card.buttons[kind], Qt.MouseButton.LeftButton)
    names = [path.name for path in folder.iterdir()]
    assert len(names) == len(LISTS) == len(desk.said)
    with database.read() as db:
        row = programme(db, programme_id)
    assert row is not None
    assert all(row.name in name for name in names)


def test_who_is_not_in_the_mailing_list_is_said_when_it_is_saved(
    qtbot: QtBot, database: Database, programme_id: int, tmp_path: Path
) -> None:
    with database.step("participants.step.edit", name="x") as db:
        person = db.exec(select(Person).order_by(col(Person.id))).first()
        assert person is not None
        person.email, name = "", person.full_name
    desk = RecordingDesk(programme_id=programme_id)
    card = ListsCard(desk, database, FEATURES)
    qtbot.addWidget(card)
    card.retranslate()
    card.ask_save = lambda *_: str(tmp_path / "thư.csv")
    card.save("mailing")
    assert desk.said[-1].text == f"Đã lưu thư.csv. Không có trong danh sách vì chưa có email: {name}."
    assert desk.said[-1].tone == "warn"
    card.save("pairs")
    assert name not in desk.said[-1].text


def test_two_peers_who_are_a_pair_both_ways_name_each_other_once(
    database: Database, programme_id: int, tmp_path: Path
) -> None:
    with database.step("pairs.step.confirm", n=1) as db:
        pair = db.exec(select(Pair).order_by(col(Pair.id))).first()
        assert pair is not None
        db.add(
            Pair(
                programme_id=programme_id, mentor_id=pair.mentee_id, mentee_id=pair.mentor_id, state="active"
            )
        )
        db.flush()
        row = next(one for one in pair_rows(db, programme_id) if one.id == pair.id)
    path = save_list(database, programme_id, "merge", tmp_path / "trộn.csv", Words("vi"))
    heading, *lines = rows(path)
    (mine,) = [line for line in lines if line[1] == row.mentee_name]
    assert mine[heading.index("Người đồng hành")] == row.mentor_name
