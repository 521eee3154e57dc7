"""One import from the file to the plan: what is read once, and what is thought again after each correction."""

import dataclasses
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from nhipcau.common.gc_pause import collector_at_rest
from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.exchange.answers.agreed_spellings import with_spellings
from nhipcau.exchange.columns.answer_kinds import KnownValues
from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.inbox import queries, service
from nhipcau.exchange.inbox.quotable_questions import with_decided
from nhipcau.exchange.mapping.answer_rows import answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.preview.import_plan import Existing, ImportPlan, PlanRow, RowDecision
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.person_directory import kept_people
from nhipcau.exchange.preview.row_accounting import left_rows
from nhipcau.exchange.preview.row_decisions import with_decision, with_decisions
from nhipcau.exchange.round_trip.returned.survey_exports import answers_a_survey
from nhipcau.exchange.round_trip.returned.workbook_identity import is_ours
from nhipcau.exchange.waiting.queries import waiting_forms
from nhipcau.exchange.waiting.second_reading import Waiting, understanding_of, waiting_of
from nhipcau.exchange.waiting.service import drop, undecided_places
from nhipcau.workbook import ReaderPool, Source, read_source


@dataclass(frozen=True, slots=True)
class Inbox:
    """The files of one import, how they are understood and what taking them in would do."""

    sources: tuple[Source, ...]
    existing: Existing
    understanding: Understanding
    plan: ImportPlan
    waiting: Waiting | None = None
    """Which rows that wait in the data file these are; None of files that are only now read."""

    @property
    def file_names(self) -> str:
        return ", ".join(dict.fromkeys(source.path.name for source in self.sources))

    @property
    def left(self) -> tuple[PlanRow, ...]:
        """Return the rows that are no people, and why."""
        return left_rows(self.understanding, self.sources)

    @property
    def undecided(self) -> int:
        """Return how many rows will wait."""
        return len(undecided_places(self.plan))

    @property
    def settles(self) -> int:
        """Return how many rows wait no longer after this."""
        return (
            0
            if self.waiting is None or self.plan.basis is None
            else len(self.plan.basis.rows) - self.undecided
        )


