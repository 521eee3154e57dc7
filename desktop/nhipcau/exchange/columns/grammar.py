"""What a heading asks, read as a question: whose thing, and in which mood."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nhipcau.exchange.columns.heading import asides_of, heading_of, without_asides, without_glued_number
from nhipcau.exchange.columns.lexicon import Word, read_words
from nhipcau.exchange.forms import Role

_PARTNERS: Final = frozenset({"mentor", "mentee", "partner"})
_PROPERTIES: Final = frozenset(
    {
        "gender",
        "department",
        "place",
        "level",
        "age",
        "industry",
        "title",
        "same",
        "strength_noun",
        "experience",
    }
    | {"skill", "birth", "language", "unit", "where"}
)
"""What can be asked of a partner without naming one."""
_TOPICAL: Final = frozenset({"strength_noun", "skill", "experience"})
_WISHING: Final = frozenset({"want", "should", "ideal", "need", "choice", "same"})
_THINGS: Final = frozenset(
    {
        "name",
        "first",
        "last",
        "email",
        "phone",
        "code",
        "department",
        "title",
        "level",
        "birth",
        "gender",
        "age",
    }
    | {"place", "language", "industry"}
)
_LEADING: Final = frozenset({"preposition", "help", "teach", "meet", "take", "can_teach"})
"""What makes a partner behind it one who is met, helped or taught, not one who is asked about."""
_SILENT: Final = frozenset({"stop", "self", "preposition", "possessive", "as", "be"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A heading as a question."""

    concepts: frozenset[str]
    """What its words stand for (`concepts.json`), and what follows from how they stand together."""
    unknown: int
    """Words that the lexicon does not know, those in brackets left out."""
    words: int
    key: frozenset[str]
    """The words that carry its sense, by which similar wordings are found."""

    def has(self, *concepts: str) -> bool:
        """Say whether it holds any of these."""
        return not self.concepts.isdisjoint(concepts)


@lru_cache(maxsize=8192)
def asked_in(raw: str, role: Role = "") -> Asked:
    """Read a heading. `role` is that of everyone who answered, where it is known."""
    heading = heading_of(raw)
    text = heading.grid or without_glued_number(heading.wording)
    main = read_words(without_asides(text))
    if not main:
        main = read_words(text)
    concepts: set[str] = set().union(*(word.concepts for word in main)) if main else set()
    if concepts.isdisjoint(_THINGS):
        aside = set().union(*(word.concepts for word in read_words(asides_of(text))), set())
        concepts |= aside & _THINGS
    concepts |= _together(main)
    concepts |= {f"in_{role}_file"} if role in ("mentor", "mentee") else set()
    concepts |= _whose(main, concepts)
    carrying = frozenset(word.text for word in main if not word.concepts or not word.concepts <= _SILENT)
    concepts |= {"alone"} if len(carrying) == 1 else set()
    return Asked(frozenset(concepts), sum(not word.concepts for word in main), len(main), carrying)


def _together(words: Sequence[Word]) -> set[str]:
    """Return what follows from words that stand before one another."""
    found: set[str] = set()
    for place, word in enumerate(words):
        if partner := word.concepts & _PARTNERS:
            found |= _of_partner(words, place, partner)
        if (
            word.concepts & {"manager"}
            and _before(words, place, 2, {"be"})
            and not word.concepts & {"manage"}
        ):
            found.add("be_manager")
    return found


def _of_partner(words: Sequence[Word], place: int, partner: frozenset[str]) -> set[str]:
    """Return how a partner is spoken of: to be one, to have one, one who is met, or one who is asked about."""
    found: set[str] = set()
    if (
        words[place].text == "mentor"
        and _before(words, place, 1, {"self"})
        and _word_before(words, place) in ("you", "i")
    ):
        return {"teach", "mentor_as_verb"}  # `people you mentor`
    if _before(words, place, 2, {"be"}) and not _before(words, place, 1, {"have"}):
        found |= {f"be_{one}" for one in partner}
    elif _before(words, place, 3, {"have", "want"}) and not _before(words, place, 1, {"preposition", "self"}):
        found |= {f"have_{one}" for one in partner}
    if _before(words, place, 3, _LEADING) and not _before(words, place, 3, {"possessive"}):
        found.add("partner_met")
    else:
        found.add("partner_named")
    if _before(words, place, 3, {"possessive"}) or _after(words, place, {"possessive"}):
        found.add("of_partner")
    return found


def _word_before(words: Sequence[Word], place: int) -> str:
    return words[place - 1].text if place else ""


def _before(words: Sequence[Word], place: int, reach: int, concepts: set[str] | frozenset[str]) -> bool:
    return any(word.concepts & concepts for word in words[max(0, place - reach) : place])


def _after(words: Sequence[Word], place: int, concepts: set[str]) -> bool:
    return place + 1 < len(words) and bool(words[place + 1].concepts & concepts)


def _whose(words: Sequence[Word], concepts: set[str]) -> set[str]:
    """Return whether what is asked is a property of the partner, or of somebody else."""
    found: set[str] = set()
    own = "of_partner" in concepts and _is_own(concepts)
    if concepts & _PARTNERS and concepts & _PROPERTIES and not own and "mentor_as_verb" not in concepts:
        named = "partner_named" in concepts
        wished = bool(concepts & _WISHING)
        topical = not concepts & (_PROPERTIES - _TOPICAL)
        if topical:
            if (
                named
                and ("of_partner" in concepts or "should" in concepts)
                and (wished or "of_partner" in concepts)
            ):
                found.add("partner_topics")
        elif named and (wished or "of_partner" in concepts or len(words) <= 3):
            found.add("partner_property")
    if {"manager", "approve"} <= concepts or ("manager" in concepts and "agree" in concepts):
        found.add("permission")
    if "know_anyone" in concepts and concepts & {"mentor", "mentee", "sign_up", "anyone", "people"}:
        found.add("acquaintance")
    return found


def _is_own(concepts: set[str]) -> bool:
    """Say whether a mentor's thing is asked of mentors: `Mentor's department` on their own list."""
    if concepts & _WISHING:
        return False
    return any({f"in_{one}_file", one} <= concepts for one in ("mentor", "mentee"))
