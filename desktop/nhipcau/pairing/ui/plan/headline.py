"""The plan in one card: how many are paired, how well, how sure, and what to do with it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.plan.plan_sentences import fits, headline, proof, said
from nhipcau.pairing.plan.plan_warnings import warnings_of_plan
from nhipcau.pairing.plan.results import Plan
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.ui.plan.list_rows import shown_once
from nhipcau.widgets.card import Body, Heading, IconTile, Muted
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.theme import px


class Headline(QFrame):
    """Says the plan; its buttons say what is wanted."""

    export_wanted = Signal(str)
    letters_wanted = Signal()
    confirm_wanted = Signal()
    again_wanted = Signal()
    rather_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._low = self._has_rather = False
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(18, 14, 18, 14)
        self._rows.setSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.tile = IconTile("heart-handshake", "primary", 44)
        self.title = Heading(wrap=True)
        self.fits = Body()
        self.proof = Muted(wrap=True)
        self.warning = Body()
        self.warning.setObjectName("Warn")
        column = QVBoxLayout()
        column.setSpacing(2)
        for label in (self.title, self.fits, self.proof, self.warning):
            column.addWidget(label)
        self.again = button(kind="link", icon="refresh-cw")
        self.rather = button(kind="link", icon="arrow-up-down")
        for link in (self.again, self.rather):
            link.hide()
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.letters = button(icon="mail")
        self.export = button(icon="file-spreadsheet")
        self.menu = QMenu(self.export)
        self.export_vi = self.menu.addAction("")
        self.export_en = self.menu.addAction("")
        self.export.setMenu(self.menu)
        self.confirm = button(kind="primary", icon="check")
        row.addWidget(self.tile)
        row.addLayout(column, 1)
        self._rows.addLayout(row, 1)
        doing = QHBoxLayout()
        doing.setSpacing(10)
        doing.addStretch(1)
        for made in self._buttons():
            doing.addWidget(made)
        self._rows.addLayout(doing)

        self._connect()

    def _connect(self) -> None:
        self.export_vi.triggered.connect(self._export_vi)
        self.export_en.triggered.connect(self._export_en)
        self.letters.clicked.connect(self.letters_wanted)
        self.confirm.clicked.connect(self.confirm_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.rather.clicked.connect(self.rather_wanted)

    def show_plan(self, plan: Plan, people: PairingInput, words: Words) -> None:
        mutual = people.settings.rules.mutual
        new = len(shown_once(plan, mutual=mutual))
        self.title.setText(headline(plan, words, len(people.candidates if mutual else people.mentees)))
        totals = plan.totals
        told = [] if totals.matched else [words("pairs.page.nothing_new").rstrip(".")]
        if plan.pairs:
            told.append(fits(plan, words))
        self.fits.setText(". ".join(told))
        aim = people.settings.rules.aim
        self.proof.setText(proof(totals, words, aim) if totals.matched else "")
        self.proof.setVisible(bool(totals.matched))
        self.again.hide()
        self._warn(plan, people, words)
        self.rather.setText(words("groups.rather.count", n=plan.blocking_count))
        self._has_rather = plan.blocking_count > 0 and totals.matched > 0
        self.rather.setVisible(self._has_rather and not self._low)
        self.tile.set("heart-handshake", "warn" if plan.unpaired else "good")
        self.confirm.setText(words("pairs.page.confirm_all", n=new))
        self.confirm.setEnabled(new > 0)
        self.letters.setEnabled(bool(plan.pairs))
        self._arrange()

    def show_standing(self, mentees: int, words: Words) -> None:
        """Say that everybody has somebody, before a plan says more of it."""
        self.title.setText(words("pairs.say.headline", n=mentees, mentees=mentees))
        self.fits.setText(words("pairs.page.nothing_new"))
        for label in (self.proof, self.warning, self.again, self.rather):
            label.hide()
        self.tile.set("heart-handshake", "good")
        self.confirm.setText(words("pairs.page.confirm_all", n=0))
        self.confirm.setEnabled(False)
        self.letters.setEnabled(False)
        self._arrange()

    def _warn(self, plan: Plan, people: PairingInput, words: Words) -> None:
        told = said(warnings_of_plan(people, plan), words)
        self.warning.setText(" ".join(told))
        self.warning.setVisible(bool(told))

    def set_low(self, *, low: bool) -> None:
        """Leave out what can wait where the window is low."""
        self._low = low
        self.rather.setVisible(self._has_rather and not low)

    def retranslate(self, words: Words) -> None:
        self.letters.setText(words("pairs.page.letters"))
        self.export.setText(words("pairs.page.export"))
        self.export.setToolTip(words("pairs.page.export.hint"))
        self.export_vi.setText(words("common.language.vi"))
        self.export_en.setText(words("common.language.en"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the buttons under the sentences where there is no room beside them."""
        wanted = sum(made.sizeHint().width() for made in self._buttons())
        narrow = self.width() < wanted + px(440)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._rows.direction() != direction:
            self._rows.setDirection(direction)

    def minimumSizeHint(self) -> QSize:
        wanted = sum(made.sizeHint().width() for made in self._buttons())
        return QSize(min(wanted + 56, px(500)), super().minimumSizeHint().height())

    def _buttons(self) -> tuple[Button, ...]:
        return (self.letters, self.export, self.confirm)

    def say_waiting(self, words: Words) -> None:
        self.proof.setText(words("pairs.page.solving"))
        self.proof.show()
        self.again.hide()

    def say_left(self, told: str, words: Words) -> None:
        """Say why what is shown is the plan before, and offer to go on."""
        self.proof.setText(told)
        self.again.setText(words("groups.solve_again"))
        self.proof.show()
        self.again.show()

    def _export_vi(self) -> None:
        self.export_wanted.emit("vi")

    def _export_en(self) -> None:
        self.export_wanted.emit("en")
