"""Whether an answer agrees: `Không vấn đề gì, tôi đồng ý` does, `Đồng ý, trừ hình ảnh` is for a person to judge."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from nhipcau.exchange.answers.phrase_tokens import Token, lexicon

_NEAR: Final = 4
"""So many words may stand between `not` and what it denies."""
_ENDS: Final = frozenset(",;.!:\n()")


@lru_cache(maxsize=16384)
def consent_said(text: str) -> bool | None:
    """Return whether somebody agrees; None when they do not say, or agree to some of it, or say both."""
    tokens = lexicon("consent").tokens(text)
    if any(token.kind == "but" for token in tokens):
        return None
    said = {agreed for place in range(len(tokens)) if (agreed := _said(tokens, place)) is not None}
    return said.pop() if len(said) == 1 else None


def _said(tokens: Sequence[Token], place: int) -> bool | None:
    """Return what the phrase at a place says; None for one that says nothing."""
    kind = tokens[place].kind
    if kind in ("yes", "agree", "deny"):
        return _is_denied(tokens, place) is (kind == "deny")
    if kind == "not" or (kind == "no" and _denies_what_follows(tokens, place)):
        return False if _denies_what_follows(tokens, place) or place + 1 == len(tokens) else None
    return False if kind == "no" and (place == 0 or _starts_clause(tokens, place)) else None


def _is_denied(tokens: Sequence[Token], place: int) -> bool:
    for before in range(place - 1, max(-1, place - 1 - _NEAR), -1):
        if tokens[before].text in _ENDS or tokens[before].kind == "and":
            return False
        if tokens[before].kind in ("not", "no", "deny"):
            return True
    return False


def _denies_what_follows(tokens: Sequence[Token], place: int) -> bool:
    for after in range(place + 1, min(len(tokens), place + 1 + _NEAR)):
        if tokens[after].text in _ENDS:
            return False
        if tokens[after].kind in ("yes", "agree"):
            return True
    return False


def _starts_clause(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place - 1].text in _ENDS
