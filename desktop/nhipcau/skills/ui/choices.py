"""Choosing a skill: what is likely to begin with, what is typed for after that; Enter takes the marked one."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nhipcau.common.names.vietnamese import fold
from nhipcau.skills.queries import SkillRow
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import SearchBox
from nhipcau.widgets.desk import Desk

_CODE: Final = Qt.ItemDataRole.UserRole
_MOST: Final = 30
_MOVES: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


def folded(skill: SkillRow) -> str:
    """Return all a skill may be looked for by."""
    return fold(" | ".join((skill.name_vi, skill.name_en, *skill.wordings, *skill.remembered)))


class _Search(SearchBox):
    """Leaves the keys that move and choose to the list beneath it."""

    moved = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class SkillChoice(QWidget):
    """A search field over a list of skills. `chosen` comes with a skill's code."""

    chosen = Signal(str)
    marked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._skills: dict[str, SkillRow] = {}
        self._folded: dict[str, str] = {}
        self._likely: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.search = _Search(delay_ms=0)
        self.list = QListWidget()
        self.list.setObjectName("Clear")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = Muted(wrap=True)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.note, 1, Qt.AlignmentFlag.AlignTop)
        self.search.searched.connect(self._show)
        self.search.moved.connect(self._move)
        self.search.entered.connect(self.take)
        self.list.itemActivated.connect(self.take)
        self.list.itemClicked.connect(self.marked)
        self.list.currentRowChanged.connect(self.marked)

    def retranslate(self) -> None:
        words = self._desk.words
        self.search.set_texts(words("skills.ask.search"), words("common.clear_search"))
        self.list.setAccessibleName(words("skills.ask.choices"))

    def set_skills(self, skills: Sequence[SkillRow]) -> None:
        """Offer these; hidden ones are not offered."""
        self._skills = {skill.code: skill for skill in skills if not skill.hidden}
        self._folded = {code: folded(skill) for code, skill in self._skills.items()}

    def propose(self, likely: Sequence[str]) -> None:
        """Begin anew with the skills that are likely, the first marked."""
        self._likely = tuple(code for code in likely if code in self._skills)
        if self.search.text():
            self.search.clear()
        self._show("")

    def current(self) -> SkillRow | None:
        """Return the marked skill."""
        row = self.list.currentRow()
        return None if row < 0 else self._skills[self.list.item(row).data(_CODE)]

    def take(self) -> None:
        """Choose the marked skill."""
        skill = self.current()
        if skill is not None:
            self.chosen.emit(skill.code)

    def _show(self, text: str) -> None:
        codes = self._found(fold(text).split()) if text.strip() else self._likely
        words, language = self._desk.words, self._desk.language
        self.list.clear()
        for code in codes:
            skill = self._skills[code]
            area = words(f"skills.area.{skill.area}") if skill.area else words("skills.list.own")
            item = QListWidgetItem(words("skills.choice", name=skill.name(language), area=area))
            item.setData(_CODE, code)
            self.list.addItem(item)
        if codes:
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(codes))
        self.note.setText(words("skills.ask.nothing_found" if text.strip() else "skills.ask.no_guess"))
        self.note.setVisible(not codes)
        self.marked.emit()

    def _found(self, terms: Sequence[str]) -> list[str]:
        """Return the skills that hold every term, those whose name begins with the first one first."""
        found = [code for code, text in self._folded.items() if all(term in text for term in terms)]
        language = self._desk.language
        found.sort(key=lambda code: not fold(self._skills[code].name(language)).startswith(terms[0]))
        return found[:_MOST]

    def _move(self, by: int) -> None:
        if self.list.count():
            row = self.list.currentRow() + by
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
