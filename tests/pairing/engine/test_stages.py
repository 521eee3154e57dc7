"""A plan says how far it is and stops wherever it is when told to."""

from threading import Event

import numpy as np
import pytest
from tests.support.pairing import random_programme

from nhipcau.common.progress import Cancelled, Progress
from nhipcau.pairing.engine.deciding import dense_assignment as dense
from nhipcau.pairing.engine.deciding.assignment import assign
from nhipcau.pairing.engine.stages import abandonable
from nhipcau.pairing.plan.plan_request import solve


def heard() -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    solve(random_programme(3, 30, 20), progress=Progress(lambda done, total: told.append((done, total))))
    return told


def test_progress_only_grows_and_ends_at_the_whole() -> None:
    told = heard()
    assert told == sorted(told)
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]
    assert len({done for done, _ in told}) == told[-1][1] + 1


class CancelsAt(Progress):
    """Is cancelled while it hears its report number `at`."""

    def __init__(self, at: int) -> None:
        super().__init__(self._hear)
        self._at = at
        self.heard = 0

    def _hear(self, _done: int, _total: int) -> None:
        self.heard += 1
        if self.heard == self._at:
            self.cancel()


def test_a_plan_can_be_cancelled_at_every_report() -> None:
    for at in range(1, len(heard())):
        progress = CancelsAt(at)
        with pytest.raises(Cancelled):
            solve(random_programme(3, 30, 20), progress=progress)
        assert progress.heard == at


def stop() -> None:
    raise Cancelled


def test_work_that_cannot_be_interrupted_is_left_behind() -> None:
    ended, never = Event(), Event()

    def work() -> None:
        never.wait(60)
        ended.set()

    with pytest.raises(Cancelled):
        abandonable(work, stop)
    assert not ended.is_set()
    never.set()
    assert ended.wait(60)


def test_what_goes_wrong_in_the_work_is_raised_where_it_is_wanted() -> None:
    def fail() -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        abandonable(fail, lambda: None)


def test_a_large_assignment_is_solved_aside_with_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = np.random.default_rng(5).integers(0, 10_000, (60, 50)).astype(np.int16)
    places = np.full(50, 2)
    at_once = assign(scores, places)
    monkeypatch.setattr(dense, "_QUICK", 0)
    aside = assign(scores, places, tick=lambda: None)
    assert aside.proved
    assert (aside.partner == at_once.partner).all()
    with pytest.raises(Cancelled):
        assign(scores, places, tick=stop)
