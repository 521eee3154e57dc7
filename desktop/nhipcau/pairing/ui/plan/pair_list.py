"""A list of pairs or people: initials, names, reasons, and how well they fit. Drawn, so thousands stay smooth."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nhipcau.common.search_text import search_text
from nhipcau.pairing.plan.plan_sentences import percent
from nhipcau.pairing.ui.plan.list_rows import Item
from nhipcau.widgets.avatar import paint_avatar
from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.table.table_copy import Cell, Excerpt, TableCopying, desk_of
from nhipcau.widgets.theme import colour, font, px

_Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole


class ItemModel(QAbstractListModel):
    """Items, filtered without a proxy."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Item, ...] = ()
        self._shown: list[Item] = []
        self._search = ""

    def set_items(self, items: Sequence[Item]) -> None:
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
        if role == Qt.ItemDataRole.ToolTipRole and item.warnings:
            return item.warnings
        return None

    def item(self, row: int) -> Item:
        return self._shown[row]

    def row_of(self, key: int) -> int:
        """Return the row of a key, or -1."""
        return next((row for row, item in enumerate(self._shown) if item.key == key), -1)


class _Painter(QStyledItemDelegate):
    """Draws a row: discs, names, up to two lines of reasons, and the fit at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(px(280), px(80))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item: Item = index.data(ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(2, 1, -2, -1)
        _ground(painter, area, option.state)
        if item.quiet:
            painter.setOpacity(0.6)
        inside = area.adjusted(px(10), px(10), -px(12), -px(10))
        left = _discs(painter, inside, item)
        right = _fit(painter, inside, item)
        _words(painter, QRectF(left, inside.top(), right - left, inside.height()), item)
        painter.restore()


def _ground(painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
    if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.setBrush(colour("primary_soft" if selected else "surface2"))
        painter.drawRoundedRect(area, 10, 10)
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
        painter.setPen(QPen(colour("primary"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 10, 10)


def _discs(painter: QPainter, area: QRectF, item: Item) -> float:
    """Draw the initials; return where the words begin."""
    side = float(px(34))
    left = area.left()
    for place, name in enumerate(item.names):
        disc = QRectF(left + place * side * 0.68, area.top() + place * side * 0.34, side, side)
        paint_avatar(painter, disc, name, font(), ring=colour("surface").name())
    return left + px(74 if len(item.names) > 1 else 46)


def _fit(painter: QPainter, area: QRectF, item: Item) -> float:
    """Draw the fit, its bar and the signs; return where the words must end."""
    if item.fit is None:
        return _pill(painter, area, item) if item.pill else area.right()
    width = max(float(px(56)), min(float(px(92)), area.width() * 0.14))  # names come before the bar's length
    box = QRectF(area.right() - width, area.top(), width, area.height())
    painter.setFont(font(17, QFont.Weight.DemiBold))
    painter.setPen(colour("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, percent(item.fit))
    tone = "good" if item.fit >= 7000 else "primary" if item.fit >= 4500 else "warn"
    bar = QRectF(box.left(), box.top() + px(27), width, px(6))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line"))
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    painter.setBrush(colour(tone))
    bar.setWidth(max(bar.height(), width * item.fit / 10000))
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    _signs(painter, box, item)
    return box.left() - px(14)


def _pill(painter: QPainter, area: QRectF, item: Item) -> float:
    """Draw a short word where no fit stands; return where the words must end."""
    used = font(13, QFont.Weight.DemiBold)
    width = QFontMetrics(used).horizontalAdvance(item.pill) + 2
    painter.setFont(used)
    painter.setPen(colour("text3" if item.tone == "plain" else item.tone))
    box = QRectF(area.right() - width, area.top() - px(2), width, px(22))
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, item.pill)
    return box.left() - px(14)


def _signs(painter: QPainter, box: QRectF, item: Item) -> None:
    side = float(px(16))
    at = box.right() - side
    top = box.top() + px(41)
    for shown, name, tone in (
        (item.locked, "lock", "primary"),
        (bool(item.warnings), "triangle-alert", "warn"),
    ):
        if shown:
            paint_icon(painter, name, tone, QRectF(at, top, side, side))
            at -= side + px(6)
    if item.pill:
        painter.setFont(font(12, QFont.Weight.DemiBold))
        painter.setPen(colour("text3" if item.tone == "plain" else item.tone))
        row = QRectF(box.left() - px(40), top - px(1), box.width() + px(40), px(20))
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, item.pill)


def _words(painter: QPainter, area: QRectF, item: Item) -> None:
    bold = font(14, QFont.Weight.DemiBold)
    metrics = QFontMetrics(bold)
    painter.setFont(bold)
    painter.setPen(colour("text"))
    line = QRectF(area.left(), area.top() - px(2), area.width(), metrics.height())
    link = px(30)
    wide = sum(metrics.horizontalAdvance(name) for name in item.names) + link
    if len(item.names) > 1 and wide > area.width():
        _stacked(painter, area, item, metrics)
        return
    share = area.width() if len(item.names) == 1 else (area.width() - link) / 2
    at = line.left()
    for place, name in enumerate(item.names):
        if place:
            paint_icon(
                painter, "link", "text3", QRectF(at + px(8), line.center().y() - px(7), px(14), px(14))
            )
            at += link
        room = share if place == 0 else line.right() - at
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(at, line.top(), room, line.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        at += metrics.horizontalAdvance(shown) + 1
    painter.setPen(colour("text2"))
    _two_lines(
        painter,
        QRectF(area.left(), line.bottom() + px(4), area.width(), area.bottom() - line.bottom()),
        item.text,
    )


def _stacked(painter: QPainter, area: QRectF, item: Item, metrics: QFontMetrics) -> None:
    """Draw the names one below the other, with one line of reasons."""
    top = area.top() - px(2)
    for name in item.names:
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(QPointF(area.left(), top + metrics.ascent()), shown)
        top += metrics.height()
    small = font(12)
    painter.setFont(small)
    painter.setPen(colour("text2"))
    reasons = QFontMetrics(small).elidedText(item.text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(QPointF(area.left(), top + px(3) + QFontMetrics(small).ascent()), reasons)


def _two_lines(painter: QPainter, area: QRectF, text: str) -> None:
    """Draw text in at most two lines, the second one shortened."""
    small = font(12)
    metrics = QFontMetrics(small)
    layout = QTextLayout(text, small)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    first = layout.createLine()
    if first.isValid():
        first.setLineWidth(area.width())
        cut = first.textLength()
    layout.endLayout()
    if not text:
        return
    first.draw(painter, QPointF(area.left(), area.top()))
    rest = text[cut:].strip()
    painter.setFont(small)
    shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(area.width()))
    below = QRectF(area.left(), area.top() + metrics.height() + px(1), area.width(), metrics.height())
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


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
        self.setItemDelegate(_Painter(self))
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

    def set_items(self, items: Sequence[Item]) -> None:
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


def _cells(item: Item, columns: int) -> tuple[Cell, ...]:
    """Return the cells of a row; the fit is a number out of a hundred."""
    names = (*item.names, "")[:columns]
    fit = Cell("", None) if item.fit is None else Cell(percent(item.fit), (item.fit + 50) // 100)
    texts = (item.pill, item.text, item.warnings)
    return (*(Cell(name, name) for name in names), fit, *(Cell(text, text) for text in texts))
