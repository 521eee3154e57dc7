"""What we write is read back the same by ourselves and by openpyxl, and no spreadsheet runs any of it."""

import datetime as dt
import errno
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet._writer import WorksheetWriter

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Cancelled, Progress
from nhipcau.common.words import LANGUAGES, text
from nhipcau.workbook import ColumnSpec, Plain, SheetSpec, read_source, write_workbook
from nhipcau.workbook.columns import plain_text
from nhipcau.workbook.page_parts import Bullets, FactRows, PageStart, Part, TextLine
from nhipcau.workbook.writer.safe_text import sheet_names

_COLUMNS = (
    ColumnSpec("Họ tên", 26),
    ColumnSpec("Email", 28, "email"),
    ColumnSpec("Mức", 10, "percent", note="từ 0 đến 100"),
    ColumnSpec("Lý do", 40, "wrapped"),
    ColumnSpec("Ngày", 12, "date"),
    ColumnSpec("Số", 8, "number"),
)
_ROW: Sequence[Plain] = ("Nguyễn Thị Đào", "dao@ex.vn", 0.87, "một\nhai", dt.date(2026, 3, 1), 3)
_MOMENT = dt.datetime(2026, 3, 31, 9, 5)  # noqa: DTZ001 - spreadsheets know no zones
_LETTERS = "aăâđêôơưÀẢãẠ ắẵ ợỹ=+-@#'\"<>&;,\t\n_x0041 0123456789👩🏽‍🏫東\u00a0\u200b"
_texts = st.text(
    st.sampled_from(_LETTERS) | st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=40
)


def _write(path: Path, *rows: Sequence[Plain], spec: SheetSpec | None = None) -> Path:
    write_workbook(path, [spec or SheetSpec("Cặp", _COLUMNS, rows)])
    return path


def test_values_come_back_as_they_were(tmp_path: Path) -> None:
    rows = read_source(_write(tmp_path / "a.xlsx", _ROW)).sheets[0].rows
    assert rows == (tuple(column.heading for column in _COLUMNS), tuple(_ROW))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(_texts, min_size=6, max_size=6), min_size=3, max_size=12))
def test_any_text_comes_back_letter_for_letter(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = _write(Path(folder) / "a.xlsx", *rows, ["cuối"] * 6)
        read = read_source(path).sheets[0].rows[1:-1]
    assert [list(row) for row in read] == [
        [plain_text(value) if value.strip() else None for value in row] for row in rows
    ]


@pytest.mark.parametrize(
    "value",
    ["=1+1", "=cmd|'/c calc'!A0", "+84912345678", "-2", "@SUM(1)", "\t=1", "'tên", "#N/A", "0912345678"],
)
def test_text_is_never_a_formula_nor_a_number(tmp_path: Path, value: str) -> None:
    path = _write(tmp_path / "a.xlsx", (value, value, value, value, value, value))
    assert read_source(path).sheets[0].rows[1] == (value,) * 6
    for cell in openpyxl.load_workbook(path).worksheets[0][2]:
        assert cell.data_type == "s"
        assert cell.value == value
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_text_that_could_be_run_is_marked_as_text_for_the_next_typing(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.xlsx", ("=1+1", "a", None, "b", None, None))
    row = openpyxl.load_workbook(path).worksheets[0][2]
    assert [cell.quotePrefix for cell in row[:2]] == [True, False]


def test_text_columns_are_of_text_format(tmp_path: Path) -> None:
    row = openpyxl.load_workbook(_write(tmp_path / "a.xlsx", _ROW)).worksheets[0][2]
    assert [cell.number_format for cell in row[:3]] == ["@", "@", "0 %"]
    assert row[4].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("có\x00 ký\x07 tự\x1f", "có ký tự"),
        ("_x0041_", "_x0041_"),
        ("lẻ \ud800 đôi", "lẻ \ufffd đôi"),
        ("x" * 40_000, "x" * 32_766 + "…"),
        (float("nan"), None),
        (float("inf"), None),
        (1234567890123456789, "1234567890123456789"),
        (dt.date(1899, 5, 1), "01/05/1899"),
        (dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC), dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)),
        (dt.time(9, 30), dt.time(9, 30)),
        (True, True),
        ("", None),
    ],
)
def test_what_a_cell_cannot_hold_is_changed_as_little_as_can_be(
    tmp_path: Path, value: Plain, read: Plain
) -> None:
    if isinstance(read, dt.datetime):
        read = read.astimezone().replace(tzinfo=None)
    path = _write(tmp_path / "a.xlsx", spec=SheetSpec("A", [ColumnSpec("x", 9, "number")] * 2, [[value, 1]]))
    assert read_source(path).sheets[0].rows[1] == (read, 1)


