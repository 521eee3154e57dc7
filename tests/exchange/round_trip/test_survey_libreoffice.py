"""Survey forms that really went through LibreOffice: each answer is seen as exactly that answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.support.database import new_database
from tests.support.libreoffice import SOFFICE, Job, as_text, text, work_through
from tests.support.sessions import confirmed_programme
from tests.support.surveys import answer, asked_people, asked_wave
from tests.support.whole_workbook import send

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Database
from nhipcau.exchange.round_trip.merge.workbook_merge import said
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks
from nhipcau.exchange.round_trip.returned_batch import open_batch

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice Calc is not installed (soffice)"),
]
MENTOR, FIRST, SECOND = "Trần Bảo Ngọc", "Phan Gia Bảo", "Dương Thanh Oanh"
FEELING = {
    "vi": "Nhìn lại nửa chặng đường, anh/chị thấy việc đồng hành thế nào?",
    "en": "Half-way through, how is it going with your pair?",
}
USEFUL = {"vi": "Các buổi gặp hữu ích với anh/chị đến mức nào?", "en": "How useful are the sessions to you?"}
SLOW = {"vi": "Điều gì đang làm hai người chậm lại?", "en": "What is slowing the two of you down?"}
LEARNT = {
    "vi": "Xin kể một điều cụ thể anh/chị đã học được hoặc làm khác đi",
    "en": "Tell us one concrete thing you learnt or now do differently",
}
POINT = {"vi": "5 – Rất ổn", "en": "5 – Very happy"}
ANEW = "Nghĩ lại rồi viết khác"
WORDS = '- Lắng nghe "trước";\ngóp ý sau 👍🏽'


@dataclass(frozen=True)
class Trips:
    database: Database
    programme_id: int
    folder: Path

    def changes(self, name: str) -> set[tuple[str, str]]:
        """Return what would change: about whom, and the answer."""
        (plan,) = open_batch(self.database, self.programme_id, [self.folder / name]).plans
        assert plan.problems == ()
        return {
            (one.name_of(row.key), said(one.kind.field(cell.field), cell.theirs))
            for one in plan.kinds
            for row in one.merged.rows
            if row.changes
            for cell in row.cells
        }


@pytest.fixture(scope="module")
def trips(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trips]:
    folder = tmp_path_factory.mktemp("libreoffice")
    database = new_database(folder)
    programme_id = confirmed_programme(database)
    wave_id = asked_wave(database, programme_id)
    mentor = next(row for row in asked_people(database, wave_id) if row.partner_name == SECOND)
    answer(database, mentor, "text", "Đã có từ trước")
    jobs: list[Job] = []
    for language in LANGUAGES:
        written = write_survey_workbooks(database, wave_id, folder, language, everybody=True)
        (form,) = written.folder.glob(f"{MENTOR} - *.xlsx")
        changes = _answers(form, language)
        jobs += [
            Job(form, folder / f"{language} again.xlsx"),
            Job(form, folder / f"{language}_filled.xlsx", changes),
            Job(form, folder / f"{language}_filled.ods", changes),
        ]
        whole = send(database, programme_id, "x", folder / f"{language}.xlsx", language)
        jobs.append(Job(whole, folder / f"{language} whole.ods"))
    work_through(folder, jobs)
    for language in LANGUAGES:
        as_text(folder, folder / f"{language}_filled.xlsx", 2).rename(folder / f"{language}_filled.csv")
    yield Trips(database, programme_id, folder)
    database.close()


def _answers(path: Path, language: Language) -> Sequence[str]:
    """Return the Basic that fills a form in: it is typed into the open cells of a sheet that stays protected."""
    sheet: Any = openpyxl.load_workbook(path).worksheets[1]
    rows = {str(cells[0].value): number for number, cells in enumerate(sheet.iter_rows(max_col=1))}
    columns = {str(cell.value): place for cells in sheet.iter_rows() for place, cell in enumerate(cells)}
    wanted = [
        (FEELING, FIRST, POINT[language]),
        (FEELING, SECOND, "2"),
        (USEFUL, SECOND, "4"),
        (SLOW, FIRST, "1, 3"),
        (LEARNT, FIRST, WORDS),
        (LEARNT, SECOND, ANEW),
    ]
    return [
        f"sheet = doc.Sheets.getByName({text(sheet.title)})",
        *(
            f"sheet.getCellByPosition({columns[partner]}, {rows[question[language]]}).String = {text(value)}"
            for question, partner, value in wanted
        ),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_saved_again_brings_nothing_new(trips: Trips, language: Language) -> None:
    assert trips.changes(f"{language} again.xlsx") == set()


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_typed_is_seen_as_that_answer(trips: Trips, language: Language, kind: str) -> None:
    about = {"vi": "{} (về {})", "en": "{} (about {})"}[language]
    first, second = about.format(MENTOR, FIRST), about.format(MENTOR, SECOND)
    offered = {
        "vi": ("5 – Rất ổn", "2 – Không ổn", "4 – Hữu ích", "Khó hẹn lịch; Thiếu chuẩn bị trước buổi gặp"),
        "en": ("5 – Very happy", "2 – Unhappy", "4 – Useful", "Hard to find a time; Too little preparation"),
    }[language]
    assert trips.changes(f"{language}_filled.{kind}") == {
        (first, offered[0]),
        (second, offered[1]),
        (second, offered[2]),
        (first, offered[3]),
        (first, WORDS),
        (second, ANEW),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_programme_with_its_surveys_comes_home_as_it_went(trips: Trips, language: Language) -> None:
    batch = open_batch(trips.database, trips.programme_id, [trips.folder / f"{language} whole.ods"])
    assert batch.nothing_new
    assert any(one.kind.code.startswith("survey:") for one in batch.plans[0].kinds)
