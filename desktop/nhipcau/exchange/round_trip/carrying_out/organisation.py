"""Writing what a workbook that came home says of the whole organisation: levels, skills, wordings."""

from typing import Any, Final

from sqlmodel import Session, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.carrying_out.row_writing import RowToWrite
from nhipcau.exchange.round_trip.sheets.organisation_kinds import NO_SKILL, known_skills
from nhipcau.participants.models import Level
from nhipcau.participants.service import ensure_level, remove_level, rename_level, set_level_rank
from nhipcau.skills.models import SkillWording
from nhipcau.skills.queries import SkillRow, skill_rows
from nhipcau.skills.service import add_skill, forget, hide_skill, remember, rename_skill, restore_skill
from nhipcau.skills.wording_tokens import wording_key

_NAMES: Final = ("name_vi", "name_en")

# Levels


def write_level(db: Session, row: RowToWrite) -> None:
    values = row.whole()
    if row.is_new:
        level_id = ensure_level(db, str(values.get("level_name") or ""))
        if level_id is None:
            raise Rejected(Problem("homecoming.problem.level_name_missing", "level_name"))
        set_level_rank(db, level_id, _rank(values.get("rank")))
        return
    level = db.exec(select(Level).where(Level.uid == row.key)).first()
    if level is None:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    level_id = level.id or 0
    if row.state == "removed":
        remove_level(db, level_id)
        return
    if "level_name" in values:
        rename_level(db, level_id, str(values["level_name"]))
    if "rank" in values:
        set_level_rank(db, level_id, _rank(values["rank"]))


def _rank(value: object) -> int | None:
    return value if isinstance(value, int) else None


# Skills


def write_skill(db: Session, row: RowToWrite) -> None:
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


# Wordings


def write_wording(db: Session, row: RowToWrite) -> None:
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
    skills = known_skills(db, Words())
    code = said if said in skills else skills.find(said)
    if code is None:
        raise Rejected(Problem("homecoming.problem.skill_unknown", "skill", {"text": said}))
    return "" if code == NO_SKILL else code