class ComesHome(Exception):
    """One of the files went out from here or answers a survey: it is merged, not read as people who want to join."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self.paths = tuple(paths)


def open_files(
    database: Database, programme_id: int, paths: Sequence[Path], progress: Progress | None = None
) -> Inbox:
    """Read files and say what they would bring. Raises Unreadable for the first that cannot be read, ComesHome."""
    with ReaderPool() as readers, ThreadPoolExecutor(1) as threads:
        reading = threads.submit(_read, paths, readers, progress)
        before = _before(database, programme_id)  # meanwhile: reading is done by another process
        sources = reading.result()
    if any(map(is_ours, sources)):
        raise ComesHome(paths)
    with database.read() as db:
        if any(answers_a_survey(db, programme_id, source) for source in sources):
            raise ComesHome(paths)
    return _inbox(sources, before)


def _read(paths: Sequence[Path], readers: ReaderPool, progress: Progress | None) -> tuple[Source, ...]:
    return tuple(read_source(path, progress, readers=readers) for path in paths)


def inbox_of(database: Database, programme_id: int, sources: Sequence[Source]) -> Inbox:
    """Say what files that are read already would bring."""
    return _inbox(sources, _before(database, programme_id))


class _Before(NamedTuple):
    """What is known before a file is looked at."""

    existing: Existing
    remembered: Mapping[str, Mapping[str, Any]]
    kind: str
    known: KnownValues
    spellings: Mapping[str, Mapping[str, str]]


def _before(database: Database, programme_id: int) -> _Before:
    with collector_at_rest(), database.read() as db:
        forms = queries.forms_of(db)
        existing = queries.existing(db, programme_id, forms)
        kept = kept_people(person.person for person in existing.people)
        return _Before(
            dataclasses.replace(existing, kept=kept),
            queries.remembered_forms(db, programme_id, forms),
            queries.programme_kind(db, programme_id),
            queries.known(db, existing.people),
            queries.spellings(db),
        )


def _inbox(sources: Sequence[Source], before: _Before) -> Inbox:
    with collector_at_rest():
        understanding = understand(sources, before.remembered, before.kind, before.known)
        understanding = with_spellings(understanding, before.spellings)
        understanding = with_decided(understanding, before.existing.questions)
        plan = make_plan(answers(understanding, sources), before.existing, understanding)
    return Inbox(tuple(sources), before.existing, understanding, plan)


def open_waiting(
    database: Database,
    programme_id: int,
    form_ids: Sequence[int] | None = None,
    progress: Progress | None = None,
) -> Inbox:
    """Read the rows that wait in a programme once more, against what it holds now: all, or those of some sheets."""
    with database.read() as db:
        forms = waiting_forms(db, programme_id, form_ids)
        existing = queries.existing(db, programme_id)
    if progress is not None:
        progress.report(1, 2)
    sources = tuple(form.source for form in forms)
    understanding = with_decided(understanding_of(forms), existing.questions)
    plan = make_plan(answers(understanding, sources), existing, understanding)
    return Inbox(sources, existing, understanding, plan, waiting_of(forms))


def understood_anew(inbox: Inbox, understanding: Understanding, progress: Progress | None = None) -> Inbox:
    """Return the inbox after a correction; what the coordinator has decided of rows stays decided."""
    if progress is not None:
        progress.report(0, 2)
    understanding = with_decided(understanding, inbox.existing.questions)
    rows = answers(understanding, inbox.sources)
    if progress is not None:
        progress.report(1, 2)
    plan = make_plan(rows, inbox.existing, understanding)
    decided = {_where(inbox.plan, row): row.decision for row in inbox.plan.rows if row.decision}
    again = {
        row.id: decision
        for row in plan.rows
        if (decision := decided.get(_where(plan, row))) and decision.kind in row.choices
    }
    if again:
        plan = with_decisions(plan, again)
    return dataclasses.replace(inbox, understanding=understanding, plan=plan)


def row_decided(inbox: Inbox, row_id: int, decision: RowDecision | None) -> Inbox:
    """Return the inbox after the coordinator has settled one row; None takes her decisions on it back."""
    return dataclasses.replace(inbox, plan=with_decision(inbox.plan, row_id, decision))


def _where(plan: ImportPlan, row: PlanRow) -> tuple[str, str, tuple[int, ...], tuple[int, ...]]:
    """Return where somebody stands: tables beside each other have rows of one number."""
    rows = plan.basis.rows if plan.basis is not None else ()
    places = row.places or (row.id,)  # who is left out has no places any more
    parts = tuple(sorted({rows[place].part for place in places if place < len(rows)}))
    return row.file_name, row.sheet, row.row_numbers, parts


def take_in(database: Database, programme_id: int, inbox: Inbox) -> dict[str, int]:
    """Write exactly what the plan shows, as one step; return how many people were new, changed and so on.

    Rows that need the coordinator wait in the data file from then on; of those that waited, what is decided is not
    kept any longer.

    A file that holds people is backed up before: raises Unavailable, with nothing written, where that fails.
    """
    if inbox.existing.people and inbox.plan.writes:
        database.back_up("import")
    label, values = _step(inbox)
    with database.step(label, **values) as db:
        return dict(
            service.apply(
                db,
                programme_id,
                inbox.plan,
                inbox.understanding,
                files=[(source.path.name, source.digest) for source in inbox.sources],
                waiting=inbox.waiting,
            )
        )


def _step(inbox: Inbox) -> tuple[str, dict[str, object]]:
    """Return what the step is called, with its values."""
    if inbox.waiting is not None:
        return "exchange.step.settle", {"n": inbox.settles}
    wanted = inbox.plan.count("new") + inbox.plan.count("changed")
    if not wanted and inbox.undecided:
        return "exchange.step.keep", {"n": inbox.undecided}
    if len(inbox.sources) > 1:  # the menu and the toast have room for one name
        return "exchange.step.import_files", {"files": str(len(inbox.sources)), "n": wanted}
    return "exchange.step.import", {"file": inbox.file_names, "n": wanted}


def drop_waiting(database: Database, programme_id: int, form_ids: Sequence[int]) -> int:
    """Leave out the rows that wait of some sheets, as one step; return how many there were."""
    with database.read() as db:
        n = sum(len(form.rows) for form in waiting_forms(db, programme_id, form_ids))
    with database.step("exchange.step.drop_waiting", n=n) as db:
        return drop(db, programme_id, form_ids)
