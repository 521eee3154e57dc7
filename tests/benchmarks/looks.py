"""How long the window stands still while theme, text size or language change, with every page visited.

Against dressing the whole program at once, which is what Qt does with a program's style sheet.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import budgets
from tests.benchmarks.measure import TIMES, Row, limit
from tests.benchmarks.stalls import LONGEST, Beats, as_runs, settle
from tests.benchmarks.workbooks import programme_of

if TYPE_CHECKING:
    from nhipcau.shell.window.main_window import MainWindow

PEOPLE = 2_000
WHAT = f"window still, {PEOPLE:,} people, pairing in sight:"
ROUTES = (
    "overview", "participants", "import", "workbooks", "sessions", "surveys", "skills", "settings", "backups",
    "about", "pairing",
)  # fmt: skip


def _longest(window: "MainWindow", *do: Callable[[], None]) -> tuple[float, float]:
    """Return the longest stretch while things are done one after another and shown, in seconds."""
    beats = Beats()
    found = []
    for one in do:
        beats.begin()
        one()
        settle(lambda: window.desk.is_busy)
        found.append(beats.end())
    return max(found)


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
    longest: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(TIMES):
        for name, there_and_back in ways.items():
            longest[name].append(_longest(window, *there_and_back))
    whole = as_runs(longest.pop("all at once"))
    return [
        row
        for name, found in longest.items()
        for row in (
            Row(f"{WHAT} another {name}", as_runs(found), "all at once", whole, budgets.DRESSED),
            Row(
                f"{WHAT} another {name}",
                as_runs(found),
                "a tenth of a second",
                limit(LONGEST),
                budgets.DRESSING_STILL,
            ),
        )
    ]


def run() -> list[Row]:
    from nhipcau.common.preferences import Preferences
    from nhipcau.shell.startup import start
    from nhipcau.shell.window.main_window import MainWindow

    with tempfile.TemporaryDirectory() as name:
        database, _ = programme_of(Path(name), PEOPLE)
        path = database.path
        database.close()
        application = start.make_application()
        sys.setswitchinterval(0.001)  # as the program does once its window is up
        window = MainWindow(application, Preferences(language="vi", theme="light"))
        window.show()
        window.files.begin(path, sample=False)
        settle(lambda: window.desk.is_busy)
        for route in ROUTES:
            window.go(route)
            settle(lambda: window.desk.is_busy)
        rows = _measure(window)
        start.finish(window)
    return rows
