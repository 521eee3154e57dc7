"""What is done once the first picture is on the screen: log, net for bugs, data layer, file."""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nhipcau.common.drafts import clear_leftovers_aside
from nhipcau.common.log import log_versions, start_log
from nhipcau.common.private_files import close_to_others
from nhipcau.common.progress import Progress
from nhipcau.shell.trouble import catch_bugs

if TYPE_CHECKING:
    from nhipcau.shell.window import MainWindow

_DATA_LAYER: Final = (
    "nhipcau.database.opening",
    "nhipcau.programmes.queries",
    "nhipcau.overview.queries",
    "nhipcau.overview.ui.home_page",
)
_PAGES: Final = (
    "nhipcau.participants.ui.page",
    "nhipcau.exchange.ui.page",
    "nhipcau.pairing.ui.page",
    "nhipcau.sessions.ui.page",
    "nhipcau.overview.ui.step_page",
    "nhipcau.evaluation.ui.page",
    "nhipcau.exchange.ui.workbooks_page",
    "nhipcau.skills.ui.page",
    "nhipcau.programmes.ui.editor",
    "nhipcau.shell.palette",
    "nhipcau.shell.settings_page",
    "nhipcau.shell.backups_page",
    "nhipcau.shell.about_page",
)


def begin(window: MainWindow, path: Path | None, *, sample: bool) -> None:
    """Import the data layer on the worker thread, open the file, then import the pages before they are asked for."""
    start_log()
    log_versions()
    catch_bugs(window, window.desk)
    window.menus.add_icons()

    # The window gets its turn back from the worker within a millisecond, not five: each call into Qt gives it away.
    sys.setswitchinterval(0.001)

    def imported(_: None) -> None:
        window.files.begin(path, sample=sample)

    def settled() -> None:
        window.settled.disconnect(settled)
        clear_leftovers_aside()
        window.desk.run("", _import_pages, _done)

    window.settled.connect(settled)
    window.desk.run("", _import_data_layer, imported)


def _import_data_layer(_: Progress) -> None:
    for name in _DATA_LAYER:
        importlib.import_module(name)


def _import_pages(progress: Progress) -> None:
    close_to_others()
    for done, name in enumerate(_PAGES):
        progress.report(done, len(_PAGES))
        with suppress(ImportError):  # a courtesy only: whoever visits the page hears of it
            importlib.import_module(name)


def _done(_: None) -> None:
    """Nothing waits for it: the pages are quicker when they come."""
