"""What a text that stands alone in its row is: somebody's name, the title of what follows, a sum."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.answers.worded_answers import role_named, yes_no
from nhipcau.exchange.formats.vocabulary import key_of, phrases, starts
from nhipcau.workbook import MergedRange

NAME_WORDS: Final = (2, 6)
_LONGEST_TOTAL: Final = 80
_FEWEST_REPEATED: Final = 3
_TITLE_WORDS: Final = 6
_NUMERAL: Final = re.compile(r"[(]?(?:[IVX]{1,6}|[A-Z]|\d{1,4}(?:\.\d{1,2})?)[.):/]?")
_PEOPLE: Final = re.compile(
    r"[(]?\d{1,4} ?(?:người|nguoi|nv|mentors?|mentees?|people|persons?|members?)?[)]?", re.I
)
_BULLETS: Final = "-–—*•·+>#( "


def may_be_name(text: str) -> bool:
    """Say whether a text is written as the whole name of a person."""
    words = text.split()
    low, high = NAME_WORDS
    return (
        low <= len(words) <= high
        and not any(c.isdigit() or c in ":()[]?!/" for c in text)
        and all(word[:1].isupper() for word in words)
    )


def is_name_alone(text: str) -> bool:
    """Say whether a text that stands alone is somebody's name: in capitals it may be a title as well."""
    return may_be_name(text) and not text.isupper()


def is_section(row: Sequence[Any], number: int, merged: Sequence[MergedRange]) -> bool:
    """Say whether the one text of a row is the title of what follows: merged across, a role, a part of the company."""
    place, cell = next((place, cell) for place, cell in enumerate(row) if cell is not None and cell != "")
    if not isinstance(cell, str) or "@" in cell:
        return False
    if any(one.top == number and one.right - one.left >= 2 for one in merged):
        return True
    if place > 1:
        return False  # what a drop-down offered, in a row of nobody
    return is_title(cell)


def is_title(text: str) -> bool:
    """Say whether a text names a role or a part of the company, or says that something follows."""
    said = " ".join(text.casefold().split()).lstrip(_BULLETS)
    if role_named(text) or said.endswith(":"):
        return True
    if any(f"{said} ".startswith(f"{start} ") for start in starts("section_starts")):
        return True
    words = said.split()
    if len(words) > _TITLE_WORDS or len(words) < 2:
        return False
    counted = any(character.isdigit() for character in words[1])
    return words[-1] in starts("section_ends") or (counted and words[0] in starts("numbered_sections"))


def title_in(row: Sequence[Any], cells: Sequence[Any], names: Sequence[int]) -> str:
    """Return the title that a row of several cells holds; empty where it holds something else.

    It is repeated in every cell, or stands beside its own number or the number of its people: `II`, `Phòng Kế toán`.
    """
    first = cells[0]
    if len(cells) >= _FEWEST_REPEATED and isinstance(first, str) and all(cell == first for cell in cells):
        return first if len(key_of(first)) > 1 and "@" not in first and yes_no(first) is None else ""
    if len(cells) > _FEWEST_REPEATED:
        return ""
    texts = [text_of(cell) for cell in cells]
    said = [text for text in texts if not (_NUMERAL.fullmatch(text) or _PEOPLE.fullmatch(text))]
    if len(said) != 1 or "@" in said[0]:
        return ""
    if said[0] not in {text_of(row[index]) for index in (0, 1, *names) if index < len(row)}:
        return ""  # what a drop-down offered, in a row of nobody
    if is_title(said[0]):
        return said[0]
    numbered = texts[0] != said[0] and not texts[0][:1].isdigit()
    others = [index for index in names if index < len(row) and text_of(row[index]) == texts[0]]
    return said[0] if numbered and not others and not is_name_alone(said[0]) else ""


def is_total(cells: Sequence[Any]) -> bool:
    """Say whether a row is a sum: `Tổng cộng: 50`. Marks tell it from the family name Tống."""
    first = str(cells[0])
    if first[:1].isalnum() and first[0].casefold()[0] not in _footer_letters():
        return False
    said = " ".join(first.casefold().split()).lstrip(_BULLETS)
    if not said.startswith(starts("footers")):
        return False
    start = next(start for start in starts("footers") if said.startswith(start))
    if not start or (len(cells) > 1 and not all(map(_is_sum, cells[1:]))):
        return False
    words = said[len(start) :]
    if words[:1].isalpha() or "@" in words:
        return False
    if any(c.isdigit() for c in words) and len(said) <= _LONGEST_TOTAL:
        return True
    return sum(c.isalpha() for c in words) <= 12


@cache
def _footer_letters() -> frozenset[str]:
    return frozenset(start[0] for start in starts("footers"))


def _is_sum(cell: Any) -> bool:  # noqa: ANN401 - a cell holds anything
    text = text_of(cell)
    return not isinstance(cell, str) or not any(c.isalpha() for c in text) or bool(_PEOPLE.fullmatch(text))


def answers_nothing(cells: Sequence[Any]) -> bool:
    """Say whether a row below the headings only says how each is answered: `Open-Ended Response`, `Short text`."""
    keys = [key_of(text_of(cell)) for cell in cells]
    kinds = sum(key in phrases("answer_headings") or key in phrases("answer_kinds") for key in keys)
    return kinds >= 2 and kinds * 2 >= len(keys) and not any("@" in text_of(cell) for cell in cells)
