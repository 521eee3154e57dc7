"""What a letter calls a person and the programme.

A person by the name colleagues use, with the title that was written, else with anh or chị in Vietnamese.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from nhipcau.common.names.person_names import is_vietnamese, person_name
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.paths import resource
from nhipcau.common.words import Words

_MEN: Final = frozenset({"nam", "male", "m", "man", "anh", "ong", "mr"})
_PROGRAMME: Final = ["chuong", "trinh"]
_WOMEN: Final = frozenset({"nu", "female", "f", "woman", "chi", "co", "ba", "ms", "mrs"})
_LEARNED: Final = frozenset({"ts", "ths", "gs", "pgs", "bs", "ks"})
_WESTERN: Final = frozenset({"mr", "ms"})
"""Titles that stay as they were written in letters of their own language."""


@dataclass(frozen=True, slots=True)
class _Title:
    code: str
    of: Mapping[str, str]
    by_family: bool


@cache
def _titles() -> Mapping[str, _Title]:
    data = json.loads(resource("names", "salutations.json").read_text(encoding="utf-8"))
    return {
        _key(written): _Title(code, entry, entry["by"] == "family")
        for code, entry in data.items()
        if code
        for written in entry["written"]
    }


def _key(title: str) -> str:
    return "".join(letter for letter in title.lower() if letter.isalnum())


def short_name(full_name: str, preferred_name: str = "") -> str:
    """Return what colleagues call the person."""
    if preferred_name.strip():
        return preferred_name.strip()
    return person_name(full_name).called


def call(
    words: Words, full_name: str, preferred_name: str = "", gender: str = "", salutation: str = ""
) -> str:
    """Return how the person is addressed in a letter: `chị Lan`, `TS. Lan`, or `Lan`, `Dr Marsh` in English.

    A title that was written, as `salutation` or within the name, says more than the gender.
    """
    written = salutation.strip() or person_name(full_name).title
    name = short_name(full_name, preferred_name)
    if not written:
        return words(f"pairs.letter.call.{_form(gender)}", name=name)
    title = _titles().get(_key(written))
    found = person_name(full_name)
    is_foreign = not is_vietnamese(found.full)
    if is_foreign and (title is None or title.by_family):
        if preferred_name.strip():
            return name  # Dr Marsh, or Emily: never Dr Emily
        name = found.family or found.full
    return _titled(written, name, words, is_foreign=is_foreign)


def call_in_full(words: Words, full_name: str, gender: str = "", salutation: str = "") -> str:
    """Return how others speak of the person in a letter: `chị Trần Thị Lan`, or the bare name in English."""
    found = person_name(full_name)
    written = salutation.strip() or found.title
    if written:
        return _titled(written, found.full, words, is_foreign=not is_vietnamese(found.full))
    return words(f"pairs.letter.call.{_form(gender)}", name=found.full)


def _titled(written: str, name: str, words: Words, *, is_foreign: bool) -> str:
    """Return a name behind its title, as the language has it."""
    title = _titles().get(_key(written))
    kept = title is None or title.code in (_LEARNED if words.language == "vi" else _WESTERN)
    if title is None or kept or (is_foreign and title.code in _WESTERN):
        return f"{written} {name}"
    return f"{title.of[words.language]} {name}".strip()


def call_programme(words: Words, name: str) -> str:
    """Return the programme's name as it stands behind the word for a programme, which it does not repeat."""
    parts = (name.strip() or words("pairs.letter.our_programme")).split()
    repeated = (
        words.language == "vi"
        and len(parts) > len(_PROGRAMME)
        and fold(" ".join(parts[:2])).split() == _PROGRAMME
    )
    return " ".join(parts[2:] if repeated else parts)


def _form(gender: str) -> str:
    spoken = fold(gender).strip()
    return "man" if spoken in _MEN else "woman" if spoken in _WOMEN else "person"
