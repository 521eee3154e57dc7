"""Work in the midst of which the garbage collector has no business."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector away: from widgets that Qt is going through, from values that are all still needed.

    A quarter of the time of a large import was spent so. Afterwards what was made counts as old without having been
    looked at: one long search through all of it would make the window stand still.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
