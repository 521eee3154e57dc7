"""Forms of anonymous waves among what comes home: what they say is put out of sight before anything shows it.

From here on nothing but `FilledForm.values` holds an answer. The preview, the plan as a workbook, decisions and trials
see who sent a form and whether it can be taken in, never what is in it, nor how much of it is filled in: a person of
whom it is known which questions they left out would be found among the answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from sqlmodel import Session

from nhipcau.common.errors import Problem
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.exchange.round_trip.merge.three_way_merge import Merge
from nhipcau.exchange.round_trip.merge.workbook_merge import Homecoming, KindMerge
from nhipcau.exchange.round_trip.returned.row_matching import CellProblem, ReturnedSheet
from nhipcau.sheets.columns import Showed
from nhipcau.surveys.anonymous_results import common_questions
from nhipcau.surveys.anonymous_waves import groups_in_copies, may_come_together
from nhipcau.surveys.queries import SurveyQuestionRow, WaveRow, responses, waves
from nhipcau.surveys.rules import NotAnAnswer, Value, tidy_answer
from nhipcau.surveys.sheet import SURVEY, SURVEY_QUESTION, wave_title

FormState = Literal["ready", "few", "apart", "answered", "blank", "unread", "differs"]
"""Taken in with the group; waiting for more, or for those it was once taken in with; from somebody who has answered;
empty; with a cell that cannot be read; one of two that differ."""
WAITING: Final = frozenset({"few", "apart"})
_OF_THE_ROW: Final = frozenset(
    {
        "surveys.problem.two_people", "surveys.problem.nameless", "surveys.problem.stranger",
        "surveys.problem.same_name", "surveys.problem.about_whom", "surveys.problem.wave_gone",
        "surveys.problem.which_sort", "surveys.problem.which_wave",
    }
)  # fmt: skip
"""What is said of whose a row is; all others are about what somebody answered, and are not said."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One person's form as it came."""

    wave_uid: str
    response_uid: str
    name: str
    plan: int
    """The place of its file among those that came home together."""
    values: Mapping[str, object] = field(repr=False)
    """By the public id of each question, as it was read."""
    unread: bool = False


@dataclass(frozen=True, slots=True)
class FormStanding:
    """What becomes of one person's form; all that is shown of it."""

    response_uid: str
    name: str
    plan: int
    state: FormState


@dataclass(frozen=True, slots=True)
class AnonymousWave:
    """What came home for one anonymous wave, and what of it is taken in as one group."""

    wave_id: int
    uid: str
    titles: Mapping[str, str]
    """What it is called, by language."""
    forms: tuple[FormStanding, ...]
    group: Mapping[int, Mapping[int, Value]] = field(repr=False)
    """The answers that are taken in, by response and question."""

    def count(self, *states: FormState) -> int:
        return sum(one.state in states for one in self.forms)


def sealed(
    db: Session, programme_id: int, plans: Iterable[Homecoming], data_file: Path
) -> tuple[tuple[Homecoming, ...], tuple[AnonymousWave, ...]]:
    """Return what came home without the answers of anonymous waves, and those waves.

    Backups of the `data_file` know groups that it may not know itself.
    """
    anonymous = {SURVEY.code_of(one.uid): one for one in waves(db, programme_id) if one.anonymous}
    known = tuple(plans)
    if not anonymous:
        return known, ()
    forms: dict[str, list[FilledForm]] = defaultdict(list)
    left = []
    for number, plan in enumerate(known):
        for one in plan.kinds:
            if one.kind.code in anonymous:
                forms[one.kind.code] += _forms_in(one, number)
        kinds = tuple(_without_answers(one) if one.kind.code in anonymous else one for one in plan.kinds)
        left.append(replace(plan, kinds=kinds))
    elsewhere = groups_in_copies(data_file) if any(forms.values()) else frozenset()
    found = tuple(_standing(db, anonymous[code], forms[code], elsewhere) for code in anonymous if forms[code])
    return tuple(left), found


