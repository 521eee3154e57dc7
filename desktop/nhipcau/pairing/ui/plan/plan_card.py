"""The lists of the plan: proposed pairs, people left out, confirmed pairs, and the mentors with their groups."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.ui.plan.list_rows import ListRow
from nhipcau.pairing.ui.plan.pair_list import PairList
from nhipcau.widgets.card import EmptyState, Muted
from nhipcau.widgets.controls import Chips, SearchBox, button
from nhipcau.widgets.flow import FlowLayout
from nhipcau.widgets.theme import px
from nhipcau.widgets.wheel_guard import calm

LISTS: Final = ("proposed", "left_out", "confirmed", "mentors")
_WITH_FIT: Final = frozenset({"proposed", "confirmed"})
_OTHER_STATE: Final = {"proposed": "confirmed", "confirmed": "proposed"}
_ORDERS: Final = ("name", "weakest", "best")


class _Shown(QStackedWidget):
    """Asks for no more room than what is shown needs."""

    def minimumSizeHint(self) -> QSize:
        shown, whole = self.currentWidget(), super().minimumSizeHint()
        return whole if shown is None else QSize(whole.width(), shown.minimumSizeHint().height())


class PlanCard(QFrame):
    """Chips choose the list; search and order apply to it. `current_changed` says that another row is current."""

    current_changed = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._items: dict[str, Sequence[ListRow]] = dict.fromkeys(LISTS, ())
        self._counts: dict[str, int] = {}
        self.chips = Chips()
        self.chips.chosen.connect(self._on_chosen)
        self.search = SearchBox()
        self.order = calm(QComboBox())
        self.order.currentIndexChanged.connect(self._show_items)
        self.list = PairList()
        self.search.searched.connect(self._on_searched)
        self.list.current_changed.connect(self.current_changed)
        self.list.opened.connect(self.opened)
        self.finder = button(kind="ghost", icon="search")
        self.finder.setCheckable(True)
        self.finder.toggled.connect(self._on_find)
        self.empty = EmptyState("circle-check")
        self.stack = _Shown()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self._lay_out()
        self._words: Words | None = None
        self.retheme()

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools, gap=8)
        flow.addWidget(self.search)
        flow.addWidget(self.order)
        self.legend = Muted()
        self.legend.setContentsMargins(4, 8, 0, 0)
        flow.addWidget(self.legend)
        policy = tools.sizePolicy()
        policy.setHeightForWidth(True)
        tools.setSizePolicy(policy)
        self._head, self._below = QHBoxLayout(), QHBoxLayout()
        self._tools_at: QHBoxLayout = self._head
        self._head.setSpacing(8)
        self._head.addWidget(self.chips, 1)
        self._head.addWidget(self.finder, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(tools)
        self._tools = tools
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 10, 1, 6)
        column.setSpacing(8)
        around = QVBoxLayout()
        around.setContentsMargins(11, 0, 11, 0)
        around.setSpacing(8)
        around.addLayout(self._head)
        around.addLayout(self._below)
        column.addLayout(around)
        column.addWidget(self.stack, 1)

    def retheme(self) -> None:
        self.search.setFixedWidth(px(190))

    @property
    def shown(self) -> str:
        """Which of the lists."""
        return self.chips.current() or "proposed"

    def retranslate(self, words: Words) -> None:
        self._words = words
        self.search.set_texts(words("pairs.list.search"), words("common.clear_search"))
        self.finder.set_hint(words("pairs.list.find"))
        self.legend.setText(words("pairs.list.legend"))
        blocked = self.order.blockSignals(True)
        chosen = max(0, self.order.currentIndex())
        self.order.clear()
        self.order.addItems([words(f"pairs.order.{name}") for name in _ORDERS])
        self.order.setCurrentIndex(chosen)
        self.order.setAccessibleName(words("pairs.order"))
        self.order.blockSignals(blocked)

    def show_lists(self, items: Mapping[str, Sequence[ListRow]], words: Words) -> None:
        """Show new contents of all lists, keeping the chosen one and the current row."""
        self._items = dict(items)
        # Pairs that ended are still listed, and no longer counted.
        counts = {name: sum(not item.quiet for item in self._items.get(name, ())) for name in LISTS}
        self.chips.set_items([(name, words(f"pairs.list.{name}"), counts[name]) for name in LISTS])
        self._follow({name: len(self._items.get(name, ())) for name in LISTS})
        self._show_items()

    def show_standing(self, items: Sequence[ListRow], words: Words) -> None:
        """Show the confirmed pairs; of the other lists nothing is known yet."""
        count = sum(not item.quiet for item in items)
        self.chips.set_items(
            [(name, words(f"pairs.list.{name}"), count if name == "confirmed" else None) for name in LISTS]
        )
        self._items = dict.fromkeys(LISTS, ()) | {"confirmed": items}
        self._counts = {}
        self.chips.choose("confirmed")
        self._show_items()

    def _follow(self, counts: Mapping[str, int]) -> None:
        """Go with the pairs where all of them were confirmed or taken back; a list she chose empty stays."""
        other = _OTHER_STATE.get(self.shown)
        was_empty = self._counts.get(self.shown) == 0
        self._counts = dict(counts)
        if other is not None and not counts[self.shown] and counts[other] and not was_empty:
            self.chips.choose(other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_head()

    def _arrange_head(self) -> None:
        """Put search and order beside the chips where there is room; else a button brings them, one row lower."""
        tools = self.search.width() + (self.order.sizeHint().width() if self.shown in _WITH_FIT else 0) + 16
        room = self.width() - 2 * 12 - self.chips.sizeHint().width() - tools
        beside = room >= 0
        self.finder.setVisible(not beside)
        self._tools.setVisible(beside or self.finder.isChecked() or bool(self.search.text()))
        place = self._head if beside else self._below
        if self._tools_at is not place:
            self._tools_at.removeWidget(self._tools)
            place.addWidget(self._tools)
            self._tools_at = place
        left = room if beside else self.width() - 2 * 12 - tools
        self.legend.setVisible(self.shown in _WITH_FIT and left >= self.legend.sizeHint().width() + 12)

    def _on_find(self) -> None:
        self._arrange_head()
        if self.finder.isChecked():
            self.search.setFocus()

    def choose_list(self, name: str) -> None:
        self.chips.choose(name)

    def choose_row(self, name: str, key: int) -> bool:
        """Show one row of a list, whatever was searched for; False when it is not there."""
        self.choose_list(name)
        self.search.clear()
        self.list.items.search("")
        return self.list.choose(key)

    def _on_chosen(self) -> None:
        self._show_items()
        self.current_changed.emit()

    def _on_searched(self, text: str) -> None:
        self.list.items.search(text)

    def _show_items(self) -> None:
        items = list(self._items.get(self.shown, ()))
        order = _ORDERS[max(0, self.order.currentIndex())]
        if order != "name" and self.shown in _WITH_FIT:
            items.sort(key=lambda item: item.fit or 0, reverse=order == "best")
        self.list.set_items(items)
        self.stack.setCurrentWidget(self.list if items else self.empty)
        self.order.setVisible(self.shown in _WITH_FIT)
        self._arrange_head()
        if self._words is not None:
            self.list.setAccessibleName(self._words(f"pairs.list.{self.shown}"))
            none = (
                self.shown == "proposed" and self._items.get("left_out") and not self._items.get("confirmed")
            )
            which = "nobody" if none else self.shown
            self.empty.set_texts(
                self._words(f"pairs.list.{which}.empty"), self._words(f"pairs.list.{which}.empty_text")
            )
