"""What matters most: asked first, answered in words, with figures for these people."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import open_criteria, shown, texts

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.pairing.explanation.results import AimResult
from nhipcau.pairing.ui.criteria.aim_part import aim_cost
from nhipcau.pairing.ui.criteria.first_question import FirstQuestion


def test_a_programme_never_paired_is_asked_what_matters_most(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database, mentees=8)
    assert page.question.isVisible()
    assert not page.plan.isVisible()
    for tile in page.question.tiles.values():
        assert "8 people paired" in tile.figures.text()
        assert tile.figures.isVisible()
        assert tile.meaning.isVisible()


def test_where_every_answer_comes_to_the_same_nothing_is_asked(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    assert not page.question.isVisible()
    assert page.plan.isVisible()
    open_criteria(page)
    assert page.panel.aim.isVisible()
    assert page.reading is not None
    assert not page.reading.people.criteria_saved


def test_figures_that_are_the_same_for_every_answer_are_said_once(qtbot: QtBot) -> None:
    words, card = Words("vi"), FirstQuestion()
    qtbot.addWidget(card)
    fair = AimResult("fairest", 10, 60_000, 5_000, 6_000, proved=True)
    card.show_results([replace(fair, aim=aim) for aim in ("fairest", "everyone", "total")], words)
    card.show()
    assert texts(card).count("10 người có cặp") == 1
    assert texts(card).count("kết quả như nhau") == 1
    card.show_results([fair, *(replace(fair, aim=aim, worst=1_000) for aim in ("everyone", "total"))], words)
    assert texts(card).count("10 người có cặp") == 3


def test_the_answer_is_kept_and_asked_no_more_until_it_is_taken_back(
    qtbot: QtBot, database: Database
) -> None:
    page, desk = shown(qtbot, database, mentees=8)
    QTest.mouseClick(page.question.tiles["total"].choose, Qt.MouseButton.LeftButton)
    assert not page.question.isVisible()
    assert page.focusWidget() is page.plan.list
    assert page.panel.aim.aim == "total"
    assert page.reading is not None
    assert page.reading.people.settings.rules.aim == "total"
    assert desk.said[-1].undo
    database.undo()
    assert page.question.isVisible()


def test_the_aim_is_changed_above_the_criteria(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    QTest.mouseClick(page.question.tiles["fairest"].choose, Qt.MouseButton.LeftButton)
    page.panel.aim.choices["everyone"].radio.click()
    assert not page.panel.aim.within.isVisible()
    qtbot.waitUntil(lambda: page.reading is not None and page.reading.people.settings.rules.aim == "everyone")


def test_what_fairness_may_cost_is_a_number(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    QTest.mouseClick(page.question.tiles["fairest"].choose, Qt.MouseButton.LeftButton)
    open_criteria(page)
    assert not page.panel.aim.within.isVisible()
    page.panel.aim.advanced.click()
    assert page.panel.aim.within.isVisible()
    assert page.panel.aim.within.text() == "0.50%"
    page.panel.aim.within.setValue(2.5)
    qtbot.waitUntil(
        lambda: page.reading is not None and page.reading.people.settings.rules.fair_within == 250
    )


def test_each_aim_says_what_it_gives_up() -> None:
    words = Words("en")
    fair = AimResult("fairest", 10, 60_000, 5_000, 6_000, proved=True)
    total = replace(fair, aim="total", mentees=9, total=60_300, worst=3_000)
    both = (fair, total)
    assert aim_cost(fair, both, words) == "Trade-off: total less than 1% lower"
    assert aim_cost(total, both, words) == "Trade-off: 1 person fewer paired, lowest pair 20 points lower"
