"""A table's rows as plain values: which are shown and in what order is a list of row numbers.

No proxy models: filtering 100,000 rows through Python callbacks takes seconds, a list of numbers takes milliseconds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nhipcau.common.names.search_text import even, search_terms, search_text
from nhipcau.common.names.vietnamese import fold

R = TypeVar("R")
Kind = Literal["text", "person", "badge", "bar", "number", "date", "icons"]
Align = Literal["left", "right", "center"]
Index = QModelIndex | QPersistentModelIndex

_NOWHERE: Final = QModelIndex()


class Same:
    """What stands for what is there already."""


SAME: Final = Same()


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column over rows of type R.

    `text` is what is shown, read out and copied; `sort_key` (the folded text unless given) orders, None last;
    `value` is 0 to 100 for a bar and [(icon, colour role, words)] for icons; `tone` colours a badge or bar;
    `note` is the quiet second line under a person.
    """

    key: str
    title: Callable[[], str]
    text: Callable[[R], str]
    kind: Kind = "text"
    width: int = 140
    sort_key: Callable[[R], Any] | None = None
    value: Callable[[R], Any] | None = None
    tone: Callable[[R], str] | None = None
    note: Callable[[R], str] | None = None
    align: Align | None = None
    stretch: bool = False

    def plain(self, row: R) -> str | int | float | date | None:
        """Return the cell as a spreadsheet should have it: a number or a day where the column knows, else its text."""
        shown = self.text(row)
        if self.kind in ("number", "bar", "date"):
            known = self.value or self.sort_key
            value = known(row) if known else None
            if isinstance(value, int | float | date) and not isinstance(value, bool):
                return value
        return shown

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        side = self.align or ("right" if self.kind == "number" else "left")
        return {
            "left": Qt.AlignmentFlag.AlignLeft,
            "right": Qt.AlignmentFlag.AlignRight,
            "center": Qt.AlignmentFlag.AlignHCenter,
        }[side] | Qt.AlignmentFlag.AlignVCenter


class RowTableModel(QAbstractTableModel, Generic[R]):
    """Rows of one type, searched by `folded` text and narrowed by a predicate, each with a lasting id."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        row_id: Callable[[R], int],
        folded: Callable[[R], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[R], ...] = tuple(columns)
        self._row_id = row_id
        self._folded = folded
        self._rows: Sequence[R] = ()
        self._texts: list[str] | None = None
        self._keys: dict[int, list[Any]] = {}
        self._order: Sequence[int] = ()
        self._shown: Sequence[int] = ()
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._needles: list[str] = []
        self._passes: Callable[[R], bool] | None = None

    # what is shown

    def set_rows(self, rows: Sequence[R], passes: Callable[[R], bool] | Same | None = SAME) -> None:
        """Show other rows under the same search and order, and the same filter unless another one is given."""
        self.beginResetModel()
        if not isinstance(passes, Same):
            self._passes = passes
        self._rows = rows if isinstance(rows, tuple) else list(rows)
        self._texts = None
        self._keys = {}
        self._arrange()
        self._narrow()
        self.endResetModel()

    def set_filter(self, passes: Callable[[R], bool] | None) -> None:
        self.beginResetModel()
        self._passes = passes
        self._narrow()
        self.endResetModel()

    def search(self, text: str) -> None:
        """Show rows that hold every word of `text`; accents, case and how a number is spaced do not matter."""
        needles = search_terms(text)
        if needles == self._needles:
            return
        self.beginResetModel()
        self._needles = needles
        self._narrow()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted = (column, order)
        self._arrange()
        self._narrow()
        self.endResetModel()

    # what is where

    def row_at(self, row: int) -> R:
        return self._rows[self._shown[row]]

    def id_at(self, row: int) -> int:
        return self._row_id(self.row_at(row))

    def place_of(self, row_id: int) -> int:
        """Return the shown place of a row, or -1."""
        ids = self._row_id
        rows = self._rows
        return next((place for place, number in enumerate(self._shown) if ids(rows[number]) == row_id), -1)

    def shown_rows(self) -> list[R]:
        return [self._rows[number] for number in self._shown]

    def retitle(self) -> None:
        """Say that words have changed with the language."""
        if self.columns:
            self._keys = {}
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
            if self._shown:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(self._shown) - 1, len(self.columns) - 1)
                )

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        row = self.row_at(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(column.alignment)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title()}: {column.text(row)}"
            case Qt.ItemDataRole.UserRole:
                return column.value(row) if column.value else column.text(row)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(column.alignment)
        return None

    # arranging

    def _arrange(self) -> None:
        column, order = self._sorted
        if not 0 <= column < len(self.columns):
            self._order = range(len(self._rows))
            return
        keys = self._column_keys(column)
        known = [number for number, key in enumerate(keys) if key is not None]
        known.sort(key=keys.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
        if len(known) < len(keys):
            known.extend(number for number, key in enumerate(keys) if key is None)
        self._order = known

    def _column_keys(self, column: int) -> list[Any]:
        if column not in self._keys:
            made = self.columns[column]
            text = made.text
            key = made.sort_key or (lambda row: fold(text(row)))
            self._keys[column] = [key(row) for row in self._rows]
        return self._keys[column]

    def _narrow(self) -> None:
        shown = self._order
        passes = self._passes
        rows = self._rows
        if passes is not None:
            shown = [number for number in shown if passes(rows[number])]
        if self._needles:
            texts = self._folded_texts()
            for needle in self._needles:
                shown = [number for number in shown if needle in texts[number]]
        self._shown = shown

    def _folded_texts(self) -> list[str]:
        if self._texts is None:
            folded = self._folded
            if folded is None:
                first = self.columns[0].text
                self._texts = [search_text(first(row)) for row in self._rows]
            else:
                self._texts = [even(folded(row)) for row in self._rows]
        return self._texts
