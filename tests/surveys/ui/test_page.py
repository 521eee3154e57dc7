"""The page of surveys as a coordinator uses it, through what is seen of it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.make import programme
from tests.support.sessions import TODAY, confirmed_programme, hold_clock, meet, pairs_of
from tests.support.waves import answer, asked_in, open_ready, questions_of

from nhipcau.database import Changes, Database
from nhipcau.pairing.store.service import end_pair
from nhipcau.surveys import queries
from nhipcau.surveys.ui import page as page_module
from nhipcau.surveys.ui import questions_dialog
from nhipcau.surveys.ui.page import SurveysPage


@pytest.fixture
def desk(qtbot: QtBot, database: Database) -> Iterator[RecordingDesk]:
    hold_clock()
    desk = RecordingDesk("vi", programme_id=confirmed_programme(database))
    yield desk
    desk.deleteLater()


def shown(qtbot: QtBot, desk: RecordingDesk, database: Database) -> SurveysPage:
    page = SurveysPage(desk, database)
    qtbot.addWidget(page)

    def hear(changes: Changes) -> None:
        page.tables_changed(set(changes.ids))

    database.subscribe(hear)
    page.resize(1200, 760)
    page.show()
    QApplication.processEvents()
    return page


def seen(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def answering(
    monkeypatch: pytest.MonkeyPatch, reply: Callable[[Any], object], module: Any = page_module
) -> None:
    """Put an answer in the place of the next dialogs of this module."""

    def show(dialog: QDialog) -> bool:
        dialog.show()
        reply(dialog)
        taken = dialog.result() == QDialog.DialogCode.Accepted
        dialog.close()
        return taken

    monkeypatch.setattr(module, "answered", show)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def programme_of(desk: RecordingDesk) -> int:
    assert desk.programme_id is not None
    return desk.programme_id


def waves_of(database: Database, desk: RecordingDesk) -> tuple[queries.WaveRow, ...]:
    with database.read() as db:
        return queries.waves(db, programme_of(desk))


def test_before_anything_is_asked_the_page_says_how_to_begin(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    page = shown(qtbot, desk, database)
    assert page.begin_button.isVisible()
    assert desk.words("evaluation.empty.title") in seen(page)
    click(page.pairing_button)
    assert desk.gone == [("pairing", {})]


def test_a_ready_survey_is_opened_with_enter_and_can_be_taken_back(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)

    def reply(dialog: Any) -> None:
        dialog.survey.set_value("2")
        assert dialog.name.value() == "Khảo sát giữa kỳ – 05/2026"
        QTest.keyClick(dialog.name.edit, Qt.Key.Key_Return)

    answering(monkeypatch, reply)
    click(page.begin_button)
    (wave,) = waves_of(database, desk)
    assert (wave.survey.kind, wave.opens_on, wave.closes_on) == ("midterm", TODAY, date(2026, 6, 3))
    assert wave.asked == 2 * len(pairs_of(database, programme_of(desk)))
    assert list(page.list.items) == [wave.id]
    assert page.list.items[wave.id].isChecked()
    assert desk.said[-1].undo
    database.undo()
    assert page.begin_button.isVisible()
    with database.read() as db:
        assert queries.surveys(db, programme_of(desk)) == ()


def test_pairs_that_are_due_are_offered_and_only_they_are_asked(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(database, programme_of(desk))
    open_ready(database, programme_of(desk), "midterm")
    page = shown(qtbot, desk, database)
    met = {pair.id for pair in pairs_of(database, programme_of(desk)) if pair.sessions}
    assert desk.words("evaluation.due.fit", n=len(met)) in seen(page)
    answering(monkeypatch, lambda dialog: dialog.accept())
    click(page.due_buttons["fit"])
    wave = waves_of(database, desk)[0]
    assert wave.survey.kind == "fit"
    assert {row.pair_id for row in asked_in(database, wave.id)} == met
    assert not page.due_buttons["fit"].isVisible()


def test_what_will_not_do_is_said_in_the_dialog_and_nothing_is_opened(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)

    def reply(dialog: Any) -> None:
        dialog.form.set_values({"name": "", "closes_on": date(2026, 1, 1)})
        click(dialog.accept_button)
        assert desk.words("evaluation.problem.name_missing") in seen(dialog)
        dialog.form.set_values({"name": "Đợt", "opens_on": None})
        click(dialog.accept_button)
        assert desk.words("evaluation.problem.opens_on_missing") in seen(dialog)

    answering(monkeypatch, reply)
    click(page.begin_button)
    assert waves_of(database, desk) == ()


def test_the_same_name_is_not_proposed_twice(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ready(database, programme_of(desk), "pulse", name="Khảo sát nhanh – 05/2026")
    page = shown(qtbot, desk, database)
    names = []

    def reply(dialog: Any) -> None:
        dialog.survey.set_value("1")
        names.append(dialog.name.value())
        dialog.name.edit.setText("Tên riêng")
        dialog.survey.set_value("0")
        names.append(dialog.name.value())

    answering(monkeypatch, reply)
    click(page.open_button)
    assert names == ["Khảo sát nhanh – 05/2026 (2)", "Tên riêng"]


def test_results_show_means_shares_and_what_people_wrote(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    wave_id = open_ready(database, programme_of(desk), "pulse")
    feeling, rhythm, free = questions_of(database, wave_id)
    rows = asked_in(database, wave_id)
    page = shown(qtbot, desk, database)
    answer(database, rows[0].id, {feeling.id: 5, rhythm.id: 0, free.id: "Cảm ơn chương trình"})
    answer(database, rows[1].id, {feeling.id: 4, rhythm.id: 0})
    text = seen(page.panel)
    assert desk.words("evaluation.mean", mean="4,5") in text
    assert desk.words("evaluation.count", n=2, share=100) in text
    assert "Cảm ơn chương trình" in text
    assert rows[0].name in text
    desk.speak("en")
    assert desk.words("evaluation.mean", mean="4.5") in seen(page.panel)
    assert rhythm.wording("en") in seen(page.panel)


def test_arrow_keys_go_from_wave_to_wave(qtbot: QtBot, desk: RecordingDesk, database: Database) -> None:
    first = open_ready(database, programme_of(desk), "fit", name="Trước", opens_on=date(2026, 4, 1))
    second = open_ready(database, programme_of(desk), "pulse", name="Sau", opens_on=date(2026, 5, 1))
    page = shown(qtbot, desk, database)
    assert page.panel.name.text() == "Sau"
    page.list.items[second].setFocus()
    QTest.keyClick(page.list.items[second], Qt.Key.Key_Down)
    assert page.panel.name.text() == "Trước"
    page.arrive(survey=second, view="people")
    assert page.list.items[second].isChecked()
    assert not page.list.items[first].isChecked()
    assert page.panel.people.isVisible()


def test_those_who_have_not_answered_are_listed_and_their_emails_copied(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    wave_id = open_ready(database, programme_of(desk), "pulse")
    rows = asked_in(database, wave_id)
    answer(database, rows[0].id, {questions_of(database, wave_id)[0].id: 5})
    page = shown(qtbot, desk, database)
    page.panel.show_view("people")
    page.panel.people.chips.choose("missing")
    assert page.panel.people.model.rowCount() == len(rows) - 1
    click(page.panel.people.copy_button)
    emails = list(dict.fromkeys(row.email for row in rows[1:] if row.email))
    assert QGuiApplication.clipboard().text() == "; ".join(emails)
    assert desk.said[-1].text.startswith(desk.words("evaluation.said.emails_copied", n=len(emails)))


def test_an_answer_is_written_by_hand_amended_and_taken_back(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave_id = open_ready(database, programme_of(desk), "midterm")
    row = asked_in(database, wave_id)[0]
    assert row.pair_id is not None
    asked = questions_of(database, wave_id)
    several = next(one for one in asked if one.kind == "several")
    page = shown(qtbot, desk, database)
    page.panel.show_view("people")
    people = page.panel.people
    assert not people.answer_button.isEnabled()
    assert people.table.select_id(row.id)

    def first(dialog: Any) -> None:
        dialog.form.set_values({str(asked[0].id): "2", str(several.id): ["0", "3"]})
        dialog.form.set_values({"on": date(2026, 5, 18)})
        click(dialog.accept_button)

    answering(monkeypatch, first)
    click(people.answer_button)
    with database.read() as db:
        assert queries.answers(db, wave_id) == {(row.id, asked[0].id): 2, (row.id, several.id): [0, 3]}
    assert asked_in(database, wave_id)[0].answered_on == date(2026, 5, 18)
    feelings = [one.feeling for one in _pair(database, desk, row.pair_id).pulses]
    assert feelings == [2]

    def again(dialog: Any) -> None:
        assert dialog.form.values()[str(several.id)] == ["0", "3"]
        assert "on" not in dialog.form.fields
        dialog.form.set_values({str(asked[0].id): ""})
        click(dialog.accept_button)

    answering(monkeypatch, again)
    people.table.setFocus()
    QTest.keyClick(people.table, Qt.Key.Key_Return)
    assert _pair(database, desk, row.pair_id).pulses == ()
    assert asked_in(database, wave_id)[0].answered_on == date(2026, 5, 18)
    database.undo()
    assert [one.feeling for one in _pair(database, desk, row.pair_id).pulses] == [2]


def _pair(database: Database, desk: RecordingDesk, pair_id: int) -> Any:
    return next(one for one in pairs_of(database, programme_of(desk)) if one.id == pair_id)


def test_a_wave_goes_out_as_workbooks_and_as_text(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave_id = open_ready(database, programme_of(desk), "midterm")
    page = shown(qtbot, desk, database)
    click(page.panel.buttons["send"])
    assert desk.gone == [("workbooks", {"survey": wave_id})]
    texts = []

    def reply(dialog: Any) -> None:
        click(dialog.language.segment("en"))
        click(dialog.role.segment("mentor"))
        click(dialog.copy_button)
        texts.append(QGuiApplication.clipboard().text())

    answering(monkeypatch, reply)
    click(page.panel.buttons["form_text"])
    asked = questions_of(database, wave_id)
    assert texts[0].startswith("1. Your full name")
    for one in asked:
        assert (one.wording("en") in texts[0]) == one.asks("mentor")


def test_a_wave_is_renamed_closed_and_removed_unless_somebody_answered(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave_id = open_ready(database, programme_of(desk), "pulse")
    page = shown(qtbot, desk, database)

    def reply(dialog: Any) -> None:
        dialog.form.set_values({"name": "Tên mới"})
        click(dialog.accept_button)

    answering(monkeypatch, reply)
    click(page.panel.buttons["edit_wave"])
    assert page.panel.name.text() == "Tên mới"
    click(page.panel.buttons["close_wave"])
    assert waves_of(database, desk)[0].closes_on == TODAY
    assert page.panel.state.text() == desk.words("evaluation.state.last_day")
    row = asked_in(database, wave_id)[0]
    question = questions_of(database, wave_id)[0]
    answer(database, row.id, {question.id: 3})
    click(page.panel.buttons["remove_wave"])
    assert desk.said[-1].text == desk.words("evaluation.problem.wave_answered")
    answer(database, row.id, {question.id: None})
    click(page.panel.buttons["remove_wave"])
    assert waves_of(database, desk) == ()
    assert desk.said[-1].undo


def test_newcomers_are_offered_while_there_are_some(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    pair = pairs_of(database, programme_of(desk))[0]
    with database.step("evaluation.step.open", wave="A") as db:
        from nhipcau.surveys.service import add_survey, open_wave

        survey_id = add_survey(db, programme_of(desk), "pulse")
        wave_id = open_wave(db, survey_id, {"name": "A", "opens_on": TODAY}, pair_ids=[pair.id])
    page = shown(qtbot, desk, database)
    assert page.panel.buttons["newcomers"].isVisible()
    click(page.panel.buttons["newcomers"])
    assert len(asked_in(database, wave_id)) == 2 * len(pairs_of(database, programme_of(desk)))
    assert not page.panel.buttons["newcomers"].isVisible()


def test_questions_are_put_better_moved_added_and_copied(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)

    def questions(dialog: Any) -> None:
        dialog.survey.set_value("1")
        assert dialog.questions.count() == 3
        answering(monkeypatch, amend, questions_dialog)
        dialog.questions.setCurrentRow(2)
        click(dialog.buttons_of["amend"])
        click(dialog.buttons_of["up"])
        answering(monkeypatch, add, questions_dialog)
        click(dialog.buttons_of["add"])
        assert not dialog.buttons_of["discard"].isEnabled()
        answering(monkeypatch, lambda names: names.accept(), questions_dialog)
        click(dialog.buttons_of["copy"])
        assert dialog.questions.count() == 4
        click(dialog.buttons_of["remove"])
        assert dialog.questions.count() == 3

    def amend(dialog: Any) -> None:
        dialog.form.set_values({"wording_vi": "Bạn muốn nói gì với chúng tôi?"})
        click(dialog.accept_button)

    def add(dialog: Any) -> None:
        dialog.form.set_values({"wording_vi": "Bạn có đủ thời gian không?", "kind": "one_choice"})
        click(dialog.accept_button)
        assert desk.words("evaluation.problem.options_missing") in seen(dialog)
        dialog.form.set_values({"options_vi": "Đủ\nChưa đủ\n"})
        click(dialog.accept_button)

    answering(monkeypatch, questions)
    click(page.empty)  # nothing happens beside the buttons
    page.questions_button.click()
    with database.read() as db:
        pulse, own = queries.surveys(db, programme_of(desk))
        wordings = [row.wording_vi for row in queries.questions(db, pulse.id)]
        assert [row.wording_vi for row in queries.questions(db, own.id)] == wordings[1:]
    assert wordings[1] == "Bạn muốn nói gì với chúng tôi?"
    assert wordings[3] == "Bạn có đủ thời gian không?"
    assert (pulse.kind, own.kind, own.name("vi")) == ("pulse", "own", "Khảo sát nhanh (bản của chúng tôi)")


def test_a_question_somebody_answered_opens_only_its_wording(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave_id = open_ready(database, programme_of(desk), "pulse")
    feeling = questions_of(database, wave_id)[0]
    answer(database, asked_in(database, wave_id)[0].id, {feeling.id: 4})
    page = shown(qtbot, desk, database)

    def questions(dialog: Any) -> None:
        answering(monkeypatch, amend, questions_dialog)
        QTest.keyClick(dialog.questions, Qt.Key.Key_Return)
        assert dialog.isVisible()
        click(dialog.buttons_of["remove"])
        assert desk.words("evaluation.problem.question_kept") in seen(dialog)

    def amend(dialog: Any) -> None:
        assert not dialog.kind.isEnabled()
        dialog.form.set_values({"wording_vi": "Cặp của bạn thế nào?"})
        click(dialog.accept_button)

    answering(monkeypatch, questions)
    click(page.panel.buttons["edit_questions"])
    assert questions_of(database, wave_id)[0].wording("vi") == "Cặp của bạn thế nào?"


def test_without_a_programme_or_pairs_nothing_breaks(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)
    desk.programme_id = programme(database)
    desk.programme_changed.emit()

    def reply(dialog: Any) -> None:
        click(dialog.accept_button)
        assert desk.words("evaluation.problem.nobody") in seen(dialog)

    answering(monkeypatch, reply)
    click(page.begin_button)
    desk.programme_id = None
    desk.programme_changed.emit()
    assert not page.open_button.isEnabled()


def test_who_is_not_asked_any_more_is_not_reminded(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    wave_id = open_ready(database, programme_of(desk), "pulse")
    over = asked_in(database, wave_id)[0]
    with database.step("pairs.step.end", name="x") as db:
        end_pair(db, over.pair_id or 0, "Không hợp")
    page = shown(qtbot, desk, database)
    page.panel.show_view("people")
    click(page.panel.people.copy_button)
    rows = [row for row in asked_in(database, wave_id) if row.pair_id != over.pair_id]
    emails = list(dict.fromkeys(row.email for row in rows if row.email))
    assert QGuiApplication.clipboard().text() == "; ".join(emails)
    assert "Bcc" in desk.said[-1].text
