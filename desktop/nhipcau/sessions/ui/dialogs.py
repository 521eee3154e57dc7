"""The short questions of the session log: a session, a goal, how somebody feels."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.vietnamese import fold
from nhipcau.common.words import Words
from nhipcau.database.field_catalogue import CatalogueField
from nhipcau.journey.models import GOAL
from nhipcau.sessions.models import PULSE, SESSION
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import Asking, Save
from nhipcau.widgets.forms.completion import dressed
from nhipcau.widgets.forms.fields import CalmComboBox, Field, NumberField
from nhipcau.widgets.forms.form import choice, date, line, number, text_area

POINTS = ("1", "2", "3", "4", "5")
WAYS = ("online", "in_person")
_FOLDED = Qt.ItemDataRole.UserRole + 1


class _FoldedCompleter(QCompleter):
    """Offers what holds the typed text, accents and case aside."""

    def __init__(self, combo: QComboBox) -> None:
        super().__init__(combo.model(), combo)
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class PairField(Field[int]):
    """One of the pairs, chosen from the list or by typing part of a name."""

    def __init__(self, pairs: Sequence[tuple[int, str]]) -> None:
        self.combo = CalmComboBox()
        super().__init__(self.combo)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for place, (pair_id, name) in enumerate(pairs):
            self.combo.addItem(name, pair_id)
            self.combo.setItemData(place, fold(name), _FOLDED)
        self.combo.setCompleter(dressed(_FoldedCompleter(self.combo)))
        self.combo.setCurrentIndex(-1)
        self.combo.currentTextChanged.connect(self.changed)

    def set_label(self, text: str, hint: str = "") -> None:
        super().set_label(text, hint)
        if (edit := self.combo.lineEdit()) is not None:
            edit.setAccessibleName(text)

    def value(self) -> int:
        """Return the pair's id; a part of a name will do where it fits one pair only."""
        typed = fold(self.combo.currentText())
        names = {place: str(self.combo.itemData(place, _FOLDED)) for place in range(self.combo.count())}
        exact = [place for place, name in names.items() if name == typed]
        fitting = exact or [place for place, name in names.items() if typed and typed in name]
        if self.combo.currentIndex() in exact:
            return int(self.combo.currentData())
        if len(fitting) != 1:
            raise Rejected(Problem("sessions.problem.pair_missing"))
        return int(self.combo.itemData(fitting[0]))

    def set_value(self, value: int) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value))


class SessionDialog(Asking):
    """Log a session in seconds, or amend one. With `pairs` it also asks which pair met."""

    def __init__(
        self,
        desk: Desk,
        save: Save,
        parent: QWidget,
        *,
        pairs: Sequence[tuple[int, str]] = (),
        title: str,
        present: Mapping[str, Any] | None = None,
    ) -> None:
        words = desk.words
        super().__init__(desk, title, "", save, parent, columns=2)
        if pairs:
            self.form.add("pair_id", PairField(pairs), words("sessions.field.pair"), wide=True)
        self.form.add("held_on", date(), words(SESSION["held_on"].label))
        self.form.add(
            "minutes",
            _number(SESSION["minutes"]),
            words(SESSION["minutes"].label),
        )
        self.form.add("way", choice(ways(words)), words(SESSION["way"].label))
        self.form.add("rating", choice(points(words, "rating")), words(SESSION["rating"].label))
        topic = self.form.add("topic", line(), words(SESSION["topic"].label), wide=True)
        topic.edit.setMaxLength(SESSION["topic"].most)
        self.form.add("next_step", text_area(2), words(SESSION["next_step"].label), wide=True)
        filled = {
            "held_on": today(),
            "minutes": SESSION["minutes"].default,
            "way": "",
            "rating": "",
            "topic": "",
            "next_step": "",
        }
        filled |= present or {}
        self.form.set_values({**filled, "rating": str(filled["rating"] or "")})
        self.form.fields["pair_id" if pairs else "topic"].take_focus()

    def answers(self) -> dict[str, Any]:
        values = dated(self.form.values(), "held_on")
        rating = str(values["rating"])
        return values | {"rating": int(rating) if rating else None}


class GoalDialog(Asking):
    """A goal: what is to be reached, until when, how far it is."""

    def __init__(
        self, desk: Desk, save: Save, parent: QWidget, *, title: str, present: Mapping[str, Any] | None = None
    ) -> None:
        words = desk.words
        super().__init__(desk, title, "", save, parent, columns=2)
        self.form.add("wording", text_area(2), words(GOAL["wording"].label), wide=True)
        self.form.add("due_on", date(), words(GOAL["due_on"].label))
        self.form.add("progress", _number(GOAL["progress"]), words(GOAL["progress"].label))
        self.form.set_values(present or {"progress": 0})
        self.form.fields["wording"].take_focus()


class PulseDialog(Asking):
    """How one of the two feels about the pair."""

    def __init__(
        self, desk: Desk, save: Save, parent: QWidget, *, title: str, present: Mapping[str, Any] | None = None
    ) -> None:
        words = desk.words
        super().__init__(desk, title, "", save, parent, columns=2)
        roles = [(role, words(f"common.{role}")) for role in ("mentor", "mentee")]
        self.form.add("role", choice(roles), words(PULSE["role"].label))
        self.form.add("answered_on", date(), words(PULSE["answered_on"].label))
        self.form.add(
            "feeling", choice(points(words, "feeling")[1:]), words(PULSE["feeling"].label), wide=True
        )
        self.form.add("comment", text_area(2), words(PULSE["comment"].label), wide=True)
        filled = {"role": "mentee", "answered_on": today(), "feeling": "4"} | dict(present or {})
        self.form.set_values({**filled, "feeling": str(filled["feeling"])})
        self.form.fields["role"].take_focus()

    def answers(self) -> dict[str, Any]:
        values = dated(self.form.values(), "answered_on")
        return values | {"feeling": int(values["feeling"])}


def _number(one: CatalogueField) -> NumberField:
    return number(one.least, one.most)


def ways(words: Words) -> list[tuple[str, str]]:
    """Return how a pair can have met, first that nobody said."""
    return [("", words("common.unknown")), *((way, words(f"sessions.way.{way}")) for way in WAYS)]


def points(words: Words, what: str) -> list[tuple[str, str]]:
    """Return the points of a rating or a feeling with their words, first that none was given."""
    return [("", words("common.missing")), *((point, words(f"sessions.{what}.{point}")) for point in POINTS)]


def dated(values: dict[str, Any], day: str) -> dict[str, Any]:
    """Return the answers; Rejected where the day was left empty."""
    if values[day] is None:
        raise Rejected(Problem(f"sessions.problem.{day}_missing", day))
    return values
