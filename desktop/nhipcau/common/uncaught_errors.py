"""What nobody caught, on the terminal: without messages, as people copy what stands there and send it.

Light, since it comes before everything else; how to tell a fault is imported when there is one.
"""

import sys
import threading
from contextlib import suppress


def tell_uncaught_namelessly() -> None:
    """Replace the interpreter's own ways of telling; a hook that somebody set is left alone."""
    if sys.excepthook is sys.__excepthook__:
        sys.excepthook = lambda _, error, __: _tell(error)
    if threading.excepthook is threading.__excepthook__:
        threading.excepthook = lambda what: _tell(what.exc_value)
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = lambda what: _tell(what.exc_value)


def _tell(error: BaseException | None) -> None:
    if error is None or isinstance(error, KeyboardInterrupt | SystemExit) or sys.stderr is None:
        return
    from nhipcau.common.error_trace import report_of

    with suppress(OSError, ValueError):
        sys.stderr.write(f"{report_of(error)}\n")
