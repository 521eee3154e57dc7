"""Names of files that every system accepts and that say what is inside."""

from datetime import date
from pathlib import Path
from typing import Final

_NOT_IN_NAMES: Final = '<>:"/\\|?*'
_LONGEST: Final = 120
"""Letters of the readable part: with its folder a name must stay below what Windows accepts."""


def file_name(*parts: str, day: date | None = None, ending: str = ".xlsx") -> str:
    """Return a safe name: what it is, whose it is, the day. Parts that are empty or said before are left out."""
    said: list[str] = []
    for part in parts:
        plain = " ".join("".join(" " if c in _NOT_IN_NAMES or c < " " else c for c in part).split()).strip(
            "."
        )
        if plain and not any(plain in other for other in said):
            said.append(plain)
    name = " – ".join(said).removesuffix(ending)[:_LONGEST].rstrip(" .")
    return " ".join(filter(None, (name, f"{day:%Y-%m-%d}" if day else ""))) + ending


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
