"""Waiting for what pages read away from the window's thread."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

_PATIENCE = 30.0


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window's thread do its work until something is so."""
    until = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        QCoreApplication.processEvents()
