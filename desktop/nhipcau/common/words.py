"""Every sentence the user reads, in Vietnamese and English.

The texts lie in `resources/i18n/<room>.json`, one file a room, both languages beside each other:
`{"title": {"vi": "Người tham gia", "en": "Participants"}}`. The key `participants.title` names that entry.
A text with a number is an object of forms: `{"en": {"one": "{n} person", "other": "{n} people"}, "vi": "{n} người"}`;
the form follows the value called `n`.

Plain JSON rather than Qt's .ts files, because letters, workbooks and the terminal need the same sentences
without Qt, in a language other than the window's.
"""

import json
from functools import cache
from typing import Final, Literal

from nhipcau.common.paths import resource

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")


@cache
def _room(room: str) -> dict[str, dict[str, str | dict[str, str]]]:
    entries: dict[str, dict[str, str | dict[str, str]]] = json.loads(
        resource("i18n", f"{room}.json").read_text(encoding="utf-8")
    )
    return entries


def text(language: Language, key: str, /, **values: object) -> str:
    """Return the sentence called `key` with its gaps filled.

    Raises KeyError for an unknown key: a missing text is a bug that a test must find.
    """
    room, _, name = key.partition(".")
    entry = _room(room)[name][language]
    if isinstance(entry, dict):
        entry = entry["one" if values.get("n") == 1 and "one" in entry else "other"]
    return entry.format(**values) if values else entry


class Words:
    """The texts in one language at a time; the window holds one and changes its language at run time."""

    def __init__(self, language: Language = "vi") -> None:
        self.language: Language = language

    def __call__(self, key: str, /, **values: object) -> str:
        return text(self.language, key, **values)
