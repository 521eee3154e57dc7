"""Reading without Python's search for cycles.

What is read into thousands of rows holds none, and is searched again and again while there are more of them.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_MANY: Final = 20_000
"""New objects after which the search is made at once, in the thread that has read them: it is due, and would else come
in the middle of what somebody does in the window."""
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
            is_over = was_on and not _pauses
            if is_over:
                gc.enable()
        if is_over and gc.get_count()[0] > _MANY:
            gc.collect()
