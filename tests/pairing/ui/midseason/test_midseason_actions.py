"""Once pairs are under way: how they fit, who leaves, and pairing again."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.pairing_page import answering, choose_first, shown, texts

from nhipcau.database import Database
from nhipcau.pairing.ui.midseason.end_dialog import EndDialog
from nhipcau.pairing.ui.midseason.leave_dialog import LeaveDialog
from nhipcau.pairing.ui.midseason.midseason_dialog import RepairDialog
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.widgets.controls import Button


def press(button: Button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def under_way(qtbot: QtBot, database: Database) -> tuple[PairingPage, RecordingDesk]:
    """Confirm all nine pairs and open the first."""
    page, desk = shown(qtbot, database)
    assert not page.tools.repair.isVisible()
    page.doing.confirm_all()
    choose_first(page)
    page.open_current()
    return page, desk


def repairing(page: PairingPage, do: Callable[[RepairDialog], None]) -> None:
    def answer(dialog: RepairDialog) -> None:
        do(dialog)

    answering(page, answer)
    press(page.tools.repair)


def test_how_the_two_find_it_is_noted_and_stands_in_the_history(qtbot: QtBot, database: Database) -> None:
    page, desk = under_way(qtbot, database)
    page.details.answer.choose("deciding")
    row = page.row()
    assert row is not None
    assert row.fit_answer == "deciding"
    assert "Said to be deciding" in texts(page.details)
    assert desk.said[-1].undo
    database.undo()
    row = page.row()
    assert row is not None
    assert row.fit_answer == ""


def test_a_pair_that_is_not_good_is_paired_again_around_the_others(qtbot: QtBot, database: Database) -> None:
    page, desk = under_way(qtbot, database)
    first = page.row()
    assert first is not None
    page.details.answer.choose("not_good")
    seen: list[str] = []

    def do(dialog: RepairDialog) -> None:
        seen.append(texts(dialog))
        assert len(dialog.boxes) == 1
        press(dialog.carry_out)

    repairing(page, do)
    assert "Why pair again" in seen[0]
    assert "8 pairs stay as they are." in seen[0]
    assert page.reading is not None
    ended = [row for row in page.reading.rows if row.state == "ended"]
    assert [row.id for row in ended] == [first.id]
    others = [row for row in page.reading.rows if row.id != first.id and row.stands]
    assert len(others) >= 8
    database.undo()
    assert page.reading is not None
    assert all(row.state != "ended" for row in page.reading.rows)
    assert desk.said[-1].undo


def test_nothing_is_let_go_that_the_coordinator_unticks(qtbot: QtBot, database: Database) -> None:
    page, _ = under_way(qtbot, database)
    page.details.answer.choose("not_good")

    def do(dialog: RepairDialog) -> None:
        next(iter(dialog.boxes.values())).setChecked(False)
        assert "9 pairs stay as they are." in texts(dialog)
        dialog.moves.setChecked(True)
        assert dialog.repair is not None
        dialog.reject()

    repairing(page, do)
    assert page.reading is not None
    assert all(row.state != "ended" for row in page.reading.rows)


def test_somebody_leaves_and_the_other_waits_first(qtbot: QtBot, database: Database) -> None:
    page, desk = under_way(qtbot, database)
    row = page.row()
    assert row is not None

    def leave(dialog: LeaveDialog) -> None:
        dialog.choices[row.mentor_id].setChecked(True)
        dialog.box.setEditText("Moved to Huế")
        dialog.accept()

    answering(page, leave)
    press(page.details.buttons["left"])
    assert desk.said[-1].undo
    assert page.reading is not None
    ended = next(one for one in page.reading.rows if one.id == row.id)
    assert (ended.state, ended.end_reason) == ("ended", "Moved to Huế")

    def do(dialog: RepairDialog) -> None:
        assert row.mentee_name in texts(dialog)
        dialog.reject()

    repairing(page, do)


def test_the_ended_pair_is_told_of_with_the_person(qtbot: QtBot, database: Database) -> None:
    page, _ = under_way(qtbot, database)
    row = page.row()
    assert row is not None
    page.details.answer.choose("not_good")
    repairing(page, lambda dialog: press(dialog.carry_out))
    page.plan.choose_list("mentors")
    page.plan.list.choose(row.mentor_id)
    page.open_current()
    assert "Pairs that ended" in texts(page.details)
    assert "do not suit each other" in texts(page.details)


def test_a_mentee_proposed_again_has_their_ended_pair_told(qtbot: QtBot, database: Database) -> None:
    page, _ = under_way(qtbot, database)
    row = page.row()
    assert row is not None

    def end(dialog: EndDialog) -> None:
        dialog.box.setEditText("No time")
        dialog.accept()

    answering(page, end)
    press(page.details.buttons["end"])
    assert page.reading is not None
    lists = {name: {item.key for item in items} for name, items in page.reading.lists.items()}
    page.plan.choose_list("proposed" if row.mentee_id in lists["proposed"] else "left_out")
    page.plan.list.choose(row.mentee_id)
    page.open_current()
    assert "Pairs that ended" in texts(page.details)
    assert "No time" in texts(page.details)
