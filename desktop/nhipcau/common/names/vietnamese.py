"""Vietnamese text: folding for search, order for lists, and the parts of a name.

Order follows the Vietnamese alphabet with tones as a second level, the same as ICU's vi collation, so that a
list looks alike on every system; see `tests/common/test_vietnamese.py`.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_VOWELS: Final = "aăâeêioôơuưy"
_TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_BLANKS: Final = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_UNSEEN_OR_BLANK: Final = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufe00-\ufe0f\ufeff]"
)


def _letter(base: str, tone: str) -> str:
    return unicodedata.normalize("NFC", base + tone)


def _fold_table() -> dict[int, str]:
    table = {ord("đ"): "d", ord("Đ"): "d"}
    for base in _VOWELS:
        for tone in _TONES:
            letter = _letter(base, tone)
            table[ord(letter)] = table[ord(letter.upper())] = unicodedata.normalize("NFD", letter)[0]
    return table


def _order_tables() -> tuple[dict[int, str], dict[int, str]]:
    places: dict[int, str] = {}
    tones: dict[int, str] = {}
    for place, base in enumerate(_ALPHABET):
        for level, tone in enumerate(_TONES if base in _VOWELS else ("",)):
            for letter in (_letter(base, tone), _letter(base, tone).upper()):
                places[ord(letter)] = chr(0x100 + place)
                tones[ord(letter)] = chr(48 + level)
    return places, tones


_FOLD: Final = _fold_table()
_PLACES, _TONE_LEVELS = _order_tables()


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return text as it is stored: NFC, no stray or doubled white space, line breaks kept."""
    if "\n" not in text and "\r" not in text:
        return " ".join(nfc(text).split())
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def without_unseen(text: str) -> str:
    """Return what somebody typed of a name, an address, a number or a code, without signs that nobody sees.

    They come along when text is copied from a page or a message. In other texts they stay: headings that are stored
    with them are found again by them.
    """
    if text.isascii() or not _UNSEEN_OR_BLANK.search(text):
        return text
    return _UNSEEN.sub("", text).translate(_BLANKS)


def fold(text: str) -> str:
    """Return text for searching: lower case, no accents, đ as d."""
    plain = nfc(text).translate(_FOLD)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return plain.casefold()


def sort_key(text: str) -> str:
    """Return a string that sorts like Vietnamese: alphabet first, tones second. Storable in a database."""
    text = nfc(text)
    return text.translate(_PLACES) + "\x01" + text.translate(_TONE_LEVELS)


def given_sort_key(full_name: str) -> str:
    """Return the key of Vietnamese lists of people: given name first, then the rest."""
    words = full_name.split()
    return sort_key(" ".join(words[-1:] + words[:-1]))


@dataclass(frozen=True, slots=True)
class NameParts:
    """Family, middle and given name, as written."""

    family: str
    middle: str
    given: str


def name_parts(full_name: str) -> NameParts:
    """Split a Vietnamese name: first word family, last word given, the rest middle. One word is a given name."""
    words = full_name.split()
    if len(words) < 2:
        return NameParts("", "", full_name.strip())
    return NameParts(words[0], " ".join(words[1:-1]), words[-1])


def initials(full_name: str) -> str:
    """Return two letters for a picture of the person: family and given."""
    letters = re.findall(r"(?:^|\s)[^\w\s]*(\w)", full_name)
    return "".join(letters[:1] + letters[1:][-1:]).upper()
