"""Another name for a kept plan."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from nhipcau.common.words import Words
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.fields import LineField


class RenameDialog(Dialog):
    """`rename` is given the new name and answers with what is wrong with it, or nothing."""

    def __init__(
        self, name: str, rename: Callable[[str], str], words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(words("scenarios.rename"), "", parent)
        self._rename = rename
        self.name = LineField()
        self.name.set_label(words("scenarios.name"))
        self.name.set_value(name)
        self.add(self.name)
        self.add_reject(words("common.cancel"))
        self.add_accept(words("scenarios.rename_accept"), icon="check")
        self.name.edit.selectAll()
        self.name.take_focus()

    def accept(self) -> None:
        problem = self._rename(self.name.value())
        self.name.show_problem(problem)
        if not problem:
            super().accept()
