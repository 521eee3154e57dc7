"""What one side has answered: one array entry an answer, so that no list has to be gone through for each person."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from itertools import count as numbers_from
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.settings.answer_keys import answer_key, topic_keys
from nhipcau.pairing.settings.pairing_input import Topic

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
_AMOUNT: Final = attrgetter("amount")
_NAME: Final = attrgetter("name")


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Answer k is `keys[kinds[k]]`, given by person `rows[k]`: in the order of people, each answer once a person."""

    size: int
    """How many people."""
    rows: Ints
    kinds: Ints
    keys: tuple[str, ...]
    amounts: Ints
    """How much of it: the importance of a goal, the level of a strength; at least 1."""

    @property
    def known(self) -> Flags:
        """Say of everyone whether they have answered."""
        found = np.zeros(self.size, np.bool_)
        found[self.rows] = True
        return found


def texts_told(answers: Sequence[Sequence[str]], keys_of: Callable[[str], tuple[str, ...]]) -> Told:
    """Return what people have answered in so many texts each, by the keys that texts are compared by."""
    texts = list(chain.from_iterable(answers))
    return _told(len(answers), _rows(answers), texts, np.ones(len(texts), np.int64), keys_of)


def topics_told(answers: Sequence[Sequence[Topic]], skills: Mapping[str, tuple[str, ...]]) -> Told:
    """Return people's goals or strengths; of one named twice, or by two skills in one, the larger amount counts."""
    topics = list(chain.from_iterable(answers))
    amounts = np.maximum(np.fromiter(map(_AMOUNT, topics), np.int64, len(topics)), 1)
    texts = list(map(_NAME, topics))
    return _told(len(answers), _rows(answers), texts, amounts, lambda text: topic_keys(text, skills))


def slots_told(answers: Sequence[Sequence[str]]) -> Told:
    """Return people's free hours."""
    return texts_told(answers, lambda text: (answer_key(text),))


def ranges(starts: Ints, counts: Ints) -> Ints:
    """Return `counts[k]` numbers from `starts[k]` on, one range after the other."""
    found: Ints = np.arange(counts.sum()) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
    return found


def numbered(answers: Sequence[object]) -> tuple[list[object], Ints]:
    """Return the different answers in the order in which they first come, and the number of everyone's."""
    numbers: defaultdict[object, int] = defaultdict(numbers_from().__next__)
    found = np.fromiter(map(numbers.__getitem__, answers), np.int64, len(answers))
    return list(numbers), found


def _rows(answers: Sequence[Sequence[object]]) -> Ints:
    return np.repeat(np.arange(len(answers)), np.fromiter(map(len, answers), np.int64, len(answers)))


def _told(
    size: int, rows: Ints, texts: Sequence[str], amounts: Ints, keys_of: Callable[[str], tuple[str, ...]]
) -> Told:
    different, number = numbered(texts)
    named = [keys_of(str(text)) for text in different]
    flat = [key for keys in named for key in keys]
    keys, kind = numbered(flat)
    count = np.fromiter(map(len, named), np.int64, len(named))
    if len(flat) == len(named) and (count == 1).all():
        kinds = kind[number]
    else:
        each = np.repeat(np.arange(len(texts)), count[number])
        kinds = kind[ranges((np.cumsum(count) - count)[number], count[number])]
        rows, amounts = rows[each], amounts[each]
    return _each_once(Told(size, rows, kinds, tuple(map(str, keys)), amounts))


def _each_once(told: Told) -> Told:
    """Keep the first of equal answers of one person, with the largest amount of any."""
    cells = told.rows * len(told.keys) + told.kinds
    ordered = np.sort(cells)
    if not (ordered[1:] == ordered[:-1]).any():
        return told
    order = np.argsort(cells, kind="stable")
    begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    first, largest = order[begins], np.maximum.reduceat(told.amounts[order], begins)
    back = np.argsort(first)
    kept = first[back]
    return replace(told, rows=told.rows[kept], kinds=told.kinds[kept], amounts=largest[back])
