"""One person beside the list: what may be decided is in sight, and nothing of the file before stays."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.support import make
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.participants.queries import people_for_search
from nhipcau.widgets.controls import Button
from nhipcau.widgets.theme import LIGHT, apply_theme

HEADINGS = ["Họ và tên", "Email", "Vai trò", "Phòng ban", "Nơi làm việc", "Chức danh"]
MENTOR = "Người cố vấn"


def _file(folder: Path, *people: list[str], name: str = "câu trả lời.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *people])
    return path


@pytest.fixture
def desk(database: Database) -> RecordingDesk:
    return RecordingDesk(programme_id=make.programme(database))


@pytest.fixture
def page(qtbot: QtBot, desk: RecordingDesk, database: Database) -> Iterator[ImportPage]:
    """Return the page as high as a window of 1280×800 leaves it."""
    made = ImportPage(desk, database)
    qtbot.addWidget(made)
    made.resize(960, 646)
    made.show()
    made.activateWindow()
    yield made
    made.close()


def _choices(page: ImportPage) -> list[Button]:
    QApplication.processEvents()
    return [one for one in page.people.details.choices.findChildren(Button) if one.isVisible()]


def _same_names(page: ImportPage, folder: Path) -> None:
    known = ["Phạm Thu Hà", "ha@vidu.vn", MENTOR, "Nhân sự", "Huế", "Trưởng phòng"]
    page.arrive(paths=[_file(folder, known)])
    page.import_button.click()
    again = ["Phạm Thu Hà", "thuha89@vidu.vn", MENTOR, "Kho", "Vinh", "Phó phòng"]
    page.arrive(paths=[_file(folder, again, name="danh sách hai.csv")])


def test_all_that_may_be_decided_is_in_sight_beside_a_long_comparison(
    page: ImportPage, tmp_path: Path
) -> None:
    _same_names(page, tmp_path)
    page.summary.chosen.emit("needs_you")
    choices = _choices(page)
    assert [one.text() for one in choices] == [
        "1 · Chính là Phạm Thu Hà", "2 · Đây là người mới", "3 · Bỏ qua dòng này",
    ]  # fmt: skip
    panel = page.people.details
    for choice in choices:
        place = QRect(choice.mapTo(panel, QPoint()), choice.size())
        assert panel.rect().contains(place), choice.text()
        assert choice.width() >= choice.sizeHint().width(), choice.text()


def test_a_row_of_which_nobody_is_meant_is_taken_in_not_called_a_new_person(
    page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "mentees.csv"
    rows = ["Full name,Email,Status", "Gus Hall,gus@vidu.vn,Accepted", "Fay Reid,fay@vidu.vn,Withdrawn"]
    path.write_text("\n".join(rows), encoding="utf-8")
    page.arrive(paths=[path])
    page.people.table.select_id(1)
    assert [one.text() for one in _choices(page)] == ["1 · Nhập dòng này", "2 · Bỏ qua dòng này"]


def test_the_names_of_fields_are_not_broken_to_syllables(page: ImportPage, tmp_path: Path) -> None:
    long = "Chuyên viên phân tích nghiệp vụ và phát triển sản phẩm số của khối bán lẻ"
    page.arrive(paths=[_file(tmp_path, ["Lê An", "an@vidu.vn", MENTOR, "Nhân sự", "", long])])
    page.people.table.select_id(0)
    QApplication.processEvents()
    label = next(one for one in page.people.details.findChildren(QLabel) if one.text() == "Họ và tên")
    assert label.width() > label.fontMetrics().horizontalAdvance("Họ và tên")


def test_another_file_begins_with_everybody_and_nobody_chosen(page: ImportPage, tmp_path: Path) -> None:
    people = [
        [f"Lê Văn {given}", f"{place}@vidu.vn", MENTOR, "Kho", "", ""] for place, given in enumerate("ABC")
    ]
    page.arrive(paths=[_file(tmp_path, *people)])
    page.cards[0].unfold()
    page.people.chips.choose("new")
    page.people.search.setText("Văn")
    page.people.table.select_id(1)
    other = [[f"Vũ Thị {given}", f"{given}@vidu.vn", MENTOR, "Kho", "", ""] for given in "DEG"]
    page.arrive(paths=[_file(tmp_path, *other, name="khác.csv")])
    assert page.people.table.selected_id() is None
    assert not page.people.details.isVisible()
    assert page.people.chips.current() == "all"
    assert page.people.search.text() == ""
    assert not page.cards[0].unfolded
    assert page.people.table.model().rowCount() == 3


def test_a_csv_file_is_said_to_tell_the_role_by_its_own_name(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "mentors.csv"
    path.write_text("Họ và tên,Email\nLê An,an@vidu.vn\n", encoding="utf-8-sig")
    page.arrive(paths=[path])
    assert "theo tên tệp" in page.cards[0].note.text()


def test_what_has_been_undone_is_not_shown_as_done(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path, ["Lê An", "an@vidu.vn", MENTOR, "Kho", "", ""])])
    page.import_button.click()
    page.arrive(paths=[_file(tmp_path, ["Lê An", "an@vidu.vn", MENTOR, "Kế toán", "", ""])])
    page.import_button.click()
    assert page.done.isVisible()
    database.undo()
    database.undo()
    page.tables_changed({"person", "participant", "import_batch"})
    with database.read() as db:
        assert not people_for_search(db, desk.programme_id or 0)
    assert not page.done.isVisible()
    assert page.drop_zone.isVisible()


def test_after_another_file_is_asked_for_the_keyboard_is_where_it_is_chosen(
    page: ImportPage, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path, ["Lê An", "an@vidu.vn", MENTOR, "Kho", "", ""])])
    page.import_button.click()
    page.more_button.click()
    assert page.drop_zone.choose_button.hasFocus()


def test_a_long_name_and_all_that_is_said_of_a_sheet_do_not_push_the_card_out_of_sight(
    page: ImportPage, tmp_path: Path
) -> None:
    name = "mentors – Đăng ký tham gia chương trình cố vấn và phát triển nhân tài năm 2026 (câu trả lời).csv"
    path = tmp_path / name
    path.write_text("Họ và tên,Email\nLê An,an@vidu.vn\n", encoding="utf-8-sig")
    page.arrive(paths=[path])
    page.import_button.click()
    page.arrive(paths=[path])
    QApplication.processEvents()
    card = page.cards[0]
    assert "đọc như lần trước" in card.note.text()
    assert card.title.toolTip() == name
    assert card.mapTo(page, QPoint(card.width(), 0)).x() <= page.width()
    assert card.used.width() >= card.used.sizeHint().width()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_list_and_person_lie_within_the_page_at_any_text_size(
    qapp: QApplication, desk: RecordingDesk, database: Database, qtbot: QtBot, scale: float, tmp_path: Path
) -> None:
    apply_theme(qapp, LIGHT, scale)
    page = ImportPage(desk, database)
    qtbot.addWidget(page)
    page.show()
    try:
        page.resize(896, 600)
        _same_names(page, tmp_path)
        page.summary.chosen.emit("needs_you")
        QApplication.processEvents()
        for part in (page.people.details, page.people.details.close_button, *_choices(page)):
            right = part.mapTo(page, QPoint(part.width(), 0)).x()
            assert right <= 896, type(part).__name__
        table = page.people.table
        beyond = table.horizontalScrollBar().maximum()
        assert beyond == 0 or (scale > 1 and beyond < 40), "hardly anything of the list is out of sight"
    finally:
        apply_theme(qapp, LIGHT)
