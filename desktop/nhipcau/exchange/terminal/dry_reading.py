"""What files would be understood as, without writing anything: the reading that the inbox shows, as plain values."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from nhipcau.common.errors import Unavailable
from nhipcau.common.temporary_files import private_folder
from nhipcau.database import Database, create, open_file, save_copy
from nhipcau.exchange.answers.agreed_spellings import with_spellings
from nhipcau.exchange.formats.column_mapping import SheetReading, TablePlace, Understanding
from nhipcau.exchange.formats.sheet_table import column_of_cell
from nhipcau.exchange.inbox import queries
from nhipcau.exchange.mapping.answer_rows import AnswerRow, RowProblem, answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.preview.import_plan import Existing, ExistingPerson, ImportPlan, PlanRow, State
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.person_changes import in_order, merged
from nhipcau.exchange.preview.row_accounting import Tally, left_by_sheet, sum_of, tally_of
from nhipcau.exchange.preview.written_names import with_what_stood_around
from nhipcau.exchange.round_trip.returned.workbook_identity import is_ours
from nhipcau.exchange.terminal.dry_homecoming import home_sheets
from nhipcau.exchange.terminal.dry_report import (
    ColumnRead,
    FileRead,
    PersonRead,
    ReadingReport,
    RowsLeft,
    SheetRead,
)
from nhipcau.pairing.explanation.salutation import short_name
from nhipcau.programmes.models import ProgrammeDraft, ProgrammeKind
from nhipcau.programmes.queries import programmes
from nhipcau.programmes.service import add_programme
from nhipcau.workbook import Source, read_source

_STATES: Final = {"needs_you": "asked"}
_LETTERS: Final = frozenset({"lost_letters", "garbled", "garbled_mended", "old_letters", "mixed_letters"})
_ABOUT: Final[Mapping[str, str]] = {
    "name_missing": "name.missing", "email_wrong": "email.wrong", "email_doubtful": "email.doubtful",
    "email_several": "email.several",
    "phone_wrong": "phone.wrong",
    "email_shared": "person.email_shared", "maybe_same": "person.maybe_same", "maybe_same_row": "person.maybe_same",
    "two_people": "person.two_people", "identity_differs": "person.identity_differs", "namesake": "person.namesake",
    "role_unknown": "role.unclear", "both_roles": "role.both", "repeated": "row.repeated",
    "withdrawn": "status.withdrawn", "not_taking_part": "status.not_taking_part", "row_hidden": "row.hidden",
    "row_alone": "row.alone", "trial_row": "row.trial",
    "least_over_most": "places.unclear", "places_not_said": "places.not_said", "places_at_least": "places.at_least",
    "number_too_large": "places.too_large", "places_no_limit": "places.no_limit",
    "time_unread": "availability.unread", "time_partly": "availability.partly",
    "time_days_not_said": "availability.days_not_said", "consent_unclear": "consent.unclear",
    "wish_unknown": "wishes.unknown", "wish_several": "wishes.several", "wish_understood": "wishes.understood",
}  # fmt: skip
"""What a problem is about, as `property.reason`; any other is about the column of its cell."""
_NUMBER_KEPT: Final = frozenset({"places.not_said", "places.at_least"})
"""Of these a number is kept, and said."""
_PROPERTIES: Final[Mapping[str, str]] = {
    "full_name": "name", "first_name": "name", "last_name": "name", "middle_name": "name", "capacity": "places",
    "least": "places", "is_mentor": "role", "is_mentee": "role", "both_roles": "role", "preferred_name": "called",
}  # fmt: skip


def read_files(
    paths: Sequence[Path], kind: ProgrammeKind = "traditional", into: Path | None = None
) -> ReadingReport:
    """Say what files would be understood as, in a new programme or in the first of a data file.

    Nothing is written but in a private folder that is gone afterwards: a data file is copied there first. Raises
    Unavailable for a data file that cannot be read.
    """
    read: list[Source | Unavailable] = []
    for path in paths:
        try:
            read.append(read_source(path))
        except Unavailable as trouble:
            read.append(trouble)
    sources = [one for one in read if isinstance(one, Source)]
    fresh = [one for one in sources if not is_ours(one)]
    home: dict[Path, tuple[SheetRead, ...]] = {}
    with private_folder() as folder:
        database, programme_id = _programme(folder, kind, into)
        try:
            with database.read() as db:
                existing = queries.existing(db, programme_id)
                kind_here = queries.programme_kind(db, programme_id)
                remembered = queries.remembered_forms(db, programme_id)
                spellings = queries.spellings(db)
                known = queries.known(db, existing.people)
                home = {one.path: home_sheets(db, programme_id, one) for one in sources if is_ours(one)}
        finally:
            database.close()
    understanding = with_spellings(understand(fresh, remembered, kind_here, known), spellings)
    rows = answers(understanding, fresh)
    plan = make_plan(rows, existing, understanding)
    reading = _Reading(understanding, rows, existing, plan, left_by_sheet(understanding, fresh))
    files = []
    for path, one in zip(paths, read, strict=True):
        if isinstance(one, Unavailable):
            files.append(FileRead(path.name, (_trouble_note(one),), (), one))
            continue
        sheets = home[one.path] if one.path in home else reading.sheets(fresh.index(one))
        files.append(FileRead(path.name, tuple(map(_warning_note, one.warnings)), sheets))
    return ReadingReport(tuple(files))


def _programme(folder: Path, kind: ProgrammeKind, into: Path | None) -> tuple[Database, int]:
    target = folder / "reading.nhipcau"
    if into is None:
        database = create(target, backups=False)
        with database.step("programmes.step.add", name="-") as db:
            return database, add_programme(db, ProgrammeDraft(name="-", kind=kind))
    if not into.is_file():
        raise Unavailable("database.missing", path=str(into))
    save_copy(into, target)
    database = open_file(target, backups=False)
    with database.read() as db:
        found = programmes(db)
    if not found:
        database.close()
        raise Unavailable("terminal.problem.no_programme", path=str(into))
    return database, found[0].id


def _trouble_note(trouble: Unavailable) -> str:
    return f"file.{trouble.code.rpartition('.')[2]}"


def _warning_note(code: str) -> str:
    about = "letters" if code in _LETTERS else "file"
    return f"{about}.{code.replace('lost_letters', 'lost')}"


class _Reading:
    """One reading of all files, from which each sheet's people are told."""

    def __init__(
        self,
        understanding: Understanding,
        rows: Sequence[AnswerRow],
        existing: Existing,
        plan: ImportPlan,
        left: Mapping[TablePlace, Sequence[PlanRow]],
    ) -> None:
        self._understanding = understanding
        self._rows = rows
        self._existing = {person.id: person for person in existing.people}
        self._by_sheet: dict[TablePlace, list[PlanRow]] = {}
        self._parts: dict[TablePlace, list[tuple[State, Tally]]] = {}
        """By sheet what becomes of its rows: somebody may stand on several."""
        for row in plan.rows:
            places = row.places or (row.id,)
            last = rows[places[-1]]
            self._by_sheet.setdefault(last.table, []).append(row)
            on = Counter(rows[place].table for place in places)
            for sheet, count in on.items():
                self._parts.setdefault(sheet, []).append((row.state, Tally(count, 1)))
        self._left = left

    def sheets(self, place: int) -> tuple[SheetRead, ...]:
        found = [sheet for sheet in self._understanding.sheets if sheet.source == place]
        return tuple(map(self._sheet, found))

    def _sheet(self, sheet: SheetReading) -> SheetRead:
        written = self._written(sheet)
        columns = tuple(
            ColumnRead(
                written.get(one.index, one.heading), one.meaning, one.sure, one.alternative, one.reason
            )
            for one in sheet.columns
        )
        left = self._left.get(sheet.place, ())
        people = tuple(self._person(row, sheet) for row in self._by_sheet.get(sheet.place, ()))
        return SheetRead(
            sheet.sheet,
            sheet.used,
            sheet.why,
            (
                *(note.replace("_", ".", 1) for note in sheet.notes),
                *dict.fromkeys(f"row.{one.reason}" for one in sheet.left_out),
            ),
            sheet.heading_rows,
            columns if sheet.used else (),
            people,
            sheet.row_count,
            tuple(RowsLeft(row.row_numbers, row.notes[0]) for row in left),
            sum_of(
                [
                    *self._parts.get(sheet.place, ()),
                    *((row.state, tally_of(row)) for row in left),
                ]
            ),
        )

    def _written(self, sheet: SheetReading) -> dict[int, str]:
        """Return the headings that the file writes in another way."""
        table = self._understanding.table_of(sheet)
        return {one.index: one.written for one in (table.columns if table else ()) if one.written is not None}

    def _person(self, row: PlanRow, sheet: SheetReading) -> PersonRead:
        ordered = in_order([self._rows[place] for place in row.places or (row.id,)])
        known = self._existing.get(row.person_id or 0) or ExistingPerson(0, {})
        said_person, said_profile, _ = merged(ordered)
        said_person, said_profile = with_what_stood_around(
            said_person, said_profile, ordered, known.person, known.profile
        )
        person, profile = {**known.person, **said_person}, {**known.profile, **said_profile}
        notes = tuple(dict.fromkeys(_note(one, sheet) for one in (*row.problems, *row.notes)))
        wishes = next((one.new for one in row.changes if one.field == "wishes"), profile.get("wishes", ()))
        name = known.person.get("full_name") or person.get("full_name", "")
        consent = next((one.consent for one in reversed(ordered) if one.consent is not None), None)
        return PersonRead(
            row.row_numbers[-1], name, short_name(name, person.get("preferred_name", "")), person.get("email", ""),
            person.get("phone", ""), row.role or "unknown", _STATES.get(row.state, row.state),
            _places(row.role, profile, notes), _topics(profile.get("goals")), _topics(profile.get("strengths")),
            tuple(profile.get("interests", ())), tuple(wishes), person.get("department", ""),
            tuple(profile.get("availability", ())), consent, notes,
            (*row.problems, *row.notes),
        )  # fmt: skip


def _topics(topics: Iterable[Mapping[str, Any]] | None) -> tuple[str, ...]:
    return tuple(str(topic["topic"]) for topic in topics or ())


def _places(role: str, profile: Mapping[str, Any], notes: Sequence[str]) -> int | None:
    if role == "mentee" or any(note.startswith("places.") and note not in _NUMBER_KEPT for note in notes):
        return None
    capacity = profile.get("capacity", 1)
    return int(capacity) if isinstance(capacity, int | float) else 1


def _note(problem: RowProblem, sheet: SheetReading) -> str:
    """Return what a problem is about, and why."""
    reason = problem.code.rpartition(".")[2]
    if reason in _ABOUT:
        return _ABOUT[reason]
    index = column_of_cell(problem.cell, turned=sheet.turned)
    meaning = next((one.meaning for one in sheet.columns if one.index == index), "row")
    return f"{_PROPERTIES.get(meaning, meaning)}.{reason}"
