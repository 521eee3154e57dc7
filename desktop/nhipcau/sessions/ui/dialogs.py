"""The short questions of the session log: a session, how somebody feels."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.database.field_catalogue import CatalogueField
from nhipcau.sessions.models import PULSE, SESSION
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import Asking, Save
from nhipcau.widgets.forms.fields import NumberField
from nhipcau.widgets.forms.form import choice, date, line, number, text_area
from nhipcau.widgets.forms.named_choice import NamedChoice

POINTS = ("1", "2", "3", "4", "5")
WAYS = ("online", "in_person")


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
            self.form.add(
                "pair_id",
                NamedChoice(pairs, "sessions.problem.pair_missing"),
                words("sessions.field.pair"),
                wide=True,
            )
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
