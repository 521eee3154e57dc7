"""What comes out of a workbook is what its author saw in it."""

import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.support.workbooks import HEAD, LIST, package, put, row, sheet_xml, text_cell, workbook, zipped

from nhipcau.common.progress import Cancelled, Progress
from nhipcau.workbook import Cell, CellError, MergedRange, Unreadable, read_source
from nhipcau.workbook.limits import LIMITS
from nhipcau.workbook.reader.reading_trial import try_reading


def _saved(tmp_path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for values in rows:
        sheet.append(values)
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def _cells(tmp_path: Path, rows: str) -> tuple[tuple[Cell, ...], ...]:
    return read_source(put(tmp_path, "a.xlsx", workbook(rows))).sheets[0].rows


def test_values_keep_their_kinds(tmp_path: Path) -> None:
    moment, day, time = dt.datetime.fromisoformat("2026-03-31T14:30"), dt.date(2026, 3, 31), dt.time(9, 5)
    path = _saved(tmp_path, ["t", "n"], ["Đào", 5, 4.5, True, moment, day, time, None, "0912345678"])
    assert read_source(path).sheets[0].rows == (
        ("t", "n", None, None, None, None, None, None, None),
        ("Đào", 5, 4.5, True, moment, day, time, None, "0912345678"),
    )


def test_whole_numbers_come_as_whole_numbers(tmp_path: Path) -> None:
    value = read_source(_saved(tmp_path, ["n"], [912345678])).sheets[0].rows[1][0]
    assert value == 912345678
    assert isinstance(value, int)


def test_row_one_is_the_first_row_even_when_the_list_begins_further_down(tmp_path: Path) -> None:
    rows = _cells(tmp_path, row(4, "Tên") + f'<row r="5">{text_cell("C5", "An")}</row>')
    assert rows[3] == ("Tên", None, None)
    assert rows[4] == (None, None, "An")


def test_text_is_composed_whatever_the_file_holds(tmp_path: Path) -> None:
    rows = _cells(tmp_path, row(1, "Nguye\u0302\u0303n Thi\u0323 \u0110a\u0300o"))
    assert rows[0][0] == "Nguyễn Thị Đào"


def test_line_breaks_are_plain(tmp_path: Path) -> None:
    assert _cells(tmp_path, row(1, "một_x000D_\nhai"))[0][0] == "một\nhai"


def test_an_error_is_not_a_blank(tmp_path: Path) -> None:
    rows = _cells(tmp_path, HEAD + '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"/></row>')
    assert rows[1] == (CellError("#N/A"), None)


def test_an_error_alone_in_the_last_row_is_still_seen(tmp_path: Path) -> None:
    rows = _cells(tmp_path, HEAD + '<row r="5"><c r="D5" s="0" t="e"><f>NA()</f><v>#REF!</v></c></row>')
    assert rows[4][3] == CellError("#REF!")


@pytest.mark.parametrize("result", ["", "<v/>", "<v></v>"])
def test_a_formula_without_its_result_is_not_a_blank(tmp_path: Path, result: str) -> None:
    rows = _cells(tmp_path, HEAD + f'<row r="2"><c r="A2"><f>1+1</f>{result}</c></row>')
    assert rows[1][0] == CellError("no_value")


def test_a_formula_whose_result_is_empty_text_is_blank(tmp_path: Path) -> None:
    rows = _cells(
        tmp_path, HEAD + '<row r="2"><c r="A2" t="str"><f>IF(1,"")</f><v></v></c><c r="B2"><v>1</v></c></row>'
    )
    assert rows[1] == (None, 1)


def test_dates_of_old_macs_are_right(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append([dt.date(2026, 3, 31)])
    book.save(tmp_path / "a.xlsx")
    assert read_source(tmp_path / "a.xlsx").sheets[0].rows[0][0] == dt.date(2026, 3, 31)


def test_hidden_sheets_and_rows_are_named(tmp_path: Path) -> None:
    sheets = [sheet_xml(LIST), sheet_xml(HEAD + row(2, "Ẩn", attributes='hidden="1"'))]
    data = zipped(package(sheets, sheet_attributes=["", 'state="hidden"']))
    source = read_source(put(tmp_path, "a.xlsx", data))
    assert [(sheet.name, sheet.hidden, sheet.hidden_rows) for sheet in source.sheets] == [
        ("S1", False, frozenset()),
        ("S2", True, frozenset({2})),
    ]
    assert source.warnings == ("hidden_sheet",)


def test_merged_cells_are_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Phòng ban", None, "Tên"], ["Kinh doanh", None, "An"], [None, None, "Bình"]]
    book = openpyxl.load_workbook(_saved(tmp_path, *rows))
    book.worksheets[0].merge_cells("A1:B1")
    book.worksheets[0].merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_source(tmp_path / "a.xlsx").sheets
    assert set(sheet.merged) == {MergedRange(1, 1, 1, 2), MergedRange(2, 1, 3, 1)}


def test_of_very_many_merged_cells_the_first_are_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [[n, None] for n in range(9)]
    book = openpyxl.load_workbook(_saved(tmp_path, *rows))
    for n in range(1, 10):
        book.worksheets[0].merge_cells(start_row=n, end_row=n, start_column=1, end_column=2)
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_source(tmp_path / "a.xlsx", limits=LIMITS._replace(merged=4)).sheets
    assert len(sheet.merged) == 4


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    data = workbook()
    assert read_source(put(tmp_path, "a.xlsx", data)).digest == hashlib.sha256(data).hexdigest()


def test_several_sheets_keep_their_order_and_their_errors(tmp_path: Path) -> None:
    wrong = HEAD + '<row r="2"><c r="A2" t="e"><v>#VALUE!</v></c></row>'
    source = read_source(put(tmp_path, "a.xlsx", zipped(package([sheet_xml(LIST), sheet_xml(wrong)]))))
    assert source.sheets[0].rows[1][0] == "An"
    assert source.sheets[1].rows[1][0] == CellError("#VALUE!")


@pytest.mark.parametrize(("make", "code"), [("missing", "missing"), ("folder", "not_a_file")])
def test_what_is_no_file_is_said(tmp_path: Path, make: str, code: str) -> None:
    path = tmp_path / "x.xlsx"
    if make == "folder":
        path.mkdir()
    with pytest.raises(Unreadable) as refused:
        read_source(path)
    assert refused.value.code == f"workbook.{code}"


def test_a_file_that_may_not_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "a.xlsx", workbook())

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Unreadable) as refused:
        read_source(path)
    assert refused.value.code == "workbook.not_allowed"


