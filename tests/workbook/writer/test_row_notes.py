"""The rows that could not be read go back to their author with the reason beside each."""

from pathlib import Path

import openpyxl
import pytest
from tests.support.workbooks import LIST, STRICT, put, workbook

from nhipcau.workbook import Source, read_source, save_with_notes
from nhipcau.workbook.cells import NoteSpec


def _noted(tmp_path: Path, source: Path, *notes: tuple[str, int, str]) -> Source:
    before = source.read_bytes()
    save_with_notes(source, tmp_path / "copy.xlsx", [NoteSpec(*note) for note in notes], "Vấn đề")
    assert source.read_bytes() == before
    return read_source(tmp_path / "copy.xlsx")


def _list_with_looks(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Câu trả lời"
    for values in (["Danh sách 2026"], ["Tên", "Email"], ["An", "an@"], ["Bình", "b@ex.vn"], ["=1+1", "x"]):
        sheet.append(values)
    sheet["A2"].font = openpyxl.styles.Font(bold=True, color="FF112233")
    sheet["B5"].data_type = "s"
    book.create_sheet("Khác").append(["yên", "lặng"])
    book.save(tmp_path / "ds.xlsx")
    return tmp_path / "ds.xlsx"


def test_the_problem_stands_beside_its_row(tmp_path: Path) -> None:
    source = _noted(tmp_path, _list_with_looks(tmp_path), ("Câu trả lời", 3, "Email thiếu tên miền"))
    rows = source.sheets[0].rows
    assert rows[1] == ("Tên", "Email", "Vấn đề")
    assert rows[2] == ("An", "an@", "Email thiếu tên miền")
    assert rows[3] == ("Bình", "b@ex.vn", None)
    assert source.sheets[1].rows == (("yên", "lặng"),)


def test_the_looks_of_the_workbook_are_kept_and_only_named_rows_turn_red(tmp_path: Path) -> None:
    _noted(tmp_path, _list_with_looks(tmp_path), ("Câu trả lời", 3, "Sai"))
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx").worksheets[0]
    assert sheet["A2"].font.color.rgb == "FF112233"
    assert [sheet[f"A{row}"].fill.fill_type for row in (2, 3, 4)] == [None, "solid", None]


def test_several_problems_of_a_row_share_its_cell(tmp_path: Path) -> None:
    source = _noted(
        tmp_path, _list_with_looks(tmp_path), ("Câu trả lời", 3, "Một"), ("Câu trả lời", 3, "Hai")
    )
    assert source.sheets[0].rows[2][-1] == "Một\nHai"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ds.csv", "Tên;Email;SĐT\nAn;an@ex.vn;0912\nBình;=1+1;0913\n".encode()),
        ("ds.xlsx", workbook(LIST, namespace=STRICT)),
    ],
)
def test_what_openpyxl_cannot_keep_becomes_a_new_workbook(tmp_path: Path, name: str, data: bytes) -> None:
    path = put(tmp_path, name, data)
    sheet = read_source(path).sheets[0]
    source = _noted(tmp_path, path, (sheet.name, 3, "Sai"))
    assert source.sheets[0].rows[:2] == tuple(
        (*row, note) for row, note in zip(sheet.rows, ("Vấn đề", None), strict=False)
    )
    assert source.sheets[0].rows[2] == (*sheet.rows[2], "Sai")


def test_a_note_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    source = _noted(tmp_path, _list_with_looks(tmp_path), ("Câu trả lời", 4, "=cmd|x"))
    assert source.sheets[0].rows[3][-1] == "=cmd|x"
