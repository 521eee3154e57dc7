"""The ready surveys, as plain data in `resources/surveys/`."""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from nhipcau.common.paths import resource
from nhipcau.common.words import Language
from nhipcau.surveys.models import SurveyKind

READY_KINDS: Final[tuple[SurveyKind, ...]] = ("fit", "pulse", "midterm", "end")


@dataclass(frozen=True, slots=True)
class ReadySurvey:
    """A survey to take as it is: its names, and its questions by the names of the question draft's fields."""

    kind: SurveyKind
    name_vi: str
    name_en: str
    questions: tuple[dict[str, Any], ...] = field(repr=False)

    def name(self, language: Language) -> str:
        return self.name_en if language == "en" else self.name_vi


def ready_survey(kind: SurveyKind, programme_kind: str) -> ReadySurvey:
    """Return a ready survey with the questions that a programme of this kind asks."""
    found = _read(kind)
    asked = tuple(
        _values(entry)
        for entry in found["questions"]
        if programme_kind in entry.get("kinds", (programme_kind,))
    )
    return ReadySurvey(kind, found["name"]["vi"], found["name"]["en"], asked)


@cache
def _read(kind: SurveyKind) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(resource("surveys", f"{kind}.json").read_text(encoding="utf-8"))
    return read


def _values(entry: dict[str, Any]) -> dict[str, Any]:
    options = entry.get("options", {"vi": [], "en": []})
    return {
        "kind": entry["kind"],
        "wording_vi": entry["wording"]["vi"],
        "wording_en": entry["wording"]["en"],
        "options_vi": list(options["vi"]),
        "options_en": list(options["en"]),
        "audience": entry.get("for", ""),
        "means": entry.get("means", ""),
        "required": bool(entry.get("required")),
    }
