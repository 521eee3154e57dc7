"""What a letter calls a person and the programme: Vietnamese by the given name with anh or chị, others by the first."""

from typing import Final

from nhipcau.common.person_names import called
from nhipcau.common.vietnamese import fold
from nhipcau.common.words import Words

_MEN: Final = frozenset({"nam", "male", "m", "man", "anh", "ong", "mr"})
_PROGRAMME: Final = ["chuong", "trinh"]
_WOMEN: Final = frozenset({"nu", "female", "f", "woman", "chi", "co", "ba", "ms", "mrs"})


def short_name(full_name: str, preferred_name: str = "") -> str:
    """Return what colleagues call the person."""
    if preferred_name.strip():
        return preferred_name.strip()
    return called(full_name)


def call(words: Words, full_name: str, preferred_name: str = "", gender: str = "") -> str:
    """Return how the person is addressed in a letter: `chị Lan`, or `Lan` in English."""
    return words(f"pairs.letter.call.{_form(gender)}", name=short_name(full_name, preferred_name))


def call_in_full(words: Words, full_name: str, gender: str = "") -> str:
    """Return how others speak of the person in a letter: `chị Trần Thị Lan`, or the bare name in English."""
    return words(f"pairs.letter.call.{_form(gender)}", name=" ".join(full_name.split()))


def call_programme(words: Words, name: str) -> str:
    """Return the programme's name as it stands behind the word for a programme, which it does not repeat."""
    parts = (name.strip() or words("pairs.letter.our_programme")).split()
    repeated = (
        words.language == "vi"
        and len(parts) > len(_PROGRAMME)
        and fold(" ".join(parts[:2])).split() == _PROGRAMME
    )
    return " ".join(parts[2:] if repeated else parts)


def _form(gender: str) -> str:
    spoken = fold(gender).strip()
    return "man" if spoken in _MEN else "woman" if spoken in _WOMEN else "person"
