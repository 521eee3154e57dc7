"""Events as a calendar file that Outlook, Google and Apple calendars open (RFC 5545).

Calendars are shared with colleagues and shown on screens: they hold days and names, and nothing that was said.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from nhipcau.common.clock import now
from nhipcau.common.feature import Feature
from nhipcau.common.feature_answers import CalendarEvent
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.workbook.writer.file_saving import save_whole

_LINE: Final = 75
"""Bytes a line may have; longer ones go on in the next, which begins with a blank."""


def calendar_text(events: Iterable[CalendarEvent], stamp: datetime) -> str:
    """Return the file's text; `stamp` says when it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nhip Cau//VI", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += ["BEGIN:VEVENT", f"UID:{event.uid}@nhipcau", f"DTSTAMP:{_moment(stamp)}", *_times(event)]
        lines.append(f"SUMMARY:{_escaped(event.title)}")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _times(event: CalendarEvent) -> tuple[str, str]:
    if isinstance(event.starts, datetime):
        ends = event.starts + timedelta(minutes=event.minutes)
        return f"DTSTART:{_moment(event.starts)}", f"DTEND:{_moment(ends)}"
    after = event.starts + timedelta(days=1)
    return f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line between letters, never inside one."""
    parts, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LINE:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += width
    return "\r\n".join(parts)


def save_calendar(
    database: Database, programme_id: int, target: Path, words: Words, features: Sequence[Feature]
) -> Path:
    """Write what the features know of a programme's days. Raises Unavailable."""
    with database.read() as db:
        events = [
            event
            for feature in features
            if feature.events is not None
            for event in feature.events(db, programme_id, words)
        ]
    text = calendar_text(events, now())
    save_whole(target, lambda beside: _write(beside, text))
    return target


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
