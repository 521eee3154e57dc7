"""The parts of the first page that tell of this week: what needs her, what was done last, how often pairs have met."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.database.changes import HistoryEntry
from nhipcau.database.step_text import step_text
from nhipcau.overview.week import WEEKS, WaitingThing
from nhipcau.widgets.card import Body, Card, Heading, IconTile, Muted
from nhipcau.widgets.charts import Histogram
from nhipcau.widgets.controls import Button, ElidedLabel, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.layout_clearing import clear


class NeedsList(QWidget):
    """A line for everything that waits, each with the way to it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.things: tuple[WaitingThing, ...] = ()
        self.buttons: list[Button] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(8)

    def show_needs(self, things: Sequence[WaitingThing], words: Words) -> None:
        self.things = tuple(things)
        self.buttons = []
        clear(self._rows)
        if not things:
            return
        self._rows.addWidget(Heading(words("overview.need.title"), level=3))
        for place, thing in enumerate(things):
            self._rows.addLayout(self._line(place, thing, words))

    def _line(self, place: int, thing: WaitingThing, words: Words) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        text = words(thing.need.text, **thing.need.values)
        label = Body(text)
        way = button(words("overview.need.open"))
        way.setAccessibleName(f"{words('overview.need.open')}: {text}")
        way.setProperty("place", place)
        way.clicked.connect(self._on_open)
        self.buttons.append(way)
        row.addWidget(IconTile(thing.icon, "warn", 28))
        row.addWidget(label, 1)
        row.addWidget(way)
        return row

    def _on_open(self) -> None:
        thing = self.things[int(self.sender().property("place"))]
        self._desk.go(thing.route, **thing.need.arguments)


class RecentCard(Card):
    """What was done last in this file, the newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=6)
        self._desk = desk
        self.heading = Heading()
        self.add(self.heading)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_steps(self, steps: Sequence[HistoryEntry], words: Words) -> None:
        self.heading.setText(words("overview.recent.title"))
        clear(self._rows)
        if not steps:
            self._rows.addWidget(Muted(words("overview.recent.none")))
        for step in steps:
            row = QHBoxLayout()
            row.setSpacing(12)
            text = step_text(step.name, words)
            shown = text if step.state != "undone" else words("overview.recent.undone", step=text)
            row.addWidget(ElidedLabel(shown), 1)
            row.addWidget(Muted(f"{step.made_at:%d/%m %H:%M}"))
            self._rows.addLayout(row)


class TrendCard(Card):
    """How many sessions each of the last weeks held."""

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.heading = Heading()
        self.note = Muted(wrap=True)
        self.chart = Histogram()
        for part in (self.heading, self.note):
            self.add(part)
        self.add(self.chart, 1)

    def show_weeks(self, weeks: Sequence[tuple[date, int]], words: Words) -> None:
        self.heading.setText(words("overview.trend.title"))
        self.note.setText(words("overview.trend.note", n=sum(count for _, count in weeks), weeks=WEEKS))
        self.chart.setAccessibleName(self.heading.text())
        self.setVisible(any(count for _, count in weeks))
        self.chart.set_bands(
            [
                (f"{monday:%d/%m}" if place % 2 == 0 else "", count)
                for place, (monday, count) in enumerate(weeks)
            ]
        )
