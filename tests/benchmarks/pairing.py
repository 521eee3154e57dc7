"""From people to the proved plan, against scipy's assignment alone and one product of the same shapes.

numpy is not imported at the top: the product says how many threads it may use before it is loaded.
"""

import json
import statistics
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, in_turns, joined, limit, measured, not_measured
from tests.benchmarks.pairing_people import answers
from tests.benchmarks.table import figure

from nhipcau.pairing.engine.deciding import remaining_problem as situations
from nhipcau.pairing.engine.deciding.assignment import assign
from nhipcau.pairing.models import Weight
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import PairingInput, Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
SLIDES, LARGE_TIMES = 3, 3


def run() -> list[Row]:
    solve(answers(20, 20))  # load the engine
    return [
        *(row for size in (50, 500, 1000, 2000) for row in _against_scipy(size)),
        *_slider(500),
        *(_contested(size) for size in (500, 2000)),
        *_large(10_000),
    ]


def _table(scores: "NDArray[np.int16]", places: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Return what the bare solver is given: a column per place, matching one more above all scores."""
    import numpy as np

    column = np.repeat(np.arange(scores.shape[1]), np.minimum(places, len(scores)))
    worth: NDArray[np.float64] = np.where(scores >= 0, scores + float(10_000 * len(scores) + 1), 0.0)[
        :, column
    ]
    return worth


def _against_scipy(size: int) -> list[Row]:
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # scipy has no types

    people = answers(size, size)
    standing = situations.situation(people, None)
    scores, places = standing.open_scores(), standing.places
    worth = _table(scores, places)
    theirs, ours, total, fairest = in_turns(
        lambda: linear_sum_assignment(worth, maximize=True),
        lambda: assign(scores, places),
        lambda: decide_total(people),
        lambda: PairingSession().decided(people, None),
        times=15 if size < 1000 else 5,
    )
    made, fair = assign(scores, places), PairingSession().decided(people, None).solution
    what, target = f"pairing {size}x{size}:", budgets.FROM_ROWS.get(size)
    return [
        Row(
            f"{what} same scores to proof", ours, "bare solver", theirs, budgets.SAME_SCORES if size >= 500 else None,
            _said(made.proved),
        ),
        Row(f"{what} rows to proved largest total", total, "bare solver", theirs, target, _said(made.proved)),
        Row(
            f"{what} rows to proved fairest plan", fairest, "bare solver", theirs, target,
            f"{_said(fair.proved)}, worst {fair.worst}, matched {fair.matched}",
        ),
        Row(f"{what} proved", Runs((float(made.proved), float(fair.proved)), ""), "", limit(1, ""), budgets.PROVED),
    ]  # fmt: skip


def _said(proved: bool) -> str:
    return "proved" if proved else "NOT proved"


def decide_total(people: PairingInput) -> bool:
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


def _slider(size: int) -> list[Row]:
    """Measure new scores, the fairest plan and its proof after a weight has moved."""
    people = answers(size, size)
    session = PairingSession()
    session.decided(people, None)
    moves = joined(
        measured(partial(session.decided, people, _moved(people, number)), 1, warm=False)
        for number in range(SLIDES * 2 * len(people.settings.criteria))
    )
    what = f"pairing {size}x{size}: a weight moved to proved fairest plan"
    return [
        Row(what, moves, "a frame at 30 Hz", limit(budgets.FRAME), budgets.SLIDER),
        Row(
            f"{what}, worst move",
            replace(moves, figures=(max(moves.figures),)),
            "",
            limit(budgets.WORST_FRAME),
            budgets.SLIDER_WORST,
        ),
    ]


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
    [theirs] = in_turns(
        lambda: linear_sum_assignment(worth, maximize=True), times=3 if size < 1000 else 1, warm=False
    )
    ours = measured(lambda: assign(scores, places))
    made = assign(scores, places)
    note = f"{'proved' if made.proved else f'gap {made.gap}'}; {len(theirs.figures)} of theirs"
    return Row(
        f"everyone wants the same, {size}x{size}: scores to proof",
        ours,
        "bare solver",
        theirs,
        budgets.CONTESTED,
        note,
    )


def _large(size: int) -> list[Row]:
    what = f"pairing {size:,}x{size:,}:"
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.pairing_large", str(size), str(LARGE_TIMES)],
        cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}", "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["?"])[-1][:80]
        return [not_measured(f"{what} rows to proved plan", "one float32 product", budgets.LARGE, why)]
    found = json.loads(done.stdout.splitlines()[-1])
    scoring, deciding = (figure(statistics.median(found[part])) for part in ("scoring", "deciding"))
    note = f"scoring {scoring}, deciding {deciding}, {found['matched']:,} matched, {_said(found['proved'])}"
    ours, theirs = (
        Runs(tuple(found[name]), wall=tuple(found[f"{name}_wall"])) for name in ("ours", "product")
    )
    memory = Runs((found["peak"],), "MB")
    kept = Runs((found["kept"],), "MB")
    return [
        Row(f"{what} rows to proved plan", ours, "one float32 product", theirs, budgets.LARGE, note),
        Row(
            f"{what} most memory held", memory, "", limit(budgets.LARGE_MEGABYTES, "MB"), budgets.LARGE_MEMORY
        ),
        Row(
            f"{what} memory kept when the session is closed",
            kept,
            "held before",
            Runs((found["before"],), "MB"),
            budgets.LARGE_KEPT,
        ),
        Row(
            f"{what} decided again from known prices",
            Runs(tuple(found["again"]), wall=tuple(found["again_wall"])),
            "a second",
            limit(budgets.RESTART),
            budgets.LARGE_AGAIN,
        ),
    ]
