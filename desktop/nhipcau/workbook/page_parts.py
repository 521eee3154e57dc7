"""What a sheet that is set as a page is made of: plain values, from the top to the foot, and who it is from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Ground = Literal["accent", "violet", "gold"]


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was looked through and found sound."""

    data: bytes
    kind: Literal["png", "jpeg"]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who the papers are from. `colour` is RRGGBB, empty for ours."""

    organisation: str = ""
    programme: str = ""
    colour: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class PageStart:
    """A new page, which begins with the letterhead; `aside` stands at its right."""

    aside: str = ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line over the whole width: above a title, the title, below it, the head of a part, or plain text."""

    text: str
    look: Literal["eyebrow", "title", "lead", "section", "body", "small"] = "body"


@dataclass(frozen=True, slots=True)
class NameCard:
    """Somebody, told in a few lines."""

    label: str
    name: str
    role: str = ""
    lines: Sequence[str] = ()
    ground: Ground = "accent"


@dataclass(frozen=True, slots=True)
class Cards:
    """One or two cards beside each other."""

    cards: Sequence[NameCard]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences below each other."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Steps, with their numbers before them."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class FactRows:
    """Labels, and what there is to each; with `links` to the sheets of these names."""

    facts: Sequence[tuple[str, str]]
    links: bool = False


@dataclass(frozen=True, slots=True)
class Blanks:
    """Labels with room to write beside each."""

    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Callout:
    """What must not be overlooked: a small line, a large one, a small one; any of them may be empty."""

    above: str
    large: str = ""
    below: str = ""
    ground: Ground = "gold"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and out of what. `shown` is a number format of the spreadsheet."""

    value: int | float | str
    label: str
    note: str = ""
    shown: str = "0"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures beside each other, three to a row."""

    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class PageChart:
    """A chart of the cells of another sheet: columns by place, from `values` to `last`, below their headings."""

    sheet: str
    categories: int
    values: int
    last: int
    heading: int
    """The row of the headings, from 1."""
    rows: int
    bars: bool = False
    """Whether the bars lie, for long names."""
    stacked: bool = False
    percent: bool = False


Part = PageStart | TextLine | Cards | Bullets | Numbered | FactRows | Blanks | Callout | FigureRow | PageChart
