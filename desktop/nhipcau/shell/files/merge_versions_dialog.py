"""Two versions of the open file made one: what each did, and which holds where both changed the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.database.versions.divergence import ConflictKey, Version
from nhipcau.shell.files.row_words import column_name, row_kind
from nhipcau.shell.menus import step_words
from nhipcau.widgets.card import Body, Heading, Line, Muted
from nhipcau.widgets.controls import Segmented, button
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.scroll import VScroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nhipcau.database import HistoryEntry
    from nhipcau.database.versions import Conflict, Divergence
    from nhipcau.widgets.desk import Desk

VERSIONS: Final[tuple[Version, ...]] = get_args(Version)
NAMED_STEPS: Final = 5
SHOWN: Final = 100
"""Conflicts that are asked one by one: more would take the window seconds to show, and nobody reads them."""
LONGEST: Final = 80
"""Letters of a value that are shown."""


class MergeVersionsDialog(Dialog):
    """Accepted when the two are to be merged; `choices` then says which version holds in each conflict."""

    def __init__(self, desk: Desk, divergence: Divergence, parent: QWidget | None = None) -> None:
        words = desk.words
        asked = len(divergence.conflicts)
        super().__init__(
            words("shell.merge.title"),
            words("shell.merge.text_asked", n=asked) if asked else words("shell.merge.text"),
            parent,
        )
        self._desk = desk
        self._conflicts = divergence.conflicts
        self._rest: Version | None = None if asked > SHOWN else "theirs"
        """What holds in the conflicts that are too many to be shown one by one."""
        self.body.addLayout(self._sides(divergence))
        self.add(Muted(self._sums(divergence), wrap=True))
        self.rows: list[Segmented] = []
        if asked:
            self._add_conflicts()
        self.add_reject(words("shell.displaced.later"))
        self.merge_button = self.add_accept(words("shell.merge.do"), icon="check")
        self._show_readiness()
        self.finished.connect(self.deleteLater)
        self.take_room(760, 560 if asked else 320)

    @property
    def choices(self) -> dict[ConflictKey, Version]:
        """What holds in each conflict."""
        chosen = [next(each for each in VERSIONS if each == row.current()) for row in self.rows]
        rest = [self._rest or "theirs"] * (len(self._conflicts) - len(chosen))
        return {
            conflict.key: version for conflict, version in zip(self._conflicts, [*chosen, *rest], strict=True)
        }

    def _sides(self, divergence: Divergence) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        both = (divergence.mine_steps, divergence.theirs_steps)
        for column, (version, steps) in enumerate(zip(VERSIONS, both, strict=True)):
            side = QVBoxLayout()
            side.setSpacing(2)
            side.addWidget(Heading(self._desk.words(f"shell.merge.{version}", n=len(steps)), 3))
            for text in self._named(steps):
                side.addWidget(Muted(text, wrap=True))
            side.addStretch(1)
            grid.addLayout(side, 0, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _named(self, steps: Sequence[HistoryEntry]) -> list[str]:
        told = [
            f"{step.made_at.astimezone():%d/%m %H:%M} · {step_words(self._desk, step.name)}"
            for step in steps[:NAMED_STEPS]
        ]
        more = len(steps) - len(told)
        return [*told, self._desk.words("shell.merge.more", n=more)] if more else told

    def _sums(self, divergence: Divergence) -> str:
        count = divergence.count
        return self._desk.words(
            "shell.merge.sums",
            mine=count("taken") + count("remapped"),
            theirs=count("kept"),
            merged=count("merged"),
            asked=len(divergence.conflicts),
        )

    def _add_conflicts(self) -> None:
        words = self._desk.words
        head = QHBoxLayout()
        head.addWidget(Heading(words("shell.merge.conflicts"), 3))
        head.addStretch(1)
        for version in VERSIONS:
            every = button(words(f"shell.merge.all_{version}"), "ghost")
            every.setProperty("version", version)
            every.clicked.connect(self._on_all)
            head.addWidget(every)
        self.body.addLayout(head)
        scroll = VScroll(spacing=10)
        for number, conflict in enumerate(self._conflicts[:SHOWN]):
            if number:
                scroll.add(Line())
            scroll.add(self._conflict(conflict))
        more = len(self._conflicts) - SHOWN
        if more > 0:
            scroll.add(Muted(words("shell.merge.rest", n=more), wrap=True))
        scroll.body.addStretch(1)
        self.add(scroll, 1)

    def _conflict(self, conflict: Conflict) -> QWidget:
        words = self._desk.words
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(12)
        said = QVBoxLayout()
        said.setSpacing(2)
        what = self._what(conflict)
        said.addWidget(Heading(what, 3, wrap=True))
        if conflict.column:
            for version, value in (("mine", conflict.mine), ("theirs", conflict.theirs)):
                said.addWidget(Body(words(f"shell.merge.value_{version}", value=self._shown(value))))
        else:
            said.addWidget(Body(words(f"shell.merge.kind.{conflict.kind}")))
        choice = Segmented()
        choice.set_items([(version, words(f"shell.merge.choose_{version}")) for version in VERSIONS])
        choice.choose_nothing()
        choice.chosen.connect(self._show_readiness)
        for version in VERSIONS:
            segment = choice.segment(version)
            segment.setAccessibleName(f"{what}: {segment.text()}")
        self.rows.append(choice)
        row.addLayout(said, 1)
        row.addWidget(choice)
        return holder

    def _what(self, conflict: Conflict) -> str:
        words = self._desk.words
        names = " – ".join(conflict.names) or conflict.uid or str(conflict.row_id)
        what = words("shell.merge.row", table=row_kind(words, conflict.table), name=names)
        return f"{what} · {self._column(conflict)}" if conflict.column else what

    def _column(self, conflict: Conflict) -> str:
        return column_name(self._desk.words, conflict.table, conflict.column)

    def _shown(self, value: object) -> str:
        text = "" if value is None else str(value)
        if not text or text == "[]":
            return self._desk.words("shell.merge.empty")
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

    def _on_all(self) -> None:
        wanted = self.sender().property("version")
        self._rest = version = next(each for each in VERSIONS if each == wanted)
        for row in self.rows:
            row.choose(version)
        self._show_readiness()

    def _show_readiness(self) -> None:
        """Let merging wait until every question has its answer: one Enter must not drop what somebody wrote."""
        self.merge_button.setEnabled(self._rest is not None and all(row.current() for row in self.rows))
