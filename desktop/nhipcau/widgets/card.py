"""Cards and what stands in them: headings, quiet text, figures, and what to say when there is nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nhipcau.widgets.controls import ElidedLabel
from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.scaled_square import ScaledSquare
from nhipcau.widgets.theme import colour, px


class Card(QFrame):
    """A white sheet with a fine edge. Put things into `body`."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 12) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 16, 18, 16)
        self.body.setSpacing(spacing)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.body.addWidget(widget, stretch)


class _Text(QLabel):
    def __init__(self, name: str, text: str, *, wrap: bool) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)


class Heading(_Text):
    """A heading; level 1 is a page's, 2 a card's, 3 a part's."""

    def __init__(self, text: str = "", level: int = 2, *, wrap: bool = False) -> None:
        super().__init__(f"H{level}", text, wrap=wrap)


class Muted(_Text):
    """Small quiet text."""

    def __init__(self, text: str = "", *, wrap: bool = False) -> None:
        super().__init__("Muted", text, wrap=wrap)


class Caution(_Text):
    """A small sentence to be careful by; wraps, and is not there while it says nothing."""

    def __init__(self, text: str = "") -> None:
        super().__init__("Caution", text, wrap=True)
        if not text:
            self.hide()

    def say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))


class Body(_Text):
    """Running text; wraps."""

    def __init__(self, text: str = "", *, wrap: bool = True) -> None:
        super().__init__("Body", text, wrap=wrap)


class Line(QFrame):
    """A hairline between parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Line")


class Section(Card):
    """A card with a heading row: title, quiet note, and at its end whatever is added to `tools`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = self.head = QHBoxLayout()
        row.setSpacing(8)
        self.title = Heading(title)
        self.note = Muted()
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.note)
        row.addStretch(1)
        row.addLayout(self.tools)
        self.body.addLayout(row)

    def wrap_note(self) -> None:
        """Let a long note take several lines instead of widening the window."""
        self.note.setWordWrap(True)
        self.head.setStretchFactor(self.note, 1)
        self.head.setStretch(2, 0)


def section(title: str = "", *widgets: QWidget) -> Section:
    """Make a titled card holding these widgets."""
    made = Section(title)
    for widget in widgets:
        made.add(widget)
    return made


class IconTile(ScaledSquare):
    """An icon on a tinted, rounded ground. Tones as for pills, and `primary`."""

    def __init__(self, name: str, tone: str = "primary", side: int = 40) -> None:
        super().__init__(side)
        self._name = name
        self._tone = tone

    def set(self, name: str, tone: str) -> None:
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        plain = self._tone == "plain"
        painter.setBrush(colour("surface2" if plain else f"{self._tone}_soft"))
        side = self.width()
        painter.drawRoundedRect(self.rect(), side * 0.28, side * 0.28)
        inset = side * 0.25
        paint_icon(
            painter,
            self._name,
            "text3" if plain else self._tone,
            self.rect().toRectF().adjusted(inset, inset, -inset, -inset),
        )
        painter.end()


class EmptyState(QWidget):
    """What a page says when it has nothing to show, and the ways to begin."""

    def __init__(
        self,
        icon: str,
        title: str = "",
        text: str = "",
        buttons: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._below: list[QWidget] = []
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(10)
        self.tile = IconTile(icon, "primary", 52)
        self.title = Heading(title, wrap=True)
        self.text = Body(text)
        self._ways = row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for made in buttons:
            row.addWidget(made)
        row.addStretch(1)
        column.addStretch(1)
        column.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self.text, 100)
        centred.addStretch(1)
        column.addLayout(centred)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(1)

    def add_below(self, widget: QWidget) -> None:
        """Put something in the middle under the ways to begin."""
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(widget)
        centred.addStretch(1)
        self._column.insertLayout(self._column.count() - 1, centred)
        self._below.append(widget)

    def set_texts(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low place the words come before the picture and the air around them."""
        self.text.setMaximumWidth(px(460))  # here, since the text may have become larger
        width = self.width() - 48
        said = self.title.heightForWidth(width) + self.text.heightForWidth(min(width, px(460)))
        said += sum(widget.sizeHint().height() + 10 for widget in self._below)
        roomy = self.height() >= said + self._ways.sizeHint().height() + self.tile.height() + 2 * 32 + 46
        air = 32 if roomy else 4
        self._column.setContentsMargins(24, air, 24, air)
        self.tile.setVisible(roomy)


class KpiCard(QFrame):
    """One figure: icon, caption, large number, a note, and its course if there is one."""

    def __init__(
        self,
        icon: str,
        caption: str = "",
        value: str = "",
        note: str = "",
        tone: str = "primary",
        values: Sequence[float] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("Card")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 16, 14)
        row.setSpacing(12)
        self.tile = IconTile(icon, tone)
        self.caption = ElidedLabel("", "Muted")
        self.value = QLabel()
        self.value.setObjectName("Kpi")
        self.note = ElidedLabel("", "Muted")
        from nhipcau.widgets.charts import Sparkline  # no card of the first picture has one

        self.spark = Sparkline(tone)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.caption)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.value)
        middle.addStretch(1)
        middle.addWidget(self.spark)
        column.addLayout(middle)
        column.addWidget(self.note)
        row.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.set_figure(caption, value, note, values)

    def set_figure(self, caption: str, value: str, note: str = "", values: Sequence[float] = ()) -> None:
        self.caption.setText(caption)
        self.value.setText(value)
        self.note.setText(note)
        self.spark.set_values(values)
        self.spark.setVisible(bool(values))
        self.setAccessibleName(f"{caption}: {value}")
        self.setAccessibleDescription(note)
