"""Saving what can still be read of a damaged file into a new one, and the list of what was lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.progress import Progress
from nhipcau.shell.files.backup_list import BackupList
from nhipcau.shell.files.row_words import column_name, row_kind
from nhipcau.widgets.card import Body, Heading, Muted, Section
from nhipcau.widgets.controls import button
from nhipcau.widgets.layout_clearing import clear

if TYPE_CHECKING:
    from nhipcau.database.rescue import Diagnosis, SalvageReport
    from nhipcau.shell.files.data_file import DataFile
    from nhipcau.widgets.desk import Desk

TOLD: Final = ("person", "programme", "participant", "pair", "mentoring_session", "answer", "journal_step")
"""Tables that have a line of their own; the others are told together."""


class RescueSection(Section):
    """Told first what can be read; nothing is written until she asks, and never to the damaged file."""

    told = Signal()
    """The result is shown, and wants to be seen."""

    def __init__(self, desk: Desk, data: DataFile, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._desk = desk
        self._data = data
        self._path: Path | None = None
        self._saved: Path | None = None
        self._diagnosis: Diagnosis | None = None
        self._report: SalvageReport | None = None
        self._result_of: Salvaged | None = None
        self._about = Body()
        self._found = Muted(wrap=True)
        self.add(self._about)
        self.add(self._found)
        self._result = QVBoxLayout()
        self._result.setSpacing(8)
        self.body.addLayout(self._result)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.salvage_button = button(kind="primary", icon="text-search")
        self.salvage_button.clicked.connect(self._on_salvage)
        self.open_button = button(kind="primary", icon="folder-open")
        self.open_button.clicked.connect(self._on_open)
        self.replace_button = button(icon="repeat-2")
        self.replace_button.clicked.connect(self._on_replace)
        self.list_button = button(icon="download")
        self.list_button.clicked.connect(self._on_list)
        for made in (self.salvage_button, self.open_button, self.replace_button, self.list_button):
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_file(self, path: Path, backups: BackupList) -> None:
        """Look into a file; its backups are looked for again by what can be read of it."""
        if path == self._path:
            if self._diagnosis is not None:
                backups.show_file(path, self._diagnosis.uids)
            return
        self._path, self._saved = path, None
        self._diagnosis = self._report = None
        self._show()

        def work(progress: Progress) -> Diagnosis:
            from nhipcau.database.rescue import diagnose

            return diagnose(path, progress)

        def done(diagnosis: Diagnosis) -> None:
            if path == self._path:
                self._diagnosis = diagnosis
                backups.show_file(path, diagnosis.uids)
                self._show()

        self._desk.run(self._desk.words("shell.rescue.looking"), work, done)

    def retranslate(self) -> None:
        words = self._desk.words
        self.title.setText(words("shell.rescue.title"))
        self._about.setText(words("shell.rescue.text"))
        self.salvage_button.setText(words("shell.rescue.salvage"))
        self.open_button.setText(words("shell.rescue.open"))
        self.replace_button.setText(words("shell.rescue.replace"))
        self.list_button.setText(words("shell.rescue.list"))
        self._show()

    def _show(self) -> None:
        diagnosis, report = self._diagnosis, self._report
        self._found.setText(self._diagnosed(diagnosis) if diagnosis else "")
        self._found.setVisible(diagnosis is not None)
        clear(self._result)
        if report is not None:
            self._tell(report)
        is_done = report is not None
        self.salvage_button.setVisible(not is_done)
        self.salvage_button.setEnabled(diagnosis is not None and diagnosis.pages > 0)
        for made in (self.open_button, self.replace_button):
            made.setVisible(is_done)
        self.list_button.setVisible(report is not None and bool(report.losses or report.placeholders))

    def _diagnosed(self, diagnosis: Diagnosis) -> str:
        words = self._desk.words
        if not diagnosis.pages:
            return words("shell.rescue.empty")
        touched = dict.fromkeys(self._table(page.table) for page in diagnosis.damaged_pages)
        bad = len(diagnosis.damaged_pages)
        told = [
            words("shell.rescue.pages", bad=bad, all=diagnosis.pages)
            if bad or diagnosis.missing_pages
            else words("shell.rescue.indexes"),
            words(
                "shell.rescue.readable",
                people=diagnosis.people,
                programmes=diagnosis.programmes,
                pairs=diagnosis.pairs,
            ),
        ]
        if diagnosis.missing_pages:
            told.insert(1, words("shell.rescue.cut", n=diagnosis.missing_pages))
        if touched:
            told.insert(1, words("shell.rescue.touched", what=", ".join(touched)))
        return " ".join(told)

    def _table(self, name: str) -> str:
        """Name one row's kind; pages may belong to none that is known."""
        return row_kind(self._desk.words, name)

    def _tell(self, report: SalvageReport) -> None:
        words = self._desk.words
        if self._saved is not None:
            self._result.addWidget(Heading(words("shell.rescue.done", name=self._saved.name), 3, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(3, 1)
        for column, key in enumerate(("saved", "lost"), start=1):
            grid.addWidget(Muted(words(f"shell.rescue.{key}")), 0, column)
        for line, (name, saved, lost, most) in enumerate(tallies(report), start=1):
            grid.addWidget(Body(words(f"shell.rescue.table.{name}"), wrap=False), line, 0)
            grid.addWidget(Heading(f"{saved:,}", 3), line, 1)
            said = f"{lost:,}" if lost == most else words("shell.rescue.between", least=lost, most=most)
            grid.addWidget(Heading(said, 3), line, 2)
        self._result.addLayout(grid)
        if report.placeholders:
            self._result.addWidget(Body(words("shell.rescue.placeholders", n=len(report.placeholders))))
        self._result.addWidget(Muted(words("shell.rescue.kept"), wrap=True))

    def _on_salvage(self) -> None:
        path = self._path
        if path is None:
            return
        words = self._desk.words

        def done(result: Salvaged) -> None:
            self._take(result)
            self._desk.say(words("shell.rescue.done", name=result.target.name))
            self.open_button.setFocus()
            self.told.emit()

        self._desk.run(words("shell.rescue.salvaging"), self._salvaging(path), done)

    def _salvaging(self, path: Path) -> Callable[[Progress], Salvaged]:
        words = self._desk.words
        name, unknown = words("shell.rescue.file_name", name=path.stem), words("shell.rescue.unknown_name")
        return lambda progress: salvaged(path, name, unknown, progress)

    def _take(self, result: Salvaged) -> None:
        self._result_of = result
        self._saved, self._report = result.target, result.report
        self._show()

    def _on_open(self) -> None:
        if self._saved is not None:
            self._data.open(self._saved)

    def _on_replace(self) -> None:
        """Let the saved file stand under the name of the damaged one, which is kept beside it."""
        path, result = self._path, self._result_of
        if path is None or result is None:
            return
        words = self._desk.words
        again = self._salvaging(path)

        def newest() -> Path:
            """Save it once more where something was done to the damaged file since."""
            return (result if mark_of(path) == result.mark else again(Progress())).target

        def replaced(kept: Path | None) -> None:
            name = kept.name if kept is not None else ""
            self._desk.say(words("shell.rescue.replaced", name=path.name, kept=name))

        self._data.restore(path, newest, words("shell.settings.backups.restoring"), replaced)

    def _on_list(self) -> None:
        if self._report is not None and self._path is not None:
            words = self._desk.words
            headings = [words(f"shell.rescue.column.{name}") for name in ("what", "row")]
            title = words("shell.rescue.list_title", name=self._path.stem)
            self._desk.save_table(title, headings, self._losses(self._report))

    def _losses(self, report: SalvageReport) -> Sequence[Sequence[str | int]]:
        words, names = self._desk.words, self._result_of.names if self._result_of else {}

        def called(table: str, row: int) -> str:
            name = names.get((table, row))
            return f"{self._table(table)} “{name}”" if name else self._table(table)

        rows = [
            (
                words(
                    loss.code,
                    table=called(loss.table, loss.row),
                    row=loss.row,
                    column=column_name(words, loss.table, loss.column),
                ),
                loss.row,
            )
            for loss in report.losses
        ]
        made = [
            (words("shell.rescue.placeholder", table=self._table(each.table), row=each.row), each.row)
            for each in report.placeholders
        ]
        return [*rows, *made]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A damaged file that was saved into another, and how it looked then."""

    target: Path
    report: SalvageReport
    mark: object
    names: Mapping[tuple[str, int], str]


def salvaged(path: Path, name: str, unknown: str, progress: Progress) -> Salvaged:
    """Save what can be read of a file into a new one beside it; for the worker."""
    from nhipcau.database.copies.file_replacement import free_name
    from nhipcau.database.rescue import names_in, salvage

    target, mark = free_name(path.with_stem(name)), mark_of(path)
    report = salvage(path, target, progress, unknown=unknown)
    return Salvaged(target, report, mark, names_in(target))


def mark_of(path: Path) -> object:
    """Return what changes with every change of a file or of its log."""
    parts = [path, path.with_name(path.name + "-wal")]
    return [
        (each.stat().st_size, each.stat().st_mtime_ns)
        for each in parts
        if each.exists() and each.stat().st_size
    ]


def tallies(report: SalvageReport) -> list[tuple[str, int, int, int]]:
    """Return per told table, and for the others together: rows saved, lost, lost at most; empty lines left out."""
    sums: dict[str, list[int]] = {name: [0, 0, 0] for name in (*TOLD, "other")}
    for table, tally in report.tables.items():
        line = sums[table if table in TOLD else "other"]
        for place, number in enumerate((tally.saved, tally.lost, tally.lost_at_most)):
            line[place] += number
    return [(name, saved, lost, most) for name, (saved, lost, most) in sums.items() if saved or most]
