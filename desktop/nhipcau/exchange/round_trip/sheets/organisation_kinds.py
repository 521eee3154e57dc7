"""The sheets of what the whole organisation shares: its ladder, the skills that are its own, and the plans it kept."""

from functools import partial
from typing import Any, Final

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.sheets.named_things import NamedThing, NamedThings
from nhipcau.exchange.round_trip.sheets.people_columns import known_participants
from nhipcau.exchange.round_trip.sheets.sheet_kind import LEVELS, PLANS, SKILLS, WORDINGS, SheetKind, column
from nhipcau.pairing.models import Scenario, ScenarioPair
from nhipcau.participants.models import Level, Participant
from nhipcau.participants.queries import levels
from nhipcau.skills.models import Skill, SkillWording
from nhipcau.skills.queries import SkillRow, skill_rows
from nhipcau.skills.starting_list import AREAS

NO_SKILL: Final = "-"
"""Stands in a sheet for a wording that is no skill: what is blank says nothing."""
_FIT: Final = 100


def organisation_kinds(db: Session, programme_id: int, words: Words) -> tuple[SheetKind, ...]:
    """Return the sheets of levels, skills, wordings and, where there are any, kept plans."""
    skills = skill_rows(db)
    found = (_levels(db, words), _skills(db, words, skills), _wordings(db, words, skills))
    kept = db.exec(select(Scenario.id).where(Scenario.programme_id == programme_id)).first() is not None
    return (*found, _plans(db, programme_id, words)) if kept else found


def _levels(db: Session, words: Words) -> SheetKind:
    uids: dict[Any, str] = dict(db.exec(select(Level.id, Level.uid)).all())
    rows: dict[str, dict[str, object]] = {
        uids[one.id]: {"level_name": one.name, "rank": one.rank} for one in levels(db)
    }
    fields = (
        column(words, "level_name", width=34.0, holds=("level.name",)),
        column(words, "rank", "number", within=(-1_000_000, 1_000_000), width=30.0, holds=("level.rank",)),
    )
    names = {uid: str(row["level_name"]) for uid, row in rows.items()}
    return SheetKind(LEVELS, words(f"homecoming.sheet.{LEVELS}"), fields, rows, names, grows=True)


def _skills(db: Session, words: Words, listed: tuple[SkillRow, ...]) -> SheetKind:
    """Return what differs from the starting list: skills of the organisation's own, renamed and hidden ones."""
    changed = set(db.exec(select(Skill.code)))
    yes_no = ((True, words("common.yes")), (False, words("common.no")))
    fields = (
        column(words, "name_vi", width=38.0, holds=("skill.name_vi",)),
        column(words, "name_en", width=38.0, holds=("skill.name_en",)),
        column(
            words,
            "area",
            choices=tuple((area, words(f"skills.area.{area}")) for area in AREAS),
            width=32.0,
            holds=("skill.area",),
        ),
        column(words, "hidden", "yes_no", choices=yes_no, width=16.0, holds=("skill.hidden",)),
    )
    rows: dict[str, dict[str, object]] = {
        one.code: {"name_vi": one.name_vi, "name_en": one.name_en, "area": one.area, "hidden": one.hidden}
        for one in listed
        if one.code in changed
    }
    names = {one.code: one.name(words.language) for one in listed if one.code in rows}
    return SheetKind(SKILLS, words(f"homecoming.sheet.{SKILLS}"), fields, rows, names, grows=True)


def known_skills(db: Session, words: Words) -> NamedThings:
    """Return what a wording can mean: no skill, or one of the list by its name in either language."""
    return _named(skill_rows(db), words)


def _named(listed: tuple[SkillRow, ...], words: Words) -> NamedThings:
    none = NamedThing(NO_SKILL, words("homecoming.no_skill"))
    named = (NamedThing(one.code, one.name(words.language), (one.name_vi, one.name_en)) for one in listed)
    return NamedThings([none, *named])


def _wordings(db: Session, words: Words, listed: tuple[SkillRow, ...]) -> SheetKind:
    skills = _named(listed, words)
    stored = db.exec(select(SkillWording).order_by(col(SkillWording.id))).all()
    rows: dict[str, dict[str, object]] = {
        one.uid: {"skill_wording": one.wording, "skill": one.skill_code or NO_SKILL} for one in stored
    }
    fields = (
        column(words, "skill_wording", names_row=True, width=48.0, holds=("skill_wording.wording",)),
        column(
            words,
            "skill",
            "named",
            things=skills,
            suggestions=skills.labels(),
            width=48.0,
            holds=("skill_wording.skill_code",),
        ),
    )
    names = {one.uid: one.wording for one in stored}
    return SheetKind(WORDINGS, words(f"homecoming.sheet.{WORDINGS}"), fields, rows, names, grows=True)


def _plans(db: Session, programme_id: int, words: Words) -> SheetKind:
    """Return the kept plans, to be read and compared: they change in the program only."""
    people = known_participants(db, programme_id)
    uids: dict[Any, str] = dict(
        db.exec(select(Participant.id, Participant.uid).where(Participant.programme_id == programme_id)).all()
    )
    yes_no = ((True, words("common.yes")), (False, words("common.no")))
    fixed = partial(column, words, editable=False)
    fields = (
        fixed("plan", width=36.0, holds=("scenario.name",)),
        fixed("mentor", "named", things=people, width=44.0, holds=("scenario_pair.mentor_id",)),
        fixed("mentee", "named", things=people, width=44.0, holds=("scenario_pair.mentee_id",)),
        fixed("fit", "number", width=20.0, holds=("scenario_pair.fit",)),
        fixed("plan_locked", "yes_no", choices=yes_no, width=14.0, holds=("scenario_pair.locked",)),
    )
    wanted = (
        sa_select(
            col(Scenario.uid), col(Scenario.name), col(ScenarioPair.mentor_id), col(ScenarioPair.mentee_id),
            col(ScenarioPair.fit), col(ScenarioPair.locked),
        )
        .join(ScenarioPair, col(ScenarioPair.scenario_id) == col(Scenario.id))
        .where(col(Scenario.programme_id) == programme_id)
        .order_by(col(Scenario.id), col(ScenarioPair.id))
    )  # fmt: skip
    rows: dict[str, dict[str, object]] = {
        f"{uid}-{uids[mentor]}-{uids[mentee]}": {
            "plan": name, "mentor": uids[mentor], "mentee": uids[mentee], "fit": fit / _FIT, "plan_locked": locked
        }
        for uid, name, mentor, mentee, fit, locked in db.connection().execute(wanted)
    }  # fmt: skip
    names = {
        key: f"{row['plan']}: {people.short(str(row['mentor']))} – {people.short(str(row['mentee']))}"
        for key, row in rows.items()
    }
    return SheetKind(PLANS, words(f"homecoming.sheet.{PLANS}"), fields, rows, names)
