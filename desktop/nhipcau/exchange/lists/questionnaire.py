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


def _note(question: FormQuestion, words: Words) -> str:
    lines = [question.hint] if question.hint else []
    if question.type == "several" and question.options:
        lines.append(words("questionnaire.several_of", options="; ".join(question.options)))
    if question.audience:
        lines.append(words(f"questionnaire.only.{question.audience}"))
    return "\n".join(lines)
