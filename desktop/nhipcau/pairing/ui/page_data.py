"""What the page shows, read and computed in one go on the worker."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.store.queries import PairRow, pair_rows, pairing_input, with_present_settings
from nhipcau.pairing.ui.plan import list_rows as items
from nhipcau.pairing.ui.plan.list_rows import ListRow
from nhipcau.pairing.ui.plan.mentor_rows import mentor_items
from nhipcau.programmes.queries import letterhead_of, programme
from nhipcau.skills.queries import unknown_count
from nhipcau.workbook.page_parts import Letterhead


@dataclass(frozen=True, slots=True)
class PlanReading:
    """One state of the programme's people and pairs, with the plan they make."""

    programme: str
    people: PairingInput
    rows: tuple[PairRow, ...]
    plan: Plan
    lists: Mapping[str, Sequence[ListRow]] = field(default_factory=dict)
    """The rows of the lists, in `language`."""
    language: Language | None = None
    unknown_wordings: int = 0
    """How many wordings of goals and strengths the organisation's skills do not know."""
    letterhead: Letterhead = field(default_factory=Letterhead)
    session: PairingSession = field(default_factory=PairingSession)
    """What else is asked of these people is asked here."""


@dataclass(frozen=True, slots=True)
class StandingPairs:
    """The pairs that stand where nobody is left to pair: known before anything is worked out."""

    programme_id: int
    mentees: int
    items: Sequence[ListRow]


def standing_pairs(people: PairingInput, rows: Sequence[PairRow], language: Language) -> StandingPairs | None:
    """Return the pairs in words where every mentee has as many mentors as they are to have, else None."""
    rules = people.settings.rules
    held = Counter(row.mentee_id for row in rows if row.stands)
    wanting = [
        one
        for one in people.mentees
        if held[one.participant_id] < max(rules.mentors_each, one.mentors_wanted, 1)
    ]
    if wanting or not held:
        return None
    abouts = {person.participant_id: items.about(person) for person in people.candidates}
    shown = items.confirmed(items.rows_shown_once(rows, mutual=rules.mutual), Words(language), abouts)
    return StandingPairs(people.programme_id, len(people.mentees), shown)


def read(
    database: Database,
    programme_id: int,
    progress: Progress,
    before: PlanReading | None = None,
    found_before: Callable[[PairingInput, Sequence[PairRow]], None] | None = None,
    session: PairingSession | None = None,
) -> PlanReading:
    """Read one unchanging state, then pair; after a reading `before` from which only the settings have changed.

    `found_before` hears who there is and which pairs stand before they are paired.
    """
    session = session or PairingSession()
    if before is not None:
        with database.read() as db:
            people = with_present_settings(db, before.people)
        return replace(before, people=people, plan=solve(people, progress=progress, session=session))
    with database.read() as db:
        found = programme(db, programme_id)
        people = pairing_input(db, programme_id)
        rows = pair_rows(db, programme_id)
        unknown = unknown_count(db, programme_id)
        letterhead = letterhead_of(db, programme_id)
    if found_before is not None:
        found_before(people, rows)
    name = found.name if found is not None else ""
    plan = solve(people, progress=progress, session=session)
    return PlanReading(
        name, people, rows, plan, unknown_wordings=unknown, letterhead=letterhead, session=session
    )


def said_in(reading: PlanReading, language: Language) -> PlanReading:
    """Return the reading with its rows in words; a thousand sentences are made here, not while drawing."""
    words, plan = Words(language), reading.plan
    names = {person.participant_id: person.name for person in reading.people.candidates}
    abouts = {person.participant_id: items.about(person) for person in reading.people.candidates}
    mutual = reading.people.settings.rules.mutual
    new, standing = items.shown_once(plan, mutual=mutual), items.rows_shown_once(reading.rows, mutual=mutual)
    lists = {
        "proposed": items.proposed(new, names, words, abouts),
        "left_out": items.left_out(plan, names, words, abouts),
        "confirmed": items.confirmed(standing, words, abouts, plan),
        "mentors": mentor_items(reading.people, plan, words),
    }
    return replace(reading, lists=lists, language=language)
