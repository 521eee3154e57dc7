"""How one sheet of a file is understood, to look at and to correct."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.forms import Role, RoleRule, SheetReading
from nhipcau.exchange.quoting import subject_of
from nhipcau.exchange.shape.told import left_out_text
from nhipcau.exchange.ui.column_row import (
    ANSWER_WIDTH,
    GAP,
    LETTER_WIDTH,
    MEANING_WIDTH,
    ColumnRow,
    QuietComboBox,
)
from nhipcau.exchange.ui.values_dialog import ValuesDialog
from nhipcau.exchange.ui.wording import role_name
from nhipcau.widgets.calm import calm
from nhipcau.widgets.card import Line, Muted, Section
from nhipcau.widgets.theme import px

_ROLES: tuple[Role, ...] = ("mentor", "mentee", "both", "")
BY_COLUMN = "column"


class SheetCard(Section):
    """A sheet: used or not, who its people are, where its headings stand, and its columns."""

    used_changed = Signal(int, bool)
    role_changed = Signal(int, RoleRule)
    header_changed = Signal(int, int)
    meaning_changed = Signal(int, int, str)
    kind_changed = Signal(int, int, str)
    values_changed = Signal(int, int, dict)
    quoting_changed = Signal(str, bool)
    """What is asked (`quoting.subject_of`), and whether the answers may be told to the partner."""

    def __init__(
        self, words: Words, number: int, reading: SheetReading, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._words = words
        self._number = number
        self._reading = reading
        same = reading.sheet in ("", reading.file_name)
        self.title.setText(reading.file_name if same else f"{reading.file_name} · {reading.sheet}")
        note = words("inbox.sheet.rows", n=reading.row_count)
        if reading.why and not reading.used:
            reason = words(f"inbox.sheet.why.{reading.why}")
            note = f"{note} · {words('inbox.sheet.not_read', reason=reason)}"
        if reading.left_out:
            note = f"{note} · {left_out_text(words, reading.left_out)}"
        self.note.setText(f"{note} · {words('inbox.sheet.remembered')}" if reading.remembered else note)
        self.used = QCheckBox(words("inbox.sheet.use"))
        self.used.setChecked(reading.used)
        self.used.toggled.connect(self._on_used)
        self.tools.addWidget(self.used)
        self.rows: dict[int, ColumnRow] = {}
        if reading.used:
            self.body.addLayout(self._settings())
            self.add(Line())
            self.body.addLayout(self._columns())

    def _settings(self) -> QHBoxLayout:
        words = self._words
        row = QHBoxLayout()
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
        return row

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
            made.quoting_chosen.connect(self._on_quoting)
            self.rows[reading.index] = made
            column.addWidget(made)
        return column

    def show_quoting(self, subject: str, ticked: bool) -> None:
        """Show it at every column that asks the same."""
        for index, row in self.rows.items():
            if subject_of(self._reading.column(index)) == subject:
                row.quoted.setChecked(ticked)

    def _on_quoting(self, index: int, ticked: bool) -> None:
        self.quoting_changed.emit(subject_of(self._reading.column(index)), ticked)

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
