"""When two wordings mean the same: answers of a form are compared without accents, case and punctuation."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from nhipcau.common.names.vietnamese import fold

_LANGUAGES: Final[Mapping[str, str]] = {
    "viet": "vietnamese",
    "viet nam": "vietnamese",
    "vietnam": "vietnamese",
    "vi": "vietnamese",
    "anh": "english",
    "en": "english",
    "nhat": "japanese",
    "nhat ban": "japanese",
    "han": "korean",
    "han quoc": "korean",
    "trung": "chinese",
    "trung quoc": "chinese",
    "hoa": "chinese",
    "mandarin": "chinese",
    "phap": "french",
    "duc": "german",
    "nga": "russian",
    "tay ban nha": "spanish",
}


@lru_cache(maxsize=65536)
def answer_key(text: str) -> str:
    """Return the wording by which answers are compared."""
    folded = fold(text)
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


@lru_cache(maxsize=65536)
def keys_of(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the keys of several answers; few lists of answers differ."""
    return frozenset(answer_key(text) for text in texts)


def forget_wordings() -> None:
    """Let go of what people have answered: their file is closed."""
    answer_key.cache_clear()
    keys_of.cache_clear()


@lru_cache(maxsize=1024)
def language_key(text: str) -> str:
    """Return one key for a language, whichever of the two languages it is named in."""
    key = answer_key(text).removeprefix("tieng ")
    return _LANGUAGES.get(key, key)


@lru_cache(maxsize=4096)
def _skill_key(code: str) -> str:
    """Return a key that no wording has. `ai.generative` is part of `ai`, so each holds the other's words."""
    parts = code.split(".")
    return " ".join("#" + ".".join(parts[: size + 1]) for size in range(len(parts)))


def topic_keys(text: str, skills: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what a goal, a strength or an interest is compared by: the skills it names, else its words."""
    key = answer_key(text)
    codes = skills.get(key)
    if codes:
        return tuple(map(_skill_key, codes))
    return (key,) if key else ()


class TopicWords:
    """Says whether one topic answers another, as `TopicIndex` does for many. Each text is looked up once."""

    def __init__(self, skills: Mapping[str, tuple[str, ...]]) -> None:
        self._skills = skills
        self._words: dict[str, tuple[frozenset[str], ...]] = {}

    def of(self, text: str) -> tuple[frozenset[str], ...]:
        """Return the words of each skill that a text names, or its own."""
        words = self._words.get(text)
        if words is None:
            keys = topic_keys(text, self._skills)
            words = self._words[text] = tuple(frozenset(key.split()) for key in keys)
        return words


class TopicIndex:
    """Finds the topics that answer a wanted one: the same words, or all words of one inside the other.

    Looked for by the word that the fewest wanted topics have: most wordings share one with nearly all others.
    """

    def __init__(self, wanted: Iterable[str]) -> None:
        self.columns: dict[str, int] = {key: place for place, key in enumerate(sorted(set(wanted)))}
        self._words = [frozenset(key.split()) for key in self.columns]
        self._with_word: dict[str, list[int]] = {}
        for column, words in enumerate(self._words):
            for word in words:
                self._with_word.setdefault(word, []).append(column)
        many = dict(zip(self._with_word, map(len, self._with_word.values()), strict=True))
        self._by_rarest: dict[str, list[int]] = {}
        for column, words in enumerate(self._words):
            if words:
                self._by_rarest.setdefault(min(words, key=many.__getitem__), []).append(column)
        self._found: dict[str, tuple[int, ...]] = {}

    def answered_by(self, offered: str) -> tuple[int, ...]:
        """Return the columns of the wanted topics that `offered` answers."""
        found = self._found.get(offered)
        if found is None:
            found = self._found[offered] = self._look_up(frozenset(offered.split()))
        return found

    def _look_up(self, words: frozenset[str]) -> tuple[int, ...]:
        known = self._words
        found: set[int] = set()
        rarest: list[int] | None = None
        all_wanted = bool(words)
        for word in words:
            columns = self._with_word.get(word)
            if columns is None:
                all_wanted = False
                continue
            if rarest is None or len(columns) < len(rarest):
                rarest = columns
            for column in self._by_rarest.get(word, ()):
                if known[column] <= words:
                    found.add(column)
        if all_wanted and rarest is not None:
            found.update([column for column in rarest if words <= known[column]])
        return tuple(sorted(found))
