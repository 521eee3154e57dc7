"""Tables of the organisation's skills: what differs from the starting list, and wordings answered once.

Skills of the starting list (`resources/skills`) have no row until somebody renames or hides one.
"""

from typing import Final

from sqlmodel import Field, SQLModel

from nhipcau.common.public_ids import new_uid
from nhipcau.database.field_catalogue import catalogue_of, declared, read_by


class Skill(SQLModel, table=True):
    """A skill of the organisation's own, or what it changed in one of the starting list (the same code)."""

    __tablename__ = "skill"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid code"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    code: str = Field(unique=True)
    name_vi: str = declared("text", "programme", width=38)
    name_en: str = declared("text", "programme", width=38)
    area: str = declared("text", "team", width=32)
    hidden: bool = declared("yes_no", "team", default=False, width=16)


class SkillWording(SQLModel, table=True):
    """What a wording of people's answers means here, once somebody said so."""

    __tablename__ = "skill_wording"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid folded")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    wording: str = declared("text", "team", code="skill_wording", must=True, width=48)
    folded: str = Field(unique=True)
    skill_code: str = declared("text", "team", code="skill", default="", must=True, index=True, width=48)
    """Empty: no skill; the words stay as they are."""


SKILL: Final = catalogue_of(Skill, "skill", "skill.")
WORDING: Final = catalogue_of(SkillWording, "skill_wording", "skill.")
"""The fields of skills and of wordings, by code."""
