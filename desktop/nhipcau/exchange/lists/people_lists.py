"""The lists people ask for: pairs with their addresses, a mailing list, a mail-merge sheet, the figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlmodel import Session

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.lists.summary import SummaryFacts, summary
from nhipcau.pairing.explanation.salutation import call, short_name
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.pairing.store.queries import STANDING_STATES, PairRow, pair_rows, pairing_input
from nhipcau.participants.sheet import BY_CODE
from nhipcau.programmes.queries import letterhead_of, programme
from nhipcau.sessions.queries import pairs_together
from nhipcau.workbook import ColumnSpec, Plain, SheetSpec, write_workbook
from nhipcau.workbook.writer.csv_writing import write_csv

_WIDEST: Final = 60.0
_WIDTHS: Final = {"role": 34.0, "email": 30.0, "partners_email": 30.0, "partners": 30.0}


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the lists are made from."""

    name: str
    people: tuple[Candidate, ...]
    pairs: tuple[PairRow, ...]
    words: Words

    def candidate(self, participant_id: int) -> Candidate | None:
        return next((one for one in self.people if one.participant_id == participant_id), None)

    def column(self, name: str, width: float = 0, kind: str = "text") -> ColumnSpec:
        width = width or _WIDTHS.get(name, 22.0)
        heading = self.words(f"fields.{name}" if name in BY_CODE else f"lists.column.{name}")
        if kind == "number":
            return ColumnSpec(heading, width, "number")
        return ColumnSpec(heading, width, "email" if name.endswith("email") else "text")


def _facts(db: Session, programme_id: int, words: Words) -> _Facts:
    people = pairing_input(db, programme_id).candidates
    found = programme(db, programme_id)
    pairs = tuple(row for row in pair_rows(db, programme_id) if row.state in STANDING_STATES)
    ordered = sorted(people, key=lambda person: person_sort_key(person.name, words.language))
    return _Facts(found.name if found is not None else "", tuple(ordered), pairs, words)


def _pairs(facts: _Facts) -> SheetSpec:
    names = ("mentor", "mentor_email", "mentee", "mentee_email", "state")
    rows: list[list[Plain]] = [
        [pair.mentor_name, pair.mentor_email, pair.mentee_name, pair.mentee_email,
         facts.words(f"pairs.state.{pair.state}")]
        for pair in facts.pairs
    ]  # fmt: skip
    return SheetSpec(facts.words("lists.kind.pairs"), [facts.column(name, 28) for name in names], rows)


def _role(person: Candidate, words: Words) -> str:
    roles = [name for name, has in (("mentor", person.is_mentor), ("mentee", person.is_mentee)) if has]
    return ", ".join(words(f"lists.role.{name}") for name in roles)


def _mailing(facts: _Facts) -> SheetSpec:
    rows: list[list[Plain]] = [
        [person.name, person.email, _role(person, facts.words)] for person in facts.people if person.email
    ]
    names = ("full_name", "email", "role")
    return SheetSpec(facts.words("lists.kind.mailing"), [facts.column(name, 30) for name in names], rows)


def left_off_mailing(database: Database, programme_id: int, language: Language = "vi") -> tuple[str, ...]:
    """Return who takes part and is not in the mailing list, since they have no address."""
    with database.read() as db:
        people = pairing_input(db, programme_id).candidates
    without = (person.name for person in people if not person.email)
    return tuple(sorted(without, key=lambda name: person_sort_key(name, language)))


def _merge(facts: _Facts) -> SheetSpec:
    """Return a row a person with everything a letter may want to say, for the mail merge of a word processor."""
    names = (
        "email", "full_name", "short_name", "greeting", "role", "department", "title", "partners", "partners_email",
        "programme",
    )  # fmt: skip
    rows: list[list[Plain]] = []
    for person in facts.people:
        theirs = [pair for pair in facts.pairs if person.participant_id in (pair.mentor_id, pair.mentee_id)]
        partners = dict.fromkeys(_partner(pair, person) for pair in theirs)  # peers are a pair both ways
        rows.append([
            person.email, person.name, short_name(person.name, person.preferred_name),
            call(facts.words, person.name, person.preferred_name, person.gender, person.salutation),
            _role(person, facts.words),
            person.department, person.title, ", ".join(name for name, _ in partners),
            ", ".join(email for _, email in partners if email), facts.name,
        ])  # fmt: skip
    return SheetSpec(facts.words("lists.kind.merge"), [facts.column(name, 26) for name in names], rows)


def _partner(pair: PairRow, person: Candidate) -> tuple[str, str]:
    if pair.mentor_id == person.participant_id:
        return pair.mentee_name, pair.mentee_email
    return pair.mentor_name, pair.mentor_email


def _summary(db: Session, programme_id: int, facts: _Facts) -> list[SheetSpec]:
    found = programme(db, programme_id)
    if found is None:
        return []
    together = [pair for pair in pairs_together(db, programme_id) if pair.stands]
    return summary(SummaryFacts(found, facts.people, facts.pairs, together, facts.words))


def _fitted(sheet: SheetSpec) -> SheetSpec:
    """Return a list whose columns are as wide as what stands in them: an address is not cut by its neighbour."""
    longest = [
        max((len(str(row[place])) for row in sheet.rows), default=0) for place in range(len(sheet.columns))
    ]
    columns = [
        replace(column, width=max(column.width, min(_WIDEST, letters * 1.1 + 2)))
        for column, letters in zip(sheet.columns, longest, strict=True)
    ]
    return replace(sheet, columns=columns)


_LISTS: Final[Mapping[str, Callable[[_Facts], SheetSpec]]] = {
    "pairs": _pairs,
    "mailing": _mailing,
    "merge": _merge,
}
LISTS: Final = (*_LISTS, "summary")


def save_list(
    database: Database,
    programme_id: int,
    kind: str,
    target: Path,
    words: Words,
    progress: Progress | None = None,
) -> Path:
    """Write one of LISTS as .csv or as a workbook, by the ending of its name. Raises Unavailable."""
    with database.read() as db:
        facts, letterhead = _facts(db, programme_id, words), letterhead_of(db, programme_id)
        page = _summary(db, programme_id, facts) if kind == "summary" else []
    if kind == "summary":
        write_workbook(target, page, progress, letterhead)
        return target
    sheet = _fitted(_LISTS[kind](facts))
    if target.suffix.lower() == ".csv":
        write_csv(target, sheet)
    else:
        write_workbook(target, [sheet], progress, letterhead)
    return target
