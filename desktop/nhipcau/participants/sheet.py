"""The columns that say something of a person or of their profile, by code.

`resources/i18n/fields.json` names them (`fields.email`), `resources/import/columns.json` lists how files head them.
"""

from dataclasses import dataclass
from typing import Final, Literal

FieldKind = Literal[
    "text",
    "long_text",
    "list",
    "topics",
    "number",
    "year",
    "date",
    "yes_no",
    "role",
    "phone",
    "email",
    "ways",
]
Part = Literal["person", "profile", "row"]


@dataclass(frozen=True, slots=True)
class SheetField:
    """One thing a column can mean. Part `row`: says something of the row itself, stored elsewhere or not at all."""

    code: str
    part: Part
    kind: FieldKind


FIELDS: Final = tuple(
    SheetField(*entry)
    for entry in (
        ("full_name", "person", "text"),
        ("first_name", "person", "text"),
        ("middle_name", "person", "text"),
        ("last_name", "person", "text"),
        ("preferred_name", "person", "text"),
        ("salutation", "person", "text"),
        ("email", "person", "email"),
        ("phone", "person", "phone"),
        ("employee_code", "person", "text"),
        ("department", "person", "text"),
        ("title", "person", "text"),
        ("level", "person", "text"),
        ("manager", "person", "text"),
        ("birth_year", "person", "year"),
        ("gender", "person", "text"),
        ("place", "person", "text"),
        ("languages", "person", "list"),
        ("time_zone", "person", "text"),
        ("meeting_ways", "person", "ways"),
        ("assistant_name", "person", "text"),
        ("assistant_email", "person", "email"),
        ("role", "row", "role"),
        ("is_mentor", "row", "yes_no"),
        ("is_mentee", "row", "yes_no"),
        ("both_roles", "row", "yes_no"),
        ("consent", "row", "yes_no"),
        ("submitted", "row", "date"),
        ("capacity", "profile", "number"),
        ("least", "profile", "number"),
        ("mentors_wanted", "profile", "number"),
        ("goals", "profile", "topics"),
        ("strengths", "profile", "topics"),
        ("expectations", "profile", "long_text"),
        ("ideal_partner", "profile", "long_text"),
        ("learning_style", "profile", "text"),
        ("interests", "profile", "list"),
        ("availability", "profile", "list"),
        ("wishes", "profile", "list"),
        ("refusals", "profile", "list"),
        ("note", "profile", "long_text"),
    )
)
BY_CODE: Final = {field.code: field for field in FIELDS}
