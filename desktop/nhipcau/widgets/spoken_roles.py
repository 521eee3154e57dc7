"""What screen readers are told that Qt does not know: which labels are headings."""

from functools import cache
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

_HEADINGS: Final = frozenset({"H1", "H2", "H3"})


@cache
def speak_roles() -> None:
    """Let readers go from heading to heading; once for the program, and at no cost where nobody listens."""
    QAccessible.installFactory(_interface)


def _interface(_kind: str, thing: QObject) -> Any:  # noqa: ANN401 - a class that is made when it is first needed
    if isinstance(thing, QLabel) and thing.objectName() in _HEADINGS:
        return _spoken_heading()(thing)
    return None


@cache
def _spoken_heading() -> Any:  # noqa: ANN401
    from PySide6.QtWidgets import QAccessibleWidget

    class SpokenHeading(QAccessibleWidget):
        """A label that is a heading; it is called by its text."""

        def __init__(self, label: QLabel) -> None:
            super().__init__(label, QAccessible.Role.Heading)

        def text(self, which: QAccessible.Text) -> str:
            label = self.widget()
            if which == QAccessible.Text.Name and isinstance(label, QLabel):
                return label.accessibleName() or label.text()
            return super().text(which)

    return SpokenHeading
