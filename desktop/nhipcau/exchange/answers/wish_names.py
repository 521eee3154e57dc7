"""Whom a wish means: by name, address or code, else by a part of a name where only one person fits."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from nhipcau.exchange.formats.vocabulary import key_of, phrases
from nhipcau.mail.addresses import address_in

_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_APART: Final = re.compile(r"\s-\s|\s–\s|,|/|&|\n|;")
_AND: Final = re.compile(r",|/|&|\n|;|\+|\band\b|\bor\b|\bvà\b|\bhoặc\b|\bhay\b", re.IGNORECASE)
_FEWEST: Final = 2
"""Letters of a part of a name that may tell who is meant."""


@dataclass(frozen=True, slots=True)
class Wishable:
    """Somebody a wish can mean."""

    key: int
    name: str
    email: str = ""
    code: str = ""
    preferred: str = ""
    sides: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        """Return what names this person where the name alone may not."""
        return self.email or self.code or self.name


@dataclass(frozen=True, slots=True)
class WishMatch:
    """Whom a wish means, as it is kept. `how`: exactly, understood from a part, nobody, one of several, or no wish."""

    kept: tuple[str, ...]
    how: Literal["exact", "understood", "unknown", "several", "nobody"]
    names: tuple[str, ...] = ()


class Wishes:
    """Everybody of the programme and of the file, found as people name each other."""

    def __init__(self, people: Iterable[Wishable]) -> None:
        self._people = list({person.key: person for person in people if person.name}.values())
        self._exact: defaultdict[str, list[Wishable]] = defaultdict(list)
        self._words: defaultdict[str, list[Wishable]] = defaultdict(list)
        self._by_email = {person.email.lower(): person for person in self._people if person.email}
        for person in self._people:
            for key in dict.fromkeys(map(key_of, filter(None, (person.name, person.code, person.preferred)))):
                self._exact[key].append(person)
            for word in dict.fromkeys(key_of(f"{person.name} {person.preferred}").split()):
                self._words[word].append(person)

    def meant(self, text: str, side: str) -> WishMatch:
        """Return whom one wish means; `side` is what those who can be wished for are, empty for anyone."""
        if key_of(text) in phrases("nobody"):
            return WishMatch((), "nobody")
        exact = self._exactly(text, side)
        if exact:
            return self._one(exact, text, "exact")
        found = self._partly(text, side)
        if len(found) == 1:
            return self._one(found, text, "understood")
        if not found and (several := self._each(text, side)):
            return several
        names = tuple(dict.fromkeys(person.name for person in found))
        return WishMatch((text,), "several" if found else "unknown", names)

    def _one(self, found: Sequence[Wishable], text: str, how: Literal["exact", "understood"]) -> WishMatch:
        names = tuple(dict.fromkeys(person.name for person in found))
        if len(found) > 1:
            return WishMatch((text,), "several", names)
        person = found[0]
        shared = len(self._exact[key_of(person.name)]) > 1
        return WishMatch((person.address if shared else person.name,), how, (person.name,))

    def _exactly(self, text: str, side: str) -> list[Wishable]:
        address = address_in(text)
        if address is not None:
            return [self._by_email[address]] if address in self._by_email else []
        for wording in (text, _bare(text)):
            found = self._exact.get(key_of(wording), [])
            if found:
                return _of_side(found, side)
        return []

    def _partly(self, text: str, side: str) -> list[Wishable]:
        """Return who has all the words of a text in their name; a letter alone begins one of its words."""
        words = key_of(_bare(text)).split()
        whole = [word for word in words if len(word) >= _FEWEST]
        if not whole or len(words) > len(whole) + 2:
            return []
        near = self._words.get(max(whole, key=len), [])
        return _of_side([person for person in near if _has_words(person, words)], side)

    def _each(self, text: str, side: str) -> WishMatch | None:
        """Return several people named in one wish: `Lan và Mai`."""
        parts = [part.strip() for part in _AND.split(text) if part and part.strip()]
        if len(parts) < 2:
            return None
        found = [self.meant(part, side) for part in parts]
        if any(one.how not in ("exact", "understood") for one in found):
            return None
        names = tuple(name for one in found for name in one.names)
        return WishMatch(tuple(name for one in found for name in one.kept), "understood", names)


def _of_side(found: Sequence[Wishable], side: str) -> list[Wishable]:
    """Return those on the other side, where any of them is."""
    there = [person for person in found if not side or side in person.sides or not person.sides]
    return there or list(found)


def _bare(text: str) -> str:
    """Return a name without what stands in brackets, behind a dash, or before it to address somebody."""
    plain = _APART.split(_ASIDE.sub(" ", text), maxsplit=1)[0]
    words = plain.split()
    while len(words) > 1 and key_of(words[0]) in phrases("forms_of_address"):
        words = words[1:]
    return " ".join(words)


def _has_words(person: Wishable, words: Sequence[str]) -> bool:
    left = key_of(f"{person.name} {person.preferred}").split()
    for word in sorted(words, key=len, reverse=True):
        fitting = [one for one in left if one == word] or [
            one for one in left if len(word) == 1 and one[0] == word
        ]
        if not fitting:
            return False
        left.remove(fitting[0])
    return True


def wished(
    wishes: Wishes, said: Sequence[str], side: str
) -> tuple[list[str], list[tuple[str, Mapping[str, object]]]]:
    """Return wishes as they are kept, and what must be said of them: (code, values) of a note."""
    kept: list[str] = []
    notes: list[tuple[str, Mapping[str, object]]] = []
    for text in said:
        found = wishes.meant(text, side)
        kept += found.kept
        if found.how in ("understood", "unknown", "several"):
            names = ", ".join(found.names)
            notes.append((f"exchange.note.wish_{found.how}", {"value": text, "names": names}))
    return list(dict.fromkeys(kept)), notes
