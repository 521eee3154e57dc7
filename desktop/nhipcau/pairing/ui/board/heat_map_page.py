"""The whole plan at a glance: the picture of all fits, what its colours mean, and how the fits are spread."""

from collections import Counter
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.pairing.explanation.fit_bands import BANDS, band_of
from nhipcau.pairing.explanation.plan_sentences import percent
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.ui.board.heat_map import HeatMap, band_colours
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.charts import Histogram
from nhipcau.widgets.controls import Segmented
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import colour, px

if TYPE_CHECKING:
    from nhipcau.pairing.plan.fit_matrix import FitMatrix, Order

ORDERS: Final = ("fit", "department", "name")


class _Swatch(QWidget):
    """A cell as the picture draws it: a band by number, `stopped` or `chosen`."""

    def __init__(self, kind: int | str) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(px(20), px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shades = band_colours()
        painter.fillRect(area, shades[self._kind] if isinstance(self._kind, int) else shades[-2])
        if self._kind == "stopped":
            painter.fillRect(area, QBrush(shades[-1], Qt.BrushStyle.BDiagPattern))
        if self._kind == "chosen":
            painter.fillRect(area, shades[2])
            painter.setPen(QPen(colour("text"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.end()


class HeatMapPage(QFrame):
    """`open_wanted` names the mentee and the mentor of a pair of the plan, `why_wanted` any other two."""

    open_wanted = Signal(int, int)
    why_wanted = Signal(int, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._desk = desk
        self._reading: PlanReading | None = None
        self._picture: FitMatrix | None = None
        self._names: dict[int, str] = {}
        self.order = Segmented()
        self.order.chosen.connect(self._ask)
        self.heat = HeatMap()
        self.heat.moved.connect(self._say)
        self.heat.opened.connect(self._open)
        self.line = Body()
        self.line.setMinimumHeight(px(38))
        self.axes = Muted(wrap=True)
        self.legend: dict[int | str, QLabel] = {}
        self.legend_title, self.spread_title = Heading(level=3), Heading(level=3)
        self.histogram = Histogram()
        self.figures = Body()
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 10, 12)
        row.setSpacing(14)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.order)
        left.addWidget(self.axes)
        left.addWidget(self.heat, 1)
        left.addWidget(self.line)
        side = VScroll(spacing=10)
        side.setFixedWidth(px(216))
        side.add(self.legend_title)
        for kind in (4, 3, 2, 1, 0, "stopped", "chosen"):
            line = QHBoxLayout()
            line.setSpacing(8)
            self.legend[kind] = Muted(wrap=True)
            line.addWidget(_Swatch(kind))
            line.addWidget(self.legend[kind], 1)
            side.body.addLayout(line)
        for part in (self.spread_title, self.histogram, self.figures):
            side.add(part)
        side.body.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(side)

    def retranslate(self, words: Words) -> None:
        self.order.set_items([(name, words(f"board.sorted.{name}")) for name in ORDERS])
        self.order.setAccessibleName(words("board.sorted"))
        self.axes.setText(words("board.heat.axes"))
        self.heat.setAccessibleName(words("board.heat.name"))
        self.legend_title.setText(words("board.heat.legend"))
        self.spread_title.setText(words("board.heat.spread"))
        for kind, label in self.legend.items():
            label.setText(words(f"board.heat.{kind}" if isinstance(kind, str) else f"board.band.{kind}"))

    def show_reading(self, reading: PlanReading, words: Words) -> None:
        """Show another plan; the picture follows from the worker."""
        self._reading = reading
        self._names = {person.participant_id: person.name for person in reading.people.candidates}
        bands = spread(reading.plan)
        self.histogram.set_bands(bands)
        self.histogram.setAccessibleName(words("board.heat.spread"))
        self.figures.setText(_figures(reading.plan, words))
        self._ask()

    def _ask(self) -> None:
        reading = self._reading
        if reading is None:
            return
        order = cast("Order", self.order.current() or "fit")
        language = self._desk.words.language

        def work(_progress: Progress) -> "FitMatrix":
            from nhipcau.pairing.plan.fit_matrix import picture

            return picture(reading.people, None, reading.plan, order, language, reading.session)

        def show(made: "FitMatrix") -> None:
            if self._reading is reading and order == (self.order.current() or "fit"):
                self._picture = made
                self.heat.show_picture(made, self._names)

        self._desk.run("", work, show)

    def _say(self) -> None:
        """Say who meets under the cursor, and how well they fit."""
        people, made, words = self.heat.people(), self._picture, self._desk.words
        if people is None or made is None:
            self.line.setText("")
            return
        values = {"mentee": self._names[people[0]], "mentor": self._names[people[1]]}
        fit = made.fit(*self.heat.at)
        key = "open" if fit is not None else "stopped"
        if self.heat.at in made.chosen:
            key = "chosen"
        shown = "" if fit is None else percent(fit)
        rank = made.rank(*self.heat.at)
        self.line.setText(words(f"board.cell.{key}", fit=shown, rank=rank, **values))
        self.heat.setAccessibleDescription(self.line.text())
        self.heat.setToolTip(self.line.text())

    def _open(self) -> None:
        people, made = self.heat.people(), self._picture
        if people is not None and made is not None:
            wanted = self.open_wanted if self.heat.at in made.chosen else self.why_wanted
            wanted.emit(*people)


def spread(plan: Plan) -> list[tuple[str, int]]:
    """Return how many pairs of the plan lie in each band of the picture, from the weakest on."""
    counts = Counter(band_of(pair.fit) for pair in plan.pairs)
    labels = (f"<{BANDS[0] // 100}", *(f"{bound // 100}+" for bound in BANDS))
    return [(label, counts[band]) for band, label in enumerate(labels)]


def _figures(plan: Plan, words: Words) -> str:
    fits = sorted(pair.fit for pair in plan.pairs)
    if not fits:
        return words("board.heat.no_pairs")
    mean = sum(fits) // len(fits)
    return words(
        "board.heat.figures", n=len(fits), mean=percent(mean), worst=percent(fits[0]),
        middle=percent(fits[len(fits) // 2]), waiting=len(plan.unpaired),
    )  # fmt: skip
