"""A line of the palette: what finds it, where it stands among others, and whether Enter alone may run it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

RECORDS_AND_PAGES: Final = 0
ACTIONS: Final = 2
"""After the last records that a feature's search finds."""
HARMFUL: Final = frozenset({"undo", "redo", "close", "quit", "sample"})
"""Actions that take work back or leave what is open, without asking."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `folded` is what a search looks into.

    `asked_by` are the folded names that must be begun to find a harmful action, and written out to have it marked.
    """

    text: str
    kind: str
    picture: str
    folded: str
    do: Callable[[], None]
    tier: int = RECORDS_AND_PAGES
    only_searched: bool = False
    asked_by: tuple[str, ...] = ()

    def answers(self, terms: Sequence[str]) -> bool:
        if self.asked_by:
            typed = " ".join(terms)
            return any(name.startswith(typed) for name in self.asked_by)
        return all(term in self.folded for term in terms)

    def is_meant(self, terms: Sequence[str]) -> bool:
        """Say whether Enter alone may do this."""
        return not self.asked_by or " ".join(terms) in self.asked_by


def rank(entry: Entry, terms: Sequence[str]) -> tuple[int, int, int]:
    """Return the key that sorts what was found, the likeliest first."""
    words = entry.folded.split()
    starts = sum(any(word.startswith(term) for word in words) for term in terms)
    return (entry.tier, -starts, len(entry.folded))
