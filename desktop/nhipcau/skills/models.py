"""Tables of the organisation's skills: what differs from the starting list, and wordings answered once.

Skills of the starting list (`resources/skills`) have no row until somebody renames or hides one.
"""

from sqlmodel import Field, SQLModel

from nhipcau.common.public_ids import new_uid
from nhipcau.database.field_catalogue import read_by


class Skill(SQLModel, table=True):
    """A skill of the organisation's own, or what it changed in one of the starting list (the same code)."""

    __tablename__ = "skill"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid code area hidden", programme="name_vi name_en"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    code: str = Field(unique=True)
    name_vi: str = ""
    name_en: str = ""
    area: str = ""
    hidden: bool = False


class SkillWording(SQLModel, table=True):
    """What a wording of people's answers means here, once somebody said so."""

    __tablename__ = "skill_wording"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid wording folded skill_code")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    wording: str
    folded: str = Field(unique=True)
    skill_code: str = Field(default="", index=True)
    """Empty: no skill; the words stay as they are."""
