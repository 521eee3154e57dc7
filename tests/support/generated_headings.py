"""Headings of forms made from templates, several thousand, each with answers and the field it is for.

The templates stand in `generated_headings.json`; those in `generated_headings_kept_back.json` were written apart
from the program and are never to be looked at while the reading of headings is worked on.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Final, Literal

Language = Literal["vi", "en"]
Verdict = Literal["right", "asked", "missed", "wrong"]

_HERE: Final = Path(__file__).parent
_CHOICE: Final = re.compile(r"<([^<>]*)>")
_WHO: Final = {"vi": ("bạn", "anh/chị", "anh chị"), "en": ("you",)}
_PER_KIND: Final = 36
QUESTION: Final = "question"
NOBODYS: Final = frozenset({QUESTION, "ideal_partner", "note", "ignore"})
"""Meanings that any number of columns of one form may have."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, the answers under it and what it means: one of `means`."""

    text: str
    language: Language
    means: tuple[str, ...]
    ask_ok: bool
    kind_of_answers: str
    role: str
    """Who is asked: `mentor`, `mentee`, or everybody when empty."""

    @property
    def shown(self) -> str:
        """Return the heading as a reader of the file lists it: on one line, without outer blanks."""
        return " ".join(self.text.split())

    def verdict(self, meaning: str, sure: bool) -> Verdict:
        """Say what a reading of this heading came to."""
        if meaning in self.means:
            return "right" if sure or self.ask_ok or meaning == QUESTION else "asked"
        if not sure:
            return "asked"
        return "missed" if meaning == QUESTION else "wrong"


def answers(kind: str, language: Language) -> tuple[str, ...]:
    """Return the answers of a kind; names, addresses and telephones are each person's own and not listed."""
    found = _loaded("generated_answers")[kind]
    return tuple(found if isinstance(found, list) else found[language])


def headings(seed: int, *, kept_back: bool = False) -> list[Heading]:
    """Return the headings of a list in an order made by `seed`, at most so many of one kind and language."""
    rng = Random(seed)
    entries = _loaded("generated_headings_kept_back" if kept_back else "generated_headings")["headings"]
    found: dict[str, Heading] = {}
    for entry in entries:
        for language in _LANGUAGES:
            texts = sorted({text for template in entry[language] for text in _expanded(template, language)})
            for text in rng.sample(texts, min(len(texts), _PER_KIND)):
                found.setdefault(text, _heading(entry, language, text))
    made = [_dressed(one, rng) for one in found.values()]
    rng.shuffle(made)
    return made


_LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")


def _heading(entry: dict[str, Any], language: Language, text: str) -> Heading:
    means = entry["means"]
    return Heading(
        text,
        language,
        (means,) if isinstance(means, str) else tuple(means),
        entry.get("ask_ok", False),
        entry["answers"],
        entry["role"],
    )


def _expanded(template: str, language: Language) -> Iterator[str]:
    """Yield every wording of a template; who is spoken to stays the same within one."""
    parts = _CHOICE.split(template)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    for chosen in product(*choices):
        text = " ".join("".join(chosen).split())
        for who in _WHO[language] if "{" in text else ("",):
            yield text.replace("{you}", who).replace("{You}", who.capitalize())


def _dressed(heading: Heading, rng: Random) -> Heading:
    """Return the heading as forms write it: some numbered, starred, in capitals, with blanks or a colon."""
    text = heading.text
    dressed = rng.choice(
        (
            text,
            text,
            text,
            text,
            f"{rng.randint(1, 20)}. {text}",
            f"{text} *",
            f"{text}:",
            f"{text} ",
            text.upper(),
        )
    )
    return Heading(
        dressed, heading.language, heading.means, heading.ask_ok, heading.kind_of_answers, heading.role
    )


def in_forms(found: Sequence[Heading], widest: int = 12) -> list[list[Heading]]:
    """Deal headings out to forms: one role and one language each, no field asked for twice in one form."""
    forms: list[list[Heading]] = []
    open_forms: dict[tuple[str, Language], list[list[Heading]]] = {}
    for heading in found:
        mine = open_forms.setdefault((heading.role, heading.language), [])
        fitting = next((form for form in mine if _fits(heading, form)), None)
        if fitting is None:
            fitting = []
            mine.append(fitting)
            forms.append(fitting)
        fitting.append(heading)
        if len(fitting) == widest:
            mine.remove(fitting)
    return forms


def _fits(heading: Heading, form: Sequence[Heading]) -> bool:
    if any(heading.shown.casefold() == one.shown.casefold() for one in form):
        return False
    mine = set(heading.means) - NOBODYS
    return not any(mine & set(one.means) for one in form)


_cache: Final[dict[str, Any]] = {}


def _loaded(name: str) -> Any:
    if name not in _cache:
        _cache[name] = json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
    return _cache[name]
