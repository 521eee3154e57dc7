"""The questions about a person and about a profile, as fields of a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.database.field_catalogue import LISTS, CatalogueField, FieldKind
from nhipcau.participants.models import MEETING_WAYS, PERSON, PROFILE
from nhipcau.participants.queries import ParticipantDetails, QuestionRow
from nhipcau.participants.rules import ROLES
from nhipcau.participants.ui.graded_field import GradedField
from nhipcau.participants.ui.wording import DAYS, slot_text
from nhipcau.widgets.forms.completion import dressed
from nhipcau.widgets.forms.fields import Field, LineField, NumberField, SeveralField, TextField
from nhipcau.widgets.forms.form import Form
from nhipcau.widgets.forms.tag_field import TagsField

ROLES_ASKED: Final = "roles"
"""In a form one question is asked for both roles."""
PERSON_NAMES: Final = tuple(PERSON)
PROFILE_NAMES: Final = (ROLES_ASKED, *(code for code, one in PROFILE.items() if one.kind != "yes_no"))
FIELDS: Final = {**PROFILE, **PERSON}
_USUAL_GRADE: Final = 3


@dataclass(frozen=True, slots=True)
class KnownAnswers:
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


def _line(one: CatalogueField, words: Words, known: KnownAnswers) -> Field[Any]:
    line = LineField()
    if one.suggested:
        complete(line.edit, known.values.get(one.code, ()))
    return line


def _graded(one: CatalogueField, words: Words, known: KnownAnswers) -> Field[Any]:
    grades = tuple(words(f"participants.grade.{one.code}.{grade}") for grade in range(1, one.most + 1))
    graded = GradedField(grades, _USUAL_GRADE)
    graded.set_texts(
        words(f"participants.more.{one.code}"),
        words(f"participants.grade.{one.code}"),
        words("participants.take_off_line"),
    )
    return graded


def _tags(one: CatalogueField, words: Words, known: KnownAnswers) -> Field[Any]:
    tags = AvailabilityField(words) if one.kind == "slots" else TagsField()
    tags.set_texts(words("participants.tag.type"), words("participants.tag.remove"))
    if one.names_people:
        # Of people with one name none is offered: a wish for one of them is an e-mail or a code.
        complete(tags.edit, tuple(text for text in known.people.values() if not text.endswith(")")))
    return tags


def _ways(one: CatalogueField, words: Words, known: KnownAnswers) -> Field[Any]:
    return SeveralField([(way, words(f"participants.way.{way}")) for way in MEETING_WAYS])


_MAKERS: Final[Mapping[FieldKind, Callable[[CatalogueField, Words, KnownAnswers], Field[Any]]]] = {
    "long_text": lambda one, _words, _known: TextField(one.lines),
    "number": lambda one, _words, _known: NumberField(one.least, one.most),
    "year": lambda _one, _words, _known: YearField(),
    "person": lambda _one, _words, known: PersonField(known.people),
    "ways": _ways,
    "topics": _graded,
    "list": _tags,
    "ranked": _tags,
    "slots": _tags,
}


def fill_form(form: Form, names: tuple[str, ...], words: Words, known: KnownAnswers) -> None:
    """Put the questions of these names into a form."""
    for name in names:
        if name == ROLES_ASKED:
            roles = SeveralField([(role, words(f"common.{role}")) for role in ROLES])
            form.add(name, roles, field_label(name, words), wide=True)
            continue
        one = FIELDS[name]
        wide = one.wide or one.kind == "long_text" or one.kind in LISTS - {"ways"}
        made = form.add(
            name, _MAKERS.get(one.kind, _line)(one, words, known), field_label(name, words), wide=wide
        )
        if one.explained:
            made.set_label(field_label(name, words), words(f"participants.hint.{name}"))


def field_label(name: str, words: Words) -> str:
    """Return what a question of a form is called."""
    return words("fields.role" if name == ROLES_ASKED else FIELDS[name].label)


def answers_of(shown: ParticipantDetails) -> dict[str, Any]:
    """Return what the fields show of a participant, by field."""
    found: dict[str, Any] = {**shown.person.values, **shown.values}
    found[ROLES_ASKED] = [role for role in ROLES if found.pop(f"is_{role}")]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def as_changes(name: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - a field's answer is of any kind
    """Return a field's answer as the columns it is stored in."""
    if name == ROLES_ASKED:
        return {f"is_{role}": role in value for role in ROLES}
    one = FIELDS[name]
    if one.kind == "topics":
        value = [{"topic": topic, one.grade: given} for topic, given in value]
    return {one.column: value}
