"""What each answer of a column stands for, to look at and to correct."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.participants.sheet import BY_CODE
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.wheel_guard import calm

_CHOICES = {
    "role": ("mentor", "mentee", "both", ""),
    "yes_no": ("yes", "no", ""),
    "ways": ("online", "in_person", ""),
}


class ValuesDialog(Dialog):
    """A line per answer: as written, and what it is taken for."""

    def __init__(self, words: Words, column: ColumnReading, parent: QWidget | None = None) -> None:
        super().__init__(
            words("inbox.values.title", heading=column.heading), words("inbox.values.text"), parent
        )
        self._fields: dict[str, QComboBox | QLineEdit] = {}
        scroll = VScroll(spacing=8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        field = BY_CODE.get(column.meaning)
        choices = _CHOICES.get(field.kind if field else "")
        for row, (raw, meant) in enumerate(column.value_map.items()):
            label = QLabel(raw)
            label.setWordWrap(True)
            grid.addWidget(label, row, 0)
            editor = self._choice(words, choices, meant) if choices else QLineEdit(meant)
            editor.setAccessibleName(raw)
            self._fields[raw] = editor
            grid.addWidget(editor, row, 1)
        scroll.body.addLayout(grid)
        scroll.body.addStretch(1)
        self.add(scroll, 1)
        self.add_reject(words("common.cancel"))
        self.add_accept(words("common.save"))
        self.resize(620, min(620, 220 + 44 * len(self._fields)))

    def value_map(self) -> dict[str, str]:
        """Return the answers with what they now stand for."""
        return {
            raw: str(editor.currentData()) if isinstance(editor, QComboBox) else editor.text().strip()
            for raw, editor in self._fields.items()
        }

    @staticmethod
    def _choice(words: Words, choices: tuple[str, ...], meant: str) -> QComboBox:
        box = calm(QComboBox())
        for code in choices:
            box.addItem(words(f"inbox.value.{code or 'none'}"), code)
        found = box.findData(meant)
        box.setCurrentIndex(found if found >= 0 else len(choices) - 1)
        return box
