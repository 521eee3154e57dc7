"""Reading without Python's search for cycles.

What is read into thousands of rows holds none, and is searched again and again while there are more of them.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_turn = threading.Lock()
_pauses: list[bool] = []
"""For each pause under way, whether the search was on before it."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the search in this process; where several threads pause it, until the last of them is done."""
    with _turn:
        _pauses.append(gc.isenabled() or any(_pauses))
        gc.disable()
    try:
        yield
    finally:
        with _turn:
            was_on = _pauses.pop()
            if was_on and not _pauses:
                gc.enable()
