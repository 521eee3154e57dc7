"""How a question is answered, judged by its answers: one choice, several, graded, a scale, a number, a date, text."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from nhipcau.exchange.formats.cell_values import date_parts
from nhipcau.exchange.formats.vocabulary import Scale, has_any, key_of, phrases, scales

_ASIDES: Final = re.compile(r"\([^()]*\)")
_LEADING_GRADE: Final = re.compile(r"^(\d{1,2})\s*[-–:.=)]\s*\S")
_WHOLE: Final = re.compile(r"^-?\d{1,15}$")
_DECIMAL: Final = re.compile(r"^-?\d{1,15}([.,]\d+)?$")
SEPARATORS: Final = (";", "\n", "|", ", ", " / ", ",")


@dataclass(frozen=True, slots=True)
class Kind:
    """How a column is answered."""

    kind: str
    separator: str = ""
    options: tuple[str, ...] = ()


def split(text: str, separator: str, with_separator: Sequence[str] = ()) -> list[str]:
    """Split one answer. Options that hold the separator themselves stay whole; so do asides in brackets."""
    if not separator or separator.strip() not in text:
        return [text] if text else []
    whole: dict[str, str] = {}
    for number, option in enumerate(with_separator):
        if option in text:
            whole[f"\x00{number}\x00"] = option
            text = text.replace(option, f"\x00{number}\x00")
    for number, aside in enumerate(_ASIDES.findall(text)):
        if separator.strip() in aside:
            whole[f"\x01{number}\x01"] = aside
            text = text.replace(aside, f"\x01{number}\x01", 1)
    parts = [part.strip(" ;\n\t") for part in text.split(separator.strip(" ") or separator)]
    for mark, option in reversed(whole.items()):
        parts = [part.replace(mark, option) for part in parts]
    return list(dict.fromkeys(part for part in parts if part))


def separator_of(counts: Mapping[str, int], *, is_list: bool = False) -> str:
    """Return what stands between several answers in one cell; empty when a cell holds one.

    A column that is a list by its meaning is split wherever it can be; any other only when its parts come again.
    """
    for separator in SEPARATORS:
        several = [text for text in counts if separator in text]
        if not several:
            continue
        if (
            separator == ";"
            and all(text.rstrip().endswith(";") for text in several)
            and len(several) * 2 > len(counts)
        ):
            return separator
        if _comes_again(counts, separator, is_list=is_list):
            return separator
    return ""


def _comes_again(counts: Mapping[str, int], separator: str, *, is_list: bool) -> bool:
    parts: Counter[str] = Counter()
    for text, count in counts.items():
        for part in split(text, separator):
            parts[part] += count
    lengths = [len(part.split()) for part in parts]
    if is_list:
        return sum(lengths) <= 7 * len(lengths)
    once = sum(count == 1 for count in parts.values())
    again = once * 3 <= len(parts) and len(parts) <= 60
    return again and max(lengths) <= 12 and sum(lengths) <= 8 * len(lengths)


def options_with_separator(counts: Mapping[str, int], separator: str) -> tuple[str, ...]:
    """Return options such as `Lãnh đạo, quản lý` that hold a comma: their halves never stand apart."""
    if separator != ", ":
        return ()
    seen: Counter[str] = Counter()
    after: Counter[tuple[str, str]] = Counter()
    for text, count in counts.items():
        parts = split(text, separator)
        seen.update(dict.fromkeys(parts, count))
        for pair in pairwise(parts):
            after[pair] += count
    return tuple(
        f"{first}, {second}"
        for (first, second), count in after.items()
        if count >= 2
        and seen[first] == seen[second] == count
        and first[:1].isupper()
        and second[:1].islower()
    )


def options_of(counts: Mapping[str, int], separator: str) -> tuple[str, ...]:
    """Return the answers that occur, in order of appearance; of several spellings the first."""
    if not separator:
        return one_spelling(counts)
    whole = options_with_separator(counts, separator)
    return one_spelling(part for text in counts for part in split(text, separator, whole))


def one_spelling(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.casefold(), text)
    return tuple(found.values())


def scale_of(values: Sequence[str]) -> Scale | None:
    """Return the scale on which all these answers stand; plain yes and no are a choice, not a scale."""
    return _scale_of(tuple(sorted({key_of(value) for value in values})))


@lru_cache(maxsize=4096)
def _scale_of(keys: tuple[str, ...]) -> Scale | None:
    if len(keys) > 7:
        return None
    for scale in scales():
        places = {scale.places[key] for key in keys if key in scale.places}
        if len(places) >= 2 and all(key in scale.places for key in keys):
            return None if set(keys) <= set(phrases("yes")) | set(phrases("no")) else scale
    return None


def in_scale_order(values: Sequence[str], scale: Scale) -> tuple[str, ...]:
    return tuple(sorted(one_spelling(values), key=lambda value: scale.places[key_of(value)]))


def kind_of(counts: Mapping[str, int], heading_key: str, *, dated: bool = False) -> Kind:
    """Return how a question is answered. `counts`: every answer and how often; `dated`: cells are dates."""
    if not counts:
        return Kind("text")
    if dated or all(date_parts(text) for text in counts):
        return Kind("date")
    if all(_DECIMAL.match(text) for text in counts):
        return _numeric(counts, heading_key)
    graded = _graded(tuple(counts))
    if graded:
        return graded
    separator = separator_of(counts)
    if separator:
        return Kind("several", separator, options_of(counts, separator))
    return Kind("one_choice", options=one_spelling(counts)) if _is_choice(counts) else Kind("text")


def _numeric(counts: Mapping[str, int], heading_key: str) -> Kind:
    if all(_WHOLE.match(text) for text in counts) and not has_any(heading_key, phrases("count_words")):
        numbers = sorted({int(text) for text in counts})
        if numbers[0] >= 0 and numbers[-1] <= 10 and (len(numbers) > 1 or sum(counts.values()) > 3):
            top = 5 if numbers[-1] <= 5 else 10
            return Kind("scale", options=tuple(str(n) for n in range(min(numbers[0], 1), top + 1)))
    return Kind("number")


def _graded(values: tuple[str, ...]) -> Kind | None:
    scale = scale_of(values)
    if scale:
        return Kind("graded", options=in_scale_order(values, scale))
    led = {value: int(found[1]) for value in values if (found := _LEADING_GRADE.match(value))}
    if 2 <= len(values) <= 11 and len(led) == len(values):
        return Kind("graded", options=tuple(sorted(led, key=led.__getitem__)))
    return None


def _is_choice(counts: Mapping[str, int]) -> bool:
    filled = sum(counts.values())
    length = max(len(text) for text in counts)
    if filled < 2 or length > 120:
        return False
    if len(counts) <= 2 and length <= 40:
        return True
    if filled <= 15:
        return length <= 30 and len(counts) <= max(2, 0.8 * filled)
    return len(counts) <= max(3, min(40, filled // 3))


def is_date(cell: object) -> bool:
    return isinstance(cell, dt.date)
