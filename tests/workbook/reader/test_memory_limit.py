"""A file that asks for more memory than a reading may take is refused, on every system."""

from ctypes import sizeof
from pathlib import Path
from typing import Any

import pytest
from tests.support.workbooks import put, workbook

from nhipcau.workbook import Unreadable, read_source
from nhipcau.workbook.limits import LIMITS
from nhipcau.workbook.reader.memory_limit import resident, used_by
from nhipcau.workbook.reader.reader_pool import _BOOT
from nhipcau.workbook.reader.system_memory import (
    BasicLimits,
    ExtendedLimits,
    RusageInfo,
    enter_job,
    footprint,
)

_MEGABYTES = 300
_HUNGRY = f"held = bytearray(b'x' * ({_MEGABYTES} << 20)); import time; time.sleep(60)"


@pytest.mark.skipif(used_by(1) == 0, reason="this system does not tell what a process holds")
def test_a_reading_that_nothing_bounds_is_watched_and_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nhipcau.workbook.reader.reader_pool._BOOT", _HUNGRY)

    with pytest.raises(Unreadable) as refused:
        read_source(put(tmp_path, "a.xlsx", workbook()), limits=LIMITS._replace(memory_bytes=100 << 20))

    assert refused.value.code == "workbook.too_much_memory"


def test_a_reading_that_dies_of_memory_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last_words = "memory allocation of 8589934592 bytes failed"
    monkeypatch.setattr(
        "nhipcau.workbook.reader.reader_pool._BOOT", f"import os; os.write(2, b'{last_words}'); os._exit(134)"
    )

    with pytest.raises(Unreadable) as refused:
        read_source(put(tmp_path, "a.xlsx", workbook()))

    assert refused.value.code == "workbook.too_much_memory"


def test_a_reading_that_the_system_bounds_says_so_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python itself is refused the memory here."""
    greedy = "import nhipcau.workbook.reader.reader_process as r; r._read = lambda *_: bytearray(1 << 40); "
    monkeypatch.setattr(
        "nhipcau.workbook.reader.reader_pool._BOOT", _BOOT.replace("from ", greedy + "from ", 1)
    )

    with pytest.raises(Unreadable) as refused:
        read_source(put(tmp_path, "a.xlsx", workbook()))

    assert refused.value.code == "workbook.too_much_memory"


def test_of_a_process_that_is_gone_nothing_is_known(tmp_path: Path) -> None:
    assert resident(str(tmp_path / "statm")) == 0


def test_the_structures_are_laid_out_as_the_systems_say() -> None:
    assert (sizeof(BasicLimits), sizeof(ExtendedLimits)) == (64, 144)
    assert (ExtendedLimits.process_memory.offset, BasicLimits.flags.offset) == (112, 16)
    assert (sizeof(RusageInfo), RusageInfo.physical_footprint.offset) == (96, 72)


class _Call:
    """A function of the system's library, which takes what it is given."""

    def __init__(self, answer: int, said: list[tuple[Any, ...]]) -> None:
        self._answer = answer
        self._said = said

    def __call__(self, *given: Any) -> int:
        self._said.append(given)
        return self._answer


class _Kernel:
    def __init__(self, job: int = 7, accepted: int = 1) -> None:
        self.bounds: list[tuple[Any, ...]] = []
        self.entered: list[tuple[Any, ...]] = []
        self.CreateJobObjectW = _Call(job, [])
        self.SetInformationJobObject = _Call(accepted, self.bounds)
        self.GetCurrentProcess = _Call(-1, [])
        self.AssignProcessToJobObject = _Call(1, self.entered)


def test_on_windows_a_reading_enters_a_job_that_bounds_it() -> None:
    kernel = _Kernel()

    assert enter_job(kernel, 5 << 30)

    (job, kind, bounds, size) = kernel.bounds[0]
    held = bounds._obj
    assert (job, kind, size) == (7, 9, 144)
    assert (held.process_memory, held.basic.flags) == (5 << 30, 0x2100)
    assert kernel.entered == [(7, -1)]


@pytest.mark.parametrize("kernel", [_Kernel(job=0), _Kernel(accepted=0)], ids=["no job", "no bounds"])
def test_where_windows_gives_no_job_the_reading_goes_on(kernel: _Kernel) -> None:
    assert not enter_job(kernel, 1)
    assert not kernel.entered


def test_on_macos_the_packed_memory_counts() -> None:
    def tell(_process: int, _kind: int, told: Any) -> int:
        told._obj.physical_footprint = 123
        return 0

    library = type("Library", (), {"proc_pid_rusage": staticmethod(tell)})

    assert footprint(library, 1) == 123


def test_what_macos_does_not_tell_is_unknown() -> None:
    library = type("Library", (), {"proc_pid_rusage": staticmethod(lambda *_: -1)})

    assert footprint(library, 1) == 0
