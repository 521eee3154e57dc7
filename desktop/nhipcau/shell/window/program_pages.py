"""The pages that belong to the program rather than to a file, made when first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

STANDING = frozenset({"settings", "backups", "about"})

if TYPE_CHECKING:
    from nhipcau.shell.window.frame import Frame
    from nhipcau.widgets.page import Page


def make_page(route: str, window: Frame) -> Page:
    """Return the settings, the backups or the about page."""
    if route == "settings":
        from nhipcau.shell.pages.settings_page import SettingsPage

        return SettingsPage(window.desk, window.appearance, window.data)
    if route == "backups":
        from nhipcau.shell.pages.backups_page import BackupsPage

        return BackupsPage(window.desk, window.data, window.files, window.care)
    from nhipcau.shell.pages.about_page import AboutPage

    return AboutPage(window.desk)
