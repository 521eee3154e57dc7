"""Forms of an anonymous wave, out into a folder, filled in as people do, and what a form service hands over."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from tests.support.anonymous import (
    AGAIN,
    CHANGED,
    LEARNT,
    QUESTIONS,
    SATISFIED,
    WISH,
    AnonymousSurvey,
    figures,
    people_of,
    secret,
)
from tests.support.forms import write

from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks
from nhipcau.surveys.queries import ResponseRow

NAME = "Họ và tên của anh/chị, chỉ để biết ai đã trả lời"


def written_forms(
    database: Database, survey: AnonymousSurvey, folder: Path
) -> dict[int, tuple[ResponseRow, Path]]:
    """Write a form for everybody; return it, and whose it is, by response."""
    folder.mkdir(parents=True, exist_ok=True)
    written = write_survey_workbooks(database, survey.wave_id, folder, "vi")
    found = {}
    for row in people_of(database, survey):
        (path,) = written.folder.glob(f"{row.name} - *.xlsx")
        found[row.id] = (row, path)
    return found


def said_by(person: int) -> dict[str, Any]:
    """Return what one person writes into the form, by question."""
    scale, choice, several = figures(person)
    chosen = QUESTIONS[1]["options_vi"][choice]
    return {
        SATISFIED: scale,
        AGAIN: chosen,
        CHANGED: ", ".join(str(place + 1) for place in several),
        LEARNT: secret(person, LEARNT),
        WISH: secret(person, WISH),
    }


def fill(path: Path, values: Mapping[str, Any], target: Path | None = None) -> Path:
    """Answer a form, as somebody would who has only it and a spreadsheet program."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    rows = {sheet.cell(number, 1).value: number for number in range(1, sheet.max_row + 1)}
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Câu trả lời")
    for wording, value in values.items():
        sheet.cell(rows[wording], column).value = value
    book.save(target or path)
    return target or path


def filled_forms(
    database: Database, survey: AnonymousSurvey, folder: Path, count: int | None = None
) -> list[Path]:
    """Write all forms and fill in so many of them; return those, by response."""
    forms = written_forms(database, survey, folder)
    wanted = list(forms.items())[: len(forms) if count is None else count]
    return [fill(path, said_by(number)) for number, (_, path) in wanted]


def google(
    path: Path, rows: Sequence[tuple[str, int]], name: str | None = NAME, day: str = "14/03/2026"
) -> Path:
    """Write what Google Forms exports: name and number of each person; without a `name` only e-mails say who."""
    head = [
        "Dấu thời gian",
        "Địa chỉ email",
        *([name] if name else []),
        *(one["wording_vi"] for one in QUESTIONS),
    ]
    body = []
    for place, (who, person) in enumerate(rows):
        said = said_by(person)
        options = QUESTIONS[2]["options_vi"]
        said[CHANGED] = ", ".join(options[place] for place in figures(person)[2])
        email = who if not name else None
        when = f"{day} 8:{place:02d}:00" if day else None
        body.append((when, email, *([who] if name else []), *said.values()))
    return write(path, {"Câu trả lời biểu mẫu 1": [tuple(head), *body]})
