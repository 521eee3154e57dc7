"""What lies on the board: a lane for every mentor, their mentees' cards, and the cards of those who wait."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.search_text import search_terms, search_text
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import Language, Words
from nhipcau.pairing.explanation.fit_bands import WEAK
from nhipcau.pairing.explanation.plan_sentences import capital, said
from nhipcau.pairing.explanation.results import Plan, ProposedPair, Unpaired
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput

SHOWS: Final = ("all", "weak", "locked", "free")
ORDERS: Final = ("name", "free", "weakest")


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A mentee beside a mentor, or waiting."""

    mentee_id: int
    mentor_id: int | None
    name: str
    note: str = ""
    department: str = ""
    fit: int | None = None
    locked: bool = False
    confirmed: bool = False
    pair: ProposedPair | None = None
    left: Unpaired | None = None
    folded: str = ""
    quiet: bool = False
    """Not what is looked for, but beside it."""
    order: str = ""
    """By which it stands in a list of people."""

    @property
    def warned(self) -> bool:
        return self.pair is not None and bool(self.pair.warnings)

    @property
    def weak(self) -> bool:
        return self.fit is not None and self.fit < WEAK


@dataclass(frozen=True, slots=True)
class Lane:
    """A mentor with the places they give."""

    mentor_id: int
    name: str
    note: str
    department: str
    capacity: int
    cards: tuple[PersonCard, ...]
    folded: str
    order: str = ""

    @property
    def free(self) -> int:
        return max(0, self.capacity - len(self.cards))

    @property
    def weakest(self) -> int:
        return min((card.fit for card in self.cards if card.fit is not None), default=10_001)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that lies on the board."""

    lanes: tuple[Lane, ...] = ()
    waiting: tuple[PersonCard, ...] = ()

    @property
    def people(self) -> int:
        return len(self.waiting) + sum(1 + len(lane.cards) for lane in self.lanes)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the coordinator wants to see, and in which order."""

    search: str = ""
    department: str = ""
    show: str = "all"
    order: str = "name"


def sheet_of(people: PairingInput, plan: Plan, language: Language = "vi") -> Sheet:
    """Lay the plan out; mentors and mentees by name, as lists are in a language."""
    everyone = {person.participant_id: person for person in people.candidates}
    mentors = people.candidates if people.settings.rules.mutual else people.mentors
    beside: dict[int, list[PersonCard]] = {}
    for pair in plan.pairs:
        if pair.mentee_id in everyone:
            beside.setdefault(pair.mentor_id, []).append(_card(pair, everyone, language))
    lanes = tuple(_lane(mentor, beside.get(mentor.participant_id, ()), language) for mentor in mentors)
    waiting = [
        _waiting(everyone[left.mentee_id], left, language)
        for left in plan.unpaired
        if left.mentee_id in everyone
    ]
    return Sheet(lanes, tuple(sorted(waiting, key=_by_name)))


def _by_name(one: PersonCard | Lane) -> str:
    return one.order


def _note(person: Candidate) -> str:
    return " · ".join(part for part in (person.title, person.department) if part)


def _card(pair: ProposedPair, everyone: Mapping[int, Candidate], language: Language) -> PersonCard:
    person = everyone[pair.mentee_id]
    return PersonCard(
        pair.mentee_id, pair.mentor_id, person.name, _note(person), person.department, pair.fit,
        locked=pair.locked, confirmed=pair.confirmed, pair=pair, folded=search_text(person.name),
        order=person_sort_key(person.name, language),
    )  # fmt: skip


def _waiting(person: Candidate, left: Unpaired, language: Language) -> PersonCard:
    return PersonCard(
        person.participant_id, None, person.name, _note(person), person.department,
        left=left, folded=search_text(person.name), order=person_sort_key(person.name, language),
    )  # fmt: skip


def _lane(mentor: Candidate, cards: Iterable[PersonCard], language: Language) -> Lane:
    own = tuple(sorted(cards, key=_by_name))
    return Lane(
        mentor.participant_id, mentor.name, _note(mentor), mentor.department, mentor.capacity, own,
        search_text(mentor.name), person_sort_key(mentor.name, language),
    )  # fmt: skip


def reasons(card: PersonCard, words: Words) -> str:
    """Return why the two are a pair, or why somebody waits; said when it is asked for, not for everyone."""
    if card.left is not None:
        return capital(card.left.reason.text(words))
    return "" if card.pair is None else " · ".join(said(card.pair.reasons, words))


def warnings(card: PersonCard, words: Words) -> str:
    """Return what is to be known about the pair."""
    return "" if card.pair is None else " · ".join(said(card.pair.warnings, words))


def departments(sheet: Sheet) -> list[str]:
    """Return the departments there are, in order."""
    cards = [card for lane in sheet.lanes for card in lane.cards]
    found = {lane.department for lane in sheet.lanes} | {card.department for card in (*cards, *sheet.waiting)}
    return sorted((name for name in found if name), key=fold)


def arranged(sheet: Sheet, wanted: Wanted) -> Sheet:
    """Return what is wanted of the sheet; beside a card that is looked for, its neighbours lie quiet."""
    lanes = [lane for lane in (_narrowed(lane, wanted) for lane in sheet.lanes) if lane is not None]
    waiting = tuple(card for card in sheet.waiting if _is_sought(card, wanted))
    return Sheet(tuple(sorted(lanes, key=_ORDER_KEYS[wanted.order])), waiting)


_ORDER_KEYS: Final[Mapping[str, Callable[[Lane], tuple[object, ...]]]] = {
    "name": lambda lane: (_by_name(lane),),
    "free": lambda lane: (-lane.free, _by_name(lane)),
    "weakest": lambda lane: (lane.weakest, _by_name(lane)),
}


def _is_sought(one: PersonCard | Lane, wanted: Wanted) -> bool:
    if wanted.department and one.department != wanted.department:
        return False
    return all(part in one.folded for part in search_terms(wanted.search))


def _narrowed(lane: Lane, wanted: Wanted) -> Lane | None:
    if wanted.show == "free" and not lane.free:
        return None
    whole = _is_sought(lane, wanted)
    chosen = {"weak": lambda card: card.weak, "locked": lambda card: card.locked}.get(wanted.show)
    kept = [(whole or _is_sought(card, wanted)) and (chosen is None or chosen(card)) for card in lane.cards]
    if not any(kept) and (chosen is not None or not whole):
        return None
    if all(kept):
        return lane
    cards = tuple(
        card if keep else replace(card, quiet=True) for card, keep in zip(lane.cards, kept, strict=True)
    )
    return replace(lane, cards=cards)
