"""A choice of what has a name, for lists that are too long to scroll."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import fold
from nhipcau.widgets.forms.completion import dressed
from nhipcau.widgets.forms.fields import CalmComboBox, Field

_FOLDED: Final = Qt.ItemDataRole.UserRole + 1


class _FoldedCompleter(QCompleter):
    """Offers what holds the typed text, accents and case aside."""

    def __init__(self, combo: QComboBox) -> None:
        super().__init__(combo.model(), combo)
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class NamedChoice(Field[int]):
    """One of several that have names, chosen from the list or by typing a part of one."""

    def __init__(self, named: Sequence[tuple[int, str]], problem: str) -> None:
        """`problem` is the code of what is said where none is meant, or more than one."""
        self.combo = CalmComboBox()
        super().__init__(self.combo)
        self._problem_code = problem
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for place, (row_id, name) in enumerate(named):
            self.combo.addItem(name, row_id)
            self.combo.setItemData(place, fold(name), _FOLDED)
        self.combo.setCompleter(dressed(_FoldedCompleter(self.combo)))
        self.combo.setCurrentIndex(-1)
        self.combo.currentTextChanged.connect(self.changed)

    def set_label(self, text: str, hint: str = "") -> None:
        super().set_label(text, hint)
        if (edit := self.combo.lineEdit()) is not None:
            edit.setAccessibleName(text)

    def value(self) -> int:
        """Return the id; a part of a name will do where it fits one only."""
        typed = fold(self.combo.currentText())
        names = {place: str(self.combo.itemData(place, _FOLDED)) for place in range(self.combo.count())}
        exact = [place for place, name in names.items() if name == typed]
        fitting = exact or [place for place, name in names.items() if typed and typed in name]
        if self.combo.currentIndex() in exact:
            return int(self.combo.currentData())
        if len(fitting) != 1:
            raise Rejected(Problem(self._problem_code))
        return int(self.combo.itemData(fitting[0]))

    def set_value(self, value: int) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value))
