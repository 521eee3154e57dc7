"""What stands above the board: search, what to show, in which order, and how much at once."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.ui.board.lanes_and_cards import ORDERS, SHOWS, Wanted
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import SearchBox, button
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.theme import px
from nhipcau.widgets.wheel_guard import calm


class BoardTools(Wrapping):
    """`changed` says that something else is wanted; `zoom_wanted` carries +1 or -1."""

    changed = Signal()
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox()
        self.search.setFixedWidth(px(180))
        self.search.searched.connect(self.changed)
        self.department, self.show_only, self.order = (calm(QComboBox()) for _ in range(3))
        self.smaller = button(kind="ghost", icon="minus")
        self.larger = button(kind="ghost", icon="plus")
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)
        self.count = Muted()
        self.count.setContentsMargins(4, 8, 0, 0)
        flow = FlowLayout(self, gap=8)
        boxes = (self.show_only, self.department, self.order)
        for box in boxes:
            box.currentIndexChanged.connect(self.changed)
        zoom = QWidget()
        row = QHBoxLayout(zoom)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.smaller)
        row.addWidget(self.larger)
        for part in (self.search, *boxes, zoom, self.count):
            flow.addWidget(part)
        self.department.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.department.setMinimumContentsLength(12)

    @property
    def wanted(self) -> Wanted:
        """What the coordinator wants to see."""
        return Wanted(
            self.search.text(), self.department.currentData() or "",
            self.show_only.currentData() or "all", self.order.currentData() or "name",
        )  # fmt: skip

    def retranslate(self, words: Words) -> None:
        self.search.set_texts(words("board.search"), words("common.clear_search"))
        _fill(self.show_only, [(name, words(f"board.show.{name}")) for name in SHOWS])
        _fill(self.order, [(name, words(f"board.order.{name}")) for name in ORDERS])
        self.show_only.setAccessibleName(words("board.show"))
        self.order.setAccessibleName(words("board.order"))
        self.department.setAccessibleName(words("board.department"))
        self.smaller.set_hint(words("board.zoom.out"))
        self.larger.set_hint(words("board.zoom.in"))

    def set_departments(self, names: Sequence[str], words: Words) -> None:
        _fill(self.department, [("", words("board.department.all")), *((name, name) for name in names)])
        self.department.setVisible(len(names) > 1)

    def _on_smaller(self) -> None:
        self.zoom_wanted.emit(-1)

    def _on_larger(self) -> None:
        self.zoom_wanted.emit(1)


def _fill(box: QComboBox, items: Sequence[tuple[str, str]]) -> None:
    """Show other items, keeping the chosen one; not announced."""
    blocked = box.blockSignals(True)
    chosen = box.currentData()
    box.clear()
    for key, text in items:
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(blocked)
