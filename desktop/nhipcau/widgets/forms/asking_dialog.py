"""A dialog that asks and is answered, with what is wrong said beside the field."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from nhipcau.common.errors import Rejected
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.form import Form
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import px

_HIGHEST_FORM: Final = 480
Save = Callable[[dict[str, Any]], object]


class Asking(Dialog):
    """A form that scrolls where it is long; `save` takes its answers or refuses them."""

    def __init__(
        self, desk: Desk, title: str, text: str, save: Save, parent: QWidget, *, columns: int = 2
    ) -> None:
        super().__init__(title, text, parent)
        self.setMinimumWidth(px(520))
        self.desk = desk
        self._save = save
        self.form = Form(columns=columns)
        self._pane = VScroll()
        self._pane.body.setContentsMargins(0, 0, 10, 0)
        self._pane.add(self.form)
        self._pane.body.addStretch(1)
        self.add(self._pane, 1)
        self.add_reject(desk.words("common.cancel"))
        self.accept_button = self.add_accept(desk.words("common.save"))

    def answers(self) -> dict[str, Any]:
        return self.form.values()

    def accept(self) -> None:
        try:
            self._save(self.answers())
        except Rejected as refused:
            self.form.show_problems(refused.problems, self.desk.words)
            if (focused := self.focusWidget()) is not None:
                self._pane.ensureWidgetVisible(focused)
            return
        super().accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        """Be as high as the form needs, within a small screen; a longer form scrolls."""
        self.adjustSize()
        margins = self._pane.body.contentsMargins()
        layout = self.form.layout()
        assert layout is not None
        wanted = layout.totalHeightForWidth(self.form.width()) + margins.top() + margins.bottom()
        self._pane.setMinimumHeight(min(wanted, _HIGHEST_FORM))
        self.adjustSize()
        whole = self.layout()
        assert whole is not None
        self.resize(self.width(), whole.totalHeightForWidth(self.width()))


def answered(dialog: QDialog) -> bool:
    """Show a dialog and say whether it was answered."""
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted
