"""How long the window stands still while a large workbook is read, compared and shown: the longest gap of a timer."""

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import budgets
from tests.benchmarks.measure import TIMES, Row, limit
from tests.benchmarks.stalls import LONGEST, QUIET, Beats, as_runs, settle
from tests.benchmarks.table import figure
from tests.benchmarks.workbooks import MERGED, programme_of, renamed

if TYPE_CHECKING:
    from nhipcau.database import Database


def _stalls(database: "Database", programme_id: int, path: Path) -> tuple[tuple[float, float], float]:
    """Return the longest stretch from the drop of a file until its preview is painted, and how long that took."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from nhipcau.common.words import Words
    from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
    from nhipcau.shell.features import FEATURES
    from nhipcau.shell.working_desk import WorkingDesk
    from nhipcau.widgets.theme import LIGHT

    QCoreApplication.instance() or QApplication([])
    sys.setswitchinterval(0.001)  # as the program does once its window is up
    desk = WorkingDesk(Words("vi"), LIGHT)
    desk.programme_id = programme_id
    page = WorkbooksPage(desk, database, features=FEATURES)
    page.resize(1200, 760)
    page.retranslate()
    page.refresh()
    page.show()
    QCoreApplication.processEvents()
    beats = Beats()
    beats.begin()
    began = time.perf_counter()
    page.open_files([path])
    settle(lambda: desk.is_busy or not page.home.preview.isVisible(), QUIET)
    longest, whole = beats.end(), time.perf_counter() - began - QUIET
    page.close()
    page.deleteLater()
    desk.close_down()
    return longest, whole


def run() -> list[Row]:
    from tests.support.whole_workbook import send

    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database, programme_id = programme_of(folder, MERGED)
        for what, number in (("a twelfth", "3"), ("nearly all", "[0-9]+")):
            path = send(database, programme_id, "Hạt Giống", folder / "out.xlsx", "vi")
            renamed(path, number)
            found = [_stalls(database, programme_id, path) for _ in range(TIMES)]
            rows.append(
                Row(
                    f"window still, {MERGED:,} rows home, {what} changed", as_runs([one for one, _ in found]),
                    "a tenth of a second", limit(LONGEST), budgets.STILL,
                    f"{figure(statistics.median(whole for _, whole in found))} until the preview is there",
                )
            )  # fmt: skip
        database.close()
    return rows
