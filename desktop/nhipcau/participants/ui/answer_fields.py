"""The programme's own questions as fields: a field holds what can be chosen or typed, the table what is stored."""

import re
from datetime import date
from typing import Any, Final

from nhipcau.participants.queries import QuestionRow
from nhipcau.widgets.forms.date_field import DateField
from nhipcau.widgets.forms.fields import ChoiceField, Field, LineField, SeveralField, TextField

_LONG_TEXT: Final = 60
_WHOLE: Final = re.compile(r"-?[0-9]{1,12}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,12}\.[0-9]{1,6}")


def answer_field(question: QuestionRow, given: object) -> Field[Any]:
    """Make the field that suits a question; an answer outside its options can still be chosen."""
    options = list(question.options)
    answers = given if isinstance(given, list) else [given]
    options += [str(each) for each in answers if each is not None and str(each) not in options]
    if question.kind == "several" and question.options:
        return SeveralField([(option, option) for option in options])
    if question.kind in ("one_choice", "graded", "scale") and question.options:
        return ChoiceField([("", "–"), *((option, option) for option in options)])
    if question.kind == "date":
        return DateField()
    if question.kind == "text" and len(str(given or "")) > _LONG_TEXT:
        return TextField(3)
    return LineField()


def to_field(field: Field[Any], stored: object) -> object:
    """Return what a field is to hold for a stored answer."""
    if isinstance(field, SeveralField):
        return [str(each) for each in stored] if isinstance(stored, list) else []
    if isinstance(field, DateField):
        return _day(stored)
    if isinstance(stored, list):
        return ", ".join(map(str, stored))
    return "" if stored is None else str(stored)


def to_stored(question: QuestionRow, held: object) -> object:
    """Return the answer to store for what a field holds; None when there is none."""
    if isinstance(held, date):
        return held.isoformat()
    if isinstance(held, str) and question.kind in ("number", "scale"):
        return _number(held)
    if isinstance(held, str) and question.kind == "several":
        return [part.strip() for part in held.split(",") if part.strip()] or None
    return held or None


def _day(stored: object) -> date | None:
    try:
        return date.fromisoformat(str(stored)[:10])
    except ValueError:
        return None


def _number(text: str) -> int | float | str | None:
    plain = text.strip().replace(",", ".")
    if _WHOLE.fullmatch(plain):
        return int(plain)
    if _DECIMAL.fullmatch(plain):
        return float(plain)
    return text.strip() or None
