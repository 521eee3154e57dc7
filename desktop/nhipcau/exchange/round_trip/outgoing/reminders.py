"""Reminders for those whose workbook or form has not come back: drafts that carry it once more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.feelings_forms import feelings_recipients
from nhipcau.exchange.round_trip.outgoing.mail_folder import Outgoing, Written, write_folder
from nhipcau.exchange.round_trip.outgoing.mail_sender import sender_of
from nhipcau.exchange.round_trip.outgoing.pair_cover import Covering, day_in_words
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import mail_gaps
from nhipcau.exchange.round_trip.outgoing.programme_workbook import record_sending
from nhipcau.exchange.round_trip.outgoing.recipients import Recipient, Whom, recipients
from nhipcau.exchange.round_trip.outgoing.sent_register import SentRow
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import AskedPerson, people_asked, record_form
from nhipcau.mail.draft import Mail
from nhipcau.mail.signature import Sender, signed
from nhipcau.pairing.explanation.salutation import call
from nhipcau.programmes.queries import letterhead_of
from nhipcau.surveys.queries import waves
from nhipcau.surveys.sheet import WaveSheets, about_form, wave_title

_WHOM: Final[Mapping[str, Whom]] = {
    "pair": "pairs", "mentor": "mentors", "mentee": "mentees", "assistant": "assistants",
}  # fmt: skip


def write_reminders(
    database: Database,
    programme_id: int,
    late: Sequence[SentRow],
    folder: Path,
    progress: Progress | None = None,
    signed_by: str = "",
) -> Written:
    """Write a draft for each of those in the register, with what they were sent, in its language.

    That it went out again is remembered as it was at first. Who has answered meanwhile is left out. Raises
    Unavailable with nothing left behind (also where nobody is left), Cancelled.
    """
    title = Words("vi")("homecoming.remind.folder", date=f"{today():%Y-%m-%d}")
    with database.step("homecoming.step.remind", n=len(late)) as db:
        sender = sender_of(db, programme_id, signed_by)
        going = [*_workbooks(db, programme_id, late, sender), *_forms(db, programme_id, late, sender)]
        if not going:
            raise Unavailable("homecoming.remind.nobody")
        return write_folder(folder, title, going, len(going), progress, letterhead_of(db, programme_id))


def _workbooks(db: Session, programme_id: int, late: Iterable[SentRow], sender: Sender) -> Iterator[Outgoing]:
    wanted = {row.about: row for row in late if row.kind not in ("form", "list", "whole")}
    kinds = {row.kind for row in wanted.values()}
    found: list[Recipient] = []
    for kind, whom in _WHOM.items():
        found += recipients(db, programme_id, whom) if kind in kinds else ()
    found += feelings_recipients(db, programme_id) if "feelings" in kinds else ()
    for one in found:
        row = wanted.get(one.about)
        if row is not None:
            words = Words(row.language)
            sheets = record_sending(db, programme_id, row.language, one.about, covering=Covering(sender))
            gaps = mail_gaps(one, sender, words)
            kind = "feelings" if row.kind == "feelings" else one.voice
            mail = Mail(one.to, words(f"homecoming.mail.{kind}.subject", **gaps), "")
            thing = words(f"homecoming.remind.thing.{kind}", **gaps)
            title = words("homecoming.file.feelings", name=one.title) if kind == "feelings" else one.title
            yield Outgoing(
                title, sheets, _reminding(mail, row, gaps["called"], thing, sender, words), one.withheld
            )


def _forms(db: Session, programme_id: int, late: Iterable[SentRow], sender: Sender) -> Iterator[Outgoing]:
    wanted = {row.about: row for row in late if row.kind == "form"}
    for wave in waves(db, programme_id) if wanted else ():
        if not any(about.startswith(about_form(wave.uid, "")) for about in wanted):
            continue
        sheets = WaveSheets(db, wave)
        for person in people_asked(db, sheets):
            row = wanted.get(about_form(wave.uid, person.uid))
            if row is not None:
                yield _form(db, sheets, person, row, sender)


def _form(db: Session, sheets: WaveSheets, person: AskedPerson, row: SentRow, sender: Sender) -> Outgoing:
    words = Words(row.language)
    title = wave_title(sheets.wave, words)
    email = "" if person.shares_mailbox else person.email
    mail = Mail(((person.name, email),), title, "")
    thing = words("homecoming.remind.thing.survey", survey=title)
    if sheets.wave.anonymous:
        thing += words("homecoming.remind.anonymous")
    mail = _reminding(mail, row, call(words, *person.called), thing, sender, words, sheets.wave.closes_on)
    withheld = (person.name,) if person.shares_mailbox else ()
    name = words("surveys.file", name=person.name, survey=title)
    return Outgoing(name, record_form(db, sheets, person, words, sender), mail, withheld)


def _reminding(
    mail: Mail,
    row: SentRow,
    called: str,
    thing: str,
    sender: Sender,
    words: Words,
    closes: date | None = None,
) -> Mail:
    """Return a mail that reminds kindly of what was sent; a day that has gone by is not held against anybody."""
    until = closes if closes is not None and closes >= today() else None
    body = words(
        "homecoming.remind.body",
        called=called,
        programme=sender.programme,
        thing=thing,
        day=f"{row.sent_on:%d/%m/%Y}",
        until=words("surveys.mail.until", day=day_in_words(until, words)) if until is not None else "",
    )
    subject = words("homecoming.remind.subject", subject=mail.subject)
    return signed(Mail(mail.to, subject, body), sender, words)
