"""What a person is called: the name within all that is written around it, and the part that colleagues use.

Vietnamese people are called by the last word of their name, most others by their first. What is not sure is called by
the whole name.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from nhipcau.common.names.vietnamese import clean, fold, without_unseen
from nhipcau.common.paths import resource

_SYLLABLE: Final = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_SUFFIX: Final = re.compile(
    r",\s*(?:ph\.?\s?d|mba|ma|m\.?sc|b\.?sc|md|cpa|acca|pmp|cfa|ths|ts|esq)(?![^\W_])\.?", re.IGNORECASE
)
_LATE_DEGREE: Final = re.compile(r" (?:Ph\.?D|MBA|CPA|ACCA|CFA|PMP|MSc)\.?$")
_BRACKETS: Final = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]?")
_REMARK: Final = re.compile(r" [-–—|/] .*$", re.DOTALL)
_NUMBER: Final = re.compile(r" \d{1,4}$")
_MOST_OF_A_TITLE: Final = 8
_MAYBE_NAMES: Final = frozenset({"anh", "em"})
"""Titles that are names too: without a full stop they are titles only before a whole name."""


@cache
def name_list(kind: str) -> frozenset[str]:
    """Return one of the lists of `resources/names/people.json`."""
    data: dict[str, list[str]] = json.loads(resource("names", "people.json").read_text(encoding="utf-8"))
    return frozenset(data[kind])


@dataclass(frozen=True, slots=True)
class PersonName:
    """A written name: the name itself as people would write it in a list, and what stands around it."""

    full: str
    """Letters as written. A number that tells namesakes apart stays: without it they would be one."""
    title: str = ""
    remark: str = ""
    """A department in brackets, a degree."""
    called: str = ""
    """What colleagues call the person; the whole name where that is not sure."""
    family: str = ""
    """The family name; empty where that is not sure."""


@lru_cache(maxsize=16_384)
def person_name(written: str) -> PersonName:
    """Take a written name apart."""
    words = written.split()
    if _is_bare(written, words):  # nearly everybody, and this is much faster
        return PersonName(written, called=_tidy(words[-1]), family=words[0])
    rest = clean(without_unseen(written)).replace("\n", " ")
    remarks: list[str] = []
    for pattern in (_BRACKETS, _SUFFIX, _REMARK, _LATE_DEGREE):
        remarks += [found.strip(" ,") for found in pattern.findall(rest)]
        rest = clean(pattern.sub("", rest))
    title, rest = _without_title(rest)
    before, behind = _around_comma(rest)
    if before and _is_remark(before, behind):
        remarks.append(behind)
        rest = before
    elif before:
        return _turned(before, behind, title, "; ".join(remarks))
    full = rest.strip(" ,.;") or clean(written)
    called, family = _parts(full)
    return PersonName(full, title, "; ".join(remarks), _tidy(called), family)


@lru_cache(maxsize=65_536)
def bare_name(written: str) -> str:
    """Return the name alone, as `person_name` does."""
    return written if _is_bare(written, written.split()) else person_name(written).full


def _is_bare(written: str, words: Sequence[str]) -> bool:
    """Say whether nothing stands around a name, where that is plain to see."""
    return (
        len(words) > 1 and is_family_name(words[0]) and _are_syllables(words) and " ".join(words) == written
    )


def called(written: str) -> str:
    """Return what colleagues call somebody of this name."""
    return person_name(written).called


def is_vietnamese(full: str) -> bool:
    """Say whether a name is built as Vietnamese ones are: the family name first, and nothing but its syllables."""
    words = full.split()
    return len(words) > 1 and is_family_name(words[0]) and _are_syllables(words)


@lru_cache(maxsize=4096)
def is_family_name(word: str) -> bool:
    """Say whether a word is a Vietnamese family name, written out or typed without marks."""
    return word.capitalize() in name_list("family") or (
        word.isascii() and word.lower() in name_list("family_without_marks")
    )


def _around_comma(text: str) -> tuple[str, str]:
    """Return what stands before and behind a comma; nothing where it parts no name."""
    before, _, behind = (part.strip(" ,.;") for part in text.partition(","))
    return (before, behind) if before and behind else ("", "")


def _is_remark(before: str, behind: str) -> bool:
    """Say whether what follows a comma is no part of the name: `Lê Văn Tám, Trưởng phòng`."""
    words = behind.lower().replace(",", " ").split()
    said = f" {' '.join(words)} "
    if len(words) > 4 or any(f" {job} " in said for job in name_list("jobs")):
        return True
    first = before.split()
    return len(first) > 2 and _is_vietnamese(first)


def _turned(family: str, given: str, title: str, remark: str) -> PersonName:
    """Return a name written `Surname, Given` in the order in which it is spoken."""
    more, given = _without_title(given)
    title = " ".join(filter(None, (title, more)))
    words = [*family.split(), *given.split()]
    if _is_vietnamese(words):
        return PersonName(" ".join(words), title, remark, _tidy(words[-1]), words[0])
    return PersonName(f"{given} {family}", title, remark, _tidy(given.split()[0]), family)


def _without_title(text: str) -> tuple[str, str]:
    titles: list[str] = []
    while True:
        word = _title_before(text)
        if not word or not _is_title(word, text[len(word) :].lstrip()):
            word = _unknown_title(text)
        if not word:
            return " ".join(titles), text
        titles.append(word)
        text = text[len(word) :].lstrip()


def _unknown_title(text: str) -> str:
    """Return a short word before a whole name that nobody is called by: `BSCKI.`, `Assoc.`, or `CKII` in capitals."""
    word, _, rest = text.partition(" ")
    letters = word.replace(".", "")
    words = rest.split()
    if not (1 < len(letters) <= _MOST_OF_A_TITLE and letters.isalpha() and len(words) > 1):
        return ""
    if is_vietnamese(rest) and sum(map(str.isupper, letters)) > 1 and not _is_syllable(letters):
        return word
    if not word.endswith(".") or _is_initial(word):
        return ""
    cut_short = _is_short_family(letters) and all(_is_syllable(one) or _is_initial(one) for one in words)
    return "" if cut_short else word


def _is_short_family(letters: str) -> bool:
    """Say whether a word is a Vietnamese family name cut short: `Ng. Văn An`."""
    start = fold(letters)
    return letters[1:].islower() and any(name.startswith(start) for name in _plain_families())


@cache
def _plain_families() -> frozenset[str]:
    return frozenset(map(fold, name_list("family")))


def _title_before(text: str) -> str:
    """Return the title that a text begins with, with its full stop; the longest there is."""
    lower = text.lower()
    for title in _titles():
        if lower.startswith(title):
            sign = text[len(title) : len(title) + 1]
            if sign == "." or (sign == " " and title not in name_list("dotted_titles")):
                return text[: len(title) + (sign == ".")]
    return ""


@cache
def _titles() -> tuple[str, ...]:
    return tuple(
        sorted(name_list("titles") | name_list("dotted_titles"), key=lambda title: (-len(title), title))
    )


def _is_title(word: str, rest: str) -> bool:
    """Say whether a word before a name is a title: `C. Lan` is chị Lan, and `C. Smith` has an initial."""
    words = rest.split()
    if not words:
        return False
    plain = word.lower()
    if plain in _MAYBE_NAMES:
        return len(words) > 1 and is_family_name(words[0])
    if len(word.rstrip(".")) > 1:
        return True
    if not _are_syllables(words):
        return False
    return not (is_family_name(words[-1]) and "".join(words).isascii())


def _parts(full: str) -> tuple[str, str]:
    """Return what somebody is called and the family name, as far as that is sure."""
    words = _NUMBER.sub("", full).split()
    if len(words) < 2:
        return " ".join(words), ""
    if _is_vietnamese(words):
        return words[-1], words[0]
    if fold(words[0]) in name_list("korean_family") and len(words) == 2 and "-" in words[1]:
        return words[1], words[0]
    loud = [word for word in words if word.isupper() and len(word) > 1]
    quiet = [word for word in words if not word.isupper()]
    if loud and quiet and not any(_is_initial(word) for word in words):
        # GARCÍA José, José GARCÍA: forms of many countries shout the family name.
        return quiet[0], " ".join(loud)
    if _is_doubtful(words):
        return " ".join(words), ""
    return words[0], _family_behind(words)


def _family_behind(words: Sequence[str]) -> str:
    """Return the family name that stands last, with the particles before it: `Jan van der Berg`."""
    start = len(words) - 1
    while start > 1 and words[start - 1] in name_list("particles"):
        start -= 1
    return " ".join(words[start:])


def _is_initial(word: str) -> bool:
    """Say whether a word is one letter, or several with full stops between: `J.R.`."""
    return word.strip(".") != "" and all(len(part) < 2 for part in word.split("."))


def _is_doubtful(words: list[str]) -> bool:
    """Say whether nobody can tell from the words alone which of them somebody is called by."""
    first, two = fold(words[0]), len(words) == 2
    if first in name_list("highlands") or _is_initial(words[0]):
        return True
    if words[0].endswith("."):
        return True  # a family name cut short, or a title before half a name
    shouts = all(word.isupper() for word in words) and (
        two or bool(name_list("particles") & {fold(word) for word in words})
    )
    family_first = first in name_list("korean_family") or is_family_name(words[0])
    return (
        shouts
        or (family_first and first not in name_list("also_first_names"))
        or (_are_syllables(words) and _may_end_a_given_name(words))
    )


def _may_end_a_given_name(words: Sequence[str]) -> bool:
    """Say whether the last of Vietnamese words may be what somebody is called by: `Thuỳ Dương` has no family name."""
    if fold(words[-1]) in name_list("family_and_given"):
        return True
    return not "".join(words).isascii() and not is_family_name(words[-1])


def _are_syllables(words: Sequence[str]) -> bool:
    return all(map(_is_syllable, words))


@lru_cache(maxsize=16_384)
def _is_syllable(word: str) -> bool:
    return all(_SYLLABLE.fullmatch(part) for part in fold(word).split("-"))


def _is_vietnamese(words: Sequence[str]) -> bool:
    return is_family_name(words[0]) and all(_is_syllable(word) or _is_initial(word) for word in words[1:])


def _tidy(name: str) -> str:
    """Put a name that shouts, or whispers, into the usual letters: it is called so, whatever stands in the list."""
    return name.title() if name.isupper() and len(name) > 1 else name.capitalize() if name.islower() else name
