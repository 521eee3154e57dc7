"""Writes of the organisation's skills: what a wording means, and changes to the list."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.identity import new_uid
from nhipcau.common.vietnamese import clean
from nhipcau.programmes.rules import checked
from nhipcau.skills.models import Skill, SkillDraft, SkillWording
from nhipcau.skills.queries import SkillRow, matcher, skill_rows
from nhipcau.skills.reading import wording_key

NO_SKILL = ""
"""In place of a skill's code: the wording is no skill, its words stay as they are."""


def remember(db: Session, wording: str, code: str) -> None:
    """Remember what a wording means from now on: a skill, or `NO_SKILL`. The latest answer counts."""
    key = wording_key(wording)
    if not key:
        raise Rejected(Problem("skills.problem.wording_missing", "wording"))
    if code:
        _row_of(db, code)
    found = db.exec(select(SkillWording).where(SkillWording.folded == key)).first()
    if found is None:
        db.add(SkillWording(wording=clean(wording), folded=key, skill_code=code))
    else:
        found.skill_code = code
    db.flush()


def forget(db: Session, wording: str) -> None:
    """Take back what was said of a wording; it is asked again when somebody writes it."""
    found = db.exec(select(SkillWording).where(SkillWording.folded == wording_key(wording))).first()
    if found is not None:
        db.delete(found)
        db.flush()


def add_skill(db: Session, values: Mapping[str, object]) -> str:
    """Add a skill of the organisation's own and return its code."""
    draft = _checked(db, values, code="")
    code = f"own-{new_uid()}"
    db.add(Skill(code=code, **draft.model_dump()))
    db.flush()
    return code


def rename_skill(db: Session, code: str, values: Mapping[str, object]) -> None:
    """Give a skill other names; what people wrote by the old ones is still understood."""
    row = _row_of(db, code)
    draft = _checked(
        db, {"name_vi": row.name_vi, "name_en": row.name_en, "area": row.area, **values}, code=code
    )
    if row.own:
        for name in filter(None, (row.name_vi, row.name_en)):
            remember(db, name, code)
    skill = _change_of(db, row)
    skill.name_vi, skill.name_en, skill.area = draft.name_vi, draft.name_en, draft.area
    db.flush()


def hide_skill(db: Session, code: str, *, hidden: bool = True) -> None:
    """Leave a skill out of the list, or take it in again. Hidden, it is no longer found in what people write."""
    _change_of(db, _row_of(db, code)).hidden = hidden
    db.flush()


def _row_of(db: Session, code: str) -> SkillRow:
    for row in skill_rows(db):
        if row.code == code:
            return row
    raise KeyError(code)


def _change_of(db: Session, row: SkillRow) -> Skill:
    skill = db.exec(select(Skill).where(col(Skill.code) == row.code)).first()
    if skill is None:
        skill = Skill(code=row.code, name_vi=row.name_vi, name_en=row.name_en, area=row.area)
        db.add(skill)
    return skill


def _checked(db: Session, values: Mapping[str, object], code: str) -> SkillDraft:
    draft = checked(SkillDraft, values, "skills")
    names = [name for name in (draft.name_vi, draft.name_en) if wording_key(name)]
    if not names:
        raise Rejected(Problem("skills.problem.name_missing", "name_vi"))
    known = matcher(db)
    fields = {draft.name_en: "name_en", draft.name_vi: "name_vi"}
    for name in names:
        owner = known.owner_of(name)
        if owner and owner != code:
            taken = _row_of(db, owner)
            values_said = {"name_vi": taken.name("vi"), "name_en": taken.name("en")}
            raise Rejected(Problem("skills.problem.name_taken", fields[name], values_said))
    return draft
