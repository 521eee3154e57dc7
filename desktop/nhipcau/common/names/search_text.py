"""Finding people by what is typed: without accents, with either apostrophe, and numbers however they are spaced."""

import re
from functools import lru_cache
from typing import Final

from nhipcau.common.names.vietnamese import fold

_NOT_DIGIT: Final = re.compile(r"\D")
_NUMBER: Final = re.compile(r"[+(]?\d[\d\s().\-\u00a0]*")
_FEWEST: Final = 4
"""Digits from which something that is typed with blanks and dots is taken to begin a telephone number."""
_QUOTES: Final = str.maketrans("’‘ʼ`´", "'" * 5)


@lru_cache(maxsize=65536)
def phone_key(phone: str) -> str:
    """Return the digits by which numbers are compared: `+84 912…` and `0912…` are one."""
    digits = _NOT_DIGIT.sub("", phone)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) >= 10 else digits


def search_text(text: str) -> str:
    """Return text as a search looks into it."""
    return even(fold(text))


def even(folded: str) -> str:
    """Return folded text, as it was stored, with apostrophes of one kind."""
    return folded if folded.isascii() and "`" not in folded else folded.translate(_QUOTES)


def with_number(folded: str, phone: str) -> str:
    """Return what a search for somebody looks into, their telephone number also by its digits alone."""
    key = phone_key(phone) if phone else ""
    return even(folded if key in folded else f"{folded} {key}")


def search_terms(text: str) -> list[str]:
    """Return the words that must all be found; of a telephone number, its digits."""
    number = _number_in(text.strip())
    return [number] if number else search_text(text).split()


def _number_in(text: str) -> str:
    """Return the digits of a telephone number that is typed, or begun: one with a zero or a plus before it."""
    if not _NUMBER.fullmatch(text) or text.lstrip("(")[0] not in "0+":
        return ""
    digits = _NOT_DIGIT.sub("", text)
    if text[0] == "+" and digits.startswith("84"):
        digits = "0" + digits[2:]
    return digits if len(digits) >= _FEWEST else ""
