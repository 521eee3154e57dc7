"""How long the window stands still while theme, text size or language change, with every page visited.

Against dressing the whole program at once, which is what Qt does with a program's style sheet.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measure import Row, shown
from tests.benchmarks.workbooks import programme_of

if TYPE_CHECKING:
    from nhipcau.shell.window import MainWindow

PEOPLE = 2_000
LONGEST = 0.1
TICK_MS = 2
QUIET = 0.4
ROUTES = (
    "overview", "participants", "import", "workbooks", "sessions", "surveys", "skills", "settings", "backups",
    "about", "pairing",
)  # fmt: skip


def _settle(window: "MainWindow") -> None:
    from PySide6.QtCore import QCoreApplication

    until = time.perf_counter() + QUIET
    while time.perf_counter() < until:
        QCoreApplication.processEvents()
        time.sleep(0.0005)
        if window.desk.is_busy:
            until = time.perf_counter() + QUIET


def _longest_gap(window: "MainWindow", do: Callable[[], None]) -> float:
    """Return the longest time between two beats of a timer while something is done and shown, in seconds."""
    from PySide6.QtCore import QTimer

    beats: list[float] = []
    timer = QTimer()
    timer.setInterval(TICK_MS)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    began = time.perf_counter()
    do()
    _settle(window)
    timer.stop()
    return max(later - earlier for earlier, later in zip([began, *beats], beats, strict=False))


def _measure(window: "MainWindow") -> list[Row]:
    from PySide6.QtWidgets import QApplication

    from nhipcau.widgets.theme import DARK, LIGHT, apply_theme

    looks, application = window.appearance, QApplication.instance()
    assert isinstance(application, QApplication)
    ways: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
        "theme": (lambda: looks.set_theme("dark"), lambda: looks.set_theme("light")),
        "text size": (lambda: looks.set_text_size(125), lambda: looks.set_text_size(100)),
        "language": (lambda: looks.set_language("en"), lambda: looks.set_language("vi")),
        "all at once": (lambda: apply_theme(application, DARK), lambda: apply_theme(application, LIGHT)),
    }
    longest = {
        name: min(max(_longest_gap(window, there), _longest_gap(window, back)) for _ in range(3))
        for name, (there, back) in ways.items()
    }
    whole = longest.pop("all at once")
    return [
        Row(
            f"window still at another {name}, {PEOPLE:,} people, pairing in sight", shown(gap), "all at once",
            shown(whole), gap / whole, "<= 0.25x", f"{gap / LONGEST:.2f} of a tenth of a second",
        )
        for name, gap in longest.items()
    ]  # fmt: skip


def run() -> list[Row]:
    from nhipcau.common.preferences import Preferences
    from nhipcau.shell import start
    from nhipcau.shell.window import MainWindow

    with tempfile.TemporaryDirectory() as name:
        database, _ = programme_of(Path(name), PEOPLE)
        path = database.path
        database.close()
        application = start.make_application()
        sys.setswitchinterval(0.001)  # as the program does once its window is up
        window = MainWindow(application, Preferences(language="vi", theme="light"))
        window.show()
        window.files.begin(path, sample=False)
        _settle(window)
        for route in ROUTES:
            window.go(route)
            _settle(window)
        rows = _measure(window)
        start.finish(window)
    return rows
