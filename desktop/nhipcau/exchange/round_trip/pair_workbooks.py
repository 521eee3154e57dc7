"""A small workbook for every pair, and the mail drafts that carry them, in a folder of their own."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final

from nhipcau.common.clock import today
from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.sending import record_sending
from nhipcau.exchange.values import EMAIL
from nhipcau.pairing.profiles import Candidate
from nhipcau.pairing.queries import STANDING_STATES, PairRow, pair_rows, pairing_input
from nhipcau.pairing.wording import language_key
from nhipcau.workbook import SheetSpec, write_workbook
from nhipcau.workbook.safe_text import held_text

_NOT_IN_FILE_NAMES: Final = str.maketrans(dict.fromkeys('<>:"/\\|?*\0\n\r\t', " "))
_WORKBOOK: Final = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the folder now."""

    folder: Path
    count: int
    without_email: tuple[str, ...]


def language_for(people: Sequence[Candidate]) -> Language:
    """Return the language of a pair's workbook: Vietnamese, unless one of the two has said others only."""
    for person in people:
        spoken = {language_key(name) for name in person.languages}
        if spoken and "vietnamese" not in spoken:
            return "en"
    return "vi"


def write_pair_workbooks(
    database: Database,
    programme_id: int,
    folder: Path,
    language: Language | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write a workbook and a mail draft for every pair that stands, all of them or none.

    Without a language, each is written in that of its pair. Raises Unavailable with nothing left behind, Cancelled.
    """
    progress = progress or Progress()
    with database.read() as db:
        pairs = [row for row in pair_rows(db, programme_id) if row.state in STANDING_STATES]
        people = {one.participant_id: one for one in pairing_input(db, programme_id).candidates}
    made: Path | None = None
    try:
        made = Path(tempfile.mkdtemp(prefix=".nhipcau-", dir=folder))
        with database.step("homecoming.step.send_pairs", n=len(pairs)) as db:
            for number, pair in enumerate(pairs):
                progress.report(number, len(pairs))
                both = [people[one] for one in (pair.mentor_id, pair.mentee_id) if one in people]
                chosen = language or language_for(both)
                sheets = record_sending(db, programme_id, chosen, pair.uid)
                _write(made, pair, sheets, Words(chosen))
            made.chmod(0o755)  # mkdtemp makes it private to this user
            target = _free(
                folder, Words(language or "vi")("homecoming.pair.folder", date=f"{today():%Y-%m-%d}")
            )
            made.rename(target)
    except OSError as trouble:
        raise Unavailable("homecoming.not_written", folder=str(folder)) from trouble
    finally:
        if made is not None and made.exists():
            shutil.rmtree(made, ignore_errors=True)
    missing = [
        name
        for pair in pairs
        for name, email in ((pair.mentor_name, pair.mentor_email), (pair.mentee_name, pair.mentee_email))
        if _address(name, email) is None
    ]
    return Written(target, len(pairs), tuple(dict.fromkeys(missing)))


def _write(folder: Path, pair: PairRow, sheets: Sequence[SheetSpec], words: Words) -> None:
    name = _file_name(f"{pair.mentor_name} - {pair.mentee_name}")
    book = _free(folder, f"{name}.xlsx")
    write_workbook(book, sheets)
    book.with_suffix(".eml").write_bytes(_draft(pair, book, words))


def _draft(pair: PairRow, book: Path, words: Words) -> bytes:
    message = EmailMessage(policy=SMTP)
    subject = words("homecoming.mail.subject", mentor=pair.mentor_name, mentee=pair.mentee_name)
    message["Subject"] = _one_line(subject)
    both = ((pair.mentor_name, pair.mentor_email), (pair.mentee_name, pair.mentee_email))
    known = [found for name, email in both if (found := _address(name, email)) is not None]
    if known:
        message["To"] = known
    message["X-Unsent"] = "1"
    body = words("homecoming.mail.body", mentor=pair.mentor_name, mentee=pair.mentee_name)
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    main, sub = _WORKBOOK
    message.add_attachment(book.read_bytes(), maintype=main, subtype=sub, filename=book.name)
    return message.as_bytes()


def _address(name: str, email: str) -> Address | None:
    """Return whom a mail goes to; None without an address that a mail program takes."""
    if not EMAIL.fullmatch(email.lower()):
        return None
    try:
        return Address(_one_line(name), addr_spec=email)
    except (MessageError, ValueError):
        return None


def _one_line(text: str) -> str:
    return " ".join(held_text(text).split())


def _file_name(text: str) -> str:
    plain = " ".join(held_text(text).translate(_NOT_IN_FILE_NAMES).split()).strip(" .")
    # Most systems count bytes, and a Vietnamese letter may have three.
    return plain[:100].encode()[:200].decode(errors="ignore").strip(" .") or "-"


def _free(folder: Path, name: str) -> Path:
    """Return a place nothing stands at: the name, or the name with a number."""
    target, number = folder / name, 1
    while target.exists():
        number += 1
        stem, dot, _ = name.rpartition(".xlsx")
        target = folder / (f"{stem} ({number}).xlsx" if dot else f"{name} ({number})")
    return target
