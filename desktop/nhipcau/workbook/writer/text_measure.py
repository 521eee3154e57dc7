"""How many lines a text takes in a cell: merged cells never fit their height to it, and LibreOffice no cell does.

Widths are those of Calibri and of the fonts of its measure that stand in for it, in thousandths of the letter's size.
"""

import unicodedata
from functools import lru_cache
from math import ceil
from typing import Final

_WIDTHS: Final = {
    **dict(zip("abcdefghijklmnopqrstuvwxyz", (
        479, 525, 423, 525, 498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452,
        715, 433, 453, 395,
    ), strict=True)),
    **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
        579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567,
        890, 519, 487, 468,
    ), strict=True)),
    **dict.fromkeys("0123456789", 507), **dict.fromkeys(" .,:;'’!|()[]/-", 300),
    " ": 226, ".": 252, ",": 250, ":": 268, ";": 268, "–": 498, "•": 498, "đ": 540, "Đ": 630, "ơ": 560, "ư": 570,
    "Ơ": 690, "Ư": 700, "%": 715, "@": 894, "…": 690, "●": 610, "○": 610,
}  # fmt: skip
_OTHER: Final = 560
_WIDE: Final = 1000
_BOLD: Final = 1.05
_UNIT: Final = 5.25
"""Points to one unit of a column's width: a digit of 11 points."""
_MARGIN: Final = 6.0
"""Points that a cell keeps free at its sides."""
_SAFETY: Final = 1.06


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    found = _WIDTHS.get(letter)
    if found is not None:
        return found
    if unicodedata.combining(letter):
        return 0
    plain = unicodedata.normalize("NFD", letter)[:1]
    if plain != letter:
        return _letter("ư" if letter in "ứừửữự" else "ơ" if letter in "ớờởỡợ" else plain)
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF else _OTHER


def text_width(text: str, size: float = 11, *, bold: bool = False) -> float:
    """Return how many points a text is wide."""
    return sum(map(_letter, text)) * size / 1000 * (_BOLD if bold else 1.0)


def lines_of(text: str, width: float, size: float = 11, *, bold: bool = False, indent: int = 0) -> int:
    """Return the lines of a text in a cell as wide as `width` units of a spreadsheet's columns."""
    room = max(width * _UNIT - _MARGIN - indent * 9.0, 20.0) / _SAFETY
    short = len(text) * size * _WIDE / 1000 <= room and "\n" not in text
    return 1 if short else sum(_wrapped(line, room, size, bold=bold) for line in text.split("\n"))


def _wrapped(line: str, room: float, size: float, *, bold: bool) -> int:
    """Return on how many lines the words of a line stand, broken between them as spreadsheets do."""
    if text_width(line, size, bold=bold) <= room:
        return 1
    blank = text_width(" ", size, bold=bold)
    lines, used = 1, 0.0
    for word in line.split(" "):
        wide = text_width(word, size, bold=bold)
        if used and used + blank + wide > room:
            lines, used = lines + 1, 0.0
        if wide > room:
            lines += ceil(wide / room) - 1
            wide = wide % room
        used += wide + (blank if used else 0.0)
    return lines


def height_of(lines: int, size: float = 11) -> float:
    """Return the points that lines of letters with two marks above them take."""
    return lines * size * 1.29
