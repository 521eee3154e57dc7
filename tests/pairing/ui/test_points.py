"""The points of a pair, criterion by criterion."""

import pytest
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import texts

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.pairing.explanation.results import Part
from nhipcau.pairing.settings.pairing_input import Phrase
from nhipcau.pairing.ui.plan.fit_parts import PointsTable

LABEL = Phrase("pairing.criterion.strengths_goals")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_criterion_nobody_could_be_compared_by_is_no_bad_mark(qtbot: QtBot, language: Language) -> None:
    words = Words(language)
    part = Part("strengths_goals", LABEL, 0, 1764, no_answer=True)
    table = PointsTable([part], words)
    qtbot.addWidget(table)
    table.show()
    told = texts(table)
    assert "0,00 / 17" not in told
    assert "0.00 / 17" not in told
    assert words("pairs.details.too_few") in told
    assert words("pairs.details.no_answer") not in told
    assert "trung bình" not in texts(table)
    assert "average" not in texts(table)


def test_an_average_is_called_so_where_there_is_one(qtbot: QtBot) -> None:
    words = Words("vi")
    part = Part("strengths_goals", LABEL, 882, 1764, no_answer=True)
    table = PointsTable([part], words)
    qtbot.addWidget(table)
    assert "9 / 18" in texts(table)
    assert "trung bình" in texts(table)
