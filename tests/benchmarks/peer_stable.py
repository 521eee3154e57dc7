"""Decide by the stable matching of `matching`: `python peer_stable.py FOLDER TIMES`.

It works by recursion and fails at 500 people unless Python is told to allow more of it.
"""

import json
import sys
import warnings
from pathlib import Path

from peer_rows import Row, read, scored, timed  # type: ignore[import-not-found]  # beside this file, in the peer's environment


def main() -> None:
    sys.setrecursionlimit(1_000_000)
    warnings.simplefilter("ignore")
    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    mentees, mentors = read(str(folder / "people.json"))
    fits = scored(mentees, mentors)
    pairs: list[int] = []
    scoring = timed(lambda: scored(mentees, mentors), times)
    deciding = timed(lambda: pairs.append(decide(fits, mentors)), times, warm=False)
    seconds = [one + other for one, other in zip(scoring, deciding, strict=True)]
    print(json.dumps({"scoring": scoring, "deciding": deciding, "seconds": seconds, "pairs": pairs[0]}))


def decide(fits: list[dict[int, int]], mentors: list[Row]) -> int:
    """Return how many are matched."""
    from matching.games import HospitalResident  # type: ignore[import-not-found]  # the peer's environment

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
    found = HospitalResident.create_from_dictionaries(residents, hospitals, places).solve(optimal="resident")
    return sum(len(held) for held in found.values())


if __name__ == "__main__":
    main()
