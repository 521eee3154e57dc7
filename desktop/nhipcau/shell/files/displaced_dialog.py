"""What she is asked when another program has moved, removed or replaced the open file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nhipcau.widgets.card import Body, Muted
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from nhipcau.database import Displaced
    from nhipcau.widgets.desk import Desk


class DisplacedDialog(Dialog):
    """Says what happened and where both versions are. `choice` is merge, theirs or mine; empty: decide later."""

    def __init__(self, desk: Desk, kept: Displaced, parent: QWidget | None = None) -> None:
        words = desk.words
        case = "replaced" if kept.has_theirs else "gone"
        super().__init__(
            words(f"shell.displaced.{case}.title"),
            words(f"shell.displaced.{case}.text", name=kept.path.name, folder=str(kept.path.parent)),
            parent,
        )
        self.choice = ""
        self.setMinimumWidth(px(600))
        self.add(Body(words("shell.displaced.mine", name=kept.mine.name, folder=str(kept.mine.parent))))
        if not kept.is_whole:
            self.add(Body(words("shell.displaced.not_whole")))
            self.add(Muted(words("shell.displaced.check"), wrap=True))
        self.later_button = self.add_reject(words("shell.displaced.later"))
        ways = (
            {"theirs": "theirs", "mine": "use_mine", "merge": "merge"}
            if kept.has_theirs
            else {"mine": "back"}
        )
        main = list(ways)[-1]
        self.ways = {}
        for way, name in ways.items():
            text = words(f"shell.displaced.{name}")
            made = self.add_accept(text) if way == main else self.add_button(text)
            made.setProperty("way", way)
            made.clicked.connect(self._on_way)
            self.ways[way] = made
        self.finished.connect(self.deleteLater)

    def _on_way(self) -> None:
        self.choice = str(self.sender().property("way"))
        self.accept()
