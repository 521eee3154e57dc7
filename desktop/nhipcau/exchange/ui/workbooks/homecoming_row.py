"""One row that came home: what was sent, what we have, what they wrote, and which of the two holds."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.apply.workbook_changes import RowRefusal
from nhipcau.exchange.round_trip.merge.change_text import choice_of, state_in_words, told
from nhipcau.exchange.round_trip.merge.three_way_merge import CellMerge, Choice, RowMerge
from nhipcau.exchange.round_trip.merge.workbook_merge import KindMerge
from nhipcau.exchange.ui import findings_text as wording
from nhipcau.sheets.columns import heading_in
from nhipcau.widgets.card import Body, Heading, Line, Muted
from nhipcau.widgets.controls import Pill, Segmented
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.panel import DetailsPanel

_SIDES: Final[tuple[Choice, ...]] = ("ours", "theirs")
_TONES = {"conflict": "warn", "taken": "info", "kept": "plain", "agreed": "plain"}


class HomecomingRow(DetailsPanel):
    """`decided` carries kind, key, field (empty for the whole row) and `theirs` or `ours`."""

    decided = Signal(str, str, str, str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._kind = self._key = ""
        self._choices: dict[str, Segmented] = {}
        self.setMinimumWidth(320)

    def choice(self, name: str = "") -> Segmented:
        """Return where a field's conflict, or the whole row, is decided."""
        return self._choices[name]

    def show_row(
        self,
        one: KindMerge,
        row: RowMerge,
        state: str,
        refusal: RowRefusal | None,
        file: str = "",
        said: str = "",
    ) -> None:
        """Fill the panel afresh; `file` is named where there are several, and `said` says what no cell does."""
        words = self._words
        held = self._held() if (self._kind, self._key) == (one.kind.code, row.key) else None
        self._kind, self._key, self._choices = one.kind.code, row.key, {}
        clear(self.body)
        self.set_texts(one.name_of(row.key) or words("inbox.no_name"), words("common.close"))
        self.body.addWidget(
            Pill(state_in_words(one.kind.declared, state, words), wording.HOMECOMING_TONES[state])
        )
        self._add_place(one, row.key, file)
        if said:
            self.body.addWidget(Body(said))
        if refusal is not None:
            for problem in refusal.problems:
                self.body.addWidget(Body(words(problem.code, **problem.values)))
            self.body.addWidget(Muted(words("homecoming.mend"), wrap=True))
        if refusal is None and row.state in ("added", "removed", "gone"):
            self.body.addWidget(Body(words(f"homecoming.about.{row.state}")))
            self._offer("", row.choice, [choice_of(one.kind.declared, row, side, words) for side in _SIDES])
        add = self._add_new if row.state == "added" else self._add_cell
        for cell in row.cells:
            add(one, cell)
        self.body.addStretch(1)
        if held in self._choices:
            chooser = self._choices[held]
            chooser.segment(chooser.current()).setFocus()

    def _held(self) -> str | None:
        """Return which of the choices has the keyboard."""
        holder = QApplication.focusWidget()
        return next(
            (name for name, one in self._choices.items() if holder and one.isAncestorOf(holder)), None
        )

    def _add_place(self, one: KindMerge, key: str, file: str) -> None:
        words, place = self._words, one.returned.places.get(key)
        if place is not None:
            where = words("homecoming.row", sheet=one.returned.sheet, row=place)
            self.body.addWidget(Muted(f"{file}\n{where}" if file else where, wrap=True))
        if key in one.returned.recognised:
            self.body.addWidget(Muted(words("homecoming.recognised"), wrap=True))

    def _add_new(self, one: KindMerge, cell: CellMerge) -> None:
        """Show a cell of a new row; those left blank say nothing."""
        column = one.kind.field(cell.field)
        text = told(column, cell.theirs)
        if text:
            self.body.addWidget(Muted(heading_in(column, self._words), wrap=True))
            self.body.addWidget(Body(text))

    def _add_cell(self, one: KindMerge, cell: CellMerge) -> None:
        words, column = self._words, one.kind.field(cell.field)
        self.body.addWidget(Line())
        self.body.addWidget(Heading(heading_in(column, words), 3, wrap=True))
        self.body.addWidget(Pill(words(f"homecoming.cell.{cell.state}"), _TONES[cell.state]))
        sides = {"sent": cell.sent, "ours": cell.ours, "theirs": cell.theirs}
        if cell.state == "taken":
            del sides["sent"]
        elif cell.state in ("kept", "agreed"):
            del sides["theirs"]
        for side, value in sides.items():
            text = told(column, value) or "–"
            self.body.addWidget(Body(words(f"homecoming.side.{side}", text=text)))
        if cell.state == "conflict":
            self._offer(cell.field, cell.choice, [words(f"homecoming.choose.{side}") for side in _SIDES])

    def _offer(self, name: str, choice: str, texts: Sequence[str]) -> None:
        chooser = Segmented()
        chooser.set_items(list(zip(_SIDES, texts, strict=True)))
        chooser.choose(choice)
        chooser.chosen.connect(lambda side: self.decided.emit(self._kind, self._key, name, side))
        self._choices[name] = chooser
        self.body.addWidget(chooser)
