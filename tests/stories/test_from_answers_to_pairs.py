"""The main job: answers in, pairs confirmed, workbook and letters out, and all of it taken back and done again."""

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from tests.stories.conftest import SitDown
from tests.support.coordinator import Coordinator, wait_until
from tests.support.database import dump, new_file
from tests.support.forms import google_forms_vi, one_list_vi

from nhipcau.database import list_backups
from nhipcau.pairing.ui.letters_dialog import LettersDialog
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.widgets.controls import Button
from nhipcau.workbook import read_source


def _lock_the_first(coordinator: Coordinator, page: PairingPage) -> None:
    page.plan.list.setFocus()
    page.plan.list.setCurrentIndex(page.plan.list.items.index(0))
    key = page.plan.list.current_key()
    assert key is not None
    QTest.keyClick(page.plan.list, Qt.Key.Key_L)
    coordinator.rest()
    assert page.reading is not None
    pair = page.reading.plan.pair_of(key)
    assert pair is not None
    assert pair.locked


def _save_letters(coordinator: Coordinator, page: PairingPage, folder: Path) -> None:
    def show(dialog: QDialog) -> bool:
        assert isinstance(dialog, LettersDialog)
        dialog.show()
        coordinator.press(dialog.save_button)
        dialog.close()
        return False

    page.dialogs.ask_folder = lambda _title: str(folder)
    page.dialogs.show = show
    coordinator.press(page.headline.letters)


def _confirmed(page: PairingPage) -> set[tuple[str, str, str]]:
    assert page.reading is not None
    return {(row.mentor_name, row.mentee_name, row.state) for row in page.reading.rows}


def test_from_a_form_export_to_confirmed_pairs_and_back_and_again(sit_down: SitDown, tmp_path: Path) -> None:
    path = new_file(tmp_path)
    answers = google_forms_vi(tmp_path / "câu trả lời.xlsx")
    coordinator = sit_down()
    coordinator.open(path)
    assert coordinator.window.navigator.route == "welcome"
    empty = dump(coordinator.database)

    # She drops the file: a programme is made for it, and she sees what was understood.
    coordinator.drop(answers)
    inbox = coordinator.import_page()
    # A layout shows what is new when it has time.
    wait_until(inbox.cards[0].isVisible, "the columns of the file")
    coordinator.press(inbox.cards[0].fold)
    favourite = inbox.cards[0].rows[16]
    favourite.meaning.setCurrentIndex(favourite.meaning.findData("ignore"))
    favourite.meaning.activated.emit(favourite.meaning.currentIndex())
    coordinator.rest()
    assert inbox.people.table.model().rowCount() == 10
    assert "10" in inbox.import_button.text()
    coordinator.press(inbox.import_button)
    assert "10" in coordinator.toast()
    assert not list_backups(path)  # there was nobody to keep a copy of

    # Nobody needs her: she is at the pairs at once, locks one and confirms the rest with it.
    assert coordinator.window.navigator.route == "pairing"
    page = coordinator.pairing_page()
    assert page.reading is not None
    assert len(page.reading.plan.pairs) == 6
    assert "favourite" not in {criterion.key for criterion in page.reading.people.settings.criteria}
    _lock_the_first(coordinator, page)
    coordinator.press(page.headline.confirm)
    confirmed = _confirmed(page)
    assert len(confirmed) == 6
    assert {state for _, _, state in confirmed} == {"confirmed"}

    # She writes the workbook and the letters.
    page.dialogs.ask_save = lambda _title, _name: str(tmp_path / "pairs.xlsx")
    coordinator.choose(page.headline.export_vi)
    cells = {cell for row in read_source(tmp_path / "pairs.xlsx").sheets[0].rows for cell in row}
    assert {name for mentor, mentee, _ in confirmed for name in (mentor, mentee)} <= cells
    _save_letters(coordinator, page, tmp_path)
    assert len(list(tmp_path.rglob("*.eml"))) == 6

    # Everything can be taken back to the empty file, and done again.
    done = dump(coordinator.database)
    turns = coordinator.undo_everything()
    assert dump(coordinator.database) == empty
    assert coordinator.window.navigator.route == "welcome"
    assert coordinator.redo_everything() == turns
    assert dump(coordinator.database) == done
    assert _confirmed(coordinator.pairing_page()) == confirmed

    # Tomorrow it is all there, and can still be taken back.
    coordinator.leave()
    tomorrow = sit_down()
    tomorrow.open(path)
    assert tomorrow.window.navigator.route == "overview"
    assert dump(tomorrow.database) == done
    assert _confirmed(tomorrow.pairing_page()) == confirmed
    assert tomorrow.undo_everything() == turns
    assert dump(tomorrow.database) == empty


