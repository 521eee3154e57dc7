"""What is in the way of opening or closing a file: said where it can be answered, with the ways that help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from nhipcau.common.errors import Unavailable
from nhipcau.shell.files.data_file import FlawedFile, Leaving
from nhipcau.shell.files.displaced_file import DisplacedFile
from nhipcau.shell.working_desk import FILE_LOST

if TYPE_CHECKING:
    from nhipcau.database import RepairReport
    from nhipcau.shell.window.frame import Frame


class FileTrouble(QObject):
    """Hears what the file says, and shows it over the window or on its welcome."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window)
        self._window = window
        self._displaced = DisplacedFile(window.desk, window.data, window.preferences, window)
        window.data.held.connect(self._on_held)
        window.data.flawed.connect(self._on_flawed)
        window.data.repaired.connect(self._on_repaired)
        window.care.rescue_wanted.connect(self.rescue_open_file)
        window.desk.file_lost.connect(self._displaced.begin)
        window.care.watch_versions(self._displaced)
        window.welcome.take_over_wanted.connect(self.take_over)
        window.welcome.rescue_wanted.connect(self.rescue)

    def refused(self, error: Unavailable) -> bool:
        """Tell that a file does not open. Says whether another file is open, over which it was told."""
        from nhipcau.shell.files.take_over import as_she_knows_it, can_rescue, can_take_over

        window = self._window
        error = as_she_knows_it(error)
        values = dict(error.values)
        if window.data.database is None:
            window.welcome.show_trouble(error.code, values)
            return False
        if can_take_over(error.code):
            self.take_over(values)
        elif can_rescue(error.code):
            self.rescue(error.code, values)
        else:
            window.desk.tell(error)
        return True

    @Slot(dict)
    def take_over(self, values: dict[str, object]) -> None:
        """Ask whether a file that another computer holds is to be opened here."""
        from nhipcau.shell.files.take_over import TakeOverDialog

        dialog = TakeOverDialog(self._window.desk, values, self._window)
        dialog.confirmed.connect(self._take_over)
        dialog.open()

    @Slot(Path)
    def _take_over(self, path: Path) -> None:
        self._window.data.open(path, take_over=True)

    @Slot(str, dict)
    def rescue(self, code: str, values: dict[str, object]) -> None:
        """Show the backups of a file that does not open, and what can still be read of it."""
        trouble = Unavailable(code, **values)
        self._window.go("backups", {"path": Path(str(values["path"])), "trouble": trouble})

    @Slot()
    def rescue_open_file(self) -> None:
        """Show the same for the file that is open, in which damage was found."""
        database = self._window.data.database
        if database is not None:
            self.rescue("database.damaged_open", {"path": str(database.path)})

    @Slot(object)
    def _on_held(self, leaving: Leaving) -> None:
        """Tell of trouble at closing, and stay until she decides."""
        if leaving.trouble.code in FILE_LOST:
            self._window.desk.tell(leaving.trouble)
            return
        from nhipcau.shell.files.leaving_dialog import LeavingDialog

        dialog = LeavingDialog(self._window.desk, leaving, self._window)
        dialog.copy_wanted.connect(self._window.files.copy)
        dialog.open()

    @Slot(object)
    def _on_flawed(self, flawed: FlawedFile) -> None:
        """Say what cannot be read, with the repair; no page is shown before."""
        from nhipcau.shell.files.flaws_dialog import FlawsDialog

        number, path = len(flawed.flaws), str(flawed.path)
        self._window.show_welcome(Unavailable("database.flawed", path=path, n=number))
        dialog = FlawsDialog(self._window.desk, flawed, self._window)
        dialog.backups_wanted.connect(lambda: self.rescue("database.flawed", {"path": path, "n": number}))
        dialog.open()

    @Slot(object)
    def _on_repaired(self, report: RepairReport) -> None:
        from nhipcau.shell.files.flaws_dialog import RepairedDialog

        dialog = RepairedDialog(self._window.desk, report, self._window)
        dialog.open()
