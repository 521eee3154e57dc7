"""What waits from earlier imports: how many rows of which files, and the ways to decide about them or drop them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.waiting.queries import WaitingFile
from nhipcau.widgets.card import Body, Card, Heading, IconTile, Muted
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.theme import px

_MOST_FILES: Final = 4
_TILE: Final = 34
_GAP: Final = 12


class WaitingCard(Card):
    """`open_wanted` and `drop_wanted` carry the ids of the sheets. Hidden while nothing waits."""

    open_wanted = Signal(object)
    drop_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[WaitingFile, ...] = ()
        head = QHBoxLayout()
        head.setSpacing(_GAP)
        self.title = Heading(wrap=True)
        self.text = Muted(wrap=True)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.title)
        said.addWidget(self.text)
        self.all_button = button(kind="primary", icon="arrow-right")
        self.all_button.clicked.connect(self._on_all)
        head.addWidget(IconTile("clock", "warn", _TILE), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(said, 1)
        head.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self.open_buttons: list[Button] = []
        self.drop_buttons: list[Button] = []
        self.hide()

    def show_files(self, files: Sequence[WaitingFile], words: Words) -> None:
        self._files = tuple(files)
        clear(self._lines)
        self.open_buttons, self.drop_buttons = [], []
        total = sum(file.rows for file in files)
        self.title.setText(words("inbox.waiting.title", n=total))
        self.text.setText(words("inbox.waiting.text"))
        self.all_button.setText(words("inbox.waiting.open_all"))
        self.all_button.setVisible(len(files) > 1)
        for place, file in enumerate(files[:_MOST_FILES]):
            self._lines.addWidget(self._line(place, file, words))
        if len(files) > _MOST_FILES:
            self._lines.addWidget(Muted(words("inbox.waiting.more_files", n=len(files) - _MOST_FILES)))
        self.setVisible(bool(files))

    def _line(self, place: int, file: WaitingFile, words: Words) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(px(_TILE) + _GAP, 0, 0, 0)
        row.setSpacing(10)
        when = file.imported_at.astimezone().strftime("%d/%m/%Y")
        row.addWidget(Body(words("inbox.waiting.file", file=file.file_name, n=file.rows, date=when)), 1)
        lone = len(self._files) == 1
        opens = button(words("inbox.waiting.open"), kind="primary" if lone else "plain")
        opens.setAccessibleName(words("inbox.waiting.open_file", file=file.file_name))
        opens.clicked.connect(self._on_open)
        drops = button(words("inbox.waiting.drop"), kind="ghost")
        drops.setAccessibleName(words("inbox.waiting.drop_file", file=file.file_name))
        drops.clicked.connect(self._on_drop)
        for made, kept in ((opens, self.open_buttons), (drops, self.drop_buttons)):
            made.setProperty("place", place)
            kept.append(made)
            row.addWidget(made)
        return line

    def _on_all(self) -> None:
        self.open_wanted.emit(tuple(id_ for file in self._files for id_ in file.form_ids))

    def _on_open(self) -> None:
        self.open_wanted.emit(self._files[int(self.sender().property("place"))].form_ids)

    def _on_drop(self) -> None:
        self.drop_wanted.emit(self._files[int(self.sender().property("place"))].form_ids)
