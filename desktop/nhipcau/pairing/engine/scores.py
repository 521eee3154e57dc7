"""Every possible pair's score, and a bit for every rule it breaks.

All criteria that compare one side's answers with the other's are columns of a single float32 matrix product. All
entries are whole numbers and no partial sum reaches 2**24, so the product is exact whatever the order of summation.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.criteria import MENTEES_VIEW, MENTORS_VIEW, POINTS_OF_WEIGHT
from nhipcau.pairing.engine.encoding import Encoded, apportion, shared_counts
from nhipcau.pairing.engine.measures import encode
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.profiles import Candidate, CriterionSetting, PairingInput, Settings
from nhipcau.pairing.rules import RULES, class_rules, keeps_lines_apart, names_of, slot_keys
from nhipcau.pairing.wording import answer_key

FULL = 10_000
"""The best possible score: a hundred percent in hundredths."""
MUST = "must:"
"""Before the key of a criterion that must be met, among the names of rules."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """Scores of mentees (rows) with mentors (columns), both in an order that depends on who they are only."""

    people: PairingInput
    settings: Settings
    mentees: tuple[Candidate, ...]
    mentors: tuple[Candidate, ...]
    criteria: tuple[CriterionSetting, ...]
    encoded: tuple[Encoded, ...]
    scores: NDArray[np.int16]
    broken: NDArray[np.uint32]
    """A bit per rule of `rules`; 0 is allowed."""
    rules: tuple[str, ...]
    """Names of the bits: RULES, then MUST with the keys of criteria that must be met."""

    def row(self, participant_id: int) -> int:
        return next(k for k, person in enumerate(self.mentees) if person.participant_id == participant_id)

    def column(self, participant_id: int) -> int:
        return next(k for k, person in enumerate(self.mentors) if person.participant_id == participant_id)

    def points(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return points per criterion (rows of the answer) of the given pairs; they add up to the scores."""
        if not self.encoded:
            return np.zeros((0, len(rows)), np.int64)
        return np.stack([criterion.points(rows, columns) for criterion in self.encoded])

    def broken_by(self, row: int, column: int) -> tuple[str, ...]:
        mask = int(self.broken[row, column])
        return tuple(rule for bit, rule in enumerate(self.rules) if mask >> bit & 1)


def score(people: PairingInput, settings: Settings, tick: Callable[[], None] = nothing_to_hear) -> Scoring:
    """Score every mentee with every mentor; `tick` hears now and then whether to stop."""
    mentees = tuple(sorted(people.mentees, key=_identity))
    mentors = tuple(sorted(people.mentors, key=_identity))
    criteria, maxima = active_criteria(people, settings)
    encoded: list[Encoded] = []
    for setting, most in zip(criteria, maxima, strict=True):
        tick()
        encoded.append(encode(people, setting, most, mentees, mentors))
    tick()
    scores = _sum(encoded, (len(mentees), len(mentors)))
    tick()
    must = [
        k
        for k, setting in enumerate(criteria)
        if setting.weight == "must" or setting.comparison == "must_match"
    ]
    broken = _rule_bits(people, settings, mentees, mentors)
    names = list(RULES)
    for k in must:
        _forbid_unmet(broken, encoded[k], len(names))
        names.append(MUST + criteria[k].key)
    return Scoring(people, settings, mentees, mentors, criteria, tuple(encoded), scores, broken, tuple(names))


def _identity(person: Candidate) -> tuple[str, ...]:
    """Order people by what is known of them, so that the order of rows never matters."""
    return (
        answer_key(person.name),
        person.name,
        person.email,
        person.phone,
        person.employee_code,
        person.uid,
    )


