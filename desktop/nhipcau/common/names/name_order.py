"""The order of lists of people: by given name in Vietnamese, by family name in English.

Thuỷ and Thủy are one spelling here, and so are ’ and '.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from nhipcau.common.names.person_names import is_vietnamese, person_name
from nhipcau.common.names.vietnamese import given_sort_key, nfc, sort_key

_LATE_TONE: Final = re.compile("(?<![qQ])([oOuU])([àảãáạèẻẽéẹỳỷỹýỵÀẢÃÁẠÈẺẼÉẸỲỶỸÝỴ])(?![^\\W\\d_])")
_TONES: Final = frozenset("\u0300\u0309\u0303\u0301\u0323")
_QUOTES: Final = str.maketrans("’‘ʼ`´", "'" * 5)
_PLAIN: Final = {ord(letter): plain for letter, plain in zip("øØłŁßæÆœŒıð", "oOlLsaAoOid", strict=True)}


def one_spelling(text: str) -> str:
    """Return text in which hoà and hòa, thuỷ and thủy, ’ and ' are written alike."""
    if text.isascii():
        return text.translate(_QUOTES) if "`" in text else text
    return _LATE_TONE.sub(_tone_first, nfc(text).translate(_QUOTES))


def _tone_first(found: re.Match[str]) -> str:
    first, second = found[1], found[2]
    letters = unicodedata.normalize("NFD", second)
    tone = "".join(sign for sign in letters if sign in _TONES)
    pair = first.lower() + letters[0].lower()
    if pair not in ("oa", "oe", "uy"):
        return found[0]
    return unicodedata.normalize("NFC", first + tone) + letters[0]


@lru_cache(maxsize=131_072)
def person_sort_key(full_name: str, language: str) -> str:
    """Return the key by which people are listed in a language, `vi` or `en`."""
    name = one_spelling(full_name)
    if is_vietnamese(name):
        return given_sort_key(name) if language == "vi" else sort_key(name)
    found = person_name(name)
    said = _known_letters(found.full)
    if language != "en":
        is_sure = found.called != found.full
        return sort_key(f"{_known_letters(found.called)} {said}") if is_sure else given_sort_key(said)
    family = _known_letters(found.family)
    return sort_key(f"{family} {_without(said, family)}" if family else said)


def _known_letters(name: str) -> str:
    """Return a name with letters that Vietnamese has, others without what sets them apart: Zoë as Zoe."""
    if name.isascii():
        return name
    return "".join(
        sign if _is_vietnamese_letter(sign) else _plain(sign) for sign in nfc(name).translate(_PLAIN)
    )


@lru_cache(maxsize=1024)
def _is_vietnamese_letter(sign: str) -> bool:
    return sort_key(sign)[0] != sign


def _plain(sign: str) -> str:
    return unicodedata.normalize("NFD", sign)[0]


def _without(full: str, family: str) -> str:
    """Return the other words of a name, in their order."""
    words = full.split()
    for word in family.split():
        if word in words:
            words.reverse()
            words.remove(word)
            words.reverse()
    return " ".join(words)
