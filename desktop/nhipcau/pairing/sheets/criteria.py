"""The sheet of what pairing looks at, and how much each counts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, cast

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.pairing.models import BUILT_IN, COMPARISONS, CRITERION, WEIGHTS, Comparison, Weight
from nhipcau.pairing.settings.criteria import comparisons_for
from nhipcau.pairing.settings.pairing_input import CriterionSetting, ProfileQuestion
from nhipcau.pairing.store.present_criteria import present_criteria
from nhipcau.pairing.store.service import set_criteria
from nhipcau.participants.models import Question
from nhipcau.sheets.columns import column, field_column
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one
from nhipcau.sheets.former_words import former_answers
from nhipcau.sheets.named_things import NamedThing, NamedThings

_ASKED: Final = "question:"
"""Before the uid of a question, in what a criterion is called here."""


def _question_uids(db: Session, programme_id: int) -> dict[int | None, str]:
    """Return the public ids of the programme's questions."""
    wanted = select(Question.id, Question.uid).where(Question.programme_id == programme_id)
    return dict(db.exec(wanted.order_by(col(Question.position), col(Question.id))).all())


def _criterion_keys(
    criteria: tuple[CriterionSetting, ...], uids: Mapping[int | None, str]
) -> dict[str, CriterionSetting]:
    """Return each criterion by what it looks at, whatever its row in the tables: it may not be saved yet."""
    found: dict[str, CriterionSetting] = {}
    for one in criteria:
        plain = one.code
        if one.code == "question":
            plain = f"{_ASKED}{uids.get(one.mentee_question_id, '')}:{uids.get(one.mentor_question_id, '')}"
        key, count = plain, 1
        while key in found:
            count += 1
            key = f"{plain}:{count}"
        found[key] = one
    return found


def _known_questions(db: Session, programme_id: int) -> NamedThings:
    """Return the programme's own questions as their headings among the people say them."""
    wanted = select(Question).where(Question.programme_id == programme_id)
    return NamedThings(
        _named(one) for one in db.exec(wanted.order_by(col(Question.position), col(Question.id)))
    )


def _named(question: Question) -> NamedThing:
    heading = f"{question.grid} [{question.wording}]" if question.grid else question.wording
    return NamedThing(question.uid, heading, (question.wording,))


def _known_criteria(db: Session, programme_id: int, words: Words) -> NamedThings:
    """Return everything pairing can look at: what is built in, then the programme's own questions."""
    built_in = [_built_in(code, words(f"pairing.criterion.{code}")) for code in BUILT_IN]
    wanted = select(Question).where(Question.programme_id == programme_id)
    asked = db.exec(wanted.order_by(col(Question.position), col(Question.id))).all()
    named = map(_named, asked)
    return NamedThings([*built_in, *(replace(one, value=_ASKED + one.value) for one in named)])


def _built_in(code: str, label: str) -> NamedThing:
    return NamedThing(code, label, former_answers(label))


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    db, programme_id, words = asked.db, asked.programme_id, asked.words
    uids = _question_uids(db, programme_id)
    criteria, questions = _known_criteria(db, programme_id, words), _known_questions(db, programme_id)
    offered = questions.labels()
    weights = tuple((one, words(f"pairs.weight.{one}")) for one in WEIGHTS)
    comparisons = tuple((one, words(f"pairs.compare.{one}")) for one in COMPARISONS)
    fields = (
        column(
            words, "criterion", "named", things=criteria, suggestions=criteria.labels(), names_row=True, width=48.0,
            holds=("criterion.code", "criterion.mentee_question_id", "question.wording"),
        ),
        field_column(words, CRITERION["weight"], "text", choices=weights),
        field_column(words, CRITERION["comparison"], "text", choices=comparisons),
        column(
            words, "mentor_question", "named", things=questions, suggestions=offered, names_row=True, width=36.0,
            holds=("criterion.mentor_question_id", "question.wording"),
        ),
    )  # fmt: skip
    rows: dict[str, dict[str, object]] = {}
    for key, one in _criterion_keys(present_criteria(db, programme_id), uids).items():
        about = uids.get(one.mentee_question_id) or uids.get(one.mentor_question_id) or ""
        is_asked = one.code == "question"
        rows[key] = {
            "criterion": _ASKED + about if is_asked else one.code,
            "weight": one.weight,
            "comparison": one.comparison if is_asked else None,
            "mentor_question": uids.get(one.mentor_question_id) if is_asked else None,
        }
    names = {key: criteria.label(str(row["criterion"])) for key, row in rows.items()}
    yield SheetKind(CRITERIA, fields, rows, names)


