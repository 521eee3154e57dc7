"""What an answer may be, which pairs are due to be asked, and what answers add up to. Plain values only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nhipcau.common.errors import Problem
from nhipcau.common.names.vietnamese import clean, fold
from nhipcau.pairing.models import FitAnswer

SCALE: Final = 5
LONGEST: Final = 10_000
PULSE_FIRST: Final = timedelta(days=30)
PULSE_AGAIN: Final = timedelta(days=60)
FIT_ORDER: Final[tuple[FitAnswer, ...]] = ("good", "deciding", "not_good")
"""What the three options of a fit question mean, in their order; of two answers the later one here counts."""
NEEDS_PAIR: Final = frozenset({"fit", "pulse", "midterm"})
"""Surveys that ask about a pair: somebody without one is not asked."""

Value = int | str | tuple[int, ...]
"""An answer: a number of a scale, the place of an option from 0, several such, or text."""


class NotAnAnswer(ValueError):
    """A value that the question does not offer."""


def tidy_answer(kind: str, options: int, value: object) -> Value | None:
    """Return an answer as it is stored, None for an empty one; NotAnAnswer for what the question does not offer."""
    if kind == "text":
        return _tidy_text(value)
    if value is None or value in ("", [], ()):
        return None
    if kind == "several":
        if not isinstance(value, list | tuple | set | frozenset):
            raise NotAnAnswer
        return tuple(sorted({_place(one, 0, options - 1) for one in value}))
    return _place(value, 1, SCALE) if kind == "scale" else _place(value, 0, options - 1)


def _tidy_text(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise NotAnAnswer
    text = clean(value)
    if len(text) > LONGEST:
        raise NotAnAnswer
    return text or None


def _place(value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise NotAnAnswer
    return value


def problems_in_question(
    kind: str, means: str, wordings: tuple[str, str], options: tuple[Sequence[str], Sequence[str]]
) -> tuple[Problem, ...]:
    """Return what is wrong with a question; an empty language is asked in the other one."""
    problems = []
    if not any(wordings):
        problems.append(Problem("evaluation.problem.wording_missing", "wording_vi"))
    counts = {len(one) for one in options if one}
    offered = max(counts, default=0)
    if len(counts) > 1:
        problems.append(Problem("evaluation.problem.options_differ", "options_en"))
    elif kind in ("one_choice", "several") and offered < 2:
        problems.append(Problem("evaluation.problem.options_missing", "options_vi"))
    elif kind == "scale" and offered not in (0, SCALE):
        problems.append(Problem("evaluation.problem.scale_words", "options_vi"))
    if any(len({fold(text) for text in one}) < len(one) for one in options):
        problems.append(Problem("evaluation.problem.options_twice", "options_vi"))
    if means == "feeling" and kind != "scale":
        problems.append(Problem("evaluation.problem.feeling_is_scale", "means"))
    if means == "fit" and (kind != "one_choice" or offered != len(FIT_ORDER)):
        problems.append(Problem("evaluation.problem.fit_is_three", "means"))
    return tuple(problems)


def joint_fit(places: Iterable[int]) -> FitAnswer:
    """Return what a pair says of its fit when its people chose these options: the more worried one counts."""
    worst = max(places, default=None)
    return "" if worst is None else FIT_ORDER[worst]


# who is due


@dataclass(frozen=True, slots=True)
class PairFacts:
    """What decides whether a pair is due to be asked."""

    pair_id: int
    confirmed_on: date | None
    last_session_on: date | None = None
    fit_answer: str = ""
    fit_answered_on: date | None = None
    pulse_asked_on: date | None = None
    fit_asked_on: date | None = None
    fit_waiting: bool = False
    """Whether it is asked in a wave that is not over, and somebody has not answered yet."""


def fit_due(pairs: Iterable[PairFacts]) -> frozenset[int]:
    """Return pairs to ask about their fit: after their first session, and after the next when still deciding."""
    return frozenset(pair.pair_id for pair in pairs if _fit_is_due(pair))


def _fit_is_due(pair: PairFacts) -> bool:
    if not pair.fit_answer and pair.fit_waiting:
        return False
    since = pair.fit_asked_on
    if pair.fit_answer == "deciding":
        known = [day for day in (since, pair.fit_answered_on) if day is not None]
        since = max(known, default=None)
    elif pair.fit_answer:
        return False
    return pair.last_session_on is not None and (since is None or pair.last_session_on > since)


def pulse_due(pairs: Iterable[PairFacts], today: date) -> frozenset[int]:
    """Return pairs to ask how they feel: 30 days after they were confirmed, then every 60."""
    return frozenset(pair.pair_id for pair in pairs if _pulse_is_due(pair, today))


def _pulse_is_due(pair: PairFacts, today: date) -> bool:
    if pair.pulse_asked_on is not None:
        return today - pair.pulse_asked_on >= PULSE_AGAIN
    return pair.confirmed_on is not None and today - pair.confirmed_on >= PULSE_FIRST


# what it adds up to


@dataclass(frozen=True, slots=True)
class AnswerSummary:
    """Answers to one question: how many were asked, how many answered, how often each answer was given.

    `counts` are of 1 to 5 for a scale, of the options for a choice, empty for text; `mean` is of a scale only.
    """

    asked: int
    answered: int
    counts: tuple[int, ...] = ()
    mean: float | None = None

    def share(self, place: int) -> float:
        """Return which part of those who answered gave this answer, 0 to 1."""
        return self.counts[place] / self.answered if self.answered else 0.0


def summary(kind: str, options: int, asked: int, values: Collection[object]) -> AnswerSummary:
    """Return what the answers to one question add up to; the mean needs at least one answer."""
    if kind == "text":
        return AnswerSummary(asked, len(values))
    low, places = (1, SCALE) if kind == "scale" else (0, options)
    counts = [0] * places
    for value in values:
        for one in value if isinstance(value, list | tuple) else (value,):
            if isinstance(one, int) and low <= one < low + places:
                counts[one - low] += 1
    if kind != "scale":
        return AnswerSummary(asked, len(values), tuple(counts))
    given = sum(counts)
    mean = sum((place + 1) * count for place, count in enumerate(counts)) / given if given else None
    return AnswerSummary(asked, len(values), tuple(counts), mean)


def by_role(
    kind: str, options: int, asked: Mapping[str, int], values: Mapping[str, Collection[object]]
) -> dict[str, AnswerSummary]:
    """Return the same for each role that was asked."""
    return {
        role: summary(kind, options, asked[role], values.get(role, ()))
        for role in ("mentor", "mentee")
        if asked.get(role)
    }
