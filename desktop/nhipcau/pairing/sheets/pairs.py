"""The sheet of pairs: who is paired with whom, what they say of it, what is noted."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from sqlmodel import Session, col, select

from nhipcau.common.words import Words
from nhipcau.pairing.models import FIT_ANSWERS, PAIR, PAIR_STATES, Pair
from nhipcau.pairing.sheets.pair_records import names_of_pairs
from nhipcau.pairing.store.service import note_pair, record_fit_answer
from nhipcau.participants.models import Participant, Person
from nhipcau.sheets.columns import SheetField, column, field_column
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one
from nhipcau.sheets.scope import SIDES


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    db, programme_id, scope = asked.db, asked.programme_id, asked.scope
    wanted = select(Pair).where(Pair.programme_id == programme_id).order_by(col(Pair.id))
    if scope.pairs is not None:
        wanted = wanted.where(col(Pair.uid).in_(scope.pairs))
    pairs = db.exec(wanted).all()
    people = _names_and_addresses(db, programme_id) if pairs else {}
    rows = {pair.uid: _pair_values(pair, people) for pair in pairs}
    names = asked.once(names_of_pairs)
    yield SheetKind(PAIRS, tuple(_pair_fields(asked.words)), rows, names)


def _names_and_addresses(db: Session, programme_id: int) -> dict[Any, tuple[str, str]]:
    return {
        participant_id: (name, email)
        for participant_id, name, email in db.exec(
            select(Participant.id, Person.full_name, Person.email)
            .join(Person, col(Person.id) == col(Participant.person_id))
            .where(Participant.programme_id == programme_id)
        ).all()
    }


def _pair_values(pair: Pair, people: Mapping[Any, tuple[str, str]]) -> dict[str, object]:
    return {
        "mentor": people[pair.mentor_id][0],
        "mentor_email": people[pair.mentor_id][1],
        "mentee": people[pair.mentee_id][0],
        "mentee_email": people[pair.mentee_id][1],
        "state": pair.state,
        "confirmed_on": pair.confirmed_on,
        "fit_answer": pair.fit_answer or None,
        "pair_note": pair.note,
    }


def _pair_fields(words: Words) -> Iterable[SheetField]:
    fixed = partial(column, words, editable=False)
    for side in SIDES:
        yield fixed(side, width=26.0, holds=("person.full_name",))
        yield fixed(f"{side}_email", "email", holds=("person.email",))
    states = tuple((state, words(f"pairs.state.{state}")) for state in PAIR_STATES)
    yield field_column(words, PAIR["state"], "text", choices=states, editable=False)
    yield field_column(words, PAIR["confirmed_on"], editable=False)
    answers = tuple((one, words(f"homecoming.fit.{one}")) for one in FIT_ANSWERS if one)
    yield field_column(words, PAIR["fit_answer"], "text", choices=answers)
    yield field_column(words, PAIR["pair_note"])


def _write(db: Session, programme_id: int, row: RowToWrite) -> None:
    pair = db.exec(select(Pair).where(Pair.uid == row.key)).one()
    assert pair.id is not None
    answer = row.values.get("fit_answer")
    if answer is not None:
        record_fit_answer(db, pair.id, answer)  # type: ignore[arg-type]  # one of the choices of its field
    if "pair_note" in row.values:
        note_pair(db, pair.id, str(row.values["pair_note"]))


PAIRS: Final = SheetDeclaration(
    "pairs",
    _sheets,
    one_by_one(_write),
    workbooks=frozenset({"programme", "pairs", "feelings"}),
    on_the_cover=frozenset({"feelings"}),
    told_by=(("mentor_email", "mentee_email"), ("mentor", "mentee")),
    says_pairs=True,
)
