"""Decide by the stable matching of `matching`: `python peer_stable.py PEOPLE.json`.

It works by recursion and fails at 500 people unless Python is told to allow more of it.
"""

import json
import sys
import time
import warnings

from peer_rows import read, scored  # type: ignore[import-not-found]  # beside this file, in the peer's environment


def main() -> None:
    from matching.games import HospitalResident  # type: ignore[import-not-found]  # the peer's environment

    sys.setrecursionlimit(1_000_000)
    warnings.simplefilter("ignore")
    mentees, mentors = read(sys.argv[1])
    began = time.perf_counter()
    fits = scored(mentees, mentors)
    scoring = time.perf_counter() - began
    residents = {
        f"e{row}": [f"m{k}" for k in sorted(fit, key=lambda k: -fit[k])] for row, fit in enumerate(fits)
    }
    liked: dict[str, list[tuple[int, str]]] = {}
    for row, fit in enumerate(fits):
        for column, points in fit.items():
            liked.setdefault(f"m{column}", []).append((-points, f"e{row}"))
    hospitals = {name: [one for _, one in sorted(ones)] for name, ones in liked.items()}
    places = {name: mentors[int(name[1:])]["places"] for name in hospitals}
    residents = {name: wanted for name, wanted in residents.items() if wanted}
    game = HospitalResident.create_from_dictionaries(residents, hospitals, places)
    found = game.solve(optimal="resident")
    seconds = time.perf_counter() - began
    pairs = sum(len(held) for held in found.values())
    print(json.dumps({"seconds": seconds, "scoring": scoring, "deciding": seconds - scoring, "pairs": pairs}))


if __name__ == "__main__":
    main()
