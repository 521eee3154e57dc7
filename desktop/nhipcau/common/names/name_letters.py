"""Names that shout or whisper, in the letters in which people would write them: a proposal, never done unasked."""

import re
from typing import Final

from nhipcau.common.names.person_names import is_vietnamese, name_list

_PART: Final = re.compile(r"[^\W\d_]+")
_ROMAN: Final = frozenset({"II", "III", "IV"})


def is_unlike_written(name: str) -> bool:
    """Say whether a name is in capitals alone, or without any."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < 2:
        return False
    return (name.isupper() and any(len(word) > 1 for word in _PART.findall(name))) or name.islower()


def in_usual_letters(name: str) -> str:
    """Return a name that shouts or whispers as people would write it; any other as it is."""
    if not is_unlike_written(name):
        return name
    words = name.split()
    lower = frozenset() if is_vietnamese(name) else name_list("particles")
    return " ".join(
        word.lower() if 0 < place < len(words) - 1 and word.lower() in lower else _word(word)
        for place, word in enumerate(words)
    )


def _word(word: str) -> str:
    if word.upper() in _ROMAN and word.isascii():
        return word.upper()
    return _PART.sub(lambda found: _capital(found[0]), word)


def _capital(part: str) -> str:
    small = part.lower()
    if small.startswith("mc") and len(small) > 3:
        return f"Mc{small[2:].capitalize()}"
    capital = small[:1].upper()
    return (capital if capital.lower() == small[:1] else small[:1]) + small[1:]  # a dotless i has no capital
