"""Reading columns of JSON, quickly and without holding up the window."""

import json
from typing import Any, Final

_parsed: Final = json.JSONDecoder().raw_decode
"""Without a look for blanks around the value: half of the time goes there."""
LONG: Final = 1 << 18
_DEPTH: Final = 2
"""What a workbook showed when it was sent: the sheets, and in them the columns."""


def to_json(value: Any) -> str:  # noqa: ANN401 - whatever is to be stored
    """Write a value to be stored, as `json.dumps` does; most lists are empty."""
    return "[]" if value == [] else json.dumps(value)


def from_json(text: str) -> Any:  # noqa: ANN401 - whatever was stored
    """Read a stored value; most lists are empty, and need no parser."""
    if text == "[]":
        return []
    return _parsed(text)[0] if len(text) < LONG else _in_pieces(text, 0, _DEPTH)[0]


def _in_pieces(text: str, at: int, depth: int) -> tuple[Any, int]:
    """Read a value, and where it ends, object in object: in one go the window would stand still all the while."""
    if not depth or text[at] != "{":
        return _parsed(text, at)
    found = {}
    at = _after_blanks(text, at + 1)
    while text[at] != "}":
        key, at = _parsed(text, at)
        at = _after_blanks(text, _after_blanks(text, at) + 1)  # the colon
        found[key], at = _in_pieces(text, at, depth - 1)
        at = _after_blanks(text, at)
        if text[at] == ",":
            at = _after_blanks(text, at + 1)
    return found, at + 1


def _after_blanks(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at
