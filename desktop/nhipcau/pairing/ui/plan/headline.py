"""The plan in one line: how many are paired, how well, how sure; and what to do with it, at the head of the window."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import fits, headline, proof, said
from nhipcau.pairing.explanation.plan_warnings import warnings_of_plan
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.ui.plan.list_rows import shown_once
from nhipcau.widgets.card import Body, Heading, IconTile, Muted
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.flow import FlowLayout, Wrapping

_NEXT: Final = {"letters": "mail", "workbooks": "file-spreadsheet", "sessions": "calendar-check"}
"""What comes after confirming, each with its icon."""


class Headline(Wrapping):
    """Says the plan; its buttons say what is wanted."""

    export_wanted = Signal(str)
    letters_wanted = Signal()
    confirm_wanted = Signal()
    again_wanted = Signal()
    rather_wanted = Signal()
    next_wanted = Signal(str)
    """The page where the next thing is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._is_done = False
        """Whether everybody who can be paired is confirmed."""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tile = IconTile("heart-handshake", "primary", 28)
        self.title = Heading(level=3)
        self.fits = Muted()
        self.proof = Muted()
        self.warning = Body()
        self.warning.setObjectName("Warn")
        self.again = button(kind="link", icon="refresh-cw")
        self.rather = button(kind="link", icon="arrow-up-down")
        self.next: dict[str, Button] = {name: button(kind="link", icon=icon) for name, icon in _NEXT.items()}
        flow = FlowLayout(self, gap=14)
        flow.setContentsMargins(14, 9, 14, 9)
        shown = (self.tile, self.title, self.fits, self.proof, self.again, self.warning)
        for part in (*shown, *self.next.values()):
            flow.addWidget(part)
        for hidden in (self.again, self.rather, self.warning, *self.next.values()):
            hidden.hide()
        self._make_actions()
        self._connect()

    def _make_actions(self) -> None:
        self.letters = button(icon="mail")
        self.export = button(icon="file-spreadsheet")
        self.menu = QMenu(self.export)
        self.export_vi = self.menu.addAction("")
        self.export_en = self.menu.addAction("")
        self.export.setMenu(self.menu)
        self.confirm = button(kind="primary", icon="check")

    def _connect(self) -> None:
        self.export_vi.triggered.connect(self._export_vi)
        self.export_en.triggered.connect(self._export_en)
        self.letters.clicked.connect(self.letters_wanted)
        self.confirm.clicked.connect(self._on_main)
        self.again.clicked.connect(self.again_wanted)
        self.rather.clicked.connect(self.rather_wanted)
        self.next["letters"].clicked.connect(self.letters_wanted)
        self.next["workbooks"].clicked.connect(self._go_to_workbooks)
        self.next["sessions"].clicked.connect(self._go_to_sessions)

    def head_actions(self) -> list[QWidget]:
        """Return what can be done with the whole plan, for the head of the window."""
        return [self.letters, self.export, self.confirm]

    def show_plan(self, plan: Plan, people: PairingInput, words: Words) -> None:
        mutual = people.settings.rules.mutual
        new = len(shown_once(plan, mutual=mutual))
        self.title.setText(headline(plan, words, len(people.candidates if mutual else people.mentees)))
        totals = plan.totals
        told = [] if totals.matched else [words("pairs.page.nothing_new").rstrip(".")]
        if plan.pairs:
            told.append(fits(plan, words))
        self.fits.setText(". ".join(told))
        self._say_proof(plan, people, words)
        self.again.hide()
        self._warn(plan, people, words)
        self.rather.setText(words("groups.rather.count", n=plan.blocking_count))
        self.rather.setVisible(plan.blocking_count > 0 and totals.matched > 0)
        self.tile.set("heart-handshake", "warn" if plan.unpaired else "good")
        self._offer(new, bool(plan.pairs), words)

    def _say_proof(self, plan: Plan, people: PairingInput, words: Words) -> None:
        """Say in a few words how sure it is; the whole of it to whoever points at them."""
        totals = plan.totals
        whole = proof(totals, words, people.settings.rules.aim) if totals.matched else ""
        best = totals.proved and not totals.people_gap
        self.proof.setText(words("pairs.headline.best" if best else "pairs.headline.unsure"))
        self.proof.setToolTip(whole)
        self.proof.setAccessibleDescription(whole)
        self.proof.setVisible(bool(whole))

    def _offer(self, new: int, paired: bool, words: Words) -> None:
        """Offer to confirm; where nothing is left to confirm, what comes next."""
        self._is_done = paired and not new
        self.confirm.setText(
            words("pairs.next.sessions" if self._is_done else "pairs.page.confirm_all", n=new)
        )
        self.confirm.set_icon("calendar-check" if self._is_done else "check")
        self.confirm.setEnabled(new > 0 or self._is_done)
        self.letters.setEnabled(paired)
        for name, made in self.next.items():
            made.setText(words(f"pairs.next.{name}"))
            made.setVisible(self._is_done)

    def show_standing(self, mentees: int, words: Words) -> None:
        """Say that everybody has somebody, before a plan says more of it."""
        self.title.setText(words("pairs.say.headline", n=mentees, mentees=mentees))
        self.fits.setText(words("pairs.page.nothing_new"))
        for label in (self.proof, self.warning, self.again, self.rather):
            label.hide()
        self.tile.set("heart-handshake", "good")
        self._offer(0, True, words)

    def _warn(self, plan: Plan, people: PairingInput, words: Words) -> None:
        told = said(warnings_of_plan(people, plan), words)
        self.warning.setText(" ".join(told))
        self.warning.setVisible(bool(told))

    def retranslate(self, words: Words) -> None:
        self.letters.setText(words("pairs.page.letters"))
        self.export.setText(words("pairs.page.export"))
        self.export.setToolTip(words("pairs.page.export.hint"))
        self.export_vi.setText(words("common.language.vi"))
        self.export_en.setText(words("common.language.en"))

    def say_waiting(self, words: Words) -> None:
        self._say(words("pairs.page.solving"))
        self.again.hide()

    def say_left(self, told: str, words: Words) -> None:
        """Say why what is shown is the plan before, and offer to go on."""
        self._say(told)
        self.again.setText(words("groups.solve_again"))
        self.again.show()

    def _say(self, told: str) -> None:
        self.proof.setText(told)
        self.proof.setToolTip("")
        self.proof.show()

    def _on_main(self) -> None:
        if self._is_done:
            self._go_to_sessions()
        else:
            self.confirm_wanted.emit()

    def _export_vi(self) -> None:
        self.export_wanted.emit("vi")

    def _export_en(self) -> None:
        self.export_wanted.emit("en")

    def _go_to_workbooks(self) -> None:
        self.next_wanted.emit("workbooks")

    def _go_to_sessions(self) -> None:
        self.next_wanted.emit("sessions")
