"""The starting list of skills and the words around them, from `resources/skills`: plain data in both languages."""

import json
from functools import cache
from typing import Any

from nhipcau.common.paths import resource
from nhipcau.skills.rules import SkillLexicon, SkillWords

AREAS = (
    "leadership",
    "communication",
    "thinking",
    "career",
    "wellbeing",
    "digital",
    "data",
    "software",
    "design",
    "marketing",
    "sales",
    "finance",
    "people",
    "operations",
    "business",
    "law",
    "culture",
    "languages",
)
"""A file each; the order in which lists show them."""


def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("skills", f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def starting_skills() -> tuple[SkillWords, ...]:
    """Return the skills every organisation begins with."""
    return tuple(
        SkillWords(code, skill["vi"], skill["en"], area, tuple(skill["also"]), tuple(skill.get("whole", ())))
        for area in AREAS
        for code, skill in _load(area)["skills"].items()
    )


@cache
def lexicon() -> SkillLexicon:
    words = _load("words")
    names = ("fillers", "before", "joiners", "everyday", "blocked")
    return SkillLexicon(*(tuple(words[name]) for name in names))
