"""The organisation's skills: search, and of one of them its names and wordings, to rename, hide or add to."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from nhipcau.common.names.vietnamese import fold
from nhipcau.skills.queries import SkillRow
from nhipcau.skills.ui.choices import folded
from nhipcau.widgets.card import Body, Card, Heading, Muted
from nhipcau.widgets.controls import Button, Pill, SearchBox, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.table.table_copy import CopiedCell, Excerpt, TableCopying

_CODE: Final = Qt.ItemDataRole.UserRole
_KEPT: Final = ""
"""In place of a code: the line of wordings that are no skill."""


class _Wordings(Wrapping):
    """Wordings that were answered, each with a way to be asked again."""

    forgotten = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=6)
        self.buttons: list[Button] = []

    def show_wordings(self, wordings: Sequence[str], desk: Desk) -> None:
        for old in self.buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = []
        for wording in wordings:
            made = button(wording, "chip", "x")
            made.setProperty("wording", wording)
            made.setToolTip(desk.words("skills.list.forget", wording=wording))
            made.setAccessibleName(made.toolTip())
            made.clicked.connect(self._on_clicked)
            self._flow.addWidget(made)
            self.buttons.append(made)
        self.setVisible(bool(wordings))
        self.updateGeometry()

    def _on_clicked(self) -> None:
        made = self.sender()
        if isinstance(made, Button):
            self.forgotten.emit(str(made.property("wording")))


class ListView(QWidget):
    """On the left the list, on the right one skill."""

    rename_wanted = Signal(object)
    hide_wanted = Signal(object)
    show_wanted = Signal(object)
    forgotten = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[SkillRow, ...] = ()
        self._kept: tuple[str, ...] = ()
        self.search = SearchBox(delay_ms=0)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.copying = TableCopying(self.list, self._excerpt)
        self.copying.watch_keys()
        self.nothing = Muted(wrap=True)
        self.name = Heading(level=1, wrap=True)
        self.other_name = Body()
        self.area = Pill()
        self.mark = Pill(tone="info")
        self.wordings_title = Heading(level=3)
        self.wordings = Body()
        self.remembered_title = Heading(level=3)
        self.remembered = _Wordings()
        self.kept_text = Muted(wrap=True)
        self.kept = _Wordings()
        self.rename_button = button(icon="pencil")
        self.hide_button = button(icon="eye")
        self._lay_out()
        self.search.searched.connect(self._narrow)
        self.list.currentRowChanged.connect(self._show)
        self.rename_button.clicked.connect(self._on_rename)
        self.hide_button.clicked.connect(self._on_hide)
        for wordings in (self.remembered, self.kept):
            wordings.forgotten.connect(self.forgotten)

    def _lay_out(self) -> None:
        left = Card()
        left.add(self.search)
        left.add(self.list, 1)
        left.add(self.nothing)
        about = VScroll(spacing=10)
        pills = QHBoxLayout()
        pills.setSpacing(8)
        pills.addWidget(self.area)
        pills.addWidget(self.mark)
        pills.addStretch(1)
        about.add(self.name)
        about.add(self.other_name)
        about.body.addLayout(pills)
        answered: tuple[QWidget, ...] = (self.remembered_title, self.remembered)
        for part in (self.wordings_title, self.wordings, *answered):
            about.add(part)
        for kept in (self.kept_text, self.kept):
            about.add(kept)
        about.body.addStretch(1)
        right = Card()
        right.add(about, 1)
        buttons = Wrapping()
        flow = FlowLayout(buttons)
        flow.addWidget(self.rename_button)
        flow.addWidget(self.hide_button)
        right.add(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(left, 2)
        row.addWidget(right, 3)

    def retranslate(self) -> None:
        words = self._desk.words
        self.search.set_texts(words("skills.list.search"), words("common.clear_search"))
        self.list.setAccessibleName(words("skills.list.name"))
        self.nothing.setText(words("skills.list.nothing_found"))
        self.wordings_title.setText(words("skills.list.wordings"))
        self.remembered_title.setText(words("skills.list.remembered"))
        self.kept_text.setText(words("skills.list.kept_text"))
        self.rename_button.setText(words("skills.list.rename"))

    def set_rows(self, rows: Sequence[SkillRow], kept: Sequence[str]) -> None:
        """Show the list under the same search, and the same skill of it."""
        self._rows, self._kept = tuple(rows), tuple(kept)
        self._narrow(self.search.text())

    def current(self) -> SkillRow | None:
        """Return the skill that is shown."""
        code = self._code()
        return next((row for row in self._rows if row.code == code), None)

    def _code(self) -> str | None:
        place = self.list.currentRow()
        return None if place < 0 else str(self.list.item(place).data(_CODE))

    def select(self, code: str) -> None:
        """Show one skill, taking the search away where it hides it."""
        if not self._mark(code):
            self.search.clear()
            self._mark(code)

    def _mark(self, code: str) -> bool:
        for place in range(self.list.count()):
            if self.list.item(place).data(_CODE) == code:
                self.list.setCurrentRow(place)
                return True
        return False

    def _narrow(self, text: str) -> None:
        shown = self._code()
        terms = fold(text).split()
        rows = [row for row in self._rows if all(term in folded(row) for term in terms)]
        if terms:
            rows.sort(key=lambda row: not fold(row.name(self._desk.language)).startswith(terms[0]))
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            self._add(self._line(row), row.code)
        if self._kept and not terms:
            self._add(self._desk.words("skills.list.kept", n=len(self._kept)), _KEPT)
        self.list.blockSignals(False)
        if self.list.count() and not (shown is not None and self._mark(shown)):
            self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        self.nothing.setVisible(self.list.count() == 0)
        self._show()

    def _add(self, text: str, code: str) -> None:
        item = QListWidgetItem(text)
        item.setData(_CODE, code)
        self.list.addItem(item)

    def _line(self, row: SkillRow) -> str:
        name = row.name(self._desk.language)
        return self._desk.words("skills.list.row_hidden", name=name) if row.hidden else name

    def _excerpt(self, places: Sequence[int] | None) -> Excerpt:
        """Return skills of the list as a table: both names, area, what else names them."""
        words = self._desk.words
        wanted = range(self.list.count()) if places is None else places
        codes = [self.list.item(place).data(_CODE) for place in wanted]
        known = {row.code: row for row in self._rows}
        headings = ("skills.edit.name_vi", "skills.edit.name_en", "skills.edit.area", "skills.list.wordings")
        lines = []
        for row in (known[code] for code in codes if code in known):
            area = words(f"skills.area.{row.area}") if row.area else ""
            lines.append((row.name_vi, row.name_en, area, ", ".join((*row.wordings, *row.remembered))))
        return Excerpt(
            tuple(map(words, headings)),
            tuple(tuple(CopiedCell(text, text) for text in line) for line in lines),
        )

    def _show(self) -> None:
        row = self.current()
        for part in (self.rename_button, self.hide_button):
            part.setVisible(row is not None)
        if row is not None:
            self._show_skill(row)
        else:
            self._show_kept()
        self.kept_text.setVisible(row is None)
        self.kept.setVisible(row is None)
        for about in (self.wordings_title, self.wordings):
            about.setVisible(row is not None)

    def _show_kept(self) -> None:
        """Show the wordings that are no skill, the last line of the list; or nothing."""
        self.name.setText(self._desk.words("skills.list.kept", n=len(self._kept)) if self._kept else "")
        self.kept.show_wordings(self._kept, self._desk)
        hidden: tuple[QWidget, ...] = (
            self.other_name,
            self.area,
            self.mark,
            self.remembered_title,
            self.remembered,
        )
        for part in hidden:
            part.hide()

    def _show_skill(self, row: SkillRow) -> None:
        words, language = self._desk.words, self._desk.language
        self.name.setText(row.name(language))
        other = row.name_en if language == "vi" else row.name_vi
        self.other_name.setText(words("skills.list.other_name", name=other))
        self.other_name.setVisible(bool(other) and other != self.name.text())
        self.area.setText(words(f"skills.area.{row.area}") if row.area else "")
        self.area.setVisible(bool(row.area))
        mark = ("hidden", "warn") if row.hidden else ("own", "info")
        self.mark.set(words(f"skills.list.{mark[0]}"), mark[1])
        self.mark.setVisible(row.hidden or row.own)
        self.wordings.setText(", ".join(row.wordings) or words("skills.list.no_wordings"))
        self.remembered_title.setVisible(bool(row.remembered))
        self.remembered.show_wordings(row.remembered, self._desk)
        self.hide_button.setText(words("skills.list.show" if row.hidden else "skills.list.hide"))

    def _on_rename(self) -> None:
        row = self.current()
        if row is not None:
            self.rename_wanted.emit(row)

    def _on_hide(self) -> None:
        row = self.current()
        if row is not None:
            (self.show_wanted if row.hidden else self.hide_wanted).emit(row)
