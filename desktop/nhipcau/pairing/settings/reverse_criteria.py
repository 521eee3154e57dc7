"""What a reverse pair asks of a person: a passion for technology and clear talk of the junior, openness of the leader.

Read from a question that asks for it, else from what people say they are good at or hope for. The wordings by which
both are known, in Vietnamese and English, stand in `resources/pairing/qualities.json`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final

from nhipcau.common.paths import resource
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.own_questions import answer_source
from nhipcau.pairing.settings.pairing_input import Candidate, ProfileQuestion

QUALITIES: Final[tuple[str, ...]] = ("technology_passion", "communication", "openness")
STRONG: Final = 0.7
"""From here on a quality speaks for a person and is said to others."""
_SAID_SO: Final = 0.75
"""What it is worth that somebody's own words speak of a quality: less than the top of a scale."""
_LEVELS: Final = 4
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class QualityReading:
    """How much of a quality a person has, 0 to 1, and the topics it was read from, if it was from topics."""

    share: float
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """What else it was read from, as reasons name it: `answer:<question id>`, or a field."""


@cache
def _wordings() -> Mapping[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("pairing", "qualities.json").read_text(encoding="utf-8"))
    return loaded


@cache
def _phrases(*path: str) -> tuple[str, ...]:
    found: Any = _wordings()
    for name in path:
        found = found.get(name, ())
    return tuple(dict.fromkeys(f" {answer_key(text)} " for text in found))


def _holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text as whole words."""
    key = f" {answer_key(text)} "
    return any(phrase in key for phrase in phrases)


Skills = Mapping[str, tuple[str, ...]]
"""Wording (see `wording.answer_key`) to the skills it names."""
NO_SKILLS: Final[Skills] = MappingProxyType({})


def is_topic_of(quality: str, topic: str, skills: Skills = NO_SKILLS) -> bool:
    """Whether being good at this topic, or wanting to learn it, has to do with the quality."""
    return _speaks_of(quality, topic, skills.get(answer_key(topic), ()))


@lru_cache(maxsize=16384)
def _speaks_of(quality: str, topic: str, codes: tuple[str, ...]) -> bool:
    named = any(_is_part(code, of) for code in codes for of in _wordings()[quality].get("skills", ()))
    return named or _holds(topic, _phrases(quality, "topics"))


def _is_part(code: str, of: str) -> bool:
    return code == of or code.startswith(f"{of}.")


@lru_cache(maxsize=4096)
def asks_for(quality: str, question: ProfileQuestion) -> bool:
    """Whether a question asks how much of the quality a person has."""
    wording = f"{question.grid} {question.wording}"
    return question.kind in _MEASURED and _holds(wording, _phrases(quality, "asked"))


def asks_for_quality(question: ProfileQuestion) -> bool:
    return any(asks_for(quality, question) for quality in QUALITIES)


_MEASURED: Final = frozenset({"scale", "graded", "one_choice"})


def reading(
    quality: str, person: Candidate, questions: Iterable[ProfileQuestion], skills: Skills = NO_SKILLS
) -> QualityReading | None:
    """Return how much of the quality a person has by their answers; None when they have not said."""
    asked = {
        question.id: share
        for question in questions
        if asks_for(quality, question)
        and (share := _share(question, person.answers.get(question.id))) is not None
    }
    if asked:
        sources = tuple(map(answer_source, asked))
        return QualityReading(sum(asked.values()) / len(asked), sources=sources)
    if quality == "openness":
        return _from_hopes(person, _phrases(quality, "said"))
    return _from_topics(quality, person, skills)


def _from_hopes(person: Candidate, phrases: Iterable[str]) -> QualityReading | None:
    if not _holds(f"{person.expectations} | {person.ideal_partner}", phrases):
        return None
    hoped: tuple[str, ...] = ("participant.expectations", "participant.ideal_partner")
    return QualityReading(_SAID_SO, sources=hoped[:1] if _holds(person.expectations, phrases) else hoped)


def _from_topics(quality: str, person: Candidate, skills: Skills) -> QualityReading | None:
    if not person.strengths:
        return None
    strong = sorted(
        (strength for strength in person.strengths if is_topic_of(quality, strength.name, skills)),
        key=lambda strength: -strength.amount,
    )
    topics = tuple(strength.name for strength in strong[:_MOST_NAMED])
    # The best of them counts most; liking it in one's own time as well is what passion looks like.
    best = strong[0].amount / _LEVELS if strong else 0.0
    several = min(len(strong), _MOST_NAMED) / _MOST_NAMED
    liked = any(is_topic_of(quality, name, skills) for name in person.interests)
    return QualityReading(min(0.6 * best + 0.3 * several + (0.25 if liked else 0.0), 1.0), topics)


def _share(question: ProfileQuestion, answer: object) -> float | None:
    """Return where an answer stands between the least and the most that can be answered."""
    if answer in (None, "") or isinstance(answer, bool | list):
        return None
    keys = [answer_key(option) for option in question.options]
    number = _number(answer)
    if number is not None and all(key.isdigit() for key in keys):
        low, high = (
            (float(keys[0]), float(keys[-1])) if len(keys) > 1 else (1.0, 5.0 if number <= 5 else 10.0)
        )
        return min(max((number - low) / (high - low), 0.0), 1.0) if high > low else None
    place = answer_key(str(answer))
    if place not in keys or len(keys) < 2:
        return None
    share = keys.index(place) / (len(keys) - 1)
    if question.kind != "one_choice":
        return share
    first, last = (
        _holds(option, _phrases("least_first")) for option in (question.options[0], question.options[-1])
    )
    # A choice has no order of its own: without a "not" at one of its ends it tells nothing.
    return None if first == last else share if first else 1 - share


def _number(answer: object) -> float | None:
    try:
        return float(str(answer).replace(",", "."))
    except ValueError:
        return None


def wants_technology(person: Candidate, skills: Skills = NO_SKILLS) -> bool:
    """Whether what a person wants to learn is digital; who has not said is taken to want it."""
    return not person.goals or any(
        is_topic_of("technology_passion", goal.name, skills) for goal in person.goals
    )


def assistant_email(person: Candidate, questions: Iterable[ProfileQuestion]) -> str:
    """Return the address of whoever keeps this person's calendar, where the form asked for it."""
    for question in questions:
        answer = person.answers.get(question.id)
        if isinstance(answer, str) and "@" in answer and _holds(question.wording, _phrases("assistant")):
            return answer.strip()
    return ""
