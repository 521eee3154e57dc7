"""Who of a list is meant, where it is known that somebody of the list is: those who were asked, who got a workbook.

More than in an open list a name may do: written as it is known, once in the list, it needs no address beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

from nhipcau.participants.matching.linkage import Judgement, Linkage, Record
from nhipcau.participants.matching.names import bare_key

Key = TypeVar("Key")
Doubt = Literal["", "nobody", "same_name", "two_people", "maybe"]
"""`same_name`: several are called so · `two_people`: the name is one's and the address another's · `maybe`: somebody
else may be meant."""
_WRITTEN_SO: Final = frozenset({"same", "order"})


@dataclass(frozen=True, slots=True)
class ListMatch(Generic[Key]):
    """The one who is meant; or why nobody can say so, and who it may be."""

    key: Key | None
    doubt: Doubt = ""
    candidates: tuple[Key, ...] = ()


class ClosedList(Generic[Key]):
    """`said` is everything that is to be looked up: what several names give as theirs proves nobody's identity."""

    def __init__(self, people: Mapping[Key, Record], said: Iterable[Record] = ()) -> None:
        self._people = people
        self._linkage = Linkage(people.values(), said)
        self._by_mark: dict[tuple[str, str], list[Key]] = {}
        for key, record in people.items():
            for mark in (*record.proofs.items(), ("name", bare_key(record.name))):
                self._by_mark.setdefault(mark, []).append(key)

    def find(self, record: Record) -> ListMatch[Key]:
        """Return who a record speaks of."""
        marks = (*record.proofs.items(), ("name", bare_key(record.name)))
        near = dict.fromkeys(key for mark in marks if mark[1] for key in self._by_mark.get(mark, ()))
        judged = {key: self._linkage.judge(self._people[key], record) for key in near}
        proven = tuple(key for key, found in judged.items() if found.proven)
        same = [key for key, found in judged.items() if found.outcome == "same"]
        if len(same) == 1 and set(proven) <= set(same):
            return ListMatch(same[0])
        if proven:
            return self._proven(proven, judged)
        return _named(judged)

    @staticmethod
    def _proven(proven: tuple[Key, ...], judged: Mapping[Key, Judgement]) -> ListMatch[Key]:
        if len(proven) == 1 and judged[proven[0]].name == "none":
            return ListMatch(proven[0])
        others = [key for key, found in judged.items() if key not in proven and found.name in _WRITTEN_SO]
        return ListMatch(None, "two_people" if others or len(proven) > 1 else "maybe", proven)


def _named(judged: Mapping[Key, Judgement]) -> ListMatch[Key]:
    """Return who is named, where nothing else says who it is."""
    for levels in (_WRITTEN_SO, frozenset({"bare"})):
        found = tuple(key for key, one in judged.items() if one.name in levels)
        if len(found) == 1:
            return ListMatch(found[0])
        if found:
            return ListMatch(None, "same_name", found)
    near = tuple(key for key, one in judged.items() if one.name == "marks")
    return ListMatch(None, "maybe" if near else "nobody", near)
