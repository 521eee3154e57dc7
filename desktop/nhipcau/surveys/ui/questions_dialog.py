"""The questions of a survey: read them, put them better, add, move and remove, or make a survey of one's own."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.surveys import queries
from nhipcau.surveys.queries import SurveyQuestionRow
from nhipcau.surveys.survey_editing import Editing, Offer, offers, question_values
from nhipcau.surveys.ui.question_dialog import SurveyQuestionDialog
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.forms.asking_dialog import Asking, Save, answered
from nhipcau.widgets.forms.form import choice, line
from nhipcau.widgets.theme import px

_SURVEY_DOES = (("copy", "copy"), ("begin", "plus"), ("rename", "pencil"), ("discard", "trash-2"))
_QUESTION_DOES = (
    ("add", "plus"),
    ("amend", "pencil"),
    ("up", "chevron-up"),
    ("down", "chevron-down"),
    ("remove", "trash-2"),
)


class NamesDialog(Asking):
    """What a survey is called in both languages."""

    def __init__(
        self, desk: Desk, save: Save, parent: QWidget, *, title: str, present: Mapping[str, str]
    ) -> None:
        super().__init__(desk, title, "", save, parent, columns=1)
        for name in ("name_vi", "name_en"):
            field = self.form.add(name, line(), desk.words(f"evaluation.field.{name}"))
            field.edit.setMaxLength(120)
        self.form.set_values(present)
        self.form.fields["name_vi"].take_focus()


class QuestionsDialog(Dialog):
    """Every change is a step of its own, at once; a ready survey becomes the programme's with the first."""

    def __init__(
        self,
        desk: Desk,
        database: Database,
        parent: QWidget,
        *,
        programme_id: int,
        programme_kind: str,
        survey_id: int | None = None,
    ) -> None:
        words = desk.words
        super().__init__(
            words("evaluation.dialog.questions"), words("evaluation.dialog.questions_text"), parent
        )
        self._desk = desk
        self._database = database
        self._programme = programme_id, programme_kind
        self._offers: tuple[Offer, ...] = ()
        self._rows: tuple[SurveyQuestionRow, ...] = ()
        self._editing = Editing(database, *self._programme, "fit" if survey_id is None else survey_id)
        self.survey = choice()
        self.survey.set_label(words("evaluation.field.survey"))
        self.questions = QListWidget()
        self.questions.setObjectName("Clear")
        self.questions.setAccessibleName(words("evaluation.dialog.questions_list"))
        self.questions.setWordWrap(True)
        self.questions.setUniformItemSizes(False)
        self.problem = QLabel()
        self.problem.setObjectName("Problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.buttons_of: dict[str, Button] = {}
        self.add(self.survey)
        self.add(self._row(_SURVEY_DOES, "survey"))
        self.add(self.questions, 1)
        self.add(self._row(_QUESTION_DOES, "question"))
        self.add(self.problem)
        self.add_reject(words("common.close"))
        self.survey.changed.connect(self._on_survey)
        self.questions.itemActivated.connect(self._on_activated)
        self.questions.currentRowChanged.connect(self._on_current)
        self.resize(px(680), min(px(640), 700))
        self.read()

    def read(self, place: int = 0) -> None:
        """Show the surveys there are and the questions of the one that is edited."""
        words = self._desk.words
        with self._database.read() as db:
            known = queries.surveys(db, self._programme[0])
        self._offers = offers(known, self._programme[1], self._desk.language)
        before = self.survey.blockSignals(True)
        self.survey.set_items([(str(n), offer.name) for n, offer in enumerate(self._offers)])
        chosen = [n for n, offer in enumerate(self._offers) if offer.source == self._editing.source]
        self.survey.set_value(str(chosen[0] if chosen else 0))
        self.survey.blockSignals(before)
        if not chosen:
            self._editing.source = self._offers[0].source
        self._rows = self._editing.rows()
        self.questions.clear()
        for number, row in enumerate(self._rows, start=1):
            notes = [words(f"evaluation.kind.{row.kind}")]
            if row.audience:
                notes.append(words(f"evaluation.form.only.{row.audience}"))
            if row.means:
                notes.append(words(f"evaluation.means.{row.means}"))
            self.questions.addItem(f"{number}. {row.wording(self._desk.language)}\n{' · '.join(notes)}")
        self.questions.setCurrentRow(min(place, len(self._rows) - 1))
        self._on_current()

    def _row(self, does: tuple[tuple[str, str], ...], about: str) -> QWidget:
        holder = Wrapping()
        flow = FlowLayout(holder)
        for name, icon in does:
            made = button(self._desk.words(f"evaluation.{about}_do.{name}"), icon=icon)
            made.setAutoDefault(False)
            made.setProperty("does", name)
            made.clicked.connect(self._on_clicked)
            flow.addWidget(made)
            self.buttons_of[name] = made
        return holder

    def _on_current(self) -> None:
        place, last = self.questions.currentRow(), len(self._rows) - 1
        for name, able in {
            "amend": place >= 0,
            "remove": place >= 0,
            "up": place > 0,
            "down": 0 <= place < last,
            "discard": self._offers[int(self.survey.value())].kind == "own",
        }.items():
            self.buttons_of[name].setEnabled(able)

    def _on_survey(self) -> None:
        self._editing.source = self._offers[int(self.survey.value())].source
        self.problem.hide()
        self.read()

    def _on_activated(self) -> None:
        self._amend(self.questions.currentRow())

    def _on_clicked(self) -> None:
        place = self.questions.currentRow()
        does: dict[str, Callable[[], None]] = {
            "copy": lambda: self._name("copy", self._editing.copy, self._copied_names()),
            "begin": lambda: self._name("begin", self._editing.begin, {}),
            "rename": lambda: self._name("rename", self._editing.rename, self._editing.names()),
            "discard": lambda: self._try(self._editing.discard),
            "add": self._add_question,
            "amend": lambda: self._amend(place),
            "up": lambda: self._try(lambda: self._editing.move(place, place - 1), place - 1),
            "down": lambda: self._try(lambda: self._editing.move(place, place + 1), place + 1),
            "remove": lambda: self._try(lambda: self._editing.remove(place), place),
        }
        does[str(self.sender().property("does"))]()

    def _try(self, do: Callable[[], None], place: int = 0) -> None:
        """Do it, or say here why it will not do."""
        words = self._desk.words
        try:
            do()
        except Rejected as refused:
            self.problem.setText("\n".join(words(one.code, **one.values) for one in refused.problems))
            self.problem.show()
            return
        self.problem.hide()
        self.read(place)

    def _name(self, what: str, save: Callable[[Mapping[str, str]], None], present: Mapping[str, str]) -> None:
        title = self._desk.words(f"evaluation.dialog.name_{what}")
        if answered(NamesDialog(self._desk, save, self, title=title, present=present)):
            self.read()

    def _copied_names(self) -> dict[str, str]:
        names = self._editing.names()
        return {
            "name_vi": self._desk.words("evaluation.copy_of_vi", name=names["name_vi"] or names["name_en"]),
            "name_en": self._desk.words("evaluation.copy_of_en", name=names["name_en"] or names["name_vi"]),
        }

    def _add_question(self) -> None:
        if answered(SurveyQuestionDialog(self._desk, self._editing.add, self)):
            self.read(len(self._rows))

    def _amend(self, place: int) -> None:
        if not 0 <= place < len(self._rows):
            return
        row = self._rows[place]

        def save(values: dict[str, Any]) -> None:
            self._editing.amend(place, values)

        dialog = SurveyQuestionDialog(
            self._desk, save, self, present=question_values(row), fixed=row.id in self._editing.answered()
        )
        if answered(dialog):
            self.read(place)
