"""Which pairs a hard rule keeps apart, worked out for a few rows at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.scoring.encoded_criteria import Encoded, Flags, Ints, Matrix, Scratch
from nhipcau.pairing.engine.scoring.side_answers import numbered
from nhipcau.pairing.engine.scoring.sides import Sides
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, Settings
from nhipcau.pairing.settings.rules import RULES, class_rules, keeps_lines_apart, names_of

Bits = NDArray[np.uint32]
_LAST = 31
"""The last bit of a mask: more musts than bits share it. Such a pair stays forbidden, only the naming is coarser."""
_MANY_RULES: Final = 32
"""More than there are rules."""


@dataclass(frozen=True, slots=True)
class _ClassRule:
    """A rule that depends on a few answers only: a kind for every row, and which columns each kind is kept from."""

    bit: int
    kinds: Ints
    kept_apart: Flags


@dataclass(frozen=True, slots=True)
class _SlotRule:
    """Too few hours in common, where both have said any."""

    ours: Matrix
    theirs: Matrix
    fewest: int
    said: tuple[Flags, Flags]

    def block(self, rows: slice, scratch: Scratch) -> Flags:
        few = np.less(scratch.counts(self.ours, self.theirs, rows), self.fewest, out=scratch.flags(rows, 1))
        few &= self.said[0][rows, None]
        few &= self.said[1]
        return few


class Blocking:
    """The rules of one programme, in numbers."""

    def __init__(self, sides: Sides, settings: Settings) -> None:
        people, mentees, mentors = sides.people, sides.mentees, sides.mentors
        self.size = len(mentees), len(mentors)
        self._classes = [
            rule
            for name, (tell_apart, blocks) in class_rules(people, settings).items()
            if (rule := _class_rule(1 << RULES.index(name), mentees, mentors, tell_apart, blocks)) is not None
        ]
        self._joint = _joined(self._classes, len(mentees))
        self._slots: _SlotRule | None = None
        if settings.rules.common_slots > 0:
            ours, theirs = sides.slots
            self._slots = _SlotRule(*sides.hours, settings.rules.common_slots, (ours.known, theirs.known))
        self._rows, self._columns, self._bits = _cells(people, settings, mentees, mentors)

    def _singles(self, rows: slice) -> slice:
        """Return which of the single pairs lie in these rows."""
        start, stop = np.searchsorted(self._rows, [rows.start, rows.stop])
        return slice(int(start), int(stop))

    def blocked(self, rows: slice, scratch: Scratch) -> Flags:
        """Say of some rows with every column whether a rule keeps the two apart; in the scratch memory."""
        found, more = scratch.flags(rows), scratch.flags(rows, 1)
        found[:] = False
        if self._slots is not None:
            found |= self._slots.block(rows, scratch)
        for rule in self._joint:
            found |= np.take(rule.kept_apart, rule.kinds[rows], axis=0, out=more, mode="clip")
        single = self._singles(rows)
        found[self._rows[single] - rows.start, self._columns[single]] = True
        return found

    def bits(self, rows: slice, scratch: Scratch) -> Bits:
        """Return a bit per rule of RULES for some rows with every column."""
        found: Bits = np.zeros((rows.stop - rows.start, self.size[1]), np.uint32)
        for rule in self._classes:
            found |= rule.kept_apart[rule.kinds[rows]].astype(np.uint32) * np.uint32(rule.bit)
        if self._slots is not None:
            few = self._slots.block(rows, scratch)
            found |= few.astype(np.uint32) << np.uint32(RULES.index("common_slots"))
        single = self._singles(rows)
        np.bitwise_or.at(found, (self._rows[single] - rows.start, self._columns[single]), self._bits[single])
        return found


def _joined(rules: list[_ClassRule], rows: int) -> list[_ClassRule]:
    """Return one rule for all, where few rows differ in all that the rules look at."""
    if len(rules) < 2:
        return rules
    all_kinds = np.zeros(rows, np.int64)
    for rule in rules:
        all_kinds = all_kinds * len(rule.kept_apart) + rule.kinds
    different, one, of_row = np.unique(all_kinds, return_index=True, return_inverse=True)
    if len(different) * 4 > rows:
        return rules
    kept_apart = np.zeros((len(one), rules[0].kept_apart.shape[1]), np.bool_)
    for rule in rules:
        kept_apart |= rule.kept_apart[rule.kinds[one]]
    return [_ClassRule(0, of_row, kept_apart)]


def unmet(criterion: Encoded, rows: slice, scratch: Scratch) -> Flags:
    """Say of some rows with whom a criterion that must be met gives nothing, though both have answered."""
    nothing: Flags = criterion.block(rows, scratch) <= 0
    if not criterion.all_known:
        nothing &= criterion.left_known[rows, None] & criterion.right_known
    return nothing


def must_bit(number: int) -> np.uint32:
    """Return the bit of the rule of this number."""
    return np.uint32(1 << min(number, _LAST))


def _class_rule(
    bit: int,
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    tell_apart: Callable[[Candidate], Any],
    blocks: Callable[[Candidate, Candidate], bool],
) -> _ClassRule | None:
    """Evaluate a rule once for every two kinds of people, of whom there are few."""
    mine, kinds = numbered(list(map(tell_apart, mentees)))
    yours, columns = numbered(list(map(tell_apart, mentors)))
    # Of those who answered alike, one stands for all.
    left, right = _one_of_each(mentees, kinds, len(mine)), _one_of_each(mentors, columns, len(yours))
    table = np.array([[blocks(a, b) for b in right] for a in left], np.bool_)
    if not table.any():
        return None
    return _ClassRule(bit, kinds, table[:, columns])


def _one_of_each(people: Sequence[Candidate], kinds: Ints, count: int) -> list[Candidate]:
    found = np.zeros(count, np.int64)
    found[kinds] = np.arange(len(people))
    return [people[place] for place in found.tolist()]


def _cells(
    people: PairingInput, settings: Settings, mentees: Sequence[Candidate], mentors: Sequence[Candidate]
) -> tuple[Ints, Ints, Bits]:
    """Return the single pairs that rules keep apart, in the order of their rows, with the bit of the rule."""
    width = len(mentors)
    keys = [np.zeros(0, np.int64)]
    for rule, pairs in _single_pairs(people, settings, mentees, mentors).items():
        if pairs:
            places = np.array(pairs, np.int64)
            keys.append((places[:, 0] * width + places[:, 1]) * _MANY_RULES + RULES.index(rule))
    cells, rule_numbers = np.divmod(np.sort(np.concatenate(keys)), _MANY_RULES)
    rows, columns = np.divmod(cells, max(width, 1))
    return rows, columns, np.left_shift(1, rule_numbers).astype(np.uint32)


def _single_pairs(
    people: PairingInput, settings: Settings, mentees: Sequence[Candidate], mentors: Sequence[Candidate]
) -> dict[str, list[tuple[int, int]]]:
    """Return rules that concern single pairs: their rows and columns."""
    mentee_of = {person.person_id: row for row, person in enumerate(mentees)}
    mentor_of = {person.person_id: column for column, person in enumerate(mentors)}
    found = {
        "same_person": [
            (mentee_of[person], mentor_of[person]) for person in mentee_of.keys() & mentor_of.keys()
        ],
        "forbidden": _forbidden(settings, mentees, mentors),
    }
    if any(person.refusals for person in people.candidates):
        found["refused"] = _refused(mentees, mentors)
    if keeps_lines_apart(people, settings.rules):
        found["reporting_line"] = [
            (row, mentor_of[boss])
            for row, person in enumerate(mentees)
            for boss in person.managers
            if boss in mentor_of
        ] + [
            (mentee_of[boss], column)
            for column, person in enumerate(mentors)
            for boss in person.managers
            if boss in mentee_of
        ]
    if settings.rules.avoid_earlier_pairs:
        found["earlier_pair"] = [
            (mentee_of[mentee], mentor_of[mentor])
            for mentor, mentee in people.earlier
            if mentee in mentee_of and mentor in mentor_of
        ]
    return found


def _forbidden(
    settings: Settings, mentees: Sequence[Candidate], mentors: Sequence[Candidate]
) -> list[tuple[int, int]]:
    """Return whom the coordinator keeps apart; those of whom one has left need no rule."""
    asked = [(one.mentee_id, one.mentor_id) for one in settings.constraints if one.kind == "forbidden"]
    if not asked:
        return []
    rows = {person.participant_id: row for row, person in enumerate(mentees)}
    columns = {person.participant_id: column for column, person in enumerate(mentors)}
    return [
        (rows[mentee], columns[mentor]) for mentee, mentor in asked if mentee in rows and mentor in columns
    ]


def _refused(mentees: Sequence[Candidate], mentors: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Return whom either side would rather not be paired with."""
    by_mentee = _refused_by(mentees, mentors)
    return by_mentee + [(mentee, mentor) for mentor, mentee in _refused_by(mentors, mentees)]


def _refused_by(ones: Sequence[Candidate], others: Sequence[Candidate]) -> list[tuple[int, int]]:
    called: dict[str, list[int]] = {}
    for place, other in enumerate(others):
        for name in names_of(other):
            called.setdefault(name, []).append(place)
    return [
        (one, refused)
        for one, person in enumerate(ones)
        for name in person.refusals
        for refused in called.get(answer_key(name), ())
    ]
