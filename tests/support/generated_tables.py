"""A generated form: its sheets, the people in it and how it is written to a file."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any, Final

import openpyxl
from tests.support.generated_people import Language, Person

Row = list[Any]

_HEADINGS: Final = {
    "number": ("STT", "No."),
    "name": ("Họ và tên", "Full name"),
    "email": ("Email", "Email address"),
    "phone": ("Số điện thoại", "Phone number"),
    "department": ("Phòng ban", "Department"),
    "role": ("Vai trò", "Role"),
    "goals": ("Kỹ năng muốn học", "Skills you want to learn"),
    "strengths": ("Kỹ năng có thể chia sẻ", "Skills you can share"),
    "places": ("Số mentee tối đa", "Maximum number of mentees"),
    "birth_year": ("Năm sinh", "Year of birth"),
    "tenure": ("Thâm niên", "Years with the company"),
    "remark": ("Góp ý cho ban tổ chức", "Other comments"),
    "status": ("Trạng thái", "Status"),
}
_REMARKS: Final = ("", "Cảm ơn ban tổ chức", "", "Thank you", "")


@dataclass(frozen=True, slots=True)
class Form:
    """A form and everybody who filled it in."""

    layout: str
    language: Language
    suffix: str
    separator: str
    number: int
    """Which of the forms of its layout it is, from 0."""
    people: tuple[Person, ...]
    sheets: dict[str, list[Row]]
    body: slice = field(default_factory=lambda: slice(0, 0))
    """Where the rows of people stand on the only sheet, when they may change places."""
    heads: slice = field(default_factory=lambda: slice(0, 0))
    """Where the headings above them stand, whose columns may change places with those of the rows."""
    merged: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    may_stop: tuple[str, ...] = ()
    """Reasons for which the whole sheet may be left unread."""
    asks: tuple[str, ...] = ("goals", "strengths", "places")
    """Which of the answers that belong to one role are asked for at all."""

    @property
    def name(self) -> str:
        separator = {",": "commas", ";": "semicolons", "\t": "tabs"}.get(self.separator, "workbook")
        return f"{self.layout}-{self.language}-{separator}"

    def write(self, folder: Path, name: str = "") -> Path:
        """Write the form as a spreadsheet program or a form service would."""
        path = folder / f"{name or self.name}{self.suffix}"
        if self.suffix == ".csv":
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file, delimiter=self.separator).writerows(next(iter(self.sheets.values())))
            return path
        workbook = openpyxl.Workbook()
        for number, (title, rows) in enumerate(self.sheets.items()):
            sheet = workbook.active if number == 0 else workbook.create_sheet()
            assert sheet is not None
            sheet.title = title
            for row in rows:
                sheet.append([None if cell == "" else cell for cell in row])
            for merged in self.merged if number == 0 else ():
                sheet.merge_cells(merged)
            for hidden in self.hidden if number == 0 else ():
                sheet.row_dimensions[hidden].hidden = True
        workbook.save(path)
        return path

    def in_other_order(self, rng: Random, what: str) -> "Form":
        """Return the form with its rows of people, or its columns, in another order."""
        ((title, rows),) = self.sheets.items()
        rows = [list(row) for row in rows]
        if what == "rows":
            body = rows[self.body]
            rng.shuffle(body)
            rows[self.body] = body
        else:
            order = list(range(len(rows[self.heads.start])))
            rng.shuffle(order)
            for place in range(self.heads.start, len(rows)):  # rows prepared below as well
                rows[place] = [rows[place][column] for column in order]
        return replace(self, sheets={title: rows})


def said(texts: tuple[str, str], language: Language) -> str:
    vi, en = texts
    return {"vi": vi, "en": en, "mixed": f"{vi} / {en}"}[language]


def heads_of(fields: Sequence[str], language: Language) -> Row:
    return [said(_HEADINGS[one], language) for one in fields]


def cells_of(person: Person, number: int, fields: Sequence[str]) -> Row:
    mentor = person.role == "mentor"
    all_cells: dict[str, Any] = {
        "number": number,
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "department": person.department,
        "role": "Mentor" if mentor else "Mentee",
        "goals": "" if mentor else "; ".join(person.topics),
        "strengths": "; ".join(person.topics) if mentor else "",
        "places": person.places if mentor else "",
        "birth_year": person.birth_year,
        "tenure": 2026 - person.birth_year - 20,
        "remark": _REMARKS[number % len(_REMARKS)],
    }
    return [all_cells[one] for one in fields]


def rows_of(form: Form, fields: Sequence[str]) -> list[Row]:
    return [cells_of(person, number, fields) for number, person in enumerate(form.people, 1)]


def one_table(
    form: Form, above: list[Row], heads: list[Row], body: list[Row], below: Sequence[Row] = ()
) -> Form:
    start = len(above)
    return replace(
        form,
        sheets={"Form": [*above, *heads, *body, *below]},
        heads=slice(start, start + len(heads)),
        body=slice(start + len(heads), start + len(heads) + len(body)),
    )
