"""A programme in which everybody is paired: its pairs are there before anything is worked out."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import texts
from tests.support.pairing_people import pairing_programme
from tests.support.slow_desk import SlowDesk

from nhipcau.database import Database
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.service import confirm_pairs
from nhipcau.pairing.ui import page_data as reading
from nhipcau.pairing.ui.page import PairingPage

Seen = list[tuple[bool, str, int, str, bool]]


def _confirmed(database: Database, *, all_but: int = 0) -> int:
    programme_id = pairing_programme(database, mentees=5)
    with database.read() as db:
        plan = solve(pairing_input(db, programme_id))
    with database.step("pairs.step.confirm") as db:
        confirm_pairs(db, programme_id, plan.pairs[all_but:])
    return programme_id


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    """Look at the page at the moment when pairing begins."""
    found: Seen = []

    def looking(*given: object, **named: object) -> Plan:
        page = _page[-1]
        count = page.plan.list.model().rowCount()
        found.append(
            (
                page.plan.list.isVisible(),
                page.plan.shown,
                count,
                texts(page),
                page.headline.next["letters"].isVisible(),
            )
        )
        return solve(*given, **named)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(reading, "solve", looking)
    yield found
    _page.clear()


_page: list[PairingPage] = []


def _opened(qtbot: QtBot, database: Database, programme_id: int) -> tuple[PairingPage, SlowDesk]:
    desk = SlowDesk(programme_id, "vi")
    page = PairingPage(desk, database)
    _page.append(page)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    return page, desk


def test_pairs_that_stand_are_shown_before_the_plan_is_worked_out(
    qtbot: QtBot, database: Database, seen: Seen
) -> None:
    page, desk = _opened(qtbot, database, _confirmed(database))
    desk.let_go()
    (visible, shown, count, said, goes_on) = seen[0]
    assert visible
    assert shown == "confirmed"
    assert count == page.plan.list.model().rowCount() > 0
    assert "Đang tính" not in said
    assert goes_on
    assert page.plan.shown == "confirmed"
    assert page.handle.isVisible()
    assert page.headline.letters.isEnabled()


def test_with_somebody_left_to_pair_nothing_is_shown_before_the_plan(
    qtbot: QtBot, database: Database, seen: Seen
) -> None:
    page, desk = _opened(qtbot, database, _confirmed(database, all_but=1))
    desk.let_go()
    assert not seen[0][0]
    assert page.plan.shown == "proposed"


def test_a_plan_that_is_shown_stays_while_it_is_worked_out_again(
    qtbot: QtBot, database: Database, seen: Seen
) -> None:
    page, desk = _opened(qtbot, database, _confirmed(database))
    desk.let_go()
    page.plan.choose_list("mentors")
    page.refresh()
    desk.let_go()
    assert seen[-1][1] == "mentors"
    assert page.plan.shown == "mentors"
