"""Whatever lies in a file, it is read rightly or refused with one sentence, and the program lives on."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.workbooks import (
    HEAD,
    LIST,
    STRICT,
    damaged,
    declare_size,
    opendocument,
    opendocument_row,
    package,
    put,
    row,
    sheet_xml,
    text_cell,
    workbook,
    zipped,
)

from nhipcau.common.words import LANGUAGES, text
from nhipcau.workbook import Unreadable, read_source
from nhipcau.workbook.limits import LIMITS

# The same bombs as in the wild, with the bounds drawn in so that a test does not need gigabytes.
SMALL = LIMITS._replace(
    file_bytes=3_000_000, xml_bytes=6_000_000, cells=40_000, strings=60_000, zip_entries=200, text_run=300_000,
    memory_bytes=400 << 20,
)  # fmt: skip
MOST_SECONDS = 5
"""Of the processor, for any of these files; most take a tenth of one."""
_LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
_OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_FETCH = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><workbook/>'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def processor_seconds() -> float:
    """Return what the reading processes have used so far."""
    used = os.times()
    return used.children_user + used.children_system


def _entity(doctype: str, name: str) -> bytes:
    return workbook(row(1, f"&{name};"), doctype=doctype)


def _doubled() -> bytes:
    parts = package([sheet_xml(LIST)])
    with pytest.warns(UserWarning, match="Duplicate name"):
        return zipped([*parts.items(), ("xl/worksheets/sheet1.xml", sheet_xml(row(1, "SHADOW")).encode())])


def _office(part: str) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", part: b"<x/>"})


def _locked_xls(beginning: bytes) -> bytes:
    """Return the head of an .xls whose first record after the beginning names a password."""
    return _OLE + bytes(504) + b"\x09\x08" + beginning + b"\x2f\0\x36\0" + bytes(54)


def _locked_entry() -> bytes:
    data = bytearray(workbook())
    for place in range(len(data) - 4):
        if data[place : place + 4] == b"PK\x01\x02":
            data[place + 8] |= 1
    return bytes(data)


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("empty", lambda: b""),
    "only zeros": ("empty", lambda: bytes(100_000)),
    "only blanks": ("empty", lambda: b"  \r\n\t\n" * 50),
    "random bytes": ("wrong_type", lambda: bytes(range(256)) * 60),
    "a picture": ("wrong_type", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "a pdf": ("pdf", lambda: b"%PDF-1.7\n..."),
    "rich text": ("word_document", lambda: b"{\\rtf1 hello}"),
    "a data file": ("data_file", lambda: b"SQLite format 3\0" + bytes(100)),
    "a word document": ("word_document", lambda: _office("word/document.xml")),
    "slides": ("wrong_type", lambda: _office("ppt/presentation.xml")),
    "an old word document": ("word_document", lambda: _OLE + "WordDocument".encode("utf-16-le")),
    "a locked workbook": ("encrypted", lambda: _OLE + "EncryptedPackage".encode("utf-16-le")),
    "a locked old workbook": ("encrypted", lambda: _locked_xls(b"\x10\0\0\x06" + bytes(14))),
    "a locked workbook of 1995": ("encrypted", lambda: _locked_xls(b"\x08\0\0\x05" + bytes(6))),
    "a macro sheet": ("macro_sheet", lambda: _office("xl/macrosheets/sheet1.xml")),
    "an old workbook cut off": ("damaged", lambda: _OLE + "Workbook".encode("utf-16-le")),
    "locked parts": ("encrypted", _locked_entry),
    "a plain archive": ("archive", lambda: zipped({"danh-sach.csv": b"a,b\n1,2\n"})),
    "gzip": ("archive", lambda: b"\x1f\x8b\x08\0" + bytes(50)),
    "a numbers document": ("numbers_document", lambda: zipped({"Index/Document.iwa": b"x"})),
    "an open document text": (
        "word_document",
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
    ),
    "a web page": (
        "web_page",
        lambda: b"<html><body><table><tr><td>T\xc3\xaan</td></tr></table></body></html>",
    ),
    "a list of records in json": ("json", lambda: b'[\n  {"first_name": "Lan", "email": "lan@vidu.vn"}\n]\n'),
    "settings in json": ("json", lambda: b'\xef\xbb\xbf{"people": 12}'),
    "spreadsheet xml 2003": (
        "web_page",
        lambda: b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>',
    ),
    "cut at a tenth": ("damaged", lambda: workbook()[:150]),
    "cut in half": ("damaged", lambda: workbook()[:800]),
    "cut at the end": ("damaged", lambda: workbook()[:-30]),
    "bits turned": ("damaged", lambda: damaged(workbook())),
    "sheet missing": (
        "damaged",
        lambda: zipped(package([sheet_xml(LIST)], without=["xl/worksheets/sheet1.xml"])),
    ),
    "sheet in utf-16": ("damaged", lambda: zipped(package([sheet_xml(LIST).encode("utf-16")]))),
    "sheet cut off": ("damaged", lambda: zipped(package([sheet_xml(LIST)[:-60]]))),
    "text number not there": (
        "damaged",
        lambda: workbook(HEAD + '<row r="2"><c r="A2" t="s"><v>99</v></c></row>'),
    ),
    "part twice": ("unsafe", _doubled),
    "billion laughs": ("unsafe", lambda: _entity(_LAUGHS, "c")),
    "file entity": ("unsafe", lambda: _entity(_OUTSIDE, "x")),
    "fetched definition": ("unsafe", lambda: zipped(package([sheet_xml(LIST)], book=_FETCH))),
    "entity in the texts": (
        "unsafe",
        lambda: zipped(package([sheet_xml(LIST)], strings=f'<?xml version="1.0"?>{_LAUGHS}<sst>&c;</sst>')),
    ),
    "entity after a megabyte of blanks": (
        "unsafe",
        lambda: workbook(doctype=" " * 1_500_000 + _LAUGHS),
    ),
    "thousands of parts": (
        "unsafe",
        lambda: zipped(package([sheet_xml(LIST)], extra={f"xl/junk/{n}.xml": b"<a/>" for n in range(300)})),
    ),
    "bomb of rows": ("too_many_cells", lambda: workbook("<row><c><v>1</v></c></row>" * 50_000)),
    "bomb of blanks": ("too_big", lambda: workbook(before=" " * 7_000_000)),
    "bomb of one cell": ("unsafe", lambda: workbook(row(1, "A" * 4_000_000))),
    "bomb of texts": (
        "too_many_cells",
        lambda: zipped(package([sheet_xml(LIST)], strings=f"<sst>{'<si><t>a</t></si>' * 70_000}</sst>")),
    ),
    "larger than it says": (
        "damaged",
        lambda: declare_size(
            workbook("<row><c><v>1</v></c></row>" * 9_000), "xl/worksheets/sheet1.xml", 5_000
        ),
    ),
    "too large a file": ("too_big", lambda: b"x" * 3_000_001),
    "a cell in the last corner": (
        "too_many_columns",
        lambda: workbook(LIST + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    ),
    "a wide and endless sheet": (
        "far_cell",
        lambda: workbook(row(1, "a", more='<c r="ZZ1"><v>1</v></c>') + row(1_000_000, "b")),
    ),
    "a sheet without a cell": ("no_table", lambda: workbook("")),
    "a sheet of formatted blanks": ("no_table", lambda: workbook('<row r="1"><c r="A1" s="0"/></row>' * 100)),
    "opendocument: a cell that stands for a whole row": (
        "too_many_columns",
        lambda: opendocument(opendocument_row("x", more='table:number-columns-repeated="4000000000"')),
    ),
    "opendocument: blanks without end": (
        "unsafe",
        lambda: opendocument(opendocument_row('<text:s text:c="2000000000"/>')),
    ),
    "opendocument: entity": ("unsafe", lambda: opendocument(opendocument_row("&c;"), doctype=_LAUGHS)),
    "opendocument: bomb of cells": (
        "too_many_cells",
        lambda: opendocument(opendocument_row(*["x"] * 50_000)),
    ),
    "opendocument: encrypted": (
        "encrypted",
        lambda: opendocument(
            opendocument_row("x"), manifest="<m:file-entry><m:encryption-data/></m:file-entry>"
        ),
    ),
    "opendocument: damaged": ("damaged", lambda: opendocument(opendocument_row("x"))[:-40]),
    "commas only": ("no_table", lambda: b",,,\n,,,\n"),
    "text with an open quote": ("text_run_on", lambda: b'a,b\n1,2\n"' + b"x" * 300_000),
    "text of too many fields": ("too_many_cells", lambda: b"1,2\n" * 25_000),
    "text of one endless row": ("too_many_columns", lambda: b"1," * 5_000),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_its_own_sentence(name: str, tmp_path: Path) -> None:
    code, make = REFUSED[name]
    path = put(tmp_path, "tệp.xlsx", make())
    before = processor_seconds()
    with pytest.raises(Unreadable) as refused:
        read_source(path, limits=SMALL)
    assert processor_seconds() - before < MOST_SECONDS
    assert refused.value.code == f"workbook.{code}"
    for language in LANGUAGES:
        assert "tệp.xlsx" in text(language, refused.value.code, **refused.value.values)


LIST_ROWS = [("Tên", "Email"), ("An", "an@ex.vn"), ("Bình", "binh@ex.vn")]
_PREFIXED = (
    '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<x:sheetData>" + LIST.replace("<", "<x:").replace("<x:/", "</x:") + "</x:sheetData></x:worksheet>"
)
_NAMELESS = LIST.replace(' r="', ' z="')

READ: dict[str, Callable[[], bytes]] = {
    "an ordinary list": workbook,
    "strict ooxml": lambda: workbook(namespace=STRICT),
    "a dimension that lies small": lambda: workbook(before='<dimension ref="A1"/>'),
    "a dimension that lies large": lambda: workbook(before='<dimension ref="A1:XFD1048576"/>'),
    "a prefix on every name": lambda: zipped(package([_PREFIXED])),
    "cells without names": lambda: workbook(_NAMELESS),
    "rows out of order": lambda: workbook(row(3, "Bình", "binh@ex.vn") + HEAD + row(2, "An", "an@ex.vn")),
    "formatted blanks to the end": lambda: workbook(
        LIST + "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(1_040_000, 1_048_577))
    ),
    "a formatted blank in the last column": lambda: workbook(LIST + '<row r="9"><c r="XFD9" s="0"/></row>'),
    "a way out in a part's name": lambda: zipped(
        package([sheet_xml(LIST)], extra={"../../../../tmp/slip.txt": b"x"})
    ),
    "a huge picture": lambda: zipped(
        package([sheet_xml(LIST)], extra={"xl/media/image1.png": bytes(8_000_000)})
    ),
    "deep nesting": lambda: workbook(LIST, before="<a>" * 40_000 + "</a>" * 40_000),
    "opendocument with blanks to the end": lambda: opendocument(
        "".join(opendocument_row(*texts) for texts in LIST_ROWS)
        + opendocument_row(cells='<table:table-cell table:number-columns-repeated="16384"/>')
    ),
    "text under an excel name": "Tên,Email\nAn,an@ex.vn\nBình,binh@ex.vn\n".encode,
}


@pytest.mark.parametrize("name", READ)
def test_an_odd_but_harmless_file_is_read(name: str, tmp_path: Path) -> None:
    before = processor_seconds()
    source = read_source(put(tmp_path, "ds.xlsx", READ[name]()), limits=SMALL)
    assert processor_seconds() - before < MOST_SECONDS
    rows = [tuple(cell for cell in r if cell is not None) for r in source.sheets[0].rows]
    assert [r for r in rows if r] == LIST_ROWS


def test_a_cell_far_below_a_narrow_list_is_read_in_its_place(tmp_path: Path) -> None:
    data = workbook(LIST + row(1_048_576, "x"))
    rows = read_source(put(tmp_path, "a.xlsx", data)).sheets[0].rows
    assert len(rows) == 1_048_576
    assert rows[-1] == ("x", None)


def test_a_crash_of_the_reader_is_only_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nhipcau.workbook.reader.reader_pool._BOOT", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(Unreadable) as refused:
        read_source(put(tmp_path, "a.xlsx", workbook()))
    assert refused.value.code == "workbook.collapsed"


def test_running_out_of_memory_is_only_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read_source(put(tmp_path, "a.xlsx", workbook()), limits=LIMITS._replace(memory_bytes=1 << 20))
    assert refused.value.code in {"workbook.too_much_memory", "workbook.collapsed"}


def test_an_endless_reading_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nhipcau.workbook.reader.reader_pool._BOOT", "import time; time.sleep(60)")
    with pytest.raises(Unreadable) as refused:
        read_source(put(tmp_path, "a.xlsx", workbook()), limits=LIMITS._replace(seconds=0))
    assert refused.value.code == "workbook.timed_out"


def test_what_the_child_says_is_not_believed_blindly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nhipcau.workbook.reader.reader_pool._BOOT", "print('nonsense')")
    with pytest.raises(Unreadable) as refused:
        read_source(put(tmp_path, "a.xlsx", workbook()))
    assert refused.value.code == "workbook.collapsed"


def test_nothing_is_unpacked_beside_the_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", zipped(package([sheet_xml(LIST)], extra={"../slip.txt": b"x"})))
    read_source(path)
    assert list(tmp_path.iterdir()) == [path]
    assert not (tmp_path.parent / "slip.txt").exists()


def test_macros_and_links_are_left_alone_and_said(tmp_path: Path) -> None:
    extra = {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    source = read_source(put(tmp_path, "a.xlsm", zipped(package([sheet_xml(LIST)], extra=extra))))
    assert source.warnings == ("macros", "external_links")


def test_formulas_are_never_more_than_their_last_values(tmp_path: Path) -> None:
    cell = '<c r="C2" t="str"><f>HYPERLINK("http://evil","x")</f><v>x</v></c>'
    data = workbook(HEAD + f'<row r="2">{text_cell("A2", "=cmd|&apos;/c calc&apos;!A0")}{cell}</row>')
    assert read_source(put(tmp_path, "a.xlsx", data)).sheets[0].rows[1] == ("=cmd|'/c calc'!A0", None, "x")


def test_every_prefix_of_a_workbook_is_refused(tmp_path: Path) -> None:
    data = workbook()
    codes = set()
    for end in range(0, len(data), max(len(data) // 6, 1)):
        with pytest.raises(Unreadable) as refused:
            read_source(put(tmp_path, "a.xlsx", data[:end]))
        codes.add(refused.value.code)
    assert codes <= {"workbook.empty", "workbook.damaged", "workbook.wrong_type"}


def test_the_sample_archive_is_sound() -> None:
    assert zipfile.ZipFile(io.BytesIO(workbook())).testzip() is None
