"""One step of the method: what it is for, what the coordinator does, and what counts as done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.overview.queries import Evidence, evidence
from nhipcau.overview.rules import EVALUATION, STEPS, proofs_met
from nhipcau.overview.ui.lines import MarkedLines
from nhipcau.widgets.card import Body, Card, Heading, IconTile, Muted, Section
from nhipcau.widgets.controls import Button, Pill, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.page import Page
from nhipcau.widgets.scroll import VScroll

if TYPE_CHECKING:
    from nhipcau.database import Database

ICONS: Final = (
    "target", "heart-handshake", "route", "graduation-cap", "messages-square", "clipboard-check", "award", "share-2",
)  # fmt: skip
LINKS: Final[dict[int, tuple[tuple[str, str], ...]]] = {
    1: (("programme", "pencil"),),
    2: (("pairing", "heart-handshake"), ("participants", "users"), ("import", "inbox")),
    3: (("sessions", "calendar-check"), ("workbooks", "file-spreadsheet")),
    6: (("surveys", "clipboard-check"), ("workbooks", "file-spreadsheet")),
}
_LINK_WORDS: Final = {"programme": "goals"}


class StepPage(Page):
    """Shows the step that `arrive(step=…)` names, in the wording for the programme's kind."""

    route = "step"
    tables = frozenset(
        {"programme", "participant", "pair", "survey", "survey_wave", "survey_response", "survey_answer"}
    )

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._database = database
        self.step = 1
        self._evidence = Evidence()
        self._programme_id: int | None = None
        """The programme that is shown."""
        self._reading: LatestReading[tuple[int, Evidence]] = LatestReading(
            desk, self, lambda found: self._on_read(*found)
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = scroll = VScroll()
        outer.addWidget(scroll)
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
            self._on_read(None, Evidence())
            return
        self._scroll.setVisible(self._programme_id == programme_id)  # else nothing is known of it yet
        self._reading.ask(lambda: (programme_id, self._read(programme_id)))

    def _read(self, programme_id: int) -> Evidence:
        with self._database.read() as db:
            return evidence(db, programme_id)

    def _on_read(self, programme_id: int | None, found: Evidence) -> None:
        self._programme_id, self._evidence = programme_id, found
        self._scroll.show()
        self._show()

    def retranslate(self) -> None:
        self._show()

    def _show(self) -> None:
        words = self.desk.words
        kind = "reverse" if self._evidence.kind == "reverse" else "traditional"
        self._tile.set(ICONS[self.step - 1], "primary")
        self._purpose_title.setText(words("overview.purpose"))
        self._purpose.setText(words(f"method.purpose.{self.step}"))
        self._elsewhere.setText("" if self.step in LINKS else words("overview.elsewhere"))
        self._elsewhere.setVisible(self.step not in LINKS)
        self._doing.title.setText(words("overview.doing"))
        self._proof.title.setText(words("overview.proof"))
        self._do_lines.show_numbered(words(f"method.do.{self.step}.{kind}").split("\n"))
        self._show_proofs()
        self._kind.set(words(f"common.{self._evidence.kind}"), "mentee" if kind == "reverse" else "mentor")
        self._show_links()
        self._show_neighbours()

    def _show_proofs(self) -> None:
        words = self.desk.words
        lines = words(f"method.proof.{self.step}").split("\n")
        met = proofs_met(self.step, self._evidence)
        marks = [met[place] if place < len(met) else None for place in range(len(lines))]
        says = {
            True: words("overview.proof.met"),
            False: words("overview.proof.unmet"),
            None: words("overview.proof.open"),
        }
        if self.step == EVALUATION:
            for wave, answered, asked in self._evidence.waves:
                lines.append(words("overview.proof.wave", wave=wave, n=answered, asked=asked))
                marks.append(answered > 0)
        self._proof_lines.show_ticked(list(zip(lines, marks, strict=True)), says)
        self._proof_note.setText(words("overview.proof.note"))
        self._proof_note.setVisible(bool(met))

    def _show_links(self) -> None:
        wanted = LINKS.get(self.step, ())
        if list(self.links) != [route for route, _ in wanted]:
            while (item := self._links_row.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
            self.links = {}
            for place, (route, picture) in enumerate(wanted):
                link = button(kind="primary" if place == 0 else "plain", icon=picture)
                link.setProperty("route", route)
                link.clicked.connect(self._on_link)
                self.links[route] = link
                self._links_row.addWidget(link)
            self._links_row.addStretch(1)
        for route, link in self.links.items():
            link.setText(self.desk.words(f"overview.go.{_LINK_WORDS.get(route, route)}"))

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
