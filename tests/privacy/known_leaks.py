"""What is being mended: output, kind of reader, field. The tests fail for a line that leaks no more: take it out."""

from typing import Final

KNOWN_LEAKS: Final = ""
SHOWN_BY: Final = ""
"""Codes and numbers of the team's that make a difference to what others get: output, field."""


def listed(text: str) -> list[str]:
    return sorted(text.strip().splitlines())
