"""How each criterion is measured: from people's answers to encoded points."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.scoring import reverse_measures as personal
from nhipcau.pairing.engine.scoring.criterion_encoding import (
    Recipe,
    alike,
    by_class,
    by_count,
    by_pair,
    by_share,
    turned,
    wanted_and_offered,
)
from nhipcau.pairing.engine.scoring.encoded_criteria import Encoded
from nhipcau.pairing.engine.scoring.side_answers import Told, texts_told, topics_told
from nhipcau.pairing.engine.scoring.sides import Sides
from nhipcau.pairing.settings.answer_keys import answer_key, topic_keys
from nhipcau.pairing.settings.criteria import answer_keys, grid_lines, mentors_named, name_keys, question_of
from nhipcau.pairing.settings.pairing_input import Candidate, CriterionSetting, PairingInput, ProfileQuestion
from nhipcau.pairing.settings.rules import rungs_above

Side = Sequence[Candidate]

_SLOT_SHARES: Final = (0, 60, 80, 100)
"""Percent of the points for no, one, two, and three or more common hours."""
_GAP_SHARES: Final[Mapping[str, tuple[Mapping[int, float], float]]] = {
    "traditional": ({0: 0.25, 1: 0.8, 2: 1.0, 3: 1.0, 4: 0.75, 5: 0.5}, 0.25),
    "reverse": ({0: 0.0, 1: 0.8}, 1.0),
    "peer": ({0: 1.0, 1: 1.0, 2: 0.75, 3: 0.5}, 0.25),
}
"""Share of the points by rungs between the two, and for any more: far enough to learn from, near enough to
understand. Reverse pairs live off the distance, peers off having none."""
_WISH_SHARES: Final = (100, 85, 70, 60, 50)
"""Percent of the points for the first wish, the second and so on."""


def measure(sides: Sides, setting: CriterionSetting) -> Recipe:
    """Measure one criterion for every mentee and mentor, whatever it will weigh."""
    if setting.code == "question":
        return _question(sides, setting)
    return _MEASURES[setting.code](sides)


def _goals_strengths(sides: Sides) -> Recipe:
    return _learning(sides.people, sides.mentees, sides.mentors)


def _strengths_goals(sides: Sides) -> Recipe:
    return turned(_learning(sides.people, sides.mentors, sides.mentees))


def _learning(people: PairingInput, learners: Side, teachers: Side) -> Recipe:
    wanted = topics_told([person.goals for person in learners], people.skills)
    return wanted_and_offered(wanted, topics_told([person.strengths for person in teachers], people.skills))


def _interests(sides: Sides) -> Recipe:
    def liked(side: Side) -> Told:
        return texts_told(
            [person.interests for person in side], lambda text: topic_keys(text, sides.people.skills)
        )

    return wanted_and_offered(liked(sides.mentees), liked(sides.mentors))


def _overlap(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> Recipe:
    return wanted_and_offered(texts_told(left, _itself), texts_told(right, _itself))


def _itself(key: str) -> tuple[str, ...]:
    return (key,)


def _same(field: Callable[[Candidate], str], *, different: bool = False) -> "Measure":
    def measure(sides: Sides) -> Recipe:
        mine, yours = list(map(field, sides.mentees)), list(map(field, sides.mentors))
        key_of = {answer: answer_key(answer) for answer in {*mine, *yours}}
        ours, theirs = ([key_of[answer] for answer in side] for side in (mine, yours))
        return alike(ours, theirs, different=different)

    return measure


def _availability(sides: Sides) -> Recipe:
    def points(most: int) -> NDArray[np.int64]:
        return most * np.array(_SLOT_SHARES) // 100

    return by_count(sides, points)


def _wishes(wishing: Side, wished: Side) -> Recipe:
    named: dict[str, list[int]] = {}
    for column, person in enumerate(wished):
        for key in name_keys(person):
            named.setdefault(key, []).append(column)
    percent: dict[tuple[int, int], int] = {}
    said = np.zeros(len(wishing), np.bool_)
    for row, person in enumerate(wishing):
        for place, wish in enumerate(person.wishes):
            share = _WISH_SHARES[min(place, len(_WISH_SHARES) - 1)]
            for column in named.get(answer_key(wish), ()):
                percent[row, column] = max(percent.get((row, column), 0), share)
                said[row] = True
    return by_pair(percent, said, len(wished))


def _mentee_wishes(sides: Sides) -> Recipe:
    return _wishes(sides.mentees, sides.mentors)


def _mentor_wishes(sides: Sides) -> Recipe:
    return turned(_wishes(sides.mentors, sides.mentees))


def _earlier_partner(sides: Sides) -> Recipe:
    rows = {person.person_id: row for row, person in enumerate(sides.mentees)}
    columns = {person.person_id: column for column, person in enumerate(sides.mentors)}
    percent = {
        (rows[mentee], columns[mentor]): 100
        for mentor, mentee in sides.people.earlier
        if mentee in rows and mentor in columns
    }
    return by_pair(percent, np.ones(len(sides.mentees), np.bool_), len(sides.mentors))


def _level_gap(sides: Sides) -> Recipe:
    kind = sides.people.kind
    shares, otherwise = _GAP_SHARES.get(kind, _GAP_SHARES["traditional"])

    def share(mentee: int, mentor: int) -> float:
        gap = rungs_above(kind, mentee, mentor)
        return 0.0 if gap < 0 else shares.get(gap, otherwise)

    return by_class([p.level_rank for p in sides.mentees], [p.level_rank for p in sides.mentors], share)


Measure = Callable[[Sides], Recipe]
_MEASURES: Final[Mapping[str, Measure]] = {
    "goals_strengths": _goals_strengths,
    "strengths_goals": _strengths_goals,
    "interests": _interests,
    "same_place": _same(attrgetter("place")),
    "same_department": _same(attrgetter("department")),
    "different_department": _same(attrgetter("department"), different=True),
    "learning_style": _same(attrgetter("learning_style")),
    "availability": _availability,
    "mentee_wishes": _mentee_wishes,
    "mentor_wishes": _mentor_wishes,
    "level_gap": _level_gap,
    "earlier_partner": _earlier_partner,
    "technology_passion": personal.technology_passion,
    "communication": personal.communication,
    "openness": personal.openness,
    "leader_time": personal.leader_time,
    "leader_place": personal.leader_place,
}


def _question(sides: Sides, setting: CriterionSetting) -> Recipe:
    people, mentees, mentors = sides.people, sides.mentees, sides.mentors
    mine = question_of(people, setting.mentee_question_id or setting.mentor_question_id)
    yours = question_of(people, setting.mentor_question_id or setting.mentee_question_id)
    if mine is None or yours is None:
        raise KeyError(setting.key)
    if setting.comparison == "graded":
        return _graded(people, mine, mentees, mentors)
    if mine.kind in _NUMERIC and yours.kind in _NUMERIC:
        return _numeric(setting, _numbers(mine, mentees), _numbers(yours, mentors))
    ours = [answer_keys(p.answers.get(mine.id)) for p in mentees]
    theirs = [answer_keys(p.answers.get(yours.id)) for p in mentors]
    single = all(len(keys) < 2 for keys in (*ours, *theirs))
    if single and setting.comparison not in ("overlap", "complement"):
        different = setting.comparison == "different"
        return alike([" ".join(k) for k in ours], [" ".join(k) for k in theirs], different=different)
    if setting.comparison == "different" or (setting.comparison == "complement" and mine.id == yours.id):
        return _unlike(_overlap(ours, theirs))
    return _overlap(ours, theirs)


def _unlike(overlap: Recipe) -> Recipe:
    """Turn "in common" into "not in common"."""

    def make(most: int) -> Encoded:
        encoded = overlap(most)
        assert encoded.left is not None
        encoded.base, encoded.left = encoded.most, -encoded.left
        return encoded.settle()

    return make


_NUMERIC: Final = frozenset({"scale", "number", "graded"})


def _numbers(question: ProfileQuestion, side: Side) -> list[float | None]:
    places = {answer_key(option): float(place) for place, option in enumerate(question.options)}
    return [_number(places, person.answers.get(question.id)) for person in side]


def _number(places: Mapping[str, float], answer: object) -> float | None:
    if isinstance(answer, bool) or answer is None:
        return None
    if isinstance(answer, int | float):
        return float(answer)
    key = answer_key(str(answer))
    if key in places:
        return places[key]
    try:
        return float(str(answer).replace(",", "."))
    except ValueError:
        return None


_MOST_STEPS: Final = 32


def _numeric(setting: CriterionSetting, ours: list[float | None], theirs: list[float | None]) -> Recipe:
    answers = [value for value in (*ours, *theirs) if value is not None]
    low, high = (min(answers), max(answers)) if answers else (0.0, 0.0)
    width = (high - low) or 1.0

    def step(value: float | None) -> float | None:
        # Few distinct values, however finely people answered, keep the product narrow.
        return None if value is None else round((value - low) / width * _MOST_STEPS) / _MOST_STEPS

    shares: dict[str, Callable[[float, float], float]] = {
        "alike": lambda a, b: 1 - abs(a - b),
        "overlap": lambda a, b: 1 - abs(a - b),
        "different": lambda a, b: abs(a - b),
        "complement": lambda a, b: max(b - a, 0.0),
        "must_match": lambda a, b: float(a == b),
    }
    share: Callable[[Any, Any], float] = shares[setting.comparison]
    return by_class([step(v) for v in ours], [step(v) for v in theirs], share)


def _graded(people: PairingInput, question: ProfileQuestion, mentees: Side, mentors: Side) -> Recipe:
    """Read a grid in which mentees grade mentors, or what mentors offer."""
    lines = grid_lines(people, question)
    grades = np.full((len(mentees), len(lines)), np.nan)
    for number, line in enumerate(lines):
        top = max(len(line.options) - 1, 1)
        for row, value in enumerate(_numbers(line, mentees)):
            if value is not None:
                grades[row, number] = min(max(value / top, 0.0), 1.0)
    by_id = dict(zip((p.participant_id for p in people.mentors), mentors_named(people, lines), strict=True))
    named = [by_id[p.participant_id] for p in mentors]
    kinds = {spoken: place for place, spoken in enumerate(dict.fromkeys(named))}
    shares = np.zeros((len(mentees), max(len(kinds), 1)))
    for spoken, place in kinds.items():
        if spoken:
            given = grades[:, list(spoken)]
            said = ~np.isnan(given)
            mean = np.where(said, given, 0).sum(axis=1) / np.maximum(said.sum(axis=1), 1)
            shares[:, place] = mean
    columns = np.fromiter((kinds[spoken] for spoken in named), np.int64, len(named))
    answered = ~np.isnan(grades).all(axis=1)
    return by_share(shares, columns, answered, np.array([bool(s) for s in named], np.bool_))
