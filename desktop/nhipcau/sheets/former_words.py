"""Words that workbooks were sent with once and that still come home: headings, names of sheets, answers offered."""

import json
from collections.abc import Mapping, Sequence
from functools import cache

from nhipcau.common.paths import resource
from nhipcau.common.words import LANGUAGES, text


def former_headings(label: str) -> Sequence[str]:
    """Return how a column or a sheet was called once, by the key of what it is called now."""
    return _told("former_headings").get(label, ())


def headings_ever(label: str) -> frozenset[str]:
    """Return how a column is or was called, in both languages."""
    return frozenset((*(text(language, label) for language in LANGUAGES), *former_headings(label)))


def former_answers(answer: str) -> Sequence[str]:
    """Return how an answer of a drop-down was worded once, by its present wording in either language."""
    return _answers().get(answer, ())


@cache
def _answers() -> Mapping[str, Sequence[str]]:
    return {
        text(language, key): wordings
        for key, wordings in _told("former_answers").items()
        for language in LANGUAGES
    }


@cache
def _told(name: str) -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = json.loads(
        resource("import", f"{name}.json").read_text(encoding="utf-8")
    )
    return found
