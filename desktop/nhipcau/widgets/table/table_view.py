"""The table of the program: rows in, one painted view, selection by id that survives filter, order and refresh."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from nhipcau.widgets.table.cell_painting import RowDelegate
from nhipcau.widgets.table.row_model import Align, Column, Kind, RowTableModel
from nhipcau.widgets.table.table_copy import CopiedCell, Excerpt, TableCopying
from nhipcau.widgets.theme import font, px

__all__ = ["Align", "Column", "Kind", "RowTableModel", "TableView"]


class TableView(QTableView):
    """A view of a `RowTableModel`.

    `row_selected` tells the id of the current row, or None; `row_activated` the id on Enter or double click.
    """

    row_selected = Signal(object)
    row_activated = Signal(object)

    def __init__(
        self,
        model: RowTableModel[Any],
        parent: QWidget | None = None,
        *,
        several: bool = False,
        row_height: int = 40,
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._chosen: int | None = None
        self._told: int | None = None
        self._kept: set[int] = set()
        self._place = 0
        self._row_height = row_height
        self.copying = TableCopying(self, self._excerpt)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self._set_up_headers()
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_activated)
        self.fit_columns()

    def selected_id(self) -> int | None:
        return self._chosen

    def selected_ids(self) -> list[int]:
        """Return the ids of all selected rows, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._rows.id_at(place) for place in places]

    def select_id(self, row_id: int | None) -> bool:
        """Select a row and bring it into sight; False when it is not shown."""
        place = -1 if row_id is None else self._rows.place_of(row_id)
        if place < 0:
            self._chosen = None
            self.selectionModel().clear()
            self._tell()
            return False
        self._chosen = row_id
        self._mark({place}, place)
        self.scrollTo(self._rows.index(place, 0))
        self._tell()
        return True

    def fit_columns(self) -> None:
        """Give the columns their widths at the present text scale; a stretching one takes what is left."""
        header = self.horizontalHeader()
        used = QFontMetrics(font(12, QFont.Weight.DemiBold))
        for place, column in enumerate(self._rows.columns):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            titled = used.horizontalAdvance(column.title()) + px(16) + 22
            self.setColumnWidth(place, max(px(column.width), titled))
        self._stretch()

    def leave_out(self, giving_way: Sequence[str], room: int) -> set[str]:
        """Hide the columns that matter least, in this order, until the others have room; return those that stay."""
        wanted = {column.key: px(column.width) for column in self._rows.columns}
        for name in giving_way:
            if sum(wanted.values()) > room:
                wanted.pop(name)
        hidden = [column.key not in wanted for column in self._rows.columns]
        if hidden != [self.isColumnHidden(place) for place in range(len(hidden))]:
            for place, away in enumerate(hidden):
                self.setColumnHidden(place, away)
            self.fit_columns()
        return set(wanted)

    def widen(self, key: str, wanted: int) -> None:
        """Give a column what it wants, out of what the stretching one has beyond its least."""
        columns = self._rows.columns
        place = next(place for place, column in enumerate(columns) if column.key == key)
        spare = next(
            (
                self.columnWidth(other) - px(column.width)
                for other, column in enumerate(columns)
                if column.stretch and not self.isColumnHidden(other)
            ),
            0,
        )
        now = self.columnWidth(place)
        if now < wanted and spare > 0:
            self.setColumnWidth(place, min(wanted, now + spare))
            self._stretch()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        super().setColumnHidden(column, hide)
        self._stretch()

    def retranslate(self) -> None:
        """Renew titles and cells after a change of language."""
        self._rows.retitle()
        self.fit_columns()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep to the row of the first click: what opened beside it may have pushed another under the pointer."""
        if self.indexAt(event.position().toPoint()).row() == self.currentIndex().row():
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.copying.take_key(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen is not None:
            self.row_activated.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.model() is not None:
            self.verticalHeader().setDefaultSectionSize(px(self._row_height))
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def _excerpt(self, places: Sequence[int] | None) -> Excerpt:
        """Return what is shown at these places, or all of it; columns with a heading, hidden ones too."""
        rows = self._rows.shown_rows() if places is None else [self._rows.row_at(place) for place in places]
        columns = [column for column in self._rows.columns if column.title()]
        return Excerpt(
            tuple(column.title() for column in columns),
            tuple(
                tuple(CopiedCell(column.text(row), column.plain(row)) for column in columns) for row in rows
            ),
        )

    def _set_up_headers(self) -> None:
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.setMinimumSectionSize(px(40))
        across.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        across.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(px(20))
        down.setDefaultSectionSize(px(self._row_height))

    def _stretch(self) -> None:
        # Not Qt's Stretch mode: the column keeps a least width, and the user may still drag its edge.
        columns = self._rows.columns
        shown = [place for place in range(len(columns)) if not self.isColumnHidden(place)]
        stretching = next((place for place in shown if columns[place].stretch), shown[0] if shown else 0)
        others = sum(self.columnWidth(place) for place in shown if place != stretching)
        least = px(columns[stretching].width)
        self.setColumnWidth(stretching, max(least, self.viewport().width() - others))

    def _before_reset(self) -> None:
        self._kept = set(self.selected_ids())
        self._place = self.verticalScrollBar().value()

    def _after_reset(self) -> None:
        chosen = self._chosen
        places = (
            {place for place in map(self._rows.place_of, self._kept) if place >= 0} if self._kept else set()
        )
        current = -1 if chosen is None else self._rows.place_of(chosen)
        if current < 0:
            self._chosen = None
        self._mark(places, current)
        self.verticalScrollBar().setValue(self._place)
        self._stretch()
        self._tell()

    def _mark(self, places: set[int], current: int) -> None:
        marks = self.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        before = marks.blockSignals(True)
        marks.clear()
        for place in places:
            marks.select(self._rows.index(place, 0), flag.Select | flag.Rows)
        if current >= 0:
            marks.setCurrentIndex(self._rows.index(current, 0), flag.NoUpdate)
        marks.blockSignals(before)
        self.viewport().update()

    def _on_current(self, current: QModelIndex) -> None:
        self._chosen = self._rows.id_at(current.row()) if current.isValid() else None
        self._tell()

    def _on_activated(self, index: QModelIndex) -> None:
        self.row_activated.emit(self._rows.id_at(index.row()))

    def _tell(self) -> None:
        if self._chosen != self._told:
            self._told = self._chosen
            self.row_selected.emit(self._chosen)
