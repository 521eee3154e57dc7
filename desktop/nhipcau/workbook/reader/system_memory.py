"""What Windows and macOS offer against a process that takes all the memory: their own calls and structures."""

from ctypes import Structure, byref, c_int, c_int64, c_size_t, c_ubyte, c_uint32, c_uint64, c_void_p, sizeof
from typing import Any, Final


class RusageInfo(Structure):
    """`rusage_info_v0` of macOS."""

    _fields_ = (
        ("uuid", c_ubyte * 16),
        ("user_time", c_uint64),
        ("system_time", c_uint64),
        ("package_idle_wakeups", c_uint64),
        ("interrupt_wakeups", c_uint64),
        ("pageins", c_uint64),
        ("wired_size", c_uint64),
        ("resident_size", c_uint64),
        ("physical_footprint", c_uint64),
        ("start_time", c_uint64),
        ("exit_time", c_uint64),
    )


class BasicLimits(Structure):
    """`JOBOBJECT_BASIC_LIMIT_INFORMATION` of Windows."""

    _fields_ = (
        ("process_user_time", c_int64),
        ("job_user_time", c_int64),
        ("flags", c_uint32),
        ("least_working_set", c_size_t),
        ("most_working_set", c_size_t),
        ("active_processes", c_uint32),
        ("affinity", c_size_t),
        ("priority_class", c_uint32),
        ("scheduling_class", c_uint32),
    )


class ExtendedLimits(Structure):
    """`JOBOBJECT_EXTENDED_LIMIT_INFORMATION` of Windows."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io_counters", c_uint64 * 6),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_process_memory", c_size_t),
        ("peak_job_memory", c_size_t),
    )


_PROCESS_MEMORY: Final = 0x100
_END_WITH_JOB: Final = 0x2000
_EXTENDED: Final = 9


def enter_job(kernel: Any, most: int) -> bool:  # noqa: ANN401 - the system's own library
    """Put this process into a job of Windows that gives it so many bytes; False where the system will not.

    The job is never closed here: it ends with the process, and the process with it.
    """
    kernel.CreateJobObjectW.restype = c_void_p
    kernel.CreateJobObjectW.argtypes = (c_void_p, c_void_p)
    kernel.SetInformationJobObject.argtypes = (c_void_p, c_int, c_void_p, c_uint32)
    kernel.GetCurrentProcess.restype = c_void_p
    kernel.AssignProcessToJobObject.argtypes = (c_void_p, c_void_p)
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    bounds = ExtendedLimits(process_memory=most)
    bounds.basic.flags = _PROCESS_MEMORY | _END_WITH_JOB
    return bool(
        kernel.SetInformationJobObject(job, _EXTENDED, byref(bounds), sizeof(bounds))
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )


def footprint(library: Any, process: int) -> int:  # noqa: ANN401 - the system's own library
    """Return what macOS counts as the memory of a process, the packed part too."""
    told = RusageInfo()
    library.proc_pid_rusage.argtypes = (c_int, c_int, c_void_p)
    return told.physical_footprint if library.proc_pid_rusage(process, 0, byref(told)) == 0 else 0
