"""What the skills page writes: each one step, said in a toast that can take it back."""

from collections.abc import Mapping
from typing import Any

from nhipcau.database import Database
from nhipcau.skills import service
from nhipcau.skills.queries import SkillRow
from nhipcau.widgets.context import Context
from nhipcau.widgets.desk import Desk


class Actions:
    """Writes of the skills page."""

    def __init__(self, desk: Desk, database: Database) -> None:
        self._desk = desk
        self._context = Context(desk, database)

    def remember(self, wording: str, skill: SkillRow) -> None:
        name = skill.name(self._desk.language)
        with self._context.do(
            "skills.step.remember", "skills.said.remember", wording=wording, skill=name
        ) as db:
            service.remember(db, wording, skill.code)

    def keep(self, wording: str) -> None:
        """Remember that a wording is no skill."""
        with self._context.do("skills.step.keep", "skills.said.keep", wording=wording) as db:
            service.remember(db, wording, service.NO_SKILL)

    def forget(self, wording: str) -> None:
        with self._context.do("skills.step.forget", "skills.said.forget", wording=wording) as db:
            service.forget(db, wording)

    def add(self, values: Mapping[str, Any], wording: str = "") -> str:
        """Add a skill, and remember a wording for it; Rejected when the names will not do."""
        name = self._name(values)
        with self._context.do("skills.step.add", "skills.said.add", skill=name) as db:
            code = service.add_skill(db, values)
            if wording:
                service.remember(db, wording, code)
        return code

    def rename(self, skill: SkillRow, values: Mapping[str, Any]) -> None:
        with self._context.do("skills.step.rename", skill=skill.name(self._desk.language)) as db:
            service.rename_skill(db, skill.code, values)
        self._context.say("skills.said.rename", skill=self._name(values))

    def hide(self, skill: SkillRow) -> None:
        name = skill.name(self._desk.language)
        with self._context.do("skills.step.hide", "skills.said.hide", skill=name) as db:
            service.hide_skill(db, skill.code)

    def show(self, skill: SkillRow) -> None:
        """Take a hidden skill into the list again."""
        name = skill.name(self._desk.language)
        with self._context.do("skills.step.show", "skills.said.show", skill=name) as db:
            service.hide_skill(db, skill.code, hidden=False)

    def _name(self, values: Mapping[str, Any]) -> str:
        first, second = ("name_vi", "name_en") if self._desk.language == "vi" else ("name_en", "name_vi")
        return str(values.get(first) or values.get(second) or "")
