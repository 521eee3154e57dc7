"""How what is known of a participant is said."""

import re
from collections.abc import Iterable, Sequence
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
    labels = (words(f"fields.{name}") for name in missing)
    return ", ".join(label[:1].lower() + label[1:] for label in labels)


def slot_text(slot: str, words: Words) -> str:
    """Return `mon-18` as it is read; other wording as it is."""
    found = _SLOT.fullmatch(slot)
    if found is None:
        return slot
    return f"{words(f'participants.day.{found[1]}')} {int(found[2])}:00"


def slots_text(slots: Iterable[str], words: Words, day_key: str = "participants.day.") -> str:
    """Return free time as it is read: hours in a row as one span, days with the same hours together."""
    hours: dict[str, set[int]] = {}
    others: list[str] = []
    for slot in slots:
        found = _SLOT.fullmatch(slot)
        if found is None:
            others.append(slot)
        else:
            hours.setdefault(found[1], set()).add(int(found[2]))
    by_hours: dict[str, list[str]] = {}
    for day in DAYS:
        if day in hours:
            by_hours.setdefault(_spans(hours[day]), []).append(day)
    said = [f"{_days_text(days, words, day_key)} {spans}" for spans, days in by_hours.items()]
    return "; ".join([*said, *others])


def _spans(hours: Iterable[int]) -> str:
    """Return hours as spans from their beginning to their end; one hour alone by its beginning."""
    runs: list[list[int]] = []
    for hour in sorted(hours):
        if runs and runs[-1][-1] == hour - 1:
            runs[-1].append(hour)
        else:
            runs.append([hour])
    return ", ".join(f"{run[0]}:00–{run[-1] + 1}:00" if len(run) > 1 else f"{run[0]}:00" for run in runs)


def _days_text(days: Sequence[str], words: Words, day_key: str) -> str:
    """Return days side by side, three or more in a row as first and last."""
    names = [words(f"{day_key}{day}") for day in days]
    places = [DAYS.index(day) for day in days]
    in_a_row = len(days) > 2 and places == list(range(places[0], places[-1] + 1))
    return f"{names[0]}–{names[-1]}" if in_a_row else ", ".join(names)


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
