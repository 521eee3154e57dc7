"""How many answers make nobody known: which forms may be taken in together, and from when on results are shown."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

LEAST_FORMS: Final = 5
"""So many forms are taken in at once: what is stored of one of these people is that of one in five."""
LEAST_FIGURES: Final = 5
LEAST_TEXTS: Final = 10
"""So many answers a question needs before its figures are shown, and before what was written is."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which forms may be taken in together now; the others wait."""

    taken: frozenset[int]
    too_few: frozenset[int] = frozenset()
    """Not enough of them yet."""
    apart: frozenset[int] = frozenset()
    """They were taken in once with others who are missing now, and that was taken back."""


def grouped(ready: Collection[int], earlier: Sequence[frozenset[int]]) -> Grouping:
    """Return which of these people's forms may be taken in as one group.

    `earlier` are the groups there ever were, those that were taken back as well: their answers may still be in a
    backup or in the journal. A group that shares some people with one of them could be subtracted from it. So people
    who were ever taken in together come again together or not at all, and those who are new only by five and more.
    """
    alike: dict[frozenset[int], set[int]] = defaultdict(set)
    for one in frozenset(ready).union(*earlier):
        alike[frozenset(place for place, group in enumerate(earlier) if one in group)].add(one)
    taken: set[int] = set()
    apart: set[int] = set()
    too_few: set[int] = set()
    for places, people in alike.items():
        here = people.intersection(ready)
        if places and here != people:
            apart |= here
        elif len(people) < LEAST_FORMS:
            too_few |= here
        else:
            taken |= here
    return Grouping(frozenset(taken), frozenset(too_few), frozenset(apart))


def asks_all(audience: str, roles: Collection[str]) -> bool:
    """Say whether a question is asked of everybody in these roles."""
    return all(audience in ("", role) for role in roles)


def asks_some(audience: str, roles: Collection[str]) -> bool:
    """Say whether it is asked of some of them and not of all: an answer to it would tell whose side it is from."""
    return not asks_all(audience, roles) and audience in roles
