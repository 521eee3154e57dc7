"""How long the window stands still while a large workbook is read, compared and shown: the longest gap of a timer."""

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measure import Row, shown
from tests.benchmarks.workbooks import MERGED, programme_of, renamed

if TYPE_CHECKING:
    from nhipcau.database import Database

TICK_MS = 5
LONGEST = 0.1


def _gaps(database: "Database", programme_id: int, path: Path) -> tuple[float, float]:
    """Return the longest and the whole time from the drop of a file until its preview is painted, in seconds."""
    from PySide6.QtCore import QCoreApplication, QTimer
    from PySide6.QtWidgets import QApplication

    from nhipcau.common.words import Words
    from nhipcau.exchange.ui.workbooks_page import WorkbooksPage
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
    ticks: list[float] = []
    timer = QTimer()
    timer.setInterval(TICK_MS)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    began = time.perf_counter()
    page.open_files([path])
    while desk.is_busy or not page.preview.isVisible():
        QCoreApplication.processEvents()
        time.sleep(0.0005)
    settled = time.perf_counter() + 0.3
    while time.perf_counter() < settled:
        QCoreApplication.processEvents()
        time.sleep(0.0005)
    timer.stop()
    whole = ticks[-1] - began - 0.3
    page.close()
    page.deleteLater()
    desk.close_down()
    return max(later - earlier for earlier, later in zip([began, *ticks], ticks, strict=False)), whole


def run() -> list[Row]:
    from tests.support.whole_workbook import send

    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database, programme_id = programme_of(folder, MERGED)
        for what, number in (("a twelfth", "3"), ("nearly all", "[0-9]+")):
            path = send(database, programme_id, "Hạt Giống", folder / "out.xlsx", "vi")
            renamed(path, number)
            longest, whole = min(_gaps(database, programme_id, path) for _ in range(3))
            rows.append(
                Row(
                    f"window still, {MERGED:,} rows home, {what} changed", shown(longest), "a tenth of a second",
                    shown(LONGEST), longest / LONGEST, "<= 1x", f"{shown(whole)} until the preview is there",
                )
            )  # fmt: skip
        database.close()
    return rows
