"""Names of files that every system accepts and that say what is inside."""

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Final

_NOT_IN_NAMES: Final = frozenset('<>:"/\\|?*')
_LONGEST: Final = 120
"""Letters of the readable part: with its folder a name must stay below what Windows accepts."""
_MOST_BYTES: Final = 200
"""Most systems count bytes, and take 255: a Vietnamese letter has up to three, an emoji four."""
_HIDDEN: Final = re.compile(r"(?:~\$|[-. ])+")
"""A name that begins so is hidden, is another program's lock, or is taken for an option."""
_RESERVED: Final = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}) | {
    port + number for port in ("COM", "LPT") for number in "0123456789¹²³"
}
"""Devices of Windows, whatever ending stands behind."""


def file_name(*parts: str, day: date | None = None, ending: str = ".xlsx") -> str:
    """Return a safe name: what it is, whose it is, the day. Parts that are empty or said before are left out."""
    said: list[str] = []
    for part in parts:
        plain = _plain(part).strip(".")
        if plain and not any(plain in other for other in said):
            said.append(plain)
    name = name_part(" – ".join(said).removesuffix(ending), instead="")
    return (" ".join(filter(None, (name, f"{day:%Y-%m-%d}" if day else ""))) or "-") + ending


def name_part(text: str, instead: str = "-") -> str:
    """Return text as the beginning of a name that every system takes and shows as it is; `instead` of nothing.

    There is room behind it for an ending, a day and a number.
    """
    plain = _plain(text)
    if hidden := _HIDDEN.match(plain):
        plain = plain[hidden.end() :]
    name = _cut(plain).rstrip(" .")
    stem, dot, rest = name.partition(".")
    if stem.rstrip().upper() in _RESERVED:
        name = f"{stem.rstrip()}_{dot}{rest}"
    return name or instead


def _plain(text: str) -> str:
    """Return text on one line, without what a name cannot hold and what would show it otherwise than it is."""
    return " ".join("".join(map(_held, unicodedata.normalize("NFC", text))).split())


def _held(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Cs", "Cn"):  # turns the direction of writing, is not seen, or is no letter
        return ""
    return " " if letter in _NOT_IN_NAMES or kind in ("Cc", "Zl", "Zp") else letter


def _cut(name: str) -> str:
    """Return as many whole letters, their accents with them, as a name may have."""
    end = min(len(name), _LONGEST)
    while len(name[:end].encode()) > _MOST_BYTES or (end < len(name) and _joins(name[end])):
        end -= 1
    return name[:end]


def _joins(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Mc", "Me")


def with_ending(answer: str, *endings: str) -> Path:
    """Return the file an answer means: one without a known ending gets the first, in a name nothing has yet."""
    path = Path(answer)
    if path.suffix.lower() in endings:
        return path
    made = path.with_name(path.name + endings[0])
    number = 2
    # The dialog asked about the name as it was typed, so nobody has agreed to replace this one.
    while made.exists():
        made = path.with_name(f"{path.name} ({number}){endings[0]}")
        number += 1
    return made
