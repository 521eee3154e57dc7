"""Workbooks read, written and merged: against python-calamine and openpyxl alone on the same files and cells."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from tests.benchmarks import budgets
from tests.benchmarks.importing import HEADINGS, ROOT, answer, calamine_alone
from tests.benchmarks.measure import Row, Runs, in_turns, measured
from tests.benchmarks.table import figure

if TYPE_CHECKING:
    from nhipcau.database import Database

READ = (10_000, 100_000)
WRITTEN = 5_000
MERGED = 10_000
PAIRS = 200

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
}


def _write_long(path: Path, rows: int) -> None:
    """Write answers with their texts shared, as Excel does, straight as XML: openpyxl would take minutes."""
    texts: dict[str, int] = {}
    lines = []
    for number, row in enumerate((HEADINGS, *map(answer, range(rows))), start=1):
        cells = [
            f'<c r="{chr(65 + place)}{number}" t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'
            for place, text in enumerate(row)
        ]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    parts = _PARTS | {
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">'
        + "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        + "</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


# Reading


def _our_reading(path: Path) -> None:
    from nhipcau.workbook import read_source

    read_source(path)


def _child_reading(path: Path) -> None:
    """Do what the child process does, for its memory."""
    from nhipcau.workbook.limits import LIMITS
    from nhipcau.workbook.reader.reader_process import answer_for

    answer_for(path.read_bytes(), LIMITS)


def _peak_bytes(what: str, path: Path) -> int:
    """Return the peak memory of a process that does only this."""
    code = (
        "import sys; from pathlib import Path; from tests.benchmarks import workbooks, measure;"
        f"workbooks.{what}(Path(sys.argv[1])); print(measure.peak_memory())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}", "PATH": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout.split()[-1]) << 20


def _reading(folder: Path) -> list[Row]:
    paths = {count: folder / f"{count}.xlsx" for count in READ}
    found = []
    for count, path in paths.items():
        _write_long(path, count)
        ours, theirs = in_turns(
            partial(_our_reading, path),
            partial(calamine_alone, path),
        )
        found.append(
            Row(
                f"read {count:,} rows x {len(HEADINGS)}", ours, "calamine", theirs, budgets.READING,
                "in a child process, behind the guard",
            )
        )  # fmt: skip
    few, many = READ
    peaks = {
        what: (_peak_bytes(what, paths[many]) - _peak_bytes(what, paths[few])) / (many - few)
        for what in ("_our_reading", "_child_reading", "calamine_alone")
    }
    by_us, child, alone = peaks.values()
    found.append(
        Row(
            "memory per row read", Runs((by_us,), "B"), "calamine", Runs((alone,), "B"),
            note=f"the child {child:,.0f} B, gone when it is done",
        )
    )  # fmt: skip
    return found


# Writing


def _our_writing(path: Path, rows: list[tuple[Any, ...]]) -> None:
    from nhipcau.workbook import ColumnSpec, SheetSpec, write_workbook

    columns = [
        ColumnSpec(heading, choices=("a", "b") if not place else ()) for place, heading in enumerate(HEADINGS)
    ]
    write_workbook(path, [SheetSpec("Sheet", columns, rows, as_table=True)])


def _their_writing(path: Path, rows: list[tuple[Any, ...]]) -> None:
    """Write the same cells with the same looks, drop-downs, table and panes, as openpyxl's documentation shows."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.table import Table, TableStyleInfo

    book = Workbook()
    sheet: Any = book.active
    side = Side("thin", color="FFE4E8E3")
    box = Border(side, side, side, side)
    book.add_named_style(
        NamedStyle("head", Font(bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor="FF0F766E"), box)
    )
    book.add_named_style(
        NamedStyle("plain", Font(size=11), border=box, alignment=Alignment(vertical="top"), number_format="@")
    )
    for number, row in enumerate((HEADINGS, *rows), start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, value)
            cell.style = "plain" if number > 1 else "head"
    lists = book.create_sheet("lists")
    lists.sheet_state = "veryHidden"
    lists.append(["a"])
    lists.append(["b"])
    rule = DataValidation(type="list", formula1="'lists'!$A$1:$A$2", allow_blank=True)
    rule.add(f"A2:A{len(rows) + 1}")
    sheet.add_data_validation(rule)
    table = Table(displayName="Table1", ref=f"A1:O{len(rows) + 1}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1")
    sheet.add_table(table)
    sheet.freeze_panes = "A2"
    for place in range(1, len(HEADINGS) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 16
    book.save(path)


def _writing(folder: Path) -> list[Row]:
    rows = [answer(number) for number in range(WRITTEN)]
    path = folder / "written.xlsx"
    ours, theirs = in_turns(lambda: _our_writing(path, rows), lambda: _their_writing(path, rows))
    return [
        Row(
            f"write {WRITTEN:,} rows x {len(HEADINGS)}", ours, "openpyxl", theirs, budgets.STYLED,
            "styles, drop-downs, table, panes; openpyxl in its ordinary mode, which alone can do all of these",
        )
    ]  # fmt: skip


# Going out and coming home


def programme_of(folder: Path, count: int) -> tuple["Database", int]:
    """Make a programme of as many people as answered."""
    from nhipcau.database import create
    from nhipcau.exchange.inbox.import_run import open_files, take_in
    from nhipcau.programmes.models import Programme

    database = create(folder / f"people-{count}.nhipcau", backups=False)
    with database.step("programmes.step.add") as db:
        programme = Programme(name="Hạt Giống 2026", kind="traditional")
        db.add(programme)
        db.flush()
        programme_id = programme.id or 0
    path = folder / f"answers-{count}.xlsx"
    _write_long(path, count)
    take_in(database, programme_id, open_files(database, programme_id, [path]))
    return database, programme_id


def renamed(path: Path, department: str = "3") -> None:
    """Let somebody rename a department in the workbook (a twelfth of the rows come home changed), or all of them."""
    beside = path.with_suffix(".tmp")
    with ZipFile(path) as before, ZipFile(beside, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(f">Phòng ({department})<".encode(), rb">Ban \1<", data)
            after.writestr(name, data)
    beside.replace(path)


def _sending(database: "Database", programme_id: int, folder: Path) -> list[Row]:
    """Measure the whole programme going out, against openpyxl's fast way with the same cells and nothing else."""
    from tests.support.whole_workbook import send

    from nhipcau.workbook import read_source

    path = send(database, programme_id, "Hạt Giống", folder / "sent.xlsx", "vi")
    sheets = [(sheet.name, sheet.rows) for sheet in read_source(path).sheets]
    ours, theirs = in_turns(
        lambda: send(database, programme_id, "Hạt Giống", path, "vi"),
        lambda: _write_only(folder / "bare.xlsx", sheets),
    )
    cells = sum(len(row) for _, rows in sheets for row in rows)
    return [
        Row(
            f"send a programme of {MERGED:,} people", ours, "openpyxl, write-only", theirs, budgets.SENDING,
            f"{cells:,} cells; ours with reading them, drop-downs, styles and what was sent",
        )
    ]  # fmt: skip


def _write_only(path: Path, sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet: Any = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def _merging(folder: Path) -> list[Row]:
    from tests.support.whole_workbook import send

    from nhipcau.exchange.round_trip.returned_batch import Batch, open_batch
    from nhipcau.workbook import read_source

    database, programme_id = programme_of(folder, MERGED)
    sent = _sending(database, programme_id, folder)
    path = send(database, programme_id, "Hạt Giống", folder / "out.xlsx", "vi")
    renamed(path)
    batches: list[Batch] = []

    def preview() -> None:
        batches[:] = [open_batch(database, programme_id, [path])]

    ours, reading = in_turns(preview, lambda: read_source(path))
    count = batches[0].count
    database.close()
    assert MERGED // 13 < count < MERGED // 11, count
    return [
        *sent,
        Row(
            f"merge preview of {MERGED:,} rows", ours, "reading the file", reading, budgets.MERGING,
            f"{count} rows come home changed",
        ),
    ]  # fmt: skip


def _pairs(folder: Path) -> list[Row]:
    from sqlmodel import col, select

    from nhipcau.common.progress import Progress
    from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
    from nhipcau.exchange.round_trip.returned_batch import Batch, open_batch
    from nhipcau.pairing.models import Pair
    from nhipcau.participants.models import Participant
    from nhipcau.workbook import read_source

    database, programme_id = programme_of(folder, PAIRS * 2)
    with database.step("pairs.step.confirm", n=PAIRS) as db:
        ids = db.exec(select(Participant.id).order_by(col(Participant.id))).all()
        db.add_all(
            Pair(
                programme_id=programme_id,
                mentor_id=mentor or 0,
                mentee_id=mentee or 0,
                state="confirmed",
                fit=8000,
            )
            for mentor, mentee in zip(ids[::2], ids[1::2], strict=True)
        )
    told: list[int] = []
    folders: list[Path] = []

    def write() -> None:
        progress = Progress(lambda done, _: told.append(done))
        folders.append(write_pair_workbooks(database, programme_id, folder, "vi", progress).folder)

    writing = measured(write, 3)
    books = sorted(folders[-1].glob("*.xlsx"))
    assert len(books) == PAIRS
    batches: list[Batch] = []

    def read() -> None:
        batches.append(open_batch(database, programme_id, books))

    reading, bare, one = in_turns(read, lambda: _calamine_all(books), lambda: read_source(books[0]), times=3)
    assert batches[-1].nothing_new
    database.close()
    each = f"{figure(writing.median / PAIRS)} each; told of progress {len(told) // len(folders)} times"
    return [
        Row(f"{PAIRS} pair workbooks written", writing, note=each),
        Row(
            f"{PAIRS} pair workbooks home again", reading, "calamine", bare,
            note=f"{figure(reading.median / PAIRS)} each; reading one alone {figure(one.median)}",
        ),
    ]  # fmt: skip


def _calamine_all(books: Sequence[Path]) -> None:
    for book in books:
        calamine_alone(book)


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*_reading(folder), *_writing(folder), *_merging(folder), *_pairs(folder)]
