"""What a column of a list can say of a person, of their profile or of its row, by code.

Fields come from the catalogue (`participants.models`); the rest is said of the row itself, or becomes a field of
another name. `resources/i18n/fields.json` names them, `exchange/columns/field_clues.py` says how files head them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from nhipcau.database.field_catalogue import CatalogueField, FieldKind
from nhipcau.participants.models import PERSON, PROFILE

MeaningKind = FieldKind | Literal["date", "role"]
Part = Literal["person", "profile", "row"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a column can mean. Part `row`: says something of the row itself, stored elsewhere or not at all."""

    code: str
    part: Part
    kind: MeaningKind


NAME_PARTS: Final = ("first_name", "middle_name", "last_name")
_ROW: Final = (
    Meaning("role", "row", "role"),
    Meaning("is_mentor", "row", "yes_no"),
    Meaning("is_mentee", "row", "yes_no"),
    Meaning("both_roles", "row", "yes_no"),
    Meaning("consent", "row", "yes_no"),
    Meaning("submitted", "row", "date"),
)
_READ_AS: Final[dict[FieldKind, FieldKind]] = {"person": "text", "slots": "list", "ranked": "list"}
"""How a list says what is stored otherwise."""


def _of(part: Part, fields: Iterable[CatalogueField]) -> tuple[Meaning, ...]:
    return tuple(
        Meaning(one.code, part, _READ_AS.get(one.kind, one.kind))
        for one in fields
        if not one.internal and one.kind != "yes_no"
    )


_PARTS_OF_A_NAME: Final = tuple(Meaning(code, "person", "text") for code in NAME_PARTS)
_PERSON: Final = _of("person", PERSON.values())
FIELDS: Final = (_PERSON[0], *_PARTS_OF_A_NAME, *_PERSON[1:], *_ROW, *_of("profile", PROFILE.values()))
BY_CODE: Final = {field.code: field for field in FIELDS}
OF_PERSON: Final = {code: one for code, one in PERSON.items() if code in BY_CODE and one.kind != "person"}
OF_PROFILE: Final = {code: one for code, one in PROFILE.items() if code in BY_CODE}
"""The fields that files and workbooks hold as they are stored; a manager is somebody to be found first."""
