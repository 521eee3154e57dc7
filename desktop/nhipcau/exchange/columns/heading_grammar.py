"""What a heading asks, read as a question: whose thing, and in which mood."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nhipcau.common.names.vietnamese import fold
from nhipcau.exchange.columns.heading import (
    asides_of,
    heading_of,
    without_asides,
    without_glued_number,
    without_whom,
)
from nhipcau.exchange.columns.heading_lexicon import OF_WHOM, Word, is_english, read_words
from nhipcau.exchange.columns.question_moods import PARTNERS, with_moods
from nhipcau.exchange.formats.reading_terms import Role

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
_DOING: Final = frozenset({"learn", "help", "helped", "improve", "teach", "meet", "take", "mentor_as_verb"})
"""What is wished of a partner, rather than what the partner shall be."""
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
_TOLD: Final = frozenset({"experience", "skill", "goal_noun", "strength_noun", "comment", "expect"})
"""What is told at length: things in brackets say what to write of."""
_NAMING: Final = frozenset({"name", "email", "phone"})
"""Things that everybody has, so that whose is asked must be known."""
_OWNERS: Final = frozenset({"self", "self_noun", "mentor", "mentee", "partner", "manager", "assistant"})
_BESIDE_COUNT: Final = frozenset({"most", "possessive", "least", "preposition"})
"""What may stand between a count and what is counted."""
_LEADING: Final = frozenset({"preposition", "help", "teach", "meet", "take", "can_teach"})
"""What makes a partner behind it one who is met, helped or taught, not one who is asked about."""
_SHORT: Final = 3
"""Words of a heading that only names a thing: `Mentor department`."""
_SILENT: Final = frozenset(
    {"stop", "self", "preposition", "possessive", "as", "be", "article", "which_one", "or_word"}
)
_AT: Final = frozenset({"o", "tai", "trong", "at", "in"})
"""What stands before the place of a thing."""
_NEUTRAL: Final = frozenset({"counterpart", "opinion", "which_one"})
"""What says nothing of the thing that is asked for: a word that stands for this alone is unknown."""


@dataclass(frozen=True, slots=True)
class HeadingQuestion:
    """A heading as a question."""

    concepts: frozenset[str]
    """What its words stand for (`concepts.json`), and what follows from how they stand together."""
    unknown: int
    """Words that the lexicon does not know, those in brackets left out."""
    words: int
    key: frozenset[str]
    """The words that carry its sense, by which similar wordings are found."""

    head: frozenset[str] = frozenset()
    """Of several things side by side the one that is meant: the first in Vietnamese, in English the last."""

    def has(self, *concepts: str) -> bool:
        """Say whether it holds any of these."""
        return not self.concepts.isdisjoint(concepts)


@lru_cache(maxsize=8192)
def asked_in(raw: str, role: Role = "") -> HeadingQuestion:
    """Read a heading. `role` is that of everyone who answered, where it is known."""
    heading = heading_of(raw)
    text = without_whom(heading.grid or without_glued_number(heading.wording))
    main = read_words(without_asides(text))
    if not main:
        main = read_words(text)
    main = _before_source(main)
    concepts: set[str] = set().union(*(word.concepts for word in main)) if main else set()
    if concepts.isdisjoint(_THINGS | _TOLD):
        aside = set().union(*(word.concepts for word in read_words(asides_of(text))), set())
        concepts |= aside & _THINGS
        if concepts & {"count", "capacity_noun", "amount"}:
            concepts |= aside & {"mentee", "unit"}
    concepts |= _together(main)
    concepts |= _counted(main)
    if (
        "comment" in concepts
        and "message" not in concepts
        and _of_organisers(main, read_words(asides_of(text)))
    ):
        concepts.add("own_note")
    concepts |= {f"in_{role}_file"} if role in ("mentor", "mentee") else set()
    concepts |= _whose(main, concepts)
    concepts = with_moods(main, concepts)
    carrying = frozenset(word.text for word in main if not word.concepts or not word.concepts <= _SILENT)
    concepts |= {"alone"} if len(carrying) == 1 else set()
    concepts |= {"told_more"} if _carries(read_words(asides_of(text))) else set()
    unknown = sum(not word.concepts - _NEUTRAL for word in main)
    return HeadingQuestion(frozenset(concepts), unknown, len(main), carrying, _head(main, is_english(text)))


def _carries(words: Sequence[Word]) -> bool:
    """Say whether what stands in brackets adds anything: `Score (IELTS)`."""
    return any(not word.concepts <= _SILENT or not word.concepts for word in words)


def _head(words: Sequence[Word], english: bool) -> frozenset[str]:
    """Return the thing that is meant where two stand side by side: `Bậc công việc`, `Job level`."""
    places = [place for place, word in enumerate(words) if word.concepts & _THINGS]
    if len(places) != 2:
        return frozenset()
    first, last = (words[place] for place in places)
    if places[0] and fold(words[places[0] - 1].text) in _AT:
        return last.concepts & _THINGS  # `Ở công ty bạn làm công việc gì?`
    if any(fold(word.text) in _AT for word in words[places[0] + 1 : places[1]]):
        return first.concepts & _THINGS  # `Vai trò hiện tại ở công ty`
    beside = places[1] == places[0] + 1
    return (last if english else first).concepts & _THINGS if beside else frozenset()


def _before_source(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return a heading without what says whence an answer is to be copied: `Tên theo CCCD`."""
    place = next((place for place, word in enumerate(words) if place and "according" in word.concepts), None)
    return words[:place]


