"""Asking for files and folders, beginning where the same purpose last ended."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

EXCEL: Final = "Excel (*.xlsx)"
EXCEL_OR_CSV: Final = "Excel (*.xlsx);;CSV (*.csv)"


class FileChoice:
    """The system's dialogs for one purpose. Pages keep its methods in attributes, so that tests can answer instead."""

    def __init__(
        self, folders: dict[str, str], parent: QWidget | None, purpose: str, first: Path | None = None
    ) -> None:
        """Remember in `folders`, which are the desk's; `first` is where to begin as long as nothing is known."""
        self._folders = folders
        self._parent = parent
        self._purpose = purpose
        self._first = first or Path.home()

    def save(self, title: str, suggestion: str, kinds: str = EXCEL, *, may_replace: bool = True) -> str:
        """Ask where to save; empty when the user thinks better of it."""
        options = QFileDialog.Option(0) if may_replace else QFileDialog.Option.DontConfirmOverwrite
        start = str(self._last() / suggestion)
        chosen = QFileDialog.getSaveFileName(self._parent, title, start, kinds, options=options)[0]
        self._remember(chosen)
        return chosen

    def open(self, title: str, kinds: str) -> str:
        """Ask for a file that is there."""
        chosen = QFileDialog.getOpenFileName(self._parent, title, str(self._last()), kinds)[0]
        self._remember(chosen)
        return chosen

    def open_several(self, title: str, kinds: str) -> list[str]:
        """Ask for files that are there."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, title, str(self._last()), kinds)
        self._remember(names[0] if names else "")
        return names

    def folder(self, title: str) -> str:
        """Ask for a folder."""
        chosen = QFileDialog.getExistingDirectory(self._parent, title, str(self._last()))
        if chosen:
            self._folders[self._purpose] = chosen
        return chosen

    def _last(self) -> Path:
        known = self._folders.get(self._purpose, "")
        return Path(known) if known and Path(known).is_dir() else self._first

    def _remember(self, chosen: str) -> None:
        if chosen:
            self._folders[self._purpose] = str(Path(chosen).parent)
