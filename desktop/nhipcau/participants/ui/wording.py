"""How what is known of a participant is said."""

import re
from datetime import date
from typing import Any, Final

from nhipcau.common.words import Words
from nhipcau.participants.queries import ParticipantDetails, ParticipantRow, QuestionRow
from nhipcau.participants.sensitive import sensitive_category, sensitive_text

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SLOT: Final = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)-(\d{1,2})")


def roles_text(row: ParticipantRow | ParticipantDetails, words: Words) -> str:
    if row.is_mentor and row.is_mentee:
        return words("participants.role.both")
    return words("common.mentor") if row.is_mentor else words("common.mentee")


def state_of(row: ParticipantRow | ParticipantDetails, paired: frozenset[int] | None) -> str:
    """Return the one state to show: the first of these that holds."""
    if row.status == "withdrawn":
        return "withdrawn"
    if paired is not None and row.id in paired:
        return "paired"
    if row.missing:
        return "missing"
    return "ready" if paired is None else "unpaired"


TONES: Final = {
    "withdrawn": "plain",
    "paired": "good",
    "missing": "warn",
    "unpaired": "info",
    "ready": "info",
}


def missing_text(missing: tuple[str, ...], words: Words) -> str:
    return ", ".join(words(f"participants.missing.{name}") for name in missing)


def slot_text(slot: str, words: Words) -> str:
    """Return `mon-18` as it is read; other wording as it is."""
    found = _SLOT.fullmatch(slot)
    if found is None:
        return slot
    return f"{words(f'participants.day.{found[1]}')} {int(found[2])}:00"


def date_text(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def answer_text(value: Any, question: QuestionRow) -> str:  # noqa: ANN401 - an answer is of any kind
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    if question.kind == "date" and isinstance(value, str):
        try:
            return date_text(date.fromisoformat(value[:10]))
        except ValueError:
            return value
    return "" if value is None else str(value)


def sensitive_mark(question: QuestionRow, answer: str, words: Words) -> str:
    """Return what marks a question of the programme's own, or the answer to it, as sensitive."""
    category = sensitive_category(f"{question.grid}\n{question.wording}", [*question.options, answer])
    return sensitive_text(words, "sensitive.mark", category)
