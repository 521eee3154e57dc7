"""The one question of the page: what a skill is called."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from nhipcau.common.errors import Rejected
from nhipcau.skills.queries import SkillRow
from nhipcau.skills.starting_list import AREAS
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.form import Form, choice, line
from nhipcau.widgets.theme import px

Save = Callable[[dict[str, Any]], object]


class SkillDialog(Dialog):
    """Ask for the names of a skill. `save` may refuse them."""

    def __init__(
        self, desk: Desk, save: Save, parent: QWidget, *, skill: SkillRow | None = None, wording: str = ""
    ) -> None:
        words = desk.words
        kind = "add" if skill is None else "rename"
        super().__init__(words(f"skills.edit.{kind}_title"), words(f"skills.edit.{kind}_text"), parent)
        self.setMinimumWidth(px(460))
        self._desk = desk
        self._save = save
        self.form = Form()
        self.form.add("name_vi", line(), words("skills.edit.name_vi"))
        self.form.add("name_en", line(), words("skills.edit.name_en"))
        if skill is None or skill.own:
            areas = [(area, words(f"skills.area.{area}")) for area in AREAS]
            self.form.add("area", choice(areas), words("skills.edit.area"))
        self.add(self.form)
        self.add_reject(words("common.cancel"))
        self.accept_button = self.add_accept(words("common.save"))
        if skill is not None:
            names = {"name_vi": skill.name_vi, "name_en": skill.name_en, "area": skill.area}
            self.form.set_values({key: names[key] for key in self.form.fields})
        elif wording:
            self.form.set_values({f"name_{desk.language}": wording})
        self.form.fields[f"name_{desk.language}"].take_focus()

    def accept(self) -> None:
        try:
            self._save(self.form.values())
        except Rejected as refused:
            self.form.show_problems(refused.problems, self._desk.words)
            return
        super().accept()
