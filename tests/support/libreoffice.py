"""LibreOffice without a window: workbooks opened, changed by a macro as people change them, and saved again.

One start does every job of a test module, because starting takes longer than the work.
"""

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from tests.support.sheet_tables import heading_row

SOFFICE: Final = shutil.which("soffice")
_FILTERS: Final = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".csv": "Text - txt - csv (StarCalc)"}
_CSV: Final = "44,34,76,1,,0,false,true,false,false,false,{}"
"""Commas, quotes, UTF-8, from line 1, as shown; then the number of the sheet."""
_LIBRARY: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
    '1.0//EN" "library.dtd">\n<library:library xmlns:library="http://openoffice.org/2000/library" '
    'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Tests"/></library:library>'
)
_MODULE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
    '1.0//EN" "module.dtd">\n<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Tests" '
    'script:language="StarBasic">{}</script:module>'
)
_BASIC: Final = """
Sub Main
{calls}
  StarDesktop.terminate()
End Sub

Function Named(what As String, value)
  Dim found As New com.sun.star.beans.PropertyValue
  found.Name = what
  found.Value = value
  Named = found
End Function

Sub Store(doc, target As String, kind As String, options As String)
  doc.storeToURL(ConvertToURL(target), Array(Named("FilterName", kind), Named("FilterOptions", options)))
End Sub
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A workbook to open, what to do with it in Basic (`doc` is the document), and where to save it."""

    source: Path
    target: Path
    changes: Sequence[str] = ()
    sheet: int = 1
    """Which sheet goes into a .csv, from 1."""


def text(value: str) -> str:
    """Return a text as Basic writes it."""
    quoted = ['"' + line.replace('"', '""') + '"' for line in value.split("\n")]
    return " & Chr(10) & ".join(quoted)


class SheetAtHand:
    """Where things stand in a sheet as openpyxl reads it, and the Basic that changes them."""

    def __init__(self, sheet: Any) -> None:
        self.rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        self.top = heading_row(sheet) - 1
        """The place of the headings, from 0."""
        self.columns = {str(heading): place for place, heading in enumerate(self.rows[self.top])}
        self.names = {
            str(row[1]): place for place, row in enumerate(self.rows) if row[1] and place >= self.top
        }
        self.open = f"sheet = doc.Sheets.getByName({text(sheet.title)})"
        self.last = max(place for place, row in enumerate(self.rows) if row[0])

    def put(self, row: int, column: str, value: str | int | float) -> str:
        cell = f"sheet.getCellByPosition({self.columns[column]}, {row})"
        return f"{cell}.String = {text(value)}" if isinstance(value, str) else f"{cell}.Value = {value}"

    def sort(self, column: str, through: int | None = None) -> list[str]:
        """Sort the rows, last first; `through` is the last of them when some were added."""
        return [
            self.open,
            "Dim by(0) As New com.sun.star.table.TableSortField",
            f"by(0).Field = {self.columns[column]}",
            "by(0).IsAscending = False",
            f"area = sheet.getCellRangeByPosition(0, {self.top + 1}, {len(self.columns) - 1}, {through or self.last})",
            'area.sort(Array(Named("SortFields", by()), Named("ContainsHeader", False)))',
        ]

    def move(self, column: str, to: int) -> list[str]:
        place = self.columns[column]
        return [
            self.open,
            f"area = sheet.getCellRangeByPosition({place}, 0, {place}, {len(self.rows)}).RangeAddress",
            f"sheet.moveRange(sheet.getCellByPosition({to}, 0).CellAddress, area)",
            f"sheet.Columns.removeByIndex({place}, 1)",
        ]


def work_through(folder: Path, jobs: Iterable[Job]) -> None:
    """Do all jobs in one LibreOffice with a profile of its own."""
    listed = list(jobs)
    calls = "\n".join(f"  Job{number}" for number in range(len(listed)))
    source = _BASIC.format(calls=calls) + "\n".join(_sub(number, job) for number, job in enumerate(listed))
    profile = _new_profile(folder)
    basic = folder / "profile" / "user" / "basic"
    (basic / "Standard" / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (basic / "Standard" / "Tests.xba").write_text(_MODULE.format(escape(source)), encoding="utf-8")
    _start(profile, "macro:///Standard.Tests.Main")
    for job in listed:
        for named in job.target.parent.glob(f"{job.target.stem}-*.csv"):  # it adds the name of the sheet
            named.rename(job.target)
    failures = [path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*.failed")]
    missing = [job.target.name for job in listed if not job.target.exists()]
    assert not missing, (missing, failures)


def as_text(folder: Path, book: Path, sheet: int) -> Path:
    """Save one sheet of a workbook as .csv, as the program does from its menu; return the file."""
    made = folder / f"{book.stem} csv"
    profile = _profile(folder)
    wanted = f"csv:{_FILTERS['.csv']}:{_CSV.format(sheet)}"
    _start(profile, "--convert-to", wanted, "--outdir", str(made), str(book))
    (found,) = made.iterdir()
    return found


def _profile(folder: Path) -> str:
    return f"-env:UserInstallation={(folder / 'profile').as_uri()}"


@cache
def _first_profile() -> Path:
    """Return a profile after a first start, which takes longest and puts its own empty library there."""
    folder = Path(tempfile.mkdtemp(prefix="nhipcau-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _start(_profile(folder), "--terminate_after_init")
    return folder / "profile"


def _new_profile(folder: Path) -> str:
    shutil.copytree(_first_profile(), folder / "profile")
    return _profile(folder)


def _start(*arguments: str) -> None:
    assert SOFFICE is not None
    command = [SOFFICE, "--headless", "--norestore", "--nologo", *arguments]
    subprocess.run(command, capture_output=True, timeout=100, check=False)


def _sub(number: int, job: Job) -> str:
    options = _CSV.format(job.sheet) if job.target.suffix == ".csv" else ""
    lines = [
        f"Sub Job{number}",
        "  On Error GoTo Failed",
        f"  source = ConvertToURL({text(str(job.source))})",
        '  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array(Named("Hidden", True)))',
        *(f"  {line}" for line in job.changes),
        f"  Store(doc, {text(str(job.target))}, {text(_FILTERS[job.target.suffix])}, {text(options)})",
        "  doc.close(True)",
        "  Exit Sub",
        "Failed:",
        f"  Open {text(str(job.target) + '.failed')} For Output As #1",
        '  Print #1, Error$ & " in line " & Erl',
        "  Close #1",
        "End Sub",
    ]
    return "\n".join(lines) + "\n"
