"""The fields of each kind of letter: those its readers may read and no others; how they are called and filled."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.mail.letter_texts import LETTER_KINDS, LetterKind, LetterText

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_BRACE: Final = re.compile(r"[{}]")
_AT_START: Final = "_start"
"""Behind the code of a field that begins a sentence: its first letter is a capital."""
_OF_MENTOR: Final = ("mentor_call", "mentor_call_start", "mentor_short", "mentor_lines")
_OF_MENTEE: Final = ("mentee_call", "mentee_call_start", "mentee_short", "mentee_lines")
_OF_BOTH: Final = (*_OF_MENTOR, *_OF_MENTEE, "reasons", "agenda", "confidence", "programme")
FIELDS: Final[Mapping[LetterKind, tuple[str, ...]]] = {
    "traditional": _OF_BOTH,
    "reverse": _OF_BOTH,
    "peer": _OF_BOTH,
    "group.mentor": (*_OF_MENTOR, "members_call", "members_lines", "reasons", "agenda", "programme"),
    "group.mentee": (*_OF_MENTEE, *_OF_MENTOR, "others_lines", "reasons", "agenda", "programme"),
    "assistant": (
        "called", "called_start", "mentor", "mentor_start", "mentor_email", "mentee", "mentee_start", "mentee_email",
        "programme",
    ),
}  # fmt: skip
"""What a letter may say. An assistant keeps a calendar: no reasons, telephone numbers or agenda.

A letter is given values for just these, each read for its readers: whatever else stands in braces is refused.
"""
_SEVERAL_LINES: Final = frozenset(
    {
        "mentor_lines", "mentee_lines", "members_lines", "others_lines", "reasons", "agenda", "confidence"
    }
)  # fmt: skip
"""Fields that no subject has room for."""


def offered(kind: LetterKind) -> tuple[str, ...]:
    """Return the fields to choose from; how each begins follows from where it is put."""
    return tuple(code for code in FIELDS[kind] if not code.endswith(_AT_START))


def field_name(kind: LetterKind, code: str, words: Words) -> str:
    """Return what a field is called; with a capital where it stands for one."""
    plain = code.removesuffix(_AT_START)
    of_peer = kind == "peer" and plain.startswith(("mentor_", "mentee_"))
    name = words(f"mail.field.peer.{plain}" if of_peer else f"mail.field.{plain}")
    return name if plain == code else name[:1].upper() + name[1:]


def inserted(kind: LetterKind, code: str, before: str, words: Words) -> str:
    """Return a field as it is put behind what stands `before` it."""
    ended = before.rstrip(" ")
    begins = not ended or ended.endswith((".", "!", "?", "…")) or ended[-1] in "\n•"
    starts = code + _AT_START
    return f"{{{field_name(kind, starts if begins and starts in FIELDS[kind] else code, words)}}}"


def shown(text: LetterText, kind: LetterKind, words: Words) -> LetterText:
    """Return a text with its fields by their names, to be edited."""

    def named(code: str) -> str:
        return field_name(kind, code, words) if code in FIELDS[kind] else code

    return _with_fields(text, lambda code: f"{{{named(code)}}}")


def understood(text: LetterText, kind: LetterKind) -> LetterText:
    """Return an edited text with its fields by their codes, whichever language they are said in.

    What is no field of this letter stays as it was typed.
    """
    known, folded = _codes(kind)

    def coded(typed: str) -> str:
        name = " ".join(typed.split())
        return known.get(name) or folded.get(fold(name)) or name

    return _with_fields(text, lambda typed: f"{{{coded(typed)}}}")


@cache
def _codes(kind: LetterKind) -> tuple[dict[str, str], dict[str, str]]:
    """Return the codes of fields by what they are called, and by that without capitals and accents."""
    both = [Words(language) for language in LANGUAGES]
    known = {code: code for code in FIELDS[kind]}
    known |= {field_name(kind, code, words): code for words in both for code in FIELDS[kind]}
    return known, {fold(name): code for name, code in reversed(known.items())}


def problems_in(text: LetterText, kind: LetterKind) -> tuple[Problem, ...]:
    """Return what is wrong with a text, first in its subject."""
    found = []
    for place, written in (("subject", text.subject), ("body", text.body)):
        if not written.strip():
            found.append(Problem(f"mail.problem.no_{place}", place))
        for code in _FIELD.findall(written):
            if code not in FIELDS[kind]:
                found.append(_foreign(code, place))
            elif place == "subject" and code in _SEVERAL_LINES:
                found.append(Problem("mail.problem.several_lines", place))
        if _BRACE.search(_FIELD.sub("", written)):
            found.append(Problem("mail.problem.lone_brace", place))
    return tuple(found)


def filled(text: LetterText, kind: LetterKind, values: Mapping[str, str]) -> LetterText:
    """Return a text with its fields filled, its subject on one line.

    Raises Rejected where it has a field that is none of this letter's: nobody gets half a letter.
    """
    if problems := problems_in(text, kind):
        raise Rejected(*problems)
    said = _with_fields(text, values.__getitem__)
    return LetterText(" ".join(said.subject.split()), said.body)


def _foreign(code: str, place: str) -> Problem:
    """Say of a field that there is none such, or that this letter's readers do not get it."""
    reason = "field_elsewhere" if fold(code) in _known_anywhere() else "unknown_field"
    return Problem(f"mail.problem.{reason}", place, {"field": code})


@cache
def _known_anywhere() -> frozenset[str]:
    """Return what the fields of all letters are called, in either language."""
    both = [Words(language) for language in LANGUAGES]
    names = {
        field_name(kind, code, words) for kind in LETTER_KINDS for code in FIELDS[kind] for words in both
    }
    codes = {code for kind in LETTER_KINDS for code in FIELDS[kind]}
    return frozenset(map(fold, names | codes))


def _with_fields(text: LetterText, put: Callable[[str], str]) -> LetterText:
    def replaced(found: re.Match[str]) -> str:
        return put(found[1])

    return LetterText(_FIELD.sub(replaced, text.subject), _FIELD.sub(replaced, text.body))