def test_two_decisions_cost_seven_clicks_from_the_form_to_confirmed_pairs(
    sit_down: SitDown, tmp_path: Path
) -> None:
    answers = _with_two_undecided(tmp_path / "đăng ký.csv")
    coordinator = sit_down()
    coordinator.open(new_file(tmp_path))
    coordinator.drop(answers)
    clicks = 2  # a file that is not dropped is chosen by a button and in the system's dialog
    inbox = coordinator.import_page()
    asked = inbox.people.details
    while "needs_you" in inbox.summary.parts:
        QApplication.processEvents()  # what she may decide is laid out
        choices = [one for one in asked.choices.findChildren(Button) if one.isVisible()]
        coordinator.press(next(one for one in choices if one.text().startswith("1")))
        clicks += 1
    coordinator.press(inbox.import_button)
    assert "8" in coordinator.toast()
    page = coordinator.pairing_page()
    if page.question.isVisible():
        coordinator.press(page.question.findChildren(Button)[0])
        clicks += 1
    coordinator.press(page.headline.confirm)
    clicks += 2
    assert {state for _, _, state in _confirmed(page)} == {"confirmed"}
    assert clicks <= 7


def _with_two_undecided(path: Path) -> Path:
    """Write a form of which two people have not said what they want to be."""
    topics = ("Thuyết trình", "Lãnh đạo", "Excel", "Thuyết trình, Excel")
    rows = [
        [f"Trần {given}", f"an{place}@vidu.vn", role, "Nhân sự" if place % 2 else "Kho", topics[place % 4]]
        for place, (given, role) in enumerate(
            zip(
                ("Đào", "Ước", "Anh", "Bình", "Khôi", "Ngọc", "Hải", "Lan"),
                ("Mentor", "Mentee", "Mentor", "Mentee", "Mentor", "Mentee", "", ""),
                strict=True,
            )
        )
    ]
    head = ["Họ và tên", "Email", "Vai trò", "Phòng ban", "Bạn muốn học điều gì?"]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def test_the_same_file_twice_brings_nothing_new(sit_down: SitDown, tmp_path: Path) -> None:
    path = new_file(tmp_path)
    answers = google_forms_vi(tmp_path / "answers.xlsx")
    coordinator = sit_down(language="en")
    coordinator.open(path)
    inbox = coordinator.take_in(answers)
    before = dump(coordinator.database)
    coordinator.drop(answers)
    assert inbox.people.isVisible()  # the form is known: straight to the people
    assert inbox.import_button.text() == coordinator.window.desk.words("inbox.nothing_new")
    assert not inbox.import_button.isEnabled()
    assert dump(coordinator.database) == before


def test_a_second_import_is_preceded_by_a_checked_backup(sit_down: SitDown, tmp_path: Path) -> None:
    path = new_file(tmp_path)
    coordinator = sit_down()
    coordinator.open(path)
    coordinator.take_in(google_forms_vi(tmp_path / "a.xlsx"))
    assert not list_backups(path)
    coordinator.take_in(one_list_vi(tmp_path / "b.xlsx"))
    assert [backup.reason for backup in list_backups(path)] == ["import"]
