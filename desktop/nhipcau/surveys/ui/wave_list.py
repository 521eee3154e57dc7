"""The list of waves: which survey was asked when, and how many have answered."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy

from nhipcau.common.clock import today
from nhipcau.common.words import Words
from nhipcau.surveys.queries import WaveRow
from nhipcau.widgets.card import Section
from nhipcau.widgets.charts import paint_bar
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.date_field import day_text
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import colour, font, px


def wave_state(wave: WaveRow) -> str:
    """Return how far a wave is: planned, open, last_day or over."""
    day = today()
    if wave.is_over(day):
        return "over"
    if not wave.is_open(day):
        return "planned"
    return "last_day" if wave.closes_on == day else "open"


def days_text(wave: WaveRow, words: Words) -> str:
    """Return when a wave opens and closes."""
    opens = words("evaluation.wave.opens", day=day_text(wave.opens_on))
    if wave.closes_on is None:
        return opens
    return f"{opens} · {words('evaluation.wave.closes', day=day_text(wave.closes_on))}"


class WaveItem(QAbstractButton):
    """One wave: its name, its days, and a bar of how many have answered."""

    def __init__(self, wave: WaveRow, words: Words) -> None:
        super().__init__()
        self.wave_id = wave.id
        self._asked, self._answered = wave.asked, wave.answered
        self._days = days_text(wave, words)
        self._over = wave_state(wave) == "over"
        self.setText(wave.name)
        self.setToolTip(wave.name)
        self.setCheckable(True)
        self.setAccessibleName(wave.name)
        share = words("evaluation.wave.share", n=wave.answered, asked=wave.asked)
        self.setAccessibleDescription(f"{self._days}. {share}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(220), px(76))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(140), px(76))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colour("primary"), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = "primary_soft" if self.isChecked() else "surface2" if self.underMouse() else "surface"
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(area, 8, 8)
        inner = area.adjusted(px(10), px(8), -px(10), -px(8))
        line = QRectF(inner.left(), inner.top(), inner.width(), px(20))
        self._write(painter, line, self.text(), font(13, QFont.Weight.DemiBold), "text")
        self._write(painter, line.translated(0, px(20)), self._days, font(12), "text3")
        count = f"{self._answered}/{self._asked}"
        used = font(12, QFont.Weight.DemiBold)
        width = QFontMetrics(used).horizontalAdvance(count) + 2
        last = line.translated(0, px(40))
        self._write(painter, last.adjusted(last.width() - width, 0, 0, 0), count, used, "text2")
        bar = QRectF(last.left(), last.center().y() - px(3), last.width() - width - px(10), px(6))
        paint_bar(
            painter, bar, self._answered / (self._asked or 1), "text3" if self._over else "primary"
        )  # fmt: skip
        painter.end()

    def _write(self, painter: QPainter, area: QRectF, text: str, used: QFont, role: str) -> None:
        painter.setFont(used)
        painter.setPen(colour(role))
        shown = QFontMetrics(used).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


class WaveList(Section):
    """`wave_chosen` tells the id of the wave that was chosen, by click or by arrow keys."""

    wave_chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.items: dict[int, WaveItem] = {}
        self._group = QButtonGroup(self)
        self._pane = VScroll(spacing=4)
        self.add(self._pane, 1)
        self.setMinimumWidth(px(220))

    def show_waves(self, waves: Sequence[WaveRow], chosen: int | None) -> None:
        """List these waves and mark one, keeping the keyboard where it was."""
        had_focus = next((key for key, item in self.items.items() if item.hasFocus()), None)
        clear(self._pane.body)
        self._group.deleteLater()
        self._group = QButtonGroup(self)
        self.items = {}
        for wave in waves:
            item = WaveItem(wave, self._desk.words)
            item.setChecked(wave.id == chosen)
            self._group.addButton(item)
            self._pane.add(item)
            self.items[wave.id] = item
        self._pane.body.addStretch(1)
        self._group.buttonToggled.connect(self._on_toggled)
        self.note.setText(str(len(waves)))
        if had_focus in self.items:
            self.items[had_focus].setFocus()

    def retranslate(self) -> None:
        self.title.setText(self._desk.words("evaluation.waves"))

    def _on_toggled(self, item: QAbstractButton, checked: bool) -> None:
        if checked and isinstance(item, WaveItem):
            self.wave_chosen.emit(item.wave_id)
