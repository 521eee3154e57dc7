"""What is done once the first picture is on the screen: log, net for bugs, data layer, file."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from nhipcau.common.gc_pause import collector_at_rest, leave_to_pauses
from nhipcau.common.log import log_versions, start_log
from nhipcau.common.private_files import close_to_others
from nhipcau.common.progress import Progress
from nhipcau.common.temporary_files import clear_leftovers_aside
from nhipcau.shell.crash_dialog import catch_bugs
from nhipcau.shell.features import FEATURES
from nhipcau.shell.routes import ROUTES

if TYPE_CHECKING:
    from nhipcau.shell.window.main_window import MainWindow

_DATA_LAYER: Final = (
    "nhipcau.database.file_opening",
    "nhipcau.programmes.queries",
    "nhipcau.overview.queries",
    "nhipcau.exchange.waiting.waiting_count",
    "nhipcau.overview.ui.home_page",
)
_BETWEEN_MS: Final = 120
"""Between two pages that are built ahead: whatever she does meanwhile goes before them."""
_AHEAD: Final = ("participants", "pairing", "import", "sessions", "workbooks", "surveys", "step", "skills")
_PAGES: Final = (
    "rapidfuzz.process",
    "rapidfuzz.distance",
    *(page.page.partition(":")[0] for page in ROUTES.values()),
    *(module for feature in FEATURES for module in feature.prepared),
    "nhipcau.shell.window.palette",
    "nhipcau.shell.pages.settings_page",
    "nhipcau.shell.pages.backups_page",
    "nhipcau.shell.pages.about_page",
)


def begin(window: MainWindow, path: Path | None, *, sample: bool) -> None:
    """Import the data layer on the worker thread, open the file, then import the pages before they are asked for."""
    start_log()
    log_versions()
    catch_bugs(window, window.desk)

    # The window gets its turn back from the worker within a millisecond, not five: each call into Qt gives it away.
    sys.setswitchinterval(0.001)

    def imported(_: None) -> None:
        window.files.begin(path, sample=sample)

    def imported_pages(_: None) -> None:
        PagesAhead(window).begin()

    def settled() -> None:
        window.settled.disconnect(settled)
        window.menus.add_icons()
        clear_leftovers_aside()
        window.desk.run("", _import_pages, imported_pages)

    window.settled.connect(settled)
    window.desk.run("", _import_data_layer, imported)


def _import_data_layer(_: Progress) -> None:
    # Pydantic would look for plug-ins through all that is installed: we bring none, and run nobody's.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with collector_at_rest():  # modules and tables stay
        for name in _DATA_LAYER:
            importlib.import_module(name)
        from nhipcau.database.column_declarations import declared_tables

        declared_tables()


def _import_pages(progress: Progress) -> None:
    close_to_others()
    for done, name in enumerate(_PAGES):
        progress.report(done, len(_PAGES))
        with suppress(ImportError):  # a courtesy only: whoever visits the page hears of it
            importlib.import_module(name)
    gc.freeze()  # modules stay as long as the program: nobody need search them for what can go
    leave_to_pauses()


class PagesAhead(QObject):
    """Builds the pages one by one while nothing else is to be done, so that each first visit only shows one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._left: list[str] = []
        self._rest = QTimer(self)
        self._rest.setInterval(_BETWEEN_MS)
        self._rest.timeout.connect(self._next)
        window.data.opened.connect(self.begin)

    def begin(self) -> None:
        """Build the pages of the file that is open."""
        self._left = list(_AHEAD)
        self._rest.start()

    def _next(self) -> None:
        if not self._left or self._window.data.database is None:
            self._rest.stop()
        elif not self._window.desk.is_busy:
            self._window.navigator.prepare(self._left.pop(0))
