"""Begins one kind of writing over and over in a process of its own, and kills that at a random moment. POSIX only.

Run as a program: `python killed_while_writing.py KIND FOLDER TIMES SEED`. Tells as JSON how many were killed, what they
left, and what of it is there after `clear_leftovers`.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.database import new_database
from tests.support.forms import google_forms_vi
from tests.support.sessions import confirmed_programme

from nhipcau.common.paths import data_folder
from nhipcau.common.temporary_files import clear_leftovers
from nhipcau.database import open_file
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.terminal.pair_command import pair_files
from nhipcau.mail.draft import Mail
from nhipcau.pairing.documents.introduction_letters import save_drafts
from nhipcau.pairing.documents.letter_parts import Letter
from nhipcau.workbook import write_workbook
from nhipcau.workbook.cells import ColumnSpec, SheetSpec


def _send_out(folder: Path) -> Callable[[], object]:
    database = new_database(folder)
    programme_id, path = confirmed_programme(database), database.path
    database.close()

    def write() -> None:
        opened = open_file(path, backups=False)
        write_pair_workbooks(opened, programme_id, folder / "out", "vi")
        opened.close()

    return write


def _letters(folder: Path) -> Callable[[], object]:
    one = Letter("traditional", Mail((("Lê Thị Mai", "mai@ex.vn"),), "Chào", "Lê Thị Mai\n"), "Lê Thị Mai")
    return lambda: save_drafts(folder / "out", [one] * 300, "Thư giới thiệu")


def _pair(folder: Path) -> Callable[[], object]:
    answers = google_forms_vi(folder / "answers.xlsx")
    return lambda: pair_files([answers], folder / "out" / "pairs.xlsx")


def _workbook(folder: Path) -> Callable[[], object]:
    rows = [(f"Người {number}", "mai@ex.vn") for number in range(3000)]
    spec = SheetSpec("Người", columns=(ColumnSpec("Tên"), ColumnSpec("Email")), rows=rows)
    return lambda: write_workbook(folder / "out" / "people.xlsx", [spec])


def _begin(write: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            write()
            code = 0
        finally:
            os._exit(code)
    return child


def _took(write: Callable[[], object]) -> float:
    began = time.monotonic()
    _, status = os.waitpid(_begin(write), 0)
    if status:
        raise SystemExit("the writing fails without being killed")
    return time.monotonic() - began


def _was_killed(write: Callable[[], object], after: float) -> bool:
    child = _begin(write)
    time.sleep(after)  # the moment of the kill
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _left(folder: Path) -> list[str]:
    """Return what is neither finished nor the program's own."""
    places = [folder / "out", data_folder() / "temp", data_folder() / "drafts", Path(tempfile.gettempdir())]
    found = [path for place in places if place.is_dir() for path in place.iterdir()]
    ours = [path for path in found if not path.name.startswith("nhipcau-test-")]  # an empty file for tests
    return [path.name for path in ours if path.name.startswith(".") or path.parent != places[0]]


def main(kind: str, folder: Path, times: int, seed: int) -> None:
    (folder / "out").mkdir()
    kinds = {"send-out": _send_out, "letters": _letters, "pair": _pair, "workbook": _workbook}
    write = kinds[kind](folder)
    longest = _took(write)
    chance = random.Random(seed)
    killed = sum(_was_killed(write, chance.uniform(0.1, 1) * longest) for _ in range(times))
    before = _left(folder)
    clear_leftovers()
    sys.stdout.write(json.dumps({"killed": killed, "before": before, "after": _left(folder)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
