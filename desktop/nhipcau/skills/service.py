"""Writes of the organisation's skills: what a wording means, and changes to the list."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import clean
from nhipcau.common.public_ids import new_uid
from nhipcau.skills.models import Skill, SkillWording
from nhipcau.skills.queries import SkillRow, matcher, skill_rows
from nhipcau.skills.wording_tokens import wording_key

LONGEST_NAME: Final = 80
_NAMES: Final = ("name_vi", "name_en")
NO_SKILL: Final = ""
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
    columns = _checked(db, values, code="")
    code = f"own-{new_uid()}"
    skill = Skill(code=code)
    _write(skill, columns)
    db.add(skill)
    db.flush()
    return code


def rename_skill(db: Session, code: str, values: Mapping[str, object]) -> None:
    """Give a skill other names; what people wrote by the old ones is still understood."""
    row = _row_of(db, code)
    columns = _checked(
        db, {"name_vi": row.name_vi, "name_en": row.name_en, "area": row.area, **values}, code=code
    )
    if row.own:
        for name in filter(None, (row.name_vi, row.name_en)):
            remember(db, name, code)
    skill = _change_of(db, row)
    _write(skill, columns)
    db.flush()


def hide_skill(db: Session, code: str, *, hidden: bool = True) -> None:
    """Leave a skill out of the list, or take it in again. Hidden, it is no longer found in what people write."""
    _change_of(db, _row_of(db, code)).hidden = hidden
    db.flush()


def restore_skill(db: Session, code: str) -> bool:
    """Make a skill of the starting list what it was; False where nothing was changed of it.

    One of the organisation's own is hidden, never removed.
    """
    changed = db.exec(select(Skill).where(col(Skill.code) == code)).first()
    if changed is None:
        return False
    if any(one.own for one in skill_rows(db) if one.code == code):
        raise Rejected(Problem("skills.problem.skill_stays"))
    db.delete(changed)
    db.flush()
    return True


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


def _write(skill: Skill, columns: Mapping[str, str]) -> None:
    for key, text in columns.items():
        setattr(skill, key, text)


def _checked(db: Session, values: Mapping[str, object], code: str) -> dict[str, str]:
    """Return the columns these values make; Rejected when the names will not do."""
    columns = {key: clean(str(values.get(key) or "")) for key in (*_NAMES, "area")}
    names = {key: columns[key] for key in _NAMES if wording_key(columns[key])}
    problems = [
        Problem("skills.problem.too_long", key) for key, name in names.items() if len(name) > LONGEST_NAME
    ]
    if not names:
        problems.append(Problem("skills.problem.name_missing", "name_vi"))
    known = matcher(db)
    for key, name in names.items():
        owner = known.owner_of(name)
        if owner and owner != code:
            row = _row_of(db, owner)
            both = " / ".join(dict.fromkeys((row.name("vi"), row.name("en"))))
            problems.append(Problem("skills.problem.name_taken", key, {"name": both}))
    if problems:
        raise Rejected(*problems)
    return columns
