"""The participants page, through what is seen of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.make import participant, programme

from nhipcau.database import Database
from nhipcau.participants import queries
from nhipcau.participants.queries import ParticipantRow
from nhipcau.participants.service import add_question, amend_person, set_answer, withdraw
from nhipcau.participants.ui import dialogs
from nhipcau.participants.ui.page import ParticipantsPage
from nhipcau.widgets.forms.form import Form
from nhipcau.workbook import read_source


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[RecordingDesk]:
    desk = RecordingDesk("vi")
    yield desk
    desk.deleteLater()


def _page(
    qtbot: QtBot, desk: RecordingDesk, database: Database, paired: frozenset[int] = frozenset()
) -> ParticipantsPage:
    page = ParticipantsPage(desk, database, paired=lambda _db, _programme: paired)
    qtbot.addWidget(page)
    database.subscribe(lambda changes: page.tables_changed(set(changes.ids)))
    page.resize(1040, 700)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


@pytest.fixture
def people(database: Database, desk: RecordingDesk) -> dict[str, int]:
    desk.programme_id = programme(database)
    return {
        "Mai": participant(database, desk.programme_id, "Lê Thị Mai", email="mai@a.vn"),
        "Đức": participant(database, desk.programme_id, "Trần Văn Đức", mentor=True, complete=False),
        "An": participant(database, desk.programme_id, "Bùi Hoài An", mentor=True, consents=False),
    }


def _shown(page: ParticipantsPage) -> list[str]:
    return [row.name for row in page.list.model.shown_rows()]


def _said(page: ParticipantsPage) -> str:
    QApplication.processEvents()  # a layout shows what it was given when it next has time
    labels = page.details.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(page.details))


def _form(page: ParticipantsPage, name: str) -> Form:
    form = page.details.form
    assert form is not None
    return form.profile if name in form.profile.fields else form.form


def _type(page: ParticipantsPage, name: str, text: str) -> None:
    QApplication.processEvents()
    edit = _form(page, name).fields[name].findChild(QLineEdit)
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    edit.insert(text)  # QTest cannot type Vietnamese letters


def test_everyone_is_listed_by_given_name(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    assert _shown(page) == ["Bùi Hoài An", "Trần Văn Đức", "Lê Thị Mai"]
    assert page.list.count.text() == "3 người"


def test_the_english_list_goes_by_family_name(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    assert people
    participant(database, desk.programme_id or 0, "Zoë Carter")
    page = _page(qtbot, desk, database)
    assert _shown(page) == ["Bùi Hoài An", "Trần Văn Đức", "Lê Thị Mai", "Zoë Carter"]
    desk.speak("en")
    QApplication.processEvents()
    assert _shown(page) == ["Bùi Hoài An", "Zoë Carter", "Lê Thị Mai", "Trần Văn Đức"]
    page.list.model.sort(0, Qt.SortOrder.DescendingOrder)
    assert _shown(page)[0] == "Trần Văn Đức"


@pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84 912.345.678", "912 345", "0912-34"])
def test_a_telephone_number_is_found_as_anybody_types_it(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int], typed: str
) -> None:
    with database.read() as db:
        person_id = queries.person_details(db, people["Mai"]).person.id
    with database.step("participants.step.add", name="Mai") as db:
        amend_person(db, person_id, {"phone": "+84 912 345 678"})
    page = _page(qtbot, desk, database)
    page.list.search.setText(typed)
    QTest.keyClick(page.list.search, Qt.Key.Key_Return)
    assert _shown(page) == ["Lê Thị Mai"]


def test_how_somebody_is_addressed_is_noted_with_their_person(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.edit_button.click()
    _type(page, "salutation", "TS.")
    _type(page, "preferred_name", "Mai\u200b Mai")
    page.details.edit_button.click()
    with database.read() as db:
        person = queries.person_details(db, people["Mai"]).person
    assert (person.values["salutation"], person.values["preferred_name"]) == ("TS.", "Mai Mai")
    assert "TS." in _said(page)


def test_search_needs_no_accents(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.list.search.setText("duc")
    QTest.keyClick(page.list.search, Qt.Key.Key_Return)
    assert _shown(page) == ["Trần Văn Đức"]
    page.list.search.setText("zzz")
    QTest.keyClick(page.list.search, Qt.Key.Key_Return)
    assert page.list.nothing.isVisible()
    page.list.clear_button.click()
    assert len(_shown(page)) == 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mentors", ["Bùi Hoài An", "Trần Văn Đức"]),
        ("mentees", ["Lê Thị Mai"]),
        ("missing", ["Trần Văn Đức"]),
        ("no_consent", ["Bùi Hoài An"]),
    ],
)
def test_a_chip_shows_whom_it_counts(
    qtbot: QtBot,
    desk: RecordingDesk,
    database: Database,
    people: dict[str, int],
    name: str,
    expected: list[str],
) -> None:
    page = _page(qtbot, desk, database)
    page.list.chips.chip(name).click()
    assert _shown(page) == expected
    assert page.list.chips.chip(name).text().endswith(str(len(expected)))


def test_paired_people_are_told_by_whoever_knows(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database, frozenset({people["Mai"]}))
    page.list.chips.chip("unpaired").click()
    assert _shown(page) == ["Bùi Hoài An", "Trần Văn Đức"]


def test_choosing_somebody_opens_their_profile_and_closing_it_gives_the_room_back(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    assert page.details.isVisible()
    assert "mai@a.vn" in _said(page)
    assert "Thuyết trình – rất quan trọng" in _said(page)
    page.details.close_button.click()
    QApplication.processEvents()
    assert not page.details.isVisible()
    assert not page.list.table.selected_ids()
    QTest.mouseClick(
        page.list.table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.list.table.visualRect(page.list.model.index(0, 0)).center(),
    )
    assert "Bùi Hoài An" in _said(page)


def test_arriving_at_somebody_who_is_filtered_away_shows_everyone_again(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.list.chips.chip("mentors").click()
    page.arrive(participant_id=people["Mai"])
    assert page.list.table.selected_id() == people["Mai"]
    assert page.list.chips.current() == "all"


def test_a_field_is_saved_as_one_step_when_it_is_left(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.edit_button.click()
    _type(page, "title", "Chuyên viên Tuyển dụng")
    _form(page, "email").fields["email"].take_focus()
    step = database.next_undo()
    assert step is not None
    assert step.label == "participants.step.amend"
    page.details.edit_button.click()
    assert "Chuyên viên Tuyển dụng" in _said(page)
    database.undo()
    assert "Chuyên viên Tuyển dụng" not in _said(page)


def test_what_will_not_do_is_said_beside_the_field_and_nothing_is_stored(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.edit_button.click()
    _type(page, "email", "mai at a.vn")
    page.details.edit_button.click()
    assert _form(page, "email").fields["email"].problem.isVisibleTo(page)
    _type(page, "email", "mai.moi@a.vn")
    page.details.edit_button.click()
    assert "mai.moi@a.vn" in _said(page)


def test_the_assistant_of_a_leader_is_noted_with_their_person(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.edit_button.click()
    _type(page, "assistant_name", "Ngô Mai Lan")
    _type(page, "assistant_email", "lan at abc.vn")
    page.details.edit_button.click()
    assert _form(page, "assistant_email").fields["assistant_email"].problem.isVisibleTo(page)
    _type(page, "assistant_email", "lan@abc.vn")
    page.details.edit_button.click()
    assert "Ngô Mai Lan" in _said(page)
    assert "lan@abc.vn" in _said(page)


def test_a_role_changes_at_once(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.edit_button.click()
    _form(page, "roles").fields["roles"].set_value(["mentor", "mentee"])
    assert page.list.chips.chip("mentors").text().endswith("3")


def test_goals_are_graded_line_by_line(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.edit_button.click()
    goals = _form(page, "goals").fields["goals"]
    goals.set_value([("Đàm phán", 5), ("Tiếng Anh", 2)])
    goals.changed.emit()
    page.details.edit_button.click()
    assert "Đàm phán – quan trọng nhất\nTiếng Anh – hơi quan trọng" in _said(page)


def test_answers_to_the_programmes_own_questions_are_edited_by_their_kind(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    assert desk.programme_id is not None
    with database.step("participants.step.add", name="x") as db:
        number = add_question(db, desk.programme_id, "Bao nhiêu giờ?", "number")
        choice = add_question(db, desk.programme_id, "Gặp thế nào?", "one_choice", ["Ở quán", "Ở phòng họp"])
        many = add_question(db, desk.programme_id, "Thích gì?", "several", ["Đọc", "Chạy"])
        day = add_question(db, desk.programme_id, "Từ ngày nào?", "date")
        set_answer(db, people["Mai"], choice, "Ở nhà")
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.edit_button.click()
    form = page.details.form
    assert form is not None
    assert form.answers.fields[f"question{choice}"].value() == "Ở nhà"
    for question, held in ((number, "3"), (choice, "Ở quán"), (many, ["Chạy"]), (day, date(2026, 2, 3))):
        form.answers.fields[f"question{question}"].set_value(held)
    page.details.edit_button.click()
    with database.read() as db:
        answers = queries.answers_of(db, people["Mai"])
    assert answers == {number: 3, choice: "Ở quán", many: ["Chạy"], day: "2026-02-03"}
    assert "03/02/2026" in _said(page)
    page.details.edit_button.click()
    form = page.details.form
    assert form is not None
    form.answers.fields[f"question{choice}"].set_value("")
    page.details.edit_button.click()
    with database.read() as db:
        assert choice not in queries.answers_of(db, people["Mai"])


def test_what_will_not_do_keeps_the_person_open_when_another_is_chosen(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.edit_button.click()
    _type(page, "email", "mai at a.vn")
    page.list.table.select_id(people["An"])
    assert page.list.table.selected_id() == people["Mai"]
    assert _form(page, "email").fields["email"].problem.isVisibleTo(page)


def test_adding_somebody_shows_them(
    qtbot: QtBot,
    desk: RecordingDesk,
    database: Database,
    people: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer(dialog: dialogs.AddDialog) -> bool:
        dialog.accept_button.click()
        assert dialog.form.fields["full_name"].problem.text()
        dialog.form.set_values({"full_name": "Phạm Tú", "roles": ["mentor"]})
        dialog.accept_button.click()
        return True

    monkeypatch.setattr("nhipcau.participants.ui.page.answered", answer)
    page = _page(qtbot, desk, database)
    page.add_button.click()
    assert "Phạm Tú" in _said(page)
    assert desk.said[-1].text == "Đã thêm Phạm Tú."
    assert desk.said[-1].undo


def test_leaving_is_noted_with_its_reason_and_can_be_reversed(
    qtbot: QtBot,
    desk: RecordingDesk,
    database: Database,
    people: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer(dialog: dialogs.WithdrawDialog) -> bool:
        dialog.reason.set_value("Chuyển công tác")
        return True

    monkeypatch.setattr("nhipcau.participants.ui.page.answered", answer)
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.does["withdraw"].trigger()
    assert "Chuyển công tác" in _said(page)
    assert page.list.chips.chip("withdrawn").text().endswith("1")
    page.details.does["readmit"].trigger()
    assert "Chuyển công tác" not in _said(page)


def test_the_filter_goes_with_the_last_person_it_showed(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    with database.step("participants.step.withdraw", name="x") as db:
        withdraw(db, people["Mai"], "")
    page = _page(qtbot, desk, database)
    page.list.chips.chip("withdrawn").click()
    assert _shown(page) == ["Lê Thị Mai"]
    database.undo()
    assert len(_shown(page)) == 3


def test_delete_removes_and_undo_brings_back(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.list.table.select_id(people["Mai"])
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
    assert "Lê Thị Mai" not in _shown(page)
    assert not page.details.isVisible()
    assert desk.said[-1].undo
    database.undo()
    assert "Lê Thị Mai" in _shown(page)


def test_somebody_is_enrolled_in_another_programme(
    qtbot: QtBot,
    desk: RecordingDesk,
    database: Database,
    people: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.does["enrol"].trigger()
    assert desk.said[-1].tone == "info"
    other = programme(database, "Cầu Nối Số", "reverse")
    monkeypatch.setattr("nhipcau.participants.ui.page.answered", lambda _dialog: True)
    page.details.does["enrol"].trigger()
    with database.read() as db:
        assert [row.name for row in queries.participant_rows(db, other)] == ["Lê Thị Mai"]
    assert "Cầu Nối Số" in _said(page)


def test_consent_is_noted_from_the_panel(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["An"])
    page.details.does["consent"].trigger()
    assert page.list.chips.chip("no_consent").text().endswith("0")
    page.details.does["consent"].trigger()
    assert page.list.chips.chip("no_consent").text().endswith("1")


def test_the_list_is_exported_as_it_is_shown(
    qtbot: QtBot,
    desk: RecordingDesk,
    database: Database,
    people: dict[str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = _page(qtbot, desk, database)
    page.list.chips.chip("mentors").click()
    page.ask_save = lambda _title, _name: str(tmp_path / "ds.xlsx")
    page.export_button.click()
    rows = read_source(tmp_path / "ds.xlsx").sheets[0].rows
    names = [cell for row in rows for cell in row if cell in {"Bùi Hoài An", "Trần Văn Đức", "Lê Thị Mai"}]
    assert names == ["Bùi Hoài An", "Trần Văn Đức"]


def test_an_empty_programme_offers_the_ways_to_begin(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    desk.programme_id = programme(database)
    page = _page(qtbot, desk, database)
    assert page.empty.isVisible()
    page.import_button.click()
    assert desk.gone == [("import", {})]


def test_the_page_speaks_the_other_language_at_once(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    desk.speak("en")
    assert page.title() == "Participants"
    assert page.list.count.text() == "3 people"
    assert "Learning goals" in _said(page)


def test_everything_that_takes_the_focus_has_a_name(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])
    page.details.edit_button.click()
    QApplication.processEvents()
    widget: QWidget | None = page.list.search.nextInFocusChain()
    met = 0
    while widget is not None and widget is not page.list.search:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            name = widget.accessibleName() or getattr(widget, "text", str)()
            assert name, widget
            met += 1
        widget = widget.nextInFocusChain()
    assert met > 20


@pytest.mark.slow
def test_twenty_thousand_people_are_searched_without_waiting(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    desk.programme_id = programme(database)
    page = _page(qtbot, desk, database)
    rows = tuple(
        ParticipantRow(
            id=number, person_id=number, name=f"Lê Văn {number}", sort_name=f"{number:05d}",
            stored=f"le van {number}", email="", department="Kỹ thuật", title="", level="", place="",
            is_mentor=bool(number % 2), is_mentee=not number % 2, capacity=1, status="enrolled",
            no_goals=False, no_strengths=False, no_availability=False, no_expectations=False, phone="", consents=True,
        )
        for number in range(20_000)
    )  # fmt: skip
    page.list.set_rows(rows)
    begin = process_time()
    page.list.search.setText("van 1999")
    QTest.keyClick(page.list.search, Qt.Key.Key_Return)
    page.list.chips.chip("mentors").click()
    QApplication.sendPostedEvents()
    assert page.list.model.rowCount() == 6 + 1  # 1999 itself, and 19990 to 19999 that are odd

    assert process_time() - begin < 5, "not a measurement: only that nothing grows out of hand"


def test_an_answer_to_a_sensitive_question_is_marked_where_it_is_read_and_written(
    qtbot: QtBot, desk: RecordingDesk, database: Database, people: dict[str, int]
) -> None:
    assert desk.programme_id is not None
    with database.step("participants.step.add", name="x") as db:
        belief = add_question(db, desk.programme_id, "Bạn theo đạo nào?", "text")
        other = add_question(db, desk.programme_id, "Khác", "text")
        colour = add_question(db, desk.programme_id, "Màu bạn thích", "text")
        for question, answer in ((belief, "Không"), (other, "Em đang vay nợ"), (colour, "Xanh")):
            set_answer(db, people["Mai"], question, answer)
    page = _page(qtbot, desk, database)
    page.arrive(participant_id=people["Mai"])

    assert _said(page).count("Thông tin nhạy cảm") == 2
    assert "Thông tin nhạy cảm (tôn giáo, tín ngưỡng)" in _said(page)
    page.details.edit_button.click()
    assert _said(page).count("Thông tin nhạy cảm") == 2
    assert "Thông tin nhạy cảm (thu nhập, nợ nần)" in _said(page)
