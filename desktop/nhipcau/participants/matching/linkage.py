"""Whether two records are one person's: a sum of evidence, and three outcomes.

The model is Fellegi and Sunter's ("A Theory for Record Linkage", Journal of the American Statistical Association 64,
1969): each field that agrees or differs adds the logarithm of how much likelier that is for one person than for two,
in bits. A rare name says more than a frequent one, and an address that several names use says nothing. Above `SAME` two
records are one person's, below `ASK` two people's; in between somebody is asked.

Evidence that only adds up is not proof: without an address, telephone number or code of their own, two records are
joined only for one written name with something else that agrees.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log2, prod
from typing import Final, Literal, NamedTuple

from nhipcau.participants.matching.names import NameLevel, bare_words, compare_names, name_words

Outcome = Literal["same", "ask", "different"]
_Evidence = tuple[bool, tuple[float, float]]
"""Whether a value agrees, and the bits of agreeing and of differing."""
SAME: Final = 7.0
"""Bits from which two records are one person's without asking: 128 to 1."""
ASK: Final = -4.0

_LIKELY: Final[Mapping[NameLevel, float]] = {
    "same": 0.80, "order": 0.03, "bare": 0.08, "short": 0.04, "slip": 0.02
}  # fmt: skip
"""How often two records of one person agree so far on the name."""
_OTHERS: Final[Mapping[NameLevel, float]] = {"same": 1, "order": 1, "bare": 6, "short": 2, "slip": 8}
"""How many times likelier two people agree so far than wholly."""
_LEAST_OF_A_NAME: Final = log2(_LIKELY["same"]) - 0.01
"""Bits of one written name that everybody bears, and a little less: sums in another order differ by a trifle."""
_UNLIKE: Final[Mapping[NameLevel, float]] = {"none": 0.0, "marks": -3.0, "different": -9.0}
"""Bits of names that do not agree."""
_USUAL_WORDS: Final[Mapping[str, float]] = {
    "nguyễn": 0.35, "trần": 0.11, "lê": 0.10, "phạm": 0.07, "huỳnh": 0.05, "hoàng": 0.05, "phan": 0.045, "vũ": 0.04,
    "võ": 0.04, "đặng": 0.02, "bùi": 0.02, "thị": 0.40, "văn": 0.25,
}  # fmt: skip
"""How often words stand in names in Vietnam, by and large: what is met in an organisation counts for more."""
_USUAL: Final = {name_words(word)[0]: share for word, share in _USUAL_WORDS.items()}
_RARE: Final = 0.01
"""How often a word stands in names, of which nothing is known."""
_WEIGHT_OF_USUAL: Final = 200
"""How many names of the organisation the shares above count for."""
_PROOFS: Final[Mapping[str, tuple[float, float]]] = {
    "email": (18.0, -2.5), "phone": (15.0, -2.0), "code": (18.0, -12.0)
}  # fmt: skip
"""Bits of a value of somebody's own that agrees, or differs."""
_FACTS: Final[Mapping[str, tuple[float, float]]] = {
    "birth_year": (4.5, -6.0), "department": (2.5, -2.0), "title": (2.5, -1.0)
}  # fmt: skip
_MET: Final = 0.3
"""How many people of one list are in the other, on the average."""


class Record(NamedTuple):
    """What one list says of somebody. Values are compared as they are: in small letters, numbers by their digits."""

    name: str
    proofs: Mapping[str, str] = {}
    """`email`, `phone`, `code`, where given."""
    facts: Mapping[str, object] = {}
    """`birth_year`, `department`, `title`, where given."""


class Judgement(NamedTuple):
    """What was found of two records: the outcome, how the names agree, and the evidence in bits."""

    outcome: Outcome
    name: NameLevel
    bits: float
    proven: bool
    """Whether an address, a telephone number or a code of their own agrees."""


class Counted(NamedTuple):
    """What is counted of one list: how many names hold a word, how many there are, which proofs several names use."""

    words: Counter[str]
    records: int
    shared: frozenset[tuple[str, str]]


def counted(records: Iterable[Record]) -> Counted:
    """Count the names of a list, and who uses an address or a number in it."""
    names: list[str] = []
    first: dict[str, dict[str, str]] = {"email": {}, "phone": {}}
    others: list[tuple[str, str, str]] = []  # kind, value, a name that is not the first one given with it
    for name, proofs, _ in records:
        names.append(name)
        for kind, name_of in first.items() if name else ():
            if (value := proofs.get(kind)) and name_of.setdefault(value, name) != name:
                others.append((kind, value, name))
    words = Counter(chain.from_iterable(map(set, map(name_words, names))))
    shared = frozenset(
        (kind, value)
        for kind, value, name in others
        if compare_names(first[kind][value], name) in ("marks", "different")
    )
    return Counted(words, len(names), shared)


