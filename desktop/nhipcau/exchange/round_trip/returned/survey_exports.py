"""Answers to a survey as Google and Microsoft Forms export them: a column a question, a row an answer."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sqlmodel import Session

from nhipcau.common.cell_text import text_of
from nhipcau.common.errors import Problem
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Language, Words, text
from nhipcau.exchange.columns.heading_meanings import guesses, heading_of
from nhipcau.exchange.formats.cell_values import date_order, moment_in
from nhipcau.exchange.formats.reading_terms import IGNORE, DateOrder
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.exchange.round_trip.returned.anonymous_marks import is_anonymous_heading, sort_of, which_sort
from nhipcau.exchange.round_trip.returned.row_matching import CellProblem, ReturnedSheet
from nhipcau.exchange.round_trip.returned.survey_people import Respondents
from nhipcau.exchange.round_trip.sheets.cell_reading import read
from nhipcau.sheets.columns import SheetField, Unclear
from nhipcau.sheets.declaration import SheetKind
from nhipcau.sheets.former_words import headings_ever
from nhipcau.surveys.anonymous_results import common_questions
from nhipcau.surveys.queries import ResponseRow, WaveRow, questions, waves
from nhipcau.surveys.sheet import ANSWERED_ON, SURVEY_QUESTION, WaveSheets
from nhipcau.workbook import Cell, Row, SheetData, Source
from nhipcau.workbook.columns import column_letters

_HEADER_WITHIN: Final = 20
_LONG_AGO: Final = dt.datetime.min  # noqa: DTZ901 - times of forms have no zone
_OURS: Final = {
    "name": ("evaluation.form.name", "evaluation.form.name_anonymous", "surveys.field.respondent"),
    "email": ("evaluation.form.email",),
    "partner": ("evaluation.form.partner", "surveys.field.partner"),
}
"""How forms and workbooks of ours head who answers, by the keys of the headings."""
_MEANINGS: Final = {"email": "email", "full_name": "name", "submitted": "when", IGNORE: "", "languages": ""}


@dataclass(frozen=True, slots=True)
class Export:
    """One wave's answers out of a file, ready to be compared."""

    kind: SheetKind
    returned: ReturnedSheet


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which survey a sheet answers, and what stands where."""

    sheet: SheetData
    survey_id: int
    anonymous: bool | None
    """Whether it answers an anonymous wave; None where nobody can tell, and nothing of it is taken."""
    language: Language
    header: int
    """The place of the row of headings, from 0."""
    questions: Mapping[int, str]
    """The public id of each column's question."""
    who: Mapping[str, tuple[int, ...]]
    """The columns that say who answers (`email`, `name`), about whom (`partner`), and `when`."""
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """A survey of which there are columns beneath one row of headings."""

    survey_id: int
    anonymous: bool
    header: int
    columns: dict[int, tuple[str, Language]]


