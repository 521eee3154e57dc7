"""The life of a pair and of a person's pairs, in sentences."""

from collections.abc import Sequence
from datetime import date

from nhipcau.common.words import Words
from nhipcau.pairing.store.queries import PairEventRow, PairRow


def event_line(event: PairEventRow, words: Words) -> str:
    """Return one change of a pair: when, what, and the note."""
    kind = f"repair.event.{event.state}" if event.state.startswith("fit_") else f"pairs.state.{event.state}"
    when = event.happened_at.astimezone().strftime("%d/%m/%Y %H:%M")
    note = f": {event.note}" if event.note else ""
    return f"{when} · {words(kind)}{note}"


def replaced_line(row: PairRow, rows: Sequence[PairRow], words: Words) -> str:
    """Return which ended pair this one took the place of; nothing when it is the first."""
    before = next((one for one in rows if one.id == row.follows_id), None)
    if before is None:
        return ""
    return words(
        "repair.follows", mentor=before.mentor_name, date=_day(before.ended_on), reason=before.end_reason
    )  # fmt: skip


def ended_lines(rows: Sequence[PairRow], participant_id: int, words: Words) -> list[str]:
    """Return the ended pairs of a person, each with its reason."""
    return [
        words(
            "repair.ended_line", mentor=row.mentor_name, mentee=row.mentee_name,
            date=_day(row.ended_on), reason=row.end_reason,
        )
        for row in rows
        if row.state == "ended" and participant_id in (row.mentor_id, row.mentee_id)
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day is not None else "–"
