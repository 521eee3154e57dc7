"""Events as a calendar file that Outlook, Google and Apple calendars open (RFC 5545).

Calendars are shared with colleagues and shown on screens: they hold days and names, and nothing that was said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlmodel import Session, col, select

from nhipcau.common.clock import now
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.sheets.together import pair_names
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.models import Pair
from nhipcau.programmes.queries import ProgrammeRow, programme
from nhipcau.sessions.models import MentoringSession
from nhipcau.workbook.saving import save_whole

_LINE: Final = 75
"""Bytes a line may have; longer ones go on in the next, which begins with a blank."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or from a moment for some minutes. `uid` stays the same when it is sent again."""

    uid: str
    title: str
    starts: date | datetime
    minutes: int = 0


def calendar_text(events: Iterable[Event], stamp: datetime) -> str:
    """Return the file's text; `stamp` says when it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nhip Cau//VI", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += ["BEGIN:VEVENT", f"UID:{event.uid}@nhipcau", f"DTSTAMP:{_moment(stamp)}", *_times(event)]
        lines.append(f"SUMMARY:{_escaped(event.title)}")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _times(event: Event) -> tuple[str, str]:
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


def programme_events(row: ProgrammeRow, titles: tuple[str, str]) -> list[Event]:
    """Return the first and the last day of a programme."""
    days = (("start", row.starts_on, titles[0]), ("end", row.ends_on, titles[1]))
    return [
        Event(f"{row.uid}-{mark}", f"{title} – {row.name}", day)
        for mark, day, title in days
        if day is not None
    ]


def pair_events(db: Session, programme_id: int, held: str, due: str) -> list[Event]:
    """Return the sessions pairs held and the days their goals are due; titles begin with `held` and `due`."""
    names = pair_names(db, programme_id)
    of_programme = col(Pair.programme_id) == programme_id
    found = [
        Event(f"session-{session.uid}", f"{held}: {names[uid]}", session.held_on)
        for session, uid in db.exec(
            select(MentoringSession, Pair.uid)
            .join(Pair, col(Pair.id) == col(MentoringSession.pair_id))
            .where(of_programme)
        )
    ]
    goals = select(PairGoal, Pair.uid).join(Pair, col(Pair.id) == col(PairGoal.pair_id)).where(of_programme)
    for goal, uid in db.exec(goals):
        if goal.due_on is not None:
            found.append(Event(f"goal-{goal.uid}", f"{due}: {names[uid]}", goal.due_on))
    return sorted(found, key=lambda event: (str(event.starts), event.uid))


def save_calendar(database: Database, programme_id: int, target: Path, words: Words) -> Path:
    """Write the programme's events, the sessions held and the days goals are due. Raises Unavailable."""
    with database.read() as db:
        row = programme(db, programme_id)
        pairs = pair_events(db, programme_id, words("lists.event.session"), words("lists.event.goal"))
    titles = words("lists.event.start"), words("lists.event.end")
    events = [] if row is None else programme_events(row, titles)
    events += pairs
    text = calendar_text(events, now())
    save_whole(target, lambda beside: _write(beside, text))
    return target


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
