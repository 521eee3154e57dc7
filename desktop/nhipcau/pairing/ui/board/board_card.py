"""The board with its tools, over the plan that the page has read."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.pairing.explanation.results import Alternative
from nhipcau.pairing.plan.what_if import alternatives, price_by_solving
from nhipcau.pairing.ui.board.board import Board
from nhipcau.pairing.ui.board.board_tools import BoardTools
from nhipcau.pairing.ui.board.geometry import ZOOMS
from nhipcau.pairing.ui.board.lanes_and_cards import Sheet, arranged, departments, sheet_of
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.widgets.desk import Desk, Running


class BoardCard(QFrame):
    """Asks for prices on the worker when a card is taken."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._desk = desk
        self._reading: PlanReading | None = None
        self._sheet = Sheet()
        self._pricing: Running | None = None
        self.tools = BoardTools()
        self.board = Board()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(10)
        column.addWidget(self.tools)
        column.addWidget(self.board, 1)
        self.tools.changed.connect(self._show)
        self.tools.zoom_wanted.connect(self._on_zoom)
        self.board.zoomed.connect(self._on_zoomed)
        self.board.picked.connect(self._on_picked)
        self.board.price_wanted.connect(self._on_price_wanted)
        self.board.search_wanted.connect(self.tools.search.setFocus)

    def show_reading(self, reading: PlanReading, words: Words) -> None:
        """Lay out another plan."""
        self._reading = reading
        self._sheet = sheet_of(reading.people, reading.plan, words.language)
        self.tools.set_departments(departments(self._sheet), words)
        self.board.set_plan(reading.people, reading.plan)
        self._show()

    def retranslate(self, words: Words) -> None:
        self.tools.retranslate(words)
        self.board.setAccessibleName(words("board.name"))

    def _show(self) -> None:
        seen = arranged(self._sheet, self.tools.wanted)
        self.board.show_sheet(seen, self._desk.words)
        self.tools.count.setText(self._desk.words("board.count", n=seen.people))

    def _on_zoom(self, by: int) -> None:
        self.board.set_zoom(self.board.level + by)
        self.board.setFocus()

    def _on_zoomed(self, level: int) -> None:
        self.tools.smaller.setEnabled(level > 0)
        self.tools.larger.setEnabled(level < len(ZOOMS) - 1)

    def _on_picked(self, mentee_id: int) -> None:
        reading = self._reading
        if reading is None:
            return

        def work(_progress: Progress) -> tuple[Alternative, ...]:
            return alternatives(reading.people, None, reading.plan, mentee_id, reading.session)

        def show(found: Sequence[Alternative]) -> None:
            if self._reading is reading:
                self.board.set_prices(mentee_id, found)

        self._desk.run("", work, show)

    def _on_price_wanted(self, mentee_id: int, mentor_id: int) -> None:
        """Make the plan again with the two as a pair, where only that tells the price."""
        reading = self._reading
        if reading is None:
            return
        if self._pricing is not None:
            self._pricing.cancel()

        def work(progress: Progress) -> Alternative:
            def tick() -> None:
                progress.report(0, 0)

            return price_by_solving(
                reading.people, None, reading.plan, mentee_id, mentor_id, tick, reading.session
            )

        def show(found: Alternative) -> None:
            if self._reading is reading:
                self.board.set_price(mentee_id, found)

        self._pricing = self._desk.run("", work, show)
