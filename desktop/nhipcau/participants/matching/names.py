"""How far two written names can be one person's name.

Vietnamese marks tell people apart: Hùng, Hưng and Hứng are three people. A name typed wholly without marks may be any
of them. Where the tone sits within a syllable (hòa, hoà), capitals and punctuation tell nobody apart.
"""

import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal

from nhipcau.common.names.vietnamese import fold, nfc

NameLevel = Literal["none", "same", "order", "bare", "short", "slip", "marks", "different"]
"""`none`: one is missing · `same` · `order`: the same words in another order · `bare`: the same but that one is typed
without any marks · `short`: words left out between the first and the last · `slip`: one slip of the key · `marks`: only
marks differ · `different`."""
_TONES: Final = frozenset("\u0300\u0309\u0303\u0301\u0323")
_SHORTEST_SLIP: Final = 4
"""Letters a word needs for one of them to be a slip: shorter ones are other names (Lan, Loan)."""


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name by which it is compared: small letters, the tone of each at its end."""
    plain = nfc(name).lower()
    if not plain.replace(" ", "").isalnum():
        plain = "".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in plain)
    return tuple(map(_tone_last, plain.split()))


@lru_cache(maxsize=16_384)
def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(sign for sign in letters if sign in _TONES)
    rest = unicodedata.normalize("NFC", "".join(sign for sign in letters if sign not in _TONES))
    return rest + tones


@lru_cache(maxsize=65_536)
def bare_words(name: str) -> tuple[str, ...]:
    """Return the words of a name without marks."""
    return tuple(map(_bare, name_words(name)))


@lru_cache(maxsize=16_384)
def _bare(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=65_536)
def bare_key(name: str) -> str:
    """Return what all spellings of one name's words have in common, in whatever order they stand."""
    return " ".join(sorted(bare_words(name)))


def compare_names(one: str, other: str) -> NameLevel:
    """Return how far two names agree."""
    mine, yours = name_words(one), name_words(other)
    if not mine or not yours:
        return "none"
    if mine == yours:
        return "same"
    if sorted(mine) == sorted(yours):
        return "order"
    bare, other_bare = bare_words(one), bare_words(other)
    if sorted(bare) == sorted(other_bare):
        typed_bare = mine == bare or yours == other_bare
        return "bare" if typed_bare and len(mine) > 1 else "marks"
    if _is_short(mine, yours) or _is_short(yours, mine):
        return "short"
    return "slip" if _one_slip(mine, yours) else "different"


def _is_short(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Say whether words in the middle were left out, or, of a name of one word, all but the name one is called by."""
    if len(few) >= len(many):
        return False
    if len(few) == 1:
        return few[0] == many[-1]
    rest = iter(many)
    return few[-1] == many[-1] and few[0] == many[0] and all(word in rest for word in few)


def _one_slip(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other):
        return "".join(one) == "".join(other)  # a blank too many, or too few
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return False
    mine, yours = fold(differing[0][0]), fold(differing[0][1])
    if mine == yours:
        return False
    long_enough = min(len(mine), len(yours)) >= _SHORTEST_SLIP
    return _near(mine, yours) if long_enough else _undoubled(mine) == _undoubled(yours)


def _undoubled(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def _near(one: str, other: str) -> bool:
    """Say whether one letter was left out, added, put for another or swapped with the next."""
    if len(one) > len(other):
        one, other = other, one
    start = next((k for k, letter in enumerate(one) if letter != other[k]), len(one))
    mine, yours = one[start:], other[start:]
    if len(one) < len(other):
        return len(other) - len(one) == 1 and mine == yours[1:]
    swapped = len(mine) > 1 and mine[:2] == yours[1::-1] and mine[2:] == yours[2:]
    return mine[1:] == yours[1:] or swapped
