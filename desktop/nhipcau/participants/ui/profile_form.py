"""One participant in the making: every field is saved, as one step, when it is left."""

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from nhipcau.common.errors import Problem, Rejected
from nhipcau.participants.queries import ParticipantDetails
from nhipcau.participants.ui.actions import Actions
from nhipcau.participants.ui.answer_fields import answer_field, to_field, to_stored
from nhipcau.participants.ui.fields import (
    PERSON_NAMES,
    PROFILE_NAMES,
    KnownAnswers,
    answers_of,
    as_changes,
    field_label,
    fill_form,
)
from nhipcau.participants.ui.wording import answer_text, sensitive_mark
from nhipcau.widgets.card import Heading
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.fields import ChoiceField, SeveralField
from nhipcau.widgets.forms.form import Form

_AT_ONCE: Final = (ChoiceField, SeveralField)
"""Kinds of field in which every change is a finished answer."""


class ProfileForm(QWidget):
    """Fields of the person and of the profile. `take_focus` goes to the first."""

    saved = Signal()

    def __init__(self, desk: Desk, actions: Actions, shown: ParticipantDetails, known: KnownAnswers) -> None:
        super().__init__()
        self.setObjectName("Clear")
        self._desk = desk
        self._actions = actions
        self._shown = shown
        self._changed: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.form = Form(columns=2)
        self.profile = Form(columns=2)
        for heading, form, names in (
            ("profile", self.profile, PROFILE_NAMES),
            ("person", self.form, PERSON_NAMES),
        ):
            column.addWidget(Heading(desk.words(f"participants.group.{heading}"), 3))
            fill_form(form, names, desk.words, known)
            column.addWidget(form)
        self._questions = {f"question{question.id}": question for question in known.questions}
        self.answers = Form()
        if self._questions:
            column.addWidget(Heading(desk.words("participants.group.answers"), 3))
            column.addWidget(self.answers)
        given = {f"question{question.id}": value for question, value in shown.answers}
        for name, question in self._questions.items():
            field = self.answers.add(name, answer_field(question, given.get(name)))
            said = answer_text(given.get(name), question)
            field.set_label(question.wording, sensitive_mark(question, said, desk.words))
        column.addStretch(1)
        self.show_answers(shown)
        self.form.changed.connect(self._on_changed)
        self.profile.changed.connect(self._on_changed)
        self.answers.changed.connect(self._on_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def show_answers(self, shown: ParticipantDetails) -> None:
        """Show what is stored now, leaving alone what is being typed."""
        self._shown = shown
        for name, value in self._stored().items():
            field = self._form_of(name).fields[name]
            if name in self._changed or self._holds_focus(field):
                continue
            if self._held_or_none(name) != value:
                held = to_field(field, value) if name in self._questions else value
                self._form_of(name).set_values({name: held})

    def take_focus(self) -> None:
        self.profile.fields["roles"].take_focus()

    def save(self) -> bool:
        """Save whatever has been changed; False when something will not do, which is said beside it."""
        done = [self._save(name) for name in sorted(self._changed)]
        return all(done)

    def _form_of(self, name: str) -> Form:
        if name in self._questions:
            return self.answers
        return self.profile if name in PROFILE_NAMES else self.form

    def _stored(self) -> dict[str, Any]:
        """Return what is stored, by field."""
        answers = dict.fromkeys(self._questions)
        answers |= {f"question{question.id}": value for question, value in self._shown.answers}
        return {**answers_of(self._shown), **answers}

    def _held(self, name: str) -> Any:  # noqa: ANN401 - a field's answer is of any kind
        """Return what a field holds, as it would be stored."""
        value = self._form_of(name).fields[name].value()
        return to_stored(self._questions[name], value) if name in self._questions else value

    def _held_or_none(self, name: str) -> object:
        try:
            return self._held(name)
        except Rejected:
            return None

    def _holds_focus(self, field: QWidget) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and field.isAncestorOf(focused)

    def _on_changed(self, name: str) -> None:
        self._changed.add(name)
        field = self._form_of(name).fields[name]
        if isinstance(field, _AT_ONCE) or not self._holds_focus(field):
            self._save(name)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or not self.isVisible():
            return
        for name in sorted(self._changed):
            field = self._form_of(name).fields[name]
            if field.isAncestorOf(old) and not (new is not None and field.isAncestorOf(new)):
                self._save(name)

    def _save(self, name: str) -> bool:
        form = self._form_of(name)
        field = form.fields[name]
        try:
            value = self._held(name)
            if value != self._stored()[name]:
                self._write(name, value)
        except Rejected as refused:
            field.show_problem(" ".join(self._sentence(problem) for problem in refused.problems))
            return False
        self._changed.discard(name)
        field.show_problem("")
        return True

    def _write(self, name: str, value: Any) -> None:  # noqa: ANN401 - a field's answer is of any kind
        self._changed.discard(name)
        try:
            if name in self._questions:
                question = self._questions[name]
                self._actions.answer(self._shown, question.id, value, question.wording)
            else:
                write = self._actions.amend_profile if name in PROFILE_NAMES else self._actions.amend_person
                field = field_label(name, self._desk.words)
                write(self._shown, as_changes(name, value), field)
        except Rejected:
            self._changed.add(name)
            raise
        self.saved.emit()

    def _sentence(self, problem: Problem) -> str:
        return self._desk.words(problem.code, **problem.values)
