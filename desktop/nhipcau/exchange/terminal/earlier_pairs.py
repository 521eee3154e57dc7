"""Earlier seasons, from a data file or a workbook of pairs: who was paired with whom, and who was left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable
from nhipcau.common.temporary_files import private_folder
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.database import inspect_file, open_file
from nhipcau.database.copies.file_copy import copy_whole
from nhipcau.database.error_texts import told_plainly
from nhipcau.database.migration import migrate_file
from nhipcau.exchange.terminal.person_lookup import people_named
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput
from nhipcau.pairing.store.queries import pair_rows, pairing_input
from nhipcau.programmes.queries import programmes
from nhipcau.workbook import read_source
from nhipcau.workbook.cells import Row

Called = tuple[str, ...]
"""What a person is called in an earlier season, the surest first: e-mail, code, name."""
_COLUMNS: Final = ("mentor", "mentee", "mentor_email", "mentee_email", "why")
_ALSO: Final = {"mentor_email": ("mentor email",), "mentee_email": ("mentee email",)}
_HEADINGS_WITHIN: Final = 30
"""Rows at the top of a sheet among which the headings are looked for."""


@dataclass(frozen=True, slots=True)
class EarlierSeason:
    """Pairs as (mentor, mentee), and mentees who had nobody."""

    pairs: tuple[tuple[Called, Called], ...]
    left_out: tuple[Called, ...] = ()


def read_earlier(path: Path) -> EarlierSeason:
    """Read an earlier season; raises Unavailable where the file cannot be read or holds no pairs."""
    season = _from_data_file(path) if path.suffix.casefold() == ".nhipcau" else _from_workbook(path)
    if not season.pairs:
        raise Unavailable("terminal.problem.no_earlier_pairs", path=str(path))
    return season


def _from_data_file(path: Path) -> EarlierSeason:
    """Read a copy: the file may be open in the window, or be of an older version."""
    with told_plainly(path):
        state = inspect_file(path)
        if state.kind not in ("current", "older"):
            raise Unavailable(f"database.{state.kind}", path=str(path), schema=state.schema)
        with private_folder() as folder:
            copy = folder / "earlier.nhipcau"
            copy_whole(path, copy)
            if state.kind == "older":
                migrate_file(copy)
            return _seasons(copy)


def _seasons(path: Path) -> EarlierSeason:
    pairs: list[tuple[Called, Called]] = []
    left_out: tuple[Called, ...] = ()
    database = open_file(path, backups=False)
    try:
        with database.read() as db:
            for programme in sorted(programmes(db), key=lambda one: str(one.starts_on or "")):
                rows = [row for row in pair_rows(db, programme.id) if row.state != "proposed"]
                if not rows:
                    continue
                pairs += [
                    ((row.mentor_email, row.mentor_name), (row.mentee_email, row.mentee_name)) for row in rows
                ]
                had_one = {row.mentee_id for row in rows}
                # Only the latest season counts: whoever was left out before and has had a mentor since is served.
                left_out = tuple(
                    (person.email, person.employee_code, person.name)
                    for person in pairing_input(db, programme.id).mentees
                    if person.participant_id not in had_one
                )
    finally:
        database.close()
    return EarlierSeason(tuple(pairs), left_out)


def _from_workbook(path: Path) -> EarlierSeason:
    pairs: list[tuple[Called, Called]] = []
    left_out: list[Called] = []
    for sheet in read_source(path).sheets:
        place, columns = _headings(sheet.rows)
        for row in sheet.rows[place + 1 :] if columns else ():
            mentor, mentee = (_called(row, columns, role) for role in ("mentor", "mentee"))
            if mentor and mentee:
                pairs.append((mentor, mentee))
            elif mentee and "mentor" not in columns and "why" in columns:
                left_out.append(mentee)
    return EarlierSeason(tuple(pairs), tuple(left_out))


def _headings(rows: Sequence[Row]) -> tuple[int, dict[str, int]]:
    """Return the row of the headings and where each known column is; no columns when there are none."""
    names = {
        answer_key(Words(language)(f"pairs.sheet.column.{column}")): column
        for column in _COLUMNS
        for language in LANGUAGES
    } | {also: column for column, wordings in _ALSO.items() for also in wordings}
    for place, row in enumerate(rows[:_HEADINGS_WITHIN]):
        columns = {
            names[key]: number
            for number, cell in reversed(list(enumerate(row)))
            if isinstance(cell, str) and (key := answer_key(cell)) in names
        }
        if "mentee" in columns and columns.keys() & {"mentor", "why"}:
            return place, columns
    return 0, {}


def _called(row: Row, columns: dict[str, int], role: str) -> Called:
    places = [columns[name] for name in (f"{role}_email", role) if name in columns]
    return tuple(str(row[place]) for place in places if place < len(row) and row[place])


def with_earlier(people: PairingInput, seasons: Iterable[EarlierSeason]) -> PairingInput:
    """Return the people with what earlier seasons say of them. Whoever is not here this time is passed over."""
    earlier = set(people.earlier)
    left_out: set[int] = set()
    for season in seasons:
        for mentor, mentee in season.pairs:
            earlier |= {
                (a.person_id, b.person_id) for a in _meant(people, mentor) for b in _meant(people, mentee)
            }
        left_out |= {person.person_id for called in season.left_out for person in _meant(people, called)}
    candidates = tuple(
        replace(person, left_out_before=person.left_out_before or person.person_id in left_out)
        for person in people.candidates
    )
    return replace(people, earlier=frozenset(earlier), candidates=candidates)


def _meant(people: PairingInput, called: Called) -> list[Candidate]:
    for name in called:
        if found := people_named(people.candidates, name):
            return found
    return []
