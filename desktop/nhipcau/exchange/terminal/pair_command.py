"""Form answers in, pairs workbook out, in one go and without a window: the terminal's way through the program."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.common.temporary_files import private_folder
from nhipcau.common.words import Language, Words
from nhipcau.database import Database, create
from nhipcau.exchange.formats.column_mapping import ColumnReading, SheetReading
from nhipcau.exchange.inbox.import_run import Inbox, open_files, take_in
from nhipcau.exchange.inbox.problem_copy import problems_text
from nhipcau.exchange.inbox.quotable_questions import unasked
from nhipcau.exchange.preview.import_plan import PlanRow, RowDecision
from nhipcau.exchange.preview.row_decisions import with_decisions
from nhipcau.exchange.terminal.earlier_pairs import read_earlier, with_earlier
from nhipcau.exchange.terminal.pair_request import PairRequest, asked_settings
from nhipcau.exchange.terminal.person_lookup import two_named
from nhipcau.pairing.documents.pairs_workbook import pairs_workbook
from nhipcau.pairing.explanation.missing_people import Missing, missing_people
from nhipcau.pairing.explanation.plan_sentences import capital
from nhipcau.pairing.explanation.results import AimResult, FitChange, PairExplanation, Plan
from nhipcau.pairing.plan.aim_comparison import compare_aims
from nhipcau.pairing.plan.plan_request import explain, solve
from nhipcau.pairing.settings.pairing_input import Candidate, Constraint, PairingInput
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.programmes.models import ProgrammeDraft, ProgrammeKind
from nhipcau.programmes.service import add_programme
from nhipcau.workbook import Letterhead, write_workbook

_MISSING: Final[Mapping[Missing, str]] = {
    "people": "terminal.problem.nobody",
    "partner": "terminal.problem.one_person",
    "mentors": "terminal.problem.no_mentors",
    "mentees": "terminal.problem.no_mentees",
}


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """A sheet that was used, and for whom."""

    file_name: str
    sheet: str
    role: str
    rows: int
    doubts: tuple[ColumnReading, ...] = ()
    """The columns that were read with doubt, most doubtful first."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was not taken in, or a whole sheet, whose row is 0 and whose name is empty."""

    file_name: str
    sheet: str
    row_number: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What the files held."""

    sheets: tuple[SheetSummary, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    """Sentences on what is unusual about a file."""


@dataclass(frozen=True, slots=True)
class WhyNotReport:
    """Two people asked about: the pair they would be, and the plan with and without it."""

    explained: PairExplanation
    forced: Plan
    """The best plan in which the two are a pair, whatever the rules."""

    def is_in(self, plan: Plan) -> bool:
        return any(
            one.mentor_id == self.explained.mentor_id for one in plan.pairs_of(self.explained.mentee_id)
        )

    def cost(self, plan: Plan) -> int:
        """Return what the plan's total would lose."""
        return plan.totals.total - self.forced.totals.total

    def fewer(self, plan: Plan) -> int:
        """Return how many mentees more would be left without a mentor."""
        return len(_fits(plan)) - len(_fits(self.forced))

    def changes(self, plan: Plan) -> tuple[FitChange, ...]:
        """Return everybody whose fit would change, those who lose most first."""
        before, after = _fits(plan), _fits(self.forced)
        found = [
            FitChange(mentee, before.get(mentee), after.get(mentee))
            for mentee in dict.fromkeys((*before, *after))
            if before.get(mentee) != after.get(mentee)
        ]
        return tuple(sorted(found, key=lambda one: (one.after or 0) - (one.before or 0)))


def _fits(plan: Plan) -> dict[int, int]:
    found: dict[int, int] = {}
    for pair in plan.pairs:
        found[pair.mentee_id] = found.get(pair.mentee_id, 0) + pair.fit
    return found


@dataclass(frozen=True, slots=True)
class JobReport:
    """What was read, left, paired and written."""

    intake: Intake
    people: PairingInput
    """With the settings that were asked for."""
    plan: Plan
    aims: tuple[AimResult, ...] = ()
    why_not: tuple[WhyNotReport, ...] = ()


class NobodyToPair(Unavailable):
    """The files hold no mentor, no mentee, only one person, or nobody at all; `intake` says what was read."""

    def __init__(self, code: str, intake: Intake) -> None:
        super().__init__(code)
        self.intake = intake


