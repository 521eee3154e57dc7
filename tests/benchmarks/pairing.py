"""From people to the proved plan, against scipy's assignment alone, one product of the same shapes, other matchers.

numpy is not imported at the top: the product says how many threads it may use before it is loaded.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import pairing_peers
from tests.benchmarks.measure import Row, fastest, shown
from tests.benchmarks.pairing_people import answers

from nhipcau.pairing.engine import situation as situations
from nhipcau.pairing.engine.assignment import assign
from nhipcau.pairing.models import Weight
from nhipcau.pairing.plan import solve
from nhipcau.pairing.profiles import PairingInput, Settings
from nhipcau.pairing.session import PairingSession

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
TWO_FRAMES = 2 / 30


def run() -> list[Row]:
    solve(answers(20, 20))  # load the engine
    rows: list[Row] = []
    for size in (50, 500, 1000, 2000):
        rows += _against_scipy(size)
    rows.append(_slider(500))
    rows += [_contested(size) for size in (500, 2000)]
    rows.append(_large(10_000))
    return rows + pairing_peers.run()


def _table(scores: "NDArray[np.int16]", places: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Return what the bare solver is given: a column per place, matching one more above all scores."""
    import numpy as np

    column = np.repeat(np.arange(scores.shape[1]), np.minimum(places, len(scores)))
    worth: NDArray[np.float64] = np.where(scores >= 0, scores + float(10_000 * len(scores) + 1), 0.0)[
        :, column
    ]
    return worth


def _by_turns(times: int, *works: Callable[[], object]) -> list[float]:
    """Return the least seconds of each, measured by turns: what else the machine does slows all of them."""
    best = [float("inf")] * len(works)
    for _ in range(times):
        best = [min(known, fastest(work, 1)) for known, work in zip(best, works, strict=True)]
    return best


def _against_scipy(size: int) -> list[Row]:
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # scipy has no types

    people = answers(size, size)
    standing = situations.situation(people, None)
    scores, places = standing.open_scores(), standing.places
    worth = _table(scores, places)
    theirs, ours, total, fairest = _by_turns(
        15 if size < 1000 else 3,
        lambda: linear_sum_assignment(worth, maximize=True),
        lambda: assign(scores, places),
        lambda: _decide_total(people),
        lambda: PairingSession().decided(people, None),
    )
    made, fair = assign(scores, places), PairingSession().decided(people, None).solution
    target = size >= 500

    def row(what: str, seconds: float, wanted: str, note: str) -> Row:
        name = f"pairing {size}x{size}: {what}"
        return Row(name, shown(seconds), "bare solver", shown(theirs), seconds / theirs, wanted, note)

    return [
        row(
            "same scores to proof", ours, "<= 2x" if target else "", "proved" if made.proved else "NOT proved"
        ),
        row("rows to proved plan", total, "<= 4x" if target else "", "largest total"),
        row(
            "rows to proved fairest plan",
            fairest,
            "",
            f"{'proved' if fair.proved else 'NOT proved'}, worst {fair.worst}, matched {fair.matched}",
        ),
    ]


def _decide_total(people: PairingInput) -> bool:
    standing = situations.situation(people, None)
    return assign(standing.open_scores(), standing.places).proved


def _moved(people: PairingInput, number: int) -> Settings:
    """Return the settings with one weight moved."""
    weights: tuple[Weight, ...] = ("low", "medium", "high")
    criteria = people.settings.criteria
    one = criteria[number % len(criteria)]
    moved = replace(one, weight=weights[(weights.index(one.weight) + 1 + number // len(criteria)) % 3])
    changed = tuple(moved if setting is one else setting for setting in criteria)
    return replace(people.settings, criteria=changed)


def _slider(size: int) -> Row:
    """Measure new scores, the fairest plan and its proof after a weight has moved."""
    people = answers(size, size)
    session = PairingSession()
    session.decided(people, None)
    seconds = sorted(
        fastest(partial(session.decided, people, _moved(people, number)), 1)
        for number in range(2 * len(people.settings.criteria))
    )
    middle = seconds[len(seconds) // 2]
    return Row(
        f"pairing {size}x{size}: a weight moved to proved fairest plan",
        shown(middle),
        "two frames at 30 Hz",
        shown(TWO_FRAMES),
        middle / TWO_FRAMES,
        "<= 1x",
        f"best {shown(seconds[0])}, worst {shown(seconds[-1])}",
    )


def _wanted_by_all(size: int) -> "tuple[NDArray[np.int16], NDArray[np.int64]]":
    """Return scores by which nearly everybody wants the same mentors."""
    import numpy as np

    dice = np.random.default_rng(1)
    mentee, mentor = dice.random((size, 1)), dice.random((1, size))
    scores = (8000 * mentee * mentor + 1500 * mentor + 500 * dice.random((size, size))).astype(np.int16)
    scores[dice.random((size, size)) < 0.2] = -1
    return scores, dice.choice([1, 2, 3], size, p=[0.5, 0.3, 0.2]).astype(np.int64)


def _contested(size: int) -> Row:
    from scipy.optimize import linear_sum_assignment  # scipy has no types

    scores, places = _wanted_by_all(size)
    worth = _table(scores, places)
    theirs, ours = _by_turns(
        3 if size < 1000 else 1,
        lambda: linear_sum_assignment(worth, maximize=True),
        lambda: assign(scores, places),
    )
    made = assign(scores, places)
    note = f"{theirs / ours:.1f}x faster, {'proved' if made.proved else f'gap {made.gap}'}"
    return Row(
        f"everyone wants the same, {size}x{size}: scores to proof",
        shown(ours), "bare solver", shown(theirs), ours / theirs, "<= 2x", note,
    )  # fmt: skip


def _large(size: int) -> Row:
    what = f"pairing {size}x{size}: rows to proved plan"
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.pairing_large", str(size)],
        cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}", "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["?"])[-1][:80]
        return Row(what, "-", "one float32 product", "-", float("nan"), "<= 10x, < 1 GB", f"failed: {why}")
    found = json.loads(done.stdout.splitlines()[-1])
    note = (
        f"scoring {shown(found['scoring'])}, deciding {shown(found['deciding'])}, peak {found['memory']} MB, "
        f"{found['matched']} matched, {'proved' if found['proved'] else 'NOT proved'}; width {found['width']}"
    )
    return Row(
        what, shown(found["seconds"]), "one float32 product", shown(found["product"]),
        found["seconds"] / found["product"], "<= 10x, < 1 GB", note,
    )  # fmt: skip
