"""A workbook sent out, worked on, and taken in again, through the page's widgets."""

from collections.abc import Callable, Mapping
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support import make
from tests.support.confirmed import amend_people, pairs_of
from tests.support.database import dump
from tests.support.desk import RecordingDesk
from tests.support.sessions import confirmed_programme

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.exchange.ui.workbooks.homecoming_view import workbooks_in
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.exchange.ui.workbooks.whole_dialog import WholeDialog
from nhipcau.participants.queries import participant_rows, person_details
from nhipcau.participants.service import amend_person
from nhipcau.shell.features import FEATURES

NAMES = ("Lê Thị Mai", "Trần Hùng", "Phạm Văn Đức", "Vũ Hà")


@pytest.fixture
def desk(database: Database) -> RecordingDesk:
    programme_id = make.programme(database)
    for number, name in enumerate(NAMES):
        make.participant(database, programme_id, name, mentor=number % 2 == 1, email=f"n{number}@vidu.vn")
    return RecordingDesk(programme_id=programme_id)


@pytest.fixture
def page(qtbot: QtBot, desk: RecordingDesk, database: Database) -> WorkbooksPage:
    made = WorkbooksPage(desk, database, features=FEATURES)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.refresh()
    made.retranslate()
    made.show()
    return made


@pytest.fixture
def sent(page: WorkbooksPage, tmp_path: Path) -> Path:
    path = tmp_path / "gửi đi.xlsx"
    page.ask_save = lambda _title, _name: str(path)
    click(page.out.send_button)
    dialog = whole_dialog(page)
    for box in dialog.boxes.values():
        box.setChecked(True)
    click(dialog.write_button)
    return path


def whole_dialog(page: WorkbooksPage) -> WholeDialog:
    return page.findChildren(WholeDialog)[-1]


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def edited(path: Path, edit: Callable[..., None], sheet: str = "Người tham gia") -> Path:
    """Work on the workbook as somebody would; `edit` gets the sheet and the column of each heading."""
    book = openpyxl.load_workbook(path)
    columns = {cell.value: cell.column for cell in book[sheet][1]}
    edit(book[sheet], columns)
    target = path.with_name("gửi về.xlsx")
    book.save(target)
    return target


def row_of(sheet: object, columns: dict[str, int], name: str) -> int:
    assert hasattr(sheet, "cell")
    return next(row for row in range(2, 40) if sheet.cell(row, columns["Họ và tên"]).value == name)


def person(database: Database, desk: RecordingDesk, name: str) -> dict[str, object]:
    assert desk.programme_id is not None
    with database.read() as db:
        row = next(row for row in participant_rows(db, desk.programme_id) if row.name == name)
        found = person_details(db, row.id)
    return {"title": found.person.title, "department": found.person.department, "id": row.person_id}


def test_what_comes_home_unchanged_says_nothing_new(
    page: WorkbooksPage, sent: Path, database: Database
) -> None:
    before = dump(database)
    page.open_files([sent])
    assert page.home.take_button.text() == "Không có gì mới"
    assert not page.home.take_button.isEnabled()
    assert dump(database) == before


def test_only_their_change_is_taken_in_one_step_that_can_be_undone(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk
) -> None:
    before = dump(database)
    home = edited(
        sent, lambda s, c: s.cell(row_of(s, c, "Trần Hùng"), c["Chức danh"]).__setattr__("value", "Giám đốc")
    )
    page.open_files([home])
    assert page.home.take_button.text() == "Nhận 1 dòng"
    click(page.home.take_button)
    assert person(database, desk, "Trần Hùng")["title"] == "Giám đốc"
    assert desk.said[-1].undo
    page.open_files([home])
    assert not page.home.take_button.isEnabled(), "the same file again brings nothing new"
    page.home.start_again()
    database.undo()
    assert dump(database) == before


