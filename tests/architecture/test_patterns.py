"""No regular expression of the program costs more than the text is long: one hostile cell would stop the window.

Python holds every thread still while it matches, so a pattern that looks through a long word once for each of its
letters cannot be cancelled. Every pattern there is is found by itself and given words made from it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

import pytest
from tests.support.patterns import (
    PROGRAM,
    Pattern,
    Use,
    known_as,
    loaded,
    modules,
    patterns_in,
    slow_word,
    ways_asked,
)

from nhipcau.workbook.reader.guard import tag_pattern
from nhipcau.workbook.reader.sheet_scan import patterns

_MADE: Final[Mapping[str, Callable[[], Iterable[Pattern]]]] = {
    "workbook/reader/guard.py": lambda: [tag_pattern(b"sheet")],
    "workbook/reader/sheet_scan.py": lambda: [*patterns(b""), *patterns(b"x:")],
}
"""The patterns that a module makes when it runs."""

_CARELESS: Final[tuple[tuple[Pattern, str], ...]] = (
    (
        re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+"),
        "findall",
    ),
    (re.compile(r"^(?P<topic>.*\D)\s*(?:[:–-]\s*([1-5])|\(\s*([1-5])\s*(?:/\s*[45])?\))$"), "match"),
    (re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:tieng|gio|hours?|hrs?|h)(?![a-z])"), "search"),
    (re.compile(r"^(?P<grid>.+?)\s*\[(?P<line>[^\[\]]+)\]\s*$"), "match"),
    (re.compile(r"\s*\d{1,2}$"), "sub"),
    (re.compile(r"^([^<>=≥≤%]+?)\s*(>=|<=|≥|≤)\s*(\d{1,3})\s*%\s*([^<>=≥≤%]*)$"), "match"),
    (re.compile(r"\s*(\d+)\s*(?:[.)\-–:/]\s*(.*))?"), "fullmatch"),
    (re.compile(r"(\d{1,2})\s*(?:(?:[:h]|g)\s*(\d{2})?)?\s*(am|pm)?\s*(?:-|to)"), "findall"),
    (re.compile(rb'<table:table-cell\b(?=[^>]*number-columns-repeated="(\d{3,})")[^>]*[^>/]>'), "findall"),
    (re.compile(rb' r="([A-Z]{2,6})\d+"[^>/]*>'), "findall"),
    (re.compile(rb'<c\b([^>]*\bt="e"[^>/]*)>(.*?)</c>', re.S), "findall"),
    (re.compile(rb"\s*(?:<!--.*?-->\s*)*<(html|table)", re.S), "match"),
    (re.compile("(a+)+b"), "match"),
    (re.compile("x*x*y"), "fullmatch"),
)
"""Of these most stood in the program once."""


@cache
def _asked() -> dict[str, set[str]]:
    return ways_asked()


def _uses(place: str, name: str) -> list[Use]:
    source = (PROGRAM / place).read_text(encoding="utf-8")
    uses, unknown = patterns_in(source, place, loaded(name))
    assert not unknown or place in _MADE, f"name what makes the patterns of {unknown} in _MADE"
    made = [Use(f"{place}: made", pattern, ()) for pattern in (_MADE[place]() if unknown else ())]
    return [*uses, *made]


def _ways(use: Use) -> tuple[str, ...]:
    """A pattern that bears a name is asked as that name is; one of unknown use must stand every way."""
    if use.ways or ": " not in use.place:
        return use.ways
    return tuple(sorted(_asked().get(known_as(*use.place.split(": ")), ())))


def test_a_text_costs_no_pattern_more_than_it_is_long() -> None:
    slow = {
        use.place: slow_word(use.pattern, _ways(use))
        for place, name in modules()
        for use in _uses(place, name)
    }

    assert not {pattern: word for pattern, word in slow.items() if word}


def test_every_module_that_matches_is_looked_at() -> None:
    found = sum(len(_uses(place, name)) for place, name in modules())

    assert found >= 80


@pytest.mark.parametrize(("careless", "way"), _CARELESS, ids=lambda part: None)
def test_a_careless_pattern_is_found(careless: Pattern, way: str) -> None:
    assert slow_word(careless, (way,))


def test_a_pattern_without_a_name_is_found_where_it_is_used() -> None:
    source = "import re\ndef words(text):\n    return re.findall(r'x*y', text), re.sub(text, '', text)\n"

    uses, unknown = patterns_in(source, "words.py", {})

    assert [(use.place, use.pattern.pattern, use.ways) for use in uses] == [
        ("words.py:3", "x*y", ("findall",))
    ]
    assert unknown == ["words.py:3"]
