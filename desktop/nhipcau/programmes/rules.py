"""What is wrong with the dates of a programme. Plain values only."""

import binascii
import re
from base64 import b64decode, b64encode
from datetime import date
from typing import Final

from nhipcau.common.errors import Problem
from nhipcau.workbook.page_parts import Logo

_COLOUR: Final = re.compile(r"#?([0-9A-Fa-f]{6})")
_LARGEST: Final = 6_000
_STARTS: Final = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}


def problems_in_dates(starts_on: date | None, ends_on: date | None) -> tuple[Problem, ...]:
    """Say so when a programme would end before it begins."""
    if starts_on and ends_on and ends_on < starts_on:
        return (Problem("programmes.problem.ends_before_start", "ends_on"),)
    return ()


def sound_colour(written: str) -> str:
    """Return a colour as RRGGBB; empty where it is none."""
    found = _COLOUR.fullmatch(written.strip())
    return found[1].upper() if found is not None else ""


def logo_text(logo: Logo | None) -> str:
    """Return a logo as it is stored: its kind, its size and its bytes."""
    if logo is None:
        return ""
    return f"{logo.kind};{logo.width};{logo.height};{b64encode(logo.data).decode('ascii')}"


def logo_from(stored: str) -> Logo | None:
    """Return a stored logo; None where there is none, or where somebody has spoilt it."""
    kind, _, rest = stored.partition(";")
    width, _, rest = rest.partition(";")
    height, _, packed = rest.partition(";")
    if kind not in _STARTS or not (width.isdecimal() and height.isdecimal()):
        return None
    try:
        data = b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        return None
    size = int(width[:5]), int(height[:5])
    if not data.startswith(_STARTS[kind]) or not all(1 <= side <= _LARGEST for side in size):
        return None
    return Logo(data, "png" if kind == "png" else "jpeg", *size)
