"""The programme at a glance: what it is, who is in it, what needs her, and what was done last."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.overview.queries import Evidence, evidence, steps_done
from nhipcau.overview.rules import next_thing
from nhipcau.overview.ui.week_cards import NeedsList, RecentCard, TrendCard
from nhipcau.overview.week import RECENT_STEPS, Week, needs_of, week_trend
from nhipcau.programmes.queries import ProgrammeRow, programme
from nhipcau.widgets.card import Body, Card, Heading, KpiCard, Muted
from nhipcau.widgets.controls import Pill, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.page import Page
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.standing_notice import StandingCard
from nhipcau.widgets.still_reading import StillReading
from nhipcau.widgets.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nhipcau.common.feature import Feature
    from nhipcau.database import Database

_KPIS: Final = (
    ("mentors", "graduation-cap", "mentor"),
    ("mentees", "sprout", "mentee"),
    ("pairs", "heart-handshake", "good"),
    ("unpaired", "user-x", "warn"),
)
_WAYS: Final[dict[str, tuple[str, dict[str, object]]]] = {
    "people": ("import", {}),
    "one_side": ("participants", {}),
    "pair": ("pairing", {}),
    "more": ("pairing", {}),
    "letters": ("pairing", {}),
    "goals": ("programme", {}),
    "onward": ("step", {"step": 3}),
}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the page shows, read at one moment."""

    programme_id: int | None = None
    programme: ProgrammeRow | None = None
    evidence: Evidence = field(default_factory=Evidence)
    done: frozenset[int] = frozenset()


