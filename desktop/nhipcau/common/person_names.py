"""What a person is called: the name within all that is written around it, and the part that colleagues use.

Vietnamese people are called by the last word of their name, most others by their first. What is not sure is called by
the whole name.
"""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from nhipcau.common.paths import resource
from nhipcau.common.vietnamese import clean, fold

_SYLLABLE: Final = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_TITLE: Final = re.compile(
    r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|sir|pgs|gs|ths|th\.s|ts|cn|ks|bs|ths|ths\.bs|tskh|ncs|a|c|e|o|b)\.\s*"
    r"|(?:mr|mrs|ms|miss|mx|dr|prof|pgs|gs|ths|ts|ks|bs|tskh|ncs|ông|bà|anh|chị|cô|chú|em|thầy|bác)\s+)",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(
    r",\s*(?:ph\.?\s?d|mba|ma|m\.?sc|b\.?sc|md|cpa|acca|pmp|cfa|jr|sr|ii|iii|ths|ts|esq)\b\.?", re.IGNORECASE
)
_BRACKETS: Final = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]?")
_REMARK: Final = re.compile(r" [-–—|/] .*| \d{1,4}$", re.DOTALL)


@cache
def _words(kind: str) -> frozenset[str]:
    data: dict[str, list[str]] = json.loads(resource("names", "people.json").read_text(encoding="utf-8"))
    return frozenset(data[kind])


@dataclass(frozen=True, slots=True)
class PersonName:
    """A written name: the name itself as people would write it in a list, and what stands around it."""

    full: str
    title: str = ""
    remark: str = ""
    """A department in brackets, a degree, a number that tells namesakes apart."""
    called: str = ""
    """What colleagues call the person; the whole name where that is not sure."""


@lru_cache(maxsize=8192)
def person_name(written: str) -> PersonName:
    """Take a written name apart."""
    rest = clean(written).replace("\n", " ")
    remarks: list[str] = []
    for pattern in (_BRACKETS, _SUFFIX, _REMARK):
        remarks += [found.strip(" ,") for found in pattern.findall(rest)]
        rest = clean(pattern.sub("", rest))
    title, rest = _without_title(rest)
    family, comma, given = rest.partition(",")
    if comma and family.strip() and given.strip():
        given = given.strip()
        full, called = f"{given} {family.strip()}", given.split()[0]
        if _is_vietnamese([*family.split(), *given.split()]):
            full, called = f"{family.strip()} {given}", given.split()[-1]
        return PersonName(full, title, "; ".join(remarks), _tidy(called))
    full = rest.strip(" ,.") or clean(written)
    return PersonName(full, title, "; ".join(remarks), _tidy(_called(full)))


def called(written: str) -> str:
    """Return what colleagues call somebody of this name."""
    return person_name(written).called


def _without_title(text: str) -> tuple[str, str]:
    titles = []
    while found := _TITLE.match(text):
        rest = text[found.end() :]
        # Anh and Em are names too: without a full stop they are titles only before a whole name.
        if found[0].strip().lower() in ("anh", "em") and len(rest.split()) < 2:
            break
        titles.append(found[0].strip())
        text = rest
    return " ".join(titles), text


def _called(full: str) -> str:
    words = full.split()
    if len(words) < 2:
        return full
    if _is_vietnamese(words):
        return words[-1]
    if fold(words[0]) in _words("korean_family") and len(words) == 2 and "-" in words[1]:
        return words[1]
    return full if _is_doubtful(words) else words[0]


def _is_doubtful(words: list[str]) -> bool:
    """Say whether nobody can tell from the words alone which of them somebody is called by."""
    first, two = fold(words[0]), len(words) == 2
    if first in _words("highlands") or len(words[0].strip(".")) == 1:
        return True
    shouts = two and all(
        word.isupper() for word in words
    )  # the family name first, as forms of many countries have it
    family_first = first in _words("korean_family") or _is_family(words[0])
    vietnamese = _are_syllables(words) and not "".join(words).isascii()
    return (
        shouts
        or (family_first and first not in _words("also_first_names"))
        or (vietnamese and not _is_family(words[-1]))
    )


def _are_syllables(words: list[str]) -> bool:
    return all(_SYLLABLE.fullmatch(part) for word in words for part in fold(word).split("-"))


def _is_family(word: str) -> bool:
    if word.capitalize() in _words("family"):
        return True
    return word.isascii() and fold(word) in _words("family_without_marks")


def _is_vietnamese(words: list[str]) -> bool:
    """Say whether a name is built as Vietnamese ones are: the family name first, and nothing but its syllables."""
    return _is_family(words[0]) and _are_syllables(words)


def _tidy(word: str) -> str:
    """Put a name that shouts, or whispers, into the usual letters: it is called so, whatever stands in the list."""
    return word.title() if word.isupper() and len(word) > 1 else word.capitalize() if word.islower() else word
