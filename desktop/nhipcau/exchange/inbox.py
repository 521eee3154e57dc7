"""One import from the file to the plan: what is read once, and what is thought again after each correction."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.exchange import queries, service
from nhipcau.exchange.forms import Understanding
from nhipcau.exchange.plan import Existing, ImportPlan, make_plan
from nhipcau.exchange.quoting import with_decided
from nhipcau.exchange.reading import answers
from nhipcau.exchange.round_trip.returned.identity import is_ours
from nhipcau.exchange.round_trip.returned.survey_exports import answers_a_survey
from nhipcau.exchange.understanding import understand
from nhipcau.workbook import Source, read_source


@dataclass(frozen=True, slots=True)
class Inbox:
    """The files of one import, how they are understood and what taking them in would do."""

    sources: tuple[Source, ...]
    existing: Existing
    understanding: Understanding
    plan: ImportPlan

    @property
    def file_names(self) -> str:
        return ", ".join(source.path.name for source in self.sources)


class ComesHome(Exception):
    """One of the files went out from here or answers a survey: it is merged, not read as people who want to join."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self.paths = tuple(paths)


def open_files(
    database: Database, programme_id: int, paths: Sequence[Path], progress: Progress | None = None
) -> Inbox:
    """Read files and say what they would bring. Raises Unreadable for the first that cannot be read, ComesHome."""
    sources = tuple(read_source(path, progress) for path in paths)
    if any(map(is_ours, sources)):
        raise ComesHome(paths)
    with database.read() as db:
        if any(answers_a_survey(db, programme_id, source) for source in sources):
            raise ComesHome(paths)
        existing = queries.existing(db, programme_id)
        known = queries.known(db, existing.people)
        understanding = understand(sources, queries.remembered_forms(db, programme_id), known)
        understanding = with_decided(understanding, existing.questions)
    plan = make_plan(answers(understanding, sources), existing, understanding)
    return Inbox(sources, existing, understanding, plan)


def understood_anew(inbox: Inbox, understanding: Understanding, progress: Progress | None = None) -> Inbox:
    """Return the inbox after a correction; what the coordinator has decided of rows stays decided."""
    if progress is not None:
        progress.report(0, 2)
    understanding = with_decided(understanding, inbox.existing.questions)
    rows = answers(understanding, inbox.sources)
    if progress is not None:
        progress.report(1, 2)
    plan = make_plan(rows, inbox.existing, understanding)
    decided = {
        (row.file_name, row.sheet, row.row_numbers): row.decision for row in inbox.plan.rows if row.decision
    }
    again = {
        row.id: decision
        for row in plan.rows
        if (decision := decided.get((row.file_name, row.sheet, row.row_numbers)))
        and decision.kind in row.choices
    }
    if again:
        plan = plan.with_decisions(again)
    return dataclasses.replace(inbox, understanding=understanding, plan=plan)


def take_in(database: Database, programme_id: int, inbox: Inbox) -> dict[str, int]:
    """Write exactly what the plan shows, as one step; return how many rows were new, changed and so on.

    A file that holds people is backed up before: raises Unavailable, with nothing written, where that fails.
    """
    if inbox.existing.people and inbox.plan.writes:
        database.back_up("import")
    wanted = inbox.plan.count("new") + inbox.plan.count("changed")
    label, named = "exchange.step.import", {"file": inbox.file_names}
    if len(inbox.sources) > 1:  # the menu and the toast have room for one name
        label, named = "exchange.step.import_files", {"files": str(len(inbox.sources))}
    with database.step(label, **named, n=wanted) as db:
        return dict(
            service.apply(
                db,
                programme_id,
                inbox.plan,
                inbox.understanding,
                files=[(source.path.name, source.digest) for source in inbox.sources],
            )
        )
