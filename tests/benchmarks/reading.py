"""How right the reading of lists is: who is known again, and whether a column said to be 90 % sure is right so often.

The headings are the generated ones that were kept back from those who worked on the reading.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, limit

if TYPE_CHECKING:
    from tests.support.people_met_twice import Pair

_CLASSES = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
_PEOPLE, _SAME, _DIFFERENT, _SEED = 2_000, 3_000, 100_000, 14


def run() -> list[Row]:
    return [_known_again(), *_calibration()]


def _known_again() -> Row:
    from tests.support.people_met_twice import different_people, organisation, same_people

    from nhipcau.participants.matching.linkage import Linkage

    people = organisation(_PEOPLE, _SEED)
    linkage = Linkage(people)
    together, equal = Counter[str](), 0
    for pair in same_people(people, _SAME, _SEED):
        together[linkage.judge(pair.one, pair.other).outcome] += 1
        equal += _equal(pair)
    joined, equal_wrongly = 0, 0
    for pair in different_people(people, _DIFFERENT, _SEED + 1):
        joined += linkage.judge(pair.one, pair.other).outcome == "same"
        equal_wrongly += _equal(pair)
    note = (
        f"asked {together['ask'] / _SAME:.1%}, missed {together['different']}; wrongly joined {joined} of"
        f" {_DIFFERENT:,} pairs against {equal_wrongly:,}"
    )
    return Row(
        "people met twice are known again", Runs((100 * together["same"] / _SAME,), "%"), "nineteen in twenty",
        limit(95, "%"), budgets.KNOWN_AGAIN, f"equal name or proof finds {equal / _SAME:.1%}; {note}",
    )  # fmt: skip


def _equal(pair: "Pair") -> bool:
    """Say whether a plain comparison would join the two: the name, the address, the telephone or the code is equal."""
    one, other = pair.one, pair.other
    return one.name.casefold() == other.name.casefold() or any(
        other.proofs.get(kind) == value for kind, value in one.proofs.items() if value
    )


def _calibration() -> Iterator[Row]:
    from tests.support.heading_reading import confidences

    with tempfile.TemporaryDirectory() as folder:
        found = confidences(Path(folder), _SEED, kept_back=True)
    for least, below in _CLASSES:
        mine = [(said, right) for said, right in found if least <= said < below]
        if not mine:
            continue
        said = sum(one for one, _ in mine) / len(mine)
        right = sum(one for _, one in mine) / len(mine)
        yield Row(
            f"kept back columns {least:.0%} to {min(below, 1):.0%} sure are right", Runs((100 * right,), "%"), "said",
            Runs((100 * said,), "%"), budgets.KEPT_BACK if least >= 0.9 else None, f"{len(mine)} headings",
        )  # fmt: skip
