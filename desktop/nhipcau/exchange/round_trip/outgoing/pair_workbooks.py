"""A small workbook for everyone who keeps the log of pairs, and the mail drafts that carry them, in one folder."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.feelings_forms import feelings_recipients
from nhipcau.exchange.round_trip.outgoing.mail_folder import Outgoing, Written, write_folder
from nhipcau.exchange.round_trip.outgoing.mail_sender import sender_of
from nhipcau.exchange.round_trip.outgoing.pair_cover import Covering, day_in_words
from nhipcau.exchange.round_trip.outgoing.programme_workbook import record_sending
from nhipcau.exchange.round_trip.outgoing.recipients import Recipient, Whom, recipients
from nhipcau.mail.draft import Mail
from nhipcau.mail.signature import signed
from nhipcau.pairing.explanation.salutation import call, call_in_full
from nhipcau.programmes.queries import letterhead_of
from nhipcau.sheets.scope import FEELINGS


def write_pair_workbooks(
    database: Database,
    programme_id: int,
    folder: Path,
    language: Language | None = None,
    progress: Progress | None = None,
    whom: Whom = "pairs",
    signed_by: str = "",
    *,
    with_feelings: bool = False,
    answer_by: date | None = None,
) -> Written:
    """Write a workbook and a mail draft for everyone who is to get one, all of them or none.

    What both of a pair read asks neither how they feel: `with_feelings`, each gets a form of their own beside it.
    Without a language, each is written in that of those who get it. `signed_by` is the name under the mails;
    `answer_by` the day by which the files are to come back, which mails and first pages say. Raises Unavailable with
    nothing left behind (also where nobody is to get one), Cancelled.
    """
    with database.read() as db:
        letterhead = letterhead_of(db, programme_id)
        found, forms = who_gets_what(db, programme_id, whom, with_feelings=with_feelings)
        sender = sender_of(db, programme_id, signed_by)
    if not found:
        raise Unavailable(f"homecoming.nobody.{whom}")
    title = Words(language or "vi")(f"homecoming.folder.{whom}", date=f"{today():%Y-%m-%d}")
    with database.step(f"homecoming.step.send_{whom}", n=len(found)) as db:
        going = _outgoing(db, programme_id, (*found, *forms), language, Covering(sender, answer_by))
        return write_folder(folder, title, going, len(found) + len(forms), progress, letterhead)


def who_gets_what(
    db: Session, programme_id: int, whom: Whom, *, with_feelings: bool
) -> tuple[tuple[Recipient, ...], tuple[Recipient, ...]]:
    """Return who gets a workbook, and who a form of feelings of their own beside it."""
    forms = feelings_recipients(db, programme_id) if with_feelings and whom == "pairs" else ()
    return recipients(db, programme_id, whom), forms


def _outgoing(
    db: Session, programme_id: int, found: Iterable[Recipient], language: Language | None, covering: Covering
) -> Iterator[Outgoing]:
    for one in found:
        chosen = language or one.language
        words = Words(chosen)
        sheets = record_sending(db, programme_id, chosen, one.about, covering=covering)
        is_form = one.about.startswith(FEELINGS)
        title = words("homecoming.file.feelings", name=one.title) if is_form else one.title
        mail = _mail(one, covering, words, "feelings" if is_form else one.voice)
        yield Outgoing(title, sheets, mail, one.withheld)


def _mail(one: Recipient, covering: Covering, words: Words, kind: str) -> Mail:
    sender, day = covering.sender, covering.answer_by
    called = words("homecoming.mail.and").join(call(words, *person) for person in one.greeted if person[0])
    gaps = {
        "name": one.name,
        "others": ", ".join(name for name, *_ in one.others),
        "others_called": ", ".join(
            call_in_full(words, name, gender, title) for name, _, gender, title in one.others
        ),
        "called": called or words("homecoming.mail.assistant.unnamed"),
        "programme": sender.programme,
    }
    subject = words(f"homecoming.mail.{kind}.subject", **gaps)
    body = words(f"homecoming.mail.{kind}.body", **gaps).strip()
    if day is not None:
        body += "\n\n" + words("homecoming.back.mail", day=day_in_words(day, words))
    return signed(Mail(one.to, subject, body), sender, words)
