"""What the papers of the organisation begin with: its name, its colour, its logo; set once, and kept in the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QColorDialog, QHBoxLayout

from nhipcau.common.errors import Rejected
from nhipcau.programmes.queries import letterhead_of
from nhipcau.programmes.service import set_letterhead
from nhipcau.widgets.card import Body, Muted, Section
from nhipcau.widgets.controls import button
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.widgets.forms.fields import LineField
from nhipcau.widgets.theme import px
from nhipcau.workbook.page_parts import Letterhead
from nhipcau.workbook.reader.picture_reading import read_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from nhipcau.common.progress import Progress
    from nhipcau.shell.files.data_file import DataFile
    from nhipcau.widgets.desk import Desk
    from nhipcau.workbook.page_parts import Logo


class LetterheadSection(Section):
    """`ask_picture` and `ask_colour` are replaced by tests; what is typed is stored when the field is left."""

    def __init__(self, desk: Desk, data: DataFile) -> None:
        super().__init__()
        self._desk, self._data = desk, data
        self._shown = Letterhead()
        self.ask_picture: Callable[[str, str], str] = FileChoice(desk.folders, self, "logo").open
        self.ask_colour: Callable[[str], str] = self._colour_chosen
        self._note = Body()
        self.add(self._note)
        self.organisation, self.colour = LineField(), LineField()
        self.colour_button = button(icon="pencil")
        self.logo_button, self.remove_button = button(icon="upload"), button(kind="ghost")
        self._logo = Muted()
        self.add(self.organisation)
        self.add(self.colour)
        row = QHBoxLayout()
        row.setSpacing(10)
        for one in (self.colour_button, self.logo_button, self.remove_button):
            row.addWidget(one)
        row.addWidget(self._logo, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        for field in (self.organisation, self.colour):
            field.edit.editingFinished.connect(self._on_typed)
        self.colour_button.clicked.connect(self._on_colour)
        self.logo_button.clicked.connect(self._on_logo)
        self.remove_button.clicked.connect(lambda: self._store(None))

    def refresh(self) -> None:
        """Show what the open file has."""
        database = self._data.database
        self.setEnabled(database is not None)
        self._shown = Letterhead()
        if database is not None:
            with database.read() as db:
                self._shown = letterhead_of(db, None)
        self.organisation.set_value(self._shown.organisation)
        self.colour.set_value(self._shown.colour)
        self.colour.show_problem("")
        self._show_logo()

    def retranslate(self) -> None:
        words = self._desk.words
        self.title.setText(words("shell.letterhead"))
        self._note.setText(words("shell.letterhead.text"))
        self.organisation.set_label(words("shell.letterhead.organisation"))
        self.colour.set_label(words("shell.letterhead.colour"), words("shell.letterhead.colour.hint"))
        self.colour_button.setText(words("shell.letterhead.colour.choose"))
        self.logo_button.setText(words("shell.letterhead.logo.choose"))
        self.remove_button.setText(words("shell.letterhead.logo.remove"))
        self._show_logo()

    def retheme(self) -> None:
        for field in (self.organisation, self.colour):
            field.setMaximumWidth(px(420))

    def _show_logo(self) -> None:
        logo, words = self._shown.logo, self._desk.words
        self.remove_button.setVisible(logo is not None)
        self._logo.setText(
            words("shell.letterhead.logo.none")
            if logo is None
            else words(
                "shell.letterhead.logo.is", kind=logo.kind.upper(), width=logo.width, height=logo.height
            )
        )

    def _on_typed(self) -> None:
        self._store(self._shown.logo)

    def _on_colour(self) -> None:
        chosen = self.ask_colour(self._shown.colour)
        if chosen:
            self.colour.set_value(chosen)
            self._store(self._shown.logo)

    def _colour_chosen(self, present: str) -> str:
        chosen = QColorDialog.getColor(f"#{present or '0F766E'}", self)
        return chosen.name().removeprefix("#").upper() if chosen.isValid() else ""

    def _on_logo(self) -> None:
        words = self._desk.words
        answer = self.ask_picture(words("shell.letterhead.logo.choose"), words("shell.letterhead.logo.kinds"))
        if not answer:
            return

        def work(_progress: Progress) -> Logo:
            return read_picture(Path(answer))

        self._desk.run(words("shell.letterhead.logo.reading"), work, self._store)

    def _store(self, logo: Logo | None) -> None:
        """Store what is typed and this logo, where anything of it is new."""
        database, words = self._data.database, self._desk.words
        name, colour = self.organisation.value(), self.colour.value()
        same = (name.strip(), colour.strip().lstrip("#").upper(), logo)
        if database is None or same == (self._shown.organisation, self._shown.colour, self._shown.logo):
            return
        try:
            with database.step("programmes.step.letterhead") as db:
                set_letterhead(db, name=name, colour=colour, logo=logo)
        except Rejected as refused:
            problem = refused.problems[0]
            self.colour.show_problem(words(problem.code, **problem.values))
            return
        self.refresh()
        self._desk.say(words("shell.letterhead.stored"), undo=True)
