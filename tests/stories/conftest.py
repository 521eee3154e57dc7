"""Sittings at the window, each closed again."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from tests.support.coordinator import Coordinator

from nhipcau.common.words import Language
from nhipcau.widgets.theme import LIGHT, apply_theme

SitDown = Callable[..., Coordinator]


@pytest.fixture
def sit_down(qapp: QApplication) -> Iterator[SitDown]:
    """Open a window; the program opens the file that is given afterwards with `open`."""
    sitting: list[Coordinator] = []

    def opened(language: Language = "vi") -> Coordinator:
        sitting.append(Coordinator(qapp, language=language))
        return sitting[-1]

    yield opened
    for coordinator in sitting:
        coordinator.leave()
    apply_theme(qapp, LIGHT)