def import_files(database: Database, programme_id: int, paths: Sequence[Path], words: Words) -> Intake:
    """Take files in as one step, as they are understood, leaving out every row that would need a decision."""
    inbox = open_files(database, programme_id, paths)
    undecided = [row for row in inbox.plan.rows if row.state == "needs_you"]
    plan = with_decisions(inbox.plan, {row.id: RowDecision("leave_out") for row in undecided})
    if plan.writes:
        unseen = unasked(inbox.understanding)
        take_in(database, programme_id, dataclasses.replace(inbox, plan=plan, understanding=unseen))
    used = {(sheet.file_name, sheet.sheet) for sheet in inbox.understanding.sheets if sheet.used}
    left = [row for row in inbox.left if (row.file_name, row.sheet) in used]
    skipped = (*_unused_sheets(inbox, words), *(_skipped(row, words) for row in (*undecided, *left)))
    sheets = tuple(
        SheetSummary(
            sheet.file_name, sheet.sheet, sheet.role.role or sheet.role.kind, sheet.row_count, _doubts(sheet)
        )
        for sheet in inbox.understanding.sheets
        if sheet.used
    )
    warnings = tuple(
        words("inbox.warning", file=source.path.name, warning=words(f"workbook.warning.{code}"))
        for source in inbox.sources
        for code in source.warnings
    )
    return Intake(sheets, skipped, warnings)


def _doubts(sheet: SheetReading) -> tuple[ColumnReading, ...]:
    return tuple(sorted((one for one in sheet.columns if not one.sure), key=lambda one: one.confidence))


def _unused_sheets(inbox: Inbox, words: Words) -> Iterator[Skipped]:
    for sheet in inbox.understanding.sheets:
        if not sheet.used:
            yield Skipped(
                sheet.file_name, sheet.sheet, 0, "", words(f"inbox.sheet.why.{sheet.why or 'no_people'}")
            )


def _skipped(row: PlanRow, words: Words) -> Skipped:
    number = row.row_numbers[-1] if row.row_numbers else 0
    return Skipped(row.file_name, row.sheet, number, row.name, problems_text(words, row))


def pair_files(
    paths: Sequence[Path],
    out: Path,
    *,
    request: PairRequest | None = None,
    language: Language = "vi",
    progress: Progress | None = None,
) -> JobReport:
    """Read answers, pair as requested, and write the pairs workbook to `out`.

    Raises Unavailable for a file that cannot be read or written, NobodyToPair for files without people, Rejected for
    a request that names nobody or makes no sense. Nothing is kept: the data file is a passing one.
    """
    asked = request or PairRequest()
    if any(_same_file(path, out) for path in (*paths, *asked.previous)):
        raise Unavailable("terminal.problem.out_is_answers", path=str(out))
    seasons = [read_earlier(path) for path in asked.previous]
    people, intake = _take_people(paths, asked.kind or "traditional", out.stem, Words(language))
    if missing := missing_people(people, mutual=_mutual(asked)):
        raise NobodyToPair(_MISSING[missing], intake)
    people = with_earlier(people, seasons)
    people = dataclasses.replace(people, settings=asked_settings(asked, people))
    questions = [two_named(people, text) for text in asked.why_not]
    plan = solve(people, progress=progress, seconds=asked.seconds)
    report = JobReport(
        intake,
        people,
        plan,
        compare_aims(people, progress=progress, seconds=asked.seconds) if asked.compare else (),
        tuple(_why_not(people, mentee, mentor, asked.seconds) for mentee, mentor in questions),
    )
    letterhead = Letterhead(programme=capital(Words(language)("pairs.letter.our_programme")))
    write_workbook(out, pairs_workbook(people, plan, language), progress, letterhead)
    return report


def _take_people(
    paths: Sequence[Path], kind: ProgrammeKind, name: str, words: Words
) -> tuple[PairingInput, Intake]:
    with private_folder() as folder:
        database = create(folder / "pairing.nhipcau", backups=False)
        try:
            draft = ProgrammeDraft(name=name, kind=kind)
            with database.step("programmes.step.add", name=draft.name) as db:
                programme_id = add_programme(db, draft)
            intake = import_files(database, programme_id, paths, words)
            with database.read() as db:
                people = pairing_input(db, programme_id)
        finally:
            database.close()
    return people, intake


def _why_not(
    people: PairingInput, mentee: Candidate, mentor: Candidate, seconds: float | None
) -> WhyNotReport:
    """Price a wish by solving again around it."""
    ids = (mentee.participant_id, mentor.participant_id)
    settings = people.settings
    others = [one for one in settings.constraints if (one.mentee_id, one.mentor_id) != ids]
    others = [one for one in others if not (one.kind == "locked" and one.mentee_id == ids[0])]
    wished = dataclasses.replace(settings, constraints=(*others, Constraint(ids[1], ids[0], "locked")))
    return WhyNotReport(explain(people, None, *ids), solve(people, wished, seconds=seconds))


def _mutual(asked: PairRequest) -> bool | None:
    """Return whether peers are to help each other; None where nothing is asked."""
    wanted = asked.rules.get("mutual")
    return wanted if isinstance(wanted, bool) else None


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
