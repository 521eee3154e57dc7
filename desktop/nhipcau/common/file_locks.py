"""Locks of the operating system on an open file: they fall with the process that holds them, however it ends."""

import os
import sys
from typing import Final

_GATE: Final = 1 << 30
"""Where the locked byte is: far beyond the text, because Windows keeps others from reading a locked byte."""

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: int) -> bool:
        """Lock an open file for this process; False where another holds it."""
        os.lseek(file, _GATE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def try_lock(file: int) -> bool:
        """Lock an open file for this process; False where another holds it.

        Raises OSError on a file system without locks: nobody knows then.
        """
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
