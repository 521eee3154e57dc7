"""Form answers in, pairs workbook out, in one go and without a window: the terminal's way through the program."""

import dataclasses
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database, create
from nhipcau.exchange.inbox import open_files, take_in
from nhipcau.exchange.plan import Decision
from nhipcau.exchange.problem_copy import problems_text
from nhipcau.pairing.plan import solve
from nhipcau.pairing.profiles import PairingInput
from nhipcau.pairing.queries import pairing_input
from nhipcau.pairing.results import Plan
from nhipcau.pairing.sheet import pairs_workbook
from nhipcau.programmes.models import ProgrammeDraft, ProgrammeKind
from nhipcau.programmes.service import add_programme
from nhipcau.workbook import write_workbook


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet that was used, and for whom."""

    file_name: str
    sheet: str
    role: str
    rows: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not taken in."""

    file_name: str
    sheet: str
    row_number: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class JobReport:
    """What was read, left, paired and written."""

    sheets: tuple[SheetRead, ...]
    skipped: tuple[Skipped, ...]
    people: PairingInput
    plan: Plan


def import_files(
    database: Database, programme_id: int, paths: Sequence[Path], words: Words
) -> tuple[tuple[SheetRead, ...], tuple[Skipped, ...]]:
    """Take files in as one step, as they are understood, leaving out every row that would need a decision."""
    inbox = open_files(database, programme_id, paths)
    undecided = [row for row in inbox.plan.rows if row.state == "needs_you"]
    plan = inbox.plan
    for row in undecided:
        plan = plan.with_decision(row.id, Decision("leave_out"))
    take_in(database, programme_id, dataclasses.replace(inbox, plan=plan))
    sheets = tuple(
        SheetRead(sheet.file_name, sheet.sheet, sheet.role.role or sheet.role.kind, sheet.row_count)
        for sheet in inbox.understanding.sheets
        if sheet.used
    )
    skipped = tuple(
        Skipped(
            row.file_name,
            row.sheet,
            row.row_numbers[-1] if row.row_numbers else 0,
            row.name,
            problems_text(words, row),
        )
        for row in undecided
    )
    return sheets, skipped


def pair_files(
    paths: Sequence[Path],
    out: Path,
    *,
    kind: ProgrammeKind = "traditional",
    language: Language = "vi",
    progress: Progress | None = None,
) -> JobReport:
    """Read answers, pair, and write the pairs workbook to `out`.

    Raises Unavailable for a file that cannot be read or written. Nothing is kept: the data file is a passing one.
    """
    words = Words(language)
    with tempfile.TemporaryDirectory() as folder:
        database = create(Path(folder) / "pairing.nhipcau")
        try:
            draft = ProgrammeDraft(name=out.stem, kind=kind)
            with database.step("programmes.step.add", name=draft.name) as db:
                programme_id = add_programme(db, draft)
            sheets, skipped = import_files(database, programme_id, paths, words)
            with database.read() as db:
                people = pairing_input(db, programme_id)
            plan = solve(people, progress=progress)
        finally:
            database.close()
    write_workbook(out, pairs_workbook(people, plan, language), progress)
    return JobReport(sheets, skipped, people, plan)
