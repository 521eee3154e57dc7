"""A ready questionnaire for profiles: as text to paste into a form service, and as a workbook to fill in.

The questions are plain data in `resources/questionnaire/`. Their wordings are ones the import understands, so what
comes back needs no correcting.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from nhipcau.common.form_text import question_text
from nhipcau.common.paths import resource
from nhipcau.common.words import Language, Words
from nhipcau.skills.starting_list import starting_skills
from nhipcau.workbook import ColumnSpec, SheetSpec

QuestionType = Literal["short", "long", "one", "several"]
ROWS_TO_FILL: Final = 300
_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("email",), "matter": ("role",), "expected": ("expectations",), "time": ("availability",),
    "wishes": ("wishes",), "consent": ("consent",),
}  # fmt: skip
"""The questions with which the parts of a form begin."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question; `audience` is `mentor` or `mentee` when only they are asked."""

    code: str
    type: QuestionType
    wording: str
    hint: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    audience: str = ""


@dataclass(frozen=True, slots=True)
class OfferedLists:
    """The organisation's own answers, offered as options; a list without any is asked as a short answer."""

    departments: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


def usual_skills(kind: str, language: Language) -> tuple[str, ...]:
    """Return the skills that are asked about most in programmes of this kind, by name."""
    chosen = json.loads(resource("questionnaire", "skills.json").read_text(encoding="utf-8"))
    known = {skill.code: skill for skill in starting_skills()}
    codes = chosen["reverse" if kind == "reverse" else "traditional"]
    return tuple(known[code].name_vi if language == "vi" else known[code].name_en for code in codes)


def questions(kind: str, language: Language, lists: OfferedLists) -> tuple[FormQuestion, ...]:
    """Return the questions for a programme of this kind."""
    path = resource("questionnaire", "questions.json")
    entries = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        _question(entry, language, lists) for entry in entries if kind in entry.get("kinds", (kind,))
    )


def _question(entry: Mapping[str, object], language: Language, lists: OfferedLists) -> FormQuestion:
    def said(name: str) -> object:
        both = entry.get(name)
        return both[language] if isinstance(both, dict) else ""

    offered = said("options") or getattr(lists, str(entry.get("list", "")), ())
    options = tuple(map(str, offered)) if isinstance(offered, list | tuple) else ()
    wanted = str(entry["type"])
    type_: QuestionType = "long" if wanted == "long" else "one" if wanted == "one" else "several"
    if wanted == "short" or (not options and wanted != "long"):
        type_ = "short"
    return FormQuestion(
        str(entry["code"]), type_, str(said("wording")), str(said("hint")), options,
        bool(entry.get("required")), str(entry.get("for", "")),
    )  # fmt: skip


def as_text(asked: Sequence[FormQuestion], words: Words) -> str:
    """Return the questions to paste one after the other: wording, how it is answered, an option a line."""
    return "\n\n".join(_text(number, question, words) for number, question in enumerate(asked, start=1))


def _text(number: int, question: FormQuestion, words: Words) -> str:
    notes = [words(f"questionnaire.type.{question.type}")]
    if question.required:
        notes.append(words("questionnaire.required"))
    if question.audience:
        notes.append(words(f"questionnaire.only.{question.audience}"))
    return question_text(number, question.wording, notes, question.hint, question.options)


def as_workbook(asked: Sequence[FormQuestion], words: Words, programme: str) -> list[SheetSpec]:
    """Return a sheet to fill in, a row a person, and before it one that explains it."""
    explained = [words("questionnaire.title", programme=programme)]
    explained += [words(f"questionnaire.explain.{number}") for number in range(1, 7)]
    columns = [
        ColumnSpec(
            question.wording, 34.0 if question.type in ("long", "several") else 22.0, "wrapped",
            note=_note(question, words), choices=question.options if question.type == "one" else (),
            unlisted=words("homecoming.unlisted"),
        )
        for question in asked
    ]  # fmt: skip
    return [
        SheetSpec(words("questionnaire.sheet.explain"), intro=explained, landscape=False),
        SheetSpec(words("questionnaire.sheet.answers"), columns, rows_to_fill=ROWS_TO_FILL),
    ]


def as_form(asked: Sequence[FormQuestion], words: Words, programme: str) -> list[SheetSpec]:
    """Return a form for one person, its questions below each other; the notice stands before the first."""
    columns = [
        ColumnSpec(
            question.wording, kind="wrapped" if question.type == "long" else "text", note=_how(question, words),
            choices=question.options if question.type == "one" else (), unlisted=words("homecoming.unlisted"),
        )
        for question in asked
    ]  # fmt: skip
    sections = {}
    for name, first in _SECTIONS.items():
        place = next((place for place, question in enumerate(asked) if question.code in first), None)
        if place is not None:
            sections[place] = words(f"questionnaire.section.{name}")
    title = words("questionnaire.form.title", programme=programme)
    return [
        SheetSpec(
            words("questionnaire.form.sheet"), columns, [[None] * len(columns)],
            [title, words("questionnaire.form.how")], protected=True, upright=True, paper=True, sections=sections,
            notice=words("questionnaire.form.notice"), headed_hints=words("surveys.how"),
        )
    ]  # fmt: skip


def _how(question: FormQuestion, words: Words) -> str:
    """Return how a question of a form is answered; what is needed says so."""
    needed = words("surveys.hint.required") if question.required else ""
    return "\n".join(filter(None, (needed, _note(question, words))))


def _note(question: FormQuestion, words: Words) -> str:
    lines = [question.hint] if question.hint else []
    if question.type == "several" and question.options:
        lines.append(words("questionnaire.several_of", options="; ".join(question.options)))
    if question.audience:
        lines.append(words(f"questionnaire.only.{question.audience}"))
    return "\n".join(lines)
