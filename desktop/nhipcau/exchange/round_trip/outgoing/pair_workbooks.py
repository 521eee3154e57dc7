"""A small workbook for everyone who keeps the log of pairs, and the mail drafts that carry them, in one folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.mail_folder import Letter, Outgoing, Written, write_folder
from nhipcau.exchange.round_trip.outgoing.recipients import Recipient, Whom, recipients
from nhipcau.exchange.round_trip.outgoing.sending import record_sending
from nhipcau.pairing.calling import call


def write_pair_workbooks(
    database: Database,
    programme_id: int,
    folder: Path,
    language: Language | None = None,
    progress: Progress | None = None,
    whom: Whom = "pairs",
) -> Written:
    """Write a workbook and a mail draft for everyone who is to get one, all of them or none.

    Without a language, each is written in that of those who get it. Raises Unavailable with nothing left behind (also
    where nobody is to get one), Cancelled.
    """
    with database.read() as db:
        found = recipients(db, programme_id, whom)
    if not found:
        raise Unavailable(f"homecoming.nobody.{whom}")
    title = Words(language or "vi")(f"homecoming.folder.{whom}", date=f"{today():%Y-%m-%d}")
    with database.step(f"homecoming.step.send_{whom}", n=len(found)) as db:
        return write_folder(folder, title, _outgoing(db, programme_id, found, language), len(found), progress)


def _outgoing(
    db: Session, programme_id: int, found: Iterable[Recipient], language: Language | None
) -> Iterator[Outgoing]:
    for one in found:
        chosen = language or one.language
        sheets = record_sending(db, programme_id, chosen, one.about)
        yield Outgoing(one.title, sheets, _letter(one, Words(chosen)))


def _letter(one: Recipient, words: Words) -> Letter:
    called = [call(words, *person) for person in one.greeted if person[0]]
    gaps = {
        "name": one.name,
        "others": ", ".join(one.others),
        "called": words("homecoming.mail.and").join(called) or words("homecoming.mail.assistant.unnamed"),
    }
    subject = words(f"homecoming.mail.{one.voice}.subject", **gaps)
    return Letter(one.to, one.cc, subject, words(f"homecoming.mail.{one.voice}.body", **gaps))
