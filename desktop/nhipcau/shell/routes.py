"""The pages, by the name that `desk.go` uses. Nothing of a page is imported before it is first shown."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from nhipcau.shell.features import FEATURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from nhipcau.common.feature import PageEntry
    from nhipcau.database import Database
    from nhipcau.widgets.desk import Desk
    from nhipcau.widgets.page import Page

ROUTES: Final[dict[str, PageEntry]] = {page.route: page for feature in FEATURES for page in feature.pages}
PLACES: Final = tuple(page for page in ROUTES.values() if page.is_command and not page.step)
"""The pages that stand above the eight steps."""
STEP_PAGES: Final = {page.step: page.route for page in ROUTES.values() if page.step}
"""The steps whose work can already be done in a page of its own."""
WITHOUT_PROGRAMME: Final = frozenset(page.route for page in ROUTES.values() if not page.needs_programme)
"""The pages that need a file and no programme in it."""


def make_page(route: str, desk: Desk, database: Database) -> Page:
    """Import and build a page."""
    module, _, name = ROUTES[route].page.partition(":")
    handed_in = _HANDED_IN[route]() if route in _HANDED_IN else {}
    page: Page = getattr(importlib.import_module(module), name)(desk, database, **handed_in)
    return page


def _features() -> dict[str, object]:
    return {"features": FEATURES}


def _for_participants() -> dict[str, object]:
    from nhipcau.exchange.inbox.service import remember_spellings
    from nhipcau.pairing.store.queries import paired_participant_ids
    from nhipcau.pairing.store.service import leave

    return {"paired": paired_participant_ids, "leave": leave, "merged": remember_spellings}


_HANDED_IN: Final[dict[str, Callable[[], dict[str, object]]]] = {
    "overview": _features,
    "step": _features,
    "workbooks": _features,
    "participants": _for_participants,
}
"""What a page needs of rooms beside or above its own, which it may not know."""
