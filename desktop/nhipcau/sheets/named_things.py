"""People, questions and skills as the cells of a sheet name them: each by one label, and found by other names too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from nhipcau.common.cell_text import is_clean
from nhipcau.common.names.vietnamese import fold
from nhipcau.workbook.writer.safe_text import held_text

_SURELY_HELD: Final = 16_000


@dataclass(frozen=True, slots=True)
class NamedThing:
    """`value` is its public id. `also` is what else it may be called, where nothing else is called so."""

    value: str
    label: str
    also: Sequence[str] = ()
    short: str = ""


class NamedThings:
    """Gives every thing a label of its own; those that are alike are numbered in their order."""

    def __init__(self, things: Iterable[NamedThing]) -> None:
        self._things = tuple(things)
        self._labels: dict[str, str] = {}
        self._short = {thing.value: thing.short for thing in self._things}
        taken: set[str] = set()
        for thing in self._things:
            plain = _plain(thing.label)
            label, count = plain, 1
            while label.casefold() in taken:
                count += 1
                label = f"{plain} ({count})"
            taken.add(label.casefold())
            self._labels[thing.value] = label
        self._found: dict[str, str] | None = None

    def __contains__(self, value: object) -> bool:
        return value in self._labels

    def label(self, value: str) -> str:
        """Return what a thing is called; what is none of these is called as it was written."""
        return self._labels.get(value, value)

    def short(self, value: str) -> str:
        """Return a thing's name as it is said where nobody else could be meant."""
        return self._short.get(value) or self.label(value)

    def labels(self, values: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the labels of these things, or of all, to be offered."""
        if values is None:
            return tuple(self._labels.values())
        return tuple(self._labels[value] for value in values if value in self._labels)

    def find(self, text: str) -> str | None:
        """Return what a text names: by its label, or by another name that only one of them has."""
        said = " ".join(text.split())
        if self._found is None:
            self._found = self._learnt()
        return self._found.get(said.casefold()) or self._found.get(fold(said))

    def _learnt(self) -> dict[str, str]:
        """Return what each way of writing means. Labels come before other names, exact ones before those alike."""
        labels = {label.casefold(): value for value, label in self._labels.items()}
        alike = _of_one((fold(label), value) for value, label in self._labels.items())
        also = _of_one((fold(" ".join(name.split())), one.value) for one in self._things for name in one.also)
        return {**also, **alike, **labels}


def ways_to_name(thing: NamedThing) -> frozenset[str]:
    """Return how a thing could be found if it were the only one. A label that was given a number is not among them."""
    label = _plain(thing.label)
    ways = {label.casefold(), fold(label), *(fold(" ".join(name.split())) for name in thing.also)}
    return frozenset(ways - {""})


def _plain(label: str) -> str:
    """Return a label as one line that a cell can hold; most are, and asking is faster than making them so."""
    if label and len(label) <= _SURELY_HELD and is_clean(label):
        return label
    return " ".join(held_text(label).split()) or "?"


def _of_one(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return who is called what, where only one is called so."""
    found: dict[str, set[str]] = {}
    for name, value in named:
        if name:
            found.setdefault(name, set()).add(value)
    return {name: values.pop() for name, values in found.items() if len(values) == 1}
