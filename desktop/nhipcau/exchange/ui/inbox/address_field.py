"""Where the right address is typed, beside what the file says."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.mail.addresses import is_address
from nhipcau.widgets.controls import button
from nhipcau.widgets.forms.fields import LineField


class AddressField(QWidget):
    """Begins with what is written; says an address that letters can go to, or none."""

    given = Signal(str)

    def __init__(self, words: Words, written: str) -> None:
        super().__init__()
        self._words = words
        self.field = LineField()
        self.field.set_label(words("inbox.address.label"), words("inbox.address.hint"))
        self.field.set_value(written)
        self.field.edit.returnPressed.connect(self._on_used)
        self.use = button(words("inbox.address.use"), icon="check")
        self.use.clicked.connect(self._on_used)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        column.addWidget(self.use)

    def _on_used(self) -> None:
        address = self.field.value()
        if address and not is_address(address):
            self.field.show_problem(self._words("participants.problem.email", value=address))
        else:
            self.given.emit(address.lower())
