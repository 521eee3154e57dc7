"""A workbook of pairs that lost its mark, copied into a new file: told by the pair it names, or by its file's name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, text
from nhipcau.exchange.models import SentWorkbook
from nhipcau.pairing.models import Pair
from nhipcau.participants.models import Participant, Person
from nhipcau.sheets.scope import about_person
from nhipcau.workbook import Source

_ROWS_LOOKED_AT: Final = 80


@dataclass(frozen=True, slots=True)
class _Named:
    """A pair, and by what a file may name it."""

    uid: str
    names: tuple[str, str]
    abouts: tuple[str, str, str]


def sent_to_pair(db: Session, programme_id: int, source: Source) -> SentWorkbook | None:
    """Return what was sent last to the one pair that a file speaks of; nothing for a whole programme's workbook."""
    cells = {cell for sheet in source.sheets for row in sheet.rows[:_ROWS_LOOKED_AT] for cell in row}
    said = {fold(cell).strip() for cell in cells if isinstance(cell, str)}
    if said & {fold(text(language, "fields.full_name")) for language in LANGUAGES}:
        return None
    stem = fold(source.path.stem)
    told: tuple[Callable[[_Named], bool], ...] = (
        lambda pair: pair.uid in cells,
        lambda pair: said.issuperset(pair.names),
        lambda pair: all(name in stem for name in pair.names),
    )
    pairs = list(_pairs(db, programme_id))
    for tells in told:
        found = [pair for pair in pairs if tells(pair)]
        if len(found) == 1:
            return _newest(db, programme_id, found[0])
    return None


def _pairs(db: Session, programme_id: int) -> Iterable[_Named]:
    wanted = (
        select(Participant.id, Participant.uid, Person.full_name)
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(Participant.programme_id == programme_id)
    )
    people = {number: (uid, fold(name).strip()) for number, uid, name in db.exec(wanted)}
    pairs = select(Pair.uid, Pair.mentor_id, Pair.mentee_id).where(Pair.programme_id == programme_id)
    for uid, mentor_id, mentee_id in db.exec(pairs):
        mentor, mentee = people[mentor_id], people[mentee_id]
        abouts = (uid, about_person("mentor", mentor[0]), about_person("mentee", mentee[0]))
        yield _Named(uid, (mentor[1], mentee[1]), abouts)


def _newest(db: Session, programme_id: int, pair: _Named) -> SentWorkbook | None:
    wanted = select(SentWorkbook).where(
        SentWorkbook.programme_id == programme_id, col(SentWorkbook.about).in_(pair.abouts)
    )
    # That of the pair itself before those of one side, which may hold other pairs.
    sent = db.exec(wanted.order_by(col(SentWorkbook.sent_at).desc(), col(SentWorkbook.id).desc())).all()
    return min(sent, key=lambda one: pair.abouts.index(one.about), default=None)
