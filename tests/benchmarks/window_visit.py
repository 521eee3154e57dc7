"""One sitting with the window, in a process of its own: every page twice, and the common actions.

`python -m tests.benchmarks.window_visit FILE` prints, as JSON, of each thing done the turns of the window's thread, and
the memory held in MB.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from nhipcau.shell.window.main_window import MainWindow

QUIET: Final = 0.25
PAGES: Final = (
    "participants", "import", "workbooks", "sessions", "surveys", "skills", "step", "settings", "backups", "about",
    "pairing",
)  # fmt: skip
EDITED_ON: Final = (
    "overview",
    "participants",
    "import",
    "workbooks",
    "sessions",
    "surveys",
    "skills",
    "pairing",
)

WITHOUT, IN_SIGHT, LEFT = (
    "memory without a plan",
    "memory with a plan in sight",
    "memory after the plan was left",
)


class Turns(NamedTuple):
    """What the turns of the window's thread took: the longest, all together, and the longest by wall time."""

    longest: float
    whole: float = 0.0
    wall: float = 0.0


class Watch:
    """Measures each turn of the window's thread: one round of its event loop, or one call from outside it."""

    def __init__(self, window: "MainWindow") -> None:
        self.window = window
        self.turns: dict[str, Turns] = {}

    def see(self, name: str, do: Callable[[], object]) -> None:
        """Do something and wait until all is quiet, noting the turns."""
        turns = [self._turn(do)]
        until = time.monotonic() + QUIET
        while time.monotonic() < until:
            turns.append(self._turn(self._events))
            time.sleep(0.0005)
            if self.window.desk.is_busy or turns[-1][0] > 0.001:
                until = time.monotonic() + QUIET
        spent, passed = zip(*turns, strict=True)
        before = self.turns.get(name, Turns(0.0))
        self.turns[name] = Turns(
            max(before.longest, *spent), max(before.whole, sum(spent)), max(before.wall, *passed)
        )

    @staticmethod
    def _turn(do: Callable[[], object]) -> tuple[float, float]:
        """Return how long the thread worked, and how long that took."""
        began, started = time.perf_counter(), time.thread_time()
        do()
        return time.thread_time() - started, time.perf_counter() - began

    @staticmethod
    def _events() -> None:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def memory() -> int:
    """Return what this process holds now, in MB; 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def _visit(watch: Watch) -> None:
    window = watch.window
    for turn in ("first", "again"):
        for route in (*PAGES, "overview"):
            if route == "pairing" and turn == "first":
                watch.turns[WITHOUT] = Turns(memory())
            arguments: dict[str, object] = {"step": 6} if route == "step" else {}
            watch.see(f"{route}, {turn}", lambda: window.go(route, arguments))  # noqa: B023 - called at once
            if route == "pairing" and turn == "again":
                watch.turns[IN_SIGHT] = Turns(memory())
    watch.turns[LEFT] = Turns(memory())


def _edit(window: "MainWindow", number: int) -> None:
    from nhipcau.participants.service import amend_person

    database = window.data.database
    assert database is not None
    with database.step("participants.step.amend", name="Mai", field="note") as db:
        amend_person(db, number, {"note": f"Ghi chú {time.monotonic()}"})


def _log(window: "MainWindow") -> None:
    from nhipcau.sessions.service import log_session

    database = window.data.database
    assert database is not None
    with database.step("sessions.step.log", pair="Mai – An") as db:
        log_session(db, 7, {"held_on": "2026-11-20", "minutes": 60, "topic": "Trình bày"})


def _page(window: "MainWindow") -> Any:
    return window.navigator.current()


def _act(watch: Watch) -> None:
    window = watch.window
    for route in EDITED_ON:
        watch.see("to another page", lambda: window.go(route))  # noqa: B023 - called at once
        watch.see(f"a note edited, {route} shown", lambda: _edit(window, 5))
        watch.see(f"undone, {route} shown", window.data.undo)
    watch.see("to another page", lambda: window.go("sessions"))
    watch.see("a session logged, sessions shown", lambda: _log(window))
    for text in ("n", "ng", "ngu", "nguy", ""):
        watch.see("a letter searched, sessions", lambda: _page(window).list.search.setText(text))  # noqa: B023
    for column, what in ((0, "days"), (1, "mentors")):
        watch.see(
            f"another order, sessions by {what}",
            lambda: _page(window).list.sessions.sortByColumn(column, _falling()),  # noqa: B023 - called at once
        )
    watch.see("language, sessions shown", lambda: window.appearance.set_language("en"))
    watch.see("theme, sessions shown", lambda: window.appearance.set_theme("dark"))
    watch.see("to another page", lambda: window.go("participants"))
    for text in ("m", "ma", "mai", ""):
        watch.see("a letter searched, participants", lambda: _page(window).list.search.setText(text))  # noqa: B023
    watch.see("another order, participants", lambda: _page(window).list.table.sortByColumn(0, _falling()))
    watch.see("language, participants shown", lambda: window.appearance.set_language("vi"))
    watch.see("theme, participants shown", lambda: window.appearance.set_theme("light"))
    _search(watch)
    watch.see("to another page", lambda: window.go("pairing"))
    watch.see("language, pairing shown", lambda: window.appearance.set_language("en"))
    watch.see("theme, pairing shown", lambda: window.appearance.set_theme("dark"))
    page = _page(window)
    page.plan.choose_row("proposed", page.reading.lists["proposed"][0].key)
    watch.see("a pair confirmed", page.doing.confirm)
    watch.see("undone, a pair", window.data.undo)
    watch.see("all pairs confirmed", page.doing.confirm_all)


def _falling() -> Any:
    from PySide6.QtCore import Qt

    return Qt.SortOrder.DescendingOrder


def _search(watch: Watch) -> None:
    from nhipcau.shell.window.palette import Palette

    window = watch.window
    watch.see("search opened", lambda: window.do("palette"))
    palette = window.findChild(Palette)
    assert palette is not None
    for text in ("m", "ma", "mai", "mai 1"):
        watch.see("a letter searched, everywhere", lambda: palette.search.setText(text))  # noqa: B023
    watch.see("search closed", palette.reject)


def main() -> int:
    from nhipcau.common.preferences import Preferences
    from nhipcau.shell.startup import after_paint, start
    from nhipcau.shell.window.main_window import MainWindow

    path = Path(sys.argv[1])
    application = start.make_application()
    window = MainWindow(application, Preferences(language="vi", theme="light"))
    watch = Watch(window)
    watch.see("shown", window.show)
    watch.see("opened", lambda: after_paint.begin(window, path, sample=False))
    _visit(watch)
    _act(watch)
    start.finish(window)
    print(json.dumps(watch.turns))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
