"""The search for cycles rests while something is read, and is as it was afterwards."""

import gc
import threading

import pytest

from nhipcau.common.gc_pause import uncollected


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
