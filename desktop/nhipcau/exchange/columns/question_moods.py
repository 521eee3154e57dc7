"""What the words of a heading make of its question together: an opinion, a choice of roles, a wish by name."""

from collections.abc import Sequence
from typing import Final

from nhipcau.common.names.vietnamese import fold
from nhipcau.exchange.columns.heading_lexicon import Word

PARTNERS: Final = frozenset({"mentor", "mentee", "partner"})
_ROLES: Final = PARTNERS | {"counterpart"}
_WHERE: Final = frozenset({"department", "level", "industry", "title", "place"})
"""What the people are asked by whom somebody wants to learn from."""
_WISHED_DOING: Final = frozenset(
    {"learn", "helped", "help", "teach", "experience", "improve", "take", "meet"}
)
_WISHING: Final = frozenset({"want", "need", "should", "like"})
_TOPICS: Final = frozenset({"skill", "goal_noun", "strength_noun"})
_SOMEBODY: Final = PARTNERS | {"match", "people", "take", "meet", "in_mind"}
_NOT_WISHED: Final = frozenset(
    {"other_person", "acquaintance", "manager", "assistant", "own_subject", "be_mentor", "be_mentee"}
)
_CLOSED: Final = frozenset(
    {
        "do",
        "does",
        "did",
        "are",
        "is",
        "was",
        "were",
        "have",
        "has",
        "had",
        "can",
        "could",
        "will",
        "would",
        "should",
        "may",
        "shall",
    }
)
_NOT_AT_END: Final = frozenset({"khong", "chua", "ko"})
_NOBODY: Final = frozenset({"people", "anyone", "who", "particular"})
_NO_REFUSAL: Final = frozenset(
    {"skill", "strength_noun", "unit", "time", "place", "way", "comment", "count", "reason"}
)
"""With these something else is refused than a person."""
_SHORT: Final = 4
_ASKS_NAME: Final = frozenset({"name", "who", "email", "code", "naming"})
_OWN_ROLE: Final = frozenset({"self", "want", "have", "be", "match", "can", "take"})
"""With one of these a role is spoken of as somebody's own or as their partner's."""


def with_moods(words: Sequence[Word], concepts: set[str]) -> set[str]:
    """Return the concepts of a heading with those that follow from its mood."""
    moods = {
        "general_role": _in_general(words, concepts),
        "refusal": _is_refusal(words, concepts),
        "either_role": _is_choice_of_roles(words),
        "property_asked": _asks_whose(words, concepts),
        "helped": _is_helped(words),
        "closed": _is_closed(words),
    }
    found = concepts | {mood for mood, holds in moods.items() if holds}
    if "counterpart" in found and found & {"count", "either_role"}:
        found.discard("other_person")  # `số phụ huynh có thể kèm`
    if _asks_name(words, found):
        # A condition that only says when to answer is none: `if you have somebody in mind, write the name`.
        found -= {"condition", "past"}
        found |= set() if "negated" in found else {"named_wish"}
    return found


def _is_helped(words: Sequence[Word]) -> bool:
    """Say whether the partner does it: `được mentor hướng dẫn`."""
    return any(
        "passive" in word.concepts
        and any(other.concepts & (PARTNERS | {"people"}) for other in words[place + 1 : place + 3])
        and any(other.concepts & {"teach", "help", "take"} for other in words[place + 2 : place + 7])
        for place, word in enumerate(words)
    )


def _is_closed(words: Sequence[Word]) -> bool:
    """Say whether a question is answered by yes or no: `Do you …?`, `… có … không?`."""
    if not words:
        return False
    last = fold(words[-1].text).split()[-1]
    ends = last in _NOT_AT_END and any(fold(word.text).split()[-1] == "co" for word in words[:-1])
    return ends or words[0].text.split()[0] in _CLOSED


def _in_general(words: Sequence[Word], concepts: set[str]) -> bool:
    """Say whether it is asked what a mentor is or does, not who is one."""
    if _known_of(words):
        return True
    if concepts.isdisjoint(PARTNERS) or "match" in concepts:
        return False
    if "of_partner" in concepts and "article" not in concepts:
        return False
    if "opinion" in concepts:
        return "ideal_noun" not in concepts and ("want" not in concepts or "should" in concepts)
    asked = "which_one" in concepts and concepts.isdisjoint(_OWN_ROLE | {"ideal"})
    return asked and any(
        word.concepts & PARTNERS and _before(words, place, 2, {"article"}) for place, word in enumerate(words)
    )


def _is_refusal(words: Sequence[Word], concepts: set[str]) -> bool:
    """Say whether somebody is told whom one would not work with: `Mentor em không muốn gặp`."""
    if "negated" not in concepts or concepts.isdisjoint(PARTNERS | _NOBODY) or concepts & _NO_REFUSAL:
        return False
    return (
        bool(concepts & {"match", "take", "meet", "have", "teach", "as", "avoiding"}) or len(words) <= _SHORT
    )


def _known_of(words: Sequence[Word]) -> bool:
    """Say whether it is asked if somebody knows what a partner is: `Do you know what a mentor does?`."""
    for place, word in enumerate(words):
        if "knowing" not in word.concepts:
            continue
        for other in words[place + 1 : place + 6]:
            if other.concepts & {"self", "anyone", "who", "sign_up"}:
                break
            if other.concepts & PARTNERS:
                return True
        if any("programme" in other.concepts for other in words[place + 1 : place + 3]):
            return True
    return False


def _is_choice_of_roles(words: Sequence[Word]) -> bool:
    """Say whether two roles are named to choose from: `Partner or associate?`."""
    return any(
        "or_word" in word.concepts
        and _before(words, place, 2, _ROLES)
        and any(other.concepts & _ROLES for other in words[place + 1 : place + 3])
        for place, word in enumerate(words)
    )


def _asks_whose(words: Sequence[Word], concepts: set[str]) -> bool:
    """Say whether people are described that somebody wants to learn from: `Which department …?`."""
    if not concepts & _WISHING or not concepts & _WISHED_DOING or concepts & (_TOPICS | {"manager"}):
        return False
    first = next((place for place, word in enumerate(words) if not word.concepts <= {"stop", "self"}), -1)
    for place, word in enumerate(words):
        if not word.concepts & _WHERE or (word.concepts & {"place"} and "meet" in concepts):
            continue
        beside = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
        asked = any("which_one" in other.concepts for other in beside) or _has_question_word(word)
        if place == first or asked:
            return True
    return False


def _has_question_word(word: Word) -> bool:
    return not {"which", "what", "nao"}.isdisjoint(fold(word.text).split())


def _asks_name(words: Sequence[Word], concepts: set[str]) -> bool:
    """Say whether somebody is to be named whom one has in mind or would like to be matched with."""
    told = not concepts.isdisjoint(_ASKS_NAME) or {"negated", "share_with"} <= concepts
    if not told or concepts & _NOT_WISHED:
        return False
    wished = "in_mind" in concepts or (concepts & {"want", "negated"} and concepts & _SOMEBODY)
    if not wished or concepts.isdisjoint({"condition", "past", "in_mind"}):
        return False
    return not any(
        "name" in word.concepts
        and any("self" in other.concepts for other in words[max(0, place - 1) : place + 2])
        for place, word in enumerate(words)
    )


def _before(words: Sequence[Word], place: int, reach: int, concepts: set[str] | frozenset[str]) -> bool:
    return any(word.concepts & concepts for word in words[max(0, place - reach) : place])
