"""Anonymous waves on the page of surveys, through what is seen of it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support.anonymous import (
    LEARNT,
    TAKEN,
    AnonymousSurvey,
    asked_anonymously,
    filled,
    people_of,
    secret,
    take,
)
from tests.support.desk import RecordingDesk
from tests.support.sessions import hold_clock

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.surveys.anonymous_waves import take_together
from nhipcau.surveys.queries import WaveRow, waves
from nhipcau.surveys.ui import page as page_module
from nhipcau.surveys.ui.page import SurveysPage


@pytest.fixture
def survey(database: Database) -> AnonymousSurvey:
    hold_clock()
    return asked_anonymously(database)


def shown(
    qtbot: QtBot, database: Database, survey: AnonymousSurvey, language: Language = "vi"
) -> SurveysPage:
    desk = RecordingDesk(language, programme_id=survey.programme_id)
    page = SurveysPage(desk, database)
    desk.setParent(page)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    QApplication.processEvents()
    return page


def seen(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def answering(monkeypatch: pytest.MonkeyPatch, reply: Callable[[Any], object]) -> None:
    def show(dialog: QDialog) -> bool:
        dialog.show()
        reply(dialog)
        taken = dialog.result() == QDialog.DialogCode.Accepted
        dialog.close()
        return taken

    monkeypatch.setattr(page_module, "answered", show)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def waves_of(database: Database, survey: AnonymousSurvey) -> tuple[WaveRow, ...]:
    with database.read() as db:
        return waves(db, survey.programme_id)


def test_a_wave_is_made_anonymous_by_a_box_that_says_what_it_means(
    qtbot: QtBot, database: Database, survey: AnonymousSurvey, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, database, survey)

    def reply(dialog: Any) -> None:
        dialog.survey.set_value(str(dialog.survey.combo.count() - 1))
        box = dialog.anonymous.box("anonymous")
        assert not box.isChecked()
        assert page.desk.words("evaluation.anonymous.means") in seen(dialog)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        click(dialog.accept_button)

    answering(monkeypatch, reply)
    click(page.open_button)
    made = waves_of(database, survey)[0]
    assert (made.anonymous, made.asked, made.survey.kind) == (True, 12, "own")
    assert page.desk.words("evaluation.anonymous.mark") in page.panel.days.text()


@pytest.mark.parametrize(("place", "problem"), [("0", "anonymous_fit"), ("2", "anonymous_one_role")])
def test_what_cannot_be_anonymous_is_said_in_the_dialog(
    qtbot: QtBot,
    database: Database,
    survey: AnonymousSurvey,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    problem: str,
) -> None:
    from nhipcau.pairing.explanation.results import ProposedPair
    from nhipcau.pairing.store.service import confirm_pairs

    people = people_of(database, survey)
    mentors = [row.participant_id for row in people if row.role == "mentor"]
    mentees = [row.participant_id for row in people if row.role == "mentee"]
    with database.step("pairs.step.confirm", n=6) as db:
        twos = zip(mentees, mentors, strict=True)
        confirm_pairs(db, survey.programme_id, [ProposedPair(*two, 5_000, (), ()) for two in twos])
    before = waves_of(database, survey)
    page = shown(qtbot, database, survey)
    said: list[str] = []

    def reply(dialog: Any) -> None:
        dialog.survey.set_value(place)
        dialog.anonymous.set_value(["anonymous"])
        click(dialog.accept_button)
        assert dialog.isVisible()
        said.append(seen(dialog))

    answering(monkeypatch, reply)
    click(page.open_button)
    assert page.desk.words(f"evaluation.problem.{problem}") in said[0]
    assert waves_of(database, survey) == before


def test_who_has_answered_is_seen_and_nobodys_answers_can_be_written(
    qtbot: QtBot, database: Database, survey: AnonymousSurvey, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = people_of(database, survey)
    take(database, survey, [row.id for row in people[:5]])
    page = shown(qtbot, database, survey)
    page.panel.show_view("people")
    asked: list[object] = []
    answering(monkeypatch, asked.append)
    assert not page.panel.people.answer_button.isVisible()
    table = page.panel.people.table
    assert table.isColumnHidden(1), "about whom: nobody"
    table.select_id(people[0].id)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == []
    chips = page.panel.people.chips
    chips.choose("answered")
    assert "5/12" in page.panel.results.findChildren(QLabel)[0].text()  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_figures_are_shown_from_five_answers_and_texts_from_ten(
    qtbot: QtBot, database: Database, survey: AnonymousSurvey, language: Language
) -> None:
    people = [row.id for row in people_of(database, survey)]
    scale = survey.questions[0]
    forms = {one: filled(survey, one) for one in people[:9]}
    del forms[people[0]][scale]
    first, second = dict(list(forms.items())[:5]), dict(list(forms.items())[4:9])
    for group in (first,):
        with database.step("surveys.step.take_anonymous", n=5) as db:
            take_together(db, survey.wave_id, group, TAKEN)
    page = shown(qtbot, database, survey, language)
    words = page.desk.words
    text = seen(page)
    assert text.count(words("evaluation.anonymous.more", n=1)) >= 1, "the scale, with four answers"
    assert words("evaluation.anonymous.more", n=5) in text, "what was written, with five"
    assert words("evaluation.mean", mean="") not in text
    assert not any(secret(one, LEARNT) in text for one in people)
    del second[people[4]]
    second[people[9]] = {scale: 3}
    with database.step("surveys.step.take_anonymous", n=5) as db:
        take_together(db, survey.wave_id, second, TAKEN)
    page.refresh()
    text = seen(page)
    assert words("evaluation.anonymous.more", n=1) in text, "nine of ten texts"
    assert not any(secret(one, LEARNT) in text for one in people)
    assert words("evaluation.question.answered", n=9, asked=12) in text
    assert not any(row.name in seen(page.panel.results) for row in people_of(database, survey))  # type: ignore[arg-type]


def test_ten_texts_are_shown_without_a_name_or_a_side(
    qtbot: QtBot, database: Database, survey: AnonymousSurvey
) -> None:
    people = people_of(database, survey)
    take(database, survey, [row.id for row in people[:10]])
    page = shown(qtbot, database, survey)
    assert page.panel.results is not None
    text = seen(page.panel.results)
    assert all(secret(row.id, LEARNT) in text for row in people[:10])
    assert not any(row.name in text for row in people)
    for role in ("mentor", "mentee"):
        assert page.desk.words(f"common.{role}") not in text
        assert page.desk.words(f"evaluation.answered_by.{role}", n=5, asked=6) not in text


def test_the_text_for_a_form_says_the_truth_about_the_service(
    qtbot: QtBot, database: Database, survey: AnonymousSurvey, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, database, survey)
    texts: list[str] = []

    def reply(dialog: Any) -> None:
        texts.extend((dialog.text_box.toPlainText(), seen(dialog)))
        dialog.reject()

    answering(monkeypatch, reply)
    click(page.panel.buttons["form_text"])
    assert page.desk.words("evaluation.form.name_anonymous") in texts[0]
    assert page.desk.words("evaluation.form.name_anonymous_hint") in texts[0]
    assert page.desk.words("evaluation.anonymous.text_how") in texts[1]
