"""The card of a list: search, filters, the rows they leave, and how many these are. A feature declares the rest."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from nhipcau.widgets.card import Card, EmptyState, Muted
from nhipcau.widgets.controls import Chips, SearchBox, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.table.table_view import Column, RowTableModel, TableView
from nhipcau.widgets.theme import px

R = TypeVar("R")
Test = Callable[[Any], bool]


@dataclass(frozen=True)
class ListFilter:
    """One chip: the rows of one list that pass. Without a test all of them do."""

    name: str
    test: Callable[[], Test] | None = None
    """Makes the test when it is chosen: what it needs to know, it asks once and not of every row."""
    of: int = 0
    """Which of the card's lists it shows."""
    fleeting: bool = False
    """Whether its chip is there only while something is counted for it."""

    def count(self, rows: Sequence[Any]) -> int:
        return len(rows) if self.test is None else sum(map(self.test(), rows))


def counted(filters: Iterable[ListFilter], *rows: Sequence[Any]) -> dict[str, int]:
    """Return how many rows of the lists each filter shows; for a page that counts away from the window's thread."""
    found = ((one, one.count(rows[one.of])) for one in filters)
    return {one.name: n for one, n in found if n or not one.fleeting}


@dataclass(frozen=True)
class RowList(Generic[R]):
    """One list of a card. `name` is the key of what it is called, `count` of how many rows it shows, or nothing."""

    name: str
    count: str
    columns: Sequence[Column[R]]
    row_id: Callable[[R], int]
    folded: Callable[[R], str]
    giving_way: tuple[str, ...] = ()
    """Columns that give way, in this order, where there is not the width for all."""
    fitted: Callable[[set[str]], object] = set
    """Told which columns stay."""


