"""The dialog that makes a programme or amends one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from nhipcau.common.errors import Rejected
from nhipcau.programmes.models import PROGRAMME, PROGRAMME_KINDS
from nhipcau.programmes.queries import ProgrammeRow, programme
from nhipcau.programmes.service import add_programme, amend_programme
from nhipcau.widgets.card import Muted
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.form import F, Form, date, line, text_area
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import px

if TYPE_CHECKING:
    from nhipcau.database import Database


class KindChoice(QWidget):
    """The four kinds of mentoring, each with the sentence that tells it from the others."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._group = QButtonGroup(self)
        self.radios: dict[str, QRadioButton] = {}
        for kind in PROGRAMME_KINDS:
            radio = QRadioButton(desk.words(f"programmes.kind.{kind}"))
            about = Muted(desk.words(f"programmes.kind.{kind}.about"), wrap=True)
            about.setContentsMargins(30, 0, 0, 6)
            radio.setAccessibleDescription(about.text())
            self._group.addButton(radio)
            self.radios[kind] = radio
            column.addWidget(radio)
            column.addWidget(about)

    def value(self) -> str:
        return next((kind for kind, radio in self.radios.items() if radio.isChecked()), PROGRAMME_KINDS[0])

    def set_value(self, kind: str) -> None:
        self.radios[kind].setChecked(True)


class ProgrammeDialog(Dialog):
    """Without `programme_id` it makes a new one. `saved_id` holds the programme after accepting."""

    def __init__(
        self, desk: Desk, database: Database, programme_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        self._desk = desk
        self._database = database
        self._programme_id = programme_id
        self.saved_id: int | None = None
        words = desk.words
        what = "new" if programme_id is None else "edit"
        super().__init__(words(f"programmes.{what}.title"), words(f"programmes.{what}.text"), parent)
        self.setMinimumWidth(px(540))
        present = self._present()
        self.kind = KindChoice(desk)
        self.form = Form(columns=2)
        self._add_fields()
        self._scroll = VScroll(spacing=14)
        self._scroll.body.setContentsMargins(0, 0, 8, 0)
        self._scroll.add(self.kind)
        self._scroll.add(self.form)
        self._scroll.body.addStretch(1)
        self.add(self._scroll, 1)
        self.cancel_button = self.add_reject(words("common.cancel"))
        self.save_button = self.add_accept(words(f"programmes.{what}.save"))
        self._fill(present)

    def _add_fields(self) -> None:
        name = self._ask("name", line())
        name.edit.setMaxLength(PROGRAMME["name"].most)
        self._ask("starts_on", date(), wide=False)
        self._ask("ends_on", date(), wide=False)
        self._ask("sponsor", line())
        self._ask("vision", text_area(PROGRAMME["vision"].lines))

    def _ask(self, code: str, field: F, *, wide: bool = True) -> F:
        words, one = self._desk.words, PROGRAMME[code]
        self.form.add(code, field, words(one.label), wide=wide)
        if one.explained:
            field.set_label(words(one.label), words(f"programmes.hint.{code}"))
        return field

    def _present(self) -> ProgrammeRow | None:
        if self._programme_id is None:
            return None
        with self._database.read() as db:
            return programme(db, self._programme_id)

    def _fill(self, row: ProgrammeRow | None) -> None:
        self.kind.set_value(row.kind if row is not None else PROGRAMME_KINDS[0])
        if row is not None:
            self.form.set_values(
                {
                    "name": row.name,
                    "starts_on": row.starts_on,
                    "ends_on": row.ends_on,
                    "sponsor": row.sponsor,
                    "vision": row.vision,
                }
            )
        self.form.fields["name"].take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the form is, as far as the screen allows."""
        super().showEvent(event)
        form = self._scroll.body.totalHeightForWidth(self._scroll.viewport().width())
        around = self.height() - self._scroll.height()
        room = self.screen().availableGeometry().height() - 80
        self.resize(self.width(), min(form + around + px(24), room))

    def accept(self) -> None:
        """Save; what is wrong is said beside its field and the dialog stays."""
        try:
            self.saved_id = self._save({"kind": self.kind.value(), **self.form.values()})
        except Rejected as refusal:
            self.form.show_problems(refusal.problems, self._desk.words)
        else:
            super().accept()

    def _save(self, values: Mapping[str, object]) -> int:
        if self._programme_id is None:
            with self._database.step("programmes.step.add", name=values["name"]) as db:
                return add_programme(db, values)
        with self._database.step("programmes.step.amend", name=values["name"]) as db:
            amend_programme(db, self._programme_id, values)
        return self._programme_id
