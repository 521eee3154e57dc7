"""The open file was moved, removed or replaced by another program: both versions are kept, and she chooses."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from nhipcau.common.progress import Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from nhipcau.common.preferences import Preferences
    from nhipcau.database import Database, Displaced, StepName
    from nhipcau.database.versions import Choices, Divergence, MergeReport
    from nhipcau.shell.files.data_file import DataFile
    from nhipcau.shell.working_desk import WorkingDesk

MERGE: Final = "database.step.merge_versions"
"""The name of the step that merges."""


class DisplacedFile(QObject):
    """Gives the file up, asks, and does what was chosen."""

    changed = Signal()
    """A version waits, or waits no longer."""

    def __init__(self, desk: WorkingDesk, data: DataFile, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._preferences = preferences
        self._desk = desk
        self._data = data
        self._window = window
        self._busy = False
        self._merging: Displaced | None = None
        self._compared: Path | None = None
        data.opened.connect(self._on_opened)
        data.refused.connect(self._forget_merge)
        data.flawed.connect(self._forget_merge)
        data.turned.connect(self._on_turned)

    def begin(self) -> None:
        """Keep both versions; where that fails the file stays open, and is tried again at the next look."""
        database = self._data.database
        if database is None or self._busy:
            return
        self._busy = True
        path = database.path

        def kept(found: Displaced | None) -> None:
            self._busy = False
            self._data.forget()
            if found is None:
                self._data.open(path)
                self._desk.say(self._desk.words("shell.displaced.newer", name=path.name), tone="info")
            else:
                self._ask(found)

        def failed(error: Exception) -> None:
            self._busy = False
            self._desk.tell(error)

        self._desk.run(
            self._desk.words("shell.displaced.keeping"), lambda _: database.give_up(), kept, failed
        )

    def _ask(self, kept: Displaced) -> None:
        from nhipcau.shell.files.displaced_dialog import DisplacedDialog

        dialog = DisplacedDialog(self._desk, kept, self._window)

        def decided() -> None:
            if not dialog.choice:
                self._decide_later(kept)
            elif dialog.choice == "merge":
                self._merge(kept)
            elif dialog.choice == "theirs":
                self._data.open(kept.path)
            elif dialog.choice == "mine":
                self._use_mine(kept)

        dialog.finished.connect(decided)
        dialog.open()

    def _merge(self, kept: Displaced) -> None:
        """Open the other version, compare the two, and ask what only she can know."""
        self._merging = kept
        self._preferences.versions[str(kept.path)] = str(kept.mine)  # until it is done
        self._data.open(kept.path)

    def _decide_later(self, kept: Displaced) -> None:
        """Keep in mind where her version is: it is offered again whenever the file is opened."""
        self._preferences.versions[str(kept.path)] = str(kept.mine)
        self._preferences.remember_file(kept.mine)
        self._preferences.remember_file(kept.path)
        self._desk.say(self._desk.words("shell.displaced.waiting_said", name=kept.mine.name), tone="info")

    def _on_opened(self) -> None:
        database, kept, self._merging = self._data.database, self._merging, None
        if database is None:
            return
        if kept is not None and database.path == kept.path:
            self._compare(kept.mine)

    def waiting(self, path: Path) -> Path | None:
        """Return her version of a file, where one is kept beside it and waits to be merged."""
        mine = self._preferences.versions.get(str(path))
        if mine is not None and not Path(mine).is_file():
            del self._preferences.versions[str(path)]
            mine = None
        return Path(mine) if mine is not None else None

    def merge_waiting(self) -> None:
        """Compare the open file with her version of it that was kept."""
        database = self._data.database
        mine = self.waiting(database.path) if database is not None else None
        if mine is not None:
            self._compare(mine)

    def _on_turned(self, name: StepName | None, back: bool) -> None:
        """Let the version wait again when the merge is taken back."""
        database = self._data.database
        if database is None or self._compared is None or name is None or name.label != MERGE:
            return
        if back:
            self._preferences.versions[str(database.path)] = str(self._compared)
        else:
            self._preferences.versions.pop(str(database.path), None)
        self.changed.emit()

    def _compare(self, mine: Path) -> None:
        self._compared = mine
        self._data.with_database(
            self._desk.words("shell.merge.comparing"), partial(_compared, mine=mine), self._ask_how
        )

    def _forget_merge(self, _: object) -> None:
        self._merging = None

    def _ask_how(self, divergence: Divergence) -> None:
        if not divergence.same_organisation:
            self._desk.say(self._desk.words("shell.merge.other"), tone="warn")
            return
        from nhipcau.shell.files.merge_versions_dialog import MergeVersionsDialog

        dialog = MergeVersionsDialog(self._desk, divergence, self._window)

        def accepted() -> None:
            work = partial(_merged, divergence=divergence, choices=dialog.choices)
            self._data.with_database(self._desk.words("shell.merge.merging"), work, self._merged)

        dialog.accepted.connect(accepted)
        dialog.open()

    def _merged(self, report: MergeReport) -> None:
        database = self._data.database
        if database is not None:
            self._preferences.versions.pop(str(database.path), None)
        self.changed.emit()
        count = report.counts.get
        taken = sum(count(action, 0) for action in ("taken", "remapped", "merged", "mine", "mixed"))
        said = self._desk.words("shell.merge.done", taken=taken, left=count("theirs", 0))
        if report.refused:
            said += " " + self._desk.words("shell.merge.refused", n=len(report.refused))
        self._desk.say(said, undo=bool(taken))

    def _use_mine(self, kept: Displaced) -> None:
        """Put this version under the name again; the other one is kept as a backup."""
        if not kept.path.parent.is_dir():
            self._data.open(kept.mine)
            return

        def work(_: Progress) -> Path:
            from nhipcau.database import save_copy

            save_copy(kept.mine, kept.path)
            return kept.path

        self._desk.run(self._desk.words("shell.displaced.keeping"), work, self._data.open)


def _compared(database: Database, mine: Path) -> Divergence:
    from nhipcau.database.versions import compare

    return compare(database, mine)


def _merged(database: Database, divergence: Divergence, choices: Choices) -> MergeReport:
    from nhipcau.database.versions import merge

    return merge(database, divergence, choices)
