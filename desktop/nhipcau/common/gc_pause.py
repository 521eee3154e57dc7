"""Pausing Python's garbage collector.

What is read into thousands of rows holds no cycles, and is searched again and again while there are more of them.
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
_held: Final[list[bool]] = []
"""The same for `collector_at_rest`, which does not search afterwards."""


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


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector away: from widgets that Qt is going through, from values that are all still needed.

    A quarter of the time of a large import was spent so. Afterwards what was made counts as old without having been
    looked at: one long search through all of it would make the window stand still.
    """
    with _turn:
        _held.append(_held[0] if _held else gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _turn:
            was_on = _held.pop()
            if was_on and not _held:  # another thread may still be in the midst of its own
                gc.freeze()
                gc.unfreeze()
                gc.enable()
