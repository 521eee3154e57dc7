"""What a sheet of an outgoing workbook is: its columns, its rows, and who they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from nhipcau.common.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Words, text
from nhipcau.database.field_catalogue import CatalogueField
from nhipcau.exchange.round_trip.sheets.cells import CellKind, SheetField, shown_texts
from nhipcau.exchange.round_trip.sheets.column_rows import ColumnRows, column_of
from nhipcau.workbook.writer.safe_text import held_text

PROGRAMME: Final = "programme"
PARTICIPANTS: Final = "participants"
PAIRS: Final = "pairs"
GOALS: Final = "goals"
SESSIONS: Final = "sessions"
PULSES: Final = "pulses"
CONSTRAINTS: Final = "constraints"
CRITERIA: Final = "criteria"
RULES: Final = "rules"
SHARES: Final = "shares"
LEVELS: Final = "levels"
SKILLS: Final = "skills"
WORDINGS: Final = "wordings"
PLANS: Final = "plans"
QUESTION: Final = "question:"
"""Before the uid of a question, in the code of its column."""
SURVEY: Final = "survey:"
"""Before the uid of a wave, in the code of the sheet that asks it."""
SURVEY_QUESTION: Final = "survey_question:"
"""Before the uid of a survey's question, in the code of its column."""
NOT_ASKED: Final = "–"
"""What a closed cell shows."""

WIDE: Final = {
    "long_text": 36.0,
    "list": 30.0,
    "slots": 30.0,
    "topics": 36.0,
    "ranked": 30.0,
    "email": 28.0,
    "ways": 26.0,
}
_USUAL_WIDTH: Final = 18.0
_LONGEST_HEADING: Final = 240
"""Spreadsheets refuse a table whose columns have names of more than 255 letters."""
_REQUIRED: Final = frozenset(
    {
        "pair", "constraint", "weight", "share_kind",
        "bound", "percent", "attribute", "level_name", "skill_wording", "skill",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One sheet. `rows` maps each row's key to its values; `names` says for people what a row is about."""

    code: str
    title: str
    fields: tuple[SheetField, ...]
    rows: Mapping[str, Mapping[str, object]]
    names: Mapping[str, str]
    grows: bool = False
    """Whether rows may be added and removed in the workbook."""
    implied: Mapping[str, object] = field(default_factory=dict)
    """What every row has that the sheet need not say: the pair, in a workbook about one."""
    confided: bool = False
    """Whether the rows stay here: the workbook only asks for new ones, and those we have are told from them."""

    closed: frozenset[tuple[str, str]] = frozenset()
    """Cells, by key and column, that ask this row nothing: they are shown as such and never read."""
    headed: Mapping[str, str] = field(default_factory=dict)
    """How the columns were headed when the workbook went out: a question may have been put better since."""

    def field(self, code: str) -> SheetField:
        return next(one for one in self.fields if one.code == code)

    def held_back(self) -> dict[str, dict[str, str]]:
        """Return what is held and not shown, by column and key: a column that asks anew."""
        keys = list(self.rows)
        return {
            one.code: {key: text for key, text in zip(keys, _texts(self, one, keys), strict=True) if text}
            for one in self.fields
            if one.anew
        }

    def texts(self) -> ColumnRows:
        """Return what the sheet shows, by key and column. Blank cells are left out."""
        keys = list(self.rows)
        columns = ((one, _texts(self, one, keys)) for one in self.fields if not one.anew)
        held = {one.code: [text or None for text in texts] for one, texts in columns if any(texts)}
        return ColumnRows(keys, held, blanks=False)


def _texts(kind: SheetKind, one: SheetField, keys: Sequence[str]) -> list[str]:
    return shown_texts(one, column_of(kind.rows, keys, one.code))


def heading_in(asked: SheetField, words: Words) -> str:
    """Return a column's name in a language of its own choosing; a question is asked in the words it has."""
    return words(asked.label) if asked.label else asked.heading


def field_column(
    words: Words,
    field: CatalogueField,
    kind: CellKind | None = None,
    **more: Any,  # noqa: ANN401 - what else a column has
) -> SheetField:
    """Return the column of a field of the catalogue."""
    kind = kind or field.kind
    return SheetField(
        field.code, words(field.label), kind, required=field.required, label=field.label, holds=(field.path,),
        width=field.width or WIDE.get(kind, _USUAL_WIDTH), **more,
    )  # fmt: skip


def column(words: Words, code: str, kind: CellKind = "text", **more: Any) -> SheetField:  # noqa: ANN401
    """Return a column headed in the words of its code."""
    more.setdefault("width", WIDE.get(code, WIDE.get(kind, _USUAL_WIDTH)))
    label = f"homecoming.field.{code}"
    return SheetField(code, words(label), kind, required=code in _REQUIRED, label=label, **more)


def title_in(kind: SheetKind, words: Words) -> str:
    """Return what a sheet holds in a language of its own choosing; a survey has the name it was given."""
    return kind.title if kind.code.startswith(SURVEY) else words(f"homecoming.sheet.{kind.code}")


def told_apart(fields: Sequence[SheetField]) -> tuple[SheetField, ...]:
    """Put numbers to headings that are alike: a table has no two columns of one name."""
    met = {_alike(text(language, "homecoming.key")) for language in LANGUAGES}
    found = []
    for one in fields:
        heading = " ".join(held_text(one.heading).split())[:_LONGEST_HEADING].strip() or "?"
        name, count = heading, 1
        while _alike(name) in met:
            count += 1
            name = f"{heading} ({count})"
        met.add(_alike(name))
        found.append(replace(one, heading=name))
    return tuple(found)


def _alike(heading: str) -> str:
    return fold(heading).strip()