def active_criteria(
    people: PairingInput, settings: Settings
) -> tuple[tuple[CriterionSetting, ...], tuple[int, ...]]:
    """Return the criteria that count and the most points each can give; these add up to FULL."""
    share = min(max(settings.rules.mentee_share, 0), 100)
    questions = {question.id for question in people.questions}
    found: dict[str, tuple[CriterionSetting, int]] = {}
    for setting in settings.criteria:
        asked = {setting.mentee_question_id, setting.mentor_question_id} - {None}
        if setting.code == "question" and not (asked and asked <= questions):
            continue
        view = share if setting.code in MENTEES_VIEW else 100 - share if setting.code in MENTORS_VIEW else 50
        weight = POINTS_OF_WEIGHT[setting.weight] * view
        if weight or setting.weight == "must":
            found.setdefault(setting.key, (setting, weight))
    # Fourths, because a strength has four levels and each must be worth whole points.
    shares = apportion(FULL // 4, tuple(weight for _, weight in found.values()))
    return tuple(setting for setting, _ in found.values()), tuple(4 * share for share in shares)


def _sum(encoded: Sequence[Encoded], shape: tuple[int, int]) -> NDArray[np.int16]:
    lefts, rights = [np.zeros((shape[0], 1), np.float32)], [np.ones((shape[1], 1), np.float32)]
    tables = [criterion for criterion in encoded if criterion.table is not None]
    for criterion in encoded:
        if criterion.table is not None:
            continue
        if criterion.left is not None and criterion.right is not None:
            lefts.append(criterion.left)
            rights.append(criterion.right)
        lefts[0] += criterion.neutral
        if criterion.base != criterion.neutral:
            lefts.append(
                criterion.left_known[:, None].astype(np.float32) * (criterion.base - criterion.neutral)
            )
            rights.append(criterion.right_known[:, None].astype(np.float32))
    total = (np.hstack(lefts) @ np.hstack(rights).T).astype(np.int16)
    for criterion in tables:
        total += criterion.all_points()
    return total


def _rule_bits(
    people: PairingInput, settings: Settings, mentees: Sequence[Candidate], mentors: Sequence[Candidate]
) -> NDArray[np.uint32]:
    broken = np.zeros((len(mentees), len(mentors)), np.uint32)
    for rule, (tell_apart, blocks) in class_rules(people, settings).items():
        _forbid_classes(broken, 1 << RULES.index(rule), mentees, mentors, tell_apart, blocks)
    if settings.rules.common_slots > 0:
        ours, theirs = tuple(map(slot_keys, mentees)), tuple(map(slot_keys, mentors))
        few = shared_counts(ours, theirs) < settings.rules.common_slots
        said = np.array([bool(s) for s in ours], np.bool_)[:, None] & np.array(
            [bool(s) for s in theirs], np.bool_
        )
        broken |= (few & said).astype(np.uint32) << np.uint32(RULES.index("common_slots"))
    rows = {person.participant_id: k for k, person in enumerate(mentees)}
    columns = {person.participant_id: k for k, person in enumerate(mentors)}
    for rule, pairs in _single_pairs(people, settings, mentees, mentors).items():
        bit = np.uint32(1 << RULES.index(rule))
        places = [(rows[a], columns[b]) for a, b in pairs if a in rows and b in columns]
        if places:
            at = tuple(np.array(places).T)
            broken[at] |= bit
    return broken


def _forbid_classes(
    broken: NDArray[np.uint32],
    bit: int,
    mentees: Sequence[Candidate],
    mentors: Sequence[Candidate],
    tell_apart: Callable[[Candidate], Any],
    blocks: Callable[[Candidate, Candidate], bool],
) -> None:
    """Evaluate a rule once for every two kinds of people, of whom there are few."""
    ours, theirs = list(map(tell_apart, mentees)), list(map(tell_apart, mentors))
    # Of those who answered alike, the last stands for all.
    left, right = dict(zip(ours, mentees, strict=True)), dict(zip(theirs, mentors, strict=True))
    table = np.array([[blocks(a, b) for b in right.values()] for a in left.values()], np.bool_)
    if not table.any():
        return
    rows, columns = _places(ours, left), _places(theirs, right)
    bits = table.astype(np.uint32) * np.uint32(bit)
    broken |= bits[:, columns][rows]


def _places(answers: Sequence[Any], kinds: Iterable[Any]) -> NDArray[np.int64]:
    place = {kind: number for number, kind in enumerate(kinds)}
    return np.fromiter(map(place.__getitem__, answers), np.int64, len(answers))


def _single_pairs(
    people: PairingInput, settings: Settings, mentees: Sequence[Candidate], mentors: Sequence[Candidate]
) -> dict[str, Iterable[tuple[int, int]]]:
    """Return rules that concern single pairs: participant ids (mentee, mentor)."""
    mentee_of = {person.person_id: person.participant_id for person in mentees}
    mentor_of = {person.person_id: person.participant_id for person in mentors}
    found: dict[str, Iterable[tuple[int, int]]] = {
        "same_person": [
            (mentee_of[person], mentor_of[person]) for person in mentee_of.keys() & mentor_of.keys()
        ],
        "forbidden": [(c.mentee_id, c.mentor_id) for c in settings.constraints if c.kind == "forbidden"],
    }
    if any(person.refusals for person in people.candidates):
        found["refused"] = _refused(mentees, mentors)
    if keeps_lines_apart(people, settings.rules):
        upward = [
            (p.participant_id, mentor_of[boss]) for p in mentees for boss in p.managers if boss in mentor_of
        ]
        downward = [
            (mentee_of[boss], p.participant_id) for p in mentors for boss in p.managers if boss in mentee_of
        ]
        found["reporting_line"] = upward + downward
    if settings.rules.avoid_earlier_pairs:
        found["earlier_pair"] = [
            (mentee_of[mentee], mentor_of[mentor])
            for mentor, mentee in people.earlier
            if mentee in mentee_of and mentor in mentor_of
        ]
    return found


def _refused(mentees: Sequence[Candidate], mentors: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Return whom either side would rather not be paired with."""
    by_mentee = _refused_by(mentees, mentors)
    return by_mentee + [(mentee, mentor) for mentor, mentee in _refused_by(mentors, mentees)]


def _refused_by(ones: Sequence[Candidate], others: Sequence[Candidate]) -> list[tuple[int, int]]:
    called: dict[str, list[int]] = {}
    for other in others:
        for name in names_of(other):
            called.setdefault(name, []).append(other.participant_id)
    return [
        (one.participant_id, refused)
        for one in ones
        for name in one.refusals
        for refused in called.get(answer_key(name), ())
    ]


def _forbid_unmet(broken: NDArray[np.uint32], criterion: Encoded, bit: int) -> None:
    """Forbid pairs to whom a criterion that must be met gives nothing, though both have answered."""
    nothing = criterion.all_points() <= 0
    if not (criterion.left_known.all() and criterion.right_known.all()):
        nothing &= criterion.left_known[:, None] & criterion.right_known
    # More musts than bits share the last one; a pair stays forbidden, only the naming is coarser.
    broken |= nothing.astype(np.uint32) << np.uint32(min(bit, 31))