def _together(words: Sequence[Word]) -> set[str]:
    """Return what follows from words that stand before one another."""
    found: set[str] = set()
    for place, word in enumerate(words):
        if partner := word.concepts & PARTNERS:
            found |= _of_partner(words, place, partner)
        if (
            word.concepts & {"manager"}
            and _before(words, place, 2, {"be"})
            and not word.concepts & {"manage"}
        ):
            found.add("be_manager")
    return found


def _counted(words: Sequence[Word]) -> set[str]:
    """Return what is counted: what stands behind `how many`, or before a count at the end."""
    found: set[str] = set()
    for place, word in enumerate(words):
        if "count" not in word.concepts:
            continue
        behind = [one for one in words[place + 1 :] if not one.concepts & _BESIDE_COUNT][:1]
        for one in (word, *(behind or words[max(0, place - 1) : place])):
            found |= {
                f"counted_{what}"
                for what in ("mentee", "mentor", "people", "partner")
                if what in one.concepts
            }
    return found


def _of_organisers(words: Sequence[Word], aside: Sequence[Word]) -> bool:
    """Say whether a remark is the organisers' own: `HR comments`, `Ghi chú (BTC)`, not one for them."""
    if any("person_side" in word.concepts for word in aside):
        return True
    return any(
        "person_side" in word.concepts and not _before(words, place, 4, {"preposition", "want", "share_with"})
        for place, word in enumerate(words)
    )


def _of_whom(words: Sequence[Word]) -> set[str]:
    """Return whether a thing is that of somebody the program does not know: `Email của người giám sát khoa`."""
    for place, word in enumerate(words):
        if "possessive" not in word.concepts:
            continue
        if word.text == OF_WHOM:
            owner: Sequence[Word] = words[max(0, place - 1) : place]
        else:
            owner = words[place + 1 :]
        known = set().union(*(one.concepts for one in owner)) if owner else set()
        if any(not one.concepts - _NEUTRAL for one in owner) and not known & _OWNERS:
            return {"other_person"}
    return set()


def _of_partner(words: Sequence[Word], place: int, partner: frozenset[str]) -> set[str]:
    """Return how a partner is spoken of: to be one, to have one, one who is met, or one who is asked about."""
    found: set[str] = set()
    doing = _word_before(words, place) in ("you", "i") or _before(words, place, 1, {"can"})
    if words[place].text in ("mentor", "coach", "tutor") and doing:
        return {"teach", "mentor_as_verb"}  # `people you mentor`, `số bạn có thể mentor`
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
    found = _of_whom(words) if concepts & _NAMING else set()
    if concepts & PARTNERS and concepts & _PROPERTIES and "mentor_as_verb" not in concepts:
        found |= _property_of_partner(len(words), concepts)
    if concepts & {"be_mentor", "be_mentee"} and _who_is(words):
        found |= {"who_is"} if "want" in concepts else {"acquaintance"}
    if "manager" in concepts and concepts & {"approve", "agree"}:
        found.add("permission")
    if "know_anyone" in concepts and concepts & {"mentor", "mentee", "sign_up", "anyone", "people"}:
        found.add("acquaintance")
    return found


def _who_is(words: Sequence[Word]) -> bool:
    """Say whether somebody unnamed is to be something: `ai làm mentor`."""
    return any("who" in word.concepts and _after(words, place, {"be"}) for place, word in enumerate(words))


def _property_of_partner(length: int, concepts: set[str]) -> set[str]:
    """Return what the partner shall be like, or be able to teach."""
    named = "partner_named" in concepts
    if not named or ("of_partner" in concepts and _is_own(concepts)):
        return set()
    if concepts.isdisjoint(_PROPERTIES - _TOPICAL):
        wished = "want" in concepts and not concepts & _DOING
        return {"partner_topics"} if wished or concepts & {"of_partner", "should"} else set()
    return {"partner_property"} if concepts & {*_WISHING, "of_partner"} or length <= _SHORT else set()


def _is_own(concepts: set[str]) -> bool:
    """Say whether a mentor's thing is asked of mentors: `Mentor's department` on their own list."""
    if concepts & _WISHING:
        return False
    return any({f"in_{one}_file", one} <= concepts for one in ("mentor", "mentee"))
