"""A list of the screen saved as a file."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.support.desk import RecordingDesk

from nhipcau.common.errors import Unavailable
from nhipcau.shell.table_saving import save_table
from nhipcau.widgets.desk import Plain

HEADINGS = ("Họ và tên", "Điện thoại", "Ngày", "Phút")
ROWS: list[list[Plain]] = [["Lê Thị Mai", "0912345678", date(2026, 3, 5), 90], ["=1+1", "", None, 45]]


def saved(answer: Path, title: str = "Nhật ký: buổi gặp") -> tuple[RecordingDesk, list[str]]:
    desk, asked = RecordingDesk("vi"), []

    def ask(_title: str, start: str) -> str:
        asked.append(start)
        return str(answer)

    save_table(desk, title, HEADINGS, ROWS, ask)
    return desk, asked


def test_a_workbook_holds_days_numbers_and_leading_zeros(tmp_path: Path) -> None:
    desk, asked = saved(tmp_path / "bảng")
    assert asked[0].startswith("Nhật ký buổi gặp ")
    sheet = openpyxl.load_workbook(tmp_path / "bảng.xlsx").active
    assert sheet is not None
    rows: list[tuple[Any, ...]] = list(sheet.iter_rows(values_only=True))
    assert rows[0] == HEADINGS
    assert rows[1][1] == "0912345678"
    assert rows[1][2].date() == date(2026, 3, 5)
    assert rows[1][3] == 90
    assert sheet.cell(3, 1).data_type == "s"
    assert desk.said[-1].text == "Đã lưu 2 dòng vào bảng.xlsx."


def test_a_name_that_ends_in_csv_makes_a_text_file(tmp_path: Path) -> None:
    saved(tmp_path / "bảng.csv")
    lines = (tmp_path / "bảng.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["Họ và tên,Điện thoại,Ngày,Phút", "Lê Thị Mai,0912345678,05/03/2026,90", "'=1+1,,,45"]


def test_the_proposed_name_says_whose_list_it_is() -> None:
    asked: list[str] = []

    def ask(_title: str, start: str) -> str:
        asked.append(start)
        return ""

    save_table(RecordingDesk("vi"), "Cặp", HEADINGS, ROWS, ask, whose="Ươm Mầm")
    assert asked[0].startswith("Cặp – Ươm Mầm ")


def test_no_answer_writes_nothing(tmp_path: Path) -> None:
    desk = RecordingDesk("vi")
    save_table(desk, "A", HEADINGS, ROWS, lambda _title, _start: "")
    assert not desk.ran
    assert not list(tmp_path.iterdir())


def test_a_place_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        saved(tmp_path / "không có" / "bảng.xlsx")
