"""How many people an answer speaks of: `Tối đa 2 bạn (ưu tiên khoá 2024)` is two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from nhipcau.exchange.answers.phrase_tokens import NUMBER, Token, lexicon, number_of, toned

Which = Literal["most", "least"]
_MOST_SAID: Final = 999
"""A larger number is a year or a slip."""
_FIVE_PEOPLE: Final = (f"{toned('năm')} {toned('học')}", "nam hoc")
_CLAUSE: Final = frozenset(",;.()[]\n:")
_QUALIFYING: Final = frozenset({"per", "word", "only", "more", "sort"})


@dataclass(frozen=True, slots=True)
class Places:
    """A number of people, as far as it is said; `doubt` tells what keeps it from being plain.

    `unread`: no number, `no_limit`: as many as there are, `at_least`: how many at most is not said.
    """

    number: int | None = None
    doubt: Literal["", "unread", "no_limit", "at_least"] = ""


@dataclass(frozen=True, slots=True)
class _Count:
    """One number of the answer, and what stands around it."""

    low: int
    high: int
    people: bool
    """Whether it is said to be a number of people."""
    at_least: bool
    added: bool
    """Joined to the one before by `and`."""
    more: bool
    now: bool
    """Those somebody has already."""
    part: bool
    """Some of those counted before: `3 bạn, ưu tiên 1 bạn nữ`."""


@lru_cache(maxsize=16384)
def places_said(text: str, which: Which = "most") -> Places:
    """Return how many people an answer speaks of; of a range the larger, or for `least` the smaller."""
    tokens = lexicon("places").tokens(_without_fraction(text))
    kinds = {token.kind for token in tokens}
    if "no_limit" in kinds:
        return Places(doubt="no_limit")
    counts = list(_counts(tokens))
    counts = [one for one in counts if not one.part]
    counts = [one for one in counts if one.people] or counts
    counts = [one for one in counts if not one.now] or ([] if counts else counts)
    counts = [one for one in counts if one.more] or counts
    if not counts:
        none = (
            "none" in kinds and "unclear" not in kinds and not any(token.kind == NUMBER for token in tokens)
        )
        return Places(0) if none else Places(doubt="unread")
    if "unclear" in kinds and not any(one.people for one in counts):
        return Places(doubt="unread")
    return _one(counts, which)


def _without_fraction(text: str) -> str:
    """Return `2.0`, which a spreadsheet makes of 2, as 2."""
    whole, dot, rest = text.strip().replace(",", ".").partition(".")
    return whole if dot and whole.isdecimal() and rest.strip("0") == "" and rest else text


def _one(counts: Sequence[_Count], which: Which) -> Places:
    """Return the number that all of these come to, where it is plain."""
    first = counts[0]
    if len(counts) > 1:
        summed = all(one.added and one.people and one.low == one.high for one in counts[1:])
        if not summed and len({(one.low, one.high) for one in counts}) > 1:
            return Places(doubt="unread")
        if summed:
            return Places(sum(one.high for one in counts))
    number = first.low if which == "least" else first.high
    if not 0 <= number <= _MOST_SAID:
        return Places(doubt="unread")
    return Places(number, "at_least" if first.at_least and which == "most" else "")


def _counts(tokens: Sequence[Token]) -> Iterator[_Count]:
    """Yield every number that may be one of people: no year, month or length of time."""
    place = 0
    now = part = False
    before_end = 0
    while place < len(tokens):
        token = tokens[place]
        now = token.kind == "now" or (now and token.text not in _CLAUSE)
        part = token.kind == "part" or (part and token.text not in _CLAUSE)
        number = _number_at(tokens, place)
        if number is None or _is_other_before(tokens, place):
            place += 1
            continue
        high, after = _range_end(tokens, place, number)
        unit = "people" if _names_people(token) else _unit(tokens, after)
        if unit == "other":
            place = after + 1
            continue
        at_least = (
            _before(tokens, place) == "at_least"
            or _kind(tokens, after) == "or_more"
            or _behind(tokens, after)
        )
        if _before(tokens, place) == "less_than":
            number, high = number - 1, high - 1
        between = [_kind(tokens, spot) for spot in range(before_end, place)] if before_end else []
        added = "and" in between or (between == ["sort"] and unit == "people")
        more = _before(tokens, place) == "more" or _kind(tokens, after) == "more"
        more = more or (unit == "people" and _kind(tokens, after + 1) == "more")
        yield _Count(number, high, unit == "people", at_least, added, more, now, part)
        place = before_end = after


def _behind(tokens: Sequence[Token], after: int) -> bool:
    return _unit(tokens, after) == "people" and _kind(tokens, after + 1) == "or_more"


def _number_at(tokens: Sequence[Token], place: int) -> int | None:
    """Return the number at a place: of figures, or a word; `nam` typed without accents is five before people."""
    kind = _kind(tokens, place)
    if kind == NUMBER:
        if _text(tokens, place - 1) in ("-", "−") and place == 1:
            return None  # below nothing
        decimal = _text(tokens, place + 1) in (".", ",") and _kind(tokens, place + 2) == NUMBER
        fraction = _text(tokens, place - 1) in (".", ",") and _kind(tokens, place - 2) == NUMBER
        return None if decimal or fraction else number_of(tokens[place].text)
    if kind.startswith("n."):
        return None if tokens[place].text == toned("năm") and _is_year(tokens, place) else int(kind[2:])
    lone = len(tokens) == 1
    if kind in ("five_or_year", "six_or_after") and (lone or _kind(tokens, place + 1) == "people"):
        return 5 if kind == "five_or_year" else 6
    if kind == "article" and _kind(tokens, place + 1) in ("people", "more"):
        return 1
    if kind == "more" and tokens[place].text == "another" and _kind(tokens, place + 1) == "people":
        return 1
    return None


def _names_people(token: Token) -> bool:
    """Say whether a number is told together with whom it counts: `năm học viên`, where `năm học` were a year."""
    return token.kind.startswith("n.") and token.text.startswith(_FIVE_PEOPLE)


def _is_year(tokens: Sequence[Token], place: int) -> bool:
    """Say whether `năm` is a year here rather than five."""
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    dated = behind is not None and behind.kind == NUMBER and number_of(behind.text) >= 1900
    return dated or _number_before(tokens, place)


def _number_before(tokens: Sequence[Token], place: int) -> bool:
    return _kind(tokens, place - 1) == NUMBER or _kind(tokens, place - 1).startswith("n.")


def _is_other_before(tokens: Sequence[Token], place: int) -> bool:
    """Say whether what stands before makes it no number of people: a month, a year, a class, or a date."""
    kind = _kind(tokens, place - 1)
    if kind in ("before_other", "year") and _unit(tokens, place + 1) != "people":
        return True
    if (
        kind == "other"
        and tokens[place - 1].text not in ("time", "times")
        and _unit(tokens, place + 1) != "people"
    ):
        return not (place >= 2 and _number_before(tokens, place - 1))
    year = _kind(tokens, place) == NUMBER and 1900 <= number_of(tokens[place].text) <= 2100
    return year or any(
        _text(tokens, place + step) == "/" and _kind(tokens, place + 2 * step) == NUMBER for step in (-1, 1)
    )


def _range_end(tokens: Sequence[Token], place: int, number: int) -> tuple[int, int]:
    """Return the upper end of a range that begins here, or the number itself, and where the next thing begins."""
    after = place + 1
    if _unit(tokens, after) == "people" and _kind(tokens, after + 1) in ("to", "or"):
        after += 1
    joined = _kind(tokens, after)
    if joined == "and" and _kind(tokens, place - 1) == "between":
        joined = "to"
    if joined in ("to", "or"):
        further = _number_at(tokens, after + 1)
        if further is not None and number <= further <= _MOST_SAID:
            return further, after + 2
    return number, place + 1


def _unit(tokens: Sequence[Token], place: int) -> str:
    """Return what is counted: `people`, `other`, or nothing said."""
    kind = _kind(tokens, place)
    if kind in ("year", "five_or_year") or _text(tokens, place) == toned("năm"):
        return "other" if _kind(tokens, place + 1) != "people" else ""
    if kind in ("people", "other"):
        return kind
    if kind in _QUALIFYING and _kind(tokens, place + 1) in ("people", "other"):
        return _kind(tokens, place + 1) if kind != "per" else ""
    return "people" if kind == "sort" else ""


def _before(tokens: Sequence[Token], place: int) -> str:
    """Return the class of what stands before, a word between overlooked."""
    kind = _kind(tokens, place - 1)
    return _kind(tokens, place - 2) if kind in ("word", "only") else kind


def _kind(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].kind if 0 <= place < len(tokens) else ""


def _text(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].text if 0 <= place < len(tokens) else ""
