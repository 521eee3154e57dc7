"""A page about the chosen programme: bare until it has been read, and with the ways to begin where there is nothing."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

from nhipcau.widgets.card import Card, EmptyState
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.page import Page
from nhipcau.widgets.still_reading import StillReading

T = TypeVar("T")


class ProgrammePage(Page, Generic[T]):
    """Subclasses call `build` at the end of their constructor, and implement `reading` and `fill`.

    `nothing` is what is shown where no programme is chosen.
    """

    def __init__(self, desk: Desk, nothing: T, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._nothing = nothing
        self._programme_id: int | None = None
        """The programme that is shown."""
        self._reading = LatestReading(desk, self, self._on_read)
        self._stack = QStackedLayout(self)
        self._head: tuple[QWidget, ...] = ()
        self._waiting: tuple[QWidget, ...] = ()

    def reading(self, programme_id: int) -> Callable[[], T]:
        """Return what reads the programme, away from the window's thread."""
        raise NotImplementedError

    def fill(self, reading: T) -> bool:
        """Show what has been read; say whether there is anything."""
        raise NotImplementedError

    def forget(self) -> None:
        """Show nothing more of the programme before."""

    def head_actions(self) -> list[QWidget]:
        """Return the buttons that stand at the head of the window."""
        return list(self._head)

    def build(
        self, content: QLayout, empty: EmptyState, head: Sequence[QWidget], waiting: Sequence[QWidget]
    ) -> None:
        """Lay the page out. Buttons that are `waiting` do nothing until something is known; `fill` lets them."""
        self._head, self._waiting = tuple(head), tuple(waiting)
        self.hold(*head)
        full = QWidget()
        content.setContentsMargins(0, 0, 0, 0)
        full.setLayout(content)
        bare = Card()
        bare.add(empty, 1)
        for layer in (full, bare, StillReading(self.desk)):
            self._stack.addWidget(layer)
        self._stack.setCurrentIndex(2)

    def refresh(self) -> None:
        programme_id = self.desk.programme_id
        if programme_id is None:
            self._reading.drop()
            self._on_read((None, self._nothing))
            return
        if programme_id != self._programme_id:  # nothing is known of this one yet, and nothing is said
            self._programme_id = None
            self.forget()
            self._stack.setCurrentIndex(2)
            for made in self._waiting:
                made.setEnabled(False)
        read = self.reading(programme_id)
        self._reading.ask(lambda: (programme_id, read()))

    def _on_read(self, found: tuple[int | None, T]) -> None:
        self._programme_id, reading = found
        self._stack.setCurrentIndex(0 if self.fill(reading) else 1)
