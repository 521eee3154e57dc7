"""Ranks as people write them: `Ưu tiên 1`, `First choice`, `Thứ nhất`, `#2`."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from nhipcau.exchange.answers.phrase_tokens import NUMBER, SIGN, lexicon, number_of

_LAST: Final = 20
"""A larger number is no rank."""


@lru_cache(maxsize=4096)
def rank_alone(text: str) -> int:
    """Return the rank that a text is, 0 when it is something else: `Ưu tiên 1` is the first, `Excel 2` no rank."""
    ranks: set[int] = set()
    for token in lexicon("ranks").tokens(text):
        if token.kind.startswith("rank."):
            ranks.add(int(token.kind[5:]))
        elif token.kind == NUMBER:
            ranks.add(number_of(token.text))
        elif token.kind not in ("of_rank", SIGN):
            return 0
    rank = ranks.pop() if len(ranks) == 1 else 0
    return rank if rank <= _LAST else 0


def asks_for_ranks(question: str) -> bool:
    """Say whether a question asks to put things in order."""
    return any(token.kind == "ranking" for token in lexicon("ranks").tokens(question))


def are_ranks(answers: Iterable[str], question: str) -> bool:
    """Say whether these answers to a grid are places in an order, the first the most wanted, and no amounts."""
    given = list(answers)
    if not given or not all(map(rank_alone, given)):
        return False
    plain = all(text.strip().isdecimal() for text in given)
    return not plain or asks_for_ranks(question)
