"""Too few places for those who compete for them: a set that proves it, and what its people have in common."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.scoring.scores import MUST, Scoring
from nhipcau.pairing.explanation.results import Shortage
from nhipcau.pairing.plan.decided_plan import Decided
from nhipcau.pairing.settings.answer_keys import answer_key, language_key
from nhipcau.pairing.settings.criteria import answer_keys, question_of
from nhipcau.pairing.settings.pairing_input import Candidate, Phrase

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Short:
    """Those who compete (places among the open mentees) for the mentors of the shortage."""

    shortage: Shortage
    inside: Flags
    common: Phrase | None
    """What the mentees have in common that keeps all other mentors from them; None when it is not one thing."""


def shortage_of(made: Decided, allowed: Flags, place: int) -> Short | None:
    """Follow alternate pairs from one who was left out: all who compete, for all the places they compete for.

    Everyone left out who has no choice beyond these mentors joins in, with those they compete with, until nobody does:
    so all of them are told of one shortage, as large as it is. None when it is no shortage after all: the plan leaves
    somebody out for another reason.
    """
    standing = made.standing
    place_of = np.full(len(standing.scoring.mentees), -1)
    place_of[standing.rows] = np.arange(len(standing.rows))
    holders, held = place_of[made.rows], made.columns
    mentees, mentors = np.zeros(len(standing.rows), np.bool_), np.zeros(allowed.shape[1], np.bool_)
    left = made.left_out()
    waiting = left[allowed[left].any(axis=1)]
    new = np.array([place])
    while len(new):
        mentees[new] = True
        mentors |= allowed[new].any(axis=0)
        more = np.zeros(len(mentees), np.bool_)
        more[waiting[~(allowed[waiting] & ~mentors).any(axis=1)]] = True
        more[holders[mentors[held]]] = True
        new = np.flatnonzero(more & ~mentees)
    mentees &= standing.held == 0
    places = int(standing.places[mentors].sum())
    if mentees.sum() <= places:
        return None
    rows = standing.rows[mentees]
    scoring = standing.scoring
    ids = tuple(scoring.mentees[row].participant_id for row in rows)
    mentor_ids = tuple(scoring.mentors[column].participant_id for column in np.flatnonzero(mentors))
    outside = ~mentors & np.array([person.capacity > 0 for person in scoring.mentors], np.bool_)
    masks = np.array([scoring.broken_row(row)[outside] for row in rows.tolist()])
    common = _common(scoring, rows.tolist(), masks)
    return Short(Shortage(ids, mentor_ids, places), mentees, common)


def _common(scoring: Scoring, rows: list[int], masks: NDArray[np.uint32]) -> Phrase | None:
    """Name the one answer all these mentees share, when a rule about it keeps every other mentor from all of them."""
    if not masks.size:
        return None
    everywhere = int(np.bitwise_and.reduce(masks, axis=None))
    people = [scoring.mentees[row] for row in rows]
    for bit, rule in enumerate(scoring.rules[:31]):
        if everywhere >> bit & 1:
            said = _SHARED.get(rule)
            phrase = _answer(scoring, rule, people) if said is None else said(people)
            if phrase is not None:
                return phrase
    return None


def _answer(scoring: Scoring, rule: str, people: list[Candidate]) -> Phrase | None:
    """Name the one answer to a question that must be met."""
    setting = next(
        (one for one in scoring.criteria if MUST + one.key == rule and one.code == "question"), None
    )
    if setting is None:
        return None
    question = question_of(scoring.people, setting.mentee_question_id or setting.mentor_question_id)
    if question is None or not _one(answer_keys(person.answers.get(question.id)) for person in people):
        return None
    answer = people[0].answers[question.id]
    said = tuple(map(str, answer)) if isinstance(answer, list | tuple) else str(answer)
    return Phrase("pairing.short.answer", {"answer": said, "wording": question.wording})


def _one(values: Iterator[object]) -> bool:
    """Say whether all are the same, and not empty."""
    found = set(values)
    return len(found) == 1 and all(found)


def _only_there(people: list[Candidate]) -> Phrase | None:
    if not _one(frozenset(person.meeting_ways) for person in people):
        return None
    ways = set(people[0].meeting_ways)
    if ways == {"in_person"} and _one(answer_key(person.place) for person in people):
        return Phrase("pairing.short.in_person", {"place": people[0].place})
    return Phrase("pairing.short.online") if ways == {"online"} else None


def _speak(people: list[Candidate]) -> Phrase | None:
    if not _one(frozenset(map(language_key, person.languages)) for person in people):
        return None
    return Phrase("pairing.short.language", {"languages": people[0].languages})


def _level(people: list[Candidate]) -> Phrase | None:
    if not _one(person.level_rank for person in people) or not people[0].level:
        return None
    return Phrase("pairing.short.level", {"level": people[0].level})


def _place(people: list[Candidate]) -> Phrase | None:
    if not _one(answer_key(person.place) for person in people):
        return None
    return Phrase("pairing.short.place", {"place": people[0].place})


def _department(people: list[Candidate]) -> Phrase | None:
    if not _one(answer_key(person.department) for person in people):
        return None
    return Phrase("pairing.short.department", {"department": people[0].department})


_SHARED: dict[str, Callable[[list[Candidate]], Phrase | None]] = {
    "meeting_way": _only_there,
    "language": _speak,
    "level_gap": _level,
    f"{MUST}same_place": _place,
    f"{MUST}same_department": _department,
}
