"""What the parts of the window may ask of it: they know this, and the window knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from nhipcau.common.errors import Unavailable
    from nhipcau.common.preferences import Preferences
    from nhipcau.shell.appearance import Appearance
    from nhipcau.shell.files.data_file import DataFile
    from nhipcau.shell.files.file_care import FileCare
    from nhipcau.shell.files.file_commands import FileCommands
    from nhipcau.shell.menus import Menus
    from nhipcau.shell.pages.welcome_page import WelcomePage
    from nhipcau.shell.working_desk import WorkingDesk


class Frame(QMainWindow):
    """The window, without what is in it."""

    preferences: Preferences
    desk: WorkingDesk
    appearance: Appearance
    data: DataFile
    files: FileCommands
    care: FileCare
    menus: Menus
    welcome: WelcomePage

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go as the window is read; what was made in it since the last time may stand anywhere."""
        from nhipcau.widgets.tab_order import order_by_reading

        order_by_reading(self)
        return super().focusNextPrevChild(forward)

    def go(self, route: str, arguments: dict[str, object] | None = None) -> None:
        """Show a page, a step or, without a file, what comes first."""
        raise NotImplementedError

    def do(self, name: str) -> None:
        """Run a command of the menus."""
        raise NotImplementedError

    def choose_programme(self, programme_id: int) -> None:
        """Work in this programme from now on."""
        raise NotImplementedError

    def show_welcome(self, trouble: Unavailable) -> None:
        """Show why no file is open, and the ways to open one."""
        raise NotImplementedError
