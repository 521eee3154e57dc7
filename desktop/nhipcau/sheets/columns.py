"""One column of a sheet that goes out and comes home: how it is headed, what it holds, who may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as some
from typing import Any, Final, Literal

from nhipcau.common.errors import Problem
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Words, text
from nhipcau.database.field_catalogue import CatalogueField, FieldKind
from nhipcau.sheets.named_things import NamedThings
from nhipcau.workbook.writer.safe_text import held_text

CellKind = FieldKind | Literal["named", "scale", "option", "options"]
_WIDE: Final = {
    "long_text": 36.0, "list": 30.0, "slots": 30.0, "topics": 36.0, "ranked": 30.0, "email": 28.0, "ways": 26.0,
}  # fmt: skip
USUAL_WIDTH: Final = 18.0
_LONGEST_HEADING: Final = 240
"""Spreadsheets refuse a table whose columns have names of more than 255 letters."""


class Unclear(Exception):
    """A cell that cannot be taken as it is; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class SheetField:
    """One column.

    `choices` are (value, label): what a drop-down offers, and all that is accepted; of a list, the labels of its
    items, in the order in which they are shown.
    `suggestions` are offered without being the only answers. What is not `editable` is shown and never read back.
    """

    code: str
    heading: str
    kind: CellKind = "text"
    editable: bool = True
    choices: tuple[tuple[Any, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    required: bool = False
    width: float = 18
    label: str = ""
    """The key of its heading, where it is headed in our words."""
    hint: str = ""
    """How to answer, where that is not plain."""
    things: NamedThings | None = None
    """What a cell of kind `named` can mean. What it names besides stays as text: it may come with the same workbook."""
    names_row: bool = False
    """Whether it says which thing a row is about: a row that says otherwise than was sent is another one."""
    within: tuple[float, float] | None = None
    """The least and the most a number may be; whole, where both are."""
    holds: tuple[str, ...] = ()
    """What it shows, each `table.column`: who may read these may be sent the column (see `database.audience`)."""
    private: bool = False
    """Whether it can be asked of one person alone, who is not shown what is held."""
    anew: bool = False
    """Whether it is blank when it goes out although something may be held: a blank that comes home changes nothing."""
    usual: object = None
    """What stands for an answer that somebody has taken out; of a number the one that nobody has given."""
    none_when_blank: bool = False
    """Whether its table holds None where it is blank, rather than an empty text."""
    grade: str = ""
    """Of topics what the number behind each is called; `most_grade` is the best one."""
    most_grade: int = 0
    noted: bool = False
    """Whether the hint stands at the heading: what is to be answered is not plain from that alone."""
    asks: bool = False
    """Whether it is a question of a form."""
    by_row: Mapping[str, "SheetField"] = some(default_factory=dict)
    """For a list of different things: how the cell of each row is read. The values of such a column are texts."""


@dataclass(frozen=True, slots=True)
class Showed:
    """What a cell showed when the workbook went out: its text, whatever value stood behind it."""

    text: str


def width_of(kind: CellKind, otherwise: float = USUAL_WIDTH) -> float:
    """Return how wide a column of this kind is, where nothing else is said of it."""
    return _WIDE.get(kind, otherwise)


def heading_in(asked: SheetField, words: Words) -> str:
    """Return a column's name in a language of its own choosing; a question is asked in the words it has."""
    return words(asked.label) if asked.label else asked.heading


def usual_in(field: CatalogueField) -> object:
    """Return what holds of a number while nobody has said anything; of other fields nothing."""
    return field.default if field.kind in ("number", "minutes") else None


def bounds_of(field: CatalogueField) -> tuple[float, float] | None:
    """Return the least and the most that a number may be."""
    return (field.least, field.most) if field.kind in ("number", "minutes") else None


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
        width=field.width or width_of(kind), usual=usual_in(field), none_when_blank=field.optional,
        grade=field.grade, most_grade=field.most if field.grade else 0, **more,
    )  # fmt: skip


def column(words: Words, code: str, kind: CellKind = "text", **more: Any) -> SheetField:  # noqa: ANN401
    """Return a column of what is no field of the catalogue, headed in the words of its code."""
    more.setdefault("width", width_of(kind))
    label = f"homecoming.field.{code}"
    return SheetField(code, words(label), kind, label=label, **more)


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
