"""How one sheet of a file is understood, to look at and to correct: in doubt in the open, the rest folded."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.formats.column_mapping import ColumnReading, RoleRule, SheetReading
from nhipcau.exchange.formats.reading_terms import Role
from nhipcau.exchange.mapping.column_text import meaning_name
from nhipcau.exchange.ui.findings_text import role_name
from nhipcau.exchange.ui.inbox.column_row import (
    ANSWER_WIDTH,
    GAP,
    LETTER_WIDTH,
    MEANING_WIDTH,
    ColumnRow,
    QuietComboBox,
    caution_of,
)
from nhipcau.exchange.ui.inbox.doubt_row import DoubtRow
from nhipcau.exchange.ui.inbox.quoting_line import QuotingLine
from nhipcau.exchange.ui.inbox.values_dialog import ValuesDialog
from nhipcau.widgets.card import Heading, Line, Muted, Section
from nhipcau.widgets.controls import ElidedLabel, Fold
from nhipcau.widgets.theme import px
from nhipcau.widgets.wheel_guard import calm

_ROLES: tuple[Role, ...] = ("mentor", "mentee", "both", "")
BY_COLUMN = "column"
_WIDEST: Final = 420
"""Pixels of a file's name, at ordinary text; the whole is in its tip."""


class SheetCard(Section):
    """A sheet: used or not, who its people are, where its headings stand, and its columns."""

    used_changed = Signal(int, bool)
    role_changed = Signal(int, RoleRule)
    header_changed = Signal(int, int)
    meaning_changed = Signal(int, int, str)
    kind_changed = Signal(int, int, str)
    values_changed = Signal(int, int, dict)
    folded = Signal(Fold)
    """The line that has been opened or closed: the card is higher or lower."""
    quoting_changed = Signal(str, bool)
    """What is asked (`quoting.subject_of`), and whether the answers may be told to the partner."""

    def __init__(
        self,
        words: Words,
        number: int,
        reading: SheetReading,
        doubted: Mapping[int, ColumnReading] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`doubted`: the columns that were proposed with doubt, as proposed, by index."""
        super().__init__("", parent)
        self._words = words
        self._number = number
        self._reading = reading
        self._doubted = doubted or {}
        self._one_name = reading.sheet in ("", reading.file_name, Path(reading.file_name).stem)
        self._show_name(reading.file_name if self._one_name else f"{reading.file_name} · {reading.sheet}")
        self.note.setText(self._note())
        self.wrap_note()
        self.used = QCheckBox(words("inbox.sheet.use"))
        self.used.setChecked(reading.used)
        self.used.toggled.connect(self._on_used)
        self.tools.addWidget(self.used)
        self.rows: dict[int, ColumnRow] = {}
        self.doubts: dict[int, DoubtRow] = {}
        self.chosen_fold = Fold()
        self.details = QWidget()
        """Every column and how the sheet is read: made when it is first unfolded."""
        if reading.used:
            if self._role_unknown():
                self.add(self._settings())
            self._add_doubts()
            self.quoting = QuotingLine(words, reading.columns)
            self.quoting.chosen.connect(self.quoting_changed)
            self.add(self.quoting)
            self._add_fold()

    def unfold(self, index: int | None = None) -> None:
        """Show how every column is read, the keyboard on one of them."""
        self.fold.setChecked(True)
        if index is not None:
            self.rows[index].meaning.setFocus()

    @property
    def unfolded(self) -> bool:
        return self._reading.used and self.fold.isChecked()

    def _show_name(self, name: str) -> None:
        """Show as much of a name as leaves the note its room; files of forms have long ones."""
        self.title.ensurePolished()
        shown = self.title.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, px(_WIDEST))
        self.title.setText(shown)
        self.title.setToolTip("" if shown == name else name)

    def _note(self) -> str:
        words, reading = self._words, self._reading
        parts = [words("inbox.sheet.rows", n=reading.row_count)]
        if reading.why and not reading.used:
            parts.append(words("inbox.sheet.not_read", reason=words(f"inbox.sheet.why.{reading.why}")))
        if reading.used:
            parts += [words(f"inbox.sheet.note.{self._said(code)}") for code in reading.notes]
        if reading.remembered:
            parts.append(words("inbox.sheet.remembered"))
        return " · ".join(parts)

    def _said(self, code: str) -> str:
        """Return what to say of a sheet that has no name but its file's."""
        return "role_from_file" if code == "role_from_sheet" and self._one_name else code

    def _role_unknown(self) -> bool:
        """Say whether she must tell whose answers these are; then that stands in the open."""
        return self._reading.role.kind == "fixed" and not self._reading.role.role

    def _on_fold(self, unfolded: bool) -> None:
        if unfolded and not self.rows:
            column = QVBoxLayout(self.details)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            if not self._role_unknown():
                column.addWidget(self._settings())
            column.addLayout(self._columns())
        self.details.setVisible(unfolded)
        self.folded.emit(self.fold)

    def _add_doubts(self) -> None:
        words = self._words
        rows = [
            DoubtRow(words, column, self._reading.column(index))
            for index, column in sorted(self._doubted.items(), key=lambda one: (one[1].confidence, one[0]))
        ]
        for row in rows:
            row.meaning_chosen.connect(self._on_meaning)
            row.other_wanted.connect(self.unfold)
            self.doubts[row.index] = row
        waiting = [row for row in rows if not row.decided]
        if waiting:
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(Heading(words("inbox.doubt.title", n=len(waiting)), 3))
            head.addWidget(Muted(words("inbox.doubt.hint"), wrap=True), 1)
            self.add(Line())
            self.body.addLayout(head)
        for row in waiting:
            self.add(row)
        self._add_decided([row for row in rows if row.decided])

    def _add_decided(self, rows: Sequence[DoubtRow]) -> None:
        """Put what she has chosen behind one line: it can be opened to choose otherwise."""
        if not rows:
            return
        words = self._words
        self.chosen_fold = Fold(words("inbox.doubt.all_decided", n=len(rows)))
        present = [self._reading.column(row.index) for row in rows]
        names = ", ".join(
            words("inbox.doubt.chosen", heading=column.heading, meaning=meaning_name(words, column.meaning))
            for column in present
        )
        self.add(Line())
        self.body.addLayout(_fold_line(self.chosen_fold, names))
        for row in rows:
            self.add(row)
            row.hide()
            self.chosen_fold.toggled.connect(row.setVisible)
        self.chosen_fold.toggled.connect(self._on_chosen_fold)

    def _on_chosen_fold(self) -> None:
        self.folded.emit(self.chosen_fold)

    def _add_fold(self) -> None:
        """Put what was understood behind one line that says how much it is."""
        words, columns = self._words, self._reading.columns
        understood = [column for column in columns if column.index not in self._doubted]
        self.fold = Fold(words("inbox.columns.understood", n=len(understood), all=len(columns)))
        self.fold.toggled.connect(self._on_fold)
        names = ", ".join(dict.fromkeys(meaning_name(words, column.meaning) for column in understood))
        row = _fold_line(self.fold, names)
        self.caution = Muted(self._sensitive())
        self.caution.setObjectName("Caution")
        row.addWidget(self.caution)
        self.add(Line())
        self.body.addLayout(row)
        self.add(self.details)
        self.details.hide()

    def _sensitive(self) -> str:
        n = sum(bool(caution_of(self._words, column)) for column in self._reading.columns)
        return self._words("inbox.columns.sensitive", n=n) if n else ""

    def _settings(self) -> QWidget:
        words = self._words
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.role = QuietComboBox()
        self.role.setAccessibleName(words("inbox.sheet.role"))
        for role in _ROLES:
            self.role.addItem(role_name(words, role), role)
        rule = self._reading.role
        if rule.column is not None:
            heading = self._reading.column(rule.column).heading
            self.role.addItem(words("inbox.sheet.role_by_column", heading=heading), BY_COLUMN)
        self.role.setCurrentIndex(self.role.findData(BY_COLUMN if rule.kind == "column" else rule.role))
        self.role.activated.connect(self._on_role)
        self.header = calm(QSpinBox())
        self.header.setRange(1, 200)
        self.header.setValue(self._reading.header_row)
        self.header.setAccessibleName(words("inbox.sheet.header"))
        self.header.setKeyboardTracking(False)
        self.header.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach it
        self.header.valueChanged.connect(self._on_header)
        row.addWidget(QLabel(words("inbox.sheet.role")))
        row.addWidget(self.role, 1)
        row.addSpacing(12)
        row.addWidget(QLabel(words("inbox.sheet.header")))
        row.addWidget(self.header)
        return frame

    def _columns(self) -> QVBoxLayout:
        words = self._words
        column = QVBoxLayout()
        column.setSpacing(2)
        heads = QHBoxLayout()
        heads.setSpacing(GAP)
        heads.addSpacing(px(LETTER_WIDTH) + GAP)
        heads.addWidget(Muted(words("inbox.columns.in_file")), 1)
        for name, width in (("means", MEANING_WIDTH), ("answered", ANSWER_WIDTH)):
            head = Muted(words(f"inbox.columns.{name}"))
            head.setFixedWidth(px(width))
            heads.addWidget(head)
        column.addLayout(heads)
        for reading in self._reading.columns:
            made = ColumnRow(words, reading)
            made.meaning_chosen.connect(self._on_meaning)
            made.kind_chosen.connect(self._on_kind)
            made.values_wanted.connect(self._on_values)
            self.rows[reading.index] = made
            column.addWidget(made)
        return column

    def show_quoting(self, subject: str, ticked: bool) -> None:
        """Show what has been said of a question on another sheet."""
        box = self.quoting.boxes.get(subject) if self._reading.used else None
        if box is not None:
            box.setChecked(ticked)

    def _on_used(self, used: bool) -> None:
        self.used_changed.emit(self._number, used)

    def _on_role(self) -> None:
        chosen = self.role.currentData()
        rule = self._reading.role
        if chosen == BY_COLUMN:
            self.role_changed.emit(self._number, RoleRule("column", rule.role, rule.column))
        else:
            self.role_changed.emit(self._number, RoleRule("fixed", chosen, rule.column))

    def _on_header(self, row: int) -> None:
        self.header_changed.emit(self._number, row)

    def _on_meaning(self, index: int, meaning: str) -> None:
        self.meaning_changed.emit(self._number, index, meaning)

    def _on_kind(self, index: int, kind: str) -> None:
        self.kind_changed.emit(self._number, index, kind)

    def _on_values(self, index: int) -> None:
        dialog = ValuesDialog(self._words, self._reading.column(index), self)
        if dialog.exec():
            self.values_changed.emit(self._number, index, dialog.value_map())
        dialog.deleteLater()


def _fold_line(fold: Fold, names: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(fold)
    row.addWidget(ElidedLabel(names, "Muted"), 1)
    return row
