"""The panel beside the list: one participant, read or edited, and what can be done with them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from nhipcau.participants.queries import ParticipantDetails
from nhipcau.participants.ui.actions import Actions
from nhipcau.participants.ui.fields import KnownAnswers
from nhipcau.participants.ui.profile_form import ProfileForm
from nhipcau.participants.ui.profile_view import ProfileView
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.icons import icon
from nhipcau.widgets.panel import DetailsPanel

_ICONS = {
    "enrol": "user-plus",
    "withdraw": "user-minus",
    "readmit": "user-check",
    "consent": "shield-check",
    "remove": "trash-2",
}


class Details(DetailsPanel):
    """`wanted` names what the user wants done: edit, done, enrol, withdraw, readmit, consent, remove."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__()
        self._desk = desk
        self._actions = actions
        self.shown: ParticipantDetails | None = None
        self.form: ProfileForm | None = None
        self.edit_button = button(kind="primary", icon="pencil")
        self.more_button = button(icon="ellipsis")
        self.menu = QMenu(self.more_button)
        self.more_button.setMenu(self.menu)
        self.does: dict[str, QAction] = {}
        for name in _ICONS:
            action = self.menu.addAction("")
            action.setData(name)
            self.does[name] = action
        self.menu.triggered.connect(self._on_menu)
        self.edit_button.clicked.connect(self._on_edit)
        self.footer.addWidget(self.edit_button, 1)
        self.footer.addWidget(self.more_button)

    @property
    def shown_id(self) -> int | None:
        return None if self.shown is None else self.shown.id

    def forget(self) -> None:
        self.shown = None
        self.form = None

    @property
    def is_editing(self) -> bool:
        return self.form is not None

    def read(self, shown: ParticipantDetails, paired: frozenset[int] | None) -> None:
        """Show a participant to be read."""
        same = self.shown_id == shown.id
        self.shown = shown
        self.form = None
        self.put(ProfileView(shown, self._desk.words, paired), same=same)
        self.retranslate()

    def edit(self, shown: ParticipantDetails, known: KnownAnswers) -> None:
        """Show a participant to be changed."""
        self.shown = shown
        self.form = ProfileForm(self._desk, self._actions, shown, known)
        self.put(self.form)
        self.retranslate()
        self.form.take_focus()

    def renew(self, shown: ParticipantDetails) -> None:
        """Show what is stored now in the fields being edited."""
        self.shown = shown
        if self.form is not None:
            self.form.show_answers(shown)

    def finish(self) -> bool:
        """Save what is being typed; False when it will not do and must be seen."""
        return self.form is None or self.form.save()

    def retranslate(self) -> None:
        words = self._desk.words
        heading = words("participants.details")
        if self.shown is not None and self.is_editing:
            heading = self.shown.person.full_name
        self.set_texts(heading, words("common.close"))
        self.edit_button.setText(words("common.done" if self.is_editing else "common.edit"))
        self.edit_button.set_icon("check" if self.is_editing else "pencil")
        self.more_button.set_hint(words("participants.do.more"))
        agreed = self.shown is not None and self.shown.consent_given_on is not None
        gone = self.shown is not None and self.shown.status == "withdrawn"
        for name, action in self.does.items():
            key = "no_consent" if name == "consent" and agreed else name
            action.setText(words(f"participants.do.{key}"))
        self.does["withdraw"].setVisible(not gone)
        self.does["readmit"].setVisible(gone)
        self.retheme()

    def retheme(self) -> None:
        for name, action in self.does.items():
            action.setIcon(icon(_ICONS[name]))

    def _on_menu(self, action: QAction) -> None:
        self.wanted.emit(str(action.data()))

    def _on_edit(self) -> None:
        self.wanted.emit("done" if self.is_editing else "edit")
