"""What a field proposes while something is typed into it."""

from typing import TypeVar

from PySide6.QtWidgets import QCompleter

from nhipcau.widgets.theme import dress

C = TypeVar("C", bound=QCompleter)


def dressed(completer: C) -> C:
    """Frame the list of proposals, which lies over the window as one of its own."""
    popup = completer.popup()
    if popup is not None:
        popup.setObjectName("Popup")
        dress(popup)
    return completer
