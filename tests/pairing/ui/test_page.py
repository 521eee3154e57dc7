"""The pairing page, driven through its widgets."""

import email
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import Session
from tests.support.pairing_page import answering, choose_first, open_criteria, pairs, shown, texts

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Database
from nhipcau.pairing.ui.criteria.question_dialog import CriterionDialog
from nhipcau.pairing.ui.letters_dialog import LettersDialog
from nhipcau.pairing.ui.midseason.end_dialog import EndDialog
from nhipcau.pairing.ui.plan.fit_parts import PointsTable
from nhipcau.pairing.ui.plan.partner_chooser import PartnerDialog
from nhipcau.participants.service import add_question
from nhipcau.widgets.controls import Button
from nhipcau.widgets.theme import LIGHT, apply_theme
from nhipcau.workbook import read_source


def test_the_plan_says_how_many_are_paired_and_that_nothing_is_better(
    qtbot: QtBot, database: Database
) -> None:
    page, _ = shown(qtbot, database)
    assert page.headline.title.text() == "9 of 10 mentees have a partner"
    assert page.headline.proof.text() == "No better way exists"
    assert "No better way exists" in page.headline.proof.toolTip()
    assert page.plan.chips.chip("left_out").text().endswith("1")


def test_turning_a_weight_up_changes_the_plan_and_can_be_undone(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    before = [page.plan.list.items.item(row).fit for row in range(9)]
    slider = page.panel.rows["same_place"].slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert page.panel.rows["same_place"].word.text() == "Must"
    qtbot.waitUntil(lambda: [page.plan.list.items.item(row).fit for row in range(9)] != before)
    database.undo()
    assert [page.plan.list.items.item(row).fit for row in range(9)] == before
    assert page.panel.rows["same_place"].slider.weight == "low"


def test_a_rule_that_nobody_meets_leaves_everybody_out_with_the_reason(
    qtbot: QtBot, database: Database
) -> None:
    page, _ = shown(qtbot, database)
    page.panel.hard.slots.spin.setValue(9)
    qtbot.waitUntil(lambda: not pairs(page))
    page.plan.choose_list("left_out")
    choose_first(page)
    page.open_current()
    assert "Why there is no partner" in texts(page.details)
    assert page.left_out() is not None


def test_one_click_lets_a_mentor_take_the_person_left_out(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    page.plan.choose_list("left_out")
    choose_first(page)
    page.open_current()
    links = [made for made in page.details.findChildren(Button) if "take one more" in made.text()]
    QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert len(pairs(page)) == 10
    assert desk.said[-1].undo


def test_one_click_lets_a_rule_go(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    page.panel.hard.slots.spin.setValue(9)
    qtbot.waitUntil(lambda: not pairs(page))
    page.plan.choose_list("left_out")
    choose_first(page)
    page.open_current()
    links = [made for made in page.details.findChildren(Button) if "Let this rule go" in made.text()]
    QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert len(pairs(page)) == 9
    assert page.panel.hard.slots.value is None


def test_l_locks_a_pair_and_l_releases_it(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    page.plan.list.setFocus()
    mentee_id = choose_first(page)
    mentor_id = pairs(page)[mentee_id]
    QTest.keyClick(page.plan.list, Qt.Key.Key_L)
    assert page.plan.list.items.item(0).locked
    assert pairs(page)[mentee_id] == mentor_id
    assert desk.said[-1].undo
    QTest.keyClick(page.plan.list, Qt.Key.Key_L)
    assert not page.plan.list.items.item(0).locked


def test_a_forbidden_pair_is_proposed_no_more_until_it_is_allowed_again(
    qtbot: QtBot, database: Database
) -> None:
    page, _ = shown(qtbot, database)
    mentee_id = choose_first(page)
    mentor_id = pairs(page)[mentee_id]
    page.open_current()
    QTest.mouseClick(page.details.buttons["forbid"], Qt.MouseButton.LeftButton)
    assert pairs(page).get(mentee_id) != mentor_id
    assert page.panel.constraints.headings["forbidden"].isVisibleTo(page.panel)
    page.panel.allowed_again.emit(mentee_id, mentor_id)
    assert pairs(page)[mentee_id] == mentor_id


def test_another_mentor_is_chosen_from_a_list_that_says_what_it_costs(
    qtbot: QtBot, database: Database
) -> None:
    page, _ = shown(qtbot, database)
    mentee_id = choose_first(page)
    before = pairs(page)[mentee_id]
    seen: list[str] = []

    def answer(dialog: PartnerDialog) -> None:
        rows = dialog.list.items
        seen.extend(rows.item(row).text for row in range(rows.rowCount()))
        dialog.list.setFocus()
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    answering(page, answer)
    page.doing.choose_partner()
    assert len(seen) == 8
    assert any("Lowers" in text and "Moves" in text for text in seen)
    assert "Leaves everything as it is" in seen
    pair = page.pair()
    assert pair is not None
    assert pair.locked
    assert pair.mentor_id != before


def test_all_pairs_are_confirmed_at_once_and_taken_back_at_once(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    QTest.mouseClick(page.headline.confirm, Qt.MouseButton.LeftButton)
    assert page.plan.chips.chip("confirmed").text().endswith("9")
    assert desk.said[-1].text == "9 pairs confirmed"
    assert all(made.isVisible() for made in page.headline.next.values())
    database.undo()
    assert page.plan.chips.chip("confirmed").text().endswith("0")
    assert not any(made.isVisible() for made in page.headline.next.values())
    assert page.headline.confirm.text() == "Confirm all (9)"


def test_after_confirming_the_next_thing_is_one_click_away(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    QTest.mouseClick(page.headline.confirm, Qt.MouseButton.LeftButton)
    for name in ("workbooks", "sessions"):
        QTest.mouseClick(page.headline.next[name], Qt.MouseButton.LeftButton)
        assert desk.gone[-1][0] == name
    assert page.headline.confirm.text() == page.headline.next["sessions"].text()
    QTest.mouseClick(page.headline.confirm, Qt.MouseButton.LeftButton)
    assert desk.gone[-1][0] == "sessions"
    assert desk.said[-1].text == "9 pairs confirmed"


def test_confirmed_pairs_keep_their_reasons(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    before = {item.names: item.chips for item in map(page.plan.list.items.item, range(9))}
    QTest.mouseClick(page.headline.confirm, Qt.MouseButton.LeftButton)
    after = {item.names: item.chips for item in map(page.plan.list.items.item, range(9))}
    assert before.keys() == after.keys()
    for names, chips in before.items():
        assert chips
        assert chips == after[names]


def test_c_confirms_one_pair(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    page.plan.list.setFocus()
    choose_first(page)
    QTest.keyClick(page.plan.list, Qt.Key.Key_C)
    assert page.plan.chips.chip("confirmed").text().endswith("1")
    assert page.plan.chips.chip("proposed").text().endswith("8")


def test_several_chosen_pairs_are_confirmed_together(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    page.plan.list.setFocus()
    choose_first(page)
    QTest.keyClick(page.plan.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.plan.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.plan.list, Qt.Key.Key_C)
    assert page.plan.chips.chip("confirmed").text().endswith("3")


def test_a_confirmed_pair_ends_with_a_reason_and_keeps_its_history(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    page.doing.confirm_all()
    page.plan.choose_list("confirmed")
    choose_first(page)
    page.open_current()

    def answer(dialog: EndDialog) -> None:
        dialog.box.setEditText("Moved to Huế")
        dialog.accept()

    answering(page, answer)
    QTest.mouseClick(page.details.buttons["end"], Qt.MouseButton.LeftButton)
    row = page.row()
    assert row is not None
    assert row.state == "ended"
    assert "Ended because: Moved to Huế" in texts(page.details)


def test_the_points_of_an_open_pair_add_up_to_its_fit(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    choose_first(page)
    page.open_current()
    pair = page.pair()
    assert pair is not None
    table = page.details.findChild(PointsTable)
    assert isinstance(table, PointsTable)
    assert table.total.text() == str((pair.fit + 50) // 100)
    both = texts(page.details)
    assert "Learning goals" in both
    assert "Strengths" in both


def test_enter_opens_a_pair_and_escape_closes_it(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    page.plan.list.setFocus()
    choose_first(page)
    QTest.keyClick(page.plan.list, Qt.Key.Key_Return)
    assert page.details.isVisible()
    QTest.keyClick(page.details, Qt.Key.Key_Escape)
    assert not page.details.isVisible()


def test_the_exported_workbook_holds_every_pair(qtbot: QtBot, database: Database, tmp_path: Path) -> None:
    page, desk = shown(qtbot, database)
    target = tmp_path / "pairs.xlsx"
    page.dialogs.ask_save = lambda _title, _name: str(target)
    page.headline.export_en.trigger()
    cells = {cell for row in read_source(target).sheets[-1].rows for cell in row}
    assert page.reading is not None
    for mentee_id, mentor_id in pairs(page).items():
        assert page.reading.people.candidate(mentee_id).name in cells
        assert page.reading.people.candidate(mentor_id).email in cells
    assert desk.said[-1].text == "Saved pairs.xlsx"


def test_letters_are_read_copied_and_saved_as_drafts(
    qtbot: QtBot, database: Database, tmp_path: Path
) -> None:
    page, _ = shown(qtbot, database)
    page.dialogs.ask_folder = lambda _title: str(tmp_path)
    read: list[str] = []

    def answer(dialog: LettersDialog) -> None:
        QTest.mouseClick(dialog.language.segment("vi"), Qt.MouseButton.LeftButton)
        read.append(dialog.letter.toPlainText())
        QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
        QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    answering(page, answer)
    QTest.mouseClick(page.headline.letters, Qt.MouseButton.LeftButton)
    assert page.reading is not None
    first = page.reading.plan.pairs[0]
    names = [page.reading.people.candidate(one).name for one in (first.mentor_id, first.mentee_id)]
    assert all(name in read[0] for name in names)
    assert "Kính gửi" in read[0]
    assert QApplication.clipboard().text() == read[0]
    drafts = sorted(tmp_path.rglob("*.eml"))
    assert len(drafts) == 9
    message = email.message_from_bytes(drafts[0].read_bytes(), policy=default)
    assert [address.display_name for address in message["To"].addresses] == names


def test_a_question_of_the_form_becomes_a_criterion_and_goes_again(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    before = set(page.panel.rows)

    def answer(dialog: CriterionDialog) -> None:
        dialog.comparison.setCurrentIndex(1)
        dialog.accept()

    answering(page, answer)
    QTest.mouseClick(page.panel.add, Qt.MouseButton.LeftButton)
    added = set(page.panel.rows) - before
    assert len(added) == 1
    QTest.mouseClick(page.panel.rows[added.pop()].remove, Qt.MouseButton.LeftButton)
    assert set(page.panel.rows) == before


def test_a_sensitive_question_is_marked_when_it_is_made_a_criterion(qtbot: QtBot, database: Database) -> None:
    def ask(db: Session, programme_id: int) -> None:
        add_question(db, programme_id, "Tình trạng hôn nhân", "one_choice", ["Độc thân", "Đã kết hôn"])

    page, _ = shown(qtbot, database, before=ask)
    open_criteria(page)
    assert "Sensitive" not in texts(page.panel)
    before = set(page.panel.rows)
    warned: list[str] = []

    def answer(dialog: CriterionDialog) -> None:
        for place in range(dialog.mentee.count()):
            dialog.mentee.setCurrentIndex(place)
            warned.append(dialog.caution.text())
        dialog.accept()

    answering(page, answer)
    QTest.mouseClick(page.panel.add, Qt.MouseButton.LeftButton)
    assert warned[0] == ""
    assert "Sensitive (family situation)" in warned[1]
    added = page.panel.rows[(set(page.panel.rows) - before).pop()]
    assert "Sensitive (family situation)" in texts(page.panel)
    assert added.caution.isVisible()


def test_search_ignores_accents(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    page.plan.search.setText("mai")
    QTest.keyClick(page.plan.search, Qt.Key.Key_Return)
    assert page.plan.list.items.rowCount() == 1
    assert "Lê Thị Mai" in page.plan.list.items.item(0).names


def test_the_language_changes_while_the_page_is_shown(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    choose_first(page)
    page.open_current()
    desk.speak("vi")
    assert page.headline.title.text() == "9 trên 10 người được cố vấn đã có cặp"
    assert "Hồ sơ hai người" in texts(page.details)


def test_an_answer_no_longer_asked_for_is_dropped(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    latest = page.reading
    assert latest is not None
    page.solving.answer((page.solving.asked - 1, latest.__class__("old", latest.people, (), latest.plan)))
    assert page.reading is latest


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_page_fits_beside_the_sidebar_at_1280(
    qtbot: QtBot, qapp: QApplication, database: Database, language: Language, scale: float
) -> None:
    apply_theme(qapp, LIGHT, scale)
    page, _ = shown(qtbot, database, language=language)
    page.resize(978, 640)
    assert page.minimumSizeHint().width() <= 978
    choose_first(page)
    page.open_current()
    assert page.minimumSizeHint().width() <= 978
    apply_theme(qapp, LIGHT)


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    choose_first(page)
    page.open_current()
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not widget.objectName().startswith("qt_")
    ]
    assert not nameless


@pytest.mark.parametrize("language", ["vi", "en"])
def test_opening_a_pair_leaves_the_list_beneath_the_pointer(
    qtbot: QtBot, qapp: QApplication, database: Database, language: Language
) -> None:
    apply_theme(qapp, LIGHT)
    page, _ = shown(qtbot, database, language=language)
    page.question.chosen.emit("fairest")
    page.resize(968, 684)
    QApplication.processEvents()
    rows = page.plan.list
    choose_first(page)
    rows.verticalScrollBar().setValue(100)

    def place() -> tuple[int, int, int]:
        QApplication.processEvents()
        corner = rows.viewport().mapTo(page, rows.visualRect(rows.items.index(2)).topLeft())
        return rows.verticalScrollBar().value(), corner.x(), corner.y()

    before = place()
    page.open_current()
    assert page.details.isVisible()
    qtbot.waitUntil(lambda: place() == before)
    page.close_details()
    qtbot.waitUntil(lambda: place() == before)