def _forms_in(one: KindMerge, plan: int) -> list[FilledForm]:
    asked = any(field.code.startswith(SURVEY_QUESTION) for field in one.kind.fields)
    if not asked and not one.returned.problems:
        return []  # the whole programme's workbook, which says only who has answered
    unread = {problem.name for problem in one.returned.problems if problem.problem.code not in _OF_THE_ROW}
    return [
        FilledForm(
            one.kind.part,
            key,
            one.kind.names[key],
            plan,
            {
                code.removeprefix(SURVEY_QUESTION): value
                for code, value in row.items()
                if code.startswith(SURVEY_QUESTION) and not isinstance(value, Showed)
            },
            unread=bool(unread & {"", one.kind.names[key]}),
        )
        for key, row in one.returned.rows.items()
        if key in one.kind.rows
    ]


def _without_answers(one: KindMerge) -> KindMerge:
    """Return a sheet of which only is left who was asked, and what is wrong with rows that are nobody's."""
    returned = one.returned
    shown = ReturnedSheet(
        returned.kind,
        returned.sheet,
        problems=tuple(_unsaid(each) for each in returned.problems if not _is_told(one, each)),
        unknown_columns=returned.unknown_columns if returned.notes else (),
        notes=returned.notes,
    )
    kind = replace(one.kind, fields=(), rows={}, closed=frozenset(), implied={}, headed={})
    return KindMerge(kind, shown, {}, Merge(()), Merge(()))


def _is_told(one: KindMerge, problem: CellProblem) -> bool:
    """Whether a trouble is said by the state of a form, without which cell it is."""
    return problem.problem.code not in _OF_THE_ROW and problem.name in one.kind.names.values()


def _unsaid(problem: CellProblem) -> CellProblem:
    if problem.problem.code in _OF_THE_ROW:
        return problem
    return replace(problem, address="A1", problem=Problem("surveys.problem.anonymous_unread"))


def _standing(
    db: Session, wave: WaveRow, forms: Sequence[FilledForm], elsewhere: Iterable[frozenset[str]]
) -> AnonymousWave:
    asked = {row.uid: row for row in responses(db, wave.id)}
    questions = {one.uid: one for one in common_questions(db, wave)}
    by_person: dict[str, list[FilledForm]] = defaultdict(list)
    for form in forms:
        by_person[form.response_uid].append(form)
    states: dict[str, FormState] = {}
    filled: dict[int, Mapping[int, Value]] = {}
    for uid, mine in by_person.items():
        found = [_tidied(form, questions) for form in mine]
        states[uid] = "answered" if asked[uid].answered_on is not None else _state(found)
        if states[uid] == "ready":
            filled[asked[uid].id] = next(values for values in found if values)
    grouping = may_come_together(db, wave.id, filled, elsewhere)
    for uid, state in states.items():
        if state == "ready" and asked[uid].id not in grouping.taken:
            states[uid] = "apart" if asked[uid].id in grouping.apart else "few"
    return AnonymousWave(
        wave.id,
        wave.uid,
        {one: wave_title(wave, Words(one)) for one in LANGUAGES},
        tuple(FormStanding(uid, mine[0].name, mine[0].plan, states[uid]) for uid, mine in by_person.items()),
        {number: values for number, values in filled.items() if number in grouping.taken},
    )


def _tidied(form: FilledForm, questions: Mapping[str, SurveyQuestionRow]) -> dict[int, Value] | None:
    """Return what is answered, by question; None where something cannot be read."""
    found: dict[int, Value] = {}
    for uid, value in form.values.items():
        question = questions.get(uid)
        if question is None:
            return None
        try:
            good = tidy_answer(question.kind, len(question.options_vi or question.options_en), value)
        except NotAnAnswer:
            return None
        if good is not None:
            found[question.id] = good
    return None if form.unread else found


def _state(found: Sequence[Mapping[int, Value] | None]) -> FormState:
    """Return what one person's forms are in themselves; the same one twice counts once, an empty one not at all."""
    if None in found:
        return "unread"
    filled = [values for values in found if values]
    if not filled:
        return "blank"
    return "ready" if all(values == filled[0] for values in filled) else "differs"
