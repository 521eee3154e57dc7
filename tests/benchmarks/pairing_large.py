"""10,000 x 10,000 in a process of its own: `python -m tests.benchmarks.pairing_large SIZE` prints what it took."""

import json
import sys
import time


def main() -> None:
    size = int(sys.argv[1])
    from tests.benchmarks.measure import peak_memory
    from tests.benchmarks.pairing_people import answers

    people = answers(size, size)
    from nhipcau.pairing.engine import situation as situations
    from nhipcau.pairing.engine.assignment import assign
    from nhipcau.pairing.engine.scores import _product
    from nhipcau.pairing.plan import solve

    solve(answers(20, 20))  # load the engine
    began = time.perf_counter()
    standing = situations.situation(people, None)
    scored = time.perf_counter()
    decided = assign(standing.open_scores(), standing.places)
    ended = time.perf_counter()
    memory = peak_memory()
    left, right = _product(standing.scoring.encoded, size, size)
    del standing
    products = []
    for _ in range(3):
        start = time.perf_counter()
        made = left @ right.T
        products.append(time.perf_counter() - start)
        del made
    print(
        json.dumps(
            {
                "seconds": ended - began,
                "scoring": scored - began,
                "deciding": ended - scored,
                "proved": decided.proved,
                "matched": int((decided.partner >= 0).sum()),
                "memory": memory,
                "product": min(products),
                "width": left.shape[1],
            }
        )
    )


if __name__ == "__main__":
    main()
