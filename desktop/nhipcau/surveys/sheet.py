"""The sheets that ask surveys: a row for everybody who is asked in a wave, a column a question."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlmodel import Session, select

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import clean
from nhipcau.common.words import Words
from nhipcau.sheets.columns import CellKind, SheetField, told_apart
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one
from nhipcau.surveys.anonymous_results import common_questions
from nhipcau.surveys.models import SurveyQuestion, SurveyResponse
from nhipcau.surveys.queries import (
    ResponseRow,
    SurveyQuestionRow,
    WaveRow,
    answers,
    questions,
    responses,
    waves,
)
from nhipcau.surveys.service import set_answers

_SURVEY: Final = "survey:"
"""Before what a survey's form is about, in `SentWorkbook.about`."""
SURVEY_QUESTION: Final = "survey_question:"
"""Before the uid of a survey's question, in the code of its column."""
RESPONDENT: Final = "respondent"
RESPONDENT_EMAIL: Final = "respondent_email"
PARTNER: Final = "partner"
ANSWERED_ON: Final = "answered_on"
_QUESTION: Final = "surveys.form.question"
_SHOWN: Final[Mapping[str, str]] = {
    RESPONDENT: "person.full_name", RESPONDENT_EMAIL: "person.email", PARTNER: "person.full_name",
    ANSWERED_ON: "survey_response.answered_on",
}  # fmt: skip
POINTS: Final = (1, 2, 3, 4, 5)
_KINDS: Final[Mapping[str, CellKind]] = {
    "scale": "scale", "one_choice": "option", "several": "options", "text": "long_text"
}  # fmt: skip
_WIDTHS: Final[Mapping[str, float]] = {"scale": 22.0, "one_choice": 26.0, "several": 36.0, "text": 40.0}


def about_form(wave_uid: str, participant_uid: str) -> str:
    """Return what `SentWorkbook.about` says of one person's form."""
    return f"{_SURVEY}{wave_uid}:{participant_uid}"


def is_about_form(about: str) -> bool:
    """Whether a workbook that was sent is the form of a survey."""
    return about.startswith(_SURVEY)


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    """Yield a sheet for every wave in which somebody is asked, the oldest first; of a form, only its own."""
    _, wave_uid, person_uid = asked.about.split(":") if is_about_form(asked.about) else ("", "", "")
    for wave in reversed(waves(asked.db, asked.programme_id)):
        if wave.asked and wave_uid in ("", wave.uid):
            yield WaveSheets(asked.db, wave).kind(asked.words, person_uid)


class WaveSheets:
    """What is asked and answered in one wave, read once for as many sheets as are made of it."""

    def __init__(self, db: Session, wave: WaveRow) -> None:
        self.wave = wave
        self.responses = responses(db, wave.id)
        self.questions = questions(db, wave.survey.id)
        self._answers = answers(db, wave.id)
        self._common = common_questions(db, wave) if wave.anonymous else ()

    def kind(
        self, words: Words, person_uid: str = "", *, asking: bool = False, going_out: bool = False
    ) -> SheetKind:
        """Return the wave as a sheet; with the public id of a participant only what that person is asked.

        A form that is `going_out` does not ask about pairs that have ended since; one that comes home may.

        Of an anonymous wave the sheet of everybody says only who has answered, unless it is `asking` them.
        """
        asked = [
            row
            for row in self.responses
            if person_uid in ("", row.participant_uid) and (row.may_be_asked or not going_out)
        ]
        roles = {row.role for row in asked}
        wanted = [one for one in self.questions if not person_uid or any(map(one.asks, roles))]
        if self.wave.anonymous:  # who has answered is known, what they said is nobody's row
            wanted = list(self._common) if person_uid or asking else []
        closed = {
            (row.uid, SURVEY_QUESTION + one.uid) for row in asked for one in wanted if not one.asks(row.role)
        }
        shown = _form_fields(words) if person_uid else _fields(words)
        only = asked[0] if person_uid and asked else None
        return SheetKind(
            SURVEY,
            told_apart((*shown, *(_field(one, words, anew=bool(person_uid)) for one in wanted))),
            {row.uid: self._values(row, wanted) for row in asked},
            {row.uid: who(row, words) for row in asked},
            wave_title(self.wave, words),
            self.wave.uid,
            implied={} if only is None else {RESPONDENT: only.name, RESPONDENT_EMAIL: only.email},
            closed=frozenset(closed),
        )

    def asks(self, row: ResponseRow) -> bool:
        """Whether there is a question for somebody's role."""
        return any(one.asks(row.role) for one in self.questions)

    def _values(self, row: ResponseRow, wanted: Sequence[SurveyQuestionRow]) -> dict[str, object]:
        return {
            RESPONDENT: row.name,
            RESPONDENT_EMAIL: row.email,
            PARTNER: row.partner_name,
            ANSWERED_ON: row.answered_on,
            **{SURVEY_QUESTION + one.uid: self._answers.get((row.id, one.id)) for one in wanted},
        }


