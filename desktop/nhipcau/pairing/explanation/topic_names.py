"""What topics are called for a reader of one language: skills that people named in the other one are said in theirs."""

from dataclasses import replace

from nhipcau.common.words import Language
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.pairing_input import PairingInput, Phrase

_TOPICS = "topics"


def topic_name(topic: str, people: PairingInput, language: Language) -> str:
    """Return a topic as it was written, or, where those are words of the other language, by the skill's own name.

    English readers get every skill that Vietnamese words name; Vietnamese readers know English terms, and are told a
    skill's Vietnamese name only for its whole English one.
    """
    names = [people.skill_names.get(code, ("", "")) for code in people.skills.get(answer_key(topic), ())]
    if not names or not all(all(pair) for pair in names):
        return topic
    key = answer_key(topic)
    if any(key == answer_key(pair[0 if language == "vi" else 1]) for pair in names):
        return topic
    if language == "en":
        foreign = not topic.isascii() or any(key == answer_key(vi) for vi, _ in names)
        return ", ".join(dict.fromkeys(en for _, en in names)) if foreign else topic
    return names[0][0] if len(names) == 1 and key == answer_key(names[0][1]) else topic


def in_readers_words(phrase: Phrase, people: PairingInput, language: Language) -> Phrase:
    """Return a phrase with the topics it names as a reader of the language calls them."""
    topics = phrase.values.get(_TOPICS)
    if not isinstance(topics, tuple):
        return phrase
    named = tuple(dict.fromkeys(topic_name(str(one), people, language) for one in topics))
    return replace(phrase, values={**phrase.values, _TOPICS: named})
