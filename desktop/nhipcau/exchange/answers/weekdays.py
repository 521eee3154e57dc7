"""Days of the week in a sentence: one, a range, several that share one word, or a kind of day."""

from collections.abc import Sequence
from typing import Final

from nhipcau.exchange.answers.hour_ranges import hours_at
from nhipcau.exchange.answers.phrase_tokens import NUMBER, WORD, Token, number_of

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKING_DAYS: Final = frozenset(DAYS[:5])
WEEKEND: Final = frozenset(DAYS[5:])
ALL_DAYS: Final = frozenset(DAYS)
_LETTERS: Final = {
    "M": "mon", "T": "tue", "Tu": "tue", "W": "wed", "Th": "thu", "F": "fri", "Sa": "sat", "Su": "sun",
}  # fmt: skip
_RUNS: Final = {
    "MWF": ("mon", "wed", "fri"), "TTH": ("tue", "thu"), "TTh": ("tue", "thu"), "TuTh": ("tue", "thu"),
}  # fmt: skip
_DAY_NUMBERS: Final = ("2", "3", "4", "5", "6", "7")
_FEWEST: Final = 3
"""So many bare numbers in a row are days; two may be hours."""
_BETWEEN: Final = ("/", ",", "&")


def days_at(tokens: Sequence[Token], place: int) -> tuple[frozenset[str], int] | None:
    """Return the days named at a place: one, a range, or several that share one word: `thứ 2, 4 và 6`."""
    kind = tokens[place].kind
    if kind in ("days.work", "days.end", "days.all"):
        return {"days.work": WORKING_DAYS, "days.end": WEEKEND, "days.all": ALL_DAYS}[kind], place + 1
    if (by_letter := _by_letters(tokens, place)) is not None:
        return by_letter
    first = _one_day(tokens, place)
    if first is None:
        return _numbers_alone(tokens, place)
    day, after, by_number = first
    if after < len(tokens) and tokens[after].kind == "to":
        last = _one_day(tokens, after + 1) or _bare_day(tokens, after + 1, by_number)
        if last is not None:
            listed = _dashed(tokens, last[1], [day, last[0]]) if by_number else None
            return listed or (_range(day, last[0]), last[1])
    days = {day}
    while (more := _further(tokens, after, by_number)) is not None:
        days.add(more[0])
        after = more[1]
    return frozenset(days), after


def _numbers_alone(tokens: Sequence[Token], place: int) -> tuple[frozenset[str], int] | None:
    """Return the days of three numbers or more with one sign between: `tối 2-4-6`, `3,5,7`."""
    numbers: list[int] = []
    sign = tokens[place + 1].text if place + 1 < len(tokens) else ""
    while place < len(tokens) and tokens[place].kind == NUMBER and tokens[place].text in _DAY_NUMBERS:
        numbers.append(int(tokens[place].text))
        place += 1
        if place + 1 < len(tokens) and tokens[place].text == sign and tokens[place + 1].kind == NUMBER:
            place += 1
    growing = sorted(set(numbers)) == numbers
    if len(numbers) < _FEWEST or sign not in ("-", ",", "/", "+") or not growing or _marked(tokens, place):
        return None
    return frozenset(DAYS[number - 2] for number in numbers), place


def _dashed(tokens: Sequence[Token], after: int, days: list[str]) -> tuple[frozenset[str], int] | None:
    """`2-4-6` lists days where `2-6` is a range."""
    more = _bare_day(tokens, after + 1, True) if after < len(tokens) and tokens[after].kind == "to" else None
    return (frozenset([*days, more[0]]), more[1]) if more is not None else None


def _one_day(tokens: Sequence[Token], place: int) -> tuple[str, int, bool] | None:
    """Return a day, where the next thing begins, and whether it was said in a way that numbers may follow."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.kind.startswith("day."):
        day, by_number = token.kind[4:], token.text[:1] == "t" and (" " in token.text)
        return day, place + 1, by_number
    if token.kind == "dayword":
        bare = _bare_day(tokens, place + 1, True)
        return (bare[0], bare[1], True) if bare else None
    return None


def _bare_day(tokens: Sequence[Token], place: int, by_number: bool) -> tuple[str, int] | None:
    """Return the day of a bare number or word in a list of days; a number that is an hour is none."""
    if place >= len(tokens) or not by_number:
        return None
    token = tokens[place]
    if token.kind.startswith("more."):
        return token.kind[5:], place + 1
    if token.kind != NUMBER or token.text not in _DAY_NUMBERS:
        return None
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    if behind is not None and (
        behind.kind in ("hour", "lasting") or behind.kind.startswith("half.") or behind.text == ":"
    ):
        return None
    if behind is not None and behind.kind == "to" and hours_at(tokens, place, "pm") is not None:
        further = tokens[place + 2] if place + 2 < len(tokens) else None
        if (
            further is None
            or further.kind != NUMBER
            or number_of(further.text) > 7
            or _marked(tokens, place + 3)
        ):
            return None
    return DAYS[int(token.text) - 2], place + 1


def _marked(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and (
        tokens[place].kind == "hour" or tokens[place].kind.startswith("half.") or tokens[place].text == ":"
    )


def _further(tokens: Sequence[Token], place: int, by_number: bool) -> tuple[str, int] | None:
    """Return a further day of a list whose first had the word: `, 4` or `và 6`."""
    if place + 1 >= len(tokens) or not by_number:
        return None
    token = tokens[place]
    if token.kind == "and" or token.text in (",", "/", "+", "-", "."):
        return _bare_day(tokens, place + 1, by_number)
    return None


def _range(first: str, last: str) -> frozenset[str]:
    start, end = DAYS.index(first), DAYS.index(last)
    return frozenset(DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1]))


def _by_letters(tokens: Sequence[Token], place: int) -> tuple[frozenset[str], int] | None:
    """Return the days of letters: `MWF`, `M-F`, and one letter alone at the end: `6:00-7:00pm F`."""
    raw = tokens[place].raw
    if raw in _RUNS:
        return frozenset(_RUNS[raw]), place + 1
    if raw not in _LETTERS or tokens[place].kind not in (WORD, "dayword"):
        return None
    if place + 2 < len(tokens) and tokens[place + 1].kind == "to" and tokens[place + 2].raw in _LETTERS:
        return _range(_LETTERS[raw], _LETTERS[tokens[place + 2].raw]), place + 3
    listed = place > 1 and tokens[place - 1].text in _BETWEEN and tokens[place - 2].raw in _LETTERS
    if listed or place + 1 == len(tokens) or tokens[place + 1].text in _BETWEEN:
        return frozenset({_LETTERS[raw]}), place + 1
    return None
