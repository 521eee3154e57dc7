"""What the File menu does: new, open, sample, copy, restore, close, and what a dropped file means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nhipcau.common.paths import data_folder
from nhipcau.widgets.file_choice import FileChoice

if TYPE_CHECKING:
    from nhipcau.common.preferences import Preferences
    from nhipcau.database import Database
    from nhipcau.shell.files.data_file import DataFile
    from nhipcau.shell.working_desk import WorkingDesk

SUFFIX: Final = ".nhipcau"
WORKBOOKS: Final = frozenset({".xlsx", ".csv", ".tsv"})


def default_file() -> Path:
    return data_folder() / f"organisation{SUFFIX}"


def sample_file() -> Path:
    return data_folder() / f"sample{SUFFIX}"


class FileCommands(QObject):
    """Opens and makes files; `answers_chosen` carries workbooks to import."""

    answers_chosen = Signal(list)

    def __init__(self, window: QWidget, desk: WorkingDesk, data: DataFile, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._data = data
        self._preferences = preferences
        self._choice = FileChoice(desk.folders, window, "data", data_folder())

    def begin(self, path: Path | None, *, sample: bool) -> None:
        """Open what the start asked for, else the last file, else the default one, made when it is missing."""
        if sample:
            self.open_sample()
        elif path is not None:
            self._data.open(path)
        elif self._preferences.last_file:
            self._data.open(Path(self._preferences.last_file))
        else:
            target = default_file()
            self._data.open(target, create=not target.exists())

    def new(self) -> None:
        # A file that exists is refused, never replaced, so there is nothing to confirm.
        title = self._desk.words("shell.do.new")
        chosen = self._choice.save(title, "", self._filter(), may_replace=False)
        if chosen:
            self._data.open(_with_suffix(Path(chosen)), create=True)

    def open(self) -> None:
        chosen = self.choose_data_file(self._desk.words("shell.do.open"))
        if chosen is not None:
            self._data.open(chosen)

    def choose_data_file(self, title: str) -> Path | None:
        """Ask for a data file that is there."""
        chosen = self._choice.open(title, self._filter())
        return Path(chosen) if chosen else None

    def open_sample(self) -> None:
        path = sample_file()
        self._data.open(path, create=not path.exists(), sample=True)

    def choose_answers(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in sorted(WORKBOOKS))
        chosen = FileChoice(self._desk.folders, self._window, "answers").open_several(
            self._desk.words("shell.welcome.answers.button"),
            f"{self._desk.words('shell.files.answers')} ({kinds})",
        )
        if chosen:
            self.answers_chosen.emit([Path(name) for name in chosen])

    def copy(self) -> None:
        database = self._data.database
        if database is None:
            return
        suggestion = database.path.with_stem(database.path.stem + "-2")
        chosen = FileChoice(self._desk.folders, self._window, "copy", database.path.parent).save(
            self._desk.words("shell.do.copy"), suggestion.name, self._filter()
        )
        if chosen:
            self.save_copy(_with_suffix(Path(chosen)))

    def save_copy(self, target: Path) -> None:
        def work(database: Database) -> Path:
            from nhipcau.database import save_copy

            database.look(wait=True)
            save_copy(database.path, target)
            return target

        self._data.with_database(self._desk.words("shell.copying"), work, self._copied)

    def _copied(self, target: Path) -> None:
        self._desk.say(self._desk.words("shell.copied", name=target.name), file=target)

    def close(self) -> None:
        self._data.leave(self._desk.words("shell.leaving"), _nothing_more)

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Open a data file, or carry workbooks to the import. Says whether anything could be used."""
        for path in paths:
            if path.suffix.lower() == SUFFIX:
                self._data.open(path)
                return True
        answers = [path for path in paths if path.suffix.lower() in WORKBOOKS]
        if answers:
            self.answers_chosen.emit(answers)
        return bool(answers)

    def _filter(self) -> str:
        return f"{self._desk.words('shell.files.data')} (*{SUFFIX})"


def usable(paths: Sequence[Path]) -> bool:
    """Say whether a drop of these files would do anything."""
    return any(path.suffix.lower() == SUFFIX or path.suffix.lower() in WORKBOOKS for path in paths)


def _with_suffix(path: Path) -> Path:
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def _nothing_more() -> None:
    """Go nowhere: closing was all that was wanted."""
