"""Decide by OR-Tools' minimum-cost flow, an arc per allowed pair: `python peer_flow.py PEOPLE.json`."""

import json
import sys
import time

from peer_rows import read, scored  # type: ignore[import-not-found]  # beside this file, in the peer's environment


def main() -> None:
    from ortools.graph.python import min_cost_flow  # type: ignore[import-not-found]  # the peer's environment

    mentees, mentors = read(sys.argv[1])
    began = time.perf_counter()
    fits = scored(mentees, mentors)
    scoring = time.perf_counter() - began
    flow = min_cost_flow.SimpleMinCostFlow()
    n, m = len(mentees), len(mentors)
    source, sink = n + m, n + m + 1
    arcs = {}
    for row in range(n):
        flow.add_arc_with_capacity_and_unit_cost(source, row, 1, 0)
        for column, fit in fits[row].items():
            arcs[flow.add_arc_with_capacity_and_unit_cost(row, n + column, 1, -fit)] = (row, column)
    for column, mentor in enumerate(mentors):
        flow.add_arc_with_capacity_and_unit_cost(n + column, sink, mentor["places"], 0)
    flow.set_node_supply(source, n)
    flow.set_node_supply(sink, -n)
    flow.solve_max_flow_with_min_cost()
    pairs = [pair for arc, pair in arcs.items() if flow.flow(arc)]
    seconds = time.perf_counter() - began
    print(
        json.dumps(
            {"seconds": seconds, "scoring": scoring, "deciding": seconds - scoring, "pairs": len(pairs)}
        )
    )


if __name__ == "__main__":
    main()
