"""A whole afternoon at the pairing page: she changes her mind again and again, and can take every bit of it back."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from tests.stories.conftest import SitDown
from tests.support.answers import answers_workbook
from tests.support.coordinator import Coordinator, wait_until
from tests.support.database import dump, new_file
from tests.support.pairing_page import answering, choose_first, open_criteria, pairs, texts

from nhipcau.common.words import Language
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.ui.criteria.quota_dialog import ShareDialog
from nhipcau.pairing.ui.midseason.leave_dialog import LeaveDialog
from nhipcau.pairing.ui.midseason.midseason_dialog import RepairDialog
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.pairing.ui.scenarios.scenario_dialog import ScenarioDialog

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Afternoon:
    """One sitting; `picture` leaves what she sees in the gallery's folder."""

    def __init__(self, coordinator: Coordinator, name: str) -> None:
        self.her = coordinator
        self.page: PairingPage = coordinator.pairing_page()
        self._name = name
        self._shots = 0

    @property
    def plan(self) -> Plan:
        assert self.page.reading is not None
        return self.page.reading.plan

    def picture(self) -> None:
        folder = os.environ.get("NHIPCAU_GALLERY")
        self._shots += 1
        if folder:
            QApplication.processEvents()
            self.her.window.grab().save(str(Path(folder) / f"{self._name}-{self._shots:02}.png"))

    def rest(self) -> None:
        """Wait until the plan follows what was asked."""
        self.her.rest()
        self.picture()

    def with_dialog(self, button: Any, do: Callable[[Any], None]) -> None:
        def answer(dialog: QDialog) -> None:
            QApplication.processEvents()
            do(dialog)
            self.her.rest()

        answering(self.page, answer)
        self.her.press(button)
        self.rest()

    # What she does

    def answer_the_first_question(self) -> None:
        wait_until(self.page.question.isVisible, "the first question")
        self.picture()
        self.her.press(self.page.question.tiles["fairest"].choose)
        self.rest()
        assert not self.page.question.isVisible()
        assert self.plan.totals.proved

    def lock_and_forbid(self) -> None:
        view = self.page.plan.list
        view.setFocus()
        first = choose_first(self.page)
        QTest.keyClick(view, Qt.Key.Key_L)
        self.rest()
        assert [pair.locked for pair in self.plan.pairs_of(first)] == [True]
        other = next(pair for pair in self.plan.pairs if not pair.locked)
        for place in range(view.items.rowCount()):
            view.setCurrentIndex(view.items.index(place))
            if view.current_key() == other.mentee_id:
                break
        QTest.keyClick(view, Qt.Key.Key_F)
        self.rest()
        assert (other.mentee_id, other.mentor_id) not in {(p.mentee_id, p.mentor_id) for p in self.plan.pairs}
        assert self.plan.totals.proved

    def turn_a_weight(self) -> None:
        key, row = next(iter(self.page.panel.rows.items()))
        before = self.weight_of(key)
        row.slider.setFocus()
        QTest.keyClick(row.slider, Qt.Key.Key_Left)
        wait_until(lambda: self.weight_of(key) != before, "the other weight")
        self.rest()
        assert self.plan.totals.proved

    @property
    def aim(self) -> str:
        assert self.page.reading is not None
        return self.page.reading.people.settings.rules.aim

    def weight_of(self, key: str) -> str:
        assert self.page.reading is not None
        return next(one.weight for one in self.page.reading.people.settings.criteria if one.key == key)

    def carry_a_card(self) -> None:
        """Take a card on the board over another mentor, read the price, and let go."""
        self.page.views.choose("board")
        self.rest()
        board, now = self.page.views.board, pairs(self.page)
        sight = board.viewport().rect()
        in_sight = [
            one
            for one in sorted(now)
            if sight.contains(board.card_rect(one).toRect()) and not self.plan.pairs_of(one)[0].locked
        ]
        mentee = in_sight[0]
        mentor = next(
            one
            for one in sorted(set(now.values()))
            if one != now[mentee] and sight.contains(board.lane_rect(one).center().toPoint())
        )
        start, end = board.card_rect(mentee).center().toPoint(), board.lane_rect(mentor).center().toPoint()
        QTest.mousePress(board.viewport(), LEFT, NONE, start)
        QTest.mouseMove(board.viewport(), start + QPoint(14, 10))
        QTest.mouseMove(board.viewport(), end)
        wait_until(lambda: board.price.isVisible() and texts(board.price) != "", "the price")
        self.her.rest()
        self.picture()
        QTest.mouseRelease(board.viewport(), LEFT, NONE, end)
        self.rest()
        assert [(p.mentor_id, p.locked) for p in self.plan.pairs_of(mentee)] == [(mentor, True)]
        self.page.views.choose("overview")
        self.rest()
        self.page.views.choose("list")
        self.rest()

    def ask_for_a_share(self) -> None:
        def fill(dialog: ShareDialog) -> None:
            dialog.kinds.choose("different")
            dialog.sentences["different"].gaps["attribute"].setCurrentText(
                self.her.window.desk.words("pairing.attribute.department")
            )
            dialog.sentences["different"].gaps["percent"].setEditText("60%")
            self.picture()
            QTest.mouseClick(dialog.accept_button, LEFT)

        open_criteria(self.page)
        self.with_dialog(self.page.panel.shares.add, fill)
        assert self.plan.quotas[0].kept

    def keep_two_plans_and_compare(self) -> None:
        def keep(name: str) -> Callable[[ScenarioDialog], None]:
            def do(dialog: ScenarioDialog) -> None:
                dialog.name.set_value(name)
                QTest.mouseClick(dialog.keep, LEFT)

            return do

        self.with_dialog(self.page.tools.plans, keep("A"))
        before = pairs(self.page)
        self.page.panel.aim.choices["total"].radio.click()
        wait_until(lambda: self.aim == "total", "the other aim")
        self.rest()
        self.with_dialog(self.page.tools.plans, keep("B"))

        def go_back(dialog: ScenarioDialog) -> None:
            dialog.left.setCurrentIndex(dialog.left.findText("A"))
            self.her.rest()
            self.picture()
            QTest.mouseClick(dialog.take_up, LEFT)

        self.with_dialog(self.page.tools.plans, go_back)
        assert pairs(self.page) == before

    def confirm_and_pair_again(self) -> None:
        proposed = len([pair for pair in self.plan.pairs if not pair.confirmed])
        self.her.press(self.page.headline.confirm)
        self.rest()
        assert self.page.reading is not None
        assert len(self.page.reading.rows) == proposed
        choose_first(self.page)
        self.page.open_current()
        first = self.page.row()
        assert first is not None
        self.page.details.answer.choose("not_good")
        self.rest()
        view = self.page.plan.list
        view.setCurrentIndex(view.items.index(1))
        self.page.open_current()
        leaving = self.page.row()
        assert leaving is not None

        def leave(dialog: LeaveDialog) -> None:
            dialog.choices[leaving.mentor_id].setChecked(True)
            dialog.box.setEditText("Chuyển công tác")
            dialog.accept()

        self.with_dialog(self.page.details.buttons["left"], leave)
        well = {row.id for row in self.page.reading.rows if row.stands and row.fit_answer != "not_good"}

        def carry_out(dialog: RepairDialog) -> None:
            wait_until(lambda: dialog.repair is not None, "a proposal")
            self.picture()
            QTest.mouseClick(dialog.carry_out, LEFT)

        self.with_dialog(self.page.tools.repair, carry_out)
        assert well <= {row.id for row in self.page.reading.rows if row.stands}, (
            "nobody who is well has moved"
        )
        assert {row.end_reason for row in self.page.reading.rows if row.state == "ended"} >= {
            "Chuyển công tác"
        }


