"""Writing people as a workbook that came home says."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.participants.many.known_people import SaidConsent
from nhipcau.participants.many.people_intake import PeopleWriter, Said, remove
from nhipcau.participants.models import Question
from nhipcau.participants.sheet import OF_PERSON, OF_PROFILE
from nhipcau.participants.sheets.named_people import NAMING, PeopleByName
from nhipcau.sheets.declaration import Problems, RowToWrite

QUESTION: Final = "question:"
"""Before the uid of a question, in the code of its column."""


def write_people(
    db: Session,
    programme_id: int,
    rows: Sequence[RowToWrite],
    ever_paired: Callable[[Session], frozenset[int]],
) -> list[Problems]:
    """Write rows about people together, as if one after another; return of each why not, or nothing."""
    said = [row for row in rows if row.state != "removed"]
    problems = dict(zip((row.key for row in said), _say(db, programme_id, said), strict=True))
    problems |= _remove(db, programme_id, [row for row in rows if row.state == "removed"], ever_paired)
    return [problems[row.key] for row in rows]


def _say(db: Session, programme_id: int, rows: Sequence[RowToWrite]) -> list[Problems]:
    if not rows:
        return []
    writing = _Writing(db, programme_id, rows)
    problems = list(map(writing.problems_of, rows))
    writing.writer.store()
    return problems


class _Writing:
    """Rows about people, each as a whole or not at all."""

    def __init__(self, db: Session, programme_id: int, rows: Iterable[RowToWrite]) -> None:
        known = [row for row in rows if row.state != "added"]
        people = [row.key for row in known if _touches(row, OF_PERSON) or "manager" in row.values]
        profiles = [row.key for row in known if _touches(row, OF_PROFILE)]
        self.writer = PeopleWriter(db, programme_id, people, profiles)
        self._names = PeopleByName(db)
        asked = select(Question.uid, Question.id).where(col(Question.programme_id) == programme_id)
        self._questions = {QUESTION + uid: question_id or 0 for uid, question_id in db.exec(asked)}

    def problems_of(self, row: RowToWrite) -> Problems:
        """Take a row in, or return why not."""
        try:
            said = self._said(row)
            if row.state == "added":
                person_id = self.writer.add(said)
            elif self.writer.knows(row.key):
                person_id = self.writer.person_of(row.key)
                self.writer.amend(row.key, said, readmits=row.state == "gone")
            else:
                return (Problem("homecoming.problem.gone"),)
        except Rejected as refusal:
            return refusal.problems
        if not said.person.keys().isdisjoint(NAMING):
            self._names.called(person_id, self.writer.now(person_id))
        return ()

    def _said(self, row: RowToWrite) -> Said:
        values = row.values
        person: dict[str, Any] = {name: value for name, value in values.items() if name in OF_PERSON}
        if "manager" in values:
            person["manager_id"] = self._names.manager(str(values["manager"] or ""))
        profile = {name: value for name, value in values.items() if name in OF_PROFILE}
        answers = {
            self._questions[name]: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
            if name.startswith(QUESTION)
        }
        on, source = values.get("consent_on"), values.get("consent_source")
        consent = SaidConsent(
            "consent_on" in values,
            on if isinstance(on, date) else None,
            None if source is None else str(source),
        )
        return Said(person, profile, answers, consent)


def _touches(row: RowToWrite, kinds: Iterable[str]) -> bool:
    return not row.values.keys().isdisjoint(kinds)


def _remove(
    db: Session,
    programme_id: int,
    rows: Sequence[RowToWrite],
    ever_paired: Callable[[Session], frozenset[int]],
) -> dict[str, Problems]:
    """Take people out whose rows were removed; who has or had a pair leaves, and their history stays."""
    found: dict[str, Problems] = {row.key: () for row in rows}
    if rows:
        for uid, problem in remove(db, programme_id, found, ever_paired(db), rows[0].reason).items():
            found[uid] = (problem,)
    return found
