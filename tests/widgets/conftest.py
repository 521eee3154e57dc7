"""Widgets are tested in their real dress, at ordinary text size."""

import pytest
from PySide6.QtWidgets import QApplication

from nhipcau.widgets.theme import LIGHT, apply_theme


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    apply_theme(qapp, LIGHT)
