"""The sheets of what the organisation calls skills: those that are its own, and the wordings it has explained."""

from collections.abc import Iterator
from typing import Any, Final

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.sheets.columns import field_column
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one
from nhipcau.sheets.named_things import NamedThing, NamedThings
from nhipcau.skills.models import SKILL, WORDING, Skill, SkillWording
from nhipcau.skills.queries import SkillRow, skill_rows
from nhipcau.skills.service import add_skill, forget, hide_skill, remember, rename_skill, restore_skill
from nhipcau.skills.starting_list import AREAS
from nhipcau.skills.wording_tokens import wording_key

_NO_SKILL: Final = "-"
"""Stands in a sheet for a wording that is no skill: what is blank says nothing."""
_NAMES: Final = ("name_vi", "name_en")

# Skills


def _listed_skills(asked: SheetRequest) -> tuple[SkillRow, ...]:
    return skill_rows(asked.db)


def _skills(asked: SheetRequest) -> Iterator[SheetKind]:
    """Return what differs from the starting list: skills of the organisation's own, renamed and hidden ones."""
    db, words, listed = asked.db, asked.words, asked.once(_listed_skills)
    changed = set(db.exec(select(Skill.code)))
    yes_no = ((True, words("common.yes")), (False, words("common.no")))
    choices = {"area": tuple((area, words(f"skills.area.{area}")) for area in AREAS), "hidden": yes_no}
    fields = tuple(field_column(words, one, choices=choices.get(code, ())) for code, one in SKILL.items())
    rows: dict[str, dict[str, object]] = {
        one.code: {"name_vi": one.name_vi, "name_en": one.name_en, "area": one.area, "hidden": one.hidden}
        for one in listed
        if one.code in changed
    }
    names = {one.code: one.name(words.language) for one in listed if one.code in rows}
    yield SheetKind(SKILLS, fields, rows, names)


def _write_skill(db: Session, programme_id: int, row: RowToWrite) -> None:
    values = {name: value for name, value in row.whole().items() if value is not None}
    hidden = values.pop("hidden", None)
    if row.state == "removed":
        _restore(db, row.key)
        return
    code = _listed(db, values) if row.is_new else row.key
    known = code in {one.code for one in skill_rows(db)}
    if not known and row.state not in ("added", "gone"):
        raise Rejected(Problem("homecoming.problem.row_gone"))
    if not known:
        code = add_skill(db, values)
    elif values:
        rename_skill(db, code, values)
    if hidden is not None:
        hide_skill(db, code, hidden=bool(hidden))


def _listed(db: Session, values: Any) -> str:  # noqa: ANN401 - names by their column
    """Return the skill that a new row names: one of the list is changed rather than added again."""
    said = {wording_key(str(values.get(name) or "")) for name in _NAMES} - {""}
    return next((one.code for one in skill_rows(db) if said & _keys(one)), "")


def _keys(skill: SkillRow) -> set[str]:
    return {wording_key(skill.name_vi), wording_key(skill.name_en)} - {""}


def _restore(db: Session, code: str) -> None:
    if not restore_skill(db, code):
        raise Rejected(Problem("homecoming.problem.row_gone"))


SKILLS: Final = SheetDeclaration(
    "skills",
    _skills,
    one_by_one(_write_skill),
    told_by=(("name_vi", "name_en"), ("name_vi",), ("name_en",)),
    needs=frozenset({"name_vi", "name_en"}),
    waits_for=frozenset({"skills.problem.name_taken"}),
    grows=True,
)

# Wordings


def _named(listed: tuple[SkillRow, ...], words: Words) -> NamedThings:
    none = NamedThing(_NO_SKILL, words("homecoming.no_skill"))
    named = (NamedThing(one.code, one.name(words.language), (one.name_vi, one.name_en)) for one in listed)
    return NamedThings([none, *named])


def _wordings(asked: SheetRequest) -> Iterator[SheetKind]:
    db, words, listed = asked.db, asked.words, asked.once(_listed_skills)
    skills = _named(listed, words)
    stored = db.exec(select(SkillWording).order_by(col(SkillWording.id))).all()
    rows: dict[str, dict[str, object]] = {
        one.uid: {"skill_wording": one.wording, "skill": one.skill_code or _NO_SKILL} for one in stored
    }
    fields = (
        field_column(words, WORDING["skill_wording"], names_row=True),
        field_column(words, WORDING["skill"], "named", things=skills, suggestions=skills.labels()),
    )
    names = {one.uid: one.wording for one in stored}
    yield SheetKind(WORDINGS, fields, rows, names)


def _write_wording(db: Session, programme_id: int, row: RowToWrite) -> None:
    stored = db.exec(select(SkillWording).where(SkillWording.uid == row.key)).first()
    if row.state == "removed":
        if stored is not None:
            forget(db, stored.wording)
        return
    values = row.whole()
    wording = stored.wording if stored is not None else str(values.get("skill_wording") or "")
    said = str(values.get("skill") or "")
    if not said:
        raise Rejected(Problem("homecoming.problem.skill_missing", "skill"))
    remember(db, wording, _skill(db, said))


def _skill(db: Session, said: str) -> str:
    """Return what is meant: a skill of the list, one the same workbook has brought by now, or none."""
    skills = _named(skill_rows(db), Words())
    code = said if said in skills else skills.find(said)
    if code is None:
        raise Rejected(Problem("homecoming.problem.skill_unknown", "skill", {"text": said}))
    return "" if code == _NO_SKILL else code


WORDINGS: Final = SheetDeclaration(
    "wordings",
    _wordings,
    one_by_one(_write_wording),
    told_by=(("skill_wording",),),
    needs=frozenset({"skill_wording", "skill"}),
    waits_for=frozenset({"homecoming.problem.skill_unknown"}),
    grows=True,
)
SHEETS: Final = (SKILLS, WORDINGS)
