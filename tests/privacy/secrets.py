"""Secrets: a text that stands in one field of one row alone, and the rule who may meet it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from nhipcau.common.audience import Reader
from nhipcau.database.audience import may_read, may_read_answer

QUOTED: Final = "answer.value:quotable"
"""An own question's answer of which the coordinator has said that the other may be told it."""
_OF_THEIR_OWN: Final = frozenset({"person.assistant_name", "person.assistant_email"})
"""What is kept with a leader and is about the assistant."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a row is: one person's, a pair's (two), the programme's, the organisation's, or of another programme."""

    people: frozenset[str] = frozenset()
    here: bool = True


@dataclass(frozen=True, slots=True)
class Secret:
    """`forms` are all the ways in which it may be written, in small letters."""

    field: str
    owner: Owner
    forms: tuple[str, ...]
    whole: bool = False
    """Looked for as a word of its own: a number says little."""


@dataclass(frozen=True, slots=True)
class Eye:
    """Somebody who reads: a kind of reader, and who it is (of an assistant: the leaders)."""

    role: Reader
    people: frozenset[str] = frozenset()


TEAM: Final = Eye("team")
PROGRAMME: Final = Eye("programme")
PUBLIC: Final = Eye("public")


def person(name: str) -> Eye:
    return Eye("person", frozenset({name}))


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is in a pair with whom."""

    partners: Mapping[str, frozenset[str]]
    beside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """In a group programme, with whom somebody has the same mentor: they read of each other as of anybody in it."""

    def with_groups(self, pairs: Iterable[tuple[str, str]]) -> "Circle":
        """Return the same people, where those of one mentor sit together."""
        groups: dict[str, set[str]] = {}
        for mentor, mentee in pairs:
            groups.setdefault(mentor, set()).add(mentee)
        beside = dict(self.beside)
        for members in groups.values():
            for one in members:
                beside[one] = beside.get(one, frozenset()) | (members - {one})
        return Circle(self.partners, beside)

    def with_pairs(self, pairs: Iterable[tuple[str, str]]) -> "Circle":
        """Return the same people with further pairs among them."""
        partners = dict(self.partners)
        for one, other in pairs:
            partners[one] = partners.get(one, frozenset()) | {other}
            partners[other] = partners.get(other, frozenset()) | {one}
        return Circle(partners, self.beside)

    def may_meet(self, eye: Eye, secret: Secret) -> bool:
        """Say whether somebody may read this, by who they are to whom it belongs, and by its audience alone."""
        if eye.role == "assistant" and secret.field in _OF_THEIR_OWN and secret.owner.people <= eye.people:
            return True
        reader = self._reader(eye, secret.owner)
        if reader is None:
            return False
        if secret.field == QUOTED:
            return may_read_answer(reader, True)
        return may_read(reader, secret.field)

    def _reader(self, eye: Eye, owner: Owner) -> Reader | None:
        """Return as whom they read; None for what is of somebody they have nothing to do with."""
        if eye.role in ("team", "public"):
            return eye.role
        if not owner.people or eye.role == "programme":
            return "programme" if owner.here else "public"
        if len(owner.people) == 1 and any(
            owner.people <= self.beside.get(one, frozenset()) for one in eye.people
        ):
            return "programme"
        near = eye.people.union(*(self.partners.get(one, frozenset()) for one in eye.people))
        if not owner.people <= near or (len(owner.people) > 1 and not owner.people & eye.people):
            return None
        if eye.role == "assistant":
            return "assistant"
        return "person" if owner.people == eye.people else "partner"


class Register:
    """Makes secrets, each different from all others, and finds them again."""

    def __init__(self) -> None:
        self.secrets: list[Secret] = []
        self._day = date(2061, 3, 1)
        self._numbers: dict[str, int] = {}
        self._found: dict[tuple[int, bytes], frozenset[Secret]] = {}

    def text(self, field: str, owner: Owner) -> str:
        """Make a word that says nothing and is nowhere else."""
        number, letters = len(self.secrets) * 7919 + 104729, []
        for _ in range(6):
            number, place = divmod(number * 17 + 11, 24)
            letters.append("bcdfghjklmnpqrstvwxzaeiou"[place])
        word = f"Qj{len(self.secrets):04d}{''.join(letters)}".translate(_IN_LETTERS)
        self.secrets.append(Secret(field, owner, (word.lower(),)))
        return word

    def day(self, field: str, owner: Owner) -> date:
        self._day += timedelta(days=1)
        formats = ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%d-%m-%Y")
        self.secrets.append(Secret(field, owner, tuple(f"{self._day:{one}}" for one in formats)))
        return self._day

    def number(self, field: str, owner: Owner, first: int, *forms: str) -> int:
        """Make a number of a field, from `first` on; `forms` are further formats of it."""
        value = self._numbers[field] = self._numbers.get(field, first - 1) + 1
        written = (str(value), *(form.format(value) for form in forms))
        self.secrets.append(Secret(field, owner, written, whole=True))
        return value

    def same(self, secret_of: str, field: str, owner: Owner) -> str:
        """Let a word stand in another field as well."""
        self.secrets.append(Secret(field, owner, (secret_of.lower(),)))
        return secret_of

    def found_in(self, text: str) -> frozenset[Secret]:
        """Return every secret that stands in a text; the same text is asked about several times."""
        key = (len(self.secrets), sha256(text.encode("utf-8", "surrogatepass")).digest())
        if key not in self._found:
            self._found[key] = frozenset(self._search(text.lower()))
        return self._found[key]

    def _search(self, small: str) -> Iterator[Secret]:
        words = set(_WORDS.findall(small))
        spread = {*_SECRET.findall(small), *_DAYS.findall(small)}
        for secret in self.secrets:
            if any(form in words if secret.whole else _stands(form, small, spread) for form in secret.forms):
                yield secret


_IN_LETTERS: Final = str.maketrans("0123456789", "bcdfghklmn")
_SECRET: Final = re.compile(r"qj[a-z]{10}")
_DAYS: Final = re.compile(r"(?=([0-9]{2}[/.-][0-9]{2}[/.-]2[0-9]{3}|2[0-9]{3}-[0-9]{2}-[0-9]{2}|2[0-9]{7}))")
"""Every day in the forms of `Register.day`, wherever it begins: a search for each of them takes a minute."""
_WORDS: Final = re.compile(r"(?<![0-9a-z.])[0-9]+(?:\.[0-9]+)?(?![0-9a-z])")


def _stands(form: str, small: str, spread: set[str]) -> bool:
    return form in spread if form.startswith("qj") or _DAYS.match(form) else form in small
