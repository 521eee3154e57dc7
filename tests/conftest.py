"""What every test may rely on, and what no test may do."""

import gc
import ipaddress
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.database import ENGINES, new_database
from tests.support.statements import share_compiled_statements

from nhipcau.common import clock
from nhipcau.common.log import stop_log
from nhipcau.database import Database

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

WITH_WINDOWS = ("qtbot", "qapp", "desk", "gallery")
"""Fixtures that show a test to be about the screen: those run on the file only."""
SLOW_FOLDERS = frozenset(
    {
        "gallery",
        "hostile",
        "kills",
        "mutation",
        "privacy",
        "rescue",
        "round_trip",
        "shell",
        "stories",
        "versions",
    }
)
"""Folders of tests that write workbooks, start processes, or go through everything there is."""


share_compiled_statements()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what opens a window, tries many made-up cases, or asks the server what a file was asked."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if (
            any(name in fixtures for name in WITH_WINDOWS)
            or getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
            or "postgresql" in item.name
            or SLOW_FOLDERS.intersection(item.path.parts)
        ):
            item.add_marker("slow")


def pytest_collection_finish() -> None:
    """Search for garbage not among modules and tests. Among windows it is searched as often as ever: those that are
    left lying are dressed once more with each change of theme, and Qt does not survive every one of them."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a store on every engine there is."""
    if "engine" in metafunc.fixturenames:
        on_screen = any(name in metafunc.fixturenames for name in WITH_WINDOWS)
        metafunc.parametrize("engine", ENGINES[:1] if on_screen else ENGINES)


@pytest.fixture
def database(tmp_path: Path, engine: str) -> Iterator[Database]:
    database = new_database(tmp_path, engine=engine)
    yield database
    database.close()


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep the user's files out of reach, and a clock held still from outlasting its test."""
    monkeypatch.setenv("NHIPCAU_HOME", str(tmp_path_factory.mktemp("home")))
    ticking = clock._now
    yield
    clock.set_clock(ticking)
    stop_log()


@pytest.fixture(autouse=True)
def _no_widget_outlives_its_test() -> Iterator[None]:
    """Delete what asked to be deleted: no loop runs that would, and all that is left is restyled with every window."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True, scope="session")
def _nothing_stays_on_the_clipboard() -> Iterator[None]:
    """Take back what a test copied: the off-screen platform lets go of it after Python has ended, and crashes."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QApplication.clipboard().clear()


class _Overheard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _nothing_to_worry_about_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a warning nobody expected. A test that expects one asks for `caplog` and looks."""
    overheard = _Overheard()
    logging.getLogger().addHandler(overheard)
    yield
    logging.getLogger().removeHandler(overheard)
    if overheard.lines and "caplog" not in request.fixturenames:
        pytest.fail("unexpected in the log: " + "; ".join(overheard.lines), pytrace=False)


@pytest.fixture(autouse=True)
def _no_window_left_behind() -> Iterator[None]:
    """Fail where a test leaves a window on the screen; asks only where Qt is in use already."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    if names:
        pytest.fail("windows left open: " + ", ".join(names), pytrace=False)


def _is_here(address: object) -> bool:
    """Tell whether a socket's address is on this computer."""
    if not isinstance(address, tuple):
        return True  # a local socket's path
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost")


def _no_network(event: str, arguments: tuple[object, ...]) -> None:
    reached = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0}.get(event)
    if reached is None:
        return
    target = arguments[reached]
    address = (target,) if event == "socket.getaddrinfo" and target is not None else target
    if address is not None and not _is_here(address):
        raise RuntimeError(f"a test reached for the network: {event} {target}")


sys.addaudithook(_no_network)