def test_reading_stops_when_told_to(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        read_source(put(tmp_path, "a.xlsx", workbook()), progress)


def test_a_cancelled_reader_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nhipcau.workbook.reader.reader_pool._BOOT", "import time; time.sleep(60)")
    progress = Progress(lambda *_: progress.cancel())
    with pytest.raises(Cancelled):
        read_source(put(tmp_path, "a.xlsx", workbook()), progress)


def test_the_room_is_entered_without_a_spreadsheet_library() -> None:
    code = (
        "import sys, nhipcau.workbook as w; w.Source, w.read_source, w.write_workbook, w.save_with_notes; "
        "sys.exit('openpyxl' in sys.modules or 'python_calamine' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"], check=True)


def test_an_open_document_spreadsheet_is_read(tmp_path: Path) -> None:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{cell.format(a)}{cell.format(b)}</table:table-row>"
        for a, b in [("x", "y"), ("z", "w")]
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Bảng">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{urn}:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }
    source = read_source(put(tmp_path, "a.ods", zipped(parts)))
    assert (source.kind, source.sheets[0].name) == ("ods", "Bảng")
    assert source.sheets[0].rows == (("x", "y"), ("z", "w"))


def test_reading_can_be_tried_on_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", workbook())
    put(tmp_path, "b.pdf", b"%PDF-1.7")
    assert try_reading(tmp_path) == {"read xlsx": 1, "workbook.pdf": 1}