def test_a_sheet_has_its_lines_above_its_table_and_its_notes_in_that_order(tmp_path: Path) -> None:
    spec = SheetSpec("A", _COLUMNS[:1], [["An"]], intro=["Danh sách", "2026"], notes=["Hết"])
    path = _write(tmp_path / "a.xlsx", spec=spec)
    assert [row[0] for row in read_source(path).sheets[0].rows] == [
        "Danh sách", "2026", None, "Họ tên", "An", None, "Hết",
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:A5"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)


def test_each_page_to_hand_out_begins_on_its_own_page(tmp_path: Path) -> None:
    page: list[Part] = [
        PageStart("Lập hôm nay"),
        TextLine("Nguyễn Thị Đào", "title"),
        TextLine("dài " * 90),
        Bullets(["một", "hai"]),
    ]
    path = _write(tmp_path / "a.xlsx", spec=SheetSpec("Phát", page=page * 3, landscape=False))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    titles = [cell.row for cell in sheet["A"] if cell.value == "Nguyễn Thị Đào"]
    assert len(titles) == 3
    assert [found.id + 1 for found in sheet.row_breaks.brk] == [row - 2 for row in titles[1:]]
    assert (sheet.row_dimensions[titles[0] + 1].height or 0) > 30
    assert sheet.page_setup.orientation == "portrait"


def test_an_empty_workbook_is_still_a_workbook(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [])
    write_workbook(tmp_path / "b.xlsx", [SheetSpec("A", _COLUMNS)])
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert len(read_source(tmp_path / "b.xlsx").sheets[0].rows) == 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=45), min_size=1, max_size=12))
def test_sheet_names_are_legal_and_never_alike(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'"
        assert name[-1] != "'"


def test_progress_is_said_and_a_cancelled_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    progress = Progress(lambda *_: progress.cancel())
    with pytest.raises(Cancelled):
        write_workbook(path, [SheetSpec("A", _COLUMNS, [_ROW] * 450)], progress)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "full"), "disk_full"),
        (OSError(errno.EROFS, "read-only"), "target_open"),
        (PermissionError(errno.EACCES, "open in Excel"), "target_open"),
        (OSError(errno.EIO, "broken"), "not_written"),
    ],
)
def test_a_failed_saving_is_said_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Unavailable) as refused:
        _write(path, _ROW)
    assert refused.value.code == f"workbook.{code}"
    for language in LANGUAGES:
        assert "a.xlsx" in text(language, refused.value.code, **refused.value.values)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        _write(tmp_path / "gone" / "a.xlsx", _ROW)
    assert refused.value.code == "workbook.folder_missing"


def test_where_replacing_is_refused_the_old_file_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old" * 10_000)

    def refuse(*_: object) -> Path:
        raise OSError(errno.EBUSY, "held by the synchronising program")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr("nhipcau.workbook.writer.file_saving._PAUSE_SECONDS", 0)
    _write(path, _ROW)
    assert read_source(path).sheets[0].rows[1][0] == "Nguyễn Thị Đào"
    assert list(tmp_path.iterdir()) == [path]


def test_who_writes_what_no_list_offers_is_told_in_words(tmp_path: Path) -> None:
    column = ColumnSpec(
        "Phòng ban", 20, choices=("Nhân sự", "Tài chính"), unlisted="Chưa có trong danh sách."
    )
    path = _write(tmp_path / "sổ.xlsx", spec=SheetSpec("Người", [column], rows_to_fill=3))
    (rule,) = openpyxl.load_workbook(path)["Người"].data_validations.dataValidation
    assert (rule.error, rule.errorStyle, rule.showErrorMessage) == (
        "Chưa có trong danh sách.",
        "warning",
        True,
    )


def test_a_page_that_only_explains_is_as_wide_as_a_letter_and_shows_its_title_whole(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "sổ.xlsx", spec=SheetSpec("Xin đọc trước", intro=["Hạt Giống 2026", "Một dòng."])
    )
    sheet = openpyxl.load_workbook(path)["Xin đọc trước"]
    assert sheet.column_dimensions["A"].width > 90
    assert sheet.row_dimensions[1].height > 25, "16 points with two marks above a letter"
    assert not sheet.sheet_view.showGridLines


def test_a_fact_is_as_high_as_the_longer_of_its_two_texts(tmp_path: Path) -> None:
    name = "Công Tằng Tôn Nữ Thị Phương Thảo Nguyên Huỳnh Bảo Ngọc"
    page: list[Part] = [PageStart(), FactRows([("Lan", "lan@ex.vn"), (name, "nguyen@ex.vn"), (name, "")])]
    path = _write(tmp_path / "a.xlsx", spec=SheetSpec("Bìa", page=page, landscape=False))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    short, *long = (sheet.row_dimensions[row].height or 0 for row in (3, 4, 5))
    assert all(one >= 1.5 * short > 0 for one in long)


def test_plain_cells_are_written_to_the_byte_as_openpyxl_writes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values: list[Plain] = [
        "Nguyễn Thị Đào", "", None, 7, -2.5, 1e20, True, dt.date(2026, 3, 31), _MOMENT,
        " đầu", "cuối ", "hai\ndòng", "<&>\"'", "=1+1", "0912", "_x0041_", "]]>", "\t",
    ]  # fmt: skip
    columns = [ColumnSpec("Tên", note="?"), ColumnSpec("Ngày", kind="date"), ColumnSpec("Số", kind="number")]
    rows = [[value] * len(columns) for value in values]
    spec = SheetSpec("Người", columns, rows, intro=("Danh sách",), rows_to_fill=3, protected=True)
    write_workbook(tmp_path / "ours.xlsx", [spec])
    monkeypatch.setattr("nhipcau.workbook.writer.zip_packing._SheetWriter", WorksheetWriter)
    write_workbook(tmp_path / "theirs.xlsx", [spec])
    with zipfile.ZipFile(tmp_path / "ours.xlsx") as ours, zipfile.ZipFile(tmp_path / "theirs.xlsx") as theirs:
        parts = [name for name in theirs.namelist() if name != "docProps/core.xml"]  # it tells the time
        assert {name: ours.read(name) for name in parts} == {name: theirs.read(name) for name in parts}
