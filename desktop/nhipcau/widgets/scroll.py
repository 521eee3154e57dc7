"""A page that scrolls up and down and never sideways."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget


class VScroll(QScrollArea):
    """Put things into `body`; the content is as wide as the area."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 16) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = QWidget()
        self.content.setObjectName("Clear")
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(spacing)
        self.setWidget(self.content)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width that its content cannot go below, so that no right edge is lost."""
        return QSize(min(self.content.minimumSizeHint().width() + 12, 640), 80)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.body.addWidget(widget, stretch)

    def keep_free(self, foot: int) -> None:
        """Leave room at the foot for what lies over it: its last line can then be scrolled above that."""
        if self.viewportMargins().bottom() != foot:
            self.setViewportMargins(0, 0, 0, foot)


class FittingScroll(VScroll):
    """As high as its content where there is room; scrolls where there is not."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 16) -> None:
        super().__init__(parent, spacing=spacing)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._fitted = 0
        """The width that the height was worked out for. Not the viewport's: a bar that comes and goes would never
        come to rest."""

    def sizeHint(self) -> QSize:
        content = self.content.sizeHint()
        width = self.width()
        height = self.content.heightForWidth(width) if self.content.hasHeightForWidth() else content.height()
        return QSize(content.width(), height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the content has another."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def bring_up(self, widget: QWidget) -> None:
        """Scroll so that a widget stands at the top, as far as there is content below it."""
        self.verticalScrollBar().setValue(widget.mapTo(self.content, QPoint(0, 0)).y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.width() != self._fitted:
            self._fitted = self.width()
            self.updateGeometry()
