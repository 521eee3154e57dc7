"""LibreOffice without a window: workbooks opened, changed by a macro as people change them, and saved again.

One start does every job of a test module, because starting takes longer than the work.
"""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

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


def work_through(folder: Path, jobs: Iterable[Job]) -> None:
    """Do all jobs in one LibreOffice with a profile of its own."""
    listed = list(jobs)
    calls = "\n".join(f"  Job{number}" for number in range(len(listed)))
    source = _BASIC.format(calls=calls) + "\n".join(_sub(number, job) for number, job in enumerate(listed))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _start(profile, "--terminate_after_init")  # a first start puts its own empty library in the profile
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
