"""Free answers under each other: the first of them, and more where there are more and they are wanted."""

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.widgets.controls import button

T = TypeVar("T")
AT_ONCE: Final = 50
"""A page of thousands of answers could not be shown, nor another theme be given to it, without a wait."""


class TextAnswers(QWidget, Generic[T]):
    """`make` draws one answer."""

    def __init__(
        self, answers: Sequence[T], make: Callable[[T], QWidget], words: Words, spacing: int = 6
    ) -> None:
        super().__init__()
        self._answers = answers
        self._make = make
        self._words = words
        self._shown = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)
        self.more_button = button(kind="link")
        self.more_button.clicked.connect(self.show_more)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_more()

    def show_more(self) -> None:
        """Show the next answers."""
        for answer in self._answers[self._shown : self._shown + AT_ONCE]:
            self._column.insertWidget(self._column.count() - 1, self._make(answer))
            self._shown += 1
        left = len(self._answers) - self._shown
        self.more_button.setText(self._words("evaluation.texts.more", n=min(left, AT_ONCE), left=left))
        self.more_button.setVisible(left > 0)
