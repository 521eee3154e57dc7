"""A page with a list, and beside it one thing of it in full."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from nhipcau.widgets.card import EmptyState
from nhipcau.widgets.controls import Button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.lists.list_card import ListCard
from nhipcau.widgets.lists.programme_page import ProgrammePage
from nhipcau.widgets.page import width_beside
from nhipcau.widgets.panel import DetailsPanel

T = TypeVar("T")


class ListPage(ProgrammePage[T]):
    """Keys, opening and closing of the panel, and going to what is asked for.

    Subclasses call `build_list` at the end of their constructor, and implement `add` (ask for a new row) and
    `show_beside` (read one thing into the panel).
    """

    list: ListCard

    def __init__(self, desk: Desk, nothing: T, parent: QWidget | None = None) -> None:
        super().__init__(desk, nothing, parent)
        self._wanted: int | None = None
        """What is to be opened once it has been read."""

    def add(self) -> None:
        """Ask for a new row."""
        raise NotImplementedError

    def show_beside(self, thing_id: int) -> None:
        """Read one thing into the panel."""
        raise NotImplementedError

    def thing_of(self, row_id: int) -> int | None:
        """Return what the panel shows for a row, if there is anything."""
        return row_id

    def may_leave(self) -> bool:
        """Say whether the panel may show something else; what will not do stays in sight until it is mended."""
        return True

    def build_list(
        self, panel: DetailsPanel, empty: EmptyState, *, head: Sequence[QWidget], waiting: Sequence[QWidget],
        adding: Sequence[Button], above: QLayout | None = None,
    ) -> None:  # fmt: skip
        """Lay the page out; buttons of `adding` ask for a new row."""
        self._panel = panel
        column = QVBoxLayout()
        column.setSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, 1)
        row.addWidget(panel)
        panel.hide()
        if above is not None:
            column.addLayout(above)
        column.addLayout(row, 1)
        self.build(column, empty, head, waiting)
        for made in adding:
            made.clicked.connect(self.add)
        self.list.chosen.connect(self._on_chosen)
        panel.closed.connect(self._on_closed)
        self.answer_keys(
            {QKeySequence.StandardKey.Find: self.list.search.take_keyboard, "Ctrl+Shift+N": self.add}
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def forget(self) -> None:
        self.close_panel()

    def want(self, thing_id: object) -> None:
        """Go to what was asked for, as soon as it has been read."""
        if isinstance(thing_id, int):
            self._wanted = thing_id
            self.go_to_wanted()

    def go_to(self, thing_id: int) -> None:
        """Select the row of one thing, taking search and filter away where they hide it."""
        if not self.list.table.select_id(thing_id):
            self.list.show_all()
            self.list.table.select_id(thing_id)

    def go_to_wanted(self) -> None:
        """Go to what was asked for, unless something newer is still to be read."""
        is_old = self._stale or self._programme_id is None or self._reading.is_awaited
        if self._wanted is not None and not is_old:
            wanted, self._wanted = self._wanted, None
            self.go_to(wanted)

    def open(self, thing_id: int) -> None:
        """Show one thing beside the list."""
        self.show_beside(thing_id)
        if self._panel.isHidden():
            self._panel.show()
            self._fit()
            QTimer.singleShot(0, self.list, self.list.keep_in_sight)

    def close_panel(self) -> None:
        """Give the list all the room again."""
        self._panel.forget()
        self._panel.hide()
        self._fit()

    def _fit(self) -> None:
        self._panel.setFixedWidth(width_beside(self.width()))

    def _on_chosen(self, row_id: int | None) -> None:
        # Merely reaching the table with Tab makes a row current without selecting it: that opens nothing.
        thing_id = None if row_id is None else self.thing_of(row_id)
        if thing_id is None or not self.list.table.selected_ids():
            return
        shown_id = None if self._panel.isHidden() else self._panel.shown_id
        if shown_id == thing_id:
            return
        if shown_id is not None and not self.may_leave():
            self.list.table.select_id(shown_id)
            return
        self.open(thing_id)

    def _on_closed(self) -> None:
        if self.may_leave():
            self.close_panel()
            self.list.table.select_id(None)
            self.list.table.setFocus()
