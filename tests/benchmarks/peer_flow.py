"""Decide by OR-Tools' minimum-cost flow, an arc per allowed pair: `python peer_flow.py FOLDER TIMES`.

The folder holds `people.json`, which it scores itself in plain Python, and `scores.npy` and `places.npy`, our scores
and places, which it only decides. Its arcs are added in bulk, as its documentation shows.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from peer_rows import read, scored, timed  # type: ignore[import-not-found]  # beside this file, in the peer's environment


def main() -> None:
    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    people = read(str(folder / "people.json"))
    scores, places = np.load(folder / "scores.npy"), np.load(folder / "places.npy")
    deciding = timed(lambda: decide(scores, places), times)
    scoring = timed(lambda: table(*people), times)
    whole = timed(lambda: decide(table(*people), places), times)
    pairs, total = decide(scores, places)
    found = {"deciding": deciding, "scoring": scoring, "seconds": whole, "pairs": pairs, "total": total}
    print(json.dumps(found | {"same_pairs": bool(((table(*people) < 0) == (scores < 0)).all())}))


def table(mentees: list[Any], mentors: list[Any]) -> Any:
    """Return the scores of all pairs, -1 where the rules do not allow one."""
    scores = np.full((len(mentees), len(mentors)), -1, np.int64)
    for row, fits in enumerate(scored(mentees, mentors)):
        scores[row, list(fits)] = list(fits.values())
    return scores


def decide(scores: Any, places: Any) -> tuple[int, int]:
    """Return how many are matched and their total."""
    from ortools.graph.python import min_cost_flow  # type: ignore[import-not-found]  # the peer's environment

    rows, columns = np.nonzero(scores >= 0)
    fits = scores[rows, columns].astype(np.int64)
    (n, m), count = scores.shape, len(rows)
    source, sink = n + m, n + m + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate((np.full(n, source), rows, n + np.arange(m))),
        np.concatenate((np.arange(n), n + columns, np.full(m, sink))),
        np.concatenate((np.ones(n + count, np.int64), places)),
        np.concatenate((np.zeros(n, np.int64), -fits, np.zeros(m, np.int64))),
    )
    flow.set_nodes_supplies(np.array([source, sink]), np.array([n, -n]))
    flow.solve_max_flow_with_min_cost()
    chosen = flow.flows(arcs)[n : n + count] > 0
    return int(chosen.sum()), int(fits[chosen].sum())


if __name__ == "__main__":
    main()