class ListCard(Card):
    """One list or several, of which the chosen filter shows one.

    `chosen` tells the id of the row that is selected or None, `opened` of the one to read, `removal` of the one to
    remove. The text of a filter is `filters` with its name behind; `nothing` begins the keys of what is said where no
    row is left: `title`, `text` and `clear`. An empty one leaves the bare table.
    """

    chosen = Signal(object)
    opened = Signal(object)
    removal = Signal(object)

    def __init__(
        self,
        desk: Desk,
        lists: Sequence[RowList[Any]],
        declared: Sequence[ListFilter],
        *,
        search: str,
        filters: str,
        nothing: str = "common.nothing.",
        none_yet: EmptyState | None = None,
        framed: bool = True,
    ) -> None:
        super().__init__()
        if not framed:  # it stands in a card already
            self.setObjectName("Clear")
            self.body.setContentsMargins(0, 0, 0, 0)
        self._desk = desk
        self._lists = tuple(lists)
        self._filters = {one.name: one for one in declared}
        self._counts: Mapping[str, int] = {one.name: 0 for one in declared if not one.fleeting}
        self._texts = search, filters, nothing
        self.search = SearchBox()
        self.count = Muted()
        self.chips = Chips()
        self.models: list[RowTableModel[Any]] = [
            RowTableModel(one.columns, one.row_id, one.folded, self) for one in self._lists
        ]
        self.tables = [TableView(model, row_height=42) for model in self.models]
        self.none_yet = none_yet
        """Said where the first list has no rows at all, if there is something to say."""
        self._empty = [False for _ in self._lists]
        self.clear_button = button(kind="plain", icon="x")
        self.nothing = EmptyState("search", buttons=[self.clear_button])
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def model(self) -> RowTableModel[Any]:
        """The rows of the list that is shown."""
        return self.models[self._shown]

    @property
    def table(self) -> TableView:
        """The list that is shown."""
        return self.tables[self._shown]

    def set_rows(self, *rows: Sequence[Any], counts: Mapping[str, int] | None = None) -> None:
        """Show these rows of each list; `counts` where they have been counted."""
        self._counts = counted(self._filters.values(), *rows) if counts is None else counts
        self._set_chips()  # a chip may have gone with the last row it showed
        chosen = self._filters[self.chips.current()]
        for place, model in enumerate(self.models):
            test = chosen.test() if chosen.test is not None and chosen.of == place else None
            model.set_rows(rows[place], test)
            self._empty[place] = not rows[place]
        self._after_change()

    def show_all(self) -> None:
        """Take away search and filter."""
        self.search.clear()
        for model in self.models:
            model.search("")
        self.chips.choose(next(one.name for one in self._filters.values() if one.of == self._shown))
        self._after_change()

    def keep_in_sight(self) -> None:
        """Bring the chosen row back into sight after the list has been given less room."""
        index = self.table.currentIndex()
        if index.isValid() and self.table.selected_id() is not None:
            self.table.scrollTo(index)

    def retranslate(self) -> None:
        words, (search, _, nothing) = self._desk.words, self._texts
        self.search.set_texts(words(search), words("common.clear_search"))
        if nothing:
            self.nothing.set_texts(words(f"{nothing}title"), words(f"{nothing}text"))
            self.clear_button.setText(words(f"{nothing}clear"))
        self._set_chips()
        for table, one in zip(self.tables, self._lists, strict=True):
            table.setAccessibleName(words(one.name))
            table.retranslate()
        self._after_change()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def room(self) -> int:
        """Return the width there is for columns."""
        margins = self.body.contentsMargins()
        return self.width() - margins.left() - margins.right() - px(14)

    def fit_columns(self) -> None:
        """Leave out the columns that matter least where there is not the width for all."""
        for table, one in zip(self.tables, self._lists, strict=True):
            one.fitted(table.leave_out(one.giving_way, self.room()))

    @property
    def _shown(self) -> int:
        chosen = self._filters.get(self.chips.current())
        return 0 if chosen is None else chosen.of

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        self.body.addLayout(row)
        self.body.addWidget(self.chips)
        if not any(one.count for one in self._lists):
            self.count.hide()
        for view in (*self.tables, *([self.nothing] if self._texts[2] else [])):
            self._stack.addWidget(view)
        if self.none_yet is not None:
            self._stack.addWidget(self.none_yet)
        self.body.addWidget(self._stack, 1)
        self.setMinimumWidth(300)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.chips.chosen.connect(self._on_filter)
        self.clear_button.clicked.connect(self.show_all)
        for table in self.tables:
            table.row_selected.connect(self.chosen)
            table.row_activated.connect(self.opened)
            table.clicked.connect(self._on_clicked)
            remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), table)
            remove.setContext(Qt.ShortcutContext.WidgetShortcut)
            remove.activated.connect(self._on_delete)

    def _set_chips(self) -> None:
        words, (_, filters, _) = self._desk.words, self._texts
        counts = ((name, self._counts.get(name)) for name in self._filters)
        self.chips.set_items([(name, words(f"{filters}{name}"), n) for name, n in counts if n is not None])

    def _after_change(self) -> None:
        shown = self.model.rowCount()
        if count := self._lists[self._shown].count:
            self.count.setText(self._desk.words(count, n=shown))
        if shown or not self._texts[2]:
            self._stack.setCurrentWidget(self.table)
        elif self.none_yet is not None and not self._shown and self._empty[0]:
            self._stack.setCurrentWidget(self.none_yet)
        else:
            self._stack.setCurrentWidget(self.nothing)

    def _on_search(self, text: str) -> None:
        for model in self.models:
            model.search(text)
        self._after_change()

    def _on_filter(self, name: str) -> None:
        test = self._filters[name].test
        self.model.set_filter(None if test is None else test())
        self._after_change()

    def _on_clicked(self, index: QModelIndex) -> None:
        # The row may have been current before, without being selected: then no other signal comes.
        self.chosen.emit(self.model.id_at(index.row()))

    def _on_delete(self) -> None:
        if self.table.selected_id() is not None:
            self.removal.emit(self.table.selected_id())
