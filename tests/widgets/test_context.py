"""An action is one step, said with the way to take it back; what is refused says why."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QApplication
from tests.support.desk import RecordingDesk

from nhipcau.common.errors import Problem, Rejected
from nhipcau.widgets.context import Context


class Steps:
    """Notes which steps were stored."""

    def __init__(self) -> None:
        self.stored: list[tuple[str, dict[str, object]]] = []

    @contextmanager
    def step(self, label: str, **values: object) -> Iterator[list[str]]:
        yield []
        self.stored.append((label, values))


@pytest.fixture
def desk(qapp: QApplication) -> RecordingDesk:
    return RecordingDesk("en")


def test_what_was_done_is_said_with_the_way_to_take_it_back(desk: RecordingDesk) -> None:
    steps = Steps()
    with Context(desk, steps).do("skills.step.keep", "skills.said.keep", wording="Excel") as db:
        db.append("written")
        assert desk.said == [], "not before it is stored"
    assert steps.stored == [("skills.step.keep", {"wording": "Excel"})]
    assert [(one.text, one.undo) for one in desk.said] == [
        (desk.words("skills.said.keep", wording="Excel"), True)
    ]


def test_what_the_page_shows_by_itself_is_not_said(desk: RecordingDesk) -> None:
    with Context(desk, Steps()).do("skills.step.keep", wording="Excel"):
        pass
    assert desk.said == []


def test_what_fails_is_neither_stored_nor_said(desk: RecordingDesk) -> None:
    steps = Steps()
    with (
        pytest.raises(ValueError, match="no"),
        Context(desk, steps).do("skills.step.keep", "skills.said.keep"),
    ):
        raise ValueError("no")
    assert (steps.stored, desk.said) == ([], [])


def test_an_attempt_that_is_refused_says_why(desk: RecordingDesk) -> None:
    def refuse(_: list[str]) -> None:
        raise Rejected(Problem("shell.file.first"))

    context = Context(desk, Steps())
    assert not context.attempt("skills.step.keep", refuse, "skills.said.keep", wording="Excel")
    assert context.attempt("skills.step.keep", list.copy, "skills.said.keep", wording="Excel")
    assert [(one.tone, one.undo) for one in desk.said] == [("warn", False), ("good", True)]
