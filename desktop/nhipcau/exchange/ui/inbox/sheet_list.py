"""The sheets of an import, a card each, drawn anew after a correction without losing her place."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.formats.column_mapping import ColumnReading, RoleRule, SheetReading, Understanding
from nhipcau.exchange.ui.inbox.sheet_card import SheetCard
from nhipcau.widgets.controls import Fold
from nhipcau.widgets.scroll import FittingScroll


class SheetList(FittingScroll):
    """Passes on what its cards say."""

    used_changed = Signal(int, bool)
    role_changed = Signal(int, RoleRule)
    header_changed = Signal(int, int)
    meaning_changed = Signal(int, int, str)
    kind_changed = Signal(int, int, str)
    values_changed = Signal(int, int, dict)
    quoting_changed = Signal(str, bool)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=12)
        self._words = words
        self.cards: list[SheetCard] = []
        self._doubted: dict[tuple[int, int], ColumnReading] = {}
        """The columns that were proposed with doubt, as proposed, by sheet and column: they stay in the open."""

    def show_first(self, understanding: Understanding) -> None:
        """Show the sheets of other files."""
        self._doubted = {}
        for card in self.cards:
            if card.unfolded:
                card.fold.setChecked(False)
        self.show_sheets(understanding)
        self.verticalScrollBar().setValue(0)

    def show_sheets(self, understanding: Understanding) -> None:
        """Show how the sheets are understood now."""
        place = self.verticalScrollBar().value()
        focused = next((child for child in self.findChildren(QWidget) if child.hasFocus()), None)
        unfolded = {number for number, card in enumerate(self.cards) if card.unfolded}
        for card in self.cards:
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for number, reading in enumerate(understanding.sheets):
            card = self._card(number, reading)
            if number in unfolded and reading.used:
                card.unfold()
            card.folded.connect(self._on_folded)
            self.cards.append(card)
            self.body.insertWidget(number, card)
        if focused is not None:
            self._focus_again(focused.accessibleName())
        self.verticalScrollBar().setValue(place)

    def _card(self, number: int, reading: SheetReading) -> SheetCard:
        card = SheetCard(self._words, number, reading, self._doubts_of(number, reading))
        card.used_changed.connect(self.used_changed)
        card.role_changed.connect(self.role_changed)
        card.header_changed.connect(self.header_changed)
        card.meaning_changed.connect(self.meaning_changed)
        card.kind_changed.connect(self.kind_changed)
        card.values_changed.connect(self.values_changed)
        card.quoting_changed.connect(self.quoting_changed)
        return card

    def show_quoting(self, subject: str, ticked: bool) -> None:
        """Show it on every card that asks the same."""
        for card in self.cards:
            card.show_quoting(subject, ticked)

    def focus_doubt(self) -> bool:
        """Put the keyboard on the first column still in doubt; say whether there is one."""
        rows = [row for card in self.cards for row in card.doubts.values() if not row.decided]
        if rows:
            rows[0].focus_choice()
            self.ensureWidgetVisible(rows[0])
        return bool(rows)

    def is_deciding(self) -> bool:
        """Say whether the keyboard is on a column that was proposed with doubt."""
        return any(
            row.isAncestorOf(self.focusWidget()) for card in self.cards for row in card.doubts.values()
        )

    def _doubts_of(self, number: int, reading: SheetReading) -> dict[int, ColumnReading]:
        """Return what of a sheet was proposed with doubt; decided ones stay, for her to change her mind."""
        found = {}
        for column in reading.columns if reading.used else ():
            before = self._doubted.get((number, column.index))
            if before is not None and before.heading == column.heading:
                found[column.index] = before
            elif not column.sure:
                found[column.index] = self._doubted[number, column.index] = column
        return found

    def _on_folded(self, fold: Fold) -> None:
        if fold.isChecked():  # the layout gives the details their place when it next has time
            QTimer.singleShot(0, fold, lambda: self._bring_up(fold))

    def _bring_up(self, fold: Fold) -> None:
        """Show what has been unfolded, and in it the column that she has come for."""
        self.bring_up(fold)
        focused = self.content.focusWidget()
        if focused is not None:
            self.ensureWidgetVisible(focused)

    def _focus_again(self, name: str) -> None:
        """Put the keyboard where it was, so that she goes on with the next column."""
        same = (child for child in self.findChildren(QWidget) if child.accessibleName() == name)
        for child in same:
            if name and child.isVisible():
                child.setFocus()