class Linkage:
    """Judges pairs of records by how frequent names are, and which addresses several names use."""

    def __init__(self, *lists: Iterable[Record]) -> None:
        """Count the names of all lists together, and who uses an address or a number in each of them."""
        self._count(map(counted, lists))

    @classmethod
    def of(cls, *lists: Counted) -> "Linkage":
        """Return what judges by lists that are counted already."""
        made = cls()
        made._count(lists)
        return made

    def _count(self, lists: Iterable[Counted]) -> None:
        self._words: Counter[str] = Counter()
        self._records = 0
        self._shared: set[tuple[str, str]] = set()
        for words, records, shared in lists:
            self._words.update(words)
            self._records += records
            self._shared |= shared
        self._before = -log2(max(self._records, 1) / _MET)
        self._shares: dict[str, float] = {}

    def is_shared(self, kind: str, value: str) -> bool:
        """Say whether people of several names use one address or telephone number: it proves nobody's identity."""
        return (kind, value) in self._shared

    def judge(self, one: Record, other: Record) -> Judgement:
        """Return whether two records are one person's."""
        level = compare_names(one.name, other.name)
        proofs = self._proofs(one, other)
        if level == "different":
            proofs.pop("phone", None)  # a switchboard's, or a family's: no reason to ask
        facts = [
            (fact == theirs, _FACTS[name])
            for name in _FACTS
            if (fact := one.facts.get(name)) and (theirs := other.facts.get(name))
        ]
        bits = self._before + self._name_bits(level, one.name, other.name)
        bits += sum(agrees if alike else differs for alike, (agrees, differs) in (*proofs.values(), *facts))
        proven = any(alike for alike, _ in proofs.values())
        if bits >= SAME and self._may_join(level, proofs, [alike for alike, _ in facts]):
            return Judgement("same", level, bits, proven)
        doubtful = bits >= ASK or proven or (level == "same" and not _refuted(one, other))
        return Judgement("ask" if doubtful else "different", level, bits, proven)

    def surely_same(self, one: Record, other: Record) -> bool:
        """Say whether two records of one name and the same proofs are one person's however frequent the name is.

        True is what `judge` finds too, at a small part of its cost: nearly everybody of a list that comes again.
        """
        if one.name != other.name or one.proofs != other.proofs or not name_words(one.name):
            return False
        bits = self._before + _LEAST_OF_A_NAME
        proven = False
        proofs = one.proofs
        for kind, (agrees, _) in _PROOFS.items():
            value = proofs.get(kind)
            if value and (kind, value) not in self._shared:
                proven = True
                bits += agrees
        if one.facts != other.facts:
            bits += sum(min(differs, 0) for _, differs in _FACTS.values())
        return proven and bits >= SAME

    def _proofs(self, one: Record, other: Record) -> dict[str, _Evidence]:
        """Return the identifying values that both give and that say something, and whether they agree."""
        found: dict[str, _Evidence] = {}
        for kind, weights in _PROOFS.items():
            mine, yours = one.proofs.get(kind), other.proofs.get(kind)
            if mine and yours and not (mine == yours and self.is_shared(kind, mine)):
                found[kind] = (mine == yours, weights)
        return found

    @staticmethod
    def _may_join(level: NameLevel, proofs: Mapping[str, _Evidence], facts: Sequence[bool]) -> bool:
        """Say whether nothing forbids to join without asking, however much speaks for it."""
        if level in ("marks", "different") or ("code" in proofs and not proofs["code"][0]):
            return False
        proven = sum(alike for alike, _ in proofs.values())
        if level == "slip":
            return proven > 1  # Hoàng and Hoàn are both names: one mailbox may be theirs together
        return proven > 0 or (level in ("same", "order") and not proofs and bool(facts) and all(facts))

    def _name_bits(self, level: NameLevel, one: str, other: str) -> float:
        if level in _UNLIKE:
            return _UNLIKE[level]
        words = name_words(one)
        if level == "short":
            words = min(words, name_words(other), key=len)
        elif level == "bare" and words == bare_words(one):
            words = name_words(other)
        chance = prod(map(self._share, words)) * _OTHERS[level]
        return log2(_LIKELY[level] / min(chance, 1.0))

    def _share(self, word: str) -> float:
        """Return how many of all names hold a word, the organisation's and the usual ones together."""
        share = self._shares.get(word)
        if share is None:
            usual = _USUAL.get(word, _RARE) * _WEIGHT_OF_USUAL
            share = self._shares[word] = (self._words[word] + usual) / (self._records + _WEIGHT_OF_USUAL)
        return share


def _refuted(one: Record, other: Record) -> bool:
    """Say whether two of one name are surely two: their codes or years of birth differ."""
    codes = one.proofs.get("code"), other.proofs.get("code")
    years = one.facts.get("birth_year"), other.facts.get("birth_year")
    return any(mine and yours and mine != yours for mine, yours in (codes, years))
