"""Ctrl+K: people, pairs, pages, steps and actions in one list, found without accents, run with Enter.

What is looked for is nearly always somebody or some page. Actions come after those; and what would undo work or leave
the file is never marked before its own name is written out, so that a name and Enter can do no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from nhipcau.common.names.search_text import search_terms
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.shell.menus import COMMANDS, Command, key_text
from nhipcau.shell.routes import ROUTES, WITHOUT_PROGRAMME
from nhipcau.shell.window.palette_entry import ACTIONS, HARMFUL, Entry, rank
from nhipcau.shell.window.palette_records import RecordFinder
from nhipcau.shell.window.sidebar import STEPS
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import SearchBox
from nhipcau.widgets.icons import icon
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.theme import colour, dress, font, px

if TYPE_CHECKING:
    from nhipcau.shell.window.frame import Frame

_MOST: Final = 40
_MOVES: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class _KindAtTheEnd(QStyledItemDelegate):
    """Writes what an entry is at the right end of its line."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        kind = str(index.data(Qt.ItemDataRole.UserRole))
        painter.save()
        painter.setFont(font(12))
        painter.setPen(colour("text3"))
        area = option.rect.adjusted(0, 0, -14, 0)
        text = index.data()
        taken = px(60) + option.fontMetrics.horizontalAdvance(str(text))
        shown = painter.fontMetrics().elidedText(
            kind, Qt.TextElideMode.ElideRight, max(0, area.width() - taken)
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class Palette(QDialog):
    """Lies over the window; leaves by Esc, by Enter, by a click on a line or anywhere outside."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window)
        self._window = window
        words = window.desk.words
        self.setObjectName("Panel")
        dress(self)
        self.setWindowTitle(words("shell.palette.title"))
        self.setAccessibleName(words("shell.palette.title"))
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(10)
        self.search = SearchBox(delay_ms=0)
        self.search.set_texts(words("shell.palette.search"), words("common.clear_search"))
        self.search.searched.connect(self._show)
        # One press leaves, as the hint says, even where the field would use it to empty itself.
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.reject)
        self.list = QListWidget()
        self.list.setAccessibleName(words("shell.palette.results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_KindAtTheEnd(self.list))
        self.list.setIconSize(QSize(px(18), px(18)))
        self.list.itemClicked.connect(self._on_clicked)
        self._none = Muted(wrap=True)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(Muted(words("shell.palette.hint")))
        self.entries: list[Entry] = []
        self.is_complete = False
        """Whether people and pairs have been read; until then Enter waits, or it would do something else."""
        self._enter_waits = False
        self._shown: list[Entry] = []
        self._reading: LatestReading[list[Entry]] = LatestReading(window.desk, self, self._take_people)
        # She may ask before the file is there; what it brings is then found without asking again.
        window.data.opened.connect(self._read)
        window.data.refused.connect(self._read)
        self._read()

    @classmethod
    def show_over(cls, window: Frame, text: str) -> Palette:
        """Open the palette in the upper middle of the window, with a first letter if one was typed."""
        open_one = window.findChild(cls)
        palette = open_one if open_one is not None else cls(window)
        width = min(px(620), window.width() - 80)
        height = min(px(460), window.height() - 120)
        palette.resize(width, height)
        corner = window.mapToGlobal(window.rect().topLeft())
        palette.move(corner.x() + (window.width() - width) // 2, corner.y() + 72)
        palette.search.setText(text)
        palette.finished.connect(palette.deleteLater)
        palette.show()
        palette.activateWindow()
        palette.search.setFocus()
        return palette

    def event(self, event: QEvent) -> bool:
        # A click anywhere else means she has changed her mind.
        if event.type() == QEvent.Type.WindowDeactivate and self.isVisible():
            self.reject()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES and self.list.count():
            row = self.list.currentRow() + _MOVES[key]
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        if self.is_complete:
            self._do(self.list.currentRow())
        else:
            self._enter_waits = True

    def _read(self) -> None:
        """Read everybody and every pair, away from the window's thread: there may be 20,000 people."""
        database, programme_id = self._window.data.database, self._window.desk.programme_id
        self.entries = self._collect()
        self.is_complete = False
        if database is not None and programme_id is not None:
            self._reading.ask(RecordFinder(self._window, database, programme_id).entries)
        elif database is not None or not self._window.desk.is_busy:  # else a file is being opened
            self.is_complete = True
        self._show(self.search.text())
        self._do_what_waits()

    def _take_people(self, found: list[Entry]) -> None:
        self.entries += found
        self.is_complete = True
        if self.search.text():
            self._show(self.search.text())
        self._do_what_waits()

    def _do_what_waits(self) -> None:
        if self._enter_waits and self.is_complete and self.isVisible():
            self._do(self.list.currentRow())

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._do(self.list.row(item))

    def _do(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            entry = self._shown[row]
            self.accept()
            entry.do()

    def _show(self, text: str) -> None:
        terms = search_terms(text)
        found = [entry for entry in self.entries if entry.answers(terms)]
        if terms:
            found.sort(key=lambda entry: rank(entry, terms))
        else:
            found = [entry for entry in found if not entry.only_searched]
        self._shown = found[:_MOST]
        self.list.clear()
        for entry in self._shown:
            item = QListWidgetItem(icon(entry.picture), entry.text)
            item.setData(Qt.ItemDataRole.UserRole, entry.kind)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.kind}")
            self.list.addItem(item)
        self.list.setVisible(bool(self._shown))
        self._none.setText(
            self._window.desk.words(f"shell.palette.{'none' if self.is_complete else 'reading'}")
        )
        self._none.setVisible(not self._shown)
        if self._shown:
            self.list.setCurrentRow(0 if self._shown[0].is_meant(terms) else -1)

    # What can be found

    def _collect(self) -> list[Entry]:
        return [
            *self._pages(),
            *self._steps(),
            *self._programmes(),
            *self._actions(),
        ]

    def _entry(self, text: str, kind: str, picture: str, do: Callable[[], None], more: str = "") -> Entry:
        return Entry(text, kind, picture, fold(f"{text} {more}"), do)

    def _pages(self) -> list[Entry]:
        words, window = self._window.desk.words, self._window
        if window.data.database is None:
            return []
        bare = window.desk.programme_id is None
        by_name = {command.name: command for command in COMMANDS}
        commands = [by_name[route] for route in ROUTES if route in by_name]
        return [
            self._entry(
                words(command.text),
                words("shell.palette.page"),
                command.icon,
                partial(window.go, command.name),
            )
            for command in commands
            if not bare or command.name in WITHOUT_PROGRAMME
        ]

    def _steps(self) -> list[Entry]:
        words, window = self._window.desk.words, self._window
        if window.desk.programme_id is None:
            return []
        return [
            self._entry(
                words(f"method.step.{step}"),
                words("shell.palette.step", n=step),
                "route",
                partial(window.go, "step", {"step": step}),
                words(f"method.short.{step}"),
            )
            for step in range(1, STEPS + 1)
        ]

    def _programmes(self) -> list[Entry]:
        window = self._window
        kind = window.desk.words("shell.palette.programme")
        return [
            self._entry(row.name, kind, "sprout", partial(window.choose_programme, row.id))
            for row in window.data.programmes
        ]

    def _actions(self) -> list[Entry]:
        window = self._window
        enabled = (one for one in COMMANDS if window.menus.actions[one.name].isEnabled())
        return [self._action(one) for one in enabled if one.name not in ROUTES and one.name != "palette"]

    def _action(self, command: Command) -> Entry:
        """Return an action as it is shown, found by its bare name in both languages.

        What it is done to, as the step that would be undone, is no word to look for: it may hold a person's name.
        """
        window = self._window
        names = tuple(fold(Words(language)(command.text)).rstrip("…") for language in LANGUAGES)
        return Entry(
            window.menus.actions[command.name].text().replace("&&", "&"),
            f"{window.desk.words('shell.palette.action')}  {key_text(command)}".strip(),
            command.icon,
            " ".join(names),
            partial(window.do, command.name),
            tier=ACTIONS,
            asked_by=names if command.name in HARMFUL else (),
        )
