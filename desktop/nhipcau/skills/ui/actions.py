"""What the skills page writes: each one step, said in a toast that can take it back."""

from collections.abc import Mapping
from typing import Any

from nhipcau.database import Database
from nhipcau.skills import service
from nhipcau.skills.queries import SkillRow
from nhipcau.widgets.desk import Desk


class Actions:
    """Writes of the skills page."""

    def __init__(self, desk: Desk, database: Database) -> None:
        self._desk = desk
        self._database = database

    def remember(self, wording: str, skill: SkillRow) -> None:
        name = skill.name(self._desk.language)
        with self._database.step("skills.step.remember", wording=wording, skill=name) as db:
            service.remember(db, wording, skill.code)
        self._said("skills.said.remember", wording=wording, skill=name)

    def keep(self, wording: str) -> None:
        """Remember that a wording is no skill."""
        with self._database.step("skills.step.keep", wording=wording) as db:
            service.remember(db, wording, service.NO_SKILL)
        self._said("skills.said.keep", wording=wording)

    def forget(self, wording: str) -> None:
        with self._database.step("skills.step.forget", wording=wording) as db:
            service.forget(db, wording)
        self._said("skills.said.forget", wording=wording)

    def add(self, values: Mapping[str, Any], wording: str = "") -> str:
        """Add a skill, and remember a wording for it; Rejected when the names will not do."""
        name = self._name(values)
        with self._database.step("skills.step.add", skill=name) as db:
            code = service.add_skill(db, values)
            if wording:
                service.remember(db, wording, code)
        self._said("skills.said.add", skill=name)
        return code

    def rename(self, skill: SkillRow, values: Mapping[str, Any]) -> None:
        with self._database.step("skills.step.rename", skill=skill.name(self._desk.language)) as db:
            service.rename_skill(db, skill.code, values)
        self._said("skills.said.rename", skill=self._name(values))

    def hide(self, skill: SkillRow) -> None:
        name = skill.name(self._desk.language)
        with self._database.step("skills.step.hide", skill=name) as db:
            service.hide_skill(db, skill.code)
        self._said("skills.said.hide", skill=name)

    def show(self, skill: SkillRow) -> None:
        """Take a hidden skill into the list again."""
        name = skill.name(self._desk.language)
        with self._database.step("skills.step.show", skill=name) as db:
            service.hide_skill(db, skill.code, hidden=False)
        self._said("skills.said.show", skill=name)

    def _name(self, values: Mapping[str, Any]) -> str:
        first, second = ("name_vi", "name_en") if self._desk.language == "vi" else ("name_en", "name_vi")
        return str(values.get(first) or values.get(second) or "")

    def _said(self, key: str, **values: object) -> None:
        self._desk.say(self._desk.words(key, **values), undo=True)
