"""The short questions of the page: who is new, why somebody leaves, which other programme."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from nhipcau.common.errors import Rejected
from nhipcau.participants.ui.fields import KnownAnswers, as_changes, fill_form
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.fields import ChoiceField, TextField
from nhipcau.widgets.forms.form import Form
from nhipcau.widgets.theme import px

_ASKED: Final = ("full_name", "roles", "email", "phone", "department", "title", "level", "place")

Answers = dict[str, Any]


class AddDialog(Dialog):
    """Ask for a new person. `save` is called with the person's and the profile's answers and may refuse them."""

    def __init__(
        self, desk: Desk, known: KnownAnswers, save: Callable[[Answers, Answers], None], parent: QWidget
    ) -> None:
        words = desk.words
        super().__init__(words("participants.add.title"), words("participants.add.text"), parent)
        self.setMinimumWidth(px(560))
        self._desk = desk
        self._save = save
        self.form = Form(columns=2)
        fill_form(self.form, _ASKED, words, known)
        self.form.set_values({"roles": ["mentee"]})
        self.add(self.form)
        self.add_reject(words("common.cancel"))
        self.accept_button = self.add_accept(words("participants.add.save"), icon="user-plus")
        self.form.fields["full_name"].take_focus()

    def accept(self) -> None:
        try:
            answers = self.form.values()
            roles = as_changes("roles", answers.pop("roles"))
            self._save(answers, roles)
        except Rejected as refused:
            self.form.show_problems(refused.problems, self._desk.words)
            return
        super().accept()


class WithdrawDialog(Dialog):
    """Ask why somebody leaves the programme; whose pairs end with it must be told why."""

    def __init__(self, desk: Desk, name: str, parent: QWidget, *, is_paired: bool = False) -> None:
        words = desk.words
        text = words("participants.withdraw.text_paired" if is_paired else "participants.withdraw.text")
        super().__init__(words("participants.withdraw.title", name=name), text, parent)
        self._missing = words("participants.problem.withdraw_reason") if is_paired else ""
        self.reason = TextField(3)
        self.reason.set_label(words("participants.withdraw.reason"))
        self.add(self.reason)
        self.add_reject(words("common.cancel"))
        self.accept_button = self.add_accept(words("participants.withdraw.save"), icon="user-minus")
        self.reason.take_focus()

    def accept(self) -> None:
        if self._missing and not self.reason.value().strip():
            self.reason.show_problem(self._missing)
            self.reason.take_focus()
            return
        super().accept()


class EnrolDialog(Dialog):
    """Ask in which other programme somebody takes part."""

    def __init__(self, desk: Desk, name: str, programmes: Sequence[tuple[int, str]], parent: QWidget) -> None:
        words = desk.words
        super().__init__(
            words("participants.enrol.title", name=name), words("participants.enrol.text"), parent
        )
        self.programme = ChoiceField([(str(programme_id), title) for programme_id, title in programmes])
        self.programme.set_label(words("participants.enrol.programme"))
        self.add(self.programme)
        self.add_reject(words("common.cancel"))
        self.accept_button = self.add_accept(words("participants.enrol.save"), icon="user-plus")

    def programme_id(self) -> int:
        return int(self.programme.value())
