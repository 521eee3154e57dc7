"""Starts as the program does, writes one of everything into FOLDER, and says the modes of all files.

Run as a program: `python writes_one_of_everything.py FOLDER`.
"""

import sys
from pathlib import Path

from tests.support.forms import google_forms_en
from tests.support.sessions import confirmed_programme

from nhipcau import __main__
from nhipcau.common import preferences
from nhipcau.common.log import LOG, log_versions, start_log
from nhipcau.common.paths import data_folder
from nhipcau.common.words import Words
from nhipcau.database import back_up, create, open_file
from nhipcau.exchange.lists.calendar_file import save_calendar
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.mail.draft import Mail
from nhipcau.pairing.documents.introduction_letters import save_drafts
from nhipcau.pairing.documents.letter_parts import Letter
from nhipcau.shell.features import FEATURES
from nhipcau.shell.startup import start
from nhipcau.workbook.cells import ColumnSpec, SheetSpec
from nhipcau.workbook.writer.csv_writing import write_csv


def _tell(when: str, *folders: Path) -> None:
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            sys.stdout.write(f"{when}\t{path.stat().st_mode & 0o777:o}\t{path.relative_to(folder.parent)}\n")


def _write(path: Path | None, **_: object) -> int:
    assert path is not None
    start_log()
    log_versions()
    LOG.error("it failed")
    out = path.parent / "out"
    out.mkdir()
    preferences.save(preferences.Preferences(), preferences.preferences_path())
    database = create(data_folder() / "organisation.nhipcau")
    programme_id = confirmed_programme(database)
    _tell("open", data_folder(), out)
    write_pair_workbooks(database, programme_id, out, "vi")
    save_calendar(database, programme_id, out / "days.ics", Words("vi"), FEATURES)
    write_csv(out / "people.csv", SheetSpec("People", columns=(ColumnSpec("Name"),), rows=[("Mai",)]))
    save_drafts(out, [Letter("traditional", Mail((), "Hello", "Mai\n"), "Mai")], "Letters")
    database.close()
    back_up(database.path, "manual")
    open_file(database.path).close()
    pairs = out / "pairs.xlsx"
    assert (
        __main__.main(["pair", str(google_forms_en(path.parent / "answers.xlsx")), "--out", str(pairs)]) == 0
    )
    _tell("closed", data_folder(), out)
    return 0


if __name__ == "__main__":
    start.run = _write
    raise SystemExit(__main__.main([str(Path(sys.argv[1]) / "any.nhipcau")]))
