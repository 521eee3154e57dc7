"""The overview: pointing at any two people says who they are and how well they fit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.benchmarks.pairing_people import answers
from tests.support.desk import RecordingDesk

from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.ui.board.heat_map_page import HeatMapPage, spread
from nhipcau.pairing.ui.board.why_dialog import WhyDialog
from nhipcau.pairing.ui.page_data import PlanReading

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def overview(qtbot: QtBot) -> HeatMapPage:
    return shown(qtbot, 14, 10)


def shown(qtbot: QtBot, mentees: int, mentors: int) -> HeatMapPage:
    people = answers(mentees, mentors)
    desk = RecordingDesk("en")
    made = HeatMapPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.retranslate(desk.words)
    made.show()
    made.show_reading(PlanReading("", people, (), solve(people)), desk.words)
    QApplication.processEvents()
    return made


def reading(overview: HeatMapPage) -> PlanReading:
    assert overview._reading is not None
    return overview._reading


def test_pointing_at_a_cell_says_who_and_how_well(overview: HeatMapPage) -> None:
    pair = reading(overview).plan.pairs[0]
    where = overview.heat.cell_rect(pair.mentee_id, pair.mentor_id).center().toPoint()
    QTest.mouseMove(overview.heat, where)
    QApplication.processEvents()
    said = overview.line.text()
    people = reading(overview).people
    assert people.candidate(pair.mentee_id).name in said
    assert people.candidate(pair.mentor_id).name in said
    assert "pair of the plan" in said
    assert overview.heat.accessibleDescription() == said


def test_arrows_walk_and_space_goes_from_pair_to_pair(overview: HeatMapPage) -> None:
    heat = overview.heat
    heat.setFocus()
    begin = heat.at
    QTest.keyClick(heat, Qt.Key.Key_Right)
    QTest.keyClick(heat, Qt.Key.Key_Down)
    assert heat.at == (begin[0] + 1, begin[1] + 1)
    seen = set()
    for _ in reading(overview).plan.pairs:
        QTest.keyClick(heat, Qt.Key.Key_Space)
        assert "pair of the plan" in overview.line.text()
        seen.add(heat.at)
    assert len(seen) == len(reading(overview).plan.pairs)


def test_enter_opens_a_pair_and_asks_why_not_of_two_others(qtbot: QtBot, overview: HeatMapPage) -> None:
    heat = overview.heat
    QTest.keyClick(heat, Qt.Key.Key_Space)
    with qtbot.waitSignal(overview.open_wanted):
        QTest.keyClick(heat, Qt.Key.Key_Return)
    while "pair of the plan" in overview.line.text():
        QTest.keyClick(heat, Qt.Key.Key_Right if heat.at[1] < 9 else Qt.Key.Key_Down)
    with qtbot.waitSignal(overview.why_wanted):
        QTest.keyClick(heat, Qt.Key.Key_Return)


def test_another_order_keeps_the_cursor_on_the_same_two(overview: HeatMapPage) -> None:
    QTest.keyClick(overview.heat, Qt.Key.Key_Space)
    two = overview.heat.people()
    QTest.mouseClick(overview.order.segment("department"), Qt.MouseButton.LeftButton)
    assert overview.heat.people() == two


def test_the_spread_counts_every_pair_once(overview: HeatMapPage) -> None:
    plan = reading(overview).plan
    assert sum(count for _, count in spread(plan)) == len(plan.pairs)
    assert f"{len(plan.pairs)} pairs" in overview.figures.text()


def test_many_people_are_drawn_without_a_picture_larger_than_its_room(qtbot: QtBot) -> None:
    made = shown(qtbot, 240, 260)
    drawn = made.heat.grab().toImage()
    assert len({drawn.pixel(x, 60) for x in range(20, drawn.width() - 20)}) > 4
    assert made.heat._image is not None
    assert made.heat._image.width() <= made.heat.width()


def test_why_not_names_the_rule_or_who_would_lose(qtbot: QtBot) -> None:
    people = answers(14, 10)
    plan = solve(people)
    pair = plan.pairs[0]
    other = next(one for one in plan.pairs if one.mentor_id != pair.mentor_id)
    dialog = WhyDialog(
        RecordingDesk("en"), PlanReading("", people, (), plan), (pair.mentee_id, other.mentor_id)
    )
    qtbot.addWidget(dialog)
    assert people.candidate(other.mentor_id).name in dialog.title.text()
    assert len(dialog.lines.text().splitlines()) >= 1
    assert "Working out" not in dialog.lines.text()
