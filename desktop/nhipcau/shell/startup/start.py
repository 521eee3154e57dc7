"""From nothing to a painted window, then to its data.

Until the first picture is on the screen only Qt, the widgets and `common` are imported; the data layer comes in a
thread after it.
"""

import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from nhipcau import __version__
from nhipcau.common import preferences as remembered
from nhipcau.common.gc_pause import collector_at_rest
from nhipcau.common.paths import resource
from nhipcau.widgets.theme import IS_STYLED, STYLE

if TYPE_CHECKING:
    from nhipcau.shell.window.main_window import MainWindow

LeaveAfter = Literal["", "paint", "data"]


def run(path: Path | None, *, sample: bool = False, leave_after: LeaveAfter = "") -> int:
    """Open the window on a file, the sample, or whatever was open last; return the exit code.

    `leave_after` closes it again at the first picture or when the data is there, for measuring.
    """
    app = make_application()
    where = remembered.preferences_path()
    preferences = remembered.load(where)
    window = _make_window(app, preferences)
    if path is None and not sample and preferences.last_file:
        window.sidebar.show_opening(opening=True, name=preferences.last_programme_name)

    def begin() -> None:
        from nhipcau.shell.startup.after_paint import begin as go_on

        go_on(window, path, sample=sample)

    if leave_after == "paint":
        window.painted.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    else:
        window.painted.connect(begin, Qt.ConnectionType.QueuedConnection)
    if leave_after == "data":
        window.settled.connect(app.quit, Qt.ConnectionType.QueuedConnection)

    def remember() -> None:
        preferences.last_programme_name = window.desk.programme_name() or preferences.last_programme_name
        preferences.answer_days = window.desk.answer_days
        remembered.save(preferences, where)

    if not leave_after:  # at once, since a machine may be switched off with the window open
        window.appearance.changed.connect(remember)
        window.settled.connect(remember)
        window.desk.programme_changed.connect(remember)
    window.show()
    code = app.exec()
    finish(window)
    if not leave_after:
        remembered.save(preferences, where)
    return code


def _make_window(app: QApplication, preferences: remembered.Preferences) -> "MainWindow":
    """Make the window; nothing of what is imported and built here is garbage."""
    _leave_sources_unread()
    with collector_at_rest():
        from nhipcau.shell.window.main_window import MainWindow

        return MainWindow(app, preferences)


def _leave_sources_unread() -> None:
    """Spare reading the source of every module that is imported from now on.

    PySide looks there for its own name, to know in which modules its other spellings (`from __feature__ import …`) may
    be asked for. Nobody here asks for them, and of all that is done before the data is there that is a sixteenth.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _is_ours)  # noqa: B010 - no module that type checkers know


def _is_ours(module: ModuleType) -> bool:
    return module.__name__.startswith("nhipcau")


def make_application() -> QApplication:
    """Return the one QApplication of this process, named and with its icon."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # Asked for here, since the answer of `setStyle` would bring all of Qt's styles to Python before the first picture.
    app = QApplication([*sys.argv[:1], "-style", STYLE])
    app.setProperty(IS_STYLED, True)
    app.setApplicationName("Nhịp Cầu")
    app.setOrganizationName("Nhịp Cầu")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("nhipcau")
    app.setWindowIcon(QIcon(str(resource("icons", "sprout.svg"))))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return app


def finish(window: "MainWindow") -> None:
    """Close the file and delete the window before Python's own end, in this order."""
    window.close_down()
    window.close()
    shiboken6.delete(window)
