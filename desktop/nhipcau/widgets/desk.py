"""What every page may ask of the window it lies in: words, messages, long work, and to be taken elsewhere."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from nhipcau.common.errors import Unavailable
from nhipcau.common.preferences import ANSWER_DAYS
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.widgets.theme import Tokens

T = TypeVar("T")
Plain = str | int | float | date | None
"""What a cell of a list is to a spreadsheet."""


class StandingTrouble(NamedTuple):
    """What is wrong until it is mended, with what helps; shown where she begins her day."""

    code: str
    """The text key of the sentence; its gap `why` is filled from `reason`."""
    reason: Unavailable | None = None
    help_key: str = ""
    """The text key of the button."""
    help: Callable[[], None] | None = None

    def sentence(self, words: Words) -> str:
        why = self.reason
        return words(self.code, why=words(why.code, **why.values) if why is not None else "")


class Desk(QObject):
    """The window's services. The shell makes the one that works; tests make a `RecordingDesk`."""

    language_changed = Signal()
    theme_changed = Signal()
    programme_changed = Signal()
    standing_changed = Signal()
    work_ended = Signal()
    """Some work is over: done, failed or cancelled. Who says that it is under way looks again."""

    def __init__(self, words: Words, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.tokens = tokens
        self.programme_id: int | None = None
        self.folders: dict[str, str] = {}
        """Where files of each purpose were last saved or found; the window remembers it between two starts."""
        self.signed_by = ""
        """The name under letters and mails, as the settings have it."""
        self.answer_days = ANSWER_DAYS
        """How many days a workbook that names no day is waited for; the window remembers it as well."""
        self.standing: tuple[StandingTrouble, ...] = ()
        """What is wrong with the open file until it is mended."""

    def show_standing(self, troubles: Sequence[StandingTrouble]) -> None:
        """Replace what is shown as wrong until it is mended."""
        self.standing = tuple(troubles)
        self.standing_changed.emit()

    @property
    def language(self) -> Language:
        return self.words.language

    def say(self, text: str, *, undo: bool = False, tone: str = "good", file: Path | None = None) -> None:
        """Show a toast. `tone` is good, info, warn or bad.

        `undo` adds a button that undoes the newest step, `file` one that shows where it lies (or what lies in it).
        """
        raise NotImplementedError

    def run(
        self,
        label: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> "Running":
        """Do `work` on the worker thread, then call `done` (or `failed`) on this one.

        `label` is what the progress bar says. Without `failed`, Unavailable and Rejected are shown as a toast
        and anything else goes to the bug dialog. A cancelled work calls neither.
        """
        raise NotImplementedError

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read what a page shows on a thread that is for reading only, then call `done` on this one.

        Long work does not keep it waiting. Without `failed` trouble is told as `run` tells it.
        """
        raise NotImplementedError

    def save_table(self, title: str, headings: Sequence[str], rows: Sequence[Sequence[Plain]]) -> None:
        """Ask where a list is to be saved, and write it as a workbook, or as text where the name ends in .csv."""
        raise NotImplementedError

    def go(self, route: str, **arguments: object) -> None:
        """Show the page called `route`, for example `go("participants", participant_id=3)`."""
        raise NotImplementedError


class Running(Protocol):
    """Work under way."""

    def cancel(self) -> None: ...

    @property
    def is_cancelled(self) -> bool: ...
