"""One step of the method: what it is for, what the coordinator does, and what counts as done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.feature import StepLink
from nhipcau.overview.queries import StepEvidence, step_evidence
from nhipcau.overview.rules import STEPS
from nhipcau.overview.ui.marked_lines import MarkedLines
from nhipcau.widgets.card import Body, Card, Heading, IconTile, Muted, Section
from nhipcau.widgets.controls import Button, Pill, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.page import Page
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.still_reading import StillReading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nhipcau.common.feature import Feature
    from nhipcau.database import Database

ICONS: Final = (
    "target", "heart-handshake", "route", "graduation-cap", "messages-square", "clipboard-check", "award", "share-2",
)  # fmt: skip


def links_of(step: int, features: Sequence[Feature]) -> tuple[StepLink, ...]:
    """Return where a step leads: to the page of its work first, then to what helps with it."""
    pages = [page for feature in features for page in feature.pages]
    ordered = [page for page in pages if page.step == step] + [page for page in pages if step in page.helps]
    return (
        *(link for feature in features for link in feature.links if link.step == step),
        *(StepLink(step, page.route, page.icon, page.named) for page in ordered),
    )


class StepPage(Page):
    """Shows the step that `arrive(step=…)` names, in the wording for the programme's kind."""

    def __init__(
        self, desk: Desk, database: Database, parent: QWidget | None = None, *, features: Sequence[Feature]
    ) -> None:
        super().__init__(desk, parent)
        self._database = database
        self._features = features
        self.tables = frozenset({"programme"}).union(
            *(proof.tables for feature in features for proof in feature.proofs)
        )
        self.step = 1
        self._evidence: Mapping[int, StepEvidence] = {}
        self._programme_id: int | None = None
        """The programme that is shown."""
        self._reading: LatestReading[tuple[int, Mapping[int, StepEvidence]]] = LatestReading(
            desk, self, lambda found: self._on_read(*found)
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = scroll = VScroll()
        outer.addWidget(scroll)
        self._unread = StillReading(desk)
        self._unread.hide()
        outer.addWidget(self._unread)
        scroll.add(self._make_purpose())
        middle = QHBoxLayout()
        middle.setSpacing(16)
        self._doing = Section()
        self._kind = Pill("", "mentor")
        self._do_lines = MarkedLines()
        self._doing.tools.addWidget(self._kind)
        self._doing.add(self._do_lines)
        self._doing.body.addStretch(1)
        self._proof = Section()
        self._proof_lines = MarkedLines()
        self._proof_note = Muted(wrap=True)
        self._proof.add(self._proof_lines)
        self._proof.body.addStretch(1)
        self._proof.add(self._proof_note)
        middle.addWidget(self._doing, 1)
        middle.addWidget(self._proof, 1)
        scroll.body.addLayout(middle)
        scroll.add(self._make_foot())
        scroll.body.addStretch(1)

    def _make_purpose(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(14)
        self._tile = IconTile(ICONS[0], "primary", 44)
        column = QVBoxLayout()
        column.setSpacing(4)
        self._purpose_title = Heading()
        self._purpose = Body()
        self._elsewhere = Muted(wrap=True)
        for part in (self._purpose_title, self._purpose, self._elsewhere):
            column.addWidget(part)
        row.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        card.body.addLayout(row)
        self._links_row = QHBoxLayout()
        self._links_row.setSpacing(10)
        self._links_row.setContentsMargins(0, 8, 0, 0)
        self._links_row.addStretch(1)  # a layout with nothing in it would keep the text beside it narrow
        column.addLayout(self._links_row)
        self.links: dict[str, Button] = {}
        return card

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.before = button(kind="ghost", icon="arrow-left")
        self.after = button(kind="ghost", icon="arrow-right")
        self.before.clicked.connect(self._go_before)
        self.after.clicked.connect(self._go_after)
        row.addWidget(self.before)
        row.addStretch(1)
        row.addWidget(self.after)
        return foot

    def title(self) -> str:
        return self.desk.words(f"method.step.{self.step}")

    def arrive(self, **arguments: object) -> None:
        """Show another step."""
        step = arguments.get("step")
        if isinstance(step, int) and 1 <= step <= STEPS:
            self.step = step
        self._untranslated = True
        if self.isVisible():
            self._bring_up_to_date()

    def refresh(self) -> None:
        programme_id = self.desk.programme_id
        if programme_id is None:
            self._reading.drop()
            self._on_read(None, {})
            return
        self._show_known(is_known=self._programme_id == programme_id)
        self._reading.ask(lambda: (programme_id, self._read(programme_id)))

    def _read(self, programme_id: int) -> Mapping[int, StepEvidence]:
        with self._database.read() as db:
            return step_evidence(db, programme_id, self._features)

    def _on_read(self, programme_id: int | None, found: Mapping[int, StepEvidence]) -> None:
        self._programme_id, self._evidence = programme_id, found
        self._show_known(is_known=True)
        self._show()

    def _show_known(self, *, is_known: bool) -> None:
        """Show the page, or that nothing is known of the programme yet."""
        self._unread.setVisible(not is_known)
        self._scroll.setVisible(is_known)

    def retranslate(self) -> None:
        self._show()

    def _show(self) -> None:
        words = self.desk.words
        evidence = self._evidence.get(self.step, StepEvidence())
        kind = "reverse" if evidence.kind == "reverse" else "traditional"
        self._tile.set(ICONS[self.step - 1], "primary")
        self._purpose_title.setText(words("overview.purpose"))
        self._purpose.setText(words(f"method.purpose.{self.step}"))
        links = links_of(self.step, self._features)
        self._elsewhere.setText("" if links else words("overview.elsewhere"))
        self._elsewhere.setVisible(not links)
        self._doing.title.setText(words("overview.doing"))
        self._proof.title.setText(words("overview.proof"))
        self._do_lines.show_numbered(words(f"method.do.{self.step}.{kind}").split("\n"))
        self._show_proofs(evidence)
        self._kind.set(words(f"common.{evidence.kind}"), "mentee" if kind == "reverse" else "mentor")
        self._show_links(links)
        self._show_neighbours()

    def _show_proofs(self, evidence: StepEvidence) -> None:
        words = self.desk.words
        lines = words(f"method.proof.{self.step}").split("\n")
        met = evidence.met
        marks = [met.get(place) for place in range(len(lines))]
        says = {
            True: words("overview.proof.met"),
            False: words("overview.proof.unmet"),
            None: words("overview.proof.open"),
        }
        for detail in evidence.details:
            lines.append(words(detail.text, **detail.values))
            marks.append(detail.is_met)
        self._proof_lines.show_ticked(list(zip(lines, marks, strict=True)), says)
        self._proof_note.setText(words("overview.proof.note"))
        self._proof_note.setVisible(bool(met))

    def _show_links(self, wanted: Sequence[StepLink]) -> None:
        if list(self.links) != [one.route for one in wanted]:
            while (item := self._links_row.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
            self.links = {}
            for place, one in enumerate(wanted):
                link = button(kind="primary" if place == 0 else "plain", icon=one.icon)
                link.setProperty("route", one.route)
                link.clicked.connect(self._on_link)
                self.links[one.route] = link
                self._links_row.addWidget(link)
            self._links_row.addStretch(1)
        for one in wanted:
            self.links[one.route].setText(self.desk.words(one.text))

    def _show_neighbours(self) -> None:
        words = self.desk.words
        for neighbour, step in ((self.before, self.step - 1), (self.after, self.step + 1)):
            there = 1 <= step <= STEPS
            neighbour.setVisible(there)
            if there:
                neighbour.setText(words("overview.next", n=step, name=words(f"method.step.{step}")))

    def _on_link(self) -> None:
        self.desk.go(str(self.sender().property("route")))

    def _go_before(self) -> None:
        self.desk.go("step", step=self.step - 1)

    def _go_after(self) -> None:
        self.desk.go("step", step=self.step + 1)
