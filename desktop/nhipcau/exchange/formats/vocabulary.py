"""The words by which files are understood, from `resources/import/`: plain data in both languages."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.paths import resource

_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def key_of(text: str) -> str:
    """Return the words of a text by which it is compared: no accents, case or punctuation."""
    folded = fold(text)
    plain = _NOT_WORD.sub(" ", folded).strip() if folded.isascii() else _other_letters(folded)
    return plain or text.strip()


def _other_letters(folded: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


@cache
def _data(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("import", f"{name}.json").read_text(encoding="utf-8"))
    loaded.pop("", None)
    return loaded


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return one list of `words.json`, as keys, longest first."""
    return tuple(sorted({key_of(text) for text in _data("words")[name]}, key=lambda text: (-len(text), text)))


@cache
def starts(name: str) -> tuple[str, ...]:
    """Return one list of `words.json` as written, in lower case."""
    return tuple(text.casefold() for text in _data("words")[name])


@cache
def groups(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return one table of lists of `words.json`, its words as keys."""
    return {code: tuple(key_of(text) for text in texts) for code, texts in _data("words")[name].items()}


@cache
def number_words() -> Mapping[str, int]:
    return {key_of(word): value for word, value in _data("words")["numbers"].items()}


def _keys(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(key_of(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Scale:
    """Graded answers: the place of each wording, 0 lowest."""

    places: Mapping[str, int]
    size: int
    zero: bool
    """The lowest grade means not at all."""


@cache
def scales() -> tuple[Scale, ...]:
    return tuple(
        Scale(
            {key_of(text): place for place, texts in enumerate(scale["grades"]) for text in texts},
            len(scale["grades"]),
            scale["zero"],
        )
        for scale in _data("scales")["scales"]
    )


@cache
def level_ranks() -> Mapping[str, int]:
    """Return the rank of every known level name."""
    return {key_of(name): int(rank) for rank, names in _data("levels")["ranks"].items() for name in names}


@cache
def numbered_levels() -> frozenset[str]:
    """Return what stands before the number of a level that is only a number."""
    return frozenset(_keys(_data("levels")["bare_numbers"]))


def has_phrase(key: str, phrase: str) -> bool:
    """Say whether the words of `phrase` stand one after the other in `key`."""
    return f" {phrase} " in f" {key} "


def has_any(key: str, wanted: Iterable[str]) -> bool:
    padded = f" {key} "
    return any(f" {phrase} " in padded for phrase in wanted)