class HomePage(Page):
    """The first page of an open file."""

    tables = frozenset({"programme", "participant", "pair", "mentoring_session", "waiting_row"})

    def __init__(
        self,
        desk: Desk,
        database: Database,
        parent: QWidget | None = None,
        *,
        features: Sequence[Feature],
    ) -> None:
        super().__init__(desk, parent)
        self._database = database
        self._features = features
        self.tables = HomePage.tables.union(*(need.tables for feature in features for need in feature.needs))
        self._programme_id: int | None = None
        """The programme that is shown."""
        self._reading = LatestReading(desk, self, self._on_read)
        self._reading_week = LatestReading(desk, self, self._on_week)
        self._row: ProgrammeRow | None = None
        self._evidence = Evidence()
        self._done: frozenset[int] = frozenset()
        self._week = Week()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = scroll = VScroll()
        outer.addWidget(scroll)
        self._unread = StillReading(desk)
        self._unread.hide()
        outer.addWidget(self._unread)
        self._figures = QGridLayout()
        self._figures.setSpacing(16)
        self.kpis = {name: KpiCard(picture, tone=tone) for name, picture, tone in _KPIS}
        self._columns = 0
        self._place_figures(len(_KPIS))
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._make_now(), 3)
        middle.addWidget(self._make_programme(), 2)
        scroll.add(StandingCard(desk))
        scroll.body.addLayout(self._figures)
        scroll.body.addLayout(middle)
        lower = QHBoxLayout()
        lower.setSpacing(16)
        self.recent = RecentCard(desk)
        self.trend = TrendCard()
        lower.addWidget(self.recent, 3)
        lower.addWidget(self.trend, 2)
        scroll.body.addLayout(lower)
        scroll.body.addStretch(1)

    def _make_programme(self) -> Card:
        self._about = Card()
        head = QHBoxLayout()
        self._name = Heading(wrap=True)
        head.addWidget(self._name, 1)
        self._kind = Pill("", "info")
        self.edit_button = button(kind="ghost", icon="pencil")
        self.edit_button.clicked.connect(self._on_edit)
        head.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        self._about.body.addLayout(head)
        self._vision = Body()
        self._sponsor = Muted(wrap=True)
        self._dates = Muted(wrap=True)
        self._about.add(self._kind)
        for part in (self._vision, self._sponsor, self._dates):
            self._about.add(part)
        self._about.body.addStretch(1)
        return self._about

    def _make_now(self) -> Card:
        card = Card()
        self._now_title = Heading()
        self._now = Body()
        self.now_button = button(kind="primary", icon="arrow-right")
        self.now_button.clicked.connect(self._on_now)
        row = QHBoxLayout()
        row.addWidget(self.now_button)
        row.addStretch(1)
        card.add(self._now_title)
        card.add(self._now)
        card.body.addLayout(row)
        self.needs = NeedsList(self.desk)
        card.add(self.needs)
        card.body.addStretch(1)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_figures(len(_KPIS) if self.width() >= px(220) * len(_KPIS) else 2)

    def _place_figures(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.kpis.values()):
            self._figures.removeWidget(card)
            self._figures.addWidget(card, place // columns, place % columns)
        for column in range(len(_KPIS)):
            self._figures.setColumnStretch(column, 1 if column < columns else 0)

    def title(self) -> str:
        return self.desk.words("overview.title")

    def refresh(self) -> None:
        programme_id = self.desk.programme_id
        if programme_id is None:
            self._reading.drop()
            self._on_read(_Reading())
            return
        self._show_known(is_known=self._programme_id == programme_id)
        self._reading.ask(lambda: self._read(programme_id))

    def _read(self, programme_id: int) -> _Reading:
        with self._database.read() as db:
            return _Reading(
                programme_id,
                programme(db, programme_id),
                evidence(db, programme_id),
                steps_done(db, programme_id, self._features),
            )

    def _read_week(self, programme_id: int) -> Week:
        with self._database.read() as db:
            needs, sessions = needs_of(db, programme_id, self._features), week_trend(db, programme_id)
        return Week(needs, sessions, self._database.history(RECENT_STEPS))

    def _on_week(self, found: Week) -> None:
        self._week = found
        self._show_week()

    def _on_read(self, found: _Reading) -> None:
        self._programme_id = found.programme_id
        self._row, self._evidence = found.programme, found.evidence
        self._done = found.done
        self._show_known(is_known=True)
        self._show()
        programme_id = found.programme_id
        if programme_id is not None:  # after the figures: nobody waits for them until all of this is counted
            self._reading_week.ask(lambda: self._read_week(programme_id))

    def _show_known(self, *, is_known: bool) -> None:
        """Show the page, or that nothing is known of the programme yet."""
        self._unread.setVisible(not is_known)
        self._scroll.setVisible(is_known)

    def retranslate(self) -> None:
        self._show()

    def _show(self) -> None:
        self._show_programme()
        self._show_figures()
        words = self.desk.words
        thing = next_thing(self._evidence, self._done)
        self._now_title.setText(words("overview.now.title"))
        self._now.setText(words(f"overview.now.{thing}", n=self._evidence.unpaired))
        self.now_button.setText(words(f"overview.now.{thing}.button"))
        self._show_week()

    def _show_week(self) -> None:
        """Show what needs her, what was done last, and how often pairs have met."""
        words = self.desk.words
        self.needs.show_needs(self._week.needs, words)
        self.recent.show_steps(self._week.steps, words)
        self.trend.show_weeks(self._week.sessions, words)

    def _show_programme(self) -> None:
        words = self.desk.words
        self.edit_button.set_hint(words("overview.edit"))
        row = self._row
        if row is None:
            return
        self._name.setText(row.name)
        self._kind.set(words(f"common.{row.kind}"), "mentee" if row.kind == "reverse" else "mentor")
        self._vision.setText(row.vision or words("overview.no_vision"))
        self._sponsor.setText(
            words("overview.sponsor", name=row.sponsor) if row.sponsor else words("overview.sponsor.none")
        )
        self._dates.setText(self._span(row.starts_on, row.ends_on))

    def _span(self, start: date | None, end: date | None) -> str:
        words = self.desk.words
        if start and end:
            return words("overview.dates", start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")
        if start:
            return words("overview.dates.from", start=f"{start:%d/%m/%Y}")
        if end:
            return words("overview.dates.until", end=f"{end:%d/%m/%Y}")
        return words("overview.dates.none")

    def _show_figures(self) -> None:
        words = self.desk.words
        facts = self._evidence
        for name, card in self.kpis.items():
            if facts.people == 0:
                note = words("overview.kpi.none.note")
            else:
                share = round(100 * facts.paired_people / facts.people)
                numbers = {
                    "pairs": share,
                    "unpaired": facts.people if facts.kind == "peer" else facts.mentees,
                }
                note = words(f"overview.kpi.{name}.note", n=numbers.get(name, facts.people))
            card.set_figure(words(f"overview.kpi.{name}"), str(getattr(facts, name)), note)

    def _on_now(self) -> None:
        route, arguments = _WAYS[next_thing(self._evidence, self._done)]
        self.desk.go(route, **arguments)

    def _on_edit(self) -> None:
        self.desk.go("programme")
