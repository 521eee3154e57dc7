"""The rules a coordinator sees in a reverse programme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support.pairing import mentee, mentor, programme

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.pairing.settings.pairing_input import PairingInput, Rules
from nhipcau.pairing.settings.rules import default_rules
from nhipcau.pairing.ui.criteria.rules_part import RulesPart


def shown(qtbot: QtBot, kind: str, rules: Rules, language: Language = "en") -> RulesPart:
    people: PairingInput = programme([mentee(1), mentor(2)], rules=rules)
    part = RulesPart()
    qtbot.addWidget(part)
    part.show_rules(PairingInput(1, kind, people.candidates, settings=people.settings), Words(language))
    part.resize(400, 500)
    part.show()
    return part


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reporting_line_stays_on_and_says_why(qtbot: QtBot, language: Language) -> None:
    part = shown(qtbot, "reverse", Rules(avoid_reporting_line=False), language)
    row = part.switches["avoid_reporting_line"]
    assert row.box.isChecked()
    assert not row.box.isEnabled()
    assert Words(language)("pairs.rules.always.avoid_reporting_line") == row.label.text()
    QTest.mouseClick(row.label, Qt.MouseButton.LeftButton)
    assert row.box.isChecked()
    assert part.amended(Rules()).avoid_reporting_line
    assert all(
        part.switches[name].box.isEnabled() for name in part.switches if name != "avoid_reporting_line"
    )


def test_elsewhere_it_can_be_switched_off(qtbot: QtBot) -> None:
    part = shown(qtbot, "traditional", Rules())
    QTest.mouseClick(part.switches["avoid_reporting_line"].label, Qt.MouseButton.LeftButton)
    assert not part.amended(Rules()).avoid_reporting_line


def test_the_level_is_said_in_the_direction_of_the_programme(qtbot: QtBot) -> None:
    parts = {kind: shown(qtbot, kind, default_rules(kind, ())) for kind in ("traditional", "reverse", "peer")}
    said = {kind: part.gap_least.label.text() for kind, part in parts.items()}
    assert "senior" in said["traditional"]
    assert "junior" in said["reverse"]
    assert "apart" in said["peer"]
    assert parts["reverse"].gap_least.value == 1
