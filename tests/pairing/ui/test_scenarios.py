"""Kept plans: kept by name, compared, gone back to, confirmed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import answering, pairs, shown, texts

from nhipcau.database import Database
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.pairing.ui.scenarios.scenario_dialog import ScenarioDialog
from nhipcau.widgets.controls import Button


def press(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def with_plans(page: PairingPage, do: Callable[[ScenarioDialog], None]) -> None:
    """Open the kept plans, do something there, and close."""

    def answer(dialog: ScenarioDialog) -> None:
        do(dialog)
        dialog.close()

    answering(page, answer)
    press(page.tools.plans)


def keep(page: PairingPage, name: str) -> None:
    def do(dialog: ScenarioDialog) -> None:
        dialog.name.set_value(name)
        press(dialog.keep)
        assert dialog.left.currentText() == name

    with_plans(page, do)


def test_one_click_keeps_the_present_plan_by_a_proposed_name(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    names: list[str] = []

    def do(dialog: ScenarioDialog) -> None:
        assert dialog.nothing.isVisible()
        press(dialog.keep)
        press(dialog.keep)
        names.extend(dialog.left.itemText(row) for row in range(dialog.left.count()))

    with_plans(page, do)
    assert len(set(names)) == 2
    assert all("Fairest" in name for name in names)
    assert desk.said[-1].undo


def test_a_name_is_given_once(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    keep(page, "Spring")

    def do(dialog: ScenarioDialog) -> None:
        dialog.name.set_value("spring")
        press(dialog.keep)
        assert dialog.name.problem.isVisible()
        assert dialog.left.count() == 1

    with_plans(page, do)


def test_two_plans_are_compared_and_one_is_gone_back_to_as_one_step(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    before = pairs(page)
    keep(page, "First")
    page.panel.groups.least.spin.setValue(2)
    qtbot.waitUntil(lambda: len(pairs(page)) == 2)
    seen: list[str] = []

    def do(dialog: ScenarioDialog) -> None:
        seen.append(texts(dialog.view))
        assert "First: " in dialog.view.picture.accessibleDescription()
        press(dialog.take_up)

    with_plans(page, do)
    assert "Who changes" in seen[0]
    assert "Mentors with more or fewer mentees" in seen[0]
    assert pairs(page) == before
    assert desk.said[-1].undo
    database.undo()
    assert len(pairs(page)) == 2


def test_a_kept_plan_is_confirmed(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    keep(page, "First")
    with_plans(page, lambda dialog: press(dialog.confirm))
    assert page.plan.chips.chip("confirmed").text().endswith("9")
    assert desk.said[-1].text == "9 pairs of “First” confirmed"


def test_a_kept_plan_is_deleted(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    keep(page, "First")

    def do(dialog: ScenarioDialog) -> None:
        press(dialog.remove)
        assert dialog.nothing.isVisible()

    with_plans(page, do)


def test_a_plan_is_compared_with_every_other_but_not_with_itself(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    for name in ("First", "Second"):
        keep(page, name)

    def do(dialog: ScenarioDialog) -> None:
        def offered() -> list[str]:
            return [dialog.right.itemText(row) for row in range(dialog.right.count())]

        assert offered() == ["The present pairs", "First"]
        dialog.right.setCurrentIndex(1)
        dialog.left.setCurrentIndex(1)
        assert offered() == ["The present pairs", "Second"]
        assert "The present pairs: " in dialog.view.picture.accessibleDescription()

    with_plans(page, do)


def test_a_kept_plan_gets_another_name_and_undo_gives_the_old_one_back(
    qtbot: QtBot, database: Database
) -> None:
    page, desk = shown(qtbot, database)
    for name in ("First", "Second"):
        keep(page, name)

    def do(dialog: ScenarioDialog) -> None:
        dialog.left.setCurrentIndex(1)
        press(dialog.rename)
        dialog.renaming.name.set_value("second")
        dialog.renaming.accept()
        assert dialog.renaming.name.problem.text()
        dialog.renaming.name.set_value("Spring")
        dialog.renaming.accept()
        assert dialog.left.currentText() == "Spring"

    with_plans(page, do)
    assert desk.said[-1].undo
    database.undo()
    with_plans(page, lambda dialog: dialog.left.setCurrentText("First"))