def test_where_both_wrote_she_chooses_and_ours_stands_until_then(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk
) -> None:
    mai = person(database, desk, "Lê Thị Mai")["id"]
    assert isinstance(mai, int)
    with database.step("participants.step.add", name="Mai") as db:
        amend_person(db, mai, {"department": "Của ta", "title": "Chức mới"})
    home = edited(
        sent, lambda s, c: s.cell(row_of(s, c, "Lê Thị Mai"), c["Phòng ban"]).__setattr__("value", "Của họ")
    )
    page.open_files([home])
    assert not page.home.take_button.isEnabled()
    page.home.preview.table.select_id(0)
    chooser = page.home.preview.details.choice("department")
    assert chooser.current() == "ours"
    click(chooser.segment("theirs"))
    click(page.home.take_button)
    assert person(database, desk, "Lê Thị Mai") == {"title": "Chức mới", "department": "Của họ", "id": mai}


def test_the_preview_opens_with_what_she_has_to_decide_and_keeps_the_keyboard_there(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk, qtbot: QtBot
) -> None:
    mai = person(database, desk, "Lê Thị Mai")["id"]
    assert isinstance(mai, int)
    with database.step("participants.step.add", name="Mai") as db:
        amend_person(db, mai, {"department": "Của ta"})

    def edit(sheet: Any, columns: Mapping[str, int]) -> None:
        sheet.cell(row_of(sheet, dict(columns), "Trần Hùng"), columns["Chức danh"]).value = "Giám đốc"
        sheet.cell(row_of(sheet, dict(columns), "Lê Thị Mai"), columns["Phòng ban"]).value = "Của họ"

    page.open_files([edited(sent, edit)])
    assert page.home.preview.details.isVisible()
    assert page.home.preview.details.title.text() == "Lê Thị Mai", "first is what nobody else can decide"
    page.activateWindow()
    wanted = page.home.preview.details.choice("department").segment("theirs")
    wanted.setFocus()
    qtbot.waitUntil(wanted.hasFocus)
    QTest.keyClick(wanted, Qt.Key.Key_Space)
    again = page.home.preview.details.choice("department")
    assert again.current() == "theirs"
    assert again.segment("theirs").hasFocus()


def test_what_both_sides_wrote_alike_is_no_line_to_look_at(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk
) -> None:
    home = edited(
        sent, lambda s, c: s.cell(row_of(s, c, "Trần Hùng"), c["Chức danh"]).__setattr__("value", "Giám đốc")
    )
    page.open_files([home])
    click(page.home.take_button)
    page.open_files([home])
    model = page.home.preview.table.model()
    assert model is not None
    assert model.rowCount() == 0
    assert page.home.preview.details.isHidden()


def test_a_missing_row_removes_nobody_unless_she_says_so(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk
) -> None:
    assert desk.programme_id is not None
    home = edited(sent, lambda s, c: s.delete_rows(row_of(s, c, "Vũ Hà")))
    page.open_files([home])
    assert not page.home.take_button.isEnabled()
    page.home.preview.decide_all("participants", "theirs", "")
    assert page.home.take_button.text() == "Nhận 1 dòng"
    click(page.home.take_button)
    with database.read() as db:
        assert "Vũ Hà" not in {row.name for row in participant_rows(db, desk.programme_id)}


