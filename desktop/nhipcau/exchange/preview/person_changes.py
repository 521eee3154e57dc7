"""What a row would change in what is known of a person: a blank never erases."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from nhipcau.common.names.name_order import one_spelling
from nhipcau.common.names.person_names import person_name
from nhipcau.common.names.search_text import phone_key
from nhipcau.common.names.vietnamese import fold
from nhipcau.database.field_catalogue import LISTS
from nhipcau.exchange.formats.reading_terms import Role
from nhipcau.exchange.mapping.answer_rows import AnswerRow, QuestionKey
from nhipcau.exchange.mapping.column_proposal import USUAL
from nhipcau.participants.models import GRADED
from nhipcau.participants.sheet import OF_PERSON, OF_PROFILE

_FIELDS: Final = {**OF_PERSON, **OF_PROFILE}
_UNORDERED: Final = frozenset(code for code, one in _FIELDS.items() if one.kind in LISTS - {"ranked"})
"""Answers whose order says nothing; wishes are ranked."""
_ADDRESSES: Final = frozenset(code for code, one in _FIELDS.items() if one.kind == "email")


def merged(
    rows: Sequence[AnswerRow],
) -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[QuestionKey, Any]]:
    """Return person, profile and answers of all rows of one person: the latest answer to each thing counts."""
    if len(rows) == 1:
        return rows[0].person, rows[0].profile, rows[0].answers
    person: dict[str, Any] = {}
    profile: dict[str, Any] = {}
    answers: dict[QuestionKey, Any] = {}
    for row in in_order(rows):
        name = person.get("full_name")
        person.update(row.person)
        if name and says_the_same("full_name", name, row.person.get("full_name", name)):
            person["full_name"] = name  # the same name in poorer letters
        profile.update(row.profile)
        answers.update(row.answers)
    return person, profile, answers


def in_order(rows: Sequence[AnswerRow]) -> list[AnswerRow]:
    """Return rows by when they were answered, as far as all of them say; else as they stand."""
    if len(rows) == 1 or not all(row.submitted for row in rows):
        return list(rows)
    return sorted(rows, key=lambda row: row.submitted)


def joined_role(*roles: Role) -> Role:
    """Return the role of someone who has all of these."""
    if roles.count(roles[0]) == len(roles):
        return roles[0]
    found = set(roles) - {""}
    if not found:
        return ""
    return found.pop() if len(found) == 1 else "both"


def with_known_grades(code: str, old: Any, new: Any) -> Any:  # noqa: ANN401 - any field
    """Return topics that the file only names with the grades already known: a missing grade never erases one."""
    graded = GRADED.get(code)
    if graded is None or not old or any(topic[graded.grade] != USUAL for topic in new):
        return new
    amount = graded.grade
    known = {fold(topic["topic"]): topic[amount] for topic in old}
    return [{**topic, amount: known.get(fold(topic["topic"]), USUAL)} for topic in new]


def says_the_same(code: str, old: Any, new: Any) -> bool:  # noqa: ANN401 - any field
    """Say whether a value brings nothing: equal, spelled otherwise, or the same with its accents lost."""
    if old == new:
        return True
    if code in _UNORDERED:
        return isinstance(old, list) and sorted(map(str, old)) == sorted(map(str, new))
    if not isinstance(old, str) or not isinstance(new, str) or not old:
        return False
    if one_spelling(old) == one_spelling(new):  # hoà and hòa are one word
        return True
    if code == "phone":
        return phone_key(old) == phone_key(new)
    if code in _ADDRESSES:
        return old.casefold() == new.casefold()
    return _is_same_name(person_name(old).full, new) if code == "full_name" else _is_poorer(old, new)


def _is_same_name(old: str, new: str) -> bool:
    """Say whether a name is the one that was kept, maybe with all that a file wrote around it."""
    shouted = old.casefold() == new.casefold() and new in (new.upper(), new.lower())
    return old == new or shouted or _is_poorer(old, new)


def _is_poorer(old: str, new: str) -> bool:
    return fold(old) == fold(new) and new.isascii() and not old.isascii()


def adapted(value: Any, kind: str, options: Mapping[str, str]) -> Any:  # noqa: ANN401 - any answer
    """Return an answer in the form that a question asked before has it; `options` as `offered` makes them."""
    if kind == "several":
        items = value if isinstance(value, list) else [str(value)]
        return [as_offered(item, options) for item in items]
    if isinstance(value, list):
        value = ", ".join(value)
    if kind in ("one_choice", "graded"):
        return as_offered(str(value), options)
    return str(value) if kind == "text" else value


def offered(options: Sequence[str]) -> dict[str, str]:
    """Return every way an option may be written -> the option: as it is, in another case, without accents."""
    ways = {fold(option): option for option in reversed(options)}
    ways |= {option.casefold(): option for option in reversed(options)}
    return ways | {option: option for option in options}


def as_offered(text: str, options: Mapping[str, str]) -> str:
    """Return the option an answer means; the answer itself when it is none. Accents that differ are no slip."""
    return (
        options.get(text)
        or options.get(text.casefold())
        or (options.get(fold(text)) if text.isascii() else None)
        or text
    )
