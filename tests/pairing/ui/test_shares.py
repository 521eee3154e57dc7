"""Rules about shares: filled in as a sentence, followed by the plan, and what becomes of them said."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import answering, shown, texts

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.pairing.explanation.results import QuotaResult
from nhipcau.pairing.settings.pairing_input import QuotaSetting
from nhipcau.pairing.ui.criteria.quota_dialog import ShareDialog
from nhipcau.pairing.ui.criteria.quotas_part import outcome
from nhipcau.pairing.ui.page import PairingPage


def add_share(page: PairingPage, share: str = "half") -> None:
    """Say that at least so many pairs are of different departments."""

    def answer(dialog: ShareDialog) -> None:
        dialog.kinds.choose("different")
        sentence = dialog.sentences["different"]
        sentence.gaps["attribute"].setCurrentText("department")
        sentence.gaps["percent"].setEditText(share)
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    answering(page, answer)
    QTest.mouseClick(page.panel.shares.add, Qt.MouseButton.LeftButton)


def test_a_share_is_filled_in_as_a_sentence_and_met(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    add_share(page, "half")
    assert page.reading is not None
    quotas = page.reading.people.settings.quotas
    assert [(one.kind, one.attribute, one.bound, one.percent) for one in quotas] == [
        ("different", "department", "least", 50)
    ]
    assert "At least 50% of the pairs differ in department" in texts(page.panel.shares)
    assert page.panel.shares.rows[0].outcome.text().startswith("Met:")
    assert desk.said[-1].undo
    database.undo()
    assert not page.panel.shares.rows


def test_a_share_that_cannot_be_met_says_how_near_the_plan_comes(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    add_share(page, "100%")
    assert page.reading is not None
    row = page.panel.shares.rows[0].outcome
    assert row.text().startswith(("Met: 9 of 9", "Cannot be met"))


def test_a_share_is_changed_and_removed(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    add_share(page, "half")

    def answer(dialog: ShareDialog) -> None:
        assert dialog.kind == "different"
        dialog.sentences["different"].gaps["percent"].setEditText("40")
        dialog.accept()

    answering(page, answer)
    QTest.mouseClick(page.panel.shares.rows[0].edit, Qt.MouseButton.LeftButton)
    assert page.reading is not None
    assert [one.percent for one in page.reading.people.settings.quotas] == [40]
    QTest.mouseClick(page.panel.shares.rows[0].remove, Qt.MouseButton.LeftButton)
    assert not page.reading.people.settings.quotas


def test_a_sentence_with_an_empty_gap_is_not_taken(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)

    def answer(dialog: ShareDialog) -> None:
        dialog.sentences["partner"].gaps["percent"].setEditText("a few")
        assert not dialog.accept_button.isEnabled()
        dialog.sentences["partner"].gaps["percent"].setEditText("30")
        assert dialog.accept_button.isEnabled()
        dialog.reject()

    answering(page, answer)
    QTest.mouseClick(page.panel.shares.add, Qt.MouseButton.LeftButton)
    assert page.reading is not None
    assert not page.reading.people.settings.quotas


def test_what_becomes_of_a_share_is_said() -> None:
    words = Words("en")
    women = QuotaSetting("partner", "gender", "Nữ", "Nữ", "least", 50)
    assert outcome([QuotaResult(women, 3, 5, kept=True)], words) == ("Met: 3 of 5", True)
    text, well = outcome([QuotaResult(women, 2, 5, kept=False)], words)
    assert text == "Cannot be met. The nearest possible: 2 of 5 (40%)"
    assert not well
    assert outcome([], words)[1]
