"""The search for cycles rests while something is read, and is as it was afterwards."""

import gc
import threading
import weakref

import pytest

from nhipcau.common.gc_pause import leave_to_pauses, uncollected


def test_it_rests_until_the_last_of_several_pauses_is_over() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="x"), uncollected():
        raise ValueError("x")
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_pauses_of_threads_that_overlap_end_with_the_last() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def pause() -> None:
        with uncollected():
            begun.set()
            may_end.wait(20)

    other = threading.Thread(target=pause)
    with uncollected():
        other.start()
        assert begun.wait(20)
    assert not gc.isenabled()
    may_end.set()
    other.join(20)
    assert gc.isenabled()


class _Ring:
    """Refers to itself."""

    def __init__(self) -> None:
        self.ring = [self]


def test_left_to_pauses_the_long_search_comes_at_the_end_of_one_only() -> None:
    before = gc.get_threshold()
    leave_to_pauses()
    try:
        ring = _Ring()
        gc.collect()
        gone = weakref.ref(ring)
        del ring
        kept: list[list[int]] = [[] for _ in range(100 * before[0] * before[1])]
        assert gone() is not None
        with uncollected():
            pass
        assert gone() is None
        del kept
    finally:
        gc.set_threshold(*before)
