"""Every key and what it does, in one list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nhipcau.shell.menus import COMMANDS, TOAST_KEY, key_text
from nhipcau.widgets.card import Body
from nhipcau.widgets.controls import Pill
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.table.table_copy import COPY_ALL, SAVE


class ShortcutsDialog(Dialog):
    """F1."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = desk.words
        super().__init__(words("shell.shortcuts.title"), "", parent)
        self.setMinimumSize(520, 560)
        keys = [(key_text(command), words(command.text)) for command in COMMANDS if command.key]
        keys += [
            ("Alt+1 … 8", words("shell.shortcuts.steps")),
            ("Tab, Shift+Tab", words("shell.shortcuts.move")),
            (TOAST_KEY.toString(QKeySequence.SequenceFormat.NativeText), words("shell.shortcuts.toast")),
            ("Esc", words("shell.shortcuts.leave")),
        ]
        copy = QKeySequence(QKeySequence.StandardKey.Copy)
        keys += [
            (keys_of.toString(QKeySequence.SequenceFormat.NativeText), words(f"common.table.{name}"))
            for keys_of, name in ((copy, "copy_rows"), (COPY_ALL, "copy_all"), (SAVE, "save"))
        ]
        scroll = VScroll()
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(16)
        for row, (key, what) in enumerate(keys):
            grid.addWidget(self._key(key), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Body(what), row, 1)
        grid.setColumnStretch(1, 1)
        scroll.body.addLayout(grid)
        scroll.body.addStretch(1)
        self.add(scroll, 1)
        self.add_accept(words("common.close"))

    def _key(self, text: str) -> QLabel:
        return Pill(text, "plain")
