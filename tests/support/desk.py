"""A desk that remembers what a page asked of it and does long work at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.widgets.desk import Desk, Plain, Running
from nhipcau.widgets.theme import LIGHT, Tokens

T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    text: str
    undo: bool
    tone: str
    file: Path | None = None


class _Over:
    is_cancelled = False

    def cancel(self) -> None:
        """Nothing is under way any more."""


class RecordingDesk(Desk):
    """`said`, `gone`, `ran` and `saved` hold what was asked, oldest first."""

    def __init__(
        self, language: Language = "vi", tokens: Tokens = LIGHT, programme_id: int | None = None
    ) -> None:
        super().__init__(Words(language), tokens)
        self.programme_id = programme_id
        self.said: list[Said] = []
        self.gone: list[tuple[str, dict[str, object]]] = []
        self.ran: list[str] = []
        self.saved: list[tuple[str, tuple[str, ...], list[list[Plain]]]] = []

    def say(self, text: str, *, undo: bool = False, tone: str = "good", file: Path | None = None) -> None:
        self.said.append(Said(text, undo, tone, file))

    def run(
        self,
        label: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Running:
        self.ran.append(label)
        try:
            result = work(Progress())
        except Exception as error:
            if failed is None:
                raise
            failed(error)
        else:
            done(result)
        return _Over()

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        try:
            found = work()
        except Exception as error:
            if failed is None:
                raise
            failed(error)
        else:
            done(found)

    def save_table(self, title: str, headings: Sequence[str], rows: Sequence[Sequence[Plain]]) -> None:
        self.saved.append((title, tuple(headings), [list(row) for row in rows]))

    def go(self, route: str, **arguments: object) -> None:
        self.gone.append((route, arguments))

    def speak(self, language: Language) -> None:
        """Change the language as the user would."""
        self.words.language = language
        self.language_changed.emit()