def test_sorted_without_keys_and_columns_moved_everybody_is_recognised(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(sent)
    rows = [[cell.value for cell in row] for row in book["Người tham gia"].iter_rows(max_row=5)]
    heading = [str(text) for text in rows[0]]
    place = heading.index("Chức danh")
    rows[2][place] = "Đổi ở đây"
    name = str(rows[2][heading.index("Họ và tên")])
    heading[heading.index("Nơi làm việc")] = "Chỗ ngồi"
    # Without the key, columns and rows the other way round.
    moved: list[list[Any]] = [[*heading][:0:-1], *([*row][:0:-1] for row in reversed(rows[1:]))]
    fresh = openpyxl.Workbook()
    sheet = fresh.active
    assert sheet is not None
    sheet.title = "Trang tính1"
    for row in moved:
        sheet.append(row)
    path = tmp_path / "chép sang.xlsx"
    fresh.save(path)
    page.open_files([path])
    assert page.home.take_button.text() == "Nhận 1 dòng"
    click(page.home.take_button)
    assert person(database, desk, name)["title"] == "Đổi ở đây"


def test_sorted_without_the_hidden_column_nobody_becomes_somebody_else(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk
) -> None:
    """Whoever sorts only the columns in sight leaves the keys behind."""

    def edit(sheet: Any, columns: Mapping[str, int]) -> None:
        rows = [[cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=2, max_row=5)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=2):
                sheet.cell(number, column).value = value
        sheet.cell(2, columns["Chức danh"]).value = "Đổi ở đây"

    home = edited(sent, edit)
    name = str(openpyxl.load_workbook(home)["Người tham gia"]["B2"].value)
    page.open_files([home])
    assert page.home.take_button.text() == "Nhận 1 dòng"
    click(page.home.take_button)
    assert person(database, desk, name)["title"] == "Đổi ở đây"


def what_is_said(page: WorkbooksPage) -> str:
    """Return what the list says of its rows."""
    model = page.home.preview.table.model()
    return "\n".join(str(model.index(row, 2).data()) for row in range(model.rowCount()))


def test_a_cell_no_drop_down_would_take_is_named_and_leaves_what_we_have(
    page: WorkbooksPage, sent: Path, database: Database
) -> None:
    def edit(sheet: object, columns: dict[str, int]) -> None:
        assert hasattr(sheet, "cell")
        sheet.cell(2, columns["Năm sinh"]).value = "không nhớ"
        sheet.cell(3, columns["Là người cố vấn"]).value = "có lẽ"

    page.open_files([edited(sent, edit)])
    said = what_is_said(page)
    assert "“không nhớ” không phải là năm" in said
    assert "“có lẽ” không có trong danh sách (Có, Không)" in said
    assert page.home.preview.chips.chip("refused").text() == "Không ghi được  2", (
        "nobody vanishes from the list"
    )
    assert not page.home.take_button.isEnabled()


@pytest.mark.parametrize("heading", ["Email", "Email trợ lý"])
def test_an_address_with_a_slip_is_named_and_never_becomes_somebody_elses(
    page: WorkbooksPage, sent: Path, database: Database, heading: str
) -> None:
    before = dump(database)

    def edit(sheet: object, columns: dict[str, int]) -> None:
        assert hasattr(sheet, "cell")
        for row, slip in enumerate(("le mai@vidu.vn", "hung@vidu,vn", "duc@vidu.vn; ha@vidu.vn"), 2):
            sheet.cell(row, columns[heading]).value = slip

    page.open_files([edited(sent, edit)])
    said = what_is_said(page)
    for slip in ("le mai@vidu.vn", "hung@vidu,vn", "duc@vidu.vn; ha@vidu.vn"):
        assert f"“{slip}” chưa rõ là địa chỉ email nào" in said
    assert not page.home.take_button.isEnabled()
    assert dump(database) == before


def test_a_row_that_cannot_be_written_says_why_and_the_others_are_taken(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk
) -> None:
    def edit(sheet: object, columns: dict[str, int]) -> None:
        assert hasattr(sheet, "cell")
        sheet.cell(row_of(sheet, columns, "Vũ Hà"), columns["Email"]).value = "n0@vidu.vn"
        sheet.cell(row_of(sheet, columns, "Trần Hùng"), columns["Chức danh"]).value = "Giám đốc"

    page.open_files([edited(sent, edit)])
    assert page.home.take_button.text() == "Nhận 1 dòng"
    assert page.home.preview.chips.chip("refused").text() == "Không ghi được  1"
    click(page.home.take_button)
    assert "1 dòng không ghi được" in desk.said[-1].text
    assert person(database, desk, "Trần Hùng")["title"] == "Giám đốc"


def test_a_person_added_in_the_workbook_joins_the_programme(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk
) -> None:
    def edit(sheet: object, columns: dict[str, int]) -> None:
        assert hasattr(sheet, "cell")
        sheet.cell(20, columns["Họ và tên"]).value = "Nguyễn Thị Mới"
        sheet.cell(20, columns["Là người được cố vấn"]).value = "x"

    page.open_files([edited(sent, edit)])
    assert page.home.preview.chips.chip("added").text() == "Thêm mới  1"
    click(page.home.take_button)
    assert person(database, desk, "Nguyễn Thị Mới")["title"] == ""


def test_the_preview_can_be_saved_to_show_to_somebody(
    page: WorkbooksPage, sent: Path, tmp_path: Path
) -> None:
    page.open_files([edited(sent, lambda s, c: s.cell(2, c["Chức danh"]).__setattr__("value", "Giám đốc"))])
    path = tmp_path / "xem trước.xlsx"
    page.ask_save = lambda _title, _name: str(path)
    click(page.home.save_button)
    cells = [cell.value for row in openpyxl.load_workbook(path)["Thay đổi"].iter_rows() for cell in row]
    assert "Giám đốc" in cells
    assert "Dùng theo tệp gửi về" in cells


def test_the_saved_preview_names_every_file_and_row_that_is_left_out(
    page: WorkbooksPage, sent: Path, tmp_path: Path
) -> None:
    def edit(sheet: object, columns: dict[str, int]) -> None:
        assert hasattr(sheet, "cell")
        sheet.cell(row_of(sheet, columns, "Vũ Hà"), columns["Email"]).value = "n0@vidu.vn"
        sheet.cell(row_of(sheet, columns, "Trần Hùng"), columns["Năm sinh"]).value = "mèo"

    broken = tmp_path / "hỏng.xlsx"
    broken.write_bytes(b"PK\x03\x04 hong")
    home = edited(sent, edit)
    page.open_files([home, broken])
    path = tmp_path / "xem trước.xlsx"
    page.ask_save = lambda _title, _name: str(path)
    click(page.home.save_button)
    rows = list(openpyxl.load_workbook(path)["Không nhận được"].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Tệp", "hỏng.xlsx", home.name, home.name]
    assert [row[3] for row in rows[2:]] == ["Trần Hùng", "Vũ Hà"]
    assert "mèo" in str(rows[2][4])


def test_a_file_that_is_not_ours_is_named_before_the_many_that_are(
    page: WorkbooksPage, sent: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Món", "Giá"])
    book.active.append(["Phở", 50_000])
    strange = tmp_path / "zz thực đơn.xlsx"
    book.save(strange)
    copies = [tmp_path / f"bản {number}.xlsx" for number in range(5)]
    for copy in copies:
        copy.write_bytes(sent.read_bytes())
    page.open_files([*copies, strange])
    first, *others = page.home.preview.summary.text().splitlines()
    assert "zz thực đơn.xlsx" in first
    assert "… và 3 tệp nữa" in others


def test_days_are_shown_as_people_write_them(page: WorkbooksPage, sent: Path) -> None:
    def edit(sheet: Any, columns: Mapping[str, int]) -> None:
        sheet.cell(2, columns["Ngày bắt đầu"]).value = "5/1/2026"

    page.open_files([edited(sent, edit, "Chương trình")])
    assert "05/01/2026" in " ".join(label.text() for label in page.home.preview.details.findChildren(QLabel))


def test_our_own_workbook_dropped_among_answers_goes_where_it_belongs(
    qtbot: QtBot, sent: Path, desk: RecordingDesk, database: Database
) -> None:
    inbox = ImportPage(desk, database)
    qtbot.addWidget(inbox)
    inbox.arrive(paths=[sent])
    assert desk.gone[-1] == ("workbooks", {"paths": [sent]})


def test_a_file_that_cannot_be_read_says_so_and_changes_nothing(
    page: WorkbooksPage, tmp_path: Path, database: Database
) -> None:
    before = dump(database)
    path = tmp_path / "hỏng.xlsx"
    path.write_bytes(b"PK\x03\x04 hong")
    page.open_files([path])
    assert page.trouble.isVisible()
    assert "hỏng.xlsx" in page.trouble.text()
    assert dump(database) == before


def test_the_folder_chosen_for_sending_finds_what_was_written_inside_it(tmp_path: Path) -> None:
    inside = tmp_path / "Sổ các cặp 2026-11-22"
    inside.mkdir()
    for name in ("b.xlsx", "a.xlsx", "~$a.xlsx", "a.eml"):
        (inside / name).touch()
    assert workbooks_in([tmp_path]) == [inside / "a.xlsx", inside / "b.xlsx"]
    beside = tmp_path / "c.xlsx"
    beside.touch()
    assert workbooks_in([tmp_path]) == [beside]


def test_a_folder_without_workbooks_says_so(page: WorkbooksPage, desk: RecordingDesk, tmp_path: Path) -> None:
    empty = tmp_path / "Trống"
    empty.mkdir()
    page.open_files([empty])
    assert "Trống" in desk.said[-1].text


@pytest.fixture
def paired(qtbot: QtBot, database: Database) -> WorkbooksPage:
    """Return the page of a programme whose pairs are confirmed."""
    made = WorkbooksPage(
        RecordingDesk(programme_id=confirmed_programme(database)), database, features=FEATURES
    )
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.refresh()
    made.retranslate()
    made.show()
    return made


def choose(combo: QComboBox, key: str) -> None:
    """Choose as with the arrow keys."""
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    while combo.currentData() != key:
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentIndex() > before


def test_workbooks_for_mentors_in_english_and_who_has_no_email(
    paired: WorkbooksPage, database: Database, tmp_path: Path
) -> None:
    assert isinstance(paired.desk, RecordingDesk)
    assert paired.desk.programme_id is not None
    mentor = pairs_of(database, paired.desk.programme_id)[0].mentor_name
    amend_people(database, {mentor: {"email": ""}})
    paired.ask_folder = lambda _title: str(tmp_path)
    choose(paired.out.people.whom, "mentors")
    choose(paired.out.people.language, "en")
    click(paired.out.people.write_button)
    (folder,) = tmp_path.glob("Mentor workbooks*")
    assert len(list(folder.glob("*.xlsx"))) == 8
    assert "Sessions" in openpyxl.load_workbook(folder / f"{mentor}.xlsx").sheetnames
    said = paired.desk.said[-1]
    lacking = f"1 thư còn thiếu người nhận vì chưa có email dùng được: {mentor}."
    assert said.text == f"Đã ghi 8 sổ kèm thư nháp vào “{folder.name}”. {lacking}"
    assert (said.file, said.tone) == (folder, "warn")


def test_forms_of_feelings_that_would_lack_a_recipient_are_counted_with_the_workbooks(
    paired: WorkbooksPage, database: Database
) -> None:
    mentee = pairs_of(database, paired.desk.programme_id or 0)[0].mentee_name
    amend_people(database, {mentee: {"email": ""}})
    paired.refresh()
    assert paired.out.people.missing.text().startswith("2 thư"), "the shared workbook and the private form"
    click(paired.out.people.feelings)
    assert paired.out.people.missing.text().startswith("1 thư")


def test_who_cannot_be_written_to_stands_there_before_anything_is_written(
    paired: WorkbooksPage, database: Database
) -> None:
    assert paired.desk.programme_id is not None
    pairs = pairs_of(database, paired.desk.programme_id)
    plain = paired.out.people.write_button.text()
    assert not paired.out.people.missing.isVisible()
    amend_people(database, {pairs[0].mentor_name: {"email": ""}, pairs[1].mentee_name: {"email": ""}})
    paired.refresh()
    for whom, named, unnamed in (
        ("pairs", {pairs[0].mentor_name, pairs[1].mentee_name}, set[str]()),
        ("mentees", {pairs[1].mentee_name}, {pairs[0].mentor_name}),
    ):
        choose(paired.out.people.whom, whom)
        assert paired.out.people.missing.isVisible()
        assert all(name in paired.out.people.missing.text() for name in named)
        assert not any(name in paired.out.people.missing.text() for name in unnamed)
        assert paired.out.people.write_button.text() != plain
    choose(paired.out.people.whom, "assistants")
    assert not paired.out.people.missing.isVisible()
    assert paired.out.people.write_button.text() == plain


def test_every_mail_is_signed_by_the_programme_and_the_name_in_the_settings(
    paired: WorkbooksPage, tmp_path: Path
) -> None:
    paired.desk.signed_by = "Trần Thu Hà"
    paired.ask_folder = lambda _title: str(tmp_path)
    click(paired.out.people.write_button)
    drafts = list(tmp_path.glob("*/*.eml"))
    assert len(drafts) == 9 + 17, "nine pairs, and a form of feelings for each person on each side"
    for path in drafts:
        mail = message_from_bytes(path.read_bytes(), policy=default)
        assert mail["Subject"].startswith("[Hạt Giống 2026] ")
        body = mail.get_body().get_content()  # type: ignore[union-attr]
        assert body.splitlines()[-3:] == ["Trân trọng,", "Trần Thu Hà", "Ban điều phối Hạt Giống 2026"]


def test_nothing_sensitive_goes_with_the_whole_programme_unless_it_is_ticked(
    page: WorkbooksPage, database: Database, tmp_path: Path
) -> None:
    mai = tmp_path / "gửi Mai.xlsx"
    page.ask_save = lambda _title, _name: str(mai)
    click(page.out.send_button)
    dialog = whole_dialog(page)
    assert "Chỉ gửi cho người cùng điều phối" in dialog.text.text()
    assert "Chỉ gửi cho người cùng điều phối" in page.out.explained.text()
    assert not any(box.isChecked() for box in dialog.boxes.values())
    click(dialog.boxes["personal"])
    dialog.language.set_value("en")
    click(dialog.copy_button)
    said = QGuiApplication.clipboard().text()
    assert "Only for those who coordinate" in said
    assert "birth year" in said
    click(dialog.write_button)
    book = openpyxl.load_workbook(mai)
    headings = {cell.value for cell in book["Participants"][1]}
    assert "Birth year" in headings
    assert headings.isdisjoint({"Note", "Would rather not be paired with", "Wished partners"})
    assert {"How it is going", "Locked and forbidden"}.isdisjoint(book.sheetnames)
    cover = " ".join(str(cell.value) for row in book["Read me"] for cell in row)
    assert "Only for those who coordinate" in cover
    assert "birth year" in cover


def test_each_of_a_pair_gets_a_private_form_unless_she_says_no(paired: WorkbooksPage, tmp_path: Path) -> None:
    assert isinstance(paired.desk, RecordingDesk)
    assert (paired.out.people.write_button.property("kind"), paired.out.send_button.property("kind")) == (
        "primary",
        "plain",
    )
    with_forms, without = tmp_path / "a", tmp_path / "b"
    with_forms.mkdir()
    without.mkdir()
    paired.ask_folder = lambda _title: str(with_forms)
    click(paired.out.people.write_button)
    click(paired.out.people.feelings)
    paired.ask_folder = lambda _title: str(without)
    click(paired.out.people.write_button)
    assert len(list(with_forms.rglob("* - Phiếu cảm nhận riêng.xlsx"))) == 17
    assert "phiếu cảm nhận riêng" in paired.desk.said[0].text
    assert len(list(without.rglob("*.xlsx"))) == 9
    choose(paired.out.people.whom, "mentors")
    assert not paired.out.people.feelings.isVisible()


def test_without_assistants_the_page_says_what_to_do(paired: WorkbooksPage, tmp_path: Path) -> None:
    paired.ask_folder = lambda _title: str(tmp_path)
    choose(paired.out.people.whom, "assistants")
    click(paired.out.people.write_button)
    assert paired.trouble.isVisible()
    assert "Chưa ai trong các cặp có trợ lý" in paired.trouble.text()
    assert list(tmp_path.glob("Sổ*")) == []


def test_a_choice_stays_when_the_language_changes(paired: WorkbooksPage) -> None:
    choose(paired.out.people.whom, "mentees")
    paired.desk.words.language = "en"
    paired.retranslate()
    assert paired.out.people.chosen() == ("mentees", None)
    assert paired.out.people.whom.currentText() == "For each mentee"


def with_rows(sent: Path, arranged: Callable[[list[Any]], list[Any]]) -> Path:
    """Write the sheet of people anew with its rows arranged otherwise; the first of them is the headings."""
    book = openpyxl.load_workbook(sent)
    sheet = book["Người tham gia"]
    rows = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    sheet.delete_rows(1, sheet.max_row)
    for row in arranged(rows):
        sheet.append(row)
    target = sent.with_name("sắp xếp.xlsx")
    book.save(target)
    return target


def test_headings_that_were_sorted_in_among_the_rows_lose_nobody(
    page: WorkbooksPage, sent: Path, database: Database, desk: RecordingDesk
) -> None:
    def arranged(rows: list[Any]) -> list[Any]:
        title = rows[0].index("Chức danh")
        changed = [*rows[1][:title], "Giám đốc vùng", *rows[1][title + 1 :]]
        return [changed, *rows[2:], rows[0]]

    home = with_rows(sent, arranged)
    name = str(openpyxl.load_workbook(home)["Người tham gia"]["B1"].value)
    page.open_files([home])
    assert page.home.take_button.text() == "Nhận 1 dòng"
    click(page.home.take_button)
    assert person(database, desk, name)["title"] == "Giám đốc vùng"


def test_a_sheet_without_its_headings_is_said_not_to_have_been_read(page: WorkbooksPage, sent: Path) -> None:
    home = with_rows(sent, lambda rows: [(f"dòng {number}",) for number, _ in enumerate(rows)])
    page.open_files([home])
    assert not page.home.take_button.isEnabled()
    said = page.home.preview.problems.text()
    assert "trang “Người tham gia”, ô A1: Không thấy dòng tiêu đề" in said
    assert "Không có gì mới" not in page.home.preview.summary.text()


def test_a_file_that_is_no_workbook_of_ours_is_not_called_known(page: WorkbooksPage, tmp_path: Path) -> None:
    strange = tmp_path / "danh bạ.csv"
    strange.write_text("Món,Giá\nPhở,50000\n", encoding="utf-8")
    page.open_files([strange])
    assert not page.home.take_button.isEnabled()
    assert "danh bạ.csv: không nhận ra" in page.home.preview.summary.text()
    assert "gửi đi lúc" not in page.home.preview.summary.text()


def test_every_row_that_came_home_is_in_the_sum_and_each_number_leads_to_its_list(
    page: WorkbooksPage, desk: RecordingDesk, sent: Path
) -> None:
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(row_of(sheet, columns, "Trần Hùng"), columns["Chức danh"]).value = "Giám đốc"
        sheet.delete_rows(row_of(sheet, columns, "Vũ Hà"))

    page.open_files([edited(sent, edit)])
    preview = page.home.preview
    total = preview.sum.text()
    same = int(next(part for part in total.split() if part.isdigit())) - 1
    assert total.endswith(f"= 1 sẽ đổi + {same} không đổi · 1 dòng đã gửi không còn trong tệp")
    click(preview.sum.parts["same"])
    assert preview.table.model().rowCount() == same
    assert preview.chips.current() == "same"
    preview.table.selectRow(0)
    assert preview.details.isVisible()
    click(preview.sum.parts["changed"])
    assert preview.table.model().rowCount() == 1
    desk.speak("en")
    assert f"1 will change + {same} unchanged" in preview.sum.text()
