"""The base of every page: it reads again when its tables change, later when it is hidden."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from nhipcau.widgets.desk import Desk
from nhipcau.widgets.theme import dress, px


class Touched(Protocol):
    """What a step has touched: the ids of rows, by table."""

    @property
    def ids(self) -> Mapping[str, frozenset[int]]: ...


def width_beside(whole: int) -> int:
    """Return the width of a panel beside a list, of what the two have together."""
    return min(px(400), max(min(px(320), whole // 2 - 16), whole * 2 // 5))


class Page(QWidget):
    """A navigable screen.

    Subclasses name the tables they show in `tables` and implement `refresh` (read rows, fill widgets),
    `retranslate` (set every text) and, where they paint or hold icons, `retheme`.
    A page builds its widgets in `__init__`; the first `refresh` and `retranslate` come when it is first shown.
    """

    tables: frozenset[str] = frozenset()
    reads_words: bool = True
    """Whether what `refresh` reads is in words; where not, `retranslate` is enough for another language."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        self._untranslated = True
        self._unthemed = False
        dress(self)
        desk.language_changed.connect(self._on_language_changed)
        desk.theme_changed.connect(self._on_theme_changed)
        desk.programme_changed.connect(self.mark_stale)

    def title(self) -> str:
        """Return the heading the window shows above the page."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read what is shown and fill the widgets, keeping selection and place."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Set every text in the desk's present language."""
        raise NotImplementedError

    def retheme(self) -> None:
        """Renew icons and painted colours."""

    def arrive(self, **arguments: object) -> None:
        """Be navigated to with arguments, for example the person to select."""

    def let_go(self) -> None:
        """Hold nothing more of the file, which is being closed."""

    def answer_keys(
        self, keys: Mapping[QKeySequence | QKeySequence.StandardKey | str, Callable[[], None]]
    ) -> None:
        """Answer these keys while the keyboard is somewhere on the page."""
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def hold(self, *head_actions: QWidget) -> None:
        """Keep what the window puts at its head: until then it must not lie over the page."""
        for made in head_actions:
            made.setParent(self)
            made.hide()

    def changed(self, changes: Touched) -> None:
        """Hear what a step has touched."""
        self.tables_changed(set(changes.ids))

    def tables_changed(self, tables: Collection[str]) -> None:
        """Hear which tables a step has touched."""
        if not self.tables or self.tables.intersection(tables):
            self.mark_stale()

    def mark_stale(self) -> None:
        self._stale = True
        if self.isVisible():
            self._bring_up_to_date()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        dress(self)
        if self._untranslated:
            self._untranslated = False
            self._unthemed = True
            self.retranslate()
        if self._unthemed:
            self._unthemed = False
            self.retheme()
        if self._stale:
            self._stale = False
            self.refresh()

    def _on_language_changed(self) -> None:
        self._untranslated = True
        self._stale = self._stale or self.reads_words
        if self.isVisible():
            self._bring_up_to_date()

    def _on_theme_changed(self) -> None:
        self._unthemed = True
        if self.isVisible():
            self._bring_up_to_date()
            self.update()
