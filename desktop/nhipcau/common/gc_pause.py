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
_DUE: Final = 50
"""Searches among new objects after which the one through all is due, once `leave_to_pauses` holds it back."""
_NEVER: Final = 1_000_000
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
        if is_over and _is_due():
            gc.collect()


def leave_to_pauses() -> None:
    """Let the search through all objects be made at the end of `uncollected` only.

    By itself it comes in whatever thread makes one object too many: a fifth of a second, in the window's as well.
    """
    gc.set_threshold(*gc.get_threshold()[:2], _NEVER)


def _is_due() -> bool:
    new, _, searches = gc.get_count()
    return new > _MANY or (searches > _DUE and gc.get_threshold()[2] == _NEVER)


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
