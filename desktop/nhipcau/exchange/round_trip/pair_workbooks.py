"""A small workbook for every pair, and the mail drafts that carry them, in a folder of their own."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.mail_folder import Letter, Outgoing, Written, write_folder
from nhipcau.exchange.round_trip.sending import record_sending
from nhipcau.pairing.profiles import Candidate
from nhipcau.pairing.queries import STANDING_STATES, PairRow, pair_rows, pairing_input
from nhipcau.pairing.wording import language_key


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
    with database.read() as db:
        pairs = [row for row in pair_rows(db, programme_id) if row.state in STANDING_STATES]
        people = {one.participant_id: one for one in pairing_input(db, programme_id).candidates}
    title = Words(language or "vi")("homecoming.pair.folder", date=f"{today():%Y-%m-%d}")
    with database.step("homecoming.step.send_pairs", n=len(pairs)) as db:
        outgoing = _outgoing(db, programme_id, pairs, people, language)
        return write_folder(folder, title, outgoing, len(pairs), progress)


def _outgoing(
    db: Session,
    programme_id: int,
    pairs: Sequence[PairRow],
    people: Mapping[int, Candidate],
    language: Language | None,
) -> Iterator[Outgoing]:
    for pair in pairs:
        both = [people[one] for one in (pair.mentor_id, pair.mentee_id) if one in people]
        chosen = language or language_for(both)
        sheets = record_sending(db, programme_id, chosen, pair.uid)
        yield Outgoing(f"{pair.mentor_name} - {pair.mentee_name}", sheets, _letter(pair, Words(chosen)))


def _letter(pair: PairRow, words: Words) -> Letter:
    both = ((pair.mentor_name, pair.mentor_email), (pair.mentee_name, pair.mentee_email))
    named = {"mentor": pair.mentor_name, "mentee": pair.mentee_name}
    return Letter(both, (), words("homecoming.mail.subject", **named), words("homecoming.mail.body", **named))
