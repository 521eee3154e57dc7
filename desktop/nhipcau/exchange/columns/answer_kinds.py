"""What kind of answers a column has: the share of addresses, numbers, names and so on among them.

Shares are between 0 and 1, of the first distinct answers (`LOOKED_AT`): headings are few, answers many.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from nhipcau.common.names.person_names import is_family_name
from nhipcau.common.paths import resource
from nhipcau.exchange.answers.free_time_slots import slots
from nhipcau.exchange.answers.role_statements import names_role
from nhipcau.exchange.answers.worded_answers import yes_no
from nhipcau.exchange.columns.heading_lexicon import read_words
from nhipcau.exchange.formats.cell_values import date_parts, moment_in, number_in, phone_in, ways_in, year_in
from nhipcau.exchange.formats.sheet_table import ColumnData
from nhipcau.exchange.formats.vocabulary import groups, has_any, key_of, level_ranks, phrases
from nhipcau.mail.addresses import says_address

LOOKED_AT: Final = 60
_LONG: Final = 80
_CODE: Final = 4
"""Figures of an employee code: fewer are a number."""
_ROLE_WORDS: Final = frozenset({"mentor", "mentee", "partner", "both"})


@dataclass(frozen=True, slots=True)
class KnownValues:
    """What the organisation has already, as keys: what answers may name."""

    people: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ColumnAnswers:
    """What kind of answers a column has."""

    distinct: int
    """Answers looked at."""
    filled: int
    """Rows with an answer."""
    shares: Mapping[str, float]
    """By kind of answer, 0 to 1."""
    longest_number: float
    """The largest number alone in a cell; 0 without one."""

    def share(self, kind: str) -> float:
        return self.shares.get(kind, 0.0)


@cache
def _telling(name: str) -> tuple[str, ...]:
    loaded = json.loads(resource("import", "telling.json").read_text(encoding="utf-8"))
    return tuple(key_of(text) for text in loaded[name])


def _is_name(text: str) -> bool:
    """Say whether a text can be a person's full name: two to six words with capitals."""
    words = text.replace(".", "").split()
    if not 2 <= len(words) <= 6 or not all(
        word[:1].isupper() and word.replace("-", "").replace("'", "").isalpha() for word in words
    ):
        return False
    return not _is_place(text)


def _is_vietnamese_name(text: str) -> bool:
    return _is_name(text) and is_family_name(text.split(maxsplit=1)[0])


def _is_name_part(text: str) -> bool:
    words = text.replace(".", "").split()
    return 1 <= len(words) <= 3 and all(
        word[:1].isupper() and word.replace("-", "").isalpha() for word in words
    )


def _is_place(text: str) -> bool:
    return has_any(key_of(text), _telling("cities"))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "", 1).isdigit()


def _is_code(text: str) -> bool:
    return len(text) <= 16 and " " not in text and sum(letter.isdigit() for letter in text) >= 2


def _is_slot(text: str) -> bool:
    key = key_of(text)
    return "-" in slots(text)[0][3:5] or has_any(key, _slot_words())


@cache
def _slot_words() -> tuple[str, ...]:
    days = [name for names in groups("days").values() for name in names if len(name) > 2]
    parts = [name for names in groups("parts_of_day").values() for name in names]
    return (*days, *parts, *phrases("weekend"), *phrases("working_days"), "linh hoat", "flexible")


def _is_role(text: str) -> bool:
    if len(text) > _LONG:
        return False
    return names_role(text) or any(word.concepts & _ROLE_WORDS for word in read_words(text))


def _names_languages(text: str) -> bool:
    """Say whether a text names languages: `Tiếng Anh`, or nothing but their names, as in `Việt, Anh`."""
    if has_any(key_of(text), _telling("languages")):
        return True
    parts = [key_of(part) for part in _parts(text.replace("/", ","))]
    return any(parts) and all(part in _telling("language_names") for part in parts if part)


def _in_years_of_birth(text: str) -> bool:
    year = year_in(text, "dmy")
    return year is not None and 1930 <= year <= 2012


KINDS: Final[Mapping[str, Callable[[str], object]]] = {
    "email": says_address,
    "phone": lambda text: phone_in(text) and not date_parts(text),
    "number": _is_number,
    "small_number": lambda text: len(text) < _CODE and _is_number(text),
    "counted": lambda text: number_in(text) is not None and not date_parts(text),
    "born": _in_years_of_birth,
    "date": lambda text: date_parts(text) or moment_in(text, "dmy"),
    "moment": lambda text: ":" in text and date_parts(text),
    "yes_no": lambda text: yes_no(text) is not None and not _is_number(text),
    "yes": lambda text: yes_no(text) is True and not _is_number(text),
    "nobody": lambda text: yes_no(text) is False or key_of(text) in _telling("nobody"),
    "yes_no_or_figure": lambda text: yes_no(text) is not None,
    "role": _is_role,
    "gender": lambda text: key_of(text) in _telling("genders"),
    "either": lambda text: key_of(text) in _telling("either"),
    "ways": ways_in,
    "slot": _is_slot,
    "name": _is_name,
    "vietnamese_name": _is_vietnamese_name,
    "name_part": _is_name_part,
    "place": _is_place,
    "language": _names_languages,
    "zone": lambda text: (
        has_any(key_of(text.replace("+", " ")), _telling("zones")) or ("/" in text and "." not in text)
    ),
    "code": _is_code,
    "level": lambda text: key_of(text) in level_ranks(),
    "courtesy": lambda text: has_any(key_of(text), _telling("courtesies")),
    "long": lambda text: len(text) > _LONG,
    "sentence": lambda text: len(text.split()) > 6,
    "url": lambda text: "/" in text and "." in text and " " not in text,
}


def answers_of(data: ColumnData, known: KnownValues) -> ColumnAnswers:
    """Return what kind of answers a column has."""
    texts = list(islice(data.counts, LOOKED_AT))
    if not texts:
        return ColumnAnswers(0, 0, {}, 0.0)
    shares = _shares(tuple(texts))
    for kind, keys in (
        ("person", known.people),
        ("department", known.departments),
        ("known_place", known.places),
    ):
        if keys:
            shares[kind] = sum(key_of(text) in keys for text in texts) / len(texts)
    if known.skills:
        shares["skill"] = sum(
            any(key_of(part) in known.skills for part in _parts(text)) for text in texts
        ) / len(texts)
    numbers = [float(text.replace(",", ".")) for text in texts if _is_number(text)]
    return ColumnAnswers(len(texts), data.filled, shares, max(numbers, default=0.0))


@lru_cache(maxsize=512)
def _counted(texts: tuple[str, ...]) -> Mapping[str, float]:
    return {kind: sum(1 for text in texts if test(text)) / len(texts) for kind, test in KINDS.items()}


def _shares(texts: tuple[str, ...]) -> dict[str, float]:
    return dict(_counted(texts))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").replace("\n", ",").split(",")]
