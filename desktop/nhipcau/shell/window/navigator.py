"""Which page is shown. A page is made when it is first needed and forgotten when its file is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from nhipcau.shell.routes import ROUTES, make_page
from nhipcau.widgets.page import Page

if TYPE_CHECKING:
    from nhipcau.database import Changes, Database
    from nhipcau.shell.working_desk import WorkingDesk


class Navigator(QObject):
    """Pages by route over one stack. Standing pages (welcome, settings, about) need no file."""

    moved = Signal()

    def __init__(self, desk: WorkingDesk, stack: QStackedWidget) -> None:
        super().__init__(desk)
        self._desk = desk
        self._stack = stack
        self._pages: dict[str, Page] = {}
        self._standing: dict[str, Page] = {}
        self._database: Database | None = None
        self.route = ""
        self.step = 0

    def add_standing(self, route: str, page: Page) -> None:
        self._standing[route] = page
        self._stack.addWidget(page)

    def use(self, database: Database | None) -> None:
        """Work with another file: every page of the old one goes."""
        for page in self._pages.values():
            page.let_go()
            for action in page_actions(page):
                action.deleteLater()
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        self._database = database

    def can_show(self, route: str) -> bool:
        return route in self._standing or (route in ROUTES and self._database is not None)

    def show(self, route: str, arguments: dict[str, object]) -> None:
        """Bring a page up and tell it what it is wanted for."""
        page = self._standing.get(route) or self._page(route)
        self.route = route
        step = arguments.get("step")
        self.step = step if isinstance(step, int) else 0
        if arguments:
            page.arrive(**arguments)
        self._stack.setCurrentWidget(page)
        self.moved.emit()

    def prepare(self, route: str) -> None:
        """Make a page that will be shown next."""
        if self.can_show(route):
            self._page(route)

    def current(self) -> Page | None:
        widget: QWidget | None = self._stack.currentWidget()
        return widget if isinstance(widget, Page) else None

    def spread(self, changes: Changes) -> None:
        """Tell every page what a step has touched."""
        for page in (*self._pages.values(), *self._standing.values()):
            page.changed(changes)

    def _page(self, route: str) -> Page:
        page = self._pages.get(route)
        if page is None:
            assert self._database is not None, "a page of a file that is not open"
            page = make_page(route, self._desk, self._database)
            self._pages[route] = page
            self._stack.addWidget(page)
        return page


def page_actions(page: Page) -> list[QWidget]:
    """Return the buttons a page wants at the head of the window, if it has any.

    Not called `actions`: every widget has a method of that name.
    """
    offer = getattr(page, "head_actions", None)
    return list(offer()) if callable(offer) else []