@pytest.mark.slow
@pytest.mark.parametrize(("people", "language"), [
    (60, "en"), (120, "vi"), pytest.param(500, "vi", marks=pytest.mark.nightly),
])  # fmt: skip
def test_she_changes_her_mind_all_afternoon_and_takes_it_all_back(
    sit_down: SitDown, tmp_path: Path, people: int, language: Language
) -> None:
    answers = answers_workbook(tmp_path / "a.xlsx", people * 2 // 5, people - people * 2 // 5, language)
    coordinator = sit_down(language=language)
    coordinator.window.resize(1280, 800)
    coordinator.open(new_file(tmp_path))
    empty = dump(coordinator.database)
    coordinator.take_in(answers)
    taken_in = dump(coordinator.database)
    afternoon = Afternoon(coordinator, f"afternoon-{people}-{language}")
    afternoon.answer_the_first_question()
    afternoon.lock_and_forbid()
    afternoon.turn_a_weight()
    afternoon.carry_a_card()
    if people == 60:
        afternoon.ask_for_a_share()
    afternoon.keep_two_plans_and_compare()
    afternoon.confirm_and_pair_again()
    done = dump(coordinator.database)
    turns = coordinator.undo_everything()
    assert dump(coordinator.database) == empty
    assert coordinator.redo_everything() == turns
    assert dump(coordinator.database) == done
    assert done != taken_in
