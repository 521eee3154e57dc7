"""Work in the midst of which the garbage collector has no business."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

_lock: Final = Lock()
_kept_away: Final[list[bool]] = []
"""For each of those who keep it away now, whether it was at work when the first of them came."""


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector away: from widgets that Qt is going through, from values that are all still needed.

    A quarter of the time of a large import was spent so. Afterwards what was made counts as old without having been
    looked at: one long search through all of it would make the window stand still.
    """
    with _lock:
        _kept_away.append(_kept_away[0] if _kept_away else gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            was_on = _kept_away.pop()
            if was_on and not _kept_away:  # another thread may still be in the midst of its own
                gc.freeze()
                gc.unfreeze()
                gc.enable()
