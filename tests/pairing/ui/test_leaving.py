"""The page while nobody looks at it: the plan stays, what is large is let go."""

import gc
import weakref

import pytest
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import pairs, shown

from nhipcau.database import Database
from nhipcau.pairing.plan import pairing_session as sessions


@pytest.mark.parametrize("large", [True, False])
def test_the_scores_of_very_many_pairs_go_when_the_page_is_left_and_the_plan_stays(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    if large:
        monkeypatch.setattr(sessions, "_REMEMBERED", 1)
    page, _ = shown(qtbot, database)
    plan = pairs(page)
    assert page.reading is not None
    scores = weakref.ref(page.reading.session.scored(page.reading.people, None).open)
    page.hide()
    gc.collect()
    assert (scores() is None) == large
    page.show()
    assert pairs(page) == plan
    assert page.reading.session.scored(page.reading.people, None).open.size
