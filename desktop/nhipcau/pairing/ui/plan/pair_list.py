"""A list of pairs or people: initials, names, reasons, and how well they fit. Drawn, so thousands stay smooth."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from nhipcau.common.names.search_text import search_text
from nhipcau.pairing.explanation.plan_sentences import percent
from nhipcau.pairing.ui.plan.list_rows import ListRow
from nhipcau.pairing.ui.plan.row_painting import ITEM_ROLE, RowPainter
from nhipcau.widgets.table.table_copy import CopiedCell, Excerpt, TableCopying, desk_of

_Index = QModelIndex | QPersistentModelIndex


class ItemModel(QAbstractListModel):
    """Items, filtered without a proxy."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ListRow, ...] = ()
        self._shown: list[ListRow] = []
        self._search = ""

    def set_items(self, items: Sequence[ListRow]) -> None:
        self._all = tuple(items)
        self._filter()

    def search(self, text: str) -> None:
        self._search = search_text(text).strip()
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        self._shown = [item for item in self._all if self._search in item.folded]
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid():
            return None
        item = self._shown[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(line for line in (item.text, item.warnings) if line) or None
        return None

    def item(self, row: int) -> ListRow:
        return self._shown[row]

    def row_of(self, key: int) -> int:
        """Return the row of a key, or -1."""
        return next((row for row, item in enumerate(self._shown) if item.key == key), -1)


class PairList(QListView):
    """`opened` and the letters of the keyboard say what to do with the current row."""

    current_changed = Signal()
    opened = Signal()
    lock_wanted = Signal()
    forbid_wanted = Signal()
    confirm_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = ItemModel(self)
        self.copying = TableCopying(self, self._excerpt)
        self.setModel(self.items)
        self.setItemDelegate(RowPainter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSpacing(0)
        self.clicked.connect(self._on_opened)
        self.activated.connect(self._on_opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.copying.take_key(event):
            return
        wanted = {
            Qt.Key.Key_L: self.lock_wanted,
            Qt.Key.Key_F: self.forbid_wanted,
            Qt.Key.Key_C: self.confirm_wanted,
        }.get(Qt.Key(event.key()))
        if wanted is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        else:
            wanted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        current = self.currentIndex()
        if current.isValid() and not self.selectionModel().isSelected(current):
            self.setCurrentIndex(current)  # what the keys act on must be seen

    def set_items(self, items: Sequence[ListRow]) -> None:
        """Show other items, keeping the current one and the place."""
        key = self.current_key()
        place = self.verticalScrollBar().value()
        in_sight = self.viewport().rect().intersects(self.visualRect(self.currentIndex()))
        self.items.set_items(items)
        if key is not None:
            self.choose(key)
        self.verticalScrollBar().setValue(place)
        if in_sight and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())  # the pair she looks at may have changed its place

    def current_key(self) -> int | None:
        index = self.currentIndex()
        return self.items.item(index.row()).key if index.isValid() else None

    def selected_keys(self) -> list[int]:
        """Return the keys of all chosen rows, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.items.item(row).key for row in rows]

    def choose(self, key: int) -> bool:
        """Make the row of a key the current one; False when it is not shown."""
        row = self.items.row_of(key)
        if row < 0:
            return False
        self.setCurrentIndex(self.items.index(row))
        return True

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def _excerpt(self, places: Sequence[int] | None) -> Excerpt:
        """Return rows as a table: names, fit, state, reasons, and what to be warned of."""
        desk = desk_of(self)
        rows = [self.items.item(row) for row in (range(self.items.rowCount()) if places is None else places)]
        names = ("mentor", "mentee") if any(len(item.names) > 1 for item in rows) else ("person",)
        keys = (*names, "fit", "status", "reason", "notes")
        headings = tuple(desk.words(f"common.{key}") if desk else key for key in keys)
        return Excerpt(headings, tuple(_cells(item, len(names)) for item in rows))

    def _on_opened(self) -> None:
        self.opened.emit()


def _cells(item: ListRow, columns: int) -> tuple[CopiedCell, ...]:
    """Return the cells of a row; the fit is a number out of a hundred."""
    names = (*item.names, "")[:columns]
    fit = CopiedCell("", None) if item.fit is None else CopiedCell(percent(item.fit), (item.fit + 50) // 100)
    texts = (item.pill, item.text, item.warnings)
    return (*(CopiedCell(name, name) for name in names), fit, *(CopiedCell(text, text) for text in texts))