def _write(db: Session, programme_id: int, row: RowToWrite) -> None:
    uids = _question_uids(db, programme_id)
    criteria = _criterion_keys(present_criteria(db, programme_id), uids)
    values = row.whole()
    if row.is_new:
        added = _new_criterion(db, row, uids)
        if added.key in {one.key for one in criteria.values()}:
            raise Rejected(Problem("homecoming.problem.criterion_there", "criterion"))
        set_criteria(db, programme_id, [*criteria.values(), added])
        return
    if row.key not in criteria:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    if row.state == "removed":
        if criteria[row.key].code != "question":
            raise Rejected(Problem("homecoming.problem.criterion_stays"))
        set_criteria(db, programme_id, [one for key, one in criteria.items() if key != row.key])
        return
    if "comparison" in values and not values["comparison"]:
        raise Rejected(Problem("homecoming.problem.missing", "comparison"))
    criteria[row.key] = _amended(db, criteria[row.key], values)
    set_criteria(db, programme_id, list(criteria.values()))


def _new_criterion(db: Session, row: RowToWrite, uids: dict[int | None, str]) -> CriterionSetting:
    said, other = (str(row.whole().get(one) or "") for one in ("criterion", "mentor_question"))
    ids = {uid: question_id for question_id, uid in uids.items()}
    things = row.kind.field("criterion").things
    if not said:
        raise Rejected(Problem("homecoming.problem.criterion_missing", "criterion"))
    if things is None or said not in things:
        raise Rejected(Problem("homecoming.problem.criterion_unknown", "criterion", {"text": said}))
    if other and other not in ids:
        raise Rejected(Problem("homecoming.problem.question_unknown", "mentor_question", {"text": other}))
    if not said.startswith(_ASKED):
        if other:
            raise Rejected(Problem("homecoming.problem.comparison_not_here", "mentor_question"))
        return _amended(db, CriterionSetting(said), row.whole())
    asked = ids[said.removeprefix(_ASKED)]
    usual = comparisons_for(_question(db, asked))[0]
    start = CriterionSetting("question", "medium", usual, asked, ids.get(other) if other else None)
    return _amended(db, start, row.whole())


def _amended(db: Session, setting: CriterionSetting, values: Mapping[str, object]) -> CriterionSetting:
    weight = cast("Weight", values.get("weight") or setting.weight)
    comparison = cast("Comparison", values.get("comparison") or setting.comparison)
    if values.get("comparison") and setting.code != "question":
        raise Rejected(Problem("homecoming.problem.comparison_not_here", "comparison"))
    if comparison != setting.comparison:
        question = _question(db, setting.mentee_question_id or setting.mentor_question_id)
        if comparison not in comparisons_for(question):
            raise Rejected(Problem("homecoming.problem.comparison", "comparison"))
    return replace(setting, weight=weight, comparison=comparison)


def _question(db: Session, question_id: int | None) -> ProfileQuestion:
    one = db.exec(select(Question).where(Question.id == question_id)).one()
    return ProfileQuestion(one.id or 0, one.wording, one.kind, tuple(one.options), one.grid)


CRITERIA: Final = SheetDeclaration(
    "criteria",
    _sheets,
    one_by_one(_write),
    told_by=(("criterion", "mentor_question"), ("criterion",)),
    needs=frozenset({"criterion", "weight"}),
    grows=True,
)
