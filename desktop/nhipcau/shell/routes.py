"""The pages, by the name that `desk.go` uses. Nothing of a page is imported before it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from nhipcau.database import Database
    from nhipcau.widgets.desk import Desk
    from nhipcau.widgets.page import Page


def _overview(desk: Desk, database: Database) -> Page:
    from nhipcau.exchange.waiting.counting import count_waiting
    from nhipcau.overview.ui.home_page import HomePage

    return HomePage(desk, database, count_waiting=count_waiting)


def _step(desk: Desk, database: Database) -> Page:
    from nhipcau.overview.ui.step_page import StepPage

    return StepPage(desk, database)


def _participants(desk: Desk, database: Database) -> Page:
    from nhipcau.exchange.service import remember_spellings
    from nhipcau.pairing.queries import paired_participant_ids
    from nhipcau.pairing.service import leave
    from nhipcau.participants.ui.page import ParticipantsPage

    return ParticipantsPage(
        desk, database, paired=paired_participant_ids, leave=leave, merged=remember_spellings
    )


def _import(desk: Desk, database: Database) -> Page:
    from nhipcau.exchange.ui.page import ImportPage

    return ImportPage(desk, database)


def _workbooks(desk: Desk, database: Database) -> Page:
    from nhipcau.exchange.ui.workbooks_page import WorkbooksPage

    return WorkbooksPage(desk, database)


def _pairing(desk: Desk, database: Database) -> Page:
    from nhipcau.pairing.ui.page import PairingPage

    return PairingPage(desk, database)


def _sessions(desk: Desk, database: Database) -> Page:
    from nhipcau.sessions.ui.page import SessionsPage

    return SessionsPage(desk, database)


def _surveys(desk: Desk, database: Database) -> Page:
    from nhipcau.evaluation.ui.page import SurveysPage

    return SurveysPage(desk, database)


def _skills(desk: Desk, database: Database) -> Page:
    from nhipcau.skills.ui.page import SkillsPage

    return SkillsPage(desk, database)


class Route(NamedTuple):
    """A page and where it stands in the method. `step` is 0 for pages that serve every step."""

    name: str
    icon: str
    eyebrow: str
    make: Callable[[Desk, Database], Page]
    step: int = 0
    in_menu: bool = True


ROUTES: Final[dict[str, Route]] = {
    route.name: route
    for route in (
        Route("overview", "house", "shell.eyebrow.programme", _overview),
        Route("participants", "users", "shell.eyebrow.people", _participants),
        Route("import", "inbox", "shell.eyebrow.people", _import),
        Route("workbooks", "file-spreadsheet", "shell.eyebrow.people", _workbooks),
        Route("pairing", "heart-handshake", "shell.eyebrow.step", _pairing, step=2),
        Route("sessions", "calendar-check", "shell.eyebrow.step", _sessions, step=3),
        Route("surveys", "clipboard-check", "shell.eyebrow.step", _surveys, step=6),
        Route("skills", "sparkles", "shell.eyebrow.people", _skills),
        Route("step", "route", "shell.eyebrow.step", _step, in_menu=False),
    )
}
PLACES: Final = tuple(route for route in ROUTES.values() if route.in_menu and not route.step)
"""The pages that stand above the eight steps."""
STEP_PAGES: Final = {route.step: route.name for route in ROUTES.values() if route.step}
"""The steps whose work can already be done in a page of its own."""
WITHOUT_PROGRAMME: Final = frozenset({"import"})
"""The pages that need a file and no programme in it."""
