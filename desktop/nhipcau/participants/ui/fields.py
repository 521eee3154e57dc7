"""The questions about a person and about a profile, as fields of a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.participants.models import MEETING_WAYS
from nhipcau.participants.queries import ParticipantDetails, QuestionRow
from nhipcau.participants.rules import ROLES
from nhipcau.participants.ui.graded import GradedField
from nhipcau.participants.ui.wording import DAYS, slot_text
from nhipcau.widgets.completing import dressed
from nhipcau.widgets.fields import Field, LineField, NumberField, SeveralField, TextField
from nhipcau.widgets.forms import Form
from nhipcau.widgets.tags import TagsField

PERSON: Final = (
    "full_name", "preferred_name", "salutation", "email", "phone", "employee_code", "department", "title", "level",
    "manager_id", "birth_year", "gender", "place", "languages", "meeting_ways", "time_zone",
    "assistant_name", "assistant_email", "person_note",
)  # fmt: skip
PROFILE: Final = (
    "roles", "capacity", "least", "goals", "strengths", "expectations", "ideal_partner", "learning_style",
    "mentors_wanted", "interests", "availability", "wishes", "refusals", "note",
)  # fmt: skip
IMPORTANCES: Final = 5
STRENGTHS: Final = 4
_LONG: Final = {"expectations": 3, "ideal_partner": 2, "note": 2, "person_note": 2}
_EXPLAINED: Final = frozenset({"salutation", "preferred_name", "assistant_name", "assistant_email"})
_COMPLETED: Final = ("department", "level", "place", "title")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known already, to choose from while typing."""

    people: Mapping[int, str] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    questions: tuple[QuestionRow, ...] = ()


class PersonField(Field[int | None]):
    """Somebody of the organisation, by name."""

    def __init__(self, people: Mapping[int, str]) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit)
        self._people = people
        complete(self.edit, tuple(people.values()))
        self.edit.textChanged.connect(self.changed)

    def value(self) -> int | None:
        text = " ".join(self.edit.text().split())
        if not text:
            return None
        for person_id, name in self._people.items():
            if name.casefold() == text.casefold():
                return person_id
        raise Rejected(Problem("participants.problem.nobody_of_this_name"))

    def set_value(self, value: int | None) -> None:
        self.edit.setText("" if value is None else self._people.get(value, ""))
        self.edit.setCursorPosition(0)


class YearField(Field[int | None]):
    """A year, or nothing."""

    def __init__(self) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit)
        self.edit.setMaxLength(4)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> int | None:
        text = self.edit.text().strip()
        if text and not (text.isdecimal() and len(text) == 4):
            raise Rejected(Problem("participants.problem.birth_year"))
        return int(text) if text else None

    def set_value(self, value: int | None) -> None:
        self.edit.setText("" if value is None else str(value))


class AvailabilityField(TagsField):
    """Free time as tags: a day and an hour in words, stored as `mon-18`; other wording as it is."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        slots = [f"{day}-{hour:02d}" for day in DAYS for hour in range(24)]
        self._texts = {slot: slot_text(slot, words) for slot in slots}
        self._slots = {text: slot for slot, text in self._texts.items()}
        complete(self.edit, tuple(self._slots))

    def value(self) -> list[str]:
        return [self._slots.get(tag, tag) for tag in super().value()]

    def set_value(self, value: list[str]) -> None:
        super().set_value([self._texts.get(slot, slot) for slot in value])


def complete(edit: QLineEdit, texts: tuple[str, ...]) -> None:
    completer = dressed(QCompleter(list(texts), edit))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    edit.setCompleter(completer)


def _make(name: str, words: Words, known: Known) -> Field[Any]:
    if name in _LONG:
        return TextField(_LONG[name])
    if name in ("goals", "strengths"):
        most = IMPORTANCES if name == "goals" else STRENGTHS
        graded = GradedField(
            tuple(words(f"participants.grade.{name}.{grade}") for grade in range(1, most + 1)), 3
        )
        graded.set_texts(
            words(f"participants.more.{name}"),
            words(f"participants.grade.{name}"),
            words("participants.take_off_line"),
        )
        return graded
    if name in ("languages", "interests", "availability", "wishes", "refusals"):
        tags = AvailabilityField(words) if name == "availability" else TagsField()
        tags.set_texts(words("participants.tag.type"), words("participants.tag.remove"))
        if name in ("wishes", "refusals"):
            # Of people with one name none is offered: a wish for one of them is an e-mail or a code.
            complete(tags.edit, tuple(text for text in known.people.values() if not text.endswith(")")))
        return tags
    makers: dict[str, Callable[[], Field[Any]]] = {
        "roles": lambda: SeveralField([(role, words(f"common.{role}")) for role in ROLES]),
        "meeting_ways": lambda: SeveralField(
            [(way, words(f"participants.way.{way}")) for way in MEETING_WAYS]
        ),
        "capacity": lambda: NumberField(0, 50),
        "least": lambda: NumberField(0, 50),
        "mentors_wanted": lambda: NumberField(1, 3),
        "birth_year": YearField,
        "manager_id": lambda: PersonField(known.people),
    }
    if name in makers:
        return makers[name]()
    line = LineField()
    if name in _COMPLETED:
        complete(line.edit, known.values.get(name, ()))
    return line


def fill_form(form: Form, names: tuple[str, ...], words: Words, known: Known) -> None:
    """Put the questions of these names into a form."""
    wide = {
        "full_name",
        "email",
        "assistant_email",
        "roles",
        "goals",
        "strengths",
        "languages",
        "interests",
        "availability",
        "wishes",
        "refusals",
        *_LONG,
    }
    for name in names:
        form.add(name, _make(name, words, known), words(f"participants.field.{name}"), wide=name in wide)
    for name in set(names) & _EXPLAINED:
        form.fields[name].set_label(words(f"participants.field.{name}"), words(f"participants.hint.{name}"))


def answers_of(shown: ParticipantDetails) -> dict[str, Any]:
    """Return what the fields show of a participant, by field."""
    person, found = shown.person, {}
    for name in PERSON:
        found[name] = getattr(person, "note" if name == "person_note" else name)
    for name in PROFILE:
        if name != "roles":
            found[name] = getattr(shown, name)
    found["roles"] = [role for role in ROLES if getattr(shown, f"is_{role}")]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def as_changes(name: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - a field's answer is of any kind
    """Return a field's answer as the columns it is stored in."""
    if name == "roles":
        return {f"is_{role}": role in value for role in ROLES}
    if name in ("goals", "strengths"):
        grade = "importance" if name == "goals" else "level"
        return {name: [{"topic": topic, grade: given} for topic, given in value]}
    return {"note" if name == "person_note" else name: value}
