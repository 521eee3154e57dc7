"""The lists people ask for: pairs with their addresses, a mailing list, a mail-merge sheet, the figures."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlmodel import Session

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.pairing.explanation.salutation import call, short_name
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.pairing.store.queries import STANDING_STATES, PairRow, pair_rows, pairing_input
from nhipcau.participants.sheet import BY_CODE
from nhipcau.programmes.queries import programme
from nhipcau.workbook import ChartSpec, ColumnSpec, Plain, SheetSpec, write_workbook
from nhipcau.workbook.writer.csv_writing import write_csv

_BANDS: Final = tuple(range(0, 100, 10))
_FEWEST: Final = 5
"""The summary goes to sponsors and is shown to a room: no figure in it is of fewer people, or fewer pairs."""

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
        if kind == "percent":
            return ColumnSpec(heading, width, "percent")
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


def _fits(facts: _Facts) -> SheetSpec:
    words = facts.words
    counts = Counter(min(pair.fit // 1000, 9) for pair in facts.pairs)
    rows: list[list[Plain]] = [[f"{band}–{band + 10}%", counts[band // 10]] for band in _BANDS]
    columns = [facts.column("fit", 16), facts.column("count", 14, "number")]
    chart = ChartSpec(words("lists.chart.fits"), categories=0, values=1)
    return SheetSpec(words("lists.sheet.fits"), columns, rows, charts=[chart])


def _departments(facts: _Facts) -> SheetSpec:
    """Return how many take part from each department; small ones together, as few people are soon known."""
    words = facts.words
    sizes = Counter(person.department or "–" for person in facts.people)
    large = _told_apart(sizes)
    others = words("lists.small_departments", n=_FEWEST)
    mentors, mentees = (
        Counter(
            name if (name := person.department or "–") in large else others
            for person in facts.people
            if (person.is_mentor if role == "mentor" else person.is_mentee)
        )
        for role in ("mentor", "mentee")
    )
    order = sorted(large, key=lambda name: (-(mentors[name] + mentees[name]), name))
    names = order if len(large) == len(sizes) else [*order, others]
    rows: list[list[Plain]] = [[name, mentors[name], mentees[name]] for name in names]
    columns = [
        facts.column("department", 30), facts.column("mentors", 18, "number"), facts.column("mentees", 18, "number")
    ]  # fmt: skip
    chart = ChartSpec(words("lists.chart.departments"), categories=0, values=1, last=2)
    return SheetSpec(words("lists.sheet.departments"), columns, rows, charts=[chart])


def _told_apart(sizes: Mapping[str, int]) -> frozenset[str]:
    """Return the departments that are told by name: large enough, and what is left is large enough as well."""
    names = sorted((name for name, size in sizes.items() if size >= _FEWEST), key=lambda name: -sizes[name])
    while names and 0 < sum(sizes.values()) - sum(sizes[name] for name in names) < _FEWEST:
        names.pop()
    return frozenset(names)


def _figures(facts: _Facts) -> SheetSpec:
    words = facts.words
    paired = {one for pair in facts.pairs for one in (pair.mentor_id, pair.mentee_id)}
    mentees = [person for person in facts.people if person.is_mentee]
    fits = [pair.fit for pair in facts.pairs]
    figures: Mapping[str, Plain] = {
        "people": len(facts.people),
        "mentors": sum(person.is_mentor for person in facts.people),
        "mentees": len(mentees),
        "pairs": len(facts.pairs),
        "waiting": sum(person.participant_id not in paired for person in mentees),
        "mean_fit": f"{sum(fits) / len(fits) / 100:.0f}%" if len(fits) >= _FEWEST else None,
    }
    rows: list[list[Plain]] = [[words(f"lists.figure.{name}"), value] for name, value in figures.items()]
    columns = [facts.column("figure", 44), facts.column("value", 14, "number")]
    title = words("lists.title", programme=facts.name)
    return SheetSpec(
        words("lists.sheet.figures"), columns, rows, intro=[title], filtered=False, landscape=False
    )


def _summary(facts: _Facts) -> list[SheetSpec]:
    fits = [_fits(facts)] if len(facts.pairs) >= _FEWEST else []
    return [_figures(facts), *fits, _departments(facts)]


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
        facts = _facts(db, programme_id, words)
    if kind == "summary":
        write_workbook(target, _summary(facts), progress)
        return target
    sheet = _LISTS[kind](facts)
    if target.suffix.lower() == ".csv":
        write_csv(target, sheet)
    else:
        write_workbook(target, [sheet], progress)
    return target