@dataclass(slots=True)
class _Taken:
    """What has been read for one wave."""

    rows: dict[str, dict[str, object]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    problems: dict[str, list[CellProblem]] = field(default_factory=dict)
    when: dict[str, dt.datetime] = field(default_factory=dict)
    twice: dict[str, None] = field(default_factory=dict)


def exports_in(db: Session, programme_id: int, source: Source) -> tuple[tuple[Export, ...], Source]:
    """Return the answers in a file, and the file without the sheets that held them."""
    asked = _Asked(db, waves(db, programme_id))
    layouts = {number: asked.layout(sheet) for number, sheet in enumerate(source.sheets) if not sheet.hidden}
    found = [
        one
        for layout in layouts.values()
        if layout is not None
        for one in _Reading(db, asked, layout).exports()
    ]
    left = tuple(sheet for number, sheet in enumerate(source.sheets) if layouts.get(number) is None)
    return tuple(found), replace(source, sheets=left)


def answers_a_survey(db: Session, programme_id: int, source: Source) -> bool:
    """Whether a file holds answers to a survey of the programme, rather than people who want to join it."""
    asked = _Asked(db, waves(db, programme_id))
    return any(asked.layout(sheet) is not None for sheet in source.sheets if not sheet.hidden)


class _Asked:
    """What the surveys of a programme ask, in both languages."""

    def __init__(self, db: Session, found: Sequence[WaveRow]) -> None:
        self.waves = found
        """The newest first."""
        self._keys: dict[tuple[int, bool], dict[str, tuple[str, Language]]] = {}
        for wave in found:
            if (wave.survey.id, wave.anonymous) not in self._keys:
                rows = common_questions(db, wave) if wave.anonymous else questions(db, wave.survey.id)
                self._keys[wave.survey.id, wave.anonymous] = {
                    key_of(one.wording(language)): (one.uid, language)
                    for language in reversed(LANGUAGES)
                    for one in rows
                }

    def layout(self, sheet: SheetData) -> _Layout | None:
        """Return what a sheet answers: the survey of which it has most; None where it is none, or one of ours."""
        found: list[_Match] = []
        for header, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            if any(_is_key(cell) for cell in row):
                return None
            for (survey_id, anonymous), known in self._keys.items():
                columns = _columns(row, known)
                enough = min(2, len({uid for uid, _ in known.values()}))
                if len(columns) >= enough:
                    found.append(_Match(survey_id, anonymous, header, columns))
        if not found:
            return None
        best, sort = _best(found, sheet)
        survey_id, header, columns = best.survey_id, best.header, best.columns
        who, unknown = _others(sheet.rows[header], columns)
        languages = Counter(language for _, language in columns.values())
        language = max(LANGUAGES, key=lambda one: languages[one])
        asked = {place: uid for place, (uid, _) in columns.items()}
        if not who["email"] and not who["name"] and len(asked) < 2:
            return None
        return _Layout(sheet, survey_id, sort, language, header, asked, who, unknown)


def _best(found: Sequence["_Match"], sheet: SheetData) -> tuple["_Match", bool | None]:
    """Return what answers most of a survey, the newest first, and whether it is anonymous where both sorts may be."""
    marked = [one for one in found if one.anonymous and is_anonymous_heading(sheet.rows[one.header])]
    most = max(len(one.columns) for one in marked or found)
    likest = [one for one in marked or found if len(one.columns) == most]
    sort = sort_of(sheet.rows[likest[0].header], {one.anonymous for one in likest})
    return next((one for one in likest if one.anonymous == sort), likest[0]), sort


def _is_key(cell: object) -> bool:
    return isinstance(cell, str) and fold(cell) in {fold(text(one, "homecoming.key")) for one in LANGUAGES}


def _columns(row: Row, known: Mapping[str, tuple[str, Language]]) -> dict[int, tuple[str, Language]]:
    found: dict[int, tuple[str, Language]] = {}
    for place, cell in enumerate(row):
        said = text_of(cell)
        match = known.get(key_of(said)) or known.get(key_of(heading_of(said).wording)) if said else None
        if match is not None and match[0] not in {uid for uid, _ in found.values()}:
            found[place] = match
    return found


def _others(
    row: Row, columns: Mapping[int, tuple[str, Language]]
) -> tuple[Mapping[str, tuple[int, ...]], tuple[str, ...]]:
    who: dict[str, list[int]] = {"email": [], "name": [], "partner": [], "when": []}
    unknown: list[str] = []
    for place, cell in enumerate(row):
        said = text_of(cell)
        if place in columns or not said:
            continue
        meaning = _meaning(said)
        if meaning is None:
            unknown.append(said)
        elif meaning:
            who[meaning].append(place)
    return {name: tuple(places) for name, places in who.items()}, tuple(unknown)


def _meaning(heading: str) -> str | None:
    """Return what a column that answers no question says; empty for what is of no use, None when it is not known."""
    key = key_of(heading_of(heading).wording)
    for name, labels in _OURS.items():
        if any(key == key_of(ever) for label in labels for ever in headings_ever(label)):
            return name
    found = guesses(heading)
    return _MEANINGS.get(found[0].meaning) if found else None


class _Reading:
    def __init__(self, db: Session, asked: _Asked, layout: _Layout) -> None:
        self._layout = layout
        of_survey = [wave for wave in asked.waves if wave.survey.id == layout.survey_id]
        mine = [wave for wave in of_survey if layout.anonymous in (None, wave.anonymous)]
        self._sheets = {wave.id: WaveSheets(db, wave) for wave in mine}
        self._kinds = {
            wave.id: {
                language: self._sheets[wave.id].kind(Words(language), asking=True) for language in LANGUAGES
            }
            for wave in mine
        }
        self._waves = mine
        self._people: dict[int, Respondents] = {}
        self._taken = {wave.id: _Taken() for wave in mine}
        self._strangers: list[tuple[int, CellProblem]] = []
        self._order = self._date_order()
        self._body = [
            (number, row)
            for number, row in enumerate(layout.sheet.rows[layout.header + 1 :], start=layout.header + 2)
            if any(place < len(row) and text_of(row[place]) for place in layout.questions)
        ]

    def exports(self) -> list[Export]:
        if self._layout.anonymous is None:
            problem = self._problem(self._layout.header + 1, 0, "", which_sort())
            self._strangers.append((self._waves[0].id, problem))
            return [self._export(self._waves[0])]
        for number, row in self._body:
            self._take(number, row)
        return [self._export(wave) for wave in self._waves if self._has_news(wave)]

    def _has_news(self, wave: WaveRow) -> bool:
        return bool(self._taken[wave.id].rows) or any(wave.id == one for one, _ in self._strangers)

    def _export(self, wave: WaveRow) -> Export:
        taken, kind = self._taken[wave.id], self._kinds[wave.id][self._layout.language]
        problems = [one for each in taken.problems.values() for one in each]
        problems += [one for wave_id, one in self._strangers if wave_id == wave.id]
        notes = [Problem("surveys.note.export", values={"survey": kind.title, "n": len(taken.rows)})]
        if taken.twice:
            notes.append(Problem("surveys.note.twice", values={"names": ", ".join(taken.twice)}))
        returned = ReturnedSheet(
            kind.code, self._layout.sheet.name, taken.rows, tuple(problems), self._layout.unknown,
            places=taken.places, notes=tuple(notes),
        )  # fmt: skip
        return Export(kind, returned)

    def _take(self, number: int, row: Row) -> None:
        when = self._when(row)
        wave = self._wave(when)
        people = self._respondents(wave)
        emails, names, partners = (self._said(row, mark) for mark in ("email", "name", "partner"))
        found = people.find(emails, names, () if wave.anonymous else partners)
        if when is None and wave.anonymous and len(self._waves) > 1:
            # Guessed wrongly, the same answers would be in two waves: of one person more, and they would be known.
            found = Problem("surveys.problem.which_wave")
        if isinstance(found, Problem):
            place = min((*self._layout.who["name"], *self._layout.who["email"]), default=0)
            self._strangers.append((wave.id, self._problem(number, place, "", found)))
            return
        self._keep(number, row, wave, found, when)

    def _respondents(self, wave: WaveRow) -> Respondents:
        if wave.id not in self._people:
            said = [(self._said(row, "email"), self._said(row, "name")) for _, row in self._body]
            self._people[wave.id] = Respondents(self._sheets[wave.id].responses, said)
        return self._people[wave.id]

    def _keep(self, number: int, row: Row, wave: WaveRow, who: ResponseRow, when: dt.datetime | None) -> None:
        taken, kind = self._taken[wave.id], self._kinds[wave.id][self._layout.language]
        if who.uid in taken.rows:
            taken.twice[kind.names[who.uid]] = None
            if (when or _LONG_AGO) < taken.when[who.uid]:
                return
        values: dict[str, object] = {}
        problems: list[CellProblem] = []
        for place, uid in self._layout.questions.items():
            code = SURVEY_QUESTION + uid
            cell = row[place] if place < len(row) else None
            if not text_of(cell):
                continue
            try:
                values[code] = self._value(wave.id, who, code, cell)
            except Unclear as trouble:
                problems.append(self._problem(number, place, kind.names[who.uid], trouble.problem))
        if when is not None:
            values[ANSWERED_ON] = when.date()
        taken.rows[who.uid], taken.problems[who.uid] = values, problems
        taken.places[who.uid], taken.when[who.uid] = number, when or _LONG_AGO

    def _value(self, wave_id: int, who: ResponseRow, code: str, cell: Cell) -> object:
        """Return an answer, in whichever language the form offered it."""
        kinds = self._kinds[wave_id]
        if (who.uid, code) in kinds[self._layout.language].closed:
            raise Unclear(Problem("surveys.problem.not_asked", code))
        ordered = sorted(LANGUAGES, key=lambda one: one != self._layout.language)
        fields: list[SheetField] = [kinds[language].field(code) for language in ordered]
        try:
            return read(fields[0], cell)
        except Unclear as trouble:
            for other in fields[1:]:
                try:
                    return read(other, cell)
                except Unclear:
                    continue
            raise trouble from None

    def _wave(self, when: dt.datetime | None) -> WaveRow:
        """Return the wave an answer belongs to: the newest that was open by then; one form may serve several."""
        if when is None:
            return self._waves[0]
        begun = (wave for wave in self._waves if wave.opens_on <= when.date())
        return next(begun, self._waves[-1])

    def _when(self, row: Row) -> dt.datetime | None:
        moments = (moment_in(cell, self._order) for cell in self._cells(row, "when"))
        return next((moment for moment in moments if moment is not None), None)

    def _date_order(self) -> DateOrder:
        rows = self._layout.sheet.rows[self._layout.header + 1 :]
        return (
            date_order(cell for row in rows for cell in self._cells(row, "when") if isinstance(cell, str))
            or "dmy"
        )

    def _cells(self, row: Row, mark: str) -> Iterable[Cell]:
        return [row[place] for place in self._layout.who[mark] if place < len(row)]

    def _said(self, row: Row, mark: str) -> list[str]:
        return [said for cell in self._cells(row, mark) if (said := text_of(cell))]

    def _problem(self, number: int, place: int, name: str, problem: Problem) -> CellProblem:
        return CellProblem(self._layout.sheet.name, f"{column_letters(place)}{number}", name, problem)
