"""How a letter calls a person: Vietnamese by the given name with anh or chị, others by their first name."""

import re
from typing import Final

from nhipcau.common.vietnamese import fold, name_parts
from nhipcau.common.words import Words

# The family names that nine in ten Vietnamese bear; enough to tell "Nguyen Van An" from "John Smith".
_FAMILY_NAMES: Final = re.compile(
    "nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|doan|lam|trinh|dao|mai|to|"
    "luong|ha|truong|cao|ta|thai|chau|luu|phung|quach|trieu|vuong|kieu|tang|la|quan|nghiem|au|bach|ton|"
    "thach|thi|chu|dam|giang|hua|khuc|ma|nong|phi|than|tong|ung|van|vi"
)
_MEN: Final = frozenset({"nam", "male", "m", "man", "anh", "ong", "mr"})
_WOMEN: Final = frozenset({"nu", "female", "f", "woman", "chi", "co", "ba", "ms", "mrs"})


def short_name(full_name: str, preferred_name: str = "") -> str:
    """Return what colleagues call the person."""
    if preferred_name.strip():
        return preferred_name.strip()
    words = full_name.split()
    if len(words) < 2:
        return full_name.strip()
    is_vietnamese = _FAMILY_NAMES.fullmatch(fold(words[0])) is not None or not full_name.isascii()
    return name_parts(full_name).given if is_vietnamese else words[0]


def call(words: Words, full_name: str, preferred_name: str = "", gender: str = "") -> str:
    """Return how the person is addressed in a letter: `chị Lan`, or `Lan` in English."""
    return words(f"pairs.letter.call.{_form(gender)}", name=short_name(full_name, preferred_name))


def call_in_full(words: Words, full_name: str, gender: str = "") -> str:
    """Return how others speak of the person in a letter: `chị Trần Thị Lan`, or the bare name in English."""
    return words(f"pairs.letter.call.{_form(gender)}", name=" ".join(full_name.split()))


def _form(gender: str) -> str:
    spoken = fold(gender).strip()
    return "man" if spoken in _MEN else "woman" if spoken in _WOMEN else "person"
