"""How a process that reads is kept from taking all the memory there is, on each system by what that system offers.

Linux refuses it more than it may have; so does Windows, to a process in a job. macOS knows no such bound: there, and
wherever else the system tells, the parent watches, for a library that is reading lets nothing else in its process run.
Imported by the child process.
"""

import sys

from nhipcau.workbook.limits import Limits

OUT_OF_MEMORY = b"memory allocation of"
"""How the reading library says, on its way down, that it was refused memory."""


def limit_own(limits: Limits) -> None:
    """Have the system refuse this process more memory than it may have, where it can."""
    if sys.platform == "win32":
        from ctypes import WinDLL

        from nhipcau.workbook.reader.system_memory import enter_job

        enter_job(WinDLL("kernel32", use_last_error=True), limits.memory_bytes)
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds * 2),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def used_by(process: int) -> int:
    """Return how many bytes of memory a process of ours holds; 0 where the system does not tell."""
    used = 0
    if sys.platform == "darwin":
        from ctypes import CDLL

        from nhipcau.workbook.reader.system_memory import footprint

        used = footprint(CDLL("/usr/lib/libproc.dylib"), process)
    elif sys.platform == "linux":
        used = resident(f"/proc/{process}/statm")
    return used


def resident(statm: str) -> int:
    """Return what Linux tells of a process that may be gone."""
    from os import sysconf
    from pathlib import Path

    try:
        return int(Path(statm).read_bytes().split()[1]) * sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