def wave_title(wave: WaveRow, words: Words) -> str:
    """Return what a wave is called beside others: its survey, and its own name where that says more."""
    name = wave.survey.name(words.language)
    own = clean(wave.name)
    return name if not own or own == name else own if name in own else f"{name} – {own}"


def who(row: ResponseRow, words: Words) -> str:
    """Return whose answers a row holds, for people."""
    if not row.partner_name:
        return row.name
    return words("surveys.about_partner", name=row.name, partner=row.partner_name)


def _fields(words: Words) -> Sequence[SheetField]:
    fixed: Mapping[str, tuple[CellKind, float]] = {
        RESPONDENT: ("text", 26.0), RESPONDENT_EMAIL: ("text", 28.0), PARTNER: ("text", 26.0),
        ANSWERED_ON: ("date", 14.0),
    }  # fmt: skip
    return [
        SheetField(
            code, words(f"surveys.field.{code}"), kind, editable=False, width=width, holds=(_SHOWN[code],)
        )
        for code, (kind, width) in fixed.items()
    ]


def _form_fields(words: Words) -> Sequence[SheetField]:
    """Return what a form shows beside its questions: first whom the answers are about."""
    shown = {field.code: field for field in _fields(words)}
    # A form stands upright: beside the questions stands the partner whom a column of answers is about.
    partner = replace(shown[PARTNER], heading=words(_QUESTION), label=_QUESTION)
    return [partner, shown[RESPONDENT], shown[RESPONDENT_EMAIL]]


def _field(question: SurveyQuestionRow, words: Words, *, anew: bool) -> SheetField:
    """Return the column of a question; `anew` on the form of one person, who is shown no earlier answers."""
    options = question.options(words.language)
    return SheetField(
        SURVEY_QUESTION + question.uid,
        question.wording(words.language),
        _KINDS.get(question.kind, "long_text"),
        choices=choices_of(question.kind, options),
        width=_WIDTHS.get(question.kind, 40.0),
        hint=_hint(question, options, words),
        noted=question.kind == "several",
        asks=True,
        holds=("survey_answer.value",),
        private=True,
        anew=anew,
    )


def choices_of(kind: str, options: Sequence[str]) -> tuple[tuple[Any, str], ...]:
    """Return what is stored for each answer offered, and its label."""
    if kind == "scale":
        meanings = dict(zip(POINTS, options, strict=False))
        return tuple(
            (point, f"{point} – {meanings[point]}" if point in meanings else str(point)) for point in POINTS
        )
    return tuple((str(place) if kind == "several" else place, label) for place, label in enumerate(options))


def _hint(question: SurveyQuestionRow, options: Sequence[str], words: Words) -> str:
    """Return how to answer, for the screen and for paper: what may be chosen stands there as well."""
    needed = words("surveys.hint.required") + " " if question.required else ""
    if question.kind == "scale" and len(options) == len(POINTS):
        return needed + words("surveys.hint.scale_of", low=options[0], high=options[-1])
    said = needed + words(f"surveys.hint.{question.kind}")
    if question.kind == "several":
        return "\n".join([said, *(f"{place}. {label}" for place, label in enumerate(options, start=1))])
    return "\n".join([said, *(f"• {label}" for label in options)]) if question.kind == "one_choice" else said


def _write(db: Session, _programme_id: int, row: RowToWrite) -> None:
    """Write the answers of one row; a blank takes one back. They count from the day the file says, or from today."""
    response_id = db.exec(select(SurveyResponse.id).where(SurveyResponse.uid == row.key)).first()
    if response_id is None:
        raise Rejected(Problem("homecoming.problem.gone"))
    said = row.returned.get(ANSWERED_ON)
    values = {_question(db, code): None if value in ("", []) else value for code, value in row.values.items()}
    set_answers(db, response_id, values, said if isinstance(said, dt.date) else today())


def _question(db: Session, code: str) -> int:
    uid = code.removeprefix(SURVEY_QUESTION)
    found = db.exec(select(SurveyQuestion.id).where(SurveyQuestion.uid == uid)).first()
    if found is None:
        raise Rejected(Problem("homecoming.problem.gone"))
    return found


SURVEY: Final = SheetDeclaration(
    "survey",
    _sheets,
    one_by_one(_write),
    workbooks=frozenset({"programme", "form"}),
    told_by=(
        ("respondent_email", "partner"),
        ("respondent", "partner"),
        ("respondent_email",),
        ("respondent",),
    ),
    is_form=True,
)
